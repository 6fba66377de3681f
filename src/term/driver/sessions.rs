//! From session to session: the home screen, and the ways into a session.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    Arrival, Driver, arrive, as_known, begin_now, demo, guests, look, open_doors, refused, retitle,
};
use crate::{
    model::{CommandId, Seen, SessionId, Viewer, presence::How},
    room::{Room, RoomError},
    say,
    term::line::Surface,
    ui::seat::DoorAsk,
};

impl<W: Surface> Driver<'_, W> {
    pub(super) async fn open_or_tell(&mut self, id: SessionId) {
        match self.come_in(id).await {
            Ok(()) => self.ask_who_comes_along().await,
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    /// Comes to a session: into it, or first into its waiting room.
    pub(super) async fn come_in(&mut self, id: SessionId) -> Result<(), RoomError> {
        let elsewhere = self.how != How::Here;
        let arrival = arrive(&self.lobby, &mut self.me, self.how, id, elsewhere).await?;
        self.takes_place(arrival).await
    }

    /// Goes along to the session to which whoever leads has taken everybody; who waited waits there.
    pub(super) async fn go_along(&mut self, id: SessionId, waits: bool) -> Result<(), RoomError> {
        self.me = as_known(&self.session, &self.me);
        let arrival = arrive(&self.lobby, &mut self.me, self.how, id, waits).await?;
        let comes_in = !arrival.waits;
        self.takes_place(arrival).await?;
        if comes_in {
            self.seat.tell(say!(CameAlong), false);
        }
        Ok(())
    }

    /// Takes a place in a room or at its door. What is half written stays where it was written.
    async fn takes_place(&mut self, arrival: Arrival) -> Result<(), RoomError> {
        self.keep_drafts();
        self.people = Some(arrival.people);
        self.seated = Some(arrival.seated);
        if arrival.waits {
            self.waits = Some(arrival.room);
            self.seat.wait();
            return Ok(());
        }
        self.waits = None;
        self.open(arrival.room).await
    }

    /// Says who is still in other sessions of this house, where somebody is, and asks what becomes of them.
    pub(super) async fn ask_who_comes_along(&mut self) {
        let Some(room) = self.room.clone().filter(|_| self.how == How::Here) else {
            return;
        };
        let here = room.session().id();
        for other in self.lobby.live().await {
            let session = other.session();
            let people = guests(&other, self.me.id);
            let open = other
                .people()
                .now()
                .door
                .as_ref()
                .is_some_and(|door| door.state.open);
            if session.id() != here && (people > 0 || open) {
                let title = Seen::new(&session, Viewer::Minutes).title().to_owned();
                self.seat.ask_along(session.id(), &title, people);
                return;
            }
        }
    }

    /// Takes everybody along from another session of this house, and its door with them.
    pub(super) async fn bring_along(&mut self, from: SessionId) {
        let Some(room) = self.room.clone().filter(|_| self.leads()) else {
            return;
        };
        let said = self.desk.door(&room, DoorAsk::Along(from)).await;
        self.tell(said);
    }

    /// Lets nobody new into a session of this house.
    pub(super) async fn shut_door(&mut self, of: SessionId) {
        let said = match self.lobby.open(of).await {
            Ok(room) => self.desk.door(&room, DoorAsk::Shut).await,
            Err(error) => Err(say!(CannotOpen, error.to_string())),
        };
        self.tell(said);
        if self.room.is_none() {
            self.list().await;
        }
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

    /// Whoever sits here is called otherwise from now on.
    pub(super) async fn call_me(&mut self, name: &str) {
        match self.desk.call_me(name) {
            Ok(name) => self.seat.tell(say!(CalledNow, &name), false),
            Err(msg) => self.seat.tell(msg, true),
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
            Ok(listing) => {
                self.home = self.desk.sessions(listing, self.seat.lang());
                // A session that knew them by another name does not name them in the next.
                if !self.home.name.is_empty() {
                    self.me.name = Arc::clone(&self.home.name);
                }
                self.home.doors = open_doors(&self.lobby, self.me.id).await;
            }
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
        self.seat.changed();
    }
}
