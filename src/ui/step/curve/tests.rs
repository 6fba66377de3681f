use crate::{
    insight::Period,
    intake::{csv, import_command},
    model::{Command, MeasureId, Role, measure::about},
    say::MsgId,
    ui::{scene::Scene, seat::Effect},
};

const SMOKING: &[u8] = include_bytes!("../../../../tests/data/us-high-school-smoking.csv");
const MORTALITY: &[u8] = include_bytes!("../../../../tests/data/us-infant-mortality-by-group.csv");

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

#[test]
fn look() {
    let mut scene = smoking_in_1998();
    println!("{}", scene.text("ana"));
    scene.press("ana", "Fyn<tab>Too many will die of it.<enter>");
    println!("{}", scene.text("ana"));
    scene.press("ana", "n34.8<enter>28.5<enter>21.9<enter><enter>");
    println!("{}", scene.text("ana"));
    for (w, h) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", w, h);
        println!("{w}x{h}\n{}", scene.text("ana"));
        scene.press("ana", "<tab>");
        println!("{}", scene.text("ana"));
        scene.press("ana", "<tab>");
        println!("{}", scene.text("ana"));
        scene.press("ana", "<tab>");
    }
    scene.resize("ana", 80, 24);
    scene.press("ana", "n");
    println!("{}", scene.text("ana"));
    let mut scene = with_file(
        MORTALITY,
        &[
            (about::UNIT, "per 1,000"),
            (about::BETTER, "lower"),
            (about::COMPARE_TO, "White"),
        ],
    );
    scene.resize("ana", 120, 40);
    println!("{}", scene.text("ana"));
    scene.press("ana", "s");
    println!("{}", scene.text("ana"));
}
