//! What is written about a measure: its description, lines of its table, the room's guess and answer, a file's name.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    insight::{
        Period, Reading, number,
        period::PeriodKind,
        series::{periods_ahead, usual_interval},
    },
    model::{
        Command, FieldId, Measure, MeasureId, Point, Seen, StepId, Value, card,
        measure::{PointKey, about},
        script::FieldKind,
        step::Kind,
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::form::{Form, FormField, Target},
};

/// Fields of a line of the data table.
pub(super) mod line {
    pub const PERIOD: &str = "period";
    pub const VALUE: &str = "value";
    pub const TARGET: &str = "target";
    pub const N: &str = "n";
    pub const NOTE: &str = "note";
    pub const SOURCE: &str = "source";
    pub const DEFINITION: &str = "definition";
    pub const GROUP: &str = "group";
}

/// The form for a target about a measure; `None` where what it writes to is gone.
pub fn form_for(target: &Target, id: Uuid, seen: Seen<'_>) -> Option<Form> {
    let lang = seen.lang();
    match target {
        Target::Measure { measure: None, .. } => Some(measure_form(id, target.clone(), None, lang)),
        Target::Measure {
            measure: Some(measure),
            ..
        } => Some(measure_form(
            id,
            target.clone(),
            Some(seen.measure(*measure)?),
            lang,
        )),
        Target::Point {
            measure,
            group,
            period,
        } => {
            let known = seen.measure(*measure)?;
            match period {
                None => Some(new_point(
                    id,
                    *measure,
                    group,
                    next_period(known, group, None),
                    lang,
                )),
                Some(period) => {
                    let key = PointKey {
                        group: Arc::clone(group),
                        period: *period,
                    };
                    let point = known.points.get(&key)?.value.as_ref()?;
                    let title = say!(TitlePoint, period.to_string()).render(lang);
                    let mut form =
                        point_form(id, target.clone(), title, group, Some(*period), point, lang);
                    form.at = 1;
                    Some(form)
                }
            }
        }
        Target::Guess { measure, scenario } => {
            guess_form(id, seen.measure(*measure)?, scenario.as_ref(), seen)
        }
        Target::Baseline { measure } => Some(baseline_form(
            id,
            target.clone(),
            seen.measure(*measure)?,
            lang,
        )),
        Target::ForecastOk { measure } => {
            let known = seen.measure(*measure)?;
            let choice = |id: &str, label: MsgId| (Arc::from(id), Arc::from(label.text(lang)));
            let answer = FormField::new(
                about::OK,
                MsgId::LabelAnswer.text(lang),
                FieldKind::Choice,
                known.text_of(about::OK),
            )
            .choosing([choice("yes", MsgId::Yes), choice("no", MsgId::No)]);
            let why = FormField::new(
                about::OK_WHY,
                MsgId::LabelWhy.text(lang),
                FieldKind::Long,
                known.text_of(about::OK_WHY),
            );
            Some(Form::new(
                id,
                target.clone(),
                MsgId::TitleForecastOk.text(lang),
                vec![answer, why],
            ))
        }
        Target::ImportFile { .. } => {
            let field = FormField::new(
                card::field::TEXT,
                MsgId::LabelFile.text(lang),
                FieldKind::Text,
                "",
            )
            .hinting(MsgId::HintImport.text(lang));
            Some(Form::new(
                id,
                target.clone(),
                MsgId::TitleImport.text(lang),
                vec![field],
            ))
        }
        _ => None,
    }
}

fn measure_form(id: Uuid, target: Target, known: Option<&Measure>, lang: Lang) -> Form {
    let text = |field: &str| {
        known
            .map_or("", |measure| measure.text_of(field))
            .to_owned()
    };
    let field = |field: &str, label: MsgId, hint: MsgId| {
        FormField::new(field, label.text(lang), FieldKind::Text, text(field))
            .hinting(hint.text(lang))
    };
    let choice = |id: &str, label: MsgId| (Arc::from(id), Arc::from(label.text(lang)));
    let better = FormField::new(
        about::BETTER,
        MsgId::LabelBetter.text(lang),
        FieldKind::Choice,
        text(about::BETTER),
    )
    .choosing([
        choice("higher", MsgId::BetterHigher),
        choice("lower", MsgId::BetterLower),
    ]);
    let people = known
        .and_then(|measure| measure.number_of(about::POPULATION))
        .map_or_else(String::new, |n| n.to_string());
    let population = FormField::new(
        about::POPULATION,
        MsgId::LabelPopulation.text(lang),
        FieldKind::Number,
        people,
    )
    .hinting(MsgId::HintPopulation.text(lang));
    let fields = vec![
        field(about::NAME, MsgId::LabelMeasure, MsgId::HintMeasure),
        field(about::UNIT, MsgId::LabelUnit, MsgId::HintUnit),
        better,
        population,
        field(about::SOURCE, MsgId::LabelSource, MsgId::HintSource),
    ];
    let title = if known.is_some() {
        MsgId::TitleMeasure
    } else {
        MsgId::TitleNewMeasure
    };
    Form::new(id, target, title.text(lang), fields)
}

