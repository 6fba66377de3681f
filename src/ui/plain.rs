//! The plain seat: a session in line mode, for whoever has no full screen and for whoever has it read aloud.
//!
//! It is pure, as [`super::seat`] is: a line of text comes in, or a change of the session; sentences and effects go out.
//! What it says is only ever added at the end: no cursor, no colour, no clock that ticks. The important words come first,
//! the newest line last, and no line is cut, since a screen reader wraps by itself.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    form::Form,
    home::Sessions,
    keys::Action,
    replay::Replay,
    seat::{Effect, Told, World},
};
use crate::{
    model::{At, Command, MemberId, Presence, Seen, Session, StepId, Viewer},
    say,
    say::{Lang, Msg, MsgId},
};

mod ask;
mod clock;
mod hint;
mod home;
mod lines;
mod news;
mod opinions;
pub mod page;
mod read;
mod table;
mod take;
mod tell;
#[cfg(test)]
mod tests;
mod words;

use home::AtHome;
use news::Asked;
use table::AtTable;
use words::Does;

/// What a line works with.
pub(in crate::ui::plain) struct Do<'a, 'b> {
    /// What the seat may see.
    seen: Seen<'a>,
    /// The time.
    now: At,
    /// Makes ids.
    ids: &'b mut dyn FnMut() -> Uuid,
    /// What goes out.
    out: &'b mut Vec<Effect>,
    /// What is said.
    words: &'b mut Vec<String>,
    /// Who else is here.
    presence: &'b Arc<Presence>,
}

impl Do<'_, '_> {
    /// Says a message.
    fn say(&mut self, msg: &Msg) {
        self.words
            .push(in_lines(msg).render_with(self.seen.lang(), &words::Commands));
    }

    /// Says words that stand already.
    fn said(&mut self, words: &str) {
        if !words.is_empty() {
            self.words.push(words.to_owned());
        }
    }

    /// Asks the room.
    fn send(&mut self, command: Command) {
        let id = (self.ids)();
        self.out.push(Effect::Send {
            id,
            command,
            form: None,
        });
    }
}

#[derive(Debug)]
enum Place {
    Home(AtHome),
    Table(Box<AtTable>),
}

/// A seat in line mode.
#[derive(Debug)]
pub struct Plain {
    me: MemberId,
    lang: Lang,
    at: Place,
    words: Vec<String>,
    asked: Vec<Asked>,
    not_saved: Option<String>,
    presence: Arc<Presence>,
    /// How many minutes east of UTC the seat is.
    east: i32,
    /// Until when it was said how many minutes are left, where it was to be said.
    said_at: Option<At>,
    /// What others do is told with the next line, and not while somebody may be typing it.
    waits: bool,
}

impl Plain {
    /// A seat at the home screen.
    pub fn new(me: MemberId, lang: Lang) -> Self {
        Self {
            me,
            lang,
            at: Place::Home(AtHome::default()),
            words: Vec::new(),
            asked: Vec::new(),
            not_saved: None,
            presence: Arc::default(),
            east: 0,
            said_at: None,
            waits: false,
        }
    }

    /// Whether what others do is told with the next line alone: of a line that is half typed at the other end of a wire nobody
    /// knows here.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Who else is here now. It is told when somebody asks.
    pub fn present(&mut self, presence: Arc<Presence>) {
        self.presence = presence;
    }

    /// Who else is here.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// The step that this seat looks at, where it is not the room's.
    pub fn roams_at(&self) -> Option<&StepId> {
        match &self.at {
            Place::Table(table) => table.table.roams_at(),
            Place::Home(_) => None,
        }
    }

    /// Whether something is being written, as far as that is known here.
    pub fn is_writing(&self) -> bool {
        matches!(&self.at, Place::Table(table) if table.table.is_writing())
    }

    /// Who sits here.
    pub fn viewer(&self) -> Viewer {
        Viewer::Member(self.me)
    }

    /// The language of the seat.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether all that was kept at this seat is saved, as far as the store says.
    pub fn is_saved(&self) -> bool {
        self.not_saved.is_none()
    }

