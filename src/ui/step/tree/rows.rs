//! Which lines a page of trees shows: computed once for a version of the session, not while drawing.

use std::collections::{BTreeSet, HashSet};

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::{
    model::{
        CardId, Seen, Step,
        card::{EVIDENCE, field},
        seen::CardSeen,
    },
    ui::{overlay::fits, step::searched},
};

/// One cause in the outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    /// Which card.
    pub id: CardId,
    /// How deep it lies; 0 is a problem.
    pub depth: usize,
    /// A bit for each level of its path: whether another branch follows there.
    pub more: u64,
    /// How many cards a fold hides under it.
    pub hidden: usize,
    /// Whether nothing but hunches carries the branch down to it.
    pub hunch: bool,
    /// Whether it holds what is filtered for; otherwise it only shows where that lies.
    pub fit: bool,
}

/// What carries a branch so far.
#[derive(Clone, Copy, PartialEq)]
enum Ground {
    Unsaid,
    Hunch,
    Firm,
}

/// The lines of a page. A filter opens every fold: what is looked for must not stay hidden.
pub(super) fn rows(
    step: &Step,
    seen: Seen<'_>,
    folded: &BTreeSet<CardId>,
    filter: &str,
) -> Vec<Row> {
    let wanted = (!filter.trim().is_empty()).then(|| Wanted::of(step, seen, filter));
    let open = |id| wanted.is_some() || !folded.contains(&id);
    let mut grounds: Vec<Ground> = Vec::new();
    let mut rows = Vec::new();
    for (depth, card) in seen.walk(&step.id, None, open) {
        if wanted
            .as_ref()
            .is_some_and(|wanted| !wanted.shown.contains(&card.id()))
        {
            continue;
        }
        grounds.truncate(depth);
        let ground = ground(&card, depth, grounds.last().copied());
        grounds.push(ground);
        let folds = wanted.is_none() && folded.contains(&card.id());
        rows.push(Row {
            id: card.id(),
            depth,
            more: 0,
            hidden: if folds {
                seen.walk(&step.id, Some(card.id()), |_| true).count()
            } else {
                0
            },
            hunch: ground == Ground::Hunch,
            fit: wanted
                .as_ref()
                .is_none_or(|wanted| wanted.found.contains(&card.id())),
        });
    }
    // From below it is known which levels go on.
    let mut more = 0u64;
    for row in rows.iter_mut().rev() {
        let level = 1u64 << row.depth.min(63);
        row.more = more & (level | (level - 1));
        more = row.more | level;
    }
    rows
}

fn ground(card: &CardSeen<'_>, depth: usize, above: Option<Ground>) -> Ground {
    // The problem is what is asked about; how it is known carries no branch.
    if depth == 0 {
        return Ground::Unsaid;
    }
    let above = above.unwrap_or(Ground::Unsaid);
    match (above, card.text_of(field::EVIDENCE)) {
        (above, "") => above,
        (Ground::Firm, _) => Ground::Firm,
        (_, how) if how == EVIDENCE[EVIDENCE.len() - 1] => Ground::Hunch,
        _ => Ground::Firm,
    }
}

/// What a filter finds, and the way to it.
struct Wanted {
    found: HashSet<CardId>,
    shown: HashSet<CardId>,
}

impl Wanted {
    fn of(step: &Step, seen: Seen<'_>, filter: &str) -> Self {
        let matcher = SkimMatcherV2::default();
        let mut wanted = Self {
            found: HashSet::new(),
            shown: HashSet::new(),
        };
        let mut path = Vec::new();
        for (depth, card) in seen.walk(&step.id, None, |_| true) {
            path.truncate(depth);
            path.push(card.id());
            if fits(&matcher, &searched(&card), filter).is_some() {
                wanted.found.insert(card.id());
                wanted.shown.extend(&path);
            }
        }
        wanted
    }
}
