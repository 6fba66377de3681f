//! What a command would change: events, or a reason why not. Nothing is changed here.

use std::{collections::HashMap, sync::Arc};

use super::{Session, accept};
use crate::{
    model::{
        card::{Card, Place, Rank, Value, field},
        command::{After, Command, Rejection, Request},
        event::{Event, Record},
        ids::{CardId, ColumnId, FieldId, MeasureId, MemberId, StepId},
        measure::{Frozen, Measure, Point, PointKey},
        member::Role,
        script::Step,
        text,
    },
    say,
    say::Lang,
};

/// How deep a branch may go: far beyond five whys, and well within what a screen can indent.
const DEEPEST: usize = 40;

type Decision = Result<Vec<Event>, Rejection>;

impl Session {
    /// What this request would change. An empty answer means that all is so already.
    ///
    /// # Errors
    /// A [`Rejection`], phrased for the person who asked.
    pub fn decide(&self, request: &Request) -> Decision {
        if let Command::Begin { script, title, you } = &request.command {
            return self.decide_begin(script, title, you);
        }
        self.may(request)?;
        match &request.command {
            Command::Begin { .. } => Err(say!(AlreadyBegun).into()),
            Command::Retitle { title } => {
                let title = text::clean_line(title).into_string();
                if title.is_empty() {
                    return Err(say!(TitleMissing).into());
                }
                Ok(unless(*title == *self.title.value, || Event::Retitled {
                    title: title.into(),
                }))
            }
            Command::Enter { step } => {
                self.the_step(step)?;
                Ok(unless(*step == self.step, || Event::Entered {
                    step: step.clone(),
                }))
            }
            Command::AdjustTime { step, minutes } => self.decide_time(step, *minutes),
            Command::Close => Ok(unless(self.closed, || Event::Closed)),
            Command::Reopen => Ok(unless(!self.closed, || Event::Reopened)),
            Command::Note { step, text } => {
                self.the_step(step)?;
                let text: Arc<str> = text::clean_long(text).into_string().into();
                let was = self
                    .notes
                    .get(&(request.by, step.clone()))
                    .map_or("", |kept| &kept.value);
                Ok(unless(*was == *text, || Event::Noted {
                    step: step.clone(),
                    text: Arc::clone(&text),
                }))
            }
            Command::Several(commands) => self.decide_several(request, commands),
            Command::Undo => self.decide_undo(request.by),
            Command::Redo => self.decide_redo(request.by),
            Command::AddMeasure {
                measure,
                step,
                fields,
                points,
            } => self.decide_add_measure(*measure, step, fields, points),
            Command::Describe {
                measure,
                field,
                value,
            } => self.decide_describe(*measure, field, value.as_ref()),
            Command::SetPoints { measure, points } => self.decide_points(*measure, points),
            Command::Freeze { measure, forecast } => self.decide_freeze(*measure, forecast),
            Command::Guess {
                measure,
                period,
                value,
            } => {
                let known = self.the_measure(*measure)?;
                if let Some(value) = value.filter(|value| !value.is_finite()) {
                    return Err(say!(NotANumber, value).into());
                }
                fits_periods(
                    known,
                    &[PointKey {
                        group: "".into(),
                        period: *period,
                    }],
                )?;
                let was = known.guesses.get(period).and_then(|kept| kept.value);
                let event = || Event::GuessGiven {
                    measure: *measure,
                    period: *period,
                    value: *value,
                };
                Ok(unless(was == *value, event))
            }
            about_cards => self.decide_cards(about_cards),
        }
    }

    fn decide_begin(
        &self,
        script: &Arc<crate::model::Script>,
        title: &str,
        you: &crate::model::Member,
    ) -> Decision {
        if !self.is_empty() {
            return Err(say!(AlreadyBegun).into());
        }
        let title = text::clean_line(title).into_string();
        if title.is_empty() {
            return Err(say!(TitleMissing).into());
        }
        let name = text::clean_line(&you.name).into_string().into();
        let member = crate::model::Member {
            id: you.id,
            name,
            role: you.role,
        };
        Ok(vec![
            Event::Began {
                script: Arc::clone(script),
                title: title.into(),
            },
            Event::Joined { member },
        ])
    }

