//! Files of values: `period,value` and optionally `group,target,n,note,source,definition`, in any order.
//!
//! A file is taken whole or refused whole, with every problem and its place. What a spreadsheet makes of a
//! file is understood (byte order marks, semicolons, tabs, CRLF, `%`, separators of thousands) where it can
//! only mean one thing; what could mean two is refused rather than guessed.

pub mod cards;
mod cells;
mod reader;
mod rows;
mod text;

use std::io::Read;
use std::sync::Arc;

use crate::insight::{Period, Series, groups::is_everybody};
use crate::problem::{Place, Problem};

use reader::Reader;

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
        self.series
            .iter()
            .find(|(name, _)| name.is_none())
            .or_else(|| self.called_everybody())
            .or(self.series.first())
    }

    /// The group that is called everybody, where no row stands without a group.
    pub fn everybody(&self) -> Option<&Arc<str>> {
        if self.series.iter().any(|(name, _)| name.is_none()) {
            return None;
        }
        self.called_everybody()?.0.as_ref()
    }

    fn called_everybody(&self) -> Option<&(Option<Arc<str>>, Series)> {
        self.series
            .iter()
            .find(|(name, _)| name.as_deref().is_some_and(is_everybody))
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
    let mut reader = Reader::of(name);
    let table = reader.table(bytes);
    reader.done(table)
}

#[cfg(test)]
mod tests;
