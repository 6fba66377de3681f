//! What each key of a script may hold: the one table behind the reader, the JSON Schema and the manual.

/// What a place in a script may hold.
#[derive(Debug)]
pub enum Shape {
    /// A name of small letters, digits and dashes.
    Id,
    /// One line of text.
    Text,
    /// Words: one text, or one for each language.
    Words,
    /// A whole number in this range.
    Count {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// True or false.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// The id of another step of this script, on this side of the one it is written in.
    StepRef(Side),
    /// The id of a field of this step.
    FieldRef,
    /// A list.
    List(&'static Shape),
    /// A list, or an object with one or more of these keys.
    ListOr(&'static Shape, &'static [Key]),
    /// An object with these keys.
    Object(&'static [Key]),
    /// An object with exactly one of these keys.
    OneKey(&'static [Key]),
    /// A plain id, or an object with these keys.
    IdOr(&'static [Key]),
    /// A step: [`STEP`] and the keys of its kind.
    Step,
}

/// Where another step lies, seen from the one that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Earlier in the script.
    Before,
    /// Later in the script.
    After,
}

/// One key of an object.
#[derive(Debug)]
pub struct Key {
    /// As written in the file.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// What it is for, in a sentence for the manual.
    pub doc: &'static str,
}

/// A key that must be there.
pub const fn needs(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        name,
        shape,
        needed: true,
        doc,
    }
}

/// A key that may be left out.
pub const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key {
        name,
        shape,
        needed: false,
        doc,
    }
}

const MINUTES: Shape = Shape::Count { min: 1, max: 600 };

/// The keys of a script.
pub const SCRIPT: &[Key] = &[
    needs("id", Shape::Id, "Names the script on the command line."),
    needs("title", Shape::Words, "What the script is called."),
    needs("framework", Shape::Text, "The framework it belongs to."),
    may("source", Shape::Words, "Where its steps come from."),
    may("about", Shape::Words, "What it is for, in a sentence."),
    needs(
        "minutes",
        Shape::Count { min: 1, max: 6000 },
        "All of its time; the minutes of its steps add up to it.",
    ),
    may("brings", Shape::Words, "What the group brings."),
    may("leaves", Shape::Words, "What comes out."),
    may("who", Shape::Words, "Who should be in the room."),
    may(
        "sittings",
        Shape::List(&Shape::Object(SITTING)),
        "A programme: other scripts, held one after the other in one session. Its minutes are theirs together.",
    ),
    may(
        "steps",
        Shape::List(&Shape::Step),
        "The questions, in order. Needed where there are no sittings; those of a programme come after its sittings.",
    ),
];

/// The keys of a sitting of a programme.
pub const SITTING: &[Key] = &[
    needs(
        "id",
        Shape::Id,
        "Unique within the programme; the ids of its steps begin with it.",
    ),
    needs("script", Shape::Text, "The id of the script that is held."),
    may(
        "title",
        Shape::Words,
        "What it is called; the title of its script where it is left out.",
    ),
    may(
        "month",
        Shape::Count { min: 1, max: 60 },
        "In which month of the programme, from 1.",
    ),
    may("before", Shape::Words, "What people do before it."),
    may(
        "brings",
        Shape::List(&Shape::Object(BRINGS)),
        "What its steps draw from earlier sittings.",
    ),
];

/// The keys of what a sitting draws from an earlier one.
pub const BRINGS: &[Key] = &[
    needs("into", Shape::Text, "A step of the script that is held."),
    needs(
        "from",
        Shape::Text,
        "A step of an earlier sitting, as `sitting.step`.",
    ),
];

/// The keys of a step of any kind.
pub const STEP: &[Key] = &[
    needs("id", Shape::Id, "Names the step within the script."),
    needs(
        "kind",
        Shape::OneOf(super::super::step::Kind::NAMES),
        "What the room does in this step.",
    ),
    may(
        "title",
        Shape::Words,
        "Its name on the agenda; the question where it is left out.",
    ),
    needs("minutes", MINUTES, "Its time box."),
    needs(
        "ask",
        Shape::Words,
        "The question, as it stands on the wall.",
    ),
    may("why", Shape::Words, "What the step is for."),
    may(
        "guide",
        Shape::ListOr(&Shape::Words, GUIDE),
        "Private guidance for the facilitator; it is never on the shared screen. A plain list is all `ask`.",
    ),
    may(
        "recipe",
        Shape::List(&Shape::OneKey(PHASES)),
        "How the time is spent: parts in minutes, in order.",
    ),
    may(
        "privacy",
        Shape::OneOf(super::super::silence::Privacy::NAMES),
        "How private silent writing is here: `private` until the reveal, `anonymous` for ever, or `secret`, so that nothing stored \
         says who wrote what. `private` where the recipe has a silent part and nothing is said. Silence begins only when the \
         facilitator begins it.",
    ),
    may(
        "draws_from",
        Shape::List(&Shape::StepRef(Side::Before)),
        "Earlier steps whose cards are at hand here.",
    ),
    may(
        "hands_on",
        Shape::List(&Shape::StepRef(Side::After)),
        "Later steps that work with what is said here.",
    ),
    may(
        "takes_up",
        Shape::List(&Shape::Text),
        "Steps of another script: where a session goes on from an earlier one that had them, their cards and measures are here \
         from the start.",
    ),
    may(
        "advice",
        Shape::List(&Shape::OneKey(RULES)),
        "What is asked of the cards before the room goes on. It speaks up and never locks.",
    ),
];

/// The parts of guidance.
pub const GUIDE: &[Key] = &[
    may(
        "ask",
        Shape::List(&Shape::Words),
        "What to ask and say, in order.",
    ),
    may(
        "quiet",
        Shape::List(&Shape::Words),
        "What helps when it goes quiet.",
    ),
    may(
        "watch",
        Shape::List(&Shape::Words),
        "What to watch for: each goes on from “watch for”.",
    ),
];

/// The parts of a step's time.
pub const PHASES: &[Key] = &[
    may("silent", MINUTES, "Each writes in silence."),
    may("reveal", MINUTES, "What was written is read out."),
    may("group", MINUTES, "Like goes to like."),
    may("talk", MINUTES, "All talk."),
    may("round", MINUTES, "One after the other."),
    may("pairs", MINUTES, "In pairs or small groups."),
    may(
        "fours",
        MINUTES,
        "Two pairs together: what they share, and where they differ.",
    ),
    may("dots", MINUTES, "Each lays dots."),
    may("break", MINUTES, "A break."),
];

const SOME: Shape = Shape::Count { min: 1, max: 100 };

/// The rules of advice.
pub const RULES: &[Key] = &[
    may(
        "each_column_has",
        SOME,
        "At least so many cards in each column.",
    ),
    may("at_least", SOME, "At least so many cards."),
    may("each_has", Shape::FieldRef, "Every card has this field."),
    may(
        "one_with",
        Shape::Object(ONE_WITH),
        "At least one card holds one of these values.",
    ),
    may(
        "each_from",
        Shape::StepRef(Side::Before),
        "Every card is connected to one of this earlier step.",
    ),
];

/// The keys of the rule `one_with`.
pub const ONE_WITH: &[Key] = &[
    needs("field", Shape::FieldRef, "In which field."),
    needs(
        "is",
        Shape::List(&Shape::Text),
        "Any of these values; for a flag, `true`.",
    ),
    needs("ask", Shape::Words, "How it is asked for."),
];

/// A column, or one choice of a field.
pub const ID_AND_LABEL: &[Key] = &[
    needs("id", Shape::Id, "What is stored."),
    needs("label", Shape::Words, "What is shown."),
];

/// The key `columns`, for kinds that have it.
pub const COLUMNS: Key = may(
    "columns",
    Shape::List(&Shape::IdOr(ID_AND_LABEL)),
    "The columns of the page.",
);

/// The key `prompt`, for kinds that have it.
pub const PROMPT: Key = may(
    "prompt",
    Shape::Words,
    "What stands in an empty line, to help the first words along.",
);

/// A question that the script asks and a card answers.
pub const ITEM: &[Key] = &[
    needs("id", Shape::Id, "Unique within the step."),
    needs("ask", Shape::Words, "The question."),
    may("hint", Shape::Words, "A word of help."),
];

/// A section of a page, with its questions.
pub const SECTION: &[Key] = &[
    needs("id", Shape::Id, "Unique within the step."),
    needs("label", Shape::Words, "Its heading."),
    needs(
        "items",
        Shape::List(&Shape::Object(ITEM)),
        "Its questions, each answered by one or more cards.",
    ),
];

/// The key `fields`, for kinds that have it.
pub const FIELDS: Key = may(
    "fields",
    Shape::List(&Shape::Object(FIELD)),
    "What a card holds beside its words.",
);

/// The keys of a declared field.
pub const FIELD: &[Key] = &[
    needs(
        "id",
        Shape::Id,
        "Unique within the step; the same id means the same thing in every step.",
    ),
    may(
        "label",
        Shape::Words,
        "What stands beside it; the id where it is left out.",
    ),
    may(
        "type",
        Shape::OneOf(&[
            "text", "long", "choice", "number", "date", "person", "flag", "link",
        ]),
        "What it holds; one line of text where it is left out.",
    ),
    may(
        "choice",
        Shape::List(&Shape::IdOr(CHOICE)),
        "The choices, where it holds one of several.",
    ),
    may("hint", Shape::Words, "A word of help."),
];

/// One choice. Its id may hold spaces, since people read it.
pub const CHOICE: &[Key] = &[
    needs("id", Shape::Text, "What is stored."),
    needs("label", Shape::Words, "What is shown."),
];
