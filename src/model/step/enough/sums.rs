//! What the cards of an `enough` page add up to. Reads numbers out of cards; decides nothing and says nothing.

use std::collections::BTreeSet;

use super::{Enough, GAP, PLACES};
use crate::{
    insight::{
        Better,
        enough::{Balance, OfHundred, direction, moved, needed, whole},
        number::typed,
    },
    model::{
        card::{Value, field},
        ids::CardId,
        measure::{Measure, about},
        script::Step,
        seen::{CardSeen, Seen},
        step::Kind,
    },
};

/// The change that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Gap<'a> {
    /// The card that holds it.
    pub card: CardSeen<'a>,
    /// How many people there are.
    pub cohort: Option<f64>,
    /// The rate now, in the unit of the page.
    pub now: Option<f64>,
    /// The rate aimed at.
    pub goal: Option<f64>,
    /// The rate to expect if nothing changes.
    pub expected: Option<f64>,
    /// People needed from today.
    pub today: Option<f64>,
    /// People needed from where the curve is heading.
    pub heading: Option<f64>,
}

/// A strategy and what it moves.
#[derive(Clone, Copy, Debug)]
pub struct Strategy<'a> {
    /// The card.
    pub card: CardSeen<'a>,
    /// How many people it reaches.
    pub reach: Option<f64>,
    /// Of a hundred reached, for how many it makes the difference.
    pub effect: Option<f64>,
    /// Of a hundred reached, how many another strategy reaches too.
    pub overlap: Option<f64>,
    /// Where these assumptions come from.
    pub source: &'a str,
    /// People it moves, whoever else reaches them; `None` where its numbers do not say.
    pub before: Option<f64>,
    /// People it moves, without those counted elsewhere.
    pub counts: Option<f64>,
}

/// A place or group with a target of its own.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The card.
    pub card: CardSeen<'a>,
    /// How many people there are.
    pub cohort: Option<f64>,
    /// The rate now.
    pub now: Option<f64>,
    /// The rate aimed at: its own, or that of the gap.
    pub goal: Option<f64>,
    /// People needed, whole; 0 at the goal. `None` where its numbers do not say.
    pub needed: Option<f64>,
}

/// What the page adds up to.
#[derive(Clone, Debug)]
pub struct Sums<'a> {
    /// The change that is wanted, where somebody said it.
    pub gap: Option<Gap<'a>>,
    /// Further gaps on the page, which do not count.
    pub more_gaps: usize,
    /// Which way is better; `None` where nobody said so and the numbers do not agree on it. Nothing is needed then.
    pub better: Option<Better>,
    /// Strategies, in the order of the room; those of this page first.
    pub strategies: Vec<Strategy<'a>>,
    /// Places, in the order of the room.
    pub places: Vec<Place<'a>>,
}

/// The number in a field; where a script declares the field as text, the number that stands there.
fn number(card: &CardSeen<'_>, id: &str) -> Option<f64> {
    match card.get(id)? {
        Value::Number(n) => Some(*n),
        Value::Text(text) => typed(text),
        Value::Flag(_) => None,
    }
}

/// Whether a card lies in this column of a page where strategies are added up.
fn lies_in(card: &CardSeen<'_>, seen: &Seen<'_>, column: &str) -> bool {
    card.column().is_some_and(|id| *id.0 == *column)
        && seen.step(card.step()).is_some_and(is_enough)
}

fn is_enough(step: &Step) -> bool {
    matches!(step.kind, Kind::Enough(_))
}

/// The gap and the places may have been said on an earlier page of this kind: those of this page come first.
fn said_of_gap<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    let earlier = step.draws_from.iter().filter_map(|id| seen.step(id));
    let pages = std::iter::once(&step.id)
        .chain(earlier.filter(|step| is_enough(step)).map(|step| &step.id));
    pages
        .flat_map(|page| seen.tops(page))
        .filter(|card| !card.is_heading())
        .collect()
}

