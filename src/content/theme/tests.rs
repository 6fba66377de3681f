use super::*;

fn told(text: &str) -> Vec<String> {
    check(&[("mine.json".to_owned(), text.to_owned())])
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn shipped_themes_read_without_a_problem() {
    let (themes, problems) = Themes::with(&[]);
    assert_eq!(problems, []);
    let ids: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "terminal",
            "night",
            "paper",
            "projector",
            "high-contrast",
            "hearth",
            "dawn",
            "mono"
        ]
    );
    assert_eq!(
        themes.get("terminal").unwrap().looks,
        ThemeSpec::terminal().looks
    );
}

#[test]
fn the_terminal_theme_uses_the_terminals_own_colours_alone() {
    let theme = ThemeSpec::terminal();
    for &slot in Slot::ALL {
        assert_eq!(
            (theme.look(slot).fg, theme.look(slot).bg),
            (Ink::Default, Ink::Default),
            "{slot:?}"
        );
    }
    assert!(theme.look(Slot::Selected).emphasis.reverse);
}

#[test]
fn every_shipped_theme_can_be_read_by_everybody() {
    for theme in Themes::shipped().iter() {
        let faults: Vec<String> = rules::faults(theme)
            .iter()
            .map(rules::Fault::message)
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{}", theme.id);
        let own = ["terminal", "mono"].contains(&theme.id.as_str());
        for &slot in Slot::ALL {
            for look in [theme.look(slot), theme.look_in_windows(slot)] {
                let exact = matches!((look.fg, look.bg), (Ink::Rgb(..), Ink::Rgb(..)));
                assert_ne!(exact, own, "{} {}", theme.id, slot.name());
            }
        }
    }
}

#[test]
fn high_contrast_keeps_what_its_name_says() {
    let themes = Themes::shipped();
    let theme = themes.get("high-contrast").unwrap();
    for &slot in Slot::ALL {
        let look = theme.look(slot);
        if let (Ink::Rgb(fg, _), Ink::Rgb(bg, _)) = (look.fg, look.bg) {
            let contrast = fg.contrast(bg);
            assert!(contrast >= 10.0, "{}: {contrast:.2}", slot.name());
        }
    }
}

#[test]
fn what_not_everybody_can_read_is_told_once() {
    let mine = r##"{
  "id": "mine", "title": "Mine", "extends": "night",
  "colors": {"grey": "#606060", "line": "#303030", "better": "#909000", "worse": "#C07A30"},
  "slots": {"overlay": {"bg": "#252A30"}}
}"##;
    insta::assert_snapshot!(told(mine).join("\n"));
    // A theme that is too faint can still be used: it is somebody's own screen.
    let files = [("mine.json".to_owned(), mine.to_owned())];
    let (themes, problems) = Themes::with(&files);
    assert!(problems.is_empty() && themes.get("mine").is_some());
}

#[test]
fn a_theme_takes_from_its_parent_what_it_does_not_give() {
    let mine = r##"{"id": "mine", "title": "Mine", "extends": "night",
        "colors": {"lead": "#FFFFFF"}, "slots": {"heading": {"underline": true, "bold": false}}}"##;
    let (themes, problems) = Themes::with(&[("mine.json".to_owned(), mine.to_owned())]);
    assert_eq!(problems, []);
    let theme = themes.get("mine").unwrap();
    assert_eq!(
        theme.look(Slot::HintKey).fg,
        Ink::Rgb(Rgb(255, 255, 255), None)
    );
    assert_eq!(
        theme.look(Slot::Heading).emphasis,
        Emphasis {
            underline: true,
            ..Emphasis::default()
        }
    );
    assert_eq!(
        theme.look(Slot::Bad),
        themes.get("night").unwrap().look(Slot::Bad)
    );
}

#[test]
fn a_file_takes_the_place_of_a_shipped_theme() {
    let mine = r#"{"id": "night", "title": "Mine", "extends": "paper"}"#;
    let (themes, problems) = Themes::with(&[("night.json".to_owned(), mine.to_owned())]);
    // The shipped paper extends night: a circle through the user's own file.
    assert!(
        problems
            .iter()
            .any(|p| p.message.contains("night → paper → night")),
        "{problems:?}"
    );
    assert!(themes.get("night").is_none());
    let mine = r#"{"id": "projector", "title": "Mine", "extends": "night"}"#;
    let (themes, problems) = Themes::with(&[("p.json".to_owned(), mine.to_owned())]);
    assert_eq!(problems, []);
    assert_eq!(
        themes.get("projector").unwrap().looks,
        themes.get("night").unwrap().looks
    );
}

