//! The table: a session on screen. Owns which step is shown, what is being written, and the frame around each step.

use std::collections::HashMap;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{
    form::{Draft, Form, FormField, Target},
    input::Chord,
    keys::{self, Action, Facts, Scope},
    overlay::{Item, Overlay, Pick, Then},
    paint::{Paint, below, inset, row},
    seat::{Effect, Report},
    step::{self, Cx, StepScreen},
};
use crate::{
    cells,
    content::slot::Slot,
    model::{After, CardId, Command, Seen, Step, StepId, card, ids::ColumnId, script::FieldKind},
    say,
    say::{Msg, MsgId},
};

mod agenda;
mod form_page;
mod guide;

use agenda::Agenda;
use guide::Guide;

/// A session on screen.
#[derive(Debug)]
pub struct Table {
    step: StepId,
    screens: HashMap<StepId, Box<dyn StepScreen>>,
    form: Option<Form>,
    /// What was being written elsewhere, kept until someone goes on with it.
    drafts: Vec<Draft>,
    /// What of it is on disk.
    kept: String,
    taken_up: bool,
    filter: Option<super::edit::Editor>,
    /// Whether the facilitator's side is open.
    guided: bool,
    guide: Guide,
    agenda: Agenda,
}

/// Where pasted lines go.
#[derive(Clone, Debug, PartialEq)]
pub struct PastePlace {
    /// On this page.
    pub step: StepId,
    /// Under this card.
    pub parent: Option<CardId>,
    /// In this column.
    pub column: Option<ColumnId>,
    /// The lines, clean.
    pub lines: Vec<String>,
}

/// From this width on, the agenda stands beside the page.
const WIDE: u16 = 100;
const AGENDA: u16 = 27;
const GUIDE: u16 = 36;

impl Table {
    /// A session on screen at the step where the room is, with what was being written there.
    pub fn new(seen: Seen<'_>, drafts: &str) -> Self {
        let read = if drafts.is_empty() {
            Ok(Vec::new())
        } else {
            serde_json::from_str(drafts)
        };
        // What cannot be read is offered as a note rather than dropped.
        let found: Vec<Draft> =
            read.unwrap_or_else(|_| vec![Draft::of_words(seen.current(), drafts)]);
        let mut table = Self {
            step: seen.current().clone(),
            screens: HashMap::new(),
            form: None,
            drafts: found
                .into_iter()
                .filter(|draft| !seen.knows(draft.id))
                .collect(),
            kept: drafts.to_owned(),
            taken_up: false,
            filter: None,
            guided: false,
            guide: Guide::default(),
            agenda: Agenda::default(),
        };
        if let Some(at) = table.drafts.iter().position(|draft| draft.open) {
            let draft = table.drafts.remove(at);
            table.form = step::form_for(&draft.target, draft.id, seen);
            match &mut table.form {
                Some(form) => {
                    form.fill(&draft);
                    table.taken_up = true;
                }
                None => table.drafts.push(Draft {
                    open: false,
                    ..draft
                }),
            }
        }
        table.follow(seen);
        table
    }

