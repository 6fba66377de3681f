//! Windows that are only read.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    content::slot::Slot,
    document::Line,
    ui::paint::{Paint, below, inset, middle},
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
    let mut rest = inset(inside, 1);
    *first = (*first).min(lines.len().saturating_sub(1));
    for (slot, line) in lines.iter().skip(*first) {
        if rest.height == 0 {
            break;
        }
        let used = if line.is_empty() {
            1
        } else {
            paint.document_line(buf, rest, line, *slot)
        };
        rest = below(rest, used.max(1));
    }
}
