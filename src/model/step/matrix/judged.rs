//! What the room says of each card: cells, their middle and spread, and the verdict on the whole row.

use std::cmp::Ordering;

use super::{Criterion, Matrix, Scale, Verdict, criterion};
use crate::{
    insight::{
        self,
        opinions::{self, Middle, Standing},
    },
    model::{
        CardId, FieldId, StepId,
        opinion::Tally,
        script::Step,
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

/// What the room says of one card on one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The marks that can be given.
    pub scale: Scale,
    /// How many people gave which mark.
    pub tally: Tally,
    /// How they know, in their words; one for each voice that said so.
    pub notes: Vec<std::sync::Arc<str>>,
    /// What they say together; `None` where nobody said anything.
    pub said: Option<Said>,
    /// How far apart they are, from 0 to 1; `None` where fewer than two gave marks that stand in an order.
    pub apart: Option<f64>,
}

/// What people say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The middle of what they gave.
    Middle(Middle),
    /// Most are not sure.
    Unsure,
}

/// The verdict on a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// The weighted mean, in the marks of the one scale.
    Mean(f64),
    /// The weighted mean where scales differ: 0 is the lowest mark of each, 100 the highest.
    Percent(f64),
    /// How many criteria the room says yes to, of how many. The share goes by weight and gives the order.
    Yes {
        /// How many.
        yes: usize,
        /// Of how many.
        of: usize,
        /// Their weight, as a share from 0 to 1.
        share: f64,
    },
    /// What a candidate indicator becomes.
    Stands(Standing),
    /// How far people are apart on the criterion where they are farthest: its scale, the lowest and the highest mark given,
    /// and the share of the scale.
    Apart {
        /// The marks.
        scale: Scale,
        /// The lowest that was given.
        low: usize,
        /// The highest that was given.
        high: usize,
        /// How far, from 0 to 1.
        share: f64,
    },
    /// The priority ratings of Hanlon: the basic one, and whether the problem passes PEARL, where that was said.
    Priority {
        /// The basic priority rating.
        basic: f64,
        /// Whether it passes.
        pearl: Option<bool>,
    },
}

/// A card with all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which card.
    pub card: CardId,
    /// A cell for each criterion.
    pub cells: Vec<Cell>,
    /// The verdict; `None` while too little was said for one.
    pub outcome: Option<Outcome>,
    /// Whether it goes on.
    pub picked: bool,
}

impl Cell {
    fn of(
        step: &StepId,
        card: CardId,
        criterion: &Criterion,
        scale: Scale,
        seen: &Seen<'_>,
    ) -> Self {
        let mut tally = Tally::new();
        let mut notes = Vec::new();
        for score in seen.scores(step, card, &criterion.id) {
            crate::model::opinion::add(&mut tally, &score.tally);
            if !score.note.is_empty() {
                notes.push(score.note.clone());
            }
        }
        let count = |mark: &str| {
            tally
                .iter()
                .find(|(known, _)| **known == *mark)
                .map_or(0, |(_, count)| *count)
        };
        let counts: Vec<u32> = scale.marks().iter().map(|mark| count(mark)).collect();
        let (ranked, rest) = counts.split_at(scale.ranks());
        let middle = opinions::middle(ranked).map(Said::Middle);
        // Who does not know has no place between yes and no: most of them together say that the room does not know.
        let unsure: u32 = rest.iter().sum();
        let most = ranked.iter().copied().max().unwrap_or(0);
        let said = if unsure > most {
            Some(Said::Unsure)
        } else {
            middle
        };
        tally.sort_by_key(|(mark, _)| scale.marks().iter().position(|known| *known == &**mark));
        Self {
            scale,
            tally,
            notes,
            said,
            apart: opinions::apart(ranked),
        }
    }

    /// How many people gave a mark.
    pub fn people(&self) -> u32 {
        self.tally.iter().map(|(_, count)| *count).sum()
    }

    /// Whether they are so far apart that the lowest and the highest should be heard.
    pub fn is_wide(&self) -> bool {
        self.apart.is_some_and(opinions::is_wide)
    }

    /// What it is worth in the marks of its scale; not to be sure is not a yes.
    pub fn worth(&self) -> Option<f64> {
        Some(match self.said? {
            Said::Middle(middle) => self.scale.worth(middle.rank()),
            Said::Unsure => 0.0,
        })
    }

    /// The same as a share of the scale, from 0 to 1.
    pub(super) fn share(&self) -> Option<f64> {
        let last = f64::from(u32::try_from(self.scale.ranks() - 1).unwrap_or(1));
        Some(match self.said? {
            Said::Middle(middle) => middle.rank() / last,
            Said::Unsure => 0.0,
        })
    }

