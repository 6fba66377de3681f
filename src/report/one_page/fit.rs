//! How tall a page comes out, in points (72 to the inch), before any browser has seen it.
//!
//! These are the measures of `html/page.css`; both change together. Estimates err on the large side.

use super::{Band, Panel, Part, Points, Rows, Sheet, Words};
use crate::{document::Weight, report::measure};

/// The page between its margins: as wide as A4 allows, as tall as Letter does.
const WIDE: f64 = 532.0;
const TALL: f64 = 728.0;
/// Kept free, for what a printer's own margins and another font may take.
const SPARE: f64 = 10.0;
const GUTTER: f64 = 16.0;

/// The print sizes, in points.
pub const SIZES: [f64; 5] = [11.0, 9.6, 8.8, 8.0, 7.3];
const LEADING: f64 = 1.3;
const TITLE: f64 = 19.0;
const SMALL: f64 = 7.0;
const BULLET: f64 = 10.0;
/// The chart's share of the width, and the width of one column of its text.
pub const CHART: f64 = 0.58;
/// Columns of text in a chart.
pub const CHART_COLUMNS: usize = 62;
const CHART_CELL: (f64, f64) = (7.5, 17.0);

fn points(size: usize) -> f64 {
    SIZES[size.min(SIZES.len() - 1)]
}

/// How much of a title fits two lines.
pub fn title_ems() -> f64 {
    WIDE / TITLE * 1.85
}

/// How much fits the line under it.
pub fn subtitle_ems(size: usize) -> f64 {
    WIDE / points(size) * 0.97
}

/// How much fits one line of a result.
pub fn result_ems(size: usize) -> f64 {
    (WIDE - 14.0) / (points(size) * 1.4)
}

/// How much fits one line of a list in one of so many columns.
pub fn point_ems(size: usize, columns: usize) -> f64 {
    (share(WIDE, columns) - BULLET) / points(size)
}

/// How much fits one line of a list beside a curve.
pub fn beside_ems(size: usize) -> f64 {
    (WIDE * (1.0 - CHART) - GUTTER - BULLET) / points(size)
}

/// How much fits the foot.
pub fn foot_ems() -> f64 {
    WIDE / SMALL * 0.85
}

/// How much fits one line of a cell of this share of the page.
pub fn cell_ems(share: f64, size: usize) -> f64 {
    ((WIDE * share / 100.0 - 6.0) / points(size)).max(1.0)
}

/// Whether the page fits one sheet of either paper.
pub fn fits(sheet: &Sheet) -> bool {
    height(sheet) <= TALL - SPARE
}

/// How tall the page comes out.
pub fn height(sheet: &Sheet) -> f64 {
    let size = points(sheet.size);
    let title = lines(&sheet.title, WIDE / TITLE / 1.06) * TITLE * 1.15;
    let header = title + size * LEADING + 12.0;
    let result: f64 = sheet
        .result
        .iter()
        .map(|words| lines(words, (WIDE - 14.0) / (size * 1.4)) * size * 1.4 * LEADING)
        .sum();
    let result = if sheet.result.is_empty() {
        0.0
    } else {
        result + 12.0
    };
    let bands: f64 = sheet
        .bands
        .iter()
        .map(|band| {
            5.0 + match band {
                Band::Wide(of) => panel(of, WIDE, sheet.size),
                Band::Side(columns) => side(columns, sheet.size),
            }
        })
        .sum();
    let foot = 2.0 * SMALL * LEADING + 10.0;
    header + result + bands + foot
}

/// How tall columns of sections come out that stand side by side.
pub fn side(columns: &[Vec<Panel>], size: usize) -> f64 {
    let wide = share(WIDE, columns.len());
    let column = |panels: &Vec<Panel>| panels.iter().map(|of| panel(of, wide, size)).sum::<f64>();
    columns.iter().map(column).fold(0.0, f64::max)
}

/// How wide each of so many columns is.
fn share(wide: f64, count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a page has few columns")]
    let count = count.max(1) as f64;
    (wide - GUTTER * (count - 1.0)) / count
}

/// How tall a section comes out in this width.
fn panel(panel: &Panel, wide: f64, size: usize) -> f64 {
    let head = points(size) * 1.1 * LEADING + 9.0;
    head + parts(&panel.parts, wide, size)
}

