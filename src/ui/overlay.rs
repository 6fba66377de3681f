//! Windows over the screen: commands, menus, things to choose from, things to read.

use std::sync::Arc;

use fuzzy_matcher::{FuzzyMatcher as _, skim::SkimMatcherV2};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    edit::Editor,
    input::Chord,
    keys::{self, Action, Active, Scope},
    paint::{Paint, below, inset, middle, row, scrolled},
};
use crate::{
    cells,
    content::slot::Slot,
    document::Line,
    model::{CardId, MeasureId, StepId},
    say::{Lang, MsgId},
};

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
    },
    /// Keys of a menu.
    Menu(&'static Scope, Vec<Active>),
    /// Things to choose from.
    Choose(Choose),
    /// Something to read.
    Read {
        /// What stands over it.
        title: String,
        /// The lines.
        lines: Vec<(Slot, Line)>,
        /// The first line shown.
        first: usize,
    },
}

/// Things to choose from.
#[derive(Debug)]
pub struct Choose {
    /// What stands over them.
    pub title: String,
    /// What explains them.
    pub about: Vec<Line>,
    /// The things.
    pub items: Vec<Item>,
    /// What happens to the one that is chosen.
    pub then: Then,
    /// Whether the window stays open, so that several can be chosen.
    pub several: bool,
    /// The search and the cursor.
    pub list: List,
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is chosen.
    pub pick: Pick,
    /// What is shown.
    pub label: String,
    /// What stands behind it, in small words.
    pub detail: String,
    /// Chosen already.
    pub on: bool,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// The home screen.
    Home,
    /// A step.
    Step(StepId),
    /// A card.
    Card(CardId),
    /// A word: a choice of a field, a group, a method; empty for none.
    Word(Arc<str>),
}

