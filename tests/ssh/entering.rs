//! Who gets in, by what, and as whom.

use std::{fs, os::unix::fs::PermissionsExt as _, time::Duration};

use russh::{
    MethodKind,
    keys::{signature::Signer as _, ssh_encoding::Encode as _},
};
use upturn::{
    journal::StreamId,
    model::Role,
    ssh::{Guessing, Limits},
};

use crate::support::*;

fn asked(turn: Turn) -> (String, String) {
    match turn {
        Turn::Asked { says, prompt } => (says, prompt),
        other => panic!("nothing was asked: {other:?}"),
    }
}

#[tokio::test]
async fn with_the_code_and_a_name_one_gets_in_and_back_with_the_return_code() {
    let place = open(limits()).await;
    let code = place.door.codes().join.to_string();
    let mut ana = connect(&place).await;
    let none = within("an answer", ana.handle.authenticate_none("ana")).await;
    let russh::client::AuthResult::Failure {
        remaining_methods, ..
    } = none.unwrap()
    else {
        panic!("let in with nothing");
    };
    assert_eq!(
        remaining_methods.to_vec(),
        [MethodKind::PublicKey, MethodKind::KeyboardInteractive]
    );
    let (says, prompt) = asked(ana.begin("ana").await);
    assert!(says.contains("code is on the screen"), "{says}");
    assert_eq!(prompt, "Code: ");
    // However it is typed.
    let (_, prompt) = asked(ana.say(&code.replace('-', " ").to_lowercase()).await);
    assert_eq!(prompt, "Your name [ana]: ");
    assert_eq!(ana.say(" Ana \u{1b}[31mMaría ").await, Turn::In);
    let mut seat = ana.sit(100, 30).await;
    echo_of(&mut seat, "hello").await;
    let first = place.house.guest(0);
    assert_eq!(
        (first.name.as_str(), first.role),
        ("Ana [31mMaría", Role::Participant)
    );
    assert!(!first.returning);
    let asked_for = place.house.asked(0);
    assert_eq!(asked_for.term, "xterm-256color");
    assert_eq!(asked_for.pty.map(|s| (s.width, s.height)), Some((100, 30)));

    // The line is lost, and the door was restarted meanwhile.
    let back = first.return_code.clone().unwrap();
    drop((ana, seat));
    let place = place.restart(limits()).await;
    let mut again = connect(&place).await;
    again.enter("somebody", &back).await;
    let mut seat = again.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    let second = place.house.guest(0);
    assert_eq!(second.member, first.member);
    assert!(second.returning && second.return_code.is_none());

    // What is kept of it opens nothing by itself.
    for record in place.journal.read(StreamId::ACCESS, 0).await.unwrap() {
        let flat = record.body.to_uppercase();
        assert!(!flat.contains(&back) && !flat.contains(&back.replace('-', "")));
        assert!(!record.body.contains("Ana"), "{}", record.body);
    }
}

#[tokio::test]
async fn observers_have_a_code_of_their_own_and_no_code_gives_the_lead() {
    let place = open(limits()).await;
    let codes = place.door.codes();
    assert!(codes.observer.len() > codes.join.len());
    for (n, (code, role)) in [
        (&codes.join, Role::Participant),
        (&codes.observer, Role::Observer),
    ]
    .into_iter()
    .enumerate()
    {
        // Whatever somebody calls themselves.
        let mut client = connect(&place).await;
        client.enter("facilitator", code).await;
        let mut seat = client.sit(80, 24).await;
        echo_of(&mut seat, "hello").await;
        assert_eq!(place.house.guest(n).role, role);
    }
}

#[tokio::test]
async fn a_key_is_bound_by_a_code_and_opens_from_then_on() {
    let place = open(limits()).await;
    let code = place.door.codes().join.to_string();
    let mut ana = connect(&place).await;
    let Turn::Refused { partial, methods } = ana.prove("ana", &key(1)).await else {
        panic!("a key alone lets nobody in");
    };
    assert!(partial && methods.contains(&MethodKind::KeyboardInteractive));
    ana.enter("ana", &code).await;
    let mut seat = ana.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    let first = place.house.guest(0);

    let place = place.restart(limits()).await;
    let mut again = connect(&place).await;
    assert_eq!(again.prove("anybody", &key(1)).await, Turn::In);
    let mut seat = again.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    assert_eq!(place.house.guest(0).member, first.member);
    // Another key is nobody.
    let mut other = connect(&place).await;
    assert!(matches!(
        other.prove("ana", &key(2)).await,
        Turn::Refused { partial: true, .. }
    ));
}

