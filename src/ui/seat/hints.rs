//! The hints at the foot of the screen: which keys work now, the most useful first.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    ui::{
        hits::Hit,
        keys::{Action, Active},
        paint::Paint,
    },
};

/// Hints from here on keep their place however many others there are: the next step, and what opens everything else.
const KEPT: u8 = 69;

/// Whether who takes part or watches is reminded of a key: of the page, of what they can say and how they leave. What
/// whoever leads does all the time works for them too, and stands in help.
pub(super) fn is_for_a_guest(active: &Active) -> bool {
    !matches!(
        active.binding.action,
        Action::StepBack
            | Action::StepForward
            | Action::Go
            | Action::Guide
            | Action::ExportMenu
            | Action::Find
            | Action::Palette
    )
}

/// How many lines of hints fit a screen of this height.
pub(super) fn hint_lines(height: u16) -> u16 {
    match height {
        0..16 => 1,
        16..30 => 2,
        _ => 3,
    }
}

/// The keys that work now, the most useful first, as many as fit.
///
/// Answers what is left free behind them on the last line.
pub(super) fn hints(active: &[Active], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    // On a narrow screen what is new comes before what is next.
    let from = if area.width >= 60 { KEPT } else { KEPT + 1 };
    let mut shown: Vec<&Active> = active
        .iter()
        .filter(|active| active.binding.hint > 0 && active.off.is_none())
        // What somebody left without a key stands among the commands.
        .filter(|active| active.chord.is_some())
        .collect();
    shown.sort_by_key(|active| active.binding.hint);
    // One reminder for what two keys do: on a page that has a key of its own for it, that.
    let mut known = Vec::new();
    shown.retain(|active| {
        let new = !known.contains(&active.binding.action);
        known.push(active.binding.action);
        new
    });
    // The last hints open everything else: they keep their place however many others there are.
    let (mut x, mut y) = (area.x + 1, area.y);
    let right = area.right();
    let width = |active: &Active| {
        let key = active.key(paint.ascii, paint.lang);
        u16::try_from(cells::width(&key) + 1 + cells::width(active.binding.words(paint.lang)))
            .unwrap_or(0)
    };
    let kept: Vec<&Active> = shown
        .iter()
        .copied()
        .filter(|active| active.binding.hint >= from)
        .collect();
    let reserve: u16 = kept.iter().map(|active| width(active) + 2).sum();
    let others: Vec<&Active> = shown
        .into_iter()
        .filter(|active| active.binding.hint < from)
        .collect();
    for active in others.into_iter().chain(kept) {
        let needed = width(active);
        let last_line = y + 1 >= area.bottom();
        let limit = if last_line && active.binding.hint < from {
            right.saturating_sub(reserve)
        } else {
            right
        };
        if x + needed > limit {
            if last_line {
                continue;
            }
            (x, y) = (area.x + 1, y + 1);
            let limit = if y + 1 >= area.bottom() && active.binding.hint < from {
                right.saturating_sub(reserve)
            } else {
                right
            };
            if x + needed > limit {
                continue;
            }
        }
        let at = Rect {
            x,
            y,
            width: right.saturating_sub(x),
            height: 1,
        };
        if let Some(chord) = active.chord {
            let whole = Rect {
                width: needed.min(at.width),
                ..at
            };
            paint.hit(whole, Hit::Key(chord));
        }
        let key = paint.line(buf, at, &active.key(paint.ascii, paint.lang), Slot::HintKey);
        let at = Rect {
            x: x + key + 1,
            width: right.saturating_sub(x + key + 1),
            ..at
        };
        paint.line(buf, at, active.binding.words(paint.lang), Slot::HintLabel);
        x += needed + 2;
    }
    let last = Rect {
        y: area.bottom().saturating_sub(1),
        height: 1.min(area.height),
        ..area
    };
    if y < last.y {
        return last;
    }
    Rect {
        x: x.min(right),
        width: right.saturating_sub(x),
        ..last
    }
}
