//! What is written about a matrix: how many gave which mark, how they know, and what the criteria count.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    insight::number,
    model::{
        Command, FieldId, Seen, StepId,
        opinion::{Score, ScoreKey, Tally, Voice, WEIGHT},
        script::FieldKind,
        step::{Kind, matrix::Matrix, matrix::Scale},
    },
    say,
    say::{Msg, MsgId},
    ui::form::{Form, FormField, Target},
};

/// The field for how they know.
const NOTE: &str = "note";
/// The field for what was said where there are too many marks for a field each.
const SAID: &str = "said";

/// How often the same number is written before it is counted: a room's worth can still be read one by one.
const MOST_SPELLED_OUT: u32 = 20;

fn matrix<'a>(step: &StepId, seen: Seen<'a>) -> Option<&'a Matrix> {
    match &seen.step(step)?.kind {
        Kind::Matrix(matrix) => Some(matrix),
        _ => None,
    }
}

/// The form for a target of a matrix; `None` where what it writes to is gone.
pub fn form_for(target: &Target, id: Uuid, seen: Seen<'_>) -> Option<Form> {
    match target {
        Target::Score {
            step,
            card,
            criterion,
        } => {
            let matrix = matrix(step, seen)?;
            let declared = matrix.criterion(criterion.as_str())?;
            let words = seen.card(*card)?.text();
            let label = declared.label.get(seen.lang());
            let title = say!(TitleScore, words, &**label).render(seen.lang());
            let was = seen.score_of(step, *card, criterion, &seen.voice()?);
            let scale = matrix.scale_of(declared);
            let mut fields = if seen.voice() == Some(Voice::room()) {
                count_fields(scale, &was.tally, seen)
            } else {
                vec![own_field(scale, &was.tally, seen)]
            };
            // What was judged already is asked for its ground first.
            let at = if was.tally.is_empty() || scale != Scale::YesNo {
                0
            } else {
                fields.len()
            };
            let label = MsgId::LabelNote.text(seen.lang());
            fields.push(FormField::new(NOTE, label, FieldKind::Text, &*was.note));
            let mut form = Form::new(id, target.clone(), title, fields);
            form.at = at;
            Some(form)
        }
        Target::Weights { step } => {
            let known = matrix(step, seen)?;
            let field = |(criterion, first): (&crate::model::step::matrix::Criterion, u32)| {
                let now = seen.weight(step, &criterion.id).unwrap_or(first);
                let label = Arc::clone(criterion.label.get(seen.lang()));
                let hint = say!(HintWeight, first).render(seen.lang());
                FormField::new(
                    criterion.id.as_str(),
                    label,
                    FieldKind::Number,
                    now.to_string(),
                )
                .hinting(hint)
            };
            let fields: Vec<FormField> = known
                .criteria
                .iter()
                .zip(known.first_weights())
                .map(field)
                .collect();
            let title = MsgId::TitleWeights.text(seen.lang());
            (!fields.is_empty()).then(|| Form::new(id, target.clone(), title, fields))
        }
        _ => None,
    }
}

/// How many gave each mark; the numbers that were said, where a field for each would be too many.
fn count_fields(scale: Scale, tally: &Tally, seen: Seen<'_>) -> Vec<FormField> {
    let lang = seen.lang();
    if scale == Scale::ZeroToTen {
        let said: Vec<String> = tally
            .iter()
            .map(|(mark, count)| {
                if *count > MOST_SPELLED_OUT {
                    format!("{mark}×{count}")
                } else {
                    vec![&**mark; usize::try_from(*count).unwrap_or(0)].join(" ")
                }
            })
            .filter(|said| !said.is_empty())
            .collect();
        let label = MsgId::LabelSaid.text(lang);
        return vec![
            FormField::new(SAID, label, FieldKind::Text, said.join(" "))
                .hinting(MsgId::HintSaid.text(lang)),
        ];
    }
    in_order(scale)
        .map(|(rank, mark)| {
            let count = tally.iter().find(|(known, _)| **known == *mark);
            let count = count.map_or_else(String::new, |(_, count)| count.to_string());
            let label = scale.name(rank).render(lang);
            FormField::new(mark, label, FieldKind::Number, count)
        })
        .collect()
}

