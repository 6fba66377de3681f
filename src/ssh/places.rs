//! Who is connected, how far each has come, and who makes room when the house is full.
//!
//! Nothing here waits for a client: to end a connection is to shut its socket down.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::Instant};

use super::{ConnectionId, Limits, guessing::Party, socket::Shared};
use crate::model::{MemberId, Role};

/// A party that has more than this part of the places for those who come is a flood: of 128 it is 42, and a community centre
/// sends thirty people.
const CROWD: usize = 3;
/// How many of one person's places may be on their way out at once, besides the one that they have.
const PARTING: usize = 3;

/// The time within which new people are counted.
const A_MINUTE: Duration = Duration::from_mins(1);

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// It has not exchanged keys yet; it may never say a word.
    Silent,
    /// It speaks SSH, and shows keys or types a code.
    Asking,
    /// It was let in, and has not asked for a seat yet.
    Inside,
    /// It has a seat.
    Seated,
    /// It had its answer, and is to go.
    Leaving,
}

/// Why somebody is asked to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parting {
    /// They came in from another terminal.
    Elsewhere,
    /// They were shown out.
    ShownOut,
    /// The door is taken down.
    Closing,
}

/// One connection, as its own tasks hold it.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) id: ConnectionId,
    pub(super) party: Party,
    pub(super) socket: Arc<Shared>,
    stage: Arc<watch::Sender<(Stage, Instant)>>,
    parting: Arc<watch::Sender<Option<Parting>>>,
    gone: Arc<watch::Sender<bool>>,
}

impl Place {
    /// Says how far it has come; back it never goes.
    pub(super) fn reached(&self, stage: Stage) {
        self.stage.send_if_modified(|now| {
            let further = stage > now.0;
            if further {
                *now = (stage, Instant::now());
            }
            further
        });
    }

    pub(super) fn stage(&self) -> watch::Receiver<(Stage, Instant)> {
        self.stage.subscribe()
    }

    /// Ends the connection now, whatever its client does.
    pub(super) fn cut(&self) {
        self.gone.send_replace(true);
        self.socket.shut_down();
    }

    /// Waits until the connection has ended.
    pub(super) async fn gone(&self) {
        // Its sender lives in here, so that this cannot fail.
        let _ = self.gone.subscribe().wait_for(|gone| *gone).await;
    }

    fn ask_to_go(&self, why: Parting) {
        self.parting.send_replace(Some(why));
    }

    /// Waits until whoever sits here is asked to go.
    pub(super) async fn parting(&self) -> Parting {
        loop {
            let mut parting = self.parting.subscribe();
            if let Ok(Some(why)) = parting.wait_for(Option::is_some).await.map(|why| *why) {
                return why;
            }
        }
    }
}

#[derive(Debug)]
struct Row {
    place: Place,
    since: Instant,
    person: Option<(MemberId, Role)>,
}

impl Row {
    fn stage(&self) -> Stage {
        self.place.stage.borrow().0
    }

    fn is_entering(&self) -> bool {
        self.stage() <= Stage::Asking
    }
}

#[derive(Debug, Default)]
struct Table {
    rows: HashMap<ConnectionId, Row>,
    last: u64,
    turned_away: u64,
    /// Nobody comes in any more.
    down: bool,
    /// When the newest people came.
    newcomers: VecDeque<Instant>,
}

/// All connections.
#[derive(Debug)]
pub(super) struct Places {
    limits: Limits,
    table: Mutex<Table>,
}

/// Every place is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) inside: usize,
    pub(super) entering: usize,
    pub(super) turned_away: u64,
}

impl Places {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            table: Mutex::default(),
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a connection that just came. Where there is none, one that has not been let in goes for it. Whoever has more
    /// of them than a room full of people gives up their own: who compares the fingerprint is silent too, and is not pushed
    /// aside by a flood that speaks. Among all others a silent one goes first, of whoever has the most of them, the oldest: so
    /// a flood throws itself out, and somebody who types is not pushed aside by connections that never speak.
    pub(super) fn admit(&self, party: Party, socket: Arc<Shared>) -> Result<Place, Full> {
        let mut table = self.table();
        if table.down {
            return Err(Full);
        }
        let entering = table.rows.values().filter(|row| row.is_entering()).count();
        if entering >= self.limits.entering || table.rows.len() >= self.limits.connections {
            table.turned_away += 1;
            let crowd = self.limits.entering / CROWD;
            table.make_room(crowd).ok_or(Full)?.cut();
        }
        table.last += 1;
        let place = Place {
            id: ConnectionId(table.last),
            party,
            socket,
            stage: Arc::new(watch::channel((Stage::Silent, Instant::now())).0),
            parting: Arc::new(watch::channel(None).0),
            gone: Arc::new(watch::channel(false).0),
        };
        table.rows.insert(
            place.id,
            Row {
                place: place.clone(),
                since: Instant::now(),
                person: None,
            },
        );
        Ok(place)
    }

