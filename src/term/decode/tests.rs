use proptest::prelude::*;

use super::*;
use crate::{model::text::clean_paste, ui::input::Wheel};

/// What arrived, as people write it: keys by their names, `[a paste]`, `[a cut one…]`, `click 4,2`.
fn told(inputs: &[Input]) -> String {
    let each = inputs.iter().map(|input| match input {
        Input::Key(chord) => chord.to_string(),
        Input::Paste { text, cut } => {
            format!(
                "[{}{}]",
                text.replace('\n', "/"),
                if *cut { "…" } else { "" }
            )
        }
        Input::Click { column, row } => format!("click {column},{row}"),
        Input::Scroll { wheel, column, row } => {
            let way = if *wheel == Wheel::Up { "up" } else { "down" };
            format!("wheel {way} {column},{row}")
        }
        Input::Focus(front) => format!("focus {front}"),
        Input::Resize { .. } => "a size".to_owned(),
    });
    each.collect::<Vec<_>>().join(" ")
}

/// What packets that come at once mean, with what is given up after them.
fn packets<'a>(packets: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let (mut decoder, now) = (Decoder::new(), Instant::now());
    let mut out = Vec::new();
    for packet in packets {
        out.extend(decoder.feed(packet, now));
    }
    while let Some(due) = decoder.due() {
        out.extend(decoder.elapsed(due));
    }
    out
}

/// What bytes mean, which is the same in one piece, byte by byte, and split anywhere.
#[track_caller]
fn read(bytes: &[u8]) -> String {
    let whole = told(&packets([bytes]));
    let single = told(&packets(bytes.chunks(1)));
    assert_eq!(single, whole, "byte by byte: {}", bytes.escape_ascii());
    for at in 1..bytes.len() {
        let (one, other) = bytes.split_at(at);
        let split = told(&packets([one, other]));
        assert_eq!(split, whole, "split at {at}: {}", bytes.escape_ascii());
    }
    whole
}

/// Every line is a sequence and what it means, and so are any two lines behind each other.
#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (bytes, keys) in table {
        assert_eq!(read(bytes.as_bytes()), *keys, "{}", bytes.escape_debug());
    }
    for (bytes, keys) in table {
        let (before, keys_before) = table[0];
        // A lone Escape is one only where nothing follows.
        if bytes.starts_with('\x1b') && before != "\x1b" {
            let both = format!("{before}{bytes}");
            assert_eq!(read(both.as_bytes()), format!("{keys_before} {keys}"));
        }
    }
}

#[test]
fn keys_that_every_terminal_has() {
    check(&[
        ("a", "a"),
        ("U", "U"),
        ("<", "<lt>"),
        ("é", "é"),
        ("公", "公"),
        ("👩", "👩"),
        (" ", "<space>"),
        ("\r", "<enter>"),
        ("\n", "ctrl-j"),
        ("\t", "<tab>"),
        ("\x1b[Z", "<shift-tab>"),
        ("\x7f", "<backspace>"),
        ("\x08", "<backspace>"),
        ("\x1b", "<esc>"),
        ("\x1b\x1b", "<esc> <esc>"),
        ("\x03", "ctrl-c"),
        ("\x1a", "ctrl-z"),
        ("\x1f", "ctrl-_"),
        ("\0", "<ctrl-space>"),
        ("\x1ba", "alt-a"),
        ("\x1bA", "alt-A"),
        ("\x1bé", "alt-é"),
        ("\x1b\r", "<alt-enter>"),
        ("\x1b\x7f", "<alt-backspace>"),
        ("\x1b[", "alt-["),
        ("\x1bO", "alt-O"),
        ("\x1bP", "alt-P"),
        ("n Bus\r", "n <space> B u s <enter>"),
    ]);
}

