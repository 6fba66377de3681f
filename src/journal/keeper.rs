//! The one owner of a store: opens it, commits to both copies, and stops acknowledging when it is not sure.
//!
//! It lives on one thread, knows nothing of channels' other ends beyond the answers it sends, and must never
//! answer `Ok` before both copies are durable.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::catalogue::{self, Catalogue};
use super::chain::{Head, Line, verify};
use super::disk::{Disk, names};
use super::finding::{Finding, Verification};
use super::index::{Index, Trouble};
use super::layout::{Format, Layout, Lock, free_space, read_format, write_format};
use super::segments::{Segments, Writer};
use super::{Appended, Health, JournalError, NewRecord, StreamId, StreamInfo};

mod check;
mod commit;
mod erase;
mod mend;
mod rebuild;
mod snapshot;

/// What handles on the store see without asking its thread.
#[derive(Default)]
pub(super) struct Board {
    pub health: watch::Sender<Health>,
    pub verification: watch::Sender<Verification>,
    lengths: Mutex<HashMap<StreamId, watch::Sender<u64>>>,
}

impl Board {
    /// The number of acknowledged records of a stream. One that nobody has asked about before is created at what
    /// the opened store holds.
    pub fn length(&self, stream: StreamId) -> watch::Receiver<u64> {
        let mut lengths = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        lengths.entry(stream).or_default().subscribe()
    }

    fn set_length(&self, stream: StreamId, next: u64) {
        let mut lengths = self.lengths.lock().unwrap_or_else(PoisonError::into_inner);
        lengths
            .entry(stream)
            .or_default()
            .send_if_modified(|length| {
                let changed = *length != next;
                *length = next;
                changed
            });
    }
}

/// A record that waits to be saved, and who waits for it.
pub(super) struct Append {
    pub stream: StreamId,
    pub expected: u64,
    /// What it must stand right behind.
    pub behind: Option<Uuid>,
    pub record: NewRecord,
    pub answer: oneshot::Sender<Result<Appended, JournalError>>,
}

/// What the keeper knows of a stream.
struct Kept {
    head: Head,
    /// Where each command is; read when the stream is first written to.
    places: Option<HashMap<Uuid, u64>>,
}

/// Why nothing is acknowledged.
enum Sick {
    /// Writing the segments of these streams failed.
    Segments(BTreeSet<StreamId>),
    /// The index failed.
    Index { rebuild: bool },
    /// The store belongs to another process now.
    Fenced,
}

/// Either copy's trouble.
enum Fault {
    Index(Trouble),
    Files(JournalError),
}

impl From<Trouble> for Fault {
    fn from(trouble: Trouble) -> Self {
        Self::Index(trouble)
    }
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        Self::Files(error)
    }
}

/// The owner of an open store.
pub(super) struct Keeper {
    layout: Layout,
    disk: Disk,
    lock: Lock,
    floor: u64,
    segments: Segments,
    index: Option<Index>,
    catalogue: Catalogue,
    streams: BTreeMap<StreamId, Kept>,
    erased: BTreeSet<StreamId>,
    writers: HashMap<StreamId, Writer>,
    sick: Option<Sick>,
    short: bool,
    unchecked: VecDeque<StreamId>,
    checking: Option<check::Check>,
    board: Arc<Board>,
}

impl Keeper {
    /// Opens a store, or makes one: takes the lock, verifies heads and tails, and heals what does not agree.
    pub fn open(
        root: &Path,
        floor: u64,
        disk: Disk,
        board: Arc<Board>,
    ) -> Result<Self, JournalError> {
        let layout = Layout::new(root);
        disk.create_folder(root)?;
        let lock = Lock::take(&layout)?;
        let segments = Segments::new(layout.journal(), disk.clone());
        let mut keeper = Self {
            catalogue: Catalogue::new(layout.catalogue(), disk.clone()),
            layout,
            disk,
            lock,
            floor,
            segments,
            index: None,
            streams: BTreeMap::new(),
            erased: BTreeSet::new(),
            writers: HashMap::new(),
            sick: None,
            short: false,
            unchecked: VecDeque::new(),
            checking: None,
            board,
        };
        keeper.open_format()?;
        keeper.disk.create_folder(&keeper.layout.journal())?;
        keeper.erased = keeper.segments.known()?.erased;
        keeper.disk.remove(&keeper.layout.root.join("index.old"))?;
        keeper.open_copies()?;
        keeper.finish_erasures()?;
        keeper.unchecked = keeper.streams.keys().copied().collect();
        keeper.tell_remaining();
        for (stream, kept) in &keeper.streams {
            keeper.board.set_length(*stream, kept.head.next);
        }
        Ok(keeper)
    }

