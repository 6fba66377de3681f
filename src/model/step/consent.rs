//! `consent`: fist-to-five on a proposal and its versions; whoever shows less than three is heard.
//!
//! Owns what the proposal is, what a round of fingers says, and whose words belong to it. It decides nothing: a room may
//! go on without consensus, and then the report says so.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Kind, StepKind, vote::Vote};
use crate::{
    document::{Block, Item, Line, Phrase, Table, Weight},
    model::{
        advice::Advice,
        card::{Value, field},
        opinion::{Asks, FINGERS},
        script::{Field, Step, Words, shape},
        seen::{BallotSeen, CardSeen, Seen},
    },
    say,
    say::{Msg, MsgId},
};

/// A proposal, the rounds of fingers it met with, and the words of those who could not go along.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// How the proposal may begin.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub starter: Words,
}

/// The fewest fingers with which somebody goes along: whoever shows less is heard, and there is consensus where nobody
/// does: <https://adamfletcher.net/2011/07/21/excellent-facilitation-seek-consensus/>.
pub const GOES_ALONG: usize = 3;

/// What the fingers mean, from 0 to 5.
pub const MEANINGS: [MsgId; FINGERS.len()] = [
    MsgId::Fingers0,
    MsgId::Fingers1,
    MsgId::Fingers2,
    MsgId::Fingers3,
    MsgId::Fingers4,
    MsgId::Fingers5,
];

/// How many people showed how many fingers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hands(pub [u32; FINGERS.len()]);

impl Hands {
    /// Those of a tally.
    pub fn of(marks: &[(std::sync::Arc<str>, u32)]) -> Self {
        let mut hands = Self::default();
        for (mark, count) in marks {
            let at = FINGERS.iter().position(|known| *known == &**mark);
            if let Some(sum) = at.and_then(|at| hands.0.get_mut(at)) {
                *sum = sum.saturating_add(*count);
            }
        }
        hands
    }

    /// How many hands there are.
    pub fn people(&self) -> u32 {
        self.0
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// How many of them show too few fingers to go along.
    pub fn under(&self) -> u32 {
        let under = self.0.iter().take(GOES_ALONG);
        under.fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Whether all go along; where nobody showed a hand, nobody did.
    pub fn is_consensus(&self) -> bool {
        self.people() > 0 && self.under() == 0
    }
}

/// A closed round.
#[derive(Clone, Debug)]
pub struct Round<'a> {
    /// Which one, from 1.
    pub number: usize,
    /// What was asked, as it stood then.
    pub words: &'a str,
    /// What people showed.
    pub hands: Hands,
    /// Those who were heard on it.
    pub voices: Vec<CardSeen<'a>>,
}

impl Round<'_> {
    /// How many of those who showed too few fingers were not heard yet.
    pub fn unheard(&self) -> u32 {
        self.unheard_by_fingers(&[]).iter().sum()
    }

    /// The same for each number of fingers. `also` is a voice that is kept but not in sight of the session yet, with its
    /// fingers where it says them.
    ///
    /// A voice without fingers, or with more than are heard here, is somebody of this round whose hand nobody noted: it is
    /// taken for the lowest that were not heard yet. Nobody's words stand for somebody who showed other fingers.
    pub fn unheard_by_fingers(&self, also: &[Option<usize>]) -> [u32; GOES_ALONG] {
        let mut open = [0; GOES_ALONG];
        for (open, shown) in open.iter_mut().zip(self.hands.0) {
            *open = shown;
        }
        let heard = self
            .voices
            .iter()
            .map(fingers_of)
            .chain(also.iter().copied());
        let mut unsaid = 0_u32;
        for fingers in heard {
            match fingers.and_then(|at| open.get_mut(at)) {
                Some(open) => *open = open.saturating_sub(1),
                None => unsaid = unsaid.saturating_add(1),
            }
        }
        for open in &mut open {
            let taken = unsaid.min(*open);
            *open -= taken;
            unsaid -= taken;
        }
        open
    }
}

/// How many fingers somebody showed who was heard.
pub fn fingers_of(voice: &CardSeen<'_>) -> Option<usize> {
    number_of(voice, field::NUMBER)
}

fn number_of(card: &CardSeen<'_>, id: &str) -> Option<usize> {
    match card.get(id) {
        Some(value @ Value::Number(_)) => value.display().parse().ok(),
        _ => None,
    }
}

