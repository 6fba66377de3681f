//! Draws the pictures of the README from the program as it is: `cargo run --example pictures`.
//!
//! The screens are those of a seat at the finished example, in the theme `night`, written as SVG to `docs/pictures/`.

use std::{error::Error, fmt::Write as _, fs};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::{Color, Modifier},
};
use upturn::{
    content::{demo::demo_commands, theme::Themes},
    model::{
        At, Command, CommandId, Member, MemberId, Record, Request, Role, Seen, Session, SessionId,
        StepId,
    },
    say::Lang,
    ui::{
        input::{Input, parse_keys},
        seat::{Looks, Seat, Told, World},
        theme::{Depth, Theme},
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
        ("curve", "curve", 100, 30, ""),
        ("story", "story", 80, 24, ""),
        ("whys", "whys", 80, 24, "<down><down><down><down>"),
        ("plan", "plan", 80, 24, ""),
    ];
    for (name, step, columns, rows, keys) in pictures {
        let buffer = screen(&session, you.id, step, (columns, rows), keys, &mut ids)?;
        fs::write(format!("docs/pictures/{name}.svg"), svg(&buffer)?)?;
    }
    Ok(())
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
    step: &str,
    (columns, rows): (u16, u16),
    keys: &str,
    ids: &mut dyn FnMut() -> Uuid,
) -> Result<Buffer, Box<dyn Error>> {
    let mut session = session.clone();
    let now = At(905_360_000_000);
    ask(
        &mut session,
        me,
        now,
        CommandId(ids()),
        Command::Enter {
            step: StepId::from(step),
        },
    )?;
    let themes = Themes::shipped();
    let night = themes.get("night").ok_or("the theme night is gone")?;
    let looks = Looks {
        theme: Theme::new(night, Depth::Truecolor),
        lang: Lang::En,
        ascii: false,
        thick: false,
    };
    let mut seat = Seat::new(me, looks, columns, rows);
    let seen = Seen::new(&session, seat.viewer());
    seat.sit(seen, "");
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    seat.draw(World::Table(seen), &mut buffer);
    for chord in parse_keys(keys)? {
        seat.update(
            Input::Key(chord),
            &mut Told {
                world: World::Table(seen),
                now,
                ids,
            },
        );
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