#[tokio::test]
async fn a_key_behind_one_that_is_new_here_still_opens() {
    let place = open(limits()).await;
    let code = place.door.codes().join.to_string();
    let mut ana = connect(&place).await;
    ana.prove("ana", &key(1)).await;
    ana.enter("ana", &code).await;
    let mut agent = connect(&place).await;
    assert!(matches!(
        agent.prove("ana", &key(9)).await,
        Turn::Refused { partial: true, .. }
    ));
    // OpenSSH shows the first again after a partial success, and then the next.
    assert!(matches!(
        agent.prove("ana", &key(9)).await,
        Turn::Refused { partial: false, .. }
    ));
    assert_eq!(agent.prove("ana", &key(1)).await, Turn::In);
}

/// Nothing was signed, or nobody was there to hear it.
#[derive(Debug)]
struct Unsigned;

impl From<russh::SendError> for Unsigned {
    fn from(_: russh::SendError) -> Self {
        Self
    }
}

/// Signs with another key than the one that was shown, or not at all.
struct Signs(Option<std::sync::Arc<russh::keys::PrivateKey>>);

impl russh::Signer for Signs {
    type Error = Unsigned;

    async fn auth_sign(
        &mut self,
        _: &russh::keys::agent::AgentIdentity,
        _: Option<russh::keys::HashAlg>,
        to_sign: Vec<u8>,
    ) -> Result<Vec<u8>, Unsigned> {
        let Some(key) = &self.0 else {
            return Err(Unsigned);
        };
        let signature = key.try_sign(&to_sign).unwrap();
        let mut bytes = Vec::new();
        signature.encode(&mut bytes).unwrap();
        // The request goes on with the signature as a string of bytes.
        let mut request = to_sign;
        bytes.encode(&mut request).unwrap();
        Ok(request)
    }
}

#[tokio::test]
async fn a_key_that_is_shown_and_not_proved_is_nobodys() {
    let place = open(limits()).await;
    let code = place.door.codes().join.to_string();
    let mut ana = connect(&place).await;
    ana.prove("ana", &key(1)).await;
    ana.enter("ana", &code).await;
    let mut seat = ana.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    let victim = place.house.guest(0).member;

    // Shown, and signed with another.
    let shown = key(1).public_key().clone();
    let mut thief = connect(&place).await;
    let mut other = Signs(Some(key(2)));
    let proving = thief
        .handle
        .authenticate_publickey_with("ana", shown.clone(), None, &mut other);
    let answer = within("an answer", proving).await;
    assert!(!answer.is_ok_and(|answer| answer.success()));

    // The same way of signing, with the key that was shown, is theirs.
    let mut again = connect(&place).await;
    let mut same = Signs(Some(key(1)));
    let proving = again
        .handle
        .authenticate_publickey_with("ana", shown.clone(), None, &mut same);
    assert!(within("an answer", proving).await.unwrap().success());

    // Shown and not signed at all, then another proved: that other one is who they are.
    let mut thief = connect(&place).await;
    let mut none = Signs(None);
    let showing = thief
        .handle
        .authenticate_publickey_with("ana", shown, None, &mut none);
    assert!(within("an answer", showing).await.is_err());
    assert!(matches!(
        thief.prove("ana", &key(2)).await,
        Turn::Refused { partial: true, .. }
    ));
    thief.enter("ana", &code).await;
    let mut seat = thief.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    assert_ne!(place.house.guest(1).member, victim);
}

#[tokio::test]
async fn another_user_name_forgets_the_key() {
    let place = open(limits()).await;
    let code = place.door.codes().join.to_string();
    let mut client = connect(&place).await;
    client.prove("ana", &key(1)).await;
    client.enter("bo", &code).await;
    // The key was proved for another name, so it is bound to nobody.
    let mut again = connect(&place).await;
    assert!(matches!(
        again.prove("ana", &key(1)).await,
        Turn::Refused { partial: true, .. }
    ));
}

