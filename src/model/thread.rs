//! The golden thread: what a card or a measure comes from, and what comes of it, across all pages.
//!
//! Owns no relation of its own. It follows those that people made: a cause under its problem, a card connected to
//! another or made from it, and on the way to the numbers what a script says its pages draw from. What hangs loose is
//! in [`loose`].

use std::{collections::HashMap, sync::Arc};

use super::{
    card::field,
    ids::{CardId, MeasureId, StepId},
    measure::about,
    script::Step,
    seen::{CardSeen, Seen},
    step::Kind,
};

mod loose;

pub use loose::{End, Loose, Slack, idea_pages, loose};

/// What lies on the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bead {
    /// What somebody said.
    Card(CardId),
    /// A curve.
    Measure(MeasureId),
}

/// One line of a thread, as it is read from the source down.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// What lies there.
    pub bead: Bead,
    /// On which page.
    pub step: StepId,
    /// How far from the source it lies.
    pub depth: usize,
    /// Its words.
    pub text: Arc<str>,
    /// What an action says of who, when and how it is measured.
    pub about: Vec<Arc<str>>,
    /// Whether the thread was asked of this one.
    pub here: bool,
    /// Whether it is a cause marked as a root.
    pub root: bool,
}

/// Most lines of a thread on either side: a source from which everything comes has too many to be read.
const MOST: usize = 60;

/// The deepest that anything is looked for; only a damaged history goes on for ever.
const DEEPEST: usize = 40;

/// The thread through a card or a measure: what it comes from, itself, and what comes of it. Empty where it is not shown.
pub fn of(seen: &Seen<'_>, bead: Bead) -> Vec<Strand> {
    let mut above: HashMap<Bead, usize> = HashMap::new();
    climb(seen, bead, &mut Vec::new(), &mut above);
    above.remove(&bead);
    let top = above.values().copied().max().unwrap_or(0);
    let script = seen.script();
    let place = |bead: &Bead| {
        let step = step_of(seen, *bead);
        step.and_then(|step| script.step(&step))
            .map_or(0, |(at, _)| at)
    };
    let mut order: Vec<(usize, usize, Bead)> = above
        .iter()
        .map(|(bead, far)| (top - far, place(bead), *bead))
        .collect();
    order.sort_by_key(|(depth, place, bead)| (*depth, *place, key(*bead)));
    order.truncate(MOST);
    let mut strands: Vec<Strand> = order
        .into_iter()
        .filter_map(|(depth, _, bead)| strand(seen, bead, depth, false))
        .collect();
    let Some(here) = strand(seen, bead, top, true) else {
        return Vec::new();
    };
    let depth = here.depth;
    strands.push(here);
    let mut known: Vec<Bead> = above.into_keys().chain([bead]).collect();
    descend(seen, bead, depth, &mut known, &mut strands);
    strands
}

/// An order among beads that is the same every time.
fn key(bead: Bead) -> uuid::Uuid {
    match bead {
        Bead::Card(id) => id.0,
        Bead::Measure(id) => id.0,
    }
}

/// How far above something everything lies that it comes from: of several ways, the longest. `way` is what was climbed
/// over to get there.
fn climb(seen: &Seen<'_>, bead: Bead, way: &mut Vec<Bead>, known: &mut HashMap<Bead, usize>) {
    let far = way.len();
    if far > DEEPEST || known.get(&bead).is_some_and(|before| *before >= far) {
        return;
    }
    // People can connect in a ring: once around is how far it goes, or what was asked for would lie below itself.
    if way.contains(&bead) || (known.len() > MOST && !known.contains_key(&bead)) {
        return;
    }
    known.insert(bead, far);
    way.push(bead);
    for source in sources(seen, bead) {
        climb(seen, source, way, known);
    }
    way.pop();
}

fn descend(
    seen: &Seen<'_>,
    bead: Bead,
    depth: usize,
    known: &mut Vec<Bead>,
    strands: &mut Vec<Strand>,
) {
    if depth > DEEPEST {
        return;
    }
    for next in outcomes(seen, bead) {
        if known.contains(&next) || strands.len() >= 2 * MOST {
            continue;
        }
        known.push(next);
        strands.extend(strand(seen, next, depth + 1, false));
        descend(seen, next, depth + 1, known, strands);
    }
}

