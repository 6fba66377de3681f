//! The format of a script as a JSON Schema and as tables for the manual, both from the table that reads it.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::found::ID_CHARS;
use crate::model::{
    script::shape::{self, Key, SCRIPT, STEP, Shape, Side},
    step::Kind,
};

/// The JSON Schema of a script file. References and sums are beyond it; `upturn check` knows them.
pub fn schema() -> Value {
    let kinds: Vec<Value> = Kind::NAMES
        .iter()
        .map(|name| {
            let keys = Kind::keys(name).unwrap_or_default();
            let mut then = json!({"properties": properties(keys)});
            require(&mut then, keys);
            json!({"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": then})
        })
        .collect();
    let mut step = json!({
        "type": "object",
        "properties": properties(STEP),
        "allOf": kinds,
        "unevaluatedProperties": false,
    });
    require(&mut step, STEP);
    let mut whole = object(SCRIPT);
    if let Some(whole) = whole.as_object_mut() {
        whole.insert(
            "$schema".to_owned(),
            "https://json-schema.org/draft/2020-12/schema".into(),
        );
        whole.insert("title".to_owned(), "A script of Upturn".into());
        whole.insert(
            "$defs".to_owned(),
            json!({
                "step": step,
                "step_id": {
                    "description": "The id of a step; in a programme, `sitting.step`",
                    "type": "string",
                    "pattern": format!("^[a-z0-9-]{{1,{ID_CHARS}}}(\\.[a-z0-9-]{{1,{ID_CHARS}}})?$"),
                },
                "id": {"type": "string", "pattern": format!("^[a-z0-9-]{{1,{ID_CHARS}}}$")},
                "line": {"type": "string", "minLength": 1, "maxLength": crate::model::text::LINE_CHARS},
                "words": {
                    "description": "Text, or text in several languages",
                    "anyOf": [
                        {"$ref": "#/$defs/line"},
                        {
                            "type": "object",
                            "required": ["en"],
                            "propertyNames": {"pattern": "^[a-z]{2,3}(-[a-z0-9]{2,8})*$"},
                            "additionalProperties": {"$ref": "#/$defs/line"},
                        },
                    ],
                },
            }),
        );
    }
    whole
}

fn object(keys: &[Key]) -> Value {
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties(keys),
    });
    require(&mut object, keys);
    object
}

fn properties(keys: &[Key]) -> Map<String, Value> {
    keys.iter()
        .map(|key| {
            let mut value = of_shape(&key.shape);
            if let Some(value) = value.as_object_mut() {
                value.insert("description".to_owned(), key.doc.into());
            }
            (key.name.to_owned(), value)
        })
        .collect()
}

fn require(object: &mut Value, keys: &[Key]) {
    let needed: Vec<&str> = keys
        .iter()
        .filter(|key| key.needed)
        .map(|key| key.name)
        .collect();
    if let Some(object) = object.as_object_mut()
        && !needed.is_empty()
    {
        object.insert("required".to_owned(), needed.into());
    }
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Id | Shape::FieldRef => json!({"$ref": "#/$defs/id"}),
        Shape::StepRef(_) => json!({"$ref": "#/$defs/step_id"}),
        Shape::Text => json!({"$ref": "#/$defs/line"}),
        Shape::Words => json!({"$ref": "#/$defs/words"}),
        Shape::Count { min, max } => json!({"type": "integer", "minimum": min, "maximum": max}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::OneOf(options) => json!({"enum": options}),
        Shape::List(member) => {
            json!({"type": "array", "minItems": 1, "items": of_shape(member)})
        }
        Shape::ListOr(member, keys) => {
            let mut parts = object(keys);
            if let Some(parts) = parts.as_object_mut() {
                parts.insert("minProperties".to_owned(), 1.into());
            }
            json!({"anyOf": [{"type": "array", "minItems": 1, "items": of_shape(member)}, parts]})
        }
        Shape::Object(keys) => object(keys),
        Shape::OneKey(keys) => {
            let mut one = object(keys);
            if let Some(one) = one.as_object_mut() {
                one.insert("minProperties".to_owned(), 1.into());
                one.insert("maxProperties".to_owned(), 1.into());
            }
            one
        }
        Shape::IdOr(keys) => {
            let plain = keys
                .iter()
                .find(|key| key.name == "id")
                .map_or_else(|| json!({"type": "string"}), |key| of_shape(&key.shape));
            json!({"anyOf": [plain, object(keys)]})
        }
        Shape::Step => json!({"$ref": "#/$defs/step"}),
    }
}

