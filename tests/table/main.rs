//! Everyone at one table: the real `upturn serve`, real SSH clients of all sizes, roles and colours at it, and what each of them sees.
//!
//! Nothing here sleeps: every test waits for what it names, on the screen of whom it names.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/client.rs"]
mod client;
#[path = "../support/house.rs"]
mod house;
#[path = "../support/openssh.rs"]
mod person;
#[path = "../support/pty.rs"]
mod pty;
#[path = "../support/table.rs"]
mod table;

mod coming_back;
mod door;
mod given_back;
mod here;
mod secrets;
mod served;
mod together;
