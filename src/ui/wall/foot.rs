//! The foot of the wall: how to join, and that names are hidden.

use ratatui::buffer::Buffer;

use super::big;
use crate::{
    cells,
    content::slot::Slot,
    model::{Presence, Privacy, Seen, Step},
    say,
    say::MsgId,
    ui::paint::{Paint, below, row},
};

/// Draws it; answers how many lines it takes, its rule included.
pub fn draw(
    seen: Seen<'_>,
    step: &Step,
    presence: &Presence,
    paint: &Paint<'_>,
    buf: &mut Buffer,
) -> u16 {
    let area = buf.area;
    let mut lines = Vec::new();
    if let Some(door) = presence.door.as_ref().filter(|door| door.state.open) {
        lines.push((paint.say(&say!(WallJoin, &*door.command)), Slot::Title));
        if let Some(codes) = door.codes.as_ref().filter(|_| presence.wall_joins) {
            lines.push((paint.say(&say!(WallCode, &*codes.join)), Slot::Title));
        }
        let fingerprint = door.state.fingerprint_in_groups();
        lines.push((paint.say(&say!(WallKey, fingerprint)), Slot::Muted));
    }
    let hidden = seen.silence(&step.id).map(|silence| silence.privacy());
    if let Some(privacy) = hidden {
        let words = match privacy {
            Privacy::Private => MsgId::WallUnseen,
            Privacy::Anonymous | Privacy::Secret => MsgId::WallUnnamed,
        };
        lines.push((paint.text(words).to_owned(), Slot::Text));
    }
    // A command or a fingerprint that is cut is worse than none: what does not fit whole is left out.
    let width = usize::from(area.width.saturating_sub(2)).max(8);
    let mut shown: Vec<(String, Slot)> = Vec::new();
    for (words, slot) in &lines {
        let wrapped = cells::wrap(words, width);
        let height = u16::try_from(shown.len() + wrapped.len()).unwrap_or(u16::MAX);
        if height.saturating_add(7) > area.height {
            continue;
        }
        shown.extend(wrapped.into_iter().map(|line| (line.to_owned(), *slot)));
    }
    let height = match u16::try_from(shown.len()) {
        Ok(lines @ 1..) => lines + 1,
        _ => return 0,
    };
    let foot = below(area, area.height - height);
    paint.rule(buf, foot);
    for (at, (words, slot)) in (1..).zip(&shown) {
        big::middle(paint, buf, row(foot, at), words, *slot);
    }
    height
}
