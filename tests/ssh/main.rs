//! The door, with clients at it: in-process ones where many are needed, and the real `ssh` where it matters what it does.
//!
//! Nothing here sleeps: every test waits for what it names, and the durations of the door are a part of its configuration.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod entering;
mod limits;
mod openssh;
#[path = "../support/openssh.rs"]
mod person;
mod requests;
mod seats;
mod support;
