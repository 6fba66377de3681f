//! Plain text for a terminal or a letter: nothing but characters, wrapped to a width.

use unicode_width::UnicodeWidthStr as _;

use super::{escape, measure};
use crate::{
    document::{
        Block, Document, Item, Line, Node, Table,
        chart::{Chart, Glyphs},
    },
    say,
    say::Lang,
};

/// How plain text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In cells of a terminal; at least 20 are used.
    pub width: usize,
    /// Only the letters that every terminal has.
    pub ascii: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 80,
            ascii: false,
        }
    }
}

/// A document as plain text; every line fits the width.
pub fn text(document: &Document, lang: Lang, look: Look) -> String {
    let page = Page { lang, look };
    let width = look.width.max(20);
    let title = page.words(&document.title);
    let rule = if look.ascii { "=" } else { "═" };
    let mut lines = wrapped(&title, width);
    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
    lines.push(rule.repeat(longest));
    lines.extend(wrapped(&page.words(&document.subtitle), width));
    for line in page.blocks(&document.blocks, width) {
        lines.push(line);
    }
    let mut out = String::new();
    for line in lines {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

struct Page {
    lang: Lang,
    look: Look,
}

fn cells(words: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a line of text is short")]
    let width = words.width() as f64;
    width
}

#[expect(clippy::cast_precision_loss, reason = "a terminal is narrow")]
fn wrapped(words: &str, width: usize) -> Vec<String> {
    measure::wrap_by(words, width.max(1) as f64, &cells)
}

/// Words behind a mark, their later lines set in as far as the mark is wide.
fn hung(first: &str, later: &str, words: &str, width: usize) -> Vec<String> {
    let room = width.saturating_sub(first.width()).max(8);
    let mut lines = wrapped(words, room);
    if lines.is_empty() {
        lines.push(String::new());
    }
    for (at, line) in lines.iter_mut().enumerate() {
        line.insert_str(0, if at == 0 { first } else { later });
    }
    lines
}

impl Page {
    fn words(&self, line: &Line) -> String {
        self.plain(&line.render(self.lang))
    }

    fn plain(&self, words: &str) -> String {
        if self.look.ascii {
            escape::ascii(words)
        } else {
            words.to_owned()
        }
    }

    fn glyph(&self, fine: &'static str, plain: &'static str) -> &'static str {
        if self.look.ascii { plain } else { fine }
    }

    fn blocks(&self, blocks: &[Block], width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut tight = false;
        for block in blocks {
            let drawn = self.block(block, width);
            if !tight && !drawn.is_empty() {
                lines.push(String::new());
            }
            lines.extend(drawn);
            tight = matches!(block, Block::Heading(..));
        }
        lines
    }

    fn block(&self, block: &Block, width: usize) -> Vec<String> {
        match block {
            Block::Heading(level, line) => {
                let mut lines = wrapped(&self.words(line), width);
                if *level <= 2 {
                    let longest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
                    lines.push(self.glyph("─", "-").repeat(longest));
                }
                lines
            }
            Block::Para(line) => wrapped(&self.words(line), width),
            Block::Statement(line) => {
                let bar = self.glyph("│ ", "| ");
                hung(bar, bar, &self.words(line), width)
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

    fn chart(&self, chart: &Chart, width: usize) -> Vec<String> {
        const TALL: u16 = 18;
        let glyphs = if self.look.ascii {
            Glyphs::Ascii
        } else {
            Glyphs::Braille
        };
        let wide = u16::try_from(width.min(100)).unwrap_or(100);
        let drawn = chart.grid(wide, TALL, glyphs).to_string();
        let lines = drawn.lines().map(|line| self.plain(line.trim_end()));
        lines.collect()
    }

    fn items(&self, items: &[Item], indent: &str, width: usize, lines: &mut Vec<String>) {
        for item in items {
            let first = format!("{indent}{} ", self.glyph("•", "*"));
            let later = format!("{indent}  ");
            lines.extend(hung(&first, &later, &self.words(&item.line), width));
            self.items(&item.under, &later, width, lines);
        }
    }

    /// One cause: `branch` leads to it, `trunk` goes on beside its later lines and what lies behind it.
    fn node(&self, node: &Node, branch: &str, trunk: &str, width: usize, lines: &mut Vec<String>) {
        let mut words = self.words(&node.line);
        if node.root {
            let root = self.plain(say::MsgId::ReportRoot.text(self.lang));
            words = format!("{} {words} [{root}]", self.glyph("◆", "*"));
        }
        // A tree deeper than the page is wide is folded back rather than squeezed into a letter a line.
        let deep = trunk.width() + 16 > width;
        let (branch, trunk) = if deep { ("", "") } else { (branch, trunk) };
        let beside = if node.under.is_empty() {
            trunk.to_owned()
        } else {
            format!("{trunk}{}", self.glyph("│ ", "| "))
        };
        lines.extend(hung(branch, &beside, &words, width));
        for note in &node.notes {
            let mark = format!("{beside}  ");
            lines.extend(hung(
                &mark,
                &mark,
                &format!("({})", self.words(note)),
                width,
            ));
        }
        let count = node.under.len();
        for (at, under) in node.under.iter().enumerate() {
            let (to, on) = if at + 1 < count {
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

    fn beside(&self, columns: &[Vec<Block>], width: usize) -> Vec<String> {
        const APART: usize = 3;
        const NARROWEST: usize = 30;
        let count = columns.len().max(1);
        let each = (width + APART) / count - APART.min(width);
        if count == 1 || each < NARROWEST || (width + APART) / count < NARROWEST + APART {
            let mut lines = Vec::new();
            for column in columns {
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                lines.extend(
                    self.blocks(column, width)
                        .into_iter()
                        .skip_while(String::is_empty),
                );
            }
            return lines;
        }
        let drawn: Vec<Vec<String>> = columns
            .iter()
            .map(|column| {
                let lines = self.blocks(column, each).into_iter();
                lines.skip_while(String::is_empty).collect()
            })
            .collect();
        let rows = drawn.iter().map(Vec::len).max().unwrap_or(0);
        (0..rows)
            .map(|row| {
                let mut line = String::new();
                for (at, column) in drawn.iter().enumerate() {
                    let words = column.get(row).map_or("", String::as_str);
                    line.push_str(words);
                    if at + 1 < drawn.len() {
                        line.push_str(&" ".repeat((each + APART).saturating_sub(words.width())));
                    }
                }
                line
            })
            .collect()
    }

    fn table(&self, table: &Table, width: usize) -> Vec<String> {
        const APART: usize = 2;
        const NARROWEST: usize = 6;
        let head: Vec<String> = table.head.iter().map(|cell| self.words(cell)).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| self.words(cell)).collect())
            .collect();
        let columns = head.len();
        if columns == 0 {
            return Vec::new();
        }
        let mut widths: Vec<usize> = (0..columns)
            .map(|at| {
                let cells = rows.iter().filter_map(|row| row.get(at)).chain([&head[at]]);
                cells.map(|cell| cell.width()).max().unwrap_or(0).max(1)
            })
            .collect();
        let room = width.saturating_sub(APART * (columns - 1));
        if room < columns * NARROWEST && widths.iter().sum::<usize>() > room {
            return records(&head, &rows, width);
        }
        while widths.iter().sum::<usize>() > room {
            let widest = (0..columns).max_by_key(|at| widths[*at]).unwrap_or(0);
            widths[widest] -= 1;
        }
        let row = |cells: &[String]| -> Vec<String> {
            let wrapped: Vec<Vec<String>> = widths
                .iter()
                .enumerate()
                .map(|(at, width)| wrapped(cells.get(at).map_or("", String::as_str), *width))
                .collect();
            let tall = wrapped.iter().map(Vec::len).max().unwrap_or(0);
            let line = |line: usize| {
                let mut out = String::new();
                for (at, column) in wrapped.iter().enumerate() {
                    let words = column.get(line).map_or("", String::as_str);
                    let space = " ".repeat(widths[at].saturating_sub(words.width()));
                    let right = table.numbers.get(at).copied().unwrap_or(false);
                    let (before, behind) = if right { (&*space, "") } else { ("", &*space) };
                    out.push_str(before);
                    out.push_str(words);
                    out.push_str(behind);
                    if at + 1 < columns {
                        out.push_str(&" ".repeat(APART));
                    }
                }
                out
            };
            (0..tall).map(line).collect()
        };
        let mut lines = row(&head);
        let rule = self.glyph("─", "-");
        let under: Vec<String> = widths.iter().map(|width| rule.repeat(*width)).collect();
        lines.push(under.join(&" ".repeat(APART)));
        lines.extend(rows.iter().flat_map(|cells| row(cells)));
        lines
    }
}

/// A table that is too wide for the page, one row after the other.
fn records(head: &[String], rows: &[Vec<String>], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            lines.extend(hung(
                "",
                "  ",
                &format!("{name}: {cell}"),
                width.saturating_sub(2),
            ));
        }
    }
    lines
}
