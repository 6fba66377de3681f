//! A program on a pty of its own, with a terminal emulator that sees what a person would see.

#![allow(dead_code, reason = "each test file uses its share")]

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtyPair, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long something may take that must come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program that runs on a pty.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    pty: PtyPair,
    keys: Box<dyn std::io::Write + Send>,
    bytes: mpsc::Receiver<Vec<u8>>,
    reading: JoinHandle<()>,
    screen: vt100::Parser,
}

impl Program {
    /// Starts a program on a terminal of this size.
    pub fn start(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        Self::start_as_it_is(command, columns, rows)
    }

    /// The same with nothing said of the terminal but what the command says.
    pub fn start_as_it_is(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pty.slave.spawn_command(command).unwrap();
        let keys = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (tx, bytes) = mpsc::channel();
        let reading = std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut chunk) {
                if tx.send(chunk[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Self {
            child,
            pty,
            keys,
            bytes,
            reading,
            screen,
        }
    }

    pub fn press(&mut self, keys: impl AsRef<[u8]>) {
        self.keys.write_all(keys.as_ref()).unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let screen = self.screen.screen_mut();
        screen.set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.pty.master.resize(size(columns, rows)).unwrap();
    }

    pub fn wait_for(&mut self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_there(self.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.bytes.recv_timeout(left) else {
                let shown = self.screen.screen().contents();
                panic!("{what} never came; the screen shows:\n{shown}");
            };
            self.screen.process(&bytes);
        }
    }

    /// Waits until these bytes were sent to the terminal, whatever they draw.
    pub fn is_asked(&mut self, question: &[u8]) {
        let (end, mut sent) = (Instant::now() + PATIENCE, Vec::new());
        while !sent.windows(question.len()).any(|part| part == question) {
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.bytes.recv_timeout(left).unwrap();
            self.screen.process(&bytes);
            sent.extend(bytes);
        }
    }

    /// Waits until all of these words are on the screen.
    pub fn shows(&mut self, words: &[&str]) {
        self.wait_for(&format!("{words:?}"), |screen| {
            let contents = screen.contents();
            words.iter().all(|word| contents.contains(word))
        });
    }

    /// Waits until something is so outside of the terminal, looking now and then.
    pub fn wait_until(&mut self, what: &str, mut is_so: impl FnMut() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so() {
            assert!(Instant::now() < end, "{what} never came");
            if let Ok(bytes) = self.bytes.recv_timeout(Duration::from_millis(20)) {
                self.screen.process(&bytes);
            }
        }
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    /// The exit code, once the program has ended.
    pub fn ended(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    /// Closes the window: the terminal goes away under the program. Answers with its exit code.
    pub fn close_window(mut self) -> u32 {
        // The reader holds the terminal too, until there is something to read and nobody to tell.
        drop(self.bytes);
        self.pty.master.resize(size(70, 20)).unwrap();
        self.reading.join().unwrap();
        drop((self.keys, self.pty));
        self.child.wait().unwrap().exit_code()
    }

    /// Kills the program with no chance to put anything away.
    pub fn kill(mut self) {
        self.signal(Signal::KILL);
        self.child.wait().unwrap();
    }

    /// The terminal is as it was before, for the next program.
    pub fn assert_given_back(&mut self) {
        use rustix::termios::{LocalModes, tcgetattr};
        self.wait_for("the main screen", |screen| !screen.alternate_screen());
        let screen = self.screen.screen();
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        self.child.wait().unwrap();
        let tty = std::fs::File::open(self.pty.master.tty_name().unwrap()).unwrap();
        let modes = tcgetattr(&tty).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG));
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}