    fn open_format(&mut self) -> Result<(), JournalError> {
        let format = read_format(&self.layout)?;
        if format == Format::Current {
            return Ok(());
        }
        if self.layout.journal().is_dir() && !names(&self.layout.journal())?.is_empty() {
            let what = "the file that names the store's format was missing or damaged".into();
            self.found(Finding::Repaired { stream: None, what });
        }
        write_format(&self.layout, &self.disk)
    }

    /// Opens the index and brings both copies of every stream together.
    fn open_copies(&mut self) -> Result<(), JournalError> {
        let existed = self.layout.index().is_dir();
        let used = !self.segments.known()?.live.is_empty();
        let opened = match Index::open(&self.layout.index(), &self.disk) {
            Ok(index) => {
                self.index = Some(index);
                if used && !existed {
                    let what = "the index was missing".into();
                    self.found(Finding::Repaired { stream: None, what });
                }
                self.settle_all()
            }
            Err(trouble) => Err(Fault::Index(trouble)),
        };
        match opened {
            Ok(()) => Ok(()),
            Err(Fault::Files(error)) => Err(error),
            Err(Fault::Index(trouble)) if trouble.rebuild => self.rebuild(Some(&trouble.reason)),
            // Space or permission is missing: what is saved can be read from the segments meanwhile.
            Err(Fault::Index(trouble)) => {
                self.index = None;
                if self.streams.is_empty() {
                    self.settle_without_index()?;
                }
                self.fall_sick(Sick::Index { rebuild: false }, &trouble.reason);
                Ok(())
            }
        }
    }

    /// Notes a finding, also for later sittings.
    fn found(&mut self, finding: Finding) {
        tracing::warn!(%finding, "the store was damaged");
        if !matches!(finding, Finding::Note(_)) {
            self.remember(&finding);
        }
        self.board
            .verification
            .send_modify(|state| state.findings.push(finding));
    }

    /// Keeps a line about each repair and loss beside the store, so that it is not forgotten unread.
    fn remember(&self, finding: &Finding) {
        let path = self.layout.repairs();
        let line = serde_json::json!({"at": chrono::Utc::now().to_rfc3339(), "found": finding.to_string()});
        let file = if path.exists() {
            self.disk.reopen(&path)
        } else {
            self.disk.create(&path)
        };
        let noted = file.and_then(|mut file| {
            self.disk
                .write(&mut file, &path, format!("{line}\n").as_bytes())?;
            self.disk.sync(&file, &path)
        });
        if let Err(error) = noted {
            tracing::warn!(%error, "a repair could not be noted");
        }
    }

    /// Stops acknowledging and says why.
    fn fall_sick(&mut self, sick: Sick, reason: &str) {
        let reason = match &sick {
            Sick::Fenced => JournalError::Fenced {
                folder: self.layout.root.clone(),
            }
            .to_string(),
            _ => format!(
                "Writing to {} failed ({reason}). Everything marked saved can still be read; writing goes on by \
                 itself once the disk takes it",
                self.layout.root.display()
            ),
        };
        tracing::warn!(reason, "the store takes no records now");
        self.sick = Some(sick);
        self.writers.clear();
        self.board.health.send_replace(Health::ReadOnly { reason });
    }

    /// Takes records again after trouble with the index alone.
    fn index_is_well(&mut self) {
        if matches!(self.sick, Some(Sick::Index { .. })) {
            self.sick = None;
            self.board.health.send_replace(Health::Well);
        }
    }

    /// Why nothing is acknowledged now.
    fn refusal(&self) -> JournalError {
        match (&self.sick, &*self.board.health.borrow()) {
            (Some(Sick::Fenced), _) => JournalError::Fenced {
                folder: self.layout.root.clone(),
            },
            (_, Health::ReadOnly { reason }) => JournalError::Unsaved {
                reason: reason.clone(),
            },
            (_, Health::Well) => JournalError::Closed,
        }
    }

    /// Whether records are taken, as a result.
    pub fn state(&self) -> Result<(), JournalError> {
        if self.sick.is_some() {
            Err(self.refusal())
        } else {
            Ok(())
        }
    }

    /// Whether the keeper waits for the disk to take writes again.
    pub fn is_waiting(&self) -> bool {
        self.short || matches!(self.sick, Some(Sick::Segments(_) | Sick::Index { .. }))
    }

    /// Tries to go on after trouble: opens anew, verifies, and continues in new segments.
    pub fn recover(&mut self) {
        if self.short && self.check_space().is_ok() && self.sick.is_none() {
            self.board.health.send_replace(Health::Well);
        }
        let tried = match &self.sick {
            None | Some(Sick::Fenced) => return,
            Some(Sick::Segments(streams)) => self.go_on(&streams.clone()),
            Some(Sick::Index { rebuild }) => if *rebuild {
                self.rebuild(Some("writing it failed"))
            } else {
                self.index = None;
                self.open_copies()
            }
            .map_err(Fault::Files),
        };
        match tried {
            // Opening without the index is no recovery.
            Ok(()) if self.index.is_some() => {
                self.sick = None;
                self.board.health.send_replace(Health::Well);
                tracing::info!("the store takes records again");
            }
            Ok(()) => {}
            Err(Fault::Files(error)) => tracing::debug!(%error, "the store is not well yet"),
            Err(Fault::Index(trouble)) => {
                let rebuild = trouble.rebuild;
                self.fall_sick(Sick::Index { rebuild }, &trouble.reason);
            }
        }
    }

