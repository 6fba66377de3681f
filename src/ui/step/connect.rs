//! What comes from what: chains of thoughts across pages, shown and made; and what is begun elsewhere from a card.
//!
//! Owns no state: a window is filled from what is seen, and filled anew whenever that changes.

use super::{Cx, form_for, tree};
use crate::{
    document::{Line, Phrase, Weight},
    model::{
        After, CardId, Command, Seen, Step, StepId, card,
        step::{Kind, plan::chains},
        thread,
    },
    say,
    say::MsgId,
    ui::{
        form::Target,
        overlay::{Choose, Item, Overlay, Pick, Then},
    },
};

/// How many chains are read out at most.
const CHAINS: usize = 4;

/// The chains that a card is part of, and every card of other pages that it can be connected to.
pub(super) fn window(id: CardId, seen: Seen<'_>) -> Overlay {
    let mut items = items(id, seen);
    // What is connected stands first, so that a long list need not be searched to take a connection away; the rest
    // by how near its page is.
    let steps = &seen.script().steps;
    let place = |step: &StepId| {
        steps
            .iter()
            .position(|other| other.id == *step)
            .unwrap_or(0)
    };
    let here = seen.card(id).map_or(0, |card| place(card.step()));
    let far = |pick: &Pick| match pick {
        Pick::Card(other) => seen
            .card(*other)
            .map_or(usize::MAX, |card| here.abs_diff(place(card.step()))),
        _ => usize::MAX,
    };
    items.sort_by_cached_key(|item| (!item.on, far(&item.pick)));
    let title =
        say!(TitleConnect, seen.card(id).map_or("", |card| card.text())).render(seen.lang());
    let about = about(id, seen);
    let mut choose = Choose::new(title, items, Then::Connect(id));
    choose.about = about;
    choose.several = true;
    Overlay::Choose(choose)
}

/// Fills a window anew from what is seen now. What stands in its list keeps its place, so that no line moves away from
/// under the cursor.
pub fn refresh(overlay: &mut Overlay, seen: Seen<'_>) {
    if let Overlay::Pairs(pairs) = overlay {
        pairs.refresh(seen);
    }
    let Overlay::Choose(choose) = overlay else {
        return;
    };
    let Then::Connect(id) = choose.then else {
        return;
    };
    choose.about = about(id, seen);
    let linked = linked(id, seen);
    choose.mark(|pick| matches!(pick, Pick::Card(other) if linked.contains(other)));
}

fn linked(id: CardId, seen: Seen<'_>) -> Vec<CardId> {
    seen.comes_from(id)
        .chain(seen.leads_to(id))
        .map(|card| card.id())
        .collect()
}

fn items(id: CardId, seen: Seen<'_>) -> Vec<Item> {
    let lang = seen.lang();
    let Some(here) = seen.card(id).map(|card| card.step().clone()) else {
        return Vec::new();
    };
    let linked = linked(id, seen);
    let mut items = Vec::new();
    let mut earlier = true;
    for step in &seen.script().steps {
        if step.id == here {
            earlier = false;
            continue;
        }
        let name = step.name(lang);
        let detail = if earlier {
            say!(ChainFrom, name)
        } else {
            say!(ChainTo, name)
        }
        .render(lang);
        items.extend(
            seen.cards_on(&step.id)
                .filter(|card| !card.is_heading())
                .map(|card| Item {
                    pick: Pick::Card(card.id()),
                    label: card.text().to_owned(),
                    detail: detail.clone(),
                    on: linked.contains(&card.id()),
                }),
        );
    }
    items
}

/// The chains a card is part of, the earliest thought first, each in one line with the card itself set off.
pub(super) fn chain_lines(id: CardId, seen: Seen<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for end in last_thoughts(seen, id) {
        let through = chains(&seen, end)
            .into_iter()
            .filter(|chain| chain.iter().any(|card| card.id() == id));
        for chain in through.filter(|chain| chain.len() > 1) {
            if lines.len() == CHAINS {
                return lines;
            }
            let mut line = Line::default();
            for (at, card) in chain.iter().enumerate() {
                if at > 0 {
                    line = line.and(Phrase::Said(" → ".into()), Weight::Quiet);
                }
                let weight = if card.id() == id {
                    Weight::Strong
                } else {
                    Weight::Plain
                };
                line = line.and(Phrase::Said(card.text().into()), weight);
            }
            lines.push(line);
        }
    }
    lines
}

