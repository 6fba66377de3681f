//! The curve on screen: the picture, the figures in words, the data table, and the question that ends the step.
//!
//! What is so about the measure is computed once for a version of the session; a frame only shows it.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen};
use crate::{
    document::chart::{Glyphs, Grid},
    insight::Period,
    model::{
        Command, Measure, MeasureId, Point, Seen, Seq, Step,
        measure::{PointKey, about, place},
        step::{
            Kind,
            curve::{Facts, Matter, method_in_full, value},
        },
        thread::Bead,
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        form::{Form, Target},
        keys::{self, Action, Scope},
        overlay::{Item, Overlay, Pick, Then, Thread},
        paint::Paint,
    },
};

mod ahead;
mod draw;
mod forms;
mod slips;

pub use ahead::freeze;
pub use forms::{form_command, form_for};
pub use slips::{doubt, mend};

/// The screen.
#[derive(Debug, Default)]
pub struct CurveScreen {
    pane: Pane,
    /// The measure that is looked at; the first where none was chosen.
    chosen: Option<MeasureId>,
    /// The group that is looked at; everyone where none was chosen.
    shown: Option<Arc<str>>,
    /// The line of the table with the cursor; the last where none was chosen.
    cursor: Option<Period>,
    first_row: usize,
    first_word: usize,
    /// How many lines were shown last, for paging.
    page: usize,
    known: Option<Known>,
    grid: Option<(u16, u16, Glyphs, Grid)>,
    /// Only lines that hold these words stand in the table.
    filter: String,
}

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Picture,
    Table,
    Words,
}

/// What is so, as of a version of the session.
#[derive(Debug)]
struct Known {
    version: Seq,
    lang: Lang,
    wanted: Option<Arc<str>>,
    filter: String,
    measure: MeasureId,
    facts: Facts,
    sentences: Vec<(Matter, String)>,
    rows: Vec<Row>,
}

/// A line of the data table, with what was forecast for it.
#[derive(Debug)]
struct Row {
    period: Period,
    point: Arc<Point>,
    forecast: Option<f64>,
    beats: Option<bool>,
}