#[test]
fn one_theme_alone_is_as_it_is_among_all() {
    let own = [
        (
            "other-name.json",
            r#"{"id": "mine", "title": "Mine", "extends": "dawn"}"#,
        ),
        (
            "night.json",
            r#"{"id": "night", "title": "Mine too", "extends": "mine"}"#,
        ),
        (
            "lost.json",
            r#"{"id": "lost", "title": "Lost", "extends": "nobody"}"#,
        ),
        (
            "ring.json",
            r#"{"id": "ring", "title": "Ring", "extends": "gnir"}"#,
        ),
        (
            "gnir.json",
            r#"{"id": "gnir", "title": "Gnir", "extends": "ring"}"#,
        ),
        ("bad.json", "{"),
    ];
    let own: Vec<(String, String)> = own
        .map(|(file, text)| (file.to_owned(), text.to_owned()))
        .into();
    for files in [&[][..], &own] {
        let (themes, _) = Themes::with(files);
        for theme in themes.iter() {
            assert_eq!(Themes::one(&theme.id, files).as_ref(), Some(theme));
        }
        for id in ["lost", "ring", "gnir", "bad", "nobody", ""] {
            assert_eq!(Themes::one(id, files), None, "{id}");
        }
    }
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let text = r##"{
  "id": "mine", "title": "Mine", "extends": "nigth", "colour": {},
  "colors": {"sky": "#12345", "sea": {"rgb": "#123456", "ansi": "bleu"}, "red": "#FF0000"},
  "slots": {"txet": "sky", "muted": {"fg": "#GG0000", "blink": true}, "good": 7}
}"##;
    assert_eq!(
        told(text),
        [
            "mine.json:2:54: “colour” is not known here\n  did you mean “colors”?",
            "mine.json:3:21: “#12345” is no colour\n  write #RRGGBB, “default” or one of the sixteen names such as “bright-blue”",
            "mine.json:3:65: “bleu” is none of the sixteen colours\n  did you mean “blue”?",
            "mine.json:3:74: “red” is a colour already and cannot be given another\n  choose another name",
            "mine.json:4:13: “txet” is no slot\n  did you mean “text”?",
            "mine.json:4:44: “#GG0000” is no colour\n  write #RRGGBB, “default” or one of the sixteen names such as “bright-blue”",
            "mine.json:4:55: “blink” is not known here\n  known are: fg, bg, bold, italic, underline, reverse",
            "mine.json:4:79: a colour, or an object with fg, bg and emphasis, is expected here, not a number",
        ]
    );
}

#[test]
fn unknown_parents_colours_and_circles_are_told() {
    assert_eq!(
        told(r#"{"id": "mine", "title": "Mine", "extends": "nigth"}"#),
        ["mine.json:1:44: there is no theme “nigth” to extend\n  did you mean “night”?"]
    );
    assert_eq!(
        told(r#"{"id": "mine", "title": "Mine", "extends": "night", "slots": {"good": "bettre"}}"#),
        ["mine.json:1:71: there is no colour “bettre” here\n  did you mean “better”?"]
    );
    let file = |id: &str, parent: &str| {
        (
            format!("{id}.json"),
            format!(r#"{{"id": "{id}", "title": "T", "extends": "{parent}"}}"#),
        )
    };
    let (themes, problems) = Themes::with(&[
        file("a", "b"),
        file("b", "c"),
        file("c", "a"),
        file("d", "d"),
        file("e", "night"),
        file("e", "night"),
    ]);
    assert_eq!(problems.len(), 5, "{problems:?}");
    assert!(
        problems[0].message.contains("a → b → c → a")
            || problems[0].message.contains("b → c → a → b")
    );
    assert!(
        problems
            .iter()
            .any(|p| p.message.contains("already in e.json"))
    );
    assert!(
        themes.get("a").is_none() && themes.get("e").is_some() && themes.get("night").is_some()
    );
}

#[test]
fn the_written_schema_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme.schema.json");
    let fresh = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("UPTURN_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(path, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, fresh, "run the tests once with UPTURN_BLESS=1");
}