    /// From which mark to which it goes; `None` where fewer than two people gave one that stands in an order.
    fn spread(&self) -> Option<Outcome> {
        let marks = &self.scale.marks()[..self.scale.ranks()];
        let given = |(mark, count): &(std::sync::Arc<str>, u32)| {
            let at = marks.iter().position(|known| *known == &**mark);
            at.filter(|_| *count > 0)
        };
        let given = || self.tally.iter().filter_map(given);
        Some(Outcome::Apart {
            scale: self.scale,
            low: given().min()?,
            high: given().max()?,
            share: self.apart?,
        })
    }

    /// Whether it says yes: where the middle is divided, it does not.
    pub fn is_yes(&self) -> bool {
        self.scale == Scale::YesNo
            && matches!(self.said, Some(Said::Middle(middle)) if middle.low == 1)
    }

    /// Whether it stands in the upper third of its scale with both of its middle marks.
    fn is_high(&self) -> bool {
        let last = self.scale.ranks() - 1;
        matches!(self.said, Some(Said::Middle(middle)) if 3 * middle.low >= 2 * last)
    }

    /// What it says, in words; `None` where nobody said anything.
    pub fn words(&self) -> Option<Msg> {
        Some(match self.said? {
            Said::Unsure => say!(MarkUnsure),
            Said::Middle(Middle { low, high }) if low == high => self.scale.name(low),
            Said::Middle(Middle { low, high }) => {
                say!(MarkBetween, self.scale.name(low), self.scale.name(high))
            }
        })
    }

    /// How many gave which mark, in words, from the highest to the lowest.
    pub fn counted(&self) -> Msg {
        let place = |mark: &str| self.scale.marks().iter().position(|known| *known == mark);
        let part = |(mark, count): &(std::sync::Arc<str>, u32)| {
            let name = self.scale.name(place(mark).unwrap_or(usize::MAX));
            crate::say::Arg::Msg(Box::new(match self.scale {
                Scale::OneToFive | Scale::ZeroToTen => say!(CountedTimes, *count, name),
                Scale::HighLow | Scale::YesNo => say!(CountedMark, *count, name),
            }))
        };
        say!(
            CountedAll,
            self.tally.iter().rev().map(part).collect::<Vec<_>>()
        )
    }
}

impl Row {
    /// Whether every criterion was judged.
    pub fn is_judged(&self) -> bool {
        self.cells.iter().all(|cell| cell.said.is_some())
    }

    /// Whether anything was judged.
    pub fn is_begun(&self) -> bool {
        self.cells.iter().any(|cell| cell.said.is_some())
    }

    /// Whether a candidate indicator becomes this.
    pub fn stands_as(&self, standing: Standing) -> bool {
        self.outcome == Some(Outcome::Stands(standing))
    }

    /// The farthest that people are apart on any criterion; less than nothing where nobody can be.
    pub fn apart(&self) -> f64 {
        self.cells
            .iter()
            .filter_map(|cell| cell.apart)
            .fold(-1.0, f64::max)
    }
}

impl Outcome {
    /// Where it stands among others: more is better.
    pub fn order(self) -> f64 {
        match self {
            Self::Mean(mean) | Self::Percent(mean) => mean,
            Self::Yes { share, .. } | Self::Apart { share, .. } => share,
            Self::Stands(Standing::Headline) => 2.0,
            Self::Stands(Standing::NeedsData) => 1.0,
            Self::Stands(Standing::Secondary) => 0.0,
            Self::Priority { basic, pearl } => {
                opinions::overall_priority(basic, pearl.unwrap_or(true))
            }
        }
    }

    /// The verdict in words.
    pub fn words(self) -> Msg {
        match self {
            Self::Mean(mean) => say!(MarkNumber, crate::say::Arg::Number(mean, 1)),
            Self::Percent(percent) => say!(VerdictPercent, crate::say::Arg::Number(percent, 0)),
            Self::Yes { yes, of, .. } => say!(VerdictYes, yes, of),
            Self::Apart {
                scale, low, high, ..
            } if low == high => scale.name(low),
            Self::Apart {
                scale, low, high, ..
            } => say!(MarkBetween, scale.name(low), scale.name(high)),
            Self::Stands(Standing::Headline) => say!(VerdictHeadline),
            Self::Stands(Standing::Secondary) => say!(VerdictSecondary),
            Self::Stands(Standing::NeedsData) => say!(VerdictNeedsData),
            Self::Priority { basic, pearl } => {
                let basic = crate::say::Arg::Number(basic, 1);
                match pearl {
                    Some(true) => say!(MarkNumber, basic),
                    Some(false) => say!(VerdictNotPearl, basic),
                    None => say!(VerdictPearlOpen, basic),
                }
            }
        }
    }
}

