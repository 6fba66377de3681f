use std::{fmt::Write as _, sync::Arc};

use crate::{
    document::Block,
    model::{
        CardId, Command, Value, Viewer,
        card::field,
        opinion::{PICKED, Score, ScoreKey, Tally, Voice, WEIGHT, YES},
        step::{
            Kind,
            matrix::{Matrix, Outcome, Row, in_order},
        },
        testing::Room,
    },
    say::Lang,
};

fn script(matrix: &str) -> String {
    format!(
        r#"{{"id": "t", "title": "T", "framework": "F", "minutes": 30, "steps": [
            {{"id": "ideas", "kind": "cards", "minutes": 10, "ask": "What works?"}},
            {{"id": "judge", "kind": "matrix", "minutes": 10, "ask": "Which?", "draws_from": ["ideas"], {matrix}}},
            {{"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who?", "draws_from": ["judge"]}}
        ]}}"#
    )
}

const FOUR: &str = r#""scale": "one-to-five", "keep": 2, "criteria": [
    {"id": "spec", "label": "Specific"}, {"id": "lever", "label": "Leverage"},
    {"id": "values", "label": "Values"}, {"id": "reach", "label": "Reach", "weight": 1}]"#;

struct Judging {
    room: Room,
    cards: Vec<CardId>,
}

impl Judging {
    fn of(matrix: &str, words: &[&str]) -> Self {
        let mut room = Room::of(&script(matrix), "Mill Valley");
        let cards = words
            .iter()
            .map(|words| room.card("ideas", words))
            .collect();
        Self { room, cards }
    }

    fn voice(
        &mut self,
        card: usize,
        criterion: &str,
        voice: Voice,
        tally: &[(&str, u32)],
        note: &str,
    ) {
        let key = ScoreKey {
            step: "judge".into(),
            card: self.cards[card],
            criterion: criterion.into(),
            voice,
        };
        let tally: Tally = tally
            .iter()
            .map(|(mark, n)| (Arc::from(*mark), *n))
            .collect();
        let note = note.into();
        self.room.run(Command::Score {
            key,
            score: Score { tally, note },
        });
    }

    fn say(&mut self, card: usize, criterion: &str, tally: &[(&str, u32)]) {
        self.voice(card, criterion, Voice::room(), tally, "");
    }

    fn weigh(&mut self, criterion: &str, weight: u32) -> Result<(), String> {
        let key = ScoreKey::weight("judge".into(), criterion.into());
        let tally = vec![(WEIGHT.into(), weight)];
        let score = Score {
            tally,
            note: "".into(),
        };
        let answer = self.room.ask(Command::Score { key, score });
        answer.map(|_| ()).map_err(|no| no.0.render(Lang::En))
    }

    fn with<T>(&self, then: impl FnOnce(&Matrix, Vec<Row>) -> T) -> T {
        let seen = self.room.seen(Viewer::Member(self.room.you()));
        let step = seen.step(&"judge".into()).expect("the step");
        let Kind::Matrix(matrix) = &step.kind else {
            panic!("no matrix")
        };
        then(matrix, matrix.rows(step, &seen))
    }

    fn order(&self) -> Vec<usize> {
        self.with(|_, mut rows| {
            in_order(&mut rows);
            let place = |row: &Row| self.cards.iter().position(|card| *card == row.card);
            rows.iter().filter_map(place).collect()
        })
    }

    fn verdict(&self, card: usize) -> Option<Outcome> {
        self.with(|_, rows| rows[card].outcome)
    }

    fn advice(&self) -> Vec<String> {
        let seen = self.room.seen(Viewer::Member(self.room.you()));
        let step = seen.step(&"judge".into()).expect("the step");
        let all = seen.advice(step);
        all.iter()
            .map(|advice| advice.msg.render(Lang::En))
            .collect()
    }

    fn recap(&self) -> String {
        let seen = self.room.seen(Viewer::Minutes);
        let step = seen.step(&"judge".into()).expect("the step");
        let mut text = String::new();
        for block in seen.recap(step) {
            match block {
                Block::Heading(_, line) | Block::Para(line) => {
                    writeln!(text, "# {}", line.render(Lang::En)).expect("words");
                }
                Block::List(items) => {
                    for item in items {
                        writeln!(text, "- {}", item.line.render(Lang::En)).expect("words");
                    }
                }
                Block::Table(table) => {
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        let cells: Vec<String> =
                            row.iter().map(|cell| cell.render(Lang::En)).collect();
                        writeln!(text, "| {}", cells.join(" | ")).expect("words");
                    }
                }
                _ => {}
            }
        }
        text
    }

    fn standing(&self) -> String {
        let seen = self.room.seen(Viewer::Minutes);
        let step = seen.step(&"judge".into()).expect("the step");
        seen.standing(step)
            .map_or_else(String::new, |msg| msg.render(Lang::En))
    }
}

