//! A small session in every format, kept beside the sources as files that a person can open; and what must hold for any.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::{
    document::{Item, Node, chart::Chart},
    insight::{Period, Scale, Series, forecast, series},
    model::{
        Command, CommandId, Event, Record, Value, Viewer,
        opinion::{PICKED, Score, ScoreKey, Voice, YES},
        testing::Room,
    },
    say::{self, Lang},
};

fn options() -> Options {
    Options::new(At(1_795_255_200_000), 0)
}

fn rendered(room: &Room, format: Format, options: &Options) -> String {
    let viewer = match format {
        Format::Json => Viewer::Archive,
        _ => Viewer::Minutes,
    };
    let bytes = render(&room.seen(viewer), format, options).expect("a report");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Compares with the file of that name; written anew where `UPTURN_WRITE_GOLDEN` is set.
fn golden(name: &str, now: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/report")
        .join(name);
    if std::env::var_os("UPTURN_WRITE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "{name} is not as kept; look at it, then set UPTURN_WRITE_GOLDEN=1 and run this test again"
    );
}

#[expect(
    clippy::too_many_lines,
    reason = "a session is told from its beginning to its end"
)]
fn small() -> Room {
    let mut room = Room::talk("Fewer teens smoke");
    room.card("result", "All young people in our county grow up free of tobacco, and breathe clean air at home and at school.");
    let text = |text: &str| Value::from(text);
    room.measure(
        "curve",
        &[
            ("name", text("High-school students who smoke")),
            ("unit", text("%")),
            ("better", text("lower")),
        ],
        &[
            ("1991", 27.5),
            ("1993", 30.5),
            ("1995", 34.8),
            ("1997", 36.4),
        ],
    );
    let evidence = |kind: &str| [("evidence", Value::from(kind))];
    room.lay(
        "story",
        Some("helps"),
        None,
        "Smoke-free restaurants since 1994",
        &evidence("record"),
    );
    room.lay(
        "story",
        Some("helps"),
        None,
        "Coaches talk with their teams",
        &evidence("lived experience"),
    );
    let cheap = room.lay(
        "story",
        Some("hurts"),
        None,
        "A pack costs less than a lunch",
        &evidence("data"),
    );
    room.lay(
        "story",
        Some("hurts"),
        None,
        "Shops near schools do not ask for age",
        &evidence("heard from others"),
    );
    room.lay(
        "story",
        Some("hurts"),
        None,
        "Films & music make it look grown-up <again>",
        &evidence("hunch"),
    );
    let problem = room.card("whys", "More high-school students smoke each year");
    let buy = room.lay(
        "whys",
        None,
        Some(problem),
        "Cigarettes are easy to buy",
        &evidence("data"),
    );
    room.link(buy, cheap);
    let tax = room.card_under(
        "whys",
        buy,
        "The state tax has stayed at 12 cents since 1981",
    );
    room.set(tax, "root", Value::Flag(true));
    let checks = room.card_under("whys", buy, "Nobody checks the shops near schools, and those who could are not sure that it is their job");
    let law = room.card_under("whys", checks, "The law names no office that must");
    room.set(law, "root", Value::Flag(true));
    let stress = room.lay(
        "whys",
        None,
        Some(problem),
        "Smoking helps with stress",
        &evidence("lived experience"),
    );
    let ads = room.card_under("whys", stress, "What advertising promises");
    room.set(ads, "stop", text("beyond us"));
    room.lay(
        "partners",
        None,
        None,
        "County health department",
        &[("role", text("leads"))],
    );
    room.lay(
        "partners",
        None,
        None,
        "Students for Clean Air",
        &[("role", text("speak, check shops"))],
    );
    room.lay("partners", None, None, "Shop owners' association", &[]);
    let check = room.lay(
        "works",
        None,
        None,
        "Students and officers check shops together",
        &[("cost", text("low"))],
    );
    room.lay(
        "works",
        None,
        None,
        "Raise the tax by a dollar",
        &[("cost", text("none"))],
    );
    room.lay(
        "works",
        None,
        None,
        "Close the street to cars and cigarettes every Friday",
        &[("off-wall", Value::Flag(true))],
    );
    let action = room.lay(
        "plan",
        None,
        None,
        "Train twelve students for shop checks",
        &[
            ("who", text("Bo")),
            ("due", text("2027-02-15")),
            ("status", text("new")),
        ],
    );
    room.link(action, check);
    room.lay(
        "plan",
        None,
        None,
        "Ask three council members to sponsor the tax",
        &[
            ("who", text("Ana")),
            ("due", text("2027-03-31")),
            ("status", text("on track")),
        ],
    );
    let parked = room.card("partners", "Ask the film board");
    room.set(parked, "parked", Value::Flag(true));
    room
}

