//! What a cause is asked: how we know, from which side, why it ends here, what it goes under; and chains read back.

use std::{collections::HashSet, sync::Arc};

use crate::{
    content::slot::Slot,
    document::Line,
    model::{
        After, CardId, Command, Seen, Step,
        card::{EVIDENCE, LENSES, STOPS, field},
        step::tree::{Reading, Tree, read_back},
    },
    say,
    say::MsgId,
    ui::{
        form::{Form, FormField, Target},
        overlay::{Item, Overlay, Pick, Then},
        step::{Cx, connect},
    },
};

/// The choices of a field: those the script declares, or the program's own.
pub(super) fn choices(
    step: &Step,
    id: &str,
    own: &[&str],
    seen: Seen<'_>,
) -> Vec<(Arc<str>, Arc<str>)> {
    let declared = step
        .field(id)
        .map(|field| &field.choice)
        .filter(|choice| !choice.is_empty());
    match declared {
        Some(choices) => choices
            .iter()
            .map(|one| (Arc::clone(&one.id), Arc::clone(one.label.get(seen.lang()))))
            .collect(),
        None => own
            .iter()
            .map(|word| (Arc::from(*word), Arc::from(*word)))
            .collect(),
    }
}

fn choose(
    card: CardId,
    id: &'static str,
    own: &[&str],
    step: &Step,
    title: String,
    seen: Seen<'_>,
) -> Overlay {
    let now = seen.card(card).map_or("", |card| card.text_of(id));
    let item = |(id, label): (Arc<str>, Arc<str>)| Item {
        on: *id == *now,
        label: label.to_string(),
        detail: String::new(),
        pick: Pick::Word(id),
    };
    let mut items: Vec<Item> = choices(step, id, own, seen).into_iter().map(item).collect();
    items.push(Item {
        pick: Pick::Word("".into()),
        label: MsgId::NoChoice.text(seen.lang()).to_owned(),
        detail: String::new(),
        on: false,
    });
    Overlay::choose(title, items, Then::Field(card, id))
}

/// How do we know?
pub(super) fn evidence(card: CardId, step: &Step, seen: Seen<'_>) -> Overlay {
    let title = say!(TitleEvidenceOf, words(card, seen)).render(seen.lang());
    choose(card, field::EVIDENCE, &EVIDENCE, step, title, seen)
}

/// From which side was it seen?
pub(super) fn lens(card: CardId, step: &Step, seen: Seen<'_>) -> Overlay {
    let title = say!(TitleLensOf, words(card, seen)).render(seen.lang());
    choose(card, field::LENS, &LENSES, step, title, seen)
}

/// Why does the branch end here?
pub(super) fn stop(card: CardId, step: &Step, seen: Seen<'_>) -> Overlay {
    let title = say!(TitleStopOf, words(card, seen)).render(seen.lang());
    choose(card, field::STOP, &STOPS, step, title, seen)
}

fn words(card: CardId, seen: Seen<'_>) -> &str {
    seen.card(card).map_or("", |card| card.text())
}

/// What follows when a branch was stopped: “not ours” asks who could, and where evidence ran out the question may go
/// on the research agenda.
pub(in crate::ui::step) fn stopped(card: CardId, why: &str, cx: &mut Cx<'_>) {
    match why {
        "not ours" => connect::make_partner(card, cx),
        "evidence ran out"
            if cx
                .seen
                .card(card)
                .is_some_and(|card| !card.flag(field::RESEARCH)) =>
        {
            let item = |word: &str, label: MsgId| Item {
                pick: Pick::Word(word.into()),
                label: cx.text(label).to_owned(),
                detail: String::new(),
                on: false,
            };
            let items = vec![item("yes", MsgId::ResearchYes), item("", MsgId::ResearchNo)];
            cx.overlay = Some(Overlay::choose(
                cx.text(MsgId::TitleResearch),
                items,
                Then::Flag(card, field::RESEARCH),
            ));
        }
        _ => {}
    }
}

/// Who could, where the script has no page for partners: the answer is kept in the card's own words.
pub(in crate::ui::step) fn who_could(card: CardId, cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let Some(step) = seen.card(card).and_then(|card| seen.step(card.step())) else {
        return;
    };
    let id = (cx.ids)();
    let Some(mut form) = Form::for_card(id, card, cx.text(MsgId::TitleNotOurs), step, &seen) else {
        return;
    };
    let place = form
        .fields
        .iter()
        .position(|one| one.id.as_str() == field::DETAIL);
    form.at = place.unwrap_or_else(|| {
        let known = seen.card(card);
        let text = known.map_or("", |card| card.text_of(field::DETAIL));
        let label = cx.text(MsgId::TitleNotOurs);
        let mut detail = FormField::new(
            field::DETAIL,
            label,
            crate::model::script::FieldKind::Text,
            text,
        );
        detail.from = known.map_or(0, |card| card.version(field::DETAIL));
        form.fields.push(detail);
        form.fields.len() - 1
    });
    cx.form = Some(form);
}

