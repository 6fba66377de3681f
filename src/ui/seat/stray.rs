//! Letters typed where no line is open: they are keys, but somebody may be writing and not looking at the screen.
//!
//! A key never waits, because nobody can know what comes next. So each letter of a quick run acts at once, and what the
//! run does is remembered. As soon as nobody would press these keys one after the other to command, all that they did is
//! taken back, and the letters stand in a new line, where the rest follows. Two keys may have acted by then; not a
//! letter is lost.
//!
//! Never taken for words: one key again and again, moving about, digits, and what follows a key that opens a line, a
//! menu or a search, unless it means nothing there. So `n` is a key and no letter wherever it opens a line: “no buses”
//! and `n`, “o buses” are the same keys, nobody can tell which was meant, and whoever pressed `n` to write must get
//! what they wrote. Its line stands open with the words in it, and what is wrong is seen before it is kept.
//!
//! Where a key opens what has words already (a card to be edited, a file to be named), a letter that would run on
//! from their last one is no edit: nobody means “Buses run latevery day”. It makes words of the run.

use uuid::Uuid;

use super::{Effect, Place, Seat, Told, World};
use crate::{
    model::{At, Command, SessionId, script::FieldKind},
    say,
    ui::{
        input::Chord,
        keys::{Action, Facts},
        table::{Before, Wrote},
    },
};

/// How soon a letter follows another in a run, in milliseconds.
const QUICK: i64 = 500;

/// Letters that came in quick succession, the first where nothing was open.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts of a run that are independent of each other"
)]
pub(super) struct Run {
    letters: String,
    last: At,
    /// How many of its letters did not move about.
    telling: usize,
    /// These letters, each once.
    distinct: Vec<char>,
    /// One of its letters meant nothing where it was typed.
    odd: bool,
    /// A command of it opened something that takes letters of its own.
    opened: bool,
    /// What it asked of the room: the command's id, and what takes it back.
    sent: Vec<(Uuid, Command)>,
    /// What lay at the table when it began.
    before: Before,
    /// The session that it left.
    left: Option<SessionId>,
    /// It is on its way back there, however long that takes.
    returns: bool,
    /// It was words that nothing here takes: what follows it quickly is no command either.
    ignored: bool,
}

/// What a letter means where it is typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Means {
    /// It moves about.
    Moving,
    /// It takes back, or does again.
    Stepping,
    /// It does something, or says why it does not.
    Doing,
    /// It is written, or searched for.
    Writing,
    /// Nothing.
    Nothing,
}

impl Run {
    fn follow(&mut self, c: char, means: Means, now: At) {
        self.letters.push(c);
        self.last = now;
        if !c.is_alphabetic() {
            return;
        }
        // Behind a letter that means nothing, even one that moves about tells of a word.
        let tells = match means {
            Means::Moving => self.odd,
            // Whoever takes back what was just done is no writer either.
            Means::Stepping => self.odd || self.telling == 0,
            _ => true,
        };
        let c = c.to_lowercase().next().unwrap_or(c);
        if tells {
            self.telling += 1;
            if !self.distinct.contains(&c) {
                self.distinct.push(c);
            }
        }
        self.odd |= means == Means::Nothing;
    }

    /// Whether nobody would press these keys to command: two that differ, and one of them has no meaning, or a third
    /// follows. Behind an undo two are enough, because what is done next would end what can be done again.
    fn is_words(&self) -> bool {
        let undid = self
            .sent
            .iter()
            .any(|(_, back)| matches!(back, Command::Redo));
        self.distinct.len() >= 2 && (self.odd || undid || (self.telling >= 3 && !self.opened))
    }
}

impl Seat {
    /// Takes a letter that makes words of the run it follows; false where it is to act as the key it is.
    pub(super) fn is_stray(
        &mut self,
        chord: Chord,
        facts: &Facts,
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) -> bool {
        let run = self.run.take();
        let Some(c) = chord.typed() else {
            return false;
        };
        let means = self.means(chord, facts);
        let mut run = match (run, &mut self.at) {
            (Some(run), _) if run.returns || told.now.0 - run.last.0 <= QUICK => run,
            (_, Place::Table(table)) if table.is_quiet() && self.overlays.is_empty() => Run {
                before: table.before(),
                ..Run::default()
            },
            _ => return false,
        };
        run.follow(c, means, told.now);
        if run.ignored {
            self.run = Some(run);
            return true;
        }
        let runs_on = run.opened && means == Means::Writing && self.would_run_on(c);
        if run.left.is_some() || run.is_words() || runs_on {
            self.take_as_words(run, told, out);
            return true;
        }
        // A line that was opened on purpose gets the rest.
        if means != Means::Writing || self.is_searching() {
            self.run = Some(run);
        }
        false
    }

