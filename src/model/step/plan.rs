//! `plan`: actions: who does what, with whom, until when; and where each comes from.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Line, Phrase, Table, Weight},
    model::{
        advice::Advice,
        card::field,
        ids::CardId,
        script::{Field, FieldKind, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

/// A page of actions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// What an action holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Plan {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "prompt",
            shape::Shape::Words,
            "What stands in an empty line, to help the first action along.",
        ),
    ];
}

/// Every chain that leads to a card from the thoughts it comes from, the earliest first; the card is last in each.
/// A card that comes from nothing has one chain: itself.
pub fn chains<'a>(seen: &Seen<'a>, id: CardId) -> Vec<Vec<CardSeen<'a>>> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    back(seen, id, &mut path, &mut found);
    found
}

fn back<'a>(
    seen: &Seen<'a>,
    id: CardId,
    path: &mut Vec<CardSeen<'a>>,
    found: &mut Vec<Vec<CardSeen<'a>>>,
) {
    let Some(card) = seen.card(id) else { return };
    // Connections are made by people: a ring among them must not hang the screen.
    if path.iter().any(|seen| seen.id() == id) || found.len() >= 50 {
        return;
    }
    path.push(card);
    let mut leaf = true;
    for from in seen.comes_from(id) {
        leaf = false;
        back(seen, from.id(), path, found);
    }
    if leaf {
        found.push(path.iter().rev().copied().collect());
    }
    path.pop();
}

impl StepKind for Plan {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let actions: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| !card.is_heading())
            .collect();
        let done = actions
            .iter()
            .filter(|card| card.text_of(field::STATUS) == "done")
            .count();
        (!actions.is_empty()).then(|| say!(StandsPlan, actions.len(), done))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let mut advice = Vec::new();
        // What is done or dropped needs nobody any more.
        let open = |card: &CardSeen<'_>| {
            !card.is_heading() && !matches!(card.text_of(field::STATUS), "done" | "dropped")
        };
        for card in seen.cards_on(&step.id).filter(open) {
            let bare = |id: &str| step.field(id).is_some() && card.text_of(id).is_empty();
            let msg = match (bare(field::WHO), bare(field::DUE)) {
                (true, true) => say!(AskOwnerAndDate, card.text()),
                (true, false) => say!(AskOwner, card.text()),
                (false, true) => say!(AskDate, card.text()),
                (false, false) => continue,
            };
            advice.push(Advice::about(card.id(), msg));
        }
        for card in seen.cards_on(&step.id).filter(|card| !card.is_heading()) {
            let (start, due) = (card.text_of(field::START), card.text_of(field::DUE));
            if !start.is_empty() && !due.is_empty() && due < start {
                advice.push(Advice::about(
                    card.id(),
                    say!(AskDueBeforeStart, card.text()),
                ));
            }
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let actions: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| !card.is_heading())
            .collect();
        if actions.is_empty() {
            return Vec::new();
        }
        // Who does it is asked for also where nobody was found yet.
        let used = |declared: &&Field| {
            declared.id.as_str() == field::WHO
                || actions
                    .iter()
                    .any(|card| card.get(declared.id.as_str()).is_some())
        };
        let fields: Vec<&Field> = self
            .fields
            .iter()
            .filter(|declared| declared.id.as_str() != field::TEXT)
            .filter(used)
            .collect();
        let mut head = vec![Line::msg(say!(HeadAction))];
        head.extend(
            fields
                .iter()
                .map(|declared| Line::said(declared.name(seen.lang()))),
        );
        let traced = actions
            .iter()
            .any(|card| seen.comes_from(card.id()).next().is_some());
        let mut numbers = vec![false];
        numbers.extend(
            fields
                .iter()
                .map(|declared| declared.kind() == FieldKind::Number),
        );
        if traced {
            head.push(Line::msg(say!(HeadComesFrom)));
            numbers.push(false);
        }
        let row = |card: &CardSeen<'_>| {
            let mut row = vec![Line::said(card.text())];
            row.extend(fields.iter().map(|declared| cell(card, declared, seen)));
            if traced {
                let from: Vec<&str> = seen.comes_from(card.id()).map(|from| from.text()).collect();
                row.push(Line::default().and(Phrase::Said(from.join("; ").into()), Weight::Quiet));
            }
            row
        };
        vec![Block::Table(Table {
            head,
            numbers,
            rows: actions.iter().map(row).collect(),
        })]
    }
}

fn cell(card: &CardSeen<'_>, declared: &Field, seen: &Seen<'_>) -> Line {
    let Some(value) = card.get(declared.id.as_str()) else {
        let open = !matches!(card.text_of(field::STATUS), "done" | "dropped");
        return if declared.id.as_str() == field::WHO && open {
            Line::msg(say!(NoOwnerYet)).weigh(Weight::Quiet)
        } else {
            Line::default()
        };
    };
    Line::said(declared.shown(value.display(), seen.lang()))
}
