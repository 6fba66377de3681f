//! Script files: read strictly, with the place of everything that is wrong, and described by the same table.
//!
//! [`read_script`] holds a file against [`crate::model::script::shape`]; the JSON Schema and the manual's tables come from
//! there too. Owns no words of any script and never runs one.

use crate::{
    content::located,
    model::{
        Script,
        script::shape::{SCRIPT, Shape},
    },
    problem::Problem,
};

pub use programme::Find;

pub mod describe;
mod found;
mod programme;
mod sense;

/// Reads a script.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file; never empty.
pub fn read_script(file: &str, text: &str) -> Result<Script, Vec<Problem>> {
    located::read(file, text, |root| {
        let whole = found::find(root, &WHOLE);
        sense::check(&whole);
        serde_json::from_value(whole.to_value()).ok()
    })
}

/// Reads a programme, and puts the steps of its sittings in; `known` names the scripts that `find` knows.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file; never empty.
pub fn read_programme(
    file: &str,
    text: &str,
    known: &[&str],
    find: Find<'_>,
) -> Result<Script, Vec<Problem>> {
    located::read(file, text, |root| {
        let whole = found::find(root, &WHOLE);
        sense::check(&whole);
        programme::check(&whole, known, find);
        let script = serde_json::from_value(whole.to_value()).ok()?;
        programme::assemble(script, find)
    })
}

/// The shape of a whole file.
static WHOLE: Shape = Shape::Object(SCRIPT);

#[cfg(test)]
mod tests;
