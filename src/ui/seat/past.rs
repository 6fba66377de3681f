//! What a seat does about the past: its history, and the session played again.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Effect, Place, Seat, Told, World, people::send};
use crate::{
    model::{At, Command, CopyAs, Past, Seq, SessionId},
    say,
    ui::{
        keys::Action,
        overlay::{History, HistoryAsk, Overlay, Pick},
        paint::Paint,
        replay::Replay,
    },
};

impl Seat {
    /// Opens the history.
    pub(super) fn open_history(&mut self, told: &Told<'_>) {
        if let World::Table(seen) = told.world {
            let history = History::new(seen, self.east);
            self.overlays.push(Overlay::History(history));
        }
    }

    /// Plays the session on the table again, from this record where one is named. Whoever leads may make a copy of it.
    pub fn replay_here(&mut self, past: Past, from: Option<Seq>, leads: bool, now: At) {
        let mut replay = Replay::new(past, self.east).with_copies(leads && !self.guest);
        if let Some(seq) = from {
            replay.go_to(seq, now);
        } else {
            replay.play(now);
        }
        self.show_replay(replay);
    }

    /// Plays a session again over what is before the seat.
    pub fn replay(&mut self, past: Past, now: At) {
        let mut replay = Replay::new(past, self.east).with_copies(!self.guest);
        replay.play(now);
        self.show_replay(replay);
    }

    /// Begins at a change, and plays so many times as fast or as slow.
    pub fn replay_from(&mut self, at: Option<usize>, turns: i32, now: At) {
        if let Some(replay) = &mut self.replay {
            if let Some(at) = at {
                replay.go(at, now);
            }
            replay.speed(turns, now);
        }
    }

    /// Whether a session is played again.
    pub fn is_replaying(&self) -> bool {
        self.replay.is_some()
    }

    fn show_replay(&mut self, replay: Replay) {
        if replay.is_empty() {
            self.tell(say!(ReplayEmpty), false);
            return;
        }
        if let Place::Table(table) = &mut self.at {
            table.stash();
        }
        self.overlays.clear();
        // That it was being read is over.
        self.notice = None;
        self.replay = Some(Box::new(replay));
        self.stale = true;
    }

    /// A place on the screen was clicked: on the bar it is a moment. False where nothing is played again.
    pub(super) fn click_replay(&mut self, column: u16, row: u16) -> bool {
        let here = self.overlays.is_empty();
        let now = self.now;
        let replay = self.replay.as_mut().filter(|_| here);
        replay.is_some_and(|replay| replay.click(column, row, now))
    }

    /// When a session that is played again has something else to show.
    pub(in crate::ui) fn replay_due(&self) -> Option<At> {
        // Under a window it stands.
        self.replay
            .as_ref()
            .filter(|_| self.overlays.is_empty())
            .and_then(|replay| replay.due())
    }

    /// Time has gone on for a session that is played again.
    pub(in crate::ui) fn tick_replay(&mut self, now: At) {
        if let Some(replay) = &mut self.replay {
            replay.tick(now);
            self.stale = true;
        }
    }

    /// Draws a session that is played again. No cursor stands in it.
    pub(super) fn draw_replay(
        &mut self,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        if let Some(replay) = &mut self.replay {
            replay.draw(paint, buf, area);
        }
        None
    }

    /// What an action does to a session that is played again; false where none is, or it is none of its own.
    pub(super) fn act_on_replay(&mut self, action: Action, told: &Told<'_>) -> bool {
        let Some(replay) = &mut self.replay else {
            return false;
        };
        match action {
            Action::Back | Action::GoHome => self.replay = None,
            Action::Open => {
                let same = matches!(&told.world, World::Table(seen)
                    if seen.id() == replay.session() && !seen.is_closed());
                // A moment is chosen at leisure.
                if replay.is_playing() {
                    replay.act(Action::PlayPause, None, told.now);
                }
                let window = replay.offers_here(same);
                self.overlays.extend(window);
            }
            action => return replay.act(action, self.typed, told.now),
        }
        true
    }

    /// What was chosen to be made of the moment that is shown.
    pub(super) fn chose_here(&mut self, pick: &Pick, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        let me = self.me;
        let Some(replay) = &mut self.replay else {
            return;
        };
        match pick {
            Pick::Word(word) if **word == *"copy" => {
                let (at, title) = (replay.at(), replay.copy_title());
                let to = CopyAs {
                    session: SessionId((told.ids)()),
                    title: &title,
                    by: me,
                    at: told.now,
                };
                match replay.past_mut().copy(at, &to, told.ids) {
                    Ok(records) => {
                        let session = to.session;
                        self.replay = None;
                        out.push(Effect::Copy { session, records });
                    }
                    Err(no) => self.tell(no.0, true),
                }
            }
            Pick::Word(word) if **word == *"card" => {
                if let Some((card, seq)) = replay.card() {
                    self.bring_back(card, seq, told, out);
                }
            }
            _ => {}
        }
    }

    /// What is asked about a line of the history.
    pub(super) fn ask_history(
        &mut self,
        ask: HistoryAsk,
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) {
        let World::Table(seen) = told.world else {
            return;
        };
        match ask {
            HistoryAsk::Go(seq) => {
                let Some(Overlay::History(history)) = self.overlays.last() else {
                    return;
                };
                let Some((step, card)) = history.place(seq) else {
                    return;
                };
                let (step, there) = (step.clone(), card.filter(|id| seen.card(*id).is_some()));
                if card.is_some() && there.is_none() {
                    self.tell(say!(CardDeletedThen), false);
                    return;
                }
                self.overlays.clear();
                if let Place::Table(table) = &mut self.at {
                    table.roam(&step, seen);
                    if let Some(card) = there {
                        table.show(&step, card, seen);
                    }
                }
            }
            HistoryAsk::AsItWas(card, seq) => self.bring_back(card, seq, told, out),
            HistoryAsk::TakeBack(of) => {
                // As the window told it: the history is not looked through once more for one line.
                let did = match self.overlays.last() {
                    Some(Overlay::History(history)) => history.did(of).map(str::to_owned),
                    _ => None,
                };
                if let Some(did) = did {
                    self.tell(say!(TookBackThat, did), false);
                }
                send(Command::UndoOne { of }, told, out);
            }
            HistoryAsk::Play(seq) => out.push(Effect::ReplayHere { from: Some(seq) }),
        }
    }

    /// Brings a card back to how it was, and says so; or why not.
    fn bring_back(
        &mut self,
        card: crate::model::CardId,
        seq: u64,
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) {
        let World::Table(seen) = told.world else {
            return;
        };
        match seen.as_it_was(card, seq) {
            Ok(command) => {
                let words = seen.words_of(card);
                self.tell(say!(BroughtBack, words), false);
                send(command, told, out);
            }
            Err(no) => self.tell(no.0, false),
        }
    }
}
