//! A line or a page of text being written: the words, the cursor, and a few steps back.
//!
//! The cursor moves by what people see as one character, never inside it, which the text areas on offer do not hold to.
//! Nothing here is cleaned or saved: what leaves it goes through the session's door.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::input::{Chord, Key};
use crate::cells;

/// Steps back that are kept.
const BACK: usize = 100;

/// Text being written.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// A byte offset at a boundary between graphemes.
    cursor: usize,
    back: Vec<(String, usize)>,
    long: bool,
}

impl Editor {
    /// One line, with the cursor at its end.
    pub fn line(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            cursor: text.len(),
            text,
            back: Vec::new(),
            long: false,
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
        std::mem::take(&mut self.text)
    }

    /// Puts other words in the place of all of them; one step back brings the old ones again.
    pub fn replace(&mut self, text: &str) {
        self.remember();
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Types text at the cursor. One line takes no line ends.
    pub fn insert(&mut self, text: &str) {
        let text = if self.long {
            text.to_owned()
        } else {
            text.replace(['\n', '\r'], " ")
        };
        if text.is_empty() {
            return;
        }
        if text.chars().count() > 1 || text.starts_with(char::is_whitespace) || self.back.is_empty()
        {
            self.remember();
        }
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        self.cursor = self.at_or_after(self.cursor);
    }

    /// Takes back the last words typed; false where nothing is left to take back.
    pub fn undo(&mut self) -> bool {
        let now = self.text.clone();
        while let Some((text, cursor)) = self.back.pop() {
            if text != now {
                (self.text, self.cursor) = (text, cursor);
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

    /// Moves the cursor up or down by lines as they are wrapped to this width; false at the first or last.
    pub fn move_line(&mut self, down: bool, width: usize) -> bool {
        let lines = cells::wrap_ranges(&self.text, width);
        let (row, column) = self.position(width);
        let target = if down { row + 1 } else { row.wrapping_sub(1) };
        let Some(line) = lines.get(target) else {
            return false;
        };
        self.cursor = line.start + cells::head(&self.text[line.clone()], column).len();
        true
    }

    /// Row and column of the cursor where lines are wrapped to this width.
    pub fn position(&self, width: usize) -> (usize, usize) {
        let lines = cells::wrap_ranges(&self.text, width);
        let row = lines
            .iter()
            .rposition(|line| line.start <= self.cursor)
            .unwrap_or(0);
        let line = lines.get(row).cloned().unwrap_or(0..0);
        // Spaces at a break belong to no line: there the cursor stands at the line's end.
        let end = self.cursor.min(line.end).max(line.start);
        let spaces = self.text.get(line.end..self.cursor).map_or(0, cells::width);
        let column = cells::width(&self.text[line.start..end])
            + if self.cursor > line.end { spaces } else { 0 };
        (row, column.min(width))
    }

    /// The lines as they are wrapped to this width.
    pub fn lines(&self, width: usize) -> Vec<&str> {
        cells::wrap(&self.text, width)
    }

    fn remember(&mut self) {
        if self.back.len() == BACK {
            self.back.remove(0);
        }
        self.back.push((self.text.clone(), self.cursor));
    }

    fn delete(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.remember();
            self.cursor = range.start;
            self.text.replace_range(range, "");
            self.cursor = self.at_or_after(self.cursor);
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
        let starts = self.text.grapheme_indices(true).map(|(at, _)| at);
        starts
            .into_iter()
            .find(|at| *at >= offset)
            .unwrap_or(self.text.len())
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
    fn the_cursor_moves_through_wrapped_lines() {
        let mut editor = Editor::page("alpha beta gamma");
        assert_eq!(editor.position(6), (2, 5));
        assert!(editor.move_line(false, 6));
        assert_eq!(editor.position(6).0, 1);
        assert!(editor.move_line(false, 6));
        assert!(!editor.move_line(false, 6));
    }

    proptest! {
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
                editor.move_line(key % 2 == 0, width);
                prop_assert!(editor.text.is_char_boundary(editor.cursor));
                let (row, column) = editor.position(width);
                prop_assert!(row < editor.lines(width).len() && column <= width);
            }
        }
    }
}
