//! Bringing both copies of a stream together, from whichever holds the next link of the chain.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::chain::{Hash, Head, Line, verify};
use super::super::finding::Finding;
use super::super::index::{Change, Index, Trouble};
use super::super::segments::{End, Tail};
use super::super::{JournalError, StreamId};
use super::{Fault, Keeper, Kept};

/// A stream put together from both copies.
pub(super) struct Woven {
    pub lines: Vec<Line>,
    pub head: Head,
    /// How far the segments alone go, and why no further.
    good: Head,
    end: End,
    /// How many records there must have been, as far as anything readable says.
    pub known: u64,
}

impl Woven {
    /// The head after the first `next` records, which are there.
    fn head_at(&self, stream: StreamId, next: u64) -> Head {
        let at = self.start_of(next);
        at.checked_sub(1).map_or_else(
            || Head::start(stream),
            |before| Head {
                next,
                hash: self.lines[before].hash,
            },
        )
    }

    fn start_of(&self, next: u64) -> usize {
        self.lines.partition_point(|line| line.seq < next)
    }

    pub fn lost(&self) -> bool {
        self.head.next < self.known
    }

    pub fn segments_damaged(&self) -> bool {
        self.good.next < self.head.next.max(self.known)
    }
}

impl Keeper {
    /// Compares the ends of both copies of every stream, and mends those that differ.
    pub(super) fn settle_all(&mut self) -> Result<(), Fault> {
        let heads: BTreeMap<_, _> = self.opened()?.heads()?.into_iter().collect();
        let claims = self.claims()?;
        for stream in self.all_streams(&heads, &claims)? {
            let (head, claim) = (heads.get(&stream).copied(), claims.get(&stream).copied());
            if let Some(head) = head
                && claim.is_none_or(|claim| claim.next <= head.next)
                && self.tails_agree(stream, head)?
            {
                self.keep(stream, head);
            } else {
                self.mend_with(stream, head, claim)?;
            }
        }
        self.rewrite_catalogue();
        Ok(())
    }

    fn opened(&self) -> Result<&Index, Trouble> {
        self.index.as_ref().ok_or_else(closed)
    }

    pub(super) fn all_streams(
        &self,
        heads: &BTreeMap<StreamId, Head>,
        claims: &BTreeMap<StreamId, Head>,
    ) -> Result<BTreeSet<StreamId>, JournalError> {
        let mut all = self.segments.known()?.live;
        all.extend(heads.keys().chain(claims.keys()));
        all.retain(|stream| !self.erased.contains(stream));
        Ok(all)
    }

    pub(super) fn keep(&mut self, stream: StreamId, head: Head) {
        if head.next == 0 {
            self.streams.remove(&stream);
        } else {
            self.streams.insert(stream, Kept { head, places: None });
        }
        self.board.set_length(stream, head.next);
    }

    /// Whether both copies end with the same record, and that record with this head.
    fn tails_agree(&self, stream: StreamId, head: Head) -> Result<bool, Fault> {
        let Tail::Whole { head: tail, last } = self.segments.tail(stream)? else {
            return Ok(false);
        };
        if tail != head {
            return Ok(false);
        }
        let index = self.opened()?;
        let end = index.line_before(stream, head.next)?;
        let Some(end) = end else {
            return Ok(head == Head::start(stream));
        };
        let before = match end.part {
            0 => index.line_before(stream, end.seq)?,
            part => index.line(stream, end.seq, part - 1)?,
        };
        let link = before.map_or_else(|| Head::start(stream).hash, |line| line.hash);
        Ok(end.seq + 1 == head.next
            && end.hash == head.hash
            && end.is_last()
            && end.link(&link) == end.hash
            && last.is_none_or(|last| last == end))
    }

    /// Takes the heads from the segments while the index cannot be opened.
    pub(super) fn settle_without_index(&mut self) -> Result<(), JournalError> {
        for stream in self.segments.known()?.live {
            let head = self.segments.walk(stream)?.rest()?.1;
            self.keep(stream, head);
        }
        Ok(())
    }

    /// Mends one stream, building the index anew if it takes that.
    pub(super) fn mend_anyhow(&mut self, stream: StreamId) -> Result<(), JournalError> {
        match self.mend(stream) {
            Ok(()) => Ok(()),
            Err(Fault::Files(error)) => Err(error),
            Err(Fault::Index(trouble)) if trouble.rebuild => self.rebuild(Some(&trouble.reason)),
            Err(Fault::Index(_)) => Err(self.refusal()),
        }
    }

    /// Mends one stream from both copies.
    pub(super) fn mend(&mut self, stream: StreamId) -> Result<(), Fault> {
        let head = self
            .opened()?
            .heads()?
            .into_iter()
            .find(|(named, _)| *named == stream);
        let claim = self.claims()?.remove(&stream).or(Some(self.head(stream)));
        self.mend_with(stream, head.map(|(_, head)| head), claim)
    }

