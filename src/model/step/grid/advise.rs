//! What a grid asks the facilitator: the empty aim, the gaps, the crowds, and those whom it would leave without a say.

use super::{Gap, Grid};
use crate::{
    model::{
        advice::Advice,
        script::{Choice, Step},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

/// The axes that say what somebody can bring about.
const POWER: [&str; 2] = ["power", "influence"];
/// The choices at the low end of such an axis.
const LITTLE: [&str; 4] = ["low", "little", "none", "no"];
/// How many gaps are named at once; a list that is longer asks nothing any more.
const NAMED: usize = 6;

pub(super) fn advice(grid: &Grid, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let laid = grid.lay(step, seen);
    if laid.placed() == 0 {
        return Vec::new();
    }
    let lang = seen.lang();
    let mut asked = Vec::new();
    if !laid.loose.is_empty() {
        asked.push(Advice::new(say!(AskUnplaced, laid.loose.len())));
    }
    let mut unasked: Vec<Msg> = Vec::new();
    for gap in grid.gaps(&laid) {
        let (aim, ask) = match gap {
            Gap::Cell(place) => (grid.is_aim(place), grid.ask(place, lang)),
            Gap::Row(_) | Gap::Column(_) => (false, "".into()),
        };
        let words = grid.gap_words(gap, lang);
        match (aim, ask.is_empty()) {
            (true, true) => asked.push(Advice::new(say!(AskAimEmpty, words))),
            (true, false) => asked.push(Advice::new(say!(AskAimEmptyWith, words, ask))),
            (false, false) => asked.push(Advice::new(say!(AskGap, words, ask))),
            (false, true) => unasked.push(words),
        }
    }
    if !unasked.is_empty() {
        let more = unasked.len().saturating_sub(NAMED);
        unasked.truncate(NAMED);
        asked.push(Advice::new(if more == 0 {
            say!(AskGaps, unasked)
        } else {
            say!(AskGapsMore, unasked, more)
        }));
    }
    for (place, count) in grid.crowds(&laid) {
        asked.push(Advice::new(say!(AskCrowded, grid.name(place, lang), count)));
    }
    if let Some(flag) = grid.flag_name(seen) {
        let unheard = laid
            .all()
            .filter(|card| grid.is_flagged(card) && has_little_power(grid, card));
        asked.extend(
            unheard.map(|card| Advice::about(card.id(), say!(AskNoSay, card.text(), &flag))),
        );
    }
    asked
}

/// Whether a card lies at the low end of an axis of power: such a grid would have those people informed at the best.
pub(super) fn has_little_power(grid: &Grid, card: &CardSeen<'_>) -> bool {
    grid.axes().into_iter().flatten().any(|axis| {
        let said = card.text_of(axis.id.as_str());
        let low = |choice: &Choice| *choice.id == *said && LITTLE.contains(&said);
        POWER.contains(&axis.id.as_str()) && axis.choice.iter().any(low)
    })
}
