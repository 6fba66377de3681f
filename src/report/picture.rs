//! One picture as a file of its own: the first curve of a document, or else its first tree.

use super::tree;
use crate::{
    document::{Block, Document},
    say::Lang,
};

/// The first curve, or else the first tree of causes; `None` where there is neither.
pub fn first(document: &Document, lang: Lang) -> Option<String> {
    let all = flat(&document.blocks);
    let chart = all.iter().find_map(|block| match block {
        Block::Chart(chart) => Some(chart.svg("curve", &figures(document, lang))),
        _ => None,
    });
    let tree = || {
        all.iter().find_map(|block| match block {
            Block::Tree(nodes) => tree::pictures(nodes, lang, f64::INFINITY, "tree").pop(),
            _ => None,
        })
    };
    chart.or_else(tree)
}

/// What a curve shows, in the words of the paragraphs and points that stand with it.
fn figures(document: &Document, lang: Lang) -> String {
    let mut said = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Para(line) => said.push(line.render(lang)),
            Block::List(items) => said.extend(items.iter().map(|item| item.line.render(lang))),
            _ => {}
        }
    }
    said.join(" ")
}

/// All blocks in order, those that stand side by side one after the other.
fn flat(blocks: &[Block]) -> Vec<&Block> {
    let mut all = Vec::new();
    for block in blocks {
        if let Block::Beside(columns) = block {
            for column in columns {
                all.extend(flat(column));
            }
        } else {
            all.push(block);
        }
    }
    all
}
