//! A store of a test's own, and the real program run on it.

#![allow(dead_code, reason = "each test file uses its share")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use upturn::journal::{Journal as _, NewRecord, Options, Store, StreamId, wait};
use uuid::Uuid;

/// A folder that is gone with the test, with everything that a program could find at home.
pub struct House {
    folder: tempfile::TempDir,
}

/// What a run said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn store(&self) -> PathBuf {
        self.path("store")
    }

    /// Where the program looks for things, in names and values of its environment.
    pub fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.path("home")),
            ("XDG_DATA_HOME", self.path("home/data")),
            ("XDG_CONFIG_HOME", self.path("home/config")),
            ("XDG_STATE_HOME", self.path("home/state")),
            ("UPTURN_STORE", self.store()),
        ]
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_upturn"));
        command
            .args(args)
            .env_clear()
            .envs(self.environment())
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("UPTURN_NAME", "Ana")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(&self.command(args).output().unwrap())
    }

    /// A run that must go well; answers with what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        assert_eq!(said.err, "", "{args:?}");
        said.out
    }

    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args)).unwrap()
    }

    /// A run that must fail with this code; answers with what it said.
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let said = self.run(args);
        assert_eq!(said.code, code, "{args:?}: {said:?}");
        assert!(!said.err.contains("panicked"), "{}", said.err);
        assert!(!said.err.trim().is_empty(), "{args:?} said nothing");
        said.err
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Adds something to a session that only a later version understands.
    pub fn add_from_the_future(&self, session: &str) {
        let shown = self.json(&["show", session, "--json"]);
        let stream = StreamId::session(shown["id"].as_str().unwrap().parse().unwrap());
        let store = Store::open(&self.store(), Options { floor: 0 }).unwrap();
        let streams = wait(store.streams()).unwrap();
        let next = streams
            .iter()
            .find(|info| info.stream == stream)
            .unwrap()
            .next;
        let id = Uuid::now_v7();
        let body = serde_json::json!({
            "v": 1, "id": id, "at": 1, "by": Uuid::now_v7(), "ev": [{"sung": {"song": "la"}}]
        });
        let body = body.to_string();
        wait(store.append(stream, next, NewRecord { id, body })).unwrap();
    }

    /// The files under the house that hold these bytes.
    pub fn holding(&self, bytes: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        each_file(self.folder.path(), &mut |path| {
            let content = fs::read(path).unwrap_or_default();
            if content
                .windows(bytes.len())
                .any(|window| window == bytes.as_bytes())
            {
                found.push(path.to_owned());
            }
        });
        found
    }
}

pub fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

fn each_file(folder: &Path, look: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, look);
        } else {
            look(&path);
        }
    }
}
