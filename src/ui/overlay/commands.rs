//! Windows of keys: all that can be done here as help or palette, and the menus.

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Pressed,
    list::{List, draw_search, fits},
};
use crate::{
    cells,
    content::slot::Slot,
    say,
    say::{Lang, MsgId},
    ui::{
        hits::Hit,
        input::Chord,
        keys::{Action, Active, Scope},
        paint::{Paint, below, inset, middle, row, scrolled},
    },
};

/// Which commands a search finds; in their own order where nothing is searched for.
pub(super) fn find_commands(all: &[Active], list: &mut List, grouped: bool, lang: Lang) {
    list.find(|search| {
        let matcher = SkimMatcherV2::default();
        let score = |active: &Active| {
            let key = active.key(false, lang);
            fits(&matcher, active.binding.words(lang), search)
                .or_else(|| (!search.is_empty() && key == search).then_some(i64::MAX / 2))
        };
        let mut found: Vec<(usize, i64)> = all
            .iter()
            .enumerate()
            .filter_map(|(at, active)| Some((at, score(active)?)))
            .collect();
        if !search.is_empty() && !grouped {
            found.sort_by_key(|(at, score)| (all[*at].off.is_some(), -score));
        }
        found.into_iter().map(|(at, _)| at).collect()
    });
}

/// Runs the key with the cursor; what does not work now stays in sight with its reason.
pub(super) fn run(active: Option<&Active>) -> Pressed {
    match active {
        Some(active) if active.off.is_none() => Pressed::Run(active.binding.action),
        _ => Pressed::Stay,
    }
}

/// What an action does to a menu: arrows move its cursor, Enter runs what has it, a key of the menu runs at once.
pub(super) fn act_on_menu(all: &[Active], at: &mut usize, action: Action) -> Pressed {
    let last = all.len().saturating_sub(1);
    *at = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (*at + 1).min(last),
        Action::First | Action::PageUp => 0,
        Action::Last | Action::PageDown => last,
        Action::Left | Action::Right => *at,
        Action::Open => return run(all.get(*at)),
        _ => return Pressed::Run(action),
    };
    Pressed::Stay
}

pub(super) fn draw_commands(
    all: &[Active],
    (grouped, detailed): (bool, bool),
    list: &mut List,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    find_commands(all, list, grouped, paint.lang);
    let title = paint.text(if grouped {
        MsgId::TitleHelp
    } else {
        MsgId::TitleCommands
    });
    let inside = paint.window(
        buf,
        middle(area, 76, area.height.saturating_sub(2)),
        title,
        Slot::OverlayBorder,
    );
    let inside = inset(inside, 1);
    let cursor = draw_search(list, paint, buf, row(inside, 0));
    let mut rows = below(inside, 2);
    if grouped && rows.height > 6 {
        let foot = row(rows, rows.height - 1);
        let words = paint.say(&say!(HelpFoot, env!("CARGO_PKG_VERSION")));
        paint.line(buf, foot, &words, Slot::Muted);
        rows.height -= 1;
    }
    if list.says_nothing(paint, buf, rows) {
        return cursor;
    }
    if detailed && let Some(active) = list.hit().and_then(|at| all.get(at)) {
        let used = draw_details(active, paint, buf, rows);
        rows.height -= used;
    }
    // Headings take lines too: each found command says which heading stands before it.
    let mut lines: Vec<(Option<MsgId>, usize)> = Vec::new();
    let mut scope = None;
    for (position, at) in list.hits().iter().enumerate() {
        if grouped && scope != Some(all[*at].scope) {
            scope = Some(all[*at].scope);
            lines.push((scope, position));
        }
        lines.push((None, position));
    }
    let at_line = lines
        .iter()
        .position(|(heading, position)| heading.is_none() && *position == list.at)
        .unwrap_or(0);
    list.page = usize::from(rows.height);
    list.first = scrolled(list.first, at_line, usize::from(rows.height), lines.len());
    if list.at == 0 {
        list.first = 0;
    }
    for (y, (heading, position)) in lines
        .iter()
        .skip(list.first)
        .take(usize::from(rows.height))
        .enumerate()
    {
        let line = row(rows, u16::try_from(y).unwrap_or(0));
        if let Some(heading) = heading {
            paint.line(buf, line, paint.text(*heading), Slot::Heading);
            continue;
        }
        let active = &all[list.hits()[*position]];
        paint.hit(line, Hit::Row(*position));
        draw_command(active, *position == list.at, paint, buf, line);
    }
    cursor
}

