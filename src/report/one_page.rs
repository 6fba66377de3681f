//! The one-page result: what a turn-the-curve talk leaves, planned so that it fits one sheet of A4 and one of Letter.
//!
//! A page is tried in ever smaller print and with ever shorter lists until it fits, by an estimate that errs on the large
//! side. Whatever is cut shows it: an ellipsis, “and n more”, or the name of what is missing. Which sections there are
//! comes from the session's own read-out, so that any script has its page.

use crate::{
    document::{Block, Item, Line, Node, Table, Weight, chart::Chart},
    model::{
        card::field,
        ids::StepId,
        seen::{CardSeen, Seen},
        step::{recap, text::Text},
    },
    say,
    say::{Lang, MsgId},
};

mod fit;

pub use fit::CHART_COLUMNS;
#[cfg(test)]
pub use fit::fits;

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

/// What one step leaves, before anything is cut.
#[derive(Debug)]
pub struct Section {
    title: String,
    blocks: Vec<Block>,
    result: bool,
    ideas: Option<Vec<Point>>,
}

impl Section {
    /// Whether it needs the whole width.
    fn is_wide(&self) -> bool {
        let wide =
            |block: &Block| matches!(block, Block::Chart(_) | Block::Beside(_) | Block::Table(_));
        self.blocks.iter().any(wide)
    }
}

#[cfg(test)]
impl Section {
    /// A section with these blocks.
    pub fn new(title: &str, blocks: Vec<Block>) -> Self {
        Self {
            title: title.to_owned(),
            blocks,
            result: false,
            ideas: None,
        }
    }
}

/// What the read-out of a session says, step by step.
pub fn sections(seen: &Seen<'_>, only: Option<&StepId>) -> Vec<Section> {
    let steps = recap::read_out(seen).into_iter();
    steps
        .filter(|step| only.is_none_or(|only| step.id == *only))
        .map(|step| Section {
            title: step.name(seen.lang()).to_string(),
            blocks: seen.recap(step),
            result: Text::states_result(step),
            ideas: step
                .field(field::OFF_WALL)
                .is_some()
                .then(|| ideas(&step.id, seen)),
        })
        .filter(|section| !section.blocks.is_empty())
        .collect()
}

