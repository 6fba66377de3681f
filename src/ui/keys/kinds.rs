//! The keys of the step kinds, a file each. To add one: its `pub mod`, and its line in [`ALL`].

use super::Scope;

pub mod consent;
pub mod curve;
pub mod plan;
pub mod recap;
pub mod text;
pub mod tree;
pub mod vote;

/// The keys of every kind, in the order of the key reference.
pub static ALL: &[&Scope] = &[
    &tree::KEYS,
    &text::KEYS,
    &curve::KEYS,
    &plan::KEYS,
    &recap::KEYS,
    &vote::KEYS,
    &vote::VOTING,
    &consent::KEYS,
    &consent::HANDS,
];