fn curve() -> Chart {
    let points = [
        (1991, 27.5),
        (1993, 30.5),
        (1995, 34.8),
        (1997, 36.4),
        (1999, 34.8),
        (2001, 28.5),
        (2003, 21.9),
    ];
    let point = |(year, value)| series::Point::new(Period::year(year).unwrap(), value);
    let history = Series::new(points.into_iter().map(point).collect()).unwrap();
    let (before, _) = history.split_at(Period::year(1997).unwrap());
    let made = forecast::forecasts(&before, 4, Scale::Percent);
    Chart::new("High-school students who smoke", "%")
        .history("measured", &history)
        .frozen("forecast of 1998", &made[0], &history)
        .target("target", None, 16.0)
}

/// As much as a large workshop says: ten causes a column, eight partners and ideas, twelve actions.
fn full(words: &str) -> Room {
    let mut room = Room::talk(&format!(
        "A session in which a great deal was said: {words}"
    ));
    room.card(
        "result",
        &format!("All young people in our county grow up free of tobacco. {words}"),
    );
    for column in ["helps", "hurts"] {
        for at in 0..10 {
            room.lay(
                "story",
                Some(column),
                None,
                &format!("Cause {at}: {words}"),
                &[("evidence", Value::from("heard from others"))],
            );
        }
    }
    let problem = room.card("whys", "More students smoke");
    for at in 0..7 {
        let cause = room.card_under("whys", problem, &format!("Root {at}: {words}"));
        room.set(cause, "root", Value::Flag(true));
    }
    for at in 0..8 {
        room.lay(
            "partners",
            None,
            None,
            &format!("Partner {at}: {words}"),
            &[("role", Value::from("leads"))],
        );
        let cost = if at == 6 { "none" } else { "high" };
        let fields = [
            ("cost", Value::from(cost)),
            ("off-wall", Value::Flag(at == 7)),
        ];
        room.lay("works", None, None, &format!("Idea {at}: {words}"), &fields);
    }
    for at in 0..12 {
        let fields = [
            ("who", Value::from("Maria-Magdalena O'Neill")),
            ("due", Value::from("2027-03-31")),
            ("status", Value::from("on track")),
        ];
        room.lay(
            "plan",
            None,
            None,
            &format!("Action {at}: {words}"),
            &fields,
        );
    }
    room
}

/// The one-page result with a curve and what is said beside it.
fn page_with_curve(room: &Room) -> String {
    let seen = room.seen(Viewer::Minutes);
    let sections = with_curve(&seen);
    html::page(
        seen.title(),
        "Turn the curve · Results-Based Accountability",
        &sections,
        &seen,
        &options(),
    )
}

fn with_curve(seen: &Seen<'_>) -> Vec<one_page::Section> {
    let mut sections = one_page::sections(seen, None);
    let facts = [
        "Down for 3 periods, from 36.4 % in 1997 to 21.9 % in 2003.",
        "Forecast for 2003 if nothing changes: 46.5 %, a line through 4 points, frozen on 1998-01-15.",
        "Better than forecast, 3 of 3: the curve has turned.",
        "5.9 percentage points above the target of 16 %.",
        "Is this forecast OK? No: one student in two would smoke by 2005.",
    ];
    let facts = facts.iter().map(|fact| Item::new(Line::said(*fact)));
    sections.insert(
        1.min(sections.len()),
        one_page::Section::new(
            "The curve",
            vec![
                Block::Chart(Box::new(curve())),
                Block::List(facts.collect()),
            ],
        ),
    );
    sections
}

