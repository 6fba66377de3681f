//! What a keystroke costs, from the key to the bytes that the terminal gets, and what opening a large session costs.
//! Run by hand, never in the test suite.
//!
//! One key is `Seat::update`, then a whole frame of 120 × 40 cells, then the difference to the last frame as bytes. The
//! frame is drawn even where the seat says that nothing changed: the figure is what a seat pays at most.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot go on must fail"
)]
#![expect(clippy::print_stdout, reason = "the percentiles are its result")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use upturn::{
    content::Library,
    journal::{Journal, NewRecord, Options, Snapshot, Store, StreamId, wait},
    model::{
        After, At, CardId, Command, CommandId, Member, MemberId, Record, Request, Role, Seen,
        Session, SessionId, Value, Viewer,
    },
    room::Room,
    say::Lang,
    term::{
        screen::Screen,
        wire::{WireBackend, WireOptions},
    },
    ui::{
        input::{Chord, Input, parse_keys},
        seat::{Effect, Looks, Seat, Told, World},
        theme::{Depth, Theme},
    },
};
use uuid::Uuid;

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
const ME: MemberId = MemberId(Uuid::from_u128(1));
const SESSION: SessionId = SessionId(Uuid::from_u128(2));

fn card(n: usize) -> CardId {
    CardId(Uuid::from_u128((1 << 70) | n as u128))
}

/// A session of Turn the curve that stands at its story, with so many causes and so many records.
struct Talk {
    session: Session,
    records: Vec<Record>,
    asked: u128,
}

impl Talk {
    fn new(cards: usize, events: usize) -> Self {
        let library = Library::shipped();
        let script = Arc::clone(library.get("turn-the-curve").expect("it ships"));
        let mut talk = Self {
            session: Session::new(SESSION),
            records: Vec::with_capacity(events),
            asked: 0,
        };
        let name = "Ana";
        let role = Role::Facilitator;
        let you = Member::new(ME, name, role);
        let title = "Mill Valley reads".into();
        talk.ask(Command::Begin { script, title, you });
        talk.ask(Command::Enter {
            step: "story".into(),
        });
        for n in 0..cards {
            talk.ask(add(n));
        }
        let mut n = 0;
        while talk.records.len() < events {
            let field = "text";
            let value = Some(Value::Text(
                format!("The night bus was cut in March, as {n} families know").into(),
            ));
            let seen = Seen::new(&talk.session, Viewer::Projector);
            let card = card(n % cards.max(1));
            let from = seen.card(card).map_or(0, |card| card.version(field));
            let field = field.into();
            talk.ask(Command::SetField {
                card,
                field,
                from,
                value,
            });
            n += 1;
        }
        talk
    }

    fn ask(&mut self, command: Command) {
        self.asked += 1;
        let request = Request {
            id: CommandId(Uuid::from_u128((1 << 90) | self.asked)),
            by: ME,
            at: At(1_700_000_000_000 + i64::try_from(self.asked).unwrap_or(0)),
            command,
        };
        let ev = self.session.decide(&request).expect("accepted");
        let Request { id, by, at, .. } = request;
        let v = Record::VERSION;
        let record = Record { v, id, at, by, ev };
        self.records.push(record.clone());
        self.session.apply(record);
    }
}

fn add(n: usize) -> Command {
    let column = if n.is_multiple_of(2) {
        "helps"
    } else {
        "hurts"
    };
    Command::AddCard {
        card: card(n),
        author: Some(ME),
        step: "story".into(),
        parent: None,
        column: Some(column.into()),
        after: After::Last,
        fields: vec![(
            "text".into(),
            Value::Text(format!("Cause {n}: the night bus was cut in March").into()),
        )],
        from: None,
    }
}

/// A seat with its terminal, which keeps no byte of what it gets.
struct Table {
    seat: Seat,
    terminal: Screen<std::io::Sink>,
}

impl Table {
    fn new(session: &Session) -> Self {
        let looks = Looks {
            theme: Theme::terminal(Depth::Truecolor),
            lang: Lang::En,
            ascii: false,
            thick: false,
        };
        let mut seat = Seat::new(ME, looks, COLUMNS, ROWS);
        seat.sit(Seen::new(session, seat.viewer()), "");
        let size = Size::new(COLUMNS, ROWS);
        let wire = WireBackend::new(std::io::sink(), size, WireOptions::default());
        let terminal = Screen::new(wire);
        Self { seat, terminal }
    }

    fn update(&mut self, session: &Session, chord: Chord) -> Vec<Effect> {
        let world = World::Table(Seen::new(session, self.seat.viewer()));
        let mut ids = Uuid::now_v7;
        let mut told = Told {
            world,
            now: At(1_800_000_000_000),
            ids: &mut ids,
        };
        self.seat.update(Input::Key(chord), &mut told)
    }

    /// Draws a frame, and answers how many bytes the terminal got.
    fn draw(&mut self, session: &Session) -> u64 {
        let before = self.terminal.backend().sent();
        let seat = &mut self.seat;
        let world = World::Table(Seen::new(session, seat.viewer()));
        let drawn = self
            .terminal
            .draw(seat.ground(), |sheet| seat.paint(world, sheet));
        drawn.expect("drawn");
        self.terminal.backend().sent() - before
    }

    fn press(&mut self, session: &Session, keys: &str) {
        for chord in parse_keys(keys).expect("keys") {
            self.update(session, chord);
            self.draw(session);
        }
    }
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{what}: p50 {:?}, p99 {:?}", at(50), at(99));
}

