//! Which cards may say the same: offered in pairs, so that people put them together.
//!
//! It only offers. Putting together lays one card under the other, or connects the two where they lie on different pages:
//! no word is lost, and one undo takes it back.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{
    card::field,
    command::{After, Command},
    ids::CardId,
    opinion::{LEFT_OUT, Score, ScoreKey, Voice, YES},
    script::Step,
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
    /// How alike their words are, from 0.6 to 1.
    pub likeness: f64,
}

impl Alike {
    /// Both cards, in their order.
    pub fn both(&self) -> [CardId; 2] {
        [self.one, self.other]
    }
}

/// From here on two cards are worth a look: see [`likeness`]. An offer that is wrong too often is read by nobody.
const WORTH_A_LOOK: f64 = 0.6;

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
    under(one, other.id()) || under(other, one.id()) || are_connected(seen, one.id(), other.id())
}

fn are_connected(seen: &Seen<'_>, one: CardId, other: CardId) -> bool {
    let mut around = seen.comes_from(one).chain(seen.leads_to(one));
    around.any(|card| card.id() == other)
}

/// The cards of a step among which look-alikes are sought: where what others made is weighed, all at hand that were not
/// put together before, and else those at the top of its page.
pub fn compared<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    if !step.kind.lens().passes_on() {
        return seen.tops(&step.id).collect();
    }
    let mut all = seen.at_hand(step);
    all.retain(|card| !seen.is_left_out(&step.id, card.id()));
    all
}

/// Which of two cards that say the same stays on top, where nobody says: the first, unless it was made for this step and
/// the second is one of an earlier page.
pub fn stays_on_top(step: &Step, seen: &Seen<'_>, pair: [CardId; 2]) -> [CardId; 2] {
    let [first, second] = pair;
    let page = |id| seen.card(id).map(|card| card.step().clone());
    if page(first).is_some_and(|page| page == step.id) && page(second) != page(first) {
        return [second, first];
    }
    pair
}

/// What puts a card together with another that says the same; `None` where either is gone.
///
/// On one page the other goes under the one that is kept, and a card made for this step goes under it on that one's page.
/// Any other card keeps the page it was made on, and in a tree to lie under a card means to be its cause: there the two
/// are connected, and where this step asks about cards of several pages it leaves the other out.
pub fn put_together(step: &Step, seen: &Seen<'_>, keep: CardId, other: CardId) -> Option<Command> {
    let (keep, other) = (seen.card(keep)?, seen.card(other)?);
    let page = seen.step(keep.step())?;
    let same = other.step() == keep.step() || *other.step() == step.id;
    if same && !page.kind.lens().branches() {
        return Some(Command::MoveCard {
            card: other.id(),
            step: page.id.clone(),
            parent: Some(keep.id()),
            column: None,
            after: After::Last,
        });
    }
    let link = (!are_connected(seen, keep.id(), other.id())).then(|| Command::Link {
        one: keep.id(),
        other: other.id(),
    });
    let out = (!step.kind.lens().marks(LEFT_OUT).is_empty()).then(|| Command::Score {
        key: ScoreKey {
            step: step.id.clone(),
            card: other.id(),
            criterion: LEFT_OUT.into(),
            voice: Voice::room(),
        },
        score: Score {
            tally: vec![(YES.into(), 1)],
            note: "".into(),
        },
    });
    let both: Vec<Command> = link.into_iter().chain(out).collect();
    (!both.is_empty()).then_some(Command::Several(both))
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
        let seen = room.seen(Viewer::Projector);
        let step = seen.step(&"story".into()).expect("a step");
        let command = put_together(step, &seen, keep, other).expect("both lie");
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
    fn across_pages_and_in_trees_cards_are_connected_and_stay_where_they_lie() {
        let script = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 30, "steps": [
            {"id": "heard", "kind": "cards", "minutes": 10, "ask": "What?"},
            {"id": "whys", "kind": "tree", "minutes": 10, "ask": "Why?"},
            {"id": "vote", "kind": "vote", "minutes": 10, "ask": "Which?", "draws_from": ["heard", "whys"]}]}"#;
        let mut room = Room::of(script, "T");
        let heard = room.card("heard", "Buses cut");
        let problem = room.card("whys", "Children miss school");
        let cause = room.card_under("whys", problem, "buses cut");
        let own = room.card("vote", "Buses were cut");
        let together = |room: &mut Room, at: &str, pair: [CardId; 2]| {
            let seen = room.seen(Viewer::Projector);
            let step = seen.step(&at.into()).expect("a step");
            let [keep, other] = stays_on_top(step, &seen, pair);
            let command = put_together(step, &seen, keep, other).expect("both lie");
            room.run(command);
        };
        // What was made for the vote goes under what people said before, whichever is named first.
        together(&mut room, "vote", [own, heard]);
        together(&mut room, "vote", [heard, cause]);
        let seen = room.seen(Viewer::Projector);
        assert_eq!(
            seen.card(own).and_then(|card| card.parent()),
            Some(heard),
            "on the page of the first"
        );
        let parent = seen.card(cause).and_then(|card| card.parent());
        assert_eq!(parent, Some(problem), "a cause stays a cause");
        assert!(are_connected(&seen, heard, cause));
        let vote = seen.step(&"vote".into()).expect("a step");
        let options: Vec<CardId> = compared(vote, &seen).iter().map(CardSeen::id).collect();
        assert_eq!(options, [heard]);
        // Two problems of a tree do not become cause and effect, and no page but the vote leaves anything out.
        let other = room.card("whys", "Children miss their school");
        together(&mut room, "whys", [problem, other]);
        let seen = room.seen(Viewer::Projector);
        assert_eq!(seen.card(other).and_then(|card| card.parent()), None);
        assert!(are_connected(&seen, problem, other));
        assert!(!seen.is_left_out(&"whys".into(), other));
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
