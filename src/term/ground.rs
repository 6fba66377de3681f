//! Whether a terminal's ground is light or dark: what it is asked, what it answers, and an answer that comes too late.
//!
//! Pure, but for the time that is handed in. The question goes out together with one that every terminal answers, so that
//! nobody waits for a terminal that does not know the first. What was typed meanwhile is kept.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};

use crate::content::{
    color::Rgb,
    theme::{ON_DARK, ON_LIGHT, ON_UNKNOWN},
};

/// Asks for the colour of the ground (OSC 11), and then what kind of terminal it is (DA1), which all of them say.
pub const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";

/// How long an answer may come late and still be known for one.
const LATE: Duration = Duration::from_secs(10);

/// What lies behind the words of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Ground {
    /// The theme for a ground, or for one of which nothing is known.
    pub fn theme(ground: Option<Self>) -> &'static str {
        match ground {
            Some(Self::Light) => ON_LIGHT,
            Some(Self::Dark) => ON_DARK,
            None => ON_UNKNOWN,
        }
    }

    fn of(rgb: Rgb) -> Self {
        if rgb.is_light() {
            Self::Light
        } else {
            Self::Dark
        }
    }

    /// The ground as `COLORFGBG` tells it, which some terminals set: the numbers of the text's colour and of the ground's.
    pub fn told(colorfgbg: &str) -> Option<Self> {
        let ground: u8 = colorfgbg.rsplit(';').next()?.parse().ok()?;
        match ground {
            0..=6 | 8 => Some(Self::Dark),
            7 | 9..=15 => Some(Self::Light),
            _ => None,
        }
    }
}

/// Whether a terminal can be asked: those of old write what they do not know on the screen.
pub fn can_be_asked(term: &str) -> bool {
    !(term.is_empty() || term == "dumb" || term == "linux" || term.starts_with("vt"))
}

/// What a terminal has answered so far.
#[derive(Debug, Default)]
pub struct Answer {
    bytes: Vec<u8>,
}

/// What came of asking.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The ground, where it said so.
    pub ground: Option<Ground>,
    /// What was typed meanwhile.
    pub typed: Vec<u8>,
    /// The terminal has not answered to the end: more of it may come.
    pub more_may_come: bool,
    /// The answer to the first question has begun, and its end has not come.
    pub begun: bool,
}

impl Answer {
    /// Takes in what the terminal sent; answers whether it has answered to the end.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        self.bytes.extend_from_slice(bytes);
        !self.heard().more_may_come
    }

    /// What there is of an answer.
    pub fn heard(&self) -> Heard {
        let mut heard = Heard {
            more_may_come: true,
            ..Heard::default()
        };
        let mut rest = &self.bytes[..];
        while let Some((first, behind)) = rest.split_first() {
            if let Some(body) = rest.strip_prefix(b"\x1b]11;") {
                let Some((body, behind)) = reply(body) else {
                    heard.begun = true;
                    break;
                };
                heard.ground = colour(body).map(Ground::of);
                rest = behind;
            } else if let Some(behind) = rest.strip_prefix(b"\x1b[?").and_then(kind) {
                heard.more_may_come = false;
                rest = behind;
            } else {
                heard.typed.push(*first);
                rest = behind;
            }
        }
        heard
    }
}

/// A reply up to its end, which is BEL or ST, and what stands behind it.
fn reply(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1b))?;
    let width = match bytes[end..] {
        [0x07, ..] => 1,
        [0x1b, b'\\', ..] => 2,
        // The end of the end is on its way.
        [0x1b] => return None,
        _ => 0,
    };
    Some((&bytes[..end], &bytes[end + width..]))
}

/// What stands behind the rest of an answer to DA1.
fn kind(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes
        .iter()
        .position(|byte| !(byte.is_ascii_digit() || *byte == b';'))?;
    (bytes[end] == b'c').then(|| &bytes[end + 1..])
}

