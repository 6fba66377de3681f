//! A line or a page of text being written: the words, the cursor, and a few steps back.
//!
//! The cursor moves by what people see as one character, never inside it, which the text areas on offer do not hold to.
//! Nothing here is cleaned or saved: what leaves it goes through the session's door.

use std::{borrow::Cow, collections::VecDeque, ops::Range};

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::input::{Chord, Key};
use crate::{cells, model::text::PASTE_BYTES};

/// Steps back that are kept.
const BACK: usize = 100;

/// How many bytes of what was taken out are kept for steps back; the latest step is kept whatever its size.
const KEPT: usize = 1 << 20;

/// Most bytes that are ever written in one place: what the longest paste holds, far over what any field takes. All of it is
/// wrapped to be drawn and kept as a draft, so that whoever pastes on and on must come to an end.
const LONGEST: usize = PASTE_BYTES;

/// One step back: what to put in the place of what. Of a paste only its length is kept, so that a long one costs nothing.
#[derive(Clone, Debug)]
struct Step {
    at: usize,
    removed: String,
    added: usize,
    /// Where the cursor stood.
    cursor: usize,
}

/// Text being written.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// A byte offset at a boundary between graphemes.
    cursor: usize,
    back: VecDeque<Step>,
    long: bool,
    /// The width that lines were wrapped to last; none before it was drawn.
    width: Option<usize>,
    /// The lines as they were wrapped to it; none where the text has changed since.
    wrapped: Option<Vec<Range<usize>>>,
}

