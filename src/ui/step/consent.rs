//! The page of a proposal: its words, the hands that were shown, and those who could not go along.
//!
//! Owns the cursor, and how hands are entered at this seat: line by line, or one person after another.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card, example, form_for};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{
        BallotId, CardId, Command, Seen, Seq, Step, StepId, Voice,
        card::field,
        opinion::{Asks, FINGERS, Tally},
        script::FieldKind,
        seen::{BallotSeen, CardSeen},
        step::{
            Kind,
            consent::{Consent, Hands, MEANINGS, round_says, voice_head},
        },
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        clock,
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        overlay::Overlay,
        paint::Paint,
    },
};

mod draw;
#[cfg(test)]
mod tests;

/// The page of a proposal.
#[derive(Debug, Default)]
pub struct ConsentScreen {
    /// Hands are being counted.
    open: bool,
    cursor: Option<CardId>,
    /// The proposal, and those who were heard.
    cards: Vec<CardId>,
    cards_of: Option<Seq>,
    sight: draw::Sight,
    first: usize,
    /// The number of fingers with the cursor, while hands are counted.
    fingers: usize,
    /// Each digit is one person, not a count.
    one_by_one: bool,
    typing: Option<u32>,
}

/// The round of a step in which hands are counted.
fn open_round<'a>(step: &Step, seen: Seen<'a>) -> Option<BallotSeen<'a>> {
    let rounds = seen.ballots_on(&step.id);
    rounds.into_iter().find(BallotSeen::is_open)
}

/// Whose hands this seat counts: those of the room, or one's own.
fn voice(seen: Seen<'_>) -> Voice {
    match seen.me() {
        Some(me) if !seen.enters_for_others() => Voice::Member(me.id),
        _ => Voice::room(),
    }
}

/// Whether one person shows their own hand here, and no more.
fn is_one(seen: Seen<'_>) -> bool {
    !seen.enters_for_others() && seen.speaks_for() == 1
}

/// What this seat has counted so far.
fn hands(round: BallotSeen<'_>, seen: Seen<'_>) -> Hands {
    let voice = voice(seen);
    let mut entered = round.entered();
    let cast = entered.find(|(known, _)| **known == voice);
    cast.map_or_else(Hands::default, |(_, cast)| Hands::of(&cast.marks))
}

