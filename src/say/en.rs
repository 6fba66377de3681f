//! The English catalogue: every message of the program, one line each, in a file for each topic.
//!
//! To add a topic: its `mod`, and its name in the list at the end.

macro_rules! catalogue {
    // The next topic adds its lines to those known so far.
    ([$topic:ident $($others:ident)*] $($known:tt)*) => { $topic! { [$($others)*] $($known)* } };
    ([] $($id:ident = $words:literal;)*) => {
        /// Names one message of the catalogue. What it says stands beside its name under `say/en`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is documented by its own English words")]
        pub enum MsgId { $($id,)* }

        impl MsgId {
            /// Every message there is.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$id),*];

            /// How many messages there are.
            pub(super) const COUNT: usize = [$(Self::$id),*].len();

            pub(super) fn english(self) -> &'static str {
                match self { $(Self::$id => $words,)* }
            }
        }
    };
}

#[macro_use]
mod advice;
#[macro_use]
mod cards;
#[macro_use]
mod checklist;
#[macro_use]
mod clock;
#[macro_use]
mod consent;
#[macro_use]
mod console;
#[macro_use]
mod curve;
#[macro_use]
mod door;
#[macro_use]
mod enough;
#[macro_use]
mod figures;
#[macro_use]
mod go_round;
#[macro_use]
mod grid;
#[macro_use]
mod keyboard;
#[macro_use]
mod keys;
#[macro_use]
mod looks;
#[macro_use]
mod matrix;
#[macro_use]
mod opinion;
#[macro_use]
mod past;
#[macro_use]
mod people;
#[macro_use]
mod plain;
#[macro_use]
mod plan;
#[macro_use]
mod report;
#[macro_use]
mod room;
#[macro_use]
mod roster;
#[macro_use]
mod seat;
#[macro_use]
mod silence;
#[macro_use]
mod table;
#[macro_use]
mod tree;
#[macro_use]
mod vote;
#[macro_use]
mod wall;

catalogue! {
    [
        room
        opinion
        advice
        cards
        curve
        figures
        tree
        people
        plan
        grid
        roster
        vote
        matrix
        consent
        enough
        checklist
        go_round
        seat
        console
        silence
        keyboard
        table
        keys
        plain
        report
        wall
        clock
        door
        looks
        past
    ]
}
