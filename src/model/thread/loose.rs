//! What hangs loose: causes nobody has an idea for, ideas that answer no cause, actions without an owner, a date or a
//! measure, voices that are missing, branches that rest on a hunch alone. For the facilitator's eyes.
//!
//! Nothing hangs loose from a page that the room has not reached: what was not asked yet is no gap.

use std::{collections::HashSet, sync::Arc};

use super::{Bead, sources};
use crate::model::{
    card::{Value, field},
    ids::{CardId, StepId},
    script::Step,
    seen::{CardSeen, Seen},
    step::{Kind, roster, tree},
};

/// The fields of an action that say how it is known that it helped.
pub(super) const MEASURES: [&str; 2] = ["measure", "indicator"];

/// In which way something hangs loose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slack {
    /// A cause from which no idea and no action came.
    Cause,
    /// An idea that comes from no cause.
    Idea,
    /// An action that nobody has taken.
    Owner,
    /// An action without a day.
    Date,
    /// An action of which nobody said how it is known that it helped.
    Measure,
    /// A voice that is not at the table.
    Voice,
    /// A branch of causes that rests on a hunch alone.
    Hunch,
}

impl Slack {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Cause,
        Self::Idea,
        Self::Owner,
        Self::Date,
        Self::Measure,
        Self::Voice,
        Self::Hunch,
    ];
}

/// One loose end.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The page it is on.
    pub step: StepId,
    /// The card that hangs loose; none for a side of the table that nobody comes from.
    pub card: Option<CardId>,
    /// What it says.
    pub text: Arc<str>,
}

/// What hangs loose in one way; never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// In which way.
    pub slack: Slack,
    /// The ends, in the order of the pages.
    pub ends: Vec<End>,
}

/// All that hangs loose, for whoever leads; nothing for anyone else, and on a shared screen.
pub fn loose(seen: &Seen<'_>) -> Vec<Loose> {
    if !seen.is_confidant() {
        return Vec::new();
    }
    let pages = Pages::of(seen);
    let found = Slack::ALL.map(|slack| Loose {
        slack,
        ends: match slack {
            Slack::Cause => causes(&pages, seen),
            Slack::Idea => ideas(&pages, seen),
            Slack::Owner => actions(&pages, &[field::WHO], seen),
            Slack::Date => actions(&pages, &[field::DUE], seen),
            Slack::Measure => actions(&pages, &MEASURES, seen),
            Slack::Voice => voices(seen),
            Slack::Hunch => hunches(seen),
        },
    });
    found
        .into_iter()
        .filter(|loose| !loose.ends.is_empty())
        .collect()
}

/// Which pages hold what, as far as the room has reached them.
struct Pages<'a> {
    causes: Vec<&'a Step>,
    ideas: Vec<&'a Step>,
    plans: Vec<&'a Step>,
}

impl<'a> Pages<'a> {
    fn of(seen: &Seen<'a>) -> Self {
        let steps = &seen.script().steps;
        let reached = |step: &&Step| reached(step, seen);
        let plans: Vec<&Step> = steps
            .iter()
            .filter(|step| matches!(step.kind, Kind::Plan(_)))
            .collect();
        let mut ideas: Vec<&Step> = plans
            .iter()
            .flat_map(|plan| idea_pages(&plan.id, steps))
            .filter(|page| matches!(page.kind, Kind::Cards(_)))
            .collect();
        ideas.dedup_by_key(|step| step.id.clone());
        let causes = steps.iter().filter(|step| {
            let curve = |from: &StepId| {
                let from = seen.step(from);
                from.is_some_and(|from| matches!(from.kind, Kind::Curve(_)))
            };
            match &step.kind {
                Kind::Tree(_) => true,
                // The story behind a curve holds the causes where a script does not ask further.
                Kind::Cards(_) => {
                    !has_tree(step, steps)
                        && step.draws_from.iter().any(curve)
                        && !ideas.iter().any(|page| page.id == step.id)
                }
                _ => false,
            }
        });
        Self {
            causes: causes.collect(),
            ideas: ideas.iter().copied().filter(reached).collect(),
            plans: plans.iter().copied().filter(reached).collect(),
        }
    }
}

