//! When a key works, and what is said when it does not: questions to [`Facts`], each in its own words.
//!
//! A condition knows nothing but the facts, so that hints, help and handling can never disagree.

use super::{Facts, Off};
use crate::say::MsgId;

/// Works always.
pub const fn always(_: &Facts) -> Off {
    None
}

const fn unless(so: bool, why: MsgId) -> Off {
    if so { None } else { Some(why) }
}

/// Needs a session that can be changed.
pub const fn open(facts: &Facts) -> Off {
    match noting(facts) {
        None => unless(!facts.locked, MsgId::LockedForNow),
        off => off,
    }
}

/// Needs a session that can be changed, and a seat that does more than watch; a locked board locks no notes.
pub const fn noting(facts: &Facts) -> Off {
    if facts.read_only {
        Some(MsgId::OffReadOnly)
    } else if facts.watches {
        Some(MsgId::ObserversWatch)
    } else {
        unless(!facts.muted, MsgId::AskedToWatch)
    }
}

/// Needs somebody who enters for the room, and a session that can be changed.
pub const fn entering(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.enters, MsgId::OffEntering),
        off => off,
    }
}

/// Needs a card under the cursor, and somebody who enters for the room.
pub const fn entering_on_card(facts: &Facts) -> Off {
    match entering(facts) {
        None => on_card(facts),
        off => off,
    }
}

/// Needs a terminal where the session is kept: files of that machine are no guest's business.
pub const fn exporting(facts: &Facts) -> Off {
    unless(!facts.guest, MsgId::NotAtAGuest)
}

/// Needs a card under the cursor.
pub const fn on_card(facts: &Facts) -> Off {
    unless(facts.card, MsgId::OffNoCard)
}

/// Needs a card under the cursor of a session that can be changed.
pub const fn on_open_card(facts: &Facts) -> Off {
    match open(facts) {
        None => on_card(facts),
        off => off,
    }
}

/// Needs a line of the history under the cursor.
pub const fn on_entry(facts: &Facts) -> Off {
    unless(facts.entry, MsgId::OffNoEntry)
}

/// Needs a line of the history about a card, in a session that can be changed.
pub const fn on_entry_of_card(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.entry_card, MsgId::OffNoCardHere),
        off => off,
    }
}

/// Needs a line of the history that the viewer may take back.
pub const fn on_entry_to_take_back(facts: &Facts) -> Off {
    match open(facts) {
        None => match on_entry(facts) {
            None => unless(facts.leads || facts.entry_own, MsgId::OffNotYours),
            off => off,
        },
        off => off,
    }
}

/// Needs whoever leads, and a session that can be changed.
pub const fn leading(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.leads, MsgId::FacilitatorOnly),
        off => off,
    }
}

/// Needs whoever leads, and a clock that stands still.
pub const fn clock_still(facts: &Facts) -> Off {
    match leading(facts) {
        None => unless(!facts.clock_runs, MsgId::OffClockRuns),
        off => off,
    }
}

/// Needs whoever leads, and a clock that runs.
pub const fn clock_running(facts: &Facts) -> Off {
    match leading(facts) {
        None => unless(facts.clock_runs, MsgId::OffClockStill),
        off => off,
    }
}

/// Needs whoever leads, and a plan that began when the clock was started.
pub const fn timed(facts: &Facts) -> Off {
    match leading(facts) {
        None => unless(facts.timed, MsgId::ClockNotStarted),
        off => off,
    }
}

pub const fn next_phase(facts: &Facts) -> Off {
    match leading(facts) {
        None if !facts.phases => Some(MsgId::OffNoPhases),
        None => unless(!facts.last_phase, MsgId::OffLastPhase),
        off => off,
    }
}

pub const fn previous_phase(facts: &Facts) -> Off {
    match leading(facts) {
        None if !facts.phases => Some(MsgId::OffNoPhases),
        None => unless(!facts.first_phase, MsgId::OffFirstPhase),
        off => off,
    }
}

/// Needs a card under the cursor, and whoever leads.
pub const fn leading_on_card(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.leads, MsgId::FacilitatorOnly),
        off => off,
    }
}

