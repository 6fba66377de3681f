//! Bytes both ways: one frame at a time, nothing that grows, and nobody who waits for somebody else's terminal.

use std::time::Duration;

use russh::client;
use upturn::ssh::Limits;

use crate::support::*;

/// A client that never opens its window, but answers whatever it is asked.
fn takes_nothing() -> client::Config {
    client::Config {
        window_size: 0,
        ..client::Config::default()
    }
}

async fn stalled(
    place: &Place,
) -> (
    Client,
    russh::Channel<client::Msg>,
    upturn::ssh::ConnectionId,
) {
    let mut client = connect_with(place, takes_nothing()).await;
    client.enter("stalled", &place.door.codes().join).await;
    let seat = client.sit(80, 24).await;
    seat.data_bytes(b"#".to_vec()).await.unwrap();
    let n = place
        .house
        .seen()
        .iter()
        .filter(|seen| matches!(seen, Seen::Sat(_)))
        .count();
    place
        .house
        .until("the first frame", |seen| matches!(seen, Seen::Drew(_, 1)))
        .await;
    assert!(n <= 2);
    let guests = place.house.guests.lock().unwrap();
    let id = guests.last().unwrap().0.connection;
    drop(guests);
    (client, seat, id)
}

#[tokio::test]
async fn a_client_that_takes_nothing_owes_one_frame_and_is_closed_though_it_answers() {
    let place = open(Limits {
        stalled: Duration::from_millis(700),
        keepalive: Duration::from_millis(50),
        ..limits()
    })
    .await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let (client, _seat, id) = stalled(&place).await;
    // Others go on as ever.
    for n in 0..50 {
        echo_of(&mut anas, &format!("<{n}>")).await;
    }
    place
        .house
        .until("its seat ends", |seen| *seen == Seen::Left(id))
        .await;
    within("its connection ends", client.handle).await.ok();
    assert!(
        !place.house.seen().contains(&Seen::Drew(id, 2)),
        "a second frame was drawn for a terminal that had not taken the first"
    );
    echo_of(&mut anas, "and on").await;
}

#[tokio::test]
async fn a_client_that_reads_now_and_then_gets_everything_in_order() {
    let place = open(limits()).await;
    let mut client = connect_with(
        &place,
        client::Config {
            window_size: 1_000,
            maximum_packet_size: 300,
            ..client::Config::default()
        },
    )
    .await;
    client.enter("slow", &place.door.codes().join).await;
    let mut seat = client.sit(80, 24).await;
    let words: Vec<String> = (0..5_000).map(|n| format!("{n:04} ")).collect();
    let text = words.concat();
    // More than the window, so that it is taken in many pieces.
    seat.data_bytes(text.clone().into_bytes()).await.unwrap();
    let said = read_until(&mut seat, Some("4999 ")).await;
    assert_eq!(said.out, text);
}

#[tokio::test]
async fn kicking_takes_effect_on_idle_and_on_stalled_clients_within_a_second() {
    let place = open(limits()).await;
    let (_idle, _seat, idle) = seated(&place, "idle").await;
    let (_stalled, _seat, id) = stalled(&place).await;
    let member = place.house.guests.lock().unwrap().last().unwrap().0.member;
    for (member, id) in [(idle, place.house.guest(0).connection), (member, id)] {
        let begin = std::time::Instant::now();
        within("the kick", place.door.kick(member)).await.unwrap();
        place
            .house
            .until("the seat is left", |seen| *seen == Seen::Left(id))
            .await;
        // No measure of speed: the promise is a second, but what could hold it up would do so for a minute.
        assert!(
            begin.elapsed() < Duration::from_secs(5),
            "{:?}",
            begin.elapsed()
        );
    }
    place
        .until("both are gone", |state| state.inside == 0)
        .await;
}