    /// Remembers what a letter did that was just pressed as a key.
    pub(super) fn note_letter(&mut self, told: &Told<'_>, did: &[Effect]) {
        let open = !self.overlays.is_empty()
            || matches!(&self.at, Place::Table(table) if !table.is_quiet());
        let Some(run) = &mut self.run else { return };
        for effect in did {
            match (effect, &told.world) {
                (Effect::Send { id, command, .. }, _) => {
                    let back = match command {
                        Command::Undo => Command::Redo,
                        _ => Command::Undo,
                    };
                    run.sent.push((*id, back));
                }
                (Effect::GoHome, World::Table(seen)) => run.left = Some(seen.id()),
                _ => {}
            }
        }
        if open && run.distinct.is_empty() {
            // A search or a list of commands, opened by its own sign.
            self.run = None;
        } else if open && (run.distinct.len() == 1 || !self.overlays.is_empty()) {
            run.opened = true;
        }
    }

    /// Takes back what the run did, and lets its letters stand where they can be gone on with.
    fn take_as_words(&mut self, mut run: Run, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(session) = run.left {
            // The way back first; the next letter finds the page.
            if let World::Home(_) = told.world {
                out.push(Effect::Open(session));
                run.returns = true;
                self.run = Some(run);
                return;
            }
        }
        self.overlays.clear();
        let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
            return;
        };
        for (id, back) in std::mem::take(&mut run.sent).into_iter().rev() {
            if seen.knows(id) {
                out.push(Effect::Send {
                    id: (told.ids)(),
                    command: back,
                    form: None,
                });
            }
        }
        let before = std::mem::take(&mut run.before);
        let msg = match table.write(&run.letters, before, *seen, told.ids) {
            Wrote::Line => say!(WroteLine),
            Wrote::Note => say!(WroteNote),
            Wrote::Nothing => {
                run.ignored = true;
                self.run = Some(run);
                say!(WroteNothing)
            }
        };
        self.tell(msg, false);
    }

    /// Whether a letter would go on the last word of what stands in a field since it was opened.
    fn would_run_on(&self, c: char) -> bool {
        let Place::Table(table) = &self.at else {
            return false;
        };
        self.overlays.is_empty()
            && c.is_alphabetic()
            && table.form().is_some_and(|form| {
                let field = form.field();
                let words = matches!(
                    field.kind,
                    FieldKind::Text | FieldKind::Long | FieldKind::Person
                );
                let editor = &field.editor;
                words
                    && !form.changed()
                    && editor.is_at_end()
                    && editor.text().ends_with(char::is_alphanumeric)
            })
    }

    fn is_searching(&self) -> bool {
        self.overlays.last().is_some_and(super::Overlay::types)
    }

    fn means(&mut self, chord: Chord, facts: &Facts) -> Means {
        use Action::{Down, Left, NextPane, PrevPane, Redo, Right, Undo, Up};
        // A window takes its own keys alone, and lets those of the screen below do nothing.
        let scopes = match self.overlays.last() {
            Some(window) => window.scopes(),
            None => self.scopes(),
        };
        match self.habits.keys.resolve(&scopes, facts, chord) {
            Some(Ok(Undo | Redo)) => return Means::Stepping,
            Some(Ok(Up | Down | Left | Right | NextPane | PrevPane)) => return Means::Moving,
            Some(_) => return Means::Doing,
            None => {}
        }
        let written = match (self.overlays.last_mut(), &self.at) {
            (Some(window), _) => window.types() && !window.finds_nothing(),
            (None, Place::Table(table)) => table.takes_letters(),
            (None, Place::Home(_) | Place::Door) => true,
        };
        if written {
            Means::Writing
        } else {
            Means::Nothing
        }
    }
}
