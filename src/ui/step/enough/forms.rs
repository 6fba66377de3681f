//! The forms of a row: its cells one after the other, in the order in which they stand.

use std::sync::Arc;

use uuid::Uuid;

use super::{page::Section, params};
use crate::{
    model::{
        CardId, Seen, Seq, Step,
        card::field,
        script::{Field, FieldKind},
        step::enough::Enough,
    },
    say,
    say::{Lang, Msg, MsgId, number},
    ui::form::{Form, FormField, Target},
};

/// The form for a new row.
pub(super) fn new_row(
    section: Section,
    target: Target,
    step: &Step,
    seen: Seen<'_>,
    id: Uuid,
) -> Form {
    let lang = seen.lang();
    let title = match section {
        Section::Gap => say!(TitleGap),
        Section::Strategies => say!(TitleNewStrategy),
        Section::Places => place_title(step, lang),
    };
    let fields = fields(section, step, lang, &|_| (String::new(), 0));
    Form::new(id, target, title.render(lang), fields)
}

/// The form for a row that is there, wherever its card lies.
pub(super) fn form_for_row(
    section: Section,
    card: CardId,
    step: &Step,
    seen: Seen<'_>,
    id: Uuid,
) -> Option<Form> {
    let known = seen.card(card)?;
    let lang = seen.lang();
    let title = match section {
        Section::Gap => say!(TitleGap),
        Section::Strategies => say!(TitleStrategy),
        Section::Places => place_title(step, lang),
    };
    let stored = |field: &str| {
        let text = known
            .get(field)
            .map_or_else(String::new, |value| value.display().to_string());
        (text, known.version(field))
    };
    let fields = fields(section, step, lang, &stored);
    Some(Form::new(
        id,
        Target::Card { card },
        title.render(lang),
        fields,
    ))
}

fn place_title(step: &Step, lang: Lang) -> Msg {
    let named = params(step)
        .map(|enough| enough.places_in(lang))
        .unwrap_or_default();
    say!(TitlePlace, named)
}

fn fields(
    section: Section,
    step: &Step,
    lang: Lang,
    stored: &dyn Fn(&str) -> (String, Seq),
) -> Vec<FormField> {
    let Some(enough) = params(step) else {
        return Vec::new();
    };
    let of = |id: &str, label: MsgId, kind: FieldKind| {
        let (text, from) = stored(id);
        // A script may call the same thing by its own name.
        match step.field(id) {
            Some(declared) if id != field::TEXT => FormField::declared(declared, text, from, lang),
            _ => {
                let mut one = FormField::new(id, label.text(lang), kind, text);
                one.from = from;
                one.hinting(hint(section, id, enough, lang))
            }
        }
    };
    let kind = |number: bool| {
        if number {
            FieldKind::Number
        } else {
            FieldKind::Text
        }
    };
    let columns = section.columns();
    let mut all: Vec<FormField> = columns
        .iter()
        .map(|column| of(column.field, column.label, kind(column.number)))
        .collect();
    if section == Section::Gap {
        let choices = [("higher", MsgId::WayHigher), ("lower", MsgId::WayLower)];
        let choices = choices.map(|(id, label)| (Arc::from(id), Arc::from(label.text(lang))));
        all.push(of(field::BETTER, MsgId::LabelWay, FieldKind::Text).choosing(choices));
    }
    if section == Section::Strategies {
        let shown = |declared: &&Field| {
            columns
                .iter()
                .all(|column| column.field != declared.id.as_str())
        };
        all.extend(enough.fields.iter().filter(shown).map(|declared| {
            let (text, from) = stored(declared.id.as_str());
            FormField::declared(declared, text, from, lang)
        }));
    }
    all
}

fn hint(section: Section, id: &str, enough: &Enough, lang: Lang) -> String {
    let people = enough.people_in(lang);
    let per = number(enough.per(), 0);
    let hint = match (section, id) {
        (Section::Strategies, field::TEXT) => return enough.prompt.get(lang).to_string(),
        (_, field::COHORT) => say!(HintCohort, people),
        (_, field::NOW) => say!(HintRate, MsgId::LabelNow, per),
        (Section::Places, field::GOAL) => say!(HintPlaceGoal),
        (_, field::GOAL) => say!(HintRate, MsgId::LabelGoal, per),
        (_, field::EXPECTED) => say!(HintExpected),
        (_, field::REACH) => say!(HintReach, people),
        (_, field::EFFECT) => say!(HintEffect),
        (_, field::OVERLAP) => say!(HintOverlap),
        (_, field::SOURCE) => say!(HintSays),
        _ => return String::new(),
    };
    hint.render(lang)
}
