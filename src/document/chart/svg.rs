//! A chart as SVG for print: the same layout as in a terminal, with real lines.

use std::fmt::Write as _;

use super::layout::{Layout, Path};
use super::{Chart, Role};
use crate::document::xml::xml;

/// Width and height of one cell, in CSS pixels; the text is a little narrower than a cell is wide.
const CELL: (f64, f64) = (7.5, 17.0);
/// Columns and rows.
pub(super) const SIZE: (usize, usize) = (100, 26);

pub(super) fn write(chart: &Chart, id: &str, describe: &str, size: (usize, usize)) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail; a picture cut short would still be the honest answer if it did.
    let _ = picture(&mut out, chart, &xml(id), describe, size);
    out
}

fn picture(
    out: &mut String,
    chart: &Chart,
    id: &str,
    describe: &str,
    size: (usize, usize),
) -> std::fmt::Result {
    let (width, height) = (px(size.0, CELL.0), px(size.1, CELL.1));
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="100%" role="img" aria-labelledby="{id}-title {id}-desc" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif" font-size="13" fill="none">"#
    )?;
    writeln!(
        out,
        r#"<title id="{id}-title">{}</title>"#,
        xml(&chart.title)
    )?;
    writeln!(out, r#"<desc id="{id}-desc">{}</desc>"#, xml(describe))?;
    writeln!(
        out,
        r##"<rect width="{width:.0}" height="{height:.0}" fill="#ffffff"/>"##
    )?;
    if let Some(layout) = Layout::of(chart, size.0, size.1) {
        axes(out, &layout)?;
        for path in &layout.paths {
            band(out, path)?;
        }
        for path in layout.paths.iter().rev() {
            line(out, path)?;
        }
        for text in &layout.texts {
            let (x, y) = (px(text.column, CELL.0), middle(text.row));
            let weight = if text.role == Role::Title {
                r#" font-size="16" font-weight="600""#
            } else {
                ""
            };
            let colour = style(text.role).0;
            writeln!(
                out,
                r#"<text x="{x:.1}" y="{y:.1}" fill="{colour}" dominant-baseline="central"{weight}>{}</text>"#,
                xml(&text.text)
            )?;
        }
        for entry in &layout.legend {
            let (x, y) = (px(entry.column, CELL.0), middle(entry.row));
            let sample = Path {
                role: entry.role,
                measured: matches!(entry.role, Role::History | Role::Group(_)),
                stretches: vec![vec![
                    (x / CELL.0, y / CELL.1),
                    (x / CELL.0 + 3.0, y / CELL.1),
                ]],
                band: Vec::new(),
            };
            line(out, &sample)?;
            writeln!(
                out,
                r##"<text x="{:.1}" y="{y:.1}" fill="#14181c" dominant-baseline="central">{}</text>"##,
                x + 4.0 * CELL.0,
                xml(&entry.text)
            )?;
        }
    }
    writeln!(out, "</svg>")
}

fn axes(out: &mut String, layout: &Layout) -> std::fmt::Result {
    let (left, right) = (px(layout.columns.0, CELL.0), px(layout.columns.1, CELL.0));
    let (top, bottom) = (px(layout.rows.0, CELL.1), px(layout.rows.1, CELL.1));
    for (row, text) in &layout.y_ticks {
        let y = row * CELL.1;
        writeln!(
            out,
            r##"<path d="M{left:.1} {y:.1}H{right:.1}" stroke="#d5dae0" stroke-width="1"/>"##
        )?;
        writeln!(
            out,
            r##"<text x="{:.1}" y="{y:.1}" fill="#4a5560" text-anchor="end" dominant-baseline="central">{}</text>"##,
            left - 8.0,
            xml(text)
        )?;
    }
    writeln!(
        out,
        r##"<path d="M{left:.1} {top:.1}V{bottom:.1}H{right:.1}" stroke="#4a5560" stroke-width="1.2"/>"##
    )?;
    for (column, text) in layout.x_ticks.iter().zip(&layout.x_labels) {
        let x = column * CELL.0;
        writeln!(
            out,
            r##"<path d="M{x:.1} {bottom:.1}v5" stroke="#4a5560" stroke-width="1.2"/>"##
        )?;
        let y = bottom + CELL.1;
        writeln!(
            out,
            r##"<text x="{x:.1}" y="{y:.1}" fill="#4a5560" text-anchor="middle" dominant-baseline="central">{}</text>"##,
            xml(&text.text)
        )?;
    }
    for change in &layout.breaks {
        let x = change * CELL.0;
        writeln!(
            out,
            r##"<path d="M{x:.1} {top:.1}V{bottom:.1}" stroke="#4a5560" stroke-width="1" stroke-dasharray="2 4"/>"##
        )?;
    }
    for mark in &layout.marks {
        let x = mark * CELL.0;
        writeln!(
            out,
            r##"<path d="M{x:.1} {top:.1}V{bottom:.1}" stroke="#4a5560" stroke-width="1"/>"##
        )?;
    }
    Ok(())
}

