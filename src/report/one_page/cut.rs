//! How what is said gives way: words, points and rows cut to what a budget allows, so that every cut shows.

use super::{Budget, Panel, Part, Point, Points, Rows, Section, Words, fit, widened};
use crate::{
    document::{Block, Item, Line, Node, Phrase, Table, Weight},
    report::measure,
    say::{Lang, MsgId},
};

/// Rows of a plan that stay, however short the page is of room.
const KEPT_ROWS: usize = 12;

/// From so many lines for a point on, the page has room for the way to each root.
const ROOMY: usize = 4;

/// Cuts to a budget, and remembers whether anything was cut.
pub(super) struct Cutter {
    pub(super) lang: Lang,
    pub(super) budget: Budget,
    pub(super) cut: bool,
}

impl Cutter {
    pub(super) fn clip(&mut self, words: &str, ems: f64) -> String {
        self.cut_to(measure::clip(words, ems), words)
    }

    /// Words cut to so many lines of this width.
    fn clip_lines(&mut self, words: &str, ems: f64, lines: usize) -> String {
        self.cut_to(measure::clip_lines(words, ems, lines), words)
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
            measure::wrap(&all, ems).len() <= lines
        };
        if fits(&whole) {
            return whole;
        }
        self.cut = true;
        let most = ems * lines as f64 - measure::ems(behind);
        measure::most(most, |room| shortened(&whole, room), fits)
    }

    pub(super) fn statements(&mut self, blocks: &[Block]) -> Vec<String> {
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
            room = room.saturating_sub(measure::wrap(&words, ems).len());
            out.push(words);
        }
        out
    }

    pub(super) fn panel(&mut self, section: &Section, wide: bool, columns: usize) -> Panel {
        let ems = fit::point_ems(self.budget.size, columns);
        let budget = self.budget;
        // Whoever reads the page looks for what is done next: other sections give way before its rows do.
        if section.rank == 0 {
            self.budget.rows = budget.rows.max(KEPT_ROWS);
        }
        let parts = match &section.ideas {
            Some(ideas) => {
                let ideas = ideas.clone();
                vec![Part::Points(self.points(ideas, ems))]
            }
            None => self.parts(&section.blocks, ems),
        };
        self.budget = budget;
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
                    let tight = curve.is_some() && self.budget.lines <= 2;
                    // What only a statistician asks for is in the full report.
                    let plain = |item: &&Item| !tight || !is_quiet(&item.line);
                    let kept: Vec<Item> = items.iter().filter(plain).cloned().collect();
                    self.cut |= kept.len() < items.len();
                    let items = self.flat(&kept, ems);
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
        let mut chains = Vec::new();
        marked(nodes, &mut Vec::new(), &mut chains);
        let mut parts = Vec::new();
        let none = chains.is_empty();
        if none {
            let words = MsgId::ReportNoRoot.text(self.lang).to_owned();
            parts.push(Part::Words(vec![(words, Weight::Quiet)]));
            let mut ends = Vec::new();
            leaves(nodes, &mut ends);
            chains.extend(ends.into_iter().map(|node| vec![node]));
        }
        // Where there is room, what lies between the problem and its root is read along with it, from the root up.
        let whole = self.budget.lines >= ROOMY;
        let points = chains
            .into_iter()
            .filter_map(|chain| {
                let (node, above) = chain.split_last()?;
                let mut line = node.line.clone();
                // The problem itself is the same for all of them.
                for cause in above.iter().skip(1).rev().filter(|_| whole) {
                    let words = format!(" ← {}", cause.line.render(self.lang));
                    line = line.and(Phrase::Said(words.into()), Weight::Quiet);
                }
                Some(Point {
                    words: self.words(&line, ems),
                    root: !none,
                    ..Point::default()
                })
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

fn is_quiet(line: &Line) -> bool {
    line.0.iter().all(|span| span.weight == Weight::Quiet)
}

/// Pieces cut to so many ems in all.
fn shortened(whole: &Words, ems: f64) -> Words {
    let mut room = ems;
    let mut out = Words::new();
    for (words, weight) in whole {
        let wide = measure::ems(words);
        if wide <= room {
            room -= wide;
            out.push((words.clone(), *weight));
            continue;
        }
        // What only explains is left out whole before it is cut into a stump.
        let stump = *weight == Weight::Quiet && room < 8.0;
        match (measure::clip(words, room), out.last_mut()) {
            (Some(short), None) => out.push((short, *weight)),
            (Some(short), Some(_)) if !stump && room > 2.0 => out.push((short, *weight)),
            (_, Some((last, _))) => last.push('…'),
            (None, None) => {}
        }
        break;
    }
    out
}

/// The chains to the causes marked as roots, each from the top down; `above` is what they lie under.
fn marked<'a>(nodes: &'a [Node], above: &mut Vec<&'a Node>, chains: &mut Vec<Vec<&'a Node>>) {
    for node in nodes {
        above.push(node);
        if node.root {
            chains.push(above.clone());
        }
        marked(&node.under, above, chains);
        above.pop();
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
