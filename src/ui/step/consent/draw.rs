//! The proposal as it is drawn: its words, the hands, and those who were heard.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{ConsentScreen, hands, open_round};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        CardId, Seen, Step,
        card::field,
        opinion::FINGERS,
        seen::CardSeen,
        step::{
            Kind,
            consent::{Consent, GOES_ALONG, Hands, MEANINGS, Round, round_says, voice_head},
        },
    },
    say,
    say::{Msg, MsgId},
    ui::{
        hits::Hit,
        paint::{Paint, below, row, scrolled},
        step::example,
    },
};

impl ConsentScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let Some(proposal) = self.sight.proposal.and_then(|id| seen.card(id)) else {
            self.draw_empty(step, seen, paint, buf, area);
            return;
        };
        // What is agreed on is never crowded out, and never crowds out the hands.
        let most = area.height.saturating_sub(7).max(area.height / 3).max(1);
        let used = self.draw_proposal(
            &proposal,
            paint,
            buf,
            Rect {
                height: most,
                ..area
            },
        );
        let mut rest = below(area, used);
        if rest.height > 10 {
            rest = below(rest, 1);
        }
        if let Some((hands, voters)) = self.sight.counting {
            let count = hands.people();
            let words = match voters {
                Some(voters) => say!(HandsCountedOf, count, voters),
                None => say!(HandsCounted, count),
            };
            let left = paint.right(buf, row(rest, 0), &paint.say(&words), Slot::Accent);
            let left = Rect {
                width: left.width.saturating_sub(2),
                ..left
            };
            let how = if super::is_one(seen) {
                MsgId::CountOwn
            } else if self.one_by_one {
                MsgId::CountOneByOne
            } else {
                MsgId::CountByLine
            };
            paint.line(buf, left, &paint.say(&how.into()), Slot::Heading);
            self.draw_hands(&hands, true, paint, buf, below(rest, 1));
            return;
        }
        let Some(last) = &self.sight.last else {
            paint.line(
                buf,
                row(rest, 0),
                &paint.say(&MsgId::ReadyForHands.into()),
                Slot::Muted,
            );
            return;
        };
        let slot = if last.hands.is_consensus() {
            Slot::Good
        } else {
            Slot::Heading
        };
        let says = paint.say(&last.says);
        paint.line(buf, row(rest, 0), &says, slot);
        rest = below(rest, 1);
        if let Some(next) = &last.next {
            paint.line(buf, row(rest, 0), &paint.say(next), Slot::Notice);
            rest = below(rest, 1);
        }
        let used = self.draw_hands(&last.hands, false, paint, buf, rest);
        self.draw_voices(seen, paint, buf, below(rest, used));
    }

    fn draw_empty(
        &self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let starter = match &step.kind {
            Kind::Consent(consent) => consent.starter.get(paint.lang),
            _ => return,
        };
        let offered = self.sight.offered.filter(|_| starter.is_empty());
        let Some(offered) = offered.and_then(|id| seen.card(id)) else {
            let starter = example(starter, paint.lang);
            let used = paint.wrapped(buf, area, &starter, Slot::Placeholder);
            let rest = below(area, used + u16::from(used > 0));
            paint.wrapped(buf, rest, paint.text(MsgId::EmptyConsent), Slot::Muted);
            return;
        };
        let page = seen.step(offered.step()).map(|page| page.name(paint.lang));
        let page = page.map_or("", |name| name);
        let used = paint.wrapped(buf, area, &paint.say(&say!(OfferedFrom, page)), Slot::Muted);
        paint.wrapped(
            buf,
            below(area, used + 1),
            offered.text(),
            Slot::Placeholder,
        );
    }

    fn draw_proposal(
        &self,
        proposal: &CardSeen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let inner = Rect {
            x: area.x + 2.min(area.width),
            width: area.width.saturating_sub(2),
            ..area
        };
        let selected = !self.open && self.cursor == Some(proposal.id());
        let lines = cells::wrap(proposal.text(), usize::from(inner.width.max(1)));
        let more = lines.len() > usize::from(area.height);
        let mut y = 0;
        for line in lines.into_iter().take(usize::from(area.height)) {
            let lead = if selected && y == 0 {
                paint.glyph("▸", ">")
            } else {
                paint.glyph("│", "|")
            };
            let slot = if selected { Slot::Accent } else { Slot::Border };
            paint.line(
                buf,
                Rect {
                    width: 1,
                    ..row(area, y)
                },
                lead,
                slot,
            );
            paint.line(buf, row(inner, y), line, Slot::Title);
            y += 1;
        }
        // While hands are counted the cursor is among them.
        if !self.open {
            paint.hit(Rect { height: y, ..area }, Hit::Card(proposal.id()));
        }
        let versions = self.sight.versions;
        if more {
            let last = row(inner, y.saturating_sub(1));
            paint.right(buf, last, paint.glyph(" …", "..."), Slot::Muted);
        } else if versions > 0 && y < area.height {
            let words = paint.say(&say!(ProposalVersion, versions + 1));
            paint.line(buf, row(inner, y), &words, Slot::Muted);
            y += 1;
        }
        y
    }

    /// Six lines of hands, or one where there is no room; answers how many it took.
    fn draw_hands(
        &self,
        hands: &Hands,
        entering: bool,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let needed = if entering { 6 } else { 8 };
        if area.height < needed {
            let one = |at: usize| {
                let pointer = if entering && at == self.fingers {
                    paint.glyph("▸", ">")
                } else {
                    ""
                };
                format!("{pointer}{at}{}{}", paint.glyph("×", "x"), hands.0[at])
            };
            let all: Vec<String> = (0..FINGERS.len()).rev().map(one).collect();
            paint.line(buf, row(area, 0), &all.join("  "), Slot::Card);
            return 1;
        }
        let most = hands.0.iter().copied().max().unwrap_or(0).max(1);
        let words = MEANINGS
            .iter()
            .map(|words| cells::width(paint.text(*words)));
        let label = u16::try_from(words.max().unwrap_or(0)).unwrap_or(0);
        for (y, at) in (0..FINGERS.len()).rev().enumerate() {
            let line = row(area, u16::try_from(y).unwrap_or(0));
            let selected = entering && at == self.fingers;
            if entering {
                paint.hit(line, Hit::Spot(0, at));
            }
            let pointer = if selected {
                paint.glyph("▸", ">")
            } else {
                " "
            };
            let used = paint.line(buf, line, &format!("{pointer} {at} "), Slot::Accent);
            let slot = match (selected, at < GOES_ALONG && hands.0[at] > 0) {
                (true, _) => Slot::Selected,
                (_, true) => Slot::Late,
                _ => Slot::Card,
            };
            let place = Rect {
                x: line.x + used,
                width: label.min(line.width.saturating_sub(used)),
                ..line
            };
            paint.line(buf, place, paint.text(MEANINGS[at]), slot);
            let rest = line.width.saturating_sub(used + label + 1);
            let count = Rect {
                x: place.right() + 1,
                width: rest.min(5),
                ..line
            };
            let words = match (entering, hands.0[at]) {
                (true, 0) => paint.glyph("·", ".").to_owned(),
                (_, count) => count.to_string(),
            };
            paint.line(
                buf,
                count,
                &cells::fit_right(&words, usize::from(count.width)),
                Slot::Title,
            );
            let bar = Rect {
                x: count.right() + 1,
                width: rest.saturating_sub(6).min(30),
                ..line
            };
            let width = usize::from(bar.width);
            let filled = usize::try_from(hands.0[at]).unwrap_or(0) * width;
            let filled = filled.div_ceil(usize::try_from(most).unwrap_or(1).max(1));
            paint.line(
                buf,
                bar,
                &paint.glyph("█", "#").repeat(filled.min(width)),
                Slot::Progress,
            );
        }
        6
    }

    /// Those who were heard, the last round first, each in full where there is room.
    fn draw_voices(&mut self, seen: Seen<'_>, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let voices = self.cards.get(1..).unwrap_or(&[]);
        if voices.is_empty() || area.height == 0 {
            return;
        }
        let area = if area.height > 4 {
            below(area, 1)
        } else {
            area
        };
        let at = self.at().saturating_sub(1);
        self.first = scrolled(self.first, at, usize::from(area.height), voices.len());
        let mut rest = area;
        for id in voices.iter().skip(self.first) {
            let Some(voice) = seen.card(*id).filter(|_| rest.height > 0) else {
                continue;
            };
            let selected = Some(*id) == self.cursor;
            let pointer = if selected {
                paint.glyph("▸", ">")
            } else {
                " "
            };
            let lead = match voice.get(field::ROUND) {
                Some(round) => format!("{pointer} {}. ", round.display()),
                None => format!("{pointer} "),
            };
            let used = paint.line(buf, row(rest, 0), &lead, Slot::Accent);
            let place = Rect {
                x: rest.x + used,
                width: rest.width.saturating_sub(used),
                ..rest
            };
            let said = format!(
                "{}: {}",
                paint.say(&voice_head(&voice)),
                voice.text().replace('\n', " ")
            );
            let most = if selected { 4 } else { 1 };
            let slot = if selected { Slot::Selected } else { Slot::Card };
            let place = Rect {
                height: most.min(rest.height),
                ..place
            };
            let used = if selected {
                paint.wrapped(buf, place, &said, slot)
            } else {
                paint.line(buf, row(place, 0), &said, slot);
                1
            };
            let used = used.max(1);
            paint.hit(
                Rect {
                    height: used,
                    ..rest
                },
                Hit::Card(*id),
            );
            rest = below(rest, used);
        }
    }
}

