//! What takes long, or waits for a disk, without holding up the seats that share a thread.

use std::sync::Arc;

use tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::{block_in_place, spawn_blocking},
};

use crate::model::Session;

/// Works on a disk, while the other seats of this thread go on at another. The seat that asks waits for it, so that what it
/// keeps is kept in its order, and is kept when it leaves.
pub(in crate::term) fn on_disk<T>(work: impl FnOnce() -> T) -> T {
    let others = Handle::try_current()
        .is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if others { block_in_place(work) } else { work() }
}

/// Reads something out of a session that costs as much as all of its records.
pub(in crate::term) async fn read<T: Send + 'static>(
    session: &Arc<Session>,
    read: impl FnOnce(&Session) -> Option<T> + Send + 'static,
) -> Option<T> {
    let session = Arc::clone(session);
    spawn_blocking(move || read(&session)).await.ok().flatten()
}
