//! Secret rounds between the room and the disk: a record that belongs to one is stored sealed, under another id, without
//! who and when, and opened while its key is there.

use std::sync::Arc;

use super::{Refused, stream};
use crate::{
    journal::{NewRecord, RoundKeys},
    model::{Event, MemberId, Record, RoundId, Session, SessionId},
    say,
};

/// The keys of the secret rounds of one session.
#[derive(Clone)]
pub(super) struct Sealing {
    keys: Arc<dyn RoundKeys>,
    session: SessionId,
}

impl Sealing {
    pub fn new(keys: Arc<dyn RoundKeys>, session: SessionId) -> Self {
        Self { keys, session }
    }

    /// A record as it is stored: as it is, or sealed. The key of a round that it opens is on disk when this is answered.
    pub fn enclose(&self, session: &Session, record: &Record) -> Result<NewRecord, Refused> {
        let not_saved = |error: &dyn std::fmt::Display| Refused::NotSaved(error.to_string());
        for round in record.ev.iter().filter_map(Event::begins_secret) {
            self.keys
                .make(stream(self.session), round.0)
                .map_err(|error| not_saved(&error))?;
        }
        let body = record.encode().map_err(|error| not_saved(&error))?;
        let Some(round) = session.seals(&record.ev) else {
            let id = record.id.0;
            return Ok(NewRecord { id, body });
        };
        let key = self
            .keys
            .key(stream(self.session), round.0)
            .map_err(|error| not_saved(&error))?
            .ok_or_else(|| Refused::No(say!(RoundKeyLost).into()))?;
        let bytes = key
            .seal(stream(self.session), round.0, &body)
            .ok_or_else(|| Refused::NotSaved("the system gave no random bytes".into()))?;
        let id = key.stored_as(record.id.0);
        let envelope = Record {
            v: Record::VERSION,
            id: crate::model::CommandId(id),
            at: session.opened(round).unwrap_or(session.began()),
            by: MemberId(uuid::Uuid::nil()),
            ev: vec![Event::Sealed {
                round,
                bytes: bytes.into(),
            }],
        };
        let body = envelope.encode().map_err(|error| not_saved(&error))?;
        Ok(NewRecord { id, body })
    }

    /// What was sealed in a record, where its key is there; the record as it is where nothing was.
    pub fn open(&self, record: Record) -> Record {
        let Some(Event::Sealed { round, bytes }) = record.ev.first() else {
            return record;
        };
        let key = self.keys.key(stream(self.session), round.0).ok().flatten();
        let text = key.and_then(|key| key.open(stream(self.session), round.0, bytes));
        let inner = text.and_then(|text| Record::decode(&text).ok());
        inner.unwrap_or(record)
    }

    /// Destroys the key of a round that was closed. Should it fail, the next opening tries again.
    pub fn destroy(&self, round: RoundId) {
        if let Err(error) = self.keys.destroy(stream(self.session), round.0) {
            tracing::warn!(%error, "the key of a closed round is still there");
        }
    }

    /// Destroys every key that no open round needs: the program may have ended between a close and this.
    pub fn sweep(&self, session: &Session) {
        let open = session.secret_rounds();
        for round in self.keys.rounds(stream(self.session)).unwrap_or_default() {
            if !open.contains(&RoundId(round)) {
                self.destroy(RoundId(round));
            }
        }
    }
}

#[cfg(test)]
mod tests;
