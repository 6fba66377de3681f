//! The windows that every step can open, and what they offer. What happens to a choice stands in `chosen`.

use crate::{
    content::slot::Slot,
    document::Line,
    model::{
        CardId, Seen, Step, Value,
        seen::{CardSeen, SittingSeen, Version},
    },
    say,
    say::MsgId,
    ui::{
        clock,
        overlay::{Item, Overlay, Pick, Then},
    },
};

/// Where the room can go.
pub fn go(seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let item = |(at, step): (usize, &Step)| Item {
        pick: Pick::Step(step.id.clone()),
        label: format!("{} {}", at + 1, step.name(lang)),
        detail: seen
            .standing(step)
            .map(|msg| msg.render(lang))
            .unwrap_or_default(),
        on: step.id == *seen.here(),
    };
    let mut items: Vec<Item> = sittings(seen);
    items.extend(seen.script().steps.iter().enumerate().map(item));
    let home = MsgId::TitleHome.text(lang).to_owned();
    items.push(Item {
        pick: Pick::Home,
        label: home,
        detail: String::new(),
        on: false,
    });
    Overlay::choose(MsgId::TitleGo.text(lang), items, Then::Go)
}

/// The sittings of a programme, each with how far it is; to go there is to go to its first step.
fn sittings(seen: Seen<'_>) -> Vec<Item> {
    let lang = seen.lang();
    let item = |one: SittingSeen<'_>| {
        let first = seen.script().steps.get(one.steps.start)?;
        let said = match one.month.and_then(|month| month.local(0)) {
            Some(month) => {
                let month = month.format("%Y-%m").to_string();
                say!(SittingIn, one.said, one.asked, month)
            }
            None => say!(OfAll, one.said, one.asked),
        };
        Some(Item {
            pick: Pick::Step(first.id.clone()),
            label: one.sitting.title.get(lang).to_string(),
            detail: said.render(lang),
            on: false,
        })
    };
    seen.sittings().into_iter().filter_map(item).collect()
}

/// What was deleted or parked, to be brought back.
pub fn restore(seen: Seen<'_>) -> Overlay {
    let item = |card: CardSeen<'_>| Item {
        pick: Pick::Card(card.id()),
        label: card.text().to_owned(),
        detail: seen
            .step(card.step())
            .map(|step| step.name(seen.lang()).to_string())
            .unwrap_or_default(),
        on: false,
    };
    let parked = seen.parked().map(|card| Item {
        detail: MsgId::LabelParked.text(seen.lang()).to_owned(),
        ..item(card)
    });
    let items = seen.removed().map(item).chain(parked).collect();
    Overlay::choose(MsgId::KeyRestore.text(seen.lang()), items, Then::Restore)
}

/// How a card was before, to be brought back; nothing where it was never otherwise.
pub fn versions(card: CardSeen<'_>, step: &Step, seen: Seen<'_>, east: i32) -> Option<Overlay> {
    let lang = seen.lang();
    let someone = MsgId::Someone.text(lang);
    let wrote = |version: &Version<'_>| {
        let (id, value) = version.wrote.as_ref()?;
        let name = step.field(id.as_str()).map(|field| field.name(lang));
        let value = value.as_ref().map_or_else(|| "–".into(), Value::display);
        Some(match name {
            Some(name) => format!("{name}: {value}"),
            None => value.to_string(),
        })
    };
    let item = |version: Version<'_>| {
        let name = version.by.map_or(someone, |member| &member.name);
        Item {
            pick: Pick::Word(version.seq.to_string().into()),
            label: match wrote(&version) {
                Some(wrote) => say!(VersionLine, &*version.text, wrote).render(lang),
                None => version.text.to_string(),
            },
            detail: format!("{} {name}", clock::moment(version.at, east)),
            on: false,
        }
    };
    let items: Vec<Item> = card.versions().into_iter().map(item).collect();
    if items.is_empty() {
        return None;
    }
    let mut window = Overlay::choose(
        MsgId::TitleVersions.text(lang),
        items,
        Then::Version(card.id()),
    );
    if let Overlay::Choose(choose) = &mut window {
        choose.about = vec![Line::said(card.text())];
    }
    Some(window)
}

/// The cards that earlier steps hand on to this one, under the names of those steps.
pub fn at_hand(step: &Step, seen: Seen<'_>) -> Overlay {
    let mut lines: Vec<(Slot, Line)> = Vec::new();
    let mut of = None;
    for card in seen.handed_to(step) {
        if of != Some(card.step()) {
            of = Some(card.step());
            if !lines.is_empty() {
                lines.push((Slot::Overlay, Line::default()));
            }
            let name = seen.step(card.step()).map(|step| step.name(seen.lang()));
            lines.extend(name.map(|name| (Slot::Heading, Line::said(name.clone()))));
        }
        lines.push((Slot::Overlay, Line::said(format!("• {}", card.text()))));
    }
    if lines.is_empty() {
        lines.push((Slot::Muted, Line::msg(MsgId::NothingAtHand)));
    }
    Overlay::read(MsgId::TitleAtHand.text(seen.lang()), lines)
}

/// The pages that these cards can go to.
pub fn move_to(cards: Vec<CardId>, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let steps = seen
        .script()
        .steps
        .iter()
        .filter(|step| step.kind.lens().takes_cards());
    let item = |step: &Step| Item {
        pick: Pick::Step(step.id.clone()),
        label: step.name(lang).to_string(),
        detail: String::new(),
        on: false,
    };
    Overlay::choose(
        MsgId::TitleMoveTo.text(lang),
        steps.map(item).collect(),
        Then::MoveTo(cards),
    )
}

/// The headings that these cards can go under, and a new one.
pub fn group(cards: Vec<CardId>, step: &Step, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let headings = seen
        .children(&step.id, None)
        .filter(|card| card.is_heading());
    let item = |card: CardSeen<'_>| Item {
        pick: Pick::Card(card.id()),
        label: card.text().to_owned(),
        detail: String::new(),
        on: false,
    };
    let mut items = vec![Item {
        pick: Pick::Word("".into()),
        label: MsgId::NewGroup.text(lang).to_owned(),
        detail: String::new(),
        on: false,
    }];
    items.extend(headings.map(item));
    Overlay::choose(
        say!(TitleGroup, cards.len()).render(lang),
        items,
        Then::GroupUnder(cards),
    )
}
