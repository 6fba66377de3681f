//! The history: who did what when, the newest first, under the step at which the room was. What is typed searches it.
//!
//! The window says what is asked about a line; whether it may be done the room decides.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Pressed,
    list::{List, draw_search},
};
use crate::{
    cells,
    content::slot::Slot,
    model::{CardId, Seen, Seq, StepId, seen::Done},
    say,
    say::{Lang, MsgId},
    ui::{
        clock,
        keys::{Action, Facts},
        paint::{Paint, below, inset, middle, row, scrolled},
    },
};

/// What is asked about a line of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryAsk {
    /// This seat goes there.
    Go(Seq),
    /// The card comes back as it was after it.
    AsItWas(CardId, Seq),
    /// It is taken back.
    TakeBack(Seq),
    /// The session is played again from there.
    Play(Seq),
}

/// Names are cut from here on.
const NAME: usize = 14;

/// The history of a session.
#[derive(Debug)]
pub struct History {
    entries: Vec<Entry>,
    version: Option<Seq>,
    lang: Lang,
    /// Minutes east of UTC, for the time of day.
    east: i32,
    leads: bool,
    read_only: bool,
    /// How wide names are shown.
    names: usize,
    /// The search and the cursor.
    pub(super) list: List,
}

/// One line.
#[derive(Debug)]
struct Entry {
    seq: Seq,
    time: String,
    name: String,
    did: String,
    /// The step and the day that it stands under.
    under: String,
    /// All of it, to be searched.
    searched: String,
    card: Option<CardId>,
    step: StepId,
    own: bool,
    undone: bool,
}

impl History {
    /// The history as one viewer may read it.
    pub fn new(seen: Seen<'_>, east: i32) -> Self {
        let mut history = Self {
            entries: Vec::new(),
            version: None,
            lang: seen.lang(),
            east,
            leads: false,
            read_only: false,
            names: 0,
            list: List::default(),
        };
        history.refresh(seen);
        history
    }

    /// Reads what was done since. The cursor stays at its line.
    pub fn refresh(&mut self, seen: Seen<'_>) {
        self.leads = seen.leads();
        self.read_only = seen.is_closed() || seen.is_newer();
        if self.version == Some(seen.version()) && self.lang == seen.lang() {
            return;
        }
        let at = self.entry().map(|entry| entry.seq);
        (self.version, self.lang) = (Some(seen.version()), seen.lang());
        let me = seen.me().map(|me| me.id);
        let log = seen.log().into_iter().rev();
        self.entries = log.map(|done| entry(done, seen, self.east, me)).collect();
        let names = self.entries.iter().map(|entry| cells::width(&entry.name));
        self.names = names.max().unwrap_or(0).min(NAME);
        self.list.forget();
        self.find();
        if let Some(seq) = at {
            let place = |hit: &usize| self.entries[*hit].seq == seq;
            self.list.at = self.list.hits().iter().position(place).unwrap_or(0);
        }
    }

    /// The lines, the newest first, for whoever reads them one after the other.
    pub fn lines(&self) -> Vec<String> {
        let mut under = "";
        let mut lines = Vec::new();
        for entry in &self.entries {
            if entry.under != under {
                under = &entry.under;
                lines.push(under.to_owned());
            }
            let words = say!(HistoryLine, &*entry.time, &*entry.name, &*entry.did);
            let words = words.render(self.lang);
            lines.push(if entry.undone {
                format!("{words} ({})", MsgId::HistoryUndone.text(self.lang))
            } else {
                words
            });
        }
        lines
    }

    fn find(&mut self) {
        let entries = &self.entries;
        self.list.find(|search| {
            let search = search.to_lowercase();
            let words: Vec<&str> = search.split_whitespace().collect();
            let fits = |entry: &Entry| words.iter().all(|word| entry.searched.contains(word));
            let entries = entries.iter().enumerate();
            let found = entries.filter(|(_, entry)| fits(entry));
            found.map(|(at, _)| at).collect()
        });
    }

    fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.list.hit()?)
    }

    pub(super) fn finds_nothing(&mut self) -> bool {
        self.find();
        self.list.hits().is_empty()
    }

    /// What keys may ask about.
    pub fn facts(&self, facts: &mut Facts) {
        let entry = self.entry();
        facts.entry = entry.is_some();
        facts.entry_card = entry.is_some_and(|entry| entry.card.is_some());
        facts.entry_own = entry.is_some_and(|entry| entry.own);
        facts.leads = self.leads;
        facts.read_only = self.read_only;
    }

    /// What a line says was done.
    pub fn did(&self, seq: Seq) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| entry.seq == seq)?;
        Some(&entry.did)
    }

    /// The step of a line, and its card.
    pub fn place(&self, seq: Seq) -> Option<(&StepId, Option<CardId>)> {
        let entry = self.entries.iter().find(|entry| entry.seq == seq)?;
        Some((&entry.step, entry.card))
    }

    pub(super) fn act(&mut self, action: Action) -> Pressed {
        self.find();
        if self.list.act(action) {
            return Pressed::Stay;
        }
        let Some(entry) = self.entry() else {
            return Pressed::Stay;
        };
        Pressed::History(match action {
            Action::Open => HistoryAsk::Go(entry.seq),
            Action::AsItWas => match entry.card {
                Some(card) => HistoryAsk::AsItWas(card, entry.seq),
                None => return Pressed::Stay,
            },
            Action::TakeBack => HistoryAsk::TakeBack(entry.seq),
            Action::Replay => HistoryAsk::Play(entry.seq),
            _ => return Pressed::Stay,
        })
    }

    pub(super) fn draw(
        &mut self,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.find();
        let at = middle(area, 100, area.height.saturating_sub(1));
        let title = paint.text(MsgId::TitleHistory);
        let inside = inset(paint.window(buf, at, title, Slot::OverlayBorder), 1);
        let cursor = draw_search(&mut self.list, paint, buf, row(inside, 0));
        let rows = below(inside, 2);
        let height = usize::from(rows.height);
        if self.list.says_nothing(paint, buf, rows) {
            return cursor;
        }
        if self.list.hits().is_empty() {
            paint.line(buf, rows, paint.text(MsgId::HistoryNothing), Slot::Muted);
            return cursor;
        }
        // A line under every other step or day says which; the cursor passes over it. Far from the cursor nothing is looked at.
        let hits = self.list.hits();
        let at = self.list.at.min(hits.len() - 1);
        let from = at.saturating_sub(height * 2);
        let mut lines: Vec<(usize, bool)> = Vec::new();
        for (place, hit) in hits.iter().enumerate().skip(from).take(height * 4) {
            let before = place
                .checked_sub(1)
                .map(|one| &self.entries[hits[one]].under);
            if before != Some(&self.entries[*hit].under) {
                lines.push((place, true));
            }
            lines.push((place, false));
        }
        let here = lines
            .iter()
            .position(|line| *line == (at, false))
            .unwrap_or(0);
        let first = lines
            .iter()
            .position(|(place, _)| *place >= self.list.first)
            .unwrap_or(0);
        let mut first = scrolled(first, here, height, lines.len());
        // The heading over the first line comes into sight with it.
        if first > 0
            && lines.get(first - 1).is_some_and(|(_, heading)| *heading)
            && here < first + height - 1
        {
            first -= 1;
        }
        let top = lines.get(first).map_or(0, |(place, _)| *place);
        for (y, (place, heading)) in (0..rows.height).zip(lines.iter().skip(first)) {
            let entry = &self.entries[hits[*place]];
            let line = row(rows, y);
            if *heading {
                paint.line(buf, line, &entry.under, Slot::Heading);
            } else {
                draw_entry(entry, *place == at, self.names, paint, buf, line);
            }
        }
        (self.list.at, self.list.first, self.list.page) = (at, top, height);
        cursor
    }
}

fn draw_entry(
    entry: &Entry,
    selected: bool,
    names: usize,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    line: Rect,
) {
    let mark = if selected {
        paint.glyph("▸", ">")
    } else {
        " "
    };
    let slot = match (selected, entry.undone) {
        (true, _) => Slot::Selected,
        (false, true) => Slot::Disabled,
        (false, false) => Slot::Overlay,
    };
    let width = usize::from(line.width);
    let undone = if entry.undone {
        format!("  {}", paint.text(MsgId::HistoryUndone))
    } else {
        String::new()
    };
    let name = cells::fit(&entry.name, if width < 60 { names.min(8) } else { names });
    let head = format!("{mark} {} {name} ", entry.time);
    let room = width.saturating_sub(cells::width(&head) + cells::width(&undone));
    let words = format!("{head}{}{undone}", cells::fit(&entry.did, room.max(1)));
    paint.line(buf, line, &cells::fit(&words, width), slot);
}

fn entry(done: Done<'_>, seen: Seen<'_>, east: i32, me: Option<crate::model::MemberId>) -> Entry {
    let lang = seen.lang();
    let name = match done.by {
        Some(member) => member.name.to_string(),
        None => MsgId::Someone.text(lang).to_owned(),
    };
    let step = seen.script().step(&done.step);
    let step_name = step.map_or_else(String::new, |(at, step)| {
        format!("{} {}", at + 1, step.name(lang))
    });
    let day = done.at.day(east).map(|day| day.to_string());
    let under = say!(HistoryStep, step_name, day.unwrap_or_default()).render(lang);
    let did = one_line(&done.did.render(lang));
    let time = clock::of_day(done.at, east);
    let searched = format!("{name} {did} {under} {time}").to_lowercase();
    let page = done
        .card
        .and_then(|card| Some(seen.card(card)?.step().clone()));
    Entry {
        seq: done.seq,
        own: done.by.is_some_and(|by| Some(by.id) == me),
        step: page.unwrap_or(done.step),
        card: done.card,
        undone: done.undone,
        time,
        name,
        did,
        under,
        searched,
    }
}

/// Words that stand on one line, whatever breaks they have.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