    /// Whether this member may ask this at all.
    fn may(&self, request: &Request) -> Result<(), Rejection> {
        if self.script.is_none() {
            return Err(say!(NotBegun).into());
        }
        if self.newer {
            return Err(say!(FromNewerVersion).into());
        }
        let role = self
            .members
            .get(&request.by)
            .ok_or_else(|| say!(NotInRoom))?
            .role;
        let leads = matches!(
            request.command,
            Command::Retitle { .. }
                | Command::Enter { .. }
                | Command::AdjustTime { .. }
                | Command::Close
                | Command::Reopen
        );
        match role {
            Role::Observer => return Err(say!(ObserversWatch).into()),
            Role::Participant if leads => return Err(say!(FacilitatorOnly).into()),
            _ => {}
        }
        let always = matches!(
            request.command,
            Command::Reopen | Command::Enter { .. } | Command::Note { .. }
        );
        if self.closed && !always {
            return Err(say!(SessionClosed).into());
        }
        Ok(())
    }

    /// Each command is decided on what the ones before it made; a copy of a session costs nothing.
    fn decide_several(&self, request: &Request, commands: &[Command]) -> Decision {
        let mut then = self.clone();
        let mut events = Vec::new();
        for command in commands {
            if matches!(
                command,
                Command::Undo | Command::Redo | Command::Begin { .. } | Command::Several(_)
            ) {
                return Err(say!(OnlyAlone).into());
            }
            let one = Request {
                command: command.clone(),
                ..request.clone()
            };
            let ev = then.decide(&one)?;
            events.extend(ev.iter().cloned());
            then.apply(Record {
                v: Record::VERSION,
                id: request.id,
                at: request.at,
                by: request.by,
                ev,
            });
        }
        Ok(events)
    }

    fn decide_time(&self, step: &StepId, minutes: u32) -> Decision {
        let known = self.the_step(step)?;
        if !(1..=600).contains(&minutes) {
            return Err(say!(MinutesOutOfRange).into());
        }
        let was = self
            .minutes
            .get(step)
            .map_or(known.minutes, |kept| kept.value);
        Ok(unless(was == minutes, || Event::TimeAdjusted {
            step: step.clone(),
            minutes,
        }))
    }