/// The one mark of somebody who speaks for themselves.
fn own_field(scale: Scale, tally: &Tally, seen: Seen<'_>) -> FormField {
    let lang = seen.lang();
    let now = tally.first().map_or("", |(mark, _)| mark);
    let choices =
        in_order(scale).map(|(rank, mark)| (mark.into(), scale.name(rank).render(lang).into()));
    let label = MsgId::LabelMark.text(lang);
    FormField::new(SAID, label, FieldKind::Text, now).choosing(choices)
}

/// The marks with their places, in the order in which they are asked for: as the digits give them.
pub fn in_order(scale: Scale) -> impl Iterator<Item = (usize, &'static str)> {
    let marks = scale.marks();
    let order: Vec<usize> = match scale {
        // Yes is asked for first.
        Scale::YesNo => vec![1, 0, 2],
        _ => (0..marks.len()).collect(),
    };
    order
        .into_iter()
        .filter_map(|rank| Some((rank, *marks.get(rank)?)))
}

/// What keeping a form of a matrix asks of the session.
///
/// # Errors
/// A word where a number belongs, or a mark that cannot be given.
pub fn form_command(form: &Form, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
    match &form.target {
        Target::Score {
            step,
            card,
            criterion,
        } => {
            let Some(voice) = seen.voice() else {
                return Ok(None);
            };
            let key = ScoreKey {
                step: step.clone(),
                card: *card,
                criterion: criterion.clone(),
                voice,
            };
            let score = Score {
                tally: tally_of(form)?,
                note: form.words(NOTE).into(),
            };
            Ok(Some(Command::Score { key, score }))
        }
        Target::Weights { step } => {
            let Some(known) = matrix(step, seen) else {
                return Ok(None);
            };
            let mut commands = Vec::new();
            for (field, first) in form.fields.iter().zip(known.first_weights()) {
                if field.changed() {
                    commands.push(weight(step, &field.id, first, field.editor.text())?);
                }
            }
            Ok((!commands.is_empty()).then_some(Command::Several(commands)))
        }
        _ => Ok(None),
    }
}

/// What a criterion counts; as the script has it where nothing, or the same, is written.
fn weight(step: &StepId, criterion: &FieldId, first: u32, text: &str) -> Result<Command, Msg> {
    let tally = match whole(text)? {
        0 => Tally::new(),
        same if same == first => Tally::new(),
        count => vec![(WEIGHT.into(), count)],
    };
    Ok(Command::Score {
        key: ScoreKey::weight(step.clone(), criterion.clone()),
        score: Score {
            tally,
            note: "".into(),
        },
    })
}

fn tally_of(form: &Form) -> Result<Tally, Msg> {
    let mut tally = Tally::new();
    for field in form.fields.iter().filter(|field| field.id.as_str() != NOTE) {
        let text = field.editor.text();
        if field.id.as_str() == SAID {
            for mark in text.split([' ', ',', ';']).filter(|mark| !mark.is_empty()) {
                let (mark, count) = match mark.split_once(['×', 'x']) {
                    Some((mark, count)) => (mark, times(count)?),
                    None => (mark, 1),
                };
                if count > 0 {
                    crate::model::opinion::add(&mut tally, &[(mark.into(), count)]);
                }
            }
        } else {
            let count = whole(text)?;
            if count > 0 {
                tally.push((field.id.as_str().into(), count));
            }
        }
    }
    Ok(tally)
}

/// How often a number was said; something must be written.
fn times(text: &str) -> Result<u32, Msg> {
    if text.is_empty() {
        return Err(say!(NotANumber, text));
    }
    whole(text)
}

/// A count; none where nothing is written.
fn whole(text: &str) -> Result<u32, Msg> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    text.parse::<u32>().map_err(|_| match number::typed(text) {
        Some(_) => say!(NotAMark, text),
        None => say!(NotANumber, text),
    })
}
