//! TOML as the same tree that JSON is read into, with the place of every value: settings are written by people, with
//! comments, and are told of all their mistakes at once as scripts are.

use jsonc_parser::{
    ast::{Array, BooleanLit, NumberLit, Object, ObjectProp, ObjectPropName, StringLit, Value},
    common::Range,
};
use toml_edit::{Document, Item, Key, TableLike, Value as Toml};

/// Reads the text; where it is no TOML, where that shows and what is wrong.
pub(super) fn parse(text: &str) -> Result<Value<'_>, (usize, String)> {
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, error.message().replace('\n', "; "))
    })?;
    Ok(Value::Object(table(
        document.as_table(),
        text,
        0..text.len(),
    )))
}

fn range(span: std::ops::Range<usize>) -> Range {
    Range::new(span.start, span.end)
}

fn table<'t>(table: &dyn TableLike, text: &'t str, span: std::ops::Range<usize>) -> Object<'t> {
    let mut properties = Vec::new();
    for (name, found) in table.iter() {
        let key = table.key(name).and_then(Key::span).unwrap_or(span.clone());
        let whole = found.span().unwrap_or(key.clone());
        let Some(value) = item(found, text, whole) else {
            continue;
        };
        let name = StringLit {
            range: range(key.clone()),
            value: name.to_owned().into(),
        };
        properties.push(ObjectProp {
            range: range(key),
            name: ObjectPropName::String(name),
            value,
        });
    }
    Object {
        range: range(span),
        properties,
    }
}

fn item<'t>(item: &Item, text: &'t str, span: std::ops::Range<usize>) -> Option<Value<'t>> {
    Some(match item {
        Item::None => return None,
        Item::Value(found) => value(found, text, span),
        Item::Table(found) => Value::Object(table(found, text, span)),
        Item::ArrayOfTables(all) => Value::Array(Array {
            elements: all
                .iter()
                .map(|found| {
                    let own = found.span().unwrap_or(span.clone());
                    Value::Object(table(found, text, own))
                })
                .collect(),
            range: range(span),
        }),
    })
}

fn value<'t>(found: &Toml, text: &'t str, span: std::ops::Range<usize>) -> Value<'t> {
    let written = text.get(span.clone()).unwrap_or_default();
    match found {
        Toml::String(words) => Value::StringLit(StringLit {
            value: words.value().clone().into(),
            range: range(span),
        }),
        Toml::Integer(_) | Toml::Float(_) => Value::NumberLit(NumberLit {
            value: written,
            range: range(span),
        }),
        Toml::Boolean(flag) => Value::BooleanLit(BooleanLit {
            value: *flag.value(),
            range: range(span),
        }),
        // A day is no kind of its own here: it is told as text, which no setting takes it for.
        Toml::Datetime(_) => Value::StringLit(StringLit {
            value: written.into(),
            range: range(span),
        }),
        Toml::Array(all) => Value::Array(Array {
            elements: all
                .iter()
                .map(|one| value(one, text, one.span().unwrap_or(span.clone())))
                .collect(),
            range: range(span),
        }),
        Toml::InlineTable(found) => Value::Object(table(found, text, span)),
    }
}
