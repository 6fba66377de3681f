//! Windows over the screen: commands, menus, things to choose from, things to read.

use std::collections::HashSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    input::Chord,
    keys::{self, Action, Active, Keymap, Scope},
    paint::Paint,
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{Presence, Seen, StepId},
    say::{Lang, MsgId},
};

mod ask;
mod choose;
mod commands;
mod history;
mod join;
mod list;
mod pairs;
mod people;
mod read;
mod thread;

pub use ask::{Ask, Question};
pub use choose::{Choose, Item, Pick, Then};
pub use history::{History, HistoryAsk, one_line};
pub use join::{Join, JoinAsk};
pub use list::{List, fits, ranked_in};
pub use pairs::Pairs;
pub use people::{People, PeopleAsk, role};
pub use thread::{Thread, slack_count};

use commands::{act_on_menu, draw_commands, draw_menu, find_commands, run};
use read::draw_read;

/// A window over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// All that can be done here: as help, by what the keys belong to; as palette, by how well they fit.
    Commands {
        /// Everything that applies.
        all: Vec<Active>,
        /// Whether it stands under the names of what the keys belong to.
        grouped: bool,
        /// The search and the cursor.
        list: List,
        /// The language they are searched in.
        lang: Lang,
        /// Whether all is told of the one with the cursor.
        detailed: bool,
    },
    /// Keys of a menu: each runs at once, and a cursor goes through them for whoever would rather look than remember.
    Menu {
        /// The keys.
        scope: &'static Scope,
        /// Whether they work now.
        all: Vec<Active>,
        /// The cursor.
        at: usize,
    },
    /// Things to choose from.
    Choose(Choose),
    /// Questions to be answered with yes, no or unsure.
    Ask(Ask),
    /// Look-alike cards, a pair at a time.
    Pairs(Pairs),
    /// Who is here.
    People(People),
    /// How others join.
    Join(Join),
    /// The golden thread, or what hangs loose.
    Thread(Thread),
    /// Who did what when.
    History(History),
    /// Something to read.
    Read {
        /// What stands over it.
        title: String,
        /// The lines.
        lines: Vec<(Slot, Line)>,
        /// The first line shown.
        first: usize,
        /// No key closes it that is pressed all the time.
        well: bool,
    },
}

/// What became of a key in a window.
#[derive(Debug)]
pub enum Pressed {
    /// The window stays.
    Stay,
    /// The window closes.
    Close,
    /// The window closes and the screen does this.
    Run(Action),
    /// The window stays and the screen does this.
    Through(Action),
    /// Something was chosen.
    Chosen(Then, Pick),
    /// The window stays, and something is asked about people.
    People(PeopleAsk),
    /// The window stays, and something is asked of the door.
    Join(JoinAsk),
    /// Something is asked about a line of the history.
    History(HistoryAsk),
}

impl Overlay {
    /// All that can be done here.
    pub fn commands(mut all: Vec<Active>, grouped: bool, lang: Lang, used: &[Action]) -> Self {
        let shown = |active: &Active| {
            !matches!(
                active.binding.action,
                Action::Up
                    | Action::Down
                    | Action::Left
                    | Action::Right
                    | Action::PageUp
                    | Action::PageDown
                    | Action::First
                    | Action::Last
                    | Action::Help
                    | Action::Palette
                    | Action::Back
                    | Action::Cancel
            )
        };
        all.retain(|active| grouped || shown(active));
        // What several keys do stands there once, with the key nearest to the hand that works.
        let words = |active: &Active| active.binding.words(lang);
        let works: HashSet<_> = all
            .iter()
            .filter(|one| one.off.is_none())
            .map(words)
            .collect();
        let mut told = HashSet::new();
        all.retain(|one| {
            (one.off.is_none() || !works.contains(words(one))) && told.insert(words(one))
        });
        if grouped {
            // What does not work now stands together at the end, each with its reason.
            all.sort_by_key(|active| active.off.is_some());
            for active in all.iter_mut().filter(|active| active.off.is_some()) {
                active.scope = MsgId::ScopeOffNow;
            }
        } else {
            // What was run last comes first, as often the same is done again.
            let last = |active: &Active| {
                let at = used.iter().position(|used| *used == active.binding.action);
                at.unwrap_or(used.len())
            };
            all.sort_by_key(|active| {
                (
                    active.off.is_some(),
                    last(active),
                    active.binding.words(lang),
                )
            });
        }
        Self::Commands {
            all,
            grouped,
            list: List::default(),
            lang,
            detailed: false,
        }
    }

