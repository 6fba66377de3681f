//! What is unseen: silent writing, secret rounds, and what is forgotten when one of them is closed.
//!
//! A secret round leaves nothing behind but what was counted or laid down anew. To be sure of that, a session whose secret
//! round is closed is made once more from its records, with those of the round as they lie on disk without the key: it
//! cannot remember what a later reading of the same records would not find.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Session, order_key};
use crate::model::{
    card::{Card, FieldState, Kept, field},
    event::{Event, Record},
    ids::{At, CardId, CommandId, MemberId, RoundId, Seq, SessionId, StepId},
    member::Role,
    opinion::{ScoreKey, Voice},
    silence::{Leaves, Privacy, Silence, is_voiced},
};

impl Session {
    /// The silence that a step is in, if it is in one.
    pub(in crate::model) fn silence_on(&self, step: &StepId) -> Option<&Silence> {
        let mut all = self.silences.values().map(|silence| &**silence);
        all.find(|silence| silence.is_open() && silence.step == *step)
    }

    /// The silence of a step that a record fell into, whether it is over or not.
    pub(super) fn silence_at(&self, step: &StepId, seq: Seq) -> Option<&Silence> {
        let mut all = self.silences.values().map(|silence| &**silence);
        all.find(|silence| silence.step == *step && silence.covers(seq))
    }

    fn silence_of(&self, card: &Card) -> Option<&Silence> {
        let round = card.silence.as_ref()?;
        self.silences.get(round).map(|silence| &**silence)
    }

    /// Whether a card was written in silence and has not been shown yet.
    pub(in crate::model) fn is_unseen(&self, card: &Card) -> bool {
        self.silence_of(card).is_some_and(Silence::is_open)
    }

    /// Whether a card is hidden from somebody, or from all who only look: it is unseen, or was hidden by whoever leads, and
    /// is not theirs.
    pub(in crate::model) fn hides(&self, card: &Card, from: Option<MemberId>) -> bool {
        !card.is_by(from)
            && (self.is_unseen(card) || (self.is_put_away(card) && !self.is_led_by(from)))
    }

    /// Whether a card is not shown before the reveal to somebody, whatever else they may see.
    pub(super) fn hides_till_reveal(&self, card: &Card, from: MemberId) -> bool {
        self.is_unseen(card) && !card.is_by(Some(from))
    }

    /// Whether whoever leads has hidden a card, or one that it hangs under.
    pub(in crate::model) fn is_put_away(&self, card: &Card) -> bool {
        card.flag(field::HIDDEN) || self.above(card).any(|above| above.flag(field::HIDDEN))
    }

    fn is_led_by(&self, member: Option<MemberId>) -> bool {
        let known = member.and_then(|id| self.members.get(&id));
        known.is_some_and(|known| known.role == Role::Facilitator)
    }

    /// Whether who wrote a card is never shown.
    pub(in crate::model) fn is_unnamed(&self, card: &Card) -> bool {
        self.silence_of(card)
            .is_some_and(|silence| silence.privacy != Privacy::Private)
    }

    /// Whether what a voice said is hidden: judged while its step is silent, by somebody else. What was counted at the
    /// keyboard for others is seen by those who enter for others.
    pub(in crate::model) fn hides_score(
        &self,
        key: &ScoreKey,
        by: Seq,
        from: Option<MemberId>,
        enters: bool,
    ) -> bool {
        let unseen = is_voiced(key)
            && self
                .silence_on(&key.step)
                .is_some_and(|silence| silence.covers(by));
        unseen
            && match &key.voice {
                Voice::Member(id) => Some(*id) != from,
                Voice::For(_) => !enters,
            }
    }

    /// Whether a record says something that is hidden from somebody: none of it is told then.
    pub(in crate::model) fn hides_record(
        &self,
        seq: Seq,
        from: Option<MemberId>,
        enters: bool,
    ) -> bool {
        self.events_of(seq).iter().any(|event| match event {
            Event::Undone { seq } | Event::Redone { seq } => self.hides_record(*seq, from, enters),
            Event::Scored { key, .. } => self.hides_score(key, seq, from, enters),
            Event::Sealed { .. } => true,
            event => named(event).any(|id| match self.cards.get(&id) {
                Some(card) => self.hides(card, from),
                // Undone: it is nobody's business what it said while its step was silent.
                None => {
                    let by = self.log.get(seq).map(|logged| logged.record.by);
                    by != from && self.fell_silent(event, seq, |_| true)
                }
            }),
        })
    }

    /// Whether an event about a card that is gone altogether fell into a silence of this kind; where the event does not say
    /// of which step, into any.
    fn fell_silent(&self, event: &Event, seq: Seq, kind: impl Fn(&Silence) -> bool) -> bool {
        let step = match event {
            Event::CardAdded { place, .. } => Some(&place.step),
            _ => None,
        };
        self.silences.values().any(|silence| {
            silence.covers(seq) && kind(silence) && step.is_none_or(|step| *step == silence.step)
        })
    }