/// Whether a line holds every word that is searched for.
fn holds(row: &Row, filter: &str) -> bool {
    let point = &row.point;
    let period = row.period.to_string();
    let words = [&point.note, &point.source, &point.definition].map(Option::as_deref);
    let text = std::iter::once(&*period)
        .chain(words.into_iter().flatten())
        .collect::<Vec<_>>();
    let text = text.join(" ").to_lowercase();
    filter
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

impl Known {
    /// The place of the cursor among the lines of the table; the last where none was chosen.
    fn at(&self, cursor: Option<Period>) -> usize {
        let last = self.rows.len().saturating_sub(1);
        let Some(cursor) = cursor else { return last };
        self.rows
            .iter()
            .position(|row| row.period >= cursor)
            .unwrap_or(last)
    }

    fn of(screen: &CurveScreen, measure: &Measure, step: &Step, seen: Seen<'_>) -> Self {
        let wanted = screen.shown.as_ref();
        let ahead = match &step.kind {
            Kind::Curve(curve) => curve.periods_ahead(),
            _ => 3,
        };
        let lang = seen.lang();
        let facts = Facts::of(measure, wanted.map(|name| &**name), ahead).with_marks(step, &seen);
        let sentences = facts
            .sentences()
            .into_iter()
            .map(|said| (said.matter, said.msg.render(lang)))
            .collect();
        let judging = facts.judging();
        let row = |(period, point): (Period, &Arc<Point>)| Row {
            period,
            point: Arc::clone(point),
            forecast: judging.and_then(|tried| tried.forecast.at(period).map(|point| point.value)),
            beats: judging.and_then(|tried| {
                tried
                    .judgement
                    .rows
                    .iter()
                    .find(|row| row.period == period)?
                    .beats
            }),
        };
        let rows = measure
            .series(&facts.shown)
            .map(row)
            .filter(|row| holds(row, &screen.filter))
            .collect();
        Self {
            version: seen.version(),
            lang,
            wanted: wanted.cloned(),
            filter: screen.filter.clone(),
            measure: measure.id,
            sentences,
            rows,
            facts,
        }
    }
}

impl CurveScreen {
    /// The measure that is looked at.
    fn measure<'a>(&self, step: &Step, seen: Seen<'a>) -> Option<&'a Measure> {
        let chosen = self.chosen.and_then(|chosen| {
            let mut all = seen.measures_on(&step.id);
            all.find(|measure| measure.id == chosen)
        });
        chosen.or_else(|| seen.measures_on(&step.id).next())
    }

    /// Goes to the measure before or behind, round and round.
    fn next_measure(&mut self, by: usize, step: &Step, seen: Seen<'_>) {
        let all: Vec<MeasureId> = seen.measures_on(&step.id).map(|one| one.id).collect();
        let now = self.measure(step, seen).map(|measure| measure.id);
        let at = all.iter().position(|id| Some(*id) == now).unwrap_or(0);
        if let Some(id) = all.get((at + by) % all.len().max(1)) {
            self.look_at(*id);
        }
    }

    fn look_at(&mut self, measure: MeasureId) {
        if self.chosen != Some(measure) {
            self.chosen = Some(measure);
            (self.shown, self.cursor) = (None, None);
            (self.first_row, self.first_word) = (0, 0);
        }
    }

    /// Computes what is so; only where the session, the measure or the group changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let current = self.known.as_ref().is_some_and(|known| {
            (known.version, known.lang) == (seen.version(), seen.lang())
                && known.wanted == self.shown
                && self.chosen.is_none_or(|chosen| chosen == known.measure)
                && known.filter == self.filter
        });
        if current {
            return;
        }
        self.grid = None;
        self.known = self
            .measure(step, seen)
            .map(|measure| Known::of(self, measure, step, seen));
    }

    fn at(&self) -> usize {
        self.known.as_ref().map_or(0, |known| known.at(self.cursor))
    }

    fn row(&self) -> Option<&Row> {
        self.known.as_ref()?.rows.get(self.at())
    }

    fn move_row(&mut self, by: isize) {
        let Some(known) = &self.known else { return };
        let next = self
            .at()
            .saturating_add_signed(by)
            .min(known.rows.len().saturating_sub(1));
        self.cursor = known.rows.get(next).map(|row| row.period);
    }

    fn move_by(&mut self, by: isize) {
        if self.pane == Pane::Table {
            self.move_row(by);
        } else {
            self.first_word = self.first_word.saturating_add_signed(by);
        }
    }

    fn next_group(&mut self) {
        let Some(known) = &self.known else { return };
        let names = &known.facts.series;
        let now = names
            .iter()
            .position(|(name, _)| *name == known.facts.shown)
            .unwrap_or(0);
        self.shown = names
            .get((now + 1) % names.len().max(1))
            .map(|(name, _)| Arc::clone(name));
        self.first_row = 0;
        self.first_word = 0;
    }

    fn delete(&self, cx: &mut Cx<'_>) {
        let (Some(known), Some(row)) = (&self.known, self.row()) else {
            return;
        };
        let key = PointKey {
            group: Arc::clone(&known.facts.shown),
            period: row.period,
        };
        let period = row.period.to_string();
        cx.send(Command::SetPoints {
            measure: known.measure,
            points: vec![(key, None)],
        });
        cx.notice = Some(say!(PointDeleted, period));
    }
}

fn open(target: &Target, cx: &mut Cx<'_>) {
    cx.form = form_for(target, (cx.ids)(), cx.seen);
}

