//! A session played again, moment by moment: nobody is told to press a key that does nothing there.

use std::collections::BTreeSet;

use super::{Drive, scene, views::SCRIPTS};
use crate::model::Step;

/// Whether a line of a page names a key to press.
fn names_a_key(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let key = |word: &str| {
        let word = word.trim_matches(|c: char| ".,:;".contains(c));
        ["Enter", "Tab", "Esc", "Space"].contains(&word)
    };
    let in_brackets = |word: &&str| {
        let inner = word.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        inner.is_some_and(|(inner, _)| {
            inner.chars().count() == 1 && !inner.chars().all(|c| c.is_ascii_digit() || c == '·')
        })
    };
    let verb = |pair: &[&str]| {
        pair[0].chars().count() == 1
            && [
                "enters", "begins", "opens", "starts", "writes", "reads", "adds", "takes",
            ]
            .contains(&pair[1])
    };
    words.contains(&"Press")
        || words.iter().any(|word| key(word))
        || words.iter().any(in_brackets)
        || words.windows(2).any(verb)
}

#[test]
fn no_page_that_is_played_again_names_a_key() {
    let mut wrong = BTreeSet::new();
    for script in SCRIPTS {
        let mut drive = Drive::of(scene(script));
        let steps: Vec<Step> = drive.scene.seen().script().steps.clone();
        for at in 1..steps.len() {
            drive.fill_step(&steps[at - 1]);
            drive.keys("]");
        }
        let scene = &mut drive.scene;
        for (columns, rows) in [(80, 24), (120, 40)] {
            scene.resize("ana", columns, rows);
            scene.press("ana", ":play this session<enter><home>");
            let (mut seen, mut before) = (0, String::new());
            for _ in 0..3_000 {
                let text = scene.text("ana");
                let lines: Vec<&str> = text.lines().collect();
                // What the foot of a replay offers does work there.
                let foot = lines
                    .iter()
                    .rposition(|line| line.contains("Played again"))
                    .expect("a replay");
                let told = lines[..foot].iter().filter(|line| names_a_key(line));
                wrong.extend(told.map(|line| format!("{script}: {}", line.trim())));
                seen += 1;
                if text == before {
                    break;
                }
                before = text;
                scene.press("ana", "<right>");
            }
            assert!(seen > 20, "{script}: only {seen} moments were seen");
            scene.press("ana", "<esc>");
        }
    }
    let list: Vec<String> = wrong.into_iter().collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}
