//! A guest in line mode, at the end of a line of bytes.

use std::io::Write as _;

use super::PlainDriver;
use crate::term::{
    driver::{DriverError, Ended},
    guest::{Guest, Left},
    line::Line,
};

/// Seats a guest without a screen at a line until they leave or are gone; `farewell` is the last line they get.
///
/// # Errors
/// Where the session cannot be opened, or the line was cut while something was written to it.
pub async fn sit(
    guest: Guest,
    line: Line,
    farewell: impl FnOnce(&Left) -> String,
) -> Result<Left, DriverError> {
    let Line { mut from, to } = line;
    let lang = guest.looks.lang;
    let mut driver =
        PlainDriver::new(&*guest.desk, guest.lobby, guest.me, lang, to, true).of_guest();
    if let Some((title, words)) = guest.welcome {
        for msg in std::iter::once(&title).chain(&words) {
            driver.seat.tell(msg);
        }
    }
    let ended = match driver.start(guest.start).await {
        Ok(()) => driver.run(&mut from).await,
        Err(error) => Err(error),
    };
    let left = Left {
        ended: match ended {
            Ok(ended) => ended,
            Err(DriverError::Terminal(_)) => Ended::Gone,
            Err(error) => {
                let _ = driver.out.write_all(format!("{error}\n").as_bytes());
                return Err(error);
            }
        },
        all_kept: driver.all_kept(),
        lang: driver.lang(),
    };
    // The prompt may still stand at the end of the line.
    let begin = if driver.at_prompt { "\n" } else { "" };
    let last = format!("{begin}{}\n", farewell(&left));
    // A terminal that is gone needs no farewell.
    let _ = driver.out.write_all(last.as_bytes());
    Ok(left)
}
