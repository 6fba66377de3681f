//! What an `enough` page says: the two gaps, the verdict, and what it leaves in a report.

use std::sync::Arc;

use super::{super::curve, Enough, Gap, Sums, count};
use crate::{
    document::{Block, Line, Phrase, Table, Weight},
    insight::{
        Better, Scale,
        enough::{Balance, whole},
    },
    model::{
        card::field,
        script::{Field, Step},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Lang, Msg, MsgId},
};

/// A rate with its unit: `60 %`, `5.4 per 1,000`.
pub fn rate(enough: &Enough, value: f64, lang: Lang) -> Msg {
    let (scale, unit) = scale(enough, lang);
    curve::value(scale, &unit, value)
}

fn scale(enough: &Enough, lang: Lang) -> (Scale, Arc<str>) {
    let per = enough.per();
    if (per - 100.0).abs() < f64::EPSILON {
        return (Scale::Percent, "%".into());
    }
    (
        Scale::Per(per),
        say!(RatePer, count(per)).render(lang).into(),
    )
}

/// The two gaps in words: from today, and from where the curve is heading.
pub fn sentences(enough: &Enough, gap: &Gap<'_>, better: Option<Better>, lang: Lang) -> Vec<Msg> {
    let Some(better) = better else {
        return Vec::new();
    };
    let (scale, unit) = scale(enough, lang);
    let people = enough.people_in(lang);
    let sentence = |from: Option<f64>, needed: Option<f64>, way: MsgId, there: MsgId| {
        let (from, needed, cohort, goal) = (from?, needed?, gap.cohort?, gap.goal?);
        let value = |rate: f64| curve::value(scale, &unit, rate);
        if whole(needed) <= 0.0 {
            return Some(Msg::new(
                there,
                vec![value(from).into(), value(goal).into()],
            ));
        }
        let towards = match better {
            Better::Higher => MsgId::PeopleMore,
            Better::Lower => MsgId::PeopleFewer,
        };
        let points = curve::difference(scale, &unit, goal - from);
        let more = Msg::new(towards, vec![count(whole(needed))]);
        Some(match way {
            MsgId::GapToday => say!(
                GapToday,
                value(from),
                value(goal),
                points,
                count(cohort),
                &people,
                more
            ),
            _ => say!(GapHeading, value(from), points, more),
        })
    };
    let today = sentence(gap.now, gap.today, MsgId::GapToday, MsgId::GapTodayThere);
    let heading = sentence(
        gap.expected,
        gap.heading,
        MsgId::GapHeading,
        MsgId::GapHeadingThere,
    );
    today.into_iter().chain(heading).collect()
}

/// The verdict in words: need, counted, overlap, short or enough.
pub fn verdict(enough: &Enough, balance: &Balance, lang: Lang) -> Msg {
    let people = enough.people_in(lang);
    let overlap = balance.before - balance.counted;
    let counted = if overlap > 0.0 {
        say!(
            CountedOverlap,
            count(balance.before),
            count(overlap),
            count(balance.counted)
        )
    } else {
        say!(CountedPlain, count(balance.counted))
    };
    if balance.need <= 0.0 {
        say!(VerdictNothing, counted)
    } else if !balance.is_enough() {
        say!(
            VerdictShort,
            count(balance.need),
            people,
            counted,
            count(balance.short())
        )
    } else if balance.over() > 0.0 {
        say!(
            VerdictOver,
            count(balance.need),
            people,
            counted,
            count(balance.over())
        )
    } else {
        say!(VerdictEnough, count(balance.need), people, counted)
    }
}

/// The same for a narrow screen.
pub fn brief_verdict(balance: &Balance) -> Msg {
    let (need, counted) = (count(balance.need), count(balance.counted));
    if balance.is_enough() {
        say!(BriefEnough, need, counted)
    } else {
        say!(BriefShort, need, counted, count(balance.short()))
    }
}

fn shown(number: Option<f64>) -> Line {
    number.map_or_else(Line::default, |number| {
        Line::msg(Msg::new(MsgId::ValueBare, vec![curve::number(number)]))
    })
}

fn people(number: Option<f64>) -> Line {
    number.map_or_else(Line::default, |number| {
        Line::msg(Msg::new(MsgId::ValueBare, vec![count(number)]))
    })
}

