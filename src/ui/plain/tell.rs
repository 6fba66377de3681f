//! What is read when it is asked for: the lines, help, the time, who is here, what a step has come to.

use super::{
    Do, lines,
    read::{capital, document, one_line, sentence, sentences},
    table::AtTable,
    words::{Does, TABLE, Takes, Word},
};
use crate::{
    model::{
        At, CardId, Member, Role, Step,
        card::field,
        presence::Whereabouts,
        step::{Kind, curve},
    },
    say,
    say::{Lang, MsgId},
    ui::{
        keys::{Action, Keymap},
        step,
    },
};

/// A command as help tells it: what it is called, its letter, and what it does.
pub fn told(word: &Word, lang: Lang) -> String {
    let line = match word.takes {
        Takes::Nothing => "",
        Takes::Line | Takes::Number => " 2",
    };
    let name = format!("{}{line}", word.name(lang));
    let short = word.short();
    let name = if short.is_empty() {
        name
    } else {
        format!("{name}, {short}")
    };
    sentence(&format!("{name}: {}", word.about.text(lang)))
}

impl AtTable {
    /// Reads every line of the step.
    pub(super) fn list(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        if let Kind::Recap(_) = step.kind {
            let read = document(&cx.seen.recap(step), lang);
            self.read(read, cx);
            return;
        }
        let rows = self.rows(cx);
        let handed = cx.seen.handed_to(step).len();
        if rows.is_empty() {
            cx.say(&say!(PlainNothingYet));
            if handed > 0 {
                cx.say(&say!(PlainHanded, handed, MsgId::PlainHand.text(lang)));
            }
            return;
        }
        let lines = rows
            .iter()
            .map(|(number, row)| format!("{number} {}", row.words));
        self.read(lines.collect(), cx);
    }

    /// Reads one line with all that is known of it.
    pub(super) fn read_line(
        &mut self,
        number: usize,
        card: CardId,
        step: &Step,
        cx: &mut Do<'_, '_>,
    ) {
        let lang = cx.seen.lang();
        let rows = self.rows(cx);
        let Some((_, row)) = rows.into_iter().find(|(known, _)| *known == number) else {
            return;
        };
        self.last = Some(card);
        let mut said = vec![format!("{number} {}", row.words)];
        if let Some(known) = cx.seen.card(card) {
            // Names of people are told where the session tells them.
            let author = known.author().map(|author| say!(PlainSaidBy, &author.name));
            said.extend(author.map(|msg| msg.render(lang)));
            let from = cx.seen.comes_from(card);
            let from = from.map(|one| say!(PlainFrom, one_line(one.text())).render(lang));
            let to = cx.seen.leads_to(card);
            let to = to.map(|one| say!(PlainTo, one_line(one.text())).render(lang));
            said.extend(from.chain(to));
            let rival = known.rival(field::TEXT);
            said.extend(rival.map(|other| say!(PlainRival, other.display()).render(lang)));
        }
        let _ = step;
        cx.said(&sentences(said));
    }

    /// Says what can be typed here.
    pub(super) fn help(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        self.hint(step, cx);
        let words = TABLE.iter().filter(|word| self.works_here(word, step, cx));
        let lines =
            std::iter::once(say!(PlainRule).render(lang)).chain(words.map(|word| told(word, lang)));
        self.read(lines.collect(), cx);
    }

    /// Whether help tells of a command at this step.
    fn works_here(&self, word: &Word, step: &Step, cx: &Do<'_, '_>) -> bool {
        let facts = self.table.facts(cx.seen);
        let active = Keymap::standard().active(&self.table.scopes(), &facts);
        match word.does {
            Does::Column => step.kind.lens().columns().len() > 1,
            Does::Up => matches!(step.kind, Kind::Tree(_)),
            Does::Score => matches!(step.kind, Kind::Matrix(_)),
            Does::Vote => matches!(step.kind, Kind::Vote(_) | Kind::Consent(_)) && cx.seen.leads(),
            Does::Why => facts.tree,
            Does::Silence => facts.leads && !facts.closed,
            Does::Close => facts.leads && !facts.closed,
            Does::Cancel => false,
            Does::Do(Action::EditNote) => true,
            Does::Do(action) => active.iter().any(|one| {
                one.binding.action == action
                    // What only wants a line is told; what is closed to this seat, or to this session, is not.
                    && matches!(one.off, None | Some(MsgId::OffNoCard | MsgId::NothingToUndo | MsgId::NothingToRedo))
            }),
            _ => true,
        }
    }

    /// Reads the keys of the full screen that do something here.
    pub(super) fn keys(&mut self, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let facts = self.table.facts(cx.seen);
        let active = Keymap::standard().active(&self.table.scopes(), &facts);
        let lines = active.iter().filter_map(|one| {
            let typed = one.chord?.typed().filter(|typed| *typed != ' ')?;
            let moves = matches!(
                one.binding.action,
                Action::Up
                    | Action::Down
                    | Action::Left
                    | Action::Right
                    | Action::Help
                    | Action::Palette
                    | Action::Find
            );
            (!moves && one.off.is_none())
                .then(|| sentence(&format!("/{typed}: {}", one.binding.words(lang))))
        });
        let lines = std::iter::once(say!(PlainKeysAre).render(lang)).chain(lines);
        self.read(lines.collect(), cx);
    }