/// What the page shows, looked up once for each version of the session and not on each frame.
#[derive(Debug, Default)]
pub(super) struct Sight {
    pub(super) proposal: Option<CardId>,
    /// How many versions the proposal had before.
    versions: usize,
    /// The hands counted at this seat while a round is open, and how many people could show one.
    counting: Option<(Hands, Option<u32>)>,
    last: Option<Told>,
    /// What an earlier step offers where nothing is proposed yet.
    offered: Option<CardId>,
}

/// The round that was closed last.
#[derive(Debug)]
struct Told {
    hands: Hands,
    says: Msg,
    next: Option<Msg>,
}

impl Sight {
    pub(super) fn of(
        proposal: Option<&CardSeen<'_>>,
        last: Option<&Round<'_>>,
        step: &Step,
        seen: Seen<'_>,
    ) -> Self {
        let told = |last: &Round<'_>| Told {
            hands: last.hands,
            says: round_says(last),
            next: next_move(step, seen, last.unheard(), last.number),
        };
        let offered = || Consent::offered(step, &seen).map(|card| card.id());
        Self {
            proposal: proposal.map(CardSeen::id),
            versions: proposal.map_or(0, |card| card.earlier(field::TEXT).len()),
            counting: open_round(step, seen).map(|round| (hands(round, seen), seen.voters(step))),
            last: last.map(told),
            offered: if proposal.is_none() { offered() } else { None },
        }
    }
}

/// What the room does next about a round that was closed.
fn next_move(step: &Step, seen: Seen<'_>, unheard: u32, round: usize) -> Option<Msg> {
    if Consent::is_changed(step, &seen) {
        Some(say!(ChangedShort, round))
    } else if unheard > 0 {
        Some(say!(HearThem, unheard))
    } else {
        None
    }
}