#[tokio::test]
async fn a_client_that_never_reads_its_socket_is_kicked_as_well() {
    let place = open(limits()).await;
    let mut client = connect_with(
        &place,
        client::Config {
            // Nobody takes messages out of the channel: the client's loop stands still, as in a stopped process.
            channel_buffer_size: 1,
            window_size: 64 * 1024 * 1024,
            ..client::Config::default()
        },
    )
    .await;
    client.enter("frozen", &place.door.codes().join).await;
    let seat = client.sit(80, 24).await;
    place
        .house
        .until("a seat", |seen| matches!(seen, Seen::Sat(_)))
        .await;
    let guest = place.house.guest(0);
    seat.data_bytes(b"#".to_vec()).await.unwrap();
    // Until the kernel takes no more: then the same frame waits for a long time.
    let mut drawn = 0;
    loop {
        let more = place.house.until(
            "another frame",
            |seen| matches!(seen, Seen::Drew(_, n) if *n > drawn),
        );
        match tokio::time::timeout(Duration::from_millis(300), more).await {
            Ok(()) => drawn += 1,
            Err(_) => break,
        }
    }
    within("the kick", place.door.kick(guest.member))
        .await
        .unwrap();
    place
        .house
        .until("the seat is left", |seen| {
            *seen == Seen::Left(guest.connection)
        })
        .await;
    place.until("it is gone", |state| state.inside == 0).await;
}

#[tokio::test]
async fn what_a_busy_seat_does_not_take_stays_with_the_client() {
    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let (_flood, seat, member) = seated(&place, "flood").await;
    seat.data_bytes(b"w".to_vec()).await.unwrap();
    place
        .house
        .until("a busy seat", |seen| matches!(seen, Seen::Waits(_)))
        .await;
    let (tell, mut told) = tokio::sync::watch::channel(0_usize);
    let sending = tokio::spawn(async move {
        // A paste of 100 MB without an end, one piece after the other.
        for n in 1..=6_400 {
            if seat.data_bytes(vec![b'x'; 16 * 1024]).await.is_err() {
                return;
            }
            tell.send_replace(n * 16 * 1024);
        }
    });
    // It comes to a stop.
    while let Ok(Ok(())) = tokio::time::timeout(Duration::from_millis(400), told.changed()).await {}
    let sent = *told.borrow();
    assert!(
        sent < 1024 * 1024,
        "{sent} bytes were taken for a seat that reads none"
    );
    echo_of(&mut anas, "others go on").await;
    within("the kick", place.door.kick(member)).await.unwrap();
    place
        .until("the flood is gone", |state| state.inside == 1)
        .await;
    sending.abort();
}

#[tokio::test]
async fn a_flood_that_is_read_arrives_whole() {
    let place = open(limits()).await;
    let (_client, mut seat, _) = seated(&place, "ana").await;
    let text = "0123456789abcdef".repeat(64 * 1024) + "END";
    let (mut sent, bytes) = (0, text.as_bytes().to_vec());
    let mut back = String::new();
    // Both at once: an echo that nobody reads would stop the flood.
    while back.len() < text.len() {
        if sent < bytes.len() {
            let end = (sent + 8 * 1024).min(bytes.len());
            within("sending", seat.data_bytes(bytes[sent..end].to_vec()))
                .await
                .unwrap();
            sent = end;
        }
        match within("an echo", seat.wait()).await {
            Some(russh::ChannelMsg::Data { data }) => {
                back.push_str(&String::from_utf8_lossy(&data));
            }
            Some(_) => {}
            None => break,
        }
    }
    assert!(back == text, "{} of {}", back.len(), text.len());
}

#[tokio::test]
async fn any_size_and_a_storm_of_sizes_are_borne() {
    let place = open(limits()).await;
    let mut client = connect(&place).await;
    client.enter("ana", &place.door.codes().join).await;
    let mut seat = client.sit(u32::MAX, u32::MAX).await;
    echo_of(&mut seat, "hello").await;
    let size = |n: usize| place.house.asked(n).pty.map(|s| (s.width, s.height));
    assert_eq!(size(0), Some((300, 120)));
    for n in 0..2_000_u32 {
        seat.window_change(n * 7 % 500, n % 200, n, u32::MAX)
            .await
            .unwrap();
    }
    for (columns, rows) in [(0, 0), (65_535, 65_535), (u32::MAX, u32::MAX), (61, 17)] {
        seat.window_change(columns, rows, 0, 0).await.unwrap();
    }
    let said = read_until(&mut seat, Some("[61x17]")).await;
    assert!(said.out.contains("[61x17]"));
    let resized = place
        .house
        .seen()
        .iter()
        .filter(|seen| matches!(seen, Seen::Resized(..)))
        .count();
    assert!(resized < 200, "{resized} of 2,004 were handed on");
}

