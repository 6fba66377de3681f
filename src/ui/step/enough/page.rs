//! What stands on the page: its lines, the cells of each, and the verdict, in words that are ready to be drawn.

use std::sync::Arc;

use fuzzy_matcher::skim::SkimMatcherV2;

use super::EnoughScreen;
use crate::{
    cells,
    insight::enough::Balance,
    model::{
        CardId, Seen, Step,
        card::field,
        ids::ColumnId,
        seen::CardSeen,
        step::enough::{self, Enough, GAP, PLACES, STRATEGIES, Sums},
    },
    say,
    say::{Lang, Msg, MsgId, number},
    ui::overlay::fits,
};

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Gap,
    Strategies,
    Places,
}

/// A column: the field that it shows, what stands over it, and how a form calls it.
#[derive(Debug)]
pub(super) struct Column {
    pub field: &'static str,
    pub head: MsgId,
    pub label: MsgId,
    pub number: bool,
}

const fn column(field: &'static str, head: MsgId, label: MsgId, number: bool) -> Column {
    Column {
        field,
        head,
        label,
        number,
    }
}

static GAP_COLUMNS: [Column; 6] = [
    column(field::TEXT, MsgId::HeadGap, MsgId::LabelText, false),
    column(field::COHORT, MsgId::HeadCohort, MsgId::LabelCohort, true),
    column(field::NOW, MsgId::HeadNow, MsgId::LabelNow, true),
    column(field::GOAL, MsgId::HeadGoal, MsgId::LabelGoal, true),
    column(
        field::EXPECTED,
        MsgId::HeadExpected,
        MsgId::LabelExpected,
        true,
    ),
    column(field::SOURCE, MsgId::HeadSource, MsgId::LabelSays, false),
];

static STRATEGY_COLUMNS: [Column; 5] = [
    column(field::TEXT, MsgId::HeadStrategies, MsgId::LabelText, false),
    column(field::REACH, MsgId::HeadReach, MsgId::LabelReach, true),
    column(field::EFFECT, MsgId::HeadEffect, MsgId::LabelEffect, true),
    column(
        field::OVERLAP,
        MsgId::HeadOverlap,
        MsgId::LabelOverlap,
        true,
    ),
    column(field::SOURCE, MsgId::HeadSource, MsgId::LabelSays, false),
];

static PLACE_COLUMNS: [Column; 4] = [
    column(field::TEXT, MsgId::HeadPlaces, MsgId::LabelText, false),
    column(field::COHORT, MsgId::HeadCohort, MsgId::LabelCohort, true),
    column(field::NOW, MsgId::HeadNow, MsgId::LabelNow, true),
    column(field::GOAL, MsgId::HeadGoal, MsgId::LabelGoal, true),
];

impl Section {
    pub(super) fn of(column: Option<&ColumnId>) -> Self {
        match column.map(|id| &*id.0) {
            Some(GAP) => Self::Gap,
            Some(PLACES) => Self::Places,
            _ => Self::Strategies,
        }
    }

    /// The column of the page in which its cards lie.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Gap => GAP,
            Self::Strategies => STRATEGIES,
            Self::Places => PLACES,
        }
    }

    /// Its columns; the words are the first.
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Self::Gap => &GAP_COLUMNS,
            Self::Strategies => &STRATEGY_COLUMNS,
            Self::Places => &PLACE_COLUMNS,
        }
    }

    /// What stands over its people.
    pub(super) fn people(self) -> MsgId {
        match self {
            Self::Strategies => MsgId::HeadCounts,
            Self::Gap | Self::Places => MsgId::HeadNeed,
        }
    }
}

/// How the people of a row look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    /// Nothing is missing any more.
    There,
    /// What is assumed has no source, or the numbers are off.
    Doubt,
    /// Left out of the sum on this screen.
    Out,
}

/// A card as a row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub card: CardId,
    pub section: Section,
    /// What stands in each column.
    pub cells: Vec<Arc<str>>,
    /// The people it comes to.
    pub people: String,
    pub tone: Tone,
}