    /// A menu of keys. Which they are and whether they work is said where it is opened, by [`Self::learn`].
    pub fn menu(scope: &'static Scope) -> Self {
        Self::Menu {
            scope,
            all: Vec::new(),
            at: 0,
        }
    }

    /// Says to a menu which keys it has at this seat, and whether they work now.
    pub fn learn(&mut self, map: &Keymap, facts: &keys::Facts) {
        if let Self::Menu { scope, all, at } = self {
            // What is being written was put away, and a menu opens over the page.
            let facts = keys::Facts {
                typing: false,
                ..*facts
            };
            *all = map.active(&[scope], &facts);
            *at = all
                .iter()
                .position(|active| active.off.is_none())
                .unwrap_or(0);
        }
    }

    /// Whether it is a menu of keys.
    pub fn is_menu(&self) -> bool {
        matches!(self, Self::Menu { .. })
    }

    /// The look-alike cards of a step, a pair at a time.
    pub fn pairs(step: StepId) -> Self {
        Self::Pairs(Pairs::new(step))
    }

    /// Questions to be answered with yes, no or unsure, one after the other.
    pub fn ask(questions: Vec<Question>) -> Self {
        Self::Ask(Ask::new(questions))
    }

    /// Something to read.
    pub fn read(title: impl Into<String>, lines: Vec<(Slot, Line)>) -> Self {
        Self::Read {
            title: title.into(),
            lines,
            first: 0,
            well: false,
        }
    }

    /// Something that must be read: no key closes it that is pressed all the time.
    pub fn read_well(title: impl Into<String>, lines: Vec<(Slot, Line)>) -> Self {
        Self::Read {
            title: title.into(),
            lines,
            first: 0,
            well: true,
        }
    }

    /// Things to choose one of.
    pub fn choose(title: impl Into<String>, items: Vec<Item>, then: Then) -> Self {
        Self::Choose(Choose::new(title, items, then))
    }

