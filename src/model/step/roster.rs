//! `roster`: who is here and who is missing, by the choices that the script wants to see filled.
//!
//! People are cards that lie on the page of a roster, so that a later roster tells them from the strategies it draws in
//! beside them. Who is here and who coaches is told here; how many may vote, [`Seen::voters`] counts.

use serde::{Deserialize, Serialize};

use super::{Kind, StepKind};
use crate::{
    document::{Block, Line},
    model::{
        advice::Advice,
        card::field,
        ids::FieldId,
        script::{Choice, Field, FieldKind, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

mod leave;

/// From which side of the table somebody comes: an institution, a connector, a resident.
pub const CONSTITUENCY: &str = "constituency";
/// What somebody does for the talk itself.
pub const ROLE: &str = "role";
/// For whom else somebody speaks, or what else they do; scripts use either name.
const SECOND_HATS: [&str; 2] = ["second-hat", "hat"];
/// Who brings a voice that is missed; scripts use either name.
const BRINGS: [&str; 2] = [field::WHO, "contact"];
/// The role of whoever accompanies the group from outside. Decisions belong to the people of the place: a coach never
/// votes.
pub const COACH: &str = "coach";

/// The people at the table, and the voices that are not there yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Roster {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The fields whose choices are counted: each choice that nobody here has is a missing voice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<FieldId>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Roster {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "counts",
            shape::Shape::List(&shape::Shape::FieldRef),
            "The fields whose choices are counted; each choice that nobody here has is named as missing. All that have choices where it is left out.",
        ),
        shape::PROMPT,
    ];

    /// How the table is made up, a line for each counted field; those with a side that nobody comes from stand first.
    pub fn count_lines(&self, step: &Step, seen: &Seen<'_>) -> Vec<Line> {
        let mut counts = self.counts(step, seen);
        counts.retain(Count::is_asked);
        counts.sort_by_key(|count| count.nobody().next().is_none());
        let lines = counts.iter().map(|count| leave::count_line(count, seen));
        lines.collect()
    }

    /// Whom the table lacks, over all counted fields in one line; `None` where somebody has each choice.
    pub fn lacks(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let counts = self.counts(step, seen);
        let sides = counts
            .iter()
            .filter(|count| !count.is_of_roles() && count.is_asked());
        let nobody: Vec<_> = sides
            .flat_map(Count::nobody)
            .map(|choice| choice.label.get(seen.lang()).clone())
            .collect();
        (!nobody.is_empty()).then(|| say!(RosterNobody, nobody))
    }

    /// How many people of a roster have which choice of each counted field, in the order of the script.
    pub fn counts<'a>(&'a self, step: &Step, seen: &Seen<'_>) -> Vec<Count<'a>> {
        let people = people(step, seen);
        let counted = |declared: &&Field| {
            let id = &declared.id;
            !declared.choice.is_empty()
                && if self.counts.is_empty() {
                    !SECOND_HATS.contains(&id.as_str())
                } else {
                    self.counts.contains(id)
                }
        };
        self.fields
            .iter()
            .filter(counted)
            .map(|declared| Count::of(declared, &people))
            .collect()
    }
}

/// How many people have which choice of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Count<'a> {
    /// The field.
    pub field: &'a Field,
    /// Each of its choices, in the order of the script.
    pub choices: Vec<Counted<'a>>,
}

/// How many people have one choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted<'a> {
    /// The choice.
    pub choice: &'a Choice,
    /// People who are here.
    pub here: usize,
    /// People who are here and wear it as their second hat only.
    pub hats: usize,
    /// Voices that are missed.
    pub missing: usize,
}

impl<'a> Count<'a> {
    fn of(declared: &'a Field, people: &[CardSeen<'_>]) -> Self {
        let id = declared.id.as_str();
        let count = |choice: &'a Choice| {
            let mut counted = Counted {
                choice,
                here: 0,
                hats: 0,
                missing: 0,
            };
            for person in people {
                let first = *person.text_of(id) == *choice.id;
                if first && is_here(person) {
                    counted.here += 1;
                } else if first {
                    counted.missing += 1;
                } else if is_here(person) && second_hat(person) == &*choice.id {
                    counted.hats += 1;
                }
            }
            counted
        };
        Self {
            field: declared,
            choices: declared.choice.iter().map(count).collect(),
        }
    }

    /// Whether it is about what people do for the talk, rather than about who they are.
    pub fn is_of_roles(&self) -> bool {
        self.field.id.as_str() == ROLE
    }

    /// Whether it was said of anybody: where it was not, nobody is missing from any side yet.
    pub fn is_asked(&self) -> bool {
        let mut choices = self.choices.iter();
        choices.any(|one| one.here + one.hats + one.missing > 0)
    }

    /// The choices that nobody here has. Somebody else's second hat takes a role, yet makes nobody a resident; a table
    /// can do without a coach.
    pub fn nobody(&self) -> impl Iterator<Item = &'a Choice> + use<'a, '_> {
        let roles = self.is_of_roles();
        self.choices
            .iter()
            .filter(move |counted| {
                counted.here == 0 && !(roles && (counted.hats > 0 || *counted.choice.id == *COACH))
            })
            .map(|counted| counted.choice)
    }
}

/// The people of a roster: those on its own page, and those that it draws from earlier ones. Missed voices are among them.
pub fn people<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    let mut all = seen.at_hand(step);
    all.retain(|card| is_person(card, seen));
    all
}