/// A line of the page.
#[derive(Clone, Debug)]
pub(super) enum Line {
    Head(Section, String),
    Row(Row),
    Note(String),
    /// Where something can be added, and what.
    Add(Section, Msg),
    Blank,
}

impl Line {
    pub(super) fn takes_cursor(&self) -> bool {
        matches!(self, Self::Row(_) | Self::Add(..))
    }
}

/// What stands at the foot.
#[derive(Clone, Debug)]
pub(super) struct Foot {
    pub words: String,
    /// How much of what is needed is counted, from 0 to 1.
    pub balance: Balance,
    pub then: Msg,
}

/// The page, ready to be drawn.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub lines: Vec<Line>,
    pub has_gap: bool,
    pub foot: Option<Foot>,
    /// What to do first, where there is no verdict yet.
    pub begin: String,
}

impl Page {
    pub(super) fn of(
        enough: &Enough,
        step: &Step,
        seen: Seen<'_>,
        sums: &Sums<'_>,
        screen: &EnoughScreen,
    ) -> Self {
        let lang = seen.lang();
        let tried = sums.clone().without(&screen.left_out);
        let mut page = Self {
            has_gap: sums.gap.is_some(),
            foot: foot(enough, &tried, screen.left_out.len(), screen.width, lang),
            begin: if sums.gap.is_some() {
                MsgId::EnoughGapOnly.text(lang).to_owned()
            } else {
                MsgId::EnoughNoGap.text(lang).to_owned()
            },
            lines: Vec::new(),
        };
        page.gap(enough, step, seen, sums, screen.width);
        let rows = sums.strategies.iter().map(|one| {
            let tone = if screen.left_out.contains(&one.card.id()) {
                Tone::Out
            } else if one.is_off() || (one.counts.is_some() && one.source.is_empty()) {
                Tone::Doubt
            } else {
                Tone::Plain
            };
            (
                row(Section::Strategies, &one.card, one.counts, tone),
                one.counts,
            )
        });
        page.part(
            (Section::Strategies, MsgId::HeadStrategies.text(lang).into()),
            rows.collect(),
            say!(AddStrategy),
            screen,
        );
        if !sums.places.is_empty() || !enough.places.is_empty() {
            let rows = sums.places.iter().map(|place| {
                let tone = if place.is_at_goal() {
                    Tone::There
                } else {
                    Tone::Plain
                };
                let mut row = row(Section::Places, &place.card, place.needed, tone);
                if place.is_at_goal() {
                    MsgId::AtGoal.text(lang).clone_into(&mut row.people);
                }
                if row.cells[3].is_empty()
                    && let Some(goal) = place.goal
                {
                    row.cells[3] = format!("({})", number(goal, 2)).into();
                }
                (row, place.needed)
            });
            let named = enough.places_in(lang);
            let add = say!(AddPlace, &named);
            page.part((Section::Places, named), rows.collect(), add, screen);
            if !sums.places.is_empty() {
                page.note(
                    &enough::places_sum(enough, sums, lang).render(lang),
                    screen.width,
                );
            }
        }
        page
    }

    fn gap(&mut self, enough: &Enough, step: &Step, seen: Seen<'_>, sums: &Sums<'_>, width: usize) {
        let lang = seen.lang();
        self.lines.push(Line::Head(
            Section::Gap,
            MsgId::HeadGap.text(lang).to_owned(),
        ));
        let Some(gap) = &sums.gap else {
            let from_curve = seen.may_write() && !Enough::measures(step, &seen).is_empty();
            let add = if from_curve {
                MsgId::AddGapCurve
            } else {
                MsgId::AddGap
            };
            self.lines.push(Line::Add(Section::Gap, add.into()));
            return;
        };
        let needed = gap.heading.or(gap.today).map(crate::insight::enough::whole);
        let mut line = row(
            Section::Gap,
            &gap.card,
            needed.map(|people| people.max(0.0)),
            Tone::Plain,
        );
        if needed.is_some_and(|people| people <= 0.0) {
            MsgId::AtGoal.text(lang).clone_into(&mut line.people);
            line.tone = Tone::There;
        }
        self.lines.push(Line::Row(line));
        for sentence in enough::sentences(enough, gap, sums.better, lang) {
            self.note(&sentence.render(lang), width);
        }
    }