#[tokio::test]
async fn keys_that_are_named_give_the_lead_and_nothing_else_does() {
    let place = open(limits()).await;
    let line = key(7).public_key().to_openssh().unwrap();
    fs::write(place.facilitators(), format!("{line} lead@home\n")).unwrap();
    place.door.close();
    let mut lead = connect(&place).await;
    assert_eq!(lead.prove("lead", &key(7)).await, Turn::In);
    let mut seat = lead.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    let first = place.house.guest(0);
    assert_eq!(first.role, Role::Facilitator);
    // They are the same person the next time, and two of their terminals do not push each other out.
    let mut second = connect(&place).await;
    assert_eq!(second.prove("lead", &key(7)).await, Turn::In);
    let mut other = second.sit(80, 24).await;
    echo_of(&mut other, "hello").await;
    assert_eq!(place.house.guest(1).member, first.member);
    echo_of(&mut seat, "still").await;
    // Struck from the file, it opens nothing.
    fs::write(place.facilitators(), "").unwrap();
    let mut third = connect(&place).await;
    assert!(matches!(
        third.prove("lead", &key(7)).await,
        Turn::Refused { partial: false, .. }
    ));
}

#[tokio::test]
async fn a_closed_door_lets_back_in_and_nobody_new() {
    let place = open(limits()).await;
    let (ana, mut seat, _) = seated(&place, "ana").await;
    let back = place.house.guest(0).return_code.unwrap();
    place.door.close();
    assert!(!place.door.watch().borrow().open);
    echo_of(&mut seat, "still here").await;
    let mut bo = connect(&place).await;
    asked(bo.begin("bo").await);
    let (says, prompt) = asked(bo.say(&place.door.codes().join).await);
    assert!(says.contains("closed") && prompt.is_empty(), "{says}");
    assert!(matches!(bo.say("").await, Turn::Refused { .. } | Turn::Cut));
    drop((ana, seat));
    let mut again = connect(&place).await;
    again.enter("ana", &back).await;
    place.door.reopen();
    seated(&place, "cy").await;
}

#[tokio::test]
async fn the_door_moves_to_another_address_and_those_inside_stay() {
    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let (codes, port) = (place.door.codes(), place.address().port());
    // The same port on all addresses: the first place has to be free by then.
    let everywhere = ([0, 0, 0, 0], port).into();
    within("the move", place.door.move_to(everywhere))
        .await
        .unwrap();
    assert_eq!(place.address(), everywhere);
    assert_eq!(place.door.watch().borrow().address, everywhere);
    assert_eq!(place.door.codes(), codes);
    echo_of(&mut anas, "still here").await;
    seated(&place, "bo").await;
    // Where it cannot be, it stays where it was.
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let there = taken.local_addr().unwrap();
    assert!(place.door.move_to(there).await.is_err());
    assert_eq!(place.address(), everywhere);
    seated(&place, "cy").await;
}

#[tokio::test]
async fn a_code_that_was_changed_opens_nothing_even_for_who_typed_it_before() {
    let place = open(limits()).await;
    let old = place.door.codes().join.to_string();
    let mut slow = connect(&place).await;
    asked(slow.begin("slow").await);
    asked(slow.say(&old).await);
    let before = place.door.watch().borrow().codes;
    place.door.rotate().unwrap();
    assert_ne!(place.door.watch().borrow().codes, before);
    let (_, prompt) = asked(slow.say("Slow").await);
    assert_eq!(prompt, "Code: ", "asked again instead of let in");
    let (says, _) = asked(slow.say(&old).await);
    assert!(says.contains("does not open"), "{says}");
    asked(slow.say(&place.door.codes().join).await);
    assert_eq!(slow.say("").await, Turn::In);
}

#[tokio::test]
async fn one_connection_has_a_few_tries_and_then_no_more() {
    let place = open(limits()).await;
    let mut client = connect(&place).await;
    asked(client.begin("mallory").await);
    for n in 1..5 {
        let (says, _) = asked(client.say("KKK-KKK").await);
        let left = 5 - n;
        assert!(says.contains(&format!("{left} more")), "{says}");
    }
    let (says, prompt) = asked(client.say("KKK-KKK").await);
    assert!(says.contains("Too many") && prompt.is_empty(), "{says}");
    assert!(matches!(
        client.say("").await,
        Turn::Refused { .. } | Turn::Cut
    ));
    // Neither a new conversation nor another name gives tries back.
    assert!(matches!(
        client.begin("other").await,
        Turn::Cut | Turn::Refused { .. }
    ));
}

