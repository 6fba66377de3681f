//! The page of a vote: options before it, dots while it is open, the result when it is closed.
//!
//! Owns the cursor, whose dots are entered now, and which round is looked at. Each dot is cast as it is laid, so that
//! nothing waits at this seat to be lost; what others cast is never shown.

use std::{collections::HashSet, sync::Arc};

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card, chosen::put_together};
use crate::{
    model::{
        CardId, Command, Presence, Seen, Seq, Step,
        card::field,
        likeness::{self, Alike},
        seen::{BallotSeen, CardSeen},
        step::vote::Vote,
    },
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        overlay::{Item, Overlay, Pick, Then, fits},
        paint::Paint,
    },
};

mod draw;
mod forms;
mod sheet;
#[cfg(test)]
mod tests;
mod turnout;

use forms::{Asked, open_round, vote};
pub use forms::{asks_seats, form_command, open_form, seated, sheet_form};
use sheet::{Sheet, Whose};
use turnout::Turnout;

/// The page of a vote.
#[derive(Debug, Default)]
pub struct VoteScreen {
    stage: Stage,
    cursor: Option<CardId>,
    rows: Vec<Row>,
    rows_of: Option<(Seq, String, usize, usize)>,
    at: usize,
    first: usize,
    page: usize,
    filter: String,
    /// How many rounds back the round lies that is looked at; 0 for the last.
    back: usize,
    /// Which constituency is looked at, from 1; 0 for all together.
    group: usize,
    /// What stands over the round that is looked at, once it is closed.
    told: Option<Msg>,
    pairs: Vec<Alike>,
    pairs_of: Vec<Compared>,
    /// How many the script suggests to go on, where that is fewer than there are.
    keeps: Option<usize>,
    /// How many people are expected to vote.
    expected: Option<u32>,
    /// Whose dots are entered first in the round that was just asked for, and how many people they are.
    first_sheet: Option<(Asked, Option<u32>)>,
    sheet: Sheet,
    /// The card and the number that is being typed on it, digit by digit.
    typing: Option<(CardId, u32)>,
    /// Whether whoever sits here may enter dots of others too.
    enters: bool,
    /// Who else is here.
    presence: Arc<Presence>,
    /// How far the open round is, where each votes at their own seat.
    turnout: Option<Turnout>,
    turnout_of: Option<(Seq, Arc<Presence>)>,
}

/// What an option's likeness to others hangs on: its words, what it lies under, and how many cards it is connected to.
type Compared = (CardId, Seq, Option<CardId>, usize);

/// Where the vote stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Before,
    Open,
    Closed,
}

/// One option as it is listed.
#[derive(Debug)]
struct Row {
    card: CardId,
    /// What was counted, or what lies on the sheet that is entered; `None` where the round did not ask about it.
    dots: Option<u32>,
    picked: bool,
    alike: bool,
    /// How many cards were put together with it.
    with: usize,
}

fn dots_in(marks: &[(Arc<str>, u32)], card: CardId) -> u32 {
    let id = card.to_string();
    let found = marks.iter().find(|(mark, _)| **mark == *id);
    found.map_or(0, |(_, count)| *count)
}

