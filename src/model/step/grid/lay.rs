//! Where cards lie on a grid, what its places are called, and which of them are empty or crowded.

use std::{collections::HashSet, sync::Arc};

use super::{Cell, Grid, Spot};
use crate::{
    model::{
        ids::FieldId,
        script::{Choice, Field, Step},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Lang, Msg},
};

/// A place on a grid, counted from the upper left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// From the top.
    pub row: usize,
    /// From the left.
    pub column: usize,
}

/// The cards of a grid, each where it lies.
#[derive(Clone, Debug)]
pub struct Laid<'a> {
    columns: usize,
    cells: Vec<Vec<CardSeen<'a>>>,
    /// Cards without a place, in the order of the page.
    pub loose: Vec<CardSeen<'a>>,
}

/// Where nothing lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A whole column of places without names.
    Column(usize),
    /// A whole row of places without names.
    Row(usize),
    /// One place.
    Cell(Place),
}

impl<'a> Laid<'a> {
    /// The cards at a place.
    pub fn at(&self, place: Place) -> &[CardSeen<'a>] {
        let cell = self.cells.get(place.row * self.columns + place.column);
        cell.map_or(&[], |cards| cards)
    }

    /// How many cards have a place.
    pub fn placed(&self) -> usize {
        self.all().count() - self.loose.len()
    }

    /// All cards, each once: those with a place from the upper left, then those without.
    pub fn all(&self) -> impl Iterator<Item = &CardSeen<'a>> {
        let mut met = HashSet::new();
        let placed = self.cells.iter().flatten();
        placed
            .filter(move |card| met.insert(card.id()))
            .chain(&self.loose)
    }
}

/// How many empty places are told one by one, where they have no names.
const MOST_BARE: usize = 8;

impl Grid {
    /// The field across, and the field down.
    pub fn axes(&self) -> [Option<&Field>; 2] {
        [&self.across, &self.down].map(|id| self.fields.iter().find(|field| field.id == *id))
    }

    /// The choices from left to right.
    pub fn columns(&self) -> &[Choice] {
        self.axes()[0].map_or(&[], |field| &field.choice)
    }

    /// The choices from the top down.
    pub fn rows(&self) -> &[Choice] {
        self.axes()[1].map_or(&[], |field| &field.choice)
    }