#[test]
fn keys_of_xterm_and_its_many_heirs() {
    check(&[
        ("\x1b[A", "<up>"),
        ("\x1b[B", "<down>"),
        ("\x1b[C", "<right>"),
        ("\x1b[D", "<left>"),
        ("\x1b[H", "<home>"),
        ("\x1b[F", "<end>"),
        ("\x1bOA", "<up>"),
        ("\x1bOH", "<home>"),
        ("\x1bOF", "<end>"),
        ("\x1b[2~", "<insert>"),
        ("\x1b[3~", "<delete>"),
        ("\x1b[5~", "<pageup>"),
        ("\x1b[6~", "<pagedown>"),
        ("\x1bOP", "<f1>"),
        ("\x1bOQ", "<f2>"),
        ("\x1bOR", "<f3>"),
        ("\x1bOS", "<f4>"),
        ("\x1b[15~", "<f5>"),
        ("\x1b[17~", "<f6>"),
        ("\x1b[18~", "<f7>"),
        ("\x1b[19~", "<f8>"),
        ("\x1b[20~", "<f9>"),
        ("\x1b[21~", "<f10>"),
        ("\x1b[23~", "<f11>"),
        ("\x1b[24~", "<f12>"),
        ("\x1b[1;5A", "<ctrl-up>"),
        ("\x1b[1;2D", "<shift-left>"),
        ("\x1b[1;3C", "<alt-right>"),
        ("\x1b[1;9C", "<alt-right>"),
        ("\x1b[1;8B", "<ctrl-alt-shift-down>"),
        ("\x1b[1;5H", "<ctrl-home>"),
        ("\x1b[3;5~", "<ctrl-delete>"),
        ("\x1b[6;2~", "<shift-pagedown>"),
        ("\x1b[1;2P", "<shift-f1>"),
        ("\x1b[1;5R", "<ctrl-f3>"),
        ("\x1b[1;6S", "<ctrl-shift-f4>"),
        ("\x1b[24;5~", "<ctrl-f12>"),
        ("\x1bOM", "<enter>"),
        ("\x1bOy", "9"),
        ("\x1bOk", "+"),
        ("\x1b[I", "focus true"),
        ("\x1b[O", "focus false"),
    ]);
}

#[test]
fn keys_of_vt220_the_linux_console_and_rxvt() {
    check(&[
        ("\x1b[1~", "<home>"),
        ("\x1b[4~", "<end>"),
        ("\x1b[28~", "<f15>"),
        ("\x1b[34~", "<f20>"),
        ("\x1b[[A", "<f1>"),
        ("\x1b[[E", "<f5>"),
        ("\x1b[25~", "<f13>"),
        ("\x1b[7~", "<home>"),
        ("\x1b[8~", "<end>"),
        ("\x1b[11~", "<f1>"),
        ("\x1b[14~", "<f4>"),
        ("\x1b[a", "<shift-up>"),
        ("\x1b[d", "<shift-left>"),
        ("\x1bOa", "<ctrl-up>"),
        ("\x1bOc", "<ctrl-right>"),
        ("\x1b[3$", "<shift-delete>"),
        ("\x1b[7^", "<ctrl-home>"),
        ("\x1b[5@", "<ctrl-shift-pageup>"),
        ("\x1b\x1b[A", "<alt-up>"),
        ("\x1b\x1b[3~", "<alt-delete>"),
        ("\x1b\x1bOP", "<alt-f1>"),
    ]);
}

