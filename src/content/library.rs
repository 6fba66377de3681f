//! The scripts that a facilitator can choose from: those that ship with the program and those of their own folder.

use std::{collections::HashMap, path::Path, sync::Arc};

use super::{
    folder,
    script::{read_programme, read_script},
};
use crate::{
    model::Script,
    problem::{Place, Problem},
};

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$((
            concat!("sessions/", $name, ".json"),
            include_str!(concat!("../../sessions/", $name, ".json")),
        )),*]
    };
}

/// The scripts that ship with the program, by the name of their file, in the order of the home screen.
const SHIPPED: &[(&str, &str)] = shipped![
    "turn-the-curve"
    "whole-population"
    "whole-distance"
    "performance"
    "review"
    "choose-a-result"
    "enough-strategies"
    "readiness"
    "five-whys"
    "see-the-whole-picture"
    "community-profile"
    "listening"
    "scorecard"
    "mission-vision-values"
    "assets-and-stakeholders"
    "working-team"
    "assumptions"
    "community-pilot"
    "who-we-are"
    "theory-of-change"
    "equity"
    "sustainability"
];

/// The file of a shipped script, which has the script's id as its name, and what stands in it.
fn shipped_file(id: &str) -> Option<(&'static str, &'static str)> {
    let named = |file: &str| file == format!("sessions/{id}.json");
    SHIPPED.iter().copied().find(|(file, _)| named(file))
}

/// A script and where it comes from.
#[derive(Clone, Debug)]
pub struct Shelved {
    /// The script.
    pub script: Arc<Script>,
    /// The user's file; `None` where it ships with the program.
    pub file: Option<String>,
}

/// The scripts that can be chosen, and what is wrong with those that cannot.
#[derive(Clone, Debug)]
pub struct Library {
    scripts: Vec<Shelved>,
    problems: Vec<Problem>,
}

impl Library {
    /// The scripts that ship with the program.
    pub fn shipped() -> Self {
        Self::with(&[])
    }

    /// The shipped scripts and those in `files` (name and text). A file with the id of a shipped script takes its
    /// place. What is wrong leaves that script out and is told; the others stand.
    pub fn with(files: &[(String, String)]) -> Self {
        let mut problems = Vec::new();
        let mut own: Vec<Shelved> = Vec::new();
        for (file, text) in files {
            let script = match read_script(file, text) {
                Ok(script) => script,
                Err(found) => {
                    problems.extend(found);
                    continue;
                }
            };
            let twin = own.iter().find(|other| other.script.id == script.id);
            match twin.and_then(|twin| twin.file.as_ref()) {
                Some(other) => problems.push(Problem::new(
                    Place::file(file.as_str()),
                    format!("a script “{}” is already in {other}", script.id),
                    "give one of them another id",
                )),
                None => own.push(Shelved {
                    script: Arc::new(script),
                    file: Some(file.clone()),
                }),
            }
        }
        let mut scripts = Vec::new();
        for &(file, text) in SHIPPED {
            match read_script(file, text) {
                Ok(script) => {
                    let mine = own.iter().position(|mine| mine.script.id == script.id);
                    scripts.push(mine.map_or_else(
                        || Shelved {
                            script: Arc::new(script),
                            file: None,
                        },
                        |at| own.remove(at),
                    ));
                }
                Err(found) => problems.extend(found),
            }
        }
        scripts.append(&mut own);
        let mut library = Self { scripts, problems };
        library.assemble(files);
        library
    }

