//! Forms of a vote: how it is held, and whose dots are entered.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    model::{
        BallotId, CardId, Command, Role, Seen, Step, Voice,
        opinion::Asks,
        script::FieldKind,
        seen::BallotSeen,
        step::{Kind, vote::Vote},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::form::{Form, FormField, Target},
};

pub(super) const PEOPLE: &str = "people";
const EACH: &str = "each";
const MOST: &str = "most";
const OVER: &str = "over";
const WHOSE: &str = "whose";
const NAME: &str = "name";
const GROUP: &str = "constituency";

/// Whose dots are entered: as the form that asks says it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    /// Nobody's here: each has a seat of their own.
    Seats,
    Room,
    Named(Arc<str>),
    Person,
}

/// The parameters of a step that votes.
pub(super) fn vote(step: &Step) -> &Vote {
    static NONE: std::sync::LazyLock<Vote> = std::sync::LazyLock::new(Vote::default);
    match &step.kind {
        Kind::Vote(vote) => vote,
        _ => &NONE,
    }
}

/// The round of a step that is open.
pub(super) fn open_round<'a>(step: &Step, seen: Seen<'a>) -> Option<BallotSeen<'a>> {
    let rounds = seen.ballots_on(&step.id);
    rounds.into_iter().find(BallotSeen::is_open)
}

/// Which cards a round would ask about: those picked, or all.
fn over(picked: bool, step: &Step, seen: Seen<'_>) -> Vec<CardId> {
    let options = Vote::options(step, &seen);
    let ids = options.iter().map(|card| card.id());
    ids.filter(|id| !picked || seen.is_picked(&step.id, *id))
        .collect()
}

fn number(id: &str, label: MsgId, words: String, seen: Seen<'_>) -> FormField {
    FormField::new(id, label.text(seen.lang()), FieldKind::Number, words)
}

/// The form that opens a round: how many people there are comes first, and one Enter takes all that is suggested. Whose
/// dots are entered first is said here too, so that nobody is asked twice; at a seat of one's own they are one's own.
pub fn open_form(id: Uuid, step: &Step, people: Option<u32>, seen: Seen<'_>) -> Form {
    let lang = seen.lang();
    let again = !seen.ballots_on(&step.id).is_empty();
    let picked = over(true, step, seen).len() > 1;
    let asked = over(again && picked, step, seen).len();
    let vote = vote(step);
    let people = people
        .or_else(|| seen.voters(step))
        .or_else(|| seated(seen));
    let people = people.map_or_else(String::new, |people| people.to_string());
    let mut fields = vec![
        number(PEOPLE, MsgId::LabelPeople, people, seen),
        number(EACH, MsgId::LabelEach, vote.each(asked).to_string(), seen),
        number(
            MOST,
            MsgId::LabelMost,
            vote.most().min(vote.each(asked)).to_string(),
            seen,
        ),
    ];
    if again && picked {
        let choice = |id: &str, words: MsgId| (Arc::from(id), Arc::from(words.text(lang)));
        let choices = [
            choice("picked", MsgId::OverPicked),
            choice("all", MsgId::OverAll),
        ];
        let label = MsgId::LabelOver.text(lang);
        fields.push(FormField::new(OVER, label, FieldKind::Choice, "picked").choosing(choices));
    }
    if seen.enters_for_others() {
        let seats = seated(seen).is_some();
        let (now, first) = if seats {
            ("seats", Some(MsgId::WhoseSeats))
        } else {
            ("room", None)
        };
        fields.extend(whose_fields(now, first, MsgId::WhoseRoom, lang));
    }
    let target = Target::OpenVote {
        step: step.id.clone(),
    };
    Form::new(id, target, MsgId::TitleOpenVote.text(lang), fields)
}

/// How many people have seats of their own, where they lay their dots themselves; `None` where nobody has.
pub fn seated(seen: Seen<'_>) -> Option<u32> {
    let seats = seen.members();
    let seats = seats.filter(|one| one.role == Role::Participant && !one.out);
    let people = seats.fold(0_u32, |sum, one| sum.saturating_add(one.people));
    Some(people).filter(|people| *people > 0)
}

/// Whose dots are entered, and what their table or sheet is called.
fn whose_fields(now: &str, seats: Option<MsgId>, room: MsgId, lang: Lang) -> [FormField; 2] {
    let choice = |id: &str, words: MsgId| (Arc::from(id), Arc::from(words.text(lang)));
    let choices = seats
        .map(|words| choice("seats", words))
        .into_iter()
        .chain([
            choice("named", MsgId::WhoseNamed),
            choice("person", MsgId::WhosePerson),
            choice("room", room),
        ]);
    let whose = FormField::new(WHOSE, MsgId::LabelWhose.text(lang), FieldKind::Choice, now);
    let name = MsgId::LabelSheetName.text(lang);
    [
        whose.choosing(choices),
        FormField::new(NAME, name, FieldKind::Text, ""),
    ]
}

