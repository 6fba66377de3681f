//! A document as lines of a terminal: what a screen scrolls through, laid out once for a width.
//!
//! Owns how headings, lists, tables, trees and charts fall into lines. Whoever shows them chooses the colours.

use super::{Block, Document, Item, Line, Node, Table, Weight, chart};
use crate::{
    cells,
    document::chart::{Glyphs, GridCell},
    say::{Lang, MsgId},
};

/// How a page is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In cells; at least 20 are used.
    pub width: usize,
    /// Which characters charts are made of; only ASCII elsewhere too, where they are.
    pub glyphs: Glyphs,
    /// How many lines a chart takes.
    pub chart_height: u16,
}

/// What a piece of a line is; whoever draws it chooses the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The title of the document, and headings of this level below it.
    Heading(u8),
    /// Running text.
    Plain,
    /// What must not be missed.
    Strong,
    /// What only explains.
    Quiet,
    /// Rules, bullets and branches.
    Frame,
    /// What the group wrote together.
    Statement,
    /// A root cause.
    Root,
}

/// One line of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageLine {
    /// Words in pieces.
    Words(Vec<(Ink, String)>),
    /// A row of a chart.
    Chart(Vec<GridCell>),
}

impl PageLine {
    /// The words of the line, without a chart's cells.
    pub fn text(&self) -> String {
        match self {
            Self::Words(pieces) => pieces.iter().map(|(_, text)| text.as_str()).collect(),
            Self::Chart(_) => String::new(),
        }
    }

    fn width(&self) -> usize {
        match self {
            Self::Words(pieces) => pieces.iter().map(|(_, text)| cells::width(text)).sum(),
            Self::Chart(row) => row.len(),
        }
    }

    fn empty() -> Self {
        Self::Words(Vec::new())
    }
}

/// A document as lines, title first.
pub fn lay(document: &Document, lang: Lang, look: Look) -> Vec<PageLine> {
    lay_spelled(document, lang, look, &str::to_owned)
}

/// The same where not every letter can be written: words are spelled anew before they are laid out, so that they fit
/// however long their new spelling is. Charts keep their cells.
pub fn lay_spelled(
    document: &Document,
    lang: Lang,
    look: Look,
    spell: &dyn Fn(&str) -> String,
) -> Vec<PageLine> {
    let page = Page { lang, look, spell };
    let width = look.width.max(20);
    let mut lines = page.flow(&document.title, "", "", Ink::Heading(0), width);
    if !document.subtitle.is_empty() {
        lines.extend(page.flow(&document.subtitle, "", "", Ink::Quiet, width));
    }
    lines.extend(page.blocks(&document.blocks, width));
    lines
}

struct Page<'a> {
    lang: Lang,
    look: Look,
    spell: &'a dyn Fn(&str) -> String,
}