/// What happens to what is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// The room goes there.
    Go,
    /// These cards go to that step.
    MoveTo(Vec<CardId>),
    /// This card is connected to that one, or disconnected.
    Connect(CardId),
    /// That card comes back.
    Restore,
    /// These cards go under that heading.
    GroupUnder(Vec<CardId>),
    /// This field of this card holds that word.
    Field(CardId, &'static str),
    /// This flag of this card is set by a word, and taken away by none.
    Flag(CardId, &'static str),
    /// These cards go under that card of their page, or under none.
    MoveUnder(Vec<CardId>),
    /// This field of this measure holds that word.
    Describe(MeasureId, &'static str),
    /// The lines become cards of this page, one each or all in one.
    Paste(Box<super::table::PastePlace>),
    /// The table becomes points of a measure; of a new one where none is named.
    PastePoints {
        /// The step they are for.
        step: StepId,
        /// The measure.
        measure: Option<MeasureId>,
        /// The lines, with a head.
        table: String,
    },
    /// Nothing: the list is only read.
    Nothing,
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
    /// Something was chosen.
    Chosen(Then, Pick),
}

/// A search and a cursor in what it found.
#[derive(Debug, Default)]
pub struct List {
    /// What is searched for.
    pub search: Editor,
    /// The cursor among what was found.
    pub at: usize,
    first: usize,
    /// How many lines were shown last, for paging.
    page: usize,
}

impl List {
    fn act(&mut self, action: Action, len: usize) -> bool {
        let last = len.saturating_sub(1);
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => (self.at + 1).min(last),
            Action::PageUp => self.at.saturating_sub(self.page.max(1)),
            Action::PageDown => (self.at + self.page.max(1)).min(last),
            _ => return false,
        };
        true
    }

    /// The first line to show of so many, for a window of this height.
    fn scroll(&mut self, height: usize, len: usize) -> usize {
        self.page = height;
        self.at = self.at.min(len.saturating_sub(1));
        self.first = scrolled(self.first, self.at, height, len);
        self.first
    }
}

/// How well text fits a search: every word of the search must be found, in any order. `None` where one is not.
pub fn fits(matcher: &SkimMatcherV2, text: &str, search: &str) -> Option<i64> {
    let mut score = 0;
    for word in search.split_whitespace() {
        // A cheap look first: most of what is searched does not even hold the letters in their order.
        if !holds_in_order(text, word) {
            return None;
        }
        score += matcher.fuzzy_match(text, word)?;
    }
    Some(score)
}

fn holds_in_order(text: &str, word: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    word.chars()
        .flat_map(char::to_lowercase)
        .all(|wanted| letters.any(|letter| letter == wanted))
}

impl Overlay {
    /// All that can be done here.
    pub fn commands(mut all: Vec<Active>, grouped: bool, lang: Lang) -> Self {
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
        if !grouped {
            all.sort_by_key(|active| (active.off.is_some(), active.binding.words(lang)));
        }
        Self::Commands {
            all,
            grouped,
            list: List::default(),
        }
    }

    /// A menu of keys.
    pub fn menu(scope: &'static Scope, facts: &keys::Facts) -> Self {
        Self::Menu(scope, keys::active(&[scope], facts))
    }

    /// Something to read.
    pub fn read(title: impl Into<String>, lines: Vec<(Slot, Line)>) -> Self {
        Self::Read {
            title: title.into(),
            lines,
            first: 0,
        }
    }

    /// Things to choose one of.
    pub fn choose(title: impl Into<String>, items: Vec<Item>, then: Then) -> Self {
        let at = items.iter().position(|item| item.on).unwrap_or(0);
        let list = List {
            at,
            ..List::default()
        };
        Self::Choose(Choose {
            title: title.into(),
            about: Vec::new(),
            items,
            then,
            several: false,
            list,
        })
    }

    /// The keys of the window.
    pub fn scope(&self) -> &'static Scope {
        match self {
            Self::Commands { .. } | Self::Choose(_) => &keys::CHOOSING,
            Self::Menu(scope, _) => scope,
            Self::Read { .. } => &keys::READING,
        }
    }

    /// Whether letters are searched for.
    pub fn types(&self) -> bool {
        matches!(self, Self::Commands { .. } | Self::Choose(_))
    }

    /// Whether it stays open when something was chosen.
    pub fn stays(&self) -> bool {
        matches!(self, Self::Choose(choose) if choose.several)
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

    fn list(&mut self) -> Option<&mut List> {
        match self {
            Self::Commands { list, .. } => Some(list),
            Self::Choose(choose) => Some(&mut choose.list),
            _ => None,
        }
    }

    /// What an action does to the window.
    pub fn act(&mut self, action: Action) -> Pressed {
        if action == Action::Back {
            return Pressed::Close;
        }
        match self {
            Self::Menu(..) => Pressed::Run(action),
            Self::Read { lines, first, .. } => {
                let last = lines.len().saturating_sub(1);
                *first = match action {
                    Action::Up => first.saturating_sub(1),
                    Action::Down => (*first + 1).min(last),
                    Action::PageUp => first.saturating_sub(10),
                    Action::PageDown => (*first + 10).min(last),
                    Action::Edit => return Pressed::Run(Action::EditNote),
                    _ => return Pressed::Stay,
                };
                Pressed::Stay
            }
            Self::Commands { all, list, grouped } => {
                let found = found_commands(all, list, *grouped);
                if list.act(action, found.len()) || action != Action::Open {
                    return Pressed::Stay;
                }
                match found.get(list.at).map(|at| &all[*at]) {
                    Some(active) if active.off.is_none() => Pressed::Run(active.binding.action),
                    _ => Pressed::Stay,
                }
            }
            Self::Choose(choose) => {
                let found = choose.found();
                if choose.list.act(action, found.len()) || action != Action::Open {
                    return Pressed::Stay;
                }
                let Some(at) = found.get(choose.list.at).copied() else {
                    return Pressed::Stay;
                };
                if choose.several {
                    choose.items[at].on = !choose.items[at].on;
                }
                Pressed::Chosen(choose.then.clone(), choose.items[at].pick.clone())
            }
        }
    }

    /// Draws the window over a screen; answers where the cursor stands.
    pub fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Option<Position> {
        match self {
            Self::Commands { all, grouped, list } => {
                draw_commands(all, *grouped, list, paint, buf, area)
            }
            Self::Menu(scope, all) => {
                draw_menu(scope, all, paint, buf, area);
                None
            }
            Self::Read {
                title,
                lines,
                first,
            } => {
                draw_read(title, lines, first, paint, buf, area);
                None
            }
            Self::Choose(choose) => choose.draw(paint, buf, area),
        }
    }
}

/// Which commands a search finds; in their own order where nothing is searched for.
fn found_commands(all: &[Active], list: &List, grouped: bool) -> Vec<usize> {
    let search = list.search.text();
    let matcher = SkimMatcherV2::default();
    let score = |active: &Active| {
        let key = active.key(false);
        fits(&matcher, active.binding.words(Lang::En), search)
            .or_else(|| (!search.is_empty() && key == search).then_some(i64::MAX / 2))
    };
    let mut found: Vec<(usize, i64)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, active)| Some((at, score(active)?)))
        .collect();
    if !search.is_empty() && !grouped {
        found.sort_by_key(|(at, score)| (all[*at].off.is_some(), -score));
    }
    found.into_iter().map(|(at, _)| at).collect()
}

