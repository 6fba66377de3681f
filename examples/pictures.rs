//! Draws the pictures of the README from the program as it is: `cargo run --example pictures`.
//!
//! The screens are those of a seat at the finished example, most in the theme `night`, written as SVG to `docs/pictures/`.

use std::{error::Error, fmt::Write as _, fs, sync::Arc};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier},
};
use upturn::{
    content::{Library, demo::demo_commands, theme::Themes},
    model::{
        After, At, CardId, Command, CommandId, Member, MemberId, Presence, Record, Request, Role,
        Seen, Session, SessionId, StepId, Summary, Viewer,
        door::{Codes, DoorState},
        ids::RoundId,
        presence::Door,
        silence::Privacy,
    },
    say::Lang,
    ui::{
        home::{ScriptLine, Sessions},
        input::{Input, parse_keys},
        seat::{Effect, Looks, Seat, Told, World},
        theme::{Depth, Theme},
        wall::Wall,
    },
};
use uuid::Uuid;

/// The size of a cell of the picture, in pixels.
const CELL: (f32, f32) = (8.4, 18.0);

fn main() -> Result<(), Box<dyn Error>> {
    let mut made = 0;
    let mut ids = || {
        made += 1;
        Uuid::from_u128(made)
    };
    let you = Member::new(MemberId(ids()), "Ana", Role::Facilitator);
    let session = example(&you, &mut ids)?;
    let pictures = [
        ("curve", "curve", 100, 30, "", "night"),
        ("story", "story", 80, 24, "", "night"),
        ("whys", "whys", 80, 24, "<down><down><down><down>", "night"),
        ("plan", "plan", 80, 24, "", "night"),
        ("console", "story", 120, 40, "", "night"),
        ("palette", "story", 80, 24, ":act", "night"),
        ("help", "whys", 80, 24, "?", "night"),
        ("themes", "curve", 100, 30, ":theme<enter>dawn", "night"),
        ("paper", "story", 80, 24, "", "paper"),
        ("hearth", "whys", 80, 24, "<down><down>", "hearth"),
        ("high-contrast", "plan", 80, 24, "", "high-contrast"),
    ];
    for (name, step, columns, rows, keys, theme) in pictures {
        let shown = Shown {
            step,
            size: (columns, rows),
            keys,
            presence: Presence::default(),
            theme,
        };
        let buffer = screen(&session, you.id, shown, &mut ids)?;
        fs::write(format!("docs/pictures/{name}.svg"), svg(&buffer)?)?;
    }
    let join = Shown {
        step: "story",
        size: (80, 24),
        keys: "S",
        presence: with_a_door(),
        theme: "night",
    };
    let buffer = screen(&session, you.id, join, &mut ids)?;
    fs::write("docs/pictures/join.svg", svg(&buffer)?)?;
    let (silent, bo) = silence(&session, you.id, &mut ids)?;
    let seat = Shown {
        step: "story",
        size: (80, 24),
        keys: "nMy sister misses the bus",
        presence: Presence::default(),
        theme: "night",
    };
    let buffer = screen(&silent, bo, seat, &mut ids)?;
    fs::write("docs/pictures/seat.svg", svg(&buffer)?)?;
    fs::write(
        "docs/pictures/wall.svg",
        svg(&wall(&session, you.id, &mut ids)?)?,
    )?;
    fs::write("docs/pictures/home.svg", svg(&home(&session, you.id)?)?)?;
    Ok(())
}

/// Looks of a theme where there are all colours.
fn looks(theme: &str) -> Result<Looks, Box<dyn Error>> {
    let themes = Themes::shipped();
    let spec = themes.get(theme).ok_or("a theme is gone")?;
    Ok(Looks {
        theme: Theme::new(spec, Depth::Truecolor),
        lang: Lang::En,
        ascii: false,
        thick: false,
    })
}

