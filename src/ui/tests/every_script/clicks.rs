//! The mouse on every kind of step: what can be clicked does it, what cannot does nothing, and what is highlighted can.

use std::collections::BTreeSet;

use ratatui::{
    layout::{Position, Rect},
    style::Modifier,
};

use super::{Drive, scene, views::SCRIPTS};
use crate::{
    model::Step,
    ui::{hits::Hit, input::Input, scene::Scene, seat::Habits},
};

/// What lies on top at a cell.
fn at(all: &[(Rect, Hit)], column: u16, row: u16) -> Option<&Hit> {
    let cell = Position { x: column, y: row };
    let found = all.iter().rev().find(|(area, _)| area.contains(cell));
    found.map(|(_, hit)| hit)
}

/// Whether a place shows the cursor: the sign before it, or itself in reverse.
fn has_cursor(scene: &mut Scene, area: Rect) -> bool {
    let (buf, _) = scene.draw("ana");
    let area = area.intersection(buf.area);
    area.positions().any(|cell| {
        let cell = &buf[cell];
        cell.modifier.contains(Modifier::REVERSED) || ["▸", "┏"].contains(&cell.symbol())
    })
}

/// Each card and each place that is shown is chosen by one click, which changes nothing for the room.
fn chooses(scene: &mut Scene, what: &str, wrong: &mut BTreeSet<String>) {
    let mut known = Vec::new();
    // What is chosen may move others about: what can be clicked is looked for anew.
    while let Some((area, hit)) = next(scene, &known) {
        let before = scene.seen().version();
        let (column, row) = (area.x, area.y);
        scene.input("ana", Input::Click { column, row });
        if scene.seen().version() != before || scene.form("ana").is_some() {
            wrong.insert(format!(
                "{what}: {hit:?} at {column},{row} did more than choose"
            ));
        }
        let mut there = scene
            .clickable("ana")
            .into_iter()
            .filter(|(_, one)| *one == hit);
        let chosen = there.any(|(area, _)| has_cursor(scene, area));
        // In the picture of a curve it is said which point was chosen.
        let said = matches!(hit, Hit::Spot(..)) && scene.text("ana").contains("Enter changes it.");
        if !chosen && !said {
            wrong.insert(format!("{what}: {hit:?} at {column},{row} is not chosen"));
        }
        known.push(hit);
    }
}

/// A card or place that was not clicked yet.
fn next(scene: &mut Scene, known: &[Hit]) -> Option<(Rect, Hit)> {
    let all = scene.clickable("ana");
    let fresh = |(area, hit): &&(Rect, Hit)| {
        matches!(hit, Hit::Card(_) | Hit::Spot(..))
            && !known.contains(hit)
            && at(&all, area.x, area.y) == Some(hit)
    };
    all.iter().find(fresh).cloned()
}

/// Cells where nothing lies do nothing at all.
fn is_deaf(scene: &mut Scene, what: &str, wrong: &mut BTreeSet<String>) {
    // What was said before goes by itself.
    scene.press("ana", "<esc>");
    let before = scene.trace("ana");
    let all = scene.clickable("ana");
    let (buf, _) = scene.draw("ana");
    let cells = buf.area.positions().map(|cell| (cell.x, cell.y));
    let empty: Vec<_> = cells.filter(|(x, y)| at(&all, *x, *y).is_none()).collect();
    assert!(!empty.is_empty(), "{what}");
    scene.clicks("ana", empty);
    if scene.trace("ana") != before {
        wrong.insert(format!("{what}: a click on nothing did something"));
    }
}

/// Whatever the cursor comes to can be clicked.
fn is_reached(scene: &mut Scene, what: &str, wrong: &mut BTreeSet<String>) {
    scene.press("ana", "<home>");
    for _ in 0..12 {
        let all = scene.clickable("ana");
        let (buf, _) = scene.draw("ana");
        let lit = |cell: &Position| buf[*cell].modifier.contains(Modifier::REVERSED);
        for cell in buf.area.positions().filter(lit) {
            if at(&all, cell.x, cell.y).is_none() {
                let text = scene.text("ana");
                let line = text.lines().nth(usize::from(cell.y)).unwrap_or_default();
                wrong.insert(format!(
                    "{what}: no click on the cursor in “{}”",
                    line.trim()
                ));
            }
        }
        scene.press("ana", "<down>");
    }
}

#[test]
fn every_kind_of_step_can_be_clicked() {
    let mut wrong = BTreeSet::new();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    let mut chosen = 0;
    for script in SCRIPTS {
        let mut drive = Drive::of(scene(script));
        let mouse = true;
        let steps: Vec<Step> = drive.scene.seen().script().steps.clone();
        for (at, step) in steps.iter().enumerate() {
            drive.fill_step(step);
            let kind = step.kind.name();
            if kinds.insert(kind) {
                let scene = &mut drive.scene;
                scene.used_to(
                    "ana",
                    Habits {
                        mouse,
                        ..Habits::default()
                    },
                );
                for (columns, rows) in [(120, 40), (80, 24)] {
                    scene.resize("ana", columns, rows);
                    let what = format!("{kind} {columns}×{rows}");
                    is_deaf(scene, &what, &mut wrong);
                    is_reached(scene, &what, &mut wrong);
                    chooses(scene, &what, &mut wrong);
                    chosen += 1;
                }
                scene.used_to("ana", Habits::default());
                scene.resize("ana", 100, 32);
            }
            if at + 1 < steps.len() {
                drive.keys("]");
            }
        }
    }
    assert_eq!(chosen, 28, "a kind is in none of the scripts: {kinds:?}");
    let list: Vec<String> = wrong.into_iter().collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}