impl Consent {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "starter",
            shape::Shape::Words,
            "How the proposal may begin; the first statement at hand from an earlier step where it is left out.",
        ),
    ];

    /// The proposal: the first card of the page.
    pub fn proposal<'a>(step: &Step, seen: &Seen<'a>) -> Option<CardSeen<'a>> {
        seen.tops(&step.id).find(|card| !card.is_heading())
    }

    /// What an earlier step hands on that could be proposed: what was chosen there, if it was to choose.
    pub fn offered<'a>(step: &Step, seen: &Seen<'a>) -> Option<CardSeen<'a>> {
        let chosen = Self::chosen(step, seen).into_iter().next();
        chosen.or_else(|| seen.handed_to(step).into_iter().next())
    }

    /// What earlier steps chose: what was picked at a vote or at a table of criteria, and where a vote was closed and nothing
    /// picked, what has the most dots.
    pub fn chosen<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let drawn = step.draws_from.iter().filter_map(|id| seen.step(id));
        let of = |from: &'a Step| {
            let handed = from.kind.lens().hands_on(from, seen);
            let picked = handed
                .iter()
                .any(|card| seen.is_picked(&from.id, card.id()));
            let many = match &from.kind {
                Kind::Vote(_) | Kind::Matrix(_) if picked => handed.len(),
                Kind::Vote(vote) if Vote::last_closed(from, seen).is_some() => {
                    vote.keep.map_or(1, |keep| keep as usize)
                }
                _ => 0,
            };
            handed.into_iter().take(many)
        };
        drawn.flat_map(of).collect()
    }

    /// The rounds that were closed, the first first.
    pub fn rounds<'a>(step: &Step, seen: &Seen<'a>) -> Vec<Round<'a>> {
        let voices: Vec<CardSeen<'a>> = seen
            .cards_on(&step.id)
            .filter(|card| card.get(field::ROUND).is_some())
            .collect();
        let closed = |round: &BallotSeen<'a>| {
            let Asks::Fist { words, .. } = round.asks() else {
                return None;
            };
            Some((&**words, Hands::of(&round.total()?.marks)))
        };
        let rounds = seen.ballots_on(&step.id);
        let rounds = rounds.iter().filter_map(closed).enumerate();
        let round = |(at, (words, hands))| Round {
            number: at + 1,
            words,
            hands,
            voices: voices
                .iter()
                .filter(|voice| number_of(voice, field::ROUND) == Some(at + 1))
                .copied()
                .collect(),
        };
        rounds.map(round).collect()
    }

    /// Whether the proposal reads otherwise than when the last round was held.
    pub fn is_changed(step: &Step, seen: &Seen<'_>) -> bool {
        let rounds = seen.ballots_on(&step.id);
        let Some(Asks::Fist { about, words }) = rounds.last().map(BallotSeen::asks) else {
            return false;
        };
        Self::proposal(step, seen).is_some_and(|now| now.id() != *about || now.text() != &**words)
    }
}

impl StepKind for Consent {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn long_text(&self) -> bool {
        true
    }

