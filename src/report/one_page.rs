//! The one-page result: what a turn-the-curve talk leaves, planned so that it fits one sheet of A4 and one of Letter.
//!
//! A page is tried in ever smaller print and with ever shorter lists until it fits, by an estimate that errs on the large
//! side. Whatever is cut shows it: an ellipsis, “and n more”, or the name of what is missing. Which sections there are
//! comes from the session's own read-out, so that any script has its page.

use crate::{
    document::{Weight, chart::Chart},
    say,
    say::{Lang, MsgId},
};

mod cut;
mod fit;
mod sections;

pub use fit::CHART_COLUMNS;
#[cfg(test)]
pub use fit::fits;
pub use sections::{Section, sections};

use cut::Cutter;

/// The page as it will stand.
#[derive(Debug)]
pub struct Sheet {
    /// What the session is called.
    pub title: String,
    /// What stands under it.
    pub subtitle: String,
    /// The result, in the group's words.
    pub result: Vec<String>,
    /// What follows, from the top down.
    pub bands: Vec<Band>,
    /// Which print: 0 is the largest.
    pub size: usize,
    /// Whether every point has one line: a wider font than was planned for must not make it two.
    pub one_line: bool,
    /// Sections for which there was no room at all.
    pub missing: Vec<String>,
    /// Whether anything was cut.
    pub shortened: bool,
}

/// A strip of the page.
#[derive(Debug)]
pub enum Band {
    /// One section across the whole page.
    Wide(Panel),
    /// Columns of sections, two or three.
    Side(Vec<Vec<Panel>>),
}

/// A section.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its name.
    pub title: String,
    /// What it holds.
    pub parts: Vec<Part>,
}

/// One part of a section.
#[derive(Clone, Debug)]
pub enum Part {
    /// Running text.
    Words(Words),
    /// Words written together.
    Statement(String),
    /// A list.
    Points(Points),
    /// Lists side by side, each with its name, which may be empty.
    Columns(Vec<(String, Points)>),
    /// A curve, in so many rows of text, and the words beside it.
    Chart(Box<Chart>, usize, Vec<Part>),
    /// A table.
    Rows(Rows),
}

/// Words in pieces.
pub type Words = Vec<(String, Weight)>;

/// A list, cut to what fits.
#[derive(Clone, Debug, Default)]
pub struct Points {
    /// Its points.
    pub items: Vec<Point>,
    /// How many more there are.
    pub more: usize,
}

/// One point of a list.
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// Its words.
    pub words: Words,
    /// What it is known for, in small words that are put behind it and never cut.
    tags: String,
    /// Marked as a root cause.
    pub root: bool,
    /// The kinds of idea that the method asks to see on the page: no or low cost, off the wall.
    wanted: [bool; 2],
}

/// A table, cut to what fits.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The heads of its columns.
    pub head: Vec<String>,
    /// How wide each is, in hundredths of the page.
    pub widths: Vec<f64>,
    /// Its cells, row by row.
    pub cells: Vec<Vec<String>>,
    /// How many more there are.
    pub more: usize,
    /// Columns for which there was no room.
    pub left_out: Vec<String>,
}

/// How much is shown: tried from the most to the least.
#[derive(Clone, Copy, Debug)]
struct Budget {
    size: usize,
    /// Lines of one point.
    lines: usize,
    /// Points of one list.
    points: usize,
    /// Rows of the table.
    rows: usize,
    /// Rows of text in a chart.
    chart: usize,
}

const fn budget(size: usize, lines: usize, points: usize, rows: usize, chart: usize) -> Budget {
    Budget {
        size,
        lines,
        points,
        rows,
        chart,
    }
}

const BUDGETS: [Budget; 20] = [
    budget(0, 6, 60, 60, 24),
    budget(0, 6, 60, 60, 20),
    budget(1, 6, 60, 60, 18),
    budget(2, 6, 60, 60, 17),
    budget(2, 4, 60, 60, 16),
    budget(3, 4, 60, 60, 15),
    budget(3, 3, 60, 60, 14),
    budget(4, 3, 60, 60, 14),
    budget(4, 2, 60, 60, 13),
    budget(4, 2, 14, 14, 12),
    budget(4, 2, 10, 12, 11),
    budget(4, 1, 14, 14, 11),
    budget(4, 1, 10, 12, 11),
    budget(4, 1, 10, 12, 10),
    budget(4, 1, 9, 12, 10),
    budget(4, 1, 8, 12, 10),
    budget(4, 1, 8, 10, 10),
    budget(4, 1, 6, 8, 10),
    budget(4, 1, 4, 6, 10),
    budget(4, 1, 3, 4, 10),
];

