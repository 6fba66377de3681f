//! Where a card may lie: the page has cards, the parent lies on it, the branch stays within bounds, the column exists.

use std::ops::Bound;

use super::super::{Edge, OrderKey, Session};
use crate::{
    model::{
        card::{Card, Place, Rank},
        command::{After, Rejection},
        ids::{CardId, ColumnId, StepId},
        script::Step,
    },
    say,
};

/// How deep a branch may go: far beyond five whys, and well within what a screen can indent.
pub(in crate::model::session) const DEEPEST: usize = 40;

/// Where someone wants a card to lie.
pub(super) struct Lies<'a> {
    pub(super) step: &'a StepId,
    pub(super) parent: Option<CardId>,
    pub(super) column: Option<&'a ColumnId>,
    pub(super) after: After,
}

/// The neighbours that a card lies between; an open end is `None`.
pub(in crate::model::session) struct Gap {
    low: Option<Rank>,
    high: Option<Rank>,
}

impl Gap {
    pub(in crate::model::session) fn rank(&self) -> Rank {
        Rank::between(self.low.as_ref(), self.high.as_ref())
    }

    fn holds(&self, rank: &Rank) -> bool {
        self.low.as_ref().is_none_or(|low| low < rank)
            && self.high.as_ref().is_none_or(|high| rank < high)
    }
}

impl Session {
    /// A place on a page, checked. A card that lies in the wanted gap already keeps its key of order.
    pub(super) fn place(
        &self,
        step: &Step,
        lies: &Lies<'_>,
        moving: Option<&Card>,
        height: usize,
    ) -> Result<Place, Rejection> {
        if !step.kind.lens().takes_cards() {
            return Err(say!(StepTakesNoCards, step.named()).into());
        }
        if let Some(named) = lies.column
            && step.column(named).is_none()
        {
            return Err(say!(ColumnUnknown, step.named(), named.as_str()).into());
        }
        let mut column = lies.column;
        if let Some(parent) = lies.parent {
            let parent = self.the_card(parent)?;
            if parent.place.value.step != step.id {
                return Err(say!(CardGone).into());
            }
            self.deep_enough(parent, height)?;
            // What is grouped stands in one column.
            column = parent.place.value.column.as_ref();
        }
        let gap = self.gap(
            &step.id,
            lies.parent,
            lies.after,
            moving.map(|card| card.id),
        );
        let kept = moving
            .map(|card| &card.place.value)
            .filter(|was| was.step == step.id && was.parent == lies.parent && gap.holds(&was.rank))
            .map(|was| was.rank.clone());
        Ok(Place {
            step: step.id.clone(),
            parent: lies.parent,
            column: column_of(step, column),
            rank: kept.unwrap_or_else(|| gap.rank()),
        })
    }

    /// Whether a branch of this height may hang under a card.
    pub(in crate::model::session) fn deep_enough(
        &self,
        parent: &Card,
        height: usize,
    ) -> Result<(), Rejection> {
        let depth = self.depth(parent);
        if depth + height > DEEPEST {
            return Err(say!(TooDeep, depth).into());
        }
        Ok(())
    }

    /// How many cards deep a card lies, itself among them.
    pub(in crate::model::session) fn depth(&self, card: &Card) -> usize {
        1 + self.above(card).count()
    }

    /// The cards a card hangs under, the nearest first.
    pub(in crate::model::session) fn above<'a>(
        &'a self,
        card: &Card,
    ) -> impl Iterator<Item = &'a Card> + use<'a> {
        let up = |card: &Card| {
            card.place
                .value
                .parent
                .and_then(|id| self.cards.get(&id))
                .map(|card| &**card)
        };
        // Only a damaged history holds a ring; it must not hang the room.
        std::iter::successors(up(card), move |card| up(card)).take(DEEPEST * 2)
    }

    /// How many cards deep the branch below a card goes, the card among them.
    pub(in crate::model::session) fn height(&self, card: &Card) -> usize {
        let mut tallest = 1;
        let mut pending = vec![(card.id, 1)];
        while let Some((id, height)) = pending.pop() {
            tallest = tallest.max(height);
            if height <= DEEPEST {
                let under = self.children(&card.place.value.step, Some(id));
                pending.extend(under.map(|child| (child.id, height + 1)));
            }
        }
        tallest
    }

    /// The gap behind one neighbour and before the next, the moving card itself left out. A neighbour that was deleted
    /// meanwhile still says where; behind one that has gone elsewhere is behind all.
    pub(super) fn gap(
        &self,
        step: &StepId,
        parent: Option<CardId>,
        after: After,
        moving: Option<CardId>,
    ) -> Gap {
        let others = || {
            self.children(step, parent)
                .filter(|card| Some(card.id) != moving)
        };
        let key = |card: &std::sync::Arc<Card>| card.place.value.rank.clone();
        let neighbour = |id| {
            self.cards
                .get(&id)
                .filter(|card| card.place.value.step == *step && card.place.value.parent == parent)
        };
        match after {
            After::First => Gap {
                low: None,
                high: others().next().map(key),
            },
            After::Card(id) if let Some(card) = neighbour(id) => Gap {
                high: self.rank_above(&card.place.value, moving),
                low: Some(key(card)),
            },
            After::Card(_) | After::Last => Gap {
                low: others().next_back().map(key),
                high: None,
            },
        }
    }

    /// Whether another card lies at this very place.
    pub(in crate::model::session) fn is_taken(&self, place: &Place, card: CardId) -> bool {
        let end = |id| OrderKey {
            step: place.step.clone(),
            parent: place.parent,
            edge: Edge::At(place.rank.clone(), CardId(id)),
        };
        self.order
            .range(end(uuid::Uuid::nil())..=end(uuid::Uuid::max()))
            .any(|key| !matches!(&key.edge, Edge::At(_, id) if *id == card))
    }

    /// The gap right behind a place.
    pub(in crate::model::session) fn gap_behind(&self, place: &Place) -> Gap {
        Gap {
            low: Some(place.rank.clone()),
            high: self.rank_above(place, None),
        }
    }

    /// The next higher key of order among the neighbours of a place.
    fn rank_above(&self, place: &Place, moving: Option<CardId>) -> Option<Rank> {
        let end = |edge| OrderKey {
            step: place.step.clone(),
            parent: place.parent,
            edge,
        };
        let behind = Edge::At(place.rank.clone(), CardId(uuid::Uuid::max()));
        let bounds = (
            Bound::Excluded(end(behind)),
            Bound::Excluded(end(Edge::High)),
        );
        self.order.range(bounds).find_map(|key| match &key.edge {
            Edge::At(rank, id) if Some(*id) != moving => Some(rank.clone()),
            _ => None,
        })
    }
}

/// Keys of order, one behind the other, all within one gap.
pub(super) fn ranks_in(gap: Gap) -> impl Iterator<Item = Rank> {
    let mut gap = gap;
    std::iter::from_fn(move || {
        let rank = gap.rank();
        gap.low = Some(rank.clone());
        Some(rank)
    })
}

/// The column a card gets on a page: the one it names where the page has it, else the first.
pub(super) fn column_of(step: &Step, wanted: Option<&ColumnId>) -> Option<ColumnId> {
    let columns = step.kind.lens().columns();
    let named = wanted.and_then(|id| columns.iter().find(|column| column.id == *id));
    named.or(columns.first()).map(|column| column.id.clone())
}
