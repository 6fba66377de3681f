//! What happened since this seat was told last: what it did itself is confirmed, what others did is told in a sentence
//! each, and bundled where much came at once. Only what the session tells this viewer is ever looked at.

use super::{
    Do,
    hint::list_word,
    lines::{self, On},
    opinions,
    read::{capital, one_line, sentence, sentences},
    table::AtTable,
};
use crate::{
    model::{CardId, Command, Seq, Step, step::Kind},
    say,
    say::{Msg, MsgId},
    ui::{
        seat::{leaders, new_leaders},
        step,
    },
};

/// From how many things on they are told together.
const MANY: usize = 4;

/// What was asked for, so that it can be told when it is so.
#[derive(Clone, Debug)]
pub enum Asked {
    /// A card was laid down or written.
    Card(CardId),
    /// Dots were laid on a card.
    Dots(CardId),
    /// Hands were shown or counted.
    Hands,
    /// A card was judged; the next question says so.
    Mark,
    /// Anything else: the history says what it was.
    Other,
}

impl Asked {
    /// What a command will have done.
    pub fn of(command: &Command) -> Self {
        match command {
            Command::AddCard { card, .. } | Command::SetField { card, .. } => Self::Card(*card),
            Command::Score { key, .. }
                if key.criterion.as_str() == crate::model::opinion::PICKED =>
            {
                Self::Card(key.card)
            }
            Command::Score { .. } => Self::Mark,
            Command::Cast { marks, .. } => {
                // The dot that was laid last lies at the end of them.
                let card = marks
                    .last()
                    .and_then(|(mark, _)| mark.parse().ok().map(CardId));
                card.map_or(Self::Hands, Self::Dots)
            }
            Command::Several(all) => match all.first() {
                Some(Command::SetField { card, .. }) => Self::Card(*card),
                Some(Command::AddCard { card, .. }) if all.len() == 1 => Self::Card(*card),
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

/// A line that somebody wrote.
struct Written {
    number: usize,
    /// All it says.
    words: String,
    /// What it says beyond the words on the card.
    more: String,
}

impl AtTable {
    /// Says what was done at this seat, now that it is so.
    pub(super) fn confirm(&mut self, asked: &Asked, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let step = cx.seen.step(self.table.step());
        let said = match (asked, step) {
            (Asked::Card(card), _) => self.line_of(*card, cx),
            (Asked::Dots(card), Some(step)) => {
                opinions::dots_said(*card, step, cx.seen, self.opened)
            }
            (Asked::Hands, Some(step)) => match opinions::hands_so_far(step, cx.seen) {
                Some(said) => Some(said),
                None => opinions::dots_left(step, cx.seen, self.opened)
                    .map(|left| say!(PlainDotsLeft, left).render(lang)),
            },
            (Asked::Mark, _) => return,
            _ => None,
        };
        match said {
            Some(said) => cx.said(&said),
            None => {
                let me = cx.seen.me().map(|me| me.id);
                let own = cx
                    .seen
                    .history()
                    .find(|(_, _, by, _)| by.map(|by| by.id) == me);
                // That the room went on is told by what is asked there.
                if let Some((.., did)) = own.filter(|(.., did)| did.id != MsgId::DidEnter) {
                    let is_measure = did.id == MsgId::DidMeasure;
                    cx.said(&capital(&sentence(&did.render(lang))));
                    if let Some(step) = step {
                        self.outcome(did.id, step, cx);
                        if is_measure || changes_what_is_asked(did.id) {
                            self.hint(step, cx);
                        }
                    }
                }
            }
        }
        if let Asked::Card(card) | Asked::Dots(card) = asked {
            self.last = Some(*card);
        }
    }

    /// Says what others did since, and where the room has gone.
    pub(super) fn news(&mut self, cx: &mut Do<'_, '_>) {
        let since = std::mem::replace(&mut self.told, cx.seen.version());
        let me = cx.seen.me().map(|me| me.id);
        let mut others: Vec<(String, Msg)> = cx
            .seen
            .history()
            .take_while(|(seq, ..)| *seq >= since)
            .filter(|(_, _, by, _)| by.map(|by| by.id) != me)
            .map(|(_, _, by, did)| (by.map_or_else(String::new, |by| by.name.to_string()), did))
            .collect();
        others.reverse();
        self.tell_lead(cx);
        let moved = *self.table.step() != self.told_step;
        self.tell(&others, moved, cx);
        // What a round came to is told before the room is where it went on to.
        if self.table.roams_at().is_none()
            && let Some(step) = cx.seen.step(&self.told_step)
        {
            for id in others.iter().map(|(_, did)| did.id) {
                self.outcome(id, step, cx);
            }
        }
        let went_on = others.iter().any(|(_, did)| did.id == MsgId::DidEnter);
        if !moved && went_on && self.table.roams_at().is_some() {
            let script = cx.seen.script();
            if let Some((at, step)) = script.step(cx.seen.current()) {
                cx.say(&say!(PlainRoomAt, at + 1, step.name(cx.seen.lang())));
            }
        }
        if moved {
            self.asking = None;
            let by_others = others.iter().any(|(_, did)| did.id == MsgId::DidEnter);
            if by_others {
                cx.say(&say!(PlainWentOn));
            }
            self.last = None;
            self.intro(cx);
        } else if others.iter().any(|(_, did)| changes_what_is_asked(did.id))
            && self.asking.is_none()
            && let Some(step) = cx.seen.step(self.table.step())
        {
            // A round that opens or closes asks for something else than before.
            self.hint(step, cx);
        }
    }

    /// Says who leads, where that is somebody else than before; whoever it is now is told that first.
    fn tell_lead(&mut self, cx: &mut Do<'_, '_>) {
        let now = leaders(cx.seen);
        let before = std::mem::replace(&mut self.leaders, now);
        let Some(who) = new_leaders(&before, &self.leaders) else {
            return;
        };
        cx.say(&if cx.seen.leads() {
            say!(PlainYouLead)
        } else {
            who
        });
    }

    fn tell(&mut self, others: &[(String, Msg)], moved: bool, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let told = others.iter().filter(|(_, did)| did.id != MsgId::DidEnter);
        let told: Vec<&(String, Msg)> = told.collect();
        if told.len() < MANY {
            for (name, did) in told {
                let (name, done) = (name.as_str(), did.render(lang));
                match self.line_that(did, moved, cx) {
                    Some(one) if did.id == MsgId::DidAdd => {
                        let said = say!(PlainDidAt, name, done, one.number).render(lang);
                        cx.said(&sentences([said, one.more]));
                    }
                    Some(one) => cx.say(&say!(PlainDidNow, name, done, one.number, one.words)),
                    None => cx.say(&say!(PlainDid, name, done)),
                }
            }
            return;
        }
        let cards = told
            .iter()
            .filter(|(_, did)| did.id == MsgId::DidAdd)
            .count();
        let rest = told.len() - cards;
        let list = list_word(lang);
        match (cards, rest) {
            (0, rest) => cx.say(&say!(PlainManyChanges, rest, list)),
            (cards, 0) => cx.say(&say!(PlainManyCards, cards, list)),
            (cards, rest) => cx.say(&say!(PlainManyBoth, cards, rest, list)),
        }
    }

    /// What a round came to when it is closed, and what there is to read when it is revealed.
    fn outcome(&mut self, did: MsgId, step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        match (did, &step.kind) {
            (MsgId::DidCloseBallot, Kind::Vote(_)) => {
                let said = opinions::result_said(step, cx.seen);
                cx.said(&said.unwrap_or_default());
            }
            (MsgId::DidCloseBallot, Kind::Consent(_)) => {
                let said = opinions::hands_so_far(step, cx.seen);
                cx.said(&said.unwrap_or_default());
            }
            (MsgId::DidReveal, _) => {
                let lines = lines::rows(step, cx.seen, &mut self.numbers).len();
                cx.say(&say!(PlainLines, lines, list_word(lang)));
            }
            (MsgId::DidSilence, _) => Self::unseen(step, cx),
            _ => {}
        }
    }

    /// That something is written unseen here, and how far that is.
    pub(super) fn unseen(step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let told = step::silent::told(step, cx.seen, cx.presence);
        cx.said(&sentences(
            told.iter().map(|msg| capital(&msg.render(lang))),
        ));
    }

    /// The line of the card that somebody just added or wrote at this step, so that one can answer to it and hears whose it
    /// is to be and until when.
    fn line_that(&mut self, did: &Msg, moved: bool, cx: &Do<'_, '_>) -> Option<Written> {
        if !matches!(did.id, MsgId::DidAdd | MsgId::DidChange) || moved {
            return None;
        }
        let known = match did.args.first()? {
            crate::say::Arg::Text(words) => words.clone(),
            _ => return None,
        };
        let rows = self.rows(cx);
        let mut found = rows.into_iter().filter(|(_, row)| {
            let On::Card(id) = &row.on else { return false };
            cx.seen.card(*id).is_some_and(|card| *card.text() == *known)
        });
        found.next_back().map(|(number, row)| {
            let said = sentence(&one_line(&known));
            let more = row.words.strip_prefix(&said).unwrap_or_default();
            Written {
                number,
                more: more.trim().to_owned(),
                words: row.words,
            }
        })
    }

    /// How far this seat was told.
    pub fn told(&self) -> Seq {
        self.told
    }
}

fn changes_what_is_asked(did: MsgId) -> bool {
    matches!(
        did,
        MsgId::DidOpenVote
            | MsgId::DidOpenFist
            | MsgId::DidCloseBallot
            | MsgId::DidClose
            | MsgId::DidReopen
    )
}
