use ratatui::style::Modifier;

use crate::{
    model::{
        After, CardId, Command, MemberId, Role, Seen,
        card::{Value, field},
        seen::CardSeen,
    },
    ui::{keys, scene::Scene},
};

mod sides;

/// Four steps are all that is needed: where causes come from, where they are, and where they lead.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 40,
    "steps": [
        {"id": "story", "kind": "cards", "minutes": 10, "title": "Story", "ask": "What is behind it?"},
        {"id": "whys", "kind": "tree", "minutes": 10, "title": "Ask why", "ask": "Why is that so?",
            "prompt": "The problem, in a few words",
            "fields": [
                {"id": "evidence", "label": "How we know",
                    "choice": ["data", "record", "lived experience", "heard from others", "hunch"]},
                {"id": "detail", "label": "In more words", "type": "long"}
            ]},
        {"id": "partners", "kind": "cards", "minutes": 10, "title": "Partners", "ask": "Who else?"},
        {"id": "plan", "kind": "plan", "minutes": 10, "title": "Plan", "ask": "Who does what?",
            "fields": [{"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "Due", "type": "date"}]}
    ]
}"#;

fn at_whys() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]");
    scene
}

/// A tree as a room would grow it, by keys alone.
fn grown() -> Scene {
    let mut scene = at_whys();
    scene.press("ana", "<enter>Fewer children read well by nine<enter>");
    scene.press(
        "ana",
        "Missed days doubled since 2019<enter>Buses cut on the east side<enter>",
    );
    scene.press(
        "ana",
        "Route money came from one grant<enter>Nobody owned a plan for after it<enter><enter>",
    );
    scene.press("ana", "*<tab>rec<enter>");
    scene.press(
        "ana",
        "<up><tab>data<enter><up>nAsthma flare-ups in two schools<enter><enter>",
    );
    scene.press("ana", "<tab>hunch<enter>wThe air units were never replaced<enter><enter><tab>hunch<enter>!not<enter><esc>");
    scene.press(
        "ana",
        "<home><down>nNo one to read with at home<enter>Tutors leave within a year<enter><enter>",
    );
    scene.press("ana", "<tab>lived<enter>");
    scene
}

fn card<'a>(seen: Seen<'a>, words: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text() == words)
        .unwrap_or_else(|| panic!("no card “{words}”"))
}

fn id(scene: &Scene, words: &str) -> CardId {
    card(scene.seen(), words).id()
}

fn ana(scene: &Scene) -> MemberId {
    scene.seen().members().next().expect("somebody").id
}

