//! How far a vote is where each lays dots at their own seat: who has some in, and who says that they are done.
//!
//! It never tells what somebody cast; and of a secret vote numbers alone, no names.

use std::sync::Arc;

use super::forms::seated;
use crate::{
    model::{
        MemberId, Presence, Role, Seen, Step, Voice, opinion::Asks, presence::Whereabouts,
        seen::BallotSeen,
    },
    say,
    say::Msg,
};

/// How far a vote is. Numbers are people: a seat that several share counts for all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Turnout {
    /// How many have dots in, on paper too.
    pub(super) voted: u32,
    /// How many say that they are done. Who has dots in and is gone is done, and so is what was entered from paper.
    pub(super) done: u32,
    /// How many there are: who is here, and whose dots are in.
    pub(super) all: u32,
    /// Who has dots in and is not done. Of a secret vote nobody.
    pub(super) laying: Vec<Arc<str>>,
    /// Who has no dots in and is not done. Of a secret vote nobody.
    pub(super) without: Vec<Arc<str>>,
}

impl Turnout {
    /// How far a round is; `None` where nobody has a seat of their own to vote at.
    pub(super) fn of(
        round: &BallotSeen<'_>,
        step: &Step,
        seen: Seen<'_>,
        presence: &Presence,
    ) -> Option<Self> {
        seated(seen)?;
        let voted = round.people();
        let mut turnout = Self {
            voted,
            done: voted,
            all: voted,
            ..Self::default()
        };
        for member in seen.members().filter(|one| !one.out) {
            let cast = round.has_cast(&Voice::Member(member.id));
            let here = presence.whereabouts(member.id, &step.id);
            let said = here == Whereabouts::Done;
            if cast && !said && here != Whereabouts::Gone {
                turnout.done = turnout.done.saturating_sub(member.people);
                turnout.laying.push(Arc::clone(&member.name));
            }
            if !cast && member.role == Role::Participant && here != Whereabouts::Gone {
                turnout.all = turnout.all.saturating_add(member.people);
                if said {
                    turnout.done = turnout.done.saturating_add(member.people);
                } else {
                    turnout.without.push(Arc::clone(&member.name));
                }
            }
        }
        if round.asks().is_secret() {
            (turnout.laying, turnout.without) = (Vec::new(), Vec::new());
        }
        Some(turnout)
    }

    /// What whoever leads is told: numbers, and names where the vote is not secret.
    pub(super) fn told(&self) -> Vec<Msg> {
        let mut all = vec![say!(VoteTurnout, self.voted, self.all, self.done)];
        let names = |names: &[Arc<str>]| names.join(", ");
        if !self.without.is_empty() {
            all.push(say!(VoteWithout, names(&self.without)));
        }
        if !self.laying.is_empty() {
            all.push(say!(VoteLaying, names(&self.laying)));
        }
        all
    }
}

/// What is said before a vote is closed for good: who is not done, and whether more have dots in than there should be.
pub(super) fn closing(
    round: &BallotSeen<'_>,
    turnout: Option<&Turnout>,
    expected: Option<u32>,
    seen: Seen<'_>,
) -> Msg {
    let people = round.people();
    // Whoever leads may lay dots of their own, and is none of those who were expected.
    let own = |me: MemberId| u32::from(round.has_cast(&Voice::Member(me)));
    let mine = seen.me().filter(|me| me.role.enters_for_others());
    let meant = expected.map(|expected| expected + mine.map_or(0, |me| own(me.id)));
    let unused = round.unused();
    match (turnout, meant) {
        (_, Some(meant)) if people > meant => say!(CloseVoteTooMany, people, meant),
        (turnout, meant) if unused > 0 => {
            let done = match (turnout, meant) {
                (Some(turnout), _) if turnout.done < turnout.all => {
                    say!(VoteNotDoneOf, turnout.all - turnout.done, turnout.all)
                }
                (Some(turnout), _) => say!(VoteDoneOf, turnout.done, turnout.all),
                (None, Some(meant)) => say!(VoteDoneOf, people, meant),
                (None, None) => say!(VoteDone, people),
            };
            say!(CloseVoteUnused, done, unused)
        }
        (Some(turnout), _) if turnout.done < turnout.all => {
            say!(CloseVoteNotDone, turnout.all - turnout.done, turnout.all)
        }
        (Some(turnout), _) => say!(CloseVoteSureOf, turnout.done, turnout.all),
        (None, Some(meant)) => say!(CloseVoteSureOf, people, meant),
        (None, None) => say!(CloseVoteSure, people),
    }
}

/// What holds for dots that are laid at a seat of one's own.
pub(super) fn rules(asks: &Asks, people: u32) -> Vec<Msg> {
    let Asks::Dots { most, secret, .. } = asks else {
        return Vec::new();
    };
    let most = *most;
    let mut all = vec![if people > 1 {
        say!(OwnRulesTable, most.saturating_mul(people), most)
    } else {
        say!(OwnRules, most)
    }];
    all.push(say!(OwnOrder));
    all.extend(secret.then(|| say!(OwnSecret)));
    all
}