/// The form for a new line, its period suggested where one can be.
pub fn new_point(
    id: Uuid,
    measure: MeasureId,
    group: &Arc<str>,
    period: Option<Period>,
    lang: Lang,
) -> Form {
    let target = Target::Point {
        measure,
        group: Arc::clone(group),
        period: None,
    };
    let title = MsgId::TitleNewPoint.text(lang).to_owned();
    let mut form = point_form(id, target, title, group, period, &Point::default(), lang);
    form.at = usize::from(period.is_some());
    form
}

fn point_form(
    id: Uuid,
    target: Target,
    title: String,
    group: &Arc<str>,
    period: Option<Period>,
    point: &Point,
    lang: Lang,
) -> Form {
    let shown = |n: Option<f64>| n.map_or_else(String::new, |n| n.to_string());
    let words = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    let field = |id: &str, label: MsgId, text: String| {
        FormField::new(id, label.text(lang), FieldKind::Text, text)
    };
    let period = period.map_or_else(String::new, |period| period.to_string());
    let fields = vec![
        field(line::PERIOD, MsgId::HeadPeriod, period).hinting(MsgId::HintPeriod.text(lang)),
        field(line::VALUE, MsgId::HeadValue, shown(point.value))
            .hinting(MsgId::HintValue.text(lang)),
        field(line::TARGET, MsgId::HeadTarget, shown(point.target)),
        field(line::N, MsgId::LabelN, shown(point.n)).hinting(MsgId::HintN.text(lang)),
        field(line::NOTE, MsgId::HeadNote, words(&point.note)),
        field(line::SOURCE, MsgId::HeadFrom, words(&point.source)),
        field(
            line::DEFINITION,
            MsgId::LabelDefinition,
            words(&point.definition),
        )
        .hinting(MsgId::HintDefinition.text(lang)),
        field(line::GROUP, MsgId::HeadGroup, group.to_string())
            .hinting(MsgId::HintGroup.text(lang)),
    ];
    Form::new(id, target, title, fields)
}

/// The period that a new line is likely for: one interval after the latest value, or after the line `just` kept. After
/// one line alone it is as far on as lines of other groups lie apart, else the next; one day says nothing of another.
pub fn next_period(measure: &Measure, group: &str, just: Option<Period>) -> Option<Period> {
    let of = |group: &str, just: Option<Period>| {
        let with_value = measure.series(group);
        let with_value = with_value.filter(|(_, point)| point.value.is_some());
        let mut periods: Vec<Period> = with_value.map(|(period, _)| period).chain(just).collect();
        periods.sort_unstable();
        periods.dedup();
        periods
    };
    let apart = |periods: &[Period]| {
        let reading = |period: &Period| Reading {
            period: *period,
            value: 0.0,
        };
        usual_interval(&periods.iter().map(reading).collect::<Vec<_>>())
    };
    let periods = of(group, just);
    let last = *periods.last()?;
    let others = || {
        measure
            .groups()
            .iter()
            .find_map(|name| apart(&of(name, None)))
    };
    let one = (last.kind() != PeriodKind::Day).then_some(1);
    last.next(apart(&periods).or_else(others).or(one)?)
}

/// Four plain questions, where there are no numbers yet.
fn baseline_form(id: Uuid, target: Target, known: &Measure, lang: Lang) -> Form {
    let choice = |id: &str, label: MsgId| (Arc::from(id), Arc::from(label.text(lang)));
    let field = |field: &str, label: MsgId| {
        let text = known.text_of(field);
        FormField::new(field, label.text(lang), FieldKind::Text, text)
    };
    let fields = vec![
        field(about::BASE_NOW, MsgId::LabelBaseNow).hinting(MsgId::HintBaseNow.text(lang)),
        field(about::BASE_LATELY, MsgId::LabelBaseLately).choosing([
            choice("better", MsgId::LatelyBetter),
            choice("worse", MsgId::LatelyWorse),
            choice("same", MsgId::LatelySame),
        ]),
        field(about::BASE_SPEED, MsgId::LabelBaseSpeed).choosing([
            choice("fast", MsgId::SpeedFast),
            choice("slow", MsgId::SpeedSlow),
        ]),
        field(about::BASE_LATER, MsgId::LabelBaseLater).hinting(MsgId::HintBaseLater.text(lang)),
    ];
    Form::new(id, target, MsgId::TitleBaseline.text(lang), fields)
}

