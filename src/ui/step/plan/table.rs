//! What a plan's table holds: its columns, its lines in the order that was asked for, and what it adds up to.

use std::{collections::HashMap, sync::Arc};

use fuzzy_matcher::skim::SkimMatcherV2;

use crate::{
    cells,
    model::{
        CardId, Seen, Step, Value,
        card::{STATUS, field},
        script::{Field, FieldKind},
        seen::CardSeen,
    },
    say::MsgId,
    ui::{overlay::fits, step::sight::Widths},
};

/// The field by which actions are grouped.
pub(in crate::ui::step) const STRATEGY: &str = "strategy";
/// The field that says how the room will know.
pub(super) const MEASURE: &str = "measure";

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Column<'a> {
    /// What is done.
    Words,
    /// A field that the script declares.
    Field(&'a Field),
    /// What the action comes from.
    From,
}

/// The order of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// As the room laid them, by strategy where there are any.
    #[default]
    Own,
    Due,
    Who,
    Status,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// The name of a strategy, with how many actions it has; empty for those without one.
    Group(Arc<str>, usize),
    /// An action or a heading, this deep.
    Card(CardId, usize),
}

/// What the plan adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub actions: usize,
    pub no_owner: usize,
    pub no_date: usize,
    pub late: usize,
    pub done: usize,
}

impl Order {
    /// The next order, among those that this plan has fields for.
    pub(super) fn next(self, step: &Step) -> Self {
        let all = [Self::Own, Self::Due, Self::Who, Self::Status];
        let at = all.iter().position(|order| *order == self).unwrap_or(0);
        let has = |order: &Self| order.field().is_none_or(|id| step.field(id).is_some());
        (1..=all.len())
            .map(|by| all[(at + by) % all.len()])
            .find(has)
            .unwrap_or_default()
    }

    /// The field that it goes by.
    pub(super) fn field(self) -> Option<&'static str> {
        match self {
            Self::Own => None,
            Self::Due => Some(field::DUE),
            Self::Who => Some(field::WHO),
            Self::Status => Some(field::STATUS),
        }
    }
}

impl<'a> Column<'a> {
    /// What stands over it.
    pub(super) fn head(self, seen: Seen<'_>) -> Arc<str> {
        match self {
            Self::Words => MsgId::HeadAction.text(seen.lang()).into(),
            Self::Field(field) => field.name(seen.lang()),
            Self::From => MsgId::HeadComesFrom.text(seen.lang()).into(),
        }
    }

    /// The field it shows; none for what an action comes from.
    pub(super) fn field(self) -> Option<&'a str> {
        match self {
            Self::Words => Some(field::TEXT),
            Self::Field(field) => Some(field.id.as_str()),
            Self::From => None,
        }
    }

    /// What stands in it for an action.
    pub(super) fn words(self, card: &CardSeen<'_>, seen: Seen<'_>) -> Arc<str> {
        match self {
            Self::Words => card.text().into(),
            Self::From => seen
                .comes_from(card.id())
                .map(|from| from.text())
                .collect::<Vec<_>>()
                .join("; ")
                .into(),
            Self::Field(field) => {
                let unset = || match field.choice.first() {
                    // An action of which nothing was said yet is new.
                    Some(first)
                        if field.id.as_str() == field::STATUS && *first.id == *STATUS[0] =>
                    {
                        first.id.clone()
                    }
                    _ => "".into(),
                };
                let value = card
                    .get(field.id.as_str())
                    .map_or_else(unset, Value::display);
                field.shown(value, seen.lang())
            }
        }
    }
}

/// The columns: what must be seen first, then everything else that the script asks for.
pub(super) fn columns(step: &Step) -> Vec<Column<'_>> {
    let first = [field::WHO, field::DUE, field::STATUS];
    let mut columns = vec![Column::Words];
    columns.extend(
        first
            .iter()
            .filter_map(|id| step.field(id))
            .map(Column::Field),
    );
    columns.push(Column::From);
    let rest = step.kind.lens().fields().iter().filter(|field| {
        let id = field.id.as_str();
        !first.contains(&id) && id != field::TEXT && field.kind() != FieldKind::Long
    });
    columns.extend(rest.map(Column::Field));
    columns
}