/// What a roster draws in beside its people: what they are to be found for.
pub fn in_view<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    let mut all = seen.at_hand(step);
    all.retain(|card| !is_person(card, seen));
    all
}

/// Whether a card is somebody: it lies on the page of a roster.
pub fn is_person(card: &CardSeen<'_>, seen: &Seen<'_>) -> bool {
    seen.step(card.step())
        .is_some_and(|step| matches!(step.kind, Kind::Roster(_)))
}

/// Whether somebody is at the table, rather than missed there.
pub fn is_here(person: &CardSeen<'_>) -> bool {
    !person.flag(field::MISSING)
}

/// Whether somebody accompanies the group from outside, by either hat.
pub fn is_coach(person: &CardSeen<'_>) -> bool {
    let says = |text: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.eq_ignore_ascii_case(COACH))
    };
    says(person.text_of(ROLE)) || says(second_hat(person))
}

fn second_hat<'a>(person: &CardSeen<'a>) -> &'a str {
    let said = SECOND_HATS.iter().map(|id| person.text_of(id));
    said.into_iter().find(|said| !said.is_empty()).unwrap_or("")
}

/// Who brings a voice that is missed; empty where nobody was named.
pub fn brings<'a>(person: &CardSeen<'a>) -> &'a str {
    let said = BRINGS.iter().map(|id| person.text_of(id));
    said.into_iter().find(|said| !said.is_empty()).unwrap_or("")
}

/// The field that says who brings a missed voice, by the name that this script uses.
pub fn brings_field(step: &Step) -> &'static str {
    let declared = BRINGS.iter().find(|id| step.field(id).is_some());
    declared.copied().unwrap_or(field::WHO)
}

/// The words of a choice or a field of somebody, as people read them; empty where nothing was said.
pub fn shown(person: &CardSeen<'_>, declared: &Field, seen: &Seen<'_>) -> std::sync::Arc<str> {
    let Some(value) = person.get(declared.id.as_str()) else {
        return "".into();
    };
    declared.shown(value.display(), seen.lang())
}

/// The fields of a roster that say something of a person; flags are told by the place where they stand.
pub fn told(step: &Step) -> impl Iterator<Item = &Field> {
    let fields = step.kind.lens().fields().iter();
    fields.filter(|declared| {
        let id = declared.id.as_str();
        !matches!(id, field::TEXT | field::MISSING)
            && !BRINGS.contains(&id)
            && declared.kind() != FieldKind::Long
    })
}

impl StepKind for Roster {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// People alone: what stood beside them was only looked at.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let people = people(step, seen);
        let picked = |person: &&CardSeen<'a>| seen.is_picked(&step.id, person.id());
        let some: Vec<_> = people.iter().filter(picked).copied().collect();
        if some.is_empty() { people } else { some }
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        seen.tops(&step.id).find(|card| !card.is_heading())?;
        let people = people(step, seen);
        let here = people.iter().filter(|person| is_here(person)).count();
        Some(match people.len() - here {
            0 => say!(StandsHere, here),
            missing => say!(StandsHereMissing, here, missing),
        })
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let people = people(step, seen);
        let here = people.iter().filter(|person| is_here(person)).count();
        let mut advice = Vec::new();
        if here > 0 {
            for count in self.counts(step, seen) {
                advice.extend(of_count(&count, seen));
            }
        }
        let alone = |person: &&CardSeen<'_>| !is_here(person) && brings(person).is_empty();
        advice.extend(
            people
                .iter()
                .filter(alone)
                .map(|person| Advice::about(person.id(), say!(AskWhoBrings, person.text()))),
        );
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        leave::recap(self, step, seen)
    }
}

/// What is asked of one counted field: a side that nobody comes from, a side that outweighs all others, a role that
/// nobody took.
fn of_count(count: &Count<'_>, seen: &Seen<'_>) -> Vec<Advice> {
    let lang = seen.lang();
    let label = |choice: &Choice| choice.label.get(lang).clone();
    let name = count.field.name(lang);
    let nobody: Vec<_> = count.nobody().collect();
    let mut advice = Vec::new();
    if count.is_of_roles() {
        if !nobody.is_empty() {
            let open: Vec<_> = nobody.into_iter().map(label).collect();
            advice.push(Advice::new(say!(AskRolesOpen, open)));
        }
        return advice;
    }
    if !count.is_asked() {
        return advice;
    }
    let sides = count.field.id.as_str() == CONSTITUENCY;
    let resident = |choice: &&Choice| sides && choice.id.starts_with("resident");
    advice.extend(
        nobody
            .iter()
            .copied()
            .find(|choice| resident(choice))
            .map(|choice| Advice::new(say!(AskNoResident, label(choice)))),
    );
    let others: Vec<_> = nobody
        .into_iter()
        .filter(|choice| !resident(choice))
        .map(label)
        .collect();
    if !others.is_empty() {
        advice.push(Advice::new(say!(AskNobodyHere, name, others)));
    }
    // A table of two or three cannot be balanced, and needs no reminder.
    let said: usize = count.choices.iter().map(|counted| counted.here).sum();
    let most = count.choices.iter().max_by_key(|counted| counted.here);
    if let Some(most) = most
        && sides
        && said >= 4
        && most.here * 2 > said
    {
        advice.push(Advice::new(say!(
            AskOneSide,
            most.here,
            said,
            label(most.choice)
        )));
    }
    advice
}

#[cfg(test)]
mod tests;