const SENTENCE: &str = "the shops near the schools sell single cigarettes to whoever asks, because nobody who could check them was ever told that it is their job";

#[test]
fn a_small_session_is_written_as_it_was_kept() {
    let room = small();
    let page = Options {
        one_page: true,
        ..options()
    };
    golden("small.md", &rendered(&room, Format::Markdown, &options()));
    golden("small.txt", &rendered(&room, Format::Text, &options()));
    golden("small.html", &rendered(&room, Format::Html, &options()));
    golden(
        "small-tree.svg",
        &rendered(
            &room,
            Format::Svg,
            &Options {
                step: Some("whys".into()),
                ..options()
            },
        ),
    );
    golden("small-page.html", &rendered(&room, Format::Html, &page));
    let spanish = render(
        &room.seen(Viewer::Minutes).in_lang(Lang::Es),
        Format::Text,
        &options(),
    );
    let spanish = String::from_utf8(spanish.expect("a report")).expect("UTF-8");
    golden("small.es.txt", &spanish);
    golden("small.json", &rendered(&room, Format::Json, &options()));
    golden("curve-page.html", &page_with_curve(&room));
    golden(
        "full-page.html",
        &page_with_curve(&full("single cigarettes are sold near the schools")),
    );
}

#[test]
fn formats_are_known_by_ending_and_by_name() {
    for (path, format) in [
        ("a.md", Format::Markdown),
        ("b.HTML", Format::Html),
        ("c.d/e.svg", Format::Svg),
        ("f.json", Format::Json),
        ("g.txt", Format::Text),
    ] {
        assert_eq!(Format::from_path(Path::new(path)), Ok(format));
        assert_eq!(format.to_string().parse(), Ok(format));
    }
    assert!(Format::from_path(Path::new("report")).is_err());
    let no = Format::from_path(Path::new("report.docx")).unwrap_err();
    assert!(no.to_string().contains("--format"), "{no}");
}

#[test]
fn what_cannot_be_shown_is_refused_with_a_hint() {
    let room = small();
    let seen = room.seen(Viewer::Minutes);
    let nowhere = Options {
        step: Some("storey".into()),
        ..options()
    };
    let no = render(&seen, Format::Text, &nowhere).unwrap_err();
    assert!(no.to_string().contains("story, whys"), "{no}");
    let page = Options {
        one_page: true,
        ..options()
    };
    assert_eq!(
        render(&seen, Format::Svg, &page),
        Err(ReportError::OnePageIsHtml)
    );
    let story = Options {
        step: Some("story".into()),
        ..options()
    };
    assert_eq!(
        render(&seen, Format::Svg, &story),
        Err(ReportError::NothingToDraw)
    );
    assert_eq!(
        render(&seen, Format::Json, &options()),
        Err(ReportError::NotWhole)
    );
}

fn well_formed(page: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(page, options).expect("well-formed")
}

#[test]
fn pages_hold_no_script_and_reach_for_nothing_outside() {
    let room = small();
    let page = Options {
        one_page: true,
        ..options()
    };
    for page in [
        rendered(&room, Format::Html, &options()),
        rendered(&room, Format::Html, &page),
        page_with_curve(&room),
    ] {
        let read = well_formed(&page);
        let mut level = 0;
        for node in read.descendants().filter(roxmltree::Node::is_element) {
            let tag = node.tag_name().name();
            assert!(
                !["script", "link", "img", "iframe", "object", "a"].contains(&tag),
                "{tag}"
            );
            for attribute in node.attributes() {
                let name = attribute.name();
                assert!(
                    !name.starts_with("on") && !["src", "href", "style"].contains(&name),
                    "{name}"
                );
            }
            if let Some(found) = tag
                .strip_prefix('h')
                .and_then(|digit| digit.parse::<u8>().ok())
            {
                assert!(found <= level + 1, "h{found} after h{level}");
                level = found;
            }
            if tag == "svg" {
                assert!(
                    node.children()
                        .any(|under| under.tag_name().name() == "title")
                );
            }
        }
        assert!(page.contains("default-src 'none'") && page.contains("lang=\"en\""));
        assert!(!page.contains("<again>"));
        let mut ids: Vec<_> = read
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
    }
}

