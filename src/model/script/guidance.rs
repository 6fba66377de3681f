//! Private guidance for whoever leads a step: what to ask and say, what helps when it goes quiet, and what to watch for.
//!
//! A file may give it as one list, as every file did once; then all of it is what to ask and say.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Words;

/// Guidance for whoever leads a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// What to ask and say.
    pub ask: Vec<Words>,
    /// What helps when nobody says anything.
    pub quiet: Vec<Words>,
    /// What tends to go wrong here.
    pub watch: Vec<Words>,
}

impl Guidance {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// All of it, in the order in which it is read.
    pub fn all(&self) -> impl Iterator<Item = &Words> {
        self.ask.iter().chain(&self.quiet).chain(&self.watch)
    }
}

/// The form with a list for each part.
#[derive(Serialize, Deserialize)]
struct Parts<L> {
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    ask: Option<L>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    quiet: Option<L>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    watch: Option<L>,
}

impl Serialize for Guidance {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.quiet.is_empty() && self.watch.is_empty() {
            return self.ask.serialize(to);
        }
        let some = |list: &Vec<Words>| (!list.is_empty()).then(|| list.clone());
        Parts {
            ask: some(&self.ask),
            quiet: some(&self.quiet),
            watch: some(&self.watch),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for Guidance {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            List(Vec<Words>),
            Parts(Parts<Vec<Words>>),
        }
        Ok(match Either::deserialize(from)? {
            Either::List(ask) => Self {
                ask,
                ..Self::default()
            },
            Either::Parts(parts) => Self {
                ask: parts.ask.unwrap_or_default(),
                quiet: parts.quiet.unwrap_or_default(),
                watch: parts.watch.unwrap_or_default(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Guidance {
        serde_json::from_str(text).expect("guidance")
    }

    #[test]
    fn one_list_and_a_list_for_each_part_are_read_and_each_is_written_as_it_was() {
        let list = r#"["Ask for data.",{"en":"Wait.","es":"Espere."}]"#;
        let parts = r#"{"ask":["Ask for data."],"quiet":["Wait."],"watch":["Blame."]}"#;
        assert_eq!(read(list).ask.len(), 2);
        assert!(read(list).quiet.is_empty());
        assert_eq!(read(parts).watch, [Words::from("Blame.")]);
        for text in [list, parts] {
            let again = serde_json::to_string(&read(text)).expect("text");
            assert_eq!(again, text);
        }
        let order: Vec<String> = read(parts)
            .all()
            .flat_map(Words::all)
            .map(Into::into)
            .collect();
        assert_eq!(order, ["Ask for data.", "Wait.", "Blame."]);
    }
}
