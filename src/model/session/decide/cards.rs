//! Commands about cards: laying down, writing, moving, grouping, deleting, bringing back, connecting.

use std::collections::HashMap;

use super::{
    super::{Session, accept},
    Decision, accepted,
    place::{DEEPEST, Lies, column_of, ranks_in},
    unless,
};
use crate::{
    model::{
        card::{Card, Place, Value, field},
        command::{After, Command, Rejection},
        event::Event,
        ids::{CardId, FieldId, MemberId, Seq},
        script::Step,
        text,
    },
    say,
};

impl Session {
    pub(super) fn decide_cards(&self, by: MemberId, command: &Command) -> Decision {
        match command {
            Command::AddCard {
                card,
                author,
                step,
                parent,
                column,
                after,
                fields,
                from,
            } => {
                let lies = Lies {
                    step,
                    parent: *parent,
                    column: column.as_ref(),
                    after: *after,
                };
                self.decide_add(*card, (by, *author), &lies, fields, *from)
            }
            Command::SetField {
                card,
                field,
                from,
                value,
            } => self.decide_field(*card, field, *from, value.as_ref()),
            Command::MoveCard {
                card,
                step,
                parent,
                column,
                after,
            } => {
                let lies = Lies {
                    step,
                    parent: *parent,
                    column: column.as_ref(),
                    after: *after,
                };
                self.decide_move(*card, &lies)
            }
            Command::Group {
                heading,
                text,
                cards,
            } => self.decide_group(*heading, text, cards),
            Command::RemoveCard { card } => self.decide_remove(*card),
            Command::RestoreCard { card } => self.decide_restore(*card),
            Command::Link { one, other } => {
                let (from, to) = self.direct(*one, *other)?;
                if self.linked(from, to) || self.linked(to, from) {
                    return Err(say!(LinkExists).into());
                }
                Ok(vec![Event::Linked { from, to }])
            }
            Command::Unlink { one, other } => {
                let between = [(*one, *other), (*other, *one)]
                    .into_iter()
                    .filter(|(from, to)| self.linked(*from, *to));
                let events: Vec<_> = between
                    .map(|(from, to)| Event::Unlinked { from, to })
                    .collect();
                if events.is_empty() {
                    Err(say!(LinkGone).into())
                } else {
                    Ok(events)
                }
            }
            _ => Ok(Vec::new()),
        }
    }

    fn decide_add(
        &self,
        card: CardId,
        (by, named): (MemberId, Option<MemberId>),
        lies: &Lies<'_>,
        fields: &[(FieldId, Value)],
        from: Option<CardId>,
    ) -> Decision {
        if self.cards.contains_key(&card) {
            return Err(say!(CardExists).into());
        }
        let step = self.the_step(lies.step)?;
        let place = self.place(step, lies, None, 1)?;
        let mut fields = accepted(fields, |id, value| {
            accept::card_value(self.declared(step, id), step, id, Some(value))
        })?;
        let author = self.author(by, named, &mut fields);
        if !fields.iter().any(|(id, _)| id.as_str() == field::TEXT) {
            return Err(say!(WordsMissing).into());
        }
        let mut events = vec![Event::CardAdded {
            card,
            author,
            place,
            fields,
        }];
        if let Some(from) = from {
            self.the_card(from)?;
            events.push(Event::Linked {
                from: card,
                to: from,
            });
        }
        Ok(events)
    }

    fn decide_field(
        &self,
        card: CardId,
        field: &FieldId,
        from: Seq,
        value: Option<&Value>,
    ) -> Decision {
        let known = self.the_card(card)?;
        let step = self.the_step(&known.place.value.step)?;
        let now = accept::card_value(self.declared(step, field), step, field, value)?;
        if now.is_none() && field.as_str() == field::TEXT {
            return Err(say!(WordsMissing).into());
        }
        // Writing what stands there already settles which of two versions is meant.
        let disputed = known
            .fields
            .get(field.as_str())
            .is_some_and(|state| state.rival.is_some());
        let so_already = !disputed && known.get(field.as_str()) == now.as_ref();
        Ok(unless(so_already, || Event::CardChanged {
            card,
            field: field.clone(),
            from,
            now,
        }))
    }

