//! The parts of a grid's page: the places, the cards without one, and what is said of them in words.
//!
//! Where a place has room for cards it is a box; otherwise all places are one small table of counts, and the one with the
//! cursor is listed below it.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{GridScreen, sheet::Focus};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        CardId, FieldId, Seen,
        seen::CardSeen,
        step::grid::{Grid, Place},
    },
    say,
    say::MsgId,
    ui::hits::Hit,
    ui::paint::{Paint, below, row, scrolled},
};

/// From this width on, the cards without a place stand beside the grid.
const BESIDE: u16 = 88;
/// How wide they are there.
const TRAY: u16 = 27;
/// The fewest cells and lines of a box, its frame among them, in which cards can be read.
const BOX: (u16, u16) = (14, 4);
/// Boxes narrower than this cut most words: the card with the cursor is written out below them.
const NARROW: u16 = 22;
/// From this height on, a line says what the axes are called.
const NAMED: u16 = 12;
/// The most cells that the names of rows take.
const NAMES: usize = 14;

/// What every part of one drawing shares.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub grid: &'a Grid,
    pub seen: Seen<'a>,
    pub paint: &'a Paint<'a>,
}

impl View<'_> {
    /// What the axes are called, where a line can be spared for it: “little” and “much” alone say nothing. Answers what is
    /// left of the area.
    fn draw_axes(&self, buf: &mut Buffer, area: Rect) -> Rect {
        if area.height < NAMED {
            return area;
        }
        let name = |id: &FieldId| {
            let field = self.grid.fields.iter().find(|field| field.id == *id);
            field.map_or_else(|| "".into(), |field| field.name(self.seen.lang()))
        };
        let (down, right) = (self.paint.glyph("↓", "v"), self.paint.glyph("→", ">"));
        let words = format!(
            "{down} {}   {right} {}",
            name(&self.grid.down),
            name(&self.grid.across)
        );
        self.paint.line(buf, row(area, 0), &words, Slot::Muted);
        below(area, 1)
    }
}

/// Where the parts of the page stand.
struct Parts {
    grid: Rect,
    tray: Rect,
    foot: Rect,
}

impl GridScreen {
    pub(super) fn draw_page(
        &mut self,
        grid: &Grid,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let view = View { grid, seen, paint };
        if self.sheet.is_flat() {
            let used = paint.wrapped(buf, area, paint.text(MsgId::GridNoAxes), Slot::Placeholder);
            self.draw_cards(&view, Focus::Loose, buf, below(area, used));
            return;
        }
        let area = view.draw_axes(buf, area);
        let mut parts = self.parts(&view, area);
        let names = names_width(&view);
        let head = u16::from(parts.grid.height > 2);
        let columns = u16::try_from(self.sheet.columns).unwrap_or(1).max(1);
        let rows = u16::try_from(self.sheet.rows).unwrap_or(1).max(1);
        let each = (
            parts.grid.width.saturating_sub(names) / columns,
            parts.grid.height.saturating_sub(head) / rows,
        );
        if each.0 >= BOX.0 && each.1 >= BOX.1 {
            if each.0 < NARROW && parts.grid.height > rows * each.1 + head {
                parts.grid.height -= 1;
                let words = self.cursor.and_then(|id| seen.card(id));
                let under = Rect {
                    y: parts.grid.bottom(),
                    height: 1,
                    ..parts.grid
                };
                let words = words.map_or("", |card| card.text());
                view.clipped(words, Slot::Card, buf, under);
            }
            self.draw_boxes(&view, names, each, buf, parts.grid);
            self.draw_tray(&view, buf, parts.tray);
        } else {
            // Without boxes the cards without a place are one more line of the table.
            let whole = Rect {
                height: parts.foot.y - area.y,
                ..area
            };
            self.draw_table(&view, buf, whole);
        }
        self.draw_foot(&view, buf, parts.foot);
    }

