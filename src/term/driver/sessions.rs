//! From session to session: the home screen, and the ways into a session.

use uuid::Uuid;

use super::{Driver, begin_now, demo, look, refused, retitle, sit_down};
use crate::{
    model::{CommandId, SessionId, presence::How},
    room::{Room, RoomError},
    say,
    term::line::Surface,
};

impl<W: Surface> Driver<'_, W> {
    pub(super) async fn open_or_tell(&mut self, id: SessionId) {
        if let Err(error) = self.come_in(id).await {
            self.seat.tell(say!(CannotOpen, error.to_string()), true);
        }
    }

    /// Comes to a session: into it, or first into its waiting room.
    pub(super) async fn come_in(&mut self, id: SessionId) -> Result<(), RoomError> {
        let room = self.lobby.open(id).await?;
        let elsewhere = self.how != How::Here;
        let (seated, waiting) = sit_down(&room, &mut self.me, self.how, elsewhere);
        self.keep_drafts();
        self.people = Some(room.people().watch());
        self.seated = Some(seated);
        if waiting {
            self.waits = Some(room);
            self.seat.wait();
            return Ok(());
        }
        self.open(room).await
    }

    pub(super) async fn open(&mut self, room: Room) -> Result<(), RoomError> {
        let id = room.session().id();
        let joined = room
            .join(CommandId(Uuid::now_v7()), self.desk.now(), self.me.clone())
            .await;
        let drafts = self.desk.drafts(id, &self.me);
        if !drafts.is_empty() {
            // Only the whole history knows which of them were said already.
            room.whole().await?;
        }
        self.watch = Some(room.watch());
        self.room = Some(room);
        self.look();
        self.seat.sit(look(&self.session, &self.seat), &drafts);
        if let Err(refusal) = joined {
            self.seat.tell(refused(refusal), true);
        }
        Ok(())
    }

    /// Has the lead again: whoever holds the store leads when they join, and then nobody else does.
    pub(super) async fn take_lead(&mut self) {
        let Some(room) = self.room.clone().filter(|_| self.how == How::Here) else {
            return;
        };
        let said = super::house::take_lead(&room, self.desk, &self.me).await;
        self.look();
        self.tell(said);
    }

    pub(super) async fn begin(&mut self, script: &str, from: Option<SessionId>) {
        let lang = self.seat.lang();
        match begin_now(&self.lobby, self.desk, &self.me, script, from, lang).await {
            None => {}
            Some(Ok((id, said))) => {
                self.open_or_tell(id).await;
                self.seat.tell(said, false);
            }
            Some(Err(msg)) => self.seat.tell(msg, true),
        }
    }

    pub(super) async fn demo(&mut self) {
        match demo(&self.lobby, self.desk, &self.me).await {
            Ok(id) => self.open_or_tell(id).await,
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    pub(super) async fn retitle(&mut self, session: SessionId, title: String) {
        if let Err(msg) = retitle(&self.lobby, self.desk, &self.me, session, title).await {
            self.seat.tell(msg, true);
        }
        self.list().await;
    }

    pub(super) async fn go_home(&mut self) {
        self.keep_drafts();
        (self.room, self.watch) = (None, None);
        (self.people, self.seated) = (None, None);
        self.seat.go_home();
        self.list().await;
    }

    pub(super) async fn list(&mut self) {
        match self.lobby.list().await {
            Ok(listing) => self.home = self.desk.sessions(listing, self.seat.lang()),
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
        self.seat.changed();
    }
}