/// The wall while each writes unseen and the clock runs, with the line by which others join.
fn wall(
    session: &Session,
    lead: MemberId,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Buffer, Box<dyn Error>> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 30));
    let (mut session, _) = silence(session, lead, ids)?;
    let began = At(905_359_900_000);
    let step = StepId::from("story");
    for command in [Command::Enter { step }, Command::StartTime] {
        ask(&mut session, lead, began, CommandId(ids()), command)?;
    }
    let seen = Seen::new(&session, Viewer::Projector);
    let mut wall = Wall::new(looks("projector")?);
    wall.draw(seen, &with_a_door(), At(905_360_000_000), &mut buffer);
    Ok(buffer)
}

/// The home screen with the example on it, and the scripts that ship.
fn home(session: &Session, me: MemberId) -> Result<Buffer, Box<dyn Error>> {
    let library = Library::shipped();
    let lines = library
        .iter()
        .map(|shelved| ScriptLine::of(&shelved.script, false, Lang::En));
    let sessions = Sessions {
        sessions: [Summary::of(&Seen::new(session, Viewer::Minutes))].into(),
        scripts: lines.collect(),
        ..Sessions::default()
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 30));
    let mut seat = Seat::new(me, looks("night")?, 100, 30);
    seat.draw(World::Home(&sessions), &mut buffer);
    Ok(buffer)
}

/// A door, as the join screen shows it; its address and codes are made up.
fn with_a_door() -> Presence {
    Presence {
        door: Some(Door {
            command: "ssh -p 2222 NAME@10.0.0.20".into(),
            link: "ssh://10.0.0.20:2222".into(),
            state: DoorState {
                open: true,
                address: ([10, 0, 0, 20], 2222).into(),
                fingerprint: "SHA256:q7XcbT2w9fTe1aBcMv4Ks8Lr0pZy3dGh6jNx5uWe2oI".into(),
                inside: 0,
                entering: 0,
                paused: false,
                turned_away: 0,
                codes: 1,
            },
            codes: Some(Codes {
                join: "KTX-4M9".into(),
                observer: "WMP-R7X-39K".into(),
            }),
        }),
        ..Presence::default()
    }
}

/// The example while each writes unseen, with a resident at a seat of their own.
fn silence(
    session: &Session,
    lead: MemberId,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<(Session, MemberId), Box<dyn Error>> {
    let mut session = session.clone();
    let bo = MemberId(ids());
    let at = At(905_359_000_000);
    let member = Member::new(bo, "Bo", Role::Participant);
    let round = RoundId(ids());
    let step = StepId::from("story");
    let begin = Command::BeginSilence {
        round,
        step: step.clone(),
        privacy: Privacy::Private,
    };
    ask(
        &mut session,
        bo,
        at,
        CommandId(ids()),
        Command::Join { member },
    )?;
    ask(&mut session, lead, at, CommandId(ids()), begin)?;
    for words in [
        "Cigarettes at the corner shop are sold one by one",
        "Nothing to do after four",
    ] {
        let card = Command::AddCard {
            card: CardId(ids()),
            author: None,
            step: step.clone(),
            parent: None,
            column: Some("hurts".into()),
            after: After::Last,
            fields: vec![("text".into(), words.into())],
            from: None,
        };
        ask(&mut session, bo, at, CommandId(ids()), card)?;
    }
    Ok((session, bo))
}

/// What a picture shows.
struct Shown {
    step: &'static str,
    size: (u16, u16),
    keys: &'static str,
    presence: Presence,
    theme: &'static str,
}

/// The example, said by its group in the autumn of 1998.
fn example(you: &Member, ids: &mut dyn FnMut() -> Uuid) -> Result<Session, Box<dyn Error>> {
    let mut session = Session::new(SessionId(ids()));
    let mut at = At(905_350_000_000);
    for command in demo_commands(ids, you.clone()) {
        at.0 += 47_000;
        ask(&mut session, you.id, at, CommandId(ids()), command)?;
    }
    Ok(session)
}

fn ask(
    session: &mut Session,
    by: MemberId,
    at: At,
    id: CommandId,
    command: Command,
) -> Result<(), Box<dyn Error>> {
    let answer = session.decide(&Request {
        id,
        by,
        at,
        command,
    });
    let ev = answer.map_err(|no| no.0.render(Lang::En))?;
    if !ev.is_empty() {
        session.apply(Record {
            v: Record::VERSION,
            id,
            at,
            by,
            ev,
        });
    }
    Ok(())
}

/// The screen of a seat at a step, after some keys.
fn screen(
    session: &Session,
    me: MemberId,
    shown: Shown,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Buffer, Box<dyn Error>> {
    let Shown {
        step,
        size: (columns, rows),
        keys,
        presence,
        theme,
    } = shown;
    let mut session = session.clone();
    let now = At(905_360_000_000);
    let lead = {
        let mut members = Seen::new(&session, Viewer::Minutes).members();
        let leads = members.find(|one| one.role == Role::Facilitator);
        leads.map_or(me, |one| one.id)
    };
    ask(
        &mut session,
        lead,
        now,
        CommandId(ids()),
        Command::Enter {
            step: StepId::from(step),
        },
    )?;
    let mut seat = Seat::new(me, looks(theme)?, columns, rows);
    let seen = Seen::new(&session, seat.viewer());
    seat.sit(seen, "");
    seat.present(Arc::new(presence));
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    seat.draw(World::Table(seen), &mut buffer);
    for chord in parse_keys(keys)? {
        let effects = seat.update(
            Input::Key(chord),
            &mut Told {
                world: World::Table(seen),
                now,
                ids,
            },
        );
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::Themes))
        {
            seat.choose_theme(Themes::shipped());
        }
    }
    seat.draw(World::Table(seen), &mut buffer);
    Ok(buffer)
}

