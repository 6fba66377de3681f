//! The others in the room, as the title tells of them: counted when somebody comes, goes, writes or is done, and not for
//! each frame.

use std::sync::Arc;

use crate::{
    model::{MemberId, Membership, Presence, Seen, Step, StepId},
    say,
    say::Msg,
};

/// What is said of the others.
#[derive(Debug, Default)]
pub struct Company {
    of: Option<Of>,
    said: Option<Msg>,
}

/// What it was said of.
#[derive(Debug)]
struct Of {
    presence: Arc<Presence>,
    members: Membership,
    step: StepId,
    me: Option<MemberId>,
}

impl Company {
    /// The others in the room, in a word.
    pub fn said(&mut self, presence: &Arc<Presence>, seen: Seen<'_>, step: &Step) -> Option<&Msg> {
        let me = seen.me().map(|me| me.id);
        let known = self.of.as_ref().is_some_and(|of| {
            Arc::ptr_eq(&of.presence, presence)
                && seen.has_members(&of.members)
                && of.step == step.id
                && of.me == me
        });
        if !known {
            self.said = others(presence, seen, step);
            self.of = Some(Of {
                presence: Arc::clone(presence),
                members: seen.membership(),
                step: step.id.clone(),
                me,
            });
        }
        self.said.as_ref()
    }
}

/// The others in the room, in a word: how many write, how many are done, or how many are here. Nothing for whoever is
/// alone.
fn others(presence: &Presence, seen: Seen<'_>, step: &Step) -> Option<Msg> {
    let me = seen.me().map(|me| me.id);
    let (mut here, mut writing) = (0_usize, 0_usize);
    for seat in presence.others(me) {
        here += 1;
        writing += usize::from(seat.writing);
    }
    if here == 0 {
        return None;
    }
    let (done, all) = presence.done_of(seen.members(), &step.id);
    Some(if done > 0 {
        say!(DoneCount, done, all)
    } else if writing > 0 {
        say!(NowWriting, writing)
    } else {
        say!(HereCount, presence.people(seen.members()))
    })
}
