//! What happens at the far end of a line, as the inputs of a seat: bytes decoded, sizes believed only so far, and a storm
//! of sizes made one.

use std::time::Duration;

use ratatui::layout::Size;
use tokio::{sync::mpsc, time::Instant};

use super::{decode::Decoder, driver::until, line::FromAfar};
use crate::ui::input::Input;

/// How long a new size waits for the next: whoever drags a window sends dozens.
const SETTLES: Duration = Duration::from_millis(50);

/// A size that can be drawn on, whatever the far end says. Where it says nothing (`ssh -tt` without a terminal sends
/// 0 by 0), the size of the terminals of old.
pub fn believed(size: Size) -> Size {
    let or = |cells: u16, otherwise| if cells == 0 { otherwise } else { cells };
    Size::new(
        or(size.width, 80).clamp(20, 300),
        or(size.height, 24).clamp(5, 120),
    )
}

/// Hands on what happens at the far end until it is gone or nobody takes inputs any more. Waits while `inputs` is full,
/// so that a flood stays on its side of the line.
pub async fn listen(mut from: mpsc::Receiver<FromAfar>, inputs: mpsc::Sender<Input>) {
    let mut decoder = Decoder::new();
    let mut size: Option<(Size, Instant)> = None;
    loop {
        let settled = size.map(|(_, at)| at);
        let found = tokio::select! {
            biased;
            () = inputs.closed() => return,
            came = from.recv() => match came {
                Some(FromAfar::Bytes(bytes)) => decoder.feed(&bytes, Instant::now().into_std()),
                Some(FromAfar::Resize(asked)) => {
                    let at = settled.unwrap_or_else(|| Instant::now() + SETTLES);
                    size = Some((believed(asked), at));
                    continue;
                }
                None => break,
            },
            () = until(settled) => {
                let settled = size.take().map(|(size, _)| Input::Resize {
                    columns: size.width,
                    rows: size.height,
                });
                settled.into_iter().collect()
            }
            () = until(decoder.due().map(Instant::from_std)) => {
                decoder.elapsed(Instant::now().into_std())
            }
        };
        for input in found {
            if inputs.send(input).await.is_err() {
                return;
            }
        }
    }
    // Nothing comes any more; what was begun is whole.
    if let Some(due) = decoder.due() {
        for input in decoder.elapsed(due) {
            if inputs.send(input).await.is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        term::line::{self, FarEnd},
        ui::input::{Chord, Key},
    };

    #[test]
    fn a_size_is_believed_as_far_as_it_can_be() {
        for (asked, believed_in) in [
            ((0, 0), (80, 24)),
            ((120, 0), (120, 24)),
            ((1, 1), (20, 5)),
            ((65_535, 65_535), (300, 120)),
            ((133, 43), (133, 43)),
        ] {
            assert_eq!(believed(asked.into()), Size::from(believed_in));
        }
    }

    /// What a seat is told while `happens` goes on at the far end.
    async fn told(happens: impl AsyncFnOnce(&mut FarEnd)) -> Vec<Input> {
        let (near, mut far) = line::line();
        let (to, mut inputs) = mpsc::channel(4);
        let mut all = Vec::new();
        tokio::join!(
            listen(near.from, to),
            async {
                happens(&mut far).await;
                drop(far);
            },
            async {
                while let Some(input) = inputs.recv().await {
                    all.push(input);
                }
            }
        );
        all
    }

    async fn typed(far: &FarEnd, bytes: &[u8]) {
        far.to.send(FromAfar::Bytes(bytes.into())).await.unwrap();
    }

    fn key(c: char) -> Input {
        Chord::char(c).into()
    }

    #[tokio::test]
    async fn bytes_become_keys_and_a_flood_waits() {
        let all = told(async |far| {
            for _ in 0..100 {
                typed(far, b"ab").await;
            }
            typed(far, b"\x1b").await;
            typed(far, b"[A").await;
            typed(far, b"\x1b").await;
        })
        .await;
        assert_eq!(all.len(), 202);
        assert_eq!(all[..2], [key('a'), key('b')]);
        let ends = [Key::Up, Key::Esc].map(|key| Input::from(Chord::plain(key)));
        assert_eq!(all[200..], ends);
    }

    #[tokio::test]
    async fn a_storm_of_sizes_is_one_and_keys_do_not_wait_for_it() {
        let (near, far) = line::line();
        let (to, mut inputs) = mpsc::channel(4);
        let listening = tokio::spawn(listen(near.from, to));
        for width in 100..140 {
            let size = Size::new(width, 40);
            far.to.send(FromAfar::Resize(size)).await.unwrap();
        }
        typed(&far, b"q").await;
        typed(&far, b"\x1b").await;
        assert_eq!(inputs.recv().await, Some(key('q')));
        let resized = Input::Resize {
            columns: 139,
            rows: 40,
        };
        let mut last = [inputs.recv().await.unwrap(), inputs.recv().await.unwrap()];
        last.sort_by_key(|input| matches!(input, Input::Key(_)));
        assert_eq!(last, [resized, Chord::plain(Key::Esc).into()]);
        drop(inputs);
        listening.await.unwrap();
        assert!(far.to.is_closed(), "nobody listens any more");
    }
}
