//! A table in a test: seats of given sizes at one session, driven by keys alone, read as rows of text.
//!
//! There is no runtime and no disk: commands go straight through `decide` and `apply`, as the room would do it.

use std::{collections::BTreeMap, sync::Arc};

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};
use uuid::Uuid;

use super::{
    home::Sessions,
    input::{Chord, Input, parse_keys},
    seat::{Effect, Looks, Seat, Told, World},
    theme::{Depth, Theme},
};
use crate::{
    content::theme::Themes,
    model::{
        At, Command, CommandId, Event, Member, MemberId, Record, Request, Role, Script, Seen,
        Session, SessionId,
    },
    say::Lang,
};

/// Seats at one session.
pub struct Scene {
    /// The session as it stands.
    pub session: Session,
    /// What the home screen shows.
    pub sessions: Sessions,
    /// What went out of seats and is not for the room.
    pub effects: Vec<Effect>,
    seats: BTreeMap<String, (Seat, MemberId, (u16, u16))>,
    made: u128,
    now: i64,
    /// How long after the one before each key is pressed, in milliseconds.
    pause: i64,
}

impl Scene {
    /// A session of a script, led by `ana` at a screen of 80×24.
    pub fn of(script: &str) -> Self {
        let script: Script = serde_json::from_str(script).expect("a script");
        let mut scene = Self {
            session: Session::new(SessionId(Uuid::from_u128(1))),
            sessions: Sessions::default(),
            effects: Vec::new(),
            seats: BTreeMap::new(),
            made: 1_000,
            now: 1_700_000_000_000,
            pause: 1_000,
        };
        let you = scene.member("Ana", Role::Facilitator);
        let id = you.id;
        let title = "Mill Valley".into();
        scene
            .ask(
                id,
                Command::Begin {
                    script: Arc::new(script),
                    title,
                    you,
                },
            )
            .expect("a beginning");
        scene.seat("ana", id, 80, 24);
        scene
    }

    /// A seat for Ana, who leads, at a session that is there already.
    pub fn around(session: Session) -> Self {
        let ana = {
            let mut members = Seen::new(&session, crate::model::Viewer::Minutes).members();
            members.next().expect("somebody who leads").id
        };
        let mut scene = Self {
            session,
            sessions: Sessions::default(),
            effects: Vec::new(),
            seats: BTreeMap::new(),
            made: 1_000_000,
            now: 1_700_000_000_000,
            pause: 1_000,
        };
        scene.seat("ana", ana, 80, 24);
        scene
    }

    /// Lets a session that is played again at a seat come to its end; answers how long that took, in milliseconds.
    pub fn play(&mut self, name: &str) -> i64 {
        let (seat, ..) = self.seats.get_mut(name).expect("a seat");
        let begun = self.now;
        while let Some(due) = seat.replay_due() {
            assert!(due.0 > self.now, "time stands still");
            self.now = due.0;
            seat.tick_replay(due);
        }
        self.now - begun
    }

    /// A session of a script that ships with the program.
    pub fn shipped(name: &str) -> Self {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/sessions/");
        Self::of(&std::fs::read_to_string(format!("{file}{name}.json")).expect("a shipped script"))
    }

    fn member(&mut self, name: &str, role: Role) -> Member {
        Member::new(MemberId(self.id()), name, role)
    }

    fn id(&mut self) -> Uuid {
        self.made += 1;
        Uuid::from_u128(self.made)
    }

    fn seat(&mut self, name: &str, id: MemberId, columns: u16, rows: u16) {
        let looks = Looks {
            theme: Theme::terminal(Depth::Mono),
            lang: Lang::En,
            ascii: false,
            thick: false,
        };
        let mut seat = Seat::new(id, looks, columns, rows);
        seat.sit(look(&self.session, &seat), "");
        self.seats
            .insert(name.to_owned(), (seat, id, (columns, rows)));
    }