    /// Every place, row by row.
    pub fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let columns = self.columns().len();
        (0..self.rows().len())
            .flat_map(move |row| (0..columns).map(move |column| Place { row, column }))
    }

    /// Where a card lies; `None` while one of its two fields says nothing that this grid has.
    pub fn place_of(&self, card: &CardSeen<'_>) -> Option<Place> {
        let at = |choices: &[Choice], id: &FieldId| {
            let said = card.text_of(id.as_str());
            choices.iter().position(|choice| *choice.id == *said)
        };
        Some(Place {
            row: at(self.rows(), &self.down)?,
            column: at(self.columns(), &self.across)?,
        })
    }

    /// The cards at hand, each where it lies.
    pub fn lay<'a>(&self, step: &Step, seen: &Seen<'a>) -> Laid<'a> {
        let columns = self.columns().len();
        let mut laid = Laid {
            columns,
            cells: vec![Vec::new(); columns * self.rows().len()],
            loose: Vec::new(),
        };
        for card in seen.at_hand(step) {
            let places = self.places_of(&card);
            for at in &places {
                if let Some(cell) = laid.cells.get_mut(at.row * columns + at.column) {
                    cell.push(card);
                }
            }
            if places.is_empty() {
                laid.loose.push(card);
            }
        }
        laid
    }

    /// Every place of a card: its own, and those in the columns that it lies under as well.
    fn places_of(&self, card: &CardSeen<'_>) -> Vec<Place> {
        let Some(own) = self.place_of(card) else {
            return Vec::new();
        };
        let mut places = vec![own];
        for id in &self.also {
            let said = card.text_of(id.as_str());
            let column = self.columns().iter().position(|one| *one.id == *said);
            let place = column.map(|column| Place { column, ..own });
            places.extend(place.filter(|place| !places.contains(place)));
        }
        places
    }

    /// What the script says of a place.
    pub fn cell(&self, place: Place) -> Option<&Cell> {
        let (column, row) = (
            self.columns().get(place.column)?,
            self.rows().get(place.row)?,
        );
        self.cells
            .iter()
            .find(|cell| cell.across == column.id && cell.down == row.id)
    }

    /// What a place is called: by the script, or by its two choices.
    pub fn name(&self, place: Place, lang: Lang) -> Arc<str> {
        if let Some(cell) = self.cell(place) {
            return cell.label.get(lang).clone();
        }
        let label = |choices: &[Choice], at: usize| {
            choices
                .get(at)
                .map_or_else(|| "".into(), |choice| choice.label.get(lang).clone())
        };
        let (row, column) = (
            label(self.rows(), place.row),
            label(self.columns(), place.column),
        );
        format!("{row} · {column}").into()
    }

    /// What is asked where nothing lies there; empty where the script asks nothing.
    pub fn ask(&self, place: Place, lang: Lang) -> Arc<str> {
        self.cell(place)
            .map_or_else(|| "".into(), |cell| cell.ask.get(lang).clone())
    }

    /// Whether cards matter most at a place.
    pub fn is_aim(&self, place: Place) -> bool {
        let is = |spot: &Spot| {
            let column = self.columns().get(place.column);
            let row = self.rows().get(place.row);
            column.is_some_and(|choice| choice.id == spot.across)
                && row.is_some_and(|choice| choice.id == spot.down)
        };
        self.aim.as_ref().is_some_and(is)
    }

    /// How the flag is called that is shown on each card; `None` where none is shown.
    pub fn flag_name(&self, seen: &Seen<'_>) -> Option<Arc<str>> {
        let id = self.shows.as_ref()?;
        let mut steps = seen.script().steps.iter();
        let own = self.fields.iter().find(|field| field.id == *id);
        let declared = own.or_else(|| steps.find_map(|step| step.field(id.as_str())));
        Some(declared.map_or_else(|| id.0.clone(), |field| field.name(seen.lang())))
    }

    /// Whether a card has the flag that is shown.
    pub fn is_flagged(&self, card: &CardSeen<'_>) -> bool {
        self.shows.as_ref().is_some_and(|id| card.flag(id.as_str()))
    }

    /// Where nothing lies, once anything lies anywhere: whole columns and rows by themselves, then single places. Places
    /// with names are told one by one, because the names say more than the axis does.
    pub fn gaps(&self, laid: &Laid<'_>) -> Vec<Gap> {
        if laid.placed() == 0 {
            return Vec::new();
        }
        let (columns, rows) = (self.columns().len(), self.rows().len());
        let bare = |place: Place| laid.at(place).is_empty() && self.cell(place).is_none();
        let column = |column: &usize| {
            rows > 1
                && (0..rows).all(|row| {
                    bare(Place {
                        row,
                        column: *column,
                    })
                })
        };
        let row = |row: &usize| {
            columns > 1 && (0..columns).all(|column| bare(Place { row: *row, column }))
        };
        let whole_columns: Vec<usize> = (0..columns).filter(column).collect();
        let whole_rows: Vec<usize> = (0..rows).filter(row).collect();
        let single = self.places().filter(|place| {
            laid.at(*place).is_empty()
                && !whole_columns.contains(&place.column)
                && !whole_rows.contains(&place.row)
        });
        // A long list of places without names is no help: the grid shows them.
        let mut single: Vec<Place> = single.collect();
        if single.len() > MOST_BARE {
            single.retain(|place| self.cell(*place).is_some());
        }
        let columns = whole_columns.iter().map(|at| Gap::Column(*at));
        columns
            .chain(whole_rows.iter().map(|at| Gap::Row(*at)))
            .chain(single.into_iter().map(Gap::Cell))
            .collect()
    }

    /// A gap in words.
    pub fn gap_words(&self, gap: Gap, lang: Lang) -> Msg {
        let whole = |choices: &[Choice], at: usize| {
            let label = choices.get(at).map(|choice| choice.label.get(lang).clone());
            say!(GapWhole, label.unwrap_or_default())
        };
        match gap {
            Gap::Column(at) => whole(self.columns(), at),
            Gap::Row(at) => whole(self.rows(), at),
            Gap::Cell(place) => say!(GapCell, self.name(place, lang)),
        }
    }

    /// The places with more cards than the script finds good, and how many lie there.
    pub fn crowds(&self, laid: &Laid<'_>) -> Vec<(Place, usize)> {
        let Some(most) = self.crowded else {
            return Vec::new();
        };
        self.places()
            .map(|place| (place, laid.at(place).len()))
            .filter(|(_, count)| *count >= most as usize)
            .collect()
    }
}