/// Ideas, those that became actions first.
fn ideas(step: &StepId, seen: &Seen<'_>) -> Vec<Point> {
    let mut cards: Vec<(bool, CardSeen<'_>)> = seen
        .cards_on(step)
        .filter(|card| !card.is_heading())
        .map(|card| (seen.leads_to(card.id()).next().is_some(), card))
        .collect();
    cards.sort_by_key(|(planned, _)| !planned);
    let point = |(planned, card): &(bool, CardSeen<'_>)| {
        let cost = match card.text_of(field::COST) {
            "none" => Some(MsgId::ReportTagNoCost),
            "low" => Some(MsgId::ReportTagLowCost),
            _ => None,
        };
        let off_wall = card.flag(field::OFF_WALL);
        let tags = [
            cost,
            off_wall.then_some(MsgId::ReportTagOffWall),
            planned.then_some(MsgId::ReportTagPlanned),
        ];
        let tags: Vec<&str> = tags
            .into_iter()
            .flatten()
            .map(|tag| tag.text(seen.lang()))
            .collect();
        let tags = match tags.join(", ") {
            none if none.is_empty() => none,
            tags => format!(" ({tags})"),
        };
        Point {
            words: vec![(card.text().to_owned(), Weight::Plain)],
            tags,
            root: false,
            wanted: [cost.is_some(), off_wall],
        }
    };
    cards.iter().map(point).collect()
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
    let mut tried = None;
    for budget in BUDGETS {
        let page = lay(title, subtitle, sections, lang, budget);
        if fit::fits(&page) {
            return page;
        }
        tried = Some((page, budget));
    }
    // A script with very many steps: the last ones give way, by name.
    let (mut page, least) = tried.unwrap_or_else(|| {
        let least = BUDGETS[BUDGETS.len() - 1];
        (lay(title, subtitle, &[], lang, least), least)
    });
    let mut kept = sections.len();
    while kept > 0 && !fit::fits(&page) {
        kept -= 1;
        page = lay(title, subtitle, &sections[..kept], lang, least);
        let missing = sections[kept..].iter().map(|section| section.title.clone());
        page.missing = missing.collect();
        page.shortened = true;
    }
    page
}

fn lay(title: &str, subtitle: &str, sections: &[Section], lang: Lang, budget: Budget) -> Sheet {
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
        .map(|at| &sections[at])
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

struct Cutter {
    lang: Lang,
    budget: Budget,
    cut: bool,
}

impl Cutter {
    fn clip(&mut self, words: &str, ems: f64) -> String {
        self.cut_to(super::measure::clip(words, ems), words)
    }

    /// Words cut to so many lines of this width.
    fn clip_lines(&mut self, words: &str, ems: f64, lines: usize) -> String {
        self.cut_to(super::measure::clip_lines(words, ems, lines), words)
    }

    fn cut_to(&mut self, short: Option<String>, words: &str) -> String {
        match short {
            Some(short) => {
                self.cut = true;
                short
            }
            None => words.to_owned(),
        }
    }

    /// A line cut to the lines that a point may have.
    fn words(&mut self, line: &Line, ems: f64) -> Words {
        let spans = line.0.iter();
        let whole = spans
            .map(|span| (span.words.render(self.lang).to_string(), span.weight))
            .collect();
        self.pieces(whole, ems, "")
    }

    /// Pieces cut to as many lines of this width as a point may have, when `behind` is put behind them.
    #[expect(clippy::cast_precision_loss, reason = "a point has few lines")]
    fn pieces(&mut self, whole: Words, ems: f64, behind: &str) -> Words {
        let lines = self.budget.lines;
        let fits = |words: &Words| {
            let mut all: String = words.iter().map(|(words, _)| words.as_str()).collect();
            all.push_str(behind);
            super::measure::wrap(&all, ems).len() <= lines
        };
        if fits(&whole) {
            return whole;
        }
        self.cut = true;
        let most = ems * lines as f64 - super::measure::ems(behind);
        super::measure::most(most, |room| shortened(&whole, room), fits)
    }

    fn statements(&mut self, blocks: &[Block]) -> Vec<String> {
        let ems = fit::result_ems(self.budget.size);
        let mut room = self.budget.lines.clamp(2, 4);
        let mut out = Vec::new();
        for block in blocks {
            let Block::Statement(line) = block else {
                continue;
            };
            if room == 0 {
                self.cut = true;
                break;
            }
            let words = self.clip_lines(&line.render(self.lang), ems, room);
            room = room.saturating_sub(super::measure::wrap(&words, ems).len());
            out.push(words);
        }
        out
    }

    fn panel(&mut self, section: &Section, wide: bool, columns: usize) -> Panel {
        let ems = fit::point_ems(self.budget.size, columns);
        let parts = match &section.ideas {
            Some(ideas) => {
                let ideas = ideas.clone();
                vec![Part::Points(self.points(ideas, ems))]
            }
            None => self.parts(&section.blocks, ems),
        };
        let panel = Panel {
            title: self.clip(&section.title, ems * 0.85),
            parts,
        };
        if wide { widened(panel) } else { panel }
    }

    fn parts(&mut self, blocks: &[Block], ems: f64) -> Vec<Part> {
        let curve = blocks.iter().find_map(|block| match block {
            Block::Chart(chart) => Some(chart.clone()),
            _ => None,
        });
        let ems = match curve {
            Some(_) => fit::beside_ems(self.budget.size),
            None => ems,
        };
        // Words beside a curve have the height of the picture, whatever else is short of room.
        let budget = self.budget;
        if curve.is_some() {
            self.budget.lines = budget.lines.max(2);
            self.budget.points = budget.points.max(5);
        }
        let tree = blocks.iter().any(|block| matches!(block, Block::Tree(_)));
        let mut parts = Vec::new();
        for block in blocks {
            match block {
                // One curve on the page; its numbers are in the picture and in the full report.
                Block::Chart(_) => {}
                Block::Table(_) if curve.is_some() => {}
                Block::Table(table) => parts.push(Part::Rows(self.rows(table))),
                Block::Heading(_, line) => {
                    let words = line.render(self.lang);
                    parts.push(Part::Words(vec![(self.clip(&words, ems), Weight::Strong)]));
                }
                // The chains that lead to the roots are in the full report.
                Block::Para(_) if tree => {}
                Block::Para(line) => parts.push(Part::Words(self.words(line, ems))),
                Block::Statement(line) => {
                    let words = line.render(self.lang);
                    let lines = self.budget.lines;
                    parts.push(Part::Statement(self.clip_lines(&words, ems * 0.85, lines)));
                }
                Block::List(items) => {
                    let items = self.flat(items, ems);
                    parts.push(Part::Points(self.points(items, ems)));
                }
                Block::Tree(nodes) => parts.extend(self.roots(nodes, ems)),
                Block::Beside(columns) => {
                    let columns = columns.iter().map(|column| self.column(column, ems));
                    parts.push(Part::Columns(columns.collect()));
                }
            }
        }
        self.budget = budget;
        match curve {
            Some(chart) => vec![Part::Chart(chart, self.budget.chart, parts)],
            None => parts,
        }
    }

    fn column(&mut self, blocks: &[Block], ems: f64) -> (String, Points) {
        let mut name = String::new();
        let mut points = Vec::new();
        for block in blocks {
            match block {
                Block::Heading(_, line) => name = self.clip(&line.render(self.lang), ems),
                Block::List(items) => points.extend(self.flat(items, ems)),
                Block::Para(line) | Block::Statement(line) => points.push(Point {
                    words: self.words(line, ems),
                    ..Point::default()
                }),
                _ => {}
            }
        }
        (name, self.points(points, ems))
    }

    /// The points of a list; a heading and its points share one: “Heading: one; two”.
    fn flat(&mut self, items: &[Item], ems: f64) -> Vec<Point> {
        let point = |item: &Item| {
            let mut line = item.line.clone();
            for (at, under) in item.under.iter().enumerate() {
                let before = if at == 0 { ": " } else { "; " };
                line = line.and_said(before);
                line.0.extend(under.line.0.iter().cloned());
            }
            Point {
                words: self.words(&line, ems),
                ..Point::default()
            }
        };
        items.iter().map(point).collect()
    }

    fn roots(&mut self, nodes: &[Node], ems: f64) -> Vec<Part> {
        let mut roots = Vec::new();
        marked(nodes, &mut roots);
        let mut parts = Vec::new();
        let none = roots.is_empty();
        if none {
            let words = MsgId::ReportNoRoot.text(self.lang).to_owned();
            parts.push(Part::Words(vec![(words, Weight::Quiet)]));
            leaves(nodes, &mut roots);
        }
        let points = roots
            .into_iter()
            .map(|node| Point {
                words: self.words(&node.line, ems),
                root: !none,
                ..Point::default()
            })
            .collect();
        parts.push(Part::Points(self.points(points, ems)));
        parts
    }

    /// The first points, and among them one of each wanted kind where there is one.
    fn points(&mut self, mut points: Vec<Point>, ems: f64) -> Points {
        for point in &mut points {
            let whole = std::mem::take(&mut point.words);
            point.words = self.pieces(whole, ems, &point.tags);
            if !point.tags.is_empty() {
                let tags = std::mem::take(&mut point.tags);
                point.words.push((tags, Weight::Quiet));
            }
        }
        let most = self.budget.points;
        if points.len() <= most {
            return Points {
                items: points,
                more: 0,
            };
        }
        self.cut = true;
        let mut rest = points.split_off(most);
        for kind in 0..2 {
            if points.iter().any(|point| point.wanted[kind]) {
                continue;
            }
            let found = rest.iter().position(|point| point.wanted[kind]);
            let gives_way = points.iter().rposition(|point| !point.wanted[1 - kind]);
            if let (Some(found), Some(gives_way)) = (found, gives_way) {
                std::mem::swap(&mut points[gives_way], &mut rest[found]);
            }
        }
        Points {
            items: points,
            more: rest.len(),
        }
    }

    fn rows(&mut self, table: &Table) -> Rows {
        const MOST: usize = 6;
        let cell = |line: &Line| line.render(self.lang);
        let head: Vec<String> = table.head.iter().map(cell).collect();
        let left_out: Vec<String> = head.iter().skip(MOST).cloned().collect();
        let head: Vec<String> = head.into_iter().take(MOST).collect();
        let all: Vec<Vec<String>> = table
            .rows
            .iter()
            .take(self.budget.rows)
            .map(|row| row.iter().take(MOST).map(cell).collect())
            .collect();
        let more = table.rows.len().saturating_sub(self.budget.rows);
        self.cut |= more > 0 || !left_out.is_empty();
        let widths = fit::widths(&head, &all);
        let rows = all.into_iter().map(|row| {
            let cells = row.into_iter().zip(&widths);
            cells
                .map(|(words, share)| {
                    let ems = fit::cell_ems(*share, self.budget.size);
                    self.clip_lines(&words, ems, self.budget.lines)
                })
                .collect()
        });
        let rows = rows.collect();
        let head = head
            .iter()
            .zip(&widths)
            .map(|(words, share)| self.clip(words, fit::cell_ems(*share, self.budget.size) * 0.92))
            .collect();
        Rows {
            head,
            widths,
            cells: rows,
            more,
            left_out,
        }
    }
}

/// Pieces cut to so many ems in all.
fn shortened(whole: &Words, ems: f64) -> Words {
    let mut room = ems;
    let mut out = Words::new();
    for (words, weight) in whole {
        let wide = super::measure::ems(words);
        if wide <= room {
            room -= wide;
            out.push((words.clone(), *weight));
            continue;
        }
        // What only explains is left out whole before it is cut into a stump.
        let stump = *weight == Weight::Quiet && room < 8.0;
        match (super::measure::clip(words, room), out.last_mut()) {
            (Some(short), None) => out.push((short, *weight)),
            (Some(short), Some(_)) if !stump && room > 2.0 => out.push((short, *weight)),
            (_, Some((last, _))) => last.push('…'),
            (None, None) => {}
        }
        break;
    }
    out
}

fn marked<'a>(nodes: &'a [Node], roots: &mut Vec<&'a Node>) {
    for node in nodes {
        if node.root {
            roots.push(node);
        }
        marked(&node.under, roots);
    }
}

fn leaves<'a>(nodes: &'a [Node], found: &mut Vec<&'a Node>) {
    for node in nodes {
        if node.under.is_empty() {
            found.push(node);
        }
        leaves(&node.under, found);
    }
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
