//! Files of values: `period,value` and optionally `group,target,n,note,source,definition`, in any order.
//!
//! A file is taken whole or refused whole, with every problem and its place. What a spreadsheet makes of a
//! file is understood (byte order marks, semicolons, tabs, CRLF, `%`, separators of thousands) where it can
//! only mean one thing; what could mean two is refused rather than guessed.

mod cells;
mod numbers;
mod text;

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;

use crate::insight::{Period, PeriodError, Point, Series};
use crate::problem::{Place, Problem};

use cells::Cell;
use numbers::{Numbers, Why};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// Most rows that are read.
pub const MOST_ROWS: usize = 50_000;
/// Most characters of one cell.
const MOST_TEXT: usize = 2_000;
/// Most problems that are listed; a file that is wrong throughout says the same on every line.
const MOST_PROBLEMS: usize = 25;

const COLUMNS: [&str; 8] = [
    "period",
    "value",
    "group",
    "target",
    "n",
    "note",
    "source",
    "definition",
];

/// One row, as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it is for.
    pub period: Period,
    /// The value; `None` where the cell was left empty.
    pub value: Option<f64>,
    /// The group it is about; `None` for everybody.
    pub group: Option<Arc<str>>,
    /// The value aimed at for that period.
    pub target: Option<f64>,
    /// How many people or cases the value rests on.
    pub n: Option<f64>,
    /// What was noted beside it.
    pub note: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// How it was defined; `None` means as the row before.
    pub definition: Option<Arc<str>>,
}

/// A file of values that has been read without a problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// All rows, in the order of the file.
    pub rows: Vec<Row>,
    /// One series for each group in order of appearance; `None` names the rows without a group.
    pub series: Vec<(Option<Arc<str>>, Series)>,
    /// Whether values were written with `%`.
    pub percent: bool,
    /// Columns that were not understood and are left out.
    pub ignored: Vec<String>,
}

impl Table {
    /// The series of a group, by its name whatever the case; `None` asks for the rows without a group.
    pub fn series(&self, group: Option<&str>) -> Option<&Series> {
        let wanted = group.map(str::to_lowercase);
        self.series
            .iter()
            .find(|(name, _)| name.as_ref().map(|n| n.to_lowercase()) == wanted)
            .map(|(_, s)| s)
    }

    /// The series that is about everybody: the rows without a group, else a group that is called so, else
    /// the first. This is the curve that is looked at, not a reference that others are compared with.
    pub fn whole(&self) -> Option<&(Option<Arc<str>>, Series)> {
        const EVERYBODY: [&str; 8] = [
            "all",
            "total",
            "overall",
            "everyone",
            "everybody",
            "todos",
            "todas",
            "tous",
        ];
        self.series
            .iter()
            .find(|(name, _)| name.is_none())
            .or_else(|| {
                let called = |name: &Arc<str>| EVERYBODY.contains(&name.to_lowercase().as_str());
                self.series
                    .iter()
                    .find(|(name, _)| name.as_ref().is_some_and(called))
            })
            .or(self.series.first())
    }

    /// The latest target given for a group, with its period.
    pub fn target(&self, group: Option<&str>) -> Option<(Period, f64)> {
        self.rows
            .iter()
            .filter(|row| row.group.as_deref() == group)
            .filter_map(|row| row.target.map(|target| (row.period, target)))
            .max_by_key(|(period, _)| *period)
    }
}

/// Reads a file of values from `source`, never more than [`MOST_BYTES`] of it. `name` is what problems call it.
///
/// # Errors
/// Every problem of the file, or the one that kept it from being read.
pub fn read_from(name: &str, source: impl Read) -> Result<Table, Vec<Problem>> {
    let mut bytes = Vec::new();
    if let Err(error) = source.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        let hint = "Nothing was taken from it. Check that the file can be read, then try again.";
        return Err(vec![Problem::new(
            Place::file(name),
            format!("the file could not be read: {error}"),
            hint,
        )]);
    }
    read(name, &bytes)
}

/// Reads the bytes of a file of values. `name` is what problems call it.
///
/// # Errors
/// Every problem of the file, each with its place, up to a couple of dozen.
pub fn read(name: &str, bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    let mut reader = Reader {
        name,
        problems: Vec::new(),
        more: 0,
    };
    let table = reader.table(bytes);
    if reader.more > 0 {
        let more = format!("and {} more problems", reader.more);
        reader.problems.push(Problem::new(
            Place::file(name),
            more,
            "Mend these first, then read the file again.",
        ));
    }
    match table {
        Some(table) if reader.problems.is_empty() => Ok(table),
        _ => Err(reader.problems),
    }
}

