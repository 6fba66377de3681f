//! `vote`: dots on cards, secret until closed; table seats and paper dots; more than one round.
//!
//! Owns what can be voted on and what a closed round leaves. It never closes or picks by itself: the
//! rule for letting go of options with few dots is advice.

use serde::{Deserialize, Serialize};

use super::{StepKind, cards};
use crate::{
    document::{Block, Line, Phrase, Table, Weight},
    insight::dots,
    model::{
        CardId,
        advice::Advice,
        card::field,
        likeness,
        opinion::{Asks, Counted, LEFT_OUT, YES},
        script::{Field, Step, Words, shape},
        seen::{BallotSeen, CardSeen, Seen},
    },
    say,
    say::{Msg, MsgId},
};

/// A vote over the cards of this page and those at hand from earlier steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vote {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// How many dots each person has; a third of the options, at most 20, where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<u32>,
    /// How many dots of a person may lie on one card; 3 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Whether nothing but the sums of all is told, even when it is closed: no constituency by itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// How many cards go on, as a suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<u32>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Vote {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "dots",
            shape::Shape::Count { min: 1, max: 20 },
            "How many dots each person has; a third of the options, at most 20, where it is left out.",
        ),
        shape::may(
            "most",
            shape::Shape::Count { min: 1, max: 20 },
            "How many dots of a person may lie on one card; 3 where it is left out.",
        ),
        shape::may(
            "secret",
            shape::Shape::Flag,
            "Nothing but the sums of all is told, even when the vote is closed: no constituency by itself.",
        ),
        shape::may(
            "keep",
            shape::Shape::Count { min: 1, max: 100 },
            "How many cards go on, as a suggestion.",
        ),
        shape::PROMPT,
    ];

    /// What can be voted on: the cards at hand without those put together with another.
    pub fn options<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        likeness::compared(step, seen)
    }

    /// How many dots each person has among so many options, where nobody says otherwise.
    pub fn each(&self, options: usize) -> u32 {
        self.dots.unwrap_or_else(|| dots::each(options))
    }

    /// How many go on, as a suggestion; `None` where the script suggests none, or as many as there are.
    pub fn keeps(&self, options: usize) -> Option<usize> {
        let keep = usize::try_from(self.keep?).ok()?;
        (keep < options).then_some(keep)
    }

    /// How many dots of a person may lie on one card, where nobody says otherwise.
    pub fn most(&self) -> u32 {
        self.most.unwrap_or(dots::MOST_ON_ONE)
    }

    /// The cards that were put together with an option.
    pub fn put_with<'a>(card: &CardSeen<'a>, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let page = seen.step(card.step());
        let tree = page.is_some_and(|page| page.kind.lens().branches());
        let under = seen.children(card.step(), Some(card.id()));
        let mut all: Vec<CardSeen<'a>> = under
            .filter(|one| !tree && !one.flag(field::PARKED))
            .collect();
        let linked = seen.comes_from(card.id()).chain(seen.leads_to(card.id()));
        all.extend(linked.filter(|one| seen.is_left_out(&step.id, one.id())));
        all
    }

    /// The last round that was closed.
    pub fn last_closed<'a>(step: &Step, seen: &Seen<'a>) -> Option<BallotSeen<'a>> {
        let mut rounds = seen.ballots_on(&step.id).into_iter().rev();
        rounds.find(|round| !round.is_open())
    }

    /// The result of a round: its options by their dots, the most first, and equal ones in the order of the vote.
    pub fn result(round: &BallotSeen<'_>, counted: &Counted) -> Vec<(CardId, u32)> {
        let Asks::Dots { options, .. } = round.asks() else {
            return Vec::new();
        };
        let dots = |card: &CardId| {
            let id = card.to_string();
            let found = counted.marks.iter().find(|(mark, _)| **mark == *id);
            found.map_or(0, |(_, count)| *count)
        };
        let mut all: Vec<(CardId, u32)> = options.iter().map(|card| (*card, dots(card))).collect();
        all.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
        all
    }

    fn advise_result(&self, round: &BallotSeen<'_>, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let Some(total) = round.total().filter(|total| total.people > 0) else {
            return Vec::new();
        };
        let result = Self::result(round, &total);
        let mut advice = Vec::new();
        let least = dots::least_to_stay(total.people);
        let few = result.iter().filter(|(_, dots)| *dots < least).count();
        if few > 0 && few < result.len() {
            advice.push(Advice::new(say!(AskLetGo, few, least, total.people)));
        }
        let keep = self.keeps(result.len());
        if let Some(keep) = keep
            && let (Some((_, last)), Some((_, next))) =
                (result.get(keep.saturating_sub(1)), result.get(keep))
            && last == next
            && *last > 0
        {
            advice.push(Advice::new(say!(AskTie, keep, *last)));
        }
        let picked = result
            .iter()
            .filter(|(card, _)| seen.is_picked(&step.id, *card))
            .count();
        match keep {
            Some(keep) if picked == 0 => advice.push(Advice::new(say!(AskPickSome, keep))),
            // A script that suggests more than there are lets all of them go on.
            None if picked == 0 && self.keep.is_none() => advice.push(Advice::new(say!(AskPick))),
            Some(keep) if picked > keep => {
                advice.push(Advice::new(say!(AskFewer, picked, keep)));
            }
            _ => {}
        }
        if let Some((_, 0)) = result.first() {
            advice.push(Advice::new(say!(AskNoDots)));
        }
        advice
    }
}

