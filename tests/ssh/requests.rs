//! Everything that is not a shell with a terminal.

use russh::Sig;

use crate::support::*;

async fn inside(place: &Place) -> Client {
    let mut client = connect(place).await;
    client.enter("ana", &place.door.codes().join).await;
    client
}

#[tokio::test]
async fn a_shell_without_a_terminal_is_a_seat_with_plain_lines() {
    let place = open(limits()).await;
    let client = inside(&place).await;
    let mut channel = client.channel().await;
    channel.set_env(true, "LANG", "es_MX.UTF-8").await.unwrap();
    channel
        .set_env(true, "LD_PRELOAD", "evil.so")
        .await
        .unwrap();
    channel.request_shell(true).await.unwrap();
    echo_of(&mut channel, "hello").await;
    let asked = place.house.asked(0);
    assert_eq!(asked.pty, None);
    assert_eq!(asked.env, [("LANG".to_owned(), "es_MX.UTF-8".to_owned())]);
    // The end of what is typed is told, and what is written after it still arrives.
    channel.eof().await.unwrap();
    let said = read_all(&mut channel).await;
    assert_eq!((said.status, said.closed), (Some(0), true));
}

#[tokio::test]
async fn commands_are_answered_with_what_helps() {
    let place = open(limits()).await;
    for (command, status, words) in [
        ("help", 0, "not a shell"),
        (" fingerprint ", 0, "SHA256:"),
        ("rm -rf /", 64, "without a command"),
        ("", 64, "without a command"),
        ("scp -t /tmp", 64, "without a command"),
    ] {
        let client = inside(&place).await;
        let mut channel = client.channel().await;
        channel.exec(true, command).await.unwrap();
        let said = read_all(&mut channel).await;
        assert_eq!(
            (said.status, said.closed),
            (Some(status), true),
            "{command}"
        );
        let (told, silent) = if status == 0 {
            (&said.out, &said.err)
        } else {
            (&said.err, &said.out)
        };
        assert!(told.contains(words) && silent.is_empty(), "{said:?}");
        within("the connection ends", client.handle).await.ok();
    }
    assert!(
        place.house.guests.lock().unwrap().is_empty(),
        "no seat was taken"
    );
}

#[tokio::test]
async fn subsystems_fail_and_their_channel_is_closed() {
    let place = open(limits()).await;
    for name in ["sftp", "netconf"] {
        let client = inside(&place).await;
        let mut channel = client.channel().await;
        channel.request_subsystem(true, name).await.unwrap();
        let said = read_all(&mut channel).await;
        assert!(
            said.failures == 1 && said.closed && said.status.is_none(),
            "{said:?}"
        );
        within("the connection ends", client.handle).await.ok();
    }
}

#[tokio::test]
async fn everything_that_would_lead_further_is_refused() {
    let place = open(limits()).await;
    let client = inside(&place).await;
    let mut channel = client.channel().await;
    // A second channel is a second seat.
    let second = within("an answer", client.handle.channel_open_session()).await;
    assert!(second.is_err());
    let direct = client
        .handle
        .channel_open_direct_tcpip("127.0.0.1", 80, "127.0.0.1", 1);
    assert!(within("an answer", direct).await.is_err());
    let local = client.handle.channel_open_direct_streamlocal("/tmp/x");
    assert!(within("an answer", local).await.is_err());
    let x11 = client.handle.channel_open_x11("127.0.0.1", 1);
    assert!(within("an answer", x11).await.is_err());
    assert!(
        within("an answer", client.handle.tcpip_forward("127.0.0.1", 0))
            .await
            .is_err()
    );
    assert!(
        within("an answer", client.handle.streamlocal_forward("/tmp/x"))
            .await
            .is_err()
    );
    channel
        .request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0)
        .await
        .unwrap();
    channel.agent_forward(true).await.unwrap();
    channel.signal(Sig::KILL).await.unwrap();
    channel
        .request_pty(true, "xterm", 80, 24, 0, 0, &[])
        .await
        .unwrap();
    channel
        .request_pty(true, "xterm", 80, 24, 0, 0, &[])
        .await
        .unwrap();
    channel.request_shell(true).await.unwrap();
    channel.request_shell(true).await.unwrap();
    channel.exec(true, "help").await.unwrap();
    channel.request_subsystem(true, "sftp").await.unwrap();
    channel.data_bytes(b"hello".to_vec()).await.unwrap();
    let said = read_until(&mut channel, Some("hello")).await;
    // X11, agent, second terminal, second shell, command and subsystem beside a shell; terminal and shell were granted.
    assert_eq!((said.failures, said.successes), (6, 2), "{said:?}");
    assert_eq!(place.house.guests.lock().unwrap().len(), 1);
    echo_of(&mut channel, "and the seat is still there").await;
}

#[tokio::test]
async fn an_environment_that_is_too_large_is_cut_down() {
    let place = open(limits()).await;
    let client = inside(&place).await;
    let mut channel = client.channel().await;
    for n in 0..500 {
        channel
            .set_env(false, format!("LC_{n}"), "x".repeat(n))
            .await
            .unwrap();
    }
    channel.request_shell(true).await.unwrap();
    echo_of(&mut channel, "hello").await;
    let env = place.house.asked(0).env;
    assert_eq!(env.len(), 8);
    assert!(env.iter().all(|(_, value)| value.len() <= 64));
}
