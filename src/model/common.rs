//! What everybody is shown alike, computed once for all seats and kept with the session until its next record.
//!
//! A page of 200 cards is counted, ordered and put into words once, and not by each of 200 seats. Only what the wall may show
//! is kept here, so nothing can come to somebody by it that is not for all.

use std::{
    any::{Any, TypeId},
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::ids::StepId;
use crate::say::Lang;

/// What is kept: of which page, in which language, and of which type, which says what it is.
type Kept = (TypeId, StepId, Lang, Arc<dyn Any + Send + Sync>);

/// What was computed of one state of a session. A copy of the session begins without it, as does its next state.
#[derive(Default)]
pub(super) struct Common {
    public: OnceLock<bool>,
    kept: Mutex<Vec<Kept>>,
}

impl Common {
    /// Whether everything is shown to everybody, as found out once.
    pub(super) fn is_public(&self, look: impl FnOnce() -> bool) -> bool {
        *self.public.get_or_init(look)
    }

    /// What is kept of this page, or else what is computed now. Nobody waits: two who ask at the same time may both compute it.
    pub(super) fn once<T: Send + Sync + 'static>(
        &self,
        step: &StepId,
        lang: Lang,
        compute: impl FnOnce() -> T,
    ) -> Arc<T> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = TypeId::of::<T>();
        let known = kept()
            .iter()
            .find(|(what, of, words, _)| *what == wanted && of == step && *words == lang)
            .map(|(.., value)| Arc::clone(value));
        if let Some(known) = known.and_then(|value| value.downcast().ok()) {
            return known;
        }
        let value = Arc::new(compute());
        let shared: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&value);
        kept().push((wanted, step.clone(), lang, shared));
        value
    }
}

impl Clone for Common {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Common {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Common").finish_non_exhaustive()
    }
}
