//! Forms and the commands they become: a form for each target, opened anew or from a draft, and what keeping it asks.

use uuid::Uuid;

use super::{curve, screen};
use crate::{
    model::{Command, Seen, StepId, card, script::FieldKind},
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
        Target::NewCard { step, .. } => of_page(form, step, seen)?,
        Target::Card { .. } => of_page(form, seen.current(), seen)?,
        Target::Group { .. } => form.card_command(),
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
        | Target::ForecastOk { .. } => curve::form_command(form, seen)?,
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

/// What a form about a card asks for, as the page says where it was written.
fn of_page(form: &Form, page: &StepId, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
    match seen.step(page) {
        Some(step) => screen(&step.kind).command(form, step, seen),
        None => Ok(form.card_command()),
    }
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
            let here = seen.step(seen.current())?;
            if let Some(form) = screen(&here.kind).edit_form(*card, here, seen, id) {
                return Some(form);
            }
            let step = seen.step(seen.card(*card)?.step())?;
            Form::for_card(id, *card, &**step.name(lang), step, &seen)
        }
        Target::Group { .. } => {
            let label = MsgId::LabelGroup.text(lang);
            Some(Form::of_one(id, target.clone(), label, FieldKind::Text, ""))
        }
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
        Target::ExportFile { what } => Some(export_form(id, *what, seen)),
        Target::Measure { .. }
        | Target::Point { .. }
        | Target::Guess { .. }
        | Target::ForecastOk { .. }
        | Target::ImportFile { .. } => curve::form_for(target, id, seen),
    }
}

/// A form for the session's title.
pub fn title_form(id: Uuid, seen: Seen<'_>) -> Form {
    let field = FormField::new(
        card::field::TEXT,
        MsgId::LabelTitle.text(seen.lang()),
        FieldKind::Text,
        &**seen.title(),
    );
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