    /// Someone else sits down, as a member of the room.
    pub fn join(&mut self, name: &str, role: Role, columns: u16, rows: u16) {
        let member = self.member(name, role);
        let id = member.id;
        let record = self.record(id, vec![Event::Joined { member }]);
        self.session.apply(record);
        self.seat(name, id, columns, rows);
    }

    /// A seat's screen looks otherwise from now on.
    fn look_as(&mut self, name: &str, change: impl FnOnce(&mut Looks)) {
        if let Some((seat, ..)) = self.seats.get_mut(name) {
            let mut looks = seat.looks().clone();
            change(&mut looks);
            seat.look(looks);
        }
    }

    /// The seat's screen shows ASCII only from now on.
    pub fn ascii(&mut self, name: &str) {
        self.draws_ascii(name, true);
    }

    /// Whether the seat's screen shows ASCII only from now on.
    pub fn draws_ascii(&mut self, name: &str, ascii: bool) {
        self.look_as(name, |looks| looks.ascii = ascii);
    }

    /// The seat speaks another language from now on.
    pub fn speak(&mut self, name: &str, lang: Lang) {
        self.look_as(name, |looks| looks.lang = lang);
    }

    /// The seat's screen has this theme from now on.
    pub fn wear(&mut self, name: &str, theme: Theme) {
        self.look_as(name, |looks| looks.theme = theme);
    }

    /// What is being written at a seat, as it is kept on disk.
    pub fn drafts(&self, name: &str) -> String {
        self.seats[name].0.drafts_to_keep().unwrap_or_default()
    }

    /// The seat's screen gets another size.
    pub fn resize(&mut self, name: &str, columns: u16, rows: u16) {
        self.input(name, Input::Resize { columns, rows });
        if let Some((_, _, size)) = self.seats.get_mut(name) {
            *size = (columns, rows);
        }
    }

    fn record(&mut self, by: MemberId, ev: Vec<Event>) -> Record {
        self.now += 1_000;
        Record {
            v: Record::VERSION,
            id: CommandId(self.id()),
            at: At(self.now),
            by,
            ev,
        }
    }

    /// Asks the session as a member, past any screen.
    pub fn ask(&mut self, by: MemberId, command: Command) -> Result<(), crate::model::Rejection> {
        let id = CommandId(self.id());
        self.ask_as(id, by, command)
    }

    fn ask_as(
        &mut self,
        id: CommandId,
        by: MemberId,
        command: Command,
    ) -> Result<(), crate::model::Rejection> {
        self.now += self.pause;
        let request = Request {
            id,
            by,
            at: At(self.now),
            command,
        };
        let ev = self.session.decide(&request)?;
        if !ev.is_empty() {
            self.session.apply(Record {
                v: Record::VERSION,
                id,
                at: request.at,
                by,
                ev,
            });
        }
        Ok(())
    }

    /// Types keys at a seat, in the notation of [`parse_keys`].
    pub fn press(&mut self, name: &str, keys: &str) {
        for chord in parse_keys(keys).expect("keys") {
            self.chord(name, chord);
        }
        self.rest(name);
    }

    /// The hands rest: what shows itself after a while has done so.
    pub fn rest(&mut self, name: &str) {
        if let Some((seat, ..)) = self.seats.get_mut(name)
            && let Some(at) = seat.wakes_at()
        {
            seat.wake(at);
        }
    }

    /// The commands that the list on top offers.
    pub fn offered(&self, name: &str) -> Vec<super::keys::Action> {
        self.seats[name].0.offered()
    }

    /// All that can be clicked at a seat.
    pub fn clickable(&mut self, name: &str) -> Vec<(Rect, super::hits::Hit)> {
        self.draw(name);
        self.seats[name].0.clickable()
    }