/// The best first; behind them what is not judged on every criterion yet, and what has no verdict last. Among equals the
/// order of the room.
pub fn in_order(rows: &mut [Row]) {
    rows.sort_by(|a, b| {
        let verdict = match (a.outcome, b.outcome) {
            (Some(a), Some(b)) => insight::compare(b.order(), a.order()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        b.is_judged().cmp(&a.is_judged()).then(verdict)
    });
}

impl Matrix {
    /// How much each criterion counts, as the room has it now.
    pub fn weights(&self, step: &Step, seen: &Seen<'_>) -> Vec<u32> {
        let weight = |criterion: &Criterion| {
            seen.weight(&step.id, &criterion.id)
                .unwrap_or_else(|| criterion.first_weight())
        };
        self.criteria.iter().map(weight).collect()
    }

    /// How much each criterion counts as the script has it.
    pub fn first_weights(&self) -> Vec<u32> {
        self.criteria.iter().map(Criterion::first_weight).collect()
    }

    /// The cards at hand with all that is said of them, in the order of the room.
    pub fn rows(&self, step: &Step, seen: &Seen<'_>) -> Vec<Row> {
        let weights = self.weights(step, seen);
        let row = |card: CardSeen<'_>| {
            let cell = |criterion: &Criterion| {
                Cell::of(
                    &step.id,
                    card.id(),
                    criterion,
                    self.scale_of(criterion),
                    seen,
                )
            };
            let cells: Vec<Cell> = self.criteria.iter().map(cell).collect();
            Row {
                card: card.id(),
                outcome: self.outcome(&cells, &weights),
                picked: seen.is_picked(&step.id, card.id()),
                cells,
            }
        };
        seen.at_hand(step).into_iter().map(row).collect()
    }

    /// The verdict on a row of cells with these weights.
    pub fn outcome(&self, cells: &[Cell], weights: &[u32]) -> Option<Outcome> {
        match self.verdict() {
            Verdict::Mean => mean(cells, weights),
            Verdict::Spread => cells
                .iter()
                .filter_map(Cell::spread)
                .max_by(|a, b| insight::compare(a.order(), b.order())),
            Verdict::Indicators => {
                let high = |id: &str| {
                    let cell = self.cell(cells, id)?;
                    cell.said.map(|_| cell.is_high())
                };
                Some(Outcome::Stands(opinions::standing(
                    high(criterion::COMMUNICATION)?,
                    high(criterion::PROXY)?,
                    high(criterion::DATA)?,
                )))
            }
            Verdict::Hanlon => {
                let worth = |id: &str| self.cell(cells, id)?.worth();
                let basic = opinions::basic_priority(
                    worth(criterion::SIZE)?,
                    worth(criterion::SERIOUSNESS)?,
                    worth(criterion::EFFECTIVENESS)?,
                );
                let pearl = self.cell(cells, criterion::PEARL).and_then(|cell| {
                    matches!(cell.said, Some(Said::Middle(middle)) if middle.low == middle.high)
                        .then(|| cell.is_yes())
                });
                Some(Outcome::Priority { basic, pearl })
            }
        }
    }

    fn cell<'a>(&self, cells: &'a [Cell], id: &str) -> Option<&'a Cell> {
        let at = self
            .criteria
            .iter()
            .position(|criterion| criterion.id == FieldId::from(id))?;
        cells.get(at)
    }
}

fn mean(cells: &[Cell], weights: &[u32]) -> Option<Outcome> {
    let mean = |value: fn(&Cell) -> Option<f64>| {
        let values = cells.iter().zip(weights);
        opinions::weighted_mean(
            values.filter_map(|(cell, weight)| Some((value(cell)?, f64::from(*weight)))),
        )
    };
    let first = cells.first()?.scale;
    if cells.iter().any(|cell| cell.scale != first) {
        return Some(Outcome::Percent(100.0 * mean(Cell::share)?));
    }
    let all = mean(Cell::worth)?;
    Some(if first == Scale::YesNo {
        Outcome::Yes {
            yes: cells.iter().filter(|cell| cell.is_yes()).count(),
            of: cells.len(),
            share: all,
        }
    } else {
        Outcome::Mean(all)
    })
}

impl Criterion {
    fn first_weight(&self) -> u32 {
        self.weight.unwrap_or(1)
    }
}
