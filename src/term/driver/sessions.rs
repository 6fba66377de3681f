//! From session to session: the home screen, and the ways into a session.

use uuid::Uuid;

use super::{Beginning, Driver, begin, begun_says, demo, look, refused};
use crate::{
    model::{
        Command, CommandId, Request, Role, Seen, SessionId, Viewer,
        presence::{How, Standing},
    },
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
        let session = room.session();
        let known = Seen::new(&session, Viewer::Minutes).member(self.me.id);
        let waits = self.how != How::Here && self.me.role != Role::Facilitator && known.is_none();
        let seated = room.people().sit(&self.me, self.how, waits);
        let waiting = seated.standing() == Some(Standing::Waiting);
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

    pub(super) async fn begin(&mut self, script: &str, from: Option<SessionId>) {
        let Some(script) = self.desk.script(script) else {
            return;
        };
        let id = SessionId(Uuid::now_v7());
        let at = self.desk.now();
        let day = at.day(self.desk.minutes_east());
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let title = format!("{} {day}", script.title.get(self.seat.lang()));
        let beginning = Beginning {
            script,
            title,
            from,
            with: Vec::new(),
        };
        let begun = begin(&self.lobby, id, &self.me, at, beginning).await;
        match begun {
            Ok(left_out) => {
                self.open_or_tell(id).await;
                self.seat
                    .tell(begun_says(&left_out, self.seat.lang()), false);
            }
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    pub(super) async fn demo(&mut self) {
        match demo(&self.lobby, self.desk, &self.me).await {
            Ok(id) => self.open_or_tell(id).await,
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    pub(super) async fn retitle(&mut self, session: SessionId, title: String) {
        let renamed = async {
            let room = self
                .lobby
                .open(session)
                .await
                .map_err(|error| say!(CannotOpen, error.to_string()))?;
            let at = self.desk.now();
            room.join(CommandId(Uuid::now_v7()), at, self.me.clone())
                .await
                .map_err(refused)?;
            let command = Command::Retitle {
                title: title.into(),
            };
            room.ask(Request {
                id: CommandId(Uuid::now_v7()),
                by: self.me.id,
                at,
                command,
            })
            .await
            .map_err(refused)
        };
        if let Err(msg) = renamed.await {
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
