//! The page of why-trees: an outline that grows with every answer, a cursor that stays on its cause, folds of this seat.
//!
//! What the facilitator is advised stands in the guidance, never here: everyone looks at this page.

use std::collections::BTreeSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        After, CardId, Command, Seen, Seq, Step,
        card::{self, field},
        step::tree::{Tree, chain},
    },
    say,
    ui::{
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        paint::Paint,
    },
};

mod draw;
mod lay;
mod rows;
mod sides;
#[cfg(test)]
pub(super) mod tests;
mod windows;

pub(super) use sides::{from_lens, worse};
use windows::cause_form;
pub(super) use windows::{move_under, stopped, who_could};

/// The page of why-trees.
#[derive(Debug, Default)]
pub struct TreeScreen {
    cursor: Option<CardId>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    folded: BTreeSet<CardId>,
    /// Counts changes of the folds, so that the lines are computed anew.
    folds: u64,
    marked: BTreeSet<CardId>,
    filter: String,
    rows: Vec<rows::Row>,
    rows_of: Option<(Seq, String, u64)>,
    /// The line with the cursor.
    at: usize,
    /// The first line shown.
    first: usize,
    /// How many lines were shown last, for paging.
    page: usize,
}

impl TreeScreen {
    /// Computes the lines; only where the session, the folds or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        if let Some(card) = self
            .wanted
            .and_then(|id| seen.card(id))
            .filter(|card| *card.step() == step.id)
        {
            let mut above = card.parent();
            while let Some(id) = above {
                self.fold(id, false);
                above = seen.card(id).and_then(|card| card.parent());
            }
            self.cursor = Some(card.id());
            self.wanted = None;
            self.rows_of = None;
        }
        let wanted = (seen.version(), self.filter.clone(), self.folds);
        if self.rows_of.as_ref() == Some(&wanted) {
            return;
        }
        let on_page = |id: &CardId| seen.card(*id).is_some_and(|card| *card.step() == step.id);
        self.folded.retain(on_page);
        self.marked.retain(on_page);
        self.rows = rows::rows(step, seen, &self.folded, &self.filter);
        self.rows_of = Some(wanted);
        // A cause that others folded or moved away leaves the cursor to the nearest above it, one that is gone to
        // whatever stands in its line now.
        let mut cursor = self.cursor;
        let at = loop {
            let Some(id) = cursor else { break self.at };
            if let Some(at) = self.rows.iter().position(|row| row.id == id) {
                break at;
            }
            cursor = seen
                .card(id)
                .filter(|card| *card.step() == step.id)
                .and_then(|card| card.parent());
        };
        self.put(at);
    }

    /// Brings the cursor to a line.
    fn put(&mut self, at: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).map(|row| row.id);
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by));
    }

    fn fold(&mut self, id: CardId, fold: bool) {
        let changed = if fold {
            self.folded.insert(id)
        } else {
            self.folded.remove(&id)
        };
        self.folds += u64::from(changed);
    }

    /// Whether the line with the cursor has its causes right below it.
    fn is_open(&self) -> bool {
        let depth = |at: usize| self.rows.get(at).map(|row| row.depth);
        depth(self.at + 1) > depth(self.at)
    }

    /// Folds the cause, or goes to what it explains where nothing can be folded.
    fn left(&mut self, step: &Step, cx: &Cx<'_>) {
        let Some(id) = self.cursor else { return };
        if self.is_open() && self.filter.trim().is_empty() {
            self.fold(id, true);
        } else if let Some(parent) = cx.seen.card(id).and_then(|card| card.parent()) {
            self.cursor = Some(parent);
            self.rows_of = None;
        }
        self.sync(step, cx.seen);
    }

    /// Unfolds the cause, or goes to its first cause where it is open already.
    fn right(&mut self, step: &Step, cx: &Cx<'_>) {
        let Some(id) = self.cursor else { return };
        if self.folded.contains(&id) {
            self.fold(id, false);
            self.sync(step, cx.seen);
        } else if self.is_open() {
            self.move_by(1);
        }
    }

    /// The marked causes, or the one with the cursor; none that lies in the branch of another.
    fn chosen(&self, seen: Seen<'_>) -> Vec<CardId> {
        if self.marked.is_empty() {
            return self.cursor.into_iter().collect();
        }
        let above = |id: CardId| {
            std::iter::successors(seen.card(id)?.parent(), |id| seen.card(*id)?.parent())
                .find(|id| self.marked.contains(id))
        };
        self.marked
            .iter()
            .copied()
            .filter(|id| above(*id).is_none())
            .collect()
    }

    /// One level up: beside what it explained so far, right behind it.
    fn level_up(&self, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let Some(parent) = card.parent().and_then(|id| cx.seen.card(id)) else {
            cx.notice = Some(say!(AtTheTop));
            return;
        };
        cx.send(Command::MoveCard {
            card: card.id(),
            step: card.step().clone(),
            parent: parent.parent(),
            column: None,
            after: After::Card(parent.id()),
        });
    }

    /// One level down: under the cause before it.
    fn level_down(&mut self, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let beside = cx
            .seen
            .children(card.step(), card.parent())
            .filter(|card| !card.flag(field::PARKED));
        let before = beside.take_while(|other| other.id() != card.id()).last();
        let Some(before) = before else {
            cx.notice = Some(say!(NothingToGoUnder));
            return;
        };
        self.fold(before.id(), false);
        cx.send(Command::MoveCard {
            card: card.id(),
            step: card.step().clone(),
            parent: Some(before.id()),
            column: None,
            after: After::Last,
        });
    }

    /// The form for a cause of the one with the cursor, or beside it; for a problem where nothing is there.
    fn cause(&self, beside: bool, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let at = self.cursor.and_then(|id| seen.card(id));
        let parent = if beside {
            at.and_then(|card| card.parent())
        } else {
            at.map(|card| card.id())
        };
        let after = at.filter(|_| beside).map(|card| card.id());
        let target = Target::NewCard {
            step: step.id.clone(),
            parent,
            column: None,
            after,
            from: None,
        };
        let why = parent
            .and_then(|parent| seen.card(parent))
            .map(|card| card.text());
        cause_form(
            id,
            target,
            why,
            depth_under(parent, seen),
            step,
            seen.lang(),
        )
    }

    fn read(&self, step: &Step, cx: &mut Cx<'_>) {
        cx.overlay = self
            .cursor
            .and_then(|id| windows::reading(id, Tree::down(step), cx.seen));
        if cx.overlay.is_none() {
            cx.notice = Some(say!(NothingToReadBack));
        }
    }

    /// What is done to the card with the cursor alone; false where the action is none of these.
    fn act_on_cause(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        let Some(id) = self.cursor else { return false };
        match action {
            Action::Root => cx.toggle(id, field::ROOT),
            Action::Research => cx.toggle(id, field::RESEARCH),
            Action::Evidence => cx.overlay = Some(windows::evidence(id, step, cx.seen)),
            Action::Lens => cx.overlay = Some(windows::lens(id, step, cx.seen)),
            Action::Stop => cx.overlay = Some(windows::stop(id, step, cx.seen)),
            Action::MoveUnder => {
                cx.overlay = Some(windows::under(self.chosen(cx.seen), step, cx.seen));
                self.marked.clear();
            }
            Action::LevelUp => self.level_up(cx),
            Action::LevelDown => self.level_down(cx),
            Action::ReadBack => self.read(step, cx),
            Action::TestChain => sides::test(id, cx),
            Action::Sweep => cx.overlay = Some(sides::sweep(id, step, cx.seen)),
            Action::WorseFor => sides::worse_for(id, step, cx),
            Action::Mark => {
                if !self.marked.remove(&id) {
                    self.marked.insert(id);
                }
                self.move_by(1);
            }
            _ => return false,
        }
        true
    }
}

