//! Line mode at a session without runtime or disk: lines in, sentences out.
//!
//! The harness hears as a screen reader does: it reads what is added at the end, and fails where anything could move a
//! cursor, colour a word or say a thing with spaces alone.

use uuid::Uuid;

use super::Plain;
use crate::{
    model::{At, MemberId, Role, Seen, Viewer, field},
    say::Lang,
    ui::{
        scene::Scene,
        seat::{Effect, Told, World},
    },
};

mod alone;
mod clock;
mod kinds;
mod outcome;
mod page;
mod together;

/// Somebody in line mode at a scene.
struct Typist {
    plain: Plain,
    me: MemberId,
    made: u128,
    /// Everything that was typed and heard.
    transcript: Vec<String>,
    effects: Vec<Effect>,
}

impl Typist {
    /// Whoever leads the scene, in line mode; their full screen stays where it is.
    fn leading(scene: &Scene) -> Self {
        Self::of(scene, "Ana", Lang::En)
    }

    /// Somebody who comes in.
    fn joins(scene: &mut Scene, name: &str, role: Role) -> Self {
        scene.join(name, role, 80, 24);
        Self::of(scene, name, Lang::En)
    }

    fn of(scene: &Scene, name: &str, lang: Lang) -> Self {
        let mut members = scene.seen().members();
        let me = members
            .find(|member| *member.name == *name)
            .expect("a member")
            .id;
        let mut typist = Self {
            plain: Plain::new(me, lang),
            me,
            made: 9_000_000,
            transcript: Vec::new(),
            effects: Vec::new(),
        };
        typist.with(scene, |plain, told| plain.sit(told, ""));
        typist.hear();
        typist
    }

    /// The same where it is later, by so many minutes.
    fn in_zone(mut self, minutes_east: i32) -> Self {
        self.plain = self.plain.in_zone(minutes_east);
        self
    }

    fn with<T>(&mut self, scene: &Scene, act: impl FnOnce(&mut Plain, &mut Told<'_>) -> T) -> T {
        let now = At(scene.seen().changed().0 + 60_000);
        self.with_at(scene, now, act)
    }

    fn with_at<T>(
        &mut self,
        scene: &Scene,
        now: At,
        act: impl FnOnce(&mut Plain, &mut Told<'_>) -> T,
    ) -> T {
        let seen = Seen::new(&scene.session, Viewer::Member(self.me)).in_lang(self.plain.lang());
        let roams = self.plain.roams_at().cloned();
        let seen = seen.looking_at(roams.as_ref());
        let made = &mut self.made;
        let mut ids = || {
            *made += 1;
            Uuid::from_u128(*made)
        };
        let mut told = Told {
            world: World::Table(seen),
            now,
            ids: &mut ids,
        };
        act(&mut self.plain, &mut told)
    }

    /// Takes what was said, and checks that it is fit to be read aloud.
    fn hear(&mut self) -> String {
        let said = self.plain.said();
        for line in &said {
            assert!(
                !line.chars().any(char::is_control),
                "a control character in {line:?}"
            );
            assert!(!line.contains("  "), "spaces that nobody hears in {line:?}");
            assert!(!line.trim().is_empty(), "a line with nothing on it");
            assert_eq!(line.trim(), line, "what is set in is not heard: {line:?}");
            let drawn = ['│', '─', '▸', '●', '○', '█', '·'];
            assert!(!line.contains(drawn), "drawn, not said: {line:?}");
        }
        self.transcript.extend(said.iter().cloned());
        said.join("\n")
    }

    /// Types a line; answers what is heard.
    fn types(&mut self, scene: &mut Scene, line: &str) -> String {
        self.transcript.push(format!("> {line}"));
        let effects = self.with(scene, |plain, told| plain.line(line, told));
        for effect in effects {
            match effect {
                Effect::Send { command, form, .. } => {
                    let answer = scene.ask(self.me, command).map_err(|no| no.0);
                    self.with(scene, |plain, told| plain.answered(answer, form, told));
                }
                Effect::ReplayHere { .. } => {
                    let lines = self.plain.reads_past()(&scene.session).expect("a past");
                    self.with(scene, |plain, told| plain.read_out(lines, told));
                }
                other => self.effects.push(other),
            }
        }
        self.with(scene, |plain, told| plain.changed(told));
        self.hear()
    }

    /// What is told at the prompt, since others did something.
    fn hears(&mut self, scene: &Scene) -> String {
        self.with(scene, |plain, told| plain.changed(told));
        self.hear()
    }

    fn transcript(&self) -> String {
        self.transcript.join("\n")
    }
}

/// Fails with all that was heard where it does not hold these words.
#[track_caller]
fn holds(heard: &str, words: &[&str]) {
    for word in words {
        assert!(heard.contains(word), "{word:?} was not said, but:\n{heard}");
    }
}

fn cards(scene: &Scene, step: &str) -> Vec<String> {
    let seen = scene.seen();
    seen.cards_on(&step.into())
        .map(|card| card.text().to_owned())
        .collect()
}

fn value(scene: &Scene, step: &str, card: &str, id: &str) -> String {
    let seen = scene.seen();
    let mut cards = seen.cards_on(&step.into());
    let found = cards.find(|one| one.text() == card).expect("the card");
    found
        .get(id)
        .map_or_else(String::new, |value| value.display().to_string())
}