    /// Somebody comes who was never here. Each is kept on disk for ever, so that whoever knows the code must not make up new
    /// ones as fast as a machine can.
    pub(super) fn newcomer(&self) -> Result<(), Full> {
        let mut table = self.table();
        let now = Instant::now();
        while table
            .newcomers
            .front()
            .is_some_and(|came| now.duration_since(*came) >= A_MINUTE)
        {
            table.newcomers.pop_front();
        }
        if table.newcomers.len() >= self.limits.newcomers {
            table.turned_away += 1;
            return Err(Full);
        }
        table.newcomers.push_back(now);
        Ok(())
    }

    /// Somebody was let in. Those who do not lead leave a few places free for those who do. Whoever comes in again gives up the
    /// place they had: it is a line that was lost, or a terminal in another room. Those that they do not give up are taken from
    /// them, so that one person never fills the house.
    pub(super) fn settle(
        &self,
        id: ConnectionId,
        member: MemberId,
        role: Role,
    ) -> Result<(), Full> {
        let mut table = self.table();
        let leads = role == Role::Facilitator;
        let taken = table
            .rows
            .values()
            .filter(|row| {
                row.person
                    .is_some_and(|(other, role)| role != Role::Facilitator && other != member)
            })
            .count();
        let free_for_all = self.limits.connections - self.limits.kept_for_facilitators;
        if !leads && taken >= free_for_all {
            table.turned_away += 1;
            return Err(Full);
        }
        if !leads {
            table.leave_to(id, member);
        }
        let Some(row) = table.rows.get_mut(&id) else {
            // It made room for another one meanwhile.
            return Err(Full);
        };
        row.person = Some((member, role));
        row.place.reached(Stage::Inside);
        Ok(())
    }

    /// Asks everybody at a member's places to go, and answers who they are: they are cut off if they do not.
    pub(super) fn ask_member_to_go(&self, member: MemberId) -> Vec<Place> {
        self.ask_to_go(Parting::ShownOut, |row| {
            row.person.is_some_and(|(other, _)| other == member)
        })
    }

    /// Asks everybody to go.
    pub(super) fn ask_all_to_go(&self) -> Vec<Place> {
        self.ask_to_go(Parting::Closing, |_| true)
    }

    /// Gives out no more places: the door is taken down. A connection may have been accepted just before.
    pub(super) fn close(&self) {
        self.table().down = true;
    }

    fn ask_to_go(&self, why: Parting, who: impl Fn(&Row) -> bool) -> Vec<Place> {
        let table = self.table();
        let places: Vec<Place> = table
            .rows
            .values()
            .filter(|row| who(row))
            .map(|row| row.place.clone())
            .collect();
        for place in &places {
            place.ask_to_go(why);
        }
        places
    }

    /// A connection has ended.
    pub(super) fn left(&self, id: ConnectionId) {
        self.table().rows.remove(&id);
    }

    /// A connection was turned away before it had a place.
    pub(super) fn counts(&self) -> Counts {
        let table = self.table();
        let entering = table.rows.values().filter(|row| row.is_entering()).count();
        Counts {
            inside: table.rows.len() - entering,
            entering,
            turned_away: table.turned_away,
        }
    }
}

impl Table {
    /// Asks whoever sits at a member's other places to go, and cuts off the oldest of those that were asked before and are still
    /// there. One that has no seat yet hears nothing until it asks for one, so asking alone would leave it its place.
    fn leave_to(&mut self, id: ConnectionId, member: MemberId) {
        let is_theirs =
            |row: &&Row| row.place.id != id && row.person.is_some_and(|(other, _)| other == member);
        let mut theirs: Vec<Place> = self
            .rows
            .values()
            .filter(is_theirs)
            .map(|row| row.place.clone())
            .collect();
        theirs.sort_by_key(|place| place.id);
        let too_many = theirs.len().saturating_sub(PARTING);
        for place in theirs.drain(..too_many) {
            self.rows.remove(&place.id);
            place.cut();
        }
        for place in theirs {
            place.ask_to_go(Parting::Elsewhere);
        }
    }

    /// Takes out the connection that is the first to go; more than `crowd` of one party are a flood.
    fn make_room(&mut self, crowd: usize) -> Option<Place> {
        let mut of_party: HashMap<Party, usize> = HashMap::new();
        for row in self.rows.values().filter(|row| row.is_entering()) {
            *of_party.entry(row.place.party).or_default() += 1;
        }
        let first = self
            .rows
            .values()
            .filter(|row| row.is_entering())
            .min_by_key(|row| {
                let many = of_party.get(&row.place.party).copied().unwrap_or(0);
                (
                    many <= crowd,
                    row.stage(),
                    std::cmp::Reverse(many),
                    row.since,
                    row.place.id,
                )
            })?
            .place
            .id;
        self.rows.remove(&first).map(|row| row.place)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use tokio::net::{TcpListener, TcpStream};
    use uuid::Uuid;

    use super::*;

    fn limits(entering: usize, connections: usize) -> Limits {
        Limits {
            entering,
            connections,
            kept_for_facilitators: 1,
            ..Limits::default()
        }
    }

    async fn socket() -> Arc<Shared> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Shared::new(
            TcpStream::connect(listener.local_addr().unwrap())
                .await
                .unwrap(),
        )
    }

