//! One picture as a file of its own: the first curve of a document, or else its first tree.

use super::tree;
use crate::{
    document::{Block, Document},
    say::Lang,
};

/// The first curve, or else the first tree of causes; `None` where there is neither.
pub fn first(document: &Document, lang: Lang) -> Option<String> {
    let all = flat(&document.blocks);
    let tree = all.iter().find_map(|block| match block {
        Block::Tree(nodes) => tree::pictures(nodes, lang, f64::INFINITY, "tree").pop(),
        _ => None,
    });
    tree
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
