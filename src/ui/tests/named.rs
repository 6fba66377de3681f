//! Sentences that name keys: each by what it does, in both languages, with the keys of whoever reads.

use std::sync::Arc;

use crate::{
    say::{Keys, Lang, MsgId, named_keys},
    ui::{
        input::{Chord, Input},
        keys::{self, Action, Called, Keymap, preset::Preset},
        scene::Scene,
        seat::Habits,
    },
};

fn shipped() -> Arc<Keymap> {
    Keymap::standard()
}

#[test]
fn what_a_sentence_names_is_in_the_table_and_the_key_before_it_is_the_one_that_ships() {
    let keys = shipped();
    let called = Called {
        keys: &keys,
        ascii: false,
    };
    let mut wrong = Vec::new();
    for id in MsgId::ALL {
        let names = |lang| {
            let mut names: Vec<&str> = named_keys(id.template(lang))
                .map(|(_, what)| what)
                .collect();
            names.sort_unstable();
            names
        };
        if names(Lang::En) != names(Lang::Es) {
            wrong.push(format!(
                "{id:?}: {:?} / {:?}",
                names(Lang::En),
                names(Lang::Es)
            ));
        }
        for lang in Lang::ALL {
            for (key, what) in named_keys(id.template(lang)) {
                if keys::named(what).is_none() {
                    wrong.push(format!("{id:?}: nothing is called {what}"));
                } else if called.called(what, lang).as_deref() != Some(key) {
                    wrong.push(format!(
                        "{id:?}: {what} ships as {:?}",
                        called.called(what, lang)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sentences that hold what looks like a key and is none of the table, or one that cannot be moved there.
const NO_KEYS: [(MsgId, &str); 11] = [
    (MsgId::HeadPeople, "the letter of statistics"),
    (MsgId::FiguresLine, "the letter of statistics"),
    (MsgId::HintImport, "the name of a column"),
    (MsgId::TakenUp, "edits the line; no action of the table"),
    (
        MsgId::SpaceChanges,
        "a box in a form; no action of the table",
    ),
    (MsgId::PlainKeysAre, "line mode has the keys as they ship"),
    (
        MsgId::PlainJoinClosed,
        "line mode has the keys as they ship",
    ),
    (MsgId::ServesUntil, "fixed, and at no seat"),
    (MsgId::AgainToLeave, "Ctrl-C is fixed"),
    (MsgId::SignPlus, "the sign of a number"),
    (MsgId::AgendaOver, "the sign of a number"),
];

/// Words that are letters.
fn is_a_word(letter: char, lang: Lang) -> bool {
    match lang {
        Lang::En => matches!(letter, 'a' | 'A' | 'I'),
        Lang::Es => matches!(letter, 'a' | 'A' | 'e' | 'o' | 'u' | 'y' | 'Y' | 'O' | 'E'),
    }
}

/// What looks like a key in words: a letter or a sign alone, or the name of a key that can be moved.
fn looks_like_a_key(word: &str, lang: Lang) -> bool {
    let named = [
        "Tab",
        "Space",
        "Espacio",
        "Backspace",
        "Retroceso",
        "Del",
        "Supr",
    ];
    let held = ["Ctrl-", "Alt-", "Shift-", "Mayús-"];
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_alphabetic() => !is_a_word(letter, lang),
        (Some(sign), None) => "[]?/*#&<>".contains(sign),
        (Some('F'), Some(digit)) if word.len() < 4 => digit.is_ascii_digit(),
        _ => named.contains(&word) || held.iter().any(|held| word.starts_with(held)),
    }
}

#[test]
fn no_sentence_names_a_key_by_its_letter() {
    let mut wrong = Vec::new();
    for id in MsgId::ALL {
        if NO_KEYS.iter().any(|(known, _)| known == id) {
            continue;
        }
        for lang in Lang::ALL {
            let template = id.template(lang);
            // Places are put aside: what is named by what it does is what is wanted.
            let words = template.split('{').enumerate().map(|(at, part)| {
                let bare = if at == 0 {
                    part
                } else {
                    part.split_once('}').map_or("", |(_, rest)| rest)
                };
                bare.to_owned()
            });
            let words = words.collect::<Vec<String>>().join("@");
            let found = words.split_whitespace().find(|word| {
                let bare = |c: char| "(),.;:“”¿¡".contains(c);
                // A sign is one where it stands alone; a letter also beside other signs.
                let parts = word.split(|c| bare(c) || c == '?');
                let mut parts = std::iter::once(word.trim_matches(bare)).chain(parts);
                parts.any(|part| looks_like_a_key(part, lang))
            });
            if let Some(key) = found {
                wrong.push(format!("{id:?} names “{key}”: {template}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn with(keys: Keymap) -> Habits {
    Habits {
        keys: Arc::new(keys),
        ..Habits::default()
    }
}

fn moved(scope: &str, action: Action, chords: &[&str]) -> Habits {
    let mut map = Keymap::of(Preset::Standard);
    let scope = keys::all()
        .find(|one| one.called() == scope)
        .expect("a scope");
    let chords: Vec<Chord> = chords.iter().map(|chord| chord.parse().unwrap()).collect();
    assert!(map.bind(scope, action, &chords));
    with(map)
}

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

#[test]
fn a_sentence_names_the_keys_of_whoever_reads_it() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.used_to("ana", moved("cards", Action::New, &["ctrl-n"]));
    scene.press("ana", "gs");
    shows(&mut scene, "Press Ctrl-N and");
    // A notice, in the other language.
    scene.speak("ana", Lang::Es);
    scene.used_to("ana", moved("table", Action::Undo, &["<f8>"]));
    scene.press("ana", "nAutobuses<enter><esc>d");
    shows(&mut scene, "F8 lo recupera");
    // The reason why a key does nothing.
    scene.speak("ana", Lang::En);
    scene.used_to("ana", moved("table", Action::Clock, &["<f9>"]));
    scene.press("ana", "<f9>r");
    shows(&mut scene, "F9 t starts it");
    scene.input("ana", Input::Focus(true));
}

#[test]
fn what_has_no_key_at_a_seat_is_named_as_a_command() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.used_to("ana", moved("cards", Action::New, &[]));
    scene.press("ana", "gs");
    shows(&mut scene, "Press : “new” and");
    let foot = scene.text("ana");
    let foot = foot.rsplit('─').next().unwrap_or_default();
    assert!(!foot.contains("new"), "a hint without a key: {foot}");
    scene.used_to("ana", with(Keymap::of(Preset::Simple)));
    shows(&mut scene, "Press F2 and");
    // Before the room writes unseen: the preset has no key for that.
    let called = Called {
        keys: &Keymap::of(Preset::Simple),
        ascii: true,
    };
    let words = MsgId::PhaseWantsReveal.with(vec!["Write".into(), 5usize.into()]);
    let said = words.render_with(Lang::En, &called);
    assert!(said.ends_with(": “reveal” shows it."), "{said}");
}