impl ConsentScreen {
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        if self.cards_of == Some(seen.version()) {
            return;
        }
        let was = std::mem::replace(&mut self.open, open_round(step, seen).is_some());
        if was != self.open {
            // Most hands are high: the cursor begins at the top.
            (self.fingers, self.typing) = (FINGERS.len() - 1, None);
            self.one_by_one = false;
        }
        let rounds = Consent::rounds(step, &seen);
        let proposal = Consent::proposal(step, &seen);
        let voices = rounds.iter().rev().flat_map(|round| &round.voices);
        let all = proposal.iter().chain(voices).map(CardSeen::id);
        self.cards = all.collect();
        self.sight = draw::Sight::of(proposal.as_ref(), rounds.last(), step, seen);
        if !self.cursor.is_some_and(|id| self.cards.contains(&id)) {
            self.cursor = self.cards.first().copied();
        }
        self.cards_of = Some(seen.version());
    }

    fn at(&self) -> usize {
        let with_cursor = |id: &CardId| Some(*id) == self.cursor;
        self.cards.iter().position(with_cursor).unwrap_or(0)
    }

    fn move_by(&mut self, by: isize) {
        if self.open {
            self.fingers = self
                .fingers
                .saturating_add_signed(by.saturating_neg())
                .min(FINGERS.len() - 1);
            return;
        }
        let last = self.cards.len().saturating_sub(1);
        let at = self.at().saturating_add_signed(by).min(last);
        self.cursor = self.cards.get(at).copied();
    }

    /// Says that so many people show these fingers.
    fn show_hands(fingers: usize, count: u32, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = open_round(step, cx.seen) else {
            return;
        };
        let mut hands = hands(round, cx.seen);
        let voice = voice(cx.seen);
        if is_one(cx.seen) {
            hands = Hands::default();
        }
        if let Some(known) = hands.0.get_mut(fingers) {
            *known = count;
        }
        let marks: Tally = FINGERS
            .iter()
            .zip(hands.0)
            .map(|(mark, count)| ((*mark).into(), count))
            .collect();
        cx.send(Command::Cast {
            ballot: round.id(),
            voice,
            people: hands.people().max(1),
            group: cx
                .seen
                .me()
                .filter(|me| !me.role.enters_for_others())
                .and_then(|me| me.group.clone()),
            marks,
        });
    }

    fn digit(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(digit) = cx.digit() else { return };
        let Some(round) = open_round(step, cx.seen) else {
            return;
        };
        let own = is_one(cx.seen);
        if !own && !self.one_by_one {
            let count = self.typing.map_or(0, |number| number.saturating_mul(10));
            let count = count.saturating_add(digit).min(9_999);
            self.typing = Some(count);
            Self::show_hands(self.fingers, count, step, cx);
            return;
        }
        let fingers = usize::try_from(digit).unwrap_or(usize::MAX);
        if fingers >= FINGERS.len() {
            cx.notice = Some(say!(OnlyToFive));
            return;
        }
        self.fingers = fingers;
        let known = if own {
            0
        } else {
            hands(round, cx.seen).0[fingers]
        };
        Self::show_hands(fingers, known.saturating_add(1), step, cx);
    }

    fn add(&mut self, more: bool, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = open_round(step, cx.seen) else {
            return;
        };
        let known = hands(round, cx.seen).0[self.fingers];
        if !more && known == 0 {
            // Nothing is shown here; one's own hand on another line stays where it is.
            return;
        }
        let own = is_one(cx.seen);
        let count = match (more, own) {
            (true, true) => 1,
            (true, false) => known.saturating_add(1),
            (false, _) => known.saturating_sub(1),
        };
        Self::show_hands(self.fingers, count, step, cx);
    }

    /// Opens a round for the proposal, or closes the one that is open when it is asked a second time.
    fn open_or_close(step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = open_round(step, cx.seen) else {
            match Consent::proposal(step, &cx.seen) {
                Some(proposal) => {
                    let ballot = BallotId((cx.ids)());
                    let asks = Asks::Fist {
                        about: proposal.id(),
                        words: proposal.text().into(),
                    };
                    cx.send(Command::OpenBallot {
                        ballot,
                        step: step.id.clone(),
                        asks,
                    });
                }
                None => cx.notice = Some(say!(NeedsProposal)),
            }
            return;
        };
        let (people, voters) = (round.people(), cx.seen.voters(step));
        // Only a room that is known, and counted in full, needs no second look; one hand is easily all there is so far.
        if cx.sure || (people > 1 && voters == Some(people)) {
            cx.send(Command::CloseBallot { ballot: round.id() });
            return;
        }
        cx.asks_back = true;
        cx.notice = Some(match voters {
            Some(voters) => say!(CloseHandsSureOf, people, voters),
            None => say!(CloseHandsSure, people),
        });
    }

    fn act_while_open(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Digit => self.digit(step, cx),
            Action::AddDot => self.add(true, step, cx),
            Action::TakeDot if self.typing.is_some_and(|number| number > 9) => {
                let number = self.typing.map_or(0, |number| number / 10);
                self.typing = Some(number);
                Self::show_hands(self.fingers, number, step, cx);
            }
            Action::TakeDot => {
                self.typing = None;
                self.add(false, step, cx);
            }
            Action::Open if self.fingers == 0 => cx.notice = Some(say!(LastLine)),
            Action::Open => self.move_by(1),
            Action::NextPane => {
                self.one_by_one = !self.one_by_one;
                self.fingers = FINGERS.len() - 1;
            }
            Action::First => self.fingers = FINGERS.len() - 1,
            Action::Last => self.fingers = 0,
            _ => return false,
        }
        true
    }

    /// The rounds, each with its words, its hands and its voices, and the words before them.
    fn history(step: &Step, cx: &mut Cx<'_>) {
        let lang = cx.seen.lang();
        let mut lines = Vec::new();
        for round in Consent::rounds(step, &cx.seen).iter().rev() {
            lines.push((Slot::Title, Line::msg(round_says(round))));
            for line in round.words.lines() {
                lines.push((Slot::Overlay, Line::said(line)));
            }
            let shown = (0..FINGERS.len()).rev().filter(|at| round.hands.0[*at] > 0);
            for at in shown {
                let words = MEANINGS[at].text(lang);
                let line = format!("  {at} {words}: {}", round.hands.0[at]);
                lines.push((Slot::Muted, Line::said(line)));
            }
            for voice in &round.voices {
                let said = voice.text().replace('\n', " ");
                let line = format!("  {}: {said}", voice_head(voice).render(lang));
                lines.push((Slot::Overlay, Line::said(line)));
            }
            lines.push((Slot::Overlay, Line::default()));
        }
        let proposal = Consent::proposal(step, &cx.seen);
        let earlier = proposal.map_or_else(Vec::new, |card| card.earlier(field::TEXT));
        for (at, member, words) in earlier {
            let name = member.map_or("", |member| &member.name);
            let words = words.replace('\n', " ");
            let line = format!("{}  {name}: {words}", clock::moment(at, cx.east));
            lines.push((Slot::Overlay, Line::said(line)));
        }
        cx.overlay = Some(Overlay::read(cx.text(MsgId::TitleRounds), lines));
    }
}

