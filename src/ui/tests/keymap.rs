//! Keys as one seat has them: menus that show themselves late, presets, and one meaning for each key.

use std::{collections::HashSet, sync::Arc};

use crate::{
    model::Role,
    say::Lang,
    ui::{
        input::{Chord, Input},
        keys::{self, Action, Keymap, Scope, preset::Preset},
        overlay::Overlay,
        scene::Scene,
        seat::{Effect, Habits},
    },
};

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

fn used_to(preset: Preset) -> Habits {
    Habits {
        keys: Arc::new(Keymap::of(preset)),
        ..Habits::default()
    }
}

#[test]
fn every_scope_and_in_it_every_action_has_a_name_of_its_own() {
    let mut scopes = HashSet::new();
    for scope in keys::all() {
        assert!(scopes.insert(scope.called()), "{}", scope.called());
        let mut actions = HashSet::new();
        for binding in scope.bindings {
            // A digit says itself which it is, and cannot be moved.
            let new = actions.insert(binding.action.called());
            assert!(new || binding.action == Action::Digit, "{binding:?}");
        }
    }
    assert!(scopes.contains("own-dots"));
    assert_eq!(Action::StepBack.called(), "step-back");
}

#[test]
fn no_preset_gives_one_key_two_meanings_in_a_scope() {
    for (name, preset) in Preset::ALL {
        let map = Keymap::of(preset);
        for scope in keys::all() {
            assert_eq!(map.clashes(scope), [], "{name}");
        }
    }
}

#[test]
fn where_letters_write_no_page_has_a_letter_for_a_command() {
    let map = Keymap::of(Preset::Simple);
    let windows: HashSet<&str> = keys::windows().map(|scope| scope.id).collect();
    for scope in keys::all().filter(|scope| !windows.contains(scope.id)) {
        for (binding, chords) in map.keys(scope) {
            let letter = chords
                .iter()
                .find(|chord| chord.typed().is_some_and(char::is_alphabetic));
            assert_eq!(letter, None, "{binding:?}");
        }
    }
}

/// Where a step gives a key of every page another meaning, and why that is right there.
const OWN_MEANINGS: [(&str, &str, &str); 19] = [
    (
        "tree",
        "<tab>",
        "asks how we know: the next field of the line, as in a form",
    ),
    (
        "consent",
        "<space>",
        "there is nothing to mark beside the one proposal",
    ),
    ("hands", "<space>", "lays a hand, as a dot"),
    ("go-round", "<space>", "there is nothing to mark in a round"),
    (
        "grid",
        "<space>",
        "takes a card up: the choice of that page",
    ),
    ("placing", "<space>", "puts the card down again"),
    (
        "placing",
        "<enter>",
        "puts the card down: accepts the place",
    ),
    ("placing", "<esc>", "lets the card go: one step back"),
    ("recap", "<space>", "reads on: there is nothing to mark"),
    (
        "roster",
        "<space>",
        "says that somebody is here: the mark of that page",
    ),
    (
        "plan",
        "<space>",
        "says how an action stands: the mark of that page",
    ),
    ("vote", "<space>", "chooses what goes on"),
    ("matrix", "<space>", "chooses what goes on"),
    ("matrix", "<enter>", "opens the count of hands"),
    ("own-dots", "<space>", "lays a dot"),
    ("voting", "<space>", "lays a dot"),
    ("roaming", "f", "comes back to where everybody is"),
    ("text", "n", "the one statement is what can be new there"),
    (
        "plan",
        "a",
        "a new action, as everywhere, here without a card before it",
    ),
];

/// Actions that mean the same thing to people, each at its own kind of page.
const ALIKE: [[Action; 2]; 10] = [
    [Action::NextTab, Action::NextPane],
    [Action::PrevTab, Action::PrevPane],
    [Action::Why, Action::NewUnder],
    [Action::Right, Action::NextPane],
    [Action::Left, Action::PrevPane],
    [Action::Edit, Action::Open],
    [Action::Edit, Action::SayDone],
    [Action::CopyCard, Action::CopyTable],
    [Action::CopyCard, Action::CopyTree],
    [Action::CopyCard, Action::CopyChart],
];

fn same(one: Action, other: Action) -> bool {
    let alike = |pair: &[Action; 2]| pair.contains(&one) && pair.contains(&other);
    one == other || ALIKE.iter().any(alike)
}

#[test]
fn a_key_of_every_page_means_the_same_at_every_step() {
    let everywhere: [&Scope; 3] = [&keys::TABLE, &keys::MOVING, &keys::CARDS];
    let others = [&keys::QUIET, &keys::SILENT, &keys::GUEST, &keys::ROAMING];
    let of_steps = keys::kinds::ALL.iter().chain(&others);
    let mut needless: HashSet<_> = OWN_MEANINGS
        .iter()
        .map(|(of, key, _)| (*of, *key))
        .collect();
    for scope in of_steps {
        for (binding, chord) in scope
            .bindings
            .iter()
            .flat_map(|binding| binding.chords.iter().map(move |chord| (binding, *chord)))
        {
            let general = everywhere
                .iter()
                .flat_map(|scope| scope.bindings)
                .filter(|general| general.chords.contains(&chord));
            for general in general {
                if same(general.action, binding.action) {
                    continue;
                }
                let called = scope.called();
                let listed = OWN_MEANINGS
                    .iter()
                    .find(|(of, key, _)| *of == called && *key == chord);
                assert!(
                    listed.is_some(),
                    "{chord} is {:?} everywhere and {:?} in {called}",
                    general.action,
                    binding.action
                );
                needless.remove(&(listed.map_or("", |one| one.0), chord));
            }
        }
    }
    assert!(needless.is_empty(), "no longer needed: {needless:?}");
}