    /// Somebody clicks on these words, where they stand first.
    pub fn click(&mut self, name: &str, words: &str) {
        let text = self.text(name);
        let found = text
            .lines()
            .enumerate()
            .find_map(|(row, line)| Some((row, &line[..line.find(words)?])));
        let (row, before) = found.unwrap_or_else(|| panic!("no “{words}” in\n{text}"));
        let cell = |n: usize| u16::try_from(n).expect("a cell");
        let (column, row) = (cell(crate::cells::width(before)), cell(row));
        self.input(name, Input::Click { column, row });
        self.rest(name);
    }

    /// The seat stands where it is later, by so many minutes.
    pub fn in_zone(&mut self, name: &str, minutes_east: i32) {
        if let Some((seat, id, size)) = self.seats.remove(name) {
            let moved = (seat.in_zone(minutes_east), id, size);
            self.seats.insert(name.to_owned(), moved);
        }
    }

    /// The seat is used to other keys from now on.
    pub fn used_to(&mut self, name: &str, habits: super::seat::Habits) {
        if let Some((seat, ..)) = self.seats.get_mut(name) {
            seat.learn(habits);
        }
    }

    /// Types keys as quickly as people write words.
    pub fn write(&mut self, name: &str, keys: &str) {
        self.pause = 150;
        self.press(name, keys);
        self.pause = 1_000;
    }

    /// Types one key at a seat.
    pub fn chord(&mut self, name: &str, chord: Chord) {
        self.input(name, Input::Key(chord));
    }

    /// Types keys that come faster than frames, as those of a typist who knows what to write: one frame follows them all.
    pub fn burst(&mut self, name: &str, chords: &[Chord]) {
        for chord in chords {
            self.take(name, Input::Key(*chord));
        }
        self.draw(name);
    }

    /// The form that is open at a seat, for what a test wants to know of it before it types.
    pub fn form(&self, name: &str) -> Option<&super::form::Form> {
        self.seats[name].0.form()
    }

    /// Pastes text at a seat.
    pub fn paste(&mut self, name: &str, text: &str) {
        self.input(name, Input::paste(text));
    }

    /// Something happens at a seat.
    pub fn input(&mut self, name: &str, input: Input) {
        self.take(name, input);
        // A frame follows every input, as in the real program: screens learn there what changed.
        self.draw(name);
    }

    /// Somebody clicks here and there, faster than frames.
    pub fn clicks(&mut self, name: &str, cells: impl IntoIterator<Item = (u16, u16)>) {
        for (column, row) in cells {
            self.take(name, Input::Click { column, row });
        }
    }

    fn take(&mut self, name: &str, input: Input) {
        let (mut seat, me, size) = self.seats.remove(name).expect("a seat");
        self.now += self.pause;
        let mut made = self.made;
        let mut ids = || {
            made += 1;
            Uuid::from_u128(made)
        };
        let world = World::Table(look(&self.session, &seat));
        let effects = seat.update(
            input,
            &mut Told {
                world,
                now: At(self.now),
                ids: &mut ids,
            },
        );
        self.made = made;
        for effect in effects {
            match effect {
                Effect::Send { id, command, form } => {
                    let answer = self
                        .ask_as(CommandId(id), me, command)
                        .map_err(|rejection| rejection.0);
                    seat.answered(answer, form);
                }
                Effect::Themes => seat.choose_theme(Themes::shipped()),
                other => self.effects.push(other),
            }
        }
        self.seats.insert(name.to_owned(), (seat, me, size));
    }

    /// A seat goes to the home screen, and opens the session again.
    pub fn leave_and_come_back(&mut self, name: &str) {
        let (mut seat, me, size) = self.seats.remove(name).expect("a seat");
        seat.go_home();
        seat.sit(look(&self.session, &seat), "");
        self.seats.insert(name.to_owned(), (seat, me, size));
    }

    /// Who sits at a seat.
    pub fn member_of(&self, name: &str) -> MemberId {
        self.seats[name].1
    }

