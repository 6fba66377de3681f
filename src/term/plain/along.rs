//! The ways into a session: by its home screen, from its waiting room, along from another one; who is turned away, who has the
//! lead again, and what once went on.

use super::PlainDriver;
use uuid::Uuid;

use crate::{
    model::{Command, CommandId, SessionId, presence::How},
    room::{Room, RoomError},
    say,
    term::{
        driver::{Arrival, DriverError, Turn, arrive, as_known, aside, refused, take_lead},
        line::Surface,
    },
    ui::plain::Plain,
};

impl<W: Surface> PlainDriver<'_, W> {
    /// Takes in who else is here; answers whether this seat was turned away. One that waited and was let in comes in, and
    /// one that was called comes along.
    pub(super) async fn look_around(&mut self) -> Result<bool, DriverError> {
        self.present();
        let goes_to = self.seat.presence().goes_to.filter(|_| self.guest);
        let turn = Turn::of(
            self.seated.as_ref(),
            self.room.as_ref(),
            &mut self.waits,
            goes_to,
        );
        match turn {
            Turn::Stays => {}
            Turn::Goes => return Ok(true),
            Turn::ComesIn(room) => self.open(room, None).await?,
            Turn::GoesAlong(session, waits) => self.go_along(session, waits).await?,
        }
        Ok(self.is_shut_out())
    }

    /// Goes along to the session to which whoever leads has taken everybody; who waited waits there.
    async fn go_along(&mut self, id: SessionId, waits: bool) -> Result<(), RoomError> {
        self.me = as_known(&self.session, &self.me);
        let arrival = arrive(&self.lobby, &mut self.me, How::Lines, id, waits).await?;
        if !arrival.waits {
            self.seat.tell(&say!(CameAlong));
        }
        self.takes_place(arrival, None).await
    }

    pub(super) async fn open_or_tell(&mut self, id: SessionId) {
        if let Err(error) = self.come_in(id, None).await {
            self.seat.tell(&say!(CannotOpen, error.to_string()));
        }
    }

    /// Comes to a session: into it, where this is done before anything is said of it, or first into its waiting room.
    pub(super) async fn come_in(
        &mut self,
        id: SessionId,
        first: Option<Command>,
    ) -> Result<(), RoomError> {
        let arrival = arrive(&self.lobby, &mut self.me, How::Lines, id, self.guest).await?;
        if arrival.waits {
            self.seat.tell(&say!(WaitsAtDoor));
        }
        self.takes_place(arrival, first).await
    }

    /// Takes a place in a room or at its door. What is half written stays where it was written.
    async fn takes_place(
        &mut self,
        arrival: Arrival,
        first: Option<Command>,
    ) -> Result<(), RoomError> {
        self.keep_drafts();
        self.people = Some(arrival.people);
        self.seated = Some(arrival.seated);
        if arrival.waits {
            self.waits = Some(arrival.room);
            return Ok(());
        }
        self.waits = None;
        self.open(arrival.room, first).await
    }

    async fn open(&mut self, room: Room, first: Option<Command>) -> Result<(), RoomError> {
        let joined = room
            .join(CommandId(Uuid::now_v7()), self.desk.now(), self.me.clone())
            .await;
        room.whole().await?;
        let drafts = self.desk.drafts(room.session().id(), &self.me);
        self.watch = Some(room.watch());
        self.room = Some(room);
        let moved = match first {
            Some(first) => self.send(Uuid::now_v7(), first).await,
            None => Ok(()),
        };
        self.look();
        if self.is_shut_out() {
            return Ok(());
        }
        self.told(|seat, told| seat.sit(told, &drafts));
        if let Err(refusal) = joined {
            self.seat.tell(&refused(refusal));
        }
        if let Err(why) = moved {
            self.seat.tell(&why);
        }
        Ok(())
    }

    /// Has the lead again: whoever holds the store leads when they join, and then nobody else does.
    pub(super) async fn take_lead(&mut self) {
        let Some(room) = self.room.clone().filter(|_| !self.guest) else {
            self.seat.tell(&say!(PlainLeadOnlyHere));
            return;
        };
        let said = take_lead(&room, self.desk, &self.me).await;
        self.seat.tell(&said.unwrap_or_else(|why| why));
    }

    /// Reads out how the session went on, as everybody saw it. That it is being read is said before, since a long one takes a
    /// moment.
    pub(super) async fn replay_here(&mut self) {
        self.seat.tell(&say!(ReadingPast));
        // A terminal that is gone is met again with the next line.
        let _ = self.write_without_prompt();
        let lines = aside::read(&self.session, self.seat.reads_past());
        match lines.await {
            Some(lines) => self.told(|seat: &mut Plain, told| seat.read_out(lines, told)),
            None => self.seat.tell(&say!(StillReading)),
        }
    }
}