/// The page for these sections.
pub fn sheet(title: &str, subtitle: &str, sections: &[Section], lang: Lang) -> Sheet {
    let all: Vec<&Section> = sections.iter().collect();
    let least = BUDGETS[BUDGETS.len() - 1];
    // A script with very many steps: the least important ones give way, by name, and of equals the last.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| (sections[*at].rank, *at));
    let mut kept = all;
    while !order.is_empty() && !fit::fits(&lay(title, subtitle, &kept, lang, least)) {
        order.pop();
        let mut stay = order.clone();
        stay.sort_unstable();
        kept = stay.into_iter().map(|at| &sections[at]).collect();
    }
    // What gave way leaves room: the rest is written as large as it may be then.
    let pages = BUDGETS.iter();
    let mut pages = pages.map(|budget| lay(title, subtitle, &kept, lang, *budget));
    let mut page = pages
        .find(fit::fits)
        .unwrap_or_else(|| lay(title, subtitle, &kept, lang, least));
    if kept.len() < sections.len() {
        let missing = (0..sections.len()).filter(|at| !order.contains(at));
        page.missing = missing.map(|at| sections[at].title.clone()).collect();
        page.shortened = true;
    }
    page
}

fn lay(title: &str, subtitle: &str, sections: &[&Section], lang: Lang, budget: Budget) -> Sheet {
    let mut cut = Cutter {
        lang,
        budget,
        cut: false,
    };
    let mut result = Vec::new();
    let mut bands: Vec<Band> = Vec::new();
    let mut halves: Vec<Panel> = Vec::new();
    let mut hero = None;
    for (at, section) in sections.iter().enumerate() {
        if section.result && hero.is_none() {
            hero = Some(at);
            result = cut.statements(&section.blocks);
        }
    }
    let rest: Vec<&Section> = (0..sections.len())
        .filter(|at| hero != Some(*at))
        .map(|at| sections[at])
        .collect();
    for (at, section) in rest.iter().enumerate() {
        let wide = section.is_wide();
        // Three narrow sections in a row share the page by thirds, all others by halves.
        let before = rest[..at].iter().rev().take_while(|one| !one.is_wide());
        let behind = rest[at..].iter().take_while(|one| !one.is_wide());
        let thirds = !wide && before.count() + behind.count() == 3;
        let panel = cut.panel(section, wide, if thirds { 3 } else { 2 });
        if wide {
            pair(&mut halves, &mut bands, budget.size);
            bands.push(Band::Wide(panel));
        } else {
            halves.push(panel);
        }
    }
    pair(&mut halves, &mut bands, budget.size);
    Sheet {
        title: cut.clip(title, fit::title_ems()),
        subtitle: cut.clip(subtitle, fit::subtitle_ems(budget.size)),
        result,
        bands,
        size: budget.size,
        one_line: budget.lines == 1,
        missing: Vec::new(),
        shortened: cut.cut,
    }
}

/// Puts sections that need half the page beside one another, where both columns come out as even as they can.
fn pair(halves: &mut Vec<Panel>, bands: &mut Vec<Band>, size: usize) {
    let mut panels = std::mem::take(halves);
    if panels.len() < 2 {
        bands.extend(panels.pop().map(|panel| Band::Wide(widened(panel))));
        return;
    }
    // All ways to cut them into two columns, and three where they are three: the lowest band wins.
    let mut ways: Vec<Vec<Vec<Panel>>> = (1..panels.len())
        .map(|at| vec![panels[..at].to_vec(), panels[at..].to_vec()])
        .collect();
    if panels.len() == 3 {
        ways.push(panels.drain(..).map(|panel| vec![panel]).collect());
    }
    let lowest = ways
        .into_iter()
        .min_by(|a, b| fit::side(a, size).total_cmp(&fit::side(b, size)));
    bands.extend(lowest.map(Band::Side));
}

/// A list across the whole page stands in two columns.
fn widened(mut panel: Panel) -> Panel {
    for part in &mut panel.parts {
        if let Part::Points(points) = part
            && points.items.len() > 3
        {
            let half = points.items.len().div_ceil(2);
            let right = Points {
                items: points.items.split_off(half),
                more: points.more,
            };
            let left = Points {
                items: std::mem::take(&mut points.items),
                more: 0,
            };
            *part = Part::Columns(vec![(String::new(), left), (String::new(), right)]);
        }
    }
    panel
}

impl Sheet {
    /// What stands at the foot where something was cut.
    pub fn foot(&self, lang: Lang) -> Option<String> {
        let mut said = Vec::new();
        if self.shortened {
            said.push(MsgId::ReportShortened.text(lang).to_owned());
        }
        let mut missing = self.missing.clone();
        for band in &self.bands {
            if let Band::Wide(panel) = band {
                missing.extend(panel.parts.iter().flat_map(|part| match part {
                    Part::Rows(rows) => rows.left_out.clone(),
                    _ => Vec::new(),
                }));
            }
        }
        if !missing.is_empty() {
            let names = say!(ReportNotShown, missing).render(lang);
            said.push(super::measure::clip(&names, fit::foot_ems()).unwrap_or(names));
        }
        (!said.is_empty()).then(|| said.join(" "))
    }
}
