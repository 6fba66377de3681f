//! The home screen: the sessions with where they stand, what can be begun, and a search that is always open.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    edit::Editor,
    hits::Hit,
    input::Chord,
    keys::{self, Action, Facts, Scope},
    paint::{Paint, below, inset, row, scrolled},
    seat::Effect,
};
use crate::{
    cells,
    content::slot::Slot,
    model::{At, Script, SessionId, Summary, Words},
    say,
    say::{Lang, Msg, MsgId},
};

mod doors;
mod found;

pub use doors::OpenDoor;

use found::{Found, Row};

/// What the home screen shows. Read before it is drawn, never while.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    /// The sessions, the last changed first.
    pub sessions: Arc<[Summary]>,
    /// The scripts a session can be begun from.
    pub scripts: Arc<[ScriptLine]>,
    /// Which day it is, in minutes east of UTC.
    pub minutes_east: i32,
    /// Files of the user's folder that cannot be used, with what is wrong.
    pub broken: Arc<[BrokenScript]>,
    /// What whoever sits here is called in the sessions that they begin; empty where nobody has a name of their own.
    pub name: Arc<str>,
    /// What is wrong with the store, to be said at the top; never what people wrote.
    pub troubles: Vec<String>,
    /// The doors of this house through which others come in, or behind which they sit.
    pub doors: Vec<OpenDoor>,
}

/// A file that should be a script and is none.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenScript {
    /// Its name, without the folder.
    pub file: Arc<str>,
    /// The first thing that is wrong, with its place, and what puts it right.
    pub problem: Arc<str>,
    /// How many things are wrong.
    pub problems: usize,
}

/// One script in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptLine {
    /// Its id.
    pub id: Arc<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// The framework and the minutes.
    pub framework: Arc<str>,
    /// How long it takes.
    pub minutes: u32,
    /// What it is for.
    pub about: Arc<str>,
    /// Who should be in the room; may be empty.
    pub who: Arc<str>,
    /// What comes out; may be empty.
    pub leaves: Arc<str>,
    /// Whether it is the user's own.
    pub own: bool,
    /// Whether it can go on from an earlier session.
    pub goes_on: bool,
}

impl ScriptLine {
    /// How a script stands in the list; `own` where it is the user's.
    pub fn of(script: &Script, own: bool, lang: Lang) -> Self {
        let words = |words: &Words| Arc::clone(words.get(lang));
        Self {
            id: Arc::clone(&script.id),
            title: words(&script.title),
            framework: Arc::clone(&script.framework),
            minutes: script.minutes,
            about: words(&script.about),
            who: words(&script.who),
            leaves: words(&script.leaves),
            own,
            goes_on: script.steps.iter().any(|step| !step.takes_up.is_empty()),
        }
    }
}

/// What can be given another name here.
#[derive(Clone, Copy, Debug)]
enum Named {
    /// A session: its title.
    Session(SessionId),
    /// Whoever sits here.
    Me,
}

/// The home screen of one seat.
#[derive(Debug, Default)]
pub struct Home {
    search: Editor,
    found: Found,
    at: usize,
    first: usize,
    page: usize,
    /// The name being written, where something is given another.
    renaming: Option<(Named, Editor)>,
    /// The script that is to go on from a session, which is now being chosen.
    going_on: Option<Arc<str>>,
}

impl Home {
    /// Clears the search.
    pub fn clear(&mut self) {
        self.search.take();
        self.renaming = None;
        self.going_on = None;
        self.at = 0;
    }

