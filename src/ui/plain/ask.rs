//! Questions: a form asked field by field, things to choose from, yes or no. What is typed then is the answer, word for
//! word; commands stand behind a slash until it is given.

use super::{
    Do, opinions,
    read::{capital, one_line, sentences},
    table::AtTable,
    words::Commands,
};
use crate::{
    model::{
        BallotId, CardId, Command, Step, StepId,
        card::{TESTED, field},
        script::FieldKind,
        step::Kind,
    },
    say,
    say::{Lang, MsgId},
    ui::{
        edit::Editor,
        form::{Form, FormField, Target},
        keys::{Action, Active, Keymap},
        overlay::{Ask, Choose, Item, Overlay, Pick, Then},
    },
};

/// What is being asked.
#[derive(Debug)]
pub enum Asking {
    /// A form: these of its fields, by their ids, one after the other.
    Form {
        /// Which are still to be asked; the first is asked now.
        fields: Vec<String>,
        /// Whether anything was answered yet.
        begun: bool,
    },
    /// One of several.
    Choose(Choose),
    /// One of several things that can be done.
    Menu(Vec<Active>),
    /// Questions to be answered with yes, no or unsure.
    Test(Ask, usize),
    /// Look-alike cards, a pair at a time.
    Pairs(Overlay),
    /// Whether to go on with something.
    Sure(Sure),
    /// What to look for.
    Find,
    /// Marks for these cards, criterion by criterion.
    Score {
        /// Which cards are still to be judged; the first is judged now.
        cards: Vec<CardId>,
        /// The criterion that is asked now.
        criterion: usize,
    },
}

/// What waits for a yes.
#[derive(Clone, Debug)]
pub enum Sure {
    /// To close and count a round.
    CloseRound(BallotId),
    /// To show what was written unseen.
    Reveal(StepId),
    /// To close the session.
    CloseSession,
    /// To write a statement anew.
    Replace(CardId, String),
    /// To delete a line.
    Delete(CardId),
}

