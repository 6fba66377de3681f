//! People: who may come in, what they may ask, and what whoever leads decides about them.

use std::sync::Arc;

use super::{super::accept, Decision, unless};
use crate::{
    model::{
        card::{Value, field},
        command::{Command, Rejection, Request},
        event::Event,
        ids::{CardId, FieldId, MemberId},
        member::{MOST_AT_A_SEAT, Member, Role},
        session::Session,
        text,
    },
    say,
};

impl Session {
    /// Coming in is open to anyone the room lets in, and changes nothing for someone who is there; but whoever holds the
    /// store, or a key that was named for it, leads again.
    pub(super) fn decide_join(&self, request: &Request, member: &Member) -> Decision {
        if self.script.is_none() {
            return Err(say!(NotBegun).into());
        }
        if self.newer {
            return Err(say!(FromNewerVersion).into());
        }
        if member.id != request.by {
            return Err(say!(NotInRoom).into());
        }
        match self.members.get(&member.id) {
            // Nor can whoever was given the lead keep it from them: by sending them away, or asking them to watch.
            Some(known) if member.role == Role::Facilitator => {
                let member = Member {
                    role: Role::Facilitator,
                    muted: false,
                    out: false,
                    ..(**known).clone()
                };
                Ok(unless(**known == member, || Event::MemberChanged {
                    member,
                }))
            }
            Some(known) if known.out => Err(say!(SentAway).into()),
            Some(_) => Ok(Vec::new()),
            None => Ok(vec![Event::Joined {
                member: clean(member)?,
            }]),
        }
    }

    /// Whoever leads decides about all; others say how they are called, for how many they speak and where they belong.
    pub(super) fn decide_member(&self, request: &Request, member: &Member) -> Decision {
        let known = self.members.get(&member.id);
        let known = known.ok_or_else(|| say!(MemberUnknown))?;
        let now = clean(member)?;
        let leads = self.role(request.by) == Some(Role::Facilitator);
        let own = Member {
            name: Arc::clone(&now.name),
            people: now.people,
            group: now.group.clone(),
            ..(**known).clone()
        };
        if !leads && (request.by != member.id || own != now) {
            return Err(say!(FacilitatorOnly).into());
        }
        // Whoever may not change anything could not give the word back either.
        let leads_on =
            |member: &Member| member.role == Role::Facilitator && !member.out && !member.muted;
        let others = self.members.values().filter(|other| other.id != now.id);
        if leads_on(known) && !leads_on(&now) && !others.into_iter().any(|other| leads_on(other)) {
            return Err(say!(SomebodyLeads).into());
        }
        Ok(unless(**known == now, || Event::MemberChanged {
            member: now,
        }))
    }

    pub(in crate::model::session) fn role(&self, member: MemberId) -> Option<Role> {
        self.members.get(&member).map(|member| member.role)
    }

    /// Whose words a new card holds: who has a seat of their own speaks for themselves. Whoever enters for others says whose
    /// they are, or writes for a table that is called as somebody in the room is; of a person the card then names no table.
    pub(super) fn author(
        &self,
        by: MemberId,
        named: Option<MemberId>,
        fields: &mut Vec<(FieldId, Value)>,
    ) -> Option<MemberId> {
        if self.role(by).is_none_or(|role| !role.enters_for_others()) {
            return Some(by);
        }
        if named.is_some() {
            return named;
        }
        let at = fields
            .iter()
            .position(|(id, _)| id.as_str() == field::TABLE)?;
        let words = fields.get(at)?.1.display().trim().to_lowercase();
        let called = |one: &&Arc<Member>| !one.out && one.name.to_lowercase() == words;
        let member = self.members.values().find(called)?;
        if member.people == 1 {
            fields.remove(at);
        }
        Some(member.id)
    }

