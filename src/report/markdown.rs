//! Markdown, as most wikis and repositories read it (GitHub's tables).

use std::fmt::Write as _;

use super::escape::{markdown as escaped, markdown_start};
use crate::{
    document::{
        Block, Document, Item, Line, Node, Table, Weight,
        chart::{self, Chart},
    },
    insight::period::Period,
    say::{Lang, MsgId, number},
};

/// A document as Markdown. Nobody's words become markup.
pub fn markdown(document: &Document, lang: Lang) -> String {
    let mut page = Page {
        lang,
        out: String::new(),
    };
    page.paragraph("# ", &document.title);
    page.paragraph("", &document.subtitle);
    page.blocks(&document.blocks);
    page.out
}

struct Page {
    lang: Lang,
    out: String,
}

impl Page {
    /// A line as running text.
    fn inline(&self, line: &Line) -> String {
        let mut out = String::new();
        for span in &line.0 {
            let words = escaped(&span.words.render(self.lang));
            // Stars stick only to words: spaces go outside.
            let inner = words.trim();
            if span.weight == Weight::Strong && !inner.is_empty() {
                let start = words.len() - words.trim_start().len();
                let end = start + inner.len();
                let _ = write!(out, "{}**{inner}**{}", &words[..start], &words[end..]);
            } else {
                out.push_str(&words);
            }
        }
        out.trim().to_owned()
    }

    /// A line that begins a block.
    fn start(&self, line: &Line) -> String {
        markdown_start(&self.inline(line))
    }

    fn paragraph(&mut self, before: &str, line: &Line) {
        let words = self.start(line);
        if !words.is_empty() {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            let _ = writeln!(self.out, "{before}{words}");
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, line) => {
                let marks = "#".repeat(usize::from((*level).clamp(1, 6)));
                self.paragraph(&format!("{marks} "), line);
            }
            Block::Para(line) => self.paragraph("", line),
            Block::Statement(line) => self.paragraph("> ", line),
            Block::List(items) => {
                self.out.push('\n');
                self.items(items, 0);
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Tree(nodes) => {
                self.out.push('\n');
                self.nodes(nodes, 0);
            }
            Block::Beside(columns) => {
                for column in columns {
                    self.blocks(column);
                }
            }
        }
    }

    fn items(&mut self, items: &[Item], depth: usize) {
        for item in items {
            let words = self.start(&item.line);
            let _ = writeln!(self.out, "{}- {words}", "  ".repeat(depth));
            self.items(&item.under, depth + 1);
        }
    }

    fn nodes(&mut self, nodes: &[Node], depth: usize) {
        for cause in nodes {
            let words = self.start(&cause.line);
            let _ = write!(self.out, "{}- {words}", "  ".repeat(depth));
            if cause.root {
                let _ = write!(self.out, " ◆ **{}**", MsgId::ReportRoot.text(self.lang));
            }
            let small: Vec<String> = cause.notes.iter().map(|note| self.inline(note)).collect();
            if !small.is_empty() {
                let _ = write!(self.out, " ({})", small.join(" · "));
            }
            self.out.push('\n');
            self.nodes(&cause.under, depth + 1);
        }
    }

    /// A curve as its name and its numbers: a row for each period, a column for each line.
    fn chart(&mut self, chart: &Chart) {
        let parts = [chart.title.as_str(), chart.unit.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let title = Line::said(parts.collect::<Vec<_>>().join(", "));
        self.paragraph("", &title.weigh(Weight::Strong));
        self.table(&chart_table(chart));
    }

    fn table(&mut self, table: &Table) {
        if table.head.is_empty() {
            return;
        }
        let row = |page: &Self, cells: &[Line]| -> String {
            let cells: Vec<String> = cells.iter().map(|cell| page.inline(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut out = row(self, &table.head);
        for at in 0..table.head.len() {
            let right = table.numbers.get(at).copied().unwrap_or(false);
            out.push_str(if right { "| ---: " } else { "| --- " });
        }
        out.push_str("|\n");
        for cells in &table.rows {
            out.push_str(&row(self, cells));
        }
        self.out.push('\n');
        self.out.push_str(&out);
    }
}

/// The numbers behind a curve. The reading that a forecast sets out from is the history's, and is not said twice.
fn chart_table(chart: &Chart) -> Table {
    let mut periods: Vec<Period> = chart
        .lines
        .iter()
        .flat_map(|line| line.stretches.iter().flatten())
        .map(|(period, _)| *period)
        .collect();
    periods.sort();
    periods.dedup();
    let history = chart.lines.first();
    let at = |line: &chart::Line, period: Period| {
        let mut points = line.stretches.iter().flatten();
        points
            .find(|(at, _)| *at == period)
            .map(|(_, value)| *value)
    };
    let value = |line: &chart::Line, period: Period| {
        let value = at(line, period)?;
        let joins = history.is_some_and(|history| {
            !std::ptr::eq(history, line)
                && line
                    .stretches
                    .iter()
                    .any(|stretch| stretch.first() == Some(&(period, value)))
                && at(history, period) == Some(value)
                && !matches!(line.role, chart::Role::Group(_))
        });
        (!joins).then_some(value)
    };
    let mut head = vec![Line::said(chart.unit.as_str())];
    head.extend(
        chart
            .lines
            .iter()
            .map(|line| Line::said(line.label.as_str())),
    );
    let mut rows = Vec::new();
    for period in periods {
        let mut row = vec![Line::said(period.to_string())];
        row.extend(chart.lines.iter().map(|line| {
            value(line, period).map_or_else(Line::default, |value| Line::said(number(value, 2)))
        }));
        rows.push(row);
    }
    if let Some((value, label, period)) = &chart.target {
        let name = period.map_or_else(|| label.clone(), |period| format!("{label}, {period}"));
        let mut row = vec![Line::said(name), Line::said(number(*value, 2))];
        row.resize(head.len().max(2), Line::default());
        rows.push(row);
    }
    let mut numbers = vec![true; head.len()];
    numbers[0] = false;
    Table {
        head,
        numbers,
        rows,
    }
}