    /// The keys that apply.
    pub fn scopes(&self) -> Vec<&'static Scope> {
        if self.renaming.is_some() {
            vec![&keys::TYPING]
        } else {
            vec![&keys::HOME]
        }
    }

    /// What keys may ask about.
    pub fn facts(&self) -> Facts {
        Facts {
            typing: true,
            session: self.found.rows().get(self.at).is_some(),
            ..Facts::default()
        }
    }

    /// A key that no binding takes: it searches.
    pub fn press(&mut self, chord: Chord) -> bool {
        if let Some((_, editor)) = &mut self.renaming {
            return editor.press(chord);
        }
        let taken = self.search.press(chord);
        self.at = 0;
        taken
    }

    /// Pasted text searches too.
    pub fn paste(&mut self, text: &str) {
        match &mut self.renaming {
            Some((_, editor)) => editor.insert(text),
            None => self.search.insert(text),
        }
    }

    /// Brings the cursor to a line; false where there is none.
    pub fn point(&mut self, at: usize) -> bool {
        let there = at < self.found.rows().len() && self.renaming.is_none();
        if there {
            self.at = at;
        }
        there
    }

    /// Runs an action.
    pub fn act(
        &mut self,
        action: Action,
        sessions: &Sessions,
        out: &mut Vec<Effect>,
    ) -> Option<Msg> {
        self.follow(sessions);
        let at = self.found.rows().get(self.at).copied();
        let last = self.found.rows().len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(self.page.max(1)),
            Action::PageDown => self.at = (self.at + self.page.max(1)).min(last),
            Action::Back => self.clear(),
            Action::NewSession => {
                self.search.take();
                self.follow(sessions);
                let rows = self.found.rows().iter();
                let mut scripts = rows
                    .enumerate()
                    .filter(|(_, row)| matches!(row, Row::Script(_)));
                self.at = scripts.next().map_or(0, |(at, _)| at);
                return Some(say!(ChooseScript));
            }
            Action::ShutDoors => {
                let open = sessions.doors.iter().filter(|door| door.open);
                out.extend(open.map(|door| Effect::ShutDoor(door.session)));
            }
            Action::Demo => out.push(Effect::Demo),
            Action::Replay => {
                if let Some(Row::Session(at)) = at {
                    out.push(Effect::Replay(sessions.sessions[at].id));
                }
            }
            Action::Open => match at {
                Some(Row::Fresh) => self.begin(None, out),
                Some(Row::Session(at)) if self.going_on.is_some() => {
                    self.begin(Some(sessions.sessions[at].id), out);
                }
                Some(Row::Session(at)) => out.push(Effect::Open(sessions.sessions[at].id)),
                Some(Row::Script(at)) => {
                    let script = &sessions.scripts[at];
                    self.search.take();
                    self.going_on = Some(Arc::clone(&script.id));
                    if !script.goes_on || sessions.sessions.is_empty() {
                        self.begin(None, out);
                        return None;
                    }
                    self.at = 0;
                    self.follow(sessions);
                    return Some(say!(GoOnFromWhich));
                }
                Some(Row::Broken(at)) => {
                    let file = &sessions.broken[at];
                    return Some(say!(ScriptBroken, file.problems, &file.problem));
                }
                Some(Row::Example) => out.push(Effect::Demo),
                None => {}
            },
            Action::Retitle => match at {
                Some(Row::Session(at)) => {
                    let session = &sessions.sessions[at];
                    let editor = Editor::line(&*session.title);
                    self.renaming = Some((Named::Session(session.id), editor));
                }
                _ => return Some(say!(OffNoSession)),
            },
            Action::MyName => self.renaming = Some((Named::Me, Editor::line(&*sessions.name))),
            Action::KeepDraft => self.renaming = None,
            Action::Keep => {
                if let Some((named, editor)) = self.renaming.take() {
                    let words = editor.text().to_owned();
                    out.push(match named {
                        Named::Session(session) => Effect::Retitle {
                            session,
                            title: words,
                        },
                        Named::Me => Effect::CallMe(words),
                    });
                }
            }
            _ => {}
        }
        None
    }

    fn begin(&mut self, from: Option<SessionId>, out: &mut Vec<Effect>) {
        if let Some(script) = self.going_on.take() {
            self.at = 0;
            out.push(Effect::Begin { script, from });
        }
    }

    /// Searches anew where the list or the words have changed. Called before keys are taken and frames drawn.
    pub fn follow(&mut self, sessions: &Sessions) {
        let all = self.going_on.is_none();
        self.found.sync(sessions, self.search.text(), all);
    }

    /// Draws the home screen; answers where the cursor stands.
    pub fn draw(
        &mut self,
        sessions: &Sessions,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let line = inset(row(area, 0), 1);
        let left = paint.right(buf, line, paint.text(MsgId::StoredHere), Slot::Status);
        paint.line(buf, left, paint.text(MsgId::TitleUpturn), Slot::Title);
        paint.rule(buf, row(area, 1));
        self.follow(sessions);
        self.at = (self.at).min(self.found.rows().len().saturating_sub(1));
        let mut rest = inset(below(area, 2), 1);
        for trouble in sessions.troubles.iter().take(2) {
            let used = paint.wrapped(
                buf,
                Rect {
                    height: rest.height.min(2),
                    ..rest
                },
                &format!("! {trouble}"),
                Slot::Error,
            );
            rest = below(rest, used);
        }
        rest = doors::draw(&sessions.doors, paint, buf, rest);
        let found = self.found.sessions();
        let count = paint.say(&say!(SessionsFound, found, sessions.sessions.len()));
        let line = paint.right(buf, row(rest, 0), &count, Slot::Muted);
        let (label, editor) = match &mut self.renaming {
            Some((Named::Session(_), editor)) => (paint.text(MsgId::LabelTitle), editor),
            Some((Named::Me, editor)) => (paint.text(MsgId::LabelMyName), editor),
            None if self.going_on.is_some() => (paint.text(MsgId::LabelGoOnFrom), &mut self.search),
            None => (paint.text(MsgId::LabelFind), &mut self.search),
        };
        let taken = paint.line(buf, line, label, Slot::HintKey) + 1;
        let field = Rect {
            x: line.x + taken,
            width: line.width.saturating_sub(taken),
            ..line
        };
        let cursor = paint.editor(buf, field, editor, paint.text(MsgId::HintFind));
        let detail_height = match rest.height {
            0..16 => 0,
            16..28 => 5,
            _ => 8,
        };
        let list = below(
            Rect {
                height: rest.height - detail_height,
                ..rest
            },
            2,
        );
        if sessions.sessions.is_empty() && rest.height > 1 {
            paint.line(buf, row(rest, 1), paint.text(MsgId::Welcome), Slot::Heading);
        }
        self.draw_rows(sessions, paint, buf, list);
        if detail_height > 0 {
            let detail = Rect {
                y: rest.bottom() - detail_height,
                height: detail_height,
                ..rest
            };
            paint.rule(buf, detail);
            draw_detail(
                self.found.rows().get(self.at).copied(),
                sessions,
                paint,
                buf,
                below(detail, 1),
            );
        }
        cursor
    }

    fn draw_rows(&mut self, sessions: &Sessions, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let rows = self.found.rows();
        if rows.is_empty() {
            let search = self.search.text().trim();
            let words = match search {
                "" => say!(NothingFound),
                search => say!(NothingCalledHome, search),
            };
            paint.wrapped(buf, area, &paint.say(&words), Slot::Muted);
            return;
        }
        // A heading stands above the first row, and another where the scripts begin below sessions.
        let split = self.found.first_part();
        let second = usize::from(split > 0 && split < rows.len());
        let line_of = |row: usize| row + 1 + usize::from(row >= split) * second;
        let height = usize::from(area.height);
        self.page = height.saturating_sub(2);
        self.first = if self.at == 0 {
            0
        } else {
            scrolled(
                self.first,
                line_of(self.at),
                height,
                rows.len() + 1 + second,
            )
        };
        for (y, at) in (self.first..rows.len() + 1 + second)
            .take(height)
            .enumerate()
        {
            let line = row(area, u16::try_from(y).unwrap_or(0));
            if at == 0 && split > 0 {
                paint.line(buf, line, paint.text(MsgId::TitleSessions), Slot::Heading);
            } else if at == 0 || (second > 0 && at == split + 1) {
                paint.line(buf, line, paint.text(MsgId::TitleBegin), Slot::Heading);
            } else {
                let at = at - 1 - usize::from(at > split) * second;
                paint.hit(line, Hit::Row(at));
                draw_row(rows[at], at == self.at, sessions, paint, buf, line);
            }
        }
    }
}