impl StepKind for Vote {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn marks(&self, criterion: &str) -> &'static [&'static str] {
        match criterion {
            LEFT_OUT => &[YES],
            _ => &[],
        }
    }

    /// Those picked, the ones with the most dots first; where none was picked, all at hand.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let mut all = seen.at_hand(step);
        if all.iter().any(|card| seen.is_picked(&step.id, card.id())) {
            all.retain(|card| seen.is_picked(&step.id, card.id()));
        }
        if let Some(round) = Self::last_closed(step, seen)
            && let Some(total) = round.total()
        {
            let result = Self::result(&round, &total);
            let place = |id| result.iter().position(|(card, _)| *card == id);
            all.sort_by_key(|card| place(card.id()).unwrap_or(usize::MAX));
        }
        all
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let rounds = seen.ballots_on(&step.id);
        if let Some(open) = rounds.iter().find(|round| round.is_open()) {
            return Some(say!(StandsVoting, open.people()));
        }
        let options = seen.at_hand(step);
        let picked = |card: &&CardSeen<'_>| seen.is_picked(&step.id, card.id());
        let picked = options.iter().filter(picked).count();
        if let Some(last) = rounds.last().and_then(BallotSeen::total) {
            return Some(say!(StandsVoted, last.people, picked));
        }
        (!options.is_empty()).then(|| say!(StandsOptions, options.len()))
    }

    /// Once a round was counted, and none is open.
    fn is_settled(&self, step: &Step, seen: &Seen<'_>) -> bool {
        let rounds = seen.ballots_on(&step.id);
        rounds.last().is_some_and(|last| !last.is_open())
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let rounds = seen.ballots_on(&step.id);
        match rounds.last() {
            Some(open) if open.is_open() => Vec::new(),
            Some(last) => self.advise_result(last, step, seen),
            None => {
                let options = Self::options(step, seen);
                let words = |id| seen.card(id).map_or("", |card| card.text());
                let ask = |pair: &likeness::Alike| {
                    Advice::about(
                        pair.other,
                        say!(AskAlike, words(pair.one), words(pair.other)),
                    )
                };
                let pairs = likeness::alike(seen, &options);
                pairs.iter().take(3).map(ask).collect()
            }
        }
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let rounds = seen.ballots_on(&step.id);
        let closed: Vec<_> = rounds.iter().filter(|round| !round.is_open()).collect();
        if closed.is_empty() {
            let options = Self::options(step, seen);
            let items = options.iter().map(|card| cards::item(card, step, seen));
            let items: Vec<_> = items.collect();
            return (!items.is_empty())
                .then_some(Block::List(items))
                .into_iter()
                .collect();
        }
        let many = closed.len() > 1;
        let mut blocks = Vec::new();
        for (at, round) in closed.iter().enumerate() {
            if many {
                blocks.push(Block::Heading(3, Line::msg(say!(VoteRound, at + 1))));
            }
            blocks.extend(round_blocks(round, at + 1 == closed.len(), step, seen));
        }
        blocks
    }
}

/// What a closed round leaves: how it was held, and a table of what was counted. What goes on is marked in the last.
fn round_blocks(round: &BallotSeen<'_>, last: bool, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let Some(total) = round.total() else {
        return Vec::new();
    };
    let Asks::Dots { each, most, .. } = round.asks() else {
        return Vec::new();
    };
    let held = say!(VoteHeld, total.people, *each, *most);
    let mut blocks = vec![Block::Para(Line::msg(held))];
    let groups = round.by_group();
    let name = |group: &&Counted| seen.constituency_name(group.group.as_deref().unwrap_or(""));
    let mut head = vec![Line::msg(MsgId::HeadOption), Line::msg(MsgId::HeadDots)];
    head.extend(groups.iter().map(|group| Line::said(name(group))));
    let count = |counted: &Counted, card: CardId| {
        let id = card.to_string();
        let found = counted.marks.iter().find(|(mark, _)| **mark == *id);
        found.map_or(0, |(_, count)| *count)
    };
    let row = |(card, dots): &(CardId, u32)| {
        let picked = last && seen.is_picked(&step.id, *card);
        let mut line = Line::said(round.words(*card));
        if picked {
            line = line
                .weigh(Weight::Strong)
                .and(Phrase::Msg(say!(PickedShort)), Weight::Quiet);
        }
        let mut cells = vec![line, Line::said(dots.to_string())];
        let told = groups.iter().map(|group| count(group, *card).to_string());
        cells.extend(told.map(Line::said));
        cells
    };
    let rows: Vec<Vec<Line>> = Vote::result(round, &total).iter().map(row).collect();
    let numbers = (0..head.len()).map(|at| at > 0).collect();
    blocks.push(Block::Table(Table {
        head,
        numbers,
        rows,
    }));
    let untold = round.untold_groups();
    if untold > 0 {
        let why = say!(GroupsUntold, untold, dots::LEAST_TOLD);
        blocks.push(Block::Para(Line::msg(why).weigh(Weight::Quiet)));
    }
    blocks
}