fn parts(all: &[Part], wide: f64, size: usize) -> f64 {
    all.iter().map(|one| part(one, wide, size)).sum()
}

fn part(part: &Part, wide: f64, size: usize) -> f64 {
    let print = points(size);
    match part {
        Part::Words(of) => words(of, wide, print) + 3.0,
        Part::Statement(of) => {
            lines(of, (wide - 12.0) / (print * 1.1)) * print * 1.1 * LEADING + 4.0
        }
        Part::Points(of) => list(of, wide, print),
        Part::Columns(columns) => {
            let each = share(wide, columns.len());
            let tall = columns.iter().map(|(name, of)| {
                let head = if name.is_empty() {
                    0.0
                } else {
                    print * LEADING + 2.0
                };
                head + list(of, each, print)
            });
            tall.fold(0.0, f64::max)
        }
        Part::Chart(_, rows, beside) => {
            let chart = chart_height(wide, *rows);
            chart.max(parts(beside, wide * (1.0 - CHART) - GUTTER, size)) + 4.0
        }
        Part::Rows(of) => table(of, size),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a chart has few rows and columns"
)]
fn chart_height(wide: f64, rows: usize) -> f64 {
    (wide - GUTTER) * CHART * (rows as f64 * CHART_CELL.1) / (CHART_COLUMNS as f64 * CHART_CELL.0)
}

fn words(words: &Words, wide: f64, print: f64) -> f64 {
    let all: String = words.iter().map(|(words, _)| words.as_str()).collect();
    let strong = words.iter().any(|(_, weight)| *weight == Weight::Strong);
    let wide = if strong { wide / 1.06 } else { wide };
    lines(&all, wide / print) * print * LEADING
}

fn list(list: &Points, wide: f64, print: f64) -> f64 {
    let items = list.items.iter();
    let tall: f64 = items
        .map(|item| words(&item.words, wide - BULLET, print) + 1.5)
        .sum();
    let more = if list.more > 0 {
        print * LEADING + 1.5
    } else {
        0.0
    };
    tall + more + 2.0
}

fn table(table: &Rows, size: usize) -> f64 {
    let print = points(size);
    let row = |cells: &[String], strong: f64| {
        let tall = cells
            .iter()
            .zip(&table.widths)
            .map(|(words, share)| lines(words, cell_ems(*share, size) / strong));
        tall.fold(1.0, f64::max) * print * LEADING + 3.4
    };
    let rows: f64 = table.cells.iter().map(|cells| row(cells, 1.0)).sum();
    let more = if table.more > 0 {
        print * LEADING + 2.0
    } else {
        0.0
    };
    row(&table.head, 1.08) + rows + more + 4.0
}

#[expect(clippy::cast_precision_loss, reason = "a page has few lines")]
fn lines(words: &str, ems: f64) -> f64 {
    measure::wrap(words, ems).len().max(1) as f64
}

/// How wide the columns of a table are, in hundredths: short ones as wide as they need, the others share the rest.
pub fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<f64> {
    const SHORT: f64 = 8.0;
    const LONG: f64 = 32.0;
    let whole = WIDE / SIZES[SIZES.len() - 1];
    let needs: Vec<f64> = (0..head.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            let widest = cells.map(|words| measure::ems(words)).fold(0.0, f64::max);
            (widest.max(measure::ems(&head[at]) * 1.1) + 1.6).min(LONG)
        })
        .collect();
    let short: f64 = needs.iter().filter(|need| **need <= SHORT).sum();
    let long: f64 = needs.iter().filter(|need| **need > SHORT).sum();
    if long <= 0.0 || short > whole * 0.6 {
        let all: f64 = needs.iter().sum();
        return needs.iter().map(|need| need / all * 100.0).collect();
    }
    // Where larger print is chosen, short columns grow with it: so their share is that of the largest.
    let short_share = |need: f64| need / (WIDE / SIZES[0]) * 100.0;
    let taken: f64 = needs
        .iter()
        .filter(|need| **need <= SHORT)
        .map(|need| short_share(*need))
        .sum();
    needs
        .iter()
        .map(|need| {
            if *need <= SHORT {
                short_share(*need)
            } else {
                need / long * (100.0 - taken)
            }
        })
        .collect()
}
