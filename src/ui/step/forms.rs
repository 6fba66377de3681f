//! Forms and the commands they become: a form for each target, opened anew or from a draft, and what keeping it asks.

use std::sync::Arc;

use uuid::Uuid;

use super::{curve, groups, matrix, roster, screen, vote};
use crate::{
    model::{
        CardId, Command, Member, MemberId, Role, Seen, StepId, card,
        script::{FieldKind, Part},
        step::{Kind, roster::is_person},
    },
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, FormField, Target},
        seat::{Effect, Report},
    },
};

/// Sends what a form asks for.
///
/// # Errors
/// What was written cannot be read; nothing was sent, and the form is still to be mended.
pub fn keep(form: &Form, seen: Seen<'_>, out: &mut Vec<Effect>) -> Result<(), Msg> {
    let text = form.words(card::field::TEXT).to_owned();
    let id = form.id;
    let command = match &form.target {
        Target::Group { cards } if text.is_empty() => {
            groups::unnamed(CardId(id), cards, seen).map(|(command, _)| command)
        }
        Target::NewCard { step, .. } => of_page(form, step, seen)?,
        Target::Card { .. } => of_page(form, seen.here(), seen)?,
        Target::Group { .. } => form.card_command(),
        Target::Reword { step } => Some(Command::Several(rewords(form, step))),
        Target::WritingFor => None,
        Target::Seat { member } => seat_command(form, *member, seen),
        Target::Note { step } => Some(Command::Note {
            step: step.clone(),
            text: text.into(),
        }),
        Target::Title => Some(Command::Retitle { title: text.into() }),
        Target::TimeBox { step } => Some(Command::AdjustTime {
            step: step.clone(),
            minutes: text.parse().unwrap_or(0),
        }),
        Target::ExportFile { what } => {
            out.push(Effect::Export {
                what: *what,
                path: text,
            });
            None
        }
        Target::ImportFile { step, measure } => {
            out.push(Effect::Import {
                path: text,
                step: step.clone(),
                measure: *measure,
            });
            None
        }
        Target::Measure { .. }
        | Target::Point { .. }
        | Target::Guess { .. }
        | Target::Baseline { .. }
        | Target::ForecastOk { .. } => curve::form_command(form, seen)?,
        Target::OpenVote { .. } | Target::Sheet { .. } => vote::form_command(form, seen)?,
        Target::Score { .. } | Target::Weights { .. } => matrix::form_command(form, seen)?,
    };
    if let Some(command) = command {
        out.push(Effect::Send {
            id,
            command,
            form: Some(Box::new(form.clone())),
        });
    }
    Ok(())
}

/// What to ask before a form is kept, where something in it looks like a slip.
pub fn doubt(form: &Form, seen: Seen<'_>) -> Option<Msg> {
    curve::doubt(form, seen)
}

/// Puts right what stands in the wrong field when somebody goes on from it; answers what is to be said of it.
pub fn mend(form: &mut Form, seen: Seen<'_>) -> Option<Msg> {
    curve::mend(form, seen)
}

/// What a form about a card asks for, as the page says where it was written.
fn of_page(form: &Form, page: &StepId, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
    match seen.step(page) {
        Some(step) => screen(&step.kind).command(form, step, seen),
        None => Ok(form.card_command()),
    }
}

/// What a session may be called beside what it is called: what its first page of words says, cut to a line.
fn title_offers(seen: Seen<'_>) -> Vec<Arc<str>> {
    let steps = seen.script().steps.iter();
    let texts = steps.filter(|step| matches!(step.kind, Kind::Text(_)));
    let first = texts.flat_map(|step| seen.cards_on(&step.id)).next();
    let line = first.and_then(|card| card.text().lines().next());
    line.map(|line| crate::cells::clip(line.trim(), 60).to_string())
        .filter(|line| !line.is_empty())
        .map(Arc::from)
        .into_iter()
        .collect()
}

