//! Saving a group of records in both copies, with one sync for each stream and one for the index.

use std::collections::{BTreeMap, HashMap};

use tokio::sync::oneshot;
use uuid::Uuid;

use super::super::chain::{Head, Line, extend};
use super::super::index::{Change, Trouble};
use super::super::{Appended, Health, JournalError, NewRecord, StreamId, check_body};
use super::{Append, Fault, Keeper, Kept, Sick};

/// A segment past this size is followed by a new one.
const LONG_SEGMENT: u64 = 32 << 20;
/// Past this many open segments all are closed, so that file descriptors stay few.
const MANY_WRITERS: usize = 64;

/// What a group of records comes to.
#[derive(Default)]
struct Plan {
    streams: BTreeMap<StreamId, Planned>,
    waiting: Vec<(oneshot::Sender<Result<Appended, JournalError>>, Appended)>,
}

/// What a group adds to one stream.
struct Planned {
    lines: Vec<Line>,
    places: HashMap<Uuid, u64>,
    head: Head,
}

impl Keeper {
    /// Saves a group of records in both copies, with one sync a stream and one for the index, and answers each.
    pub fn commit(&mut self, group: Vec<Append>) {
        if self.is_waiting() {
            self.recover();
        }
        if self.sick.is_none() && !self.lock.is_held() {
            self.fall_sick(Sick::Fenced, "");
        }
        let space = self.check_space();
        if let Err(error @ JournalError::Full { .. }) = &space
            && self.sick.is_none()
        {
            let reason = error.to_string();
            self.board.health.send_replace(Health::ReadOnly { reason });
        }
        let mut plan = Plan::default();
        for append in group {
            let place = (append.expected, append.behind);
            let answer = self.plan(&mut plan, append.stream, place, append.record, &space);
            match answer {
                Ok(appended) if plan.streams.contains_key(&append.stream) => {
                    plan.waiting.push((append.answer, appended));
                }
                // Nobody waits any more if this fails.
                other => drop(append.answer.send(other)),
            }
        }
        if plan.streams.is_empty() {
            return;
        }
        match self.save(&plan.streams) {
            Ok(()) => {
                self.acknowledge(plan.streams);
                for (answer, appended) in plan.waiting {
                    drop(answer.send(Ok(appended)));
                }
            }
            Err(fault) => {
                let streams = plan.streams.keys().copied().collect();
                match fault {
                    Fault::Files(error) => {
                        self.fall_sick(Sick::Segments(streams), &error.to_string());
                    }
                    Fault::Index(Trouble { reason, rebuild }) => {
                        self.fall_sick(Sick::Index { rebuild }, &reason);
                    }
                }
                for (answer, _) in plan.waiting {
                    drop(answer.send(Err(self.refusal())));
                }
            }
        }
    }

    /// Finds the place of one record, or the reason why it gets none. What is found by id needs no writing.
    fn plan(
        &mut self,
        plan: &mut Plan,
        stream: StreamId,
        (expected, behind): (u64, Option<Uuid>),
        record: NewRecord,
        space: &Result<(), JournalError>,
    ) -> Result<Appended, JournalError> {
        check_body(&record.body)?;
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        let repeated = |seq: u64| {
            Ok(Appended {
                seq,
                repeated: true,
            })
        };
        let planned = plan.streams.get(&stream);
        let mut place = |id: Uuid| {
            let planned = planned.and_then(|planned| planned.places.get(&id));
            planned
                .copied()
                .map_or_else(|| self.place(stream, id), |seq| Ok(Some(seq)))
        };
        if let Some(seq) = place(record.id)? {
            return repeated(seq);
        }
        let fits = match behind {
            Some(behind) => place(behind)?.map(|seq| seq + 1) == Some(expected),
            None => true,
        };
        if self.sick.is_some() {
            return Err(self.refusal());
        }
        space.clone()?;
        let head = planned.map_or_else(|| self.head(stream), |planned| planned.head);
        if head.next != expected || !fits {
            let next = head.next;
            return Err(JournalError::Conflict {
                stream,
                expected,
                next,
            });
        }
        let id = record.id;
        let (lines, after) = extend(head, record);
        let planned = plan.streams.entry(stream).or_insert_with(|| Planned {
            lines: Vec::new(),
            places: HashMap::new(),
            head,
        });
        planned.lines.extend(lines);
        planned.places.insert(id, head.next);
        planned.head = after;
        Ok(Appended {
            seq: head.next,
            repeated: false,
        })
    }

    /// Where a command is in a stream, if it is there.
    fn place(&mut self, stream: StreamId, id: Uuid) -> Result<Option<u64>, JournalError> {
        if self
            .streams
            .get(&stream)
            .is_some_and(|kept| kept.places.is_none())
        {
            self.load(stream, 0)?;
        }
        let places = self
            .streams
            .get(&stream)
            .and_then(|kept| kept.places.as_ref());
        Ok(places.and_then(|places| places.get(&id)).copied())
    }

    /// Writes and syncs first the segments, then the index.
    fn save(&mut self, streams: &BTreeMap<StreamId, Planned>) -> Result<(), Fault> {
        if self.writers.len() > MANY_WRITERS {
            self.writers.clear();
        }
        for (stream, planned) in streams {
            let mut writer = match self.writers.remove(stream) {
                Some(writer) => Some(writer),
                None => self.segments.resume(*stream)?,
            };
            writer = writer.filter(|writer| writer.bytes < LONG_SEGMENT);
            let mut writer = match writer {
                Some(writer) => writer,
                None => self.segments.begin(*stream, self.head(*stream), &[])?,
            };
            let mut bytes = Vec::new();
            for line in &planned.lines {
                line.write_to(&mut bytes);
            }
            self.segments.add(&mut writer, &bytes)?;
            self.writers.insert(*stream, writer);
        }
        let changes: Vec<_> = streams
            .iter()
            .map(|(stream, planned)| Change {
                stream: *stream,
                lines: &planned.lines,
                head: planned.head,
            })
            .collect();
        let Some(index) = &mut self.index else {
            return Err(Fault::Index(Trouble {
                reason: "the index is closed".into(),
                rebuild: false,
            }));
        };
        index.add(&changes)?;
        index.flush()?;
        Ok(())
    }

    fn acknowledge(&mut self, streams: BTreeMap<StreamId, Planned>) {
        let heads = streams
            .iter()
            .map(|(stream, planned)| (*stream, planned.head));
        let noted = self.catalogue.add(heads);
        for (stream, planned) in streams {
            let head = planned.head;
            let kept = self.streams.entry(stream).or_insert_with(|| Kept {
                head,
                places: Some(HashMap::new()),
            });
            kept.head = head;
            if let Some(places) = &mut kept.places {
                places.extend(planned.places);
            }
            self.board.set_length(stream, head.next);
        }
        if !noted {
            self.rewrite_catalogue();
        }
    }
}
