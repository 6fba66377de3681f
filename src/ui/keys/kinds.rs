//! The keys of the step kinds, a file each. To add one: its `pub mod`, and its line in [`ALL`].

use super::Scope;

pub mod checklist;
pub mod consent;
pub mod curve;
pub mod enough;
pub mod go_round;
pub mod grid;
pub mod matrix;
pub mod plan;
pub mod recap;
pub mod roster;
pub mod sections;
pub mod text;
pub mod tree;
pub mod vote;

/// The keys of every kind, in the order of the key reference.
pub static ALL: &[&Scope] = &[
    &tree::KEYS,
    &sections::KEYS,
    &text::KEYS,
    &curve::KEYS,
    &matrix::KEYS,
    &plan::KEYS,
    &enough::KEYS,
    &checklist::KEYS,
    &go_round::KEYS,
    &recap::KEYS,
    &grid::KEYS,
    &grid::PLACING,
    &roster::KEYS,
    &vote::KEYS,
    &vote::VOTING,
    &vote::OWN,
    &consent::KEYS,
    &consent::HANDS,
];