/// All that is known of a command, at the foot of the list: what it does, by which keys, what it is called in settings, and
/// why it does nothing now; answers how many lines it took.
fn draw_details(active: &Active, paint: &Paint<'_>, buf: &mut Buffer, rows: Rect) -> u16 {
    let binding = active.binding;
    let mut lines = vec![(Slot::Heading, binding.words(paint.lang).to_owned())];
    let found = paint.keys.place_of(binding);
    let label = |chord: &Chord| chord.label(paint.ascii, paint.lang);
    let keys: Vec<String> = found
        .iter()
        .flat_map(|(_, chords)| chords.iter().map(label))
        .collect();
    let menu = active.menu.as_ref().map(label);
    lines.push((
        Slot::Overlay,
        paint.say(&match (keys.is_empty(), menu) {
            (true, _) => say!(CommandNoKey),
            (false, None) => say!(CommandKeys, keys),
            (false, Some(menu)) => say!(CommandKeysIn, keys, menu),
        }),
    ));
    if let Some((scope, _)) = found {
        let words = say!(CommandCalled, scope.called(), binding.action.called());
        lines.push((Slot::Muted, paint.say(&words)));
    }
    if let Some(why) = active.off {
        let words = say!(CommandOff, paint.say(&why.into()));
        lines.push((Slot::Advice, paint.say(&words)));
    }
    let width = usize::from(rows.width.max(1));
    let lines: Vec<(Slot, &str)> = lines
        .iter()
        .flat_map(|(slot, words)| {
            cells::wrap(words, width)
                .into_iter()
                .map(|line| (*slot, line))
        })
        .collect();
    // The list keeps half of the window, and at least the line with the cursor.
    let height = u16::try_from(lines.len() + 1)
        .unwrap_or(u16::MAX)
        .min(rows.height / 2);
    let from = rows.height - height;
    if height > 1 {
        paint.rule(buf, row(rows, from));
    }
    for (at, (slot, words)) in (from + 1..rows.height).zip(lines) {
        paint.line(buf, row(rows, at), words, slot);
    }
    height
}

fn draw_command(active: &Active, selected: bool, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
    let (mark, slot) = match (selected, active.off) {
        (true, _) => (paint.glyph("▸ ", "> "), Slot::Selected),
        (false, None) => ("  ", Slot::Overlay),
        (false, Some(_)) => ("  ", Slot::Disabled),
    };
    let key = active.key(paint.ascii, paint.lang);
    let words = match active.off {
        Some(why) => format!(
            "{} – {}",
            active.binding.words(paint.lang),
            paint.say(&why.into())
        ),
        None => active.binding.words(paint.lang).to_owned(),
    };
    let width = usize::from(line.width);
    let text = format!("{mark}{} {}", cells::fit(&key, 9), words);
    paint.line(buf, line, &cells::fit(&text, width), slot);
    if !selected && active.off.is_none() {
        paint.line(
            buf,
            Rect {
                x: line.x + 2,
                width: line.width.saturating_sub(2).min(9),
                ..line
            },
            &key,
            Slot::HintKey,
        );
    }
}

pub(super) fn draw_menu(
    scope: &Scope,
    all: &[Active],
    at: usize,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let height = u16::try_from(all.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(area.height);
    let width = 60.min(area.width);
    let frame = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.bottom() - height,
        width,
        height,
    };
    let inside = paint.window(buf, frame, paint.text(scope.name), Slot::OverlayBorder);
    let room = usize::from(inside.height);
    let first = scrolled(0, at, room, all.len());
    for (y, (position, active)) in all.iter().enumerate().skip(first).take(room).enumerate() {
        let line = row(inside, u16::try_from(y).unwrap_or(0));
        paint.hit(line, Hit::Row(position));
        draw_command(active, position == at, paint, buf, line);
    }
}
