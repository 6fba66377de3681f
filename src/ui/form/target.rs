//! What a form writes to: known without the form, so that a draft on disk finds its way back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    insight::period::Period,
    model::{CardId, FieldId, MeasureId, MemberId, StepId, Voice, ids::ColumnId},
};

/// What a form writes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A new card.
    NewCard {
        /// On this page.
        step: StepId,
        /// Under this card.
        parent: Option<CardId>,
        /// In this column.
        column: Option<ColumnId>,
        /// Behind this card; at the end where none is named.
        after: Option<CardId>,
        /// Coming from this card of another step.
        from: Option<CardId>,
    },
    /// A card that is there.
    Card {
        /// Which.
        card: CardId,
    },
    /// The name of a new group.
    Group {
        /// The cards that go under it.
        cards: Vec<CardId>,
    },
    /// One's own note for a step.
    Note {
        /// Which step.
        step: StepId,
    },
    /// The session's title.
    Title,
    /// The words of a step, for this session.
    Reword {
        /// Which step.
        step: StepId,
    },
    /// The table whose words this seat writes.
    WritingFor,
    /// A step's time box.
    TimeBox {
        /// Which step.
        step: StepId,
    },
    /// What describes a measure; a new one where none is named.
    Measure {
        /// The step it belongs to.
        step: StepId,
        /// Which.
        measure: Option<MeasureId>,
    },
    /// A line of a measure's data table.
    Point {
        /// Of which measure.
        measure: MeasureId,
        /// Of which group.
        group: Arc<str>,
        /// Which line; a new one where none is named.
        period: Option<Period>,
    },
    /// The room's guess, or another way that it could go.
    Guess {
        /// Of which measure.
        measure: MeasureId,
        /// The scenario; the room's own guess where none is named, a new one where the name is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scenario: Option<Arc<str>>,
    },
    /// The working baseline where there are no numbers: four plain questions.
    Baseline {
        /// Of which measure.
        measure: MeasureId,
    },
    /// “Is this forecast OK?”
    ForecastOk {
        /// Of which measure.
        measure: MeasureId,
    },
    /// What is said of a card on a criterion: how many gave which mark, and how they know.
    Score {
        /// On which step.
        step: StepId,
        /// Of which card.
        card: CardId,
        /// On which criterion.
        criterion: FieldId,
    },
    /// How much each criterion of a step counts.
    Weights {
        /// Which step.
        step: StepId,
    },
    /// Where to read a file of points from.
    ImportFile {
        /// The step it is for.
        step: StepId,
        /// Into which measure; a new one where none is named.
        measure: Option<MeasureId>,
    },
    /// How a round of dots is held.
    OpenVote {
        /// The step that votes.
        step: StepId,
    },
    /// Whose dots are entered.
    Sheet {
        /// The step that votes.
        step: StepId,
        /// Those whose dots are entered now; who comes next where nobody is named.
        voice: Option<Voice>,
    },
    /// A seat: its name, how many share it, where they belong.
    Seat {
        /// Whose.
        member: MemberId,
    },
    /// Where to write a report.
    ExportFile {
        /// Which report, by its key in the menu.
        what: crate::ui::seat::Report,
    },
}

impl Target {
    /// Whether it asks about a moment that is over once it is put away, so that no draft of it is kept.
    pub fn is_of_the_moment(&self) -> bool {
        matches!(self, Self::OpenVote { .. } | Self::Sheet { .. })
    }

    /// A new card of a page, at its end and under no other.
    pub fn new_on(step: &StepId) -> Self {
        Self::NewCard {
            step: step.clone(),
            parent: None,
            column: None,
            after: None,
            from: None,
        }
    }

    /// Whether it is a new card that was begun on this page itself, not taken there from a card of another.
    pub fn is_new_on(&self, page: &StepId) -> bool {
        matches!(self, Self::NewCard { step, from: None, .. } if step == page)
    }
}