#[tokio::test]
async fn too_many_wrong_codes_in_all_pause_them_and_whoever_leads_is_told() {
    let place = open(Limits {
        guessing: Guessing {
            mistakes_of_all: 7,
            window: Duration::from_millis(600),
            ..Guessing::default()
        },
        ..limits()
    })
    .await;
    let line = key(7).public_key().to_openssh().unwrap();
    fs::write(place.facilitators(), line).unwrap();
    let mut wrong = 0;
    'all: loop {
        let mut client = connect(&place).await;
        asked(client.begin("mallory").await);
        for _ in 0..4 {
            if !matches!(client.say("KKK-KKK").await, Turn::Asked { .. }) {
                break;
            }
            wrong += 1;
            if wrong == 7 {
                break 'all;
            }
        }
    }
    place.until("the pause is told", |state| state.paused).await;
    let mut ana = connect(&place).await;
    asked(ana.begin("ana").await);
    let (says, _) = asked(ana.say(&place.door.codes().join).await);
    assert!(says.contains("no code is taken"), "{says}");
    // A key that gives the lead needs no code.
    let mut lead = connect(&place).await;
    assert_eq!(lead.prove("lead", &key(7)).await, Turn::In);
    place
        .until("the pause is over", |state| !state.paused)
        .await;
    seated(&place, "bo").await;
}

#[tokio::test]
async fn thirty_people_behind_one_address_get_in_typos_included() {
    let place = open(Limits {
        // A second for the ten of the real rule; the rule itself is tested with a clock.
        guessing: Guessing {
            another_after: Duration::from_secs(1),
            ..Guessing::default()
        },
        ..limits()
    })
    .await;
    let code = place.door.codes().join.to_string();
    let all = (0..30).map(|n| {
        let (place, code) = (&place, &code);
        async move {
            let mut client = connect(place).await;
            let user = format!("n{n}");
            asked(client.begin(&user).await);
            let (says, _) = asked(client.say("KTX-444").await);
            assert!(says.contains("does not open"), "{says}");
            asked(client.say(code).await);
            assert_eq!(client.say("").await, Turn::In);
            let mut seat = client.sit(80, 24).await;
            echo_of(&mut seat, "hello").await;
            (client, seat)
        }
    });
    let inside = within("thirty people", join_all(all)).await;
    assert_eq!(inside.len(), 30);
    assert_eq!(place.door.watch().borrow().inside, 30);
}

async fn join_all<F: Future>(all: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = all.into_iter().map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|cx| {
        for (one, done) in &mut all {
            if done.is_none()
                && let std::task::Poll::Ready(out) = one.as_mut().poll(cx)
            {
                *done = Some(out);
            }
        }
        if all.iter().all(|(_, done)| done.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    all.into_iter().filter_map(|(_, done)| done).collect()
}

#[tokio::test]
async fn the_host_key_survives_a_restart_and_stays_private() {
    let place = open(limits()).await;
    let fingerprint = place.door.fingerprint().to_owned();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(place.host_key()), 0o600);
    let bytes = fs::read(place.host_key()).unwrap();
    let place = place.restart(limits()).await;
    assert_eq!(place.door.fingerprint(), fingerprint);
    assert_eq!(fs::read(place.host_key()).unwrap(), bytes);
    assert_eq!(mode(place.host_key()), 0o600);
}

#[tokio::test]
async fn whoever_is_shown_out_is_out_by_every_way_in() {
    let place = open(limits()).await;
    let old = place.door.codes().join.to_string();
    let mut ana = connect(&place).await;
    ana.prove("ana", &key(1)).await;
    ana.enter("ana", &old).await;
    let mut seat = ana.sit(80, 24).await;
    echo_of(&mut seat, "hello").await;
    let guest = place.house.guest(0);
    let back = guest.return_code.unwrap();
    let (_bo, mut bos, _) = seated(&place, "bo").await;

    place.door.kick(guest.member).await.unwrap();
    let said = read_all(&mut seat).await;
    assert!(said.out.contains("ended your seat"), "{said:?}");
    assert!(
        said.out.contains("\u{1b}[?1049l"),
        "the terminal is given back"
    );
    place
        .house
        .until("the seat is left", |seen| {
            *seen == Seen::Left(guest.connection)
        })
        .await;
    echo_of(&mut bos, "others stay").await;

    let place = place.restart(limits()).await;
    let mut again = connect(&place).await;
    assert!(matches!(
        again.prove("ana", &key(1)).await,
        Turn::Refused { partial: false, .. }
    ));
    for code in [&back, &old] {
        let mut again = connect(&place).await;
        asked(again.begin("ana").await);
        let (says, _) = asked(again.say(code).await);
        assert!(says.contains("does not open"), "{says}");
    }
    // With the new code they are somebody new, and the key is not theirs again.
    let (_new, _seat, member) = seated(&place, "ana").await;
    assert_ne!(member, guest.member);
}
