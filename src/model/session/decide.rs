//! What a command would change: events, or a reason why not. Nothing is changed here.

use std::sync::Arc;

use super::{Session, accept};
use crate::{
    model::{
        card::{Card, Value},
        command::{Command, Rejection, Request},
        event::Event,
        ids::{CardId, FieldId, MeasureId, StepId},
        measure::Measure,
        member::{Member, Role},
        script::{Field, Script, Step},
        text,
    },
    say,
};

mod cards;
mod measures;
mod opinions;
mod people;
mod place;
mod silence;

pub(super) use measures::in_one_kind;

pub(super) type Decision = Result<Vec<Event>, Rejection>;

impl Session {
    /// What this request would change. An empty answer means that all is so already.
    ///
    /// # Errors
    /// A [`Rejection`], phrased for the person who asked.
    pub fn decide(&self, request: &Request) -> Decision {
        if let Command::Begin { script, title, you } = &request.command {
            return self.decide_begin(request, script, title, you);
        }
        if let Command::Join { member } = &request.command {
            return self.decide_join(request, member);
        }
        if !self.is_whole() {
            return Err(say!(StillReading).into());
        }
        self.may(request)?;
        self.within_sight(request)?;
        let events = self.decide_open_to(request)?;
        self.beside_silence(request.by, &events)?;
        Ok(events)
    }

    /// What a request changes that this member may make, about what they may see.
    fn decide_open_to(&self, request: &Request) -> Decision {
        match &request.command {
            Command::Begin { .. } => Err(say!(AlreadyBegun).into()),
            Command::Join { .. } => Err(say!(OnlyAlone).into()),
            Command::ChangeMember { member } => self.decide_member(request, member),
            Command::Lock { on } => Ok(unless(self.locked == *on, || {
                if *on { Event::Locked } else { Event::Unlocked }
            })),
            Command::UndoAll { of } => self.outside_rounds(self.decide_undo_all(request.by, *of)?),
            Command::UndoOne { of } => self.outside_rounds(self.decide_undo_one(request.by, *of)?),
            Command::Retitle { title } => {
                let title = accept::whole(text::clean_line(title))?;
                if title.is_empty() {
                    return Err(say!(TitleMissing).into());
                }
                Ok(unless(*title == *self.title.value, || Event::Retitled {
                    title: title.into(),
                }))
            }
            Command::Enter { step } => {
                self.the_step(step)?;
                Ok(unless(*step == self.step, || Event::Entered {
                    step: step.clone(),
                }))
            }
            Command::AdjustTime { .. }
            | Command::StartTime
            | Command::StopTime { .. }
            | Command::BeginPhase { .. }
            | Command::MovePlan { .. } => self.decide_clock(request),
            Command::Close => Ok(unless(self.closed, || Event::Closed)),
            Command::Reopen => Ok(unless(!self.closed, || Event::Reopened)),
            Command::Note { step, text } => {
                self.the_step(step)?;
                let text: Arc<str> = accept::whole(text::clean_long(text))?.into();
                let was = self
                    .notes
                    .get(&(request.by, step.clone()))
                    .map_or("", |kept| &kept.value);
                Ok(unless(*was == *text, || Event::Noted {
                    step: step.clone(),
                    text: Arc::clone(&text),
                }))
            }
            Command::Several(commands) => self.decide_several(request, commands),
            Command::Undo => self.outside_rounds(self.decide_undo(request.by)?),
            Command::Redo => self.outside_rounds(self.decide_redo(request.by)?),
            Command::AddMeasure {
                measure,
                step,
                fields,
                points,
            } => self.decide_add_measure(*measure, step, fields, points),
            Command::Describe {
                measure,
                field,
                value,
            } => self.decide_describe(*measure, field, value.as_ref()),
            Command::SetPoints { measure, points } => self.decide_points(*measure, points),
            Command::Freeze { measure, forecast } => self.decide_freeze(*measure, forecast),
            Command::Guess {
                measure,
                scenario,
                period,
                value,
            } => self.decide_guess(*measure, scenario, *period, *value),
            Command::Reword { step, part, words } => self.decide_reword(step, *part, words),
            Command::Score { .. }
            | Command::OpenBallot { .. }
            | Command::Cast { .. }
            | Command::CloseBallot { .. } => self.decide_opinion(request),
            Command::BeginSilence { .. } | Command::Reveal { .. } => self.decide_silence(request),
            about_cards => self.outside_rounds(self.decide_cards(request.by, about_cards)?),
        }
    }

