//! What the search of the home screen finds, kept until the list or the words change.
//!
//! A frame is drawn from it and every key asks it, so nothing is searched twice. While a search grows, only what it found
//! before is looked at again.

use std::sync::Arc;

use fuzzy_matcher::skim::SkimMatcherV2;

use super::{BrokenScript, ScriptLine, Sessions};
use crate::{
    model::Summary,
    ui::overlay::{fits, ranked_in},
};

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// Nothing: what is begun takes nothing up.
    Fresh,
    /// A session, by its place in the list.
    Session(usize),
    /// A script, by its place in the list.
    Script(usize),
    /// A file that cannot be used, by its place in the list.
    Broken(usize),
    /// The example.
    Example,
}

/// From this many hits on, they are ordered by how the words stand in them rather than by the matcher's finer score:
/// nobody reads thousands of lines for the best one, and the next letter leaves few.
const MANY: usize = 1000;

/// The lines that a search finds.
#[derive(Debug, Default)]
pub struct Found {
    sessions: Arc<[Summary]>,
    scripts: Arc<[ScriptLine]>,
    broken: Arc<[BrokenScript]>,
    /// What is searched of each session, in small letters.
    texts: Vec<String>,
    search: String,
    /// The sessions that the search finds, in the order of the list.
    hits: Vec<usize>,
    rows: Vec<Row>,
    count: usize,
    /// Whether scripts and files are among the lines.
    all: bool,
}

impl Found {
    /// The lines, sessions first, then scripts, then the example, which is first where there is no session; before them all, where a session is to go on from one, that
    /// it need not.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many of the lines are sessions.
    pub fn sessions(&self) -> usize {
        self.count
    }

    /// How many lines stand above the scripts.
    pub fn first_part(&self) -> usize {
        self.count + usize::from(!self.all)
    }

    /// Searches a list for these words, where it has not done so already; sessions alone unless `all` is asked for.
    pub fn sync(&mut self, list: &Sessions, search: &str, all: bool) {
        let same = self.all == all
            && Arc::ptr_eq(&self.sessions, &list.sessions)
            && Arc::ptr_eq(&self.scripts, &list.scripts);
        let search = search.trim_start().to_lowercase();
        if same && search == self.search && !self.rows.is_empty() {
            return;
        }
        if !same {
            self.all = all;
            self.sessions = Arc::clone(&list.sessions);
            self.scripts = Arc::clone(&list.scripts);
            self.broken = Arc::clone(&list.broken);
            let texts = self.sessions.iter();
            self.texts = texts
                .map(|session| {
                    // Whatever language the script's name is remembered in.
                    let script: Vec<&str> = session.script.all().collect();
                    format!("{} {}", session.title, script.join(" ")).to_lowercase()
                })
                .collect();
        }
        if !same || !search.starts_with(&self.search) {
            self.hits = (0..self.texts.len()).collect();
        }
        self.search = search;
        self.find();
    }

    fn find(&mut self) {
        let words: Vec<&str> = self.search.split_whitespace().collect();
        let texts = &self.texts;
        let holds = |at: &usize| words.iter().all(|word| holds_in_order(&texts[*at], word));
        self.hits.retain(holds);
        let matcher = SkimMatcherV2::default();
        let mut ranked: Vec<(i64, usize)> = if words.is_empty() {
            self.hits.iter().map(|at| (0, *at)).collect()
        } else if self.hits.len() > MANY {
            let rank = |at: &usize| words.iter().map(|word| standing(&texts[*at], word)).sum();
            self.hits.iter().map(|at| (rank(at), *at)).collect()
        } else {
            let score = |at: &usize| Some((-fits(&matcher, &texts[*at], &self.search)?, *at));
            self.hits.iter().filter_map(score).collect()
        };
        // The last changed stay first among equals: the order of the list.
        ranked.sort_by_key(|(rank, _)| *rank);
        self.count = ranked.len();
        self.rows.clear();
        self.rows
            .extend(ranked.into_iter().map(|(_, at)| Row::Session(at)));
        if !self.all {
            self.rows.insert(0, Row::Fresh);
            return;
        }
        let fit = |text: &str| fits(&matcher, text, &self.search).is_some();
        let rank = |(at, script): (usize, &ScriptLine)| {
            let rest = format!("{} {}", script.framework, script.id);
            Some((ranked_in(&matcher, &script.title, &rest, &self.search)?, at))
        };
        let scripts = self.scripts.iter().enumerate();
        let mut scripts: Vec<_> = scripts.filter_map(rank).collect();
        scripts.sort_unstable();
        self.rows
            .extend(scripts.into_iter().map(|(_, at)| Row::Script(at)));
        let broken = self.broken.iter().enumerate();
        self.rows.extend(
            broken
                .filter(|(_, one)| fit(&one.file))
                .map(|(at, _)| Row::Broken(at)),
        );
        if fit("example demo smoking") {
            // Whoever has nothing yet looks around first.
            let at = if self.sessions.is_empty() && self.search.is_empty() {
                0
            } else {
                self.rows.len()
            };
            self.rows.insert(at, Row::Example);
        }
    }
}

