//! What every terminal is told when a seat takes it and when it gives it back, here or over a network.

/// Takes a terminal: its other screen, empty, without a cursor until one is wanted, pastes marked as such.
/// The mouse stays the terminal's own.
pub const ENTER: &str = "\x1b[?1049h\x1b[0m\x1b[2J\x1b[H\x1b[?25l\x1b[?2004h";

/// Gives a terminal back: pastes and mouse off, plain style, cursor shown, and last the screen from before.
/// Each part is harmless where it was never on, so this can be sent at any moment, and twice.
pub const LEAVE: &str = "\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1000l\x1b[0m\x1b[?25h\x1b[?1049l";

/// Asks the terminal to report clicks and the wheel, or to keep them for itself.
pub fn mouse(on: bool) -> &'static str {
    if on {
        "\x1b[?1000h\x1b[?1006h"
    } else {
        "\x1b[?1006l\x1b[?1000l"
    }
}

/// Puts text on the terminal's clipboard (OSC 52), which goes over a network as any output does. Terminals that cannot, or
/// were told not to, drop it.
pub fn copy(text: &str) -> String {
    format!("\x1b]52;c;{}\x07", base64(text.as_bytes()))
}

/// Base64 with its padding, as terminals read it (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let mut bits = 0_u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for at in 0..4 {
            if at <= three.len() {
                let six = (bits >> (18 - 6 * at)) & 63;
                out.push(char::from(LETTERS[six as usize]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_written_as_terminals_read_it() {
        let all = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let coded = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        assert_eq!(all.map(|text| base64(text.as_bytes())), coded);
        // No byte of a text can end the sequence.
        let text: String = (0..0x300).filter_map(char::from_u32).collect();
        let told = copy(&text);
        let inner = told
            .strip_prefix("\x1b]52;c;")
            .unwrap()
            .strip_suffix('\x07')
            .unwrap();
        assert!(inner.bytes().all(|byte| byte.is_ascii_graphic()));
    }

    #[test]
    fn leaving_undoes_everything_that_entering_did() {
        let mut screen = vt100::Parser::new(5.try_into().unwrap(), 20.try_into().unwrap(), 0);
        screen.process(b"$ upturn");
        screen.process(ENTER.as_bytes());
        assert!(screen.screen().alternate_screen() && screen.screen().bracketed_paste());
        assert!(screen.screen().hide_cursor());
        assert_eq!(
            screen.screen().mouse_protocol_mode(),
            vt100::MouseProtocolMode::None
        );
        screen.process(mouse(true).as_bytes());
        assert_ne!(
            screen.screen().mouse_protocol_mode(),
            vt100::MouseProtocolMode::None
        );
        screen.process(b"\x1b[1;31mhalf a frame");
        for _ in 0..2 {
            screen.process(LEAVE.as_bytes());
            assert!(!screen.screen().alternate_screen() && !screen.screen().bracketed_paste());
            assert!(!screen.screen().hide_cursor() && !screen.screen().bold());
            assert_eq!(
                screen.screen().mouse_protocol_mode(),
                vt100::MouseProtocolMode::None
            );
            assert_eq!(screen.screen().contents(), "$ upturn");
        }
    }
}
