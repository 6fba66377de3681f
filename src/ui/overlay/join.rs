//! The join screen: what people type, the code, by what the server is known, and the address as a telephone reads it.
//!
//! It is for whoever leads: nobody else is told the codes. Shown on a shared screen, it is how a room gets in.

use ratatui::{buffer::Buffer, layout::Rect};

use super::Pressed;
use crate::{
    content::slot::Slot,
    model::{Presence, Seen, presence::Door},
    say,
    say::MsgId,
    ui::{
        keys::{Action, Facts},
        paint::{Paint, below, inset, middle, row},
    },
};

/// What the window asks of the door, or of the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinAsk {
    /// Let others in, or nobody new.
    Open(bool),
    /// Let others in from this machine alone.
    OpenHere,
    /// Other codes.
    NewCodes,
    /// The wall tells how to join, or no longer.
    OnWall(bool),
}

/// The join screen.
#[derive(Debug, Default)]
pub struct Join {
    door: Option<Door>,
    on_wall: bool,
    here: u32,
}

impl Join {
    /// Says anew how the door stands.
    pub fn refresh(&mut self, seen: Seen<'_>, presence: &Presence) {
        if self.door != presence.door {
            self.door.clone_from(&presence.door);
        }
        self.on_wall = presence.wall_joins;
        self.here = presence.people(seen.members());
    }

    /// What keys may ask about.
    pub fn facts(&self, facts: &mut Facts) {
        facts.door = self.door.is_some();
    }

    pub(super) fn act(&mut self, action: Action) -> Pressed {
        let open = self.door.as_ref().is_some_and(|door| door.state.open);
        match action {
            Action::OpenDoor => Pressed::Join(JoinAsk::Open(!open)),
            Action::OpenDoorHere => Pressed::Join(JoinAsk::OpenHere),
            Action::NewCodes => Pressed::Join(JoinAsk::NewCodes),
            Action::JoinOnWall => Pressed::Join(JoinAsk::OnWall(!self.on_wall)),
            Action::People => Pressed::Run(Action::People),
            _ => Pressed::Stay,
        }
    }

    pub(super) fn draw(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let title = paint.text(MsgId::TitleJoin);
        let at = middle(area, 92, area.height.min(22));
        let inside = inset(paint.window(buf, at, title, Slot::OverlayBorder), 2);
        let Some(door) = &self.door else {
            paint.wrapped(
                buf,
                inside,
                &paint.say(&MsgId::DoorShut.into()),
                Slot::Overlay,
            );
            return;
        };
        // A telephone reads an address to go there, which it cannot where it is this machine alone.
        let here_alone = door.state.address.ip().is_loopback();
        let code =
            (!paint.ascii && !here_alone).then(|| qrcode::QrCode::new(door.link.as_bytes()).ok());
        let words = match code.flatten() {
            Some(code) => beside_code(&code, paint, buf, inside),
            None => inside,
        };
        draw_words(door, self.on_wall, self.here, paint, buf, words);
    }
}

fn draw_words(
    door: &Door,
    on_wall: bool,
    here: u32,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let mut rest = area;
    if area.height < 12 {
        draw_tight(door, paint, buf, area);
        return;
    }
    let roomy = area.height >= 16;
    let mut say = |rest: Rect, words: &str, slot: Slot| {
        let used = paint.wrapped(buf, rest, words, slot);
        below(rest, used)
    };
    let gap = |rest: Rect| if roomy { below(rest, 1) } else { rest };
    rest = say(rest, paint.text(MsgId::JoinType), Slot::Overlay);
    rest = gap(say(rest, &format!("  {}", door.command), Slot::Question));
    rest = say(rest, paint.text(MsgId::JoinCode), Slot::Overlay);
    let codes = door.codes.as_ref().filter(|_| door.state.open);
    let code = match codes {
        Some(codes) => format!("  {}", spaced(&codes.join)),
        None => format!("  {}", paint.text(MsgId::JoinNobodyNew)),
    };
    rest = gap(say(rest, &code, Slot::Question));
    rest = say(rest, paint.text(MsgId::JoinFingerprint), Slot::Overlay);
    rest = gap(say(
        rest,
        &door.state.fingerprint_in_groups(),
        Slot::CardMeta,
    ));
    if let Some(codes) = codes {
        let watching = paint.say(&say!(JoinObserver, &*codes.observer));
        rest = say(rest, &watching, Slot::Muted);
    }
    if door.state.address.ip().is_loopback() {
        rest = say(rest, &paint.say(&MsgId::JoinHereAlone.into()), Slot::Muted);
    }
    if door.state.paused {
        rest = say(rest, paint.text(MsgId::JoinPaused), Slot::Late);
    }
    let mut standing = paint.say(&say!(JoinHere, here));
    if door.state.entering > 0 {
        standing = format!(
            "{standing} {}",
            paint.say(&say!(JoinComing, door.state.entering))
        );
    }
    if on_wall {
        standing = format!("{standing} {}", paint.text(MsgId::JoinIsOnWall));
    }
    say(rest, &standing, Slot::Muted);
}

/// On a low screen: what is typed, the code, and the whole fingerprint, which is worth nothing where a half is cut off.
fn draw_tight(door: &Door, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    let codes = door.codes.as_ref().filter(|_| door.state.open);
    let code = codes.map_or_else(
        || paint.text(MsgId::JoinNobodyNew).to_owned(),
        |codes| spaced(&codes.join),
    );
    let mut rest = area;
    for (words, slot) in [
        (door.command.to_string(), Slot::Question),
        (code, Slot::Question),
        (door.state.fingerprint_in_groups(), Slot::CardMeta),
        (paint.text(MsgId::JoinFingerprintIs).to_owned(), Slot::Muted),
    ] {
        let used = paint.wrapped(buf, rest, &words, slot);
        rest = below(rest, used);
    }
}

/// A code as it is read aloud: a space between its letters.
fn spaced(code: &str) -> String {
    let letters: Vec<String> = code.chars().map(String::from).collect();
    letters.join(" ")
}

/// Draws the square code at the right where there is room for it and for words; answers where the words go.
fn beside_code(code: &qrcode::QrCode, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    const QUIET: usize = 2;
    const WORDS: u16 = 38;
    let side = code.width() + 2 * QUIET;
    let (Ok(width), Ok(height)) = (u16::try_from(side), u16::try_from(side.div_ceil(2))) else {
        return area;
    };
    if area.width < WORDS + width + 2 || area.height < height {
        return area;
    }
    let dark = |x: usize, y: usize| {
        let (Some(x), Some(y)) = (x.checked_sub(QUIET), y.checked_sub(QUIET)) else {
            return false;
        };
        x < code.width() && y < code.width() && code[(x, y)].select(true, false)
    };
    // What is inked has to be what is light on a dark ground, and what is dark on a light one.
    let light_ground = paint.theme.is_light();
    let inked = |x: usize, y: usize| dark(x, y) == light_ground;
    for y in 0..height {
        let cells: String = (0..side)
            .map(|x| {
                let y = usize::from(y) * 2;
                match (inked(x, y), inked(x, y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                }
            })
            .collect();
        let at = Rect {
            x: area.right() - width,
            width,
            ..row(area, y)
        };
        paint.line(buf, at, &cells, Slot::Overlay);
    }
    Rect {
        width: area.width - width - 2,
        ..area
    }
}
