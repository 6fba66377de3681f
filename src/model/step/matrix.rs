//! `matrix`: cards judged on criteria: tallies of marks, weights, spread, and the few that go on.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::Block,
    insight::opinions::Standing,
    model::{
        advice::Advice,
        card::field,
        ids::FieldId,
        script::{Field, Item, Step, Words, shape},
        seen::Seen,
    },
    say,
    say::{Arg, Lang, Msg},
};

mod ask;
mod judged;
mod leaves;

pub use judged::{Cell, Outcome, Row, Said, in_order};

/// The criteria that a verdict needs, by their ids.
pub mod criterion {
    /// Whether the public understands it.
    pub const COMMUNICATION: &str = "communication";
    /// Whether it stands for much else.
    pub const PROXY: &str = "proxy";
    /// Whether there are good data for it.
    pub const DATA: &str = "data";
    /// How many a problem touches, from 0 to 10.
    pub const SIZE: &str = "size";
    /// How serious it is, from 0 to 10.
    pub const SERIOUSNESS: &str = "seriousness";
    /// How well something can be done about it, from 0 to 10.
    pub const EFFECTIVENESS: &str = "effectiveness";
    /// Whether it is proper, affordable, acceptable, resourced and legal.
    pub const PEARL: &str = "pearl";
    /// What tells headline from secondary indicators.
    pub const INDICATORS: [&str; 3] = [COMMUNICATION, PROXY, DATA];
    /// What a basic priority rating is made of.
    pub const HANLON: [&str; 4] = [SIZE, SERIOUSNESS, EFFECTIVENESS, PEARL];
}

/// Criteria, and the cards that are judged on them: those of this page and those at hand from earlier steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Matrix {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What each card is judged on.
    pub criteria: Vec<Criterion>,
    /// The marks that can be given, where a criterion names none of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// How the marks of a card make one verdict; their weighted mean where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What there is to judge from the start: each becomes a card, all by one key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Whether it is asked on which criterion each card stands least firmly.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub weakest: bool,
    /// How many cards go on, as a suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<u32>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Matrix {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::needs(
            "criteria",
            shape::Shape::List(&shape::Shape::Object(CRITERION)),
            "What each card is judged on.",
        ),
        shape::may(
            "scale",
            SCALE,
            "The marks that can be given, where a criterion names none of its own; high-low where it is left out.",
        ),
        shape::may(
            "verdict",
            shape::Shape::OneOf(&["mean", "indicators", "hanlon", "spread"]),
            "How the marks of a card make one verdict. `mean`, the usual one: the weighted mean of the medians. `indicators`: headline, \
             secondary or data development agenda, from criteria `communication`, `proxy` and `data`. `hanlon`: basic priority \
             rating, from criteria `size`, `seriousness`, `effectiveness` and `pearl`. `spread`: no sum, but how far \
             people are apart where they are farthest.",
        ),
        shape::may(
            "items",
            shape::Shape::List(&shape::Shape::Object(shape::ITEM)),
            "What there is to judge from the start: each becomes a card, all by one key. The room can add its own.",
        ),
        shape::may(
            "weakest",
            shape::Shape::Flag,
            "Whether it is asked, as a question, on which criterion each card stands least firmly.",
        ),
        shape::may(
            "keep",
            shape::Shape::Count { min: 1, max: 100 },
            "How many cards go on, as a suggestion.",
        ),
        shape::PROMPT,
    ];
}

const SCALE: shape::Shape =
    shape::Shape::OneOf(&["high-low", "one-to-five", "zero-to-ten", "yes-no"]);

/// The keys of a criterion.
pub const CRITERION: &[shape::Key] = &[
    shape::needs("id", shape::Shape::Id, "Unique within the step."),
    shape::needs(
        "label",
        shape::Shape::Words,
        "What stands above its column; short.",
    ),
    shape::may(
        "hint",
        shape::Shape::Words,
        "The question behind it, in a sentence.",
    ),
    shape::may(
        "weight",
        shape::Shape::Count { min: 1, max: 9 },
        "How much it counts; 1 where it is left out.",
    ),
    shape::may("scale", SCALE, "The marks that can be given."),
];

/// What cards are judged on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Unique within the step.
    pub id: FieldId,
    /// What stands above its column.
    pub label: Words,
    /// The question behind it.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub hint: Words,
    /// How much it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u32>,
    /// The marks that can be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
}

/// The marks that can be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// High, medium, low.
    #[default]
    HighLow,
    /// From 1 to 5.
    OneToFive,
    /// From 0 to 10.
    ZeroToTen,
    /// Yes, no, or not sure.
    YesNo,
}

impl Scale {
    /// How many of its marks stand in an order; the rest, which say that the room does not know, stand behind them.
    pub fn ranks(self) -> usize {
        match self {
            Self::YesNo => 2,
            _ => self.marks().len(),
        }
    }

