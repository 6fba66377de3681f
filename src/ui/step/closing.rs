//! Closing a session: what that costs those who sit in it, and whether the door shuts with it.

use super::Cx;
use crate::{
    model::Command,
    say,
    say::MsgId,
    ui::{
        overlay::{Item, Overlay, Pick, Then},
        seat::{DoorAsk, Effect},
    },
};

/// Closes the session; asks first where others are in it, or its door is open.
pub fn ask(cx: &mut Cx<'_>) {
    let me = cx.seen.me().map(|me| me.id);
    let others = cx.presence.others(me).count();
    let door = cx
        .presence
        .door
        .as_ref()
        .is_some_and(|door| door.state.open);
    if others == 0 && !door {
        cx.send(Command::Close);
        return;
    }
    let lang = cx.seen.lang();
    let item = |word: &str, label: MsgId| Item {
        pick: Pick::Word(word.into()),
        label: label.text(lang).to_owned(),
        detail: String::new(),
        on: false,
    };
    let mut items = vec![item("", MsgId::CloseNo), item("close", MsgId::CloseYes)];
    if door && cx.seen.leads() {
        items.push(item("shut", MsgId::CloseAndShut));
    }
    let title = say!(TitleClose, others).render(lang);
    cx.overlay = Some(Overlay::choose(title, items, Then::Close));
}

/// What was chosen in that window.
pub fn chose(word: &str, cx: &mut Cx<'_>) {
    if word.is_empty() {
        return;
    }
    cx.send(Command::Close);
    if word == "shut" {
        cx.out.push(Effect::Door(DoorAsk::Shut));
    }
}