    /// Whether who made a record is never shown, because it would say who wrote a card or gave a score.
    pub(in crate::model) fn hides_actor(&self, seq: Seq) -> bool {
        let Some(by) = self.log.get(seq).map(|logged| logged.record.by) else {
            return true;
        };
        self.events_of(seq).iter().any(|event| match event {
            Event::Undone { seq } | Event::Redone { seq } => self.hides_actor(*seq),
            Event::Sealed { .. } => true,
            Event::Scored { key, .. } => {
                let silence = self.silence_at(&key.step, seq);
                is_voiced(key) && silence.is_some_and(|one| one.privacy != Privacy::Private)
            }
            event => named(event).any(|id| match self.cards.get(&id) {
                Some(card) => self.is_unnamed(card) && card.is_by(Some(by)),
                None => self.fell_silent(event, seq, |one| one.privacy != Privacy::Private),
            }),
        })
    }

    /// Whether anything is unseen now, so that what is taken home of the session would not be whole, or would tell it.
    pub(in crate::model) fn is_holding_back(&self) -> bool {
        let silent = self.silences.values().any(|silence| silence.is_open());
        silent || self.ballots.values().any(|ballot| ballot.is_sealed())
    }

    /// The secret round that these events belong to, all of them or none. They are sealed on disk until it is closed.
    pub fn seals(&self, events: &[Event]) -> Option<RoundId> {
        let mut laid = Vec::new();
        events.first().and_then(|one| self.round_of(one, &mut laid))
    }

    /// Whether events of a secret round stand in one record with others, or with those of another round.
    pub(super) fn mixes_rounds(&self, events: &[Event]) -> bool {
        let mut laid = Vec::new();
        let rounds: Vec<_> = events
            .iter()
            .map(|event| self.round_of(event, &mut laid))
            .collect();
        rounds.windows(2).any(|pair| pair[0] != pair[1])
    }

    /// The secret round that an event belongs to. `laid` are the cards that events before it in the same record lay down.
    fn round_of(&self, event: &Event, laid: &mut Vec<(CardId, RoundId)>) -> Option<RoundId> {
        let secret = |silence: Option<&Silence>| {
            let silence = silence.filter(|one| one.is_open() && one.privacy == Privacy::Secret);
            silence.map(|silence| silence.round)
        };
        let of_card = |id: CardId| {
            let card = self.cards.get(&id);
            let known = card.and_then(|card| secret(self.silence_of(card)));
            known.or_else(|| Some(laid.iter().find(|(card, _)| *card == id)?.1))
        };
        match event {
            Event::BallotCast { ballot, .. } => {
                let known = self.ballots.get(ballot)?;
                known.is_sealed().then_some((*ballot).into())
            }
            Event::CardAdded { card, place, .. } => {
                let round = secret(self.silence_on(&place.step))?;
                laid.push((*card, round));
                Some(round)
            }
            Event::Scored { key, .. } if is_voiced(key) => {
                secret(self.silence_on(&key.step)).or_else(|| of_card(key.card))
            }
            Event::Undone { seq } | Event::Redone { seq } => {
                self.log.get(*seq).and_then(|logged| logged.round)
            }
            event => named(event).find_map(of_card),
        }
    }

    /// The secret round that an event closes.
    pub fn closes(&self, event: &Event) -> Option<RoundId> {
        match event {
            Event::BallotClosed { ballot, .. } => {
                let known = self.ballots.get(ballot)?;
                known.is_sealed().then_some((*ballot).into())
            }
            Event::Revealed { round, .. } => {
                let known = self.silences.get(round)?;
                (known.is_open() && known.privacy == Privacy::Secret).then_some(*round)
            }
            _ => None,
        }
    }

    /// When a round was opened: the one time that is told of what is in it.
    pub fn opened(&self, round: RoundId) -> Option<At> {
        let silence = self.silences.get(&round).map(|silence| silence.at);
        silence.or_else(|| {
            let mut ballots = self.ballots.values();
            let known = ballots.find(|ballot| RoundId::from(ballot.id) == round)?;
            Some(known.opened)
        })
    }

    /// The secret rounds that are open.
    pub fn secret_rounds(&self) -> Vec<RoundId> {
        let silent = self
            .silences
            .values()
            .filter(|silence| silence.is_open() && silence.privacy == Privacy::Secret);
        let ballots = self.ballots.values().filter(|ballot| ballot.is_sealed());
        silent
            .map(|silence| silence.round)
            .chain(ballots.map(|ballot| ballot.id.into()))
            .collect()
    }

    /// How many sealed records of open rounds could not be read here.
    pub fn lost(&self) -> u32 {
        let silent = self.silences.values().filter(|silence| silence.is_open());
        let ballots = self.ballots.values().filter(|ballot| ballot.is_open());
        silent
            .map(|silence| silence.lost)
            .chain(ballots.map(|ballot| ballot.lost))
            .fold(0, u32::saturating_add)
    }

    /// The open secret rounds, and how many sealed records of each could not be read here.
    pub fn unread(&self) -> Vec<(RoundId, u32)> {
        let of = |round: &RoundId| {
            let silence = self.silences.get(round).map(|silence| silence.lost);
            let mut ballots = self.ballots.values();
            let ballot = ballots.find(|one| RoundId::from(one.id) == *round);
            silence.or(ballot.map(|ballot| ballot.lost)).unwrap_or(0)
        };
        let rounds = self.secret_rounds().into_iter();
        rounds.map(|round| (round, of(&round))).collect()
    }