#[test]
fn notes_guidance_and_advice_are_in_the_archive_alone() {
    let mut room = small();
    room.run(Command::Note {
        step: "story".into(),
        text: "NOTE-MARKER".into(),
    });
    let page = Options {
        one_page: true,
        ..options()
    };
    let mut shown = vec![rendered(&room, Format::Html, &page)];
    for format in [Format::Markdown, Format::Html, Format::Svg, Format::Text] {
        shown.push(rendered(&room, format, &options()));
    }
    let advice = room
        .seen(Viewer::Member(room.you()))
        .advice(&room.seen(Viewer::Minutes).script().steps[2]);
    assert!(!advice.is_empty());
    for text in shown {
        assert!(!text.contains("NOTE-MARKER") && !text.contains("GUIDANCE-MARKER"));
        for one in &advice {
            assert!(!text.contains(&one.msg.render(Lang::En)));
        }
    }
    // Even whoever leads writes a report without them.
    let leading = render(
        &room.seen(Viewer::Member(room.you())),
        Format::Html,
        &options(),
    )
    .unwrap();
    assert!(!String::from_utf8(leading).unwrap().contains("-MARKER"));
    assert!(rendered(&room, Format::Json, &options()).contains("NOTE-MARKER"));
}

#[test]
fn plain_text_fits_its_width() {
    let room = full(SENTENCE);
    for width in [20, 40, 60, 80, 120] {
        for ascii in [false, true] {
            let look = Look { width, ascii };
            let text = rendered(&room, Format::Text, &Options { look, ..options() });
            for line in text.lines() {
                assert!(
                    unicode_width::UnicodeWidthStr::width(line) <= width,
                    "{width}: {line}"
                );
                assert!(!ascii || line.is_ascii(), "{line}");
            }
        }
    }
}

