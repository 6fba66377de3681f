//! What is the same for all who see the same.

use std::sync::Arc;

use super::{Seen, Viewer};
use crate::model::{card::field, ids::StepId, session::Session};

impl Session {
    /// Whether nothing that lies on a table is hidden from anybody, and no round is open.
    fn is_public(&self) -> bool {
        let silent = || self.silences.values().any(|silence| silence.is_open());
        let voting = || self.ballots.values().any(|ballot| ballot.is_open());
        let hidden = || self.cards.values().any(|card| card.flag(field::HIDDEN));
        self.common
            .is_public(|| !silent() && !voting() && !hidden())
    }
}

impl<'a> Seen<'a> {
    /// Computes what a page shows of all cards and measures, once for all who see the same: from what the wall may see, where
    /// this viewer sees that and nothing else of them, and otherwise for this viewer alone.
    ///
    /// What is computed may depend on the cards, measures and opinions of the session and on the language; not on who the viewer
    /// is, what they noted or did, or which step they look at. Its type says what it is: one page computes one of each.
    pub fn once<T: Send + Sync + 'static>(
        &self,
        step: &StepId,
        compute: impl FnOnce(Seen<'a>) -> T,
    ) -> Arc<T> {
        let as_the_wall = match self.viewer {
            Viewer::Member(_) | Viewer::Archive => self.session.is_public(),
            Viewer::Shared(_) | Viewer::Projector | Viewer::Minutes => true,
        };
        if !as_the_wall {
            return Arc::new(compute(*self));
        }
        let wall = Self {
            viewer: Viewer::Projector,
            here: None,
            ..*self
        };
        let common = &self.session.common;
        common.once(step, self.lang, || compute(wall))
    }
}