    fn parts(&self, view: &View<'_>, area: Rect) -> Parts {
        let loose = self.sheet.at(Focus::Loose).len();
        let foot_height = match area.height {
            0..8 => u16::from(self.taken.is_some()),
            8..12 => 1,
            12..16 => 2,
            _ => 3,
        }
        .min(self.foot_lines(view, usize::from(area.width)));
        let body = Rect {
            height: area.height - foot_height.min(area.height),
            ..area
        };
        let foot = below(area, body.height);
        let none = Rect {
            y: body.bottom(),
            height: 0,
            ..body
        };
        if loose == 0 {
            return Parts {
                grid: body,
                tray: none,
                foot,
            };
        }
        if area.width >= BESIDE {
            let grid = Rect {
                width: body.width - TRAY - 1,
                ..body
            };
            let tray = Rect {
                x: grid.right() + 1,
                width: TRAY,
                ..body
            };
            return Parts { grid, tray, foot };
        }
        let wanted = u16::try_from(loose + 1).unwrap_or(u16::MAX);
        let height = wanted.min((body.height / 4).max(3)).min(body.height);
        let grid = Rect {
            height: body.height - height,
            ..body
        };
        Parts {
            grid,
            tray: below(body, grid.height),
            foot,
        }
    }

    /// The cards without a place, under their title.
    fn draw_tray(&mut self, view: &View<'_>, buf: &mut Buffer, area: Rect) {
        let count = self.sheet.at(Focus::Loose).len();
        if count == 0 || area.height == 0 {
            return;
        }
        let title = view.paint.say(&say!(GridLooseTitle, count));
        let slot = if self.focus == Focus::Loose {
            Slot::Heading
        } else {
            Slot::Muted
        };
        view.paint.line(buf, row(area, 0), &title, slot);
        self.draw_cards(view, Focus::Loose, buf, below(area, 1));
    }

    /// The cards somewhere, as many as fit, moved so that the one with the cursor is among them.
    pub(super) fn draw_cards(
        &mut self,
        view: &View<'_>,
        focus: Focus,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let View { seen, paint, .. } = *view;
        let all = self.sheet.at(focus);
        let here = focus == self.focus;
        let height = usize::from(area.height);
        let text_width = usize::from(area.width).saturating_sub(3).max(1);
        // All of the words stand where they have room; otherwise a line for each, and more for the one with the cursor.
        let lines_of = |id: &CardId, most: usize| {
            let words = seen.card(*id).map_or("", |card| card.text());
            cells::wrap(words, text_width).len().clamp(1, most)
        };
        let roomy =
            all.len() <= height && all.iter().map(|id| lines_of(id, 4)).sum::<usize>() <= height;
        let opened = match self.cursor.filter(|_| here) {
            Some(id) => lines_of(&id, 4).min(height.max(1)),
            None => 1,
        };
        let first = if here && !roomy {
            scrolled(
                self.first,
                self.at,
                height.saturating_sub(opened - 1).max(1),
                all.len(),
            )
        } else {
            0
        };
        let mut rest = area;
        let mut shown = 0;
        for (at, id) in all.iter().enumerate().skip(first) {
            let Some(card) = seen.card(*id).filter(|_| rest.height > 0) else {
                break;
            };
            let cursor = here && at == self.at && self.taken.is_none();
            let more = all.len() - at - 1;
            // The last line says how many stand below, unless this card ends the list.
            if rest.height == 1 && more > 0 && !(here && at == self.at) {
                let words = paint.say(&say!(MoreBelow, more + 1));
                paint.line(buf, row(rest, 0), &words, Slot::Muted);
                break;
            }
            let most = if roomy || (here && at == self.at) {
                4
            } else {
                1
            };
            let used = view.draw_card(&card, cursor, most, buf, rest);
            rest = below(rest, used);
            shown += 1;
        }
        if here {
            self.first = first;
            self.page = shown;
        }
    }

    /// What is said in words: what a card that was taken up waits for, or the mark, the gaps and the crowds.
    fn foot(&self, view: &View<'_>) -> (String, Slot) {
        let View { grid, seen, paint } = *view;
        if let Some(card) = self.taken.and_then(|id| seen.card(id)) {
            let words = paint.say(&say!(GridWhereTo, card.text()));
            return (words, Slot::Notice);
        }
        if self.sheet.placed() + self.sheet.at(Focus::Loose).len() == 0 {
            return (paint.say(&MsgId::GridEmpty.into()), Slot::Placeholder);
        }
        let flag = grid.flag_name(&seen);
        let legend = flag.map(|flag| format!("{} {flag}.", paint.glyph("◆", "!")));
        let said = self.sheet.words.iter().map(|words| paint.say(words));
        let all: Vec<String> = legend.into_iter().chain(said).collect();
        (all.join("  "), Slot::Status)
    }