#[test]
fn a_menu_shows_itself_only_to_who_waits() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.chord("ana", Chord::char('g'));
    let text = scene.text("ana");
    assert!(!text.contains("the five whys"), "{text}");
    // Who knows the second key never sees the menu.
    scene.chord("ana", Chord::char('w'));
    assert!(scene.seen().current().as_str() == "whys");
    scene.chord("ana", Chord::char('g'));
    scene.rest("ana");
    shows(&mut scene, "the five whys");
    shows(&mut scene, "any step, from a list");
    scene.press("ana", "<esc>");
    assert!(!scene.text("ana").contains("any step, from a list"));
}

#[test]
fn a_wrong_second_key_does_nothing_and_shows_the_menu() {
    let mut scene = Scene::shipped("turn-the-curve");
    let before = scene.seen().version();
    // `n` would begin a line, were it not for the menu.
    scene.press("ana", "gn");
    shows(&mut scene, "n is not in this menu");
    shows(&mut scene, "the five whys");
    assert!(scene.form("ana").is_none());
    assert_eq!(scene.seen().version(), before);
}

#[test]
fn the_menu_of_places_leads_there_and_says_what_this_script_has_not() {
    let mut scene = Scene::shipped("turn-the-curve");
    for (key, step) in [
        ("gc", "curve"),
        ("gs", "story"),
        ("gw", "whys"),
        ("gp", "partners"),
        ("gk", "works"),
        ("ga", "plan"),
    ] {
        scene.press("ana", key);
        assert_eq!(scene.seen().current().as_str(), step);
    }
    scene.press("ana", "gg");
    shows(&mut scene, "Go to");
    let mut scene = Scene::shipped("five-whys");
    scene.press("ana", "gs");
    shows(&mut scene, "This script has no such step.");
    assert_eq!(scene.seen().current().as_str(), "arrive");
}

#[test]
fn where_letters_write_each_begins_a_line_however_slowly() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "gs");
    scene.used_to("ana", used_to(Preset::Simple));
    scene.press("ana", "delete the bus cuts<enter>");
    scene.press("ana", "Night shifts<enter><esc>");
    shows(&mut scene, "delete the bus cuts");
    shows(&mut scene, "Night shifts");
    // Commands are there all the same, on keys that write nothing.
    scene.press("ana", "<ctrl-z>");
    assert!(!scene.text("ana").contains("Night shifts "));
    scene.press("ana", "<ctrl-p>five whys<enter>");
    let hints = scene.text("ana");
    let last = hints.lines().rev().take(2).collect::<String>();
    assert!(!last.contains(" n new"), "{hints}");
}

#[test]
fn hands_that_know_vi_find_their_keys() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "gs");
    scene.used_to("ana", used_to(Preset::Vim));
    scene.press("ana", "oPumps<enter>Wells<enter><enter>");
    scene.press("ana", "ki and pipes<enter><enter>G");
    shows(&mut scene, "Pumps and pipes");
    scene.press("ana", "u<ctrl-r>");
    shows(&mut scene, "Pumps and pipes");
}

#[test]
fn a_key_that_was_moved_is_moved_everywhere() {
    let mut map = Keymap::of(Preset::Standard);
    assert!(map.bind(&keys::CARDS, Action::Delete, &[Chord::char('-')]));
    assert!(!map.bind(&keys::CARDS, Action::GoHome, &[]));
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "gsnPumps<enter><enter>");
    scene.used_to(
        "ana",
        Habits {
            keys: Arc::new(map),
            ..Habits::default()
        },
    );
    scene.press("ana", "d");
    shows(&mut scene, "Pumps");
    scene.press("ana", "?delete");
    let text = scene.text("ana");
    let line = text
        .lines()
        .find(|line| line.contains(" delete") && !line.contains("Search"));
    assert!(line.is_some_and(|line| line.contains("- ")), "{text}");
    scene.press("ana", "<esc>-");
    assert!(
        !scene.text("ana").contains("▸ Pumps"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn keys_are_told_in_the_language_of_the_seat() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.speak("ana", Lang::Es);
    scene.press("ana", "g");
    shows(&mut scene, "los cinco porqués");
    scene.input("ana", Input::Focus(true));
}

fn copied(scene: &mut Scene, keys: &str) -> String {
    scene.press("ana", keys);
    match scene.effects.pop() {
        Some(Effect::Clip { text, .. }) => text,
        other => panic!("nothing copied: {other:?}"),
    }
}

#[test]
fn a_card_a_page_a_curve_and_a_tree_are_copied() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "gsnPumps<tab>data<enter><enter>");
    let card = copied(&mut scene, "y");
    assert!(
        card.starts_with("Pumps\n") && card.contains(": data"),
        "{card}"
    );
    let page = copied(&mut scene, ":as a table<enter>");
    assert!(page.contains("Pumps"), "{page}");
    scene.press("ana", "gwwWhy so “few”?<enter>Buses # cut<enter><enter>");
    let tree = copied(&mut scene, "y");
    assert!(
        tree.starts_with(
            "flowchart TD\n  c1[\"Why so “few”?\"]\n  c2[\"Buses #35; cut\"]\n  c1 --> c2\n"
        ),
        "{tree}"
    );
    scene.press("ana", "ganCall them<tab>Devi<enter><enter>");
    let plan = copied(&mut scene, "y");
    assert!(plan.lines().any(|line| line.contains('\t')), "{plan}");
}

