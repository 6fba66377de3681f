use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::term::screen::Screen;

mod anything;

const PLAIN: WireOptions = WireOptions {
    utf8: true,
    synchronised: false,
};

fn terminal(width: u16, height: u16, options: WireOptions) -> Screen<Vec<u8>> {
    Screen::new(WireBackend::new(
        Vec::new(),
        Size::new(width, height),
        options,
    ))
}

/// An empty sheet to be painted on, and where the cursor is to stand.
struct Sheet<'a> {
    buf: &'a mut Buffer,
    cursor: Option<Position>,
}

impl Sheet<'_> {
    fn area(&self) -> Rect {
        self.buf.area
    }

    fn buffer_mut(&mut self) -> &mut Buffer {
        self.buf
    }

    fn set_cursor_position(&mut self, at: impl Into<Position>) {
        self.cursor = Some(at.into());
    }
}

fn on_sheet<T>(
    draw: impl FnOnce(&mut Sheet<'_>) -> T,
) -> impl FnOnce(&mut Buffer) -> Option<Position> {
    |buf| {
        let mut sheet = Sheet { buf, cursor: None };
        draw(&mut sheet);
        sheet.cursor
    }
}

/// Draws one frame and returns the bytes that were sent for it.
fn frame(terminal: &mut Screen<Vec<u8>>, draw: impl FnOnce(&mut Sheet<'_>)) -> Vec<u8> {
    terminal.draw(Cell::EMPTY, on_sheet(draw)).unwrap();
    std::mem::take(terminal.backend_mut().writer_mut())
}

fn typing(terminal: &mut Screen<Vec<u8>>, text: &str) -> Vec<u8> {
    let style = Style::new()
        .fg(Color::Rgb(232, 234, 237))
        .bg(Color::Rgb(16, 20, 24));
    frame(terminal, |f| {
        let area = f.area();
        f.buffer_mut().set_style(area, style);
        f.buffer_mut()
            .set_string(1, 0, "Home", style.add_modifier(Modifier::BOLD));
        f.buffer_mut().set_string(3, 5, text, style);
        let column = 3 + u16::try_from(cells::width(text)).unwrap();
        f.set_cursor_position((column, 5));
    })
}

#[test]
fn a_typed_character_costs_a_few_bytes_and_an_unchanged_screen_none() {
    let mut terminal = terminal(80, 24, PLAIN);
    assert!(typing(&mut terminal, "Buses").len() > 20);
    assert_eq!(typing(&mut terminal, "Buses"), b"");
    let first = typing(&mut terminal, "Buses c");
    assert!(first.len() <= 10, "{:?}", String::from_utf8_lossy(&first));
    assert_eq!(typing(&mut terminal, "Buses cu"), b"u");
    assert_eq!(typing(&mut terminal, "Buses cué"), "é".as_bytes());
    assert_eq!(typing(&mut terminal, "Buses cu"), b"\x08 \x08");
    assert_eq!(typing(&mut terminal, "Buses cu"), b"");
}

#[test]
fn a_moved_cursor_costs_only_its_move() {
    let mut terminal = terminal(80, 24, PLAIN);
    let at = |terminal: &mut Screen<_>, x, y| frame(terminal, |f| f.set_cursor_position((x, y)));
    at(&mut terminal, 10, 3);
    assert_eq!(at(&mut terminal, 9, 3), b"\x08");
    assert_eq!(at(&mut terminal, 10, 3), b"\x1b[C");
    assert_eq!(at(&mut terminal, 0, 3), b"\r");
    assert_eq!(at(&mut terminal, 7, 9), b"\x1b[10;8H");
    assert_eq!(frame(&mut terminal, |_| {}), b"\x1b[?25l");
    assert_eq!(frame(&mut terminal, |_| {}), b"");
}

#[test]
fn no_cell_can_send_a_command() {
    for symbol in ["\x1b[31mred", "\u{9b}2J", "\x07", "\n"] {
        let text = String::from_utf8(cell_bytes(symbol)).unwrap();
        assert!(!text.contains(symbol) && !text.contains("31m"), "{text:?}");
    }
}

/// What is sent for one cell that holds `symbol`, past the checks of the drawing library.
fn cell_bytes(symbol: &str) -> Vec<u8> {
    let mut backend = WireBackend::new(Vec::new(), Size::new(8, 2), PLAIN);
    let mut cell = Cell::EMPTY;
    cell.set_symbol(symbol);
    backend.draw([(1, 0, &cell)].into_iter()).unwrap();
    backend.flush().unwrap();
    std::mem::take(backend.writer_mut())
}

#[test]
fn each_frame_is_one_write() {
    #[derive(Default)]
    struct Counting(usize);
    impl Write for Counting {
        fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
            self.0 += 1;
            Ok(buf.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut terminal = Screen::new(WireBackend::new(
        Counting::default(),
        Size::new(40, 10),
        PLAIN,
    ));
    for round in 1..4 {
        terminal
            .draw(
                Cell::EMPTY,
                on_sheet(|f| {
                    f.buffer_mut().set_string(
                        0,
                        2,
                        format!("round {round}"),
                        Style::new().fg(Color::Red),
                    )
                }),
            )
            .unwrap();
        assert_eq!(terminal.backend_mut().writer_mut().0, round);
    }
}

#[test]
fn large_frames_are_shown_at_once_where_asked() {
    let mut terminal = terminal(
        80,
        24,
        WireOptions {
            synchronised: true,
            ..PLAIN
        },
    );
    let bytes = frame(&mut terminal, |f| {
        f.buffer_mut()
            .set_string(0, 0, "x".repeat(300), Style::new())
    });
    assert!(bytes.len() < 300, "one row only");
    let bytes = frame(&mut terminal, |f| {
        for y in 0..24 {
            f.buffer_mut()
                .set_string(0, y, "y".repeat(80), Style::new());
        }
    });
    assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
}

#[test]
fn an_ascii_terminal_gets_ascii() {
    let mut terminal = terminal(
        20,
        2,
        WireOptions {
            utf8: false,
            ..PLAIN
        },
    );
    let bytes = frame(&mut terminal, |f| {
        f.buffer_mut()
            .set_string(0, 0, "▸ café 公 ─┼ …", Style::new())
    });
    assert!(bytes.is_ascii());
    let mut screen = vt100::Parser::new(2.try_into().unwrap(), 20.try_into().unwrap(), 0);
    screen.process(&bytes);
    assert_eq!(screen.screen().contents().trim(), "> cafe ?? -+ ~");
}

fn vt_color(color: Color) -> vt100::Color {
    match color {
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Indexed(n) => vt100::Color::Idx(n),
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        _ => vt100::Color::Default,
    }
}

/// What a terminal is expected to show for a symbol: a joined picture as its first part.
fn shown(symbol: &str) -> &str {
    symbol.split('\u{200D}').next().unwrap()
}

fn assert_same(screen: &vt100::Screen, buffer: &Buffer) -> Result<(), TestCaseError> {
    let mut skip = 0;
    for (i, cell) in buffer.content.iter().enumerate() {
        let (x, y) = buffer.pos_of(i);
        if x == 0 {
            skip = 0;
        }
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = cells::width(cell.symbol()).saturating_sub(1);
        let seen = screen.cell(y, x).unwrap();
        let text = if seen.has_contents() {
            seen.contents()
        } else {
            " "
        };
        prop_assert_eq!(text, shown(cell.symbol()), "at {},{}", x, y);
        prop_assert_eq!(
            seen.bgcolor(),
            vt_color(cell.bg),
            "background at {},{}",
            x,
            y
        );
        prop_assert_eq!(
            seen.inverse(),
            cell.modifier.contains(Modifier::REVERSED),
            "reverse at {},{}",
            x,
            y
        );
        prop_assert_eq!(
            seen.underline(),
            cell.modifier.contains(Modifier::UNDERLINED)
        );
        if text != " " {
            prop_assert_eq!(seen.fgcolor(), vt_color(cell.fg), "colour at {},{}", x, y);
            prop_assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD));
            prop_assert_eq!(seen.dim(), cell.modifier.contains(Modifier::DIM));
            prop_assert_eq!(seen.italic(), cell.modifier.contains(Modifier::ITALIC));
        }
    }
    Ok(())
}

fn any_style() -> impl Strategy<Value = Style> {
    let color = || {
        prop::sample::select(vec![
            Color::Reset,
            Color::Red,
            Color::LightBlue,
            Color::Indexed(200),
            Color::Rgb(16, 20, 24),
            Color::Rgb(86, 180, 233),
        ])
    };
    let modifier = prop::sample::subsequence(
        vec![
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::ITALIC,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
        ],
        0..=3,
    );
    (color(), color(), modifier).prop_map(|(fg, bg, modifiers)| {
        let style = modifiers
            .into_iter()
            .fold(Style::new().fg(fg).bg(bg), Style::add_modifier);
        // The emulator keeps one intensity only.
        if style.add_modifier.contains(Modifier::BOLD) {
            style.remove_modifier(Modifier::DIM)
        } else {
            style.remove_modifier(Modifier::BOLD)
        }
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[公交é─⣿…]{0,6}",
        Just("e\u{301}n\u{303}".to_owned()),
        Just("❤\u{FE0F}ok".to_owned()),
        Just("👩\u{200D}🚒!".to_owned()),
        Just("1\u{FE0F}\u{20E3}".to_owned()),
        Just(" ".repeat(9)),
    ]
}

type Piece = (u16, u16, String, Style);

fn any_frame() -> impl Strategy<Value = (Vec<Piece>, Option<(u16, u16)>)> {
    let piece = (0u16..20, 0u16..6, any_text(), any_style());
    (
        prop::collection::vec(piece, 0..8),
        prop::option::of((0u16..20, 0u16..6)),
    )
}

fn paint(frame: &mut Sheet<'_>, pieces: &[Piece], cursor: Option<(u16, u16)>) {
    let buffer = frame.buffer_mut();
    for (x, y, text, style) in pieces {
        buffer.set_string(*x, *y, text, *style);
    }
    // A wide symbol that starts under another's second half has no place on any screen.
    for i in 1..buffer.content.len() {
        if cells::width(buffer.content[i - 1].symbol()) > 1
            && cells::width(buffer.content[i].symbol()) > 1
        {
            buffer.content[i].reset();
        }
    }
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
}

proptest! {
    #[test]
    fn the_screen_is_the_buffer_after_every_frame(frames in prop::collection::vec(any_frame(), 1..6)) {
        let mut terminal = terminal(20, 6, PLAIN);
        let mut screen = vt100::Parser::new(6.try_into().unwrap(), 20.try_into().unwrap(), 0);
        for (pieces, cursor) in frames {
            let mut drawn = Buffer::empty(Rect::new(0, 0, 20, 6));
            for _ in 0..2 {
                let bytes = frame(&mut terminal, |f| {
                    paint(f, &pieces, cursor);
                    drawn = f.buffer_mut().clone();
                });
                screen.process(&bytes);
                assert_same(screen.screen(), &drawn)?;
                prop_assert_eq!(screen.screen().hide_cursor(), cursor.is_none());
                if let Some((x, y)) = cursor {
                    prop_assert_eq!(screen.screen().cursor_position(), (y, x));
                }
            }
            let again = frame(&mut terminal, |f| paint(f, &pieces, cursor));
            prop_assert_eq!(again, b"");
        }
    }

    #[test]
    fn screens_that_share_a_sheet_show_what_each_would_alone(
        frames in prop::collection::vec((0usize..3, any_frame()), 1..12)
    ) {
        // Two of a size and one of another, drawn by turns in one thread; beside each the bytes of one that has a thread of
        // its own for every frame, and so a sheet that nobody painted on before.
        let sizes = [(20, 6), (20, 6), (31, 9)];
        let mut together = sizes.map(|(width, height)| terminal(width, height, PLAIN));
        let mut alone = sizes.map(|(width, height)| terminal(width, height, PLAIN));
        for (at, (pieces, cursor)) in frames {
            let shared = frame(&mut together[at], |f| paint(f, &pieces, cursor));
            let own = std::thread::scope(|scope| {
                scope
                    .spawn(|| frame(&mut alone[at], |f| paint(f, &pieces, cursor)))
                    .join()
                    .unwrap()
            });
            prop_assert_eq!(String::from_utf8_lossy(&shared), String::from_utf8_lossy(&own));
        }
    }

    #[test]
    fn whatever_a_cell_holds_only_our_own_sequences_are_sent(symbol in "\\PC{0,4}|[\\x00-\\x1f\\x7f-\\u{9f}a]{1,6}") {
        prop_assert_eq!(anything::only_own(&cell_bytes(&symbol)), Ok(()));
    }
}
