//! Silent writing as one viewer may see it: what they wrote themselves, and of the rest how much there is.

use std::{collections::HashMap, sync::Arc};

use super::{CardSeen, Seen, Viewer};
use crate::model::{
    card::Card,
    ids::{MemberId, RoundId, Seq, StepId},
    opinion::{ScoreKey, Voice},
    presence::{Presence, Whereabouts},
    silence::{Privacy, Silence, is_voiced},
};

/// A step in silence, as one viewer may see it.
#[derive(Clone, Copy, Debug)]
pub struct SilenceSeen<'a> {
    silence: &'a Silence,
    seen: Seen<'a>,
}

impl<'a> Seen<'a> {
    /// The silence that a step is in, if it is in one.
    pub fn silence(&self, step: &StepId) -> Option<SilenceSeen<'a>> {
        let silence = self.session.silence_on(step)?;
        Some(SilenceSeen {
            silence,
            seen: *self,
        })
    }

    /// Whether anything is unseen now. What is taken home of the session would then tell it, or not be whole.
    pub fn is_holding_back(&self) -> bool {
        self.session.is_holding_back()
    }

    /// Who looks, where that is somebody in the room and nobody else: what is theirs alone is for them.
    pub(super) fn looker(&self) -> Option<MemberId> {
        match self.viewer {
            Viewer::Member(id) => Some(id),
            Viewer::Shared(_) | Viewer::Projector | Viewer::Minutes | Viewer::Archive => None,
        }
    }

    /// Whether the viewer is shown what they entered for others.
    fn reads_for_others(&self) -> bool {
        self.enters_for_others() && !self.is_shared()
    }

    /// Where somebody is, as far as it may be told: while a step hides who writes what, nobody is told who writes or who is
    /// done, or a new card could be put down to whoever was just writing.
    pub fn whereabouts(&self, presence: &Presence, member: MemberId, step: &StepId) -> Whereabouts {
        let known = presence.whereabouts(member, step);
        if known.tells() && self.hides_names_on(step) {
            return Whereabouts::Here;
        }
        known
    }

    /// The same of everybody who has a seat, in one look at the seats; who is not among them is [`Whereabouts::Gone`].
    pub fn everywhere(&self, presence: &Presence, step: &StepId) -> HashMap<MemberId, Whereabouts> {
        let mut all = presence.everywhere(step);
        if self.hides_names_on(step) {
            let telling = all.values_mut().filter(|known| known.tells());
            telling.for_each(|known| *known = Whereabouts::Here);
        }
        all
    }

    /// Whether a step hides who writes what, and who votes.
    pub fn hides_names_on(&self, step: &StepId) -> bool {
        let silence = self.session.silence_on(step);
        let mut ballots = self.session.ballots.values();
        silence.is_some_and(|silence| silence.privacy != Privacy::Private)
            || ballots.any(|ballot| ballot.step == *step && ballot.is_sealed())
    }

    /// Whether a card is not for this viewer: written in silence by somebody else and not shown yet, or hidden by whoever leads.
    pub(super) fn is_hidden(&self, card: &Card) -> bool {
        self.session.hides(card, self.looker())
    }

    /// Whether a score is not for this viewer.
    pub(super) fn is_hidden_score(&self, key: &ScoreKey, by: Seq) -> bool {
        let enters = self.reads_for_others();
        self.session.hides_score(key, by, self.looker(), enters)
    }

    /// Whether a record is not for this viewer: a note or a ballot of somebody else, or words not shown yet.
    pub(super) fn is_hidden_record(&self, seq: Seq, by: MemberId) -> bool {
        let looker = self.looker();
        let private = self.session.is_private(seq) && looker != Some(by);
        private
            || self
                .session
                .hides_record(seq, looker, self.reads_for_others())
    }
}

impl<'a> SilenceSeen<'a> {
    /// Its id.
    pub fn round(&self) -> RoundId {
        self.silence.round
    }

    /// How private it is.
    pub fn privacy(&self) -> Privacy {
        self.silence.privacy
    }

    fn written(&self) -> impl Iterator<Item = &'a Arc<Card>> + use<'a> {
        let round = self.silence.round;
        let all = self.seen.session.cards.values();
        all.filter(move |card| card.silence == Some(round) && !card.removed.value)
    }

    /// How many cards were written in it, by all.
    pub fn cards(&self) -> usize {
        self.written().count()
    }

    /// What this viewer wrote in it, or entered for others.
    pub fn mine(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let seen = self.seen;
        let own = move |card: &&Arc<Card>| card.is_by(seen.looker());
        self.written().filter(own).map(move |card| seen.see(card))
    }

    /// How many scores were given in it, by all.
    pub fn scores(&self) -> usize {
        let (session, silence) = (self.seen.session, self.silence);
        // Scores are kept in the order of their steps.
        let first = ScoreKey {
            step: silence.step.clone(),
            card: crate::model::CardId(uuid::Uuid::nil()),
            criterion: "".into(),
            voice: Voice::Member(MemberId(uuid::Uuid::nil())),
        };
        let here = session.scores.range(first..);
        here.take_while(|(key, _)| key.step == silence.step)
            .filter(|(key, kept)| {
                is_voiced(key) && silence.covers(kept.by) && !kept.value.is_empty()
            })
            .count()
    }

    /// How many sealed records of it could not be read here.
    pub fn lost(&self) -> u32 {
        self.silence.lost
    }
}