/// What something comes from directly.
pub(super) fn sources(seen: &Seen<'_>, bead: Bead) -> Vec<Bead> {
    match bead {
        Bead::Card(id) => {
            let Some(card) = seen.card(id) else {
                return Vec::new();
            };
            let above = thought_above(seen, &card);
            let made = seen.comes_from(id).map(|from| Bead::Card(from.id()));
            let mut all: Vec<Bead> = above.into_iter().map(Bead::Card).chain(made).collect();
            // What tells the story behind a curve comes from that curve, unless somebody said otherwise.
            if all.is_empty()
                && let Some(step) = seen.step(card.step()).filter(|step| tells(step))
            {
                all.extend(curves_before(seen, step));
            }
            all
        }
        Bead::Measure(id) => {
            let step = seen.measure(id).and_then(|one| seen.step(&one.step));
            let Some(step) = step else {
                return Vec::new();
            };
            // The result that the curve is about stands where the room wrote its words together.
            let from = step.draws_from.iter().filter_map(|from| seen.step(from));
            from.filter(|from| matches!(from.kind, Kind::Text(_)))
                .flat_map(|from| seen.own_tops(from))
                .map(|card| Bead::Card(card.id()))
                .collect()
        }
    }
}

/// What comes of something directly.
fn outcomes(seen: &Seen<'_>, bead: Bead) -> Vec<Bead> {
    match bead {
        Bead::Card(id) => {
            let Some(card) = seen.card(id) else {
                return Vec::new();
            };
            let under = seen
                .children(card.step(), Some(id))
                .filter(|_| !card.is_heading())
                .filter(|under| !under.flag(field::PARKED));
            let mut all: Vec<Bead> = under
                .chain(seen.leads_to(id))
                .map(|card| Bead::Card(card.id()))
                .collect();
            let writes = seen
                .step(card.step())
                .is_some_and(|step| matches!(step.kind, Kind::Text(_)));
            if writes {
                let about = seen.measures().filter(|measure| {
                    let step = seen.step(&measure.step);
                    step.is_some_and(|step| step.draws_from.contains(card.step()))
                });
                all.extend(about.map(|measure| Bead::Measure(measure.id)));
            }
            all
        }
        Bead::Measure(id) => {
            let Some(measure) = seen.measure(id) else {
                return Vec::new();
            };
            let after = seen.script().steps.iter();
            let stories =
                after.filter(|step| tells(step) && step.draws_from.contains(&measure.step));
            stories
                .flat_map(|step| seen.own_tops(step))
                .filter(|card| sources(seen, Bead::Card(card.id())).contains(&bead))
                .map(|card| Bead::Card(card.id()))
                .collect()
        }
    }
}

/// The thought that a card hangs under; what names a group is none.
fn thought_above(seen: &Seen<'_>, card: &CardSeen<'_>) -> Option<CardId> {
    let above = seen.card(card.parent()?)?;
    (!above.is_heading()).then(|| above.id())
}

/// Whether causes stand on a page: cards or branches, rather than actions or people.
fn tells(step: &Step) -> bool {
    matches!(step.kind, Kind::Cards(_) | Kind::Tree(_))
}

/// The curves that a page draws from.
fn curves_before(seen: &Seen<'_>, step: &Step) -> Vec<Bead> {
    let from = step.draws_from.iter();
    from.flat_map(|from| seen.measures_on(from))
        .map(|measure| Bead::Measure(measure.id))
        .collect()
}

fn step_of(seen: &Seen<'_>, bead: Bead) -> Option<StepId> {
    match bead {
        Bead::Card(id) => seen.card(id).map(|card| card.step().clone()),
        Bead::Measure(id) => seen.measure(id).map(|measure| measure.step.clone()),
    }
}

fn strand(seen: &Seen<'_>, bead: Bead, depth: usize, here: bool) -> Option<Strand> {
    let (text, about, root): (Arc<str>, Vec<Arc<str>>, bool) = match bead {
        Bead::Card(id) => {
            let card = seen.card(id)?;
            let says = |id: &str| card.get(id).map(super::Value::display);
            let plans = seen
                .step(card.step())
                .is_some_and(|step| matches!(step.kind, Kind::Plan(_)));
            let fields = [field::WHO, field::DUE].into_iter().chain(loose::MEASURES);
            let about = if plans {
                fields.filter_map(says).collect()
            } else {
                Vec::new()
            };
            (card.text().into(), about, card.flag(field::ROOT))
        }
        Bead::Measure(id) => {
            let name = seen.measure(id)?.text_of(about::NAME);
            (name.into(), Vec::new(), false)
        }
    };
    Some(Strand {
        bead,
        step: step_of(seen, bead)?,
        depth,
        text,
        about,
        here,
        root,
    })
}

#[cfg(test)]
mod tests;
