//! Dots, fingers, marks and places: what a line says of them, and what a number does to them.

use std::sync::Arc;

use super::{
    Do,
    hint::list_word,
    lines::{On, Row, words},
    read::{one_line, sentence, sentences},
};
use crate::{
    model::{
        BallotId, CardId, Command, Seen, Step, Value, Voice,
        opinion::{Asks, FINGERS, Score, ScoreKey, Tally},
        script::Choice,
        seen::{BallotSeen, CardSeen},
        step::{
            Kind,
            consent::{Consent, Hands, MEANINGS, round_says},
            grid::Grid,
            matrix::{Criterion, Matrix, Scale},
            vote::Vote,
        },
    },
    say,
    ui::step::{matrix::marks_in_order, vote::seated},
};

/// The vote that was opened at this seat.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// Which.
    pub ballot: BallotId,
    /// For how many people its dots are laid, where they are the room's.
    pub people: Option<u32>,
    /// Each lays their own at their own seat, and so does whoever opened it.
    pub seats: bool,
}

/// The round of a step that is open.
pub fn open_round<'a>(step: &Step, seen: Seen<'a>) -> Option<BallotSeen<'a>> {
    let rounds = seen.ballots_on(&step.id);
    rounds.into_iter().find(BallotSeen::is_open)
}

/// Whether the lines of a step are a result, the most first.
pub fn is_counted(step: &Step, seen: Seen<'_>) -> bool {
    matches!(step.kind, Kind::Vote(_))
        && open_round(step, seen).is_none()
        && Vote::last_closed(step, &seen).is_some()
}

/// What can be judged, placed or voted on, each with what is so of it.
pub fn rows(step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let row = |card: &CardSeen<'_>, more: Vec<String>| {
        let page = seen.step(card.step()).unwrap_or(step);
        let said = std::iter::once(words(card, page, seen)).chain(more);
        Row {
            on: On::Card(card.id()),
            words: sentences(said),
        }
    };
    let lang = seen.lang();
    let picked = |card: CardId| {
        let picked = seen.is_picked(&step.id, card);
        picked.then(|| say!(PlainGoesOn).render(lang))
    };
    match &step.kind {
        Kind::Matrix(matrix) => {
            let all = matrix.rows(step, &seen).into_iter();
            all.filter_map(|judged| {
                let card = seen.card(judged.card)?;
                let marks = matrix.criteria.iter().zip(&judged.cells);
                let marks = marks.map(|(criterion, cell)| {
                    let said = cell.words().unwrap_or_else(|| say!(PlainNotJudged));
                    format!("{}: {}", criterion.label.get(lang), said.render(lang))
                });
                let verdict = judged.outcome.map(|outcome| outcome.words().render(lang));
                Some(row(
                    &card,
                    marks.chain(verdict).chain(picked(card.id())).collect(),
                ))
            })
            .collect()
        }
        Kind::Grid(grid) => {
            let laid = grid.lay(step, &seen);
            laid.all()
                .map(|card| {
                    let place = grid.place_of(card).map(|place| grid.name(place, lang));
                    let place = place
                        .map_or_else(|| say!(PlainNoPlace).render(lang), |name| name.to_string());
                    row(card, vec![place])
                })
                .collect()
        }
        _ => match (open_round(step, seen), Vote::last_closed(step, &seen)) {
            (Some(round), _) => {
                let marks = own_dots(round, seen, None);
                let options = Vote::options(step, &seen).into_iter();
                options
                    .filter(|card| is_asked(round, card.id()))
                    .map(|card| {
                        let dots = dots_in(&marks, card.id());
                        row(&card, vec![say!(PlainDots, dots).render(lang)])
                    })
                    .collect()
            }
            (None, Some(round)) => result(&round, step, seen, &row, &picked),
            (None, None) => Vote::options(step, &seen)
                .iter()
                .map(|card| row(card, picked(card.id()).into_iter().collect()))
                .collect(),
        },
    }
}