    /// The proposal as it stands; where there is none, what could be proposed.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        match Self::proposal(step, seen) {
            Some(proposal) => vec![proposal],
            None => seen.handed_to(step),
        }
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        if seen.ballots_on(&step.id).iter().any(BallotSeen::is_open) {
            return Some(say!(StandsHands));
        }
        let Some(last) = Self::rounds(step, seen).pop() else {
            return Self::proposal(step, seen).map(|_| say!(StandsProposed));
        };
        Some(if Self::is_changed(step, seen) {
            say!(StandsChanged)
        } else if last.hands.is_consensus() {
            say!(StandsConsensus)
        } else {
            say!(StandsUnder, last.hands.under())
        })
    }

    /// Once hands were counted, and none are being counted.
    fn is_settled(&self, step: &Step, seen: &Seen<'_>) -> bool {
        let open = seen.ballots_on(&step.id).iter().any(BallotSeen::is_open);
        !open && !Self::rounds(step, seen).is_empty()
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        if seen.ballots_on(&step.id).iter().any(BallotSeen::is_open) {
            return Vec::new();
        }
        let Some(last) = Self::rounds(step, seen).pop() else {
            return Vec::new();
        };
        let mut advice = Vec::new();
        if last.unheard() > 0 {
            advice.push(Advice::new(say!(AskUnheard, last.unheard())));
        }
        if Self::is_changed(step, seen) {
            advice.push(Advice::new(say!(AskAgain, last.number)));
        } else if last.hands.under() > 0 && last.unheard() == 0 {
            advice.push(Advice::new(say!(AskNewVersion)));
        }
        if let Some(voters) = seen.voters(step)
            && last.hands.people() < voters
        {
            advice.push(Advice::new(say!(
                AskHandsMissing,
                last.hands.people(),
                voters
            )));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        // What was asked stays told, whatever became of the proposal since.
        let proposal = Self::proposal(step, seen);
        let now = proposal.map_or("", |proposal| proposal.text());
        let lines = now.split('\n');
        let lines = lines.filter(|line| !line.trim().is_empty());
        let mut blocks: Vec<Block> = match said_before(step, now, seen) {
            // Whoever reads all of it has just read these words.
            Some(name) => vec![Block::Para(Line::msg(say!(WordsOfStep, name)))],
            None => lines
                .map(|line| Block::Statement(Line::said(line)))
                .collect(),
        };
        let mut rounds = Self::rounds(step, seen);
        let Some(last) = rounds.pop() else {
            return blocks;
        };
        if Self::is_changed(step, seen) {
            blocks.push(Block::Para(Line::msg(say!(ChangedSince, last.number))));
        }
        let told = |round: &Round<'_>| {
            let line = Line::msg(round_says(round));
            if round.words == now {
                line
            } else {
                line.and_said(format!(" “{}”", round.words.replace('\n', " ")))
            }
        };
        blocks.push(Block::Para(told(&last).weigh(Weight::Strong)));
        blocks.push(Block::Table(hands_table(&last.hands)));
        blocks.extend(voices_list(&last));
        for round in rounds.iter().rev() {
            blocks.push(Block::Para(told(round).weigh(Weight::Quiet)));
            blocks.extend(voices_list(round));
        }
        blocks
    }
}

/// The step whose statement these words are, where it is one that this step draws from.
fn said_before(step: &Step, words: &str, seen: &Seen<'_>) -> Option<Arc<str>> {
    let mut from = step.draws_from.iter().filter_map(|id| seen.step(id));
    let of = from.find(|from| {
        matches!(from.kind, Kind::Text(_))
            && seen
                .tops(&from.id)
                .any(|card| card.text().trim() == words.trim())
    })?;
    Some(of.name(seen.lang()).clone())
}

/// What a round says, in a sentence.
pub fn round_says(round: &Round<'_>) -> Msg {
    let (people, under) = (round.hands.people(), round.hands.under());
    if people == 0 {
        say!(RoundNobody, round.number)
    } else if under == 0 {
        say!(RoundConsensus, round.number, people)
    } else {
        say!(RoundUnder, round.number, people, under)
    }
}

fn hands_table(hands: &Hands) -> Table {
    let row = |fingers: usize| {
        vec![
            Line::said(format!("{fingers}  ")).and_msg(MEANINGS[fingers]),
            Line::said(hands.0[fingers].to_string()),
        ]
    };
    Table {
        head: vec![Line::msg(MsgId::HeadFingers), Line::msg(MsgId::HeadHands)],
        numbers: vec![false, true],
        rows: (0..FINGERS.len()).rev().map(row).collect(),
    }
}

fn voices_list(round: &Round<'_>) -> Option<Block> {
    let item = |voice: &CardSeen<'_>| {
        let said = Phrase::Said(voice.text().replace('\n', " ").into());
        let line = Line::msg(voice_head(voice)).weigh(Weight::Quiet);
        Item::new(line.and_said(": ").and(said, Weight::Plain))
    };
    let items: Vec<Item> = round.voices.iter().map(item).collect();
    (!items.is_empty()).then_some(Block::List(items))
}