/// How deep a card lies that hangs under this one; 0 at the top.
fn depth_under(parent: Option<CardId>, seen: Seen<'_>) -> usize {
    parent.map_or(0, |parent| chain(&seen, parent).len())
}

impl StepScreen for TreeScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::tree::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        facts.marked = !self.marked.is_empty();
        facts.branches = true;
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left => self.left(step, cx),
            Action::Right => self.right(step, cx),
            Action::NewUnder => cx.form = Some(self.cause(false, step, cx.seen, (cx.ids)())),
            Action::New => cx.form = Some(self.cause(true, step, cx.seen, (cx.ids)())),
            Action::Edit | Action::EditLong if self.cursor.is_none() => {
                cx.form = Some(self.cause(false, step, cx.seen, (cx.ids)()));
            }
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ if self.act_on_cause(action, step, cx) => {}
            _ => {
                let chosen = self.chosen(cx.seen);
                let taken = act_on_card(action, self.cursor, &chosen, step, cx);
                if taken && matches!(action, Action::Delete | Action::Park | Action::MoveStep) {
                    self.marked.clear();
                }
                return taken;
            }
        }
        true
    }

    fn marks(&mut self) -> Option<&mut BTreeSet<CardId>> {
        Some(&mut self.marked)
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        Some(self.cause(false, step, seen, id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let parent = match target {
            Target::NewCard { parent, .. } => *parent,
            _ => None,
        };
        let why = parent
            .and_then(|parent| seen.card(parent))
            .map(|card| card.text());
        let depth = depth_under(parent, seen);
        cause_form(id, target.clone(), why, depth, step, seen.lang())
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard {
            step: there,
            parent,
            after,
            ..
        } = &kept.target
        else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        let new = CardId(kept.id);
        self.wanted = Some(new);
        // The new card is on its way to the room; its depth is that of its place.
        let place = depth_under(*parent, seen);
        // Beside stays beside; why goes on to the next why.
        let (parent, after) = if after.is_some() {
            (*parent, Some(new))
        } else {
            (Some(new), None)
        };
        let (words, depth) = if parent == Some(new) {
            (Some(kept.words(card::field::TEXT)), place + 1)
        } else {
            let above = parent.and_then(|parent| seen.card(parent));
            (above.map(|card| card.text()), place)
        };
        let target = Target::NewCard {
            step: step.id.clone(),
            parent,
            column: None,
            after,
            from: None,
        };
        Some(cause_form(id, target, words, depth, step, seen.lang()))
    }

    fn show(&mut self, card: CardId) {
        self.wanted = Some(card);
    }

    fn filter(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.sync(step, seen);
        self.draw_page(step, seen, paint, buf, area);
        None
    }
}
