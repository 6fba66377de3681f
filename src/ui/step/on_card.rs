//! What every page with cards can do to the card under the cursor and the ones that are marked.

use super::{Cx, connect, copied, forms::form_for, groups, windows};
use crate::{
    model::{After, CardId, Command, Step, Value, card, thread::Bead},
    say,
    ui::{
        form::Target,
        keys::{self, Action},
        overlay::{Overlay, Thread},
    },
};

/// What every page with cards can do to the card under the cursor and the ones that are marked.
pub fn act_on_card(
    action: Action,
    card: Option<CardId>,
    marked: &[CardId],
    step: &Step,
    cx: &mut Cx<'_>,
) -> bool {
    let Some(id) = card else { return false };
    let Some(known) = cx.seen.card(id) else {
        return false;
    };
    let all = if marked.is_empty() {
        vec![id]
    } else {
        marked.to_vec()
    };
    match action {
        Action::Edit | Action::EditLong => {
            cx.form = form_for(&Target::Card { card: id }, (cx.ids)(), cx.seen);
            if action == Action::EditLong {
                cx.editor = true;
            }
        }
        Action::CopyCard => copied::copy_cards(&all, step, cx),
        Action::Delete => {
            let remove = all
                .iter()
                .map(|card| Command::RemoveCard { card: *card })
                .collect();
            cx.send(Command::Several(remove));
            cx.notice = Some(match &*all {
                // Named, because a mark may lie on another card than the cursor.
                [one] => say!(
                    DeletedOne,
                    cx.seen.card(*one).map_or("", |card| card.text())
                ),
                _ => say!(DeletedUndo, all.len()),
            });
        }
        Action::MoveMenu => cx.overlay = Some(Overlay::menu(&keys::MOVE_MENU)),
        Action::MoveUp => reorder(id, false, step, cx),
        Action::MoveDown => reorder(id, true, step, cx),
        Action::MoveColumn => move_column(&all, step, cx),
        Action::MoveStep => cx.overlay = Some(windows::move_to(all, cx.seen)),
        Action::Park => {
            let park = |card: &CardId| Command::SetField {
                card: *card,
                field: card::field::PARKED.into(),
                from: cx
                    .seen
                    .card(*card)
                    .map_or(0, |card| card.version(card::field::PARKED)),
                value: Some(Value::Flag(true)),
            };
            let command = Command::Several(all.iter().map(park).collect());
            cx.send(command);
            cx.notice = Some(say!(ParkedHere, all.len()));
        }
        Action::Hide => {
            let hides = all.iter().filter_map(|card| cx.seen.card(*card));
            let hide = hides.clone().any(|card| !card.flag(card::field::HIDDEN));
            let commands = hides.map(|card| Command::SetField {
                card: card.id(),
                field: card::field::HIDDEN.into(),
                from: card.version(card::field::HIDDEN),
                value: hide.then_some(Value::Flag(true)),
            });
            let command = Command::Several(commands.collect());
            cx.send(command);
            cx.notice = Some(if hide {
                say!(HiddenNow)
            } else {
                say!(ShownAgain)
            });
        }
        Action::Group => cx.overlay = Some(windows::group(all, step, cx.seen)),
        Action::GroupLater => groups::put_together(&all, cx),
        Action::CopyToGroup => groups::copy_window(all, step, cx),
        Action::Research => cx.toggle(id, card::field::RESEARCH),
        Action::DataNeeded => cx.toggle(id, card::field::DATA_NEEDED),
        Action::Why => connect::why(id, cx),
        Action::Thread => {
            cx.overlay = Some(Overlay::Thread(Thread::through(Bead::Card(id), cx.seen)));
        }
        Action::Connect => cx.overlay = Some(connect::window(id, cx.seen)),
        Action::MakeAction => connect::make_action(id, cx),
        Action::MakePartner => connect::make_partner(id, cx),
        Action::Versions => match windows::versions(known, step, cx.seen, cx.east) {
            Some(window) => cx.overlay = Some(window),
            None => cx.notice = Some(say!(NoVersions)),
        },
        _ => return false,
    }
    true
}

fn reorder(id: CardId, down: bool, step: &Step, cx: &mut Cx<'_>) {
    let Some(card) = cx.seen.card(id) else { return };
    let column = card.column();
    let beside: Vec<CardId> = cx
        .seen
        .children(&step.id, card.parent())
        .filter(|other| other.column() == column && !other.flag(card::field::PARKED))
        .map(|other| other.id())
        .collect();
    let Some(at) = beside.iter().position(|other| *other == id) else {
        return;
    };
    let after = match (down, at) {
        (true, at) => beside.get(at + 1).map(|next| After::Card(*next)),
        (false, 0) => None,
        (false, 1) => Some(After::First),
        (false, at) => beside.get(at - 2).map(|before| After::Card(*before)),
    };
    if let Some(after) = after {
        let (parent, column) = (card.parent(), column.cloned());
        cx.send(Command::MoveCard {
            card: id,
            step: step.id.clone(),
            parent,
            column,
            after,
        });
    }
}

fn move_column(cards: &[CardId], step: &Step, cx: &mut Cx<'_>) {
    let columns = step.kind.lens().columns();
    let to = |id: &CardId| {
        let card = cx.seen.card(*id)?;
        let now = columns
            .iter()
            .position(|column| Some(&column.id) == card.column())
            .unwrap_or(0);
        let column = columns.get((now + 1) % columns.len().max(1))?.id.clone();
        Some(Command::MoveCard {
            card: *id,
            step: step.id.clone(),
            parent: None,
            column: Some(column),
            after: After::Last,
        })
    };
    let moves = cards.iter().filter_map(to).collect();
    cx.send(Command::Several(moves));
}