/// The field for what a scenario is called.
const CALLED: &str = "called";

/// One field for each period that is looked ahead to, and for each that was guessed already.
fn guess_form(
    id: Uuid,
    measure: &Measure,
    scenario: Option<&Arc<str>>,
    seen: Seen<'_>,
) -> Option<Form> {
    let lang = seen.lang();
    let ahead = match seen.step(&measure.step).map(|step| &step.kind) {
        Some(Kind::Curve(curve)) => curve.periods_ahead(),
        _ => 3,
    };
    let group = measure.groups().into_iter().next().unwrap_or_default();
    let reading = |(period, point): (Period, &Arc<Point>)| {
        Some(Reading {
            period,
            value: point.value?,
        })
    };
    let readings: Vec<Reading> = measure.series(&group).filter_map(reading).collect();
    let name: &str = scenario.map_or("", |name| name);
    // A new scenario is asked for all periods anew.
    let known: Vec<(Period, f64)> = if scenario.is_some() && name.is_empty() {
        Vec::new()
    } else {
        measure.scenario(name).collect()
    };
    let given = |period: &Period| known.iter().find(|(at, _)| at == period).map(|(_, v)| *v);
    let mut periods = periods_ahead(&readings, ahead);
    periods.extend(known.iter().map(|(period, _)| *period));
    if periods.is_empty() {
        periods.extend(measure.scenario("").map(|(period, _)| period));
    }
    periods.sort_unstable();
    periods.dedup();
    if periods.is_empty() {
        return None;
    }
    let field = |period: &Period| {
        let text = given(period).map_or_else(String::new, |value| value.to_string());
        let name = period.to_string();
        FormField::new(&name, name.as_str(), FieldKind::Text, text)
            .hinting(MsgId::HintGuess.text(lang))
    };
    let mut fields: Vec<FormField> = periods.iter().map(field).collect();
    let title = match scenario {
        None => MsgId::TitleGuess.text(lang).to_owned(),
        Some(_) if name.is_empty() => MsgId::NewScenario.text(lang).to_owned(),
        Some(_) => say!(TitleScenario, name).render(lang),
    };
    if scenario.is_some() && name.is_empty() {
        let label = MsgId::LabelScenario.text(lang);
        let field = FormField::new(CALLED, label, FieldKind::Text, "");
        fields.insert(0, field.hinting(MsgId::HintScenario.text(lang)));
    }
    let target = Target::Guess {
        measure: measure.id,
        scenario: scenario.cloned(),
    };
    Some(Form::new(id, target, title, fields))
}

/// What keeping a form about a measure asks of the session; nothing where nothing is left to be said.
///
/// # Errors
/// A word where a number or a period belongs, or a period that has its line already.
pub fn form_command(form: &Form, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
    match &form.target {
        Target::Measure {
            step,
            measure: None,
        } => Ok(Some(add_measure(form, step))),
        Target::Measure {
            measure: Some(measure),
            ..
        }
        | Target::ForecastOk { measure }
        | Target::Baseline { measure } => {
            let describe = |field: &FormField| Command::Describe {
                measure: *measure,
                field: field.id.clone(),
                value: field.value(),
            };
            Ok(together(
                form.fields
                    .iter()
                    .filter(|field| field.changed())
                    .map(describe)
                    .collect(),
            ))
        }
        Target::Point {
            measure,
            group,
            period,
        } => point_command(form, *measure, group, *period, seen).map(Some),
        Target::Guess { measure, scenario } => {
            let written = form.words(CALLED);
            let named: Arc<str> = match scenario {
                Some(name) if name.is_empty() => written.into(),
                Some(name) => Arc::clone(name),
                None => "".into(),
            };
            if scenario.is_some() && named.is_empty() {
                return Err(say!(ScenarioNeedsName));
            }
            let guess = |field: &FormField| {
                let period = period_of(field.id.as_str())?;
                Ok(Command::Guess {
                    measure: *measure,
                    scenario: Arc::clone(&named),
                    period,
                    value: number_of(field.editor.text())?,
                })
            };
            let guesses: Result<Vec<Command>, Msg> = form
                .fields
                .iter()
                .filter(|field| field.changed() && field.id.as_str() != CALLED)
                .map(guess)
                .collect();
            Ok(together(guesses?))
        }
        _ => Ok(None),
    }
}

