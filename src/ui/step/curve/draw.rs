//! Where the parts of a curve stand, on any size of screen.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{CurveScreen, Known, Pane, Row};
use crate::{
    cells,
    content::slot::Slot,
    document::chart::Grid,
    insight::Better,
    model::{
        Measure, Seen, Step,
        measure::about,
        step::curve::{Matter, group_name, number},
    },
    say,
    say::{Arg, Lang, MsgId},
    ui::{
        chart,
        hits::Hit,
        paint::{Paint, below, inset, row, scrolled},
    },
};

/// From this size on, picture, table and words stand there together.
const TOGETHER: (u16, u16) = (84, 22);

/// A place in the picture, and a line of the table, for whoever clicks.
const IN_PICTURE: u8 = 0;
pub(super) const IN_TABLE: u8 = 1;

pub(super) fn draw(
    screen: &mut CurveScreen,
    step: &Step,
    seen: Seen<'_>,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let (Some(measure), Some(known)) = (screen.measure(step, seen), screen.known.take()) else {
        paint.wrapped(
            buf,
            area,
            &paint.say(&MsgId::NoCurveYet.into()),
            Slot::Placeholder,
        );
        return;
    };
    let mut rest = area;
    let all: Vec<_> = seen.measures_on(&step.id).map(|one| one.id).collect();
    let place = all.iter().position(|id| *id == measure.id).unwrap_or(0) + 1;
    // Where there are several, which of them this is must be known on the smallest screen too.
    if area.height >= 9 || all.len() > 1 {
        let of = (place, all.len());
        heading(&known, measure, of, paint, buf, row(area, 0));
        rest = below(area, 1);
    }
    let lines = question_lines(&known, measure, paint, rest);
    let tall = u16::try_from(lines.len()).unwrap_or(0);
    question(&lines, paint, buf, below(rest, rest.height - tall));
    rest.height -= tall;
    let facts = &known.facts;
    if facts.figures.n == 0 && known.rows.is_empty() && facts.guesses.is_empty() {
        if facts.baseline.is_some() {
            words(screen, &known, paint, buf, rest);
            screen.known = Some(known);
            return;
        }
        paint.wrapped(
            buf,
            rest,
            &paint.say(&MsgId::NoPointYet.into()),
            Slot::Placeholder,
        );
    } else if area.width >= TOGETHER.0 && rest.height >= TOGETHER.1 {
        together(screen, &known, paint, buf, rest);
    } else {
        one_pane(screen, &known, paint, buf, rest);
    }
    screen.known = Some(known);
}

/// All parts: the picture over the table and the words.
fn together(
    screen: &mut CurveScreen,
    known: &Known,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let top = area.height * 3 / 5;
    picture(
        screen,
        known,
        paint,
        buf,
        Rect {
            height: top,
            ..area
        },
    );
    let low = below(area, top);
    paint.rule(buf, low);
    let low = below(low, 1);
    let left = (area.width / 2).min(56);
    table(
        screen,
        known,
        paint,
        buf,
        Rect {
            width: left - 2,
            ..low
        },
    );
    paint.upright(
        buf,
        Rect {
            x: low.x + left - 1,
            width: 1,
            ..low
        },
    );
    let words_at = Rect {
        x: low.x + left + 1,
        width: low.width - left - 1,
        ..low
    };
    words(screen, known, paint, buf, words_at);
    if screen.pane == Pane::Table {
        screen.page = usize::from(low.height.saturating_sub(1)).max(1);
    }
}

/// The part that has the keys; under the picture, as many words as fit.
fn one_pane(
    screen: &mut CurveScreen,
    known: &Known,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    match screen.pane {
        Pane::Table => table(screen, known, paint, buf, area),
        Pane::Words => words(screen, known, paint, buf, area),
        Pane::Picture => {
            let said = match area.height {
                0..6 => 0,
                6..9 => 1,
                9..13 => 3,
                13..16 => 4,
                height => height / 3,
            };
            picture(
                screen,
                known,
                paint,
                buf,
                Rect {
                    height: area.height - said,
                    ..area
                },
            );
            words(screen, known, paint, buf, below(area, area.height - said));
        }
    }
}