/// A colour as terminals write it: `rgb:ffff/ffff/ffff`, with one to four digits each, or `#ffffff`.
fn colour(body: &[u8]) -> Option<Rgb> {
    let body = std::str::from_utf8(body).ok()?;
    if let Some(parts) = body.strip_prefix("rgb:").or(body.strip_prefix("rgba:")) {
        let part = |text: &str| {
            let most = (1_u32 << (4 * u32::try_from(text.len()).ok()?)) - 1;
            let value = u32::from_str_radix(text, 16).ok()?;
            u8::try_from(value * 255 / most).ok()
        };
        let mut parts = parts
            .split('/')
            .filter(|text| (1..=4).contains(&text.len()));
        return Some(Rgb(
            part(parts.next()?)?,
            part(parts.next()?)?,
            part(parts.next()?)?,
        ));
    }
    Rgb::parse(body)
}

/// Keeps an answer that comes when nobody waits for it any more from being taken for keys. The terminal library does not
/// know this kind of answer and reports its letters one by one.
#[derive(Debug)]
pub struct Late {
    /// What has come of something that begins like the answer.
    held: Vec<Event>,
    /// How many of the answer's first letters have come; all of them where its rest is being passed over.
    at: usize,
    /// How many more letters it may have.
    room: usize,
    until: Option<Instant>,
}

/// How the answer begins, as the terminal library reports it: the first is Escape and a bracket, or Alt and a bracket.
const BEGINS: [char; 8] = [']', '1', '1', ';', 'r', 'g', 'b', ':'];

impl Late {
    /// Watches where an answer may still come, and for nothing else.
    pub fn new(heard: &Heard, now: Instant) -> Self {
        Self {
            held: Vec::new(),
            at: if heard.begun { BEGINS.len() } else { 0 },
            room: 32,
            until: heard.more_may_come.then(|| now + LATE),
        }
    }

    /// Watches for nothing.
    #[cfg(test)]
    pub fn never() -> Self {
        Self {
            held: Vec::new(),
            at: 0,
            room: 0,
            until: None,
        }
    }

