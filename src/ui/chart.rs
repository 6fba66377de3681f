//! A drawn chart on screen: the cells of a grid in the styles of a theme.

use ratatui::{buffer::Buffer, layout::Rect};

use super::paint::Paint;
use crate::{
    content::slot::Slot,
    document::chart::{Glyphs, GridCell, Role},
};

/// Which characters a seat's charts are made of.
pub fn glyphs(paint: &Paint<'_>) -> Glyphs {
    match (paint.ascii, paint.thick) {
        (true, _) => Glyphs::Ascii,
        (false, true) => Glyphs::Blocks,
        (false, false) => Glyphs::Braille,
    }
}

/// The meaning of what a chart shows.
pub fn slot(role: Role) -> Slot {
    match role {
        Role::Blank => Slot::Text,
        Role::Title => Slot::Title,
        Role::Axis | Role::Label => Slot::ChartAxis,
        Role::Break | Role::Mark => Slot::ChartGrid,
        Role::History => Slot::ChartHistory,
        Role::Group(_) => Slot::ChartGroup,
        Role::Forecast | Role::Frozen => Slot::ChartForecast,
        Role::Guess => Slot::ChartGuess,
        Role::Turn => Slot::ChartTurn,
        Role::Target => Slot::ChartTarget,
    }
}

/// Draws one row of a chart into the first line of an area.
pub fn row(cells: &[GridCell], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    if area.height == 0 {
        return;
    }
    let mut letters = [0; 4];
    for (x, cell) in (area.x..area.right()).zip(cells) {
        // The second half of a wide character belongs to the first.
        if cell.glyph != '\0' {
            let glyph: &str = cell.glyph.encode_utf8(&mut letters);
            buf[(x, area.y)]
                .set_symbol(glyph)
                .set_style(paint.style(slot(cell.role)));
        }
    }
}
