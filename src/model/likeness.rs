//! Which cards may say the same: offered in pairs, so that people put them together.
//!
//! It only offers. Putting together moves one card under the other: no word is lost, and one undo takes it back.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{
    card::field,
    command::{After, Command},
    ids::CardId,
    seen::{CardSeen, Seen},
};
use crate::insight::likeness::likeness;

/// Two cards that may say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// The one that comes first among the cards that were compared.
    pub one: CardId,
    /// The other.
    pub other: CardId,
    /// How alike their words are, from 0.5 to 1.
    pub likeness: f64,
}

/// From here on two cards are worth a look: see [`likeness`].
const WORTH_A_LOOK: f64 = 0.5;

/// How many pairs are compared word by word at the most: those whose letters agree best.
const COMPARED: usize = 3_000;

/// How many cards are compared at the most, the first ones.
const CARDS: usize = 2_000;

/// A share of letter pairs, in hundredths, below which two texts are not compared word by word.
const ROUGHLY: u32 = 40;

/// The letter pairs of a text, each as one of 256 marks: comparing two of these costs next to nothing.
struct Rough([u64; 4]);

impl Rough {
    fn of(text: &str) -> Self {
        let mut marks = [0_u64; 4];
        let mut put = |pair: (char, Option<char>)| {
            let mut hasher = DefaultHasher::new();
            pair.hash(&mut hasher);
            let mark = hasher.finish();
            if let Some(word) = marks.get_mut((mark >> 6 & 3) as usize) {
                *word |= 1 << (mark & 63);
            }
        };
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).take(64).collect();
            match letters[..] {
                [] => {}
                [alone] => put((alone, None)),
                _ => letters
                    .windows(2)
                    .for_each(|pair| put((pair[0], Some(pair[1])))),
            }
        }
        Self(marks)
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The share of marks that two texts have in common, in hundredths.
    fn shared(&self, other: &Self, both: u32) -> u32 {
        let common: u32 = self
            .0
            .iter()
            .zip(&other.0)
            .map(|(a, b)| (a & b).count_ones())
            .sum();
        (200 * common).checked_div(both).unwrap_or(0)
    }
}