    async fn came(places: &Places, last: u8) -> Place {
        let party = IpAddr::from([10, 0, 0, last]).into();
        places.admit(party, socket().await).unwrap()
    }

    fn is_gone(place: &Place) -> bool {
        *place.gone.borrow()
    }

    fn id(n: u128) -> MemberId {
        MemberId(Uuid::from_u128(n))
    }

    #[tokio::test]
    async fn a_flood_throws_itself_out_and_nobody_who_speaks() {
        let places = Places::new(limits(4, 100));
        let speaks = came(&places, 1).await;
        speaks.reached(Stage::Asking);
        let alone = came(&places, 2).await;
        let (first, second) = (came(&places, 3).await, came(&places, 3).await);
        for _ in 0..50 {
            came(&places, 3).await;
        }
        assert!(!is_gone(&speaks) && is_gone(&first) && is_gone(&second));
        assert!(!is_gone(&alone), "whoever has the most goes first");
        assert_eq!(places.counts().entering, 4);
        assert_eq!(places.counts().turned_away, 50);
    }

    #[tokio::test]
    async fn a_flood_that_speaks_does_not_push_aside_who_compares_the_fingerprint() {
        let places = Places::new(limits(9, 100));
        let compares = came(&places, 1).await;
        for _ in 0..50 {
            came(&places, 3).await.reached(Stage::Asking);
        }
        assert!(!is_gone(&compares));
        assert_eq!(places.counts().entering, 9);
        // Nor do two such floods.
        for _ in 0..50 {
            came(&places, 4).await.reached(Stage::Asking);
        }
        assert!(!is_gone(&compares));
    }

    #[tokio::test]
    async fn one_person_never_fills_the_house() {
        let places = Places::new(limits(10, 20));
        let mut all = Vec::new();
        for _ in 0..60 {
            // None of them ever asks for a seat.
            let place = came(&places, 1).await;
            places.settle(place.id, id(1), Role::Participant).unwrap();
            all.push(place);
        }
        assert_eq!(places.counts().inside, 1 + PARTING);
        let cut = all.iter().filter(|place| is_gone(place)).count();
        assert_eq!(cut, 60 - 1 - PARTING);
        assert!(!all.last().is_some_and(is_gone), "the newest stays");
        // One that was cut off is nobody's any more.
        assert_eq!(
            places.settle(all[0].id, id(1), Role::Participant),
            Err(Full)
        );
        let leads = came(&places, 2).await;
        assert_eq!(places.settle(leads.id, id(2), Role::Facilitator), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn new_people_come_no_faster_than_people_can() {
        let places = Places::new(Limits {
            newcomers: 3,
            ..limits(10, 20)
        });
        for _ in 0..3 {
            assert_eq!(places.newcomer(), Ok(()));
        }
        assert_eq!(places.newcomer(), Err(Full));
        tokio::time::advance(A_MINUTE).await;
        assert_eq!(places.newcomer(), Ok(()));
    }

    #[tokio::test]
    async fn a_door_that_is_taken_down_gives_out_no_place() {
        let places = Places::new(limits(10, 20));
        places.close();
        let party = IpAddr::from([10, 0, 0, 1]).into();
        assert_eq!(places.admit(party, socket().await).unwrap_err(), Full);
    }

    #[tokio::test]
    async fn a_few_places_are_kept_for_those_who_lead() {
        let places = Places::new(limits(10, 4));
        for n in 1..=3 {
            let place = came(&places, 1).await;
            assert_eq!(places.settle(place.id, id(n), Role::Participant), Ok(()));
        }
        let late = came(&places, 1).await;
        assert_eq!(places.settle(late.id, id(4), Role::Observer), Err(Full));
        assert_eq!(places.settle(late.id, id(5), Role::Facilitator), Ok(()));
        // Now there is nobody who could make room.
        let party = IpAddr::from([10, 0, 0, 1]).into();
        assert_eq!(places.admit(party, socket().await).unwrap_err(), Full);
    }

    #[tokio::test]
    async fn whoever_comes_in_again_gives_up_the_place_they_had() {
        let places = Places::new(limits(10, 2));
        let old = came(&places, 1).await;
        places.settle(old.id, id(1), Role::Participant).unwrap();
        let new = came(&places, 2).await;
        // Though every place that is not kept is taken: it is their own.
        places.settle(new.id, id(1), Role::Participant).unwrap();
        assert_eq!(old.parting().await, Parting::Elsewhere);
        assert_eq!(*new.parting.borrow(), None);
        old.cut();
        old.gone().await;
        places.left(old.id);
        assert_eq!(places.counts().inside, 1);
    }
}