#[test]
fn keys_that_are_named_by_their_code_point() {
    check(&[
        ("\x1b[97;5u", "ctrl-a"),
        ("\x1b[97u", "a"),
        ("\x1b[97;2u", "A"),
        ("\x1b[97:65;2u", "A"),
        ("\x1b[49:33;2u", "!"),
        ("\x1b[49;2;33u", "!"),
        ("\x1b[233;3u", "alt-é"),
        ("\x1b[13;2u", "<shift-enter>"),
        ("\x1b[9;5u", "<ctrl-tab>"),
        ("\x1b[27u", "<esc>"),
        ("\x1b[127;3u", "<alt-backspace>"),
        ("\x1b[97;1:2u", "a"),
        ("\x1b[57417;5u", "<ctrl-left>"),
        ("\x1b[57400u", "1"),
        ("\x1b[27;5;9~", "<ctrl-tab>"),
        ("\x1b[27;2;65~", "A"),
        ("\x1b[27;6;90~", "ctrl-z"),
        ("\x1b[1;1:1A", "<up>"),
    ]);
    // Let go, a lock, a modifier on its own, no character at all.
    for nothing in [
        "\x1b[97;1:3u",
        "\x1b[1;1:3A",
        "\x1b[57358u",
        "\x1b[57441;2u",
        "\x1b[55296u",
        "\x1b[1u",
        "\x1b[4294967296u",
    ] {
        assert_eq!(read(nothing.as_bytes()), "", "{}", nothing.escape_debug());
    }
}

#[test]
fn clicks_and_the_wheel_name_a_cell_that_can_be() {
    check(&[
        ("\x1b[<0;1;1M", "click 0,0"),
        ("\x1b[<0;120;40M", "click 119,39"),
        ("\x1b[<4;8;4M", "click 7,3"),
        ("\x1b[<64;3;2M", "wheel up 2,1"),
        ("\x1b[<65;3;2M", "wheel down 2,1"),
    ]);
    for nothing in [
        "\x1b[<0;1;1m",
        "\x1b[<2;1;1M",
        "\x1b[<32;1;1M",
        "\x1b[<35;9;9M",
        "\x1b[<0;0;1M",
        "\x1b[<0;1;0M",
        "\x1b[<0;65536;1M",
        "\x1b[<0;1;4294967297M",
        "\x1b[<0;1;99999999999999999999M",
        "\x1b[<0;1M",
        "\x1b[<0;1;1;1M",
        "\x1b[<0;-1;1M",
        // Forms that were not asked for.
        "\x1b[M !!",
        "\x1b[32;10;10M",
    ] {
        assert_eq!(read(nothing.as_bytes()), "", "{}", nothing.escape_debug());
    }
}

#[test]
fn answers_of_a_terminal_that_nobody_asked_are_passed_over_and_eat_nothing() {
    for answer in [
        "\x1b[?62;22c",
        "\x1b[>41;354;0c",
        "\x1b[0n",
        "\x1b[24;80R",
        "\x1b[1;80R",
        "\x1b[?1;1R",
        "\x1b[?2026;2$y",
        "\x1b[4;1$y",
        "\x1b[8;24;80t",
        "\x1b[?0u",
        "\x1b]11;rgb:1010/1414/1818\x07",
        "\x1b]11;rgb:1010/1414/1818\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1bP>|xterm(354)\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstring\r\n\x1b\\",
        "\x1b[?1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21;22;23;24;25;26;27;28c",
    ] {
        for typed in ["q", "\r", "\x1b", "é", "\x1b[A"] {
            let both = format!("{answer}{typed}");
            assert_eq!(
                read(both.as_bytes()),
                read(typed.as_bytes()),
                "{}",
                both.escape_debug()
            );
        }
    }
}

#[test]
fn what_is_cut_off_does_not_eat_what_comes_next() {
    check(&[
        ("\x1b[1;\r", "<enter>"),
        ("\x1b[1;\x1b[A", "<up>"),
        ("\x1b[12é", "é"),
        ("\x1b]11;rgb:\x1b[A", "<up>"),
        ("\x1bO\x03", "ctrl-c"),
        ("\x1b[M\r", "<enter>"),
    ]);
    let now = Instant::now();
    for begun in [
        "\x1b[1;",
        "\x1b[M!",
        "\x1b]11;rgb",
        "\x1bPx",
        "\x1b_",
        "\x1bO1",
        "\x1b[200~",
    ] {
        let mut decoder = Decoder::new();
        decoder.feed(begun.as_bytes(), now);
        let due = decoder.due().unwrap();
        decoder.elapsed(due);
        assert_eq!(
            told(&decoder.feed(b"q", due)),
            "q",
            "{}",
            begun.escape_debug()
        );
        // And where nobody looked at the clock in between.
        let mut decoder = Decoder::new();
        decoder.feed(begun.as_bytes(), now);
        let later = decoder.feed(b"q", now + Duration::from_secs(9));
        assert!(told(&later).ends_with('q'), "{}", begun.escape_debug());
        assert_eq!(decoder.due(), None);
    }
}

