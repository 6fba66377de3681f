//! Building the index anew, beside the old one, and changing them over.

use std::collections::BTreeMap;

use super::super::chain::Line;
use super::super::finding::Finding;
use super::super::index::{Index, Trouble};
use super::super::layout::damaged_name;
use super::super::{JournalError, StreamId};
use super::Keeper;
use super::mend::repaired;

impl Keeper {
    /// Builds the index anew from the segments and what the old one still yields. The old one is kept under another
    /// name, with a finding, if `reason` says what is wrong with it; otherwise it goes, for an erasure.
    pub(super) fn rebuild(&mut self, reason: Option<&str>) -> Result<(), JournalError> {
        let failed = |trouble: Trouble| JournalError::Unsaved {
            reason: trouble.reason,
        };
        let path = self.layout.new_index();
        self.disk.remove(&path)?;
        let mut fresh = Index::open(&path, &self.disk).map_err(failed)?;
        let old = self.index.take();
        if let Err(error) = self.fill(&mut fresh, old.as_ref()) {
            self.index = old;
            return Err(error);
        }
        drop(fresh);
        drop(old);
        let index = self.layout.index();
        let aside = self.layout.root.join("index.old");
        if index.exists() {
            match reason {
                Some(_) => {
                    let seconds = u64::try_from(chrono::Utc::now().timestamp()).unwrap_or_default();
                    self.disk.rename(&index, &damaged_name(&index, seconds))?;
                }
                None => self.disk.rename(&index, &aside)?,
            }
        }
        self.disk.rename(&path, &index)?;
        self.index = Some(Index::open(&index, &self.disk).map_err(failed)?);
        self.disk.remove(&aside)?;
        if let Some(reason) = reason {
            let what = format!(
                "the index could not be used ({reason}) and was built anew from the readable copy"
            );
            self.found(Finding::Repaired { stream: None, what });
        }
        self.rewrite_catalogue();
        self.index_is_well();
        Ok(())
    }

    fn fill(&mut self, fresh: &mut Index, old: Option<&Index>) -> Result<(), JournalError> {
        let failed = |trouble: Trouble| JournalError::Unsaved {
            reason: trouble.reason,
        };
        let heads = old.and_then(|old| old.heads().ok()).unwrap_or_default();
        let heads: BTreeMap<_, _> = heads.into_iter().collect();
        let mut claims = self.claims()?;
        for (stream, kept) in &self.streams {
            let claim = claims.entry(*stream).or_insert(kept.head);
            if claim.next < kept.head.next {
                *claim = kept.head;
            }
        }
        for stream in self.all_streams(&heads, &claims)? {
            let (head, claim) = (heads.get(&stream).copied(), claims.get(&stream).copied());
            let known = head
                .into_iter()
                .chain(claim)
                .map(|head| head.next)
                .max()
                .unwrap_or(0);
            let mut woven = self.weave(stream, &[], head, claim)?;
            if woven.segments_damaged() {
                let indexed = old
                    .map(|old| salvage(old, stream, known))
                    .unwrap_or_default();
                woven = self.weave(stream, &indexed, head, claim)?;
            }
            self.mend_segments(stream, &woven, head)?;
            if woven.lost() {
                let (kept, known) = (woven.head.next, woven.known);
                self.found(Finding::Lost {
                    stream,
                    kept,
                    known,
                });
            } else if woven.segments_damaged() {
                self.found(repaired(stream));
            }
            fresh
                .fill(stream, &woven.lines, woven.head)
                .map_err(failed)?;
            self.keep(stream, woven.head);
        }
        fresh.flush().map_err(failed)
    }
}

/// What a damaged index still yields of a stream.
fn salvage(index: &Index, stream: StreamId, known: u64) -> Vec<Line> {
    const PATIENCE: usize = 16;
    if let Ok(lines) = index.lines(stream, (0, 0), usize::MAX) {
        return lines;
    }
    let mut lines = Vec::new();
    let mut failures = 0;
    for seq in 0..known {
        let mut part = 0;
        loop {
            match index.line(stream, seq, part) {
                Ok(Some(line)) => {
                    let last = line.is_last();
                    lines.push(line);
                    if last {
                        break;
                    }
                    part += 1;
                }
                Ok(None) => break,
                Err(_) => {
                    failures += 1;
                    break;
                }
            }
        }
        if failures > PATIENCE {
            break;
        }
    }
    lines
}