fn about(id: CardId, seen: Seen<'_>) -> Vec<Line> {
    let lines = chain_lines(id, seen);
    let head = if lines.is_empty() {
        MsgId::ChainsNone
    } else {
        MsgId::ChainsTitle
    };
    let mut about = vec![Line::msg(head).weigh(Weight::Quiet)];
    about.extend(lines);
    about
}

/// The thoughts that this card leads to in the end: where its chains are read from.
fn last_thoughts(seen: Seen<'_>, id: CardId) -> Vec<CardId> {
    let (mut ends, mut pending, mut known) = (Vec::new(), vec![id], vec![id]);
    while let Some(next) = pending.pop() {
        let mut last = true;
        for later in seen.leads_to(next).map(|card| card.id()) {
            last = false;
            if !known.contains(&later) {
                known.push(later);
                pending.push(later);
            }
        }
        if last {
            ends.push(next);
        }
    }
    // People can connect in a ring: then every thought is as good an end as any.
    if ends.is_empty() {
        ends.push(id);
    }
    ends
}

/// Starts a why-tree from a card: its words become the top of a tree that comes from it. The cursor goes there, also
/// where the tree is there already.
pub(super) fn why(id: CardId, cx: &mut Cx<'_>) {
    let Some(card) = cx.seen.card(id) else { return };
    let Some(tree) = cx
        .seen
        .script()
        .steps
        .iter()
        .find(|step| matches!(step.kind, Kind::Tree(_)))
    else {
        return;
    };
    // What was thought of after the causes comes from one of them already: then that is where the cursor goes.
    let mut linked = cx.seen.leads_to(id).chain(cx.seen.comes_from(id));
    let grown = linked
        .find(|other| *other.step() == tree.id)
        .map(|card| card.id());
    let top = grown.unwrap_or_else(|| CardId((cx.ids)()));
    if grown.is_none() {
        let command = Command::AddCard {
            card: top,
            author: None,
            step: tree.id.clone(),
            parent: None,
            column: None,
            after: After::Last,
            fields: vec![(card::field::TEXT.into(), card.text().into())],
            from: Some(id),
        };
        cx.send(command);
    }
    cx.go(&tree.id);
    cx.show = Some((tree.id.clone(), top));
}

/// Opens a form on a page for something that comes from this card.
fn make(from: CardId, step: &Step, title: MsgId, cx: &mut Cx<'_>) {
    let target = Target::NewCard {
        step: step.id.clone(),
        parent: None,
        column: None,
        after: None,
        from: Some(from),
    };
    cx.form = form_for(&target, (cx.ids)(), cx.seen);
    if let Some(form) = &mut cx.form {
        title.text(cx.seen.lang()).clone_into(&mut form.title);
    }
}

/// Opens a form for an action that comes from this card.
pub(super) fn make_action(id: CardId, cx: &mut Cx<'_>) {
    if let Some(step) = cx
        .seen
        .script()
        .steps
        .iter()
        .find(|step| matches!(step.kind, Kind::Plan(_)))
    {
        make(id, step, MsgId::TitleNewAction, cx);
        let seen = cx.seen;
        // An idea becomes the action in its own words; a cause or a partner does not.
        let idea = seen.card(id).filter(|card| {
            let pages = thread::idea_pages(&step.id, &seen.script().steps);
            pages.iter().any(|page| page.id == *card.step())
        });
        if let (Some(idea), Some(form)) = (idea, &mut cx.form) {
            form.field_mut().editor.insert(idea.text());
        }
    }
}

/// “Not ours” never ends a cause: it asks who could, and offers a partner. A script without a page for partners keeps
/// the answer on the card itself.
pub(super) fn make_partner(id: CardId, cx: &mut Cx<'_>) {
    match cx
        .seen
        .script()
        .steps
        .iter()
        .find(|step| step.id.as_str() == "partners")
    {
        Some(step) => make(id, step, MsgId::TitleNewPartner, cx),
        None => tree::who_could(id, cx),
    }
}
