//! Every view on every kind of terminal: four sizes, with and without colours, with ASCII alone, in both languages, with
//! words of wide letters and marks; and what is being written, whatever happens to the window.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Modifier,
};
use uuid::Uuid;

use super::{Drive, scene};
use crate::{
    cells,
    content::{library::Library, theme::Themes},
    model::{At, Presence, Role, Seen, SessionId, Step, Summary, Viewer},
    say::{Lang, MsgId},
    term::ascii::replace,
    ui::{
        home::{ScriptLine, Sessions},
        scene::{Scene, rows},
        seat::{Looks, Seat, World},
        theme::{Depth, Slot, Theme},
        wall::Wall,
    },
};

/// Two scripts in which every kind of step occurs.
pub(super) const SCRIPTS: [&str; 2] = ["whole-population", "enough-strategies"];
const SIZES: [(u16, u16); 4] = [(40, 12), (60, 20), (80, 24), (120, 40)];
/// Keys that open a window over any page.
const WINDOWS: [&str; 8] = ["?", ":", "g", "x", "o", "p", "S", "m"];
/// Letters of two cells, of none, marks of several signs, and one that is written from the right.
const WORDS: &str = "読書 café 👩‍👩‍👧 e\u{301}lan أهلا";

/// The words that people wrote are theirs: each shape that is drawn must be told in ASCII, by the screen or by what goes to the
/// terminal in its place.
fn is_a_leak(symbol: &str) -> bool {
    if !replace(symbol, 1).contains('?') {
        return false;
    }
    let shapes = |c: char| {
        matches!(c, '\u{2190}'..='\u{23FF}' | '\u{2460}'..='\u{27BF}' | '\u{2800}'..='\u{2BFF}')
            || "·•‣×¢".contains(c)
    };
    symbol.chars().any(shapes)
}

/// What must hold of every frame; answers what does not.
fn faults(buf: &Buffer, ascii: bool) -> Vec<String> {
    let mut found = Vec::new();
    for y in 0..buf.area.height {
        for x in 0..buf.area.width {
            let symbol = buf[(x, y)].symbol();
            let width = cells::width(symbol);
            if symbol.chars().any(char::is_control) {
                found.push(format!("{symbol:?} at {x},{y} is a control character"));
            }
            if ascii && is_a_leak(symbol) {
                found.push(format!("{symbol:?} at {x},{y} is no ASCII"));
            }
            // A wide letter has its second cell for itself.
            for covered in 1..u16::try_from(width).unwrap_or(1) {
                let inside = x + covered < buf.area.width;
                if !inside || buf[(x + covered, y)].symbol() != " " {
                    found.push(format!("{symbol:?} at {x},{y} is cut"));
                }
            }
        }
    }
    found
}

/// Draws what a seat shows at each size, with and without ASCII.
fn look(scene: &mut Scene, name: &str, what: &str, wrong: &mut BTreeSet<String>) {
    let size = scene.draw(name).0.area;
    for (columns, rows) in SIZES {
        scene.resize(name, columns, rows);
        for ascii in [false, true] {
            scene.draws_ascii(name, ascii);
            let (buf, cursor) = scene.draw(name);
            let told = faults(&buf, ascii);
            wrong.extend(
                told.iter()
                    .map(|fault| format!("{what} {columns}×{rows}: {fault}")),
            );
            if let Some((x, y)) = cursor
                && (x >= columns || y >= rows)
            {
                wrong.insert(format!("{what} {columns}×{rows}: the cursor is outside"));
            }
        }
        scene.draws_ascii(name, false);
    }
    scene.resize(name, size.width, size.height);
}

/// The English words that a screen in Spanish must not show: each longer stretch of a message between its arguments.
fn english() -> BTreeMap<String, MsgId> {
    let mut all = BTreeMap::new();
    let spanish: Vec<&str> = MsgId::ALL.iter().map(|id| id.template(Lang::Es)).collect();
    for id in MsgId::ALL {
        let words = id.template(Lang::En);
        for part in words.split(['{', '}', '\n', '“', '”']) {
            let part = part.trim();
            let long = part.split_whitespace().count() >= 4 && part.len() >= 14;
            let choice = part.contains('|') || part.starts_with(|c: char| c.is_ascii_digit());
            if long && !choice && !spanish.iter().any(|words| words.contains(part)) {
                all.insert(part.to_owned(), *id);
            }
        }
    }
    all
}

