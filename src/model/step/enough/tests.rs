//! The page's sums, sentences and advice, against numbers worked by hand.

use super::*;
use crate::{
    document::page::{Look, lay},
    document::{Document, Line, chart::Glyphs},
    model::{CardId, Value, Viewer, card::field, testing::Room},
};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 30, "steps": [
    {"id": "curve", "kind": "curve", "minutes": 5, "title": "Curve", "ask": "How?"},
    {"id": "works", "kind": "cards", "minutes": 5, "title": "Works", "ask": "What works?"},
    {"id": "sum", "kind": "enough", "minutes": 10, "title": "Enough", "ask": "Enough?", "people": "children",
        "places": "schools", "draws_from": ["works"]},
    {"id": "rare", "kind": "enough", "minutes": 10, "title": "Rare", "ask": "Enough?", "people": "births", "per": 1000},
    {"id": "again", "kind": "enough", "minutes": 10, "title": "Again", "ask": "Enough now?", "people": "children",
        "draws_from": ["sum"]}
]}"#;

fn room() -> Room {
    Room::of(SCRIPT, "Mill Valley reads")
}

fn lay_in(
    room: &mut Room,
    step: &str,
    column: &str,
    words: &str,
    numbers: &[(&str, f64)],
) -> CardId {
    let fields: Vec<(&str, Value)> = numbers
        .iter()
        .map(|(id, number)| (*id, Value::Number(*number)))
        .collect();
    room.lay(step, Some(column), None, words, &fields)
}

fn gap(room: &mut Room) -> CardId {
    let numbers = [
        (field::COHORT, 1_500.0),
        (field::NOW, 60.0),
        (field::GOAL, 80.0),
    ];
    lay_in(room, "sum", GAP, "Reading well at grade 3", &numbers)
}

#[test]
fn a_later_page_counts_against_the_gap_of_the_page_it_draws_from() {
    let mut room = room();
    gap(&mut room);
    lay_in(
        &mut room,
        "sum",
        PLACES,
        "Oak School",
        &[(field::COHORT, 100.0), (field::NOW, 50.0)],
    );
    let numbers = [(field::REACH, 600.0), (field::EFFECT, 25.0)];
    lay_in(
        &mut room,
        "again",
        "strategies",
        "Summer tutoring",
        &numbers,
    );
    with_sums(&room, "again", |_, sums| {
        let gap = sums.gap.as_ref().expect("the gap");
        assert_eq!(
            (gap.cohort, gap.now, gap.goal),
            (Some(1_500.0), Some(60.0), Some(80.0))
        );
        assert_eq!(sums.places.len(), 1);
        assert_eq!(
            sums.strategies.len(),
            1,
            "neither gap nor place is a strategy"
        );
    });
    // One of its own comes first.
    let own = [
        (field::COHORT, 200.0),
        (field::NOW, 10.0),
        (field::GOAL, 20.0),
    ];
    lay_in(&mut room, "again", GAP, "Another", &own);
    with_sums(&room, "again", |_, sums| {
        assert_eq!(sums.gap.as_ref().and_then(|gap| gap.cohort), Some(200.0));
        assert_eq!(sums.more_gaps, 0);
    });
}

