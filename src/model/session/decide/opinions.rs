//! Scores, ballots and reworded steps: what a request about them would change.

use std::sync::Arc;

use super::{super::accept, Decision, unless};
use crate::{
    model::{
        card::field,
        command::{Command, Rejection, Request},
        event::Event,
        ids::{BallotId, CardId, StepId},
        member::Role,
        opinion::{
            self, Asks, Ballot, Cast, LEFT_OUT, MOST_WEIGHT, PICKED, Score, ScoreKey, Tally, Voice,
            WEIGHT, YES,
        },
        script::Part,
        session::Session,
        silence::Privacy,
        step::Kind,
        text,
    },
    say,
};

/// The most people that one count may hold.
const MOST_PEOPLE: u32 = 10_000;

/// The most dots a person may have.
const MOST_DOTS: u32 = 20;

impl Session {
    pub(super) fn decide_reword(&self, step: &StepId, part: Part, words: &str) -> Decision {
        let known = self.the_step(step)?;
        let mut words: Arc<str> = accept::whole(text::clean_line(words))?.into();
        if words.is_empty()
            && let Some(own) = self.own_words(step, part)
        {
            words = Arc::clone(own.get(crate::say::Lang::default()));
        }
        if words.is_empty() && part == Part::Ask {
            return Err(say!(WordsMissing).into());
        }
        let before = known.part(part);
        // Who reads in another language has the words of that language before their eyes.
        let so_already = before.holds(&words) || (words.is_empty() && before.is_empty());
        Ok(unless(so_already, || Event::StepReworded {
            step: step.clone(),
            part,
            words,
        }))
    }