fn leaks(
    screen: &str,
    english: &BTreeMap<String, MsgId>,
    what: &str,
    wrong: &mut BTreeSet<String>,
) {
    for (words, id) in english {
        if screen.contains(words.as_str()) {
            wrong.insert(format!("{what}: {id:?} “{words}”"));
        }
    }
}

/// The styles of a frame in few words: how often each occurs on what is not blank.
fn digest(buf: &Buffer) -> String {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    let drawn = |cell: &&Cell| cell.symbol() != " " || cell.modifier.contains(Modifier::REVERSED);
    for cell in buf.content().iter().filter(drawn) {
        let emphasis = format!("{:?}", cell.modifier);
        let emphasis = emphasis
            .trim_start_matches("Modifier(")
            .trim_end_matches(')');
        let look = format!("{} on {} {emphasis}", cell.fg, cell.bg);
        *all.entry(look).or_default() += 1;
    }
    let mut text = String::new();
    for (look, count) in all {
        let _ = writeln!(text, "{count:5} {}", look.trim_end_matches(" NONE"));
    }
    text
}

fn theme(id: &str, depth: Depth) -> Theme {
    let themes = Themes::shipped();
    Theme::new(themes.get(id).expect("a shipped theme"), depth)
}

/// A view at four sizes, three depths and in ASCII, to be looked at.
fn snapshot(scene: &mut Scene, name: &str, what: &str, empty: &str) {
    let mut text = String::new();
    if !empty.is_empty() {
        let _ = writeln!(text, "=== empty\n{empty}");
    }
    for (columns, rows) in SIZES {
        scene.resize(name, columns, rows);
        let _ = writeln!(text, "=== {columns}×{rows}\n{}", scene.text(name));
    }
    scene.resize(name, 80, 24);
    scene.draws_ascii(name, true);
    let _ = writeln!(text, "=== ASCII\n{}", scene.text(name));
    scene.draws_ascii(name, false);
    let _ = writeln!(text, "=== no colour\n{}", scene.styles(name));
    let plain = scene.text(name);
    for (depth, called) in [
        (Depth::Truecolor, "truecolor"),
        (Depth::Ansi16, "16 colours"),
    ] {
        scene.wear(name, theme("night", depth));
        let (buf, _) = scene.draw(name);
        let _ = writeln!(text, "=== {called}\n{}", digest(&buf));
        assert_eq!(scene.text(name), plain, "{what}: colours change words");
    }
    scene.wear(name, Theme::terminal(Depth::Mono));
    insta::assert_snapshot!(format!("view_{what}"), text);
}

/// The wall at each size.
fn wall(scene: &Scene, what: &str, wrong: &mut BTreeSet<String>) {
    for ascii in [false, true] {
        let mut wall = Wall::new(Looks {
            theme: Theme::terminal(Depth::Mono),
            lang: Lang::En,
            ascii,
            thick: false,
        });
        for (columns, rows) in SIZES {
            let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
            let seen = Seen::new(&scene.session, Viewer::Projector);
            wall.draw(seen, &Presence::default(), At(1_700_000_000_000), &mut buf);
            let told = faults(&buf, ascii);
            wrong.extend(
                told.iter()
                    .map(|fault| format!("wall, {what} {columns}×{rows}: {fault}")),
            );
        }
    }
}

