//! The parts of a step's time: methods that rooms know by name, each with its minutes.
//!
//! Silent writing, a round, 1-2-4-all (`silent`, `pairs`, `fours`, `talk`), an affinity wall (`silent`, `reveal`, `group`) and
//! dots are put together from these in a script's `recipe`. A part says how it is done, and begins nothing by itself.

use serde::{Deserialize, Serialize};

use crate::say::MsgId;

/// A part of a step's time, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Each writes in silence.
    Silent(u32),
    /// What was written is read out.
    Reveal(u32),
    /// Like goes to like.
    Group(u32),
    /// All talk.
    Talk(u32),
    /// One after the other.
    Round(u32),
    /// In pairs or small groups.
    Pairs(u32),
    /// Two pairs together.
    Fours(u32),
    /// Each lays dots.
    Dots(u32),
    /// A break.
    Break(u32),
}

impl Phase {
    /// Its minutes, as the script has them.
    pub fn minutes(self) -> u32 {
        match self {
            Self::Silent(minutes)
            | Self::Reveal(minutes)
            | Self::Group(minutes)
            | Self::Talk(minutes)
            | Self::Round(minutes)
            | Self::Pairs(minutes)
            | Self::Fours(minutes)
            | Self::Dots(minutes)
            | Self::Break(minutes) => minutes,
        }
    }

    /// What it is called, in a word or two.
    pub fn name(self) -> MsgId {
        match self {
            Self::Silent(_) => MsgId::PhaseSilent,
            Self::Reveal(_) => MsgId::PhaseReveal,
            Self::Group(_) => MsgId::PhaseGroup,
            Self::Talk(_) => MsgId::PhaseTalk,
            Self::Round(_) => MsgId::PhaseRound,
            Self::Pairs(_) => MsgId::PhasePairs,
            Self::Fours(_) => MsgId::PhaseFours,
            Self::Dots(_) => MsgId::PhaseDots,
            Self::Break(_) => MsgId::PhaseBreak,
        }
    }

    /// How it is done, in a sentence to the room.
    pub fn how(self) -> MsgId {
        match self {
            Self::Silent(_) => MsgId::HowSilent,
            Self::Reveal(_) => MsgId::HowReveal,
            Self::Group(_) => MsgId::HowGroup,
            Self::Talk(_) => MsgId::HowTalk,
            Self::Round(_) => MsgId::HowRound,
            Self::Pairs(_) => MsgId::HowPairs,
            Self::Fours(_) => MsgId::HowFours,
            Self::Dots(_) => MsgId::HowDots,
            Self::Break(_) => MsgId::HowBreak,
        }
    }
}
