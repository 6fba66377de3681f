//! What the page is made of: what each step of the read-out leaves, whole, before anything is cut.

use super::Point;
use crate::{
    document::{Block, Item, Line, Weight},
    model::{
        card::field,
        ids::StepId,
        script::Step,
        seen::{CardSeen, Seen, SittingSeen},
        step::{
            Kind,
            consent::{Consent, round_says},
            recap,
            text::Text,
        },
    },
    say,
    say::MsgId,
};

/// What one step leaves, before anything is cut.
#[derive(Debug)]
pub struct Section {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    pub(super) result: bool,
    pub(super) ideas: Option<Vec<Point>>,
    /// How soon it gives way where the page is full: the highest first, 0 last of all.
    pub(super) rank: u8,
}

impl Section {
    /// Whether it needs the whole width.
    pub(super) fn is_wide(&self) -> bool {
        let wide =
            |block: &Block| matches!(block, Block::Chart(_) | Block::Beside(_) | Block::Table(_));
        self.blocks.iter().any(wide)
    }
}

#[cfg(test)]
impl Section {
    /// A section with these blocks.
    pub fn new(title: &str, blocks: Vec<Block>) -> Self {
        Self {
            title: title.to_owned(),
            blocks,
            result: false,
            ideas: None,
            rank: 1,
        }
    }

    /// A section of what was only collected.
    pub fn collected(title: &str, blocks: Vec<Block>) -> Self {
        Self {
            rank: 5,
            ..Self::new(title, blocks)
        }
    }
}

/// What the read-out of a session says, step by step; of a programme, what each sitting came to. `only` asks for one step, or
/// for the sitting that one read-out is about.
pub fn sections(seen: &Seen<'_>, only: Option<&StepId>) -> Vec<Section> {
    let only = only.and_then(|only| seen.step(only));
    let sittings = seen.sittings();
    let read = match only.map(|step| (step, &step.kind)) {
        None if sittings.len() > 1 => return of_programme(&sittings, seen),
        Some((_, Kind::Recap(recap))) if !recap.reads.is_empty() => {
            recap.reads.iter().filter_map(|id| seen.step(id)).collect()
        }
        Some((step, kind)) if !matches!(kind, Kind::Recap(_)) => vec![step],
        _ => recap::read_out(seen),
    };
    let steps = read.into_iter();
    steps
        .map(|step| Section {
            title: step.name(seen.lang()).to_string(),
            blocks: left(step, seen),
            result: Text::states_result(step),
            ideas: step
                .field(field::OFF_WALL)
                .is_some()
                .then(|| ideas(&step.id, seen)),
            rank: rank(step, seen),
        })
        .filter(|section| !section.blocks.is_empty())
        .collect()
}

/// What each sitting of a programme came to, and how far it is: what was decided, chosen and promised, in lists that stand
/// beside one another. The page of a sitting by itself has its tables and curves.
fn of_programme(sittings: &[SittingSeen<'_>], seen: &Seen<'_>) -> Vec<Section> {
    let steps = &seen.script().steps;
    let section = |of: &SittingSeen<'_>| {
        let mut blocks: Vec<Block> = steps[of.steps.clone()]
            .iter()
            .flat_map(|step| in_short(step, seen))
            .collect();
        // A sitting that decided nothing yet still says where it stands.
        if blocks.is_empty() && of.said > 0 {
            let far = Line::msg(say!(SittingFar, of.said, of.asked));
            blocks.push(Block::List(vec![Item::new(far)]));
        }
        Section {
            title: of.sitting.title.get(seen.lang()).to_string(),
            blocks,
            result: false,
            ideas: None,
            rank: 1,
        }
    };
    let own = steps.iter().filter(|step| step.sitting.is_none());
    let own = own.map(|step| Section {
        title: step.name(seen.lang()).to_string(),
        blocks: in_short(step, seen),
        result: Text::states_result(step),
        ideas: None,
        rank: 0,
    });
    let all = sittings.iter().map(section).chain(own);
    all.filter(|section| !section.blocks.is_empty()).collect()
}