fn draw_commands(
    all: &[Active],
    grouped: bool,
    list: &mut List,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let found = found_commands(all, list, grouped);
    let title = paint.text(if grouped {
        MsgId::TitleHelp
    } else {
        MsgId::TitleCommands
    });
    let inside = paint.window(
        buf,
        middle(area, 76, area.height.saturating_sub(2)),
        title,
        Slot::OverlayBorder,
    );
    let inside = inset(inside, 1);
    let cursor = draw_search(list, paint, buf, row(inside, 0));
    let rows = below(inside, 2);
    // Headings take lines too: each found command says which heading stands before it.
    let mut lines: Vec<(Option<MsgId>, usize)> = Vec::new();
    let mut scope = None;
    for (position, at) in found.iter().enumerate() {
        if grouped && scope != Some(all[*at].scope) {
            scope = Some(all[*at].scope);
            lines.push((scope, position));
        }
        lines.push((None, position));
    }
    let at_line = lines
        .iter()
        .position(|(heading, position)| heading.is_none() && *position == list.at)
        .unwrap_or(0);
    list.page = usize::from(rows.height);
    list.first = scrolled(list.first, at_line, usize::from(rows.height), lines.len());
    if list.at == 0 {
        list.first = 0;
    }
    for (y, (heading, position)) in lines
        .iter()
        .skip(list.first)
        .take(usize::from(rows.height))
        .enumerate()
    {
        let line = row(rows, u16::try_from(y).unwrap_or(0));
        if let Some(heading) = heading {
            paint.line(buf, line, paint.text(*heading), Slot::Heading);
            continue;
        }
        let active = &all[found[*position]];
        draw_command(active, *position == list.at, paint, buf, line);
    }
    cursor
}

fn draw_command(active: &Active, selected: bool, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
    let (mark, slot) = match (selected, active.off) {
        (true, _) => (paint.glyph("▸ ", "> "), Slot::Selected),
        (false, None) => ("  ", Slot::Overlay),
        (false, Some(_)) => ("  ", Slot::Disabled),
    };
    let key = active.key(paint.ascii);
    let words = match active.off {
        Some(why) => format!("{} – {}", active.binding.words(paint.lang), paint.text(why)),
        None => active.binding.words(paint.lang).to_owned(),
    };
    let width = usize::from(line.width);
    let text = format!("{mark}{} {}", cells::fit(&key, 9), words);
    paint.line(buf, line, &cells::fit(&text, width), slot);
    if !selected && active.off.is_none() {
        paint.line(
            buf,
            Rect {
                x: line.x + 2,
                width: line.width.saturating_sub(2).min(9),
                ..line
            },
            &key,
            Slot::HintKey,
        );
    }
}

fn draw_search(list: &List, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) -> Option<Position> {
    let label = paint.text(MsgId::LabelSearch);
    let taken = paint.line(buf, line, label, Slot::Muted) + 1;
    let field = Rect {
        x: line.x + taken,
        width: line.width.saturating_sub(taken),
        ..line
    };
    paint.editor(buf, field, &list.search, paint.text(MsgId::HintSearch))
}