    fn foot_lines(&self, view: &View<'_>, width: usize) -> u16 {
        let (words, _) = self.foot(view);
        if words.is_empty() {
            return 0;
        }
        u16::try_from(cells::wrap(&words, width).len()).unwrap_or(u16::MAX)
    }

    fn draw_foot(&self, view: &View<'_>, buf: &mut Buffer, area: Rect) {
        let (words, slot) = self.foot(view);
        if !words.is_empty() {
            view.clipped(&words, slot, buf, area);
        }
    }
}

impl View<'_> {
    /// Words over an area, the last line of which says where they were cut.
    pub(super) fn clipped(&self, words: &str, slot: Slot, buf: &mut Buffer, area: Rect) -> u16 {
        let lines = cells::wrap_ranges(words, usize::from(area.width));
        let height = usize::from(area.height);
        for (at, range) in lines.iter().take(height).enumerate() {
            let last = at + 1 == height && lines.len() > height;
            let text = if last {
                &words[range.start..]
            } else {
                &words[range.clone()]
            };
            let line = row(area, u16::try_from(at).unwrap_or(0));
            self.paint.line(buf, line, text, slot);
        }
        u16::try_from(lines.len().min(height)).unwrap_or(0)
    }

    /// A card with its mark; answers how many lines it took.
    pub(super) fn draw_card(
        &self,
        card: &CardSeen<'_>,
        cursor: bool,
        most: usize,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let paint = self.paint;
        let flagged = self.grid.is_flagged(card);
        let pointer = if cursor { paint.glyph("▸", ">") } else { " " };
        let line = row(area, 0);
        paint.hit(line, Hit::Card(card.id()));
        let mark = if flagged {
            paint.glyph("◆", "!")
        } else {
            paint.glyph("•", "-")
        };
        let lead = paint.line(buf, line, pointer, Slot::Accent);
        let at = Rect {
            x: line.x + lead,
            width: line.width.saturating_sub(lead),
            ..line
        };
        let slot = if flagged { Slot::Root } else { Slot::CardMeta };
        paint.line(buf, at, mark, slot);
        let words = Rect {
            x: area.x + 3,
            width: area.width.saturating_sub(3),
            height: area.height.min(u16::try_from(most).unwrap_or(1)),
            ..area
        };
        let slot = if cursor { Slot::Selected } else { Slot::Card };
        self.clipped(card.text(), slot, buf, words).max(1)
    }

    /// The number of a place, its name and how many cards lie there; the aim is marked by a glyph and a word. Where it is
    /// too long, the name is cut and nothing else.
    pub(super) fn title(&self, place: Place, count: usize, numbered: bool, width: usize) -> String {
        let paint = self.paint;
        let name = self.grid.cell(place).map(|cell| cell.label.get(paint.lang));
        let mut tail = String::new();
        if self.grid.is_aim(place) {
            let word = paint.text(MsgId::GridAim);
            tail = format!(" {} {word}", paint.glyph("★", "*"));
        }
        if count > 0 {
            tail = format!("{tail} ({count})");
        }
        let number = if numbered {
            let columns = self.grid.columns().len();
            format!("{} ", place.row * columns + place.column + 1)
        } else {
            String::new()
        };
        let lead = format!("{number}{}", name.map_or("", |name| &**name));
        let room = width.saturating_sub(cells::width(&tail));
        let lead = cells::clip_with(lead.trim_end(), room, paint.glyph("…", "~"));
        format!("{lead}{tail}").trim_start().to_owned()
    }
}

/// How wide the names of the rows stand, with the gap behind them.
fn names_width(view: &View<'_>) -> u16 {
    let lang = view.seen.lang();
    let widest = view
        .grid
        .rows()
        .iter()
        .map(|choice| {
            let words = choice.label.get(lang);
            // A name is broken between its words, never within one.
            words.split(' ').map(cells::width).max().unwrap_or(0)
        })
        .max()
        .unwrap_or(0);
    u16::try_from(widest.clamp(6, NAMES) + 1).unwrap_or(7)
}
