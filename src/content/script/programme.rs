//! Programmes: scripts whose sittings are other scripts, put together into the one script that a session is run from.
//!
//! A sitting's steps get ids of their own (`profile.people`), so that cards can flow from one sitting to the next. Nothing
//! but ids is changed in them.

use std::{collections::HashSet, sync::Arc};

use serde_json::Value;

use super::found::{Found, Holds};
use crate::{
    content::located::suggest,
    model::{
        Script, Step,
        script::{
            Sitting,
            shape::{self, Key, Shape},
        },
        step::Kind,
    },
};

/// Finds a script by its id.
pub type Find<'a> = &'a dyn Fn(&str) -> Option<Arc<Script>>;

/// What stands between a sitting's id and a step's.
pub const JOINT: char = '.';

/// Says what of a programme does not lead anywhere: scripts that are not there, steps that come later or not at all.
pub(super) fn check(programme: &Found<'_>, known: &[&str], find: Find<'_>) {
    let mut there: HashSet<String> = HashSet::new();
    let mut minutes = 0;
    for sitting in programme.members("sittings") {
        let Some((named, id)) = sitting.get("script").zip(sitting.id()) else {
            continue;
        };
        let Some(name) = named.text() else { continue };
        let Some(script) = find(name) else {
            let hint = suggest(name, known.iter().copied());
            named
                .node
                .problem_with(format!("there is no script “{name}”"), hint);
            continue;
        };
        if !script.sittings.is_empty() {
            named.node.problem_with(
                format!("“{name}” is a programme itself"),
                "name the scripts of its sittings here",
            );
            continue;
        }
        minutes += script.minutes;
        for brought in sitting.members("brings") {
            if let Some(into) = brought.get("into")
                && let Some(step) = into.text()
                && !script.steps.iter().any(|known| known.id.as_str() == step)
            {
                let steps = script.steps.iter().map(|step| step.id.as_str());
                into.node.problem_with(
                    format!("“{name}” has no step “{step}”"),
                    suggest(step, steps),
                );
            }
            earlier(brought.get("from"), &there);
        }
        let steps = script.steps.iter();
        there.extend(steps.map(|step| joined(id, step.id.as_str())));
    }
    for step in programme.members("steps") {
        minutes += step.get("minutes").and_then(Found::count).unwrap_or(0);
        step.each(&mut |found| {
            if matches!(&found.holds, Holds::StepRef(name, _) if name.contains(JOINT)) {
                earlier(Some(found), &there);
            }
        });
    }
    if let Some(whole) = programme.get("minutes")
        && whole.count().is_some_and(|given| given != minutes)
    {
        whole.node.problem_with(
            format!("its sittings take {minutes} minutes together"),
            format!("write {minutes}"),
        );
    }
}

/// Says where a step is named that no earlier sitting has.
fn earlier(found: Option<&Found<'_>>, there: &HashSet<String>) {
    if let Some(found) = found
        && let Some(name) = found.text()
        && !there.contains(name)
    {
        let hint = suggest(name, there.iter().map(String::as_str));
        found
            .node
            .problem_with(format!("no earlier sitting has a step “{name}”"), hint);
    }
}

/// The programme with the steps of its sittings; its own come last. `None` where a script is not there.
pub(super) fn assemble(programme: Script, find: Find<'_>) -> Option<Script> {
    let mut steps = Vec::new();
    let mut sittings = Vec::with_capacity(programme.sittings.len());
    for sitting in &programme.sittings {
        let script = find(&sitting.script)?;
        for step in &script.steps {
            steps.push(seated(step, sitting)?);
        }
        let mut sitting = sitting.clone();
        if sitting.title.is_empty() {
            sitting.title = script.title.clone();
        }
        sittings.push(sitting);
    }
    steps.extend(programme.steps);
    Some(Script {
        sittings,
        steps,
        ..programme
    })
}

/// A step as it stands in a sitting: every step it names lies in the same sitting.
fn seated(step: &Step, sitting: &Sitting) -> Option<Step> {
    let mut value = serde_json::to_value(step).ok()?;
    let name = step.kind.name();
    let join = &|id: &mut String| *id = joined(&sitting.id, id);
    rename(
        &mut value,
        &[shape::STEP, Kind::keys(name).unwrap_or(&[])],
        join,
    );
    let mut seated: Step = serde_json::from_value(value).ok()?;
    seated.id = joined(&sitting.id, step.id.as_str()).as_str().into();
    seated.sitting = Some(Arc::clone(&sitting.id));
    let brought = sitting
        .brings
        .iter()
        .filter(|brought| brought.into == step.id);
    seated
        .draws_from
        .extend(brought.map(|brought| brought.from.clone()));
    Some(seated)
}

fn joined(sitting: &str, step: &str) -> String {
    format!("{sitting}{JOINT}{step}")
}

