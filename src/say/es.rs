//! The Spanish catalogue, as Spanish is spoken in Latin America: guides and questions say *usted*, keys are short.
//!
//! One file for each topic, beside its English twin. A sentence that is missing here is said in English, and a test lists it.

use super::MsgId;

/// Lays out a topic as the English catalogue does: a line for each message.
macro_rules! words {
    ($($id:ident = $words:literal;)*) => {
        pub(super) const WORDS: &[(crate::say::MsgId, &str)] = &[$((crate::say::MsgId::$id, $words)),*];
    };
}

mod advice;
mod cards;
mod checklist;
mod clock;
mod consent;
mod console;
mod curve;
mod door;
mod enough;
mod figures;
mod go_round;
mod grid;
mod keyboard;
mod keys;
mod looks;
mod matrix;
mod opinion;
mod past;
mod people;
mod plain;
mod plan;
mod report;
mod room;
mod roster;
mod seat;
mod silence;
mod table;
mod tree;
mod vote;
mod wall;

const TOPICS: &[&[(MsgId, &str)]] = &[
    room::WORDS,
    opinion::WORDS,
    past::WORDS,
    advice::WORDS,
    cards::WORDS,
    curve::WORDS,
    figures::WORDS,
    tree::WORDS,
    people::WORDS,
    plan::WORDS,
    grid::WORDS,
    roster::WORDS,
    vote::WORDS,
    matrix::WORDS,
    consent::WORDS,
    door::WORDS,
    enough::WORDS,
    checklist::WORDS,
    go_round::WORDS,
    seat::WORDS,
    console::WORDS,
    silence::WORDS,
    keyboard::WORDS,
    table::WORDS,
    keys::WORDS,
    plain::WORDS,
    report::WORDS,
    wall::WORDS,
    clock::WORDS,
    looks::WORDS,
];

/// The words by the number of their message, so that a screen of a hundred messages searches nothing.
static SPANISH: [Option<&'static str>; MsgId::COUNT] = {
    let mut all = [None; MsgId::COUNT];
    let mut topic = 0;
    while topic < TOPICS.len() {
        let mut line = 0;
        while line < TOPICS[topic].len() {
            let (id, words) = TOPICS[topic][line];
            all[id as usize] = Some(words);
            line += 1;
        }
        topic += 1;
    }
    all
};

/// The words of a message; `None` where nobody translated it yet.
pub(super) fn spanish(id: MsgId) -> Option<&'static str> {
    SPANISH[id as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Lang, tests::places};

    fn sorted(mut all: Vec<usize>) -> Vec<usize> {
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The arguments that are written out, and those that choose between two forms.
    fn arguments(template: &str) -> [Vec<usize>; 2] {
        let of = |wanted: bool| {
            let places = places(template).into_iter();
            let found = places.filter(|(_, chooses)| *chooses == wanted);
            sorted(found.map(|(at, _)| at).collect())
        };
        [of(false), of(true)]
    }

    #[test]
    fn every_message_is_said_in_spanish_once() {
        let mut wrong = Vec::new();
        for id in MsgId::ALL {
            let lines = TOPICS.iter().flat_map(|topic| topic.iter());
            match lines.filter(|(known, _)| known == id).count() {
                1 => {}
                0 => wrong.push(format!(
                    "not translated: {id:?} = {:?}",
                    id.template(Lang::En)
                )),
                _ => wrong.push(format!("translated twice: {id:?}")),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_translation_has_the_places_of_the_english_one() {
        let mut wrong = Vec::new();
        for id in MsgId::ALL {
            let (english, spanish) = (id.template(Lang::En), id.template(Lang::Es));
            let ([told, chosen], [told_es, chosen_es]) = (arguments(english), arguments(spanish));
            // Where English chooses by a count, Spanish may choose once more or not at all; elsewhere it is no count.
            if told != told_es || !chosen_es.iter().all(|at| chosen.contains(at)) {
                wrong.push(format!("{id:?}: {english:?} / {spanish:?}"));
            }
            assert!(!spanish.trim().is_empty(), "{id:?}");
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
