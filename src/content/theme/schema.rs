//! The schema of a theme file, for editors.

use serde_json::json;

use crate::content::{color::ANSI, slot::Slot};

/// The JSON Schema of a theme file, from the same tables that read it.
pub fn schema() -> serde_json::Value {
    let words = json!({
        "description": "Text, or text in several languages",
        "anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}},
        ],
    });
    let id = json!({"type": "string", "pattern": "^[a-z0-9-]{1,40}$"});
    let mut inks: Vec<&str> = ANSI.to_vec();
    inks.push("default");
    let rgb = json!({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"});
    let slots: serde_json::Map<String, serde_json::Value> = Slot::ALL
        .iter()
        .map(|slot| {
            let parent = slot.parent().map_or_else(String::new, |parent| {
                format!("; falls back on {}", parent.name())
            });
            let look =
                json!({"description": format!("{}{parent}", slot.about()), "$ref": "#/$defs/look"});
            (slot.name().to_owned(), look)
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A theme of Upturn",
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "title"],
        "properties": {
            "id": id,
            "title": words,
            "extends": {"description": "The theme from which everything not given here is taken", "$ref": "#/properties/id"},
            "colors": {
                "description": "Names for colours",
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        {"enum": inks},
                        rgb,
                        {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["rgb"],
                            "properties": {
                                "rgb": rgb,
                                "ansi": {"description": "What stands for it where there are only sixteen colours", "enum": ANSI},
                            },
                        },
                    ],
                },
            },
            "slots": {"type": "object", "additionalProperties": false, "properties": slots},
        },
        "$defs": {
            "color": {"description": "A name from “colors”, #RRGGBB, “default” or one of the terminal's sixteen", "type": "string"},
            "look": {
                "anyOf": [
                    {"$ref": "#/$defs/color"},
                    {
                        "type": "object",
                        "additionalProperties": false,
                        "properties": {
                            "fg": {"$ref": "#/$defs/color"},
                            "bg": {"$ref": "#/$defs/color"},
                            "bold": {"type": "boolean"},
                            "italic": {"type": "boolean"},
                            "underline": {"type": "boolean"},
                            "reverse": {"type": "boolean"},
                        },
                    },
                ],
            },
        },
    })
}