impl VoteScreen {
    /// Computes what is listed; only where the session or what is looked at changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let wanted = (seen.version(), self.filter.clone(), self.back, self.group);
        if self.rows_of.as_ref() == Some(&wanted) {
            return;
        }
        self.enters = seen.enters_for_others();
        let rounds = seen.ballots_on(&step.id);
        let open = rounds.iter().find(|round| round.is_open());
        let was = self.stage;
        self.stage = match (open, rounds.is_empty()) {
            (Some(_), _) => Stage::Open,
            (None, true) => Stage::Before,
            (None, false) => Stage::Closed,
        };
        self.back = self.back.min(rounds.len().saturating_sub(1));
        if self.stage == Stage::Open {
            self.back = 0;
        }
        if let Some(open) = open {
            self.take_sheet(*open, step, seen);
        }
        if was != self.stage {
            (self.typing, self.group) = (None, 0);
        }
        let looked_at = rounds.len().checked_sub(1 + self.back);
        let round = looked_at.and_then(|at| rounds.get(at)).copied();
        self.rows = match (self.stage, round) {
            (Stage::Open, Some(round)) => self.open_rows(round),
            (Stage::Closed, Some(round)) => self.closed_rows(round, step, seen),
            _ => {
                let options = Vote::options(step, &seen);
                options.iter().map(|card| plain(card.id(), None)).collect()
            }
        };
        self.look_closer(step, seen);
        self.keeps = vote(step).keeps(self.rows.len());
        if !self.filter.trim().is_empty() {
            let matcher = SkimMatcherV2::default();
            let fits = |row: &Row| {
                let words = seen.card(row.card).map_or("", |card| card.text());
                fits(&matcher, words, &self.filter).is_some()
            };
            self.rows.retain(fits);
        }
        if was != self.stage {
            self.cursor = None;
            self.at = 0;
        }
        let with_cursor = |row: &Row| Some(row.card) == self.cursor;
        let at = self.rows.iter().position(with_cursor).unwrap_or(self.at);
        self.put(at);
        self.rows_of = Some((seen.version(), self.filter.clone(), self.back, self.group));
    }

    /// What is listed while a round is open: its options, with the dots of the sheet that is entered.
    fn open_rows(&self, round: BallotSeen<'_>) -> Vec<Row> {
        let marks = self.marks(round);
        let row = |card: CardId| plain(card, Some(dots_in(&marks, card)));
        round.options().into_iter().map(row).collect()
    }

    /// What is listed of a closed round: its result, and behind it what else could be voted on now.
    fn closed_rows(&mut self, round: BallotSeen<'_>, step: &Step, seen: Seen<'_>) -> Vec<Row> {
        let Some(total) = round.total() else {
            return Vec::new();
        };
        let groups = round.by_group();
        self.group = self.group.min(groups.len());
        let number = seen.ballots_on(&step.id).len().saturating_sub(self.back);
        let counted = match self.group.checked_sub(1).and_then(|at| groups.get(at)) {
            Some(group) => {
                let name = seen.constituency_name(group.group.as_deref().unwrap_or(""));
                self.told = Some(say!(VoteResultOf, number, name, group.people));
                *group
            }
            None => {
                let dots = total.marks.iter();
                let dots = dots.fold(0_u32, |sum, (_, count)| sum.saturating_add(*count));
                self.told = Some(say!(VoteResult, number, total.people, dots));
                &total
            }
        };
        let result = Vote::result(&round, counted);
        let there = result.iter().filter(|(card, _)| seen.card(*card).is_some());
        let mut rows: Vec<Row> = there
            .map(|(card, dots)| plain(*card, Some(*dots)))
            .collect();
        if self.back == 0 {
            let known: HashSet<CardId> = rows.iter().map(|row| row.card).collect();
            let others = Vote::options(step, &seen).into_iter().map(|card| card.id());
            let others = others.filter(|card| !known.contains(card));
            rows.extend(others.map(|card| plain(card, None)));
        }
        rows
    }

    /// What is picked, what was put together, and what looks alike.
    fn look_closer(&mut self, step: &Step, seen: Seen<'_>) {
        for row in &mut self.rows {
            row.picked = seen.is_picked(&step.id, row.card);
            let card = seen.card(row.card);
            row.with = card.map_or(0, |card| Vote::put_with(&card, step, &seen).len());
        }
        if self.stage != Stage::Before {
            self.pairs.clear();
            self.pairs_of.clear();
            return;
        }
        let options = Vote::options(step, &seen);
        let compared = |card: &CardSeen<'_>| {
            let around = seen.comes_from(card.id()).chain(seen.leads_to(card.id()));
            let words = card.version(field::TEXT);
            (card.id(), words, card.parent(), around.count())
        };
        let now: Vec<Compared> = options.iter().map(compared).collect();
        if self.pairs_of != now {
            self.pairs = likeness::alike(&seen, &options);
            self.pairs_of = now;
        }
        let alike: HashSet<CardId> = self.pairs.iter().flat_map(Alike::both).collect();
        for row in &mut self.rows {
            row.alike = alike.contains(&row.card);
        }
    }

    fn put(&mut self, at: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).map(|row| row.card);
    }

    fn move_by(&mut self, by: isize) {
        self.put(self.at.saturating_add_signed(by));
    }

    /// Opens a round, or closes the one that is open when it is asked a second time.
    fn open_or_close(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = open_round(step, cx.seen) else {
            if Vote::options(step, &cx.seen).len() < 2 {
                cx.notice = Some(say!(VoteNeedsMore));
            } else {
                cx.form = Some(open_form((cx.ids)(), step, self.expected, cx.seen));
            }
            return;
        };
        if cx.sure {
            cx.send(Command::CloseBallot { ballot: round.id() });
            self.back = 0;
            return;
        }
        cx.asks_back = true;
        let turnout = Turnout::of(&round, step, cx.seen, &cx.presence);
        let closing = turnout::closing(&round, turnout.as_ref(), self.expected, cx.seen);
        cx.notice = Some(closing);
    }

    /// Picks the card with the cursor to go on, or takes that back.
    fn pick(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else { return };
        cx.pick(&step.id, card);
        self.move_by(1);
    }

    /// Puts the card with the cursor together with the one it looks like; asks which, where it looks like none.
    fn together(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else { return };
        let mut pairs = self.pairs.iter().map(Alike::both);
        if let Some(pair) = pairs.find(|pair| pair.contains(&card)) {
            let [keep, other] = likeness::stays_on_top(step, &cx.seen, pair);
            put_together(step, keep, other, cx);
            self.cursor = Some(keep);
            return;
        }
        let item = |card: &CardSeen<'_>| Item {
            pick: Pick::Card(card.id()),
            label: card.text().to_owned(),
            detail: String::new(),
            on: false,
        };
        let options = Vote::options(step, &cx.seen);
        let others = options.iter().filter(|other| other.id() != card);
        let items: Vec<Item> = others.map(item).collect();
        if items.is_empty() {
            cx.notice = Some(say!(VoteNeedsMore));
            return;
        }
        let words = cx.seen.card(card).map_or("", |card| card.text());
        let title = say!(TitleTogether, words).render(cx.seen.lang());
        let then = Then::SameAs(step.id.clone(), card);
        cx.overlay = Some(Overlay::choose(title, items, then));
    }

    fn turn_round(&mut self, older: bool, step: &Step, cx: &mut Cx<'_>) {
        let rounds = cx.seen.ballots_on(&step.id).len();
        if rounds < 2 {
            cx.notice = Some(say!(OneRound));
            return;
        }
        self.group = 0;
        // Behind the first round comes the last again.
        let by = if older { 1 } else { rounds - 1 };
        self.back = (self.back + by) % rounds;
    }
}