    /// Puts the steps of their sittings into programmes, now that every script is at hand. A programme that cannot be put
    /// together is left out and told.
    fn assemble(&mut self, files: &[(String, String)]) {
        let scripts: HashMap<String, Arc<Script>> = self
            .scripts
            .iter()
            .map(|shelved| (shelved.script.id.to_string(), Arc::clone(&shelved.script)))
            .collect();
        let known: Vec<&str> = scripts.keys().map(String::as_str).collect();
        let find = |id: &str| scripts.get(id).cloned();
        let mut problems = Vec::new();
        self.scripts.retain_mut(|shelved| {
            if shelved.script.sittings.is_empty() {
                return true;
            }
            let own = shelved.file.as_ref().and_then(|file| {
                let found = files.iter().find(|(name, _)| name == file)?;
                Some((found.0.as_str(), found.1.as_str()))
            });
            let Some((file, text)) = own.or_else(|| shipped_file(&shelved.script.id)) else {
                return false;
            };
            match read_programme(file, text, &known, &find) {
                Ok(script) => {
                    shelved.script = Arc::new(script);
                    true
                }
                Err(found) => {
                    problems.extend(found);
                    false
                }
            }
        });
        self.problems.extend(problems);
    }

    /// The shipped scripts and those of a folder, which need not exist.
    pub fn with_folder(path: &Path) -> Self {
        let (files, unreadable) = folder::json_files(path);
        let mut library = Self::with(&files);
        library.problems.extend(unreadable);
        library.problems.sort_by(|a, b| a.place.cmp(&b.place));
        library
    }

    /// The script of that id.
    pub fn get(&self, id: &str) -> Option<&Arc<Script>> {
        let found = self
            .scripts
            .iter()
            .find(|shelved| *shelved.script.id == *id);
        found.map(|shelved| &shelved.script)
    }

    /// The text of a script's file, as it was written.
    pub fn source(&self, id: &str) -> Option<String> {
        let shelved = self
            .scripts
            .iter()
            .find(|shelved| *shelved.script.id == *id)?;
        match &shelved.file {
            Some(file) => folder::text(Path::new(file)).ok(),
            None => shipped_file(id).map(|(_, text)| text.to_owned()),
        }
    }

    /// All of them, the shipped ones first.
    pub fn iter(&self) -> impl Iterator<Item = &Shelved> {
        self.scripts.iter()
    }

    /// What is wrong with the files that could not be taken in.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Lang;

    /// The scripts that speak Spanish as well.
    const SPANISH: [&str; 5] = [
        "turn-the-curve",
        "whole-population",
        "review",
        "choose-a-result",
        "five-whys",
    ];