#[test]
fn what_a_seat_may_not_see_it_does_not_copy() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Participant, 80, 24);
    scene.press("ana", "gsr");
    scene.press("ana", "nRent went up<enter><enter>");
    scene.press("bo", "nBuses cut<enter><enter>");
    scene.press("bo", ":as a table<enter>");
    let Some(Effect::Clip { text, .. }) = scene.effects.pop() else {
        panic!("nothing copied");
    };
    assert!(
        text.contains("Buses cut") && !text.contains("Rent"),
        "{text}"
    );
}

#[test]
fn while_one_learns_each_key_says_what_it_does_and_what_takes_it_back() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "gsnPumps<enter>Wells<enter><enter>");
    scene.used_to(
        "ana",
        Habits {
            learning: true,
            ..Habits::default()
        },
    );
    scene.press("ana", "<space>");
    shows(&mut scene, "1 card is marked; what you press is for it.");
    scene.press("ana", "<shift-up>");
    shows(&mut scene, "Shift-↑ – up one place. u takes it back.");
    // What says something of its own is not talked over.
    scene.press("ana", "d");
    shows(&mut scene, "u brings");
    scene.press("ana", ":explain<enter>");
    shows(&mut scene, "Keys are no longer explained.");
    scene.press("ana", "<shift-up>");
    assert!(!scene.text("ana").contains("up one place."));
}

#[test]
fn every_action_of_every_screen_is_among_the_commands() {
    // What moves about, and what opens or closes the list itself, is done and not chosen.
    let done = |action: Action| {
        action.is_moving()
            || matches!(
                action,
                Action::Help | Action::Palette | Action::Back | Action::Cancel
            )
    };
    let map = Keymap::standard();
    let facts = keys::Facts::default();
    let inside: HashSet<&str> = keys::windows().map(|scope| scope.id).collect();
    for scope in keys::all().filter(|scope| !inside.contains(scope.id)) {
        let mut all = map.active(&[scope], &facts);
        all.extend(map.in_menus(&[scope], &facts));
        let offered = Overlay::commands(all, false, Lang::En, &[]);
        let Overlay::Commands { all, .. } = offered else {
            panic!("commands");
        };
        for binding in scope.bindings.iter().filter(|one| !done(one.action)) {
            let found = all.iter().any(|one| {
                one.binding.action == binding.action || one.binding.label == binding.label
            });
            assert!(found, "{:?} of {}", binding.action, scope.called());
        }
    }
    for (opens, menu) in [
        (&keys::TABLE, &keys::GO_MENU),
        (&keys::CARDS, &keys::MOVE_MENU),
        (&keys::TABLE, &keys::EXPORT_MENU),
    ] {
        let offered = map.in_menus(&[opens], &facts);
        for binding in menu.bindings {
            let found = offered
                .iter()
                .find(|one| one.binding.action == binding.action);
            let key = found
                .map(|one| one.key(false, Lang::En))
                .unwrap_or_default();
            assert!(key.contains(' '), "{:?}: {key}", binding.action);
        }
    }
}

#[test]
fn the_commands_begin_with_what_was_run_last() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", ":thick<enter>:people<enter><esc>:");
    let offered = scene.offered("ana");
    assert_eq!(offered[..2], [Action::People, Action::Thick]);
    // What stands in a menu stands here alone, with both of its keys.
    scene.press("ana", "five whys");
    shows(&mut scene, "g w");
}

#[test]
fn help_tells_at_its_end_what_is_off_and_why() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.resize("ana", 80, 60);
    scene.press("ana", "?step back");
    shows(&mut scene, "OFF NOW");
    shows(&mut scene, "step back – This is the first step.");
}

#[test]
fn a_wide_screen_says_what_an_undo_would_take_back() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.resize("ana", 140, 40);
    scene.press("ana", "gsnPumps<enter><enter>");
    shows(&mut scene, "u undoes: ");
    scene.resize("ana", 80, 24);
    assert!(!scene.text("ana").contains("u undoes: "));
}
