//! Windows of things to choose one of: what is offered, what happens to the one chosen, and how the window looks.

use std::sync::Arc;

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Pressed,
    list::{List, draw_search, ranked_in},
};
use crate::{
    cells,
    content::slot::Slot,
    document::Line,
    model::{At, CardId, MeasureId, MemberId, SessionId, StepId, measure::Frozen},
    say::MsgId,
    ui::{
        hits::Hit,
        keys::Action,
        paint::{Paint, below, inset, middle, row},
        table::PastePlace,
    },
};

/// Things to choose from.
#[derive(Debug)]
pub struct Choose {
    /// What stands over them.
    pub title: String,
    /// What explains them.
    pub about: Vec<Line>,
    /// The things; they stay as they are, so that a search once made holds.
    items: Vec<Item>,
    /// What happens to the one that is chosen.
    pub then: Then,
    /// Whether the window stays open, so that several can be chosen.
    pub several: bool,
    /// Whether it stands aside, so that what is behind it can be seen.
    pub aside: bool,
    /// The search and the cursor.
    pub(super) list: List,
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
    /// Silent writing begins on the step, as private as the word says.
    Silence(StepId),
    /// These cards go to that step.
    MoveTo(Vec<CardId>),
    /// This card is connected to that one, or disconnected.
    Connect(CardId),
    /// That card comes back.
    Restore,
    /// These cards go under that heading.
    GroupUnder(Vec<CardId>),
    /// These cards are copied under that heading.
    CopyTo(Vec<CardId>),
    /// That card is put together with this one, which says the same.
    PutTogether {
        /// The step at which they were compared.
        step: StepId,
        /// The one that stays on top.
        keep: CardId,
    },
    /// A cause of this card is written, seen from that side; or that card gets the cursor.
    From(CardId),
    /// It is asked why it is worse for that group.
    WorseFor(CardId),
    /// This field of this card holds that word.
    Field(CardId, &'static str),
    /// This flag of this card is set by a word, and taken away by none.
    Flag(CardId, &'static str),
    /// These cards go under that card of their page, or under none.
    MoveUnder(Vec<CardId>),
    /// This field of this measure holds that word.
    Describe(MeasureId, &'static str),
    /// That card says the same as this one, and nobody said which stays on top.
    SameAs(StepId, CardId),
    /// The lines become cards of this page, one each or all in one.
    Paste(Box<PastePlace>),
    /// The table becomes points of a measure; of a new one where none is named.
    PastePoints {
        /// The step they are for.
        step: StepId,
        /// The measure.
        measure: Option<MeasureId>,
        /// The lines, with a head.
        table: String,
    },
    /// The forecast of the group that is looked at is frozen, or that of every group, as it was told in the question.
    Freeze(MeasureId, Option<Box<Frozen>>, Vec<Frozen>),
    /// Guess for a measure: the room's own where the word is empty, the scenario whose name stands behind `=`, a new one
    /// where nothing does.
    Guess(MeasureId),
    /// The gap of this page is taken from that measure.
    TakeGap,
    /// The screen gets the theme of that name; each is shown while it has the cursor.
    Theme,
    /// All that this member did is taken back, where a word was chosen.
    UndoAll(MemberId),
    /// The cursor goes to that card, on its page, or to that step.
    Jump,
    /// The room has a break of so many minutes as the word says.
    Break,
    /// These steps get these minutes, or the plan ends then: the word says which.
    Replan(Vec<(StepId, u32)>, At),
    /// The moment of a session that is played again becomes a copy, or its card is as it was then.
    FromHere,
    /// The card is as it was after the record of that number.
    Version(CardId),
    /// Somebody is sent away.
    SendAway(MemberId),
    /// Those in that session come along to this, or stay, as the word says.
    Along(SessionId),
    /// The session is closed; with `shut` nobody new comes in either.
    Close,
    /// Nothing: the list is only read.
    Nothing,
}

/// How many things are seen at a glance, so that nobody has to search.
const GLANCE: usize = 4;

impl Choose {
    /// A window of these things, the cursor at the one that is chosen already.
    pub fn new(title: impl Into<String>, items: Vec<Item>, then: Then) -> Self {
        let at = items.iter().position(|item| item.on).unwrap_or(0);
        Self {
            title: title.into(),
            about: Vec::new(),
            items,
            then,
            several: false,
            aside: false,
            list: List::at(at),
        }
    }

    /// The things, in their order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Says anew which of them are chosen already. No line moves away from under the cursor.
    pub fn mark(&mut self, on: impl Fn(&Pick) -> bool) {
        for item in &mut self.items {
            item.on = on(&item.pick);
        }
    }

    /// What would be chosen now.
    pub fn pick(&mut self) -> Option<Pick> {
        self.search();
        let at = self.list.hit()?;
        self.items.get(at).map(|item| item.pick.clone())
    }

    /// Puts the cursor on the first of them, whatever is chosen already.
    pub fn to_top(&mut self) {
        self.list.at = 0;
    }

    /// Whether it has nothing of what is searched for.
    pub(super) fn finds_nothing(&mut self) -> bool {
        self.search();
        !self.items.is_empty() && self.list.hits().is_empty()
    }

    /// Searches, where the words have changed since.
    fn search(&mut self) {
        let items = &self.items;
        self.list.find(|search| {
            let matcher = SkimMatcherV2::default();
            let rank = |item: &Item| ranked_in(&matcher, &item.label, &item.detail, search);
            let items = items.iter().enumerate();
            let mut found: Vec<(usize, (u8, i64))> = items
                .filter_map(|(at, item)| Some((at, rank(item)?)))
                .collect();
            found.sort_by_key(|(_, rank)| *rank);
            found.into_iter().map(|(at, _)| at).collect()
        });
    }

    /// What an action does to the window.
    pub(super) fn act(&mut self, action: Action) -> Pressed {
        self.search();
        if self.list.act(action) || action != Action::Open {
            return Pressed::Stay;
        }
        let Some(item) = self.list.hit().and_then(|at| self.items.get_mut(at)) else {
            return Pressed::Stay;
        };
        if self.several {
            item.on = !item.on;
        }
        Pressed::Chosen(self.then.clone(), item.pick.clone())
    }

    pub(super) fn draw(
        &mut self,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.search();
        let most = if self.aside { 44 } else { 78 };
        let width = usize::from(area.width.min(most)).saturating_sub(4).max(1);
        let about: usize = self
            .about
            .iter()
            .map(|line| cells::wrap(&paint.words(line), width).len())
            .sum();
        // A few things are seen at a glance: the line to search in comes with the first letter.
        let searches = self.items.len() > GLANCE || !self.list.search.text().is_empty();
        let (taken, least) = if searches {
            (5, 3)
        } else {
            (2 + usize::from(about > 0), 1)
        };
        let wanted = self.list.hits().len().max(least) + about + taken;
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
        let mut at = middle(area, most, wanted.min(area.height.saturating_sub(1)));
        if self.aside {
            at.x = area.right().saturating_sub(at.width);
            at.y = area.bottom().saturating_sub(at.height);
        }
        let inside = inset(paint.window(buf, at, &self.title, Slot::OverlayBorder), 1);
        // What explains may not crowd out what is chosen from.
        let rows = u16::try_from(self.list.hits().len().clamp(1, 3)).unwrap_or(3);
        let kept = if searches { 5 } else { rows + 1 };
        let most = inside.height.saturating_sub(kept).max(inside.height / 3);
        let mut told = Rect {
            height: most.min(u16::try_from(about).unwrap_or(u16::MAX)),
            ..inside
        };
        let rest = below(
            inside,
            told.height + u16::from(told.height > 0 && (inside.height > 7 || !searches)),
        );
        for line in &self.about {
            let used = paint.document_line(buf, told, line, Slot::Overlay);
            told = below(told, used);
        }
        let (mut cursor, rows) = if searches {
            let cursor = draw_search(&mut self.list, paint, buf, row(rest, 0));
            (cursor, below(rest, 2))
        } else {
            (None, rest)
        };
        let first = self.list.scroll(usize::from(rows.height));
        if !self.list.says_nothing(paint, buf, rows) && self.list.hits().is_empty() {
            paint.line(buf, rows, paint.text(MsgId::NothingFound), Slot::Muted);
        }
        for (y, (position, at)) in self
            .list
            .hits()
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
            if selected && !searches {
                cursor = Some(line.as_position());
            }
            paint.hit(line, Hit::Row(position));
            paint.line(buf, line, &cells::fit(&text, width), slot);
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_in_the_label_stands_above_one_in_the_detail() {
        let item = |label: &str, detail: &str| Item {
            pick: Pick::Home,
            label: label.to_owned(),
            detail: detail.to_owned(),
            on: false,
        };
        let items = vec![
            item("Who is here", "plan"),
            item("People, lately: a number", "nothing"),
            item("Our plan", "who"),
        ];
        let mut window = Choose::new("Go", items, Then::Go);
        window.list.search.insert("plan");
        window.search();
        assert_eq!(window.list.hits(), [2, 0, 1]);
    }
}
