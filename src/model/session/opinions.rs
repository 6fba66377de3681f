//! Scores, ballots and reworded steps: what an event makes of them, and how it is put back.

use std::sync::Arc;

use super::{Before, Session};
use crate::model::{
    StepId,
    card::Kept,
    event::{Event, Record},
    ids::{CardId, MemberId, Seq},
    opinion::{Ballot, ScoreKey, Voice},
    script::{Part, Words},
};

impl Session {
    pub(super) fn perform_on_opinion(
        &mut self,
        event: &Event,
        record: &Record,
        seq: Seq,
    ) -> Option<Before> {
        match event {
            Event::StepReworded { step, part, words } => {
                let was = self.words_of(step, *part)?;
                let by = self.reworded.insert((step.clone(), *part), seq);
                // The script's own words come back in all of its languages.
                let own = self.own_words(step, *part).filter(|own| own.holds(words));
                let now = own.cloned().unwrap_or_else(|| Words::from(&**words));
                self.word(step, *part, now);
                Some(Before::Worded(step.clone(), *part, was, by))
            }
            Event::Scored { key, score } => {
                let now = Kept {
                    value: score.clone(),
                    by: seq,
                };
                let was = self.scores.insert(key.clone(), now);
                Some(Before::Score(Box::new(key.clone()), was))
            }
            Event::BallotOpened { ballot, step, asks } => {
                let opened = Ballot {
                    id: *ballot,
                    step: step.clone(),
                    asks: asks.clone(),
                    opened: record.at,
                    seq,
                    cast: imbl::OrdMap::new(),
                    closed: None,
                    lost: 0,
                };
                self.ballots.insert(*ballot, Arc::new(opened));
                None
            }
            Event::BallotCast {
                ballot,
                voice,
                cast,
            } => {
                let known = self.ballots.get_mut(ballot)?;
                let now = Kept {
                    value: cast.clone(),
                    by: seq,
                };
                let was = Arc::make_mut(known).cast.insert(voice.clone(), now);
                Some(Before::Cast(*ballot, voice.clone(), was))
            }
            Event::BallotClosed { ballot, counted } => {
                let known = Arc::make_mut(self.ballots.get_mut(ballot)?);
                known.closed = Some((record.at, counted.clone()));
                None
            }
            _ => None,
        }
    }

    /// Whether somebody else's record says something of a card on any step. The scores of a card on a step are one range, so
    /// this looks at no others, however many there are.
    pub(super) fn is_scored(&self, card: CardId, seq: Seq) -> bool {
        let mut steps = self.script.iter().flat_map(|script| &script.steps);
        steps.any(|step| {
            let first = ScoreKey {
                step: step.id.clone(),
                card,
                criterion: "".into(),
                voice: Voice::Member(MemberId(uuid::Uuid::nil())),
            };
            self.scores
                .range(first..)
                .take_while(|(key, _)| key.step == step.id && key.card == card)
                .any(|(_, kept)| kept.by != seq && !kept.value.is_empty())
        })
    }

    /// Who wrote last in the place that an event of this kind wrote to; nobody where it can no longer be taken back.
    pub(super) fn writer_of_opinion(&self, before: &Before) -> Option<Seq> {
        match before {
            Before::Worded(step, part, ..) => self.reworded.get(&(step.clone(), *part)).copied(),
            Before::Score(key, _) => self.scores.get(&**key).map(|kept| kept.by),
            // What was counted stays counted.
            Before::Cast(ballot, voice, _) => self
                .ballots
                .get(ballot)
                .filter(|ballot| ballot.is_open())?
                .cast
                .get(voice)
                .map(|kept| kept.by),
            _ => None,
        }
    }

    pub(super) fn put_back_opinion(&mut self, before: &Before) {
        match before {
            Before::Worded(step, part, was, by) => {
                self.word(step, *part, was.clone());
                match by {
                    Some(by) => self.reworded.insert((step.clone(), *part), *by),
                    None => self.reworded.remove(&(step.clone(), *part)),
                };
            }
            Before::Score(key, was) => match was {
                Some(was) => {
                    self.scores.insert((**key).clone(), was.clone());
                }
                None => {
                    self.scores.remove(&**key);
                }
            },
            Before::Cast(ballot, voice, was) => {
                if let Some(known) = self.ballots.get_mut(ballot) {
                    let cast = &mut Arc::make_mut(known).cast;
                    match was {
                        Some(was) => cast.insert(voice.clone(), was.clone()),
                        None => cast.remove(voice),
                    };
                }
            }
            _ => {}
        }
    }

    pub(super) fn words_of(&self, step: &StepId, part: Part) -> Option<Words> {
        let (_, step) = self.script.as_ref()?.step(step)?;
        Some(step.part(part).clone())
    }

    /// The words of a step as the session began with them.
    pub(super) fn own_words(&self, step: &StepId, part: Part) -> Option<&Words> {
        let began = self.events_of(0).first();
        let Some(Event::Began { script, .. }) = began else {
            return None;
        };
        script.step(step).map(|(_, step)| step.part(part))
    }

    /// The script is copied where a room changes it: seldom, and never while somebody types.
    fn word(&mut self, step: &StepId, part: Part, words: Words) {
        if let Some(script) = &mut self.script
            && let Some((at, _)) = script.step(step)
            && let Some(step) = Arc::make_mut(script).steps.get_mut(at)
        {
            *step.part_mut(part) = words;
        }
    }
}
