//! What the page is made of: what each step of the read-out leaves, whole, before anything is cut.

use super::Point;
use crate::{
    document::{Block, Weight},
    model::{
        card::field,
        ids::StepId,
        seen::{CardSeen, Seen},
        step::{recap, text::Text},
    },
    say::MsgId,
};

/// What one step leaves, before anything is cut.
#[derive(Debug)]
pub struct Section {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
    pub(super) result: bool,
    pub(super) ideas: Option<Vec<Point>>,
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
        }
    }
}

/// What the read-out of a session says, step by step.
pub fn sections(seen: &Seen<'_>, only: Option<&StepId>) -> Vec<Section> {
    let steps = recap::read_out(seen).into_iter();
    steps
        .filter(|step| only.is_none_or(|only| step.id == *only))
        .map(|step| Section {
            title: step.name(seen.lang()).to_string(),
            blocks: seen.recap(step),
            result: Text::states_result(step),
            ideas: step
                .field(field::OFF_WALL)
                .is_some()
                .then(|| ideas(&step.id, seen)),
        })
        .filter(|section| !section.blocks.is_empty())
        .collect()
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