impl Editor {
    /// One line, with the cursor at its end.
    pub fn line(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            cursor: text.len(),
            text,
            ..Self::default()
        }
    }

    /// Several lines, with the cursor at their end.
    pub fn page(text: impl Into<String>) -> Self {
        Self {
            long: true,
            ..Self::line(text)
        }
    }

    /// The words as they stand.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor stands, in bytes.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether nothing but space stands there.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes everything out.
    pub fn take(&mut self) -> String {
        self.cursor = 0;
        self.back.clear();
        self.wrapped = None;
        std::mem::take(&mut self.text)
    }

    /// Puts other words in the place of all of them; one step back brings the old ones again.
    pub fn replace(&mut self, text: &str) {
        let text = self.taken(text, 0).into_owned();
        self.put(0..self.text.len(), &text);
    }

    /// Types text at the cursor. One line takes no line ends.
    pub fn insert(&mut self, text: &str) {
        let text = self.taken(text, self.text.len()).into_owned();
        if text.is_empty() {
            return;
        }
        let one = text.chars().nth(1).is_none() && !text.starts_with(char::is_whitespace);
        let goes_on = |step: &&mut Step| one && step.at + step.added == self.cursor;
        if let Some(step) = self.back.back_mut().filter(goes_on) {
            step.added += text.len();
            self.write(self.cursor..self.cursor, &text);
        } else {
            self.put(self.cursor..self.cursor, &text);
        }
    }

    /// Takes back the last words typed; false where nothing is left to take back.
    pub fn undo(&mut self) -> bool {
        while let Some(step) = self.back.pop_back() {
            let added = step.at..step.at + step.added;
            if self.text[added.clone()] != step.removed {
                self.write(added, &step.removed);
                self.cursor = step.cursor;
                return true;
            }
        }
        false
    }

    /// Handles a key of editing; false where the key means nothing to a text.
    pub fn press(&mut self, chord: Chord) -> bool {
        if let Some(c) = chord.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        match (chord.key, chord.ctrl || chord.alt) {
            (Key::Left, false) => self.cursor = self.before(),
            (Key::Right, false) => self.cursor = self.after(),
            (Key::Left, true) => self.cursor = self.word_before(),
            (Key::Right, true) => self.cursor = self.word_after(),
            (Key::Home, _) | (Key::Char('a'), true) => self.cursor = self.line_start(),
            (Key::End, _) | (Key::Char('e'), true) => self.cursor = self.line_end(),
            (Key::Backspace, false) => self.delete(self.before()..self.cursor),
            (Key::Backspace | Key::Char('w'), true) => self.delete(self.word_before()..self.cursor),
            (Key::Delete, false) => self.delete(self.cursor..self.after()),
            (Key::Delete, true) => self.delete(self.cursor..self.word_after()),
            (Key::Char('u'), true) if chord.ctrl => self.delete(self.line_start()..self.cursor),
            (Key::Char('k'), true) if chord.ctrl => self.delete(self.cursor..self.line_end()),
            (Key::Char('j'), true) if chord.ctrl && self.long => self.insert("\n"),
            (Key::Char('z'), true) if chord.ctrl => return self.undo(),
            _ => return false,
        }
        true
    }

    /// Whether the cursor stands behind all that is written.
    pub fn is_at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Moves the cursor up or down by the lines that were drawn last; false at the first or last.
    pub fn move_line(&mut self, down: bool) -> bool {
        let width = self.width.unwrap_or(usize::MAX);
        let (row, column) = self.position(width);
        let target = if down { row + 1 } else { row.wrapping_sub(1) };
        let Some(line) = self.wrap(width).get(target).cloned() else {
            return false;
        };
        self.cursor = line.start + cells::head(&self.text[line], column).len();
        true
    }

    /// Row and column of the cursor where lines are wrapped to this width.
    pub fn position(&mut self, width: usize) -> (usize, usize) {
        let cursor = self.cursor;
        let lines = self.wrap(width);
        let row = lines.partition_point(|line| line.start <= cursor);
        let row = row.saturating_sub(1);
        let line = lines.get(row).cloned().unwrap_or(0..0);
        // Spaces at a break belong to no line: there the cursor stands at the line's end.
        let end = cursor.min(line.end).max(line.start);
        let spaces = self.text.get(line.end..cursor).map_or(0, cells::width);
        let column =
            cells::width(&self.text[line.start..end]) + if cursor > line.end { spaces } else { 0 };
        (row, column.min(width))
    }

    /// How many lines there are where they are wrapped to this width.
    pub fn height(&mut self, width: usize) -> usize {
        self.wrap(width).len()
    }

    /// The lines as they are wrapped to this width, from one of them on.
    pub fn lines(&mut self, width: usize, first: usize) -> impl Iterator<Item = &str> {
        self.wrap(width);
        let lines = self.wrapped.iter().flatten().skip(first);
        lines.map(|line| &self.text[line.clone()])
    }

    /// Wraps the text, where it or the width has changed since.
    fn wrap(&mut self, width: usize) -> &[Range<usize>] {
        if self.width.replace(width) != Some(width) {
            self.wrapped = None;
        }
        let text = &self.text;
        self.wrapped
            .get_or_insert_with(|| cells::wrap_ranges(text, width))
    }

    /// What of a text this takes beside what is there already: as much as there is room for. One line takes no line ends.
    fn taken<'t>(&self, text: &'t str, there: usize) -> Cow<'t, str> {
        let room = LONGEST.saturating_sub(there);
        let text = &text[..text.floor_char_boundary(room)];
        if self.long {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.replace(['\n', '\r'], " "))
        }
    }

    /// Puts words in the place of others, as a step back of its own.
    fn put(&mut self, range: Range<usize>, text: &str) {
        self.back.push_back(Step {
            at: range.start,
            removed: self.text[range.clone()].to_owned(),
            added: text.len(),
            cursor: self.cursor,
        });
        let mut kept: usize = self.back.iter().map(|step| step.removed.len()).sum();
        while self.back.len() > BACK || (kept > KEPT && self.back.len() > 1) {
            let oldest = self.back.pop_front();
            kept -= oldest.map_or(0, |step| step.removed.len());
        }
        self.write(range, text);
    }

    /// Puts words in the place of others, the cursor behind them.
    fn write(&mut self, range: Range<usize>, text: &str) {
        self.cursor = range.start + text.len();
        self.text.replace_range(range, text);
        self.cursor = self.at_or_after(self.cursor);
        self.wrapped = None;
    }

    fn delete(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.put(range, "");
        }
    }

    fn before(&self) -> usize {
        self.text[..self.cursor]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        self.cursor + rest.graphemes(true).next().map_or(0, str::len)
    }

    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].unicode_word_indices();
        words.into_iter().next_back().map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let rest = &self.text[self.cursor..];
        let ends = rest
            .unicode_word_indices()
            .map(|(at, word)| at + word.len());
        self.cursor + ends.into_iter().next().unwrap_or(rest.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..]
            .find('\n')
            .map_or(self.text.len(), |at| self.cursor + at)
    }

    /// The boundary between graphemes at an offset, or the next: what is typed may join what stands behind it.
    fn at_or_after(&self, offset: usize) -> usize {
        let mut near = GraphemeCursor::new(offset, self.text.len(), true);
        if near.is_boundary(&self.text, 0) == Ok(true) {
            return offset;
        }
        let next = near.next_boundary(&self.text, 0);
        next.ok().flatten().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::input::parse_keys;

    fn typed(keys: &str) -> Editor {
        let mut editor = Editor::page("");
        for chord in parse_keys(keys).expect("keys") {
            editor.press(chord);
        }
        editor
    }

    #[test]
    fn words_are_typed_moved_in_and_deleted() {
        assert_eq!(
            typed("Buses cut<left><left><backspace>C").text(),
            "Buses Cut"
        );
        assert_eq!(typed("one two<ctrl-w>three").text(), "one three");
        assert_eq!(typed("one<home>an <end>!").text(), "an one!");
    }

    #[test]
    fn a_family_is_one_character() {
        let mut editor = Editor::line("👨‍👩‍👧é");
        editor.press(Chord::plain(Key::Backspace));
        editor.press(Chord::plain(Key::Backspace));
        assert_eq!(editor.text(), "");
    }

    #[test]
    fn one_line_takes_no_line_ends() {
        let mut editor = Editor::line("");
        editor.insert("a\nb");
        assert_eq!(editor.text(), "a b");
    }

    #[test]
    fn undo_goes_back_by_words() {
        let mut editor = typed("one two");
        assert!(editor.undo());
        assert_eq!(editor.text(), "one");
        assert!(editor.undo());
        assert_eq!(editor.text(), "");
        assert!(!editor.undo());
    }

    #[test]
    fn other_words_in_the_place_of_all_are_one_step() {
        let mut editor = typed("one");
        editor.replace("another text");
        assert!(editor.undo());
        assert_eq!(editor.text(), "one");
    }

    #[test]
    fn steps_back_keep_what_was_taken_out_and_no_more_of_it_than_fits() {
        let mut editor = Editor::page("");
        let long = "word ".repeat(KEPT / 20);
        for _ in 0..20 {
            editor.insert(&long);
        }
        let kept =
            |editor: &Editor| -> usize { editor.back.iter().map(|step| step.removed.len()).sum() };
        assert_eq!(
            kept(&editor),
            0,
            "what was pasted stands in the text already"
        );
        for _ in 0..20 {
            editor.replace(&long);
        }
        assert!(kept(&editor) <= KEPT);
        editor.replace("");
        assert!(editor.undo());
        assert_eq!(editor.text(), long);
    }

    #[test]
    fn whoever_pastes_on_and_on_comes_to_an_end() {
        let mut editor = Editor::page("");
        let page = "ñandú ".repeat(2_000);
        for _ in 0..200 {
            editor.insert(&page);
        }
        assert!(editor.text().len() <= LONGEST && editor.text().len() > LONGEST - 4);
        editor.replace(&"é".repeat(LONGEST));
        assert_eq!(editor.text().len(), LONGEST);
        assert!(editor.press(Chord::char('x')));
        assert_eq!(editor.text().len(), LONGEST);
        // There is room again for what was taken out.
        assert!(editor.press(Chord::plain(Key::Backspace)));
        editor.insert("x");
        assert!(editor.text().ends_with('x'));
    }

    #[test]
    fn a_text_is_wrapped_anew_where_it_or_the_width_changed() {
        let mut editor = Editor::page("alpha beta");
        assert_eq!(editor.height(20), 1);
        assert_eq!(editor.height(6), 2);
        editor.insert(" gamma");
        assert_eq!(editor.lines(6, 1).collect::<Vec<_>>(), ["beta", "gamma"]);
        editor.undo();
        assert_eq!(editor.height(6), 2);
        editor.take();
        assert_eq!(editor.height(6), 1);
    }

    #[test]
    fn the_cursor_moves_through_wrapped_lines() {
        let mut editor = Editor::page("alpha beta gamma");
        assert_eq!(editor.position(6), (2, 5));
        assert!(editor.move_line(false));
        assert_eq!(editor.position(6).0, 1);
        assert!(editor.move_line(false));
        assert!(!editor.move_line(false));
    }

    proptest! {
        #[test]
        fn steps_back_lead_to_where_it_began(
            start in "\\PC{0,12}",
            keys in prop::collection::vec(0usize..9, 0..60),
        ) {
            let mut editor = Editor::page(start.clone());
            for key in keys {
                match key {
                    0 => editor.replace("one two"),
                    1 => editor.insert("👩 and"),
                    key => {
                        let key = ["<left>", "<backspace>", "<ctrl-w>", "<home>", "x", "e", "<ctrl-k>"][key - 2];
                        for chord in parse_keys(key).expect("keys") {
                            editor.press(chord);
                        }
                    }
                }
            }
            while editor.undo() {}
            prop_assert_eq!(editor.text(), start);
        }

        #[test]
        fn any_keys_leave_the_cursor_between_characters(
            start in "\\PC{0,12}",
            keys in prop::collection::vec(0usize..12, 0..40),
            width in 1usize..9,
        ) {
            let mut editor = Editor::page(start);
            for key in keys {
                let chord = match key {
                    0 => Chord::plain(Key::Left), 1 => Chord::plain(Key::Right), 2 => Chord::plain(Key::Backspace),
                    3 => Chord::plain(Key::Delete), 4 => Chord::char('\u{301}'), 5 => Chord::char('👩'),
                    6 => Chord::ctrl('j'), 7 => Chord::ctrl('w'), 8 => Chord::plain(Key::Home),
                    9 => Chord::ctrl('z'), 10 => Chord::char(' '), _ => Chord::char('x'),
                };
                editor.press(chord);
                editor.position(width);
                editor.move_line(key % 2 == 0);
                prop_assert!(editor.text.is_char_boundary(editor.cursor));
                let (row, column) = editor.position(width);
                prop_assert!(row < editor.height(width) && column <= width);
            }
        }
    }
}