fn result(
    round: &BallotSeen<'_>,
    step: &Step,
    seen: Seen<'_>,
    row: &dyn Fn(&CardSeen<'_>, Vec<String>) -> Row,
    picked: &dyn Fn(CardId) -> Option<String>,
) -> Vec<Row> {
    let Some(total) = round.total() else {
        return Vec::new();
    };
    let counted = Vote::result(round, &total);
    let known: Vec<CardId> = counted.iter().map(|(card, _)| *card).collect();
    let mut rows: Vec<Row> = counted
        .into_iter()
        .filter_map(|(id, dots)| {
            let card = seen.card(id)?;
            let dots = say!(PlainDots, dots).render(seen.lang());
            Some(row(
                &card,
                std::iter::once(dots).chain(picked(id)).collect(),
            ))
        })
        .collect();
    let others = Vote::options(step, &seen).into_iter();
    let others = others.filter(|card| !known.contains(&card.id()));
    rows.extend(others.map(|card| row(&card, picked(card.id()).into_iter().collect())));
    rows
}

/// What the last round came to, the three that got the most; nothing where none is counted.
pub fn result_said(step: &Step, seen: Seen<'_>) -> Option<String> {
    let lang = seen.lang();
    let round = Vote::last_closed(step, &seen)?;
    let counted = Vote::result(&round, &round.total()?).into_iter();
    let most = counted.filter(|(_, dots)| *dots > 0).take(3);
    let said: Vec<String> = most
        .filter_map(|(card, dots)| {
            let words = one_line(seen.card(card)?.text());
            Some(say!(PlainResultOf, words, dots).render(lang))
        })
        .collect();
    Some(if said.is_empty() {
        say!(PlainResultNone).render(lang)
    } else {
        say!(PlainResult, said.join("; "), list_word(lang)).render(lang)
    })
}

fn is_asked(round: BallotSeen<'_>, card: CardId) -> bool {
    matches!(round.asks(), Asks::Dots { options, .. } if options.contains(&card))
}

fn dots_in(marks: &[(Arc<str>, u32)], card: CardId) -> u32 {
    let id = card.to_string();
    let found = marks.iter().find(|(mark, _)| **mark == *id);
    found.map_or(0, |(_, count)| *count)
}

/// The voice whose hands and marks this seat enters.
fn voice(seen: Seen<'_>) -> Option<Voice> {
    seen.voice()
}

/// The voice whose dots this seat lays. Where others have seats of their own, whoever leads lays their own too, and not
/// everybody's; unless the room's were asked for when the round was opened here, or lie there already.
fn dots_voice(round: BallotSeen<'_>, seen: Seen<'_>, said: Option<Opened>) -> Option<Voice> {
    let here = said.filter(|said| said.ballot == round.id());
    let own = seen.enters_for_others()
        && seated(seen).is_some()
        && here.is_none_or(|said| said.seats)
        && !round.has_cast(&Voice::room());
    match seen.me().filter(|_| own) {
        Some(me) => Some(Voice::Member(me.id)),
        None => seen.voice(),
    }
}

/// The dots that lie at this seat.
fn own_dots(round: BallotSeen<'_>, seen: Seen<'_>, said: Option<Opened>) -> Tally {
    let cast = dots_voice(round, seen, said).and_then(|voice| cast_of(round, &voice));
    cast.map_or_else(Tally::new, |(_, _, marks)| marks)
}

fn own_cast(round: BallotSeen<'_>, seen: Seen<'_>) -> Option<(u32, Option<Arc<str>>, Tally)> {
    cast_of(round, &voice(seen)?)
}

fn cast_of(round: BallotSeen<'_>, voice: &Voice) -> Option<(u32, Option<Arc<str>>, Tally)> {
    let mut entered = round.entered();
    let (_, cast) = entered.find(|(known, _)| *known == voice)?;
    Some((cast.people, cast.group.clone(), cast.marks.clone()))
}

fn own_marks(round: BallotSeen<'_>, seen: Seen<'_>) -> Tally {
    own_cast(round, seen).map_or_else(Tally::new, |(_, _, marks)| marks)
}

/// Whether several people speak at this seat, so that their hands are counted.
pub fn counts(seen: Seen<'_>) -> bool {
    seen.enters_for_others() || seen.me().is_some_and(|me| me.people > 1)
}

/// For how many people this seat lays dots. `said` is what was said when the vote was opened here.
fn people(round: BallotSeen<'_>, step: &Step, seen: Seen<'_>, said: Option<Opened>) -> u32 {
    let voice = dots_voice(round, seen, said);
    if matches!(voice, Some(Voice::Member(_))) {
        return seen.me().map_or(1, |me| me.people).max(1);
    }
    let known = voice.and_then(|voice| cast_of(round, &voice));
    let known = known.map(|(people, ..)| people);
    let said = said.filter(|said| said.ballot == round.id());
    let said = said.and_then(|said| said.people);
    known
        .or(said)
        .or_else(|| seen.voters(step))
        .unwrap_or(1)
        .max(1)
}

/// How many dots are left at this seat; nothing where no vote is open.
pub fn dots_left(step: &Step, seen: Seen<'_>, said: Option<Opened>) -> Option<u32> {
    let round = open_round(step, seen)?;
    let Asks::Dots { each, .. } = round.asks() else {
        return None;
    };
    let laid = own_dots(round, seen, said);
    let laid = laid
        .iter()
        .fold(0_u32, |sum, (_, count)| sum.saturating_add(*count));
    let all = each.saturating_mul(people(round, step, seen, said));
    Some(all.saturating_sub(laid))
}

/// What is so of a card's dots at this seat, once they were laid.
pub fn dots_said(
    card: CardId,
    step: &Step,
    seen: Seen<'_>,
    said: Option<Opened>,
) -> Option<String> {
    let round = open_round(step, seen)?;
    let dots = dots_in(&own_dots(round, seen, said), card);
    let words = sentence(&one_line(seen.card(card)?.text()));
    let left = dots_left(step, seen, said)?;
    Some(say!(PlainDotsNow, words, dots, left).render(seen.lang()))
}

/// A number at an open vote: one more dot on that line, one less, or so many. Answers whether anything was asked.
pub fn lay(
    card: CardId,
    more: bool,
    count: Option<u32>,
    step: &Step,
    said: Option<Opened>,
    cx: &mut Do<'_, '_>,
) -> bool {
    let Some(round) = open_round(step, cx.seen) else {
        return false;
    };
    let Asks::Dots { each, most, .. } = round.asks() else {
        return false;
    };
    let Some(voice) = dots_voice(round, cx.seen, said) else {
        cx.say(&say!(PlainOnlyWatches));
        return false;
    };
    if !is_asked(round, card) {
        cx.say(&say!(PlainNotAsked));
        return false;
    }
    let people = people(round, step, cx.seen, said);
    let mut marks = own_dots(round, cx.seen, said);
    let laid = dots_in(&marks, card);
    let count = match (count, more) {
        (Some(count), true) => count,
        (_, true) => laid.saturating_add(1),
        (count, false) => laid.saturating_sub(count.unwrap_or(1)),
    };
    let id = card.to_string();
    marks.retain(|(mark, _)| **mark != *id);
    let sum = marks
        .iter()
        .fold(count, |sum, (_, count)| sum.saturating_add(*count));
    let all = each.saturating_mul(people);
    if count > most.saturating_mul(people) {
        cx.say(&say!(TooManyOnOne, *most));
        return false;
    }
    if sum > all {
        cx.say(&say!(PlainNoDotLeft, all));
        return false;
    }
    if count > 0 {
        marks.push((id.into(), count));
    }
    let group = match &voice {
        Voice::Member(_) => cx.seen.me().and_then(|me| me.group.clone()),
        voice @ Voice::For(_) => cast_of(round, voice).and_then(|(_, group, _)| group),
    };
    cx.send(Command::Cast {
        ballot: round.id(),
        voice,
        people,
        group,
        marks,
    });
    true
}

fn own_hands(round: BallotSeen<'_>, seen: Seen<'_>) -> Hands {
    Hands::of(&own_marks(round, seen))
}

/// The hands this seat shows or has counted, while a round is open; the last result where none is.
pub fn hands_so_far(step: &Step, seen: Seen<'_>) -> Option<String> {
    let lang = seen.lang();
    let Some(round) = open_round(step, seen) else {
        let rounds = Consent::rounds(step, &seen);
        let last = rounds.last()?;
        let said = round_says(last).render(lang);
        let hands = (0..FINGERS.len()).rev().filter(|at| last.hands.0[*at] > 0);
        let hands = hands.map(|at| say!(PlainHands, last.hands.0[at], at).render(lang));
        return Some(sentences(std::iter::once(said).chain(hands)));
    };
    let hands = own_hands(round, seen);
    let shown: Vec<usize> = (0..FINGERS.len())
        .rev()
        .filter(|at| hands.0[*at] > 0)
        .collect();
    let said = if counts(seen) {
        let all = shown
            .iter()
            .map(|at| say!(PlainHands, hands.0[*at], *at).render(lang));
        sentences(std::iter::once(say!(PlainCounted, round.people()).render(lang)).chain(all))
    } else {
        let at = *shown.first()?;
        say!(PlainYouShow, at, MEANINGS[at]).render(lang)
    };
    Some(said)
}

/// A number at an open round of hands: so many fingers; who enters for the room says how many people show them.
pub fn show(fingers: i64, count: Option<u32>, step: &Step, cx: &mut Do<'_, '_>) -> bool {
    let Some(round) = open_round(step, cx.seen) else {
        return false;
    };
    let at = usize::try_from(fingers)
        .ok()
        .filter(|at| *at < FINGERS.len());
    let Some(at) = at else {
        cx.say(&say!(OnlyToFive));
        return false;
    };
    let Some(voice) = voice(cx.seen) else {
        cx.say(&say!(PlainOnlyWatches));
        return false;
    };
    let mut hands = own_hands(round, cx.seen);
    if counts(cx.seen) {
        hands.0[at] = count.unwrap_or_else(|| hands.0[at].saturating_add(1));
    } else {
        hands = Hands::default();
        hands.0[at] = 1;
    }
    let marks = FINGERS
        .iter()
        .zip(hands.0)
        .map(|(mark, count)| ((*mark).into(), count));
    cx.send(Command::Cast {
        ballot: round.id(),
        voice,
        people: hands.people().max(1),
        group: None,
        marks: marks.collect(),
    });
    true
}

/// The meaning of each number of fingers, as one sentence.
pub fn meanings(seen: Seen<'_>) -> String {
    let all = MEANINGS.iter().enumerate().rev();
    let all = all.map(|(at, words)| format!("{at} {}", words.text(seen.lang())));
    all.collect::<Vec<_>>().join(", ")
}

/// What is asked of a card on a criterion, with its marks by number.
pub fn question(card: CardId, criterion: &Criterion, matrix: &Matrix, seen: Seen<'_>) -> String {
    let lang = seen.lang();
    let scale = matrix.scale_of(criterion);
    let words = seen
        .card(card)
        .map_or_else(String::new, |card| one_line(card.text()));
    let marks: Vec<String> = digits(scale)
        .map(|(digit, rank, _)| match scale {
            Scale::HighLow | Scale::YesNo => format!("{digit} {}", scale.name(rank).render(lang)),
            _ => digit.to_string(),
        })
        .collect();
    let hint = criterion.hint.get(lang);
    let asked = say!(
        PlainJudge,
        criterion.label.get(lang),
        words,
        marks.join(", ")
    );
    sentences([asked.render(lang), hint.to_string()])
}

/// The numbers that give a mark, with its place and its name.
fn digits(scale: Scale) -> impl Iterator<Item = (usize, usize, &'static str)> {
    let from = usize::from(scale != Scale::ZeroToTen);
    marks_in_order(scale)
        .enumerate()
        .map(move |(at, (rank, mark))| (at + from, rank, mark))
}

/// Judges a card on a criterion; answers whether there is such a mark.
pub fn judge(
    digit: usize,
    card: CardId,
    criterion: &Criterion,
    matrix: &Matrix,
    cx: &mut Do<'_, '_>,
) -> bool {
    let scale = matrix.scale_of(criterion);
    let Some((.., mark)) = digits(scale).find(|(known, ..)| *known == digit) else {
        return false;
    };
    let Some(voice) = voice(cx.seen) else {
        cx.say(&say!(PlainOnlyWatches));
        return true;
    };
    let Some(step) = cx.seen.step(cx.seen.here()) else {
        return false;
    };
    let note = cx.seen.score_of(&step.id, card, &criterion.id, &voice).note;
    let key = ScoreKey {
        step: step.id.clone(),
        card,
        criterion: criterion.id.clone(),
        voice,
    };
    let tally = vec![(mark.into(), 1)];
    cx.send(Command::Score {
        key,
        score: Score { tally, note },
    });
    true
}

/// Whether this seat has judged a card on a criterion already.
pub fn is_judged(card: CardId, criterion: &Criterion, step: &Step, seen: Seen<'_>) -> bool {
    let Some(voice) = voice(seen) else {
        return true;
    };
    let score = seen.score_of(&step.id, card, &criterion.id, &voice);
    !score.tally.is_empty()
}

/// What is asked before a round is closed: how many have given something.
pub fn closing(step: &Step, seen: Seen<'_>) -> Option<(BallotId, String)> {
    let round = open_round(step, seen)?;
    let said = match seen.voters(step) {
        Some(voters) => say!(PlainCloseRoundOf, round.people(), voters),
        None => say!(PlainCloseRound, round.people()),
    };
    let unused = round.unused();
    let unused = (unused > 0).then(|| say!(VoteUnused, unused));
    let said = unused.into_iter().chain([said]);
    Some((
        round.id(),
        sentences(said.map(|msg| msg.render(seen.lang()))),
    ))
}

/// Puts a card at the place of that number; answers whether there is one.
pub fn place(number: usize, card: CardId, grid: &Grid, cx: &mut Do<'_, '_>) -> bool {
    let place = number.checked_sub(1).and_then(|at| grid.places().nth(at));
    let found = place.and_then(|place| {
        Some((
            grid.columns().get(place.column)?,
            grid.rows().get(place.row)?,
        ))
    });
    let (Some((across, down)), Some(known)) = (found, cx.seen.card(card)) else {
        return false;
    };
    let set = |field: &crate::model::FieldId, choice: &Choice| Command::SetField {
        card,
        from: known.version(field.as_str()),
        field: field.clone(),
        value: Some(Value::Text(Arc::clone(&choice.id))),
    };
    let both = vec![set(&grid.across, across), set(&grid.down, down)];
    cx.send(Command::Several(both));
    true
}