/// Types into a form, moves on the page, says one more thing; each with its frame.
fn keys(what: &str, talk: &mut Talk) {
    let mut table = Table::new(&talk.session);
    table.draw(&talk.session);
    table.press(&talk.session, "n");
    let mut times = Vec::new();
    let mut bytes = Vec::new();
    for at in 0..400 {
        // A word now and then, and never past the end of its line: wrapping is another figure.
        let chord = match at % 40 {
            39 => {
                table.press(&talk.session, "<ctrl-u>");
                continue;
            }
            n if n % 6 == 5 => Chord::char(' '),
            _ => Chord::char('e'),
        };
        let start = Instant::now();
        table.update(&talk.session, chord);
        let sent = table.draw(&talk.session);
        times.push(start.elapsed());
        bytes.push(sent);
    }
    tell(&format!("{what}: a typed character"), times);
    bytes.sort_unstable();
    let of = |share: usize| bytes[(bytes.len() - 1) * share / 100];
    println!(
        "{what}: bytes for a typed character: p50 {}, p99 {}, most {}",
        of(50),
        of(99),
        of(100)
    );
    let same: u64 = (0..100).map(|_| table.draw(&talk.session)).sum();
    println!("{what}: bytes for an unchanged screen: {same}");
    table.press(&talk.session, "<esc>");

    let down = parse_keys("<down>").expect("a key")[0];
    let mut times = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        table.update(&talk.session, down);
        table.draw(&talk.session);
        times.push(start.elapsed());
    }
    tell(&format!("{what}: one card down"), times);

    let mut times = Vec::new();
    for n in 0..100 {
        // What the room does with it is not measured here: benches/core.rs and benches/store.rs do.
        talk.ask(add(1_000_000 + n));
        let start = Instant::now();
        table.update(&talk.session, down);
        table.draw(&talk.session);
        times.push(start.elapsed());
    }
    tell(
        &format!("{what}: the first key after someone said something"),
        times,
    );
}

/// A large session from its folder to its first frame, and to its whole history, before and after it has a snapshot
/// with so many records behind it.
fn opening(talk: &Talk, behind: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let stream = upturn::room::stream(SESSION);
    {
        let store = Store::open(folder.path(), Options::default()).expect("a store");
        fill(&store, stream, &talk.records);
    }
    openings(talk, "without a snapshot", folder.path());
    {
        let store = Store::open(folder.path(), Options::default()).expect("a store");
        let early = &talk.records[..talk.records.len() - behind];
        let session = Session::replay(SESSION, early.iter().cloned());
        let start = Instant::now();
        let body = session.freeze().expect("frozen");
        println!("freezing: {:?}, {} bytes", start.elapsed(), body.len());
        let start = Instant::now();
        Session::thaw(SESSION, &body).expect("thawed");
        println!("thawing: {:?}", start.elapsed());
        let next = session.len();
        wait(store.keep_snapshot(stream, Snapshot { next, body })).expect("kept");
    }
    let what = format!("with a snapshot {behind} records ago");
    openings(talk, &what, folder.path());
}

fn openings(talk: &Talk, what: &str, folder: &Path) {
    let (mut stores, mut rooms, mut frames) = (Vec::new(), Vec::new(), Vec::new());
    let (mut sights, mut wholes) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        let begun = Instant::now();
        let start = Instant::now();
        let store = Store::open(folder, Options::default()).expect("a store");
        stores.push(start.elapsed());
        let store: Arc<dyn Journal> = Arc::new(store);
        // It ends with its round, and with it the room that holds the store.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let start = Instant::now();
        runtime.block_on(async {
            let room = Room::open(Arc::clone(&store), SESSION)
                .await
                .expect("a room");
            rooms.push(start.elapsed());
            let start = Instant::now();
            let session = room.session();
            Table::new(&session).draw(&session);
            frames.push(start.elapsed());
            sights.push(begun.elapsed());
            room.whole().await.expect("whole");
            wholes.push(begun.elapsed());
        });
    }
    let many = talk.records.len();
    tell(&format!("{many} records {what}: opening the store"), stores);
    tell(
        &format!("{many} records {what}: opening the session"),
        rooms,
    );
    tell(&format!("{many} records {what}: the first frame"), frames);
    tell(&format!("{many} records {what}: all of that"), sights);
    tell(
        &format!("{many} records {what}: until all of it is there"),
        wholes,
    );
}

fn fill(journal: &dyn Journal, stream: StreamId, records: &[Record]) {
    for (at, some) in records.chunks(1000).enumerate() {
        let answers: Vec<_> = (at as u64 * 1000..)
            .zip(some)
            .map(|(seq, record)| {
                let body = record.encode().expect("encodes");
                let id = record.id.0;
                journal.append(stream, seq, NewRecord { id, body })
            })
            .collect();
        for answer in answers {
            wait(answer).expect("saved");
        }
    }
}

fn main() {
    keys("100 cards", &mut Talk::new(100, 102));
    keys("1,000 cards, 1,002 records", &mut Talk::new(1_000, 1_002));
    keys(
        "1,000 cards, 100,000 records",
        &mut Talk::new(1_000, 100_000),
    );
    keys(
        "10,000 cards, 10,002 records",
        &mut Talk::new(10_000, 10_002),
    );
    opening(&Talk::new(10_000, 10_002), 0);
    opening(&Talk::new(10_000, 100_000), 2_000);
}
