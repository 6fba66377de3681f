//! The table: a session on screen. Owns which step is shown, what is being written, and the frame around each step.

use std::{collections::HashMap, sync::Arc};

use super::{
    edit::Editor,
    form::{Draft, Form, FormField, Target},
    input::{Chord, Key},
    keys::{self, Action, Facts, Scope},
    step::{self, StepScreen, places::Place},
};
use crate::{
    model::{At, Presence, Role, Seen, StepId, card::field, script::FieldKind},
    say::{Lang, Msg, MsgId},
};

mod act;
mod agenda;
mod clock;
mod company;
mod console;
mod draw;
mod form_page;
mod guide;
mod paste;
mod write;

pub use console::Console;
pub use draw::keep_share_safe;
pub use paste::{PastePlace, paste_command};
pub use write::{Before, Wrote};

use agenda::Agenda;
use company::Company;
use console::Pane;
use guide::Guide;

/// A session on screen.
#[derive(Debug)]
pub struct Table {
    step: StepId,
    /// Whether the seat looks at a step of its own and does not go along with the room.
    roams: bool,
    /// How often everybody was called to the room's step, as far as this seat has followed.
    gathered: u64,
    /// Whether the seat has this session alone, and no home screen.
    guest: bool,
    screens: HashMap<StepId, Box<dyn StepScreen>>,
    form: Option<Form>,
    /// What was being written elsewhere, kept until someone goes on with it.
    drafts: Vec<Draft>,
    /// What of it is on disk.
    kept: String,
    taken_up: bool,
    filter: Option<Editor>,
    /// The table whose words this seat writes; empty for the whole room.
    writing_for: String,
    /// What the key types that is being acted on.
    typed: Option<char>,
    /// What was asked with the last key and asks back; any other key takes it back.
    armed: Option<(Action, StepId)>,
    /// What the key before asked for, which is sure now where it is asked once more.
    sure_of: Option<(Action, StepId)>,
    /// Who else is here, as it was told last.
    presence: Arc<Presence>,
    /// What `r` means at the step that is shown, where it is silent or meant to be.
    silence: Option<&'static Scope>,
    /// How its parts share the screen.
    console: Console,
    /// The part of it that has the keys, as far as there is one.
    pane: Pane,
    /// The step that has the cursor in the agenda, while the agenda has the keys.
    pointed: Option<StepId>,
    guide: Guide,
    agenda: Agenda,
    company: Company,
    /// The language of the seat, as it was told last.
    lang: Lang,
    /// The time, as it was told last.
    now: At,
    /// How many minutes east of UTC the seat is.
    east: i32,
}