/// The form for a proposal that is not written yet: what earlier steps chose or offer stands in it already.
fn proposal_form(id: Uuid, step: &Step, seen: Seen<'_>) -> Form {
    let lang = seen.lang();
    let starter = match &step.kind {
        Kind::Consent(consent) => consent.starter.get(lang).clone(),
        _ => "".into(),
    };
    let chosen = Consent::chosen(step, &seen);
    let offered = Consent::offered(step, &seen);
    let offered = offered.filter(|_| starter.is_empty() || !chosen.is_empty());
    let target = Target::NewCard {
        step: step.id.clone(),
        parent: None,
        column: None,
        after: None,
        from: offered.map(|card| card.id()),
    };
    let title = MsgId::TitleProposal.text(lang);
    let mut form = Form::for_new_card(id, target, title, step, lang, &example(&starter, lang));
    // A sentence that is whole can be kept as it stands; one that trails off is only an example.
    let whole = Some(&*starter).filter(|words| !words.is_empty() && !words.contains('…'));
    // Where the page stands on more than a choice, a sentence that is whole means all of it.
    let chooses = |id: &StepId| {
        let drawn = seen.step(id).map(|step| &step.kind);
        matches!(drawn, Some(Kind::Vote(_) | Kind::Matrix(_)))
    };
    let alone = whole.is_none() || step.draws_from.iter().all(chooses);
    let chosen = chosen.iter().map(|card| card.text()).filter(|_| alone);
    let mut ready: Vec<&str> = whole.into_iter().chain(chosen).collect();
    if ready.is_empty() || starter.is_empty() {
        ready.splice(0..0, offered.map(|card| card.text()));
        ready.dedup();
    }
    if let (false, Some(words)) = (ready.is_empty(), form.fields.first_mut()) {
        words.editor = crate::ui::edit::Editor::page(ready.join("\n"));
    }
    form
}

/// Somebody's words belong to a number of fingers, a round and, where they like, a name.
fn voice_fields(fingers: &str, who: &str, said: &str, lang: Lang) -> Vec<FormField> {
    let choice = |at: usize| {
        let label = format!("{at} {}", MEANINGS[at].text(lang));
        (std::sync::Arc::from(FINGERS[at]), label.into())
    };
    let text = |id: &str, label: MsgId, words: &str, kind| {
        FormField::new(id, label.text(lang), kind, words)
    };
    let choices = (0..crate::model::step::consent::GOES_ALONG).map(choice);
    vec![
        text(field::TEXT, MsgId::LabelWhatTheySay, said, FieldKind::Long)
            .hinting(MsgId::PromptVoice.text(lang)),
        text(
            field::NUMBER,
            MsgId::LabelFingers,
            fingers,
            FieldKind::Choice,
        )
        .choosing(choices),
        text(field::WHO, MsgId::LabelWho, who, FieldKind::Text),
    ]
}

/// The form for the words of somebody under three in the last round; nothing before there was one. `also` is the voice
/// just kept, with its fingers, where the session does not know it yet.
fn voice_form(
    id: Uuid,
    target: Target,
    also: &[Option<usize>],
    step: &Step,
    seen: Seen<'_>,
) -> Option<Form> {
    let lang = seen.lang();
    let last = Consent::rounds(step, &seen).pop()?;
    let open = last.unheard_by_fingers(also);
    let fingers = FINGERS.iter().zip(open).find(|(_, open)| *open > 0);
    let fingers = fingers.map_or("", |(fingers, _)| fingers);
    let mut fields = voice_fields(fingers, "", "", lang);
    let label = MsgId::LabelRound.text(lang);
    let round = last.number.to_string();
    fields.push(FormField::new(
        field::ROUND,
        label,
        FieldKind::Number,
        round,
    ));
    Some(Form::new(
        id,
        target,
        MsgId::TitleUnderThree.text(lang),
        fields,
    ))
}

