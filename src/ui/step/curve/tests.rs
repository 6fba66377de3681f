use crate::{
    insight::Period,
    intake::{csv, import_command},
    model::{Command, MeasureId, Role, measure::about},
    say::MsgId,
    ui::{scene::Scene, seat::Effect},
};

mod ahead;

const SMOKING: &[u8] = include_bytes!("../../../../tests/data/us-high-school-smoking.csv");
const MORTALITY: &[u8] = include_bytes!("../../../../tests/data/us-infant-mortality-by-group.csv");

/// The words of a screen as they are read, whatever line they fell on.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The talk, at its curve.
fn at_curve() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]]]");
    assert_eq!(scene.seen().current().as_str(), "curve");
    scene
}

/// The same with a file read in, as the driver does it.
fn with_file(bytes: &[u8], fields: &[(&str, &str)]) -> Scene {
    let mut scene = at_curve();
    let table = csv::read("file.csv", bytes).expect("a table");
    let ana = scene.seen().members().next().expect("Ana").id;
    let id = MeasureId(uuid::Uuid::from_u128(7));
    let command = import_command(&table, &"curve".into(), None, id, "file");
    scene.ask(ana, command).expect("an import");
    for (field, value) in fields {
        let command = Command::Describe {
            measure: id,
            field: (*field).into(),
            value: Some((*value).into()),
        };
        scene.ask(ana, command).expect("a description");
    }
    scene.draw("ana");
    scene
}

/// Smoking as it was known in 1998, entered by hand.
fn smoking_in_1998() -> Scene {
    let mut scene = at_curve();
    scene.press(
        "ana",
        "nHigh-school students who smoke<tab>%<tab>l<tab>15000000<tab>CDC YRBS<enter>",
    );
    scene.press("ana", "1991<tab>27.5<enter>1993<tab>30.5<enter>");
    // From the third on the period suggests itself.
    scene.press("ana", "34.8<enter>36.4<enter><enter>");
    scene
}

/// The same when the later points have come.
fn smoking_turned() -> Scene {
    let mut scene = smoking_in_1998();
    scene.press("ana", "F<enter>Yn<tab>Too many will die of it.<enter>");
    scene.press("ana", "n34.8<enter>28.5<enter>21.9<enter><enter>");
    scene
}

#[test]
fn a_curve_is_entered_frozen_judged_and_seen_to_turn() {
    let mut scene = smoking_in_1998();
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("If nothing changes: 40.05 % in 1999, 43.15 % in 2001, 46.25 % in 2003"),
        "{text}"
    );
    assert!(text.contains("Press Y"), "{text}");
    assert!(!text.contains("TURNED"), "{text}");
    let mut scene = smoking_turned();
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("TURNED: better than forecast, 3 of 3"),
        "{text}"
    );
    assert!(
        text.contains("2003: 46.25 % was forecast, 21.9 % came"),
        "{text}"
    );
    assert!(
        text.contains("Is this forecast OK? No. Too many will die of it."),
        "{text}"
    );
    scene.press("ana", "<tab>");
    assert!(
        scene.text("ana").contains("40.05 ✓"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<tab>");
    // From 27.5 to 21.9 are 5.6 points and 20.4 per cent.
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("down 5.6 percentage points"), "{text}");
    assert!(text.contains("20.4 per cent less"), "{text}");
}

#[test]
fn turned_is_said_even_while_the_curve_worsens() {
    let mut scene = smoking_in_1998();
    scene.press("ana", "F<enter>n37<enter>38<enter><enter>");
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("even while the curve still worsens"),
        "{text}"
    );
}

#[test]
fn at_eighty_columns_the_chart_has_ten_rows_and_the_verdict_is_read() {
    let mut scene = smoking_turned();
    let text = scene.text("ana");
    let rows: Vec<&str> = text.lines().collect();
    let top = rows.iter().position(|row| row.contains('┤')).unwrap();
    let end = rows.iter().position(|row| row.contains("━●━")).unwrap();
    assert!(end - top >= 9, "{text}");
    assert!(
        rows.iter()
            .any(|row| row.contains("TURNED: better than forecast, 3 of 3")),
        "{text}"
    );
}

#[test]
fn every_size_shows_what_it_can() {
    let mut scene = smoking_turned();
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let picture = scene.text("ana");
        assert!(picture.contains('┤') && picture.contains('●'), "{picture}");
        scene.press("ana", "<tab>");
        assert!(
            scene.text("ana").contains("▸ 2003"),
            "{}",
            scene.text("ana")
        );
        scene.press("ana", "<tab>");
        assert!(
            scene.text("ana").contains("TURNED"),
            "{}",
            scene.text("ana")
        );
        scene.press("ana", "<tab>");
        let text = scene.text("ana");
        assert!(
            text.lines()
                .all(|line| crate::cells::width(line) <= usize::from(columns)),
            "{text}"
        );
    }
}

