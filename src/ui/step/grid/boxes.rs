//! The grid as boxes with cards in them.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{GridScreen, draw::View, has_numbers, sheet::Focus};
use crate::{
    content::slot::Slot,
    model::step::grid::Place,
    ui::{
        hits::Hit,
        paint::{below, inner, inset, row},
    },
};

impl GridScreen {
    pub(super) fn draw_boxes(
        &mut self,
        view: &View<'_>,
        names: u16,
        each: (u16, u16),
        buf: &mut Buffer,
        area: Rect,
    ) {
        let (width, height) = each;
        let (grid, paint) = (view.grid, view.paint);
        let numbered = has_numbers(grid);
        for (at, choice) in grid.columns().iter().enumerate() {
            let label = choice.label.get(paint.lang);
            let label = if numbered {
                label.to_string()
            } else {
                format!("{} {label}", at + 1)
            };
            let x = area.x + names + u16::try_from(at).unwrap_or(0) * width;
            let place = Rect {
                x: x + 1,
                width: width.saturating_sub(2),
                ..row(area, 0)
            };
            paint.line(buf, place, &label, Slot::Muted);
        }
        let body = below(area, 1);
        for (at, choice) in grid.rows().iter().enumerate() {
            let label = choice.label.get(paint.lang);
            let label = if numbered {
                label.to_string()
            } else {
                format!("{} {label}", at + 1)
            };
            let top = u16::try_from(at).unwrap_or(0) * height;
            let place = Rect {
                y: body.y + top + 1,
                height: height.saturating_sub(1).max(1),
                width: names.saturating_sub(1),
                ..body
            };
            view.clipped(&label, Slot::Muted, buf, place);
        }
        for place in grid.places() {
            let spot = Rect {
                x: body.x + names + u16::try_from(place.column).unwrap_or(0) * width,
                y: body.y + u16::try_from(place.row).unwrap_or(0) * height,
                width: width.saturating_sub(1),
                height,
            };
            self.draw_box(view, place, buf, spot);
        }
    }

    fn draw_box(&mut self, view: &View<'_>, place: Place, buf: &mut Buffer, area: Rect) {
        let paint = view.paint;
        let focus = match self.taken {
            Some(_) => self.target == place,
            None => self.focus == Focus::At(place),
        };
        let cards = self.sheet.at(Focus::At(place));
        let count = cards.len();
        frame(view, focus, buf, area);
        let hit = Hit::Spot(0, self.sheet.number(place));
        paint.hit(area, hit.clone());
        let at = inset(row(area, 0), 2);
        let room = usize::from(at.width.saturating_sub(2));
        let title = view.title(place, count, has_numbers(view.grid), room);
        let slot = match (focus && (count == 0 || self.taken.is_some()), focus) {
            // Where no card can show the cursor, the name of the place does.
            (true, _) => Slot::Selected,
            (false, true) => Slot::Heading,
            (false, false) => Slot::Muted,
        };
        if !title.is_empty() {
            paint.line(buf, at, &format!(" {title} "), slot);
        } else if slot == Slot::Selected {
            paint.line(buf, at, "  ", slot);
        }
        let mut inside = inner(area);
        if let Some(card) = self
            .taken
            .filter(|_| focus)
            .and_then(|id| view.seen.card(id))
        {
            let words = format!("{} {}", paint.glyph("→", ">"), card.text());
            paint.line(buf, row(inside, 0), &words, Slot::Marked);
            inside = below(inside, 1);
        }
        if count == 0 {
            let ask = view.grid.ask(place, paint.lang);
            view.clipped(&ask, Slot::Placeholder, buf, inset(inside, 1));
        } else {
            self.draw_cards(view, Focus::At(place), buf, inside);
        }
        if self.taken.is_some() {
            // Whoever looks for a place means the place, whatever lies there.
            paint.hit(area, hit);
        }
    }
}

/// The frame of a place; heavy around the one with the cursor, so that it is seen without colour.
fn frame(view: &View<'_>, focus: bool, buf: &mut Buffer, area: Rect) {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return;
    }
    let slot = if focus {
        Slot::CardSelected
    } else {
        Slot::CardBorder
    };
    let style = view.paint.style(slot);
    let [nw, ne, sw, se, across, down] = match (view.paint.ascii, focus) {
        (true, true) => ["#", "#", "#", "#", "=", "#"],
        (true, false) => ["+", "+", "+", "+", "-", "|"],
        (false, true) => ["┏", "┓", "┗", "┛", "━", "┃"],
        (false, false) => ["┌", "┐", "└", "┘", "─", "│"],
    };
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left()..=right {
        buf[(x, area.top())].set_symbol(across).set_style(style);
        buf[(x, bottom)].set_symbol(across).set_style(style);
    }
    for y in area.top()..=bottom {
        buf[(area.left(), y)].set_symbol(down).set_style(style);
        buf[(right, y)].set_symbol(down).set_style(style);
    }
    let corners = [
        (area.left(), area.top(), nw),
        (right, area.top(), ne),
        (area.left(), bottom, sw),
        (right, bottom, se),
    ];
    for (x, y, symbol) in corners {
        buf[(x, y)].set_symbol(symbol).set_style(style);
    }
}