/// The form that asks whose dots come next, or what is so of those whose dots are entered now.
pub fn sheet_form(id: Uuid, step: &Step, voice: Option<&Voice>, seen: Seen<'_>) -> Form {
    let lang = seen.lang();
    let round = open_round(step, seen);
    let cast = voice.and_then(|voice| {
        let mut entered = round.as_ref()?.entered();
        entered.find(|(known, _)| *known == voice)
    });
    let people = cast.map_or_else(String::new, |(_, cast)| cast.people.to_string());
    let group = cast
        .and_then(|(_, cast)| cast.group.as_deref())
        .unwrap_or("");
    let mut fields = Vec::new();
    if voice.is_none() {
        let own = seated(seen).map(|_| MsgId::WhoseOwn);
        let room = own.map_or(MsgId::WhoseRoom, |_| MsgId::WhosePaper);
        fields.extend(whose_fields("", own, room, lang));
    }
    fields.push(number(PEOPLE, MsgId::LabelPeople, people, seen));
    let label = MsgId::LabelConstituency.text(lang);
    let field = FormField::new(GROUP, label, FieldKind::Text, group);
    let choices = seen.constituency().map_or(&[][..], |field| &field.choice);
    fields.push(if choices.is_empty() {
        field
    } else {
        let label = |choice: &crate::model::script::Choice| {
            (Arc::clone(&choice.id), Arc::clone(choice.label.get(lang)))
        };
        field.choosing(choices.iter().map(label))
    });
    let target = Target::Sheet {
        step: step.id.clone(),
        voice: voice.cloned(),
    };
    Form::new(id, target, MsgId::TitleSheet.text(lang), fields)
}

/// A whole number of people or dots, at least 1; nothing for an empty field.
fn count(form: &Form, field: &str) -> Result<Option<u32>, Msg> {
    let words = form.words(field);
    if words.is_empty() {
        return Ok(None);
    }
    let read: Option<u32> = words.parse().ok().filter(|count| *count > 0);
    read.map(Some).ok_or_else(|| say!(NotANumber, words))
}

/// How many people a form says there are.
pub(super) fn people(form: &Form) -> Option<u32> {
    count(form, PEOPLE).ok().flatten()
}

/// The constituency a form says.
pub(super) fn group(form: &Form) -> Option<Arc<str>> {
    Some(form.words(GROUP))
        .filter(|words| !words.is_empty())
        .map(Arc::from)
}

/// Whose dots come next. A name says that a table is meant, unless the room was chosen on purpose.
pub(super) fn whose(form: &Form) -> Asked {
    let name = form.words(NAME);
    let suggested = form.get(WHOSE).is_none_or(|field| !field.changed());
    match form.words(WHOSE) {
        "person" => Asked::Person,
        "seats" if name.is_empty() => Asked::Seats,
        "room" if !suggested => Asked::Room,
        "" | "room" if name.is_empty() => Asked::Room,
        _ => Asked::Named(name.into()),
    }
}

/// Whether a form that opens a round says that each lays dots at their own seat, whoever leads too.
pub fn asks_seats(form: &Form) -> bool {
    matches!(whose(form), Asked::Seats)
}

/// What keeping one of these forms asks of the room.
///
/// # Errors
/// A number cannot be read, or a table has no name.
pub fn form_command(form: &Form, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
    match &form.target {
        Target::OpenVote { step } => {
            let people = count(form, PEOPLE)?;
            match whose(form) {
                Asked::Named(name) if name.is_empty() => return Err(say!(NameMissing)),
                // Dots of a whole room or table cannot be counted without knowing how many it is.
                Asked::Named(_) | Asked::Room if people.is_none() && seen.enters_for_others() => {
                    return Err(say!(HowManyPeople));
                }
                _ => {}
            }
            let Some(known) = seen.step(step) else {
                return Ok(None);
            };
            let vote = vote(known);
            let options = over(form.words(OVER) == "picked", known, seen);
            let said =
                count(form, EACH)?.filter(|_| form.get(EACH).is_some_and(FormField::changed));
            let each = said.unwrap_or_else(|| vote.each(options.len()));
            let most = count(form, MOST)?.unwrap_or_else(|| vote.most()).min(each);
            Ok(Some(Command::OpenBallot {
                ballot: BallotId(form.id),
                step: step.clone(),
                asks: Asks::Dots {
                    options,
                    each,
                    most,
                    secret: vote.secret,
                },
            }))
        }
        Target::Sheet { step, voice } => {
            let people = count(form, PEOPLE)?;
            let round = seen.step(step).and_then(|step| open_round(step, seen));
            let Some(voice) = voice else {
                return match whose(form) {
                    Asked::Named(name) if name.is_empty() => Err(say!(NameMissing)),
                    // What one person gave is not looked at again, whatever it is called by.
                    Asked::Named(name) if round.is_some_and(|round| round.is_one_person(&name)) => {
                        Err(say!(OnePersonSheet, name))
                    }
                    _ => Ok(None),
                };
            };
            // What lies on the sheet already is cast anew, with as many people as there are.
            let cast = round.and_then(|round| {
                let mut entered = round.entered();
                let (_, cast) = entered.find(|(known, _)| *known == voice)?;
                Some(Command::Cast {
                    ballot: round.id(),
                    voice: voice.clone(),
                    people: people.unwrap_or(cast.people),
                    group: group(form),
                    marks: cast.marks.clone(),
                })
            });
            Ok(cast)
        }
        _ => Ok(None),
    }
}
