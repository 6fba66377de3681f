//! What a roster's table holds: its columns, and its lines in their three groups.

use std::sync::Arc;

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::{
    cells,
    model::{CardId, Seen, Step, card::field, script::Field, seen::CardSeen, step::roster},
    say::MsgId,
    ui::{overlay::fits, step::sight::Widths},
};

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Column<'a> {
    /// The name.
    Name,
    /// A field that the script declares.
    Field(&'a Field),
    /// Who brings a missed voice.
    Brings,
}

/// To whom a line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// People at the table.
    Here,
    /// Voices that are missed.
    Missing,
    /// What the people are found for.
    View,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group, with how many it has.
    Head(Group, usize),
    /// Somebody, or something that is looked at.
    Card(CardId, Group),
}

impl<'a> Column<'a> {
    /// What stands over it.
    pub(super) fn head(self, step: &Step, seen: Seen<'_>) -> Arc<str> {
        match self {
            Self::Name => MsgId::HeadName.text(seen.lang()).into(),
            Self::Field(declared) => declared.name(seen.lang()),
            Self::Brings => {
                let declared = step.field(roster::brings_field(step));
                let own = || MsgId::LabelBrings.text(seen.lang()).into();
                declared.map_or_else(own, |declared| declared.name(seen.lang()))
            }
        }
    }

    /// The field it shows.
    pub(super) fn field(self, step: &Step) -> &'a str {
        match self {
            Self::Name => field::TEXT,
            Self::Field(declared) => declared.id.as_str(),
            Self::Brings => roster::brings_field(step),
        }
    }

    /// What stands in it for somebody.
    pub(super) fn words(self, person: &CardSeen<'_>, seen: Seen<'_>) -> Arc<str> {
        match self {
            Self::Name => person.text().into(),
            Self::Field(declared) => roster::shown(person, declared, &seen),
            Self::Brings => roster::brings(person).into(),
        }
    }
}

/// The columns: the name, what the script asks, and who brings those who are missed, once anybody is.
pub(super) fn columns(step: &Step, missed: bool) -> Vec<Column<'_>> {
    let mut columns = vec![Column::Name];
    columns.extend(roster::told(step).map(Column::Field));
    if missed || step.field(roster::brings_field(step)).is_some() {
        columns.push(Column::Brings);
    }
    columns
}

/// How wide each column would like to be.
pub(super) fn widths(
    columns: &[Column<'_>],
    people: &[CardSeen<'_>],
    step: &Step,
    seen: Seen<'_>,
) -> Widths {
    Widths::of(columns, |column, head| {
        let most = if matches!(column, Column::Name) {
            40
        } else {
            18
        };
        let cells = people.iter();
        let widest = cells
            .map(|person| cells::width(&column.words(person, seen)))
            .max();
        let head = head(&column.head(step, seen));
        widest.unwrap_or(0).max(head).clamp(6, most)
    })
}

/// The lines: who is here, who is missing, what they are found for.
pub(super) fn lines(
    step: &Step,
    seen: Seen<'_>,
    people: &[CardSeen<'_>],
    filter: &str,
) -> Vec<Line> {
    let matcher = SkimMatcherV2::default();
    let fit = |card: &&CardSeen<'_>| {
        let whole = || {
            let values: Vec<String> = card
                .fields()
                .map(|(_, value)| value.display().to_string())
                .collect();
            values.join(" ")
        };
        filter.trim().is_empty() || fits(&matcher, &whole(), filter).is_some()
    };
    let view = roster::in_view(step, &seen);
    let of = |group: Group| -> Vec<CardId> {
        let cards: &[CardSeen<'_>] = if group == Group::View { &view } else { people };
        let belongs = |card: &&CardSeen<'_>| match group {
            Group::Here => roster::is_here(card),
            Group::Missing => !roster::is_here(card),
            Group::View => true,
        };
        let found = cards.iter().filter(belongs).filter(fit);
        found.map(|card| card.id()).collect()
    };
    let mut lines = Vec::new();
    for group in [Group::Here, Group::Missing, Group::View] {
        let cards = of(group);
        if !cards.is_empty() {
            lines.push(Line::Head(group, cards.len()));
            lines.extend(cards.into_iter().map(|id| Line::Card(id, group)));
        }
    }
    lines
}
