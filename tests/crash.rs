//! The real program killed at once, again and again: what it showed as saved is there, and so is what was half typed.
//!
//! `UPTURN_ROUNDS=200 cargo test --release --test crash` runs the long loop.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "support/house.rs"]
mod house;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/table.rs"]
mod table;

use house::House;
use serde_json::Value;
use table::upturn;

/// Rounds of an everyday run.
const ROUNDS: usize = 15;

fn rounds() -> usize {
    let asked = std::env::var("UPTURN_ROUNDS").ok();
    asked
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS)
}

fn said(shown: &Value) -> Vec<String> {
    let steps = shown["steps"].as_array().unwrap();
    let story = steps.iter().find(|step| step["id"] == "story").unwrap();
    let cards = story["cards"].as_array().unwrap().iter();
    cards
        .map(|card| card["text"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_was_shown_as_saved_survives_and_so_does_half_a_card() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let mut kept: Vec<String> = Vec::new();
    for round in 0..rounds() {
        let mut at = upturn(&house, &["open", "Pool", "--at", "story"], 120, 40);
        at.shows(&["What pushes this curve", "saved ✓"]);
        if round == 0 {
            at.press("n");
        } else {
            // The form is open as it was left, and what was written in it can be kept.
            let half = format!("half {}", round - 1);
            at.shows(&[&half]);
            at.press("\r");
            kept.push(half);
            at.shows(&[&format!("WHAT HELPS ({})", kept.len()), "saved ✓"]);
        }
        let whole = format!("whole {round}");
        at.press(format!("{whole}\r"));
        kept.push(whole);
        at.shows(&[&format!("WHAT HELPS ({})", kept.len()), "saved ✓"]);
        let half = format!("half {round}");
        at.press(&half);
        at.wait_until("the draft", || {
            // A file beside it is still being written.
            let whole =
                |path: &std::path::PathBuf| path.file_name().is_some_and(|name| name == "f.seat");
            house.holding(&half).iter().any(whole)
        });
        at.kill();
        let shown = house.json(&["show", "Pool", "--json"]);
        assert_eq!(said(&shown), kept, "after round {round}");
    }
    assert!(house.ok(&["doctor"]).contains("Everything saved is safe"));
}