fn draw_menu(scope: &Scope, all: &[Active], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    let height = u16::try_from(all.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(area.height);
    let width = 60.min(area.width);
    let at = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.bottom() - height,
        width,
        height,
    };
    let inside = paint.window(buf, at, paint.text(scope.name), Slot::OverlayBorder);
    for (y, active) in all.iter().take(usize::from(inside.height)).enumerate() {
        draw_command(
            active,
            false,
            paint,
            buf,
            row(inside, u16::try_from(y).unwrap_or(0)),
        );
    }
}

fn draw_read(
    title: &str,
    lines: &[(Slot, Line)],
    first: &mut usize,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let inside = paint.window(
        buf,
        middle(area, 84, area.height.saturating_sub(2)),
        title,
        Slot::OverlayBorder,
    );
    let mut rest = inset(inside, 1);
    *first = (*first).min(lines.len().saturating_sub(1));
    for (slot, line) in lines.iter().skip(*first) {
        if rest.height == 0 {
            break;
        }
        let used = if line.is_empty() {
            1
        } else {
            paint.document_line(buf, rest, line, *slot)
        };
        rest = below(rest, used.max(1));
    }
}

impl Choose {
    /// Which things the search finds, best first.
    fn found(&self) -> Vec<usize> {
        let search = self.list.search.text();
        let matcher = SkimMatcherV2::default();
        let score =
            |item: &Item| fits(&matcher, &format!("{} {}", item.label, item.detail), search);
        let mut found: Vec<(usize, i64)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(at, item)| Some((at, score(item)?)))
            .collect();
        if !search.is_empty() {
            found.sort_by_key(|(_, score)| -score);
        }
        found.into_iter().map(|(at, _)| at).collect()
    }

    fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Option<Position> {
        let found = self.found();
        let width = usize::from(area.width.min(78)).saturating_sub(4).max(1);
        let about: usize = self
            .about
            .iter()
            .map(|line| cells::wrap(&line.render(paint.lang), width).len())
            .sum();
        let wanted = u16::try_from(found.len().max(3) + about + 5).unwrap_or(u16::MAX);
        let at = middle(area, 78, wanted.min(area.height.saturating_sub(1)));
        let inside = inset(paint.window(buf, at, &self.title, Slot::OverlayBorder), 1);
        // What explains may not crowd out what is chosen from.
        let most = inside.height.saturating_sub(5).max(inside.height / 3);
        let mut told = Rect {
            height: most.min(u16::try_from(about).unwrap_or(u16::MAX)),
            ..inside
        };
        let rest = below(
            inside,
            told.height + u16::from(told.height > 0 && inside.height > 7),
        );
        for line in &self.about {
            let used = paint.document_line(buf, told, line, Slot::Overlay);
            told = below(told, used);
        }
        let cursor = draw_search(&self.list, paint, buf, row(rest, 0));
        let rows = below(rest, 2);
        let first = self.list.scroll(usize::from(rows.height), found.len());
        if found.is_empty() {
            paint.line(buf, rows, paint.text(MsgId::NothingFound), Slot::Muted);
        }
        for (y, (position, at)) in found
            .iter()
            .enumerate()
            .skip(first)
            .take(usize::from(rows.height))
            .enumerate()
        {
            let item = &self.items[*at];
            let selected = position == self.list.at;
            let line = row(rows, u16::try_from(y).unwrap_or(0));
            let mark = match (selected, item.on) {
                (true, _) => paint.glyph("▸", ">"),
                _ => " ",
            };
            let on = if item.on {
                paint.glyph("●", "*")
            } else {
                " "
            };
            let width = usize::from(line.width);
            let detail = cells::clip(&item.detail, width / 3).into_owned();
            let room = width.saturating_sub(cells::width(&detail) + 6).max(1);
            let text = format!("{mark} {on} {}  {detail}", cells::fit(&item.label, room));
            let slot = if selected {
                Slot::Selected
            } else {
                Slot::Overlay
            };
            paint.line(buf, line, &cells::fit(&text, width), slot);
        }
        cursor
    }
}