/// Which group the others are compared with: never chosen by the program.
fn compare_window(known: &Known, lang: Lang) -> Overlay {
    let facts = &known.facts;
    let item = |name: &Arc<str>| Item {
        pick: Pick::Word(Arc::clone(name)),
        label: name.to_string(),
        detail: facts
            .groups
            .iter()
            .find(|group| group.name == *name)
            .and_then(|group| group.last)
            .map_or_else(String::new, |last| {
                value(facts.scale, &facts.unit, last.value).render(lang)
            }),
        on: facts.reference.as_ref() == Some(name),
    };
    let none = Item {
        pick: Pick::Word("".into()),
        label: MsgId::CompareNone.text(lang).to_owned(),
        detail: String::new(),
        on: facts.reference.is_none(),
    };
    let named = facts
        .series
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty() && place(name).is_none());
    let items = named.map(item).chain([none]).collect();
    Overlay::choose(
        MsgId::TitleCompare.text(lang),
        items,
        Then::Describe(known.measure, about::COMPARE_TO),
    )
}

/// Which method judges, each with what it says.
fn method_window(known: &Known, lang: Lang) -> Overlay {
    let facts = &known.facts;
    let item = |forecast: &crate::insight::Forecast| Item {
        pick: Pick::Word(forecast.method.id().into()),
        label: method_in_full(forecast.method).render(lang),
        detail: forecast.points.last().map_or_else(String::new, |last| {
            say!(
                ValueIn,
                value(facts.scale, &facts.unit, last.value),
                last.period.to_string()
            )
            .render(lang)
        }),
        on: forecast.method == facts.method,
    };
    let items = facts.expected.iter().map(item).collect();
    Overlay::choose(
        MsgId::TitleMethod.text(lang),
        items,
        Then::Describe(known.measure, about::METHOD),
    )
}