    /// The keys of the window, the most general first.
    pub fn scopes(&self) -> Vec<&'static Scope> {
        match self {
            Self::Commands { .. } => vec![&keys::COMMANDS],
            Self::Choose(_) => vec![&keys::CHOOSING],
            Self::Menu { scope, .. } => vec![scope, &keys::CHOOSING],
            Self::Ask(_) => vec![&keys::ANSWERING],
            Self::Pairs(_) => vec![&keys::PAIRING],
            Self::People(_) => vec![&keys::PEOPLE],
            Self::Join(_) => vec![&keys::JOINING],
            Self::Thread(_) => vec![&keys::THREAD],
            Self::History(_) => vec![&keys::HISTORY],
            Self::Read { well: true, .. } => vec![&keys::READING_WELL],
            Self::Read { .. } => vec![&keys::READING],
        }
    }

    /// Says anew what the window shows of people and of the door.
    pub fn present(&mut self, seen: Seen<'_>, presence: &Presence) {
        match self {
            Self::People(people) => people.refresh(seen, presence),
            Self::Join(join) => join.refresh(seen, presence),
            Self::Thread(thread) => thread.refresh(seen),
            Self::History(history) => history.refresh(seen),
            _ => {}
        }
    }

    /// What keys of the window may ask about.
    pub fn facts(&self, facts: &mut keys::Facts) {
        facts.typing = self.types();
        match self {
            Self::People(people) => people.facts(facts),
            Self::Join(join) => join.facts(facts),
            Self::History(history) => history.facts(facts),
            _ => {}
        }
    }

    /// Whether letters are searched for.
    pub fn types(&self) -> bool {
        matches!(
            self,
            Self::Commands { .. } | Self::Choose(_) | Self::History(_)
        )
    }

    /// Whether it is searched for something that it does not have.
    pub fn finds_nothing(&mut self) -> bool {
        match self {
            Self::Choose(choose) => choose.finds_nothing(),
            Self::History(history) => history.finds_nothing(),
            _ => false,
        }
    }

    /// Whether it stays open when something was chosen.
    pub fn stays(&self) -> bool {
        match self {
            Self::Choose(choose) => choose.several,
            Self::Ask(ask) => ask.goes_on(),
            Self::Pairs(_) => true,
            _ => false,
        }
    }

    /// A key that no binding takes: it searches, or it closes a menu.
    pub fn press(&mut self, chord: Chord) {
        if let Some(list) = self.list() {
            list.search.press(chord);
            list.at = 0;
        }
    }

    /// Pasted text searches too.
    pub fn paste(&mut self, text: &str) {
        if let Some(list) = self.list() {
            list.search.insert(text);
            list.at = 0;
        }
    }

    /// Brings the cursor to a line that was clicked; false where the window has none.
    pub fn point(&mut self, to: usize) -> bool {
        match self {
            Self::Menu { all, at, .. } => {
                let there = to < all.len();
                if there {
                    *at = to;
                }
                there
            }
            Self::People(people) => people.point(to),
            _ => match self.list() {
                Some(list) => {
                    let there = to < list.hits().len();
                    if there {
                        list.at = to;
                    }
                    there
                }
                None => false,
            },
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        match self {
            Self::Commands { list, .. } => Some(list),
            Self::Choose(choose) => Some(&mut choose.list),
            Self::History(history) => Some(&mut history.list),
            _ => None,
        }
    }

    /// What an action does to the window.
    pub fn act(&mut self, action: Action) -> Pressed {
        if action == Action::Back {
            return Pressed::Close;
        }
        match self {
            Self::Menu { all, at, .. } => act_on_menu(all, at, action),
            Self::Ask(ask) => ask.act(action),
            Self::Pairs(pairs) => pairs.act(action),
            Self::People(people) => people.act(action),
            Self::Join(join) => join.act(action),
            Self::Thread(thread) => thread.act(action),
            Self::History(history) => history.act(action),
            Self::Read {
                lines, first, well, ..
            } => {
                let last = lines.len().saturating_sub(1);
                *first = match action {
                    Action::Up => first.saturating_sub(1),
                    Action::Down => (*first + 1).min(last),
                    Action::PageUp => first.saturating_sub(10),
                    Action::PageDown => (*first + 10).min(last),
                    Action::Edit if !*well => return Pressed::Run(Action::EditNote),
                    _ => return Pressed::Stay,
                };
                Pressed::Stay
            }
            Self::Commands {
                all,
                list,
                grouped,
                lang,
                detailed,
            } => {
                find_commands(all, list, *grouped, *lang);
                if action == Action::NextPane {
                    *detailed = !*detailed;
                }
                if list.act(action) || action != Action::Open {
                    return Pressed::Stay;
                }
                run(list.hit().and_then(|at| all.get(at)))
            }
            Self::Choose(choose) => choose.act(action),
        }
    }

    /// Draws the window over a screen; answers where the cursor stands.
    pub fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Option<Position> {
        match self {
            Self::Commands {
                all,
                grouped,
                list,
                detailed,
                ..
            } => draw_commands(all, (*grouped, *detailed), list, paint, buf, area),
            Self::Menu { scope, all, at } => {
                draw_menu(scope, all, *at, paint, buf, area);
                None
            }
            Self::Read {
                title,
                lines,
                first,
                ..
            } => {
                draw_read(title, lines, first, paint, buf, area);
                None
            }
            Self::Choose(choose) => choose.draw(paint, buf, area),
            Self::Ask(ask) => {
                ask.draw(paint, buf, area);
                None
            }
            Self::Pairs(pairs) => {
                pairs.draw(paint, buf, area);
                None
            }
            Self::People(people) => {
                people.draw(paint, buf, area);
                None
            }
            Self::Join(join) => {
                join.draw(paint, buf, area);
                None
            }
            Self::Thread(thread) => {
                thread.draw(paint, buf, area);
                None
            }
            Self::History(history) => history.draw(paint, buf, area),
        }
    }
}