/// Where a branch can go: under any cause that is not in it, or to the top.
pub(super) fn under(cards: Vec<CardId>, step: &Step, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let mut moving: HashSet<CardId> = HashSet::new();
    for card in &cards {
        moving.insert(*card);
        moving.extend(
            seen.walk(&step.id, Some(*card), |_| true)
                .map(|(_, card)| card.id()),
        );
    }
    let parents: HashSet<Option<CardId>> = cards
        .iter()
        .filter_map(|card| Some(seen.card(*card)?.parent()))
        .collect();
    let mut items = vec![Item {
        pick: Pick::Word("".into()),
        label: MsgId::TopOfTree.text(lang).to_owned(),
        detail: String::new(),
        on: parents.contains(&None),
    }];
    for (depth, card) in seen
        .walk(&step.id, None, |_| true)
        .filter(|(_, card)| !moving.contains(&card.id()))
    {
        let parent = card.parent().and_then(|parent| seen.card(parent));
        items.push(Item {
            pick: Pick::Card(card.id()),
            label: format!("{}{}", "  ".repeat(depth.min(8)), card.text()),
            detail: if depth > 8 {
                parent.map_or(String::new(), |parent| parent.text().to_owned())
            } else {
                String::new()
            },
            on: parents.contains(&Some(card.id())),
        });
    }
    let title = say!(
        TitleUnderOf,
        cards.first().map_or("", |card| words(*card, seen))
    )
    .render(lang);
    Overlay::choose(title, items, Then::MoveUnder(cards))
}

/// Takes branches under another cause, or to the top of their page.
pub(in crate::ui::step) fn move_under(cards: &[CardId], pick: &Pick, cx: &mut Cx<'_>) {
    let parent = match pick {
        Pick::Card(parent) => Some(*parent),
        _ => None,
    };
    let to = |id: &CardId| {
        let card = cx.seen.card(*id)?;
        let step = card.step().clone();
        Some(Command::MoveCard {
            card: *id,
            step,
            parent,
            column: None,
            after: After::Last,
        })
    };
    let mut moves: Vec<Command> = cards.iter().filter_map(to).collect();
    match moves.len() {
        0 => cx.notice = Some(say!(CauseGone)),
        1 => moves.drain(..).for_each(|command| cx.send(command)),
        _ => cx.send(Command::Several(moves)),
    }
    if let Some(card) = cards.first().and_then(|card| cx.seen.card(*card)) {
        cx.show = Some((card.step().clone(), card.id()));
    }
}

/// The chain to a cause, read down and up, and what tests it; `None` where there is nothing to join yet.
pub(super) fn reading(card: CardId, way: Reading, seen: Seen<'_>) -> Option<Overlay> {
    let down = read_back(&seen, card, way)?;
    let up = read_back(&seen, card, Reading::Therefore)?;
    let head = |id: MsgId| (Slot::Heading, Line::msg(id));
    let said = |msg| (Slot::Title, Line::msg(msg));
    let gap = || (Slot::Overlay, Line::default());
    let test = |id: MsgId| (Slot::Overlay, Line::said("• ").and_msg(id));
    let lines = vec![
        head(MsgId::ReadDown),
        said(down),
        gap(),
        head(MsgId::ReadUp),
        said(up),
        gap(),
        head(MsgId::ReadTests),
        test(MsgId::TestEachLink),
        test(MsgId::TestRemoval),
        test(MsgId::TestSibling),
    ];
    Some(Overlay::read(MsgId::TitleReadBack.text(seen.lang()), lines))
}

/// The form for a new cause: its words and how it is known, and no more, so that the next why is one key away. What it
/// explains stands over it as a question; without that it is a problem.
pub fn cause_form(
    id: uuid::Uuid,
    target: Target,
    why: Option<&str>,
    depth: usize,
    step: &Step,
    lang: crate::say::Lang,
) -> Form {
    let beside = matches!(target, Target::NewCard { after: Some(_), .. });
    let level = Tree::of(step).and_then(|tree| tree.level(depth));
    let level = level.map(|level| level.label.get(lang));
    let (title, prompt): (String, Arc<str>) = match why.map(question) {
        Some(why) if let Some(level) = level => {
            (say!(TitleLevelUnder, level, why).render(lang), "".into())
        }
        Some(why) if beside => (
            say!(TitleBesideOf, why).render(lang),
            MsgId::PromptBecause.text(lang).into(),
        ),
        Some(why) => (
            say!(TitleWhyOf, why).render(lang),
            MsgId::PromptBecause.text(lang).into(),
        ),
        None => {
            let prompt = match &step.kind {
                crate::model::step::Kind::Tree(tree) => Arc::clone(tree.prompt.get(lang)),
                _ => "".into(),
            };
            let title = level.map_or(MsgId::TitleProblem.text(lang), |level| level);
            (title.to_owned(), prompt)
        }
    };
    let mut form = Form::for_new_card(id, target, title, step, lang, &prompt);
    form.fields.retain(|one| {
        matches!(one.id.as_str(), field::TEXT | field::EVIDENCE)
            && (why.is_some() || one.id.as_str() == field::TEXT)
    });
    form
}

/// Words as they stand in a question, without what ended their own sentence.
pub(super) fn question(words: &str) -> &str {
    words.trim_end_matches(['.', '?', '!', ';', ',', ' ', '？', '。', '！'])
}
