//! What lies on a page of cards, the same for all who see the same.

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::{
    model::{CardId, Seen, Step},
    ui::{overlay::fits, step::searched},
};

/// What lies on the page.
#[derive(Debug, Default)]
pub(super) struct Laid {
    /// The cards of each column, with how far they are indented.
    pub columns: Vec<Vec<(usize, CardId)>>,
    /// How many cards earlier steps hand on to this page.
    pub handed: usize,
}

impl Laid {
    /// What lies there and holds these words.
    pub fn of(step: &Step, seen: Seen<'_>, words: &str) -> Self {
        let known = step.kind.lens().columns();
        let mut columns = vec![Vec::new(); known.len().max(1)];
        let matcher = SkimMatcherV2::default();
        for (depth, card) in seen.walk(&step.id, None, |_| true) {
            if words.trim().is_empty() || fits(&matcher, &searched(&card), words).is_some() {
                let at = known
                    .iter()
                    .position(|column| Some(&column.id) == card.column())
                    .unwrap_or(0);
                columns[at].push((depth, card.id()));
            }
        }
        let handed = seen.handed_to(step).len();
        Self { columns, handed }
    }
}