/// Where each column stands in the file.
struct Header {
    columns: HashMap<&'static str, usize>,
    width: usize,
    ignored: Vec<String>,
}

struct Reader<'a> {
    name: &'a str,
    problems: Vec<Problem>,
    more: usize,
}

impl Reader<'_> {
    fn whole(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.problems
            .push(Problem::new(Place::file(self.name), message, hint));
    }

    fn at(
        &mut self,
        (line, column): (usize, usize),
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem::new(
                Place::at(self.name, line, column),
                message,
                hint,
            ));
        } else {
            self.more += 1;
        }
    }

    fn table(&mut self, bytes: &[u8]) -> Option<Table> {
        if bytes.len() as u64 > MOST_BYTES {
            self.whole(
                format!(
                    "the file is larger than {} MB, too large for a series of values",
                    MOST_BYTES / 1024 / 1024
                ),
                "Keep only the rows and columns that the curve needs.",
            );
            return None;
        }
        let text = match text::decode(bytes) {
            Ok(text) => text,
            Err(trouble) => {
                self.at(trouble.place, trouble.message, trouble.hint);
                return None;
            }
        };
        if let Some((place, found)) = text::forbidden(&text) {
            self.at(
                place,
                format!(
                    "a character that cannot be seen (U+{:04X}) stands here",
                    u32::from(found)
                ),
                "Delete it; it may come from copying out of another program.",
            );
            return None;
        }
        let (mut rows, unclosed) = cells::split(&text);
        if let Some(place) = unclosed {
            self.at(
                place,
                "a quotation mark is opened here and never closed",
                "Close it, or delete it.",
            );
            return None;
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
        if rows.is_empty() {
            self.whole(
                "the file is empty",
                "The first line names the columns: period,value",
            );
            return None;
        }
        let header = self.header(&rows[0]);
        if rows.len() == 1 {
            self.whole(
                "there is no value in the file",
                "Below the line of columns goes one row for each period, as in 2016,27.5",
            );
        }
        if rows.len() - 1 > MOST_ROWS {
            self.whole(
                format!(
                    "the file has {} rows; {MOST_ROWS} can be read",
                    rows.len() - 1
                ),
                "Keep only the rows that the curve needs, for example one for each year.",
            );
            return None;
        }
        let header = header?;
        self.rows(&header, &rows[1..])
    }

    fn header(&mut self, cells: &[Cell]) -> Option<Header> {
        let mut columns = HashMap::new();
        let mut ignored = Vec::new();
        let before = self.problems.len();
        for (index, cell) in cells.iter().enumerate() {
            let title = cell.text.trim();
            let known = COLUMNS
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(title));
            match known {
                Some(known) if columns.contains_key(known) => {
                    self.at(
                        cell.place,
                        format!("the column “{known}” is there twice"),
                        "Keep one of the two.",
                    );
                }
                Some(known) => {
                    columns.insert(known, index);
                }
                None if title.is_empty() => {}
                None => ignored.push(title.chars().take(60).collect()),
            }
        }
        for needed in ["period", "value"] {
            if !columns.contains_key(needed) {
                let found: Vec<String> = cells
                    .iter()
                    .map(|c| c.text.trim().chars().take(30).collect())
                    .collect();
                let place = cells.first().map_or((1, 1), |cell| cell.place);
                self.at(
                    place,
                    format!("there is no column “{needed}”"),
                    format!("The first line names the columns, period,value at least; here it reads: {}", found.join(", ")),
                );
            }
        }
        (self.problems.len() == before).then_some(Header {
            columns,
            width: cells.len(),
            ignored,
        })
    }

    fn rows(&mut self, header: &Header, rows: &[Vec<Cell>]) -> Option<Table> {
        static NONE: Cell = Cell {
            text: String::new(),
            place: (0, 0),
        };
        let cell = |row: &'_ [Cell], column: &str| -> Cell {
            header
                .columns
                .get(column)
                .and_then(|&i| row.get(i))
                .unwrap_or(&NONE)
                .clone()
        };
        let numeric = ["value", "target", "n"];
        let numbers = Numbers::from_cells(rows.iter().flat_map(|row| {
            numeric
                .iter()
                .filter_map(|column| header.columns.get(column).and_then(|&i| row.get(i)))
                .map(|c| c.text.as_str())
        }));
        let mut table = Table {
            rows: Vec::new(),
            series: Vec::new(),
            percent: false,
            ignored: header.ignored.clone(),
        };
        let mut without_percent = None;
        let mut kind: Option<(Period, usize)> = None;
        let mut seen: HashMap<(Period, Option<String>), usize> = HashMap::new();
        for row in rows {
            let line = row.first().map_or(0, |cell| cell.place.0);
            for cell in row {
                if cell.text.chars().nth(MOST_TEXT).is_some() {
                    self.at(
                        cell.place,
                        format!("this cell holds more than {MOST_TEXT} characters"),
                        "Shorten it.",
                    );
                }
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
            let value_cell = cell(row, "value");
            let value = self.number(&numbers, &value_cell, line);
            if let Some(number) = value {
                table.percent |= number.percent;
                if !number.percent && without_percent.is_none() {
                    without_percent = Some(value_cell.place);
                }
            }
            let target = self
                .number(&numbers, &cell(row, "target"), line)
                .map(|n| n.value);
            let n_cell = cell(row, "n");
            let n = self.number(&numbers, &n_cell, line).map(|n| n.value);
            if n.is_some_and(|n| n < 0.0) {
                self.at(
                    n_cell.place,
                    "n is how many people or cases a value rests on, and cannot be under 0",
                    "Correct it, or leave it empty.",
                );
            }
            let period_cell = cell(row, "period");
            let Some(period) = self.period(&period_cell, line) else {
                continue;
            };
            match kind {
                Some((first, at)) if first.kind() != period.kind() => self.at(
                    period_cell.place,
                    format!("{period} is not the same kind of period as {first} in line {at}"),
                    "Write all of them alike: 2016, or 2016/17 for school years (2011-12 would be a month), or 2016-Q1, or 2016-03.",
                ),
                Some(_) => {}
                None => kind = Some((period, line)),
            }
            let group = some_text(&cell(row, "group")).map(Arc::<str>::from);
            let key = (period, group.as_ref().map(|g| g.to_lowercase()));
            if let Some(first) = seen.get(&key) {
                let of = group
                    .as_ref()
                    .map(|g| format!(" for “{g}”"))
                    .unwrap_or_default();
                self.at(
                    period_cell.place,
                    format!("{period}{of} is there twice; the first is in line {first}"),
                    "Keep one of the two rows, or tell them apart in a column “group”.",
                );
            } else {
                seen.insert(key, line);
            }
            table.rows.push(Row {
                line,
                period,
                value: value.map(|n| n.value),
                group,
                target,
                n,
                note: some_text(&cell(row, "note")),
                source: some_text(&cell(row, "source")),
                definition: some_text(&cell(row, "definition")).map(Arc::from),
            });
        }
        if table.percent
            && let Some(place) = without_percent
        {
            self.at(
                place,
                "this value has no %, others have",
                "Write % after all values or after none; 0.25 and 25 % cannot be told apart otherwise.",
            );
        }
        self.build(&mut table);
        Some(table)
    }

    /// Sorts the rows into one series for each group.
    fn build(&mut self, table: &mut Table) {
        let mut order: Vec<(Option<Arc<str>>, Vec<Point>)> = Vec::new();
        let mut index: HashMap<Option<String>, usize> = HashMap::new();
        for row in &table.rows {
            let key = row.group.as_ref().map(|g| g.to_lowercase());
            let at = *index.entry(key).or_insert_with(|| {
                order.push((row.group.clone(), Vec::new()));
                order.len() - 1
            });
            order[at].1.push(Point {
                period: row.period,
                value: row.value,
                n: row.n,
                definition: row.definition.clone(),
            });
        }
        // One spelling for each group, the first, so that its rows are found by its name.
        for row in &mut table.rows {
            let key = row.group.as_ref().map(|g| g.to_lowercase());
            if let Some(&at) = index.get(&key) {
                row.group.clone_from(&order[at].0);
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        for (group, points) in order {
            match Series::new(points) {
                Ok(series) => table.series.push((group, series)),
                Err(error) => self.whole(
                    error.to_string(),
                    "Correct the row, then read the file again.",
                ),
            }
        }
    }

    fn number(&mut self, numbers: &Numbers, cell: &Cell, line: usize) -> Option<numbers::Number> {
        let text = cell.text.trim();
        if text.is_empty() {
            return None;
        }
        let shown: String = text.chars().take(40).collect();
        let place = if cell.place.0 == 0 {
            (line, 0)
        } else {
            cell.place
        };
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

    fn period(&mut self, cell: &Cell, line: usize) -> Option<Period> {
        let text = cell.text.trim();
        let shown: String = text.chars().take(40).collect();
        let place = if cell.place.0 == 0 {
            (line, 0)
        } else {
            cell.place
        };
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

#[cfg(test)]
mod tests;
