//! Windows that are only read.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    content::slot::Slot,
    document::Line,
    ui::paint::{Paint, inset, middle},
};

pub(super) fn draw_read(
    title: &str,
    lines: &[(Slot, Line)],
    first: &mut usize,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let inside = paint.window(
        buf,
        middle(area, 84, area.height.saturating_sub(2)),
        title,
        Slot::OverlayBorder,
    );
    *first = (*first).min(lines.len().saturating_sub(1));
    paint.document(buf, inset(inside, 1), lines.iter().skip(*first));
}