/// The form for what somebody said, as it stands.
fn edit_voice(id: Uuid, voice: CardSeen<'_>, lang: Lang) -> Form {
    let shown = |id: &str| {
        voice
            .get(id)
            .map_or_else(String::new, |value| value.display().to_string())
    };
    let who = shown(field::WHO);
    let mut fields = voice_fields(&shown(field::NUMBER), &who, voice.text(), lang);
    for field in &mut fields {
        field.from = voice.version(field.id.as_str());
    }
    let target = Target::Card { card: voice.id() };
    Form::new(id, target, MsgId::TitleUnderThree.text(lang), fields)
}

fn voice_target(step: &Step, proposal: CardId) -> Target {
    Target::NewCard {
        step: step.id.clone(),
        parent: Some(proposal),
        column: None,
        after: None,
        from: None,
    }
}

impl StepScreen for ConsentScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static STILL: [&Scope; 2] = [&keys::CARDS, &keys::kinds::consent::KEYS];
        static HANDS: [&Scope; 1] = [&keys::kinds::consent::HANDS];
        if self.open { &HANDS } else { &STILL }
    }

    fn facts(&self, facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        if !matches!(action, Action::Digit | Action::TakeDot) {
            self.typing = None;
        }
        if self.open && self.act_while_open(action, step, cx) {
            return true;
        }
        let proposal = Consent::proposal(step, &cx.seen);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-5),
            Action::PageDown => self.move_by(5),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Ballot => Self::open_or_close(step, cx),
            Action::Edit | Action::EditLong => {
                let card = self.cursor.and_then(|id| cx.seen.card(id));
                cx.form = match (card, proposal) {
                    (Some(card), Some(proposal)) if card.id() != proposal.id() => {
                        Some(edit_voice((cx.ids)(), card, cx.seen.lang()))
                    }
                    (_, Some(proposal)) => {
                        let target = Target::Card {
                            card: proposal.id(),
                        };
                        form_for(&target, (cx.ids)(), cx.seen)
                    }
                    _ => Some(proposal_form((cx.ids)(), step, cx.seen)),
                };
                cx.editor = action == Action::EditLong;
            }
            Action::New => {
                let id = (cx.ids)();
                cx.form = self.new_form(step, cx.seen, id);
                if cx.form.is_none() {
                    cx.notice = Some(say!(NeedsRound));
                }
            }
            Action::Versions => Self::history(step, cx),
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        match Consent::proposal(step, &seen) {
            Some(proposal) => voice_form(id, voice_target(step, proposal.id()), &[], step, seen),
            None => Some(proposal_form(id, step, seen)),
        }
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let is_voice = matches!(
            target,
            Target::NewCard {
                parent: Some(_),
                ..
            }
        );
        let voice = is_voice.then(|| voice_form(id, target.clone(), &[], step, seen));
        voice.flatten().unwrap_or_else(|| Form {
            target: target.clone(),
            ..proposal_form(id, step, seen)
        })
    }

    /// After one voice comes the next, until all who showed under three were heard.
    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        self.cursor = Some(CardId(kept.id));
        let Target::NewCard {
            parent: Some(proposal),
            ..
        } = &kept.target
        else {
            return None;
        };
        let last = Consent::rounds(step, &seen).pop()?;
        // The one just kept is not in sight of the session yet.
        let of_last = kept.words(field::ROUND).trim().parse() == Ok(last.number);
        let is_new = last.voices.iter().all(|voice| voice.id().0 != kept.id);
        let fingers = kept.words(field::NUMBER).trim().parse().ok();
        let kept = [fingers];
        let also = if of_last && is_new { &kept[..] } else { &[] };
        let open: u32 = last.unheard_by_fingers(also).iter().sum();
        let target = voice_target(step, *proposal);
        (open > 0)
            .then(|| voice_form(id, target, also, step, seen))
            .flatten()
    }

    fn point(&mut self, _part: u8, at: usize, _step: &Step, _seen: Seen<'_>) -> Option<Msg> {
        self.fingers = at.min(FINGERS.len() - 1);
        self.typing = None;
        None
    }

    fn show(&mut self, card: CardId) {
        self.cursor = Some(card);
        self.cards_of = None;
    }

    fn is_dense(&self) -> bool {
        true
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.sync(step, seen);
        self.draw_page(step, seen, paint, buf, area);
        None
    }
}