/// A screen as a picture: each run of cells of one style is one text, stretched to its cells, so that any font fits.
fn svg(buffer: &Buffer) -> Result<String, std::fmt::Error> {
    let (width, height) = (
        f32::from(buffer.area.width) * CELL.0,
        f32::from(buffer.area.height) * CELL.1,
    );
    let mut out = String::new();
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">"#
    )?;
    writeln!(
        out,
        r#"<rect width="100%" height="100%" rx="6" fill="{}"/>"#,
        hex(buffer[(0, 0)].bg, "#101418")
    )?;
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let start = x;
            let style = look(&buffer[(x, y)]);
            let mut text = String::new();
            while x < buffer.area.width && look(&buffer[(x, y)]) == style {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += u16::try_from(upturn::cells::width(symbol))
                    .unwrap_or(1)
                    .max(1);
            }
            run(&mut out, (start, y, x - start), &text, &style)?;
        }
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn run(
    out: &mut String,
    (x, y, cells): (u16, u16, u16),
    text: &str,
    style: &Style,
) -> std::fmt::Result {
    let (left, top, wide) = (
        f32::from(x) * CELL.0,
        f32::from(y) * CELL.1,
        f32::from(cells) * CELL.0,
    );
    if style.ground != "#101418" {
        writeln!(
            out,
            r#"<rect x="{left:.1}" y="{top:.1}" width="{wide:.1}" height="{}" fill="{}"/>"#,
            CELL.1, style.ground
        )?;
    }
    if text.trim().is_empty() {
        return Ok(());
    }
    let bold = if style.bold {
        r#" font-weight="bold""#
    } else {
        ""
    };
    let italic = if style.italic {
        r#" font-style="italic""#
    } else {
        ""
    };
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    writeln!(
        out,
        r#"<text x="{left:.1}" y="{:.1}" textLength="{wide:.1}" lengthAdjust="spacingAndGlyphs" fill="{}"{bold}{italic}>{text}</text>"#,
        top + 13.5,
        style.ink
    )
}

/// How a cell looks, with reversed colours the right way round.
#[derive(PartialEq)]
struct Style {
    ink: String,
    ground: String,
    bold: bool,
    italic: bool,
}

fn look(cell: &Cell) -> Style {
    let (mut ink, mut ground) = (hex(cell.fg, "#E8EAED"), hex(cell.bg, "#101418"));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    Style {
        ink,
        ground,
        bold: cell.modifier.contains(Modifier::BOLD),
        italic: cell.modifier.contains(Modifier::ITALIC),
    }
}

fn hex(color: Color, otherwise: &str) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02X}{g:02X}{b:02X}"),
        _ => otherwise.to_owned(),
    }
}