/// How wide each column would like to be, its words aside, which take what is left.
pub(super) fn widths(columns: &[Column<'_>], step: &Step, seen: Seen<'_>) -> Widths {
    Widths::of(columns, |column, head| {
        let most = match column {
            Column::Words => 60,
            Column::From => 32,
            Column::Field(_) => 16,
        };
        // Room for the mark of what is late, and for that of the order.
        let extra = usize::from(column.field() == Some(field::DUE)) * 2;
        let head =
            head(&column.head(seen)) + usize::from(column.field() == Some(field::STATUS)) * 2;
        let cell = |card: CardSeen<'_>| cells::width(&column.words(&card, seen)) + extra;
        let widest = seen.cards_on(&step.id).map(cell).max().unwrap_or(0);
        let least = if column.field() == Some(field::DUE) {
            12
        } else {
            4
        };
        widest.min(most).max(head.min(most)).max(least)
    })
}

/// The lines of the table.
pub(super) fn lines(step: &Step, seen: Seen<'_>, order: Order, filter: &str) -> Vec<Line> {
    let matcher = SkimMatcherV2::default();
    let whole = |card: &CardSeen<'_>| {
        let cells: Vec<String> = card
            .fields()
            .map(|(_, value)| value.display().to_string())
            .collect();
        cells.join(" ")
    };
    let fit = |card: &CardSeen<'_>| {
        filter.trim().is_empty() || fits(&matcher, &whole(card), filter).is_some()
    };
    let all: Vec<(usize, CardSeen<'_>)> = seen
        .walk(&step.id, None, |_| true)
        .filter(|(_, card)| fit(card))
        .collect();
    match order.field() {
        Some(field) => {
            let mut actions: Vec<CardSeen<'_>> = all
                .into_iter()
                .map(|(_, card)| card)
                .filter(|card| !card.is_heading())
                .collect();
            actions.sort_by_cached_key(|card| sort_key(card, field));
            actions
                .iter()
                .map(|card| Line::Card(card.id(), 0))
                .collect()
        }
        None if all.iter().any(|(_, card)| card.is_heading()) => all
            .iter()
            .map(|(depth, card)| Line::Card(card.id(), *depth))
            .collect(),
        None => by_strategy(&all),
    }
}

/// What is missing stands behind what is known.
fn sort_key(card: &CardSeen<'_>, field: &str) -> (bool, usize, String) {
    let value = card.text_of(field).to_lowercase();
    let rank = if field == field::STATUS {
        let known = STATUS.iter().position(|status| *status == value);
        known.unwrap_or(if value.is_empty() { 0 } else { STATUS.len() })
    } else {
        0
    };
    (value.is_empty() && field != field::STATUS, rank, value)
}

fn by_strategy(all: &[(usize, CardSeen<'_>)]) -> Vec<Line> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut groups: HashMap<String, Vec<Line>> = HashMap::new();
    for (depth, card) in all {
        let name = card.text_of(STRATEGY).trim();
        let group = groups.entry(name.to_lowercase()).or_default();
        if group.is_empty() && !name.is_empty() {
            names.push(name.into());
        }
        group.push(Line::Card(card.id(), *depth));
    }
    if names.is_empty() {
        return groups.remove("").unwrap_or_default();
    }
    let mut lines = Vec::new();
    for name in names.into_iter().chain(std::iter::once("".into())) {
        if let Some(group) = groups.remove(&name.to_lowercase()) {
            lines.push(Line::Group(name, group.len()));
            lines.extend(group);
        }
    }
    lines
}

/// Whether nobody needs to do anything about it any more.
pub(super) fn is_over(card: &CardSeen<'_>) -> bool {
    matches!(card.text_of(field::STATUS), "done" | "dropped")
}

/// Whether it is late: it says so, or its day has passed. `today` is an ISO date, which compares as text.
pub(super) fn is_late(card: &CardSeen<'_>, today: &str) -> bool {
    let due = card.text_of(field::DUE);
    !is_over(card) && (card.text_of(field::STATUS) == STATUS[2] || (!due.is_empty() && due < today))
}

/// Whether a field is missed: the plan asks for it, and the action is not over.
pub(super) fn is_missed(card: &CardSeen<'_>, id: &str) -> bool {
    matches!(id, field::WHO | field::DUE)
        && card.get(id).is_none()
        && !is_over(card)
        && !card.is_heading()
}

/// What the plan adds up to.
pub(super) fn totals(step: &Step, seen: Seen<'_>, today: &str) -> Totals {
    let mut totals = Totals::default();
    for card in seen.cards_on(&step.id).filter(|card| !card.is_heading()) {
        let missed = |id| step.field(id).is_some() && is_missed(&card, id);
        totals.actions += 1;
        totals.no_owner += usize::from(missed(field::WHO));
        totals.no_date += usize::from(missed(field::DUE));
        totals.late += usize::from(is_late(&card, today));
        totals.done += usize::from(card.text_of(field::STATUS) == "done");
    }
    totals
}