#[test]
fn every_view_holds_at_every_size_depth_language_and_in_ascii() {
    let english = english();
    let (mut wrong, mut strange) = (BTreeSet::new(), BTreeSet::new());
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for script in SCRIPTS {
        let mut drive = Drive::of(scene(script));
        drive.scene.join("bo", Role::Participant, 80, 24);
        let steps: Vec<Step> = drive.scene.seen().script().steps.clone();
        for (at, step) in steps.iter().enumerate() {
            let kind = step.kind.name();
            if kinds.insert(kind) {
                look(
                    &mut drive.scene,
                    "ana",
                    &format!("empty {kind}"),
                    &mut wrong,
                );
                look(
                    &mut drive.scene,
                    "bo",
                    &format!("a seat at empty {kind}"),
                    &mut wrong,
                );
                wall(&drive.scene, &format!("empty {kind}"), &mut wrong);
                drive.scene.resize("ana", 80, 24);
                let empty = drive.scene.text("ana");
                drive.scene.resize("ana", 100, 32);
                drive.fill_step(step);
                wide_words(&mut drive.scene, kind, &mut wrong);
                look(&mut drive.scene, "ana", kind, &mut wrong);
                look(
                    &mut drive.scene,
                    "bo",
                    &format!("a seat at {kind}"),
                    &mut wrong,
                );
                wall(&drive.scene, kind, &mut wrong);
                windows(&mut drive.scene, kind, &english, &mut wrong, &mut strange);
                snapshot(&mut drive.scene, "ana", kind, &empty);
                if kind == "vote" {
                    snapshot(&mut drive.scene, "bo", "vote_at_a_seat", "");
                }
                drive.scene.resize("ana", 100, 32);
            } else {
                drive.fill_step(step);
            }
            if at + 1 < steps.len() {
                drive.keys("]");
            }
        }
    }
    let list = |all: BTreeSet<String>| all.into_iter().collect::<Vec<_>>().join("\n");
    assert_eq!(
        kinds.len(),
        14,
        "a kind is in none of the scripts: {kinds:?}"
    );
    assert!(
        strange.is_empty(),
        "English on a Spanish screen:\n{}",
        list(strange)
    );
    assert!(wrong.is_empty(), "{}", list(wrong));
}

/// A card of wide letters on a page that takes cards, taken back again.
fn wide_words(scene: &mut Scene, kind: &str, wrong: &mut BTreeSet<String>) {
    scene.press("ana", "n");
    let Some(form) = scene.form("ana") else {
        scene.press("ana", "<esc>");
        return;
    };
    let was = form.id;
    scene.paste("ana", WORDS);
    look(
        scene,
        "ana",
        &format!("wide letters written at {kind}"),
        wrong,
    );
    scene.press("ana", "<enter>");
    look(scene, "ana", &format!("wide letters at {kind}"), wrong);
    let open = scene.form("ana").is_some_and(|form| form.id == was);
    scene.press("ana", "<esc>");
    if !open {
        scene.press("ana", "u");
    }
}

/// The windows over a page, and the page in Spanish.
fn windows(
    scene: &mut Scene,
    kind: &str,
    english: &BTreeMap<String, MsgId>,
    wrong: &mut BTreeSet<String>,
    strange: &mut BTreeSet<String>,
) {
    for key in WINDOWS {
        scene.press("ana", key);
        look(scene, "ana", &format!("{key} over {kind}"), wrong);
        scene.press("ana", "<esc>");
        scene.speak("ana", Lang::Es);
        scene.resize("ana", 120, 40);
        scene.press("ana", key);
        leaks(
            &scene.text("ana"),
            english,
            &format!("{key} over {kind}"),
            strange,
        );
        scene.press("ana", "<esc>");
        leaks(&scene.text("ana"), english, kind, strange);
        scene.speak("ana", Lang::En);
    }
    scene.speak("bo", Lang::Es);
    leaks(
        &scene.text("bo"),
        english,
        &format!("a seat at {kind}"),
        strange,
    );
    scene.speak("bo", Lang::En);
}

