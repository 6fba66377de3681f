//! A session played again: the real screens over its past, with a bar to move about in time.
//!
//! It shows what everybody could see then and may see now ([`Past`]), and nothing is done in it. It draws from memory and
//! is told the time; whoever drives it asks [`Replay::due`] when to tell it again.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    clock::{self, of_day},
    keys::{Action, Scope},
    overlay::{Item, Overlay, Pick, Then, one_line},
    paint::{Paint, below, inset, row},
    table::{Around, Table},
};
use crate::{
    cells,
    content::slot::Slot,
    model::{At, CardId, Past, Presence, Seen, Seq, SessionId, Stop, Viewer},
    say,
    say::{Lang, MsgId},
};

mod player;

use player::Player;

/// How many lines stand under the screen: a rule, what happened, and the bar.
const FOOT: u16 = 3;

/// A session that is played again.
#[derive(Debug)]
pub struct Replay {
    past: Past,
    /// Where the room came to another step.
    steps: Vec<usize>,
    table: Option<Table>,
    player: Player,
    /// The change that the table shows.
    shown: Option<usize>,
    /// What it was, in words.
    caption: Option<(usize, Lang, String)>,
    /// Minutes east of UTC.
    east: i32,
    /// A copy can be made from here.
    copies: bool,
    lang: Lang,
    /// Where the bar was drawn last.
    bar: Rect,
}

impl Replay {
    /// The past of a session, at its beginning.
    pub fn new(past: Past, east: i32) -> Self {
        let stops = past.stops();
        let player = Player::new(stops.iter().map(|stop| stop.weight));
        let other = |at: &usize| stops[*at].room != stops[*at - 1].room;
        Self {
            steps: (1..stops.len()).filter(other).collect(),
            past,
            table: None,
            player,
            shown: None,
            caption: None,
            east,
            copies: false,
            lang: Lang::default(),
            bar: Rect::ZERO,
        }
    }

    /// Offers to make a copy from any moment.
    #[must_use]
    pub fn with_copies(self, copies: bool) -> Self {
        Self { copies, ..self }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.past.stops().is_empty()
    }

    /// Which session.
    pub fn session(&self) -> SessionId {
        self.past.id()
    }

    /// The past that is played.
    pub fn past_mut(&mut self) -> &mut Past {
        &mut self.past
    }

    /// The change that is shown.
    pub fn at(&self) -> usize {
        self.player.at()
    }

    /// Whether it plays by itself.
    pub fn is_playing(&self) -> bool {
        self.player.is_playing()
    }

    /// Goes to the change that this record made, or to the last before it that can be shown.
    pub fn go_to(&mut self, seq: Seq, now: At) {
        let behind = self.past.stops().partition_point(|stop| stop.seq <= seq);
        self.player.go(behind.saturating_sub(1), now);
    }

    /// Goes to a change by its number.
    pub fn go(&mut self, at: usize, now: At) {
        self.player.go(at, now);
    }

    /// So many times as fast or as slow as now.
    pub fn speed(&mut self, turns: i32, now: At) {
        for _ in 0..turns.unsigned_abs().min(8) {
            self.player.turn(turns > 0, now);
        }
    }

    /// Begins to play.
    pub fn play(&mut self, now: At) {
        if !self.player.is_playing() {
            self.player.toggle(now);
        }
    }

    /// When it wants to be told the time again; never while it stands still.
    pub fn due(&self) -> Option<At> {
        self.player.due()
    }

    /// Takes in the time.
    pub fn tick(&mut self, now: At) {
        self.player.tick(now);
    }