    /// Whether this member may ask this at all.
    pub(super) fn may(&self, request: &Request) -> Result<(), Rejection> {
        if self.newer {
            return Err(say!(FromNewerVersion).into());
        }
        if self.script.is_none() {
            return Err(say!(NotBegun).into());
        }
        let member = self.members.get(&request.by);
        let member = member.ok_or_else(|| say!(NotInRoom))?;
        if member.out {
            return Err(say!(SentAway).into());
        }
        if member.muted {
            return Err(say!(Muted).into());
        }
        match member.role {
            Role::Observer => return Err(say!(ObserversWatch).into()),
            Role::Participant => self.may_take_part(request)?,
            Role::Scribe if is_for_whoever_leads(&request.command) => {
                return Err(say!(FacilitatorOnly).into());
            }
            Role::Scribe | Role::Facilitator => {}
        }
        let always = matches!(
            request.command,
            Command::Reopen
                | Command::Enter { .. }
                | Command::Note { .. }
                | Command::ChangeMember { .. }
        );
        if self.closed && !always {
            return Err(say!(SessionClosed).into());
        }
        Ok(())
    }

    /// Those who take part say what they have to say, judge and vote for themselves, and change what is theirs.
    fn may_take_part(&self, request: &Request) -> Result<(), Rejection> {
        let command = &request.command;
        if self.locked && !matches!(command, Command::Note { .. }) {
            return Err(say!(BoardLocked).into());
        }
        if is_for_whoever_leads(command) || enters_for_the_room(command) {
            return Err(say!(FacilitatorOnly).into());
        }
        let theirs = |card: &CardId| {
            let card = self.cards.get(card);
            // One that is not there, or not for their eyes, is refused where all such are: with the same words.
            card.filter(|card| !self.hides(card, Some(request.by)))
                .is_none_or(|card| card.author == Some(request.by))
        };
        let allowed = match command {
            Command::SetField { card, .. }
            | Command::MoveCard { card, .. }
            | Command::RemoveCard { card }
            | Command::RestoreCard { card } => theirs(card),
            Command::Link { one, other } | Command::Unlink { one, other } => {
                theirs(one) || theirs(other)
            }
            _ => true,
        };
        if allowed {
            Ok(())
        } else {
            Err(say!(NotYours).into())
        }
    }
}

/// What is about the session as a whole, or about others in the room and what they see.
fn is_for_whoever_leads(command: &Command) -> bool {
    let hides = |id: &FieldId| id.as_str() == field::HIDDEN;
    match command {
        Command::Lock { .. } | Command::UndoAll { .. } => true,
        Command::SetField { field, .. } => hides(field),
        Command::AddCard { fields, .. } => fields.iter().any(|(id, _)| hides(id)),
        _ => false,
    }
}

/// What is entered for the room as a whole, by whoever leads or by a scribe.
fn enters_for_the_room(command: &Command) -> bool {
    matches!(
        command,
        Command::Retitle { .. }
            | Command::Enter { .. }
            | Command::AdjustTime { .. }
            | Command::StartTime
            | Command::StopTime { .. }
            | Command::BeginPhase { .. }
            | Command::MovePlan { .. }
            | Command::Reword { .. }
            | Command::OpenBallot { .. }
            | Command::CloseBallot { .. }
            | Command::BeginSilence { .. }
            | Command::Reveal { .. }
            | Command::Close
            | Command::Reopen
            | Command::Group { .. }
            | Command::AddMeasure { .. }
            | Command::Describe { .. }
            | Command::SetPoints { .. }
            | Command::Freeze { .. }
            | Command::Guess { .. }
    )
}

/// A member with cleaned words, and a number of people that a seat can hold.
fn clean(member: &Member) -> Result<Member, Rejection> {
    let name = accept::whole(text::clean_line(&member.name))?;
    if name.trim().is_empty() {
        return Err(say!(SeatNameMissing).into());
    }
    if !(1..=MOST_AT_A_SEAT).contains(&member.people) {
        return Err(say!(PeopleAtASeat, MOST_AT_A_SEAT).into());
    }
    let group = member.group.as_ref().map_or("", |group| group);
    let group = accept::whole(text::clean_line(group))?;
    Ok(Member {
        name: name.trim().into(),
        group: Some(group.trim().into()).filter(|group: &Arc<str>| !group.is_empty()),
        ..member.clone()
    })
}