/// What the curve is of, which group is looked at, which way is better.
fn heading(
    known: &Known,
    measure: &Measure,
    (place, of): (usize, usize),
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let facts = &known.facts;
    let mut left = area;
    let better = match facts.better {
        Some(Better::Higher) => paint.text(MsgId::BetterIsHigher),
        Some(Better::Lower) => paint.text(MsgId::BetterIsLower),
        None => "",
    };
    let mut behind = better.to_owned();
    let source = measure.text_of(about::SOURCE);
    if !source.is_empty() && area.width >= 70 {
        let said = paint.say(&say!(CurveSource, source));
        let said = cells::clip(&said, usize::from(area.width) / 3).into_owned();
        behind = if behind.is_empty() {
            said
        } else {
            format!("{behind} · {said}")
        };
    }
    if area.width >= 50 {
        left = paint.right(buf, area, &behind, Slot::Muted);
        left.width = left.width.saturating_sub(2);
    }
    let mut name = facts.name.to_string();
    if !facts.unit.is_empty() {
        name = format!("{name}, {}", facts.unit);
    }
    if of > 1 {
        let said = paint.say(&say!(CurveOf, place, of));
        let taken = paint.line(buf, left, &format!("{said}  "), Slot::Accent);
        left.x += taken;
        left.width = left.width.saturating_sub(taken);
    }
    let named = paint.line(buf, left, &name, Slot::Heading);
    let left = Rect {
        x: left.x + named,
        width: left.width.saturating_sub(named),
        ..left
    };
    if facts.series.len() > 1 {
        let at = facts
            .series
            .iter()
            .position(|(group, _)| *group == facts.shown)
            .map_or(1, |at| at + 1);
        let group = say!(GroupOf, group_name(&facts.shown), at, facts.series.len());
        paint.line(
            buf,
            left,
            &format!("  {} {}", paint.glyph("▸", ">"), paint.say(&group)),
            Slot::Accent,
        );
    }
}

/// The question that ends the step, with its answer where it was given.
fn question_lines(
    known: &Known,
    measure: &Measure,
    paint: &Paint<'_>,
    area: Rect,
) -> Vec<(Slot, String)> {
    if known.facts.figures.n == 0 || area.height < 4 {
        return Vec::new();
    }
    let most = if area.height >= 16 { 2 } else { 1 };
    let width = usize::from(area.width);
    let (slot, text) = match measure.text_of(about::OK) {
        "yes" => (Slot::Done, MsgId::ForecastIsOk),
        "no" => (Slot::Late, MsgId::ForecastIsNotOk),
        _ => (Slot::Question, MsgId::AskIsItOk),
    };
    let why = measure.text_of(about::OK_WHY).replace('\n', " ");
    let text = format!("{} {why}", paint.say(&text.into()));
    let wrapped = cells::wrap(text.trim_end(), width);
    let cut = wrapped.len() > most;
    let mut lines: Vec<(Slot, String)> = wrapped
        .into_iter()
        .take(most)
        .map(|line| (slot, line.to_owned()))
        .collect();
    if let Some((_, last)) = lines.last_mut().filter(|_| cut) {
        *last = format!(
            "{}{}",
            cells::head(last, width.saturating_sub(1)),
            paint.glyph("…", "~")
        );
    }
    lines
}

fn question(lines: &[(Slot, String)], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    for (at, (slot, line)) in (0..).zip(lines) {
        paint.line(buf, row(area, at), line, *slot);
    }
}

fn picture(
    screen: &mut CurveScreen,
    known: &Known,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let glyphs = chart::glyphs(paint);
    let wanted = (area.width, area.height, glyphs);
    if screen
        .grid
        .as_ref()
        .is_none_or(|(width, height, glyphs, _)| (*width, *height, *glyphs) != wanted)
    {
        let grid = known
            .facts
            .chart(paint.lang)
            .grid(area.width, area.height, glyphs);
        screen.grid = Some((area.width, area.height, glyphs, grid));
    }
    if let Some((.., grid)) = &screen.grid {
        for (at, cells) in (0..area.height).zip(grid.rows()) {
            chart::row(cells, paint, buf, row(area, at));
        }
        hits(known, grid, paint, area);
    }
}

