//! The real program on a pty, with a house of its own.

#![allow(dead_code, reason = "each test file uses its share")]

use portable_pty::CommandBuilder;

use crate::house::House;
use crate::pty::Program;

/// The program with these words behind its name, on a terminal of this size.
pub fn upturn(house: &House, args: &[&str], columns: u16, rows: u16) -> Program {
    with_editor(house, args, "", columns, rows)
}

/// As [`upturn`], with this as the person's own editor.
pub fn with_editor(house: &House, args: &[&str], editor: &str, columns: u16, rows: u16) -> Program {
    let mut command = command(house, args);
    command.env("EDITOR", editor);
    Program::start(command, columns, rows)
}

/// The program with these words behind its name, and an environment of its own.
pub fn command(house: &House, args: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_upturn"));
    command.args(args);
    command.env_clear();
    for (name, value) in house.environment() {
        command.env(name, value);
    }
    command.env("TZ", "UTC");
    command.env("UPTURN_NAME", "Ana");
    command.cwd(house.path(""));
    command
}
