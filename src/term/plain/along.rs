//! Who else is here: let in from the waiting room, turned away, or taken along to another session.

use super::PlainDriver;
use crate::{
    model::{
        SessionId,
        presence::{How, Standing},
    },
    room::RoomError,
    say,
    term::{
        driver::{DriverError, as_known, sit_down},
        line::Surface,
    },
    ui::plain::Plain,
};

impl<W: Surface> PlainDriver<'_, W> {
    /// Takes in who else is here; answers whether this seat was turned away. One that waited and was let in comes in, and
    /// one that was called comes along.
    pub(super) async fn look_around(&mut self) -> Result<bool, DriverError> {
        self.present();
        let Some(seated) = &self.seated else {
            return Ok(false);
        };
        let Some(standing) = seated.standing() else {
            return Ok(true);
        };
        let goes_to = self.seat.presence().goes_to;
        if let Some(session) = goes_to.filter(|_| self.guest) {
            self.go_along(session, standing == Standing::Waiting)
                .await?;
            return Ok(self.is_shut_out());
        }
        if standing == Standing::Waiting {
            return Ok(false);
        }
        if let Some(room) = self.waits.take() {
            self.open(room, None).await?;
        } else if self.room.is_some() {
            self.told(Plain::changed);
        }
        Ok(self.is_shut_out())
    }

    /// Goes along to the session to which whoever leads has taken everybody; who waited waits there.
    pub(super) async fn go_along(&mut self, id: SessionId, waits: bool) -> Result<(), RoomError> {
        if self
            .room
            .as_ref()
            .is_some_and(|room| room.session().id() == id)
        {
            return Ok(());
        }
        let room = self.lobby.open(id).await?;
        self.me = as_known(&self.session, &self.me);
        self.keep_drafts();
        let (seated, waiting) = sit_down(&room, &mut self.me, How::Lines, waits);
        self.people = Some(room.people().watch());
        self.seated = Some(seated);
        if waiting {
            self.waits = Some(room);
            return Ok(());
        }
        self.waits = None;
        self.seat.tell(&say!(CameAlong));
        self.open(room, None).await
    }
}
