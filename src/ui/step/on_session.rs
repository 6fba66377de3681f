//! What every step can do, whatever its kind: going on, taking back, reports, the session itself.

use super::{
    Cx, closing, copied,
    forms::{export_form, form_for, title_form},
    places, silent, windows,
};
use crate::{
    model::{Command, Step},
    say,
    say::{Msg, MsgId},
    ui::{
        form::Target,
        keys::{self, Action},
        overlay::{Overlay, Thread},
        seat::{Effect, Report},
    },
};

/// What every step can do, whatever its kind.
pub fn act_on_session(action: Action, step: &Step, cx: &mut Cx<'_>) {
    match action {
        Action::StepBack => go_by(-1, cx),
        Action::StepForward => go_by(1, cx),
        Action::ComeBack => cx.roam = Some(cx.seen.current().clone()),
        Action::Go => cx.overlay = Some(Overlay::menu(&keys::GO_MENU)),
        Action::GoList => cx.overlay = Some(windows::go(cx.seen)),
        action if places::of(action).is_some() => {
            let step = places::of(action).and_then(|place| places::step(place, &cx.step, cx.seen));
            if let Some(step) = step {
                cx.go(&step);
            }
        }
        Action::GoHome => cx.out.push(Effect::GoHome),
        Action::Undo => undo(cx, Command::Undo, cx.seen.undo_label()),
        Action::Redo => undo(cx, Command::Redo, cx.seen.redo_label()),
        Action::Restore => cx.overlay = Some(windows::restore(cx.seen)),
        Action::ExportMenu => cx.overlay = Some(Overlay::menu(&keys::EXPORT_MENU)),
        Action::ExportOnePage => export(Report::OnePage, cx),
        Action::ExportPage => export(Report::Page, cx),
        Action::ExportReport => export(Report::Markdown, cx),
        Action::ExportChart => export(Report::Chart, cx),
        Action::ExportTree => export(Report::Tree, cx),
        Action::ExportArchive if cx.seen.is_holding_back() => cx.notice = Some(say!(HoldsBack)),
        Action::ExportArchive => export(Report::Archive, cx),
        Action::CopyTable | Action::CopyChart | Action::CopyTree => copied::copy(action, step, cx),
        Action::Retitle => cx.form = Some(title_form((cx.ids)(), cx.seen)),
        Action::Reword => {
            let step = step.id.clone();
            cx.form = form_for(&Target::Reword { step }, (cx.ids)(), cx.seen);
        }
        Action::ReportBack => cx.overlay = Some(Overlay::pairs(step.id.clone())),
        Action::AtHand => cx.overlay = Some(windows::at_hand(step, cx.seen)),
        Action::TimeBox => {
            cx.form = form_for(
                &Target::TimeBox {
                    step: step.id.clone(),
                },
                (cx.ids)(),
                cx.seen,
            )
        }
        Action::EditNote => {
            cx.form = form_for(
                &Target::Note {
                    step: step.id.clone(),
                },
                (cx.ids)(),
                cx.seen,
            )
        }
        Action::SilenceAs => match cx.seen.silence(&step.id) {
            Some(_) => cx.notice = Some(say!(SilentAlready)),
            None => cx.overlay = Some(silent::window(&step.id, cx.seen.lang())),
        },
        Action::LooseEnds if cx.seen.is_confidant() => {
            cx.overlay = Some(Overlay::Thread(Thread::loose(cx.seen)));
        }
        Action::CloseSession => closing::ask(cx),
        Action::ReopenSession => cx.send(Command::Reopen),
        _ => {}
    }
}

fn export(what: Report, cx: &mut Cx<'_>) {
    cx.form = Some(export_form((cx.ids)(), what, cx.seen));
}

fn undo(cx: &mut Cx<'_>, command: Command, label: Option<Msg>) {
    if let Some(label) = label {
        cx.notice = Some(match (&command, cx.seen.undo_passes_over()) {
            (Command::Undo, Some(stays)) => say!(TookBackEarlier, label, stays),
            // Who sees a card is told as it is now: “took back” alone would leave it to be guessed.
            (Command::Undo, None) => match label.id {
                MsgId::DidHide | MsgId::DidHideAll => say!(TookBackHide, label),
                MsgId::DidShow | MsgId::DidShowAll => say!(TookBackShow, label),
                _ => say!(TookBack, label),
            },
            (_, _) if matches!(label.id, MsgId::DidHide | MsgId::DidHideAll) => say!(DidAgainHide),
            _ => say!(DidAgain, label),
        });
        cx.send(command);
    }
}

fn go_by(by: isize, cx: &mut Cx<'_>) {
    let script = cx.seen.script();
    let here = script.step(&cx.step).map_or(0, |(at, _)| at);
    let there = here
        .checked_add_signed(by)
        .and_then(|at| script.steps.get(at));
    if let Some(step) = there {
        cx.go(&step.id);
    }
}