    fn mend_with(
        &mut self,
        stream: StreamId,
        index_head: Option<Head>,
        claim: Option<Head>,
    ) -> Result<(), Fault> {
        let indexed = self.opened()?.lines(stream, (0, 0), usize::MAX)?;
        let woven = self.weave(stream, &indexed, index_head, claim)?;
        let start = Head::start(stream);
        let whole = verify(start, &indexed) == Some(index_head.unwrap_or(start))
            && woven.lines.starts_with(&indexed);
        let behind = claim.is_some_and(|claim| claim.next > index_head.map_or(0, |head| head.next));
        if woven.lost() || !whole || behind {
            // An index that has lost something may lose what is written to it now. It stays beside the new one, for
            // whoever wants to look.
            return Err(Trouble {
                reason: "it does not hold what was saved".into(),
                rebuild: true,
            }
            .into());
        }
        self.mend_segments(stream, &woven, index_head)?;
        if woven.segments_damaged() {
            self.found(repaired(stream));
        }
        let head = woven.head;
        let index = self.index.as_mut().ok_or_else(closed)?;
        if indexed.len() < woven.lines.len() {
            let lines = &woven.lines[indexed.len()..];
            index.add(&[Change {
                stream,
                lines,
                head,
            }])?;
            index.flush()?;
        }
        self.keep(stream, head);
        Ok(())
    }

    /// For record after record takes whichever copy makes the next link.
    pub(super) fn weave(
        &self,
        stream: StreamId,
        indexed: &[Line],
        index_head: Option<Head>,
        claim: Option<Head>,
    ) -> Result<Woven, JournalError> {
        let (lines, good, end) = self.segments.walk(stream)?.rest()?;
        let said = index_head
            .into_iter()
            .chain(claim)
            .map(|head| head.next)
            .max();
        let known = said.unwrap_or(0);
        let mut woven = Woven {
            lines,
            head: good,
            good,
            end,
            known,
        };
        let whole = !matches!(woven.end, End::Broken(_)) && good.next >= known;
        if whole && woven.lines.starts_with(indexed) {
            return Ok(woven);
        }
        let scraps = self.segments.scraps(stream)?;
        if said.is_none() && matches!(woven.end, End::Broken(_)) {
            let furthest = scraps
                .iter()
                .filter(|line| line.is_last())
                .map(|line| line.seq + 1)
                .max();
            woven.known = furthest.unwrap_or(0);
        }
        let (lines, head) = chain(stream, indexed, &scraps);
        if head.next > woven.head.next {
            woven.lines = lines;
            woven.head = head;
        }
        Ok(woven)
    }

    /// Makes the segments hold what was woven, by a new one that goes on from the first difference.
    pub(super) fn mend_segments(
        &mut self,
        stream: StreamId,
        woven: &Woven,
        index_head: Option<Head>,
    ) -> Result<(), JournalError> {
        self.writers.remove(&stream);
        let trusted = index_head.filter(|head| {
            head.next <= woven.good.next && woven.head_at(stream, head.next) == *head
        });
        // Lines that only the segments have may be known to the page cache alone, if the process that wrote them
        // died of a failed sync; so they are written again.
        let start = trusted.map_or(woven.good.next, |head| head.next);
        let in_order =
            woven.end == End::Clean && woven.good == woven.head && start == woven.head.next;
        if in_order || (woven.head.next == 0 && !self.segments.has(stream)) {
            return Ok(());
        }
        let from = woven.head_at(stream, start);
        self.segments
            .begin(stream, from, &woven.lines[woven.start_of(start)..])?;
        Ok(())
    }
}

pub(super) fn repaired(stream: StreamId) -> Finding {
    Finding::Repaired {
        stream: Some(stream),
        what: "the readable copy was damaged".into(),
    }
}

fn closed() -> Trouble {
    Trouble {
        reason: "the index is closed".into(),
        rebuild: false,
    }
}

/// The longest run of whole records from the beginning that the lines of both copies make. A link may be remembered
/// by one copy and its text by the other.
fn chain(stream: StreamId, indexed: &[Line], scraps: &[Line]) -> (Vec<Line>, Head) {
    let mut candidates: HashMap<(u64, u32), Vec<&Line>> = HashMap::new();
    for line in indexed.iter().chain(scraps) {
        candidates
            .entry((line.seq, line.part))
            .or_default()
            .push(line);
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut whole = 0;
    let mut head = Head::start(stream);
    let mut before: Hash = head.hash;
    let mut part = 0;
    while let Some(here) = candidates.get(&(head.next, part)) {
        let fits = |line: &&Line| {
            let next = line.link(&before);
            here.iter().any(|other| other.hash == next).then_some(next)
        };
        let Some((line, next)) = here.iter().find_map(|line| Some((*line, fits(line)?))) else {
            break;
        };
        before = next;
        lines.push(Line {
            hash: next,
            ..line.clone()
        });
        part += 1;
        if line.is_last() {
            part = 0;
            head = Head {
                next: head.next + 1,
                hash: before,
            };
            whole = lines.len();
        }
    }
    lines.truncate(whole);
    (lines, head)
}
