//! Screens in Spanish: what the program says, what scripts say, and what stays as it was written.

use crate::{
    model::Role,
    say::Lang,
    ui::{scene::Scene, seat::Effect},
};

fn spanish() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.speak("ana", Lang::Es);
    scene
}

#[test]
fn a_page_of_cards_speaks_spanish() {
    let mut scene = spanish();
    scene.press(
        "ana",
        "ggla historia<enter>nRecortaron los autobuses<enter><esc>",
    );
    insta::assert_snapshot!(scene.text("ana"));
}

#[test]
fn a_curve_speaks_spanish() {
    let mut scene = spanish();
    scene.press("ana", "gg4<enter>");
    scene.paste(
        "ana",
        "period,value,target\n2019,27.5,\n2021,30.1,\n2023,34.8,\n2025,36.4,\n2029,,27.5\n",
    );
    scene.press("ana", "<enter>");
    insta::assert_snapshot!(scene.text("ana"));
}

#[test]
fn the_help_speaks_spanish() {
    let mut scene = spanish();
    scene.press("ana", "gg5<enter>?");
    insta::assert_snapshot!(scene.text("ana"));
}

#[test]
fn a_seat_changes_its_language_and_no_other() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Scribe, 80, 24);
    assert!(scene.text("ana").contains("saved"));
    scene.press("ana", ":español<enter>");
    assert!(matches!(scene.effects.last(), Some(Effect::Spoken)));
    assert!(scene.text("ana").contains("habla español"));
    assert!(scene.text("ana").contains("guardado"));
    assert!(scene.text("bo").contains("saved"));
    scene.press("ana", ":english<enter>");
    assert!(
        scene
            .text("ana")
            .contains("This screen speaks English now.")
    );
}

#[test]
fn a_refusal_names_the_step_in_the_readers_language() {
    let mut scene = spanish();
    scene.press("ana", "gg4<enter>");
    let step = scene.seen().current().clone();
    let me = scene.seen().members().next().expect("ana").id;
    let no = scene
        .ask(
            me,
            crate::model::Command::AddCard {
                card: crate::model::CardId(uuid::Uuid::from_u128(77)),
                author: None,
                step,
                parent: None,
                column: None,
                after: crate::model::After::Last,
                fields: vec![("text".into(), "x".into())],
                from: None,
            },
        )
        .expect_err("a curve has no cards");
    assert!(no.0.render(Lang::Es).starts_with("“La curva” no tiene"));
    assert!(no.0.render(Lang::En).starts_with("“The curve” has no"));
}

#[test]
fn a_script_without_spanish_is_read_in_english() {
    let mut scene =
        Scene::of(&include_str!("../../content/starter.json").replace("\"ID\"", "\"ours\""));
    let english = scene.seen().script().steps[0].name(Lang::En).to_string();
    scene.speak("ana", Lang::Es);
    let screen = scene.text("ana");
    assert!(screen.contains(&english), "{screen}");
    assert!(screen.contains("guardado"), "{screen}");
}