fn with_sums<T>(room: &Room, step: &str, then: impl FnOnce(&Enough, &Sums<'_>) -> T) -> T {
    let seen = room.seen(Viewer::Member(room.you()));
    let step = seen.step(&step.into()).expect("the step");
    let crate::model::step::Kind::Enough(enough) = &step.kind else {
        panic!("another kind")
    };
    then(enough, &Sums::of(enough, step, &seen))
}

fn advice(room: &Room, step: &str) -> Vec<String> {
    let seen = room.seen(Viewer::Member(room.you()));
    let step = seen.step(&step.into()).expect("the step");
    let asked = seen.advice(step);
    asked.iter().map(|one| one.msg.render(Lang::En)).collect()
}

fn standing(room: &Room, step: &str) -> String {
    let seen = room.seen(Viewer::Projector);
    let step = seen.step(&step.into()).expect("the step");
    seen.standing(step)
        .map(|msg| msg.render(Lang::En))
        .unwrap_or_default()
}

fn recap(room: &Room, step: &str) -> String {
    let seen = room.seen(Viewer::Minutes);
    let step = seen.step(&step.into()).expect("the step");
    let document = Document {
        title: Line::said("R"),
        subtitle: Line::default(),
        blocks: seen.recap(step),
    };
    let look = Look {
        width: 100,
        glyphs: Glyphs::Ascii,
        chart_height: 8,
    };
    let lines = lay(&document, Lang::En, look);
    lines.iter().map(|line| line.text() + "\n").collect()
}

fn exactly(got: Option<f64>, want: f64) {
    assert!(
        (got.expect("a number") - want).abs() < f64::EPSILON,
        "{got:?} is not {want}"
    );
}

/// From 60 % to 80 % of 1,500 children: 300; from 52.6 %, where the curve is heading: 411.
#[test]
fn the_example_comes_out_to_the_child() {
    let mut room = room();
    let card = gap(&mut room);
    with_sums(&room, "sum", |_, sums| {
        let gap = sums.gap.as_ref().expect("a gap");
        exactly(gap.today, 300.0);
        exactly(sums.need(), 300.0);
        assert_eq!(gap.heading, None);
    });
    room.set(card, field::EXPECTED, Value::Number(52.6));
    with_sums(&room, "sum", |enough, sums| {
        let balance = sums.balance().expect("a balance");
        exactly(Some(balance.need), 411.0);
        let gap = sums.gap.as_ref().expect("a gap");
        let said: Vec<String> = sentences(enough, gap, sums.better, Lang::En)
            .iter()
            .map(|msg| msg.render(Lang::En))
            .collect();
        assert_eq!(
            said,
            [
                "From 60 % today to 80 %: 20 percentage points of 1500 children, 300 more.",
                "From 52.6 % if nothing changes: 27.4 percentage points, 411 more.",
            ]
        );
    });
}

/// 600 × 25 % = 150, 320 × 20 % = 64, 400 × 12 % = 48: 262, less a tenth each 235.8; of 411 short by 175.
#[test]
fn strategies_of_this_page_and_of_earlier_ones_are_counted_and_short() {
    let mut room = room();
    let card = gap(&mut room);
    room.set(card, field::EXPECTED, Value::Number(52.6));
    let numbers = |reach, effect| {
        [
            (field::REACH, reach),
            (field::EFFECT, effect),
            (field::OVERLAP, 10.0),
        ]
    };
    lay_in(
        &mut room,
        "sum",
        STRATEGIES,
        "Summer tutoring, 12 sites",
        &numbers(600.0, 25.0),
    );
    lay_in(
        &mut room,
        "sum",
        STRATEGIES,
        "Attendance calls + rides",
        &numbers(320.0, 20.0),
    );
    let drawn = room.card("works", "Home reading packs");
    for (id, number) in numbers(400.0, 12.0) {
        room.set(drawn, id, Value::Number(number));
    }
    room.card("works", "A library card for everyone");
    with_sums(&room, "sum", |enough, sums| {
        let balance = sums.balance().expect("a balance");
        exactly(Some(balance.before), 262.0);
        exactly(Some(balance.counted), 236.0);
        exactly(Some(balance.short()), 175.0);
        assert_eq!(sums.strategies.len(), 4);
        assert_eq!(
            verdict(enough, &balance, Lang::En).render(Lang::En),
            "Need 411 children · counted 262 − overlap 26 = 236 · short by 175"
        );
        let without = sums.clone().without(&[drawn].into());
        exactly(without.balance().map(|balance| balance.short()), 218.0);
    });
    assert_eq!(standing(&room, "sum"), "need 411, short by 175");
    let asked = advice(&room, "sum").join("\n");
    assert!(
        asked.contains("“Home reading packs” rests on a number without a source"),
        "{asked}"
    );
    assert!(asked.contains("1 strategy has no numbers yet"), "{asked}");
    assert!(asked.contains("Still short by 175 children"), "{asked}");
    let told = recap(&room, "sum");
    assert!(told.contains("Need 411 children"), "{told}");
    assert!(
        told.contains("no source yet") && !told.contains("library card"),
        "{told}"
    );
    // What goes on are strategies, never the gap.
    let seen = room.seen(Viewer::Projector);
    let step = seen.step(&"sum".into()).expect("the step");
    assert_eq!(step.kind.lens().hands_on(step, &seen).len(), 4);
}

/// Of 20,000 births, from 5.4 to 5 per 1,000 is 8 fewer, and from 5.9 it is 18; 3,000 × 1 % less nothing is 30.
#[test]
fn a_falling_rate_per_thousand_counts_people_fewer() {
    let mut room = room();
    let numbers = [
        (field::COHORT, 20_000.0),
        (field::NOW, 5.4),
        (field::GOAL, 5.0),
        (field::EXPECTED, 5.9),
    ];
    lay_in(&mut room, "rare", GAP, "Infants who die", &numbers);
    lay_in(
        &mut room,
        "rare",
        STRATEGIES,
        "Home visits",
        &[(field::REACH, 3_000.0), (field::EFFECT, 1.0)],
    );
    with_sums(&room, "rare", |enough, sums| {
        assert_eq!(sums.better, Some(crate::insight::Better::Lower));
        let gap = sums.gap.as_ref().expect("a gap");
        let said: Vec<String> = sentences(enough, gap, sums.better, Lang::En)
            .iter()
            .map(|msg| msg.render(Lang::En))
            .collect();
        assert_eq!(
            said,
            [
                "From 5.4 per 1000 today to 5 per 1000: 0.4 per 1000 of 20,000 births, 8 fewer.",
                "From 5.9 per 1000 if nothing changes: 0.9 per 1000, 18 fewer.",
            ]
        );
        let balance = sums.balance().expect("a balance");
        assert_eq!(
            verdict(enough, &balance, Lang::En).render(Lang::En),
            "Need 18 births · counted 30 · enough, 12 to spare"
        );
    });
    assert_eq!(standing(&room, "rare"), "enough: 30 of 18");
}

#[test]
fn which_way_is_better_can_be_said_where_the_numbers_mislead() {
    let mut room = room();
    // Already under a goal of 16 % that should not be exceeded.
    let card = lay_in(
        &mut room,
        "sum",
        GAP,
        "Smoking",
        &[
            (field::COHORT, 400.0),
            (field::NOW, 15.0),
            (field::GOAL, 16.0),
        ],
    );
    with_sums(&room, "sum", |_, sums| exactly(sums.need(), 4.0));
    room.set(card, field::BETTER, "lower".into());
    with_sums(&room, "sum", |enough, sums| {
        exactly(sums.need(), -4.0);
        let gap = sums.gap.as_ref().expect("a gap");
        let said = sentences(enough, gap, sums.better, Lang::En);
        assert_eq!(
            said[0].render(Lang::En),
            "15 % today: the goal of 16 % is reached."
        );
    });
}

/// The eighteen schools of the arithmetic's own test, and one that is there already; those without a goal have the gap's.
#[test]
fn eighteen_schools_need_138_and_one_is_at_the_goal() {
    let mut room = room();
    let card = gap(&mut room);
    room.set(card, field::GOAL, Value::Number(50.0));
    room.set(card, field::NOW, Value::Number(40.0));
    let schools = [
        (60.0, 40.0),
        (80.0, 45.0),
        (50.0, 38.0),
        (75.0, 48.0),
        (90.0, 30.0),
        (64.0, 47.0),
        (100.0, 49.0),
        (40.0, 25.0),
        (55.0, 44.0),
        (120.0, 35.0),
        (85.0, 42.0),
        (70.0, 46.0),
        (66.0, 33.0),
        (48.0, 36.0),
        (95.0, 41.0),
        (52.0, 28.0),
        (110.0, 43.0),
        (77.0, 39.0),
        (80.0, 62.0),
    ];
    for (at, (cohort, now)) in schools.into_iter().enumerate() {
        let numbers = [(field::COHORT, cohort), (field::NOW, now)];
        lay_in(&mut room, "sum", PLACES, &format!("School {at}"), &numbers);
    }
    with_sums(&room, "sum", |enough, sums| {
        let (needed, known) = sums.places_need();
        exactly(Some(needed), 138.0);
        assert_eq!((known, sums.at_goal()), (19, 1));
        assert_eq!(
            places_sum(enough, sums, Lang::En).render(Lang::En),
            "19 schools together: 138 children. At the goal already: 1."
        );
    });
    // 1,500 × 10 / 100 = 150 are needed; the schools make 138 of them.
    assert!(
        advice(&room, "sum")
            .join("\n")
            .contains("schools together make 138 of the 150 needed")
    );
    assert!(recap(&room, "sum").contains("at goal"));
    // Without a gap the places say themselves which way is better, and what is needed.
    room.run(crate::model::Command::RemoveCard { card });
    with_sums(&room, "sum", |_, sums| assert_eq!(sums.need(), None));
}

/// Eighteen schools of 100 pupils with a goal of 50 %: ten are above it, and eight are 10 points below.
fn mostly_above(room: &mut Room) {
    for at in 0..18 {
        let now = if at < 10 { 60.0 } else { 40.0 };
        let numbers = [
            (field::COHORT, 100.0),
            (field::NOW, now),
            (field::GOAL, 50.0),
        ];
        lay_in(room, "sum", PLACES, &format!("School {at}"), &numbers);
    }
}

#[test]
fn places_past_their_goal_do_not_turn_round_what_is_good() {
    let asks = "nobody said which is good";
    let eight_are_short = |room: &Room| {
        with_sums(room, "sum", |_, sums| {
            // 8 × 100 × 10 / 100.
            assert_eq!(sums.places_need(), (80.0, 18));
            assert_eq!(sums.at_goal(), 10);
            let below = sums.places.iter().filter(|one| one.now < one.goal);
            assert!(below.clone().all(|one| !one.is_at_goal()) && below.count() == 8);
        });
        assert!(!advice(room, "sum").join("\n").contains(asks));
    };
    let nothing_is_computed = |room: &Room| {
        with_sums(room, "sum", |_, sums| {
            assert_eq!(sums.better, None);
            assert_eq!((sums.places_need().1, sums.at_goal()), (0, 0));
            assert_eq!(sums.need(), None);
        });
        let said = advice(room, "sum").join("\n");
        assert!(said.contains(asks), "{said}");
        assert!(
            !said.contains("still lack"),
            "the numbers are there: {said}"
        );
        assert!(!recap(room, "sum").contains("at goal"));
    };
    let mut room = room();
    mostly_above(&mut room);
    // Nobody said which way is good, and no gap says that it falls short.
    nothing_is_computed(&room);
    // All together they are past the goal: that is no gap which would say it.
    let card = gap(&mut room);
    room.set(card, field::NOW, Value::Number(51.1));
    room.set(card, field::GOAL, Value::Number(50.0));
    nothing_is_computed(&room);
    // Somebody says it.
    room.set(card, field::BETTER, "higher".into());
    eight_are_short(&room);
    // Or a gap that falls short of its goal does.
    room.run(crate::model::Command::RemoveCard { card });
    gap(&mut room);
    eight_are_short(&room);
}

#[test]
fn the_curve_of_the_gap_says_which_way_is_good() {
    let mut room = room();
    mostly_above(&mut room);
    let card = gap(&mut room);
    room.set(card, field::NOW, Value::Number(51.1));
    room.set(card, field::GOAL, Value::Number(50.0));
    let described = [
        (about::NAME, "Reading well at grade 3".into()),
        (about::BETTER, "higher".into()),
    ];
    room.measure("curve", &described, &[("2025", 51.1)]);
    with_sums(&room, "sum", |_, sums| {
        assert_eq!(sums.better, Some(crate::insight::Better::Higher));
        assert_eq!((sums.places_need(), sums.at_goal()), ((80.0, 18), 10));
    });
}

#[test]
fn a_falling_rate_that_is_heading_past_its_goal_is_asked_about() {
    let mut room = room();
    let card = gap(&mut room);
    // From 85 to 80, and heading to 75: a fall that is good, or a gap that is about to open.
    for (id, rate) in [
        (field::NOW, 85.0),
        (field::GOAL, 80.0),
        (field::EXPECTED, 75.0),
    ] {
        room.set(card, id, Value::Number(rate));
    }
    with_sums(&room, "sum", |_, sums| assert_eq!(sums.need(), None));
    let said = advice(&room, "sum").join("\n");
    assert!(said.contains("Should the rate rise, or fall?"), "{said}");
    assert!(!said.contains("must lie between"), "{said}");
}

#[test]
fn the_gap_is_taken_from_a_curve_with_where_each_number_comes_from() {
    let mut room = room();
    let described = [
        (about::NAME, "Reading well".into()),
        (about::UNIT, "%".into()),
        (about::BETTER, "higher".into()),
        (about::POPULATION, Value::Number(1_500.0)),
        (about::SOURCE, "School district".into()),
    ];
    // A straight fall of 2 a year: 60 in 2025, so 54 in 2028.
    let points = [
        ("2021", 68.0),
        ("2022", 66.0),
        ("2023", 64.0),
        ("2024", 62.0),
        ("2025", 60.0),
    ];
    let id = room.measure("curve", &described, &points);
    let goal = crate::model::Point {
        target: Some(80.0),
        ..crate::model::Point::default()
    };
    room.run(crate::model::Command::SetPoints {
        measure: id,
        points: vec![(
            crate::model::measure::PointKey {
                group: "".into(),
                period: "2028".parse().expect("a period"),
            },
            Some(goal),
        )],
    });
    let seen = room.seen(Viewer::Projector);
    let step = seen.step(&"sum".into()).expect("the step");
    assert_eq!(Enough::measures(step, &seen), [id]);
    let taken = Taken::of(seen.measure(id).expect("the measure"), 100.0).expect("a rate");
    exactly(taken.cohort, 1_500.0);
    exactly(Some(taken.now.1), 60.0);
    exactly(taken.goal.map(|(_, value)| value), 80.0);
    assert!((taken.expected.expect("a forecast").1 - 54.0).abs() < 1e-9);
    assert!(taken.lacks().is_empty());
    assert_eq!(
        taken.source().render(Lang::En),
        "the curve: now 2025, goal 2028, if nothing changes 2028, a straight line through 5 points; School district"
    );
    // The same rate where the page counts per 1,000.
    let rare = Taken::of(seen.measure(id).expect("the measure"), 1_000.0).expect("a rate");
    exactly(Some(rare.now.1), 600.0);
    // Once the curve says something else than the card, the facilitator is asked.
    gap(&mut room);
    let said = advice(&room, "sum").join("\n");
    assert!(
        !said.contains("something else by now"),
        "another gap: {said}"
    );
    let numbers = [
        (field::COHORT, 1_500.0),
        (field::NOW, 61.0),
        (field::GOAL, 80.0),
    ];
    let cards: Vec<CardId> = room
        .seen(Viewer::Projector)
        .all_cards()
        .map(|card| card.id())
        .collect();
    for card in cards {
        room.run(crate::model::Command::RemoveCard { card });
    }
    lay_in(&mut room, "sum", GAP, "Reading well", &numbers);
    let said = advice(&room, "sum").join("\n");
    assert!(
        said.contains("“Reading well” says something else by now"),
        "{said}"
    );
}

#[test]
fn what_is_no_rate_of_people_is_not_taken() {
    let mut room = room();
    let id = room.measure(
        "curve",
        &[(about::NAME, "Calls".into()), (about::UNIT, "calls".into())],
        &[("2024", 12.0), ("2025", 14.0)],
    );
    let seen = room.seen(Viewer::Projector);
    let no = Taken::of(seen.measure(id).expect("the measure"), 100.0).expect_err("no rate");
    assert!(no.render(Lang::En).contains("no percentage"));
}

#[test]
fn what_cannot_be_is_asked_and_not_counted() {
    let mut room = room();
    let said = advice(&room, "sum").join("\n");
    assert!(said.contains("Say the gap first"), "{said}");
    gap(&mut room);
    let wide = lay_in(
        &mut room,
        "sum",
        STRATEGIES,
        "Everybody",
        &[(field::REACH, 2_000.0), (field::EFFECT, 10.0)],
    );
    lay_in(
        &mut room,
        "sum",
        STRATEGIES,
        "Twice all",
        &[(field::REACH, 100.0), (field::EFFECT, 200.0)],
    );
    lay_in(
        &mut room,
        "sum",
        STRATEGIES,
        "Half said",
        &[(field::REACH, 100.0)],
    );
    lay_in(&mut room, "sum", GAP, "Another gap", &[]);
    let said = advice(&room, "sum").join("\n");
    for words in [
        "“Everybody” reaches 2000 of 1500 children",
        "“Twice all”: effect and overlap are people of a hundred",
        "“Half said” counts once it says both",
        "1 more gap lies here and does not count",
        "Where will the rate be by then",
        "Where do the numbers of the gap come from",
    ] {
        assert!(said.contains(words), "no “{words}” in\n{said}");
    }
    with_sums(&room, "sum", |_, sums| {
        let counted: Vec<_> = sums
            .strategies
            .iter()
            .filter(|one| one.counts.is_some())
            .collect();
        assert_eq!(counted.len(), 1);
        assert_eq!(counted[0].card.id(), wide);
    });
}
