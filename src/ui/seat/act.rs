//! What becomes of an action at a seat: it goes to the window on top, or to the screen below.

use super::{Effect, Place, RoomAsk, Seat, TWICE, Told, World};
use crate::{
    model::At,
    say,
    say::Msg,
    ui::{
        keys::{Action, Facts},
        overlay::{Overlay, Pick, Pressed, Then},
    },
};

/// How many commands are remembered as run last.
const USED: usize = 5;

impl Seat {
    /// Says what leaving costs others. The key that was pressed leaves when it is pressed once more.
    pub fn ask_to_leave(&mut self, cost: &Msg) {
        self.leaving = Some(self.now);
        self.tell(cost.clone(), false);
    }

    /// Ctrl-C: the first closes what is open and keeps its words, the second soon after leaves.
    pub(super) fn cancel(
        &mut self,
        before: Option<At>,
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) {
        if before.is_some_and(|at| told.now.0 - at.0 <= TWICE) {
            out.push(Effect::Leave);
            return;
        }
        self.overlays.clear();
        self.replay = None;
        match &mut self.at {
            Place::Table(table) => table.stash(),
            Place::Home(home) => home.clear(),
            Place::Door => {}
        }
        self.leaving = Some(told.now);
        self.tell(say!(AgainToLeave), false);
    }

    pub(super) fn run(&mut self, action: Action, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last_mut() {
            match overlay.act(action) {
                Pressed::Stay => {}
                Pressed::Close => {
                    self.overlays.pop();
                }
                Pressed::Through(action) => self.run_below(action, told, out),
                Pressed::Run(action) => {
                    if !overlay.is_menu() {
                        self.used.retain(|used| *used != action);
                        self.used.insert(0, action);
                        self.used.truncate(USED);
                    }
                    self.overlays.clear();
                    self.run_below(action, told, out);
                }
                Pressed::People(ask) => self.ask_people(ask, told, out),
                Pressed::Join(ask) => Self::ask_door(ask, out),
                Pressed::History(ask) => self.ask_history(ask, told, out),
                Pressed::Chosen(Then::FromHere, pick) => {
                    self.overlays.pop();
                    self.chose_here(&pick, told, out);
                }
                Pressed::Chosen(Then::Along(from), pick) => {
                    self.overlays.pop();
                    Self::chose_along(from, &pick, out);
                }
                Pressed::Chosen(then @ (Then::UndoAll(_) | Then::SendAway(_)), pick) => {
                    self.overlays.pop();
                    if pick != Pick::Word("".into()) {
                        self.confirmed(&then, told, out);
                    }
                }
                Pressed::Chosen(Then::Theme, pick) => self.take_theme(&pick, out),
                Pressed::Chosen(then, pick) => {
                    if !overlay.stays() {
                        self.overlays.pop();
                    }
                    if let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) {
                        let (overlay, msg) = table.pick(&then, &pick, *seen, told.ids, out);
                        self.open_window(overlay, told);
                        if let Some(msg) = msg {
                            self.tell(msg, false);
                        }
                    }
                }
            }
            return;
        }
        self.run_below(action, told, out);
    }

    /// Runs an action on the screen, whatever window it was chosen from.
    pub(super) fn run_below(&mut self, action: Action, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        match action {
            Action::Help | Action::Palette => {
                // What is being written is put away first when a command is run: all of them are offered.
                let facts = Facts {
                    typing: false,
                    ..self.facts(&told.world)
                };
                let scopes = self.scopes();
                let mut all = self.habits.keys.active(&scopes, &facts);
                let help = action == Action::Help;
                if !help {
                    // Help tells the keys as they are pressed; among the commands each thing that a menu does stands alone.
                    let mut menus = self.habits.keys.in_menus(&scopes, &facts);
                    menus.append(&mut all);
                    all = menus;
                }
                let lang = self.looks.lang;
                self.overlays
                    .push(Overlay::commands(all, help, lang, &self.used));
            }
            Action::Leave => out.push(Effect::Leave),
            Action::Thick => self.looks.thick = !self.looks.thick,
            Action::Theme => out.push(Effect::Themes),
            Action::ToggleMouse => {
                self.habits.mouse = !self.habits.mouse;
                let mouse = self.habits.mouse;
                self.tell(if mouse { say!(MouseOn) } else { say!(MouseOff) }, false);
            }
            Action::ToggleLearning => {
                self.habits.learning = !self.habits.learning;
                let learning = self.habits.learning;
                self.tell(
                    if learning {
                        say!(LearningOn)
                    } else {
                        say!(LearningOff)
                    },
                    false,
                );
            }
            Action::Language => {
                self.looks.lang = self.looks.lang.next();
                out.push(Effect::Spoken);
                self.tell(say!(NowSpeaks), false);
            }
            Action::AlreadySaved => self.tell(say!(AlreadySaved), false),
            action if self.act_on_replay(action, told) => {}
            Action::History => self.open_history(told),
            Action::Replay if matches!(told.world, World::Table(_)) => {
                out.push(Effect::ReplayHere { from: None });
            }
            Action::People => self.open_people(told),
            Action::ReturnCode => self.open_welcome(),
            Action::Share => self.open_door(told),
            Action::Gather => {
                out.push(Effect::Room(RoomAsk::Gather));
                self.tell(say!(EverybodyCalled), false);
            }
            Action::NextWall => self.next_wall(out),
            Action::ShareSafe => self.share_safe(),
            Action::SayDone => self.say_done(told, out),
            action => match (&mut self.at, &told.world) {
                (Place::Home(home), World::Home(sessions)) => {
                    if let Some(msg) = home.act(action, sessions, out) {
                        self.tell(msg, false);
                    }
                }
                (Place::Table(table), World::Table(seen)) => {
                    let (overlay, notice) = table.act(action, *seen, told.ids, out);
                    self.open_window(overlay, told);
                    if let Some(msg) = notice {
                        self.tell(msg, false);
                    }
                }
                _ => {}
            },
        }
    }

    /// Opens a window; a menu learns which keys it has here.
    fn open_window(&mut self, overlay: Option<Overlay>, told: &Told<'_>) {
        let Some(mut overlay) = overlay else { return };
        if overlay.is_menu() {
            overlay.learn(&self.habits.keys, &self.facts(&told.world));
        }
        self.overlays.push(overlay);
    }
}
