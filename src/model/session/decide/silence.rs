//! Silent writing: to begin it, to show what was written, and what has to wait until then.

use std::{collections::HashMap, sync::Arc};

use sha2::{Digest as _, Sha256};

use super::{super::silence::id_of, Decision};
use crate::{
    model::{
        card::{Card, Place, Rank, field},
        command::{After, Command, Rejection, Request},
        event::Event,
        ids::{At, CardId, CommandId, MemberId, RoundId, StepId},
        opinion::{self, Score, ScoreKey, Voice},
        session::Session,
        silence::{LaidAnew, Leaves, Privacy, Silence, is_voiced},
    },
    say,
};

impl Session {
    pub(super) fn decide_silence(&self, request: &Request) -> Decision {
        match &request.command {
            Command::BeginSilence {
                round,
                step,
                privacy,
            } => {
                self.the_step(step)?;
                let known = self.silences.contains_key(round);
                if known || self.silence_on(step).is_some() {
                    return Err(say!(SilentAlready).into());
                }
                Ok(vec![Event::SilenceBegun {
                    round: *round,
                    step: step.clone(),
                    privacy: *privacy,
                }])
            }
            Command::Reveal { step } => {
                let silence = self.silence_on(step).ok_or_else(|| say!(NotSilent))?;
                let leaves = match silence.privacy {
                    Privacy::Private | Privacy::Anonymous => Leaves::default(),
                    Privacy::Secret => self.leaves(silence, request),
                };
                Ok(vec![Event::Revealed {
                    round: silence.round,
                    leaves: Arc::new(leaves),
                }])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// What a secret silence leaves: its cards under new ids in an order that says nothing, and what people gave, all
    /// together.
    fn leaves(&self, silence: &Silence, request: &Request) -> Leaves {
        let all = self.cards.values();
        let written =
            |card: &&Arc<Card>| card.silence == Some(silence.round) && !card.removed.value;
        let mut cards: Vec<(Vec<u8>, &Arc<Card>)> = all
            .filter(written)
            .map(|card| (shuffled(request.id, card), card))
            .collect();
        cards.sort_by(|(a, one), (b, other)| (a, one.text()).cmp(&(b, other.text())));
        let renamed: HashMap<CardId, CardId> = (0_u32..)
            .zip(&cards)
            .map(|(at, (digest, card))| (card.id, laid_id(request.at, at, digest)))
            .collect();
        let mut last: HashMap<(StepId, Option<CardId>), Place> = HashMap::new();
        let laid = cards.iter().filter_map(|(_, card)| {
            let was = &card.place.value;
            let parent = was.parent.map(|id| *renamed.get(&id).unwrap_or(&id));
            // One behind the other, where the last of what all see lies.
            let behind = last.get(&(was.step.clone(), parent));
            let rank = match behind {
                Some(place) => Rank::between(Some(&place.rank), None),
                None => self.gap(&was.step, was.parent, After::Last, None).rank(),
            };
            let place = Place {
                parent,
                rank,
                ..was.clone()
            };
            last.insert((was.step.clone(), parent), place.clone());
            let links = self
                .links
                .range((card.id, CardId(uuid::Uuid::nil()))..=(card.id, CardId(uuid::Uuid::max())));
            let links = links
                .filter(|(_, kept)| kept.value)
                .map(|((_, to), _)| *renamed.get(to).unwrap_or(to));
            let fields = card.fields.iter().filter_map(|(id, state)| {
                let value = state.value.clone()?;
                Some((id.clone(), value))
            });
            let into = self
                .linked_to
                .range((card.id, CardId(uuid::Uuid::nil()))..=(card.id, CardId(uuid::Uuid::max())));
            let into = into
                .map(|(_, from)| *from)
                .filter(|from| !renamed.contains_key(from));
            Some(LaidAnew {
                card: *renamed.get(&card.id)?,
                place,
                fields: fields.collect(),
                from: links.collect(),
                into: into.collect(),
            })
        });
        let cards = laid.collect();
        Leaves {
            cards,
            scores: self.scores_together(silence, &renamed),
        }
    }

    /// What voices gave in a silence, added to what the room had given already.
    fn scores_together(
        &self,
        silence: &Silence,
        renamed: &HashMap<CardId, CardId>,
    ) -> Vec<(ScoreKey, Score)> {
        let mut sums: Vec<(ScoreKey, Score, Vec<Arc<str>>)> = Vec::new();
        for (key, kept) in &self.scores {
            let inside = is_voiced(key) && key.step == silence.step && silence.covers(kept.by);
            if !inside || kept.value.is_empty() {
                continue;
            }
            let together = ScoreKey {
                card: *renamed.get(&key.card).unwrap_or(&key.card),
                voice: Voice::room(),
                ..key.clone()
            };
            let at = sums.iter().position(|(known, ..)| *known == together);
            let at = at.unwrap_or_else(|| {
                // What the room gave before the silence stays in it.
                let before = self.scores.get(&together);
                let before = before.filter(|kept| !silence.covers(kept.by));
                let score = before.map_or_else(Score::default, |kept| kept.value.clone());
                let notes = Some(Arc::clone(&score.note)).filter(|note| !note.is_empty());
                sums.push((together, score, notes.into_iter().collect()));
                sums.len() - 1
            });
            if let Some((_, sum, notes)) = sums.get_mut(at) {
                opinion::add(&mut sum.tally, &kept.value.tally);
                notes.extend(
                    Some(&kept.value.note)
                        .filter(|note| !note.is_empty())
                        .cloned(),
                );
            }
        }
        let scale = self
            .script
            .as_ref()
            .and_then(|script| script.step(&silence.step));
        let marks = |key: &ScoreKey| {
            scale.map_or(&[][..], |(_, step)| {
                step.kind.lens().marks(key.criterion.as_str())
            })
        };
        sums.into_iter()
            .map(|(key, mut score, mut notes)| {
                let known = marks(&key);
                score
                    .tally
                    .sort_by_key(|(mark, _)| known.iter().position(|one| **one == **mark));
                notes.sort();
                let notes: Vec<&str> = notes.iter().map(|note| &**note).collect();
                score.note = notes.join("; ").into();
                (key, score)
            })
            .collect()
    }

    /// Whether somebody may touch these cards at all: what they cannot see is not there for them. Both are refused here,
    /// before all else and in the same words, so that no refusal says which of the two it is.
    pub(super) fn within_sight(&self, request: &Request) -> Result<(), Rejection> {
        let gone = |id: &CardId| {
            let card = self.cards.get(id);
            card.is_none_or(|card| self.hides(card, Some(request.by)))
        };
        let hidden = |id: &CardId| self.cards.contains_key(id) && gone(id);
        let made = match &request.command {
            Command::Group { heading, .. } => Some(heading),
            _ => None,
        };
        if about(&request.command).iter().any(gone) || made.is_some_and(hidden) {
            return Err(say!(CardGone).into());
        }
        let unseen = |id: &CardId| self.cards.get(id).is_some_and(|card| self.is_unseen(card));
        let asked = match &request.command {
            Command::OpenBallot { asks, .. } => asks.cards(),
            _ => &[],
        };
        if asked.iter().any(unseen) {
            return Err(say!(SilentFirst).into());
        }
        Ok(())
    }

    /// What has to wait for the reveal: nothing that all see comes under or from what only one sees, nothing that others write is
    /// taken along, and a secret round stands alone.
    pub(super) fn beside_silence(&self, by: MemberId, events: &[Event]) -> Result<(), Rejection> {
        if self.silences.values().all(|silence| !silence.is_open()) {
            return self.apart(events);
        }
        for event in events {
            match event {
                Event::CardAdded { place, fields, .. } => {
                    let heading = fields.iter().any(|(id, _)| id.as_str() == field::HEADING);
                    if heading && self.silence_on(&place.step).is_some() {
                        return Err(say!(SilentFirst).into());
                    }
                    let round = self.silence_on(&place.step).map(|silence| silence.round);
                    self.not_out_of_sight(place.parent, round)?;
                }
                Event::CardMoved { card, place } => {
                    self.not_by_others(*card, by)?;
                    let known = self.cards.get(card).filter(|card| self.is_unseen(card));
                    self.not_out_of_sight(place.parent, known.and_then(|card| card.silence))?;
                }
                Event::CardChanged { card, .. }
                | Event::CardRemoved { card }
                | Event::CardRestored { card } => self.not_by_others(*card, by)?,
                // What comes from an unseen card says what that says, or who wrote it.
                Event::Linked { from, to } => {
                    let made = events.iter().find_map(|event| match event {
                        Event::CardAdded { card, place, .. } if card == from => Some(place),
                        _ => None,
                    });
                    let round = match made {
                        Some(place) => self.silence_on(&place.step).map(|silence| silence.round),
                        None => self.cards.get(from).and_then(|card| card.silence),
                    };
                    self.not_out_of_sight(Some(*to), round)?;
                }
                Event::Scored { key, .. } => {
                    let unseen = self
                        .cards
                        .get(&key.card)
                        .filter(|card| self.is_unseen(card));
                    let here = self.silence_on(&key.step).map(|silence| silence.round);
                    if unseen.is_some_and(|card| card.silence != here || !is_voiced(key)) {
                        return Err(say!(SilentFirst).into());
                    }
                }
                _ => {}
            }
        }
        self.apart(events)
    }

    fn apart(&self, events: &[Event]) -> Result<(), Rejection> {
        if self.mixes_rounds(events) {
            return Err(say!(SecretApart).into());
        }
        Ok(())
    }

    fn not_by_others(&self, card: CardId, by: MemberId) -> Result<(), Rejection> {
        let card = self.cards.get(&card);
        if card.is_some_and(|card| self.hides_till_reveal(card, by)) {
            return Err(say!(SilentBeneath).into());
        }
        Ok(())
    }

    fn not_out_of_sight(
        &self,
        parent: Option<CardId>,
        round: Option<RoundId>,
    ) -> Result<(), Rejection> {
        let above = parent.and_then(|id| self.cards.get(&id));
        let unseen = above.filter(|card| self.is_unseen(card));
        if unseen.is_some_and(|above| above.silence != round) {
            return Err(say!(SilentFirst).into());
        }
        Ok(())
    }
}

/// The cards that a command names, but for one that it may make.
fn about(command: &Command) -> Vec<CardId> {
    match command {
        Command::AddCard {
            parent,
            after,
            from,
            ..
        } => [*parent, *from, behind(*after)]
            .into_iter()
            .flatten()
            .collect(),
        Command::SetField { card, .. }
        | Command::RemoveCard { card }
        | Command::RestoreCard { card } => vec![*card],
        Command::MoveCard {
            card,
            parent,
            after,
            ..
        } => [Some(*card), *parent, behind(*after)]
            .into_iter()
            .flatten()
            .collect(),
        Command::Group { cards, .. } => cards.clone(),
        Command::Link { one, other } | Command::Unlink { one, other } => vec![*one, *other],
        Command::Score { key, .. } if !key.is_weight() => vec![key.card],
        Command::OpenBallot { asks, .. } => asks.cards().to_vec(),
        _ => Vec::new(),
    }
}

fn behind(after: After) -> Option<CardId> {
    match after {
        After::Card(card) => Some(card),
        After::First | After::Last => None,
    }
}

/// Where a card comes in an order that follows from its words and the command that shows them, and from nothing else.
fn shuffled(command: CommandId, card: &Card) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(command.0.as_bytes());
    for (id, state) in card.fields.iter() {
        if let Some(value) = &state.value {
            hash.update(id.as_str().as_bytes());
            hash.update(value.display().as_bytes());
            hash.update([0]);
        }
    }
    hash.finalize().to_vec()
}

/// A new id: cards are told in the order of their ids, so it holds the moment of the reveal and the place in its order.
fn laid_id(at: At, place: u32, digest: &[u8]) -> CardId {
    let mut id = *id_of(digest).as_bytes();
    let millis = u64::try_from(at.0).unwrap_or(0).to_be_bytes();
    id[..6].copy_from_slice(&millis[2..]);
    id[6] = 0x70;
    id[8..12].copy_from_slice(&place.to_be_bytes());
    id[8] = 0x80 | (id[8] & 0x3f);
    CardId(uuid::Uuid::from_bytes(id))
}