    /// What time it is.
    pub fn now(&self) -> At {
        At(self.now)
    }

    /// Time goes on, and nobody presses a key.
    pub fn pass(&mut self, millis: i64) {
        self.now += millis;
        for (seat, ..) in self.seats.values_mut() {
            seat.tick(At(self.now));
        }
    }

    /// When time alone makes another picture of a seat, in milliseconds from now, as it was drawn last.
    pub fn ticks_in(&mut self, name: &str) -> Option<i64> {
        self.draw(name);
        let (seat, ..) = self.seats.get(name).expect("a seat");
        Some(seat.ticks_at()?.0 - self.now)
    }

    /// Shows a seat who else is here.
    pub fn present(&mut self, name: &str, presence: Arc<crate::model::Presence>) {
        if let Some((seat, ..)) = self.seats.get_mut(name) {
            seat.present(presence);
        }
    }

    /// A seat is shown what its guest is to read before all else.
    pub fn welcome(&mut self, name: &str, words: &str) {
        if let Some((seat, ..)) = self.seats.get_mut(name) {
            seat.welcome(
                &crate::say!(Exported, "title"),
                &[crate::say!(Exported, words)],
            );
        }
    }

    /// A seat waits at the door.
    pub fn wait(&mut self, name: &str) {
        if let Some((seat, ..)) = self.seats.get_mut(name) {
            seat.wait();
        }
    }

    /// All that a key may change: the screen, what went out of the seat, and the session.
    pub fn trace(&mut self, name: &str) -> (String, usize, crate::model::Seq) {
        (
            self.text(name) + &self.styles(name),
            self.effects.len(),
            self.seen().version(),
        )
    }

    /// The seat's screen as it is drawn now.
    pub fn draw(&mut self, name: &str) -> (Buffer, Option<(u16, u16)>) {
        let (seat, _, size) = self.seats.get_mut(name).expect("a seat");
        let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let world = World::Table(look(&self.session, seat));
        let cursor = seat.draw(world, &mut buf);
        (buf, cursor.map(|at| (at.x, at.y)))
    }

    /// The seat's screen as rows of text, with no space at their ends.
    pub fn text(&mut self, name: &str) -> String {
        rows(&self.draw(name).0, |cell| cell.symbol().to_owned())
    }

    /// The seat's screen as rows of marks: `r` reversed, `b` bold, `i` italic, `u` underlined, `.` plain.
    pub fn styles(&mut self, name: &str) -> String {
        rows(&self.draw(name).0, |cell| {
            let marks = [
                (Modifier::REVERSED, "r"),
                (Modifier::BOLD, "b"),
                (Modifier::ITALIC, "i"),
                (Modifier::UNDERLINED, "u"),
            ];
            let mark = marks
                .iter()
                .find(|(modifier, _)| cell.modifier.contains(*modifier));
            let blank = cell.symbol() == " " && !cell.modifier.contains(Modifier::REVERSED);
            mark.filter(|_| !blank)
                .map_or(if blank { " " } else { "." }, |(_, mark)| mark)
                .to_owned()
        })
    }

    /// The facilitator's view of the session, for what a test wants to know beyond the screen.
    pub fn seen(&self) -> Seen<'_> {
        let (seat, ..) = &self.seats["ana"];
        look(&self.session, seat)
    }
}

/// The session as a seat sees it, as the driver shows it.
fn look<'a>(session: &'a Session, seat: &Seat) -> Seen<'a> {
    Seen::new(session, seat.viewer())
        .in_lang(seat.lang())
        .looking_at(seat.roams_at())
}

pub(in crate::ui) fn rows(buf: &Buffer, show: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let mut text = String::new();
    for y in 0..buf.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buf.area.width {
            let cell = &buf[(x, y)];
            line.push_str(&show(cell));
            x += u16::try_from(crate::cells::width(cell.symbol()))
                .unwrap_or(1)
                .max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
