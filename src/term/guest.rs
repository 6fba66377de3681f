//! A seat at the end of a line: whoever carries the bytes, it is driven as the local terminal is.

use std::{io::Write as _, sync::Arc};

use ratatui::layout::Size;
use tokio::sync::mpsc;

use super::{
    afar::{believed, listen},
    driver::{Desk, Driver, DriverError, Ended, Start},
    line::Line,
    modes, plain,
    screen::Screen,
    wire::{WireBackend, WireOptions},
};
use crate::{
    model::{Member, presence::How},
    room::lobby::Lobby,
    say::{Lang, Msg},
    ui::seat::Looks,
};

/// Inputs that wait to be taken; more stay on their side of the line.
const WAITING: usize = 64;

/// Somebody at a terminal that is elsewhere.
pub struct Guest {
    /// The sessions.
    pub lobby: Lobby,
    /// What they may do beyond a session.
    pub desk: Arc<dyn Desk>,
    /// Who they are.
    pub me: Member,
    /// What kind of terminal it is.
    pub how: How,
    /// How their screen looks.
    pub looks: Looks,
    /// How frames are encoded for it.
    pub wire: WireOptions,
    /// Its size, as it says.
    pub size: Size,
    /// Where they begin.
    pub start: Start,
    /// What is shown to them first: a title, and paragraphs.
    pub welcome: Option<(Msg, Vec<Msg>)>,
}

/// How a guest left.
#[derive(Debug, PartialEq, Eq)]
pub struct Left {
    /// Why.
    pub ended: Ended,
    /// Whether all they said and half said is on disk.
    pub all_kept: bool,
    /// The language they read.
    pub lang: Lang,
}

/// Seats a guest at a line until they leave or are gone. The terminal is given back to them as it was, and `farewell`
/// written below what stood there before.
///
/// # Errors
/// Where the session cannot be opened, or the line was cut while something was written to it.
pub async fn sit(
    guest: Guest,
    line: Line,
    farewell: impl FnOnce(&Left) -> String,
) -> Result<Left, DriverError> {
    if guest.how == How::Lines {
        return plain::sit(guest, line, farewell).await;
    }
    let Line { from, mut to } = line;
    to.write_all(modes::ENTER.as_bytes())?;
    let terminal = Screen::new(WireBackend::new(to, believed(guest.size), guest.wire));
    let mut driver =
        Driver::new(&*guest.desk, guest.lobby, guest.me, guest.looks, terminal).of_guest(guest.how);
    let (inputs, mut taken) = mpsc::channel(WAITING);
    let drive = async {
        driver.start(guest.start).await?;
        if let Some((title, words)) = guest.welcome {
            driver.welcome(&title, &words);
        }
        let ended = driver.run(&mut taken).await;
        // Nobody listens any more; what carries the bytes in ends with it.
        taken.close();
        ended
    };
    let (ended, ()) = tokio::join!(drive, listen(from, inputs));
    let left = Left {
        ended: match ended {
            Ok(ended) => ended,
            Err(DriverError::Terminal(_)) => Ended::Gone,
            Err(error) => {
                let told = format!("{}{error}\r\n", modes::LEAVE);
                let _ = driver.surface().write_all(told.as_bytes());
                return Err(error);
            }
        },
        all_kept: driver.all_kept(),
        lang: driver.lang(),
    };
    let last = format!("{}{}\r\n", modes::LEAVE, farewell(&left));
    // A terminal that is gone needs no farewell.
    let _ = driver.surface().write_all(last.as_bytes());
    Ok(left)
}
