//! People's text, cleaned once on the way in: before it is decided on, persisted, imported or drawn.
//!
//! Owns the one definition of what a line and a long text may hold, so that nothing further in has to
//! distrust a string: no control characters (an escape sequence in a card would otherwise reach every
//! terminal in the room), no characters that reorder or hide text, no piles of combining marks, and a
//! length that a screen and a journal can bear. Letters of every script stay, and so do emoji.
//! It must never change meaning otherwise: no case folding, no compatibility forms, no word is touched.
//!
//! Cleaning is idempotent: `clean(clean(x)) == clean(x)`, so replayed and imported text does not drift.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Most characters of a line (a card's text, a name, a field): about a page, far over what is read aloud.
pub const LINE_CHARS: usize = 2_000;
/// Most bytes of a long text (notes, a statement): some thirty pages.
pub const LONG_BYTES: usize = 64 * 1024;
/// Most bytes taken from one paste: a list of several thousand cards.
pub const PASTE_BYTES: usize = 1024 * 1024;
/// Most code points of one grapheme, what a reader sees as one character.
const GRAPHEME_CHARS: usize = 8;
/// Most bytes of one grapheme.
const GRAPHEME_BYTES: usize = 32;

const ZWJ: char = '\u{200D}';
const ZWNJ: char = '\u{200C}';

/// Text that is safe to keep, and whether its end had to be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The clean text; borrowed when nothing had to change.
    pub text: Cow<'a, str>,
    /// The text was longer than allowed and its end is missing; whoever asked for it must say so.
    pub cut: bool,
}

impl Cleaned<'_> {
    /// The text alone, for callers that cannot be given too much.
    pub fn into_string(self) -> String {
        self.text.into_owned()
    }
}

/// Cleans text that stands on one line: line breaks and tabs become spaces, the ends are trimmed, and at
/// most [`LINE_CHARS`] characters stay.
pub fn clean_line(raw: &str) -> Cleaned<'_> {
    clean(
        raw,
        Rules {
            line: true,
            chars: LINE_CHARS,
            bytes: usize::MAX,
        },
    )
}

/// Cleans text of several lines: every kind of line break becomes `\n`, tabs become spaces, and at most
/// [`LONG_BYTES`] bytes stay. The ends are left alone, because people type while this text is open.
pub fn clean_long(raw: &str) -> Cleaned<'_> {
    clean(
        raw,
        Rules {
            line: false,
            chars: usize::MAX,
            bytes: LONG_BYTES,
        },
    )
}

/// Cleans what was pasted, before anyone knows whether it is one text or many lines: as [`clean_long`],
/// with room for [`PASTE_BYTES`] bytes.
pub fn clean_paste(raw: &str) -> Cleaned<'_> {
    clean(
        raw,
        Rules {
            line: false,
            chars: usize::MAX,
            bytes: PASTE_BYTES,
        },
    )
}

#[derive(Clone, Copy)]
struct Rules {
    line: bool,
    chars: usize,
    bytes: usize,
}

fn clean(raw: &str, rules: Rules) -> Cleaned<'_> {
    if is_plain(raw, rules) {
        return Cleaned {
            text: Cow::Borrowed(raw),
            cut: false,
        };
    }
    // Taking something away can bring neighbours together that then form one grapheme or compose anew, so
    // the pass is repeated until it finds nothing to do. It only ever takes away, so it comes to an end.
    let (mut text, mut cut) = pass(raw, rules);
    loop {
        let (next, again) = pass(&text, rules);
        cut |= again;
        if next == text {
            break;
        }
        text = next;
    }
    let text = if text == raw {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(text)
    };
    Cleaned { text, cut }
}