/// The form for a target, as it is opened anew or from a draft; `None` where what it wrote to is gone.
pub fn form_for(target: &Target, id: Uuid, seen: Seen<'_>) -> Option<Form> {
    let lang = seen.lang();
    match target {
        Target::NewCard { step, .. } => {
            let step = seen.step(step)?;
            Some(screen(&step.kind).card_form(target, step, seen, id))
        }
        Target::Card { card } => {
            let here = seen.step(seen.here())?;
            if let Some(form) = screen(&here.kind).edit_form(*card, here, seen, id) {
                return Some(form);
            }
            let step = seen.step(seen.card(*card)?.step())?;
            let mut form = Form::for_card(id, *card, &**step.name(lang), step, &seen)?;
            roster::complete(&mut form, *card, step, seen);
            asked_here(&mut form, *card, seen);
            Some(form)
        }
        Target::Group { .. } => {
            let label = MsgId::LabelGroup.text(lang);
            let mut form = Form::of_one(id, target.clone(), label, FieldKind::Text, "");
            form.field_mut().hint = MsgId::HintGroupName.text(lang).into();
            Some(form)
        }
        // A note is read by nobody else, so none opens where others look on.
        Target::Note { .. } if seen.is_shared() => None,
        Target::Note { step } => {
            let note = seen.note(step).map_or("", |note| note);
            let title = MsgId::TitleNote.text(lang);
            Some(Form::of_one(
                id,
                target.clone(),
                title,
                FieldKind::Long,
                note,
            ))
        }
        Target::Title => Some(title_form(id, seen)),
        Target::Reword { step } => reword_form(id, step, seen),
        Target::WritingFor => Some(writing_for_form(id, "", seen)),
        Target::TimeBox { step } => {
            let minutes = seen.minutes(seen.step(step)?).to_string();
            let label = MsgId::LabelMinutes.text(lang);
            Some(Form::of_one(
                id,
                target.clone(),
                label,
                FieldKind::Number,
                minutes,
            ))
        }
        Target::OpenVote { step } => Some(vote::open_form(id, seen.step(step)?, None, seen)),
        Target::Sheet { step, voice } => {
            let step = seen.step(step)?;
            Some(vote::sheet_form(id, step, voice.as_ref(), seen))
        }
        Target::ExportFile { what } => Some(export_form(id, *what, seen)),
        Target::Seat { member } => seat_form(id, *member, seen),
        Target::Measure { .. }
        | Target::Point { .. }
        | Target::Guess { .. }
        | Target::Baseline { .. }
        | Target::ForecastOk { .. }
        | Target::ImportFile { .. } => curve::form_for(target, id, seen),
        Target::Score { .. } | Target::Weights { .. } => matrix::form_for(target, id, seen),
    }
}

/// Adds to the form of a card that was drawn in from another page what the step that the room is at asks of it.
fn asked_here(form: &mut Form, card: CardId, seen: Seen<'_>) {
    let (Some(here), Some(known)) = (seen.step(seen.here()), seen.card(card)) else {
        return;
    };
    let asks = !here.kind.lens().fields().is_empty() && *known.step() != here.id;
    // At a roster only people are asked; what they are found for is looked at.
    let looked_at = matches!(here.kind, Kind::Roster(_)) && !is_person(&known, &seen);
    if !asks || looked_at || !seen.handed_to(here).iter().any(|one| one.id() == card) {
        return;
    }
    for declared in here.kind.lens().fields() {
        let id = declared.id.as_str();
        if form.get(id).is_none() {
            let stored = known.get(id).map(|value| value.display().to_string());
            let (stored, from) = (stored.unwrap_or_default(), known.version(id));
            form.fields
                .push(FormField::declared(declared, stored, from, seen.lang()));
        }
    }
}

/// A form for a seat, as it stands now.
fn seat_form(id: Uuid, member: MemberId, seen: Seen<'_>) -> Option<Form> {
    let lang = seen.lang();
    let known = seen.member(member)?;
    let group = known.group.as_ref().map_or("", |group| group);
    let fields = vec![
        FormField::new(
            card::field::TEXT,
            MsgId::LabelSeatName.text(lang),
            FieldKind::Text,
            &*known.name,
        ),
        FormField::new(
            SEAT_PEOPLE,
            MsgId::LabelSeatPeople.text(lang),
            FieldKind::Number,
            known.people.to_string(),
        ),
        FormField::new(
            card::field::GROUP,
            MsgId::LabelSeatGroup.text(lang),
            FieldKind::Text,
            group,
        ),
    ];
    let title = MsgId::TitleSeat.text(lang);
    Some(Form::new(id, Target::Seat { member }, title, fields))
}

