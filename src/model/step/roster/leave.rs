//! What a roster leaves: who was here, how the table was made up, and whom it missed.

use super::{Roster, brings, in_view, is_coach, is_here, is_person, shown, told};
use crate::{
    document::{Block, Item, Line, Phrase, Table, Weight},
    model::{
        script::{Field, Step},
        seen::{CardSeen, Seen},
    },
    say,
    say::MsgId,
};

pub(super) fn recap(roster: &Roster, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let own: Vec<_> = seen
        .tops(&step.id)
        .filter(|card| !card.is_heading())
        .collect();
    // Who was entered at an earlier roster is told there; here stands what this page adds.
    if own.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    let here: Vec<_> = own
        .iter()
        .filter(|person| is_here(person))
        .copied()
        .collect();
    if !here.is_empty() {
        blocks.push(Block::Table(table(&here, step, seen)));
    }
    // A page on which only missed voices were added makes the table up as it was.
    let counts = roster.counts(step, seen);
    let counts: Vec<Item> = counts
        .iter()
        .filter(|count| count.is_asked() && !here.is_empty())
        .map(|count| Item::new(count_line(count, seen)))
        .collect();
    if !counts.is_empty() {
        blocks.push(Block::List(counts));
    }
    let missed: Vec<Item> = own
        .iter()
        .filter(|person| !is_here(person))
        .map(|person| Item::new(missed_line(person, step, seen)))
        .collect();
    if !missed.is_empty() {
        blocks.push(Block::Heading(3, Line::msg(MsgId::HeadMissing)));
        blocks.push(Block::List(missed));
    }
    let view: Vec<&str> = in_view(step, seen).iter().map(CardSeen::text).collect();
    if !view.is_empty() {
        let words = say!(RosterInView, view);
        blocks.push(Block::Para(Line::msg(words).weigh(Weight::Quiet)));
    }
    blocks
}

/// A line for each person, and a column for each field of which anything was said.
fn table(here: &[CardSeen<'_>], step: &Step, seen: &Seen<'_>) -> Table {
    let said = |declared: &&Field| {
        here.iter()
            .any(|person| person.get(declared.id.as_str()).is_some())
    };
    let fields: Vec<&Field> = told(step).filter(said).collect();
    let mut head = vec![Line::msg(MsgId::HeadName)];
    head.extend(
        fields
            .iter()
            .map(|declared| Line::said(declared.name(seen.lang()))),
    );
    let row = |person: &CardSeen<'_>| {
        let mut name = Line::said(person.text());
        if is_coach(person) {
            name = name
                .and_said(" ")
                .and(Phrase::Msg(MsgId::RosterNoVote.into()), Weight::Quiet);
        }
        let cells = fields
            .iter()
            .map(|declared| Line::said(shown(person, declared, seen)));
        std::iter::once(name).chain(cells).collect()
    };
    Table {
        numbers: vec![false; head.len()],
        head,
        rows: here.iter().map(row).collect(),
    }
}

/// How the table is made up by one field: “Side: institution 4, connector 2; nobody yet: resident”.
pub(super) fn count_line(count: &super::Count<'_>, seen: &Seen<'_>) -> Line {
    let lang = seen.lang();
    let mut line = Line::default()
        .and(Phrase::Said(count.field.name(lang)), Weight::Strong)
        .and_said(": ");
    let some = count
        .choices
        .iter()
        .filter(|counted| counted.here + counted.hats > 0);
    for (at, counted) in some.enumerate() {
        if at > 0 {
            line = line.and_said(", ");
        }
        let label = counted.choice.label.get(lang).clone();
        line = line.and_msg(match counted.hats {
            0 => say!(RosterCounted, label, counted.here),
            hats => say!(RosterCountedHats, label, counted.here, hats),
        });
    }
    let nobody: Vec<_> = count
        .nobody()
        .map(|choice| choice.label.get(lang).clone())
        .collect();
    if !nobody.is_empty() {
        if count
            .choices
            .iter()
            .any(|counted| counted.here + counted.hats > 0)
        {
            line = line.and_said("; ");
        }
        let words = if count.is_of_roles() {
            say!(RosterOpen, nobody)
        } else {
            say!(RosterNobody, nobody)
        };
        line = line.and(Phrase::Msg(words), Weight::Strong);
    }
    line
}

/// A voice that is missed: who they are, what for, and who brings them.
fn missed_line(person: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> Line {
    let said: Vec<_> = told(step)
        .map(|declared| shown(person, declared, seen))
        .filter(|words| !words.is_empty())
        .collect();
    let mut line = Line::said(person.text());
    if !said.is_empty() {
        let words = format!(" ({})", said.join(" · "));
        line = line.and(Phrase::Said(words.into()), Weight::Quiet);
    }
    let who = brings(person);
    let words = if who.is_empty() {
        say!(RosterNobodyBrings)
    } else {
        say!(RosterBrings, who)
    };
    line = line.and_said(" – ").and_msg(words);
    let needed: Vec<&str> = seen
        .comes_from(person.id())
        .filter(|card| !is_person(card, seen))
        .map(|card| card.text())
        .collect();
    if !needed.is_empty() {
        line = line.and_said("; ").and_msg(say!(RosterFor, needed));
    }
    line
}
