//! The keys of the step kinds, a file each. To add one: its `pub mod`, and its line in [`ALL`].

use super::Scope;

pub mod checklist;
pub mod curve;
pub mod enough;
pub mod go_round;
pub mod plan;
pub mod recap;
pub mod text;
pub mod tree;

/// The keys of every kind, in the order of the key reference.
pub static ALL: &[&Scope] = &[
    &tree::KEYS,
    &text::KEYS,
    &curve::KEYS,
    &plan::KEYS,
    &enough::KEYS,
    &checklist::KEYS,
    &go_round::KEYS,
    &recap::KEYS,
];