/// What the frame around a step tells beside the session itself.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Who else is here.
    pub presence: &'a Arc<Presence>,
    /// What is to be read about the lead.
    pub lead: Option<&'a Msg>,
    /// Why what is done cannot be saved; nothing where it can.
    pub not_saved: Option<&'a str>,
}

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
            roams: false,
            gathered: 0,
            guest: false,
            screens: HashMap::new(),
            form: None,
            drafts: found
                .into_iter()
                .filter(|draft| !seen.knows(draft.id))
                .collect(),
            kept: drafts.to_owned(),
            taken_up: false,
            filter: None,
            writing_for: String::new(),
            typed: None,
            armed: None,
            sure_of: None,
            presence: Arc::default(),
            silence: None,
            console: Console::default(),
            pane: Pane::Work,
            pointed: None,
            guide: Guide::default(),
            agenda: Agenda::default(),
            company: Company::default(),
            lang: seen.lang(),
            now: At(0),
            east: 0,
        };
        if let Some(at) = table.drafts.iter().position(|draft| draft.open) {
            let draft = table.drafts.remove(at);
            table.form = step::form_for(&draft.target, draft.id, seen);
            match &mut table.form {
                Some(form) if draft.fits(form) == Some(false) => table.form = None,
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
        table.follow(seen, &Arc::default());
        table
    }

    /// The seat has this session alone, and no home screen to go to.
    #[must_use]
    pub fn of_guest(self, guest: bool) -> Self {
        Self { guest, ..self }
    }

    /// The seat's console, as it was before another session.
    #[must_use]
    pub fn with_console(self, console: Console) -> Self {
        Self { console, ..self }
    }

    /// How its parts share the screen, to be kept by the seat.
    pub fn console(&self) -> Console {
        self.console
    }

    /// Others look at this screen from now on, or no longer. What a page had read before is read anew, by what may be
    /// seen now.
    pub fn share(&mut self, on: bool) {
        self.stash();
        self.console.share(on);
        self.screens.clear();
        (self.agenda, self.guide) = (Agenda::default(), Guide::default());
    }

    /// Whether something is being written.
    pub fn is_writing(&self) -> bool {
        self.form.as_ref().is_some_and(Form::changed)
    }

    /// The step that is shown, where it is not the room's.
    pub fn roams_at(&self) -> Option<&StepId> {
        self.roams.then_some(&self.step)
    }

    /// Looks at a step of the seat's own choice, or comes back to the room's.
    pub fn roam(&mut self, to: &StepId, seen: Seen<'_>) {
        self.go(to);
        self.roams = to != seen.current();
        self.make_screen(seen);
    }

    fn go(&mut self, to: &StepId) {
        if *to != self.step {
            self.stash();
            self.step = to.clone();
        }
    }

    /// What is being written, as it is to be kept on disk; `None` where nothing changed.
    pub fn drafts_to_keep(&self) -> Option<String> {
        let open = self
            .form
            .as_ref()
            .filter(|form| form.changed() && !form.target.is_of_the_moment())
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
        let words = |form: &Form| form.changed() && !form.target.is_of_the_moment();
        if let Some(form) = self.form.take().filter(words) {
            self.drafts.retain(|draft| draft.id != form.id);
            self.drafts.push(form.draft(false));
        }
    }

    /// The form that is open.
    pub fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// The form that is open, to be written.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        self.form.as_mut()
    }

    /// The step that is shown.
    pub fn step(&self) -> &StepId {
        &self.step
    }

    /// Opens a form; what was being written is put away, and an earlier draft for the same target is taken up again.
    pub fn open(&mut self, form: Option<Form>) {
        let Some(mut form) = form else { return };
        self.stash();
        // What is written for a page is written on that page.
        if !matches!(form.target, Target::Note { .. }) {
            self.console.go(Pane::Work);
        }
        self.put_table(&mut form, self.lang);
        let found = self.drafts.iter().enumerate();
        let found = found.filter_map(|(at, draft)| Some((at, draft.fits(&form)?)));
        if let Some((at, fits)) = found.into_iter().next() {
            let draft = self.drafts.remove(at);
            if fits {
                form.fill(&draft);
                self.taken_up = true;
            }
        }
        self.form = Some(form);
    }

    /// What is written for a table carries its name; it stands in the form, where it can be changed.
    fn put_table(&self, form: &mut Form, lang: Lang) {
        let named = form.get(field::TABLE).is_some();
        if self.writing_for.is_empty() || named || !matches!(form.target, Target::NewCard { .. }) {
            return;
        }
        let label = MsgId::LabelTable.text(lang);
        let table = FormField::new(field::TABLE, label, FieldKind::Text, &*self.writing_for);
        form.fields.push(table);
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
        let mut scopes = vec![&keys::TABLE];
        scopes.extend(self.guest.then_some(&keys::GUEST));
        scopes.extend(self.silence);
        scopes.push(&keys::MOVING);
        // Nobody works blind: a page behind another tab takes no keys.
        let covered = self.console.is_tabbed() && self.pane != Pane::Work;
        if let Some(screen) = self.screens.get(&self.step).filter(|_| !covered) {
            scopes.extend(screen.scopes());
        }
        if self.roams {
            scopes.push(&keys::ROAMING);
        }
        match self.pane {
            Pane::Work => {}
            Pane::Agenda => scopes.push(&keys::AGENDA),
            Pane::Private => scopes.push(&keys::PRIVATE),
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
        let goes_to = |place| step::places::step(place, &self.step, seen).is_some();
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
            shared: seen.is_shared(),
            takes_part: seen.me().is_some_and(|me| me.role == Role::Participant),
            watches: seen.me().is_some_and(|me| me.role == Role::Observer),
            roams: self.roams,
            enters: seen.enters_for_others(),
            muted: seen.me().is_some_and(|me| me.muted),
            locked: seen.is_locked() && seen.me().is_some_and(|me| me.role == Role::Participant),
            guest: self.guest,
            host: !self.guest,
            read_only: seen.is_closed() || seen.is_newer(),
            closed: seen.is_closed(),
            tree: has("tree"),
            plan: has("plan"),
            curve: has("curve"),
            story: goes_to(Place::Story),
            partners: goes_to(Place::Partners),
            works: goes_to(Place::Works),
            draws: seen
                .step(&self.step)
                .is_some_and(|step| !step.draws_from.is_empty()),
            ..Facts::default()
        };
        if let (Some(screen), Some(step)) = (self.screens.get(&self.step), seen.step(&self.step)) {
            screen.facts(&mut facts, step, seen);
        }
        self.clock_facts(&mut facts, seen);
        facts
    }

    /// Says how wide the screen is.
    pub fn tell_columns(&mut self, columns: u16) {
        self.console.set_columns(columns);
    }

    /// Says which key the action that follows was asked with, for those where several keys mean one thing.
    pub fn asked_with(&mut self, chord: Option<Chord>) {
        self.typed = chord.and_then(Chord::typed);
        self.sure_of = self.armed.take();
    }

    /// A key that no binding takes: it belongs to what is being written.
    pub fn press(&mut self, chord: Chord) -> bool {
        if let Some(form) = &mut self.form {
            if form.press(chord) {
                return true;
            }
            return match chord.key {
                Key::Up if !form.field_mut().editor.move_line(false) => {
                    form.turn(false);
                    true
                }
                Key::Down if !form.field_mut().editor.move_line(true) => {
                    form.turn(true);
                    true
                }
                Key::Up | Key::Down => true,
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

    /// Follows the room to its step, unless the seat looks around by itself and nobody called.
    pub fn follow(&mut self, seen: Seen<'_>, presence: &Arc<Presence>) {
        self.lang = seen.lang();
        if !Arc::ptr_eq(&self.presence, presence) {
            self.presence = Arc::clone(presence);
        }
        let gathered = presence.gathered;
        if let Some(form) = self.form.as_mut().filter(|form| !form.looked_up) {
            step::look_up_offers(form, seen);
        }
        if gathered != self.gathered || *seen.current() == self.step {
            self.gathered = gathered;
            self.roams = false;
        }
        if !self.roams {
            self.go(seen.current());
        }
        self.make_screen(seen);
        self.pane = self.console.pane(seen);
        if let Some(screen) = self.screens.get_mut(&self.step) {
            screen.meet(&self.presence);
        }
    }

    /// A screen is made when its step is first seen, and kept with its cursor.
    fn make_screen(&mut self, seen: Seen<'_>) {
        let meant = seen.step(&self.step).and_then(|step| step.silent_as());
        self.silence = match (seen.silence(&self.step), meant) {
            (Some(_), _) => Some(&keys::SILENT),
            (None, Some(_)) => Some(&keys::QUIET),
            (None, None) => None,
        };
        if let Some(step) = seen.step(&self.step)
            && !self.screens.contains_key(&self.step)
        {
            self.screens
                .insert(self.step.clone(), step::screen(&step.kind));
        }
    }
}
