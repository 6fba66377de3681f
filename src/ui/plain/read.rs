//! Reading aloud: documents as sentences, and long things in parts of eight.

use super::words::Commands;
use crate::{
    document::{Block, Item, Line, Node, Table},
    say,
    say::Lang,
};

/// How many lines are read at once.
const PART: usize = 8;

/// Something that is read in parts.
#[derive(Debug, Default)]
pub struct Reading {
    lines: Vec<String>,
    at: usize,
}

impl Reading {
    /// Begins with these lines.
    pub fn of(lines: Vec<String>) -> Self {
        Self { lines, at: 0 }
    }

    /// The next part, and what there is beyond it.
    pub fn part(&mut self, lang: Lang) -> Vec<String> {
        // One line alone is not worth asking for.
        let left = self.lines.len().saturating_sub(self.at);
        let take = if left <= PART + 1 { left } else { PART };
        let mut part: Vec<String> = self
            .lines
            .iter()
            .skip(self.at)
            .take(take)
            .cloned()
            .collect();
        self.at += take;
        let left = self.lines.len().saturating_sub(self.at);
        if left > 0 {
            part.push(say!(PlainMoreWaits, left).render(lang));
        }
        part
    }

    /// Whether there is more to read.
    pub fn is_over(&self) -> bool {
        self.at >= self.lines.len()
    }
}

/// A sentence: what people wrote often ends without a stop, and a reader would run it into the next.
pub fn sentence(words: &str) -> String {
    let words = words.trim();
    let ends = words.ends_with(['.', '!', '?', ':', '…', ';']);
    let quoted = [".”", "!”", "?”", ".)", "?)"];
    if words.is_empty() || ends || quoted.iter().any(|end| words.ends_with(end)) {
        words.to_owned()
    } else {
        format!("{words}.")
    }
}

/// Several things said one after the other; empty ones are passed over.
pub fn sentences<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> String {
    let parts = parts.into_iter().map(|part| sentence(part.as_ref()));
    let said: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

/// The first letter of a sentence that was written to stand in the middle of one.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_uppercase(), letters.as_str())
    })
}

/// What people wrote over several lines, in one.
pub fn one_line(words: &str) -> String {
    let lines = words.lines().map(spoken).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" / ")
}

/// A line as it is heard: spaces that only set things apart are one, and a dot between two things is a comma.
pub fn spoken(line: &str) -> String {
    let line = line.trim_start_matches(['•', ' ']);
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").replace(" · ", ", ")
}

fn line(line: &Line, lang: Lang) -> String {
    one_line(&line.render_with(lang, &Commands))
}

/// A document as lines to be read.
pub fn document(blocks: &[Block], lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(_, words) => out.push(sentence(&line(words, lang))),
            Block::Para(words) | Block::Statement(words) => out.push(line(words, lang)),
            Block::List(items) => list(items, "", lang, &mut out),
            Block::Table(table) => rows(table, lang, &mut out),
            // The figures stand in words beside it.
            Block::Chart(_) => {}
            Block::Tree(nodes) => tree(nodes, "", lang, &mut out),
            Block::Beside(parts) => {
                out.extend(parts.iter().flat_map(|part| document(part, lang)));
            }
        }
    }
    out.retain(|line| !line.is_empty());
    out
}

/// What lies under another says so by its number: spaces at the beginning of a line are not heard.
fn list(items: &[Item], above: &str, lang: Lang, out: &mut Vec<String>) {
    for (at, item) in items.iter().enumerate() {
        let number = format!("{above}{}", at + 1);
        out.push(format!("{number} {}", line(&item.line, lang)));
        list(&item.under, &format!("{number}."), lang, out);
    }
}

fn tree(nodes: &[Node], above: &str, lang: Lang, out: &mut Vec<String>) {
    for (at, node) in nodes.iter().enumerate() {
        let number = format!("{above}{}", at + 1);
        let root = node.root.then(|| say!(PlainIsRoot).render(lang));
        let notes = node.notes.iter().map(|note| line(note, lang));
        let said = std::iter::once(line(&node.line, lang))
            .chain(root)
            .chain(notes);
        out.push(format!("{number} {}", sentences(said)));
        tree(&node.under, &format!("{number}."), lang, out);
    }
}

/// A row is read with the heads of its columns; cells with nothing in them are passed over.
fn rows(table: &Table, lang: Lang, out: &mut Vec<String>) {
    for cells in &table.rows {
        let said = cells.iter().enumerate().filter_map(|(at, cell)| {
            let cell = line(cell, lang);
            let head = table.head.get(at).map(|head| line(head, lang));
            match head {
                _ if cell.trim().is_empty() => None,
                Some(head) if at > 0 && !head.trim().is_empty() => Some(format!("{head}: {cell}")),
                _ => Some(cell),
            }
        });
        out.push(sentences(said));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_things_are_read_in_parts_of_eight_and_one_line_more_goes_along() {
        let lines = |n: usize| (1..=n).map(|n| n.to_string()).collect::<Vec<_>>();
        let mut short = Reading::of(lines(9));
        assert_eq!(short.part(Lang::En).len(), 9);
        assert!(short.is_over());
        let mut long = Reading::of(lines(18));
        assert_eq!(
            long.part(Lang::En).last().map(String::as_str),
            Some("10 more lines: type more.")
        );
        assert_eq!(long.part(Lang::En).len(), 9);
        assert_eq!(long.part(Lang::En).len(), 2);
        assert!(long.is_over());
    }

    #[test]
    fn what_lies_under_another_is_heard_by_its_number() {
        let node = |words: &str, under| Node {
            line: Line::said(words),
            under,
            root: words == "No drivers",
            ..Node::default()
        };
        let tree = vec![node("Late buses", vec![node("No drivers", Vec::new())])];
        assert_eq!(
            document(&[Block::Tree(tree)], Lang::En),
            ["1 Late buses.", "1.1 No drivers. Root cause."]
        );
    }

    #[test]
    fn sentences_end_once() {
        assert_eq!(
            sentences(["Buses cut", "", "Why?", "He said “no.”"]),
            "Buses cut. Why? He said “no.”"
        );
    }
}