    /// What was said since it was asked last, a line each.
    pub fn said(&mut self) -> Vec<String> {
        let said = std::mem::take(&mut self.words);
        // What people wrote over several lines stays so; everything else is one line.
        let lines = said.iter().flat_map(|words| words.lines());
        let lines = lines.map(read::spoken);
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Sits down at a session, with what was being written there.
    pub fn sit(&mut self, told: &mut Told<'_>, drafts: &str) {
        let World::Table(seen) = told.world else {
            return;
        };
        let mut table = AtTable::new(seen, drafts);
        let mut out = Vec::new();
        table.greet(&mut Do {
            seen,
            now: told.now,
            ids: &mut *told.ids,
            out: &mut out,
            words: &mut self.words,
            presence: &self.presence,
        });
        self.asked.clear();
        self.at = Place::Table(Box::new(table));
    }

    /// Goes home, and says what is there.
    pub fn go_home(&mut self, sessions: &Sessions) {
        let mut home = AtHome::default();
        let mut out = Vec::new();
        home.greet(
            sessions,
            &mut home::Cx {
                lang: self.lang,
                out: &mut out,
                said: &mut self.words,
            },
        );
        self.at = Place::Home(home);
    }

    /// Says something to this seat alone.
    pub fn tell(&mut self, msg: &Msg) {
        self.words
            .push(in_lines(msg).render_with(self.lang, &words::Commands));
    }

    /// Says whether what is done can be saved now; once when it cannot, and once when it can again.
    pub fn health(&mut self, not_saved: Option<String>) {
        if self.not_saved == not_saved {
            return;
        }
        match &not_saved {
            Some(reason) => self.tell(&say!(CannotSave, reason.as_str())),
            None => self.tell(&say!(PlainSavedAgain)),
        }
        self.not_saved = not_saved;
    }

    /// What is being written, as it is to be kept on disk; `None` where nothing changed since it was asked last.
    pub fn drafts_to_keep(&self) -> Option<String> {
        match &self.at {
            Place::Table(table) => table.table.drafts_to_keep(),
            Place::Home(_) => None,
        }
    }

    /// Says that this is on disk now.
    pub fn drafts_kept(&mut self, text: String) {
        if let Place::Table(table) = &mut self.at {
            table.table.drafts_kept(text);
        }
    }

    /// The room's answer to what was sent, with the session as it is now. What is so is confirmed; a no is told with its
    /// reason, and a form is asked again with every word.
    pub fn answered(
        &mut self,
        answer: Result<(), Msg>,
        form: Option<Box<Form>>,
        told: &mut Told<'_>,
    ) {
        let asked = if self.asked.is_empty() {
            Asked::Other
        } else {
            self.asked.remove(0)
        };
        let (Place::Table(table), World::Table(seen)) = (&mut self.at, told.world) else {
            return;
        };
        let mut out = Vec::new();
        let mut cx = Do {
            seen,
            now: told.now,
            ids: &mut *told.ids,
            out: &mut out,
            words: &mut self.words,
            presence: &self.presence,
        };
        match answer {
            Ok(()) => table.confirm(&asked, &mut cx),
            Err(why) => {
                cx.say(&why);
                if let Some(form) = form {
                    cx.say(&say!(PlainWordsKept));
                    table.table.reopen(*form);
                    table.ask_form(false, &mut cx);
                }
            }
        }
    }

    /// Reads a session again from its beginning, as everybody saw it; [`Plain::read_out`] says what it came to. It costs as much
    /// as all of its records, and so is done beside the thread of the seats.
    pub fn reads_past(&self) -> impl FnOnce(&Session) -> Option<Vec<String>> + Send + 'static {
        let (lang, east) = (self.lang, self.east);
        move |session| {
            let past = Seen::new(session, Viewer::Projector).past()?;
            Some(Replay::new(past, east).lines(0, lang))
        }
    }

    /// Reads out what was asked for and took a while, part by part.
    pub fn read_out(&mut self, lines: Vec<String>, told: &mut Told<'_>) {
        let (Place::Table(table), World::Table(seen)) = (&mut self.at, told.world) else {
            return;
        };
        let mut out = Vec::new();
        let mut cx = Do {
            seen,
            now: told.now,
            ids: &mut *told.ids,
            out: &mut out,
            words: &mut self.words,
            presence: &self.presence,
        };
        table.read(lines, &mut cx);
    }