    /// The keys of the screen.
    pub fn scope() -> &'static Scope {
        &super::keys::REPLAY
    }

    /// What an action does; false where it is none of these. `typed` is the character of the key.
    pub fn act(&mut self, action: Action, typed: Option<char>, now: At) -> bool {
        let at = self.player.at();
        let last = self.past.stops().len().saturating_sub(1);
        match action {
            Action::PlayPause => self.player.toggle(now),
            Action::Faster => self.player.turn(true, now),
            Action::Slower => self.player.turn(false, now),
            Action::Left => self.stand(at.saturating_sub(1), now),
            Action::Right => self.stand((at + 1).min(last), now),
            Action::PageUp => self.player.go(self.step_before(at), now),
            Action::PageDown => self.player.go(self.step_after(at), now),
            Action::First => self.player.go(0, now),
            Action::Last => self.stand(last, now),
            Action::Digit => {
                let tenth = typed.and_then(|c| c.to_digit(10)).unwrap_or(0);
                self.player.go(last * tenth as usize / 10, now);
            }
            Action::Up | Action::Down => self.move_cursor(action),
            _ => return false,
        }
        true
    }

    /// A place on the screen was clicked; false where it is not on the bar.
    pub fn click(&mut self, column: u16, row: u16, now: At) -> bool {
        let bar = self.bar;
        if !bar.contains((column, row).into()) {
            return false;
        }
        let cells = usize::from(bar.width);
        let wanted = usize::from(column - bar.x);
        let count = self.past.stops().len();
        let before = |at: &usize| self.player.cell_of(*at, cells) <= wanted;
        let at = (0..count).rev().find(before).unwrap_or(0);
        self.player.go(at, now);
        true
    }

    /// One change on or back is looked at: it no longer plays.
    fn stand(&mut self, at: usize, now: At) {
        self.player.pause(now);
        self.player.go(at, now);
    }

    /// Where the room came to the step that it is at, or to the one before where that is here.
    fn step_before(&self, at: usize) -> usize {
        let begun = self.steps.partition_point(|begins| *begins < at);
        begun.checked_sub(1).map_or(0, |one| self.steps[one])
    }

    /// Where the room came to its next step.
    fn step_after(&self, at: usize) -> usize {
        let begun = self.steps.partition_point(|begins| *begins <= at);
        let last = self.past.stops().len().saturating_sub(1);
        self.steps.get(begun).copied().unwrap_or(last)
    }

    fn move_cursor(&mut self, action: Action) {
        let lang = self.lang;
        if let Some(table) = &mut self.table {
            let mut ids = uuid::Uuid::nil;
            let session = self.past.session(self.player.at());
            let seen = Seen::new(session, Viewer::Projector).in_lang(lang);
            // It only moves about: nothing comes of it.
            let mut out = Vec::new();
            let _ = table.act(action, seen, &mut ids, &mut out);
        }
    }

    /// What can be made of the moment that is shown. `back` is whether its card can come back as it was.
    pub fn offers_here(&self, back: bool) -> Option<Overlay> {
        let stop = self.past.stops().get(self.player.at())?;
        let item = |word: &str, label: MsgId, detail: &str| Item {
            pick: Pick::Word(word.into()),
            label: label.text(self.lang).to_owned(),
            detail: detail.to_owned(),
            on: false,
        };
        let mut items = Vec::new();
        if self.copies {
            let detail = MsgId::FromHereCopyDetail.text(self.lang);
            items.push(item("copy", MsgId::FromHereCopy, detail));
        }
        if back && stop.card.is_some() {
            items.push(item("card", MsgId::FromHereCard, ""));
        }
        items.push(item("", MsgId::FromHereNothing, ""));
        let title = say!(TitleFromHere, self.stamp(stop.at)).render(self.lang);
        Some(Overlay::choose(title, items, Then::FromHere))
    }

    /// The day and time of a moment, as it is at the seat.
    pub fn stamp(&self, at: At) -> String {
        clock::moment(at, self.east)
    }

    /// What a copy from the moment that is shown is called.
    pub fn copy_title(&self) -> String {
        let at = self.here().map_or(At(0), |stop| stop.at);
        say!(CopyTitle, self.past.title(), self.stamp(at)).render(self.lang)
    }

    /// The moment that is shown.
    pub fn here(&self) -> Option<&Stop> {
        self.past.stops().get(self.player.at())
    }

    /// The card of the moment that is shown, and the record.
    pub fn card(&self) -> Option<(CardId, Seq)> {
        let stop = self.here()?;
        Some((stop.card?, stop.seq))
    }

    /// What happened at the moment that is shown: when, who, what.
    fn caption(&mut self, lang: Lang) -> String {
        let at = self.player.at();
        if let Some((of, known, words)) = &self.caption
            && (*of, *known) == (at, lang)
        {
            return words.clone();
        }
        let words = self.words(at, lang);
        self.caption = Some((at, lang, words.clone()));
        words
    }

    fn words(&mut self, at: usize, lang: Lang) -> String {
        let time = self
            .past
            .stops()
            .get(at)
            .map(|stop| of_day(stop.at, self.east));
        let Some((time, (name, did))) = time.zip(self.past.did(at)) else {
            return MsgId::ReplayEmpty.text(lang).to_owned();
        };
        let name = name.unwrap_or_else(|| MsgId::Someone.text(lang).to_owned());
        say!(ReplayCaption, time, name, one_line(&did.render(lang))).render(lang)
    }

    /// All of it as sentences, under the steps at which the room was and the days.
    pub fn lines(&mut self, from: usize, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        let mut under = None;
        for at in from..self.past.stops().len() {
            let stop = self.past.stops()[at].clone();
            let session = self.past.session(at);
            let seen = Seen::new(session, Viewer::Projector).in_lang(lang);
            let day = stop.at.day(self.east);
            let heading = (stop.room.clone(), day);
            if under.as_ref() != Some(&heading) {
                if let Some((step_at, step)) = seen.script().step(&stop.room) {
                    let count = seen.script().steps.len();
                    let place = say!(StepOf, step_at + 1, count, step.name(lang)).render(lang);
                    let day = day.map(|day| day.to_string()).unwrap_or_default();
                    lines.push(say!(HistoryStep, place, day).render(lang));
                }
                under = Some(heading);
            }
            lines.push(self.words(at, lang));
        }
        lines
    }

    /// Draws the moment that is shown, above the lines that `hints` will take.
    pub fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        self.lang = paint.lang;
        let body = Rect {
            height: area.height.saturating_sub(FOOT),
            ..area
        };
        let foot = below(area, body.height);
        let at = self.player.at();
        let caption = self.caption(paint.lang);
        self.draw_table(at, paint, buf, body);
        paint.rule(buf, row(foot, 0));
        let title = format!(" {} ", paint.text(MsgId::ReplayTitle));
        paint.line(buf, inset(row(foot, 0), 1), &title, Slot::Accent);
        paint.line(buf, inset(row(foot, 1), 1), &caption, Slot::Title);
        self.draw_bar(at, paint, buf, inset(row(foot, 2), 1));
    }

    fn draw_table(&mut self, at: usize, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let Some(stop) = self.past.stops().get(at).cloned() else {
            return;
        };
        let session = self.past.session(at);
        let seen = Seen::new(session, Viewer::Projector).in_lang(paint.lang);
        let table = self.table.get_or_insert_with(|| Table::new(seen, ""));
        table.roam(&stop.step, seen);
        if self.shown.replace(at) != Some(at)
            && let Some(card) = stop.card
        {
            table.show(&stop.step, card, seen);
        }
        let nobody = Arc::new(Presence::default());
        let around = Around {
            presence: &nobody,
            not_saved: None,
            lead: None,
        };
        table.draw(seen.looking_at(Some(&stop.step)), &around, paint, buf, area);
    }

    /// How far it is: a line with a mark for each step that the room came to, and how fast it goes.
    fn draw_bar(&mut self, at: usize, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        let count = self.past.stops().len();
        let sign = if self.player.is_playing() {
            paint.glyph("▶", ">").to_owned()
        } else {
            paint.text(MsgId::ReplayPaused).to_owned()
        };
        let speed = format!("{}", self.player.speed());
        let place = say!(ReplayAt, (at + 1).min(count), count);
        let told = format!(
            "  {}  {}  {sign}",
            paint.say(&place),
            paint.say(&say!(ReplaySpeed, speed))
        );
        let left = paint.right(buf, line, &told, Slot::Status);
        self.bar = left;
        let cells = usize::from(left.width);
        if cells < 4 || count == 0 {
            return;
        }
        let far = self.player.far(cells);
        let mut bar: Vec<&str> = vec![paint.glyph("─", "-"); cells];
        for done in bar.iter_mut().take(far) {
            *done = paint.glyph("━", "=");
        }
        for begins in &self.steps {
            bar[self.player.cell_of(*begins, cells)] = paint.glyph("┃", "|");
        }
        bar[far] = paint.glyph("●", "O");
        let (before, after) = bar.split_at(far + 1);
        let used = paint.line(buf, left, &before.concat(), Slot::Accent);
        let rest = Rect {
            x: left.x + used,
            width: left.width.saturating_sub(used),
            ..left
        };
        paint.line(
            buf,
            rest,
            &cells::clip(&after.concat(), usize::from(rest.width)),
            Slot::Muted,
        );
    }
}