pub const fn can_undo(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.can_undo, MsgId::NothingToUndo),
        off => off,
    }
}

pub const fn can_redo(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.can_redo, MsgId::NothingToRedo),
        off => off,
    }
}

pub const fn previous(facts: &Facts) -> Off {
    unless(facts.has_previous, MsgId::OffFirstStep)
}

pub const fn next(facts: &Facts) -> Off {
    unless(facts.has_next, MsgId::OffLastStep)
}

pub const fn with_columns(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.columns, MsgId::OffNoColumns),
        off => off,
    }
}

pub const fn why(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.tree, MsgId::OffNoTree),
        off => off,
    }
}

pub const fn action(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.plan, MsgId::OffNoPlan),
        off => off,
    }
}

pub const fn measure(facts: &Facts) -> Off {
    match entering(facts) {
        None => unless(facts.measure, MsgId::OffNoMeasure),
        off => off,
    }
}

pub const fn curves(facts: &Facts) -> Off {
    unless(facts.measures, MsgId::OffOneCurve)
}

pub const fn forecast(facts: &Facts) -> Off {
    match entering(facts) {
        None => unless(facts.forecast, MsgId::OffNoForecast),
        off => off,
    }
}

pub const fn groups(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.groups, MsgId::OffNoGroups),
        off => off,
    }
}

pub const fn on_session(facts: &Facts) -> Off {
    unless(facts.session, MsgId::OffNoSession)
}

pub const fn is_open(facts: &Facts) -> Off {
    if facts.closed {
        return Some(MsgId::SessionClosed);
    }
    unless(facts.enters, MsgId::OffEntering)
}

pub const fn is_closed(facts: &Facts) -> Off {
    if !facts.closed {
        return Some(MsgId::OffNotClosed);
    }
    unless(facts.enters, MsgId::OffEntering)
}

pub const fn has_tree(facts: &Facts) -> Off {
    unless(facts.tree, MsgId::OffNoTree)
}

pub const fn has_curve(facts: &Facts) -> Off {
    unless(facts.curve, MsgId::OffNoCurve)
}

/// A tree, and a terminal where files may be written.
pub const fn exporting_tree(facts: &Facts) -> Off {
    match exporting(facts) {
        None => has_tree(facts),
        off => off,
    }
}

/// A curve, and a terminal where files may be written.
pub const fn exporting_curve(facts: &Facts) -> Off {
    match exporting(facts) {
        None => has_curve(facts),
        off => off,
    }
}

pub const fn has_story(facts: &Facts) -> Off {
    unless(facts.story, MsgId::OffNoSuchStep)
}

pub const fn has_partners(facts: &Facts) -> Off {
    unless(facts.partners, MsgId::OffNoSuchStep)
}

pub const fn has_works(facts: &Facts) -> Off {
    unless(facts.works, MsgId::OffNoSuchStep)
}

pub const fn has_plan(facts: &Facts) -> Off {
    unless(facts.plan, MsgId::OffNoPlan)
}

pub const fn to_group(facts: &Facts) -> Off {
    match entering_on_card(facts) {
        None => unless(!facts.branches, MsgId::OffTreeHasNoGroups),
        off => off,
    }
}

pub const fn drawing(facts: &Facts) -> Off {
    unless(facts.draws, MsgId::OffDrawsNothing)
}

pub const fn in_tree(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.branches, MsgId::OffOnlyInTrees),
        off => off,
    }
}

pub const fn with_status(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.status, MsgId::OffNoStatus),
        off => off,
    }
}

/// Needs a card under the cursor, on a page that shows a flag.
pub const fn flagging(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.flag, MsgId::OffNoFlag),
        off => off,
    }
}

/// Needs the cursor on a cell that holds one of several.
pub const fn on_choice(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.choice, MsgId::OffNoChoice),
        off => off,
    }
}

pub const fn with_weights(facts: &Facts) -> Off {
    match entering(facts) {
        None => unless(facts.weights, MsgId::OffNoWeights),
        off => off,
    }
}

pub const fn numbers(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.numbers, MsgId::OffNoNumbers),
        off => off,
    }
}

pub const fn long(facts: &Facts) -> Off {
    unless(facts.long, MsgId::OffOneLine)
}

