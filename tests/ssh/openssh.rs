//! The real `ssh` at the door, where it matters what it does. Where it is not installed these tests say so and pass.

use std::{
    fs,
    io::{Read as _, Write as _},
    process::{Child, Command, Output},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use upturn::ssh::Limits;

use crate::{
    person::{Person, is_there},
    support::*,
};

/// Somebody with the real client and the code of this door.
fn person(place: &Place, name: &str) -> Person {
    Person::new(place.address().port(), &place.door.codes().join, name)
}

/// Runs a client to its end, with what it is given to read, beside the door.
async fn run(mut command: Command, input: &'static str) -> Output {
    let running = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().unwrap()
    });
    within("the client's end", running).await.unwrap()
}

/// Begins a client that stays.
fn begin(mut command: Command) -> Child {
    command.spawn().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test]
async fn a_person_takes_a_seat_with_a_screen_and_leaves_it() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "Ana");
    // `-tt` without a terminal of its own: it says 0 × 0.
    let mut child = begin(ana.ssh(&["-tt", "ana@127.0.0.1"]));
    place
        .house
        .until("a seat", |seen| matches!(seen, Seen::Sat(_)))
        .await;
    let asked = place.house.asked(0);
    assert_eq!(asked.pty.map(|s| (s.width, s.height)), Some((80, 24)));
    assert_eq!(place.house.guest(0).name, "Ana");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"hello").unwrap();
    place
        .house
        .until("what was typed", |seen| matches!(seen, Seen::Took(_, 5)))
        .await;
    stdin.write_all(b"q").unwrap();
    let done = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
    let done = within("the client's end", done).await.unwrap();
    assert_eq!(done.status.code(), Some(7), "{done:?}");
    assert_eq!(text(&done.stdout), "hellobye");
}

#[tokio::test]
async fn plain_lines_come_through_a_pipe() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "");
    let done = run(ana.ssh(&["-T", "ana@127.0.0.1"]), "hello").await;
    assert_eq!(
        (done.status.code(), text(&done.stdout)),
        (Some(0), "hello".into()),
        "{done:?}"
    );
    assert_eq!(place.house.asked(0).pty, None);
    assert_eq!(place.house.guest(0).name, "ana");
}

#[tokio::test]
async fn commands_files_and_forwardings_are_refused_as_documented() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "");
    let done = run(ana.ssh(&["ana@127.0.0.1", "help"]), "").await;
    assert!(
        done.status.success() && text(&done.stdout).contains("not a shell"),
        "{done:?}"
    );
    let done = run(ana.ssh(&["ana@127.0.0.1", "uname", "-a"]), "").await;
    assert_eq!(done.status.code(), Some(64), "{done:?}");
    assert!(text(&done.stderr).contains("without a command"));
    let done = run(ana.ssh(&["-W", "127.0.0.1:9", "ana@127.0.0.1"]), "").await;
    assert_eq!(done.status.code(), Some(255), "{done:?}");
    let forward = [
        "-N",
        "-o",
        "ExitOnForwardFailure=yes",
        "-R",
        "0:127.0.0.1:9",
        "ana@127.0.0.1",
    ];
    let done = run(ana.ssh(&forward), "").await;
    assert_eq!(done.status.code(), Some(255), "{done:?}");
    let mut sftp = ana.command("sftp");
    sftp.arg("ana@127.0.0.1");
    let done = run(sftp, "ls\n").await;
    assert!(!done.status.success(), "{done:?}");
    let mut scp = ana.command("scp");
    scp.args(["/etc/hostname", "ana@127.0.0.1:/tmp/x"]);
    let done = run(scp, "").await;
    assert!(!done.status.success(), "{done:?}");
    assert!(
        place.house.guests.lock().unwrap().is_empty(),
        "no seat was taken"
    );
}

#[tokio::test]
async fn the_fingerprint_is_the_one_that_ssh_shows_and_another_host_key_is_noticed() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "");
    let done = run(ana.ssh(&["ana@127.0.0.1", "fingerprint"]), "").await;
    assert!(text(&done.stdout).contains("SHA256:"), "{done:?}");
    let known = fs::read_to_string(ana.path("known")).unwrap();
    let line = known
        .lines()
        .next()
        .unwrap()
        .split_once(' ')
        .unwrap()
        .1
        .to_owned();
    let seen = russh::keys::PublicKey::from_openssh(&line).unwrap();
    let seen = seen.fingerprint(russh::keys::HashAlg::Sha256).to_string();
    assert_eq!(seen, place.door.fingerprint());
    // Somebody else answers at that address.
    let host = known.split(' ').next().unwrap();
    let other = key(99).public_key().to_openssh().unwrap();
    fs::write(ana.path("known"), format!("{host} {other}\n")).unwrap();
    let done = run(ana.ssh(&["ana@127.0.0.1", "help"]), "").await;
    assert_eq!(done.status.code(), Some(255), "{done:?}");
}