    /// Makes void what was written and not acknowledged, and checks that all that was acknowledged is there.
    fn go_on(&mut self, streams: &BTreeSet<StreamId>) -> Result<(), Fault> {
        for stream in streams {
            let head = self.head(*stream);
            self.segments.begin(*stream, head, &[])?;
            if self.segments.walk(*stream)?.rest()?.1 != head {
                self.mend(*stream)?;
            }
        }
        Ok(())
    }

    fn head(&self, stream: StreamId) -> Head {
        self.streams
            .get(&stream)
            .map_or_else(|| Head::start(stream), |kept| kept.head)
    }

    fn check_space(&mut self) -> Result<(), JournalError> {
        let enough = self.enough_space();
        self.short = matches!(enough, Err(JournalError::Full { .. }));
        enough
    }

    fn enough_space(&self) -> Result<(), JournalError> {
        let free = free_space(&self.layout.root)?;
        if free < self.floor {
            let folder = self.layout.root.clone();
            let floor = self.floor;
            return Err(JournalError::Full {
                folder,
                free,
                floor,
            });
        }
        Ok(())
    }

    /// Writes the heads of all streams down. The catalogue may lag behind, so that trouble with it stops nothing.
    fn rewrite_catalogue(&mut self) {
        let heads: Vec<_> = self
            .streams
            .iter()
            .map(|(stream, kept)| (*stream, kept.head))
            .collect();
        if let Err(error) = self.catalogue.rewrite(heads.into_iter()) {
            tracing::debug!(%error, "the catalogue could not be written");
        }
    }

    /// All streams that have records.
    pub fn list(&self) -> Vec<StreamInfo> {
        let info = |(stream, kept): (&StreamId, &Kept)| StreamInfo {
            stream: *stream,
            next: kept.head.next,
        };
        self.streams
            .iter()
            .map(info)
            .filter(|info| info.next > 0)
            .collect()
    }

    /// The lines of a stream from a place on, verified from there to its head and healed if need be.
    pub fn load(&mut self, stream: StreamId, from: u64) -> Result<Vec<Line>, JournalError> {
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        if !self.streams.contains_key(&stream) {
            return Ok(Vec::new());
        }
        let mut lines = self.read_verified(stream, from)?;
        if lines.is_none() {
            self.mend_anyhow(stream)?;
            lines = self.read_verified(stream, from)?;
        }
        let Some(lines) = lines else {
            return Err(JournalError::Damaged {
                path: self.layout.root.clone(),
                what: format!("session {stream} could not be read from either copy"),
                advice: "Close Upturn and run `upturn doctor`",
            });
        };
        if from == 0
            && let Some(kept) = self.streams.get_mut(&stream)
            && kept.places.is_none()
        {
            kept.places = Some(lines.iter().map(|line| (line.id, line.seq)).collect());
        }
        Ok(lines)
    }

    /// The lines from a place up to the head if the chain holds from there on; from the segments while there is no index.
    fn read_verified(
        &mut self,
        stream: StreamId,
        from: u64,
    ) -> Result<Option<Vec<Line>>, JournalError> {
        let head = self.head(stream);
        if from > head.next {
            return Ok(Some(Vec::new()));
        }
        // Where nothing vouches for the place, all is read and verified from the first record on.
        let known = self.head_at(stream, from);
        let start = known.unwrap_or_else(|| Head::start(stream));
        let read = self
            .index
            .as_ref()
            .map(|index| index.lines(stream, (start.next, 0), usize::MAX));
        let mut lines = match read {
            Some(Ok(lines)) => lines,
            Some(Err(trouble)) => {
                let rebuild = trouble.rebuild;
                self.fall_sick(Sick::Index { rebuild }, &trouble.reason);
                return Ok(None);
            }
            None => {
                let mut lines = self.segments.walk(stream)?.rest()?.0;
                lines.retain(|line| (start.next..head.next).contains(&line.seq));
                lines
            }
        };
        let holds = verify(start, &lines) == Some(head);
        Ok(holds.then(|| {
            let at = lines.partition_point(|line| line.seq < from);
            lines.split_off(at)
        }))
    }

    /// Writes the heads down in order, when the store is closed.
    pub fn close(mut self) {
        if self.sick.is_none() {
            self.rewrite_catalogue();
        }
    }

    fn claims(&self) -> Result<BTreeMap<StreamId, Head>, JournalError> {
        catalogue::read(&self.layout.catalogue())
    }
}