fn draw_row(
    at: Row,
    selected: bool,
    sessions: &Sessions,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    line: Rect,
) {
    let mark = if selected {
        paint.glyph("▸ ", "> ")
    } else {
        "  "
    };
    let width = usize::from(line.width);
    let (name, right) = match at {
        Row::Session(at) => {
            let session = &sessions.sessions[at];
            let stage = if session.closed {
                paint.text(MsgId::IsClosed).to_owned()
            } else {
                paint.say(&say!(
                    StepOfShort,
                    session.step,
                    session.steps,
                    session.step_name.get(paint.lang)
                ))
            };
            (
                session.title.to_string(),
                format!(
                    "{}  {:>10}",
                    cells::fit(&stage, 22),
                    day(session.changed, sessions)
                ),
            )
        }
        Row::Script(at) => {
            let script = &sessions.scripts[at];
            let minutes = paint.say(&say!(TimeBoxOf, script.minutes));
            (
                format!("+ {}", script.title),
                if script.own {
                    format!("{} · {minutes}", paint.text(MsgId::LabelYours))
                } else {
                    format!("{} · {minutes}", script.framework)
                },
            )
        }
        Row::Fresh => (
            format!("+ {}", paint.text(MsgId::BeginFresh)),
            String::new(),
        ),
        Row::Broken(at) => {
            let file = &sessions.broken[at];
            let right = paint.say(&say!(ProblemsFound, file.problems));
            (format!("! {}", file.file), right)
        }
        Row::Example => (format!("+ {}", paint.text(MsgId::KeyDemo)), String::new()),
    };
    let right = if width < 60 {
        String::new()
    } else {
        cells::clip(&right, width / 2).into_owned()
    };
    let room = width.saturating_sub(cells::width(&right) + 4);
    let text = format!("{mark}{}  {right}", cells::fit(&name, room));
    let slot = if selected { Slot::Selected } else { Slot::Text };
    paint.line(buf, line, &cells::fit(&text, width), slot);
}