/// What a step came to in a line or two; nothing for one that only collected.
fn in_short(step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let named = |items: Vec<Item>| {
        let head = Block::Heading(3, Line::said(step.name(seen.lang()).clone()));
        let list = (!items.is_empty()).then_some(Block::List(items));
        list.map_or_else(Vec::new, |list| vec![head, list])
    };
    let said = |card: &CardSeen<'_>| Item::new(Line::said(card.text()));
    match &step.kind {
        Kind::Consent(_) => {
            let proposal = Consent::proposal(step, seen);
            let hands = Consent::rounds(step, seen).last().map(round_says);
            let hands = hands.map(|says| Item::new(Line::msg(says)));
            let all = proposal.iter().map(said).chain(hands);
            named(all.collect())
        }
        Kind::Vote(_) | Kind::Matrix(_) => {
            let on = step.kind.lens().hands_on(step, seen).into_iter();
            let picked = on.filter(|card| seen.is_picked(&step.id, card.id()));
            named(picked.map(|card| said(&card)).collect())
        }
        Kind::Plan(_) => {
            let rows = seen.tops(&step.id).filter(|card| !card.is_heading());
            let row = |card: CardSeen<'_>| {
                let more = [field::WHO, field::DUE].map(|id| card.text_of(id).to_owned());
                let more: Vec<String> = more.into_iter().filter(|one| !one.is_empty()).collect();
                let line = Line::said(card.text());
                Item::new(if more.is_empty() {
                    line
                } else {
                    line.and_said(format!(" ({})", more.join(", ")))
                })
            };
            named(rows.map(row).collect())
        }
        Kind::Tree(_) => {
            let all = seen.cards_on(&step.id);
            let roots = all.filter(|card| card.flag(field::ROOT));
            named(roots.map(|card| said(&card)).collect())
        }
        Kind::Text(_) if Text::states_result(step) => {
            named(seen.tops(&step.id).map(|card| said(&card)).collect())
        }
        Kind::Curve(_) => {
            let stands = seen.standing(step).map(|says| Item::new(Line::msg(says)));
            named(stands.into_iter().collect())
        }
        _ => Vec::new(),
    }
}

/// How soon a step gives way: what was decided and what is done next stay longest, what was only collected goes first.
fn rank(step: &Step, seen: &Seen<'_>) -> u8 {
    match &step.kind {
        Kind::Plan(_) | Kind::Consent(_) => 0,
        Kind::Text(_) if Text::states_result(step) => 0,
        Kind::Curve(_) => 1,
        Kind::Vote(_) | Kind::Matrix(_) => 2,
        // Partners, and voices that are missing.
        Kind::Cards(_) if step.field("role").is_some() => 3,
        Kind::Roster(_)
            if seen
                .cards_on(&step.id)
                .any(|card| card.flag(field::MISSING)) =>
        {
            3
        }
        Kind::Text(_) | Kind::Tree(_) => 4,
        Kind::Cards(_) if step.field(field::OFF_WALL).is_some() => 4,
        Kind::Cards(_) => 5,
        _ => 6,
    }
}

/// What a step leaves. Where the room picked among many, only those; of a table, only rows in which something is said.
fn left(step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let mut blocks = seen.recap(step);
    if !matches!(step.kind, Kind::Vote(_) | Kind::Matrix(_)) {
        return blocks;
    }
    let on = step.kind.lens().hands_on(step, seen).into_iter();
    let picked: Vec<Item> = on
        .filter(|card| seen.is_picked(&step.id, card.id()))
        .map(|card| Item::new(Line::said(card.text())))
        .collect();
    if !picked.is_empty() {
        let head = Line::msg(MsgId::HeadGoesOn);
        return vec![Block::Heading(3, head), Block::List(picked)];
    }
    for block in &mut blocks {
        if let Block::Table(table) = block {
            let said = |row: &Vec<Line>| row.iter().skip(1).any(|cell| !cell.0.is_empty());
            table.rows.retain(said);
        }
    }
    blocks.retain(|block| !matches!(block, Block::Table(table) if table.rows.is_empty()));
    blocks
}

/// Ideas, those that became actions first.
fn ideas(step: &StepId, seen: &Seen<'_>) -> Vec<Point> {
    let mut cards: Vec<(bool, CardSeen<'_>)> = seen
        .cards_on(step)
        .filter(|card| !card.is_heading())
        .map(|card| (seen.leads_to(card.id()).next().is_some(), card))
        .collect();
    cards.sort_by_key(|(planned, _)| !planned);
    let point = |(planned, card): &(bool, CardSeen<'_>)| {
        let cost = match card.text_of(field::COST) {
            "none" => Some(MsgId::ReportTagNoCost),
            "low" => Some(MsgId::ReportTagLowCost),
            _ => None,
        };
        let off_wall = card.flag(field::OFF_WALL);
        let tags = [
            cost,
            off_wall.then_some(MsgId::ReportTagOffWall),
            planned.then_some(MsgId::ReportTagPlanned),
        ];
        let tags: Vec<&str> = tags
            .into_iter()
            .flatten()
            .map(|tag| tag.text(seen.lang()))
            .collect();
        let tags = match tags.join(", ") {
            none if none.is_empty() => none,
            tags => format!(" ({tags})"),
        };
        Point {
            words: vec![(card.text().to_owned(), Weight::Plain)],
            tags,
            root: false,
            wanted: [cost.is_some(), off_wall],
        }
    };
    cards.iter().map(point).collect()
}