pub(super) fn recap(enough: &Enough, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let sums = Sums::of(enough, step, seen);
    let counted: Vec<_> = sums
        .strategies
        .iter()
        .filter(|one| !one.is_bare() || *one.card.step() == step.id)
        .collect();
    if sums.gap.is_none() && sums.places.is_empty() && counted.is_empty() {
        return Vec::new();
    }
    let lang = seen.lang();
    let mut blocks = Vec::new();
    if let Some(gap) = &sums.gap {
        blocks.push(Block::Para(
            Line::default().and(Phrase::Said(gap.card.text().into()), Weight::Strong),
        ));
        let said = sentences(enough, gap, sums.better, lang);
        blocks.extend(said.into_iter().map(|msg| Block::Para(Line::msg(msg))));
        let source = gap.card.text_of(field::SOURCE);
        if !source.is_empty() {
            blocks.push(Block::Para(
                Line::msg(say!(NumbersFrom, source)).weigh(Weight::Quiet),
            ));
        }
    }
    if !counted.is_empty() {
        let extra: Vec<&Field> = extra(enough, counted.iter().map(|one| one.card));
        let mut head: Vec<Line> = [
            MsgId::HeadStrategy,
            MsgId::HeadReach,
            MsgId::HeadEffect,
            MsgId::HeadOverlap,
            MsgId::HeadCounts,
            MsgId::HeadSource,
        ]
        .into_iter()
        .map(Line::msg)
        .collect();
        head.extend(extra.iter().map(|field| Line::said(field.name(lang))));
        let mut numbers = vec![false, true, true, true, true, false];
        numbers.resize(head.len(), false);
        let rows = counted.iter().map(|one| {
            let source = if one.source.is_empty() {
                Line::msg(say!(NoSource)).weigh(Weight::Quiet)
            } else {
                Line::said(one.source)
            };
            let mut row = vec![
                Line::said(one.card.text()),
                shown(one.reach),
                shown(one.effect),
                shown(one.overlap),
                people(one.counts),
                source,
            ];
            row.extend(
                extra
                    .iter()
                    .map(|field| Line::said(cell(&one.card, field, lang))),
            );
            row
        });
        blocks.push(Block::Table(Table {
            head,
            numbers,
            rows: rows.collect(),
        }));
        blocks.push(Block::Para(
            Line::msg(say!(EffectMeans)).weigh(Weight::Quiet),
        ));
    }
    if let Some(balance) = sums.balance() {
        blocks.push(Block::Statement(Line::msg(verdict(enough, &balance, lang))));
    }
    blocks.extend(places(enough, &sums, lang));
    blocks
}

fn places(enough: &Enough, sums: &Sums<'_>, lang: Lang) -> Vec<Block> {
    if sums.places.is_empty() {
        return Vec::new();
    }
    let head = [
        MsgId::HeadPlace,
        MsgId::HeadCohort,
        MsgId::HeadNow,
        MsgId::HeadGoal,
        MsgId::HeadNeed,
    ];
    let row = |place: &super::Place<'_>| {
        let need = if place.is_at_goal() {
            Line::msg(say!(AtGoal))
        } else {
            people(place.needed)
        };
        vec![
            Line::said(place.card.text()),
            people(place.cohort),
            shown(place.now),
            shown(place.goal),
            need,
        ]
    };
    vec![
        Block::Heading(3, Line::said(enough.places_in(lang))),
        Block::Table(Table {
            head: head.into_iter().map(Line::msg).collect(),
            numbers: vec![false, true, true, true, true],
            rows: sums.places.iter().map(row).collect(),
        }),
        Block::Para(Line::msg(places_sum(enough, sums, lang))),
    ]
}

/// What all places need together, and how many are at their goal.
pub fn places_sum(enough: &Enough, sums: &Sums<'_>, lang: Lang) -> Msg {
    let (needed, _) = sums.places_need();
    let at_goal = sums.at_goal();
    let named = enough.places_in(lang);
    let people = enough.people_in(lang);
    if at_goal > 0 {
        say!(
            PlacesSumGoal,
            sums.places.len(),
            named,
            count(needed),
            people,
            at_goal
        )
    } else {
        say!(PlacesSum, sums.places.len(), named, count(needed), people)
    }
}

/// The script's own fields that something was said in; those of the arithmetic have columns of their own.
fn extra<'e, 'a>(enough: &'e Enough, cards: impl Iterator<Item = CardSeen<'a>>) -> Vec<&'e Field> {
    let known = [
        field::TEXT,
        field::REACH,
        field::EFFECT,
        field::OVERLAP,
        field::SOURCE,
    ];
    let cards: Vec<_> = cards.collect();
    let used = |declared: &&Field| {
        cards
            .iter()
            .any(|card| card.get(declared.id.as_str()).is_some())
    };
    let own = enough
        .fields
        .iter()
        .filter(|field| !known.contains(&field.id.as_str()));
    own.filter(used).collect()
}

fn cell(card: &CardSeen<'_>, declared: &Field, lang: Lang) -> Arc<str> {
    let shown = card
        .get(declared.id.as_str())
        .map(crate::model::Value::display)
        .unwrap_or_default();
    declared.shown(shown, lang)
}
