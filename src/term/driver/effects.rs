//! What becomes of a seat's effects.

use uuid::Uuid;

use super::{Driver, Ended, aside, ask_people, look};
use crate::{
    model::presence::How,
    say,
    term::line::Surface,
    ui::seat::{DoorAsk, Effect, RoomAsk},
};

impl<W: Surface> Driver<'_, W> {
    pub(super) async fn carry_out(&mut self, effect: Effect) -> Option<Ended> {
        match effect {
            Effect::Send { id, command, form } => self.send(id, command, form).await,
            // Only the home screen asks for these, and a guest has none.
            Effect::Open(_)
            | Effect::Begin { .. }
            | Effect::Demo
            | Effect::Retitle { .. }
            | Effect::CallMe(_)
            | Effect::Replay(_)
                if self.how != How::Here => {}
            Effect::Copy { .. } if self.how != How::Here => {
                self.seat.tell(say!(CopyOnlyHere), false);
            }
            Effect::Copy { session, records } => self.copy(session, &records).await,
            Effect::Replay(id) => self.replay(id).await,
            Effect::ReplayHere { from } => self.replay_here(from).await,
            Effect::Open(id) => self.open_or_tell(id).await,
            Effect::Begin { script, from } => self.begin(&script, from).await,
            Effect::Demo => self.demo().await,
            Effect::Retitle { session, title } => self.retitle(session, title).await,
            Effect::CallMe(name) => self.call_me(&name).await,
            Effect::Done(step) => {
                if let Some(seated) = &self.seated {
                    seated.done(step);
                }
            }
            Effect::BringAlong(from) => self.bring_along(from).await,
            Effect::ShutDoor(of) if self.how == How::Here => self.shut_door(of).await,
            Effect::ShutDoor(_) => {}
            Effect::TakeLead => self.take_lead().await,
            Effect::Room(ask) => self.ask_people(ask),
            Effect::Door(ask) => self.ask_door(ask).await,
            Effect::GoHome if self.how == How::Here => self.go_home().await,
            Effect::GoHome => return Some(Ended::Left),
            // Titles of scripts on the home screen are read in the seat's language.
            Effect::Spoken if self.room.is_none() => self.list().await,
            Effect::Spoken => {}
            Effect::Themes => self.seat.choose_theme(self.desk.themes()),
            // What a guest chooses is for their seat.
            Effect::ThemeChosen(_) if self.how != How::Here => {}
            Effect::ThemeChosen(id) => {
                if let Err(why) = self.desk.keep_theme(&id) {
                    self.seat.theme_not_kept(&why);
                }
            }
            Effect::Leave if self.lends => {
                match self.closing.costs(&self.lobby, self.me.id).await {
                    Some(cost) => self.seat.ask_to_leave(&cost),
                    None => return Some(Ended::Left),
                }
            }
            Effect::Leave => return Some(Ended::Left),
            Effect::Export { what, path } => {
                let (session, lang) = (&self.session, self.seat.lang());
                let said = aside::on_disk(|| self.desk.export(session, what, &path, lang));
                self.tell(said);
            }
            Effect::Import {
                path,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                match aside::on_disk(|| self.desk.import(seen, &path, &step, measure)) {
                    Ok(command) => self.send(Uuid::now_v7(), command, None).await,
                    Err(msg) => self.seat.tell(msg, true),
                }
            }
            Effect::ImportText {
                text,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                match self.desk.import_text(seen, &text, &step, measure) {
                    Ok(command) => self.send(Uuid::now_v7(), command, None).await,
                    Err(msg) => self.seat.tell(msg, true),
                }
            }
            Effect::Clip { text, what } => {
                let said = self.clip(&text, &what);
                self.tell(said);
            }
            Effect::Editor { .. } if !self.lends => self.seat.tell(say!(NoEditorHere), false),
            Effect::Editor { text } => {
                return Some(Ended::Editor {
                    session: self.session.id(),
                    text,
                });
            }
        }
        None
    }

    /// Whoever leads, and nobody else, says something to all who sit in the room.
    fn ask_people(&self, ask: RoomAsk) {
        if let Some(room) = self.room.as_ref().filter(|_| self.leads()) {
            ask_people(room, ask);
        }
    }

    async fn ask_door(&mut self, ask: DoorAsk) {
        let Some(room) = self.room.clone().filter(|_| self.leads()) else {
            return;
        };
        let said = self.desk.door(&room, ask).await;
        self.tell(said);
    }

    pub(super) fn leads(&self) -> bool {
        look(&self.session, &self.seat).leads()
    }
}