    fn note(&mut self, words: &str, width: usize) {
        let room = width.saturating_sub(4).max(20);
        let lines = cells::wrap(words, room).into_iter();
        self.lines
            .extend(lines.map(|line| Line::Note(line.trim_end().to_owned())));
    }

    fn part(
        &mut self,
        (section, name): (Section, Arc<str>),
        mut rows: Vec<(Row, Option<f64>)>,
        add: Msg,
        screen: &EnoughScreen,
    ) {
        let all = rows.len();
        let matcher = SkimMatcherV2::default();
        if !screen.filter.trim().is_empty() {
            rows.retain(|(row, _)| fits(&matcher, &row.cells.join(" "), &screen.filter).is_some());
        }
        if screen.sorted {
            // What is not known stands last.
            rows.sort_by(|(_, one), (_, other)| {
                other.unwrap_or(-1.0).total_cmp(&one.unwrap_or(-1.0))
            });
        }
        self.lines.push(Line::Blank);
        let name = if all > 0 {
            format!("{name} ({all})")
        } else {
            name.to_string()
        };
        self.lines.push(Line::Head(section, name));
        self.lines
            .extend(rows.into_iter().map(|(row, _)| Line::Row(row)));
        self.lines.push(Line::Add(section, add));
    }

    pub(super) fn line_of(&self, card: CardId) -> Option<usize> {
        let holds = |line: &Line| matches!(line, Line::Row(row) if row.card == card);
        self.lines.iter().position(holds)
    }

    pub(super) fn row_at(&self, at: usize) -> Option<&Row> {
        match self.lines.get(at)? {
            Line::Row(row) => Some(row),
            _ => None,
        }
    }

    pub(super) fn card_at(&self, at: usize) -> Option<CardId> {
        self.row_at(at).map(|row| row.card)
    }

    pub(super) fn section_at(&self, at: usize) -> Option<Section> {
        match self.lines.get(at)? {
            Line::Row(row) => Some(row.section),
            Line::Add(section, _) | Line::Head(section, _) => Some(*section),
            Line::Note(_) | Line::Blank => None,
        }
    }
}

fn row(section: Section, card: &CardSeen<'_>, people: Option<f64>, tone: Tone) -> Row {
    let cell = |column: &Column| {
        card.get(column.field)
            .map(crate::model::Value::display)
            .unwrap_or_default()
    };
    Row {
        card: card.id(),
        section,
        cells: section.columns().iter().map(cell).collect(),
        people: people.map(|people| number(people, 0)).unwrap_or_default(),
        tone,
    }
}

/// Under this width the verdict is said in brief.
const NARROW: usize = 76;

fn foot(
    enough: &Enough,
    sums: &Sums<'_>,
    left_out: usize,
    width: usize,
    lang: Lang,
) -> Option<Foot> {
    let balance = sums.balance()?;
    let any = sums.strategies.iter().any(|one| one.counts.is_some());
    let unsourced = sums.unsourced();
    let then = if left_out > 0 {
        say!(EnoughTried, left_out)
    } else if !any {
        say!(EnoughGapOnly)
    } else if balance.is_enough() && unsourced > 0 {
        say!(EnoughIf, unsourced)
    } else if balance.is_enough() {
        say!(EnoughSourced)
    } else {
        let goal = sums.gap.as_ref().and_then(|gap| gap.goal);
        goal.map_or_else(
            || say!(ShortWaysBare),
            |goal| say!(ShortWays, enough::rate(enough, goal, lang)),
        )
    };
    Some(Foot {
        words: if width < NARROW {
            enough::brief_verdict(&balance).render(lang)
        } else {
            enough::verdict(enough, &balance, lang).render(lang)
        },
        balance,
        then,
    })
}