/// Whether text is printable ASCII within its bounds, as most of it is: nothing to do, nothing to allocate.
fn is_plain(raw: &str, rules: Rules) -> bool {
    let bytes = raw.as_bytes();
    bytes.len() <= rules.chars.min(rules.bytes)
        && bytes
            .iter()
            .all(|&b| (b' '..=b'~').contains(&b) || (b == b'\n' && !rules.line))
        && !(rules.line && (bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ')))
}

fn pass(raw: &str, rules: Rules) -> (String, bool) {
    let composed: String = kept(raw, rules.line).nfc().collect();
    let source = if rules.line {
        composed.trim()
    } else {
        &composed
    };
    let mut out = String::with_capacity(source.len().min(rules.bytes));
    let (mut chars, mut cut) = (0, false);
    for grapheme in source.graphemes(true) {
        let whole = if fits(grapheme) {
            grapheme
        } else {
            shortened(grapheme)
        };
        if whole != "\n" && whole.width() == 0 {
            // A mark without a letter under it would be drawn over whatever stands to its left.
            continue;
        }
        let count = whole.chars().count();
        if chars + count > rules.chars || out.len() + whole.len() > rules.bytes {
            cut = true;
            break;
        }
        chars += count;
        out.push_str(whole);
    }
    if rules.line {
        out.truncate(out.trim_end().len());
    }
    (out, cut)
}

/// The characters that may stay, line breaks made one kind, before composition.
fn kept(raw: &str, line: bool) -> impl Iterator<Item = char> {
    let mut chars = raw.chars().peekable();
    let mut base = None;
    std::iter::from_fn(move || {
        loop {
            let c = chars.next()?;
            let c = match c {
                '\r' => {
                    if chars.peek() == Some(&'\n') {
                        continue;
                    }
                    '\n'
                }
                '\u{85}' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}' => '\n',
                '\t' => ' ',
                other => other,
            };
            let c = if c == '\n' && line { ' ' } else { c };
            let stays = match c {
                '\n' => true,
                ZWJ => {
                    base.is_some_and(is_pictograph)
                        && next_kept(chars.clone()).is_some_and(is_pictograph)
                }
                ZWNJ => {
                    base.is_some_and(may_need_zwnj)
                        && next_kept(chars.clone()).is_some_and(may_need_zwnj)
                }
                // The choice between text and emoji form, where there is a choice.
                '\u{FE0E}' | '\u{FE0F}' => base.is_some_and(|b| is_pictograph(b) || is_keycap(b)),
                _ => !is_unwanted(c),
            };
            if stays {
                if !is_joining(c) {
                    base = Some(c);
                }
                return Some(c);
            }
        }
    })
}

/// The next character that cleaning leaves in place.
fn next_kept(chars: impl Iterator<Item = char>) -> Option<char> {
    // Bounded, so that a flood of joiners cannot make cleaning quadratic.
    chars
        .take(GRAPHEME_CHARS)
        .find(|&c| c != ZWJ && c != ZWNJ && !is_unwanted(c))
}

/// Characters that no text here may hold: they command, hide, or reorder what stands beside them.
pub fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}'                            // soft hyphen
            | '\u{34F}' | '\u{61C}'             // grapheme joiner, Arabic letter mark
            | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // fillers that look like nothing
            | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' // zero width space, direction marks
            | '\u{202A}'..='\u{202E}'           // bidi embeddings and overrides
            | '\u{2060}'..='\u{206F}'           // invisible operators, bidi isolates
            | '\u{FE00}'..='\u{FE0D}'           // glyph variants other than text and emoji form
            | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' // byte order mark, annotations
            | '\u{1D173}'..='\u{1D17A}'         // musical controls
            | '\u{E0000}'..='\u{E0FFF}')        // tags and variants
        // Noncharacters: the last two of every plane, and a block of Arabic presentation forms.
        || u32::from(c) & 0xFFFE == 0xFFFE
        || ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

/// Characters that hang on to the one before and so leave it the base of what follows.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_keycap(c: char) -> bool {
    c.is_ascii_digit() || c == '#' || c == '*'
}

/// Scripts that are spelt with a non-joiner: Arabic script (Persian, Urdu) and those of India.
fn may_need_zwnj(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{FB50}'..='\u{FDCF}')
}

/// Whether a character is a picture that a joiner can join: it sticks to a joined picture before it, and
/// not to a letter. Asked of the segmentation rules themselves, so the two cannot disagree.
fn is_pictograph(c: char) -> bool {
    let after = |first: char| {
        let text: String = [first, ZWJ, c].iter().collect();
        text.graphemes(true).nth(1).is_none()
    };
    !c.is_ascii() && after('\u{2764}') && !after('a')
}

fn fits(grapheme: &str) -> bool {
    grapheme.len() <= GRAPHEME_CHARS
        || (grapheme.len() <= GRAPHEME_BYTES && grapheme.chars().count() <= GRAPHEME_CHARS)
}