fn plain(card: CardId, dots: Option<u32>) -> Row {
    Row {
        card,
        dots,
        picked: false,
        alike: false,
        with: 0,
    }
}

impl StepScreen for VoteScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static STILL: [&Scope; 2] = [&keys::CARDS, &keys::kinds::vote::KEYS];
        // Cards stay as they are while a vote is open: their keys are not offered.
        static VOTING: [&Scope; 1] = [&keys::kinds::vote::VOTING];
        static OWN: [&Scope; 1] = [&keys::kinds::vote::OWN];
        if self.stage == Stage::Open && !self.enters {
            &OWN
        } else if self.stage == Stage::Open {
            &VOTING
        } else {
            &STILL
        }
    }

    fn facts(&self, facts: &mut Facts, step: &Step, seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        let groups = Vote::last_closed(step, &seen).map_or(0, |round| round.by_group().len());
        facts.groups = self.stage == Stage::Closed && groups > 0;
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        if !matches!(action, Action::Digit | Action::TakeDot) {
            self.typing = None;
        }
        if self.stage == Stage::Open && self.act_while_open(action, step, cx) {
            return true;
        }
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.put(0),
            Action::Last => self.put(usize::MAX),
            Action::Ballot => self.open_or_close(step, cx),
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Pick => self.pick(step, cx),
            Action::Together => self.together(step, cx),
            Action::Split => {
                let round = Vote::last_closed(step, &cx.seen);
                let groups = round.map_or(0, |round| round.by_group().len());
                self.group = (self.group + 1) % (groups + 1);
            }
            Action::Left if self.stage == Stage::Closed => self.turn_round(true, step, cx),
            Action::Right if self.stage == Stage::Closed => self.turn_round(false, step, cx),
            Action::Left | Action::Right => cx.notice = Some(say!(OneRound)),
            Action::MoveUp | Action::MoveDown => cx.notice = Some(say!(VoteOrder)),
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let target = Target::new_on(&step.id);
        let lang = seen.lang();
        let prompt = vote(step).prompt.get(lang);
        let title = MsgId::TitleNewCard.text(lang);
        Some(Form::for_new_card(id, target, title, step, lang, prompt))
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        match &kept.target {
            Target::NewCard {
                step: there,
                from: None,
                ..
            } if *there == step.id => {
                self.cursor = Some(CardId(kept.id));
                self.new_form(step, seen, id)
            }
            Target::OpenVote { .. } => {
                let (whose, people) = (forms::whose(kept), forms::people(kept));
                // How many sit at one table is not how many are in the room.
                self.expected = people.filter(|_| !matches!(whose, Asked::Named(_)));
                self.first_sheet = Some((whose, people));
                None
            }
            Target::Sheet { voice, .. } => {
                self.sheet.group = forms::group(kept);
                let people = forms::people(kept);
                if voice.is_some() {
                    self.sheet.people = people.or(self.sheet.people);
                    return None;
                }
                match forms::whose(kept) {
                    Asked::Seats => self.own_sheet(seen),
                    Asked::Room => {
                        self.sheet.whose = Whose::Room;
                        // Where each has a seat, those without one are counted before their dots are.
                        let all = self.expected.filter(|_| forms::seated(seen).is_none());
                        self.sheet.people = people.or(all);
                    }
                    Asked::Named(name) => {
                        self.sheet.whose = Whose::Named(name);
                        self.sheet.people = people;
                    }
                    Asked::Person => {
                        if let Some(round) = open_round(step, seen) {
                            self.next_person(round, seen);
                        }
                    }
                }
                if people.is_none()
                    && let Some(round) = open_round(step, seen)
                {
                    self.take_up(round);
                }
                self.rows_of = None;
                self.put(0);
                None
            }
            _ => None,
        }
    }

    fn meet(&mut self, presence: &Arc<Presence>) {
        self.presence = Arc::clone(presence);
    }

    fn show(&mut self, card: CardId) {
        self.cursor = Some(card);
        self.rows_of = None;
    }

    fn is_dense(&self) -> bool {
        true
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
        let known = self.turnout_of.as_ref().is_some_and(|(version, presence)| {
            *version == seen.version() && Arc::ptr_eq(presence, &self.presence)
        });
        if !known {
            let round = open_round(step, seen);
            self.turnout = round.and_then(|round| Turnout::of(&round, step, seen, &self.presence));
            self.turnout_of = Some((seen.version(), Arc::clone(&self.presence)));
        }
        self.draw_page(step, seen, paint, buf, area);
        None
    }
}
