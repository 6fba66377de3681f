//! The rows of a file: each cell read, each row held against those before it.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::Cell;
use super::reader::{Header, Reader};
use super::{MOST_TEXT, Row, Table};
use crate::insight::{
    Period, PeriodError,
    number::{Number, Numbers, Why},
};

/// Columns that hold numbers.
const NUMERIC: [&str; 3] = ["value", "target", "n"];

/// What the rows read so far have settled.
struct Sofar {
    numbers: Numbers,
    /// The first period, which sets the kind, and its line.
    first: Option<(Period, usize)>,
    /// The line of each period and group.
    seen: HashMap<(Period, Option<String>), usize>,
    percent: bool,
    /// Where the first value stands that has no `%`.
    without_percent: Option<(usize, usize)>,
}

impl Header {
    /// The cell of a column; an empty one where the row ends before it.
    fn cell(&self, row: &[Cell], column: &str) -> Cell {
        let line = row.first().map_or(0, |cell| cell.place.0);
        let found = self.columns.get(column).and_then(|&index| row.get(index));
        found.cloned().unwrap_or(Cell {
            text: String::new(),
            place: (line, 0),
        })
    }
}

impl Reader<'_> {
    /// Reads all rows; what is wrong with them is among the problems afterwards.
    pub(super) fn rows(&mut self, header: &Header, rows: &[Vec<Cell>]) -> Table {
        let numeric: Vec<usize> = NUMERIC
            .iter()
            .filter_map(|column| header.columns.get(column).copied())
            .collect();
        let written = rows
            .iter()
            .flat_map(|row| numeric.iter().filter_map(|&i| row.get(i)))
            .map(|cell| cell.text.as_str());
        let mut sofar = Sofar {
            numbers: Numbers::from_cells(written),
            first: None,
            seen: HashMap::new(),
            percent: false,
            without_percent: None,
        };
        let read: Vec<Row> = rows
            .iter()
            .filter_map(|row| self.row(header, row, &mut sofar))
            .collect();
        if sofar.percent
            && let Some(place) = sofar.without_percent
        {
            self.at(
                place,
                "this value has no %, others have",
                "Write % after all values or after none; 0.25 and 25 % cannot be told apart otherwise.",
            );
        }
        let mut table = Table {
            rows: read,
            series: Vec::new(),
            percent: sofar.percent,
            ignored: header.ignored.clone(),
        };
        self.build(&mut table);
        table
    }

    fn row(&mut self, header: &Header, row: &[Cell], sofar: &mut Sofar) -> Option<Row> {
        self.shape(header, row);
        let value_cell = header.cell(row, "value");
        let value = self.number(sofar.numbers, &value_cell);
        if let Some(number) = value {
            sofar.percent |= number.percent;
            if !number.percent && sofar.without_percent.is_none() {
                sofar.without_percent = Some(value_cell.place);
            }
        }
        let target = self.number(sofar.numbers, &header.cell(row, "target"));
        let n_cell = header.cell(row, "n");
        let n = self.number(sofar.numbers, &n_cell);
        if n.is_some_and(|n| n.value < 0.0) {
            self.at(
                n_cell.place,
                "n is how many people or cases a value rests on, and cannot be under 0",
                "Correct it, or leave it empty.",
            );
        }
        let text = |column| some_text(&header.cell(row, column));
        let group = text("group").map(Arc::<str>::from);
        let period_cell = header.cell(row, "period");
        let period = self.period(&period_cell)?;
        self.fits(period, group.as_deref(), period_cell.place, sofar);
        Some(Row {
            line: period_cell.place.0,
            period,
            value: value.map(|n| n.value),
            group,
            target: target.map(|n| n.value),
            n: n.map(|n| n.value),
            note: text("note"),
            source: text("source"),
            definition: text("definition").map(Arc::from),
        })
    }

    /// No cell is too long, and there are no more of them than columns.
    fn shape(&mut self, header: &Header, row: &[Cell]) {
        for cell in row
            .iter()
            .filter(|cell| cell.text.chars().nth(MOST_TEXT).is_some())
        {
            self.at(
                cell.place,
                format!("this cell holds more than {MOST_TEXT} characters"),
                "Shorten it.",
            );
        }
        if let Some(extra) = row
            .iter()
            .skip(header.width)
            .find(|cell| !cell.text.trim().is_empty())
        {
            self.at(
                extra.place,
                format!("this row has more cells than the {} columns", header.width),
                "A comma inside a text needs quotation marks around the text; a number is written without commas.",
            );
        }
    }

    /// A period is of the same kind as the others, and there is one row for it in its group.
    fn fits(
        &mut self,
        period: Period,
        group: Option<&str>,
        place: (usize, usize),
        sofar: &mut Sofar,
    ) {
        let (first, at) = *sofar.first.get_or_insert((period, place.0));
        if first.kind() != period.kind() {
            self.at(
                place,
                format!("{period} is not the same kind of period as {first} in line {at}"),
                "Write all of them alike: 2016, or 2016/17 for school years (2011-12 would be a month), or 2016-Q1, or 2016-03.",
            );
        }
        let earlier = sofar
            .seen
            .insert((period, group.map(str::to_lowercase)), place.0);
        if let Some(earlier) = earlier {
            let of = group.map(|g| format!(" for “{g}”")).unwrap_or_default();
            self.at(
                place,
                format!("{period}{of} is there twice; the other is in line {earlier}"),
                "Keep one of the two rows, or tell them apart in a column “group”.",
            );
        }
    }

    fn number(&mut self, numbers: Numbers, cell: &Cell) -> Option<Number> {
        let text = cell.text.trim();
        if text.is_empty() {
            return None;
        }
        let shown: String = text.chars().take(40).collect();
        let place = cell.place;
        match numbers.read(text) {
            Ok(number) => Some(number),
            Err(Why::Word) => {
                self.at(
                    place,
                    format!("“{shown}” is not a number"),
                    "Write it as 27.5; where there is no value, leave the cell empty.",
                );
                None
            }
            Err(Why::Ambiguous) => {
                self.at(
                    place,
                    format!("“{shown}” can be read as a decimal number or as thousands"),
                    "Write thousands without a separator (1234) and decimals with a point and not three places (1.2340).",
                );
                None
            }
            Err(Why::Large) => {
                self.at(
                    place,
                    format!("“{shown}” is too large"),
                    "Count in thousands or in millions.",
                );
                None
            }
        }
    }

    fn period(&mut self, cell: &Cell) -> Option<Period> {
        let text = cell.text.trim();
        let shown: String = text.chars().take(40).collect();
        let place = cell.place;
        let error = match text.parse() {
            Ok(period) => return Some(period),
            Err(error) => error,
        };
        let (message, hint) = match error {
            PeriodError::Empty => (
                "the period is missing".to_owned(),
                "Every row says what it is for, as in 2016.",
            ),
            PeriodError::Shape | PeriodError::Year => (
                format!("“{shown}” is not a period"),
                "Write 2016, 2016/17 for a school year, 2016-Q1, 2016-03 or 2016-03-14.",
            ),
            PeriodError::SchoolYear => (
                format!("“{shown}” is not a school year"),
                "The second year follows the first, as in 2016/17.",
            ),
            PeriodError::Quarter => (
                format!("“{shown}” is not a quarter"),
                "Quarters are 2016-Q1 to 2016-Q4.",
            ),
            PeriodError::Month => (
                format!("“{shown}” is not a month"),
                "Months are 2016-01 to 2016-12.",
            ),
            PeriodError::Day => (
                format!("“{shown}” is not a day"),
                "Days are written 2016-03-14.",
            ),
        };
        self.at(place, message, hint);
        None
    }
}

fn some_text(cell: &Cell) -> Option<String> {
    let text = cell.text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
