//! The hints at the foot of the screen: which keys work now, the most useful first.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    ui::{
        hits::Hit,
        keys::{Action, Active, Facts, Keymap, Scope},
        paint::Paint,
    },
};

/// Hints from here on keep their place however many others there are: the next step, and what opens everything else.
const KEPT: u8 = 69;

/// Whether who takes part or watches is reminded of a key: of the page, of what they can say and how they leave. What
/// whoever leads does all the time works for them too, and stands in help.
fn is_for_a_guest(active: &Active) -> bool {
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

/// The keys that work, looked up when something else lies before the seat and not for every frame.
#[derive(Debug, Default)]
pub(super) struct Hints {
    of: Option<Of>,
    /// All of them, the topmost scope first.
    active: Vec<Active>,
    /// Those that are worth a hint, the most useful first.
    shown: Vec<Active>,
}

/// What it depends on which keys work.
#[derive(Debug)]
struct Of {
    keys: Arc<Keymap>,
    scopes: Vec<&'static Scope>,
    facts: Facts,
    /// Whether what lies below the topmost scope is out of reach.
    modal: bool,
}

impl Hints {
    /// Looks up which keys work where these scopes apply.
    pub(super) fn look_up(
        &mut self,
        keys: &Arc<Keymap>,
        scopes: Vec<&'static Scope>,
        facts: Facts,
        modal: bool,
    ) {
        let is_same = |of: &Of| {
            let same = |(one, other): (&&Scope, &&Scope)| std::ptr::eq(*one, *other);
            Arc::ptr_eq(&of.keys, keys)
                && of.facts == facts
                && of.modal == modal
                && of.scopes.len() == scopes.len()
                && of.scopes.iter().zip(&scopes).all(same)
        };
        if self.of.as_ref().is_some_and(is_same) {
            return;
        }
        self.active = keys.active(&scopes, &facts);
        self.active.retain(|active| active.on_top || !modal);
        if facts.takes_part || facts.watches {
            self.active.retain(is_for_a_guest);
        }
        // What somebody left without a key stands among the commands.
        let works = |active: &&Active| {
            active.binding.hint > 0 && active.off.is_none() && active.chord.is_some()
        };
        self.shown = self.active.iter().filter(works).copied().collect();
        self.shown.sort_by_key(|active| active.binding.hint);
        // One reminder for what two keys do: on a page that has a key of its own for it, that.
        let mut known = Vec::new();
        self.shown.retain(|active| {
            let new = !known.contains(&active.binding.action);
            known.push(active.binding.action);
            new
        });
        self.of = Some(Of {
            keys: Arc::clone(keys),
            scopes,
            facts,
            modal,
        });
    }

    /// The key for an action, where it works now.
    pub(super) fn working(&self, action: Action) -> Option<Active> {
        let mut all = self.active.iter().copied();
        all.find(|one| one.binding.action == action && one.off.is_none())
    }
}

/// How many lines of hints fit a screen of this height.
pub(super) fn hint_lines(height: u16) -> u16 {
    match height {
        0..16 => 1,
        16..30 => 2,
        _ => 3,
    }
}

impl Hints {
    /// The keys that work now, the most useful first, as many as fit.
    ///
    /// Answers what is left free behind them on the last line.
    pub(super) fn draw(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
        draw(&self.shown, paint, buf, area)
    }
}

fn draw(shown: &[Active], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    // On a narrow screen what is new comes before what is next.
    let from = if area.width >= 60 { KEPT } else { KEPT + 1 };
    // The last hints open everything else: they keep their place however many others there are.
    let (mut x, mut y) = (area.x + 1, area.y);
    let right = area.right();
    let width = |active: &Active| {
        let key = active.key(paint.ascii, paint.lang);
        u16::try_from(cells::width(&key) + 1 + cells::width(active.binding.words(paint.lang)))
            .unwrap_or(0)
    };
    let (others, kept) = shown.split_at(shown.partition_point(|one| one.binding.hint < from));
    let reserve: u16 = kept.iter().map(|active| width(active) + 2).sum();
    for active in others.iter().chain(kept) {
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