#[test]
fn escape_waits_for_what_it_may_begin() {
    let (mut decoder, now) = (Decoder::new(), Instant::now());
    assert_eq!(decoder.feed(b"\x1b", now), []);
    assert_eq!(decoder.due(), Some(now + LONE));
    assert_eq!(decoder.elapsed(now + LONE / 2), []);
    assert_eq!(told(&decoder.elapsed(now + LONE)), "<esc>");
    assert_eq!(decoder.due(), None);
    decoder.feed(b"\x1b", now);
    assert_eq!(told(&decoder.feed(b"[A", now + LONE / 2)), "<up>");
    decoder.feed(b"\x1b", now);
    assert_eq!(told(&decoder.feed(b"q", now + LONE)), "<esc> q");
}

#[test]
fn bytes_that_are_no_text_are_shown_as_such() {
    for (bytes, keys) in [
        (&b"caf\xe9"[..], "c a f \u{fffd}"),
        (b"\xe9a", "\u{fffd} a"),
        (b"\xe9\x1b[A", "\u{fffd} <up>"),
        (b"\xff\xc0\x80a", "\u{fffd} \u{fffd} \u{fffd} a"),
        (b"\xf0\x9f\x91a", "\u{fffd} a"),
        (b"\xed\xa0\x80", "\u{fffd} \u{fffd} \u{fffd}"),
        (b"\xc2\x9b", ""),
        (b"\x1b\xc3a", "alt-\u{fffd} a"),
    ] {
        assert_eq!(read(bytes), keys, "{}", bytes.escape_ascii());
    }
}

fn between_marks(text: &[u8]) -> Vec<u8> {
    [b"\x1b[200~", text, b"\x1b[201~"].concat()
}

#[test]
fn a_paste_between_marks_is_one_input() {
    for (text, paste) in [
        (&b"a\r\nb\tc"[..], "[a/b c]"),
        (
            b"Buses cut on the east side",
            "[Buses cut on the east side]",
        ),
        (b"\x1b[201x\x1b\x1b[20", "[[201x[20]"),
        (b"in\x1b[200~side", "[in[200~side]"),
        (b"caf\xe9 au lait", "[caf\u{fffd} au lait]"),
        (b"", ""),
    ] {
        let mut bytes = between_marks(text);
        bytes.extend_from_slice(b"q");
        let expected = format!("{paste} q");
        assert_eq!(read(&bytes), expected.trim_start());
    }
    // An end without a beginning.
    assert_eq!(read(b"\x1b[201~q"), "q");
}

#[test]
fn a_paste_is_cut_and_says_so_and_what_follows_it_is_typed() {
    let text = vec![b'x'; PASTE];
    let whole = packets([&between_marks(&text)[..]]);
    assert_eq!(
        whole,
        [Input::Paste {
            text: "x".repeat(PASTE),
            cut: false
        }]
    );
    // The limit goes through a letter.
    let mut text = vec![b'x'; PASTE - 1];
    text.extend("éy".as_bytes());
    let mut bytes = between_marks(&text);
    bytes.push(b'q');
    let inputs = packets(bytes.chunks(4096));
    assert_eq!(
        inputs,
        [
            Input::Paste {
                text: "x".repeat(PASTE - 1),
                cut: true
            },
            Chord::char('q').into()
        ]
    );
}