    /// A record of a secret round that nobody can read any more. It says the same whatever was sealed in it.
    pub(super) fn stub(&self, seq: Seq, round: RoundId) -> Record {
        Record {
            v: Record::VERSION,
            id: stub_id(self.id, seq),
            at: self.opened(round).unwrap_or(self.began),
            by: MemberId(uuid::Uuid::nil()),
            ev: vec![Event::Sealed {
                round,
                bytes: "".into(),
            }],
        }
    }

    /// Notes that a record of a round could not be read.
    pub(super) fn miss(&mut self, round: RoundId) {
        if let Some(silence) = self.silences.get_mut(&round) {
            let silence = Arc::make_mut(silence);
            silence.lost = silence.lost.saturating_add(1);
        }
        let ballot = self
            .ballots
            .values()
            .find(|one| RoundId::from(one.id) == round);
        if let Some(id) = ballot.map(|ballot| ballot.id)
            && let Some(ballot) = self.ballots.get_mut(&id)
        {
            let ballot = Arc::make_mut(ballot);
            ballot.lost = ballot.lost.saturating_add(1);
        }
    }

    /// Forgets all that records of a secret round did: the session becomes what its records make without them.
    pub(super) fn forget(&mut self, round: RoundId) {
        let sealed = |logged: &super::Logged| logged.round == Some(round);
        if !self.is_whole() || !self.log.iter().any(|logged| sealed(logged)) {
            return;
        }
        let records: Vec<Record> = (0..)
            .zip(self.log.iter())
            .map(|(seq, logged)| {
                if sealed(logged) {
                    self.stub(seq, round)
                } else {
                    logged.record.clone()
                }
            })
            .collect();
        *self = Self::replay(self.id, records);
    }

    /// What silence makes of the session: it begins, and it ends.
    pub(super) fn perform_on_silence(&mut self, event: &Event, record: &Record, seq: Seq) {
        match event {
            Event::SilenceBegun {
                round,
                step,
                privacy,
            } => {
                let silence = Silence {
                    round: *round,
                    step: step.clone(),
                    privacy: *privacy,
                    seq,
                    at: record.at,
                    revealed: None,
                    lost: 0,
                };
                self.silences.insert(*round, Arc::new(silence));
            }
            Event::Revealed { round, leaves } => {
                if let Some(silence) = self.silences.get_mut(round) {
                    Arc::make_mut(silence).revealed = Some(seq);
                }
                self.lay_anew(*round, leaves, record, seq);
            }
            _ => {}
        }
    }

    fn lay_anew(&mut self, round: RoundId, leaves: &Leaves, record: &Record, seq: Seq) {
        for laid in &leaves.cards {
            let state = |value: &super::super::Value| FieldState {
                value: Some(value.clone()),
                by: seq,
                rival: None,
            };
            let card = Card {
                id: laid.card,
                author: None,
                at: record.at,
                entered: None,
                silence: Some(round),
                place: Kept {
                    value: laid.place.clone(),
                    by: seq,
                },
                removed: Kept {
                    value: false,
                    by: seq,
                },
                fields: laid
                    .fields
                    .iter()
                    .map(|(id, value)| (id.clone(), state(value)))
                    .collect(),
                touched: vec![seq],
            };
            self.order.insert(order_key(&laid.place, laid.card));
            self.cards.insert(laid.card, Arc::new(card));
        }
        for laid in &leaves.cards {
            for from in &laid.from {
                self.set_link(laid.card, *from, true, seq);
            }
            for into in &laid.into {
                self.set_link(*into, laid.card, true, seq);
            }
        }
        for (key, score) in &leaves.scores {
            let now = Kept {
                value: score.clone(),
                by: seq,
            };
            self.scores.insert(key.clone(), now);
        }
    }
}

/// The cards that an event names.
fn named(event: &Event) -> impl Iterator<Item = CardId> + use<> {
    let cards = match event {
        Event::CardAdded { card, .. }
        | Event::CardChanged { card, .. }
        | Event::CardMoved { card, .. }
        | Event::CardRemoved { card }
        | Event::CardRestored { card } => [Some(*card), None],
        Event::Linked { from, to } | Event::Unlinked { from, to } => [Some(*from), Some(*to)],
        Event::Scored { key, .. } if !key.is_weight() => [Some(key.card), None],
        _ => [None, None],
    };
    cards.into_iter().flatten()
}

/// The id of a record that stands for one that is sealed: the same in every reading, and nothing follows from it.
fn stub_id(session: SessionId, seq: Seq) -> CommandId {
    let mut hash = Sha256::new();
    hash.update(b"sealed record");
    hash.update(session.0.as_bytes());
    hash.update(seq.to_be_bytes());
    CommandId(id_of(&hash.finalize()))
}

/// An id made of a digest.
pub(super) fn id_of(digest: &[u8]) -> uuid::Uuid {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = *from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