fn band(out: &mut String, path: &Path) -> std::fmt::Result {
    if path.band.len() < 3 {
        return Ok(());
    }
    writeln!(
        out,
        r#"<path d="{}Z" fill="{}" fill-opacity="0.12"/>"#,
        commands(&path.band),
        style(path.role).0
    )
}

fn line(out: &mut String, path: &Path) -> std::fmt::Result {
    let (colour, width, dashes) = style(path.role);
    let dashes = if dashes.is_empty() {
        String::new()
    } else {
        format!(r#" stroke-dasharray="{dashes}""#)
    };
    for stretch in path.stretches.iter().filter(|stretch| stretch.len() > 1) {
        writeln!(
            out,
            r#"<path d="{}" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"{dashes}/>"#,
            commands(stretch)
        )?;
    }
    if path.measured {
        // Beyond this many the marks would hide the line; points that stand alone have nothing else to show.
        let few = path.stretches.iter().map(Vec::len).sum::<usize>() <= SIZE.0;
        for (x, y) in path
            .stretches
            .iter()
            .filter(|stretch| few || stretch.len() == 1)
            .flatten()
        {
            mark(out, path.role, x * CELL.0, y * CELL.1)?;
        }
    }
    Ok(())
}

/// The mark of a measured point: its shape tells groups apart on a grey printer.
fn mark(out: &mut String, role: Role, x: f64, y: f64) -> std::fmt::Result {
    let colour = style(role).0;
    let shape = match role {
        Role::Group(group) => (usize::from(group) + 1) % 8,
        _ => 0,
    };
    let fill = if shape % 2 == 0 { colour } else { "#ffffff" };
    let paint = format!(r#"fill="{fill}" stroke="{colour}" stroke-width="1.6""#);
    match shape / 2 {
        0 => writeln!(out, r#"<circle cx="{x:.1}" cy="{y:.1}" r="3.6" {paint}/>"#),
        1 => writeln!(
            out,
            r#"<path d="M{x:.1} {:.1}l4.6 4.6l-4.6 4.6l-4.6 -4.6Z" {paint}/>"#,
            y - 4.6
        ),
        2 => writeln!(
            out,
            r#"<path d="M{x:.1} {:.1}l4.4 7.6h-8.8Z" {paint}/>"#,
            y - 4.8
        ),
        _ => writeln!(
            out,
            r#"<path d="M{:.1} {:.1}h7v7h-7Z" {paint}/>"#,
            x - 3.5,
            y - 3.5
        ),
    }
}

fn commands(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let command = if i == 0 { 'M' } else { 'L' };
        let _ = write!(d, "{command}{:.1} {:.1}", x * CELL.0, y * CELL.1);
    }
    d
}

/// Colour, width and dashes of a line. Each colour has 7:1 contrast on white; dashes differ too.
fn style(role: Role) -> (&'static str, f64, &'static str) {
    match role {
        Role::History => ("#14181c", 2.6, ""),
        Role::Group(group) => match (group % 5 + 1) % 5 {
            0 => ("#14181c", 2.0, ""),
            1 => ("#00518a", 2.0, ""),
            2 => ("#943300", 2.0, ""),
            3 => ("#00604a", 2.0, ""),
            _ => ("#8a2f6b", 2.0, ""),
        },
        Role::Forecast => ("#8a2f6b", 2.2, "8 6"),
        Role::Frozen => ("#8a2f6b", 2.2, "16 5"),
        Role::Guess => ("#00518a", 2.6, "0.1 6"),
        Role::Turn => ("#00604a", 2.6, "4 5"),
        Role::Target => ("#00604a", 1.6, "10 4 2 4"),
        Role::Blank | Role::Title | Role::Axis | Role::Label | Role::Break | Role::Mark => {
            ("#14181c", 1.2, "")
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "columns and rows of one picture"
)]
fn px(cells: usize, size: f64) -> f64 {
    cells as f64 * size
}

fn middle(row: usize) -> f64 {
    px(row, CELL.1) + CELL.1 / 2.0
}
