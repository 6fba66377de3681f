//! Which cards lie where, as one seat shows them: those that fit the filter, with the gaps and crowds in words.

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::{
    model::{
        CardId, Seen, Step,
        step::grid::{Grid, Place},
    },
    say,
    say::Msg,
    ui::overlay::fits,
};

/// Where the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// At a place of the grid.
    At(Place),
    /// Among the cards that have none.
    Loose,
}

impl Default for Focus {
    fn default() -> Self {
        Self::At(Place::default())
    }
}

/// Which cards lie where.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub columns: usize,
    pub rows: usize,
    cells: Vec<Vec<CardId>>,
    loose: Vec<CardId>,
    /// Gaps and crowds, each as a sentence.
    pub words: Vec<Msg>,
}

impl Sheet {
    /// What a grid shows of a session. The gaps are those of the whole room, whatever this seat filters.
    pub(super) fn new(grid: &Grid, step: &Step, seen: Seen<'_>, filter: &str) -> Self {
        let lang = seen.lang();
        let laid = grid.lay(step, &seen);
        let matcher = SkimMatcherV2::default();
        let ids = |cards: &[crate::model::seen::CardSeen<'_>]| -> Vec<CardId> {
            let fit = cards.iter().filter(|card| {
                filter.trim().is_empty() || fits(&matcher, card.text(), filter).is_some()
            });
            fit.map(|card| card.id()).collect()
        };
        let gaps: Vec<Msg> = grid
            .gaps(&laid)
            .into_iter()
            .map(|gap| grid.gap_words(gap, lang))
            .collect();
        let crowds: Vec<Msg> = grid
            .crowds(&laid)
            .into_iter()
            .map(|(place, count)| say!(GridCrowd, grid.name(place, lang), count))
            .collect();
        let words = [
            (!gaps.is_empty()).then(|| say!(GridGaps, gaps)),
            (!crowds.is_empty()).then(|| say!(GridCrowds, crowds)),
        ];
        Self {
            columns: grid.columns().len(),
            rows: grid.rows().len(),
            cells: grid.places().map(|place| ids(laid.at(place))).collect(),
            loose: ids(&laid.loose),
            words: words.into_iter().flatten().collect(),
        }
    }

    /// Whether there is no place at all, so that every card lies loose.
    pub(super) fn is_flat(&self) -> bool {
        self.cells.is_empty()
    }

    /// A place by its number, counted along the rows.
    pub(super) fn place(&self, at: usize) -> Option<Place> {
        let place = Place {
            row: at.checked_div(self.columns)?,
            column: at.checked_rem(self.columns)?,
        };
        self.has(place).then_some(place)
    }

    /// The number of a place.
    pub(super) fn number(&self, place: Place) -> usize {
        place.row * self.columns + place.column
    }

    pub(super) fn has(&self, place: Place) -> bool {
        place.row < self.rows && place.column < self.columns
    }

    /// The cards somewhere.
    pub(super) fn at(&self, focus: Focus) -> &[CardId] {
        match focus {
            Focus::Loose => &self.loose,
            Focus::At(place) => self
                .cells
                .get(self.number(place))
                .map_or(&[], |cards| cards),
        }
    }

    /// How many cards have a place.
    pub(super) fn placed(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }

    /// Where a card lies.
    pub(super) fn find(&self, card: CardId) -> Option<Focus> {
        if self.loose.contains(&card) {
            return Some(Focus::Loose);
        }
        let at = self.cells.iter().position(|cards| cards.contains(&card))?;
        Some(Focus::At(Place {
            row: at / self.columns,
            column: at % self.columns,
        }))
    }
}
