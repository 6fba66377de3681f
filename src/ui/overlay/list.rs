//! A search and a cursor in what it found: what every window to choose from shares.

use fuzzy_matcher::{FuzzyMatcher as _, skim::SkimMatcherV2};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    content::slot::Slot,
    say,
    say::MsgId,
    ui::{
        edit::Editor,
        keys::Action,
        paint::{Paint, scrolled},
    },
};

/// A search and a cursor in what it found.
#[derive(Debug, Default)]
pub struct List {
    /// What is searched for.
    pub search: Editor,
    /// The cursor among what was found.
    pub at: usize,
    pub(super) first: usize,
    /// How many lines were shown last, for paging.
    pub(super) page: usize,
    /// What the search found, by its place, best first.
    hits: Vec<usize>,
    /// The words it was found for.
    found_for: Option<String>,
}

impl List {
    /// The cursor at this hit of a search that has not begun.
    pub(super) fn at(at: usize) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }

    /// Searches with `look`, which is asked only where the words have changed since: a frame or a key alone costs nothing.
    pub(super) fn find(&mut self, look: impl FnOnce(&str) -> Vec<usize>) {
        let search = self.search.text();
        if self.found_for.as_deref() != Some(search) {
            self.hits = look(search);
            self.found_for = Some(search.to_owned());
        }
    }

    /// Says that what is searched has changed: it is searched again.
    pub(super) fn forget(&mut self) {
        self.found_for = None;
    }

    /// What the search found, by its place, best first.
    pub(super) fn hits(&self) -> &[usize] {
        &self.hits
    }

    /// Says that nothing is called what is searched for; answers false where something is, or nothing is searched for.
    pub(super) fn says_nothing(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> bool {
        let search = self.search.text().trim();
        let nothing = self.hits.is_empty() && !search.is_empty();
        if nothing {
            let words = paint.say(&say!(NothingCalled, search));
            paint.wrapped(buf, area, &words, Slot::Muted);
        }
        nothing
    }

    /// The hit with the cursor.
    pub(super) fn hit(&self) -> Option<usize> {
        self.hits.get(self.at).copied()
    }

    /// Moves the cursor; false where the action is none of moving.
    pub(super) fn act(&mut self, action: Action) -> bool {
        let last = self.hits.len().saturating_sub(1);
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => (self.at + 1).min(last),
            Action::PageUp => self.at.saturating_sub(self.page.max(1)),
            Action::PageDown => (self.at + self.page.max(1)).min(last),
            _ => return false,
        };
        true
    }

    /// The first hit to show in a window of this height.
    pub(super) fn scroll(&mut self, height: usize) -> usize {
        let len = self.hits.len();
        self.page = height;
        self.at = self.at.min(len.saturating_sub(1));
        self.first = scrolled(self.first, self.at, height, len);
        self.first
    }
}

/// How well text fits a search: every word of the search must be found, in any order. `None` where one is not.
pub fn fits(matcher: &SkimMatcherV2, text: &str, search: &str) -> Option<i64> {
    let mut score = 0;
    for word in search.split_whitespace() {
        // A cheap look first: most of what is searched does not even hold the letters in their order.
        if !holds_in_order(text, word) {
            return None;
        }
        score += matcher.fuzzy_match(text, word)?;
    }
    Some(score)
}

/// How far from the top something stands that has a name and small words beside it: what holds the words searched for in its
/// name as they stand comes first, from its beginning before all; then what holds them anywhere; then the matcher's finer
/// score. The lowest is best, and nothing searched for leaves all equal. `None` where a word is not found at all.
pub fn ranked_in(
    matcher: &SkimMatcherV2,
    name: &str,
    rest: &str,
    search: &str,
) -> Option<(u8, i64)> {
    let search = search.trim();
    let score = fits(matcher, &format!("{name} {rest}"), search)?;
    if search.is_empty() {
        return Some((0, 0));
    }
    let (name, rest) = (name.to_lowercase(), rest.to_lowercase());
    let search = search.to_lowercase();
    let in_name = search.split_whitespace().all(|word| name.contains(word));
    let anywhere = |word: &str| name.contains(word) || rest.contains(word);
    let place = match in_name {
        true if name.starts_with(&search) => 0,
        true => 1,
        false if search.split_whitespace().all(anywhere) => 2,
        false => 3,
    };
    Some((place, -score))
}

fn holds_in_order(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars()
        .flat_map(char::to_lowercase)
        .all(|wanted| letters.any(|letter| letter == wanted))
}

/// Draws the line that is searched in; answers where the cursor stands.
pub(super) fn draw_search(
    list: &mut List,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    line: Rect,
) -> Option<Position> {
    let label = paint.text(MsgId::LabelSearch);
    let taken = paint.line(buf, line, label, Slot::Muted) + 1;
    let field = Rect {
        x: line.x + taken,
        width: line.width.saturating_sub(taken),
        ..line
    };
    paint.editor(buf, field, &mut list.search, paint.text(MsgId::HintSearch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_searched_for_once_until_the_words_change() {
        let mut list = List::default();
        let mut asked = 0;
        for _ in 0..3 {
            list.find(|_| {
                asked += 1;
                vec![2, 0, 1]
            });
            list.act(Action::Down);
        }
        assert_eq!((asked, list.hit()), (1, Some(1)));
        list.search.insert("a");
        list.find(|words| {
            assert_eq!(words, "a");
            Vec::new()
        });
        assert_eq!(list.hit(), None);
    }
}