    /// Takes in what was reported, and answers what of it is no answer. `None` where nothing was reported for a while.
    pub fn pass(&mut self, event: Option<Event>, now: Instant) -> Vec<Event> {
        let watching = self.until.is_some_and(|until| now < until);
        let Some(event) = event else {
            // A person who presses Alt and a bracket means it.
            if self.at < BEGINS.len() {
                self.at = 0;
            }
            return std::mem::take(&mut self.held);
        };
        if !watching {
            self.until = None;
            let mut all = std::mem::take(&mut self.held);
            all.push(event);
            return all;
        }
        let (letter, alt) = match &event {
            Event::Key(key) => match key.code {
                KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => {
                    (None, c == 'g')
                }
                KeyCode::Char(c) => (Some(c), key.modifiers.contains(KeyModifiers::ALT)),
                _ => (None, false),
            },
            _ => (None, false),
        };
        if self.at == BEGINS.len() {
            let rest =
                letter.is_some_and(|c| !alt && (c.is_ascii_hexdigit() || "/rgb:".contains(c)));
            let ends = alt && (letter.is_none() || letter == Some('\\'));
            if rest && self.room > 0 {
                self.room -= 1;
                return Vec::new();
            }
            self.until = None;
            return if ends { Vec::new() } else { vec![event] };
        }
        if letter == Some(BEGINS[self.at]) && alt == (self.at == 0) {
            self.at += 1;
            self.held.push(event);
            if self.at == BEGINS.len() {
                self.held.clear();
            }
            return Vec::new();
        }
        self.at = 0;
        let mut all = std::mem::take(&mut self.held);
        all.push(event);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    fn heard(bytes: &[u8]) -> Heard {
        let mut answer = Answer::default();
        for byte in bytes {
            answer.take(&[*byte]);
        }
        answer.heard()
    }

    #[test]
    fn terminals_say_their_ground_in_their_ways() {
        for (said, ground) in [
            (
                &b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c"[..],
                Some(Ground::Light),
            ),
            (
                b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07\x1b[?1;2c",
                Some(Ground::Dark),
            ),
            (b"\x1b]11;rgb:f/f/e\x07\x1b[?6c", Some(Ground::Light)),
            (
                b"\x1b]11;rgba:fd/f6/e3/ff\x1b\\\x1b[?6c",
                Some(Ground::Light),
            ),
            (b"\x1b]11;#002b36\x1b\\\x1b[?6c", Some(Ground::Dark)),
            (b"\x1b]11;purple\x1b\\\x1b[?6c", None),
            (b"\x1b[?64;1;2c", None),
        ] {
            let heard = heard(said);
            assert_eq!(heard.ground, ground, "{said:?}");
            assert!(!heard.more_may_come && heard.typed.is_empty(), "{said:?}");
        }
    }

    #[test]
    fn what_is_typed_meanwhile_is_kept() {
        let all = heard(b"up\x1b]11;rgb:0/0/0\x07\x1b[A\x1b[?6cdown");
        assert_eq!(all.typed, b"up\x1b[Adown");
        assert_eq!(all.ground, Some(Ground::Dark));
        let none = heard(b"hello");
        assert!(none.more_may_come && !none.begun);
        assert_eq!(none.typed, b"hello");
        let half = heard(b"a\x1b]11;rgb:ff");
        assert!(half.begun && half.more_may_come);
        assert_eq!(half.typed, b"a");
    }

    #[test]
    fn the_environment_tells_where_the_terminal_does_not() {
        assert_eq!(Ground::told("15;0"), Some(Ground::Dark));
        assert_eq!(Ground::told("0;default;15"), Some(Ground::Light));
        assert_eq!(Ground::told("0;7"), Some(Ground::Light));
        assert_eq!(Ground::told("12;8"), Some(Ground::Dark));
        for nothing in ["", "default;default", "1;99"] {
            assert_eq!(Ground::told(nothing), None, "{nothing}");
        }
        assert_eq!(
            [None, Some(Ground::Dark), Some(Ground::Light)].map(Ground::theme),
            ["terminal", "night", "paper"]
        );
        assert!(can_be_asked("xterm-256color") && can_be_asked("tmux"));
        assert!(!can_be_asked("linux") && !can_be_asked("vt220") && !can_be_asked(""));
    }

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    /// What is left of keys that are reported after an answer did not come; `^` stands for Alt, `~` for a pause.
    fn left(reported: &str, heard: &Heard) -> String {
        let now = Instant::now();
        let mut late = Late::new(heard, now);
        let (mut out, mut alt) = (String::new(), false);
        let mut events = Vec::new();
        for c in reported.chars() {
            match c {
                '^' => alt = true,
                '~' => events.push(None),
                c => {
                    let with = if alt {
                        KeyModifiers::ALT
                    } else {
                        KeyModifiers::NONE
                    };
                    events.push(Some(key(c, with)));
                    alt = false;
                }
            }
        }
        for event in events {
            for event in late.pass(event, now) {
                if let Event::Key(KeyEvent {
                    code: KeyCode::Char(c),
                    modifiers,
                    ..
                }) = event
                {
                    out.extend(modifiers.contains(KeyModifiers::ALT).then_some('^'));
                    out.push(c);
                }
            }
        }
        out
    }

    #[test]
    fn a_late_answer_is_swallowed_and_what_is_typed_is_not() {
        let waiting = Heard {
            more_may_come: true,
            ..Heard::default()
        };
        assert_eq!(left("a^]11;rgb:ffff/ffff/ffff^\\bc", &waiting), "abc");
        // Once: what looks like it later was typed.
        assert_eq!(
            left("^]11;rgb:0/0/0^\\^]11;rgb:0/0/0", &waiting),
            "^]11;rgb:0/0/0"
        );
        assert_eq!(left("^]12", &waiting), "^]12");
        assert_eq!(left("^]~11", &waiting), "^]11");
        assert_eq!(left("]11;rgb:", &waiting), "]11;rgb:");
        let begun = Heard {
            begun: true,
            ..waiting
        };
        assert_eq!(left("ff/ffff/ffff^\\bc", &begun), "bc");
        assert_eq!(left("ff/ffff/ffff", &Heard::default()), "ff/ffff/ffff");
        // BEL is Ctrl-G to the terminal library.
        let now = Instant::now();
        let mut late = Late::new(&begun, now);
        assert_eq!(late.pass(Some(key('g', KeyModifiers::CONTROL)), now), []);
        let after = key('g', KeyModifiers::CONTROL);
        assert_eq!(late.pass(Some(after.clone()), now), [after]);
    }
}