    fn decide_move(&self, card: CardId, lies: &Lies<'_>) -> Decision {
        let known = self.the_card(card)?;
        let step = self.the_step(lies.step)?;
        if let Some(parent) = lies.parent {
            self.not_under(parent, card)?;
        }
        let was = &known.place.value;
        let stays = was.step == *lies.step && was.parent == lies.parent;
        if lies.after == After::Card(card) && stays && lies.column.is_none() {
            return Ok(Vec::new());
        }
        let keeps_shape =
            was.step == *lies.step || step.kind.lens().branches() || known.flag(field::HEADING);
        let height = if keeps_shape { self.height(known) } else { 1 };
        let place = self.place(step, lies, Some(known), height)?;
        let mut events = Vec::new();
        if *was != place {
            events.push(Event::CardMoved {
                card,
                place: place.clone(),
            });
        }
        if was.step != place.step || was.column != place.column {
            events.extend(self.take_along(known, &place, keeps_shape));
        }
        Ok(events)
    }

    /// What hangs under a card goes with it, in its column: as a branch where the new page has branches or the card
    /// names a group, and right behind the card where neither is so.
    fn take_along(&self, card: &Card, place: &Place, keeps_shape: bool) -> Vec<Event> {
        let mut behind = ranks_in(self.gap_behind(place));
        let mut events = Vec::new();
        for id in self.branch(card.id).into_iter().skip(1) {
            let Some(was) = self.cards.get(&id).map(|card| &card.place.value) else {
                continue;
            };
            let (parent, rank) = if keeps_shape {
                (was.parent, Some(was.rank.clone()))
            } else {
                (place.parent, behind.next())
            };
            let place = Place {
                parent,
                rank: rank.unwrap_or_else(|| was.rank.clone()),
                ..place.clone()
            };
            events.push(Event::CardMoved { card: id, place });
        }
        events
    }

    fn decide_group(&self, heading: CardId, words: &str, cards: &[CardId]) -> Decision {
        let first = self.the_card(*cards.first().ok_or_else(|| say!(CardGone))?)?;
        let mut events = Vec::new();
        let (place, depth) = match self.live(heading) {
            Some(known) => (known.place.value.clone(), self.depth(known)),
            None if self.cards.contains_key(&heading) => return Err(say!(CardGone).into()),
            None => {
                let words = accept::whole(text::clean_line(words))?;
                if words.is_empty() {
                    return Err(say!(WordsMissing).into());
                }
                let place = self.heading_place(first);
                let fields = vec![
                    (field::TEXT.into(), Value::Text(words.into())),
                    (field::HEADING.into(), Value::Flag(true)),
                ];
                events.push(Event::CardAdded {
                    card: heading,
                    author: None,
                    place: place.clone(),
                    fields,
                });
                (place, 1)
            }
        };
        let last = self.gap(&place.step, Some(heading), After::Last, None);
        let mut ranks = ranks_in(last);
        let mut seen = std::collections::HashSet::from([heading]);
        for id in cards {
            let card = self.the_card(*id)?;
            let was = &card.place.value;
            if !seen.insert(*id) || was.step != place.step || was.parent == Some(heading) {
                continue;
            }
            if self.cards.contains_key(&heading) {
                self.not_under(heading, *id)?;
            }
            if depth + self.height(card) > DEEPEST {
                return Err(say!(TooDeep, depth).into());
            }
            let Some(rank) = ranks.next() else { continue };
            let under = Place {
                parent: Some(heading),
                rank,
                ..place.clone()
            };
            let along = if was.column == under.column {
                Vec::new()
            } else {
                self.take_along(card, &under, true)
            };
            events.push(Event::CardMoved {
                card: *id,
                place: under,
            });
            events.extend(along);
        }
        Ok(events)
    }

    /// Where a new heading lies: where its first card lay, or behind the group that it was taken out of.
    fn heading_place(&self, first: &Card) -> Place {
        let was = &first.place.value;
        let Some(top) = self.above(first).last() else {
            return was.clone();
        };
        Place {
            parent: None,
            rank: self.gap_behind(&top.place.value).rank(),
            ..was.clone()
        }
    }