fn reached(step: &Step, seen: &Seen<'_>) -> bool {
    seen.was_at(&step.id) || seen.cards_on(&step.id).next().is_some()
}

/// Whether why is asked in the same sitting.
fn has_tree(step: &Step, steps: &[Step]) -> bool {
    let tree = |other: &Step| matches!(other.kind, Kind::Tree(_)) && other.sitting == step.sitting;
    steps.iter().any(tree)
}

/// The pages on which the ideas for a plan lie: the last page that hands on to the plan, or those before it, where that
/// page only votes on them, judges them or places them. Who is missing from the room is no idea.
pub fn idea_pages<'s>(plan: &StepId, steps: &'s [Step]) -> Vec<&'s Step> {
    let last = |from: &&Step| from.hands_on.contains(plan) && !matches!(from.kind, Kind::Roster(_));
    let Some(last) = steps.iter().rfind(last) else {
        return Vec::new();
    };
    let mut pages = vec![last];
    for step in steps.iter().rev() {
        let through = |page: &&Step| {
            matches!(page.kind, Kind::Vote(_) | Kind::Matrix(_)) && step.hands_on.contains(&page.id)
        };
        if pages.iter().any(through) {
            pages.push(step);
        }
    }
    pages
}

fn end(card: &CardSeen<'_>) -> End {
    End {
        step: card.step().clone(),
        card: Some(card.id()),
        text: card.text().into(),
    }
}

fn lies_on(pages: &[&Step], card: &CardSeen<'_>) -> bool {
    pages.iter().any(|page| page.id == *card.step())
}

/// Causes to which nothing answers. Where roots are marked they are what is to be answered; else each branch, at its end.
fn causes(pages: &Pages<'_>, seen: &Seen<'_>) -> Vec<End> {
    let answers: Vec<&Step> = pages.ideas.iter().chain(&pages.plans).copied().collect();
    if answers.is_empty() {
        return Vec::new();
    }
    let answered = |card: &CardSeen<'_>| {
        seen.leads_to(card.id())
            .any(|later| lies_on(&answers, &later))
    };
    let mut ends = Vec::new();
    for page in &pages.causes {
        let tree = matches!(page.kind, Kind::Tree(_));
        if !tree {
            let open = seen.cards_on(&page.id).filter(|card| !card.is_heading());
            ends.extend(open.filter(|card| !answered(card)).map(|card| end(&card)));
            continue;
        }
        let all: Vec<CardSeen<'_>> = seen.cards_on(&page.id).collect();
        let roots: Vec<_> = all.iter().filter(|card| card.flag(field::ROOT)).collect();
        if roots.is_empty() {
            let leaves = all.iter().filter(|card| card.parent().is_some());
            let leaves = leaves.filter(|card| tree::is_leaf(seen, card));
            let whole = leaves.filter(|card| !tree::chain(seen, card.id()).iter().any(answered));
            ends.extend(whole.map(end));
        } else {
            // What answers a cause further down the branch answers the root above it.
            let under = |root: &CardSeen<'_>| {
                seen.walk(&page.id, Some(root.id()), |_| true)
                    .any(|(_, card)| answered(&card))
            };
            let open = roots.into_iter();
            ends.extend(open.filter(|root| !answered(root) && !under(root)).map(end));
        }
    }
    ends
}