    pub(super) fn decide_opinion(&self, request: &Request) -> Decision {
        match &request.command {
            Command::Score { key, score } => self.decide_score(request, key, score),
            Command::OpenBallot { ballot, step, asks } => self.decide_open(*ballot, step, asks),
            Command::Cast {
                ballot,
                voice,
                people,
                group,
                marks,
            } => {
                let named = group.as_ref().map_or("", |group| group);
                let group = accept::whole(text::clean_line(named))?;
                let cast = Cast {
                    people: *people,
                    group: Some(group.trim().into()).filter(|group: &Arc<str>| !group.is_empty()),
                    marks: marks.clone(),
                    by: request.by,
                };
                self.decide_cast(request, *ballot, voice, cast)
            }
            Command::CloseBallot { ballot } => {
                let known = self.open_ballot(*ballot)?;
                Ok(vec![Event::BallotClosed {
                    ballot: *ballot,
                    counted: known.count(),
                }])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn decide_score(&self, request: &Request, key: &ScoreKey, score: &Score) -> Decision {
        let step = self.the_step(&key.step)?;
        if key.is_weight() {
            return self.decide_weight(request, key, score);
        }
        self.the_card(key.card)?;
        let voice = self.voice(request, &key.voice)?;
        let known = match key.criterion.as_str() {
            PICKED => &[YES],
            criterion => step.kind.lens().marks(criterion),
        };
        if known.is_empty() {
            let name = step.named();
            return Err(say!(CriterionUnknown, name, key.criterion.as_str()).into());
        }
        if let (Voice::Member(_), PICKED | LEFT_OUT) = (&voice, key.criterion.as_str()) {
            return Err(say!(NotYourVoice).into());
        }
        let tally = in_order(&score.tally, known)?;
        self.not_for_more(&voice, people_of(&tally))?;
        let score = Score {
            tally,
            note: accept::whole(text::clean_line(&score.note))?.into(),
        };
        let key = ScoreKey {
            voice,
            ..key.clone()
        };
        let was = self.scores.get(&key).map(|kept| &kept.value);
        let so_already = was.map_or(score.is_empty(), |was| *was == score);
        Ok(unless(so_already, || Event::Scored { key, score }))
    }

    /// How much a criterion counts: the room decides, and whoever leads enters it.
    fn decide_weight(&self, request: &Request, key: &ScoreKey, score: &Score) -> Decision {
        let step = self.the_step(&key.step)?;
        let key = ScoreKey::weight(key.step.clone(), key.criterion.clone());
        self.voice(request, &key.voice)?;
        if step.kind.lens().marks(key.criterion.as_str()).is_empty() {
            let name = step.named();
            return Err(say!(CriterionUnknown, name, key.criterion.as_str()).into());
        }
        let score = Score {
            tally: in_order(&score.tally, &[WEIGHT])?,
            note: "".into(),
        };
        if score.tally.iter().any(|(_, weight)| *weight > MOST_WEIGHT) {
            return Err(say!(WeightOutOfRange).into());
        }
        let was = self.scores.get(&key).map(|kept| &kept.value);
        let so_already = was.map_or(score.is_empty(), |was| *was == score);
        Ok(unless(so_already, || Event::Scored { key, score }))
    }

    fn decide_open(&self, ballot: BallotId, step: &StepId, asks: &Asks) -> Decision {
        // Dots belong to a vote and fingers to a proposal: no other page shows what was cast.
        let of = self.the_step(step)?;
        match (&of.kind, asks) {
            (Kind::Vote(_), Asks::Dots { .. }) | (Kind::Consent(_), Asks::Fist { .. }) => {}
            _ => return Err(say!(BallotNotHere, of.named()).into()),
        }
        if self.ballots.contains_key(&ballot) {
            return Err(say!(BallotExists).into());
        }
        if self
            .ballots
            .values()
            .any(|known| known.is_open() && known.step == *step)
        {
            return Err(say!(BallotOpenAlready).into());
        }
        let silence = self.silence_on(step);
        let secretly = silence.is_some_and(|silence| silence.privacy == Privacy::Secret);
        let asks = match asks {
            Asks::Dots {
                options,
                each,
                most,
                secret,
            } => {
                let mut once: Vec<CardId> = Vec::with_capacity(options.len());
                for card in options {
                    self.the_card(*card)?;
                    if !once.contains(card) {
                        once.push(*card);
                    }
                }
                if once.len() < 2 {
                    return Err(say!(BallotNeedsOptions).into());
                }
                if !(1..=MOST_DOTS).contains(each) || *most == 0 {
                    return Err(say!(DotsOutOfRange).into());
                }
                Asks::Dots {
                    options: once,
                    each: *each,
                    most: (*most).min(*each),
                    // Where all is secret a vote is too.
                    secret: *secret || secretly,
                }
            }
            Asks::Fist { .. } if secretly => return Err(say!(SilentFirst).into()),
            // What is asked is what stands on the card now, whatever the asker saw.
            Asks::Fist { about, .. } => Asks::Fist {
                about: *about,
                words: self.the_card(*about)?.text().into(),
            },
        };
        Ok(vec![Event::BallotOpened {
            ballot,
            step: step.clone(),
            asks,
        }])
    }

    fn decide_cast(
        &self,
        request: &Request,
        ballot: BallotId,
        voice: &Voice,
        cast: Cast,
    ) -> Decision {
        let known = self.open_ballot(ballot)?;
        let voice = self.voice(request, voice)?;
        if !(1..=MOST_PEOPLE).contains(&cast.people) {
            return Err(say!(TooManyPeople).into());
        }
        self.not_for_more(&voice, cast.people.into())?;
        let mut marks = Tally::new();
        opinion::add(&mut marks, &cast.marks);
        marks.retain(|(_, count)| *count > 0);
        for (mark, _) in &marks {
            if known.place_of(mark).is_none() {
                return Err(say!(MarkUnknown, &**mark).into());
            }
        }
        marks.sort_by_cached_key(|(mark, _)| known.place_of(mark));
        let sum: usize = marks.iter().map(|(_, count)| *count as usize).sum();
        let people = cast.people as usize;
        match &known.asks {
            Asks::Dots { each, most, .. } => {
                let all = *each as usize * people;
                if sum > all {
                    return Err(say!(TooManyDots, sum, cast.people, all).into());
                }
                let on_one = *most as usize * people;
                if marks.iter().any(|(_, count)| *count as usize > on_one) {
                    return Err(if cast.people > 1 {
                        say!(TooManyOnOneOf, *most, cast.people, on_one)
                    } else {
                        say!(TooManyOnOne, *most)
                    }
                    .into());
                }
            }
            Asks::Fist { .. } => {
                if sum > people {
                    return Err(say!(TooManyHands, sum, cast.people).into());
                }
            }
        }
        let cast = Cast { marks, ..cast };
        let was = known.cast.get(&voice).map(|kept| &kept.value);
        let so_already = was.map_or(cast.marks.is_empty(), |was| {
            (was.people, &was.group, &was.marks) == (cast.people, &cast.group, &cast.marks)
        });
        Ok(unless(so_already, || Event::BallotCast {
            ballot,
            voice,
            cast,
        }))
    }

    /// Whether whoever asks may speak with this voice; a name is cleaned on its way in.
    fn voice(&self, request: &Request, voice: &Voice) -> Result<Voice, Rejection> {
        let role = self.members.get(&request.by).map(|member| member.role);
        match voice {
            Voice::Member(id) if *id == request.by => Ok(voice.clone()),
            Voice::Member(_) => Err(say!(NotYourVoice).into()),
            Voice::For(name) if matches!(role, Some(Role::Facilitator | Role::Scribe)) => {
                let name = accept::whole(text::clean_line(name))?;
                Ok(Voice::For(name.trim().into()))
            }
            Voice::For(_) => Err(say!(NotYourVoice).into()),
        }
    }

    /// A seat of one's own speaks for as many as share it.
    fn not_for_more(&self, voice: &Voice, people: u64) -> Result<(), Rejection> {
        let Voice::Member(id) = voice else {
            return Ok(());
        };
        match self.members.get(id).map_or(1, |member| member.people) {
            _ if people <= 1 => Ok(()),
            1 => Err(say!(OnePersonOneVoice).into()),
            seat if people > seat.into() => Err(say!(SeatOfSo, seat).into()),
            _ => Ok(()),
        }
    }

    fn open_ballot(&self, id: BallotId) -> Result<&Arc<Ballot>, Rejection> {
        let known = self.ballots.get(&id).ok_or_else(|| say!(BallotGone))?;
        if known.is_open() {
            Ok(known)
        } else {
            Err(say!(BallotClosedNow).into())
        }
    }

    /// Cards of an open round stay as they are, everybody chooses from the same: an answer that would change the words of
    /// one, or take it away, is a no.
    pub(super) fn outside_rounds(&self, events: Vec<Event>) -> Decision {
        if self.ballots.values().all(|ballot| !ballot.is_open()) {
            return Ok(events);
        }
        let again = events.iter().flat_map(|event| match event {
            Event::Undone { seq } | Event::Redone { seq } => self.events_of(*seq),
            _ => &[],
        });
        let changed = events.iter().chain(again).any(|event| match event {
            Event::CardChanged { field, .. }
                if !matches!(field.as_str(), field::TEXT | field::PARKED | field::HIDDEN) =>
            {
                false
            }
            Event::CardChanged { card, .. }
            | Event::CardAdded { card, .. }
            | Event::CardMoved { card, .. }
            | Event::CardRemoved { card } => self.in_a_round(*card),
            _ => false,
        });
        if changed {
            return Err(say!(FrozenWhileOpen).into());
        }
        Ok(events)
    }

    fn in_a_round(&self, card: CardId) -> bool {
        let mut open = self.ballots.values().filter(|ballot| ballot.is_open());
        open.any(|ballot| ballot.names(card))
    }
}

/// How many people a tally counts.
fn people_of(tally: &[(Arc<str>, u32)]) -> u64 {
    tally.iter().map(|(_, count)| u64::from(*count)).sum()
}

/// A tally with each mark once, in the order of its scale; counts of nobody are left out.
fn in_order(tally: &[(Arc<str>, u32)], known: &[&str]) -> Result<Tally, Rejection> {
    let place = |mark: &str| known.iter().position(|one| *one == mark);
    let mut once = Tally::new();
    opinion::add(&mut once, tally);
    once.retain(|(_, count)| *count > 0);
    for (mark, count) in &once {
        if place(mark).is_none() {
            return Err(say!(MarkUnknown, &**mark).into());
        }
        if *count > MOST_PEOPLE {
            return Err(say!(TooManyPeople).into());
        }
    }
    once.sort_by_key(|(mark, _)| place(mark));
    Ok(once)
}
