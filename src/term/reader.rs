//! Turns what the terminal library reports into [`Input`], on a thread of its own.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use tokio::sync::mpsc;

use super::ground::Late;
use crate::ui::input::{Chord, Input, Key, Wheel};

/// How long the reader waits for a key before it looks whether it should stop.
const GLANCE: Duration = Duration::from_millis(100);

/// Reads until told to leave, until nobody listens, or until the terminal is gone. Waits while `inputs` is full, so a flood stays in the terminal's own buffer.
pub(crate) fn pump(
    mut next: impl FnMut(Duration) -> io::Result<Option<Event>>,
    late: &mut Late,
    leaving: &AtomicBool,
    inputs: &mpsc::WeakSender<Input>,
) {
    let listening = || inputs.upgrade().is_some_and(|inputs| !inputs.is_closed());
    while !leaving.load(Ordering::Relaxed) && listening() {
        match next(GLANCE) {
            Ok(event) => {
                let inputs_of = late.pass(event, Instant::now()).into_iter();
                for input in inputs_of.filter_map(translate) {
                    let sent = inputs
                        .upgrade()
                        .is_some_and(|inputs| inputs.blocking_send(input).is_ok());
                    if !sent {
                        return;
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

/// What an event means, if it means anything here: releases of keys, for one, do not.
pub(crate) fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => chord(key).map(Input::Key),
        Event::Paste(text) => Some(Input::paste(&text)),
        Event::Resize(columns, rows) => Some(Input::Resize { columns, rows }),
        Event::FocusGained => Some(Input::Focus(true)),
        Event::FocusLost => Some(Input::Focus(false)),
        Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Input::Click { column, row }),
                MouseEventKind::ScrollUp => Some(Input::Scroll {
                    wheel: Wheel::Up,
                    column,
                    row,
                }),
                MouseEventKind::ScrollDown => Some(Input::Scroll {
                    wheel: Wheel::Down,
                    column,
                    row,
                }),
                _ => None,
            }
        }
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let held = |modifier| event.modifiers.intersects(modifier);
    let mut shift = held(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) if !c.is_control() => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => {
            shift = true;
            Key::Tab
        }
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    };
    Some(Chord::new(
        key,
        held(KeyModifiers::CONTROL),
        held(KeyModifiers::ALT | KeyModifiers::META),
        shift,
    ))
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyEventState, MouseEvent};

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_come_in_their_one_form() {
        let of = |code, modifiers| match translate(key(code, modifiers)) {
            Some(Input::Key(chord)) => chord.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(of(KeyCode::Char('U'), KeyModifiers::SHIFT), "U");
        assert_eq!(of(KeyCode::Char('c'), KeyModifiers::CONTROL), "ctrl-c");
        assert_eq!(of(KeyCode::BackTab, KeyModifiers::SHIFT), "<shift-tab>");
        assert_eq!(of(KeyCode::BackTab, KeyModifiers::NONE), "<shift-tab>");
        assert_eq!(of(KeyCode::Enter, KeyModifiers::ALT), "<alt-enter>");
        assert_eq!(of(KeyCode::Char('\u{1}'), KeyModifiers::NONE), "None");
        assert_eq!(of(KeyCode::CapsLock, KeyModifiers::NONE), "None");
    }

    #[test]
    fn a_key_is_one_input_however_often_it_is_reported() {
        let report = |kind| {
            let event = KeyEvent {
                code: KeyCode::Char('a'),
                modifiers: KeyModifiers::NONE,
                kind,
                state: KeyEventState::NONE,
            };
            translate(Event::Key(event)).is_some()
        };
        assert!(
            report(KeyEventKind::Press)
                && report(KeyEventKind::Repeat)
                && !report(KeyEventKind::Release)
        );
    }

    #[test]
    fn clicks_and_the_wheel_carry_their_cell() {
        let mouse = |kind| {
            translate(Event::Mouse(MouseEvent {
                kind,
                column: 7,
                row: 3,
                modifiers: KeyModifiers::NONE,
            }))
        };
        assert_eq!(
            mouse(MouseEventKind::Down(MouseButton::Left)),
            Some(Input::Click { column: 7, row: 3 })
        );
        assert_eq!(
            mouse(MouseEventKind::ScrollDown),
            Some(Input::Scroll {
                wheel: Wheel::Down,
                column: 7,
                row: 3
            })
        );
        assert_eq!(mouse(MouseEventKind::Moved), None);
    }

    #[test]
    fn the_reader_ends_with_the_terminal_and_tells() {
        let (tx, mut rx) = mpsc::channel(8);
        let mut script = vec![
            Err(io::Error::other("the terminal is gone")),
            Ok(Some(Event::Paste("a\r\nb".to_owned()))),
            Err(io::Error::from(io::ErrorKind::Interrupted)),
            Ok(None),
            Ok(Some(key(KeyCode::Char('x'), KeyModifiers::NONE))),
        ];
        pump(
            |_| script.pop().unwrap(),
            &mut Late::never(),
            &AtomicBool::new(false),
            &tx.downgrade(),
        );
        drop(tx);
        assert_eq!(rx.blocking_recv(), Some(Input::Key(Chord::char('x'))));
        assert_eq!(
            rx.blocking_recv(),
            Some(Input::Paste {
                text: "a\nb".to_owned(),
                cut: false
            })
        );
        assert_eq!(rx.blocking_recv(), None);
    }

    #[test]
    fn the_reader_stops_when_told_or_when_nobody_listens() {
        let (tx, rx) = mpsc::channel(8);
        let leaving = AtomicBool::new(false);
        let mut asked = 0;
        pump(
            |_| {
                asked += 1;
                leaving.store(true, Ordering::Relaxed);
                Ok(None)
            },
            &mut Late::never(),
            &leaving,
            &tx.downgrade(),
        );
        assert_eq!(asked, 1);
        drop(rx);
        pump(
            |_| panic!("nobody listens"),
            &mut Late::never(),
            &AtomicBool::new(false),
            &tx.downgrade(),
        );
    }
}