/// The table of ideas that a room of ten judged by specificity, leverage, values and reach; sums and order by hand.
fn ten_people() -> Judging {
    let mut room = Judging::of(FOUR, &["Tutoring", "Rides", "Packs", "Air units"]);
    let marks = [[5, 4, 5, 4], [5, 4, 5, 3], [4, 2, 5, 5], [4, 5, 4, 3]];
    for (card, marks) in marks.iter().enumerate() {
        for (criterion, mark) in ["spec", "lever", "values", "reach"].iter().zip(marks) {
            room.say(card, criterion, &[(&mark.to_string(), 10)]);
        }
    }
    room.say(1, "lever", &[("2", 3), ("3", 1), ("4", 2), ("5", 4)]);
    room
}

#[test]
fn weighted_means_and_their_order() {
    let mut room = ten_people();
    // By hand: 18/4, 17/4 (the median of 2 2 2 3 4 4 5 5 5 5 is 4), 16/4, 16/4.
    let means: Vec<_> = (0..4).map(|card| room.verdict(card)).collect();
    assert_eq!(
        means,
        [4.5, 4.25, 4.0, 4.0].map(|mean| Some(Outcome::Mean(mean)))
    );
    assert_eq!(room.order(), [0, 1, 2, 3]);
    // Leverage four times: (5 + 16 + 5 + 4)/7, (5 + 16 + 5 + 3)/7, (4 + 8 + 5 + 5)/7, (4 + 20 + 4 + 3)/7.
    room.weigh("lever", 4).expect("a weight");
    let sums = [30.0, 29.0, 22.0, 31.0];
    for (card, sum) in sums.into_iter().enumerate() {
        let Some(Outcome::Mean(mean)) = room.verdict(card) else {
            panic!("no mean")
        };
        assert!((mean - sum / 7.0).abs() < 1e-9, "{mean}");
    }
    assert_eq!(room.order(), [3, 0, 1, 2]);
    let recap = room.recap();
    assert!(recap.contains("Specific ×1, Leverage ×4"), "{recap}");
    assert!(recap.contains("“Tutoring” would stand first"), "{recap}");
    // Taken back, the script's order is there again.
    room.room.run(Command::Undo);
    assert_eq!(room.order(), [0, 1, 2, 3]);
}

#[test]
fn weights_are_between_one_and_nine_and_of_known_criteria() {
    let mut room = ten_people();
    assert!(
        room.weigh("lever", 10)
            .is_err_and(|no| no.contains("1 and 9"))
    );
    assert!(room.weigh("charm", 2).is_err_and(|no| no.contains("charm")));
}

#[test]
fn who_is_far_apart_is_pointed_out() {
    let room = ten_people();
    let (wide, apart) = room.with(|_, rows| (rows[1].cells[1].is_wide(), rows[1].apart()));
    assert!(wide && (apart - 0.55).abs() < 1e-9);
    let advice = room.advice();
    assert!(
        advice.iter().any(
            |ask| ask.contains("“Rides”: the room is divided on Leverage")
                && ask.contains("4 × 5, 2 × 4, 1 × 3, 3 × 2")
        ),
        "{advice:?}"
    );
    assert!(room.recap().contains("Rides: Leverage (4 × 5"));
}

#[test]
fn voices_are_counted_together() {
    let mut room = Judging::of(FOUR, &["Tutoring"]);
    room.say(0, "spec", &[("2", 1)]);
    room.voice(
        0,
        "spec",
        Voice::For("table 2".into()),
        &[("5", 2)],
        "they did it in Dover",
    );
    let ana = room.room.you();
    room.voice(0, "spec", Voice::Member(ana), &[("4", 1)], "");
    // 2 4 5 5: between 4 and 5.
    let words = room.with(|_, rows| rows[0].cells[0].words().map(|msg| msg.render(Lang::En)));
    assert_eq!(words.as_deref(), Some("4–5"));
    assert!(
        room.recap()
            .contains("Tutoring: Specific: they did it in Dover")
    );
}