    /// What is being written, as it is to be kept on disk; `None` where nothing changed.
    pub fn drafts_to_keep(&self) -> Option<String> {
        let open = self
            .form
            .as_ref()
            .filter(|form| form.changed())
            .map(|form| form.draft(true));
        let all: Vec<&Draft> = open.iter().chain(&self.drafts).collect();
        let text = if all.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&all).unwrap_or_default()
        };
        (text != self.kept).then_some(text)
    }

    /// Says that this is on disk now.
    pub fn drafts_kept(&mut self, text: String) {
        self.kept = text;
    }

    /// Whether words from before stand in the form that was just opened; said once.
    pub fn was_taken_up(&mut self) -> bool {
        std::mem::take(&mut self.taken_up)
    }

    /// Puts away what is being written, with its words.
    pub fn stash(&mut self) {
        self.filter = None;
        if let Some(form) = self.form.take().filter(|form| form.changed()) {
            self.drafts.retain(|draft| draft.id != form.id);
            self.drafts.push(form.draft(false));
        }
    }

    /// Opens a form; what was being written is put away, and an earlier draft for the same target is taken up again.
    pub fn open(&mut self, form: Option<Form>) {
        let Some(mut form) = form else { return };
        self.stash();
        if let Some(at) = self
            .drafts
            .iter()
            .position(|draft| draft.target == form.target)
        {
            form.fill(&self.drafts.remove(at));
            self.taken_up = true;
        }
        self.form = Some(form);
    }

    /// Opens a form again that the room refused, with every word as it was.
    pub fn reopen(&mut self, form: Form) {
        self.stash();
        self.form = Some(form);
    }

    /// The words that came back from the person's own editor.
    pub fn edited(&mut self, text: &str) {
        if let Some(form) = &mut self.form {
            let editor = &mut form.field_mut().editor;
            if editor.text() != text.trim_end() {
                editor.replace(text.trim_end());
            }
        }
    }

    /// The keys that apply.
    pub fn scopes(&self) -> Vec<&'static Scope> {
        let mut scopes = vec![&keys::TABLE_MORE, &keys::TABLE, &keys::MOVING];
        if let Some(screen) = self.screens.get(&self.step) {
            scopes.extend(screen.scopes());
        }
        if self.form.is_some() {
            scopes.push(&keys::TYPING);
        } else if self.filter.is_some() {
            scopes.push(&keys::CHOOSING);
        }
        scopes
    }

    /// What keys may ask about.
    pub fn facts(&self, seen: Seen<'_>) -> Facts {
        let script = seen.script();
        let at = script.step(&self.step).map_or(0, |(at, _)| at);
        let has = |name: &str| script.steps.iter().any(|step| step.kind.name() == name);
        let form = self.form.as_ref();
        let mut facts = Facts {
            typing: form.is_some() || self.filter.is_some(),
            long: form.is_some_and(|form| form.field().kind == FieldKind::Long),
            choosing: form.is_some_and(|form| form.field().kind == FieldKind::Choice),
            can_undo: seen.can_undo(),
            can_redo: seen.can_redo(),
            has_previous: at > 0,
            has_next: at + 1 < script.steps.len(),
            leads: seen.leads(),
            read_only: seen.is_closed() || seen.is_newer(),
            closed: seen.is_closed(),
            tree: has("tree"),
            plan: has("plan"),
            curve: has("curve"),
            ..Facts::default()
        };
        if let (Some(screen), Some(step)) = (self.screens.get(&self.step), seen.step(&self.step)) {
            screen.facts(&mut facts, step, seen);
        }
        facts
    }

    /// A key that no binding takes: it belongs to what is being written.
    pub fn press(&mut self, chord: Chord, width: usize) -> bool {
        if let Some(form) = &mut self.form {
            if form.press(chord) {
                return true;
            }
            let inner = width.saturating_sub(form_page::LABEL + 4);
            return match chord.key {
                super::input::Key::Up if !form.field_mut().editor.move_line(false, inner) => {
                    form.turn(false);
                    true
                }
                super::input::Key::Down if !form.field_mut().editor.move_line(true, inner) => {
                    form.turn(true);
                    true
                }
                super::input::Key::Up | super::input::Key::Down => true,
                _ => false,
            };
        }
        let taken = self
            .filter
            .as_mut()
            .is_some_and(|filter| filter.press(chord));
        self.refilter();
        taken
    }

    /// Pasted text: into what is being written, or as cards. Many lines ask how many cards they are.
    pub fn paste(
        &mut self,
        text: &str,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Option<Overlay> {
        let lines: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let long = self
            .form
            .as_ref()
            .is_some_and(|form| form.field().kind == FieldKind::Long);
        if lines.len() < 2 || long {
            if self.form.is_none() && self.filter.is_none() {
                let form = self
                    .screens
                    .get(&self.step)
                    .and_then(|screen| screen.new_form(seen.step(&self.step)?, seen, ids()));
                self.open(form);
            }
            match (&mut self.form, &mut self.filter) {
                (Some(form), _) => form.field_mut().editor.insert(text),
                (None, Some(filter)) => filter.insert(text),
                (None, None) => {}
            }
            return None;
        }
        let step = seen.step(&self.step)?;
        if self.form.is_none()
            && let Some(overlay) = self
                .screens
                .get_mut(&self.step)
                .and_then(|screen| screen.paste(text, step, seen))
        {
            return Some(overlay);
        }
        // Cards appear where they are seen to appear: a form for another page takes the words as words.
        let here = |target: &Target| matches!(target, Target::NewCard { step, from: None, .. } if *step == self.step);
        if self.form.as_ref().is_some_and(|form| !here(&form.target)) {
            if let Some(form) = &mut self.form {
                form.field_mut().editor.insert(text);
            }
            return None;
        }
        let target = match &self.form {
            Some(form) => form.target.clone(),
            None => {
                self.screens
                    .get(&self.step)?
                    .new_form(step, seen, ids())?
                    .target
            }
        };
        let Target::NewCard {
            step,
            parent,
            column,
            ..
        } = target
        else {
            if let Some(form) = &mut self.form {
                form.field_mut().editor.insert(text);
            }
            return None;
        };
        let count = lines.len();
        let place = PastePlace {
            step,
            parent,
            column,
            lines,
        };
        let lang = seen.lang();
        let item = |word: &str, msg: Msg| Item {
            pick: Pick::Word(word.into()),
            label: msg.render(lang),
            detail: String::new(),
            on: false,
        };
        let items = vec![
            item("each", say!(PasteEach, count)),
            item("one", say!(PasteOne)),
        ];
        Some(Overlay::choose(
            say!(TitlePaste, count).render(lang),
            items,
            Then::Paste(Box::new(place)),
        ))
    }

    /// What screens and windows act with.
    pub fn cx<'a>(
        &self,
        seen: Seen<'a>,
        ids: &'a mut dyn FnMut() -> Uuid,
        out: &'a mut Vec<Effect>,
    ) -> Cx<'a> {
        Cx {
            step: self.step.clone(),
            seen,
            ids,
            out,
            form: None,
            overlay: None,
            notice: None,
            editor: false,
            show: None,
        }
    }

    /// What happens to what was chosen in a window.
    pub fn chosen(then: &Then, pick: &Pick, cx: &mut Cx<'_>) {
        step::chosen(then, pick, cx);
    }

    /// Runs an action.
    pub fn act(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        width: usize,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> (Option<Overlay>, Option<Msg>) {
        let mut notice = None;
        if self.form.is_some() && self.act_on_form(action, seen, ids, out, &mut notice) {
            return (None, notice);
        }
        if self.filter.is_some() {
            match action {
                Action::Back => self.filter = None,
                Action::Open => {
                    let words = self
                        .filter
                        .take()
                        .map(|filter| filter.text().to_owned())
                        .unwrap_or_default();
                    if let Some(screen) = self.screens.get_mut(&self.step) {
                        screen.filter(&words);
                    }
                }
                Action::Up | Action::Down => {
                    self.act_on_screen(action, seen, width, ids, out);
                }
                _ => {}
            }
            self.refilter();
            return (None, None);
        }
        self.act_on_screen(action, seen, width, ids, out)
    }

    fn refilter(&mut self) {
        if let (Some(filter), Some(screen)) = (&self.filter, self.screens.get_mut(&self.step)) {
            screen.filter(filter.text());
        }
    }

    /// An action on what is being written; false where it is not about that, and the form is put away.
    fn act_on_form(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
        notice: &mut Option<Msg>,
    ) -> bool {
        let Some(form) = &mut self.form else {
            return false;
        };
        match action {
            Action::NextField => form.turn(true),
            Action::PrevField => form.turn(false),
            Action::NewLine => form.field_mut().editor.insert("\n"),
            Action::EditLong => out.push(Effect::Editor {
                text: form.field().editor.text().to_owned(),
            }),
            Action::KeepDraft => self.stash(),
            Action::Keep => *notice = self.keep(seen, ids, out),
            _ => {
                self.stash();
                return false;
            }
        }
        true
    }

    /// Keeps what was written, and opens the next line where the form was for something new. What cannot be read stays
    /// open, with the reason.
    fn keep(
        &mut self,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> Option<Msg> {
        let form = self.form.take()?;
        if form.ends_run() {
            // What stands in other fields is kept as a draft, not dropped.
            if form.changed() {
                self.drafts.push(form.draft(false));
            }
            return None;
        }
        if form.only_changes() && !form.changed() {
            return None;
        }
        if let Err(why) = step::keep(&form, seen, out) {
            self.form = Some(form);
            return Some(why);
        }
        let screen = self.screens.get_mut(&self.step);
        let next = match (screen, seen.step(&self.step)) {
            (Some(screen), Some(step)) if form.is_new() => {
                screen.next_form(&form, step, seen, ids())
            }
            _ => None,
        };
        self.open(next);
        // What went to another page is not seen to appear: it is said.
        match &form.target {
            Target::NewCard { step, .. } if *step != self.step => {
                let name = seen.step(step)?.name(seen.lang());
                Some(say!(KeptOn, name))
            }
            _ => None,
        }
    }

    fn act_on_screen(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        width: usize,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> (Option<Overlay>, Option<Msg>) {
        let Some(step) = seen.step(&self.step) else {
            return (None, None);
        };
        if action == Action::Guide && width < usize::from(WIDE) {
            return (Some(guide::window(step, seen)), None);
        }
        let mut cx = Cx {
            step: self.step.clone(),
            seen,
            ids,
            out,
            form: None,
            overlay: None,
            notice: None,
            editor: false,
            show: None,
        };
        match action {
            Action::Guide => self.guided = !self.guided,
            Action::Find => self.filter = Some(super::edit::Editor::line("")),
            Action::Back if self.guided => self.guided = false,
            Action::Back => {
                if let Some(screen) = self.screens.get_mut(&self.step) {
                    screen.filter("");
                }
            }
            _ => {
                let taken = self
                    .screens
                    .get_mut(&self.step)
                    .is_some_and(|screen| screen.act(action, step, &mut cx));
                if !taken {
                    step::act_on_session(action, step, &mut cx);
                }
            }
        }
        let Cx {
            form,
            overlay,
            notice,
            show,
            editor,
            ..
        } = cx;
        if let Some((step, card)) = show
            && let Some(there) = seen.step(&step)
        {
            self.screens
                .entry(step)
                .or_insert_with(|| step::screen(&there.kind))
                .show(card);
        }
        self.open(form);
        if editor && let Some(form) = &self.form {
            // What was taken up from before goes along: the editor sees the words that the form holds.
            out.push(Effect::Editor {
                text: form.field().editor.text().to_owned(),
            });
        }
        (overlay, notice)
    }

    /// Follows the room to its step. The screen there is made when it is first seen, and kept with its cursor.
    pub fn follow(&mut self, seen: Seen<'_>) {
        if *seen.current() != self.step {
            self.stash();
            self.step = seen.current().clone();
        }
        if let Some(step) = seen.step(&self.step)
            && !self.screens.contains_key(&self.step)
        {
            self.screens
                .insert(self.step.clone(), step::screen(&step.kind));
        }
    }

    /// Draws the session; answers where the cursor stands.
    pub fn draw(
        &mut self,
        seen: Seen<'_>,
        not_saved: Option<&str>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let step = seen.step(&self.step)?;
        self.draw_title(seen, step, not_saved, paint, buf, row(area, 0));
        paint.rule(buf, row(area, 1));
        let mut page = below(area, 2);
        if area.width >= WIDE {
            let agenda = Rect {
                width: AGENDA,
                ..page
            };
            self.agenda.draw(&self.step, seen, paint, buf, agenda);
            page = Rect {
                x: page.x + AGENDA,
                width: page.width - AGENDA,
                ..page
            };
            if self.guided {
                let guide = Rect {
                    x: page.right() - GUIDE,
                    width: GUIDE,
                    ..page
                };
                paint.upright(buf, guide);
                self.guide.draw(step, seen, paint, buf, inset(guide, 2));
                page.width -= GUIDE;
            }
        }
        let page = inset(page, 1);
        let dense = self
            .screens
            .get(&self.step)
            .is_some_and(|screen| screen.is_dense());
        let compact = page.height < if dense { 24 } else { 14 };
        let mut used = paint.wrapped(
            buf,
            Rect {
                height: 2.min(page.height),
                ..page
            },
            step.ask.get(seen.lang()),
            Slot::Question,
        );
        if !compact && !step.why.is_empty() {
            let at = Rect {
                height: 2.min(page.height.saturating_sub(used)),
                ..below(page, used)
            };
            used += paint.wrapped(buf, at, step.why.get(seen.lang()), Slot::Muted);
        }
        let rest = below(page, used + u16::from(!compact));
        let form_height = self
            .form
            .as_ref()
            .map_or(0, |form| form_page::height(form, rest));
        let filter_height = u16::from(self.filter.is_some());
        let body = Rect {
            height: rest.height - form_height - filter_height,
            ..rest
        };
        let screen = self.screens.get_mut(&self.step)?;
        let cursor = screen.draw(step, seen, paint, buf, body);
        let low = Rect {
            y: body.bottom(),
            height: form_height.max(filter_height),
            ..rest
        };
        if let Some(form) = &self.form {
            return form_page::draw(form, paint, buf, low);
        }
        if let Some(filter) = &self.filter {
            let taken = paint.line(buf, low, paint.text(MsgId::LabelFilter), Slot::Muted) + 1;
            let field = Rect {
                x: low.x + taken,
                width: low.width.saturating_sub(taken),
                ..low
            };
            return paint.editor(buf, field, filter, "");
        }
        cursor
    }

    fn draw_title(
        &self,
        seen: Seen<'_>,
        step: &Step,
        not_saved: Option<&str>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        let line = inset(line, 1);
        let at = seen.script().step(&self.step).map_or(0, |(at, _)| at + 1);
        let saved = match not_saved {
            Some(_) => say!(NotSaved),
            None if seen.is_closed() => say!(IsClosed),
            None => say!(Saved),
        };
        let slot = if not_saved.is_some() {
            Slot::Error
        } else {
            Slot::Status
        };
        let left = paint.right(buf, line, &paint.say(&saved), slot);
        let minutes = paint.say(&say!(TimeBoxOf, seen.minutes(step)));
        let left = paint.right(buf, left, &format!("{minutes}  "), Slot::Status);
        let left = Rect {
            width: left.width.saturating_sub(2),
            ..left
        };
        let place = say!(
            StepOf,
            at,
            seen.script().steps.len(),
            step.name(seen.lang())
        );
        let place = format!(" {} {}", paint.glyph("›", ">"), paint.say(&place));
        let room = usize::from(left.width).saturating_sub(cells::width(&place));
        let taken = paint.line(
            buf,
            left,
            &cells::clip(seen.title(), room.max(8)),
            Slot::Title,
        );
        paint.line(
            buf,
            Rect {
                x: left.x + taken,
                width: left.width.saturating_sub(taken),
                ..left
            },
            &place,
            Slot::Accent,
        );
    }
}

/// A form for the session's title.
pub fn title_form(id: Uuid, seen: Seen<'_>) -> Form {
    let field = FormField::new(
        card::field::TEXT,
        MsgId::LabelTitle.text(seen.lang()),
        FieldKind::Text,
        &**seen.title(),
    );
    Form::new(
        id,
        Target::Title,
        MsgId::KeyRetitle.text(seen.lang()),
        vec![field],
    )
}

/// A form for where a report goes, with a name that suggests itself.
pub fn export_form(id: Uuid, what: Report, seen: Seen<'_>) -> Form {
    let words: String = seen
        .title()
        .chars()
        .map(|c| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let name = format!("{}.{}", words.join("-"), what.ending());
    let field = FormField::new(
        card::field::TEXT,
        MsgId::LabelFile.text(seen.lang()),
        FieldKind::Text,
        name,
    );
    Form::new(
        id,
        Target::ExportFile { what },
        MsgId::TitleExport.text(seen.lang()),
        vec![field],
    )
}

/// What the cards of a paste ask of the session.
pub fn paste_command(place: &PastePlace, each: bool, ids: &mut dyn FnMut() -> Uuid) -> Command {
    let lines: Vec<String> = if each {
        place.lines.clone()
    } else {
        vec![place.lines.join(" ")]
    };
    let add = |text: String| Command::AddCard {
        card: CardId(ids()),
        author: None,
        step: place.step.clone(),
        parent: place.parent,
        column: place.column.clone(),
        after: After::Last,
        fields: vec![(card::field::TEXT.into(), text.as_str().into())],
        from: None,
    };
    Command::Several(lines.into_iter().map(add).collect())
}
