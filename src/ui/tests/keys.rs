//! The key table: nothing clashes, everything can be reached, and the manual is what the program does.

use std::collections::BTreeSet;

use crate::{
    say::Lang,
    ui::{
        input::Chord,
        keys::{self, Facts, Keymap},
        scene::Scene,
    },
};

#[test]
fn every_key_is_spelled_so_that_it_can_be_pressed() {
    for scope in keys::all() {
        for chord in scope.bindings.iter().flat_map(|binding| binding.chords) {
            assert!(
                chord.parse::<Chord>().is_ok(),
                "{chord} in {}",
                scope.name.text(Lang::En)
            );
        }
    }
}

#[test]
fn a_guest_goes_everywhere_and_copies_what_they_see_but_writes_no_file() {
    use crate::ui::keys::Action::{
        CopyChart, CopyTree, ExportChart, ExportOnePage, ExportTree, GoCurve, GoWhys,
    };
    let facts = Facts {
        guest: true,
        tree: true,
        curve: true,
        ..Facts::default()
    };
    let works = |action| {
        let mut bindings = keys::all().flat_map(|scope| scope.bindings);
        bindings.any(|one| one.action == action && (one.off)(&facts).is_none())
    };
    for action in [GoCurve, GoWhys, CopyChart, CopyTree] {
        assert!(works(action), "{action:?}");
    }
    for action in [ExportChart, ExportTree, ExportOnePage] {
        assert!(!works(action), "{action:?}");
    }
}

#[test]
fn no_scope_gives_one_key_two_meanings() {
    for scope in keys::all() {
        let mut seen = BTreeSet::new();
        for chord in scope.bindings.iter().flat_map(|binding| binding.chords) {
            let chord: Chord = chord.parse().expect("a key");
            assert!(
                seen.insert(chord),
                "{chord} twice in {}",
                scope.name.text(Lang::En)
            );
        }
    }
}

#[test]
fn what_is_written_takes_every_key_but_those_of_writing() {
    let facts = Facts {
        typing: true,
        ..Facts::default()
    };
    let stack = [&keys::TABLE, &keys::MOVING, &keys::CARDS, &keys::TYPING];
    for chord in ["n", "q", "<right>", "<delete>", "<home>", "["] {
        assert_eq!(
            Keymap::standard().resolve(&stack, &facts, chord.parse().expect("a key")),
            None,
            "{chord}"
        );
    }
}

#[test]
fn help_lists_the_keys_of_this_page_and_runs_them() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]]]]?new");
    let screen = scene.text("ana");
    assert!(
        screen.contains("CARDS") && screen.contains("new"),
        "{screen}"
    );
    scene.press("ana", "<enter>");
    assert!(
        scene.text("ana").contains("New card"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn the_palette_says_why_a_command_is_off() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]]]]:delete");
    assert!(
        scene
            .text("ana")
            .contains("delete – Nothing is chosen here yet."),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn a_key_that_does_nothing_now_says_why() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "[");
    assert!(scene.text("ana").contains("This is the first step."));
}

#[test]
fn a_menu_has_a_cursor_and_its_letters_run_at_once() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]]]]");
    scene.press("ana", "nPumps<enter>Wells<enter><enter><up><up>");
    let order = |scene: &mut Scene| {
        let text = scene.text("ana");
        text.find("Pumps") < text.find("Wells")
    };
    assert!(order(&mut scene));
    // The first line moves up, the second down; arrows alone move nothing but the cursor.
    scene.press("ana", "m<down>");
    assert!(order(&mut scene));
    assert!(scene.text("ana").contains("▸ j"), "{}", scene.text("ana"));
    scene.press("ana", "<enter>");
    assert!(!order(&mut scene));
    scene.press("ana", "mk");
    assert!(order(&mut scene));
    // What does not work now stays, with its reason.
    scene.press("ana", "m<down><down><enter>");
    assert!(scene.text("ana").contains("▸ u"), "{}", scene.text("ana"));
    // The menu of reports opens at the first and runs by Enter too.
    scene.press("ana", "<esc>x");
    assert!(scene.text("ana").contains("▸ o"), "{}", scene.text("ana"));
    scene.press("ana", "<down><enter>");
    assert!(scene.text("ana").contains(".html"), "{}", scene.text("ana"));
}
