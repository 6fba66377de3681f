//! The vote as it is drawn: where it stands, the options with their dots, and the one with the cursor in full.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Row, Stage, VoteScreen, Whose, open_round, turnout, vote};
use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Step, likeness::Alike, opinion::Asks, step::vote::Vote},
    say,
    say::{Msg, MsgId},
    ui::hits::Hit,
    ui::paint::{Paint, below, row, scrolled},
};

/// Pointer, mark and a space before the words.
const LEAD: u16 = 4;

impl VoteScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let mut area = paint.filtered(buf, area, &self.filter, self.rows.len());
        if self.filter.trim().is_empty() && self.rows.is_empty() {
            paint.wrapped(
                buf,
                area,
                &paint.say(&MsgId::EmptyVote.into()),
                Slot::Placeholder,
            );
            return;
        }
        // What stands below the options, as much of it as they leave room for.
        let told = self.told_below(step, seen, paint, area.width);
        let free = usize::from(area.height).saturating_sub(self.rows.len() + 4);
        let roomy = free >= told.len();
        let used = self.draw_head(step, seen, roomy, paint, buf, area);
        area = below(area, used);
        let told = &told[..free.min(told.len())];
        if !told.is_empty() {
            let from = u16::try_from(told.len()).unwrap_or(0);
            for (line, at) in told.iter().zip(area.height.saturating_sub(from)..) {
                paint.line(buf, row(area, at), line, Slot::Muted);
            }
            area.height = area.height.saturating_sub(from + 1);
        }
        let foot = self.foot(step, seen, paint, area.width);
        let lines = u16::try_from(foot.len()).unwrap_or(0).min(area.height / 3);
        let list = Rect {
            height: area.height - lines,
            ..area
        };
        self.draw_list(seen, paint, buf, list);
        for (at, line) in foot.iter().take(usize::from(lines)).enumerate() {
            let at = Rect {
                y: list.bottom() + u16::try_from(at).unwrap_or(0),
                height: 1,
                ..area
            };
            paint.line(
                buf,
                Rect { width: 1, ..at },
                paint.glyph("›", ">"),
                Slot::Accent,
            );
            let words = Rect {
                x: at.x + 2,
                width: at.width.saturating_sub(2),
                ..at
            };
            paint.line(buf, words, line, Slot::Muted);
        }
    }

    /// Where the vote stands; answers how many lines that took.
    fn draw_head(
        &self,
        step: &Step,
        seen: Seen<'_>,
        roomy: bool,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let line = row(area, 0);
        match self.stage {
            Stage::Before => {
                let count = self.rows.len();
                let msg = if count > 1 {
                    say!(VoteReady, count, vote(step).each(count))
                } else {
                    say!(VoteNeedsMore)
                };
                let left = self.draw_picked(paint, buf, line);
                paint.line(buf, left, &paint.say(&msg), Slot::Heading);
                if self.pairs.is_empty() {
                    return 1;
                }
                let msg = say!(VoteAlike, self.pairs.len());
                paint.line(buf, row(area, 1), &paint.say(&msg), Slot::Muted);
                2
            }
            Stage::Open if matches!(self.sheet.whose, Whose::Own(_)) => {
                self.draw_own(step, seen, roomy, paint, buf, line)
            }
            Stage::Open => self.draw_sheet(step, seen, paint, buf, line),
            Stage::Closed => {
                let Some(told) = &self.told else { return 0 };
                let left = self.draw_picked(paint, buf, line);
                paint.line(buf, left, &paint.say(told), Slot::Heading);
                1
            }
        }
    }

    /// How many are picked, at the right; answers what is left of the line.
    fn draw_picked(&self, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) -> Rect {
        let picked = self.rows.iter().filter(|row| row.picked).count();
        let msg = match self.keeps {
            Some(keep) if picked > 0 || self.stage == Stage::Closed => {
                say!(VotePickedOf, picked, keep)
            }
            None if picked > 0 => say!(VotePicked, picked),
            _ => return line,
        };
        let left = paint.right(buf, line, &paint.say(&msg), Slot::Status);
        Rect {
            width: left.width.saturating_sub(2),
            ..left
        }
    }

    /// What stands below the options of an open round: who is done, for whoever leads, and the rules at a seat of one's own.
    fn told_below(
        &self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        width: u16,
    ) -> Vec<String> {
        let Some(round) = open_round(step, seen) else {
            return Vec::new();
        };
        let mut all: Vec<Msg> = Vec::new();
        if self.enters {
            let turnout = self.turnout.as_ref();
            all.extend(turnout.into_iter().flat_map(turnout::Turnout::told));
            // Of one sheet for the whole room that stands over the options.
            let unused = round.unused();
            if unused > 0 && (turnout.is_some() || self.sheet.whose != Whose::Room) {
                all.push(say!(VoteUnused, unused));
            }
            all.extend(turnout.map(|_| say!(VoteOwnOrPaper)));
        } else {
            all.extend(turnout::rules(round.asks(), self.sheet.people.unwrap_or(1)));
            if let Some(turnout) = &self.turnout {
                all.push(say!(VoteDoneLong, turnout.done, turnout.all));
            }
        }
        let wide = usize::from(width.max(1));
        all.iter()
            .flat_map(|msg| {
                let words = paint.say(msg);
                let lines = cells::wrap(&words, wide).into_iter();
                lines.map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }

    /// How many of one's own dots are left, and how many people are done; answers how many lines that took.
    fn draw_own(
        &self,
        step: &Step,
        seen: Seen<'_>,
        roomy: bool,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) -> u16 {
        let Some(Asks::Dots { each, .. }) = open_round(step, seen).map(|round| round.asks()) else {
            return 0;
        };
        let people = self.sheet.people.unwrap_or(1);
        let all = each.saturating_mul(people);
        let laid = self.rows.iter().filter_map(|row| row.dots);
        let left = all.saturating_sub(laid.fold(0_u32, u32::saturating_add));
        let mut own = paint.say(&say!(SheetOwnLeft, left, all));
        if people > 1 {
            own = format!("{own} · {}", paint.say(&say!(SheetPeople, people)));
        } else if left > 0 && left <= 10 {
            let dots = paint
                .glyph("● ", "* ")
                .repeat(usize::try_from(left).unwrap_or(0));
            own = format!("{own}  {}", dots.trim_end());
        }
        let mut rest = line;
        // Below the options it is said at length, where there is room for that.
        if let Some(turnout) = self.turnout.as_ref().filter(|_| !roomy || self.enters) {
            let done = paint.say(&say!(VoteDoneOf, turnout.done, turnout.all));
            let left = paint.right(buf, line, &done, Slot::Status);
            rest.width = left.width.saturating_sub(2);
        }
        paint.line(buf, rest, &own, Slot::Heading);
        1
    }

    /// Whose dots are entered, and how many are left.
    fn draw_sheet(
        &self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) -> u16 {
        let Some(round) = open_round(step, seen) else {
            return 0;
        };
        let Asks::Dots { each, .. } = round.asks() else {
            return 0;
        };
        let mut words = vec![match &self.sheet.whose {
            // Who has a seat lays dots there: what is entered here came on paper.
            Whose::Room if self.turnout.is_some() => paint.text(MsgId::SheetPaper).to_owned(),
            Whose::Room | Whose::Own(_) => paint.text(MsgId::SheetRoom).to_owned(),
            Whose::Named(name) | Whose::Person(name) => name.to_string(),
        }];
        let one = matches!(self.sheet.whose, Whose::Person(_));
        if let Some(people) = self.sheet.people.filter(|_| !one) {
            words.push(paint.say(&say!(SheetPeople, people)));
        }
        if let Some(group) = &self.sheet.group {
            words.push(seen.constituency_name(group).to_string());
        }
        let mut left = line;
        if let Some(people) = self.sheet.people {
            let all = each.saturating_mul(people);
            let laid = self.rows.iter().filter_map(|row| row.dots);
            let laid = laid.fold(0_u32, u32::saturating_add);
            let msg = say!(SheetLeft, all.saturating_sub(laid), all);
            left = paint.right(buf, left, &paint.say(&msg), Slot::Accent);
        }
        if self.sheet.whose != Whose::Room || self.turnout.is_some() {
            let done = round.people();
            let msg = match (&self.turnout, self.expected) {
                (Some(turnout), _) => say!(VoteDoneOf, turnout.done, turnout.all),
                (None, Some(expected)) => say!(VoteDoneOf, done, expected),
                (None, None) => say!(VoteDone, done),
            };
            words.push(paint.say(&msg));
        }
        let left = Rect {
            width: left.width.saturating_sub(2),
            ..left
        };
        paint.line(buf, left, &words.join(" · "), Slot::Heading);
        1
    }

    fn draw_list(&mut self, seen: Seen<'_>, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let height = usize::from(area.height);
        self.first = scrolled(self.first, self.at, height.max(1), self.rows.len());
        self.page = height;
        let most = self
            .rows
            .iter()
            .filter_map(|row| row.dots)
            .max()
            .unwrap_or(0);
        let shown = self.rows.iter().enumerate().skip(self.first).take(height);
        for (y, (at, one)) in shown.enumerate() {
            let line = row(area, u16::try_from(y).unwrap_or(0));
            self.draw_row(one, at == self.at, most, seen, paint, buf, line);
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a row, how it stands among the others, and what drawing needs"
    )]
    fn draw_row(
        &self,
        one: &Row,
        selected: bool,
        most: u32,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        paint.hit(line, Hit::Card(one.card));
        let pointer = if selected {
            paint.glyph("▸", ">")
        } else {
            " "
        };
        let mark = match (one.picked, one.alike) {
            (true, _) if self.stage != Stage::Open => paint.glyph("●", "*"),
            (_, true) => paint.glyph("≈", "~"),
            _ => " ",
        };
        paint.line(buf, line, &format!("{pointer} {mark} "), Slot::Accent);
        let mut place = Rect {
            x: line.x + LEAD.min(line.width),
            width: line.width.saturating_sub(LEAD),
            ..line
        };
        if let Some(dots) = one.dots {
            let words = if self.stage == Stage::Open && dots == 0 {
                paint.glyph("·", ".").to_owned()
            } else {
                dots.to_string()
            };
            let right = Rect {
                x: place.right().saturating_sub(5.min(place.width)),
                width: 5.min(place.width),
                ..place
            };
            let slot = if dots > 0 { Slot::Title } else { Slot::Muted };
            paint.line(
                buf,
                right,
                &cells::fit_right(&words, usize::from(right.width)),
                slot,
            );
            place.width = place.width.saturating_sub(6);
            place = self.draw_bar(dots, most, paint, buf, place);
        }
        if one.with > 0 {
            let with = format!(" {}", paint.say(&say!(VoteCards, one.with + 1)));
            place = paint.right(buf, place, &with, Slot::CardMeta);
        }
        let slot = match (selected, one.picked && self.stage != Stage::Open) {
            (true, _) => Slot::Selected,
            (_, true) => Slot::Marked,
            _ => Slot::Card,
        };
        let words = seen.card(one.card).map_or("", |card| card.text());
        paint.line(buf, place, words.lines().next().unwrap_or(""), slot);
    }

    /// The bar of a closed round, or the dots of one person; answers what is left of the line.
    fn draw_bar(
        &self,
        dots: u32,
        most: u32,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        place: Rect,
    ) -> Rect {
        let width = usize::from(place.width / 3).min(30);
        if self.stage == Stage::Open {
            if self.sheet.people != Some(1) || dots == 0 {
                return place;
            }
            let dots = usize::try_from(dots).unwrap_or(0).min(width / 2);
            let words = format!(" {}", paint.glyph("● ", "* ").repeat(dots));
            return paint.right(buf, place, &words, Slot::Accent);
        }
        let filled = usize::try_from(dots).unwrap_or(0) * width;
        let most = usize::try_from(most).unwrap_or(0).max(1);
        let filled = filled.div_ceil(most).min(width);
        let (left, bar) = place_bar(place, width);
        let words = paint.glyph("█", "#").repeat(filled);
        paint.line(buf, bar, &words, Slot::Progress);
        left
    }

    /// What the line of the card with the cursor had no room for: its words, what was put with it, what it looks like, and
    /// where it lies.
    fn foot(&self, step: &Step, seen: Seen<'_>, paint: &Paint<'_>, width: u16) -> Vec<String> {
        let Some((one, card)) = self
            .rows
            .get(self.at)
            .and_then(|one| Some((one, seen.card(one.card)?)))
        else {
            return Vec::new();
        };
        let inside = usize::from(width).saturating_sub(2).max(1);
        let mut lines: Vec<String> = Vec::new();
        let taken = match self.stage {
            Stage::Before => 0,
            Stage::Open => 6,
            Stage::Closed => 7 + (width.saturating_sub(LEAD + 6) / 3).min(30),
        };
        let room = usize::from(width.saturating_sub(LEAD + taken));
        let room = room.saturating_sub(if one.with > 0 { 11 } else { 0 });
        if cells::width(card.text()) > room || card.text().contains('\n') {
            let wrapped = cells::wrap(card.text(), inside);
            lines.extend(wrapped.into_iter().take(3).map(str::to_owned));
        }
        let with = Vote::put_with(&card, step, &seen);
        if !with.is_empty() {
            let words: Vec<&str> = with.iter().map(|card| card.text()).collect();
            lines.push(paint.say(&say!(PutWith, words)));
        }
        if one.alike {
            let other = |pair: &Alike| match (pair.one == card.id(), pair.other == card.id()) {
                (true, _) => seen.card(pair.other),
                (_, true) => seen.card(pair.one),
                _ => None,
            };
            let words: Vec<&str> = self
                .pairs
                .iter()
                .filter_map(other)
                .map(|card| card.text())
                .collect();
            lines.push(paint.say(&say!(LooksLike, words)));
        }
        if *card.step() != step.id
            && let Some(page) = seen.step(card.step())
        {
            lines.push(paint.say(&say!(FromPage, page.name(paint.lang))));
        }
        lines
    }
}

fn place_bar(place: Rect, width: usize) -> (Rect, Rect) {
    let width = u16::try_from(width).unwrap_or(0).min(place.width);
    let left = Rect {
        width: (place.width - width).saturating_sub(1),
        ..place
    };
    let bar = Rect {
        x: place.right() - width,
        width,
        ..place
    };
    (left, bar)
}