    /// The session changed: says what others did, where the terminal is at its prompt.
    pub fn changed(&mut self, told: &mut Told<'_>) {
        self.tell_time(told.now);
        let (Place::Table(table), World::Table(seen)) = (&mut self.at, told.world) else {
            return;
        };
        table.table.follow(seen, &self.presence);
        let moved = *table.table.step() != table.told_step;
        if (table.told() == seen.version() && !moved) || !seen.is_whole() {
            return;
        }
        let mut out = Vec::new();
        table.news(&mut Do {
            seen,
            now: told.now,
            ids: &mut *told.ids,
            out: &mut out,
            words: &mut self.words,
            presence: &self.presence,
        });
    }

    /// Whether a line asks to leave, for a seat that is at nothing yet.
    pub fn leaves(&self, text: &str) -> bool {
        let read = words::read(text, words::HOME, self.lang);
        matches!(read, words::Said::Command(Does::Quit, _))
    }

    /// Takes in a line.
    pub fn line(&mut self, text: &str, told: &mut Told<'_>) -> Vec<Effect> {
        self.tell_time(told.now);
        let mut out = Vec::new();
        match (&mut self.at, told.world) {
            (Place::Home(home), World::Home(sessions)) => {
                let rest = home.line(
                    text,
                    sessions,
                    &mut home::Cx {
                        lang: self.lang,
                        out: &mut out,
                        said: &mut self.words,
                    },
                );
                if let Some(does) = rest {
                    self.everywhere(does, &mut out);
                }
            }
            (Place::Table(table), World::Table(seen)) => {
                let reads = words::read(text, words::TABLE, self.lang);
                let everywhere = match reads {
                    words::Said::Command(
                        does @ (Does::Quit | Does::Wait | Does::Do(Action::Language)),
                        _,
                    ) => Some(does),
                    _ => None,
                };
                // While something is asked, a word is the answer; behind a slash it is a command.
                let command = table.asking.is_none() || text.trim().starts_with('/');
                if let Some(does) = everywhere.filter(|_| command) {
                    self.everywhere(does, &mut out);
                    return out;
                }
                table.line(
                    text,
                    &mut Do {
                        seen,
                        now: told.now,
                        ids: &mut *told.ids,
                        out: &mut out,
                        words: &mut self.words,
                        presence: &self.presence,
                    },
                );
            }
            _ => {}
        }
        for effect in &out {
            if let Effect::Send { command, .. } = effect {
                self.asked.push(Asked::of(command));
            }
        }
        out
    }

    /// What means the same at home and at a session.
    fn everywhere(&mut self, does: Does, out: &mut Vec<Effect>) {
        match does {
            Does::Quit => out.push(Effect::Leave),
            Does::Wait => {
                self.waits = !self.waits;
                self.tell(&if self.waits {
                    say!(PlainWaits)
                } else {
                    say!(PlainWaitsNot)
                });
            }
            Does::Do(Action::Language) => {
                self.lang = self.lang.next();
                out.push(Effect::Spoken);
                self.tell(&say!(PlainSpeaks));
            }
            _ => {}
        }
    }
}

/// What is said of a key of the full screen, as it is said where there are no keys.
fn in_lines(msg: &Msg) -> Msg {
    let id = match msg.id {
        MsgId::LeaveEndsSeats => MsgId::PlainLeaveEnds,
        MsgId::BegunTitle => MsgId::PlainBegunTitle,
        MsgId::PeriodTaken => MsgId::PlainPeriodTaken,
        MsgId::VoteNeedsMore => MsgId::PlainVoteNeedsMore,
        MsgId::OffNoMeasure => MsgId::PlainNoMeasure,
        MsgId::NotYours => MsgId::PlainNotYours,
        MsgId::NeedsProposal => MsgId::PlainNeedsProposal,
        MsgId::CalledNow => MsgId::PlainCalledNow,
        id => id,
    };
    Msg {
        id,
        args: msg.args.clone(),
    }
}
