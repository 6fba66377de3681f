//! Going on from an earlier session: the cards and measures that a new one begins with, because its script takes them up.
//!
//! What is taken up keeps its id, so that the same cause or measure can be known again; the earlier session stays as it is.

use std::{collections::HashSet, sync::Arc};

use uuid::Uuid;

use super::{
    card::{Value, field},
    command::{After, Command, Request},
    ids::{At, CardId, CommandId, FieldId, MemberId, StepId},
    measure::Measure,
    script::{Field, Script, Step},
    seen::{CardSeen, Seen},
};

/// What lays down everything that a script takes up from an earlier session, in the order in which it is to be asked. A
/// frozen forecast keeps the day on which it was made; all else is said at `at`.
pub fn requests(
    script: &Script,
    earlier: Seen<'_>,
    by: MemberId,
    at: At,
    ids: &mut dyn FnMut() -> Uuid,
) -> Vec<Request> {
    let mut made = Vec::new();
    let mut ask = |at: At, command: Command| {
        made.push(Request {
            id: CommandId(ids()),
            by,
            at,
            command,
        });
    };
    let mut taken: HashSet<CardId> = HashSet::new();
    let mut order = Vec::new();
    for step in &script.steps {
        for from in step.takes_up.iter().flat_map(|name| found(earlier, name)) {
            // Who passed is nobody's business later.
            let said = earlier.walk(&from.id, None, |_| true);
            for (_, card) in said.filter(|(_, card)| !card.flag(field::PASS)) {
                let parent = card.parent().filter(|parent| taken.contains(parent));
                if step.kind.lens().takes_cards() && taken.insert(card.id()) {
                    order.push(card.id());
                    ask(at, laid(&card, parent, step, script));
                }
            }
            for measure in earlier.measures_on(&from.id) {
                brought(measure, step, at, &mut ask);
            }
        }
    }
    for id in &order {
        for to in earlier
            .comes_from(*id)
            .filter(|to| taken.contains(&to.id()))
        {
            ask(
                at,
                Command::Link {
                    one: *id,
                    other: to.id(),
                },
            );
        }
    }
    made
}

/// The fields that something is said in and that stay behind, because the new script asks for none of that name: as the
/// earlier one declares them, each once.
pub fn left_out(script: &Script, earlier: Seen<'_>) -> Vec<Field> {
    let mut left: Vec<Field> = Vec::new();
    let takes = |step: &&Step| step.kind.lens().takes_cards();
    for name in script
        .steps
        .iter()
        .filter(takes)
        .flat_map(|step| &step.takes_up)
    {
        for from in found(earlier, name) {
            let said = earlier.walk(&from.id, None, |_| true);
            for (_, card) in said.filter(|(_, card)| !card.flag(field::PASS)) {
                let unknown = card.fields().filter(|(id, _)| !is_known(script, id));
                // What no step of the earlier talk asks for either is no loss that anybody would see.
                let declared = unknown.filter_map(|(id, _)| {
                    let mut steps = earlier.script().steps.iter();
                    from.field(id)
                        .or_else(|| steps.find_map(|step| step.field(id)))
                });
                for one in declared {
                    if !left.iter().any(|known| known.id == one.id) {
                        left.push(one.clone());
                    }
                }
            }
        }
    }
    left
}

/// Whether a field of a card is asked for by some step of a script, or may stand on any card.
fn is_known(script: &Script, id: &str) -> bool {
    field::EVERYWHERE.contains(&id) || script.steps.iter().any(|step| step.field(id).is_some())
}

/// The steps of an earlier session that a name stands for; in a programme, those of every sitting that has one.
fn found<'a>(earlier: Seen<'a>, name: &StepId) -> impl Iterator<Item = &'a Step> {
    let ending = format!(".{}", name.as_str());
    let name = name.clone();
    let fits = move |step: &&Step| step.id == name || step.id.as_str().ends_with(&ending);
    earlier.script().steps.iter().filter(fits)
}