#[tokio::test]
async fn a_seat_that_fails_gives_its_terminal_back_and_leaves_the_others_alone() {
    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let (_bo, mut bos, _) = seated(&place, "bo").await;
    bos.data_bytes(b"!".to_vec()).await.unwrap();
    let said = read_all(&mut bos).await;
    assert_eq!(said.status, Some(70));
    assert!(
        said.out.contains("\u{1b}[?1049l") && said.out.contains("connect again"),
        "{said:?}"
    );
    echo_of(&mut anas, "still here").await;
    seated(&place, "cy").await;
}

#[tokio::test]
async fn leaving_says_goodbye_with_a_status_and_hanging_up_ends_the_seat() {
    let place = open(limits()).await;
    let (ana, mut seat, _) = seated(&place, "ana").await;
    seat.data_bytes(b"q".to_vec()).await.unwrap();
    let said = read_all(&mut seat).await;
    assert_eq!(
        (said.status, said.out.as_str(), said.closed),
        (Some(7), "bye", true)
    );
    // The client does not hang up: then the door does.
    within("the connection ends", ana.handle).await.ok();

    let (bo, seat, _) = seated(&place, "bo").await;
    let id = place.house.guest(1).connection;
    drop((bo, seat));
    place
        .house
        .until("the seat ends", |seen| *seen == Seen::Left(id))
        .await;

    let (_cy, seat, _) = seated(&place, "cy").await;
    let id = place.house.guest(2).connection;
    seat.close().await.unwrap();
    place
        .house
        .until("the seat ends", |seen| *seen == Seen::Left(id))
        .await;
}

#[tokio::test]
async fn who_comes_in_again_takes_over_from_the_terminal_they_had() {
    let place = open(limits()).await;
    let (_old, mut seat, member) = seated(&place, "ana").await;
    let back = place.house.guest(0).return_code.unwrap();
    let mut client = connect(&place).await;
    client.enter("ana", &back).await;
    let mut new = client.sit(80, 24).await;
    echo_of(&mut new, "hello").await;
    let said = read_all(&mut seat).await;
    assert!(said.out.contains("another terminal"), "{said:?}");
    assert_eq!(place.house.guest(1).member, member);
    echo_of(&mut new, "on").await;
}

#[tokio::test]
async fn a_client_that_does_not_answer_is_given_up_and_a_silent_one_that_does_stays() {
    let place = open(Limits {
        keepalive: Duration::from_millis(60),
        ..limits()
    })
    .await;
    let (_quiet, mut quiet, _) = seated(&place, "quiet").await;
    let mut client = connect_with(
        &place,
        client::Config {
            channel_buffer_size: 1,
            ..client::Config::default()
        },
    )
    .await;
    client.enter("frozen", &place.door.codes().join).await;
    let frozen = client.sit(80, 24).await;
    place.until("both sit", |state| state.inside == 2).await;
    // What comes back is never taken out of the channel, so the client stands still.
    frozen.data_bytes(b"#".to_vec()).await.unwrap();
    place
        .until("it is given up", |state| state.inside == 1)
        .await;
    echo_of(&mut quiet, "still here").await;
}

#[tokio::test]
async fn taking_the_door_down_says_so_and_ends_every_connection() {
    let place = open(limits()).await;
    let (ana, mut seat, _) = seated(&place, "ana").await;
    let waiting = connect(&place).await;
    place.door.take_down().await;
    let said = read_all(&mut seat).await;
    assert!(said.out.contains("no longer shared"), "{said:?}");
    within("ana's end", ana.handle).await.ok();
    within("the other's end", waiting.handle).await.ok();
}