/// The reference of the manual, in Markdown: every key of every part of a script.
pub fn reference() -> String {
    let mut out = String::new();
    let mut part = |heading: &str, keys: &[Key]| {
        table(&mut out, heading, keys);
    };
    part("A script", SCRIPT);
    part("A step of any kind", STEP);
    for name in Kind::NAMES {
        part(
            &format!("A step of kind `{name}`"),
            Kind::keys(name).unwrap_or_default(),
        );
    }
    part("A sitting of a programme", shape::SITTING);
    part(
        "What a sitting draws from an earlier one, in `brings`",
        shape::BRINGS,
    );
    part("A field", shape::FIELD);
    part("A question of the script, in `items`", shape::ITEM);
    part("A section, in `sections`", shape::SECTION);
    part(
        "A criterion of a matrix",
        crate::model::step::matrix::CRITERION,
    );
    part(
        "A place on a grid, in `aim`",
        crate::model::step::grid::SPOT,
    );
    part(
        "A named place on a grid, in `cells`",
        crate::model::step::grid::CELL,
    );
    part("A column", shape::ID_AND_LABEL);
    part("A choice", shape::CHOICE);
    part("The parts of `guide`", shape::GUIDE);
    part("A part of the time, in `recipe`", shape::PHASES);
    part("A rule of `advice`", shape::RULES);
    part("The rule `one_with`", shape::ONE_WITH);
    out
}

fn table(out: &mut String, heading: &str, keys: &[Key]) {
    // Writing to a string cannot fail.
    let _ = write!(out, "### {heading}\n\n");
    if keys.is_empty() {
        out.push_str("It has no keys of its own.\n\n");
        return;
    }
    out.push_str("| key | holds | |\n|---|---|---|\n");
    for key in keys {
        let needed = if key.needed { "**needed.** " } else { "" };
        let _ = writeln!(
            out,
            "| `{}` | {} | {needed}{} |",
            key.name,
            holds(&key.shape),
            key.doc
        );
    }
    out.push('\n');
}

fn holds(shape: &Shape) -> String {
    match shape {
        Shape::Id => "an id".to_owned(),
        Shape::Text => "a line of text".to_owned(),
        Shape::Words => "words".to_owned(),
        Shape::Count { min, max } => format!("a whole number, {min} to {max}"),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::OneOf(options) => options
            .iter()
            .map(|option| format!("`{option}`"))
            .collect::<Vec<_>>()
            .join(", "),
        Shape::StepRef(Side::Before) => "the id of an earlier step".to_owned(),
        Shape::StepRef(Side::After) => "the id of a later step".to_owned(),
        Shape::FieldRef => "the id of a field".to_owned(),
        Shape::List(member) => format!("a list; each: {}", holds(member)),
        Shape::ListOr(member, keys) => format!(
            "a list; each: {}; or an object with {}",
            holds(member),
            names(keys)
        ),
        Shape::Object(keys) => format!("an object with {}", names(keys)),
        Shape::OneKey(keys) => format!("an object with exactly one of {}", names(keys)),
        Shape::IdOr(keys) => format!("an id, or an object with {}", names(keys)),
        Shape::Step => "a step".to_owned(),
    }
}

fn names(keys: &[Key]) -> String {
    keys.iter()
        .map(|key| format!("`{}`", key.name))
        .collect::<Vec<_>>()
        .join(", ")
}