fn laid(card: &CardSeen<'_>, parent: Option<CardId>, step: &Step, script: &Script) -> Command {
    // What the new script does not ask for stays behind, in the earlier session.
    let fields = card
        .fields()
        .filter(|(id, _)| is_known(script, id))
        .map(|(id, value)| (FieldId::from(id), value.clone()));
    Command::AddCard {
        card: card.id(),
        author: None,
        step: step.id.clone(),
        parent,
        column: card
            .column()
            .filter(|column| step.column(column).is_some())
            .cloned(),
        after: After::Last,
        fields: fields.collect(),
        from: None,
    }
}

fn brought(measure: &Measure, step: &Step, at: At, ask: &mut impl FnMut(At, Command)) {
    let fields = measure
        .fields
        .iter()
        .filter_map(|(id, state)| Some((id.clone(), state.value.clone()?)));
    let points = measure
        .points
        .iter()
        .filter_map(|(key, kept)| Some((key.clone(), (**kept.value.as_ref()?).clone())));
    ask(
        at,
        Command::AddMeasure {
            measure: measure.id,
            step: step.id.clone(),
            fields: fields.collect::<Vec<(FieldId, Value)>>(),
            points: points.collect(),
        },
    );
    for (key, kept) in &measure.guesses {
        if let Some(value) = kept.value {
            let guess = Command::Guess {
                measure: measure.id,
                scenario: Arc::clone(&key.scenario),
                period: key.period,
                value: Some(value),
            };
            ask(at, guess);
        }
    }
    for frozen in &measure.frozen {
        let forecast = frozen.forecast.clone();
        ask(
            frozen.at,
            Command::Freeze {
                measure: measure.id,
                forecast,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Session, SessionId, Viewer, event::Record, testing::Room};

    const REVIEW: &str = r#"{"id": "review", "title": "Review", "framework": "F", "minutes": 20, "steps": [
        {"id": "forces", "kind": "cards", "minutes": 10, "ask": "Is the story still so?", "takes_up": ["story"],
            "columns": ["helps", "hurts"],
            "fields": [{"id": "evidence", "choice": ["data", "record", "lived experience", "heard from others", "hunch"]}]},
        {"id": "doing", "kind": "plan", "minutes": 10, "ask": "What was done?", "takes_up": ["plan"],
            "fields": [{"id": "who", "type": "person"}]}]}"#;

    #[test]
    fn a_review_begins_with_what_the_earlier_session_left() {
        let mut room = Room::talk("Mill Valley");
        let cause = room.card("story", "Buses cut");
        let action = room.card("plan", "Ask the council");
        room.set(action, "who", "Devi".into());
        room.set(action, "due", "2026-12-01".into());
        room.link(action, cause);
        let earlier = room.seen(Viewer::Minutes);
        let script: Script = serde_json::from_str(REVIEW).expect("a script");
        let left: Vec<String> = left_out(&script, earlier)
            .iter()
            .map(|field| field.id.to_string())
            .collect();
        assert_eq!(left, ["due"], "what is left behind is told");
        let mut made = 900;
        let mut ids = || {
            made += 1;
            Uuid::from_u128(made)
        };
        let at = At(1_800_000_000_000);
        let you = room.you();
        let requests = requests(&script, earlier, you, at, &mut ids);

        let mut review = Session::new(SessionId(Uuid::from_u128(7)));
        let begin = Command::Begin {
            script: std::sync::Arc::new(script),
            title: "Review".into(),
            you: earlier.member(you).expect("Ana").clone(),
        };
        let begin = Request {
            id: CommandId(Uuid::from_u128(8)),
            by: you,
            at,
            command: begin,
        };
        for request in std::iter::once(begin).chain(requests) {
            let ev = review.decide(&request).expect("taken");
            review.apply(Record {
                v: Record::VERSION,
                id: request.id,
                at: request.at,
                by: request.by,
                ev,
            });
        }
        let seen = Seen::new(&review, Viewer::Minutes);
        let force = seen.card(cause).expect("the cause");
        assert_eq!(
            (force.text(), force.step().as_str()),
            ("Buses cut", "forces")
        );
        assert_eq!(force.column().map(|column| column.as_str()), Some("helps"));
        let doing = seen.card(action).expect("the action");
        assert_eq!(doing.text_of("who"), "Devi");
        assert_eq!(doing.get("due"), None, "the review does not ask for it");
        assert_eq!(seen.comes_from(action).count(), 1);
    }
}