/// The words of the line with the cursor.
fn cursor(scene: &mut Scene) -> String {
    let text = scene.text("ana");
    let line = text
        .lines()
        .find(|line| line.contains('▸') && !line.contains("Ask why"))
        .unwrap_or_default();
    line.trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

fn parent_words(scene: &Scene, words: &str) -> Option<String> {
    let seen = scene.seen();
    card(seen, words)
        .parent()
        .and_then(|id| seen.card(id))
        .map(|card| card.text().to_owned())
}

#[test]
fn a_tree_grows_from_the_keyboard_alone() {
    let mut scene = grown();
    insta::assert_snapshot!("tree_80x24", scene.text("ana"));
    insta::assert_snapshot!("tree_80x24_styles", scene.styles("ana"));
}

#[test]
fn the_tree_fits_every_size() {
    let mut scene = grown();
    scene.press("ana", "<home>");
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("tree_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn enter_asks_why_again_below_and_an_empty_line_ends_it() {
    let mut scene = at_whys();
    scene.press("ana", "wSick days<enter>");
    assert!(scene.text("ana").contains("Why: Sick days?"));
    scene.press("ana", "Damp rooms.<enter>");
    assert!(scene.text("ana").contains("Why: Damp rooms?"));
    scene.press("ana", "<enter>");
    assert!(!scene.text("ana").contains("Why: Damp"));
    assert_eq!(
        parent_words(&scene, "Damp rooms.").as_deref(),
        Some("Sick days")
    );
    assert!(cursor(&mut scene).starts_with("Damp rooms"));
}

#[test]
fn a_cause_beside_stays_on_its_level_and_behind_its_neighbour() {
    let mut scene = at_whys();
    scene.press(
        "ana",
        "wTop<enter>One<enter><enter>wDeep<enter><enter><up>nTwo<enter>Three<enter><enter>",
    );
    for words in ["One", "Two", "Three"] {
        assert_eq!(
            parent_words(&scene, words).as_deref(),
            Some("Top"),
            "{words}"
        );
    }
    let seen = scene.seen();
    let order: Vec<&str> = seen
        .cards_on(&"whys".into())
        .map(|card| card.text())
        .collect();
    assert_eq!(order, ["Top", "One", "Deep", "Two", "Three"]);
}

#[test]
fn several_problems_stand_on_one_page() {
    let mut scene = at_whys();
    scene.press("ana", "nFirst<enter><enter>nSecond<enter><enter>");
    let seen = scene.seen();
    assert_eq!(seen.children(&"whys".into(), None).count(), 2);
}

#[test]
fn branches_move_level_by_level_and_among_their_neighbours() {
    let mut scene = at_whys();
    scene.press("ana", "wTop<enter>One<enter><enter>nTwo<enter><enter>");
    scene.press("ana", "<gt>");
    assert_eq!(parent_words(&scene, "Two").as_deref(), Some("One"));
    scene.press("ana", "<lt>");
    assert_eq!(parent_words(&scene, "Two").as_deref(), Some("Top"));
    scene.press("ana", "K");
    let order = |scene: &Scene| {
        let seen = scene.seen();
        seen.cards_on(&"whys".into())
            .map(|card| card.text().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(order(&scene), ["Top", "Two", "One"]);
    assert!(cursor(&mut scene).starts_with("Two"));
    scene.press("ana", "J");
    assert_eq!(order(&scene), ["Top", "One", "Two"]);
    scene.press("ana", "u");
    assert_eq!(order(&scene), ["Top", "Two", "One"]);
    assert!(cursor(&mut scene).starts_with("Two"));
    scene.press("ana", "<home><lt>");
    assert!(scene.text("ana").contains("stands at the top already"));
    scene.press("ana", "<gt>");
    assert!(scene.text("ana").contains("No cause stands before it"));
}

#[test]
fn a_branch_goes_under_another_cause_whole_but_never_under_itself() {
    let mut scene = grown();
    scene.press("ana", "<home><down><down>mu");
    let text = scene.text("ana");
    assert!(text.contains("Under which cause? Buses cut"), "{text}");
    assert!(
        !text.contains("  Nobody owned"),
        "its own branch is not on offer: {text}"
    );
    scene.press("ana", "tutors<enter>");
    assert_eq!(
        parent_words(&scene, "Buses cut on the east side").as_deref(),
        Some("Tutors leave within a year")
    );
    assert_eq!(
        parent_words(&scene, "Route money came from one grant").as_deref(),
        Some("Buses cut on the east side")
    );
    assert!(cursor(&mut scene).starts_with("Buses cut"));
    scene.press("ana", "mu<enter>");
    scene.press("ana", "muunder none<enter>");
    assert_eq!(parent_words(&scene, "Buses cut on the east side"), None);
}

#[test]
fn a_branch_goes_to_another_page_whole() {
    let mut scene = grown();
    scene.press("ana", "<home><down><down>msStory<enter>");
    assert_eq!(
        card(scene.seen(), "Buses cut on the east side")
            .step()
            .as_str(),
        "story"
    );
    assert_eq!(
        card(scene.seen(), "Nobody owned a plan for after it")
            .step()
            .as_str(),
        "story"
    );
    assert!(scene.text("ana").contains("Moved to “Story”"));
}

#[test]
fn marked_branches_go_together_even_where_one_lies_in_another() {
    let mut scene = at_whys();
    scene.press(
        "ana",
        "wTop<enter>One<enter>Deep<enter><enter><up>nTwo<enter><enter>",
    );
    scene.press("ana", "<home><down><space><space><space>");
    assert!(scene.text("ana").contains('●'));
    scene.press("ana", "d");
    let seen = scene.seen();
    assert_eq!(
        seen.cards_on(&"whys".into())
            .map(|card| card.text().to_owned())
            .collect::<Vec<_>>(),
        ["Top"]
    );
    scene.press("ana", "u");
    assert_eq!(scene.seen().cards_on(&"whys".into()).count(), 4);
}

#[test]
fn folds_hide_a_branch_and_say_how_many() {
    let mut scene = grown();
    scene.press("ana", "<home><down><down><left>");
    let text = scene.text("ana");
    assert!(
        text.contains("◂ 2") && !text.contains("Route money"),
        "{text}"
    );
    // A fold is this seat's own: what others do below it does not open it, and shows in its count.
    let below = id(&scene, "Route money came from one grant");
    let command = add(&mut scene, "Also this", Some(below));
    let ana = ana(&scene);
    scene.ask(ana, command).expect("a cause");
    assert!(scene.text("ana").contains("◂ 3"));
    scene.press("ana", "<right>");
    assert!(scene.text("ana").contains("Also this"));
    scene.press("ana", "<right>");
    assert!(cursor(&mut scene).starts_with("Route money"));
    scene.press("ana", "<left><left>");
    assert!(cursor(&mut scene).starts_with("Buses cut"));
}

fn add(scene: &mut Scene, words: &str, parent: Option<CardId>) -> Command {
    let made = u128::from(u64::try_from(scene.seen().all_cards().count()).expect("few") + 90_000);
    Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(made)),
        author: None,
        step: "whys".into(),
        parent,
        column: None,
        after: After::Last,
        fields: vec![(field::TEXT.into(), words.into())],
        from: None,
    }
}

#[test]
fn the_cursor_stays_on_its_cause_whatever_others_do() {
    let mut scene = grown();
    scene.join("Bo", Role::Facilitator, 80, 24);
    scene.press("ana", "<home><down><down><down>");
    assert!(cursor(&mut scene).starts_with("Route money"));
    // A new cause above, a branch moved away, the cursor's own cause deleted.
    scene.press("Bo", "<home>wNew on top<enter><enter>KKK");
    assert!(
        cursor(&mut scene).starts_with("Route money"),
        "{}",
        scene.text("ana")
    );
    scene.press("Bo", "<home>j<down>d");
    let bo = cursor(&mut scene);
    assert!(bo.starts_with("Route money") || !scene.text("ana").contains("Route money"));
    let gone = scene
        .seen()
        .all_cards()
        .find(|card| card.text().starts_with("Route money"))
        .map(|card| card.id());
    if let Some(gone) = gone {
        let ana = ana(&scene);
        scene
            .ask(ana, Command::RemoveCard { card: gone })
            .expect("gone");
    }
    assert!(!cursor(&mut scene).is_empty());
}

#[test]
fn a_filter_shows_what_it_finds_and_the_way_there_also_in_folds() {
    let mut scene = grown();
    scene.press("ana", "<home><down><down><left>/nobody<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("Nobody owned") && text.contains("Route money") && !text.contains("Asthma"),
        "{text}"
    );
    assert!(text.contains("Showing what holds “nobody”: 1"), "{text}");
    scene.press("ana", "<esc>");
    let text = scene.text("ana");
    assert!(text.contains("Asthma") && text.contains("◂ 2"), "{text}");
}

#[test]
fn a_chain_is_read_back_both_ways() {
    let mut scene = grown();
    scene.press("ana", "<home><down><down><down><down>");
    assert!(
        scene
            .text("ana")
            .contains("because Nobody owned a plan for after it."),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "A");
    let text: String = scene
        .text("ana")
        .lines()
        .map(|line| line.trim_matches(|c| c == '│' || c == ' '))
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        text.contains("Buses cut on the east side, because Route money came from one grant"),
        "{text}"
    );
    assert!(
        text.contains("Route money came from one grant, therefore Buses cut on the east side"),
        "{text}"
    );
    assert!(text.contains("each link by itself"), "{text}");
    scene.press("ana", "<esc><home>A");
    assert!(
        scene
            .text("ana")
            .contains("one thing alone cannot be read back")
    );
}

#[test]
fn not_ours_asks_who_could_and_offers_a_partner() {
    let mut scene = at_whys();
    scene.press("ana", "wTop<enter>The bus line<enter><enter>!not<enter>");
    assert!(
        scene.text("ana").contains("Who could?"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "The county<enter>");
    let seen = scene.seen();
    let partner = card(seen, "The county");
    assert_eq!(partner.step().as_str(), "partners");
    assert_eq!(
        seen.comes_from(partner.id())
            .next()
            .expect("a chain")
            .text(),
        "The bus line"
    );
    assert!(scene.text("ana").contains("■ not ours"));
    // The next form does not go on by itself: one partner is one answer.
    assert!(!scene.text("ana").contains("Who could?"));
}

#[test]
fn a_script_without_partners_keeps_who_could_on_the_card() {
    let mut scene = Scene::of(&SCRIPT.replace("\"partners\"", "\"others\""));
    scene.press("ana", "]wTop<enter>The bus line<enter><enter>!not<enter>");
    assert!(
        scene.text("ana").contains("Who could?"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "The county<enter>");
    assert_eq!(
        card(scene.seen(), "The bus line").text_of(field::DETAIL),
        "The county"
    );
}

#[test]
fn where_evidence_ran_out_the_research_agenda_is_offered() {
    let mut scene = at_whys();
    scene.press("ana", "wTop<enter>Lead pipes<enter><enter>!evidence<enter>");
    assert!(scene.text("ana").contains("research agenda?"));
    scene.press("ana", "<enter>");
    assert!(card(scene.seen(), "Lead pipes").flag(field::RESEARCH));
    assert!(scene.text("ana").contains("? to find out"));
    scene.press("ana", "R");
    assert!(!card(scene.seen(), "Lead pipes").flag(field::RESEARCH));
    scene.press("ana", "!evidence<enter><down><enter>");
    assert!(!card(scene.seen(), "Lead pipes").flag(field::RESEARCH));
}

#[test]
fn the_lens_is_chosen_also_where_the_script_names_none() {
    let mut scene = at_whys();
    scene.press("ana", "wTop<enter>Rents<enter><enter>Lhousing<enter>");
    assert_eq!(
        card(scene.seen(), "Rents").text_of(field::LENS),
        "economy and housing"
    );
    assert!(scene.text("ana").contains("economy and housing"));
    scene.press("ana", "Lnothing<enter>");
    assert_eq!(card(scene.seen(), "Rents").get(field::LENS), None);
}

#[test]
fn a_branch_of_hunches_and_a_stopped_one_are_seen_without_colour() {
    let mut scene = grown();
    let text = scene.text("ana");
    let line = text
        .lines()
        .find(|line| line.contains("The air units"))
        .expect("a line");
    assert!(line.contains("└┄") && line.contains("○ hunch"), "{line}");
    assert!(text.contains("■ not ours"), "{text}");
    // One firm cause in the branch, and the line is drawn through from there.
    let asthma = id(&scene, "Asthma flare-ups in two schools");
    let from = scene
        .seen()
        .card(asthma)
        .expect("there")
        .version(field::EVIDENCE);
    let value = Some(Value::Text("data".into()));
    let ana = ana(&scene);
    scene
        .ask(
            ana,
            Command::SetField {
                card: asthma,
                field: field::EVIDENCE.into(),
                from,
                value,
            },
        )
        .expect("known");
    let text = scene.text("ana");
    let line = text
        .lines()
        .find(|line| line.contains("The air units"))
        .expect("a line");
    assert!(line.contains("└─"), "{line}");
}

#[test]
fn advice_stands_in_the_guidance_and_never_on_the_page() {
    let mut scene = grown();
    let page = scene.text("ana");
    assert!(
        !page.contains("rests on a hunch") && !page.contains("is not ours. Who could"),
        "{page}"
    );
    scene.press("ana", "o");
    let guide = scene.text("ana");
    assert!(
        guide.contains("hunch alone") || guide.contains("Who could"),
        "{guide}"
    );
}

#[test]
fn asking_why_from_a_story_goes_to_its_tree_new_or_old() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "nMissed days<enter>Closed library<enter><enter>");
    scene.press("ana", "w");
    assert!(
        cursor(&mut scene).starts_with("Closed library"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "[<up>w");
    assert!(
        cursor(&mut scene).starts_with("Missed days"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "wSick<enter><enter>[<down>w");
    assert!(
        cursor(&mut scene).starts_with("Closed library"),
        "{}",
        scene.text("ana")
    );
    assert_eq!(
        scene.seen().children(&"whys".into(), None).count(),
        2,
        "no tree is planted twice"
    );
    // The tree is folded here: going to it again does not unfold it, going to a cause in it would.
    scene.press("ana", "[<up>w<left>[w");
    assert!(cursor(&mut scene).starts_with("Missed days"));
}

#[test]
fn an_action_is_made_from_a_cause() {
    let mut scene = grown();
    scene.press("ana", "<end>aCall the tutors<enter>");
    let seen = scene.seen();
    let action = card(seen, "Call the tutors");
    assert_eq!(action.step().as_str(), "plan");
    assert_eq!(
        seen.comes_from(action.id()).next().expect("a chain").text(),
        "Tutors leave within a year"
    );
}

#[test]
fn connections_are_made_and_read_in_one_window() {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nMissed days<enter><enter>]wSick<enter>Damp<enter><enter>c",
    );
    assert!(
        scene.text("ana").contains("Connected to nothing yet"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "missed<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("Missed days → Damp") && text.contains("● Missed days"),
        "{text}"
    );
    scene.press("ana", "<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("Connected to nothing yet") && !text.contains("● Missed"),
        "{text}"
    );
}

#[test]
fn wide_and_joined_characters_do_not_break_the_columns() {
    let mut scene = at_whys();
    scene.press("ana", "w");
    scene.paste("ana", "子どもたちの読む力が下がっている");
    scene.press("ana", "<enter>");
    scene.paste("ana", "バスの路線が東側で廃止された 👨‍👩‍👧‍👦 e\u{301}cole");
    scene.press("ana", "<enter><enter><tab>data<enter>*");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        for line in scene.text("ana").lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        let text = scene.text("ana");
        assert!(text.contains("ROOT") && text.contains("data"), "{text}");
    }
    let text = scene.text("ana");
    let line = text
        .lines()
        .find(|line| line.contains("バスの"))
        .expect("a line");
    assert!(line.contains("👨‍👩‍👧‍👦"), "{line}");
}

#[test]
fn two_thousand_causes_stay_in_order_and_in_sight() {
    let mut scene = at_whys();
    let ana = ana(&scene);
    let mut ids = Vec::new();
    let mut commands = Vec::new();
    for n in 0..2_000u128 {
        let card = CardId(uuid::Uuid::from_u128(1_000_000 + n));
        // Every tenth is a problem; the others hang on one another, a few deep.
        let parent = if n % 10 == 0 {
            None
        } else {
            ids.last().copied()
        };
        ids.push(card);
        commands.push(Command::AddCard {
            card,
            author: None,
            step: "whys".into(),
            parent,
            column: None,
            after: After::Last,
            fields: vec![(field::TEXT.into(), format!("cause {n}").as_str().into())],
            from: None,
        });
    }
    scene.ask(ana, Command::Several(commands)).expect("causes");
    scene.press("ana", "<end>");
    assert!(
        cursor(&mut scene).starts_with("cause 1999"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<up><up>");
    assert!(cursor(&mut scene).starts_with("cause 1997"));
    scene.press("ana", "<home>");
    assert!(cursor(&mut scene).starts_with("cause 0"));
    for _ in 0..30 {
        scene.press("ana", "<pagedown>");
        assert!(
            cursor(&mut scene).starts_with("cause "),
            "{}",
            scene.text("ana")
        );
    }
    let middle: usize = cursor(&mut scene)
        .split_whitespace()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .expect("a number");
    assert!((200..1_000).contains(&middle), "{middle}");
    // Everything above it goes; the cursor stays.
    scene
        .ask(ana, Command::RemoveCard { card: ids[0] })
        .expect("gone");
    assert!(cursor(&mut scene).starts_with(&format!("cause {middle}")));
}

#[test]
fn the_deepest_branch_is_drawn_with_what_was_left_out() {
    let mut scene = at_whys();
    scene.press("ana", "wproblem<enter>");
    for n in 1..39 {
        scene.press("ana", &format!("why{n}<enter>"));
    }
    scene.press("ana", "<esc>");
    for (columns, rows) in [(40, 12), (80, 24)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        assert!(text.contains("why38") && text.contains('»'), "{text}");
    }
}

#[test]
fn ascii_draws_the_same_tree() {
    let mut scene = grown();
    scene.ascii("ana");
    let text = scene.text("ana");
    assert!(
        text.contains("|- Missed days")
            && text.contains("`- Nobody")
            && text.contains("`. The air"),
        "{text}"
    );
}

#[test]
fn every_key_of_a_tree_does_something() {
    for binding in keys::kinds::tree::KEYS
        .bindings
        .iter()
        .chain(keys::CARDS.bindings)
    {
        for chord in binding.chords {
            let mut scene = grown();
            scene.press("ana", "<home><down>nLast<enter><enter><home><down>J");
            let before = (
                scene.text("ana"),
                scene.effects.len(),
                scene.seen().version(),
            );
            scene.press("ana", chord_keys(chord).as_str());
            let after = (
                scene.text("ana"),
                scene.effects.len(),
                scene.seen().version(),
            );
            assert_ne!(before, after, "{chord} ({:?})", binding.action);
        }
    }
}

/// A chord of a binding in the notation of keys that are typed.
pub(in crate::ui::step) fn chord_keys(chord: &str) -> String {
    if chord.starts_with('<') || chord.chars().count() == 1 {
        chord.to_owned()
    } else {
        format!("<{chord}>")
    }
}

#[test]
fn a_closed_session_is_read_but_not_changed() {
    let mut scene = grown();
    let ana = ana(&scene);
    scene.ask(ana, Command::Close).expect("closed");
    let version = scene.seen().version();
    scene.press("ana", "<end>w");
    assert!(scene.text("ana").contains("closed"));
    scene.press("ana", "*s<esc>R<lt>d");
    assert_eq!(scene.seen().version(), version);
    scene.press("ana", "A");
    assert!(scene.text("ana").contains("therefore"));
}

#[test]
fn the_cursor_is_reversed_and_a_root_bold() {
    let mut scene = grown();
    let (buf, _) = scene.draw("ana");
    let find = |words: &str| {
        let text = scene_rows(&buf);
        let y = text
            .iter()
            .position(|line| line.contains(words))
            .expect("a line");
        let line = &text[y];
        let x = crate::cells::width(&line[..line.find(words).expect("words")]);
        buf[(u16::try_from(x).expect("x"), u16::try_from(y).expect("y"))].modifier
    };
    assert!(find("Tutors leave").contains(Modifier::REVERSED));
    assert!(find("Nobody owned").contains(Modifier::BOLD));
}

fn scene_rows(buf: &ratatui::buffer::Buffer) -> Vec<String> {
    (0..buf.area.height)
        .map(|y| (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect())
        .collect()
}