#[test]
fn a_silent_seat_and_a_waiting_one_hold_too() {
    let mut wrong = BTreeSet::new();
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Participant, 80, 24);
    scene.press("ana", "ggstory<enter>r");
    scene.press("bo", "n");
    scene.paste("bo", WORDS);
    scene.press("bo", "<enter>My sister misses the bus");
    look(&mut scene, "bo", "a silent seat", &mut wrong);
    look(
        &mut scene,
        "ana",
        "whoever leads while it is silent",
        &mut wrong,
    );
    snapshot(&mut scene, "bo", "silent_seat", "");
    scene.wait("bo");
    look(&mut scene, "bo", "the door", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_home_screen_holds_too() {
    let mut wrong = BTreeSet::new();
    let library = Library::shipped();
    let summary = Summary {
        id: SessionId(Uuid::from_u128(5)),
        title: WORDS.into(),
        script: "Turn the curve".into(),
        step: 1,
        steps: 10,
        step_name: "Purpose".into(),
        changed: At(1_700_000_000_000),
        closed: false,
        open_actions: 3,
        cards: 9,
    };
    let lines = |lang| {
        let line = |shelved: &crate::content::library::Shelved| {
            ScriptLine::of(&shelved.script, false, lang)
        };
        library.iter().map(line).collect()
    };
    let mut text = String::new();
    for lang in Lang::ALL {
        for sessions in [Vec::new(), vec![summary.clone()]] {
            let first_time = sessions.is_empty();
            let home = Sessions {
                sessions: sessions.into(),
                scripts: lines(lang),
                ..Sessions::default()
            };
            for ascii in [false, true] {
                for (columns, height) in SIZES {
                    let looks = Looks {
                        theme: Theme::terminal(Depth::Mono),
                        lang,
                        ascii,
                        thick: false,
                    };
                    let me = crate::model::MemberId(Uuid::from_u128(1));
                    let mut seat = Seat::new(me, looks, columns, height);
                    let mut buf = Buffer::empty(Rect::new(0, 0, columns, height));
                    seat.draw(World::Home(&home), &mut buf);
                    let told = faults(&buf, ascii);
                    wrong.extend(
                        told.into_iter()
                            .map(|f| format!("home {columns}×{height}: {f}")),
                    );
                    if !ascii && lang == Lang::En && first_time {
                        let shown = rows(&buf, |cell| cell.symbol().to_owned());
                        let _ = writeln!(text, "=== {columns}×{height}\n{shown}");
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    insta::assert_snapshot!("view_home_at_first", text);
}

/// No window, key or size that comes in between loses what is being written.
#[test]
fn what_is_written_survives_ctrl_c_escapes_and_a_window_of_a_few_cells() {
    let mut tried = 0;
    for script in SCRIPTS {
        let mut scene = scene(script);
        let steps = scene.seen().script().steps.len();
        for at in 0..steps {
            let words = format!("zanzibar{at}");
            scene.press("ana", "n");
            let writes = scene
                .form("ana")
                .is_some_and(|form| !scene_is_choosing(form));
            if writes {
                tried += 1;
                scene.press("ana", &words);
                let holds = |scene: &Scene| scene.drafts("ana").contains(&words);
                assert!(holds(&scene), "{script} {at}: {}", scene.text("ana"));
                scene.press("ana", "<ctrl-c>");
                assert!(holds(&scene), "{script} {at}: Ctrl-C");
                scene.press("ana", "<esc><esc><esc><esc><esc>");
                assert!(holds(&scene), "{script} {at}: Esc");
                scene.resize("ana", 20, 5);
                scene.press("ana", "xq<enter>");
                scene.resize("ana", 80, 24);
                assert!(holds(&scene), "{script} {at}: a small window");
                // It is there to be gone on with.
                scene.press("ana", "n");
                let goes_on = scene.form("ana").is_some_and(|form| {
                    form.fields
                        .iter()
                        .any(|field| field.editor.text().contains(&words))
                });
                assert!(goes_on, "{script} {at}: {}", scene.text("ana"));
            }
            scene.press("ana", "<esc><esc>]");
        }
    }
    assert!(tried >= 10, "only {tried} forms were tried");
}

fn scene_is_choosing(form: &crate::ui::form::Form) -> bool {
    use crate::model::script::FieldKind;
    matches!(form.field().kind, FieldKind::Choice | FieldKind::Flag)
}

/// What can be told with colours can be told without: the letters or their emphasis differ.
#[test]
fn states_differ_without_colours() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press(
        "ana",
        "ggstory<enter>nBuses cut<enter>Rent went up<enter><esc>",
    );
    let mut last = scene.trace("ana").0;
    for (state, keys) in [
        ("the cursor elsewhere", "<up>"),
        ("marked", "<space>"),
        ("not marked", "<space>"),
        ("parked", "mp"),
        ("searched for", "/bus<enter>"),
        ("all again", "<esc>"),
        ("silent", "r"),
    ] {
        scene.press("ana", keys);
        let now = scene.trace("ana").0;
        assert_ne!(now, last, "{state}");
        last = now;
    }
    // Every slot that tells a state is told apart from plain words in every theme, colours or not.
    for spec in Themes::shipped().iter() {
        let theme = Theme::new(spec, Depth::Mono);
        for slot in [
            Slot::Selected,
            Slot::Marked,
            Slot::Late,
            Slot::Disabled,
            Slot::Error,
        ] {
            assert_ne!(theme.style(slot), theme.text(), "{} {slot:?}", spec.id);
        }
    }
}