    fn decide_cards(&self, command: &Command) -> Decision {
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
                self.decide_add(*card, *author, &lies, fields, *from)
            }
            Command::SetField {
                card,
                field,
                from,
                value,
            } => {
                let known = self.the_card(*card)?;
                let step = self.the_step(&known.place.value.step)?;
                let now = accept::card_value(step, field, value.as_ref())?;
                if now.is_none() && field.as_str() == field::TEXT {
                    return Err(say!(WordsMissing).into());
                }
                let event = || Event::CardChanged {
                    card: *card,
                    field: field.clone(),
                    from: *from,
                    now: now.clone(),
                };
                Ok(unless(known.get(field.as_str()) == now.as_ref(), event))
            }
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
            Command::RestoreCard { card } => {
                let known = self.cards.get(card).ok_or_else(|| say!(CardGone))?;
                Ok(unless(!known.removed.value, || Event::CardRestored {
                    card: *card,
                }))
            }
            Command::Link { one, other } => {
                let (from, to) = self.direct(*one, *other)?;
                if self.linked(from, to) {
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
        author: Option<MemberId>,
        lies: &Lies<'_>,
        fields: &[(FieldId, Value)],
        from: Option<CardId>,
    ) -> Decision {
        if self.cards.contains_key(&card) {
            return Err(say!(CardExists).into());
        }
        let step = self.the_step(lies.step)?;
        let place = self.place(step, lies, None)?;
        let mut clean: Vec<(FieldId, Value)> = Vec::with_capacity(fields.len());
        for (id, value) in fields {
            if let Some(value) = accept::card_value(step, id, Some(value))? {
                clean.push((id.clone(), value));
            }
        }
        if !clean.iter().any(|(id, _)| id.as_str() == field::TEXT) {
            return Err(say!(WordsMissing).into());
        }
        let mut events = vec![Event::CardAdded {
            card,
            author,
            place,
            fields: clean,
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

    fn decide_move(&self, card: CardId, lies: &Lies<'_>) -> Decision {
        let known = self.the_card(card)?;
        let step = self.the_step(lies.step)?;
        if let Some(parent) = lies.parent
            && self.branch(card).contains(&parent)
        {
            return Err(say!(UnderItself).into());
        }
        if lies.after == After::Card(card) {
            return Ok(Vec::new());
        }
        let place = self.place(step, lies, Some(known))?;
        let mut events = Vec::new();
        if known.place.value != place {
            events.push(Event::CardMoved {
                card,
                place: place.clone(),
            });
        }
        if known.place.value.step != *lies.step {
            events.extend(self.take_along(known, step, &place));
        }
        Ok(events)
    }

    /// What hangs under a card that changes its step goes with it: as a branch where the new page has branches, and
    /// right behind the card where it has none.
    fn take_along(&self, card: &Card, step: &Step, place: &Place) -> Vec<Event> {
        let keeps_shape = step.kind.lens().branches() || card.flag(field::HEADING);
        let next = self
            .children(&step.id, place.parent)
            .map(|card| &card.place.value.rank)
            .find(|rank| **rank > place.rank);
        let mut last = place.rank.clone();
        let mut events = Vec::new();
        for id in self.branch(card.id).into_iter().skip(1) {
            let Some(was) = self.cards.get(&id).map(|card| &card.place.value) else {
                continue;
            };
            let column = column_of(step, was.column.as_ref());
            let place = if keeps_shape {
                Place {
                    step: step.id.clone(),
                    parent: was.parent,
                    column,
                    rank: was.rank.clone(),
                }
            } else {
                last = Rank::between(Some(&last), next);
                Place {
                    step: step.id.clone(),
                    parent: place.parent,
                    column: place.column.clone(),
                    rank: last.clone(),
                }
            };
            events.push(Event::CardMoved { card: id, place });
        }
        events
    }

    fn decide_group(&self, heading: CardId, words: &str, cards: &[CardId]) -> Decision {
        let first = self.the_card(*cards.first().ok_or_else(|| say!(CardGone))?)?;
        let step = self.the_step(&first.place.value.step)?;
        let mut events = Vec::new();
        if self.live(heading).is_none() {
            if self.cards.contains_key(&heading) {
                return Err(say!(CardGone).into());
            }
            let words = text::clean_line(words).into_string();
            if words.is_empty() {
                return Err(say!(WordsMissing).into());
            }
            let place = Place {
                parent: None,
                ..first.place.value.clone()
            };
            let fields = vec![
                (field::TEXT.into(), Value::Text(words.into())),
                (field::HEADING.into(), Value::Flag(true)),
            ];
            events.push(Event::CardAdded {
                card: heading,
                author: None,
                place,
                fields,
            });
        }
        let mut last = self
            .children(&step.id, Some(heading))
            .next_back()
            .map(|card| card.place.value.rank.clone());
        for id in cards.iter().filter(|id| **id != heading) {
            let card = self.the_card(*id)?;
            let was = &card.place.value;
            if was.step != step.id || was.parent == Some(heading) {
                continue;
            }
            let rank = Rank::between(last.as_ref(), None);
            last = Some(rank.clone());
            let column = first.place.value.column.clone();
            let place = Place {
                step: step.id.clone(),
                parent: Some(heading),
                column,
                rank,
            };
            events.push(Event::CardMoved { card: *id, place });
        }
        Ok(events)
    }

    fn decide_remove(&self, card: CardId) -> Decision {
        let known = self.the_card(card)?;
        let mut events = Vec::new();
        if known.flag(field::HEADING) {
            let mut last = known.place.value.rank.clone();
            let place = &known.place.value;
            let next = self
                .children(&place.step, place.parent)
                .map(|card| &card.place.value.rank)
                .find(|rank| **rank > last);
            for child in self.children(&place.step, Some(card)) {
                last = Rank::between(Some(&last), next);
                let place = Place {
                    parent: place.parent,
                    rank: last.clone(),
                    ..child.place.value.clone()
                };
                events.push(Event::CardMoved {
                    card: child.id,
                    place,
                });
            }
            events.push(Event::CardRemoved { card });
        } else {
            events.extend(
                self.branch(card)
                    .into_iter()
                    .rev()
                    .map(|card| Event::CardRemoved { card }),
            );
        }
        Ok(events)
    }

    fn decide_add_measure(
        &self,
        measure: MeasureId,
        step: &StepId,
        fields: &[(FieldId, Value)],
        points: &[(PointKey, Point)],
    ) -> Decision {
        if self.measures.contains_key(&measure) {
            return Err(say!(MeasureExists).into());
        }
        self.the_step(step)?;
        let mut clean = Vec::new();
        for (id, value) in fields {
            if let Some(value) = accept::measure_value(id, Some(value))? {
                clean.push((id.clone(), value));
            }
        }
        let mut events = vec![Event::MeasureAdded {
            measure,
            step: step.clone(),
            fields: clean,
        }];
        same_kind(points.iter().map(|(key, _)| key))?;
        for (key, point) in points {
            let point = Arc::new(clean_point(point)?);
            events.push(Event::PointSet {
                measure,
                key: clean_key(key),
                point,
            });
        }
        Ok(events)
    }

    fn decide_describe(
        &self,
        measure: MeasureId,
        field: &FieldId,
        value: Option<&Value>,
    ) -> Decision {
        let known = self.the_measure(measure)?;
        let now = accept::measure_value(field, value)?;
        if let (crate::model::measure::about::COMPARE_TO, Some(Value::Text(group))) =
            (field.as_str(), &now)
            && !known.groups().contains(group)
        {
            return Err(say!(GroupUnknown, group).into());
        }
        let event = || Event::MeasureDescribed {
            measure,
            field: field.clone(),
            now: now.clone(),
        };
        Ok(unless(known.get(field.as_str()) == now.as_ref(), event))
    }

    fn decide_points(&self, measure: MeasureId, points: &[(PointKey, Option<Point>)]) -> Decision {
        let known = self.the_measure(measure)?;
        let set: Vec<PointKey> = points
            .iter()
            .filter(|(_, point)| point.is_some())
            .map(|(key, _)| clean_key(key))
            .collect();
        fits_periods(known, &set)?;
        // The last word on a line counts, so that one command never writes a place twice.
        let mut lines: HashMap<PointKey, usize> = HashMap::new();
        let mut events: Vec<Option<Event>> = Vec::new();
        for (key, point) in points {
            let key = clean_key(key);
            let was = known.points.get(&key).and_then(|kept| kept.value.as_ref());
            let event = match point {
                Some(point) => {
                    let point = clean_point(point)?;
                    (was.map(|was| &**was) != Some(&point)).then(|| Event::PointSet {
                        measure,
                        key: key.clone(),
                        point: Arc::new(point),
                    })
                }
                None => was.map(|_| Event::PointRemoved {
                    measure,
                    key: key.clone(),
                }),
            };
            if let Some(earlier) = lines.insert(key, events.len()) {
                events[earlier] = None;
            }
            events.push(event);
        }
        Ok(events.into_iter().flatten().collect())
    }

    fn decide_freeze(&self, measure: MeasureId, forecast: &Frozen) -> Decision {
        self.the_measure(measure)?;
        let finite = |n: Option<f64>| n.is_none_or(f64::is_finite);
        let sound = forecast.n >= 2
            && !forecast.points.is_empty()
            && forecast
                .points
                .iter()
                .all(|p| p.value.is_finite() && finite(p.low) && finite(p.high));
        if !sound {
            return Err(say!(FreezeNeedsPoints).into());
        }
        Ok(vec![Event::ForecastFrozen {
            measure,
            forecast: forecast.clone(),
        }])
    }

    fn the_step(&self, id: &StepId) -> Result<&Step, Rejection> {
        let found = self.script.as_ref().and_then(|script| script.step(id));
        found
            .map(|(_, step)| step)
            .ok_or_else(|| say!(StepUnknown, id.as_str()).into())
    }

    fn the_card(&self, id: CardId) -> Result<&Arc<Card>, Rejection> {
        self.live(id).ok_or_else(|| say!(CardGone).into())
    }

    fn the_measure(&self, id: MeasureId) -> Result<&Arc<Measure>, Rejection> {
        self.measures
            .get(&id)
            .ok_or_else(|| say!(MeasureGone).into())
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

    /// A place on a page, checked: the step has cards, the parent lies there, the column exists.
    fn place(
        &self,
        step: &Step,
        lies: &Lies<'_>,
        moving: Option<&Arc<Card>>,
    ) -> Result<Place, Rejection> {
        let lens = step.kind.lens();
        if !lens.takes_cards() {
            return Err(say!(StepTakesNoCards, step.name(Lang::En)).into());
        }
        let mut column = lies.column.cloned();
        if let Some(parent) = lies.parent {
            let parent = self.the_card(parent)?;
            if parent.place.value.step != step.id {
                return Err(say!(CardGone).into());
            }
            column = column.or_else(|| parent.place.value.column.clone());
            self.deep_enough(parent)?;
        }
        if let Some(named) = &column
            && lies.column.is_some()
            && step.column(named).is_none()
        {
            return Err(say!(ColumnUnknown, step.name(Lang::En), named.as_str()).into());
        }
        let column = column_of(step, column.as_ref());
        let rank = self.rank(
            &step.id,
            lies.parent,
            lies.after,
            moving.map(|card| card.id),
        );
        Ok(Place {
            step: step.id.clone(),
            parent: lies.parent,
            column,
            rank,
        })
    }

    fn deep_enough(&self, parent: &Card) -> Result<(), Rejection> {
        let mut depth = 1;
        let mut above = parent.place.value.parent;
        while let Some(card) = above.and_then(|id| self.cards.get(&id)) {
            depth += 1;
            above = card.place.value.parent;
            if depth >= DEEPEST {
                return Err(say!(TooDeep, depth).into());
            }
        }
        Ok(())
    }

    /// A key of order behind one neighbour and before the next, the moving card itself left out.
    fn rank(
        &self,
        step: &StepId,
        parent: Option<CardId>,
        after: After,
        moving: Option<CardId>,
    ) -> Rank {
        let others = || {
            self.children(step, parent)
                .filter(|card| Some(card.id) != moving)
        };
        let key = |card: &Arc<Card>| card.place.value.rank.clone();
        let low = match after {
            After::First => None,
            After::Last => others().next_back().map(key),
            After::Card(id) => self
                .live(id)
                .filter(|card| card.place.value.step == *step && card.place.value.parent == parent)
                .map(key),
        };
        let high = match (&low, after) {
            (_, After::Last) => None,
            (None, _) => others().next().map(key),
            (Some(low), _) => others().map(key).find(|rank| rank > low),
        };
        Rank::between(low.as_ref(), high.as_ref())
    }
}

/// Where someone wants a card to lie.
struct Lies<'a> {
    step: &'a StepId,
    parent: Option<CardId>,
    column: Option<&'a ColumnId>,
    after: After,
}

/// The column a card gets on a page: the one it names where the page has it, else the first.
fn column_of(step: &Step, wanted: Option<&ColumnId>) -> Option<ColumnId> {
    let columns = step.kind.lens().columns();
    let named = wanted.and_then(|id| columns.iter().find(|column| column.id == *id));
    named.or(columns.first()).map(|column| column.id.clone())
}

fn unless(so_already: bool, event: impl FnOnce() -> Event) -> Vec<Event> {
    if so_already {
        Vec::new()
    } else {
        vec![event()]
    }
}

fn clean_key(key: &PointKey) -> PointKey {
    PointKey {
        group: text::clean_line(&key.group).into_string().into(),
        period: key.period,
    }
}

fn clean_point(point: &Point) -> Result<Point, Rejection> {
    let finite = |n: Option<f64>| match n {
        Some(n) if !n.is_finite() => Err(Rejection::from(say!(NotANumber, n))),
        n => Ok(n),
    };
    let words = |text: &Option<Arc<str>>| -> Option<Arc<str>> {
        let clean = text::clean_line(text.as_deref()?).into_string();
        (!clean.is_empty()).then(|| clean.into())
    };
    Ok(Point {
        value: finite(point.value)?,
        target: finite(point.target)?,
        n: finite(point.n)?,
        note: words(&point.note),
        source: words(&point.source),
        definition: words(&point.definition),
    })
}

/// Years do not mix with months in one series.
fn fits_periods(measure: &Measure, keys: &[PointKey]) -> Result<(), Rejection> {
    let there = measure
        .points
        .iter()
        .filter(|(_, kept)| kept.value.is_some())
        .map(|(key, _)| key);
    same_kind(there.take(1).chain(keys))
}

fn same_kind<'a>(keys: impl Iterator<Item = &'a PointKey>) -> Result<(), Rejection> {
    let mut first = None;
    for key in keys {
        if *first.get_or_insert(key.period.kind()) != key.period.kind() {
            return Err(say!(PeriodKinds, key.period.to_string()).into());
        }
    }
    Ok(())
}