#[test]
fn candidates_become_headline_secondary_or_ask_for_data() {
    let mut room = Judging::of(
        r#""verdict": "indicators", "criteria": [{"id": "communication", "label": "Communication"},
            {"id": "proxy", "label": "Proxy"}, {"id": "data", "label": "Data"}]"#,
        &["Reading at nine", "Books at home", "Hope", "Not judged"],
    );
    for (card, marks) in [
        ["high", "high", "high"],
        ["high", "medium", "high"],
        ["high", "high", "low"],
    ]
    .iter()
    .enumerate()
    {
        for (criterion, mark) in ["communication", "proxy", "data"].iter().zip(marks) {
            room.say(card, criterion, &[(mark, 1)]);
        }
    }
    assert_eq!(room.standing(), "1 headline, 1 secondary, 1 needs data");
    assert_eq!(room.order(), [0, 2, 1, 3]);
    assert_eq!(room.verdict(3), None);
    let recap = room.recap();
    assert!(
        recap.contains("# Headline measures\n- Reading at nine\n# Secondary"),
        "{recap}"
    );
    assert!(
        !recap.contains("# Data development agenda"),
        "only people put it there: {recap}"
    );
    assert!(
        room.advice()
            .iter()
            .any(|ask| ask.starts_with("“Hope” speaks"))
    );
    room.room
        .set(room.cards[2], field::DATA_NEEDED, Value::Flag(true));
    assert!(room.recap().contains("# Data development agenda\n- Hope"));
    assert!(
        !room
            .advice()
            .iter()
            .any(|ask| ask.starts_with("“Hope” speaks"))
    );
    // Two of four say medium: half way is not high.
    room.say(0, "data", &[("medium", 2), ("high", 2)]);
    assert_eq!(room.standing(), "0 headline, 1 secondary, 2 need data");
}

#[test]
fn hanlon_ranks_and_pearl_rules_out() {
    let mut room = Judging::of(
        r#""verdict": "hanlon", "scale": "zero-to-ten", "criteria": [{"id": "size", "label": "Size"},
            {"id": "seriousness", "label": "Seriousness"}, {"id": "effectiveness", "label": "Effect"},
            {"id": "pearl", "label": "PEARL", "scale": "yes-no"}]"#,
        &["Asthma", "Falls", "Flu"],
    );
    // (8 + 9) · 6 / 3 = 34; (5 + 7) · 4 / 3 = 16; (10 + 4) · 9 / 3 = 42, which fails PEARL.
    let table = [
        ("8", "9", "6", "yes"),
        ("5", "7", "4", "yes"),
        ("10", "4", "9", "no"),
    ];
    for (card, (size, serious, effect, pearl)) in table.into_iter().enumerate() {
        room.say(card, "size", &[(size, 1)]);
        room.say(card, "seriousness", &[(serious, 1)]);
        room.say(card, "effectiveness", &[(effect, 1)]);
        if card != 2 {
            room.say(card, "pearl", &[(pearl, 1)]);
        }
    }
    let basic = |room: &Judging, card| match room.verdict(card) {
        Some(Outcome::Priority { basic, pearl }) => (basic, pearl),
        other => panic!("{other:?}"),
    };
    assert_eq!(basic(&room, 0), (34.0, Some(true)));
    assert_eq!(basic(&room, 1), (16.0, Some(true)));
    assert_eq!(basic(&room, 2), (42.0, None));
    assert_eq!(
        room.order(),
        [0, 1, 2],
        "what is not judged through stands behind"
    );
    room.say(2, "pearl", &[("yes", 1)]);
    assert_eq!(room.order(), [2, 0, 1]);
    room.say(2, "pearl", &[("no", 5), ("yes", 2)]);
    assert_eq!(room.order(), [0, 1, 2]);
    assert!(
        room.recap()
            .contains("Flu | 10 | 4 | 9 | no (divided) | 0 (of 42)"),
        "{}",
        room.recap()
    );
}

