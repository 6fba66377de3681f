//! The pure core: scripts, cards, measures, events, commands and the session they make.
//!
//! No clock, randomness, IO or drawing here: time and ids come in with the command. [`Session::decide`] says
//! what a command would change, [`Session::apply`] changes it, and everything that reads goes through [`Seen`].

pub mod advice;
pub mod archive;
pub mod card;
pub mod clock;
pub mod command;
mod common;
pub mod door;
pub mod event;
mod few;
pub mod fields;
pub mod ids;
pub mod likeness;
pub mod measure;
pub mod member;
pub mod opinion;
mod pairs;
pub mod presence;
mod rank;
pub mod script;
pub mod seen;
pub mod session;
pub mod silence;
pub mod step;
pub mod summary;
pub mod take_up;
#[cfg(test)]
pub mod testing;
pub mod text;
pub mod thread;

pub use card::{Card, Place, Value, field};
pub use command::{After, Command, Rejection, Request};
pub use event::{Event, Record};
pub use fields::Fields;
pub use ids::{
    At, BallotId, CardId, CommandId, FieldId, MeasureId, MemberId, RoundId, Seq, SessionId, StepId,
};
pub use measure::{Measure, Point};
pub use member::{Member, Role};
pub use opinion::{Ballot, Voice};
pub use presence::Presence;
pub use script::{Script, Step, Words};
pub use seen::{Membership, Seen, Viewer};
pub use session::{CopyAs, Past, Session, Stop};
pub use silence::Privacy;
pub use summary::Summary;