/// The strategies: those of this page and those that earlier steps hand on.
pub(super) fn strategies_at_hand<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    let mut all = seen.at_hand(step);
    all.retain(|card| !lies_in(card, seen, GAP) && !lies_in(card, seen, PLACES));
    all
}

impl<'a> Sums<'a> {
    /// What the page adds up to.
    pub fn of(enough: &Enough, step: &Step, seen: &Seen<'a>) -> Self {
        let per = enough.per();
        let said_of_gap = said_of_gap(step, seen);
        let mut gaps = said_of_gap.iter().filter(|card| lies_in(card, seen, GAP));
        let gap = gaps.next().copied();
        let more_gaps = gaps.filter(|card| *card.step() == step.id).count();
        let places: Vec<CardSeen<'a>> = said_of_gap
            .into_iter()
            .filter(|card| lies_in(card, seen, PLACES))
            .collect();
        let common = gap.and_then(|card| number(&card, field::GOAL));
        let better = gap
            .and_then(|card| said(&card))
            .or_else(|| of_curve(gap, step, seen))
            .or_else(|| read(gap, &places, common));
        Self {
            gap: gap.map(|card| Gap::of(card, per, better)),
            more_gaps,
            better,
            strategies: strategies_at_hand(step, seen)
                .into_iter()
                .map(Strategy::of)
                .collect(),
            places: places
                .into_iter()
                .map(|card| Place::of(card, per, common, better))
                .collect(),
        }
    }

    /// The same without these strategies, to try what they are worth.
    #[must_use]
    pub fn without(mut self, left_out: &BTreeSet<CardId>) -> Self {
        self.strategies
            .retain(|strategy| !left_out.contains(&strategy.card.id()));
        self
    }

    /// How many people are needed: from where the curve is heading where that is known, or else from today, or else in
    /// all places together. `None` where the numbers do not say.
    pub fn need(&self) -> Option<f64> {
        match &self.gap {
            Some(gap) => gap.heading.or(gap.today),
            None => {
                let (people, known) = self.places_need();
                (known > 0).then_some(people)
            }
        }
    }

    /// What is needed against what is counted.
    pub fn balance(&self) -> Option<Balance> {
        let sum = |of: fn(&Strategy<'_>) -> Option<f64>| -> f64 {
            self.strategies.iter().filter_map(of).sum()
        };
        Some(Balance::new(
            self.need()?,
            sum(|one| one.before),
            sum(|one| one.counts),
        ))
    }

    /// People needed in all places together, and in how many places that is known.
    pub fn places_need(&self) -> (f64, usize) {
        let known = || self.places.iter().filter_map(|place| place.needed);
        (known().sum(), known().count())
    }

    /// How many places are at their goal.
    pub fn at_goal(&self) -> usize {
        let at_goal = |place: &&Place<'_>| place.needed.is_some_and(|people| people <= 0.0);
        self.places.iter().filter(at_goal).count()
    }

    /// How many strategies are counted on an assumption that has no source.
    pub fn unsourced(&self) -> usize {
        let unsourced = |one: &&Strategy<'_>| one.counts.is_some() && one.source.is_empty();
        self.strategies.iter().filter(unsourced).count()
    }
}

/// Which way is better, as the room said it.
fn said(card: &CardSeen<'_>) -> Option<Better> {
    match card.text_of(field::BETTER) {
        "higher" => Some(Better::Higher),
        "lower" => Some(Better::Lower),
        _ => None,
    }
}

/// Which way is better, as it was said of a curve: that of the name of the gap, or else those that this page draws from,
/// where they agree.
fn of_curve(gap: Option<CardSeen<'_>>, step: &Step, seen: &Seen<'_>) -> Option<Better> {
    let better = |measure: &Measure| match measure.text_of(about::BETTER) {
        "higher" => Some(Better::Higher),
        "lower" => Some(Better::Lower),
        _ => None,
    };
    let name = gap.map_or("", |card| card.text());
    let mut known = Enough::measures(step, seen)
        .into_iter()
        .filter_map(|id| seen.measure(id));
    if !name.is_empty()
        && let Some(measure) = known.find(|measure| measure.text_of(about::NAME) == name)
    {
        return better(measure);
    }
    let mut drawn = step
        .draws_from
        .iter()
        .flat_map(|page| seen.measures_on(page))
        .filter_map(better);
    let first = drawn.next()?;
    drawn.all(|other| other == first).then_some(first)
}

