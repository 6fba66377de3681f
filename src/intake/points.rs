//! From a file of values to the command that brings them to a step.

use std::sync::Arc;

use super::csv::{Row, Table};
use crate::model::{
    Command, FieldId, MeasureId, StepId, Value,
    measure::{Measure, Point, PointKey, about},
};

/// What brings the values of a file to a step: into `measure` where there is one, else into a new one with the id `new`
/// that is called `name`. What a file does not say of a line stays as the room wrote it.
pub fn import_command(
    table: &Table,
    step: &StepId,
    measure: Option<&Measure>,
    new: MeasureId,
    name: &str,
) -> Command {
    let everyone = everyone(table, measure);
    let lines = table.rows.iter().map(|row| {
        let group = row
            .group
            .as_ref()
            .filter(|group| Some(*group) != everyone.as_ref());
        let key = PointKey {
            group: group.cloned().unwrap_or_default(),
            period: row.period,
        };
        let was = measure
            .and_then(|measure| measure.points.get(&key)?.value.as_deref())
            .cloned()
            .unwrap_or_default();
        let point = merged(row, was);
        (key, point)
    });
    match measure {
        Some(known) => Command::SetPoints {
            measure: known.id,
            points: lines.map(|(key, point)| (key, Some(point))).collect(),
        },
        None => {
            let mut fields: Vec<(FieldId, Value)> = vec![(about::NAME.into(), name.into())];
            if table.percent {
                fields.push((about::UNIT.into(), "%".into()));
            }
            Command::AddMeasure {
                measure: new,
                step: step.clone(),
                fields,
                points: lines.collect(),
            }
        }
    }
}

/// The group of the file that is everyone, and so gets no name; none where lines without a group are everyone already,
/// or where the room has used that name.
fn everyone(table: &Table, measure: Option<&Measure>) -> Option<Arc<str>> {
    let group = table.everybody()?.clone();
    let used = measure.is_some_and(|measure| measure.groups().contains(&group));
    (!used).then_some(group)
}

fn merged(row: &Row, was: Point) -> Point {
    let words = |text: &Option<String>| text.as_deref().map(Arc::from);
    Point {
        value: row.value.or(was.value),
        target: row.target.or(was.target),
        n: row.n.or(was.n),
        note: words(&row.note).or(was.note),
        source: words(&row.source).or(was.source),
        definition: row.definition.clone().or(was.definition),
    }
}