fn add_measure(form: &Form, step: &StepId) -> Command {
    let value = |field: &FormField| Some((field.id.clone(), field.value()?));
    let fields: Vec<(FieldId, Value)> = form.fields.iter().filter_map(value).collect();
    Command::AddMeasure {
        measure: MeasureId(form.id),
        step: step.clone(),
        fields,
        points: Vec::new(),
    }
}

fn together(mut commands: Vec<Command>) -> Option<Command> {
    if commands.len() < 2 {
        commands.pop()
    } else {
        Some(Command::Several(commands))
    }
}

fn point_command(
    form: &Form,
    measure: MeasureId,
    group: &Arc<str>,
    was: Option<Period>,
    seen: Seen<'_>,
) -> Result<Command, Msg> {
    let period = period_of(form.words(line::PERIOD))?;
    let words = |field: &str| {
        Some(form.words(field))
            .filter(|text| !text.is_empty())
            .map(Arc::from)
    };
    let mut point = Point {
        value: number_of(form.words(line::VALUE))?,
        target: number_of(form.words(line::TARGET))?,
        n: number_of(form.words(line::N))?,
        note: words(line::NOTE),
        source: words(line::SOURCE),
        definition: words(line::DEFINITION),
    };
    let key = PointKey {
        group: form.words(line::GROUP).into(),
        period,
    };
    let old = was.map(|period| PointKey {
        group: Arc::clone(group),
        period,
    });
    let there = seen
        .measure(measure)
        .and_then(|known| known.points.get(&key)?.value.clone());
    if let Some(there) = there.filter(|_| old.as_ref() != Some(&key)) {
        if there.value.is_some() {
            return Err(say!(PeriodTaken, period.to_string()));
        }
        // A line that so far held a target or a note gets its value, and loses nothing.
        point = Point {
            value: point.value,
            target: point.target.or(there.target),
            n: point.n.or(there.n),
            note: point.note.or_else(|| there.note.clone()),
            source: point.source.or_else(|| there.source.clone()),
            definition: point.definition.or_else(|| there.definition.clone()),
        };
    }
    let gone = old.filter(|old| *old != key).map(|old| (old, None));
    let points = gone.into_iter().chain([(key, Some(point))]).collect();
    Ok(Command::SetPoints { measure, points })
}

/// The period that a form for a line writes, where it can be read.
pub fn written_period(form: &Form) -> Option<Period> {
    form.words(line::PERIOD).parse().ok()
}

/// The group that a form for a line writes.
pub fn written_group(form: &Form) -> Arc<str> {
    form.words(line::GROUP).into()
}

fn period_of(text: &str) -> Result<Period, Msg> {
    text.trim().parse().map_err(|_| say!(NotAPeriod, text))
}

fn number_of(text: &str) -> Result<Option<f64>, Msg> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    number::typed(text)
        .map(Some)
        .ok_or_else(|| say!(NotANumber, text))
}

/// A paste as a file of values with a head, where it looks like one: periods first, behind each its value. Two words a
/// line will do, because terminals paste a tab as a space.
pub fn as_table(text: &str) -> Option<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let first = lines.first()?;
    let cut = ['\t', ';', ',']
        .into_iter()
        .find(|cut| first.contains(*cut))
        .unwrap_or(' ');
    let cells = |line: &str| -> Vec<String> {
        let all: Vec<&str> = if cut == ' ' {
            line.split_whitespace().collect()
        } else {
            line.split(cut).collect()
        };
        all.into_iter().map(|cell| cell.trim().to_owned()).collect()
    };
    let headed = cells(first)
        .iter()
        .any(|cell| cell.eq_ignore_ascii_case("period"));
    if headed && cut != ' ' {
        return Some(lines.join("\n"));
    }
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let values = rows.get(usize::from(headed)..)?;
    let fits = |row: &Vec<String>| {
        row.len() == 2
            && row
                .first()
                .is_some_and(|cell| cell.parse::<Period>().is_ok())
    };
    (!values.is_empty() && values.iter().all(fits)).then(|| {
        let told: Vec<String> = values.iter().map(|row| row.join("\t")).collect();
        format!("period\tvalue\n{}", told.join("\n"))
    })
}
