//! From bytes to a table: what the whole file must be, its header, and its rows put into series.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{self, Cell};
use super::{COLUMNS, MOST_BYTES, MOST_PROBLEMS, MOST_ROWS, Table, text};
use crate::insight::{Point, Series};
use crate::problem::{Place, Problem};

/// Where each column stands in the file.
pub(super) struct Header {
    pub columns: HashMap<&'static str, usize>,
    pub width: usize,
    pub ignored: Vec<String>,
}

/// A file being read: gathers its problems.
pub(super) struct Reader<'a> {
    pub name: &'a str,
    pub problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    pub more: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn of(name: &'a str) -> Self {
        Self {
            name,
            problems: Vec::new(),
            more: 0,
        }
    }

    /// What was read, where nothing was wrong with it.
    pub(super) fn done<T>(mut self, read: Option<T>) -> Result<T, Vec<Problem>> {
        if self.more > 0 {
            let more = format!("and {} more problems", self.more);
            self.whole(more, "Mend these first, then read the file again.");
        }
        match read {
            Some(read) if self.problems.is_empty() => Ok(read),
            _ => Err(self.problems),
        }
    }

    pub(super) fn whole(&mut self, message: impl Into<String>, hint: impl Into<String>) {
        self.problems
            .push(Problem::new(Place::file(self.name), message, hint));
    }

    pub(super) fn at(
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

    pub(super) fn table(&mut self, bytes: &[u8]) -> Option<Table> {
        let rows = self.cells(bytes, "period,value")?;
        let header = self.header(&rows[0]);
        if rows.len() == 1 {
            self.whole(
                "there is no value in the file",
                "Below the line of columns goes one row for each period, as in 2016,27.5",
            );
        }
        Some(self.rows(&header?, &rows[1..]))
    }

    /// The rows of a file, the line of columns first; `None` where it cannot be taken at all. `columns` is a line as it
    /// might be.
    pub(super) fn cells(&mut self, bytes: &[u8], columns: &str) -> Option<Vec<Vec<Cell>>> {
        if bytes.len() as u64 > MOST_BYTES {
            self.whole(
                format!(
                    "the file is larger than {} MB, too large to be read",
                    MOST_BYTES / 1024 / 1024
                ),
                "Keep only the rows and columns that are needed.",
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
                format!("The first line names the columns: {columns}"),
            );
            return None;
        }
        if rows.len() - 1 > MOST_ROWS {
            self.whole(
                format!(
                    "the file has {} rows; {MOST_ROWS} can be read",
                    rows.len() - 1
                ),
                "Keep only the rows that are needed; of a curve, for example, one for each year.",
            );
            return None;
        }
        Some(rows)
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

    /// Sorts the rows into one series for each group.
    pub(super) fn build(&mut self, table: &mut Table) {
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
}
