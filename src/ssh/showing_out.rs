//! Who is shown out, turned away, and let back, and who goes along to another session.

use super::{Door, DoorError, part};
use crate::model::{MemberId, SessionId};

impl Door {
    /// Shows somebody out: their connections end within [`Limits::farewell`](super::Limits::farewell), whatever their clients do, and their key, their
    /// return code and the codes of before open nothing any more. A key that gives the lead is struck from its file instead.
    ///
    /// # Errors
    /// They are out, but that could not be saved, or there is no new code: the sentence says which.
    pub async fn kick(&self, member: MemberId) -> Result<(), DoorError> {
        let rotated = self.rotate();
        let saving = self.house.access.show_out(member);
        let leaving = async {
            let places = self.house.places.ask_member_to_go(member);
            part(&places, self.house.limits.farewell).await;
        };
        // One does not wait for the other: a slow disk keeps nobody in.
        let (saved, ()) = tokio::join!(saving, leaving);
        tracing::info!("somebody was shown out");
        rotated?;
        saved?;
        Ok(())
    }

    /// Lets somebody back who was shown out: their key and their return code open the door again, as the same person.
    ///
    /// # Errors
    /// It could not be saved.
    pub async fn let_back(&self, member: MemberId) -> Result<(), DoorError> {
        self.house.access.let_back(member).await?;
        Ok(())
    }

    /// All who were let in here are let into another session too, also after a restart, as who they are here.
    ///
    /// # Errors
    /// It could not be saved: after a restart they would come there as new people.
    pub async fn goes_along(&self, to: SessionId) -> Result<(), DoorError> {
        self.house.access.goes_along(to).await?;
        Ok(())
    }

    /// Makes what somebody came by open nothing any more: who was never let in from the waiting room must not come back past it.
    /// Their seat ends with their place in the room. The codes stay; whoever has one can ask again, as somebody new.
    ///
    /// # Errors
    /// It holds until the program ends, but could not be saved.
    pub async fn turn_away(&self, member: MemberId) -> Result<(), DoorError> {
        self.house.access.show_out(member).await?;
        Ok(())
    }
}