impl StepScreen for CurveScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::kinds::curve::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut keys::Facts, step: &Step, seen: Seen<'_>) {
        facts.measure = self.measure(step, seen).is_some();
        facts.measures = seen.measures_on(&step.id).nth(1).is_some();
        if let Some(known) = &self.known {
            facts.forecast = known.facts.to_freeze.is_some();
            facts.groups = known.facts.series.len() > 1;
            facts.card = self.row().is_some();
        }
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page).unwrap_or(1);
        let measure = self.known.as_ref().map(|known| known.measure);
        match (action, measure) {
            (Action::NextPane, _) => {
                self.pane = match self.pane {
                    Pane::Picture => Pane::Table,
                    Pane::Table => Pane::Words,
                    Pane::Words => Pane::Picture,
                };
            }
            (Action::PrevPane, _) => {
                self.pane = match self.pane {
                    Pane::Picture => Pane::Words,
                    Pane::Table => Pane::Picture,
                    Pane::Words => Pane::Table,
                };
            }
            (Action::Up, _) => self.move_by(-1),
            (Action::Down, _) => self.move_by(1),
            (Action::PageUp, _) => self.move_by(-page),
            (Action::PageDown, _) => self.move_by(page),
            (Action::First, _) => self.move_by(isize::MIN),
            (Action::Last, _) => self.move_by(isize::MAX),
            (Action::Left, _) => self.move_row(-1),
            (Action::Right, _) => self.move_row(1),
            (Action::New, _) => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            (Action::Thread, Some(measure)) => {
                let bead = Bead::Measure(measure);
                cx.overlay = Some(Overlay::Thread(Thread::through(bead, cx.seen)));
            }
            (Action::Import, measure) => open(
                &Target::ImportFile {
                    step: step.id.clone(),
                    measure,
                },
                cx,
            ),
            (Action::Describe, measure) => open(
                &Target::Measure {
                    step: step.id.clone(),
                    measure,
                },
                cx,
            ),
            (Action::Edit, Some(measure)) => {
                if let (Some(row), Some(known)) = (self.row(), &self.known) {
                    let group = Arc::clone(&known.facts.shown);
                    open(
                        &Target::Point {
                            measure,
                            group,
                            period: Some(row.period),
                        },
                        cx,
                    );
                }
            }
            (Action::Delete, Some(_)) => self.delete(cx),
            (Action::Guess, Some(measure)) => self.guess(measure, cx),
            (Action::Freeze, Some(_)) => self.freeze(step, cx),
            (Action::ForecastOk, Some(measure)) => open(&Target::ForecastOk { measure }, cx),
            (Action::NextGroup, Some(_)) => self.next_group(),
            (Action::NextCurve, Some(_)) => self.next_measure(1, step, cx.seen),
            (Action::PrevCurve, Some(_)) => {
                let all = cx.seen.measures_on(&step.id).count();
                self.next_measure(all.saturating_sub(1), step, cx.seen);
            }
            (Action::NewCurve, _) => open(
                &Target::Measure {
                    step: step.id.clone(),
                    measure: None,
                },
                cx,
            ),
            (Action::CompareTo, Some(_)) => {
                cx.overlay = self
                    .known
                    .as_ref()
                    .map(|known| compare_window(known, cx.seen.lang()));
            }
            (Action::Method, Some(_)) => {
                cx.overlay = self
                    .known
                    .as_ref()
                    .map(|known| method_window(known, cx.seen.lang()));
            }
            _ => return false,
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Some(measure) = self.measure(step, seen) else {
            return form_for(
                &Target::Measure {
                    step: step.id.clone(),
                    measure: None,
                },
                id,
                seen,
            );
        };
        let group = self
            .known
            .as_ref()
            .map(|known| Arc::clone(&known.facts.shown))
            .unwrap_or_default();
        form_for(
            &Target::Point {
                measure: measure.id,
                group,
                period: None,
            },
            id,
            seen,
        )
    }

    fn next_form(&mut self, kept: &Form, _step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        match &kept.target {
            Target::Measure { measure: None, .. } => {
                self.look_at(MeasureId(kept.id));
                let none = "".into();
                let measure = MeasureId(kept.id);
                Some(forms::new_point(id, measure, &none, None, seen.lang()))
            }
            Target::Point {
                measure,
                period: None,
                ..
            } => {
                let written = forms::written_period(kept);
                self.cursor = written;
                let group = forms::written_group(kept);
                let next = forms::next_period(seen.measure(*measure)?, &group, written);
                self.shown = Some(Arc::clone(&group));
                Some(forms::new_point(id, *measure, &group, next, seen.lang()))
            }
            _ => None,
        }
    }

    fn paste(&mut self, text: &str, step: &Step, seen: Seen<'_>) -> Option<Overlay> {
        let lang = seen.lang();
        let table = forms::as_table(text)?;
        let count = table.lines().count().saturating_sub(1);
        let measure = self.measure(step, seen).map(|measure| measure.id);
        let add = Item {
            pick: Pick::Word("add".into()),
            label: say!(PastePoints, count).render(lang),
            detail: String::new(),
            on: false,
        };
        let then = Then::PastePoints {
            step: step.id.clone(),
            measure,
            table,
        };
        Some(Overlay::choose(
            say!(TitlePaste, count).render(lang),
            vec![add],
            then,
        ))
    }

    fn point(&mut self, part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        self.sync(step, seen);
        let row = self.known.as_ref()?.rows.get(at)?;
        let (period, point) = (row.period, Arc::clone(&row.point));
        self.cursor = Some(period);
        if part == draw::IN_TABLE {
            self.pane = Pane::Table;
            return None;
        }
        // In the picture no cursor is seen: it is said which point it is.
        let facts = &self.known.as_ref()?.facts;
        let value = value(facts.scale, &facts.unit, point.value?);
        Some(say!(PointAt, period.to_string(), value))
    }

    fn filter(&mut self, words: &str) {
        if words != self.filter {
            words.clone_into(&mut self.filter);
            self.pane = Pane::Table;
        }
    }

    fn is_dense(&self) -> bool {
        true
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.sync(step, seen);
        draw::draw(self, step, seen, paint, buf, area);
        None
    }
}

#[cfg(test)]
mod tests;