#[test]
fn yes_and_no_are_counted_and_not_sure_is_no_yes() {
    let mut room = Judging::of(
        r#""scale": "yes-no", "criteria": [{"id": "a", "label": "Urgent"}, {"id": "b", "label": "Measurable"}]"#,
        &["Reading", "Jobs"],
    );
    room.voice(
        0,
        "a",
        Voice::room(),
        &[("yes", 6), ("unsure", 2)],
        "county data",
    );
    room.say(0, "b", &[("yes", 2), ("unsure", 3)]);
    room.say(1, "a", &[("no", 3), ("yes", 3)]);
    let yes = |room: &Judging, card| match room.verdict(card) {
        Some(Outcome::Yes { yes, of, .. }) => (yes, of),
        other => panic!("{other:?}"),
    };
    assert_eq!((yes(&room, 0), yes(&room, 1)), ((1, 2), (0, 2)));
    let advice = room.advice();
    assert!(
        advice
            .iter()
            .any(|ask| ask.contains("nobody is sure about Measurable")),
        "{advice:?}"
    );
    assert!(
        !advice.iter().any(|ask| ask.contains("no evidence noted")),
        "{advice:?}"
    );
    assert_eq!(room.standing(), "1 of 2 judged, 0 go on");
}

#[test]
fn scales_that_differ_are_put_on_one_of_a_hundred() {
    let mut room = Judging::of(
        r#""criteria": [{"id": "a", "label": "A", "scale": "one-to-five"}, {"id": "b", "label": "B", "weight": 3}]"#,
        &["One"],
    );
    room.say(0, "a", &[("5", 1)]);
    room.say(0, "b", &[("medium", 1)]);
    // The top of one scale and the middle of the other, which counts three times: (1 + 1.5) / 4.
    assert_eq!(room.verdict(0), Some(Outcome::Percent(62.5)));
}

#[test]
fn what_is_picked_goes_on_and_all_where_nothing_is() {
    let mut room = ten_people();
    let plan = |room: &Judging| {
        let seen = room.room.seen(Viewer::Minutes);
        let plan = seen.step(&"plan".into()).expect("the plan");
        seen.handed_to(plan)
            .iter()
            .map(|card| card.id())
            .collect::<Vec<_>>()
    };
    assert_eq!(plan(&room), room.cards);
    assert!(
        room.advice()
            .iter()
            .any(|ask| ask.contains("Which 2 go on?"))
    );
    room.voice(3, PICKED, Voice::room(), &[(YES, 1)], "");
    assert_eq!(plan(&room), [room.cards[3]]);
    assert_eq!(room.standing(), "4 of 4 judged, 1 goes on");
    assert!(room.recap().contains("# Goes on\n- Air units"));
}

#[test]
fn the_weakest_side_is_asked_about_and_never_told() {
    let sides = FOUR.replace(r#""keep": 2"#, r#""weakest": true"#);
    let mut judging = Judging::of(&sides, &["Calls", "Tutoring"]);
    for (criterion, mark) in [
        ("spec", "4"),
        ("lever", "2"),
        ("values", "5"),
        ("reach", "2"),
    ] {
        judging.voice(0, criterion, Voice::room(), &[(mark, 1)], "");
        judging.voice(1, criterion, Voice::room(), &[("3", 1)], "");
    }
    let seen = judging.room.seen(Viewer::Member(judging.room.you()));
    let step = seen.step(&"judge".into()).expect("the step");
    let asked: Vec<String> = seen
        .advice(step)
        .iter()
        .map(|one| one.msg.render(Lang::En))
        .filter(|one| one.contains("least firmly"))
        .collect();
    assert_eq!(
        asked,
        [
            "“Calls” seems to stand least firmly here: Leverage, Reach. Does the room see it so, and what would make that side firmer?"
        ],
        "and nothing where all sides are alike"
    );
}

#[test]
fn a_spread_is_shown_in_place_of_a_mean() {
    let spread = FOUR.replace(r#""keep": 2"#, r#""verdict": "spread""#);
    let mut judging = Judging::of(&spread, &["We listen", "We test"]);
    judging.voice(0, "spec", Voice::room(), &[("3", 2)], "");
    judging.voice(0, "lever", Voice::room(), &[("3", 4), ("4", 1)], "");
    judging.voice(1, "spec", Voice::room(), &[("1", 2), ("5", 3)], "");
    judging.voice(1, "lever", Voice::room(), &[("2", 1)], "");
    for criterion in ["values", "reach"] {
        for card in [0, 1] {
            judging.voice(card, criterion, Voice::room(), &[("3", 1)], "");
        }
    }
    let told: Vec<String> = judging.with(|_, mut rows| {
        in_order(&mut rows);
        let words = |row: &Row| Some(row.outcome?.words().render(Lang::En));
        rows.iter().filter_map(words).collect()
    });
    assert_eq!(told, ["1–5", "3–4"], "who is farthest apart comes first");
}