/// How many people share a seat, as a field of its form.
const SEAT_PEOPLE: &str = "people";

fn seat_command(form: &Form, member: MemberId, seen: Seen<'_>) -> Option<Command> {
    let known = seen.member(member)?;
    Some(Command::ChangeMember {
        member: Member {
            name: form.words(card::field::TEXT).into(),
            // What is no number of people is refused where it is decided.
            people: form.words(SEAT_PEOPLE).trim().parse().unwrap_or(0),
            group: Some(form.words(card::field::GROUP).into()),
            ..known.clone()
        },
    })
}

/// The parts of a step's words that a room can change, each with its field of the form.
const PARTS: [(Part, &str, MsgId); 3] = [
    (Part::Title, "title", MsgId::LabelStepTitle),
    (Part::Ask, "ask", MsgId::LabelStepAsk),
    (Part::Why, "why", MsgId::LabelStepWhy),
];

/// A form for the words of a step, with those that stand now.
fn reword_form(id: Uuid, step: &StepId, seen: Seen<'_>) -> Option<Form> {
    let lang = seen.lang();
    let known = seen.step(step)?;
    let field = |(part, id, label): &(Part, &'static str, MsgId)| {
        let words = &**known.part(*part).get(lang);
        FormField::new(id, label.text(lang), FieldKind::Text, words)
            .hinting(MsgId::HintReword.text(lang))
    };
    Some(Form::new(
        id,
        Target::Reword { step: step.clone() },
        MsgId::TitleReword.text(lang),
        PARTS.iter().map(field).collect(),
    ))
}

fn rewords(form: &Form, step: &StepId) -> Vec<Command> {
    let changed = |(part, id, _): &(Part, &'static str, MsgId)| {
        let field = form.get(id).filter(|field| field.changed())?;
        Some(Command::Reword {
            step: step.clone(),
            part: *part,
            words: field.editor.text().trim().into(),
        })
    };
    PARTS.iter().filter_map(changed).collect()
}

/// A form for the table whose words this seat writes, with the one it writes for now.
pub fn writing_for_form(id: Uuid, now: &str, seen: Seen<'_>) -> Form {
    let lang = seen.lang();
    let mut known: Vec<&str> = seen.tables().into_iter().collect();
    let seats = seen
        .members()
        .filter(|one| one.role == Role::Participant && !one.out);
    known.extend(seats.map(|one| &*one.name));
    known.dedup();
    let hint = if known.is_empty() {
        MsgId::HintWriteFor.text(lang).to_owned()
    } else {
        say!(HintWriteForKnown, known.join(", ")).render(lang)
    };
    let field = FormField::new(
        card::field::TEXT,
        MsgId::LabelTable.text(lang),
        FieldKind::Text,
        now,
    )
    .hinting(hint);
    Form::new(
        id,
        Target::WritingFor,
        MsgId::TitleWriteFor.text(lang),
        vec![field],
    )
}

/// A form for the session's title.
pub fn title_form(id: Uuid, seen: Seen<'_>) -> Form {
    let mut field = FormField::new(
        card::field::TEXT,
        MsgId::LabelTitle.text(seen.lang()),
        FieldKind::Text,
        &**seen.title(),
    );
    field.offers = title_offers(seen);
    Form::new(
        id,
        Target::Title,
        MsgId::KeyRetitle.text(seen.lang()),
        vec![field],
    )
}

/// A form for where a report goes, with a name that suggests itself.
pub fn export_form(id: Uuid, what: Report, seen: Seen<'_>) -> Form {
    let words: String = seen
        .title()
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let name = format!("{}.{}", words.join("-"), what.ending());
    let field = FormField::new(
        card::field::TEXT,
        MsgId::LabelFile.text(seen.lang()),
        FieldKind::Text,
        name,
    );
    Form::new(
        id,
        Target::ExportFile { what },
        MsgId::TitleExport.text(seen.lang()),
        vec![field],
    )
}