impl Page<'_> {
    /// What someone wrote as one paragraph: what was written over several lines flows.
    fn words(&self, words: &str) -> String {
        (self.spell)(&words.replace('\n', " "))
    }

    fn glyph(&self, fine: &'static str, plain: &'static str) -> &'static str {
        if self.look.glyphs == Glyphs::Ascii {
            plain
        } else {
            fine
        }
    }

    /// A line wrapped behind a mark; its later lines stand behind another. Weights keep their places.
    fn flow(&self, line: &Line, first: &str, later: &str, ink: Ink, width: usize) -> Vec<PageLine> {
        let mut text = String::new();
        let mut ends: Vec<(usize, Ink)> = Vec::new();
        for span in &line.0 {
            text.push_str(&self.words(&span.words.render(self.lang)));
            let ink = match span.weight {
                Weight::Plain => ink,
                Weight::Strong => Ink::Strong,
                Weight::Quiet => Ink::Quiet,
            };
            ends.push((text.len(), ink));
        }
        let room = width
            .saturating_sub(cells::width(first).max(cells::width(later)))
            .max(8);
        let ranges = cells::wrap_ranges(&text, room);
        let piece = |(at, range): (usize, std::ops::Range<usize>)| {
            let mark = if at == 0 { first } else { later };
            let mut pieces = Vec::new();
            if !mark.is_empty() {
                pieces.push((Ink::Frame, mark.to_owned()));
            }
            let mut start = range.start;
            for (end, ink) in &ends {
                let end = (*end).min(range.end);
                if end > start {
                    pieces.push((*ink, text[start..end].to_owned()));
                    start = end;
                }
            }
            PageLine::Words(pieces)
        };
        ranges.into_iter().enumerate().map(piece).collect()
    }

    fn blocks(&self, blocks: &[Block], width: usize) -> Vec<PageLine> {
        let mut lines = Vec::new();
        let mut tight = false;
        for block in blocks {
            let drawn = self.block(block, width);
            if !tight && !drawn.is_empty() {
                lines.push(PageLine::empty());
            }
            lines.extend(drawn);
            tight = matches!(block, Block::Heading(..));
        }
        lines
    }

    fn block(&self, block: &Block, width: usize) -> Vec<PageLine> {
        match block {
            Block::Heading(level, line) => self.heading(*level, line, width),
            Block::Para(line) => self.flow(line, "", "", Ink::Plain, width),
            Block::Statement(line) => {
                let bar = self.glyph("│ ", "| ");
                self.flow(line, bar, bar, Ink::Statement, width)
            }
            Block::List(items) => {
                let mut lines = Vec::new();
                self.items(items, "", width, &mut lines);
                lines
            }
            Block::Table(table) => self.table(table, width),
            Block::Chart(chart) => self.chart(chart, width),
            Block::Tree(nodes) => {
                let mut lines = Vec::new();
                for node in nodes {
                    self.node(node, "", "", width, &mut lines);
                }
                lines
            }
            Block::Beside(columns) => self.beside(columns, width),
        }
    }

    fn heading(&self, level: u8, line: &Line, width: usize) -> Vec<PageLine> {
        let mut lines = self.flow(line, "", "", Ink::Heading(level), width);
        if level <= 2 {
            let longest = lines.iter().map(PageLine::width).max().unwrap_or(0);
            let rule = self.glyph("─", "-").repeat(longest);
            lines.push(PageLine::Words(vec![(Ink::Frame, rule)]));
        }
        lines
    }

    fn chart(&self, chart: &chart::Chart, width: usize) -> Vec<PageLine> {
        let wide = u16::try_from(width.min(110)).unwrap_or(110);
        let grid = chart.grid(wide, self.look.chart_height, self.look.glyphs);
        let mut title = Line::said(&*chart.title);
        if !chart.title.is_empty() && !chart.unit.is_empty() {
            title = title.and_said(format!(", {}", chart.unit));
        }
        let mut lines = if chart.title.is_empty() {
            Vec::new()
        } else {
            self.flow(&title, "", "", Ink::Strong, width)
        };
        lines.extend(grid.rows().map(|row| PageLine::Chart(row.to_vec())));
        lines
    }

    fn items(&self, items: &[Item], indent: &str, width: usize, lines: &mut Vec<PageLine>) {
        for item in items {
            let first = format!("{indent}{} ", self.glyph("•", "*"));
            let later = format!("{indent}  ");
            lines.extend(self.flow(&item.line, &first, &later, Ink::Plain, width));
            self.items(&item.under, &later, width, lines);
        }
    }

    /// One cause: `branch` leads to it, `trunk` goes on beside its later lines and what lies behind it.
    fn node(
        &self,
        node: &Node,
        branch: &str,
        trunk: &str,
        width: usize,
        lines: &mut Vec<PageLine>,
    ) {
        // A tree deeper than the page is wide is folded back rather than squeezed into a letter a line.
        let deep = cells::width(trunk) + 16 > width;
        let (branch, trunk) = if deep { ("", "") } else { (branch, trunk) };
        let beside = if node.under.is_empty() {
            trunk.to_owned()
        } else {
            format!("{trunk}{}", self.glyph("│ ", "| "))
        };
        let mut words = node.line.clone();
        let mut ink = Ink::Plain;
        if node.root {
            ink = Ink::Root;
            words = words
                .and_said(format!("  {} ", self.glyph("◆", "*")))
                .and_msg(MsgId::KeyRoot);
        }
        lines.extend(self.flow(&words, branch, &beside, ink, width));
        for note in &node.notes {
            let mark = format!("{beside}  ");
            lines.extend(self.flow(note, &mark, &mark, Ink::Quiet, width));
        }
        for (at, under) in node.under.iter().enumerate() {
            let (to, on) = if at + 1 < node.under.len() {
                (self.glyph("├─ ", "|- "), self.glyph("│  ", "|  "))
            } else {
                (self.glyph("└─ ", "`- "), "   ")
            };
            self.node(
                under,
                &format!("{trunk}{to}"),
                &format!("{trunk}{on}"),
                width,
                lines,
            );
        }
    }

    /// Parts side by side where each has room, else one under the other. A chart needs the whole width.
    fn beside(&self, columns: &[Vec<Block>], width: usize) -> Vec<PageLine> {
        const APART: usize = 3;
        const NARROWEST: usize = 34;
        let count = columns.len().max(1);
        let each = ((width + APART) / count).saturating_sub(APART);
        let has_chart = columns
            .iter()
            .flatten()
            .any(|block| matches!(block, Block::Chart(_)));
        if count == 1 || each < NARROWEST || has_chart {
            let mut lines = Vec::new();
            for column in columns {
                let drawn = self.blocks(column, width);
                if !lines.is_empty() && !drawn.is_empty() {
                    lines.push(PageLine::empty());
                }
                lines.extend(
                    drawn
                        .into_iter()
                        .skip_while(|line| *line == PageLine::empty()),
                );
            }
            return lines;
        }
        let drawn: Vec<Vec<PageLine>> = columns
            .iter()
            .map(|column| {
                let lines = self.blocks(column, each).into_iter();
                lines
                    .skip_while(|line| *line == PageLine::empty())
                    .collect()
            })
            .collect();
        let rows = drawn.iter().map(Vec::len).max().unwrap_or(0);
        let row = |row: usize| {
            let mut pieces = Vec::new();
            for (at, column) in drawn.iter().enumerate() {
                let line = column.get(row).cloned().unwrap_or_else(PageLine::empty);
                let taken = line.width();
                if let PageLine::Words(words) = line {
                    pieces.extend(words);
                }
                if at + 1 < drawn.len() {
                    pieces.push((Ink::Plain, " ".repeat((each + APART).saturating_sub(taken))));
                }
            }
            PageLine::Words(pieces)
        };
        (0..rows).map(row).collect()
    }

    fn table(&self, table: &Table, width: usize) -> Vec<PageLine> {
        const APART: usize = 2;
        const NARROWEST: usize = 6;
        const WHOLE: usize = 14;
        let words = |line: &Line| self.words(&line.render(self.lang));
        let head: Vec<String> = table.head.iter().map(words).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(words).collect())
            .collect();
        let columns = head.len();
        if columns == 0 {
            return Vec::new();
        }
        let mut widths: Vec<usize> = (0..columns)
            .map(|at| {
                let all = rows.iter().filter_map(|row| row.get(at)).chain([&head[at]]);
                all.map(|cell| cells::width(cell)).max().unwrap_or(0).max(1)
            })
            .collect();
        let room = width.saturating_sub(APART * (columns - 1));
        if room < columns * NARROWEST && widths.iter().sum::<usize>() > room {
            return self.records(&head, &rows, width);
        }
        // Words and dates stay whole where there is room for it.
        let least: Vec<usize> = (0..columns)
            .map(|at| {
                let all = rows.iter().filter_map(|row| row.get(at)).chain([&head[at]]);
                let tokens = all.flat_map(|cell| cell.split_whitespace());
                tokens.map(cells::width).max().unwrap_or(1).min(WHOLE)
            })
            .collect();
        while widths.iter().sum::<usize>() > room {
            let may = (0..columns).filter(|at| widths[*at] > least[*at]);
            let widest = may.max_by_key(|at| widths[*at]);
            let widest = widest.or_else(|| (0..columns).max_by_key(|at| widths[*at]));
            widths[widest.unwrap_or(0)] -= 1;
        }
        let row = |texts: &[String], ink: Ink| -> Vec<PageLine> {
            let wrapped: Vec<Vec<&str>> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| cells::wrap(texts.get(at).map_or("", String::as_str), *width))
                .collect();
            let tall = wrapped.iter().map(Vec::len).max().unwrap_or(0);
            let line = |line: usize| {
                let mut out = String::new();
                for (at, column) in wrapped.iter().enumerate() {
                    let words = column.get(line).copied().unwrap_or_default();
                    let right = table.numbers.get(at).copied().unwrap_or(false);
                    out.push_str(&if right {
                        cells::fit_right(words, widths[at])
                    } else {
                        cells::fit(words, widths[at])
                    });
                    if at + 1 < columns {
                        out.push_str(&" ".repeat(APART));
                    }
                }
                PageLine::Words(vec![(ink, out.trim_end().to_owned())])
            };
            (0..tall).map(line).collect()
        };
        let mut lines = row(&head, Ink::Quiet);
        let rule = self.glyph("─", "-");
        let under: Vec<String> = widths.iter().map(|width| rule.repeat(*width)).collect();
        lines.push(PageLine::Words(vec![(
            Ink::Frame,
            under.join(&" ".repeat(APART)),
        )]));
        lines.extend(rows.iter().flat_map(|texts| row(texts, Ink::Plain)));
        lines
    }

    /// A table that is too wide for the page, one row after the other.
    fn records(&self, head: &[String], rows: &[Vec<String>], width: usize) -> Vec<PageLine> {
        let mut lines = Vec::new();
        for row in rows {
            if !lines.is_empty() {
                lines.push(PageLine::empty());
            }
            for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let line = Line::said(format!("{name}: {cell}"));
                lines.extend(self.flow(&line, "", "  ", Ink::Plain, width));
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(width: usize) -> Look {
        Look {
            width,
            glyphs: Glyphs::Ascii,
            chart_height: 8,
        }
    }

    fn beside(columns: usize) -> Document {
        let column = |at| vec![Block::Para(Line::said(format!("part {at}")))];
        Document {
            title: Line::said("Title"),
            subtitle: Line::default(),
            blocks: vec![Block::Beside((0..columns).map(column).collect())],
        }
    }

    fn texts(document: &Document, width: usize) -> Vec<String> {
        let lines = lay(document, Lang::En, look(width));
        lines
            .iter()
            .map(|line| line.text().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn parts_stand_side_by_side_only_where_each_has_room() {
        assert_eq!(texts(&beside(2), 80).len(), 3);
        assert_eq!(texts(&beside(2), 40), ["Title", "", "part 0", "", "part 1"]);
        let many = texts(&beside(40), 40);
        assert_eq!(many.last().map(String::as_str), Some("part 39"));
        assert_eq!(many.len(), 1 + 2 * 40);
    }

    #[test]
    fn words_fit_however_they_are_spelled() {
        let document = Document {
            title: Line::said("… ".repeat(30)),
            ..beside(1)
        };
        let spell = |words: &str| words.replace('…', "...");
        for line in lay_spelled(&document, Lang::En, look(20), &spell) {
            assert!(line.width() <= 20 && line.text().is_ascii(), "{line:?}");
        }
    }

    #[test]
    fn dates_and_words_stay_whole_in_a_table_that_is_tight() {
        let row = |cells: &[&str]| cells.iter().map(|cell| Line::said(*cell)).collect();
        let table = Table {
            head: row(&["Action", "Due", "Status"]),
            numbers: vec![false; 3],
            rows: vec![row(&[
                "Sign leases for twelve sites with whoever has a hall",
                "2023-12-15",
                "on track",
            ])],
        };
        let document = Document {
            title: Line::said("Title"),
            subtitle: Line::default(),
            blocks: vec![Block::Table(table)],
        };
        let text = texts(&document, 34).join("\n");
        assert!(text.contains("2023-12-15"), "{text}");
    }

    #[test]
    fn a_chart_says_what_it_is_of() {
        let chart = chart::Chart {
            title: "Children who read well".to_owned(),
            unit: "%".to_owned(),
            ..chart::Chart::default()
        };
        let document = Document {
            title: Line::said("Title"),
            subtitle: Line::default(),
            blocks: vec![Block::Chart(Box::new(chart))],
        };
        assert!(texts(&document, 60).contains(&"Children who read well, %".to_owned()));
    }
}