    fn file(name: &str, id: &str, title: &str) -> (String, String) {
        let text = format!(
            r#"{{"id": "{id}", "title": "{title}", "framework": "F", "minutes": 5,
                "steps": [{{"id": "a", "kind": "text", "minutes": 5, "ask": "What?"}}]}}"#
        );
        (name.to_owned(), text)
    }

    #[test]
    fn the_shipped_scripts_read_without_a_problem() {
        let library = Library::shipped();
        assert_eq!(library.problems(), []);
        let named: Vec<String> = (library.iter())
            .map(|one| format!("sessions/{}.json", one.script.id))
            .collect();
        let files: Vec<&str> = SHIPPED.iter().map(|(file, _)| *file).collect();
        assert_eq!(named, files, "each is called like its file");
        let talk = library.get("turn-the-curve").unwrap();
        let steps: Vec<&str> = talk.steps.iter().map(|step| step.id.as_str()).collect();
        assert_eq!(
            steps.join(", "),
            "purpose, result, experience, curve, story, whys, partners, works, plan, report"
        );
        assert_eq!(talk.minutes, 120);
    }

    #[test]
    fn every_step_that_ships_has_a_name_a_purpose_guidance_and_parts_that_fill_its_time() {
        for shelved in Library::shipped().iter() {
            for step in &shelved.script.steps {
                let id = &step.id;
                assert!(
                    !step.title.is_empty() && !step.why.is_empty() && step.guide.all().count() >= 3,
                    "{id}"
                );
                let minutes: u32 = step.recipe.iter().map(|part| part.minutes()).sum();
                assert_eq!(minutes, step.minutes, "{id}");
                assert!(
                    step.name(Lang::En).chars().count() <= 30,
                    "{id}: too long for an agenda"
                );
            }
        }
    }

    /// Where the title is there in Spanish, reading the script has seen to it that all other words are too.
    #[test]
    fn the_talks_that_are_held_most_are_there_in_spanish() {
        for id in SPANISH {
            let file = format!("sessions/{id}.json");
            let (_, text) = SHIPPED.iter().find(|(name, _)| *name == file).unwrap();
            let script: serde_json::Value = serde_json::from_str(text).unwrap();
            let title = |lang| script["title"][lang].as_str();
            assert!(title("es").is_some() && title("es") != title("en"), "{id}");
        }
    }

    #[test]
    fn each_line_of_a_shared_set_fills_the_fields_of_the_step_that_chooses_indicators() {
        let library = Library::shipped();
        let script = library.get("whole-population").unwrap();
        let (_, step) = script.step(&"indicators".into()).unwrap();
        let fields = step.kind.lens().fields().iter().map(|field| &*field.id.0);
        let columns: Vec<&str> = std::iter::once("text").chain(fields).collect();
        let better = &step.field("better").unwrap().choice;
        for set in [
            include_str!("../../sets/child-well-being.csv"),
            include_str!("../../sets/healthy-community.csv"),
            include_str!("../../sets/homes-and-work.csv"),
        ] {
            let mut table = csv::Reader::from_reader(set.as_bytes());
            assert_eq!(table.headers().unwrap(), columns);
            let mut names = std::collections::HashSet::new();
            for line in table.records().map(Result::unwrap) {
                assert!(line.iter().all(|cell| !cell.trim().is_empty()), "{line:?}");
                assert!(better.iter().any(|way| *way.id == line[4]), "{line:?}");
                assert!(names.insert(line[0].to_owned()), "{line:?} stands twice");
            }
            assert!(names.len() >= 10);
        }
    }

    #[test]
    fn one_vocabulary_of_evidence_runs_through_every_script() {
        use crate::model::card::{EVIDENCE, field};
        let mut seen = 0;
        for shelved in Library::shipped().iter() {
            for step in &shelved.script.steps {
                if let Some(declared) = step.field(field::EVIDENCE) {
                    let ids: Vec<&str> = declared.choice.iter().map(|one| &*one.id).collect();
                    assert_eq!(ids, EVIDENCE);
                    seen += 1;
                }
            }
        }
        assert!(seen >= 4, "{seen}");
    }

    #[test]
    fn a_users_script_wins_over_a_shipped_one_and_a_broken_one_is_told() {
        let files = [
            file("my/curve.json", "turn-the-curve", "Ours"),
            file("my/new.json", "new", "New"),
            file("my/twin.json", "new", "Twin"),
            ("my/broken.json".to_owned(), "{".to_owned()),
        ];
        let library = Library::with(&files);
        let ids: Vec<(&str, Option<&str>)> = library
            .iter()
            .map(|one| (&*one.script.id, one.file.as_deref()))
            .collect();
        assert_eq!(ids[0], ("turn-the-curve", Some("my/curve.json")));
        let shipped = &ids[1..SHIPPED.len()];
        assert!(shipped.iter().all(|(_, file)| file.is_none()));
        assert_eq!(ids[SHIPPED.len()..], [("new", Some("my/new.json"))]);
        assert_eq!(
            &**library.get("turn-the-curve").unwrap().title.get(Lang::En),
            "Ours"
        );
        let told: Vec<_> = library
            .problems()
            .iter()
            .map(|p| p.place.file.as_str())
            .collect();
        assert_eq!(told, ["my/twin.json", "my/broken.json"]);
        assert!(
            library.problems()[0]
                .message
                .contains("already in my/new.json")
        );
        assert!(library.get("nowhere").is_none());
    }

    #[test]
    fn a_folder_is_read_and_need_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let (_, text) = file("", "mine", "Mine");
        std::fs::write(folder.path().join("mine.json"), text).unwrap();
        std::fs::write(folder.path().join("bad.json"), b"\xff").unwrap();
        let library = Library::with_folder(folder.path());
        assert!(library.get("mine").is_some());
        assert_eq!(library.problems().len(), 1);
        assert_eq!(
            Library::with_folder(&folder.path().join("none")).problems(),
            []
        );
    }
}