/// Over and under a point is that point too; where points stand close, each has its own column.
fn hits(known: &Known, grid: &Grid, paint: &Paint<'_>, area: Rect) {
    let rows = known.rows.iter().enumerate();
    let places: Vec<(usize, u16)> = rows
        .filter(|(_, row)| row.point.value.is_some())
        .filter_map(|(at, row)| {
            let found = grid.points().binary_search_by_key(&row.period, |one| one.0);
            let (_, column) = grid.points()[found.ok()?];
            Some((at, u16::try_from(column).ok()?))
        })
        .collect();
    let (top, bottom) = grid.high();
    let (top, tall) = (
        u16::try_from(top).unwrap_or(0),
        u16::try_from(bottom - top).unwrap_or(0),
    );
    for wide in [1, 0] {
        for (at, column) in &places {
            let column = Rect {
                x: area.x + column.saturating_sub(wide),
                y: area.y + top,
                width: 2 * wide + 1,
                height: tall,
            };
            paint.hit(column.intersection(area), Hit::Spot(IN_PICTURE, *at));
        }
    }
}

fn slot_of(matter: Matter) -> Slot {
    match matter {
        Matter::Verdict(Some(true)) => Slot::Good,
        Matter::Verdict(_) | Matter::Figure | Matter::Groups => Slot::Text,
        Matter::Forecast => Slot::Forecast,
        Matter::Target => Slot::Target,
        Matter::People => Slot::Title,
        Matter::Doubt => Slot::Muted,
    }
}

/// The figures in words, from the first that was scrolled to.
fn words(screen: &mut CurveScreen, known: &Known, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let width = usize::from(area.width) - 2;
    let mut lines: Vec<(Slot, bool, &str)> = Vec::new();
    for (matter, sentence) in &known.sentences {
        for (at, line) in cells::wrap(sentence, width).into_iter().enumerate() {
            lines.push((slot_of(*matter), at == 0, line));
        }
    }
    let height = usize::from(area.height);
    screen.first_word = screen.first_word.min(lines.len().saturating_sub(height));
    if screen.pane != Pane::Table {
        screen.page = height;
    }
    let more = lines.len().saturating_sub(screen.first_word + height);
    for (at, (slot, first, line)) in (0..area.height).zip(lines.into_iter().skip(screen.first_word))
    {
        let line_at = row(area, at);
        let last = at + 1 == area.height && more > 0;
        let mark = if first {
            paint.glyph("• ", "- ")
        } else {
            "  "
        };
        paint.line(buf, line_at, mark, Slot::Muted);
        let mut words = Rect {
            x: line_at.x + 2,
            width: line_at.width - 2,
            ..line_at
        };
        if last {
            let below = paint.glyph("▾", "v");
            words = paint.right(buf, words, &format!(" {below}{more}"), Slot::Muted);
        }
        paint.line(buf, words, line, slot);
    }
}

