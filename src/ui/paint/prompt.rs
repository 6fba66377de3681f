//! What a page says where nobody can do anything on it: in a session that is played again, on a wall, to whoever watches.

use crate::say::MsgId;

/// What is said instead of a sentence that names a key.
pub(super) fn without_keys(id: MsgId) -> MsgId {
    match id {
        MsgId::NothingYet
        | MsgId::PressEnterToWrite
        | MsgId::EmptyTree
        | MsgId::EmptyLevels
        | MsgId::EmptyPlan
        | MsgId::EmptyVote
        | MsgId::EmptyMatrix
        | MsgId::EmptyMatrixItems
        | MsgId::EmptyConsent
        | MsgId::EmptyRoster
        | MsgId::GridEmpty
        | MsgId::TurnsBegin => MsgId::ReadNothingYet,
        MsgId::NoCurveYet => MsgId::ReadNoCurve,
        MsgId::NoPointYet => MsgId::ReadNoPoint,
        MsgId::AskIsItOk => MsgId::ReadIsItOk,
        MsgId::CountOwn | MsgId::CountByLine | MsgId::CountOneByOne => MsgId::ReadHands,
        MsgId::VoteReady => MsgId::ReadVoteReady,
        MsgId::VoteNeedsMore => MsgId::ReadOneOption,
        MsgId::GridLooseLeft => MsgId::ReadLooseLeft,
        MsgId::OfferedFrom => MsgId::ReadOfferedFrom,
        MsgId::AgendaTakes => MsgId::ReadAgendaTakes,
        id => id,
    }
}