/// Renames every step that is named in an object with these keys.
fn rename(value: &mut Value, keys: &[&[Key]], f: &dyn Fn(&mut String)) {
    let Value::Object(entries) = value else {
        return;
    };
    for key in keys.iter().flat_map(|keys| keys.iter()) {
        if let Some(value) = entries.get_mut(key.name) {
            rename_in(value, &key.shape, f);
        }
    }
}

fn rename_in(value: &mut Value, shape: &Shape, f: &dyn Fn(&mut String)) {
    match (shape, value) {
        (Shape::StepRef(_), Value::String(id)) => f(id),
        (Shape::List(member) | Shape::ListOr(member, _), Value::Array(members)) => {
            for value in members {
                rename_in(value, member, f);
            }
        }
        (
            Shape::Object(keys) | Shape::OneKey(keys) | Shape::IdOr(keys) | Shape::ListOr(_, keys),
            value,
        ) => {
            rename(value, &[keys], f);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read_programme, read_script};
    use super::*;
    use crate::{problem::Problem, say::Lang};

    const TALK: &str = r#"{"id": "talk", "title": "A talk", "framework": "F", "minutes": 20, "steps": [
        {"id": "ideas", "kind": "cards", "minutes": 10, "ask": "What?", "hands_on": ["plan"]},
        {"id": "plan", "kind": "plan", "minutes": 5, "ask": "Who?", "draws_from": ["ideas"],
            "advice": [{"each_from": "ideas"}]},
        {"id": "close", "kind": "recap", "minutes": 5, "ask": "So?", "reads": ["ideas", "plan"]}]}"#;

    fn find(id: &str) -> Option<Arc<Script>> {
        (id == "talk").then(|| Arc::new(read_script("talk.json", TALK).expect("a script")))
    }

    fn read(sittings: &str, minutes: u32) -> Result<Script, Vec<Problem>> {
        let text = format!(
            r#"{{"id": "year", "title": "A year", "framework": "F", "minutes": {minutes},
"sittings": {sittings},
"steps": [{{"id": "end", "kind": "recap", "minutes": 5, "ask": "What came of it?", "reads": ["one.plan"]}}]}}"#
        );
        read_programme("year.json", &text, &["talk"], &find)
    }

    #[test]
    fn sittings_become_steps_that_name_each_other_by_their_new_ids() {
        let year = read(
            r#"[{"id": "one", "script": "talk", "month": 1},
                {"id": "two", "script": "talk", "title": "Again", "brings": [{"into": "ideas", "from": "one.plan"}]}]"#,
            45,
        )
        .expect("a programme");
        let ids: Vec<&str> = year.steps.iter().map(|step| step.id.as_str()).collect();
        assert_eq!(
            ids.join(" "),
            "one.ideas one.plan one.close two.ideas two.plan two.close end"
        );
        let step = |id: &str| year.step(&id.into()).expect("a step").1;
        assert_eq!(step("one.plan").draws_from, ["one.ideas".into()]);
        assert_eq!(step("two.ideas").draws_from, ["one.plan".into()]);
        assert_eq!(step("two.ideas").sitting.as_deref(), Some("two"));
        assert_eq!(step("end").sitting, None);
        let two = serde_json::to_string(step("two.plan")).unwrap();
        assert!(two.contains(r#""each_from":"two.ideas""#), "{two}");
        let close = serde_json::to_string(step("two.close")).unwrap();
        assert!(
            close.contains(r#""reads":["two.ideas","two.plan"]"#),
            "{close}"
        );
        assert_eq!(&**year.sittings[0].title.get(Lang::En), "A talk");
        assert_eq!(&**year.sittings[1].title.get(Lang::En), "Again");
        // What a session keeps reads back as it was.
        let text = serde_json::to_string(&year).unwrap();
        assert_eq!(serde_json::from_str::<Script>(&text).unwrap(), year);
    }

    #[test]
    fn what_leads_nowhere_is_told_with_its_place() {
        let told = |sittings: &str, minutes: u32| -> String {
            let problems = read(sittings, minutes).expect_err("problems");
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            all.join("\n")
        };
        let missing = told(r#"[{"id": "one", "script": "tolk"}]"#, 25);
        assert!(
            missing.contains("year.json:2:38: there is no script “tolk”\n  did you mean “talk”?"),
            "{missing}"
        );
        let nowhere = told(
            r#"[{"id": "one", "script": "talk", "brings": [{"into": "ideas", "from": "two.plan"}]}]"#,
            25,
        );
        assert!(
            nowhere.contains("no earlier sitting has a step “two.plan”"),
            "{nowhere}"
        );
        let short = told(r#"[{"id": "one", "script": "talk"}]"#, 20);
        assert!(short.contains("take 25 minutes together"), "{short}");
    }
}
