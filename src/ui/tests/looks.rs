//! Themes chosen at a seat: shown while they have the cursor, kept by Enter, gone with Esc.

use ratatui::style::Color;

use crate::{
    content::theme::Themes,
    model::Role,
    ui::{
        scene::Scene,
        seat::Effect,
        theme::{Depth, Slot, Theme},
    },
};

fn in_colour(scene: &mut Scene, name: &str, theme: &str) {
    let themes = Themes::shipped();
    let spec = themes.get(theme).expect("a shipped theme");
    scene.wear(name, Theme::new(spec, Depth::Truecolor));
}

/// The ground of the first cell, which no window covers.
fn ground(scene: &mut Scene, name: &str) -> Color {
    scene.draw(name).0[(0, 0)].bg
}

fn ground_of(theme: &str) -> Color {
    let themes = Themes::shipped();
    let theme = Theme::new(
        themes.get(theme).expect("a shipped theme"),
        Depth::Truecolor,
    );
    theme.style(Slot::Text).bg.expect("a ground")
}

#[test]
fn a_theme_is_shown_at_once_and_kept_by_enter_alone() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Participant, 80, 24);
    in_colour(&mut scene, "ana", "night");
    scene.press("ana", ":theme<enter>");
    insta::assert_snapshot!(scene.text("ana"));
    assert_eq!(ground(&mut scene, "ana"), ground_of("night"));
    scene.press("ana", "<down>");
    assert_eq!(ground(&mut scene, "ana"), ground_of("paper"));
    scene.press("ana", "dawn");
    assert_eq!(ground(&mut scene, "ana"), ground_of("dawn"));
    // Any way out but Enter goes back.
    for out in ["<esc>", "<ctrl-c>"] {
        scene.press("ana", out);
        assert_eq!(ground(&mut scene, "ana"), ground_of("night"), "{out}");
        assert!(scene.effects.is_empty());
        scene.press("ana", ":theme<enter>dawn");
    }
    scene.press("ana", "<enter>");
    assert_eq!(ground(&mut scene, "ana"), ground_of("dawn"));
    assert!(scene.text("ana").contains("the theme “Dawn” now"));
    assert!(matches!(scene.effects.last(), Some(Effect::ThemeChosen(id)) if id == "dawn"));
    // A guest chooses for their own seat, at the depth of their own terminal.
    assert_eq!(ground(&mut scene, "bo"), Color::Reset);
    scene.press("bo", ":theme<enter>night");
    assert_eq!(ground(&mut scene, "bo"), Color::Reset);
    in_colour(&mut scene, "bo", "terminal");
    scene.press("bo", "<enter>");
    assert_eq!(ground(&mut scene, "bo"), ground_of("night"));
    assert_eq!(ground(&mut scene, "ana"), ground_of("dawn"));
}