#[tokio::test]
async fn a_key_needs_the_code_once_and_never_again() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "Ana");
    ana.own_key(&key(5));
    let done = run(ana.ssh(&["-T", "ana@127.0.0.1"]), "hello").await;
    assert!(done.status.success(), "{done:?}");
    let first = place.house.guest(0);
    place.door.rotate().unwrap();
    let by_key = [
        "-T",
        "-o",
        "PreferredAuthentications=publickey",
        "ana@127.0.0.1",
    ];
    let done = run(ana.ssh(&by_key), "hello").await;
    assert!(done.status.success(), "{done:?}");
    assert_eq!(place.house.guest(1).member, first.member);
    // The same client with another key gets nowhere.
    ana.own_key(&key(6));
    let done = run(ana.ssh(&by_key), "hello").await;
    assert_eq!(done.status.code(), Some(255), "{done:?}");
}

#[tokio::test]
async fn the_right_key_is_found_behind_others_that_are_new_here() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "Ana");
    let last = ana.own_key(&key(5));
    let done = run(ana.ssh(&["-T", "ana@127.0.0.1"]), "hello").await;
    assert!(done.status.success(), "{done:?}");
    let kept = ana.path("last");
    fs::rename(last, &kept).unwrap();
    let middle = ana.own_key(&key(7));
    fs::rename(middle, ana.path("middle")).unwrap();
    ana.own_key(&key(6));
    let file = |name: &str| format!("IdentityFile={}", ana.path(name).display());
    let done = run(
        ana.ssh(&[
            "-T",
            "-o",
            &file("middle"),
            "-o",
            &file("last"),
            "ana@127.0.0.1",
        ]),
        "hello",
    )
    .await;
    assert!(done.status.success(), "{done:?}");
    let (first, again) = (place.house.guest(0), place.house.guest(1));
    assert!(again.returning && again.member == first.member);
}

#[tokio::test]
async fn who_looks_for_the_code_for_a_long_time_still_gets_in() {
    if !is_there() {
        return;
    }
    let place = open(Limits {
        keepalive: Duration::from_millis(30),
        ..limits()
    })
    .await;
    let ana = person(&place, "Ana");
    let pipe = ana.path("wait");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &pipe,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    let mut child = begin(ana.ssh(&["-T", "ana@127.0.0.1"]));
    place
        .until("somebody is asked", |state| state.entering == 1)
        .await;
    // Twenty times the time after which a client is asked for a sign of life: it is still there, and was not taken for an attacker.
    let gone = async {
        let mut state = place.door.watch();
        let _ = state.wait_for(|state| state.entering == 0).await;
    };
    assert!(
        tokio::time::timeout(Duration::from_millis(600), gone)
            .await
            .is_err()
    );
    let opened = tokio::task::spawn_blocking(move || fs::write(pipe, "go").unwrap());
    within("the code is typed", opened).await.unwrap();
    place
        .house
        .until("a seat", |seen| matches!(seen, Seen::Sat(_)))
        .await;
    child.stdin.take();
    let done = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
    let done = within("the client's end", done).await.unwrap();
    assert!(done.status.success(), "{done:?}");
}

#[tokio::test]
async fn a_client_that_was_stopped_is_shown_out_all_the_same() {
    if !is_there() {
        return;
    }
    let place = open(limits()).await;
    let ana = person(&place, "Ana");
    let mut child = begin(ana.ssh(&["-tt", "ana@127.0.0.1"]));
    place
        .house
        .until("a seat", |seen| matches!(seen, Seen::Sat(_)))
        .await;
    let guest = place.house.guest(0);
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::STOP).unwrap();
    let begin = std::time::Instant::now();
    within("the kick", place.door.kick(guest.member))
        .await
        .unwrap();
    place
        .house
        .until("the seat is left", |seen| {
            *seen == Seen::Left(guest.connection)
        })
        .await;
    place
        .until("the connection is gone", |state| state.inside == 0)
        .await;
    assert!(
        begin.elapsed() < Duration::from_secs(5),
        "{:?}",
        begin.elapsed()
    );
    kill_process(pid, Signal::CONT).unwrap();
    let mut out = child.stdout.take().unwrap();
    let done = tokio::task::spawn_blocking(move || {
        let mut said = String::new();
        let _ = out.read_to_string(&mut said);
        (child.wait().unwrap(), said)
    });
    let (_, said) = within("the client's end", done).await.unwrap();
    // It was in its socket before the end: the terminal is given back when the client wakes.
    assert!(said.contains("ended your seat"), "{said}");
}