#[test]
fn a_long_tree_is_cut_between_causes_and_keeps_them_all() {
    let leaf = |at: usize| Node {
        line: Line::said(format!("cause {at}: {SENTENCE}")),
        ..Node::default()
    };
    let nodes = vec![Node {
        line: Line::said("problem"),
        under: (0..60).map(leaf).collect(),
        ..Node::default()
    }];
    let pictures = tree::pictures(&nodes, Lang::En, 820.0, "t");
    assert!(pictures.len() > 2);
    let drawn: String = pictures
        .iter()
        .map(|svg| {
            let read = well_formed(svg);
            let root = read.root_element();
            assert!(root.attribute("height").unwrap().parse::<f64>().unwrap() <= 840.0);
            let texts = root
                .descendants()
                .filter(|node| node.tag_name().name() == "text");
            texts
                .filter_map(|node| node.text())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    for at in 0..60 {
        assert!(drawn.contains(&format!("cause {at}:")), "{at}");
    }
    // As deep as a branch may go, the boxes stay in the picture.
    let deep = (0..40).fold(leaf(40), |under, at| Node {
        under: vec![under],
        ..leaf(at)
    });
    for svg in tree::pictures(&[deep], Lang::En, f64::INFINITY, "d") {
        for node in well_formed(&svg)
            .descendants()
            .filter(|node| node.tag_name().name() == "rect")
        {
            let side = |name| node.attribute(name).unwrap().parse::<f64>().unwrap();
            assert!(side("x") + side("width") <= tree::WIDTH);
        }
    }
}

#[test]
fn a_page_keeps_one_cheap_and_one_daring_idea_and_says_what_is_cut() {
    let room = full(&SENTENCE.repeat(3));
    let page = page_with_curve(&room);
    assert!(page.contains("no cost") && page.contains("off the wall"));
    assert!(page.contains(say::MsgId::ReportShortened.text(Lang::En)));
    assert!(page.contains("…"));
}

/// A talk of many pages: nine of cards, then a vote, the plan and its missing voices, each full.
fn long(rows: usize) -> Room {
    let mut steps: Vec<String> = (0..9)
        .map(|at| format!(r#"{{"id": "c{at}", "kind": "cards", "minutes": 5, "title": "Page {at}", "ask": "What?"}}"#))
        .collect();
    steps.extend([
        r#"{"id": "vote", "kind": "vote", "minutes": 5, "title": "Vote", "ask": "Which?", "keep": 1, "draws_from": ["c0"]}"#.to_owned(),
        r#"{"id": "missing", "kind": "roster", "minutes": 5, "title": "Missing voices", "ask": "Who?"}"#.to_owned(),
        r#"{"id": "plan", "kind": "plan", "minutes": 5, "title": "Who does what", "ask": "Who?", "fields": [
            {"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "Due", "type": "date"}]}"#.to_owned(),
    ]);
    let script = format!(
        r#"{{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [{}]}}"#,
        steps.join(",")
    );
    let mut room = Room::of(&script, "Long");
    for step in 0..9 {
        for at in 0..rows {
            room.card(
                &format!("c{step}"),
                &format!("Words {step}.{at}: {SENTENCE}"),
            );
        }
    }
    room.lay(
        "missing",
        None,
        None,
        "Night-shift parents",
        &[("missing", Value::Flag(true))],
    );
    for at in 0..8 {
        let fields = [
            ("who", Value::from("Ana")),
            ("due", Value::from("2027-03-31")),
        ];
        room.lay("plan", None, None, &format!("Action {at}"), &fields);
    }
    room
}

#[test]
fn on_a_full_page_the_plan_stays_and_what_was_only_collected_gives_way() {
    let room = long(9);
    let seen = room.seen(Viewer::Minutes);
    let mut sections = one_page::sections(&seen, None);
    // Twice as many pages of cards as fit, all of them before the plan.
    let more = (0..60).map(|at| {
        let items = (0..9).map(|_| Item::new(Line::said(SENTENCE))).collect();
        one_page::Section::collected(&format!("Collected {at}"), vec![Block::List(items)])
    });
    sections.splice(0..0, more);
    let sheet = one_page::sheet("Long", "", &sections, Lang::En);
    assert!(one_page::fits(&sheet) && sheet.shortened);
    let shown = format!("{:?}", sheet.bands);
    for at in 0..8 {
        assert!(shown.contains(&format!("Action {at}")), "{at}: {shown}");
    }
    assert!(shown.contains("Night-shift parents"), "{shown}");
    let gone = |name: &str| sheet.missing.iter().any(|one| one == name);
    assert!(!gone("Who does what") && !gone("Missing voices"));
    assert!(gone("Collected 59"), "{:?}", sheet.missing);
}

#[test]
fn of_a_vote_the_page_shows_what_was_picked() {
    let mut room = long(4);
    let card = room.card("c0", "Safe rides home");
    room.run(Command::Score {
        key: ScoreKey {
            step: "vote".into(),
            card,
            criterion: PICKED.into(),
            voice: Voice::room(),
        },
        score: Score {
            tally: vec![(YES.into(), 1)],
            note: "".into(),
        },
    });
    let seen = room.seen(Viewer::Minutes);
    let sections = one_page::sections(&seen, None);
    let vote = sections
        .iter()
        .map(|section| format!("{section:?}"))
        .find(|section| section.contains("\"Vote\""))
        .expect("the vote");
    assert!(
        vote.contains("Safe rides home") && !vote.contains("Words 0.1"),
        "{vote}"
    );
}

/// What was typed here is clean; what an archive brought is as it was.
#[test]
fn no_report_turns_the_order_of_what_is_read_around() {
    let room = full("words");
    let mut session = room.session().clone();
    session.apply(Record {
        v: Record::VERSION,
        id: CommandId(uuid::Uuid::from_u128(99)),
        at: At(1_795_255_200_000),
        by: room.you(),
        ev: vec![Event::Retitled {
            title: "paid \u{202e}001\u{2066} to Bo\u{200f}\u{e0041}".into(),
        }],
    });
    let turned = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0041}');
    let one_page = Options {
        one_page: true,
        ..options()
    };
    let minutes = Seen::new(&session, Viewer::Minutes);
    for (format, options) in [
        (Format::Markdown, options()),
        (Format::Text, options()),
        (Format::Html, options()),
        (Format::Html, one_page),
    ] {
        let report = String::from_utf8(render(&minutes, format, &options).unwrap()).unwrap();
        assert!(
            report.contains("paid 001 to Bo") && !report.contains(turned),
            "{format}: {report}"
        );
    }
    let archive = render(
        &Seen::new(&session, Viewer::Archive),
        Format::Json,
        &options(),
    )
    .unwrap();
    assert!(String::from_utf8(archive).unwrap().contains(turned));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_words_make_sound_files_and_one_page(words in "[ -~é子👩]{1,300}") {
        prop_assume!(!words.trim().is_empty());
        let room = full(&words);
        let seen = room.seen(Viewer::Minutes);
        let sheet = one_page::sheet(seen.title(), "subtitle", &with_curve(&seen), Lang::En);
        prop_assert!(one_page::fits(&sheet));
        prop_assert!(sheet.missing.is_empty());
        well_formed(&page_with_curve(&room));
        well_formed(&rendered(&room, Format::Html, &options()));
        well_formed(&rendered(&room, Format::Svg, &options()));
        prop_assert!(!rendered(&room, Format::Text, &options()).is_empty());
        prop_assert!(!rendered(&room, Format::Markdown, &options()).is_empty());
    }
}

#[test]
fn the_page_of_a_programme_says_what_each_sitting_came_to() {
    const YEAR: &str = r#"{"id": "year", "title": "A year", "framework": "F", "minutes": 50,
        "sittings": [{"id": "one", "script": "look", "title": "Look"}, {"id": "two", "script": "ask", "title": "Ask"}],
        "steps": [
            {"id": "one.see", "sitting": "one", "kind": "cards", "minutes": 10, "title": "See", "ask": "What do we see?"},
            {"id": "one.do", "sitting": "one", "kind": "plan", "minutes": 10, "title": "Until then", "ask": "Who?",
                "fields": [{"id": "who", "type": "person"}]},
            {"id": "one.end", "sitting": "one", "kind": "recap", "minutes": 10, "title": "Read out", "ask": "So?",
                "reads": ["one.see", "one.do"]},
            {"id": "two.why", "sitting": "two", "kind": "tree", "minutes": 10, "title": "Why", "ask": "Why?"},
            {"id": "last", "kind": "text", "minutes": 10, "title": "What came of it", "ask": "What came of it?"}]}"#;
    let mut room = Room::of(YEAR, "A year");
    room.card("one.see", "A closed school");
    let action = room.card("one.do", "Visit the school");
    room.set(action, "who", "Devi".into());
    let problem = room.card("two.why", "The school was closed");
    let root = room.card_under("two.why", problem, "Nobody asked the parents");
    room.set(root, "root", Value::Flag(true));
    let seen = room.seen(Viewer::Minutes);
    let shown = |only: Option<&str>| {
        let only = only.map(crate::model::StepId::from);
        let sections = one_page::sections(&seen, only.as_ref());
        let sheet = one_page::sheet("A year", "", &sections, Lang::En);
        assert!(one_page::fits(&sheet));
        format!("{:?}", sheet.bands)
    };
    let whole = shown(None);
    for words in [
        "What this page covers",
        "2 of 2 sittings: Look, Ask.",
        "Look",
        "Visit the school",
        " (Devi)",
        "Ask",
        "Nobody asked the parents",
    ] {
        assert!(whole.contains(words), "no {words} in {whole}");
    }
    assert!(
        !whole.contains("A closed school"),
        "what was only collected is in the long report"
    );
    let sitting = shown(Some("one.end"));
    assert!(sitting.contains("A closed school") && sitting.contains("Visit the school"));
    assert!(!sitting.contains("Nobody asked"), "{sitting}");

    let mut begun = Room::of(YEAR, "A year");
    begun.card("one.see", "A closed school");
    let seen = begun.seen(Viewer::Minutes);
    let sheet = one_page::sheet("", "", &one_page::sections(&seen, None), Lang::En);
    let told = format!("{:?}", sheet.bands);
    assert!(told.contains("Nothing yet from: Ask."), "{told}");
}