const PASTE: usize = paste::PASTE_BYTES;

#[test]
fn a_paste_that_never_ends_is_delivered_and_costs_no_memory() {
    let (mut decoder, now) = (Decoder::new(), Instant::now());
    assert_eq!(decoder.feed(b"\x1b[200~Buses cut", now), []);
    assert_eq!(
        told(&decoder.elapsed(decoder.due().unwrap())),
        "[Buses cut]"
    );
    assert_eq!(told(&decoder.feed(b"q", now)), "q");

    let packet = vec![b'x'; 32 * 1024];
    for begun in [&b"\x1b[200~"[..], b"", b"\x1b]0;", b"\x1b[1"] {
        let mut decoder = Decoder::new();
        let mut inputs = decoder.feed(begun, now);
        // A hundred megabytes of a paste, ten of what is passed over anyway.
        for _ in 0..if begun.ends_with(b"~") { 3_200 } else { 320 } {
            inputs.extend(decoder.feed(&packet, now));
            assert!(held(&decoder) <= 2 * PASTE);
        }
        while let Some(due) = decoder.due() {
            inputs.extend(decoder.elapsed(due));
        }
        let cut = inputs
            .iter()
            .filter(|input| matches!(input, Input::Paste { cut: true, .. }));
        assert_eq!(
            (cut.count(), inputs.len() <= 1),
            (usize::from(!begun.ends_with(b";")), true)
        );
        assert_eq!(told(&decoder.feed(b"q", now)), "q");
    }
}

/// Bytes that a decoder keeps.
fn held(decoder: &Decoder) -> usize {
    let paste = match &decoder.state {
        State::Paste(paste) => paste.room(),
        _ => 0,
    };
    decoder.body.capacity() + paste + decoder.run.room()
}

#[test]
fn many_letters_in_one_packet_are_a_paste() {
    let all = |bytes: &[&[u8]]| told(&packets(bytes.iter().copied()));
    assert_eq!(all(&[b"Buses c"]), "B u s e s <space> c");
    assert_eq!(all(&[b"Buses cu"]), "[Buses cu]");
    assert_eq!(all(&["éééé公公公公".as_bytes()]), "[éééé公公公公]");
    assert_eq!(all(&[b"qqqqqqqq\x1b[A"]), "[qqqqqqqq] <up>");
    // A line with its end was typed in one go; several lines were not.
    assert_eq!(all(&[b"Buses cut\r"]), "[Buses cut] <enter>");
    assert_eq!(all(&[b"Buses cut\r\n"]), "[Buses cut] <enter>");
    assert_eq!(all(&[b"Ana Maria\t"]), "[Ana Maria] <tab>");
    assert_eq!(all(&[b"Buses\r\ncut\r\n"]), "[Buses/cut/]");
    assert_eq!(all(&[b"\r\r\r\r\r\r\r\r\r"]), ["<enter>"; 9].join(" "));
    // Its end comes in a packet of its own, with few letters, and is no command.
    assert_eq!(all(&[b"Buses cut on", b"\rq\r"]), "[Buses cut on/q/]");
    let (mut decoder, now) = (Decoder::new(), Instant::now());
    assert_eq!(decoder.feed(b"Buses cut", now), []);
    assert_eq!(told(&decoder.feed(b"q", now + LONE)), "[Buses cut] q");
}

#[test]
fn controls_without_end_are_keys_and_nothing_is_kept() {
    let (mut decoder, now) = (Decoder::new(), Instant::now());
    let inputs = decoder.feed(&vec![b'\r'; 100_000], now);
    assert_eq!(inputs.len(), 100_000);
    assert!(held(&decoder) <= 2 * PASTE);
}

