//! Forecasts of several groups, and what was tried meanwhile.

use super::*;

#[test]
fn several_groups_are_frozen_at_once_each_with_its_own_forecast() {
    let mut scene = with_file(MORTALITY, &[(about::UNIT, "per 1,000")]);
    let groups = |scene: &Scene| -> Vec<String> {
        let measure = scene.seen().measures().next().expect("a measure").clone();
        let frozen = measure.frozen.iter();
        frozen.map(|one| one.forecast.group.to_string()).collect()
    };
    scene.press("ana", "F");
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("Freeze it for each group, 4 in all"),
        "{text}"
    );
    scene.press("ana", "<enter>");
    assert_eq!(groups(&scene).len(), 1, "the one that is looked at");
    scene.press("ana", "F");
    let text = flowing(&scene.text("ana"));
    assert!(
        text.contains("Freeze it for each group, 3 in all"),
        "{text}"
    );
    scene.press("ana", "<enter>");
    let mut all = groups(&scene);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 4, "{all:?}");
    scene.press("ana", "F");
    assert!(
        scene.text("ana").contains("frozen already"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn tests_stand_on_the_curve_on_the_day_they_began() {
    const TESTS: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
        {"id": "tests", "kind": "plan", "minutes": 10, "ask": "What do we try?", "fields": [{"id": "due", "type": "date"}]},
        {"id": "curve", "kind": "curve", "minutes": 10, "ask": "What came?", "draws_from": ["tests"]}]}"#;
    let mut scene = Scene::of(TESTS);
    scene.press(
        "ana",
        "nA bus at seven<tab>2024-03-10<enter>A call<tab>2030-01-01<enter><esc>]",
    );
    let file = "period,value\n2024-02,60\n2024-03,61\n2024-04,66\n2024-05,70\n";
    let table = csv::read("file.csv", file.as_bytes()).expect("a table");
    let ana = scene.seen().members().next().expect("Ana").id;
    let id = MeasureId(uuid::Uuid::from_u128(7));
    let command = import_command(&table, &"curve".into(), None, id, "file");
    scene.ask(ana, command).expect("an import");
    scene.resize("ana", 120, 40);
    let text = scene.text("ana");
    assert!(text.contains("╎1"), "{text}");
    let told = flowing(&text);
    let seen = scene.seen();
    let step = seen.step(&"curve".into()).expect("a step");
    let left = format!("{:?}", seen.recap(step));
    assert!(
        left.contains("A bus at seven") && !left.contains("A call"),
        "{left}"
    );
    assert!(!told.contains("still without a curve"), "{told}");
}
