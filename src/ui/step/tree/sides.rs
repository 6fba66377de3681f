//! Looking at a cause from elsewhere: from every side, from a group for whom it is worse, and back up its chain.

use std::sync::Arc;

use super::{
    depth_under,
    windows::{cause_form, question},
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{
        CardId, Seen, Step,
        card::field,
        script::FieldKind,
        step::tree::{
            Tree,
            lenses::{groups, lenses},
            links,
        },
    },
    say,
    say::MsgId,
    ui::{
        form::{Form, FormField, Target},
        overlay::{Item, Overlay, Pick, Question, Then},
        step::Cx,
    },
};

/// Walks the chain of a cause up to its problem, reads each link aloud and asks whether it holds.
pub(super) fn test(id: CardId, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let ask = |test: links::Test| {
        let (read, ask) = test.question(&seen)?;
        let mut lines = vec![
            (Slot::Heading, Line::msg(MsgId::TestReadAloud)),
            (Slot::Title, Line::msg(read)),
            (Slot::Overlay, Line::default()),
            (Slot::Question, Line::msg(ask)),
        ];
        let before = test.answer(&seen);
        if !before.is_empty() {
            lines.push((Slot::Muted, Line::msg(say!(AnsweredBefore, before))));
        }
        Some(Question {
            card: test.card,
            field: test.field,
            lines,
        })
    };
    let questions: Vec<Question> = links::tests(&seen, id)
        .into_iter()
        .filter_map(ask)
        .collect();
    if questions.is_empty() {
        cx.notice = Some(say!(NothingToTest));
    } else {
        cx.overlay = Some(Overlay::ask(questions));
    }
}

/// Every side with the causes that were seen from it. A side opens a form for a cause of this card, a cause is gone to.
pub(super) fn sweep(card: CardId, step: &Step, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let all = lenses(step, &seen);
    let mut items = Vec::new();
    for lens in &all {
        let detail = match lens.causes.len() {
            0 => MsgId::SweepNone.text(lang).to_owned(),
            count => say!(SweepCauses, count).render(lang),
        };
        items.push(Item {
            pick: Pick::Word(lens.id.clone()),
            label: lens.label.to_string(),
            detail,
            on: !lens.causes.is_empty(),
        });
        items.extend(lens.causes.iter().map(|cause| Item {
            pick: Pick::Card(cause.id()),
            label: format!("    {}", cause.text()),
            detail: String::new(),
            on: false,
        }));
    }
    let unused: Vec<Arc<str>> = all
        .into_iter()
        .filter(|lens| lens.causes.is_empty())
        .map(|lens| lens.label)
        .collect();
    let about = if unused.is_empty() {
        say!(SweepAllUsed)
    } else {
        say!(SweepUnused, unused)
    };
    let words = seen.card(card).map_or("", |card| card.text());
    let title = say!(TitleSweep, question(words)).render(lang);
    let mut overlay = Overlay::choose(title, items, Then::From(card));
    if let Overlay::Choose(choose) = &mut overlay {
        choose.about = vec![Line::msg(about)];
        choose.to_top();
    }
    overlay
}

/// What was chosen among the sides: one to write a cause from, or a cause to go to.
pub(in crate::ui::step) fn from_lens(card: CardId, pick: &Pick, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let (Some(step), Some(known)) = (seen.step(&cx.step), seen.card(card)) else {
        return;
    };
    match pick {
        Pick::Card(cause) => cx.show = Some((step.id.clone(), *cause)),
        Pick::Word(lens) => {
            let all = lenses(step, &seen);
            let label = all.iter().find(|one| one.id == *lens);
            let label = label.map_or_else(|| Arc::clone(lens), |one| Arc::clone(&one.label));
            let mut form = under((cx.ids)(), card, step, seen);
            form.title = say!(TitleWhyFrom, question(known.text()), &*label).render(seen.lang());
            let name = MsgId::KeyLens.text(seen.lang());
            let choices = all.into_iter().map(|one| (one.id, one.label));
            form.fields.push(
                FormField::new(field::LENS, name, FieldKind::Choice, &**lens).choosing(choices),
            );
            cx.form = Some(form);
        }
        _ => {}
    }
}

/// Asks for whom it is worse: one of the groups that the session knows, or another.
pub(super) fn worse_for(card: CardId, step: &Step, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let known = groups(&seen);
    if known.is_empty() {
        worse(card, "", cx);
        return;
    }
    let item = |group: Arc<str>| Item {
        label: group.to_string(),
        pick: Pick::Word(group),
        detail: String::new(),
        on: false,
    };
    let mut items: Vec<Item> = known.into_iter().map(item).collect();
    items.push(Item {
        label: cx.text(MsgId::AnotherGroup).to_owned(),
        ..item("".into())
    });
    let words = seen.card(card).map_or("", |card| card.text());
    let title = say!(TitleWorseFor, words).render(seen.lang());
    let mut overlay = Overlay::choose(title, items, Then::WorseFor(card));
    if let Overlay::Choose(choose) = &mut overlay {
        choose.about = vec![Line::said(asked(step, seen))];
    }
    cx.overlay = Some(overlay);
}

/// How the script asks why it is worse for a group.
fn asked(step: &Step, seen: Seen<'_>) -> String {
    let lang = seen.lang();
    let ask = Tree::of(step).map(|tree| &tree.worse_for);
    match ask.filter(|ask| !ask.is_empty()) {
        Some(ask) => ask.get(lang).to_string(),
        None => MsgId::DefaultWorseFor.text(lang).to_owned(),
    }
}

/// The form for a cause that holds for one group: where no group is named yet, that is asked first.
pub(in crate::ui::step) fn worse(card: CardId, group: &str, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let Some(step) = seen.step(&cx.step) else {
        return;
    };
    let mut form = under((cx.ids)(), card, step, seen);
    form.title = asked(step, seen);
    let label = cx.text(MsgId::LabelForWhom);
    let whom = FormField::new(field::GROUP, label, FieldKind::Text, group)
        .hinting(cx.text(MsgId::HintForWhom));
    if group.is_empty() {
        form.fields.insert(0, whom);
    } else {
        form.fields.push(whom);
    }
    cx.form = Some(form);
}

/// The form for a cause right under a card.
fn under(id: uuid::Uuid, card: CardId, step: &Step, seen: Seen<'_>) -> Form {
    let target = Target::NewCard {
        step: step.id.clone(),
        parent: Some(card),
        column: None,
        after: None,
        from: None,
    };
    let why = seen.card(card).map(|card| card.text());
    let depth = depth_under(Some(card), seen);
    cause_form(id, target, why, depth, step, seen.lang())
}