fn shortened(grapheme: &str) -> &str {
    let end = grapheme
        .char_indices()
        .take(GRAPHEME_CHARS)
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|&end| end <= GRAPHEME_BYTES)
        .last()
        .unwrap_or(0);
    // A joiner left at the end would join what follows.
    grapheme[..end].trim_end_matches([ZWJ, ZWNJ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(raw: &str) -> String {
        clean_line(raw).into_string()
    }

    #[test]
    fn plain_text_is_borrowed() {
        let cleaned = clean_line("Buses cut on the east side");
        assert!(matches!(cleaned.text, Cow::Borrowed(_)));
        assert!(matches!(clean_long("one\ntwo").text, Cow::Borrowed(_)));
    }

    #[test]
    fn letters_of_every_script_and_emoji_stay() {
        for text in [
            "الحافلات",
            "האוטובוסים",
            "公交车被取消",
            "バスがない",
            "می‌خواهم",
            "हिन्दी",
            "👩🏽‍🚒 fire",
            "👨‍👩‍👧‍👦",
            "1️⃣",
            "❤️",
            "🇳🇿",
            "10 %",
        ] {
            let cleaned = clean_line(text);
            assert_eq!(cleaned.text, text.nfc().collect::<String>(), "{text}");
            assert!(!cleaned.cut);
        }
    }

    #[test]
    fn nothing_reaches_a_terminal_as_a_command() {
        assert_eq!(line("\u{1b}[31mred\u{7}\u{9b}2J"), "[31mred2J");
        assert_eq!(
            line("a\u{202E}b\u{2066}c\u{2069}\u{200E}\u{200F}\u{FEFF}\u{E0041}d"),
            "abcd"
        );
        assert_eq!(line("a\u{200B}\u{200D}b\u{AD}c"), "abc");
    }

    #[test]
    fn line_breaks_have_one_form() {
        assert_eq!(clean_long("a\r\nb\rc\u{2028}d\te").text, "a\nb\nc\nd e");
        assert_eq!(line("  a\r\nb\tc \n"), "a b c");
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same_text() {
        assert_eq!(line("cafe\u{301}"), "café");
    }

    #[test]
    fn a_pile_of_marks_is_a_letter_with_a_few() {
        let pile = format!("e{}x", "\u{300}".repeat(5_000));
        let cleaned = line(&pile);
        assert!(cleaned.chars().count() <= GRAPHEME_CHARS + 1);
        assert!(cleaned.ends_with('x'));
        assert_eq!(line("\u{300}\u{301}alone"), "alone");
    }

    #[test]
    fn a_chain_of_pictures_stays_within_a_grapheme() {
        let chain = vec!["👩"; 500].join("\u{200D}");
        let cleaned = line(&chain);
        assert!(cleaned.chars().count() <= GRAPHEME_CHARS);
        assert!(!cleaned.ends_with(ZWJ));
    }

    #[test]
    fn too_much_is_cut_and_said() {
        let long = "é".repeat(LINE_CHARS + 1);
        let cleaned = clean_line(&long);
        assert!(cleaned.cut);
        assert_eq!(cleaned.text.chars().count(), LINE_CHARS);
        let long = "x".repeat(LONG_BYTES + 1);
        let cleaned = clean_long(&long);
        assert!(cleaned.cut);
        assert_eq!(cleaned.text.len(), LONG_BYTES);
        assert!(!clean_line(&"x".repeat(LINE_CHARS)).cut);
    }

    fn troublesome() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[ -~]{0,6}",
            Just("\r\n".to_owned()),
            Just("\t".to_owned()),
            Just("\u{200D}".to_owned()),
            Just("\u{200C}".to_owned()),
            Just("\u{FE0F}".to_owned()),
            Just("👩".to_owned()),
            Just("🏽".to_owned()),
            Just("🇳".to_owned()),
            Just("\u{300}".to_owned()),
            Just("\u{0600}".to_owned()),
            Just("ᄀ".repeat(9)),
            Just("ᅡ".to_owned()),
            Just("\u{202E}".to_owned()),
            Just("क्ष".to_owned()),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(raw in troublesome()) {
            for clean in [clean_line, clean_long, clean_paste] {
                let once = clean(&raw).into_string();
                let twice = clean(&once);
                prop_assert!(!twice.cut);
                prop_assert_eq!(&twice.text, &once);
            }
        }

        #[test]
        fn clean_text_holds_its_promises(raw in troublesome()) {
            let cleaned = clean_long(&raw).into_string();
            prop_assert!(cleaned.chars().all(|c| c == '\n' || !is_unwanted(c)));
            prop_assert!(!cleaned.contains('\t'));
            for grapheme in cleaned.graphemes(true) {
                prop_assert!(grapheme.chars().count() <= GRAPHEME_CHARS, "{:?}", grapheme);
                prop_assert!(grapheme.len() <= GRAPHEME_BYTES, "{:?}", grapheme);
                prop_assert!(grapheme == "\n" || grapheme.width() > 0, "{:?}", grapheme);
            }
            let line = clean_line(&raw).into_string();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(line.trim(), &line);
        }
    }
}