/// One column of the table.
struct Column {
    head: MsgId,
    width: u16,
    number: bool,
    text: fn(&Row, &Paint<'_>) -> String,
}

fn figure(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(String::new, |value| {
        say::MsgId::ValueBare.with(vec![number(value)]).render(lang)
    })
}

fn value_text(row: &Row, paint: &Paint<'_>) -> String {
    row.point.value.map_or_else(
        || paint.glyph("–", "-").to_owned(),
        |value| figure(Some(value), paint.lang),
    )
}

fn forecast_text(row: &Row, paint: &Paint<'_>) -> String {
    let mark = match row.beats {
        Some(true) => paint.glyph(" ✓", " +"),
        Some(false) => paint.glyph(" ✗", " x"),
        None => "  ",
    };
    if row.forecast.is_none() {
        String::new()
    } else {
        format!("{}{mark}", figure(row.forecast, paint.lang))
    }
}

fn note_text(row: &Row, paint: &Paint<'_>) -> String {
    let definition = row
        .point
        .definition
        .as_deref()
        .map(|name| format!("{} {name}", paint.glyph("┊", ":")));
    let note = row.point.note.as_deref().map(str::to_owned);
    definition
        .into_iter()
        .chain(note)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The columns that fit, the most needed first; what is in nobody's line takes no room.
fn columns(known: &Known, width: u16) -> Vec<Column> {
    let any = |has: fn(&Row) -> bool| known.rows.iter().any(has);
    let mut all = vec![
        Column {
            head: MsgId::HeadPeriod,
            width: 10,
            number: false,
            text: |row, _| row.period.to_string(),
        },
        Column {
            head: MsgId::HeadValue,
            width: 9,
            number: true,
            text: value_text,
        },
    ];
    if any(|row| row.forecast.is_some()) {
        all.push(Column {
            head: MsgId::HeadForecast,
            width: 11,
            number: true,
            text: forecast_text,
        });
    }
    if any(|row| row.point.target.is_some()) {
        all.push(Column {
            head: MsgId::HeadTarget,
            width: 8,
            number: true,
            text: |row, paint| figure(row.point.target, paint.lang),
        });
    }
    if any(|row| row.point.n.is_some()) {
        all.push(Column {
            head: MsgId::HeadPeople,
            width: 8,
            number: true,
            text: |row, paint| {
                row.point.n.map_or_else(String::new, |n| {
                    MsgId::ValueBare
                        .with(vec![Arg::Number(n, 0)])
                        .render(paint.lang)
                })
            },
        });
    }
    let mut rest = width.saturating_sub(3);
    all.retain(|column| {
        let fits = column.width < rest;
        rest = if fits { rest - column.width - 1 } else { rest };
        fits
    });
    let noted = any(|row| row.point.note.is_some() || row.point.definition.is_some());
    let sourced = any(|row| row.point.source.is_some());
    let wide = rest >= 30 && noted && sourced;
    if noted && rest >= 8 {
        all.push(Column {
            head: MsgId::HeadNote,
            width: if wide { rest / 2 } else { rest },
            number: false,
            text: note_text,
        });
    }
    if sourced && (wide || !noted && rest >= 8) {
        let text =
            |row: &Row, _: &Paint<'_>| row.point.source.as_deref().unwrap_or_default().to_owned();
        all.push(Column {
            head: MsgId::HeadFrom,
            width: if wide { rest - rest / 2 - 1 } else { rest },
            number: false,
            text,
        });
    }
    all
}

fn table(screen: &mut CurveScreen, known: &Known, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    if area.height < 2 {
        return;
    }
    let area = paint.filtered(buf, area, &known.filter, known.rows.len());
    let columns = columns(known, area.width);
    let focus = screen.pane == Pane::Table;
    let write = |buf: &mut Buffer, at: Rect, slot: Slot, texts: Vec<String>| {
        let mut x = at.x + 2;
        for (column, text) in columns.iter().zip(texts) {
            let width = usize::from(column.width);
            let text = if column.number {
                cells::fit_right(&text, width)
            } else {
                cells::fit(&text, width)
            };
            let place = Rect {
                x,
                width: column.width.min(at.right().saturating_sub(x)),
                ..at
            };
            paint.line(buf, place, &text, slot);
            x += column.width + 1;
        }
    };
    let heads = columns
        .iter()
        .map(|column| paint.text(column.head).to_owned())
        .collect();
    write(
        buf,
        row(area, 0),
        if focus { Slot::Heading } else { Slot::Muted },
        heads,
    );
    let body = below(area, 1);
    let height = usize::from(body.height);
    let at = known.at(screen.cursor);
    screen.first_row = scrolled(screen.first_row, at, height, known.rows.len());
    if focus {
        screen.page = height.max(1);
    }
    for (y, (index, line)) in
        (0..body.height).zip(known.rows.iter().enumerate().skip(screen.first_row))
    {
        let place = row(body, y);
        let here = index == at;
        paint.hit(place, Hit::Spot(IN_TABLE, index));
        if here {
            let slot = if focus { Slot::Accent } else { Slot::Muted };
            paint.line(buf, place, paint.glyph("▸", ">"), slot);
        }
        let slot = match (here && focus, line.beats) {
            (true, _) => Slot::Selected,
            (false, Some(true)) => Slot::Good,
            _ => Slot::Text,
        };
        let texts = columns
            .iter()
            .map(|column| (column.text)(line, paint))
            .collect();
        write(buf, inset(place, 0), slot, texts);
    }
}