    fn decide_remove(&self, card: CardId) -> Decision {
        let known = self.the_card(card)?;
        if !known.flag(field::HEADING) {
            return Ok(self
                .branch(card)
                .into_iter()
                .map(|card| Event::CardRemoved { card })
                .collect());
        }
        let place = &known.place.value;
        let mut events = vec![Event::CardRemoved { card }];
        let behind = ranks_in(self.gap_behind(place));
        for (child, rank) in self.children(&place.step, Some(card)).zip(behind) {
            let place = Place {
                rank,
                ..place.clone()
            };
            events.push(Event::CardMoved {
                card: child.id,
                place,
            });
        }
        Ok(events)
    }

    /// Brings back a card with everything that was deleted along with it. Where the card it hung under is gone
    /// meanwhile, or has gone elsewhere, it comes back under the next one above, or at the top of its page.
    fn decide_restore(&self, card: CardId) -> Decision {
        let known = self.cards.get(&card).ok_or_else(|| say!(CardGone))?;
        if !known.removed.value {
            return Ok(Vec::new());
        }
        let step = self.the_step(&known.place.value.step)?;
        let mut depths = HashMap::from([(card, 1)]);
        let mut back = vec![known];
        for event in self.events_of(known.removed.by) {
            let Event::CardRemoved { card: id } = event else {
                continue;
            };
            let along = self
                .cards
                .get(id)
                .filter(|card| card.removed.value && card.removed.by == known.removed.by);
            let Some(along) = along else { continue };
            let above = along.place.value.parent.and_then(|id| depths.get(&id));
            if let Some(depth) = above.copied()
                && !depths.contains_key(id)
            {
                depths.insert(*id, depth + 1);
                back.push(along);
            }
        }
        let height = depths.values().copied().max().unwrap_or(1);
        let place = self.place_to_return(known, step, height);
        let mut events: Vec<_> = back
            .iter()
            .map(|card| Event::CardRestored { card: card.id })
            .collect();
        for (at, card) in back.iter().enumerate() {
            let was = &card.place.value;
            let now = match at {
                0 => place.clone(),
                _ => Place {
                    step: place.step.clone(),
                    column: place.column.clone(),
                    ..was.clone()
                },
            };
            if *was != now {
                events.push(Event::CardMoved {
                    card: card.id,
                    place: now,
                });
            }
        }
        Ok(events)
    }

    fn place_to_return(&self, card: &Card, step: &Step, height: usize) -> Place {
        let was = &card.place.value;
        let here = |above: &&Card| !above.removed.value && above.place.value.step == was.step;
        let parent = self
            .above(card)
            .find(here)
            .filter(|above| self.deep_enough(above, height).is_ok());
        let column = parent.map_or(was.column.as_ref(), |above| {
            above.place.value.column.as_ref()
        });
        let column = column_of(step, column);
        let parent = parent.map(|above| above.id);
        let rank = if parent == was.parent && self.is_taken(was, card.id) {
            self.gap_behind(was).rank()
        } else if parent == was.parent {
            was.rank.clone()
        } else {
            self.gap(&was.step, parent, After::Last, None).rank()
        };
        Place {
            step: was.step.clone(),
            parent,
            column,
            rank,
        }
    }

    /// Refuses to hang a card under itself or under what hangs under it.
    fn not_under(&self, parent: CardId, card: CardId) -> Result<(), Rejection> {
        let ring = parent == card
            || self
                .cards
                .get(&parent)
                .is_some_and(|parent| self.above(parent).any(|above| above.id == card));
        if ring {
            return Err(say!(UnderItself).into());
        }
        Ok(())
    }

    fn linked(&self, from: CardId, to: CardId) -> bool {
        self.links.get(&(from, to)).is_some_and(|kept| kept.value)
    }

    /// Which of two cards comes from the other: the one whose step is later, and in one step the newer one.
    fn direct(&self, one: CardId, other: CardId) -> Result<(CardId, CardId), Rejection> {
        if one == other {
            return Err(say!(LinkToItself).into());
        }
        let order = |id: CardId| -> Result<(usize, CardId), Rejection> {
            let step = &self.the_card(id)?.place.value.step;
            let position = self
                .script
                .as_ref()
                .and_then(|script| script.step(step))
                .map_or(0, |(position, _)| position);
            Ok((position, id))
        };
        Ok(if order(one)? > order(other)? {
            (one, other)
        } else {
            (other, one)
        })
    }
}