/// Who was heard, and how many fingers they showed.
pub fn voice_head(voice: &CardSeen<'_>) -> Msg {
    let who = voice.text_of(field::WHO);
    match (fingers_of(voice), who.is_empty()) {
        (Some(fingers), true) => say!(VoiceOf, fingers),
        (Some(fingers), false) => say!(VoiceOfNamed, who, fingers),
        (None, true) => say!(VoiceSomebody),
        (None, false) => say!(VoiceNamed, who),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Command, Viewer, Voice, testing::Room};

    const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 10, "steps": [
        {"id": "agree", "kind": "consent", "minutes": 10, "title": "Agree", "ask": "Can all go along?"}
    ]}"#;

    #[test]
    fn words_that_an_earlier_statement_holds_are_not_said_twice() {
        const TWO: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
            {"id": "vision", "kind": "text", "minutes": 10, "title": "The vision", "ask": "What?"},
            {"id": "agree", "kind": "consent", "minutes": 10, "title": "Agree", "ask": "Can all go along?", "draws_from": ["vision"]}
        ]}"#;
        let told = |words: &str| {
            let mut room = Room::of(TWO, "T");
            room.card("vision", "Every child reads");
            room.card("agree", words);
            let seen = room.seen(Viewer::Minutes);
            let step = seen.step(&"agree".into()).expect("a step");
            format!("{:?}", seen.recap(step))
        };
        let same = told("Every child reads");
        assert!(
            !same.contains("Every child reads") && same.contains("The vision"),
            "{same}"
        );
        assert!(told("Every child reads well").contains("Every child reads well"));
    }

    /// A proposal and a round in which people showed these hands.
    fn asked(hands: [u32; FINGERS.len()]) -> (Room, crate::model::CardId) {
        let mut room = Room::of(SCRIPT, "T");
        let about = room.card("agree", "We meet on Tuesdays");
        let ballot = crate::model::BallotId(room.id());
        let words = "We meet on Tuesdays".into();
        room.run(Command::OpenBallot {
            ballot,
            step: "agree".into(),
            asks: Asks::Fist { about, words },
        });
        let marks = FINGERS.iter().zip(hands);
        room.run(Command::Cast {
            ballot,
            voice: Voice::room(),
            people: hands.iter().sum(),
            group: None,
            marks: marks.map(|(mark, count)| ((*mark).into(), count)).collect(),
        });
        room.run(Command::CloseBallot { ballot });
        (room, about)
    }

    fn hear(room: &mut Room, proposal: crate::model::CardId, fingers: Option<f64>) {
        let mut fields = vec![(field::ROUND, Value::Number(1.0))];
        fields.extend(fingers.map(|fingers| (field::NUMBER, Value::Number(fingers))));
        room.lay(
            "agree",
            None,
            Some(proposal),
            "The library is closed",
            &fields,
        );
    }

    fn unheard(room: &Room) -> [u32; GOES_ALONG] {
        let seen = room.seen(Viewer::Projector);
        let step = seen.step(&"agree".into()).expect("the step");
        let last = Consent::rounds(step, &seen).pop().expect("a round");
        assert_eq!(
            last.unheard(),
            last.unheard_by_fingers(&[]).iter().sum::<u32>()
        );
        last.unheard_by_fingers(&[])
    }

    #[test]
    fn a_voice_hears_its_own_fingers_and_one_without_the_lowest() {
        let (mut room, proposal) = asked([1, 0, 2, 5, 0, 0]);
        assert_eq!(unheard(&room), [1, 0, 2]);
        // Nobody showed one finger: these words stand for none of the three.
        hear(&mut room, proposal, Some(1.0));
        assert_eq!(unheard(&room), [1, 0, 2]);
        hear(&mut room, proposal, Some(2.0));
        assert_eq!(unheard(&room), [1, 0, 1]);
        hear(&mut room, proposal, None);
        assert_eq!(unheard(&room), [0, 0, 1]);
        hear(&mut room, proposal, None);
        hear(&mut room, proposal, None);
        assert_eq!(unheard(&room), [0, 0, 0]);
    }

    #[test]
    fn rounds_stay_told_when_the_proposal_is_gone() {
        let (mut room, card) = asked([0, 0, 1, 5, 0, 0]);
        room.run(Command::RemoveCard { card });
        let seen = room.seen(Viewer::Minutes);
        let step = seen.step(&"agree".into()).expect("the step");
        assert!(Consent::proposal(step, &seen).is_none());
        let told = format!("{:?}", seen.recap(step));
        assert!(told.contains("RoundUnder"), "{told}");
        assert!(told.contains("We meet on Tuesdays"), "{told}");
    }
}
