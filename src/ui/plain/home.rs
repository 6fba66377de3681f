//! The home screen in line mode: sessions by number, and what can be begun.

use std::sync::Arc;

use super::{
    read::{Reading, sentence, sentences},
    tell::told,
    words::{Does, HOME, Said, read},
};
use crate::{
    model::SessionId,
    say,
    say::{Lang, Msg, MsgId},
    ui::{home::Sessions, keys::Action, seat::Effect},
};

/// The home screen.
#[derive(Debug, Default)]
pub struct AtHome {
    reading: Reading,
    /// The script that asks from which session it goes on.
    going_on: Option<Arc<str>>,
    /// The next line is what they are called.
    naming: bool,
}

/// What is said, and what goes out.
pub struct Cx<'a> {
    /// The language of the seat.
    pub lang: Lang,
    /// What goes out.
    pub out: &'a mut Vec<Effect>,
    /// What is said.
    pub said: &'a mut Vec<String>,
}

impl Cx<'_> {
    fn say(&mut self, msg: &Msg) {
        self.said.push(msg.render(self.lang));
    }
}

impl AtHome {
    /// Says what is here.
    pub fn greet(&mut self, sessions: &Sessions, cx: &mut Cx<'_>) {
        cx.say(&say!(PlainAtHome, sessions.sessions.len()));
        for trouble in &sessions.troubles {
            cx.said.push(sentence(trouble));
        }
        self.list(sessions, cx);
        cx.say(&say!(PlainHintHome));
    }

    fn read(&mut self, lines: Vec<String>, cx: &mut Cx<'_>) {
        self.reading = Reading::of(lines);
        cx.said.extend(self.reading.part(cx.lang));
    }

    fn list(&mut self, sessions: &Sessions, cx: &mut Cx<'_>) {
        let lang = cx.lang;
        let line = |(at, one): (usize, &crate::model::Summary)| {
            let day = one.changed.day(sessions.minutes_east);
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            let at_step = say!(
                PlainSessionAt,
                one.step,
                one.steps,
                one.step_name.get(lang),
                day
            );
            let closed = one
                .closed
                .then(|| MsgId::PlainIsClosed.text(lang).to_owned());
            let said = [one.title.to_string(), at_step.render(lang)]
                .into_iter()
                .chain(closed);
            format!("{} {}", at + 1, sentences(said))
        };
        let lines = sessions.sessions.iter().enumerate().map(line).collect();
        self.read(lines, cx);
    }

    fn scripts(&mut self, sessions: &Sessions, cx: &mut Cx<'_>) {
        let line = |(at, one): (usize, &crate::ui::home::ScriptLine)| {
            let minutes = say!(PlainScriptTakes, one.minutes).render(cx.lang);
            let said = [&*one.title, &*minutes, &*one.about];
            format!("{} {}", at + 1, sentences(said))
        };
        let lines = sessions.scripts.iter().enumerate().map(line).collect();
        cx.said.push(say!(PlainScripts).render(cx.lang));
        self.read(lines, cx);
    }

    /// A line was typed.
    pub fn line(&mut self, text: &str, sessions: &Sessions, cx: &mut Cx<'_>) -> Option<Does> {
        // Whatever is typed now is a name, and none is a command.
        if std::mem::take(&mut self.naming) {
            let name = text.trim();
            if !name.is_empty() {
                cx.out.push(Effect::CallMe(name.to_owned()));
            }
            return None;
        }
        let said = read(text, HOME, cx.lang);
        if let Some(script) = self.going_on.take()
            && matches!(said, Said::Numbers(..) | Said::Nothing)
        {
            let from = match said {
                Said::Numbers(number, None) => session(number, sessions),
                _ => None,
            };
            if from.is_none() && said != Said::Nothing {
                cx.say(&say!(PlainNoSession));
                self.going_on = Some(script);
                return None;
            }
            cx.out.push(Effect::Begin { script, from });
            return None;
        }
        match said {
            Said::Nothing => cx.say(&say!(PlainHintHome)),
            Said::Numbers(number, None) => match session(number, sessions) {
                Some(id) => cx.out.push(Effect::Open(id)),
                None => cx.say(&say!(PlainNoSession)),
            },
            Said::Numbers(..) => cx.say(&say!(PlainNoSession)),
            Said::Words(words) => self.find(words, sessions, cx),
            Said::Command(does, number) => return self.command(does, number, sessions, cx),
            Said::Key(chord, _) => cx.say(&say!(PlainUnknown, chord.label(true, cx.lang))),
            Said::Unknown(what) => cx.say(&say!(PlainUnknown, what)),
        }
        None
    }

    fn command(
        &mut self,
        does: Does,
        number: Option<usize>,
        sessions: &Sessions,
        cx: &mut Cx<'_>,
    ) -> Option<Does> {
        match does {
            Does::Help => {
                let lines = HOME.iter().map(|word| told(word, cx.lang)).collect();
                cx.say(&say!(PlainHintHome));
                self.read(lines, cx);
            }
            Does::List => self.list(sessions, cx),
            Does::More if self.reading.is_over() => cx.say(&say!(PlainNoMore)),
            Does::More => cx.said.extend(self.reading.part(cx.lang)),
            Does::New => match number.map(|number| number.checked_sub(1)) {
                None => self.scripts(sessions, cx),
                Some(at) => match at.and_then(|at| sessions.scripts.get(at)) {
                    Some(script) if script.goes_on && !sessions.sessions.is_empty() => {
                        cx.say(&say!(PlainGoOnFrom));
                        self.list(sessions, cx);
                        self.going_on = Some(Arc::clone(&script.id));
                    }
                    Some(script) => cx.out.push(Effect::Begin {
                        script: Arc::clone(&script.id),
                        from: None,
                    }),
                    None => cx.say(&say!(PlainNoScript)),
                },
            },
            Does::Do(Action::Demo) => cx.out.push(Effect::Demo),
            Does::Do(Action::MyName) => {
                cx.say(&say!(PlainNameIs, &sessions.name));
                self.naming = true;
            }
            other => return Some(other),
        }
        None
    }

    /// Words look for a session; the one that has them is opened.
    fn find(&mut self, words: &str, sessions: &Sessions, cx: &mut Cx<'_>) {
        let wanted = words.to_lowercase();
        let fits = |title: &str| {
            let title = title.to_lowercase();
            wanted.split_whitespace().all(|word| title.contains(word))
        };
        let mut found = sessions
            .sessions
            .iter()
            .enumerate()
            .filter(|(_, one)| fits(&one.title));
        match (found.next(), found.next()) {
            (Some((_, one)), None) => cx.out.push(Effect::Open(one.id)),
            (None, _) => cx.say(&say!(PlainNotFound, words)),
            (Some(_), Some(_)) => {
                let all = sessions
                    .sessions
                    .iter()
                    .enumerate()
                    .filter(|(_, one)| fits(&one.title));
                let lines = all.map(|(at, one)| format!("{} {}", at + 1, sentence(&one.title)));
                let lines = lines.collect();
                self.read(lines, cx);
            }
        }
    }
}

fn session(number: i64, sessions: &Sessions) -> Option<SessionId> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    sessions.sessions.get(at).map(|one| one.id)
}