/// Whole or broken pieces of what terminals send, and anything else.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "\x1b",
        "\x1b[",
        "\x1bO",
        "\x1b]",
        "\x1bP",
        "\x1b_",
        "\x1b\\",
        "\x07",
        "\x1b[200~",
        "\x1b[201~",
        "\x1b[20",
        "1~",
        "\x1b[<",
        "0;1;1",
        "M",
        "m",
        "\x1b[M",
        "\x1b[[",
        ";",
        ":",
        "u",
        "~",
        "$",
        "R",
        "A",
        "\x1b[1;5",
        "99999999999",
        "\r\n",
        "\t",
        "\0",
        "é",
        "👩",
        "\u{200d}",
        "\u{202e}",
        "\u{9b}",
        "\x18",
        "公",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => prop::collection::vec(any::<u8>(), 0..80),
        1 => "[ -~]{0,20}".prop_map(String::into_bytes),
        1 => (any::<u8>(), 0usize..20_000).prop_map(|(byte, times)| vec![byte; times]),
    ]
}

/// How often the properties are tried; `UPTURN_ROUNDS` asks for a longer search.
fn rounds() -> ProptestConfig {
    let asked = std::env::var("UPTURN_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(256))
}

fn is_clean(input: &Input) -> Result<(), TestCaseError> {
    match input {
        Input::Key(chord) => {
            if let Key::Char(letter) = chord.key {
                prop_assert!(!letter.is_control(), "{:?}", chord);
            }
        }
        Input::Paste { text, .. } => {
            prop_assert!(text.len() <= 3 * PASTE && clean_paste(text).text == *text);
        }
        Input::Click { column, row } | Input::Scroll { column, row, .. } => {
            prop_assert!(*column < 1_000 && *row < 1_000);
        }
        Input::Focus(_) | Input::Resize { .. } => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(rounds())]

    /// The fuzzer: any bytes, in any packets, with any pauses between them.
    #[test]
    fn whatever_comes_is_taken_in_and_leaves_nothing_behind(
        pieces in prop::collection::vec((piece(), prop::sample::select(vec![0u64, 0, 0, 10, 60, 1_500, 3_000]), any::<bool>()), 0..40),
    ) {
        let (mut decoder, mut now) = (Decoder::new(), Instant::now());
        let mut packet = Vec::new();
        for (bytes, pause, more) in pieces {
            packet.extend(bytes);
            if more {
                continue;
            }
            now += Duration::from_millis(pause);
            if decoder.due().is_some_and(|due| due <= now) && pause % 20 == 0 {
                decoder.elapsed(now).iter().try_for_each(is_clean)?;
            }
            let inputs = decoder.feed(&packet, now);
            prop_assert!(inputs.len() <= packet.len() + 3);
            inputs.iter().try_for_each(is_clean)?;
            // A paste and a run, each with the room that doubling leaves.
            prop_assert!(held(&decoder) <= 4 * PASTE);
            packet.clear();
        }
        while let Some(due) = decoder.due() {
            decoder.elapsed(due).iter().try_for_each(is_clean)?;
        }
        prop_assert_eq!(told(&decoder.feed(b"q", now)), "q");
    }

    /// Where no packet has letters enough for a paste, how the bytes are split changes nothing.
    #[test]
    fn splits_change_nothing(pieces in prop::collection::vec(piece(), 0..12), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
        let bytes: Vec<u8> = pieces.concat();
        let mut letters = 0;
        // A line end or a tab now and then breaks no run, so an Escape is put where a run grows long.
        let bytes: Vec<u8> = bytes
            .into_iter()
            .take(6_000)
            .flat_map(|byte| {
                letters = if byte < 0x20 && !matches!(byte, b'\r' | b'\n' | b'\t') { 0 } else { letters + 1 };
                let long = letters == 8;
                if long {
                    letters = 1;
                }
                [long.then_some(3), Some(byte)].into_iter().flatten()
            })
            .collect();
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let split = packets(at.windows(2).map(|ends| &bytes[ends[0]..ends[1]]));
        let whole = packets([&bytes[..]]);
        prop_assert_eq!(told(&split), told(&whole));
    }
}