fn day(at: At, sessions: &Sessions) -> String {
    at.day(sessions.minutes_east)
        .map(|day| day.to_string())
        .unwrap_or_default()
}

/// What is known of the line with the cursor.
fn draw_detail(
    at: Option<Row>,
    sessions: &Sessions,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    match at {
        Some(Row::Session(at)) => {
            let session = &sessions.sessions[at];
            paint.line(buf, row(area, 0), &session.title, Slot::Title);
            let place = say!(
                StandsAtStep,
                session.step,
                session.steps,
                session.step_name.get(paint.lang)
            );
            paint.line(
                buf,
                row(area, 1),
                &format!("{} · {}", session.script.get(paint.lang), paint.say(&place)),
                Slot::Text,
            );
            if session.open_actions > 0 {
                paint.line(
                    buf,
                    row(area, 2),
                    &paint.say(&say!(OpenActions, session.open_actions)),
                    Slot::Text,
                );
            }
        }
        Some(Row::Script(at)) => {
            let script = &sessions.scripts[at];
            let title = format!(
                "{} · {}",
                script.title,
                paint.say(&say!(TimeBoxOf, script.minutes))
            );
            paint.line(buf, row(area, 0), &title, Slot::Title);
            let mut y = 1 + paint.wrapped(buf, below(area, 1), &script.about, Slot::Text);
            for (label, words) in [
                (MsgId::LabelRoomFor, &script.who),
                (MsgId::LabelLeaves, &script.leaves),
            ] {
                if !words.is_empty() && y < area.height {
                    let line = format!("{} {words}", paint.text(label));
                    y += paint.wrapped(buf, below(area, y), &line, Slot::Muted);
                }
            }
        }
        Some(Row::Broken(at)) => {
            let file = &sessions.broken[at];
            paint.line(buf, row(area, 0), &file.file, Slot::Title);
            paint.wrapped(buf, below(area, 1), &file.problem, Slot::Error);
        }
        Some(Row::Example) => {
            paint.wrapped(buf, area, paint.text(MsgId::AboutExample), Slot::Text);
        }
        Some(Row::Fresh) => {
            paint.wrapped(buf, area, paint.text(MsgId::AboutFresh), Slot::Text);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Sessions {
        let session = Summary {
            id: SessionId(uuid::Uuid::from_u128(5)),
            title: "Mill Valley".into(),
            script: "Turn the curve".into(),
            step: 1,
            steps: 10,
            step_name: "Purpose".into(),
            changed: At(0),
            closed: false,
            open_actions: 0,
            cards: 0,
        };
        let script = |id: &str, goes_on| ScriptLine {
            id: id.into(),
            title: id.into(),
            framework: "F".into(),
            minutes: 45,
            about: "".into(),
            who: "".into(),
            leaves: "".into(),
            own: false,
            goes_on,
        };
        Sessions {
            sessions: [session].into(),
            scripts: [script("talk", false), script("review", true)].into(),
            broken: [BrokenScript {
                file: "mine.json".into(),
                problem: "mine.json:1:1: it is empty".into(),
                problems: 3,
            }]
            .into(),
            ..Sessions::default()
        }
    }

    fn act(home: &mut Home, list: &Sessions, actions: &[Action]) -> (Vec<Effect>, Option<Msg>) {
        let mut out = Vec::new();
        let mut said = None;
        for action in actions {
            said = home.act(*action, list, &mut out);
        }
        (out, said)
    }

    #[test]
    fn a_script_that_takes_something_up_asks_from_which_session() {
        let (list, mut home) = (list(), Home::default());
        let down = Action::Down;
        let (out, said) = act(&mut home, &list, &[down, down, Action::Open]);
        assert!(out.is_empty() && said.is_some());
        let (out, _) = act(&mut home, &list, &[down, Action::Open]);
        assert!(
            matches!(&out[..], [Effect::Begin { script, from: Some(from) }]
            if **script == *"review" && *from == list.sessions[0].id)
        );

        // With nothing to take up, or where nothing is wanted, it begins at once.
        let (out, _) = act(&mut home, &list, &[down, down, Action::Open, Action::Open]);
        assert!(matches!(&out[..], [Effect::Begin { from: None, .. }]));
        let mut home = Home::default();
        let (out, _) = act(&mut home, &list, &[down, Action::Open]);
        assert!(matches!(&out[..], [Effect::Begin { from: None, .. }]));
        // Esc leaves the question, and the list is whole again.
        let (out, _) = act(
            &mut home,
            &list,
            &[down, down, Action::Open, Action::Back, Action::Open],
        );
        assert!(matches!(&out[..], [Effect::Open(_)]));
    }

    #[test]
    fn whoever_sits_here_says_what_they_are_called() {
        let list = Sessions {
            name: "ana".into(),
            ..list()
        };
        let mut home = Home::default();
        act(&mut home, &list, &[Action::MyName]);
        // The name as it is stands there to be changed.
        for letter in " Ruiz".chars() {
            home.press(Chord::char(letter));
        }
        let (out, _) = act(&mut home, &list, &[Action::Keep]);
        assert!(matches!(&out[..], [Effect::CallMe(name)] if name == "ana Ruiz"));
        let (out, _) = act(&mut home, &list, &[Action::MyName, Action::KeepDraft]);
        assert!(out.is_empty());
    }

    #[test]
    fn a_file_that_is_no_script_says_why() {
        let (list, mut home) = (list(), Home::default());
        let down = Action::Down;
        let (out, said) = act(&mut home, &list, &[down, down, down, Action::Open]);
        assert!(out.is_empty());
        let said = said.expect("a reason").render(Lang::En);
        assert!(
            said.contains("3 problems") && said.contains("mine.json:1:1"),
            "{said}"
        );
    }
}