/// The pairs among these cards that may say the same, the most alike first. Cards that are connected, or of which one
/// hangs under the other, are known to belong together and are not offered; parked cards and headings are passed over.
///
/// The cost is bounded: a rough look at every pair of the first 2,000 cards, and a comparison word by word for the
/// 3,000 pairs that look most alike.
pub fn alike(seen: &Seen<'_>, cards: &[CardSeen<'_>]) -> Vec<Alike> {
    let known: Vec<(&CardSeen<'_>, Rough, u32)> = cards
        .iter()
        .filter(|card| !card.is_heading() && !card.flag(field::PARKED))
        .take(CARDS)
        .map(|card| {
            let rough = Rough::of(card.text());
            let count = rough.count();
            (card, rough, count)
        })
        .collect();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (at, (_, rough, count)) in known.iter().enumerate() {
        for (behind, (_, other, others)) in known.iter().enumerate().skip(at + 1) {
            let share = rough.shared(other, count + others);
            if share >= ROUGHLY {
                pairs.push((share, at, behind));
            }
        }
        // Thousands of equal cards would fill the memory with pairs that nobody could look through.
        if pairs.len() > 20 * COMPARED {
            keep_best(&mut pairs);
        }
    }
    keep_best(&mut pairs);
    let mut found: Vec<(usize, usize, Alike)> = pairs
        .into_iter()
        .filter_map(|(_, at, behind)| {
            let (one, other) = (known[at].0, known[behind].0);
            let likeness = likeness(one.text(), other.text());
            (likeness >= WORTH_A_LOOK && !belong_together(seen, one, other)).then_some((
                at,
                behind,
                Alike {
                    one: one.id(),
                    other: other.id(),
                    likeness,
                },
            ))
        })
        .collect();
    found.sort_by(|(a, b, one), (c, d, other)| {
        let nearer = other.likeness.total_cmp(&one.likeness);
        nearer.then_with(|| (a, b).cmp(&(c, d)))
    });
    found.into_iter().map(|(_, _, alike)| alike).collect()
}

fn keep_best(pairs: &mut Vec<(u32, usize, usize)>) {
    if pairs.len() > COMPARED {
        pairs.select_nth_unstable_by_key(COMPARED, |(share, at, behind)| {
            (std::cmp::Reverse(*share), *at, *behind)
        });
        pairs.truncate(COMPARED);
    }
}

fn belong_together(seen: &Seen<'_>, one: &CardSeen<'_>, other: &CardSeen<'_>) -> bool {
    let under = |card: &CardSeen<'_>, above: CardId| card.parent() == Some(above);
    under(one, other.id())
        || under(other, one.id())
        || seen
            .comes_from(one.id())
            .any(|card| card.id() == other.id())
        || seen.leads_to(one.id()).any(|card| card.id() == other.id())
}

/// Puts a card under another that says the same, on that one's page; `None` where either is gone.
pub fn put_together(seen: &Seen<'_>, keep: CardId, other: CardId) -> Option<Command> {
    let keep = seen.card(keep)?;
    seen.card(other)?;
    Some(Command::MoveCard {
        card: other,
        step: keep.step().clone(),
        parent: Some(keep.id()),
        column: None,
        after: After::Last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Value, Viewer, testing::Room};

    fn pairs(room: &Room) -> Vec<(String, String)> {
        let seen = room.seen(Viewer::Member(room.you()));
        let cards: Vec<_> = seen.cards_on(&"story".into()).collect();
        let words = |id: CardId| seen.card(id).expect("a card").text().to_owned();
        alike(&seen, &cards)
            .iter()
            .map(|pair| (words(pair.one), words(pair.other)))
            .collect()
    }

    #[test]
    fn what_says_the_same_is_offered_the_most_alike_first() {
        let mut room = Room::talk("Reading");
        for words in [
            "Buses cut on the east side",
            "Library closes at 4",
            "Parents on the night shift",
            "bus cuts on east side",
            "Libary closes at four",
            "Buses cut on the east side!",
        ] {
            room.card("story", words);
        }
        let found = pairs(&room);
        assert_eq!(
            found[0],
            (
                "Buses cut on the east side".to_owned(),
                "Buses cut on the east side!".to_owned()
            )
        );
        assert!(
            found.contains(&(
                "Library closes at 4".to_owned(),
                "Libary closes at four".to_owned()
            )),
            "{found:?}"
        );
        assert!(
            found
                .iter()
                .all(|(one, other)| !one.contains("night") && !other.contains("night")),
            "{found:?}"
        );
    }

    #[test]
    fn putting_together_loses_nothing_and_is_one_undo() {
        let mut room = Room::talk("Reading");
        let keep = room.card_in("story", "hurts", "Buses cut");
        let other = room.card_in("story", "helps", "buses cut");
        let command = put_together(&room.seen(Viewer::Projector), keep, other).expect("both lie");
        room.run(command);
        let seen = room.seen(Viewer::Projector);
        let under = seen.card(other).expect("the words are kept");
        assert_eq!(under.parent(), Some(keep));
        assert_eq!(under.column(), seen.card(keep).expect("a card").column());
        assert!(pairs(&room).is_empty(), "what lies together is settled");
        room.run(Command::Undo);
        assert_eq!(pairs(&room).len(), 1);
    }

    #[test]
    fn connected_parked_and_heading_cards_are_not_offered() {
        let mut room = Room::talk("Reading");
        let one = room.card("story", "Buses cut");
        let copy = room.card("story", "Buses cut");
        room.link(one, copy);
        let parked = room.card("story", "Buses cut");
        room.set(parked, field::PARKED, Value::Flag(true));
        let heading = room.card("story", "Buses cut");
        room.set(heading, field::HEADING, Value::Flag(true));
        assert!(pairs(&room).is_empty());
    }

    #[test]
    fn a_thousand_equal_cards_make_no_more_pairs_than_can_be_compared() {
        let mut room = Room::talk("Reading");
        for _ in 0..1_000 {
            room.card(
                "story",
                "The buses were cut on the east side of town in June",
            );
        }
        assert_eq!(pairs(&room).len(), COMPARED);
    }
}