    /// What a rank is worth: 1 to 3 from low to high, the number itself, 1 for yes and 0 for no.
    pub fn worth(self, rank: f64) -> f64 {
        match self {
            Self::HighLow | Self::OneToFive => rank + 1.0,
            Self::ZeroToTen | Self::YesNo => rank,
        }
    }

    /// What a mark is called.
    pub fn name(self, rank: usize) -> Msg {
        match (self, rank) {
            (Self::HighLow, 0) => say!(MarkLow),
            (Self::HighLow, 1) => say!(MarkMedium),
            (Self::HighLow, _) => say!(MarkHigh),
            (Self::YesNo, 0) => say!(MarkNo),
            (Self::YesNo, 1) => say!(MarkYes),
            (Self::YesNo, _) => say!(MarkUnsure),
            (Self::OneToFive | Self::ZeroToTen, rank) => {
                say!(MarkNumber, self.marks().get(rank).copied().unwrap_or("–"))
            }
        }
    }

    /// The marks as they are stored, from the lowest to the highest; `unsure` has no rank and stands last.
    pub fn marks(self) -> &'static [&'static str] {
        match self {
            Self::HighLow => &["low", "medium", "high"],
            Self::OneToFive => &["1", "2", "3", "4", "5"],
            Self::ZeroToTen => &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
            Self::YesNo => &["no", "yes", "unsure"],
        }
    }
}

/// How the marks of a card make one verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The weighted mean of the medians.
    #[default]
    Mean,
    /// Headline, secondary, or data development agenda.
    Indicators,
    /// Basic priority rating.
    Hanlon,
    /// No sum at all: how far people are apart.
    Spread,
}

impl Matrix {
    /// The criterion of that id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria
            .iter()
            .find(|criterion| criterion.id.as_str() == id)
    }

    /// How the marks of a card make one verdict.
    pub fn verdict(&self) -> Verdict {
        self.verdict.unwrap_or_default()
    }

    /// Whether how much a criterion counts makes a difference.
    pub fn is_weighted(&self) -> bool {
        self.verdict() == Verdict::Mean && self.criteria.len() > 1
    }

    /// The marks that can be given on a criterion.
    pub fn scale_of(&self, criterion: &Criterion) -> Scale {
        criterion.scale.or(self.scale).unwrap_or_default()
    }
}

impl Matrix {
    /// What there is to judge from the start and has no card yet. One that was taken away is offered again.
    pub fn items_left(&self, step: &Step, seen: &Seen<'_>) -> Vec<&Item> {
        let laid = |item: &&Item| {
            let mut cards = seen.cards_on(&step.id);
            cards.any(|card| *card.text_of(field::ITEM) == *item.id)
        };
        self.items.iter().filter(|item| !laid(item)).collect()
    }

    /// The criteria on which a card stands least firmly: all of those that share the lowest place; none while a criterion
    /// is not judged, or where all are alike.
    pub fn weakest_of(&self, row: &Row) -> Vec<&Criterion> {
        let shares: Option<Vec<f64>> = row.cells.iter().map(Cell::share).collect();
        let shares = shares.unwrap_or_default();
        let low = shares.iter().copied().fold(f64::INFINITY, f64::min);
        let lowest = |share: &f64| crate::insight::compare(*share, low).is_eq();
        if shares.iter().all(lowest) {
            return Vec::new();
        }
        let all = self.criteria.iter().zip(&shares);
        all.filter(|(_, share)| lowest(share))
            .map(|(criterion, _)| criterion)
            .collect()
    }

    /// What these criteria are called, for a sentence.
    pub fn weakest_names(&self, row: &Row, lang: Lang) -> Option<Vec<Arg>> {
        let weakest = self.weakest_of(row);
        let name = |one: &Criterion| Arg::from(&**one.label.get(lang));
        (!weakest.is_empty()).then(|| weakest.into_iter().map(name).collect())
    }
}

impl StepKind for Matrix {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn marks(&self, criterion: &str) -> &'static [&'static str] {
        self.criterion(criterion)
            .map_or(&[], |criterion| self.scale_of(criterion).marks())
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let rows = self.rows(step, seen);
        if rows.is_empty() {
            return None;
        }
        let picked = rows.iter().filter(|row| row.picked).count();
        if self.verdict() == Verdict::Indicators && rows.iter().any(|row| row.outcome.is_some()) {
            let of = |standing| rows.iter().filter(|row| row.stands_as(standing)).count();
            return Some(say!(
                StandsIndicators,
                of(Standing::Headline),
                of(Standing::Secondary),
                of(Standing::NeedsData)
            ));
        }
        let judged = rows.iter().filter(|row| row.is_judged()).count();
        Some(say!(StandsMatrix, judged, rows.len(), picked))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        ask::advice(self, step, seen)
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        leaves::recap(self, step, seen)
    }
}

#[cfg(test)]
mod tests;