    fn decide_begin(
        &self,
        request: &Request,
        script: &Arc<Script>,
        title: &str,
        you: &Member,
    ) -> Decision {
        if !self.is_empty() {
            return Err(say!(AlreadyBegun).into());
        }
        // A session whose first member cannot lead could never be led by anyone.
        if you.id != request.by {
            return Err(say!(NotInRoom).into());
        }
        if matches!(you.role, Role::Participant | Role::Observer) {
            return Err(say!(FacilitatorOnly).into());
        }
        let title = accept::whole(text::clean_line(title))?;
        if title.is_empty() {
            return Err(say!(TitleMissing).into());
        }
        let name = text::clean_line(&you.name).into_string();
        let member = Member::new(you.id, name, you.role);
        Ok(vec![
            Event::Began {
                script: Arc::clone(script),
                title: title.into(),
            },
            Event::Joined { member },
        ])
    }

    /// Each command is decided on what the ones before it made; a copy of a session costs nothing.
    fn decide_several(&self, request: &Request, commands: &[Command]) -> Decision {
        let mut then = self.clone();
        let mut events = Vec::new();
        for command in commands {
            if matches!(
                command,
                Command::Undo
                    | Command::Redo
                    | Command::UndoAll { .. }
                    | Command::UndoOne { .. }
                    | Command::Begin { .. }
                    | Command::Join { .. }
                    | Command::Several(_)
            ) {
                return Err(say!(OnlyAlone).into());
            }
            let one = Request {
                command: command.clone(),
                ..request.clone()
            };
            let ev = then.decide(&one)?;
            events.extend(ev.iter().cloned());
            then.apply(request.becomes(ev));
        }
        Ok(events)
    }

    pub(super) fn the_step(&self, id: &StepId) -> Result<&Step, Rejection> {
        let found = self.script.as_ref().and_then(|script| script.step(id));
        found
            .map(|(_, step)| step)
            .ok_or_else(|| say!(StepUnknown, id.as_str()).into())
    }

    /// A field as a script declares it: the step of the card, or any other, since a later step may ask something of a
    /// card that lies on an earlier page. The same id means the same everywhere.
    fn declared(&self, step: &Step, id: &FieldId) -> Option<&Field> {
        let script = self.script.as_ref()?;
        let here = script
            .step(&step.id)
            .and_then(|(_, step)| step.field(id.as_str()));
        here.or_else(|| script.steps.iter().find_map(|step| step.field(id.as_str())))
    }

    fn the_card(&self, id: CardId) -> Result<&Arc<Card>, Rejection> {
        self.live(id).ok_or_else(|| say!(CardGone).into())
    }

    fn the_measure(&self, id: MeasureId) -> Result<&Arc<Measure>, Rejection> {
        self.measures
            .get(&id)
            .ok_or_else(|| say!(MeasureGone).into())
    }
}

/// Fields, each cleaned, empty ones left out; where one is named twice, the last word counts.
fn accepted(
    fields: &[(FieldId, Value)],
    accept: impl Fn(&FieldId, &Value) -> Result<Option<Value>, Rejection>,
) -> Result<Vec<(FieldId, Value)>, Rejection> {
    let mut clean: Vec<(FieldId, Value)> = Vec::with_capacity(fields.len());
    for (id, value) in fields {
        let value = accept(id, value)?;
        clean.retain(|(known, _)| known != id);
        clean.extend(value.map(|value| (id.clone(), value)));
    }
    Ok(clean)
}

pub(super) fn unless(so_already: bool, event: impl FnOnce() -> Event) -> Vec<Event> {
    if so_already {
        Vec::new()
    } else {
        vec![event()]
    }
}
