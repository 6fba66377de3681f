//! What goes to the clipboard: a card with what is said of it, a page as a table, a curve as it is drawn, a tree as Mermaid.
//!
//! It is read through what the seat may see, as everything is: nothing can be copied that could not be read.

use std::fmt::Write as _;

use crate::{
    document::chart::Glyphs,
    document::{Block, Document, Item, Line, Node, Table, page},
    model::{CardId, Seen, Step, StepId},
    say,
    say::{Lang, Msg},
    ui::{
        keys::Action,
        seat::Effect,
        step::{Cx, places},
    },
};

/// How wide a drawing is that is pasted into a letter or a chat.
const WIDTH: usize = 72;

/// How high a curve is in it.
const HEIGHT: u16 = 12;

/// Copies what an action says; the page that is shown where it does not say which.
pub fn copy(action: Action, step: &Step, cx: &mut Cx<'_>) {
    let place = match action {
        Action::CopyChart => Some((places::Place::Curve, "curve")),
        Action::CopyTree => Some((places::Place::Whys, "tree")),
        _ => None,
    };
    let id: Option<StepId> = match place {
        Some((place, kind)) if step.kind.name() != kind => places::step(place, &step.id, cx.seen),
        _ => Some(step.id.clone()),
    };
    let Some(of) = id.and_then(|id| cx.seen.step(&id)) else {
        return;
    };
    let name = of.name(cx.seen.lang());
    let (text, what) = match action {
        Action::CopyChart => (chart(of, cx.seen), say!(CopiedChart, name)),
        Action::CopyTree => (tree(of, cx.seen), say!(CopiedTree, name)),
        _ => (table(of, cx.seen), say!(CopiedTable, name)),
    };
    send(text, what, cx);
}

/// Copies cards, each with what is said of it.
pub fn copy_cards(cards: &[CardId], step: &Step, cx: &mut Cx<'_>) {
    let lang = cx.seen.lang();
    let known = cards.iter().filter_map(|id| cx.seen.card(*id));
    let texts: Vec<String> = known
        .map(|card| {
            let mut text = card.text().to_owned();
            for field in step.kind.lens().fields() {
                let value = card.fields().find(|(id, _)| *id == field.id.as_str());
                let Some((_, value)) =
                    value.filter(|(id, _)| *id != crate::model::card::field::TEXT)
                else {
                    continue;
                };
                let words = field.shown(value.display(), lang);
                let _ = write!(text, "\n{}: {words}", field.name(lang));
            }
            text
        })
        .collect();
    send(texts.join("\n\n"), say!(CopiedCards, cards.len()), cx);
}

fn send(text: String, what: Msg, cx: &mut Cx<'_>) {
    cx.out.push(Effect::Clip { text, what });
}

/// The tables of a page, as spreadsheets take them; of a page without any its lines, each under its heading.
fn table(step: &Step, seen: Seen<'_>) -> String {
    let (lang, mut out) = (seen.lang(), String::new());
    rows(&seen.recap(step), lang, &mut out);
    out
}

fn rows(blocks: &[Block], lang: Lang, out: &mut String) {
    for block in blocks {
        match block {
            Block::Table(table) => tabbed(table, lang, out),
            Block::Heading(_, line) | Block::Para(line) | Block::Statement(line) => {
                let _ = writeln!(out, "{}", cell(line, lang));
            }
            Block::List(items) => listed(items, 0, lang, out),
            Block::Tree(nodes) => {
                for node in nodes {
                    outline(node, 0, lang, out);
                }
            }
            Block::Beside(parts) => {
                for part in parts {
                    rows(part, lang, out);
                }
            }
            Block::Chart(_) => {}
        }
    }
}

fn tabbed(table: &Table, lang: Lang, out: &mut String) {
    for row in std::iter::once(&table.head).chain(&table.rows) {
        let cells: Vec<String> = row.iter().map(|line| cell(line, lang)).collect();
        let _ = writeln!(out, "{}", cells.join("\t"));
    }
}

fn listed(items: &[Item], depth: usize, lang: Lang, out: &mut String) {
    for item in items {
        let _ = writeln!(out, "{}{}", "\t".repeat(depth), cell(&item.line, lang));
        listed(&item.under, depth + 1, lang, out);
    }
}

fn outline(node: &Node, depth: usize, lang: Lang, out: &mut String) {
    let _ = writeln!(out, "{}{}", "\t".repeat(depth), cell(&node.line, lang));
    for under in &node.under {
        outline(under, depth + 1, lang, out);
    }
}

/// Words of a cell: what would end it or its row is a space.
fn cell(line: &Line, lang: Lang) -> String {
    line.render(lang).replace(['\t', '\n', '\r'], " ")
}

/// A curve as it is drawn, with its figures under it.
fn chart(step: &Step, seen: Seen<'_>) -> String {
    let document = Document {
        title: Line::said(step.name(seen.lang()).clone()),
        blocks: seen.recap(step),
        subtitle: Line::default(),
    };
    let look = page::Look {
        width: WIDTH,
        glyphs: Glyphs::Braille,
        chart_height: HEIGHT,
    };
    let lines = page::lay(&document, seen.lang(), look).into_iter();
    let lines: Vec<String> = lines
        .map(|line| line.text().trim_end().to_owned())
        .collect();
    lines.join("\n") + "\n"
}

/// A tree as Mermaid, which wikis and repositories draw.
fn tree(step: &Step, seen: Seen<'_>) -> String {
    let mut out = String::from("flowchart TD\n");
    let mut made = 0;
    for block in seen.recap(step) {
        if let Block::Tree(nodes) = block {
            for node in &nodes {
                branch(node, None, &mut made, seen.lang(), &mut out);
            }
        }
    }
    if made == 0 { String::new() } else { out }
}

fn branch(node: &Node, above: Option<usize>, made: &mut usize, lang: Lang, out: &mut String) {
    *made += 1;
    let own = *made;
    let words = quoted(&cell(&node.line, lang));
    let (open, close) = if node.root { ("{{", "}}") } else { ("[", "]") };
    let _ = writeln!(out, "  c{own}{open}\"{words}\"{close}");
    if let Some(above) = above {
        let _ = writeln!(out, "  c{above} --> c{own}");
    }
    for under in &node.under {
        branch(under, Some(own), made, lang, out);
    }
}

/// Words between Mermaid's quotes, where signs of its own are written as entities.
fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            c => out.push(c),
        }
    }
    out
}