/// Yes or no, as people type it.
pub fn yes_or_no(answer: &str, lang: Lang) -> Option<bool> {
    let answer = answer.trim().trim_end_matches('.').to_lowercase();
    let says = |id: MsgId| {
        let word = id.text(lang).to_lowercase();
        // “si” is typed for “sí” where a keyboard has no accent.
        let bare = word.replace('í', "i");
        let first = word.chars().next().map(String::from);
        answer == word || answer == bare || Some(&answer) == first.as_ref()
    };
    match (says(MsgId::Yes), says(MsgId::No)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The fields that are asked of a form. Of a card that is its words, and what cannot be done without; the others are
/// offered by name.
fn asked_of(form: &Form, all: bool) -> Vec<String> {
    let id = |field: &FormField| field.id.as_str().to_owned();
    let is_card = matches!(form.target, Target::NewCard { .. } | Target::Card { .. });
    if !is_card || all {
        return form.fields.iter().map(id).collect();
    }
    // A voice without its fingers, or an answer without the answer, says nothing.
    let needed = |field: &&FormField| {
        let needed = [field::TEXT, field::NUMBER, field::ANSWER];
        needed.contains(&field.id.as_str())
    };
    form.fields.iter().filter(needed).map(id).collect()
}

impl AtTable {
    /// Begins to ask the form that is open, where one is; `all` of its fields, or what is needed.
    pub(super) fn ask_form(&mut self, all: bool, cx: &mut Do<'_, '_>) {
        let Some(form) = self.table.form() else {
            return;
        };
        let fields = asked_of(form, all);
        // A card needs no title: its first field says what it is.
        if !form.is_new() && !matches!(form.target, Target::Card { .. }) {
            cx.said(&super::read::sentence(&form.title));
        }
        self.ask_fields(fields, false, cx);
    }

    /// Asks these fields; the first at once.
    pub(super) fn ask_fields(&mut self, fields: Vec<String>, begun: bool, cx: &mut Do<'_, '_>) {
        let Some(form) = self.table.form() else {
            return;
        };
        let Some(asked) = fields.first().and_then(|id| form.get(id)) else {
            return;
        };
        cx.said(&question(asked, begun, cx.seen.lang()));
        self.asking = Some(Asking::Form { fields, begun });
    }

    /// Takes an answer in.
    pub(super) fn answer(&mut self, asking: Asking, words: &str, cx: &mut Do<'_, '_>) {
        match asking {
            Asking::Form { fields, .. } => self.answer_field(fields, words, cx),
            Asking::Choose(choose) => self.answer_choice(choose, words, cx),
            Asking::Menu(all) => self.answer_menu(all, words, cx),
            Asking::Test(ask, at) => self.answer_test(ask, at, words, cx),
            Asking::Pairs(pairs) => self.answer_pair(pairs, words, cx),
            Asking::Sure(sure) => match yes_or_no(words, cx.seen.lang()) {
                Some(true) => Self::is_sure(sure, cx),
                Some(false) => cx.say(&say!(PlainNotDone)),
                None => self.ask_again(Asking::Sure(sure), &say!(PlainYesOrNo), cx),
            },
            Asking::Find if words.is_empty() => cx.say(&say!(PlainNotDone)),
            Asking::Find => self.find(words, cx),
            Asking::Score { cards, criterion } => self.answer_score(cards, criterion, words, cx),
        }
    }

    fn ask_again(&mut self, asking: Asking, why: &crate::say::Msg, cx: &mut Do<'_, '_>) {
        cx.say(why);
        self.asking = Some(asking);
    }

    fn answer_field(&mut self, mut fields: Vec<String>, words: &str, cx: &mut Do<'_, '_>) {
        let Some(form) = self.table.form_mut() else {
            cx.say(&say!(PlainNotDone));
            return;
        };
        let is_asked = |id: &String| form.fields.iter().position(|one| one.id.as_str() == id);
        let Some(at) = fields.first().and_then(is_asked) else {
            return;
        };
        form.at = at;
        let asked = &mut form.fields[at];
        if !words.is_empty() {
            let written = match words {
                "-" | "−" => Some(String::new()),
                words => written(asked, words, cx.seen.lang()),
            };
            let Some(written) = written else {
                cx.say(&say!(PlainNotAChoice));
                self.asking = Some(Asking::Form {
                    fields,
                    begun: true,
                });
                return;
            };
            write(asked, &written);
        }
        fields.remove(0);
        // An empty first answer of something new ends the run.
        let ends = form.ends_run() && words.is_empty();
        if fields.is_empty() || ends {
            self.keep(cx);
        } else {
            self.ask_fields(fields, true, cx);
        }
    }

    /// Keeps the form that is open. What cannot be read is asked again, with every word as it was.
    pub(super) fn keep(&mut self, cx: &mut Do<'_, '_>) {
        let Some(form) = self.table.form() else {
            return;
        };
        let (was, is_card) = (form.id, matches!(form.target, Target::NewCard { .. }));
        if let Target::OpenVote { .. } = form.target {
            let people = form.words("people").parse().ok();
            self.opened = people.map(|people| (BallotId(form.id), people));
        }
        let nothing = form.only_changes() && !form.changed();
        let before = cx.out.len();
        let (_, notice) = self.table.act(Action::Keep, cx.seen, cx.ids, cx.out);
        // What was sent is told when it is so.
        if let Some(notice) = notice.filter(|_| cx.out.len() == before) {
            cx.say(&notice);
        }
        let Some(next) = self.table.form() else {
            if nothing {
                cx.say(&say!(PlainSame));
            }
            return;
        };
        if next.id == was {
            let fields = asked_of(next, !is_card);
            self.ask_fields(fields, false, cx);
        } else {
            // The next card, and the next point, begin with the next line by themselves.
            self.table.stash();
        }
    }

    /// What a window of the full screen offers, in words.
    pub(super) fn offer(&mut self, mut overlay: Overlay, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        overlay.learn(&Keymap::standard(), &self.table.facts(cx.seen));
        match overlay {
            Overlay::Choose(choose) => self.ask_choice(choose, cx),
            Overlay::Menu { scope, all, .. } => {
                let all: Vec<Active> = all.into_iter().filter(|one| one.off.is_none()).collect();
                let lines = all.iter().enumerate();
                let lines =
                    lines.map(|(at, one)| format!("{} {}", at + 1, one.binding.words(lang)));
                let lines =
                    std::iter::once(super::read::sentence(scope.name.text(lang))).chain(lines);
                self.read(lines.collect(), cx);
                cx.say(&say!(PlainChooseNumber));
                self.asking = Some(Asking::Menu(all));
            }
            Overlay::Ask(ask) => self.ask_test(ask, 0, cx),
            Overlay::Pairs(mut pairs) => {
                pairs.refresh(cx.seen);
                self.ask_pair(Overlay::Pairs(pairs), cx);
            }
            Overlay::Read { title, lines, .. } => {
                let lines = lines
                    .iter()
                    .map(|(_, line)| one_line(&line.render_with(lang, &Commands)));
                let lines = std::iter::once(super::read::sentence(&title)).chain(lines);
                self.read(lines.filter(|line| !line.is_empty()).collect(), cx);
            }
            Overlay::Thread(thread) => self.read(thread.read(lang), cx),
            Overlay::Commands { .. } => self.keys(cx),
            Overlay::People(_) => self.who(cx),
            Overlay::Join(_) => Self::joining(cx),
            Overlay::History(history) => self.read(history.lines(), cx),
        }
    }

    fn ask_choice(&mut self, choose: Choose, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let about = choose
            .about
            .iter()
            .map(|line| one_line(&line.render_with(lang, &Commands)));
        let head = std::iter::once(super::read::sentence(&choose.title)).chain(about);
        let items = choose.items().iter().enumerate();
        let on = say!(PlainChosen).render(lang);
        let items = items.map(|(at, item)| {
            let on = if item.on { &*on } else { "" };
            format!(
                "{} {}",
                at + 1,
                sentences([&*one_line(&item.label), &capital(&item.detail), on])
            )
        });
        let lines: Vec<String> = head.chain(items).collect();
        let is_read_only = choose.then == Then::Nothing || choose.items().is_empty();
        let none = choose.items().is_empty();
        self.read(lines, cx);
        if none {
            cx.say(&say!(NothingFound));
        } else if !is_read_only {
            cx.say(&say!(PlainChooseNumber));
            self.asking = Some(Asking::Choose(choose));
        }
    }

    fn answer_choice(&mut self, choose: Choose, words: &str, cx: &mut Do<'_, '_>) {
        if words.is_empty() {
            cx.say(&say!(PlainNotDone));
            return;
        }
        let Some(at) = numbered(words, choose.items().len()) else {
            let named = choose
                .items()
                .iter()
                .position(|item: &Item| item.label.trim().eq_ignore_ascii_case(words));
            match named {
                Some(at) => self.chose(&choose, at, cx),
                None => self.ask_again(Asking::Choose(choose), &say!(PlainNotAChoice), cx),
            }
            return;
        };
        self.chose(&choose, at, cx);
    }

    fn chose(&mut self, choose: &Choose, at: usize, cx: &mut Do<'_, '_>) {
        if let Some(item) = choose.items().get(at) {
            self.picked(&choose.then, &item.pick, cx);
        }
    }

    fn picked(&mut self, then: &Then, pick: &Pick, cx: &mut Do<'_, '_>) {
        let before = cx.out.len();
        let (overlay, notice) = self.table.pick(then, pick, cx.seen, cx.ids, cx.out);
        let sent = cx.out.len() > before;
        self.after(overlay, notice, sent, false, cx);
    }

    fn answer_menu(&mut self, all: Vec<Active>, words: &str, cx: &mut Do<'_, '_>) {
        if words.is_empty() {
            cx.say(&say!(PlainNotDone));
            return;
        }
        match numbered(words, all.len()).and_then(|at| all.get(at)) {
            Some(one) => self.run(one.binding.action, None, None, cx),
            None => self.ask_again(Asking::Menu(all), &say!(PlainNotAChoice), cx),
        }
    }

    fn ask_test(&mut self, ask: Ask, at: usize, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let Some(asked) = ask.questions().get(at) else {
            return;
        };
        for (_, line) in &asked.lines {
            cx.said(&one_line(&line.render(lang)));
        }
        cx.say(&say!(PlainYesNoUnsure));
        self.asking = Some(Asking::Test(ask, at));
    }

    fn answer_test(&mut self, ask: Ask, at: usize, words: &str, cx: &mut Do<'_, '_>) {
        let [yes, no, unsure] = TESTED;
        let lang = cx.seen.lang();
        let word = match yes_or_no(words, lang) {
            Some(true) => Some(yes),
            Some(false) => Some(no),
            None if words == "?" || words.eq_ignore_ascii_case(MsgId::MarkUnsure.text(lang)) => {
                Some(unsure)
            }
            None if words.is_empty() => None,
            None => {
                self.ask_again(Asking::Test(ask, at), &say!(PlainYesNoUnsure), cx);
                return;
            }
        };
        if let (Some(word), Some(asked)) = (word, ask.questions().get(at)) {
            let then = Then::Field(asked.card, asked.field);
            self.picked(&then, &Pick::Word(word.into()), cx);
        }
        self.ask_test(ask, at + 1, cx);
    }

    fn ask_pair(&mut self, pairs: Overlay, cx: &mut Do<'_, '_>) {
        let Overlay::Pairs(shown) = &pairs else {
            return;
        };
        let Some([one, other]) = shown.shown() else {
            cx.say(&say!(PairsNone));
            return;
        };
        cx.say(&say!(PlainPair, one, other));
        self.asking = Some(Asking::Pairs(pairs));
    }

    fn answer_pair(&mut self, mut pairs: Overlay, words: &str, cx: &mut Do<'_, '_>) {
        let Some(same) = yes_or_no(words, cx.seen.lang()) else {
            if words.is_empty() {
                cx.say(&say!(PlainNotDone));
            } else {
                self.ask_again(Asking::Pairs(pairs), &say!(PlainYesOrNo), cx);
            }
            return;
        };
        let action = if same { Action::Open } else { Action::Delete };
        let pressed = pairs.act(action);
        if let crate::ui::overlay::Pressed::Chosen(then, pick) = pressed {
            self.picked(&then, &pick, cx);
            // What was put together is known with the next version: the other pairs are asked for again.
            cx.say(&say!(PlainPairsAgain));
        } else {
            self.ask_pair(pairs, cx);
        }
    }

    pub(super) fn ask_sure(&mut self, sure: Sure, cx: &mut Do<'_, '_>) {
        cx.say(&say!(PlainYesOrNo));
        self.asking = Some(Asking::Sure(sure));
    }

    fn is_sure(sure: Sure, cx: &mut Do<'_, '_>) {
        match sure {
            Sure::CloseRound(ballot) => cx.send(Command::CloseBallot { ballot }),
            Sure::Reveal(step) => cx.send(Command::Reveal { step }),
            Sure::CloseSession => cx.send(Command::Close),
            Sure::Delete(card) => cx.send(Command::RemoveCard { card }),
            Sure::Replace(card, words) => {
                let from = cx
                    .seen
                    .card(card)
                    .map_or(0, |card| card.version(field::TEXT));
                cx.send(Command::SetField {
                    card,
                    field: field::TEXT.into(),
                    from,
                    value: Some(words.as_str().into()),
                });
            }
        }
    }

    /// Asks the next mark that is asked for.
    pub(super) fn ask_score(
        &mut self,
        cards: Vec<CardId>,
        criterion: usize,
        step: &Step,
        cx: &mut Do<'_, '_>,
    ) {
        let Kind::Matrix(matrix) = &step.kind else {
            return;
        };
        let (mut cards, mut criterion) = (cards, criterion);
        if criterion >= matrix.criteria.len() {
            if !cards.is_empty() {
                cards.remove(0);
            }
            criterion = 0;
        }
        let (Some(card), Some(asked)) = (cards.first(), matrix.criteria.get(criterion)) else {
            cx.say(&say!(PlainAllJudged));
            return;
        };
        cx.said(&opinions::question(*card, asked, matrix, cx.seen));
        self.asking = Some(Asking::Score { cards, criterion });
    }

    fn answer_score(
        &mut self,
        cards: Vec<CardId>,
        criterion: usize,
        words: &str,
        cx: &mut Do<'_, '_>,
    ) {
        let Some(step) = cx.seen.step(self.table.step()) else {
            return;
        };
        let Kind::Matrix(matrix) = &step.kind else {
            cx.say(&say!(PlainNotDone));
            return;
        };
        let (Some(card), Some(asked)) = (cards.first(), matrix.criteria.get(criterion)) else {
            return;
        };
        let digit = words.parse::<usize>().ok();
        let done = words.is_empty()
            || digit.is_some_and(|digit| opinions::judge(digit, *card, asked, matrix, cx));
        if done {
            self.ask_score(cards, criterion + 1, step, cx);
        } else {
            self.ask_again(
                Asking::Score { cards, criterion },
                &say!(PlainNotAChoice),
                cx,
            );
        }
    }
}

/// The place of a number that was typed, among so many.
fn numbered(words: &str, len: usize) -> Option<usize> {
    let number: usize = words.parse().ok()?;
    number.checked_sub(1).filter(|at| *at < len)
}

/// How a field is asked for: its name, what it is about, its choices by number, and what stands there.
pub fn question(field: &FormField, begun: bool, lang: Lang) -> String {
    let choices = field.choices.iter().enumerate();
    let choices: Vec<String> = choices
        .map(|(at, (_, label))| format!("{} {label}", at + 1))
        .collect();
    let mut said = vec![field.label.to_string(), one_line(&field.hint)];
    if field.kind == FieldKind::Flag {
        said.push(say!(PlainYesOrNo).render(lang));
    }
    said.push(choices.join(", "));
    let now = field.shown();
    let now = match (&*now, field.kind) {
        ("", _) => String::new(),
        (_, FieldKind::Flag) => MsgId::Yes.text(lang).to_owned(),
        (now, _) => one_line(now),
    };
    if !now.is_empty() {
        said.push(say!(PlainNow, now).render(lang));
    }
    if !begun {
        said.push(say!(PlainHowToAnswer).render(lang));
    }
    sentences(said)
}

/// What an answer writes into a field; nothing where it is none of its choices.
pub fn written(field: &FormField, words: &str, lang: Lang) -> Option<String> {
    match field.kind {
        FieldKind::Choice => {
            let by_number = numbered(words, field.choices.len());
            let called = |(id, label): &(std::sync::Arc<str>, std::sync::Arc<str>)| {
                label.to_lowercase() == words.to_lowercase() || id.eq_ignore_ascii_case(words)
            };
            let at = by_number.or_else(|| field.choices.iter().position(called))?;
            Some(field.choices.get(at)?.0.to_string())
        }
        FieldKind::Flag => {
            let yes = yes_or_no(words, lang)?;
            Some(if yes { "✓" } else { "" }.to_owned())
        }
        _ => Some(words.to_owned()),
    }
}

/// Writes into a field, in place of what stood there.
pub fn write(field: &mut FormField, words: &str) {
    field.editor = if field.kind == FieldKind::Long {
        Editor::page(words)
    } else {
        Editor::line(words)
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_is_yes_with_and_without_its_accent() {
        assert_eq!(yes_or_no("Yes", Lang::En), Some(true));
        assert_eq!(yes_or_no("n", Lang::En), Some(false));
        assert_eq!(yes_or_no("si", Lang::Es), Some(true));
        assert_eq!(yes_or_no("sí.", Lang::Es), Some(true));
        assert_eq!(yes_or_no("yesterday", Lang::En), None);
    }
}