/// Whether a text has the letters of a word in their order; both in small letters.
fn holds_in_order(text: &str, word: &str) -> bool {
    if word.is_ascii() {
        let mut rest = text.bytes();
        return word.bytes().all(|wanted| rest.any(|byte| byte == wanted));
    }
    let mut rest = text.chars();
    word.chars()
        .all(|wanted| rest.any(|letter| letter == wanted))
}

/// How a word stands in a text that holds its letters: 0 at the start of a word, 1 inside one, 2 scattered.
fn standing(text: &str, word: &str) -> i64 {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let mut found = 2;
    // Words are short: to look at each place is quicker than a searcher made for each text.
    for at in 0..=text.len().saturating_sub(word.len()) {
        if text[at] == word[0] && text[at..].starts_with(word) {
            if at == 0 || text[at - 1] == b' ' {
                return 0;
            }
            found = 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{At, SessionId};

    fn list(titles: &[&str]) -> Sessions {
        let summary = |(at, title): (usize, &&str)| Summary {
            id: SessionId(uuid::Uuid::from_u128(at as u128)),
            title: (*title).into(),
            script: "Turn the curve".into(),
            step: 1,
            steps: 10,
            step_name: "Purpose".into(),
            changed: At(0),
            closed: false,
            open_actions: 0,
            cards: 0,
        };
        let sessions = titles.iter().enumerate().map(summary).collect();
        Sessions {
            sessions,
            ..Sessions::default()
        }
    }

    fn found(found: &mut Found, list: &Sessions, search: &str) -> Vec<String> {
        found.sync(list, search, true);
        let titled = |row: &Row| match row {
            Row::Session(at) => Some(list.sessions[*at].title.to_string()),
            _ => None,
        };
        let named: Vec<String> = found.rows().iter().filter_map(titled).collect();
        assert_eq!(named.len(), found.sessions());
        named
    }

    #[test]
    fn words_are_found_in_any_order_and_any_case() {
        let list = list(&["Smoking in Mill Valley", "Reading by nine", "Élan"]);
        let mut search = Found::default();
        assert_eq!(found(&mut search, &list, "").len(), 3);
        assert_eq!(
            found(&mut search, &list, "valley SMOK"),
            ["Smoking in Mill Valley"]
        );
        assert_eq!(found(&mut search, &list, "éla"), ["Élan"]);
        assert_eq!(found(&mut search, &list, "zzz"), [""; 0]);
        assert!(search.rows().is_empty());
    }

    #[test]
    fn a_search_finds_the_same_however_it_came_to_its_words() {
        let list = list(&["Buses", "Cut buses", "Abuse", "Sub", "Bread uses"]);
        for words in ["bus", "us b", "cut", "b u s", "se"] {
            let mut fresh = Found::default();
            let expected = found(&mut fresh, &list, words);
            let mut typed = Found::default();
            for end in 0..=words.len() {
                found(&mut typed, &list, &words[..end]);
            }
            assert_eq!(found(&mut typed, &list, words), expected, "{words}");
            found(&mut typed, &list, &format!("{words}x"));
            assert_eq!(
                found(&mut typed, &list, words),
                expected,
                "{words}, taken back"
            );
        }
    }

    #[test]
    fn a_new_list_is_searched_anew() {
        let mut search = Found::default();
        assert_eq!(found(&mut search, &list(&["One"]), "o"), ["One"]);
        assert_eq!(
            found(&mut search, &list(&["Two", "Three", "Four"]), "o").len(),
            2
        );
    }

    #[test]
    fn a_script_whose_title_has_the_words_comes_before_others_that_hold_their_letters() {
        let script = |title: &str, id: &str| ScriptLine {
            id: id.into(),
            title: title.into(),
            framework: "Results-Based Accountability".into(),
            minutes: 60,
            about: "".into(),
            who: "".into(),
            leaves: "".into(),
            own: false,
            goes_on: false,
        };
        let list = Sessions {
            scripts: [
                script("A strategy set and tested on needs and dreams", "first"),
                script("Second", "assets-and-more"),
                script("Gaps and assets", "third"),
                script("Assets and needs", "fourth"),
            ]
            .into(),
            ..Sessions::default()
        };
        let mut search = Found::default();
        let mut scripts = |words: &str| {
            search.sync(&list, words, true);
            let script = |row: &Row| match row {
                Row::Script(at) => Some(*at),
                _ => None,
            };
            search.rows().iter().filter_map(script).collect::<Vec<_>>()
        };
        // Nothing searched: the order of the list.
        assert_eq!(scripts(""), [0, 1, 2, 3]);
        assert_eq!(scripts("Assets and"), [3, 2, 1, 0]);
        assert_eq!(scripts("needs")[..2], [0, 3]);
    }

    #[test]
    fn among_thousands_the_start_of_a_word_comes_first() {
        let mut titles = vec!["Abbey"; MANY];
        titles.extend(["Reading and a bus", "Buses"]);
        let titles = found(&mut Found::default(), &list(&titles), "b");
        assert_eq!(titles[..2], ["Reading and a bus", "Buses"]);
        assert_eq!(titles.len(), MANY + 2);
    }
}
