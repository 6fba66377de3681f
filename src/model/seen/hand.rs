//! Which cards a step works with: its own, and those that earlier steps hand on to it.

use super::{CardSeen, Seen};
use crate::model::{
    StepId,
    card::field,
    script::{Field, Step},
    step::{Kind, roster},
};

impl<'a> Seen<'a> {
    /// The cards a step works with: those at the top of its own page, and behind them those that earlier steps hand on to
    /// it, each once. Headings and parked cards are not among them.
    pub fn at_hand(&self, step: &Step) -> Vec<CardSeen<'a>> {
        let mut known = std::collections::HashSet::new();
        let mut all = self.own_tops(step);
        all.extend(self.handed_to(step));
        all.retain(|card| known.insert(card.id()));
        all
    }

    /// The cards at the top of a step's own page, without headings and without turns that somebody passed.
    pub fn own_tops(&self, step: &Step) -> Vec<CardSeen<'a>> {
        self.tops(&step.id)
            .filter(|card| !card.is_heading() && !card.flag(field::PASS))
            .collect()
    }

    /// The cards that earlier steps hand on to this one, in the order of those steps. A script names only earlier steps
    /// in `draws_from`, so this comes to an end.
    pub fn handed_to(&self, step: &Step) -> Vec<CardSeen<'a>> {
        let script = self.script();
        let here = script.step(&step.id).map_or(0, |(at, _)| at);
        let from = step.draws_from.iter().filter_map(|id| script.step(id));
        from.filter(|(at, _)| *at < here)
            .flat_map(|(_, from)| from.kind.lens().hands_on(from, self))
            .collect()
    }

    /// How many people may vote at a step: those who are here by the rosters before it, each once, without coaches. In a
    /// programme the rosters of its own sitting count, and those of the last sitting that had people where it has none.
    /// `None` where nobody who may vote was entered.
    pub fn voters(&self, step: &Step) -> Option<u32> {
        let (at, asking) = self.script().step(&step.id)?;
        let earlier = self.script().steps.iter().take(at);
        let rosters: Vec<&Step> = earlier.filter(|step| is_roster(step)).collect();
        let mut sittings = vec![asking.sitting.as_deref()];
        sittings.extend(rosters.iter().rev().map(|step| step.sitting.as_deref()));
        sittings.dedup();
        let here = sittings.into_iter().find_map(|sitting| {
            let of = rosters
                .iter()
                .filter(|step| step.sitting.as_deref() == sitting);
            let mut known = std::collections::HashSet::new();
            let here: Vec<CardSeen<'a>> = of
                .flat_map(|step| roster::people(step, self))
                .filter(|person| roster::is_here(person) && known.insert(person.id()))
                .collect();
            (!here.is_empty()).then_some(here)
        })?;
        let may = here
            .iter()
            .filter(|person| !roster::is_coach(person))
            .count();
        u32::try_from(may).ok().filter(|may| *may > 0)
    }

    /// The field in which the roster of this script asks for people's constituency.
    pub fn constituency(&self) -> Option<&'a Field> {
        let steps = self.script().steps.iter();
        let mut rosters = steps.filter(|step| is_roster(step));
        rosters.find_map(|step| step.field(roster::CONSTITUENCY))
    }

    /// A constituency as people read it: the words of the roster's choice, or what was written.
    pub fn constituency_name(&self, group: &str) -> std::sync::Arc<str> {
        let shown = |field: &Field| field.shown(group.into(), self.lang());
        self.constituency().map_or_else(|| group.into(), shown)
    }

    /// The cards at the top of a page; what lies under a heading counts as the top, parked cards do not.
    pub fn tops(&self, step: &StepId) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let heading = |card: &CardSeen<'a>| card.is_heading();
        let seen = *self;
        let of = step.clone();
        let mut under: Vec<CardSeen<'a>> = Vec::new();
        let mut tops = self.children(step, None);
        std::iter::from_fn(move || {
            loop {
                let card = under.pop().or_else(|| tops.next())?;
                if heading(&card) {
                    under.extend(seen.children(&of, Some(card.id())).rev());
                }
                if !card.flag(field::PARKED) {
                    return Some(card);
                }
            }
        })
    }
}

fn is_roster(step: &Step) -> bool {
    matches!(step.kind, Kind::Roster(_))
}

#[cfg(test)]
mod tests {
    use crate::model::{
        Command, Seen, Viewer,
        opinion::{PICKED, Score, ScoreKey, Voice, YES},
        testing::Room,
    };

    const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 50, "steps": [
        {"id": "whys", "kind": "tree", "minutes": 10, "ask": "Why?"},
        {"id": "ideas", "kind": "cards", "minutes": 10, "ask": "What?", "draws_from": ["whys"]},
        {"id": "weigh", "kind": "matrix", "minutes": 10, "ask": "Which?", "draws_from": ["ideas"],
            "criteria": [{"id": "reach", "label": "Reach"}]},
        {"id": "vote", "kind": "vote", "minutes": 10, "ask": "Which?", "draws_from": ["weigh"]},
        {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who?", "draws_from": ["vote"]}]}"#;

    fn at_hand(room: &Room, step: &str) -> Vec<String> {
        let seen: Seen<'_> = room.seen(Viewer::Minutes);
        let step = seen.step(&step.into()).expect("a step");
        let cards = seen.at_hand(step);
        cards.iter().map(|card| card.text().to_owned()).collect()
    }

    fn pick(room: &mut Room, step: &str, card: crate::model::CardId) {
        let key = ScoreKey {
            step: step.into(),
            card,
            criterion: PICKED.into(),
            voice: Voice::room(),
        };
        let score = Score {
            tally: vec![(YES.into(), 1)],
            note: "".into(),
        };
        room.run(Command::Score { key, score });
    }

    #[test]
    fn a_step_hands_on_its_own_cards_and_whoever_weighs_them_passes_them_on() {
        let mut room = Room::of(SCRIPT, "T");
        let problem = room.card("whys", "Late buses");
        let cause = room.card_under("whys", problem, "No drivers");
        room.card_under("whys", cause, "Low pay");
        let idea = room.card("ideas", "A carpool");
        let other = room.card("ideas", "A walking bus");
        assert_eq!(
            at_hand(&room, "ideas"),
            ["A carpool", "A walking bus", "No drivers", "Low pay"]
        );
        // Causes stood beside the ideas; they are no ideas.
        assert_eq!(at_hand(&room, "vote"), ["A carpool", "A walking bus"]);
        pick(&mut room, "weigh", other);
        assert_eq!(at_hand(&room, "weigh"), ["A carpool", "A walking bus"]);
        assert_eq!(at_hand(&room, "vote"), ["A walking bus"]);
        assert_eq!(at_hand(&room, "plan"), ["A walking bus"]);
        // Marked roots are what goes on from a tree.
        room.set(cause, "root", crate::model::Value::Flag(true));
        assert_eq!(
            at_hand(&room, "ideas"),
            ["A carpool", "A walking bus", "No drivers"]
        );
        // A card that was taken off its page is no longer at hand.
        room.run(Command::RemoveCard { card: idea });
        assert_eq!(at_hand(&room, "weigh"), ["A walking bus"]);
    }
}