/// Which way the numbers say is better, where nobody said so. Most rates should rise, so a gap below its goal falls short
/// of it. Anything else may as well be past its goal as on the way down to it: numbers are believed then only where all of
/// them go the same way.
fn read(gap: Option<CardSeen<'_>>, places: &[CardSeen<'_>], common: Option<f64>) -> Option<Better> {
    let towards = |from: Option<f64>, goal: Option<f64>| direction(from?, goal?, None);
    let goes = |card: &CardSeen<'_>, id: &str| {
        towards(number(card, id), number(card, field::GOAL).or(common))
    };
    let of_gap = |id: &str| gap.and_then(|card| goes(&card, id));
    let (today, heading) = (of_gap(field::NOW), of_gap(field::EXPECTED));
    if today == Some(Better::Higher) {
        return today;
    }
    let of_places = places.iter().filter_map(|card| goes(card, field::NOW));
    // A rate that is at its goal only keeps or leaves it: which is good shows in where it is heading.
    let mut ways = today.into_iter().chain(heading).chain(of_places);
    let Some(first) = ways.next() else {
        // Everything is at its goal, or nothing is known: either way comes to the same.
        return Some(Better::Higher);
    };
    ways.all(|other| other == first).then_some(first)
}

impl<'a> Gap<'a> {
    fn of(card: CardSeen<'a>, per: f64, better: Option<Better>) -> Self {
        let (cohort, goal) = (number(&card, field::COHORT), number(&card, field::GOAL));
        let (now, expected) = (number(&card, field::NOW), number(&card, field::EXPECTED));
        let from = |from: Option<f64>| needed(cohort?, per, from?, goal?, better?);
        Self {
            card,
            cohort,
            now,
            goal,
            expected,
            today: from(now),
            heading: from(expected),
        }
    }
}

impl<'a> Strategy<'a> {
    fn of(card: CardSeen<'a>) -> Self {
        let (reach, effect) = (number(&card, field::REACH), number(&card, field::EFFECT));
        let overlap = number(&card, field::OVERLAP);
        let moves =
            |overlap: f64| moved(reach?, OfHundred::new(effect?)?, OfHundred::new(overlap)?);
        let counts = moves(overlap.unwrap_or(0.0));
        Self {
            card,
            reach,
            effect,
            overlap,
            source: card.text_of(field::SOURCE),
            before: counts.and_then(|_| moves(0.0)),
            counts,
        }
    }

    /// Whether nothing was assumed of it yet.
    pub fn is_bare(&self) -> bool {
        self.reach.is_none() && self.effect.is_none()
    }

    /// Whether a share of it is no share of a hundred, or its reach no number of people.
    pub fn is_off(&self) -> bool {
        let off = |share: Option<f64>| share.is_some_and(|share| OfHundred::new(share).is_none());
        off(self.effect) || off(self.overlap) || self.reach.is_some_and(|reach| reach < 0.0)
    }
}

impl<'a> Place<'a> {
    fn of(card: CardSeen<'a>, per: f64, common: Option<f64>, better: Option<Better>) -> Self {
        let (cohort, now) = (number(&card, field::COHORT), number(&card, field::NOW));
        let goal = number(&card, field::GOAL).or(common);
        let people = || needed(cohort?, per, now?, goal?, better?);
        Self {
            card,
            cohort,
            now,
            goal,
            needed: people().map(|people| whole(people).max(0.0)),
        }
    }

    /// Whether it is at its goal already.
    pub fn is_at_goal(&self) -> bool {
        self.needed.is_some_and(|people| people <= 0.0)
    }
}
