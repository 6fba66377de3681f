//! The local terminal on a real pty: what it is told, and that it is given back however the program ends.
//!
//! Each test starts this test program again, on a pty of its own, as a small program that takes the
//! terminal, shows a word and ends in one of several ways.

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::style::Style;
use upturn::term::capabilities::ColorChoice;
use upturn::term::local::{Local, capabilities};
use upturn::ui::input::{Chord, Input};

const ENDING: &str = "UPTURN_TEST_ENDING";

/// The program on the pty. Without the variable it is an ordinary, empty test.
#[test]
fn program() {
    let Ok(ending) = std::env::var(ENDING) else {
        return;
    };
    let mut local = Local::enter().unwrap();
    let mut terminal = local.terminal(&capabilities(ColorChoice::Auto)).unwrap();
    terminal
        .draw(|f| f.buffer_mut().set_string(2, 1, "ready", Style::new()))
        .unwrap();
    let mut seen = String::new();
    while let Some(input) = local.inputs().blocking_recv() {
        match input {
            Input::Key(key) if key == Chord::char('q') => break,
            Input::Key(key) if key == Chord::char('p') => panic!("told to panic"),
            Input::Key(key) => seen.push_str(&key.to_string()),
            Input::Paste { text, .. } => seen.push_str(&format!("[{text}]")),
            Input::Resize { columns, rows } => seen.push_str(&format!("{columns}x{rows}")),
            _ => {}
        }
        let shown = seen.replace('\n', "/");
        terminal
            .draw(|f| f.buffer_mut().set_string(2, 1, &shown, Style::new()))
            .unwrap();
    }
    let signal = local.signal().unwrap_or(0);
    local
        .leave(&format!("goodbye, {ending}, signal {signal}"))
        .unwrap();
    std::process::exit(7);
}

struct Program {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    pty: portable_pty::PtyPair,
    keys: Box<dyn std::io::Write + Send>,
    bytes: mpsc::Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

impl Program {
    fn start() -> Self {
        let pty = native_pty_system()
            .openpty(PtySize {
                rows: 24,
                cols: 80,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "program", "--nocapture", "--test-threads=1"]);
        command.env(ENDING, "friend");
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        let child = pty.slave.spawn_command(command).unwrap();
        let keys = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (tx, bytes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if tx.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let mut program = Self {
            child,
            pty,
            keys,
            bytes,
            screen,
        };
        program.wait_for("the first frame", |s| s.contents().contains("ready"));
        assert!(
            program.screen.screen().alternate_screen() && program.screen.screen().bracketed_paste()
        );
        program
    }

    fn press(&mut self, keys: &[u8]) {
        self.keys.write_all(keys).unwrap();
    }

    fn wait_for(&mut self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !is_there(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!(
                    "{what} never came; the screen shows:\n{}",
                    self.screen.screen().contents()
                ),
            }
        }
    }

    /// The terminal is as it was before, for the next program.
    fn assert_given_back(&mut self) {
        self.wait_for("the main screen", |s| !s.alternate_screen());
        let screen = self.screen.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        #[cfg(unix)]
        {
            use rustix::termios::{LocalModes, tcgetattr};
            self.child.wait().unwrap();
            let tty = std::fs::File::open(self.pty.master.tty_name().unwrap()).unwrap();
            let modes = tcgetattr(&tty).unwrap().local_modes;
            assert!(modes.contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG));
        }
    }
}

#[test]
fn keys_pastes_and_sizes_arrive_and_quitting_gives_the_terminal_back() {
    let mut program = Program::start();
    program.press("é\x03\x1b[Z\x1b[200~a\r\nb\x1b[201~".as_bytes());
    program.wait_for("the keys", |s| {
        s.contents().contains("éctrl-c<shift-tab>[a/b]")
    });
    program
        .pty
        .master
        .resize(PtySize {
            rows: 30,
            cols: 100,
            pixel_width: 0,
            pixel_height: 0,
        })
        .unwrap();
    program.wait_for("the size", |s| s.contents().contains("100x30"));
    program.press(b"q");
    program.wait_for("the farewell", |s| {
        s.contents().contains("goodbye, friend, signal 0")
    });
    program.assert_given_back();
    assert_eq!(program.child.wait().unwrap().exit_code(), 7);
}

#[test]
fn a_panic_gives_the_terminal_back_and_can_be_read() {
    let mut program = Program::start();
    program.press(b"p");
    program.wait_for("the message", |s| s.contents().contains("told to panic"));
    program.assert_given_back();
}

#[cfg(unix)]
#[test]
fn signals_give_the_terminal_back() {
    use rustix::process::{Pid, Signal, kill_process};
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut program = Program::start();
        let pid = Pid::from_raw(program.child.process_id().unwrap().cast_signed()).unwrap();
        kill_process(pid, signal).unwrap();
        let farewell = format!("goodbye, friend, signal {}", signal.as_raw());
        program.wait_for("the farewell", |s| s.contents().contains(&farewell));
        program.assert_given_back();
    }
}
