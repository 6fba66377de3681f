//! The `upturn` program: hands its arguments to [`upturn::cli`] and exits with the code that comes back.

use clap::Parser;

fn main() -> std::process::ExitCode {
    upturn::cli::run(&upturn::cli::Cli::parse())
}
