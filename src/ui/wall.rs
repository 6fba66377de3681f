//! The wall: a session as everybody in the room may see it, on a projector. It follows the room and asks nothing.
//!
//! It reads through a [`Seen`] of [`crate::model::Viewer::Projector`], so notes, guidance and what is not revealed never
//! come to it, and it shows what a step leaves rather than a screen to work on: no cursor, no hints.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    chart,
    input::{Chord, Input, Key, Wheel},
    keys::{self, Action, Facts, Keymap},
    paint::{Paint, below, inset, row},
    seat::Looks,
    step::recap::draw_lines,
};
use crate::{
    cells,
    content::slot::Slot,
    document::{
        Document, Line,
        page::{Look, PageLine, lay},
    },
    model::{At, Presence, Seen, Seq, Step, StepId, presence},
    say,
    say::MsgId,
};

/// Lines wider than this are hard to read from the back of a room.
const WIDEST: u16 = 96;
/// The question stands in a narrower column still.
const QUESTION: u16 = 64;
/// From this height on there is room for air.
const AIRY: u16 = 30;

/// A projector.
#[derive(Debug)]
pub struct Wall {
    looks: Looks,
    /// The first line of the page that is shown.
    first: usize,
    /// How many fit.
    room: usize,
    lines: Vec<PageLine>,
    lines_of: Option<(Seq, StepId, Look)>,
}

impl Wall {
    /// A wall that looks so.
    pub fn new(looks: Looks) -> Self {
        Self {
            looks,
            first: 0,
            room: 0,
            lines: Vec::new(),
            lines_of: None,
        }
    }

    /// Takes in what happened at its own keyboard; true where somebody wants to leave.
    pub fn update(&mut self, input: &Input) -> bool {
        let chord = match input {
            Input::Key(chord) => *chord,
            Input::Scroll {
                wheel: Wheel::Up, ..
            } => Chord::plain(Key::Up),
            Input::Scroll { .. } => Chord::plain(Key::Down),
            _ => return false,
        };
        let page = isize::try_from(self.room.saturating_sub(1)).unwrap_or(1);
        match Keymap::standard().resolve(&[&keys::WALL], &Facts::default(), chord) {
            Some(Ok(Action::Up)) => self.scroll(-1),
            Some(Ok(Action::Down)) => self.scroll(1),
            Some(Ok(Action::PageUp)) => self.scroll(-page),
            Some(Ok(Action::PageDown)) => self.scroll(page),
            Some(Ok(Action::Thick)) => self.looks.thick = !self.looks.thick,
            Some(Ok(Action::Leave)) => return true,
            _ => {}
        }
        false
    }

    fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(self.room);
        self.first = self.first.saturating_add_signed(by).min(last);
    }

    /// Draws what everybody may see of a session, and who is there.
    pub fn draw(&mut self, seen: Seen<'_>, presence: &Presence, now: At, buf: &mut Buffer) {
        let looks = self.looks.clone();
        let keys = Keymap::standard();
        let paint = Paint {
            theme: &looks.theme,
            lang: looks.lang,
            ascii: looks.ascii,
            thick: looks.thick,
            now,
            in_window: false,
            hits: None,
            keys: &keys,
        };
        let paint = &paint;
        let area = buf.area;
        paint.clear(buf, area, Slot::Text);
        if presence.wall == presence::Wall::Blank {
            return;
        }
        let Some((at, step)) = seen.script().step(seen.current()) else {
            return;
        };
        let head = inset(row(area, 0), 1);
        let place = say!(
            StepOf,
            at + 1,
            seen.script().steps.len(),
            step.name(seen.lang())
        );
        let left = paint.right(buf, head, &paint.say(&place), Slot::Accent);
        paint.line(buf, left, seen.title(), Slot::Title);
        paint.rule(buf, row(area, 1));
        let airy = u16::from(area.height >= AIRY);
        let foot = Self::foot(seen, step, presence, paint, buf);
        let middle = Rect {
            height: area.height.saturating_sub(2 + foot),
            ..below(area, 2)
        };
        let mut rest = below(middle, 1 + airy);
        for (words, slot) in [(&step.ask, Slot::Question), (&step.why, Slot::Muted)] {
            let words = words.get(seen.lang());
            if !words.is_empty() {
                let most = Rect {
                    height: rest.height.min(3),
                    ..rest
                };
                rest = below(rest, centered(paint, buf, most, words, slot) + airy);
            }
        }
        self.page(seen, step, paint, buf, below(rest, 1));
    }

    /// What the step leaves so far.
    fn page(
        &mut self,
        seen: Seen<'_>,
        step: &Step,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let area = inset(area, (area.width.saturating_sub(WIDEST) / 2).max(2));
        if area.height == 0 {
            return;
        }
        let look = Look {
            width: usize::from(area.width),
            glyphs: chart::glyphs(paint),
            chart_height: area.height.saturating_sub(4).clamp(6, 24),
        };
        let wanted = (seen.version(), step.id.clone(), look);
        if self.lines_of.as_ref() != Some(&wanted) {
            if self
                .lines_of
                .as_ref()
                .is_none_or(|(_, of, _)| *of != step.id)
            {
                self.first = 0;
            }
            let document = Document {
                title: Line::default(),
                subtitle: Line::default(),
                blocks: seen.recap(step),
            };
            self.lines = lay(&document, seen.lang(), look);
            // The title is empty, and what stands under it is the heading of the step, which stands above.
            let blank = |line: &PageLine| line.text().trim().is_empty();
            let lead = self.lines.iter().take_while(|line| blank(line)).count();
            self.lines.drain(..lead);
            self.lines_of = Some(wanted);
        }
        if self.lines.is_empty() {
            centered(
                paint,
                buf,
                area,
                paint.text(MsgId::WallNothing),
                Slot::Placeholder,
            );
            return;
        }
        // What does not fit costs a line to say so.
        let whole = self.lines.len() <= usize::from(area.height);
        self.room = usize::from(area.height) - usize::from(!whole);
        self.scroll(0);
        let shown = Rect {
            height: u16::try_from(self.room).unwrap_or(area.height),
            ..area
        };
        draw_lines(&self.lines[self.first..], paint, buf, shown);
        let left = self.lines.len().saturating_sub(self.first + self.room);
        if left > 0 {
            let more = paint.say(&say!(WallMore, left));
            let more = format!("{} {more}", paint.glyph("▾", "v"));
            paint.line(buf, below(area, shown.height), &more, Slot::Muted);
        }
    }

    /// Where the room stands and how to join, at the bottom; answers how many lines it takes.
    fn foot(
        seen: Seen<'_>,
        step: &Step,
        presence: &Presence,
        paint: &Paint<'_>,
        buf: &mut Buffer,
    ) -> u16 {
        let area = buf.area;
        let mut lines = Vec::new();
        let (done, here) = presence.done_of(seen.members(), &step.id);
        let mut counts: Vec<String> = seen
            .standing(step)
            .map(|msg| paint.say(&msg))
            .into_iter()
            .collect();
        if here > 0 {
            counts.push(paint.say(&if done > 0 {
                say!(WallDone, done, here)
            } else {
                say!(WallHere, here)
            }));
        }
        if !counts.is_empty() {
            lines.push((counts.join(" · "), Slot::Heading));
        }
        if let Some(door) = presence.door.as_ref().filter(|door| door.state.open) {
            lines.push((paint.say(&say!(WallJoin, &*door.command)), Slot::Title));
            if let Some(codes) = door.codes.as_ref().filter(|_| presence.wall_joins) {
                lines.push((paint.say(&say!(WallCode, &*codes.join)), Slot::Title));
            }
            let fingerprint = door.state.fingerprint_in_groups();
            lines.push((paint.say(&say!(WallKey, fingerprint)), Slot::Muted));
        }
        // A command or a fingerprint that is cut is worse than none: what does not fit whole is left out.
        let width = usize::from(area.width.saturating_sub(2)).max(8);
        let mut shown: Vec<(String, Slot)> = Vec::new();
        for (words, slot) in &lines {
            let wrapped = cells::wrap(words, width);
            let height = u16::try_from(shown.len() + wrapped.len()).unwrap_or(u16::MAX);
            if height.saturating_add(7) > area.height {
                break;
            }
            shown.extend(wrapped.into_iter().map(|line| (line.to_owned(), *slot)));
        }
        let height = match u16::try_from(shown.len()) {
            Ok(lines @ 1..) => lines + 1,
            _ => return 0,
        };
        let foot = below(area, area.height - height);
        paint.rule(buf, foot);
        for (at, (words, slot)) in (1..).zip(&shown) {
            centered(paint, buf, row(foot, at), words, *slot);
        }
        height
    }
}

