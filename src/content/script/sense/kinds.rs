//! What the keys of one kind say to each other: axes that have places, verdicts that have what they are made of.

use super::{Found, kind};
use crate::{
    content::located::suggest,
    model::step::matrix::criterion::{HANLON, INDICATORS},
};

/// Says what does not fit together within a step of its kind.
pub(super) fn check(step: &Found<'_>) {
    match step.get("kind").and_then(Found::text) {
        Some("grid") => grid(step),
        Some("matrix") => matrix(step),
        Some("go_round") => numbers(step),
        _ => {}
    }
}

/// The choices of the field that an axis names; `None` where it names none, which is told elsewhere.
fn axis<'f>(step: &'f Found<'_>, key: &str) -> Option<Vec<&'f str>> {
    let named = step.get(key)?;
    let id = named.text()?;
    let field = step
        .members("fields")
        .iter()
        .find(|field| field.id() == Some(id))?;
    if kind(field) != "choice" {
        named.node.problem_with(
            format!("“{id}” has no choices, so nothing can be placed along it"),
            "give that field a \"choice\"",
        );
        return None;
    }
    Some(
        field
            .members("choice")
            .iter()
            .filter_map(Found::id)
            .collect(),
    )
}

fn grid(step: &Found<'_>) {
    let axes = [
        ("across", axis(step, "across")),
        ("down", axis(step, "down")),
    ];
    let named = step.get("aim").into_iter().chain(step.members("cells"));
    for place in named {
        for (key, choices) in &axes {
            if let (Some(choices), Some(given)) = (choices, place.get(key))
                && let Some(word) = given.text()
                && !choices.contains(&word)
            {
                let hint = suggest(word, choices.iter().copied());
                given
                    .node
                    .problem_with(format!("the axis “{key}” has no “{word}”"), hint);
            }
        }
    }
}

fn matrix(step: &Found<'_>) {
    let Some(verdict) = step.get("verdict") else {
        return;
    };
    let needed: &[&str] = match verdict.text() {
        Some("indicators") => &INDICATORS,
        Some("hanlon") => &HANLON,
        _ => return,
    };
    let has = |id: &&str| {
        let mut criteria = step.members("criteria").iter();
        criteria.any(|criterion| criterion.id() == Some(*id))
    };
    let missing: Vec<&str> = needed.iter().copied().filter(|id| !has(id)).collect();
    if !missing.is_empty() {
        verdict.node.problem_with(
            format!(
                "this verdict is made of criteria that are not here: {}",
                missing.join(", ")
            ),
            "add them to \"criteria\", or leave the verdict out",
        );
    }
}

fn numbers(step: &Found<'_>) {
    let number = |key| step.get(key).and_then(Found::count);
    if let (Some(min), Some(max)) = (number("min"), number("max"))
        && min >= max
        && let Some(found) = step.get("max")
    {
        found.node.problem_with(
            format!("the largest number is {max}, the smallest {min}"),
            "make it larger than \"min\"",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::content::read_script;

    fn told(step: &str) -> Vec<String> {
        let text = format!(
            r#"{{"id": "s", "title": "S", "framework": "F", "minutes": 5, "steps": [{{"id": "a", "minutes": 5, "ask": "What?",
{step}}}]}}"#
        );
        let problems = read_script("s.json", &text).err().unwrap_or_default();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn axes_need_choices_and_places_that_are_on_them() {
        let grid = |fields: &str, aim: &str| {
            told(&format!(
                r#""kind": "grid", "across": "x", "down": "y", "aim": {aim}, "fields": [{fields}]"#
            ))
        };
        let both =
            r#"{"id": "x", "choice": ["left", "right"]}, {"id": "y", "choice": ["top", "bottom"]}"#;
        let sound = grid(both, r#"{"across": "right", "down": "bottom"}"#);
        assert_eq!(sound, Vec::<String>::new());
        let wrong = grid(both, r#"{"across": "rigth", "down": "bottom"}"#);
        assert_eq!(
            wrong,
            ["s.json:2:63: the axis “across” has no “rigth”\n  did you mean “right”?"]
        );
        let flat = grid(
            r#"{"id": "x"}, {"id": "y", "choice": ["top", "bottom"]}"#,
            r#"{"across": "right", "down": "bottom"}"#,
        );
        assert_eq!(flat.len(), 1, "{flat:?}");
        assert!(flat[0].contains("“x” has no choices"), "{flat:?}");
    }

    #[test]
    fn a_verdict_needs_what_it_is_made_of() {
        let told = told(
            r#""kind": "matrix", "verdict": "indicators", "criteria": [{"id": "proxy", "label": "Proxy"}]"#,
        );
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].contains("not here: communication, data"),
            "{told:?}"
        );
    }

    #[test]
    fn a_round_of_numbers_goes_up() {
        let told = told(r#""kind": "go_round", "answer": "number", "min": 5, "max": 3"#);
        assert_eq!(told.len(), 1, "{told:?}");
    }
}
