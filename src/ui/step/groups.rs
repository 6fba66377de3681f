//! Groups of cards: put together first and named last, and an idea that stands in two of them.

use super::Cx;
use crate::{
    model::{After, CardId, Command, Seen, Step, Value, card::field, seen::CardSeen},
    say,
    ui::overlay::{Item, Overlay, Pick, Then},
};

/// What puts cards together under a heading that is named later, and the words that stand there until then; `None`
/// where there are no cards.
pub(super) fn unnamed(
    heading: CardId,
    cards: &[CardId],
    seen: Seen<'_>,
) -> Option<(Command, String)> {
    let step = seen.card(*cards.first()?)?.step();
    let headings: Vec<&str> = seen
        .cards_on(step)
        .filter(CardSeen::is_heading)
        .map(|card| card.text())
        .collect();
    let called = |number: usize| say!(GroupNumber, number).render(seen.lang());
    // Among one more than there are headings, one number is free.
    let last = 2 * headings.len() + 1;
    let text = (headings.len() + 1..=last)
        .map(called)
        .find(|text| !headings.contains(&&**text))?;
    let group = Command::Group {
        heading,
        text: text.as_str().into(),
        cards: cards.to_vec(),
    };
    let mark = Command::SetField {
        card: heading,
        field: field::UNNAMED.into(),
        from: 0,
        value: Some(Value::Flag(true)),
    };
    Some((Command::Several(vec![group, mark]), text))
}

/// Puts cards together, the name comes last.
pub(super) fn put_together(cards: &[CardId], cx: &mut Cx<'_>) {
    let heading = CardId((cx.ids)());
    if let Some((command, _)) = unnamed(heading, cards, cx.seen) {
        cx.send(command);
        cx.notice = Some(say!(GroupedUnnamed, cards.len()));
    }
}

/// The groups that these cards can be copied to.
pub(super) fn copy_window(cards: Vec<CardId>, step: &Step, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let at: Vec<_> = cards
        .iter()
        .filter_map(|id| seen.card(*id)?.parent())
        .collect();
    let item = |card: CardSeen<'_>| Item {
        pick: Pick::Card(card.id()),
        label: card.text().to_owned(),
        detail: String::new(),
        on: false,
    };
    let items: Vec<Item> = seen
        .cards_on(&step.id)
        .filter(|card| card.is_heading() && !at.contains(&card.id()) && !cards.contains(&card.id()))
        .map(item)
        .collect();
    if items.is_empty() {
        cx.notice = Some(say!(NoOtherGroup));
        return;
    }
    let title = say!(TitleCopyTo, cards.len()).render(seen.lang());
    cx.overlay = Some(Overlay::choose(title, items, Then::CopyTo(cards)));
}

/// Copies cards under a heading, each with what it says, connected to the one it was copied from.
pub(super) fn copy(cards: &[CardId], heading: CardId, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let Some(group) = seen.card(heading) else {
        return;
    };
    let mut commands = Vec::new();
    for card in cards.iter().filter_map(|id| seen.card(*id)) {
        let fields = card
            .fields()
            .filter(|(id, _)| ![field::HEADING, field::UNNAMED].contains(id))
            .map(|(id, value)| (id.into(), value.clone()))
            .collect();
        commands.push(Command::AddCard {
            card: CardId((cx.ids)()),
            author: card.author().map(|member| member.id),
            step: group.step().clone(),
            parent: Some(heading),
            column: None,
            after: After::Last,
            fields,
            from: Some(card.id()),
        });
    }
    cx.notice = Some(say!(CopiedTo, commands.len(), group.text()));
    cx.send(Command::Several(commands));
}
