//! Whatever people are called and whatever they write, live, replayed or imported: what is sent to a terminal holds only
//! sequences of our own.

use std::time::Instant;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use uuid::Uuid;

use super::*;
use crate::{
    model::{At, Event, Member, MemberId, Presence, Record, Role, Seen, Value, Viewer, field},
    say::Lang,
    term::{decode::Decoder, modes},
    ui::{
        scene::Scene,
        seat::Looks,
        theme::{Depth, Theme},
        wall::Wall,
    },
};

/// Whether these bytes are text, and sequences that this program writes.
pub(crate) fn only_own(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let modes = ["?1049", "?2004", "?2026", "?1000", "?1006", "?25"];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\r' | '\n' | '\x08' => {}
            '\x1b' => {
                let body = rest
                    .strip_prefix('[')
                    .ok_or_else(|| format!("Escape and {rest:.10?}"))?;
                let end = body
                    .find(|c: char| !c.is_ascii_digit() && c != ';' && c != '?')
                    .ok_or("a sequence without an end")?;
                let (params, last) = (&body[..end], &body[end..=end]);
                let known = match last {
                    "h" | "l" => modes.contains(&params),
                    "H" | "C" | "G" | "m" | "J" | "K" => !params.contains('?'),
                    _ => false,
                };
                if !known {
                    return Err(format!("Escape [ {params} {last}"));
                }
                rest = &body[end + 1..];
            }
            c if c.is_control() => return Err(format!("a control character {c:?}")),
            '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{e0000}'..='\u{e0fff}'
            | '\u{feff}' => {
                return Err(format!("a character that hides or reorders: {c:?}"));
            }
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn sequences_of_others_are_told_apart() {
    for own in [
        modes::ENTER,
        modes::LEAVE,
        modes::mouse(true),
        modes::mouse(false),
        "\x1b[0;1;38;5;9mé\x1b[3;4H\r\n",
    ] {
        assert_eq!(only_own(own.as_bytes()), Ok(()), "{own:?}");
    }
    for other in [
        "\x1b]52;c;aGk=\x07",
        "\x1b]8;;http://a\x1b\\",
        "\x1b]0;title\x07",
        "\x1bc",
        "\x1b[?1h",
        "\x1b[6n",
        "\x1b[c",
        "\u{9b}2J",
        "\x07",
        "\t",
        "a\u{202e}b",
        "\u{e0041}",
        "\x1bP1$r\x1b\\",
    ] {
        assert!(only_own(other.as_bytes()).is_err(), "{other:?}");
    }
}

/// What is sent to terminals of several kinds for one screen, from the first frame to the last line.
fn sent(buf: &Buffer) -> Vec<u8> {
    let mut all = Vec::new();
    for (utf8, synchronised) in [(true, true), (true, false), (false, false)] {
        let area = buf.area;
        let mut terminal = terminal(area.width, area.height, WireOptions { utf8, synchronised });
        all.extend_from_slice(modes::ENTER.as_bytes());
        all.extend(frame(&mut terminal, |f| {
            f.buffer_mut().clone_from(buf);
            f.set_cursor_position((1, 1));
        }));
        // Each cell changes to what its neighbour was, so that halves of wide letters are met too.
        let mut moved = buf.clone();
        moved.content.rotate_right(1);
        all.extend(frame(&mut terminal, |f| f.buffer_mut().clone_from(&moved)));
        all.extend_from_slice(modes::LEAVE.as_bytes());
    }
    all
}

fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "\x1b]52;c;aGk=\x07", "\x1b]8;;http://a\x1b\\", "\x1b[31mred", "\x1b[2J", "\x1bc", "\u{9b}31m", "\u{9d}0;t\u{9c}", "\x1b",
            "\u{7}", "\0", "\u{202e}", "\u{2066}", "\u{e0041}", "\u{feff}", "\u{200b}", "\u{200d}", "\u{301}", "👩\u{200d}🚒", "公", "é", "\n", "\r\n",
            "\t", " ", "\u{85}", "\u{2028}", "क्\u{200d}ष", "ᄀᄀᄀ", "🇳🇿", "ا", "\u{600}",
        ]).prop_map(str::to_owned),
        2 => "[ -~]{1,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

/// A record as it stands in a journal or an archive, whatever made it.
fn stored(scene: &mut Scene, ev: Vec<Event>) {
    let record = Record {
        v: Record::VERSION,
        id: crate::model::CommandId(Uuid::from_u128(u128::from(scene.seen().version()) + 9_000)),
        at: At(1_700_000_500_000),
        by: scene.member_of("ana"),
        ev,
    };
    let text = record.encode().unwrap();
    scene.session.apply(Record::decode(&text).unwrap());
}

fn wall(scene: &Scene, lang: Lang) -> Buffer {
    let looks = Looks {
        theme: Theme::terminal(Depth::Ansi256),
        lang,
        ascii: false,
        thick: false,
    };
    let presence = Presence::default();
    let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
    let seen = Seen::new(&scene.session, Viewer::Projector).in_lang(lang);
    Wall::new(looks).draw(seen, &presence, At(0), &mut buf);
    buf
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_replayed_or_imported_sends_nothing_of_its_own(title in anything(), name in anything(), words in anything(), evidence in anything()) {
        let mut scene = Scene::shipped("turn-the-curve");
        scene.press("ana", "ggstory<enter>nBuses cut<enter><esc>");
        let card = scene.seen().all_cards().next().unwrap().id();
        let from = scene.seen().version();
        let changed = |field: &str, text: &str| Event::CardChanged {
            card,
            field: field.into(),
            from,
            now: Some(Value::Text(text.into())),
        };
        let bo = Member::new(MemberId(Uuid::from_u128(77)), name.as_str(), Role::Participant);
        stored(&mut scene, vec![
            Event::Retitled { title: title.as_str().into() },
            Event::Joined { member: Member { name: name.as_str().into(), ..bo } },
            changed(field::TEXT, &words),
            changed("evidence", &evidence),
        ]);
        for keys in ["", "<enter>", "<esc><esc>:", "<esc>p", "<esc>g", "<esc>]]]]]"] {
            scene.press("ana", keys);
            prop_assert_eq!(only_own(&sent(&scene.draw("ana").0)), Ok(()), "after {}", keys);
        }
        prop_assert_eq!(only_own(&sent(&wall(&scene, Lang::En))), Ok(()));
    }

    #[test]
    fn what_is_typed_or_pasted_sends_nothing_of_its_own(words in anything(), marked: bool) {
        let mut scene = Scene::shipped("turn-the-curve");
        scene.press("ana", "ggstory<enter>n");
        let bytes = if marked { format!("\x1b[200~{words}\x1b[201~") } else { words };
        let (mut decoder, now) = (Decoder::new(), Instant::now());
        let mut inputs = decoder.feed(bytes.as_bytes(), now);
        while let Some(due) = decoder.due() {
            inputs.extend(decoder.elapsed(due));
        }
        for input in inputs {
            scene.input("ana", input);
            prop_assert_eq!(only_own(&sent(&scene.draw("ana").0)), Ok(()));
        }
        scene.press("ana", "<enter>");
        prop_assert_eq!(only_own(&sent(&scene.draw("ana").0)), Ok(()));
        prop_assert_eq!(only_own(&sent(&wall(&scene, Lang::Es))), Ok(()));
    }
}