/// Words in the middle of the area's lines; answers how many they took.
fn centered(paint: &Paint<'_>, buf: &mut Buffer, area: Rect, words: &str, slot: Slot) -> u16 {
    let width = if area.height == 1 {
        area.width
    } else {
        area.width.saturating_sub(4).min(QUESTION)
    };
    let mut used = 0;
    for line in cells::wrap(words, usize::from(width.max(8)))
        .into_iter()
        .take(usize::from(area.height))
    {
        let wide = u16::try_from(cells::width(line)).unwrap_or(u16::MAX);
        let at = row(area, used);
        let at = Rect {
            x: at.x + at.width.saturating_sub(wide) / 2,
            width: wide.min(at.width),
            ..at
        };
        paint.line(buf, at, line, slot);
        used += 1;
    }
    used
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        model::{
            Command, MemberId, Privacy, Role, StepId, Value, Viewer,
            door::{Codes, DoorState},
            presence::{Door, How, SeatId, Sitting, Standing},
        },
        say::Lang,
        ui::{
            scene::{self, Scene},
            theme::{Depth, Theme},
        },
    };

    fn wall(lang: Lang) -> Wall {
        Wall::new(Looks {
            theme: Theme::terminal(Depth::Mono),
            lang,
            ascii: false,
            thick: false,
        })
    }

    fn shown(
        wall: &mut Wall,
        scene: &Scene,
        presence: &Presence,
        columns: u16,
        rows: u16,
    ) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        let seen = Seen::new(&scene.session, Viewer::Projector).in_lang(wall.looks.lang);
        wall.draw(seen, presence, At(0), &mut buf);
        scene::rows(&buf, |cell| cell.symbol().to_owned())
    }

    fn story() -> Scene {
        let mut scene = Scene::shipped("turn-the-curve");
        scene.press("ana", "ggstory<enter>nBuses cut on the east side<enter>");
        scene.press("ana", "Rent went up<enter><esc>");
        scene
    }

    fn door() -> Door {
        Door {
            command: "ssh -p 2222 YOUR-NAME@10.0.0.20".into(),
            link: "ssh://10.0.0.20:2222".into(),
            state: DoorState {
                open: true,
                address: ([10, 0, 0, 20], 2222).into(),
                fingerprint: "SHA256:q7XcabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM".into(),
                inside: 2,
                entering: 0,
                paused: false,
                turned_away: 0,
                codes: 1,
            },
            codes: Some(Codes {
                join: "KTX-4M9".into(),
                observer: "KTX-4M9-PRA".into(),
            }),
        }
    }

    fn present(scene: &mut Scene, names: &[&str]) -> Presence {
        let mut presence = Presence {
            door: Some(door()),
            ..Presence::default()
        };
        for (at, name) in (0..).zip(names) {
            scene.join(name, Role::Participant, 80, 24);
            let sitting = Sitting {
                member: scene.member_of(name),
                name: (*name).into(),
                how: How::Afar,
                standing: Standing::Here,
                at: None,
                writing: false,
                done: (at == 0).then(|| StepId::from("story")),
            };
            presence.seats.insert(SeatId(at), sitting);
        }
        presence
    }

    #[test]
    fn the_wall_at_every_size() {
        let mut scene = story();
        let presence = present(&mut scene, &["bo", "cy"]);
        for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
            let text = shown(&mut wall(Lang::En), &scene, &presence, columns, rows);
            insta::assert_snapshot!(format!("wall_{columns}x{rows}"), text);
        }
        // However small, it draws.
        for (columns, rows) in [(1, 1), (20, 5), (7, 40), (300, 2)] {
            shown(&mut wall(Lang::Es), &scene, &presence, columns, rows);
        }
    }

    #[test]
    fn the_wall_is_sent_nothing_that_is_not_for_everybody() {
        let mut scene = story();
        let ana: MemberId = scene.member_of("ana");
        let note = Command::Note {
            step: "story".into(),
            text: "quartz".into(),
        };
        scene.ask(ana, note).unwrap();
        let presence = present(&mut scene, &["bo", "zephyrine"]);
        // Written and not shown yet, written by nobody knows whom, and hidden by whoever leads.
        let lay = |scene: &mut Scene, who: &str, keys: &str| scene.press(who, keys);
        lay(&mut scene, "ana", "ggworks<enter>");
        let begin = |n: u128, step: &str, privacy| Command::BeginSilence {
            round: crate::model::RoundId(uuid::Uuid::from_u128(n)),
            step: step.into(),
            privacy,
        };
        scene
            .ask(ana, begin(900, "works", Privacy::Anonymous))
            .unwrap();
        lay(&mut scene, "zephyrine", "nNight buses<enter><esc>");
        scene
            .ask(
                ana,
                Command::Reveal {
                    step: "works".into(),
                },
            )
            .unwrap();
        scene
            .ask(ana, begin(901, "works", Privacy::Private))
            .unwrap();
        lay(&mut scene, "bo", "nsapphire<enter><esc>");
        scene
            .ask(ana, begin(902, "story", Privacy::Private))
            .unwrap();
        lay(&mut scene, "ana", "ggstory<enter>nsapphire too<enter><esc>");
        let buses = scene
            .seen()
            .all_cards()
            .find(|card| card.text().starts_with("Rent"));
        let hide = Command::SetField {
            card: buses.expect("a card").id(),
            field: "hidden".into(),
            from: 0,
            value: Some(Value::Flag(true)),
        };
        scene.ask(ana, hide).unwrap();
        let mut shown_anonymous = false;
        for lang in [Lang::En, Lang::Es] {
            for step in scene.seen().script().steps.clone() {
                scene
                    .ask(
                        ana,
                        Command::Enter {
                            step: step.id.clone(),
                        },
                    )
                    .unwrap();
                let text = shown(&mut wall(lang), &scene, &presence, 120, 100);
                for private in step.guide.all().map(|words| words.get(lang)) {
                    assert!(!text.contains(private.as_ref()), "{private}");
                }
                assert!(!text.contains("quartz") && !text.contains("PRA"), "{text}");
                for never in ["sapphire", "zephyrine", "Rent went up"] {
                    assert!(!text.contains(never), "{never} in\n{text}");
                }
                shown_anonymous |= text.contains("Night buses");
                assert!(
                    !text.contains("KTX"),
                    "the code only where it was asked for"
                );
            }
        }
        assert!(shown_anonymous, "what was revealed is on the wall");
        let joins = Presence {
            wall_joins: true,
            ..presence
        };
        let text = shown(&mut wall(Lang::En), &scene, &joins, 80, 24);
        assert!(text.contains("KTX-4M9") && !text.contains("PRA"), "{text}");
    }

    #[test]
    fn it_is_blank_when_told_and_its_keys_only_move_it() {
        let mut scene = story();
        for n in 0..40 {
            scene.press("ana", &format!("nCause {n}<enter><esc>"));
        }
        let mut wall = wall(Lang::En);
        let presence = Presence::default();
        let top = shown(&mut wall, &scene, &presence, 80, 24);
        assert!(
            top.contains("Buses cut") && top.contains("more lines"),
            "{top}"
        );
        let press = |wall: &mut Wall, key: &str| wall.update(&Input::Key(key.parse().unwrap()));
        for _ in 0..9 {
            assert!(!press(&mut wall, "<pagedown>"));
        }
        let end = shown(&mut wall, &scene, &presence, 80, 24);
        assert!(
            !end.contains("Buses cut") && !end.contains("more lines"),
            "{end}"
        );
        assert!(end.contains("Cause 39"), "{end}");
        assert!(!press(&mut wall, "n") && press(&mut wall, "q"));
        let blank = Presence {
            wall: presence::Wall::Blank,
            ..presence
        };
        assert_eq!(shown(&mut wall, &scene, &blank, 80, 24).trim(), "");
        // The next step begins at its top.
        let ana = scene.member_of("ana");
        let step = StepId::from("plan");
        scene.ask(ana, Command::Enter { step }).unwrap();
        let presence = Arc::new(Presence::default());
        let next = shown(&mut wall, &scene, &presence, 80, 24);
        assert!(next.contains("Nothing is on this page yet"), "{next}");
    }
}
