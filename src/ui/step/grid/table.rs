//! The grid where boxes have no room: a table of how many cards lie where, and below it the place with the cursor.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{GridScreen, draw::View, has_numbers, sheet::Focus};
use crate::{
    cells,
    content::slot::Slot,
    model::{script::Choice, step::grid::Place},
    say,
    say::MsgId,
    ui::{
        hits::Hit,
        paint::{Paint, below, row, scrolled},
    },
};

/// The least a column is wide.
const NARROWEST: u16 = 4;

impl GridScreen {
    pub(super) fn draw_table(&mut self, view: &View<'_>, buf: &mut Buffer, area: Rect) {
        let (grid, paint) = (view.grid, view.paint);
        let numbered = has_numbers(grid);
        let columns = u16::try_from(self.sheet.columns).unwrap_or(1).max(1);
        let widest = grid
            .rows()
            .iter()
            .map(|choice| cells::width(choice.label.get(paint.lang)) + 2)
            .max()
            .unwrap_or(0);
        let names = u16::try_from(widest).unwrap_or(0).min(
            area.width
                .saturating_sub(columns * NARROWEST)
                .min(area.width / 3)
                .max(6),
        );
        let each = (area.width.saturating_sub(names) / columns).max(1);
        let column = |at: usize| Rect {
            x: area.x + names + u16::try_from(at).unwrap_or(0) * each,
            width: each.saturating_sub(1),
            height: 1,
            y: area.y,
        };
        let target = match (self.taken, self.focus) {
            (None, Focus::At(place)) => place,
            _ => self.target,
        };
        for (at, choice) in grid.columns().iter().enumerate() {
            let slot = if at == target.column {
                Slot::Heading
            } else {
                Slot::Muted
            };
            let words = name_of(choice, at, numbered, paint);
            paint.line(buf, column(at), &words, slot);
        }
        // Half of the lines at the most: the cards of one place need the others.
        let rows = self.sheet.rows;
        let most = usize::from(area.height.saturating_sub(1) / 2).max(1);
        let shown = rows.min(most);
        let first = scrolled(
            target.row.saturating_sub(shown / 2),
            target.row,
            shown,
            rows,
        );
        for (line, at) in (first..rows).take(shown).enumerate() {
            let y = u16::try_from(line + 1).unwrap_or(1);
            let Some(choice) = grid.rows().get(at) else {
                break;
            };
            let slot = if at == target.row {
                Slot::Heading
            } else {
                Slot::Muted
            };
            let words = name_of(choice, at, numbered, paint);
            let place = Rect {
                width: names.saturating_sub(1),
                ..row(area, y)
            };
            paint.line(buf, place, &words, slot);
            for index in 0..self.sheet.columns {
                let spot = Rect {
                    y: place.y,
                    height: place.height,
                    ..column(index)
                };
                let place = Place {
                    row: at,
                    column: index,
                };
                self.draw_count(view, place, buf, spot);
            }
        }
        let rest = below(area, u16::try_from(shown + 1).unwrap_or(1));
        self.draw_focus(view, target, buf, rest);
    }

    /// How many cards lie at a place, with its number; a star marks the aim.
    fn draw_count(&self, view: &View<'_>, place: Place, buf: &mut Buffer, area: Rect) {
        let (grid, paint) = (view.grid, view.paint);
        paint.hit(area, Hit::Spot(0, self.sheet.number(place)));
        let count = self.sheet.at(Focus::At(place)).len();
        let focus = match self.taken {
            Some(_) => self.target == place,
            None => self.focus == Focus::At(place),
        };
        let wide = usize::from(area.width);
        let said = match count {
            0 => paint.glyph("·", ".").to_owned(),
            count => count.to_string(),
        };
        let star = if grid.is_aim(place) {
            paint.glyph("★", "*")
        } else {
            ""
        };
        let full = if has_numbers(grid) {
            let number = place.row * self.sheet.columns + place.column + 1;
            let name = grid.cell(place).map(|cell| cell.label.get(paint.lang));
            let name = name.map_or("", |name| &**name);
            let gap = if name.is_empty() { "" } else { " " };
            let lead = format!("{number} {star}{name}{gap}");
            let tail = format!("({said})");
            let room = wide.saturating_sub(cells::width(&tail));
            if cells::width(&lead) > room && room > 4 {
                format!(
                    "{} {tail}",
                    cells::clip_with(&lead, room - 1, paint.glyph("…", "~"))
                )
            } else {
                format!("{lead}{tail}")
            }
        } else {
            format!("{said}{star}")
        };
        if focus {
            paint.line(buf, area, &cells::fit(&full, wide), Slot::Selected);
        } else {
            paint.line(
                buf,
                area,
                &full,
                if count == 0 { Slot::Muted } else { Slot::Card },
            );
        }
    }

    /// The place with the cursor, or the cards without a place, by name and card by card.
    fn draw_focus(&mut self, view: &View<'_>, target: Place, buf: &mut Buffer, area: Rect) {
        let (grid, paint) = (view.grid, view.paint);
        let loose = self.sheet.at(Focus::Loose).len();
        let focus = if self.taken.is_some() {
            Focus::At(target)
        } else {
            self.focus
        };
        let title = match focus {
            Focus::Loose => paint.say(&say!(GridLooseTitle, loose)),
            Focus::At(place) => {
                let name = grid.name(place, paint.lang);
                let mut title = paint.say(&say!(GridCount, name, self.sheet.at(focus).len()));
                if grid.is_aim(place) {
                    let word = paint.text(MsgId::GridAim);
                    title = format!("{title} {} {word}", paint.glyph("★", "*"));
                }
                title
            }
        };
        paint.line(buf, row(area, 0), &title, Slot::Heading);
        let mut body = below(area, 1);
        if focus != Focus::Loose && loose > 0 && self.taken.is_none() && body.height > 1 {
            let words = paint.say(&say!(GridLooseLeft, loose));
            paint.line(buf, row(body, body.height - 1), &words, Slot::Muted);
            body.height -= 1;
        }
        if self.sheet.at(focus).is_empty() {
            let ask = match focus {
                Focus::At(place) => grid.ask(place, paint.lang),
                Focus::Loose => "".into(),
            };
            let words = if ask.is_empty() {
                paint.text(MsgId::GridNothingAt)
            } else {
                &*ask
            };
            view.clipped(words, Slot::Placeholder, buf, body);
        } else {
            self.draw_cards(view, focus, buf, body);
        }
    }
}

/// A choice; with its number where two digits name a place.
fn name_of(choice: &Choice, at: usize, numbered: bool, paint: &Paint<'_>) -> String {
    let label = choice.label.get(paint.lang);
    if numbered {
        label.to_string()
    } else {
        format!("{} {label}", at + 1)
    }
}