    /// Reads the lines that hold some words.
    pub(super) fn find(&mut self, words: &str, cx: &mut Do<'_, '_>) {
        let wanted = words.to_lowercase();
        let rows = self.rows(cx).into_iter();
        let found = rows.filter(|(_, row)| {
            let words = row.words.to_lowercase();
            wanted.split_whitespace().all(|word| words.contains(word))
        });
        let lines: Vec<String> = found
            .map(|(number, row)| format!("{number} {}", row.words))
            .collect();
        if lines.is_empty() {
            cx.say(&say!(PlainNotFound, words));
        } else {
            self.read(lines, cx);
        }
    }

    /// Says the time: what was planned for the step, and how long the room has been there.
    pub(super) fn time(&self, step: &Step, cx: &mut Do<'_, '_>) {
        if Self::clock(cx, self.table.east()) {
            return;
        }
        let planned = cx.seen.minutes(step);
        let came = |id: MsgId| matches!(id, MsgId::DidEnter | MsgId::DidBegin);
        let since = cx
            .seen
            .history()
            .find(|(.., did)| came(did.id))
            .map(|(_, at, ..)| at);
        let now = cx.now.0;
        let minutes = move |from: At| now.saturating_sub(from.0).max(0) / 60_000;
        match since {
            Some(since) => cx.say(&say!(PlainTimeIs, minutes(since), planned)),
            None => cx.say(&say!(PlainTimePlanned, planned)),
        }
        cx.say(&say!(
            PlainTimeAll,
            minutes(cx.seen.began()),
            cx.seen.script().minutes
        ));
    }

    /// Says who has come in.
    pub(super) fn who(&mut self, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let role = |role: Role| match role {
            Role::Facilitator => MsgId::RoleFacilitator,
            Role::Scribe => MsgId::RoleScribe,
            Role::Participant => MsgId::RoleParticipant,
            Role::Observer => MsgId::RoleObserver,
        };
        let at = |member: &Member| {
            let here = cx.seen.here();
            cx.seen.whereabouts(cx.presence, member.id, here)
        };
        let state = |member: &Member| match at(member) {
            _ if member.out => MsgId::StateOut,
            Whereabouts::Gone => MsgId::StateGone,
            _ if member.muted => MsgId::StateMuted,
            Whereabouts::Here => MsgId::StateHere,
            Whereabouts::Writing => MsgId::StateWriting,
            Whereabouts::Done => MsgId::StateDone,
            Whereabouts::Lagging => MsgId::StateLagging,
        };
        let lines = cx.seen.members().map(|member| {
            let words = [role(member.role), state(member)].map(|id| id.text(lang));
            sentences([format!("{}: {}", member.name, words.join(", "))])
        });
        let lines: Vec<String> = lines.collect();
        cx.say(&say!(PlainPeople, lines.len()));
        self.read(lines, cx);
    }

    /// Says how others join, to whoever leads.
    pub(super) fn joining(cx: &mut Do<'_, '_>) {
        let Some(door) = cx.presence.door.clone().filter(|door| door.state.open) else {
            cx.say(&say!(PlainJoinClosed));
            return;
        };
        cx.say(&say!(PlainJoin, &door.command));
        if let Some(codes) = &door.codes {
            cx.say(&say!(PlainJoinCode, &codes.join));
        }
        cx.say(&say!(PlainJoinPrint, door.state.fingerprint_in_groups()));
    }

    /// Reads what this step has come to; at a read-out, all of it.
    pub(super) fn report(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let mut lines = Vec::new();
        if let Kind::Curve(_) = step.kind {
            for measure in cx.seen.measures_on(&step.id) {
                let facts = curve::Facts::of(measure, None, 3);
                let said = facts.sentences();
                lines.extend(
                    said.into_iter()
                        .map(|said| sentence(&said.msg.render(lang))),
                );
            }
        }
        if lines.is_empty() {
            lines = document(&cx.seen.recap(step), lang);
        }
        if lines.is_empty() {
            let standing = cx
                .seen
                .standing(step)
                .unwrap_or_else(|| say!(PlainNothingYet));
            lines.push(capital(&sentence(&standing.render(lang))));
        }
        self.read(lines, cx);
    }

    /// What is so of a card that was just kept: its number and what it says.
    pub(super) fn line_of(&mut self, card: CardId, cx: &Do<'_, '_>) -> Option<String> {
        let known = cx.seen.card(card)?;
        let rows = self.rows(cx);
        let on = lines::On::Card(card);
        let row = rows.into_iter().find(|(_, row)| row.on == on);
        Some(match row {
            Some((number, row)) => say!(PlainKept, number, row.words).render(cx.seen.lang()),
            None => {
                let page = cx.seen.step(known.step())?;
                let name = page.name(cx.seen.lang());
                let words = step::tags(&known, page, cx.seen.lang());
                let said = sentences(std::iter::once(one_line(known.text())).chain(words));
                say!(PlainKeptOn, name, said).render(cx.seen.lang())
            }
        })
    }
}
