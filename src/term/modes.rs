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

#[cfg(test)]
mod tests {
    use super::*;

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
