//! Seats over lines in memory: whatever comes when, what is shown last is how it stands.

use std::{
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use proptest::prelude::*;
use ratatui::layout::Size;
use tokio::{task::JoinHandle, time::timeout};
use uuid::Uuid;

use super::{Answer, Beginning, Desk, Ended, Start, begin};
use crate::{
    journal::{Journal as _, Memory, NewRecord},
    model::{
        At, Command, CommandId, MeasureId, Member, MemberId, Request, Role, Seen, Session,
        SessionId, StepId, Viewer, presence::How, testing::Room as Talk,
    },
    room::{Room, lobby::Lobby, stream},
    say::{Lang, Msg, MsgId},
    term::{
        guest::{Guest, sit},
        line::{FarEnd, FromAfar, line},
        wire::WireOptions,
    },
    ui::{
        seat::{DoorAsk, Looks, Report},
        theme::{Depth, Theme},
    },
};

/// A desk on which drafts lie, with a disk that may take its time.
#[derive(Default)]
struct Table {
    drafts: Mutex<String>,
    slow: Mutex<Option<Slow>>,
    /// What happens elsewhere when the seat looks at the clock next, which it does before it asks the room for something.
    meanwhile: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

/// Tells that a draft is being kept, and keeps it when it is told to.
struct Slow {
    begun: mpsc::Sender<()>,
    goes_on: mpsc::Receiver<()>,
}

impl Desk for Table {
    fn now(&self) -> At {
        if let Some(meanwhile) = self.meanwhile.lock().unwrap().take() {
            meanwhile();
        }
        At(1_800_000_000_000)
    }

    fn minutes_east(&self) -> i32 {
        0
    }

    fn export(&self, _: &Session, _: Report, _: &str, _: Lang) -> Result<Msg, Msg> {
        Err(MsgId::NotAtAGuest.into())
    }

    fn import(
        &self,
        _: Seen<'_>,
        _: &str,
        _: &StepId,
        _: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        Err(MsgId::NotAtAGuest.into())
    }

    fn import_text(
        &self,
        _: Seen<'_>,
        _: &str,
        _: &StepId,
        _: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        Err(MsgId::NotAtAGuest.into())
    }

    fn door<'a>(&'a self, _: &'a Room, _: DoorAsk) -> Answer<'a> {
        Box::pin(std::future::ready(Err(MsgId::NoDoorHere.into())))
    }

    fn drafts(&self, _: SessionId, _: &Member) -> String {
        self.drafts.lock().unwrap().clone()
    }

    fn keep_drafts(&self, _: SessionId, _: &Member, text: &str) -> bool {
        if let Some(Slow { begun, goes_on }) = self.slow.lock().unwrap().take() {
            begun.send(()).unwrap();
            if goes_on.recv_timeout(Duration::from_secs(20)).is_err() {
                return false;
            }
        }
        text.clone_into(&mut self.drafts.lock().unwrap());
        true
    }
}

/// A house with a session in it, called “Talk”.
struct House {
    talk: Talk,
    lobby: Lobby,
    desk: Arc<Table>,
    room: Room,
}

impl House {
    async fn new() -> Self {
        let memory = Memory::default();
        let talk = Talk::talk("Talk");
        keep(&memory, &talk).await;
        let lobby = Lobby::new(Arc::new(memory), None);
        let room = lobby.open(talk.session().id()).await.unwrap();
        Self {
            talk,
            lobby,
            desk: Arc::default(),
            room,
        }
    }

    /// Somebody sits down at the far end of a line.
    fn sits(&self, me: &Member, how: How) -> (FarEnd, JoinHandle<Ended>) {
        let guest = Guest {
            lobby: self.lobby.clone(),
            desk: Arc::clone(&self.desk) as Arc<dyn Desk>,
            me: me.clone(),
            how,
            looks: Looks {
                theme: Theme::terminal(Depth::Mono),
                lang: Lang::En,
                ascii: false,
                thick: false,
            },
            wire: WireOptions::default(),
            size: Size::new(80, 24),
            start: Start::Session(self.talk.session().id(), None),
            welcome: None,
        };
        let (near, far) = line();
        let seat = async move { sit(guest, near, |_| String::new()).await.unwrap().ended };
        (far, tokio::spawn(seat))
    }

    async fn ask(&mut self, by: MemberId, command: Command) {
        let request = Request {
            id: CommandId(Uuid::now_v7()),
            by,
            at: At(1_800_000_000_000),
            command,
        };
        self.room.ask(request).await.unwrap();
    }

    async fn retitle(&mut self, title: &str) {
        let title = title.into();
        self.ask(self.talk.you(), Command::Retitle { title }).await;
    }
}

async fn keep(memory: &Memory, talk: &Talk) {
    let seen = Seen::new(talk.session(), Viewer::Archive);
    for (seq, record) in (0..).zip(seen.records()) {
        let (id, body) = (record.id.0, record.encode().unwrap());
        let to = stream(talk.session().id());
        memory
            .append(to, seq, NewRecord { id, body })
            .await
            .unwrap();
    }
}

fn bo() -> Member {
    Member::new(MemberId(Uuid::from_u128(77)), "Bo", Role::Participant)
}

/// A terminal at the far end.
struct Terminal(vt100::Parser);

impl Terminal {
    fn new() -> Self {
        let cells = |n: u16| n.try_into().unwrap();
        Self(vt100::Parser::new(cells(24), cells(80), 0))
    }

    /// Takes one frame, where there is one.
    async fn takes(&mut self, far: &mut FarEnd) -> bool {
        let frame = timeout(Duration::from_millis(1), far.frames.next()).await;
        match frame {
            Ok(Some(frame)) => {
                self.0.process(&frame);
                true
            }
            Ok(None) | Err(_) => false,
        }
    }

    /// Takes all that comes until nothing does any more.
    async fn settles(&mut self, far: &mut FarEnd) -> String {
        let mut quiet = 0;
        while quiet < 3 {
            tokio::time::sleep(Duration::from_millis(300)).await;
            quiet = if self.takes(far).await { 0 } else { quiet + 1 };
        }
        self.0.screen().contents()
    }
}

/// A runtime whose time stands until everybody waits.
fn runtime() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap()
}

async fn typed(far: &FarEnd, bytes: &[u8]) {
    far.to.send(FromAfar::Bytes(bytes.into())).await.unwrap();
}

#[derive(Clone, Copy, Debug)]
enum Happens {
    Retitled,
    /// The terminal takes what it was sent.
    Takes,
    /// It says that it is looked at, or clicked, which changes nothing.
    Looked,
    Clicked,
    Sized(u16),
    /// Somebody else sits down, or moves about.
    Company,
    Time(u64),
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        3 => Just(Happens::Retitled),
        2 => Just(Happens::Takes),
        2 => Just(Happens::Looked),
        1 => Just(Happens::Clicked),
        1 => (70..90u16).prop_map(Happens::Sized),
        1 => Just(Happens::Company),
        3 => prop_oneof![Just(0), Just(1), 2..6u64, 50..300u64].prop_map(Happens::Time),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However slowly a terminal takes its frames, and whatever happens meanwhile, it comes to show what happened last.
    #[test]
    fn what_is_shown_last_is_how_it_stands(all in prop::collection::vec(happens(), 0..40)) {
        runtime().block_on(async {
            let mut house = House::new().await;
            let (mut far, seat) = house.sits(&bo(), How::Afar);
            let mut terminal = Terminal::new();
            let mut company = Vec::new();
            terminal.settles(&mut far).await;
            for (n, one) in all.iter().enumerate() {
                match one {
                    Happens::Retitled => house.retitle(&format!("Title {n:03}")).await,
                    Happens::Takes => _ = terminal.takes(&mut far).await,
                    Happens::Looked => typed(&far, b"\x1b[I").await,
                    Happens::Clicked => typed(&far, b"\x1b[<0;3;3M").await,
                    Happens::Sized(width) => {
                        let size = Size::new(*width, 24);
                        far.to.send(FromAfar::Resize(size)).await.unwrap();
                    }
                    Happens::Company => {
                        let member = Member::new(MemberId(Uuid::now_v7()), "Cy", Role::Observer);
                        company.push(house.room.people().sit(&member, How::Afar, false));
                    }
                    Happens::Time(millis) => tokio::time::sleep(Duration::from_millis(*millis)).await,
                }
            }
            house.retitle("The end of it").await;
            typed(&far, b"\x1b[O").await;
            let shown = terminal.settles(&mut far).await;
            assert!(shown.contains("The end of it"), "{shown}");
            drop(far);
            assert_eq!(seat.await.unwrap(), Ended::Gone);
        });
    }
}

/// Bo at a seat, with a card of theirs on the page and nothing open; and the key that takes it back.
async fn bo_with_a_card(house: &mut House, how: How) -> (FarEnd, JoinHandle<Ended>, Terminal) {
    let step = "story".into();
    house.ask(house.talk.you(), Command::Enter { step }).await;
    let (mut far, seat) = house.sits(&bo(), how);
    let mut terminal = Terminal::new();
    terminal.settles(&mut far).await;
    let keys: &[&[u8]] = match how {
        How::Lines => &[b"Buses\n"],
        _ => &[b"nBuses\r", b"\x1b"],
    };
    for keys in keys {
        typed(&far, keys).await;
        terminal.settles(&mut far).await;
    }
    (far, seat, terminal)
}

fn undo(how: How) -> FromAfar {
    let keys: &[u8] = if how == How::Lines { b"undo\n" } else { b"u" };
    FromAfar::Bytes(keys.into())
}

/// What the seat asked of the room brings the newest session along: that it was sent away is in it, and no other change tells.
#[test]
fn who_is_sent_away_while_they_ask_for_something_goes() {
    for how in [How::Afar, How::Lines] {
        runtime().block_on(async {
            let mut house = House::new().await;
            let (far, seat, _) = bo_with_a_card(&mut house, how).await;
            // Both are on their way before the seat looks up again.
            far.to.try_send(undo(how)).unwrap();
            let member = Member { out: true, ..bo() };
            house
                .ask(house.talk.you(), Command::ChangeMember { member })
                .await;
            let ended = timeout(Duration::from_mins(1), seat).await;
            assert_eq!(
                ended.ok().map(Result::unwrap),
                Some(Ended::SentAway),
                "{how:?}"
            );
        });
    }
}

/// Who is called is told so by a change of the people; one that was read together with the answer of the room is not lost.
#[test]
fn who_is_called_along_while_they_ask_for_something_comes() {
    for how in [How::Afar, How::Lines] {
        runtime().block_on(async {
            let mut house = House::new().await;
            let next = SessionId(Uuid::now_v7());
            let ana = Member::new(house.talk.you(), "Ana", Role::Facilitator);
            let script = Seen::new(house.talk.session(), Viewer::Minutes)
                .script()
                .clone();
            let beginning = Beginning {
                script: Arc::new(script),
                title: "The next talk".into(),
                from: None,
                with: Vec::new(),
            };
            let at = house.desk.now();
            begin(&house.lobby, next, &ana, at, beginning)
                .await
                .unwrap();
            let (mut far, _seat, mut terminal) = bo_with_a_card(&mut house, how).await;
            let room = house.room.clone();
            let calls = move || room.people().go_along(Some(next));
            *house.desk.meanwhile.lock().unwrap() = Some(Box::new(calls));
            far.to.try_send(undo(how)).unwrap();
            let shown = terminal.settles(&mut far).await;
            assert!(shown.contains("The next talk"), "{how:?}: {shown}");
        });
    }
}

/// A disk that takes its time while a draft is kept holds up nobody else, also where there is one thread for all.
#[test]
fn a_draft_that_is_kept_holds_up_no_other_seat() {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_time().build().unwrap();
    runtime.block_on(async {
        let mut house = House::new().await;
        let step = "story".into();
        house.ask(house.talk.you(), Command::Enter { step }).await;
        let (mut far, seat) = house.sits(&bo(), How::Afar);
        typed(&far, b"nBus").await;
        let mut terminal = Terminal::new();
        while !terminal.0.screen().contents().contains("Bus") {
            let frame = far.frames.next().await.unwrap();
            terminal.0.process(&frame);
        }
        let (begun, has_begun) = mpsc::channel();
        let (go_on, goes_on) = mpsc::channel();
        *house.desk.slow.lock().unwrap() = Some(Slow { begun, goes_on });
        // The terminal is gone, and what is written there is kept.
        drop(far);
        has_begun.recv().unwrap();
        let other = tokio::spawn(async move { go_on.send(()).unwrap() });
        other.await.unwrap();
        assert_eq!(seat.await.unwrap(), Ended::Gone);
        assert!(house.desk.drafts.lock().unwrap().contains("Bus"));
    });
}