#[test]
fn the_ratio_rises_while_the_gap_falls_and_both_are_shown() {
    let mut scene = with_file(
        MORTALITY,
        &[(about::UNIT, "per 1,000"), (about::BETTER, "lower")],
    );
    scene.press("ana", "<tab><tab>");
    assert!(
        !scene.text("ana").contains("against"),
        "nobody is compared before the room says with whom"
    );
    scene.press("ana", "CWhite<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("Black against White: ratio 2.34 → 2.39, gap +6.3 → +6.1 (2017 to 2021)"),
        "{text}"
    );
    scene.press("ana", "s");
    assert!(
        scene.text("ana").contains("Black, 2 of 4 groups"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "Cnobody<enter>");
    assert!(!scene.text("ana").contains("against"));
}

#[test]
fn freezing_asks_first_because_it_stays() {
    let mut scene = smoking_in_1998();
    let frozen = |scene: &Scene| scene.seen().measures().next().unwrap().frozen.len();
    scene.press("ana", "F");
    let text = flowing(&scene.text("ana"));
    for words in [
        "Freeze the forecast?",
        "The forecast from 4 points, up to 2017, is kept as it stands now",
        "Freeze it",
        "Not yet",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert_eq!(frozen(&scene), 0);
    scene.press("ana", "<esc>");
    assert_eq!(frozen(&scene), 0);
    scene.press("ana", "F<down><enter>");
    assert_eq!(frozen(&scene), 0);
    assert!(!scene.text("ana").contains("Not yet"));
    scene.press("ana", "F<enter>");
    assert_eq!(frozen(&scene), 1);
    assert!(scene.text("ana").contains("Frozen on 4 points, up to 2017"));
}

#[test]
fn under_four_points_there_is_only_the_rooms_guess() {
    let mut scene = at_curve();
    scene.press(
        "ana",
        "nReaders<tab>%<tab>h<enter>2020<tab>60<enter>2021<tab>58<enter>56<enter><enter>",
    );
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("3 points are too few to compute a forecast; that takes 4"),
        "{text}"
    );
    scene.press("ana", "F");
    assert_eq!(scene.seen().measures().next().unwrap().frozen.len(), 0);
    scene.press("ana", "=55<tab>54<tab>50<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("The room guesses 50 % in 2025"), "{text}");
    assert!(text.contains("room’s guess"), "{text}");
}

#[test]
fn scenarios_are_other_ways_it_could_go() {
    let mut scene = at_curve();
    scene.press(
        "ana",
        "nReaders<tab>%<tab>h<enter>2020<tab>60<enter>2021<tab>58<enter>56<enter><enter>=55<tab>54<tab>50<enter>",
    );
    scene.press("ana", "=");
    let text = scene.text("ana");
    assert!(
        text.contains("room’s guess") && text.contains("new scenario"),
        "{text}"
    );
    scene.press("ana", "<down><enter><tab>52<enter>");
    assert!(
        scene.text("ana").contains("A scenario needs a name"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<shift-tab>bus line cut<tab><tab>48<tab>40<enter>");
    scene.resize("ana", 120, 40);
    let text = scene.text("ana");
    assert!(
        flowing(&text).contains("bus line cut: 40 % in 2025."),
        "{text}"
    );
    assert!(
        text.matches("bus line cut").count() > 1,
        "also beside its line: {text}"
    );
    let measure = scene.seen().measures().next().expect("a measure").clone();
    assert_eq!(measure.scenarios(), ["bus line cut".into()]);
    assert_eq!(
        measure.scenario("").count(),
        3,
        "the room's own guess stands"
    );
    // The same scenario is written again, and its name stays.
    scene.press("ana", "=bus<enter><backspace><backspace>51<enter>");
    let measure = scene.seen().measures().next().expect("a measure").clone();
    let values: Vec<f64> = measure
        .scenario("bus line cut")
        .map(|(_, value)| value)
        .collect();
    assert_eq!(values, [51.0, 48.0, 40.0]);
}

#[test]
fn without_numbers_four_plain_questions_make_a_working_baseline() {
    let mut scene = at_curve();
    scene.press("ana", "nChildren who feel safe<enter><enter>=");
    let text = scene.text("ana");
    assert!(text.contains("Better or worse lately?"), "{text}");
    scene.press("ana", "about half<tab>w<tab>f<tab>a third<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains(
            "now about half, lately worse, moving fast, in some years, if nothing changes: a third."
        ),
        "{text}"
    );
    scene.press("ana", "u");
    assert!(!scene.text("ana").contains("about half"));
}

#[test]
fn another_place_stands_beside_the_curve_and_in_no_gap_and_no_total() {
    let csv = "period,group,value\n2020,,60\n2021,,58\n2022,,57\n2020,girls,64\n2021,girls,62\n2022,girls,61\n\
        2020,@State,70\n2021,@State,71\n2022,@State,72\n";
    let fields = [(about::UNIT, "%"), (about::POPULATION, "1500")];
    let mut scene = with_file(csv.as_bytes(), &fields);
    scene.resize("ana", 120, 40);
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("Beside it, State: 72 % in 2022."), "{text}");
    assert!(
        text.contains("Of 1,500 people") || text.contains("Of 1500 people"),
        "{text}"
    );
    scene.press("ana", "C");
    let text = scene.text("ana");
    assert!(text.contains("girls") && !text.contains("@State"), "{text}");
    scene.press("ana", "girls<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(!text.contains("State against"), "{text}");
}

#[test]
fn people_are_counted_from_today_and_from_where_the_curve_is_heading() {
    let mut scene = at_curve();
    scene.press("ana", "nReaders<tab>%<tab>h<tab>1500<enter>2016<tab>68<enter>2018<tab>66<enter>64<enter>62<enter>60<enter><enter>");
    scene.press(
        "ana",
        "n<shift-tab><ctrl-u>2030<tab><tab>80<enter><esc><tab><tab>",
    );
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains(
            "Of 1500 people: 900 today, 1200 is the target for 2030, 810 if nothing changes"
        ),
        "{text}"
    );
    assert!(
        text.contains("300 people from today, 390 from where the curve is heading"),
        "{text}"
    );
    assert!(text.contains("20 percentage points to go"), "{text}");
}

#[test]
fn a_line_is_edited_deleted_brought_back_and_never_overwritten() {
    let mut scene = smoking_in_1998();
    scene.press(
        "ana",
        "<tab><up><up>e<ctrl-u>31<tab><tab><tab>revised<enter>",
    );
    let value = |scene: &Scene, period: &str| {
        let period: Period = period.parse().unwrap();
        let seen = scene.seen();
        let measure = seen.measures().next().unwrap();
        measure
            .series("")
            .find(|(at, _)| *at == period)
            .and_then(|(_, point)| point.value)
    };
    assert_eq!(value(&scene, "1993"), Some(31.0), "{}", scene.text("ana"));
    scene.press("ana", "d");
    assert_eq!(value(&scene, "1993"), None);
    scene.press("ana", "u");
    assert_eq!(value(&scene, "1993"), Some(31.0));
    // A period that has its value already is refused, and no word is lost.
    scene.press("ana", "n<shift-tab><ctrl-u>1993<tab>99<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("There is a value for 1993 already"), "{text}");
    assert!(text.contains("99"), "{text}");
    assert_eq!(value(&scene, "1993"), Some(31.0));
    scene.press("ana", "<shift-tab><ctrl-u>soon<enter>");
    assert!(
        scene.text("ana").contains("“soon” is not a period"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn keys_that_move_stay_in_what_is_being_written() {
    let mut scene = smoking_in_1998();
    scene.press(
        "ana",
        "n3.89<left><left><left>4<end><backspace><enter><enter>",
    );
    let seen = scene.seen();
    let measure = seen.measures().next().unwrap();
    let last = measure
        .series("")
        .last()
        .map(|(period, point)| (period.to_string(), point.value));
    assert_eq!(last, Some(("1999".to_owned(), Some(34.8))));
}

#[test]
fn a_pasted_table_and_a_file_become_points() {
    let mut scene = smoking_in_1998();
    scene.paste("ana", "1999\t34.8\n2001\t28.5\n");
    assert!(
        scene.text("ana").contains("2 lines were pasted"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<enter>");
    let Some(Effect::ImportText {
        text,
        measure: Some(_),
        ..
    }) = scene.effects.last()
    else {
        panic!("{:?}", scene.effects)
    };
    assert_eq!(csv::read("paste", text.as_bytes()).unwrap().rows.len(), 2);
    scene.press("ana", "ipoints.csv<enter>");
    assert!(
        matches!(scene.effects.last(), Some(Effect::Import { path, .. }) if path == "points.csv")
    );

    let mut scene = with_file(SMOKING, &[(about::UNIT, "%"), (about::BETTER, "lower")]);
    scene.press("ana", "<tab><tab>");
    let text = flowing(&scene.text("ana"));
    // The run chart speaks from ten points on.
    assert!(text.contains("Run chart"), "{text}");
}

#[test]
fn every_advertised_key_does_something() {
    let fresh = || {
        let mut scene = with_file(
            MORTALITY,
            &[(about::UNIT, "per 1,000"), (about::BETTER, "lower")],
        );
        scene.press("ana", "<tab><up>");
        scene
    };
    for binding in crate::ui::keys::kinds::curve::KEYS.bindings {
        for chord in binding.chords {
            let mut scene = fresh();
            let before = scene.trace("ana");
            scene.press("ana", if *chord == "<" { "<lt>" } else { chord });
            let after = scene.trace("ana");
            assert_ne!(before, after, "{chord} does nothing");
        }
    }
}

#[test]
fn whoever_watches_reads_and_changes_nothing() {
    let mut scene = smoking_turned();
    scene.join("bo", Role::Observer, 80, 24);
    let version = scene.seen().version();
    assert!(scene.text("bo").contains("TURNED"));
    scene.press("bo", "d");
    assert_eq!(scene.seen().version(), version);
}

#[test]
fn thick_lines_replace_fine_dots() {
    let mut scene = smoking_turned();
    assert!(
        scene
            .text("ana")
            .chars()
            .any(|c| ('\u{2801}'..='\u{28ff}').contains(&c))
    );
    scene.press("ana", "z");
    let text = scene.text("ana");
    assert!(
        !text.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)),
        "{text}"
    );
    assert!(
        text.contains('▄') || text.contains('▀') || text.contains('▚') || text.contains('▞'),
        "{text}"
    );
}

#[test]
fn advice_asks_what_is_missing_and_falls_silent() {
    let mut scene = smoking_in_1998();
    let asked = |scene: &Scene| {
        let seen = scene.seen();
        let step = seen.step(seen.current()).unwrap();
        seen.advice(step)
            .into_iter()
            .map(|advice| advice.msg.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        asked(&scene),
        [MsgId::AskTarget, MsgId::AskFreeze, MsgId::AskForecastOk]
    );
    scene.press("ana", "F<enter>Yn<tab>No.<enter>");
    assert_eq!(asked(&scene), [MsgId::AskTarget]);
}

#[test]
fn the_read_out_draws_the_curve_and_says_the_answer() {
    let mut scene = smoking_turned();
    scene.press("ana", "]]]]]]");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("The curve") && text.contains('●'), "{text}");
    assert!(text.contains("lines below"), "{text}");
    scene.press("ana", "<end>");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("46.25 21.9 better"), "{text}");
    scene.press("ana", "<home>/turned<enter>");
    assert!(
        scene.text("ana").contains("TURNED"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn several_curves_stand_on_one_page_and_each_can_be_reached() {
    let mut scene = smoking_in_1998();
    assert!(
        !scene.text("ana").contains("Curve 1 of"),
        "{}",
        scene.text("ana")
    );
    scene.press(
        "ana",
        "NLow birth weight<tab>%<tab>l<tab><tab>Vital records<enter>",
    );
    scene.press("ana", "2019<tab>8.3<enter>2020<tab>8.2<enter><enter>");
    let text = scene.text("ana");
    assert!(text.contains("Curve 2 of 2  Low birth weight"), "{text}");
    scene.press("ana", ">");
    let text = scene.text("ana");
    assert!(
        text.contains("Curve 1 of 2  High-school students"),
        "{text}"
    );
    // What is entered and described is the curve that is looked at.
    scene.press("ana", "<lt>n8.1<enter><enter>");
    let step = "curve".into();
    let seen = scene.seen();
    let points: Vec<usize> = seen
        .measures_on(&step)
        .map(|measure| measure.points.len())
        .collect();
    assert_eq!(points, [4, 3]);
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        assert!(
            scene.text("ana").contains("Curve 2 of 2"),
            "{}",
            scene.text("ana")
        );
    }
}

/// The field that has the keys, and the words of the form from it on.
fn written(scene: &Scene) -> (usize, Vec<String>) {
    let form = scene.form("ana").expect("a form");
    let words = form.fields.iter().take(2);
    (
        form.at,
        words.map(|field| field.editor.text().to_owned()).collect(),
    )
}

#[test]
fn one_point_is_enough_to_know_which_comes_next() {
    for (first, next) in [
        ("2016", "2017"),
        ("2016/17", "2017/18"),
        ("2016-Q4", "2017-Q1"),
        ("2016-12", "2017-01"),
    ] {
        let mut scene = at_curve();
        scene.press("ana", "nInfants<enter>");
        scene.press("ana", &format!("{first}<enter>"));
        assert_eq!(written(&scene), (1, vec![first.to_owned(), String::new()]));
        scene.press("ana", "41<enter>");
        assert_eq!(written(&scene), (1, vec![next.to_owned(), String::new()]));
    }
    // A day says nothing of when the next one is.
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2016-03-14<tab>41<enter>");
    assert_eq!(written(&scene), (0, vec![String::new(), String::new()]));
}

#[test]
fn a_gap_is_kept_from_the_value_and_not_from_the_period() {
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2016<enter>");
    assert_eq!(points(&scene), "");
    scene.press("ana", "<enter>");
    assert_eq!(points(&scene), "2016=gap");
}

/// The lines of the first measure.
fn points(scene: &Scene) -> String {
    let seen = scene.seen();
    let measure = seen.measures().next().expect("a measure");
    let said = measure.series("").map(|(period, point)| {
        let value = point
            .value
            .map_or_else(|| "gap".to_owned(), |v| v.to_string());
        format!("{period}={value}")
    });
    said.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_year_as_a_value_is_asked_about_and_taken_with_one_more_enter() {
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2025<tab>41<enter>2028<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("2028 as the value of 2026?"), "{text}");
    assert_eq!(points(&scene), "2025=41");
    // Another year is another question; the same once more is meant.
    scene.press("ana", "<ctrl-u>2029<enter>");
    assert_eq!(points(&scene), "2025=41");
    scene.press("ana", "<enter>");
    assert_eq!(points(&scene), "2025=41 2026=2029");
    // Beside a value of its size it is a count as any other.
    scene.press("ana", "1987<enter>");
    assert_eq!(points(&scene), "2025=41 2026=2029 2027=1987");
}

#[test]
fn what_is_of_the_size_of_the_others_or_written_as_a_count_is_not_asked_about() {
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2025<tab>1500<enter>2028<enter>");
    assert_eq!(points(&scene), "2025=1500 2026=2028");
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2025<tab>2,028<enter>");
    assert_eq!(points(&scene), "2025=2028");
}

#[test]
fn a_year_as_a_guess_is_asked_about() {
    let mut scene = at_curve();
    scene.press("ana", "nInfants<enter>2024<tab>41<enter>43<enter><enter>");
    scene.press("ana", "=2028<enter>");
    let text = flowing(&scene.text("ana"));
    assert!(text.contains("2028 as the value of 2026?"), "{text}");
}

#[test]
fn a_period_written_as_the_value_goes_where_it_belongs_as_soon_as_somebody_goes_on() {
    for (unit, first, second, value) in [
        ("%", "1991", "1993", "27.5"),
        ("infants", "1991", "1993", "27"),
        ("infants", "2016-Q1", "2016-Q3", "27"),
    ] {
        let mut scene = at_curve();
        scene.press(
            "ana",
            &format!("nInfants<tab>{unit}<enter>{first}<tab>{value}<enter>"),
        );
        scene.press("ana", &format!("{second}<tab>"));
        let text = scene.text("ana");
        assert!(
            text.contains(&format!("{second} is the period now")),
            "{text}"
        );
        scene.press("ana", "30<enter>");
        assert_eq!(points(&scene), format!("{first}={value} {second}=30"));
    }
    // After the question too.
    let mut scene = at_curve();
    scene.press(
        "ana",
        "nInfants<enter>1991<enter>41<enter>1993<enter><tab>44<enter>",
    );
    assert_eq!(points(&scene), "1991=41 1993=44");
    // A value stays, and so does a period that was chosen.
    let mut scene = at_curve();
    scene.press(
        "ana",
        "nInfants<enter>1991<enter>1500<enter>1993<tab>1600<enter>",
    );
    assert_eq!(points(&scene), "1991=1500 1992=1993");
}

#[test]
fn a_result_is_no_measure_and_what_people_notice_is_a_beginning_of_one() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]<enter>Every child reads well<enter><esc>]]n");
    let text = scene.text("ana");
    assert!(!text.contains("Every child reads well"), "{text}");
    assert!(text.contains("Grade-3 pupils"), "{text}");
    scene.press("ana", "<esc>[nPupils who read aloud<enter><enter>]");
    scene.press("ana", "n");
    let text = scene.text("ana");
    assert!(text.contains("Pupils who read aloud →"), "{text}");
}