/// Ideas that answer no cause; where some were chosen, of those alone.
fn ideas(pages: &Pages<'_>, seen: &Seen<'_>) -> Vec<End> {
    let said = |page: &&Step| seen.cards_on(&page.id).next().is_some();
    if !pages.causes.iter().any(said) {
        return Vec::new();
    }
    let plans = seen.script().steps.iter();
    let chosen: HashSet<CardId> = plans
        .filter(|step| matches!(step.kind, Kind::Plan(_)))
        .flat_map(|plan| seen.handed_to(plan))
        .filter(|card| lies_on(&pages.ideas, card))
        .map(|card| card.id())
        .collect();
    let mut ends = Vec::new();
    for page in &pages.ideas {
        let ideas = seen.own_tops(page).into_iter();
        let counts = |card: &CardSeen<'_>| chosen.is_empty() || chosen.contains(&card.id());
        let free = ideas.filter(counts).filter(|card| {
            let mut known = HashSet::new();
            !comes_from(&pages.causes, Bead::Card(card.id()), &mut known, seen)
        });
        ends.extend(free.map(|card| end(&card)));
    }
    ends
}

/// Whether anything that a card comes from lies on one of these pages.
fn comes_from(pages: &[&Step], bead: Bead, known: &mut HashSet<Bead>, seen: &Seen<'_>) -> bool {
    // A ring that people made has an end here.
    if !known.insert(bead) {
        return false;
    }
    sources(seen, bead).into_iter().any(|from| {
        let on = match from {
            Bead::Card(id) => seen.card(id).is_some_and(|card| lies_on(pages, &card)),
            Bead::Measure(_) => false,
        };
        on || comes_from(pages, from, known, seen)
    })
}

/// Actions that say nothing in any of these fields, where their page asks for one. What is done or dropped needs nobody.
fn actions(pages: &Pages<'_>, fields: &[&str], seen: &Seen<'_>) -> Vec<End> {
    let mut ends = Vec::new();
    for page in &pages.plans {
        if !fields.iter().any(|field| page.field(field).is_some()) {
            continue;
        }
        let bare = |card: &CardSeen<'_>| {
            !card.is_heading()
                && !matches!(card.text_of(field::STATUS), "done" | "dropped")
                && fields.iter().all(|field| is_empty(card.get(field)))
        };
        let open = seen.cards_on(&page.id).filter(bare);
        ends.extend(open.map(|card| end(&card)));
    }
    ends
}

fn is_empty(value: Option<&Value>) -> bool {
    value.is_none_or(|value| matches!(value, Value::Text(text) if text.is_empty()))
}

/// Voices that are missed by name, and sides of the table that nobody comes from, by the last roster with people.
fn voices(seen: &Seen<'_>) -> Vec<End> {
    let rosters = seen.script().steps.iter().rev();
    let last = rosters
        .filter(|step| reached(step, seen))
        .find_map(|step| match &step.kind {
            Kind::Roster(roster) => {
                let people = roster::people(step, seen);
                (!people.is_empty()).then_some((step, roster, people))
            }
            _ => None,
        });
    let Some((step, asked, people)) = last else {
        return Vec::new();
    };
    let missed = people.iter().filter(|person| !roster::is_here(person));
    let mut ends: Vec<End> = missed.map(end).collect();
    // While the room is at that page its names are still being said.
    let counts = if step.id == *seen.current() {
        Vec::new()
    } else {
        asked.counts(step, seen)
    };
    for count in counts.iter().filter(|count| count.is_asked()) {
        let named = |choice: &str| {
            let here = count.choices.iter();
            here.filter(|one| *one.choice.id == *choice)
                .any(|one| one.missing > 0)
        };
        // A side of which somebody is missed by name is told by that name.
        let nobody = count.nobody().filter(|choice| !named(&choice.id));
        ends.extend(nobody.filter(|_| !count.is_of_roles()).map(|choice| End {
            step: step.id.clone(),
            card: None,
            text: Arc::clone(choice.label.get(seen.lang())),
        }));
    }
    ends
}

/// The ends of branches that rest on a hunch alone.
fn hunches(seen: &Seen<'_>) -> Vec<End> {
    let trees = seen.script().steps.iter();
    trees
        .filter(|step| matches!(&step.kind, Kind::Tree(tree) if tree.levels.is_empty()))
        .flat_map(|step| seen.cards_on(&step.id))
        .filter(|card| tree::rests_on_hunch(seen, card))
        .map(|card| end(&card))
        .collect()
}