/// Needs a long text, and an editor of one's own, which a seat on a line has not.
pub const fn long_in_editor(facts: &Facts) -> Off {
    match long(facts) {
        None => unless(!facts.guest, MsgId::NoEditorHere),
        off => off,
    }
}

/// Needs a session that can be changed, and an editor of one's own.
pub const fn in_editor(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(!facts.guest, MsgId::NoEditorHere),
        off => off,
    }
}

/// Needs a card under the cursor, and an editor of one's own.
pub const fn card_in_editor(facts: &Facts) -> Off {
    match in_editor(facts) {
        None => on_card(facts),
        off => off,
    }
}

/// Needs whoever leads, also where the session is closed.
pub const fn leads(facts: &Facts) -> Off {
    unless(facts.leads, MsgId::FacilitatorOnly)
}

/// Needs a screen that nobody else looks at.
pub const fn unshared(facts: &Facts) -> Off {
    unless(!facts.shared, MsgId::OffShared)
}

/// Needs what a note needs, and a screen that nobody else looks at.
pub const fn noting_alone(facts: &Facts) -> Off {
    match noting(facts) {
        None => unshared(facts),
        off => off,
    }
}

/// Needs whoever leads, at a screen that nobody else looks at.
pub const fn confided(facts: &Facts) -> Off {
    match leads(facts) {
        None => unshared(facts),
        off => off,
    }
}

/// Needs a screen that nobody else looks at: what is cast in an open round is shown to nobody.
pub const fn casting(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(!facts.shared, MsgId::OffSharedVotes),
        off => off,
    }
}

/// Needs that too, and a card under the cursor.
pub const fn casting_on_card(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => casting(facts),
        off => off,
    }
}

pub const fn roaming(facts: &Facts) -> Off {
    unless(facts.roams, MsgId::OffNotRoaming)
}

pub const fn taking_part(facts: &Facts) -> Off {
    unless(facts.takes_part, MsgId::OffEntersForRoom)
}

/// Needs whoever leads, with the cursor on somebody who waits.
pub const fn on_waiting(facts: &Facts) -> Off {
    match leads(facts) {
        None => unless(facts.waiting, MsgId::OffNobodyWaits),
        off => off,
    }
}

/// Needs whoever leads, with the cursor on a member.
pub const fn on_person(facts: &Facts) -> Off {
    match leads(facts) {
        None => unless(facts.person, MsgId::OffNoPerson),
        off => off,
    }
}

/// Needs whoever leads, with the cursor on a member who is somebody else.
pub const fn on_other(facts: &Facts) -> Off {
    match on_person(facts) {
        None => unless(!facts.myself, MsgId::OffYourself),
        off => off,
    }
}

/// Needs whoever leads, with the cursor on a member who is somebody else; where the session is kept, whoever does not lead
/// takes the lead back with the same key.
pub const fn lead(facts: &Facts) -> Off {
    if facts.host && !facts.leads {
        return None;
    }
    on_other(facts)
}

/// Needs whoever leads, with the cursor on a member who is somebody else, or on somebody who waits.
pub const fn on_anyone(facts: &Facts) -> Off {
    if facts.leads && facts.waiting {
        return None;
    }
    on_other(facts)
}

/// Needs the cursor on one's own seat, or on any where one leads.
pub const fn on_seat(facts: &Facts) -> Off {
    if facts.myself {
        return None;
    }
    on_person(facts)
}

/// Needs a return code that this seat was shown.
pub const fn welcomed(facts: &Facts) -> Off {
    match unshared(facts) {
        None => unless(facts.welcomed, MsgId::OffNoReturnCode),
        off => off,
    }
}

pub const fn with_door(facts: &Facts) -> Off {
    match leads(facts) {
        None => unless(facts.door, MsgId::OffNoDoor),
        off => off,
    }
}

/// Needs a door of this house that lets somebody new in.
pub const fn with_open_door(facts: &Facts) -> Off {
    unless(facts.door, MsgId::OffNoOpenDoor)
}

pub const fn without_door(facts: &Facts) -> Off {
    match leads(facts) {
        None => unless(!facts.door, MsgId::OffDoorThere),
        off => off,
    }
}
