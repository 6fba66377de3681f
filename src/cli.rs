//! Verbs of the command line: what each is asked, what it prints, how it ends.

pub mod check;
