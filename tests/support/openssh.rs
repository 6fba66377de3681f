//! Somebody with the real `ssh`: their folder, and a program that answers its questions.

#![allow(dead_code, reason = "each test file uses its share")]

use std::{
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use russh::keys::{PrivateKey, ssh_key::LineEnding};

/// Whether there is a real client; says so where there is none.
pub fn is_there() -> bool {
    let found = ["ssh", "sftp"].iter().all(|name| {
        std::env::var_os("PATH").is_some_and(|path| {
            std::env::split_paths(&path).any(|folder| folder.join(name).exists())
        })
    });
    if !found {
        let mut err = std::io::stderr();
        let _ = writeln!(err, "SKIPPED: the OpenSSH client is not installed here");
    }
    found
}

/// A person with the real client: their folder, and a program that answers its questions.
pub struct Person {
    folder: tempfile::TempDir,
    port: u16,
}

impl Person {
    /// Somebody who answers with this code and this name at the door of this machine.
    pub fn new(port: u16, code: &str, name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let answers = folder.path().join("answers");
        let script = format!(
            "#!/bin/sh\ncase \"$1\" in\n*Code*) [ -p \"{wait}\" ] && cat \"{wait}\" >/dev/null; echo '{code}' ;;\n*name*) echo '{name}' ;;\n*) echo no ;;\nesac\n",
            wait = folder.path().join("wait").display()
        );
        fs::write(&answers, script).unwrap();
        fs::set_permissions(&answers, fs::Permissions::from_mode(0o700)).unwrap();
        Self { folder, port }
    }

    /// Where a file of theirs lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A key of their own, as `ssh-keygen` would leave it.
    pub fn own_key(&self, key: &PrivateKey) -> PathBuf {
        let path = self.path("id");
        let text = key.to_openssh(LineEnding::LF).unwrap();
        fs::write(&path, text.as_bytes()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// One of the programs of the client, at the door.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let option = |name: &str, value: &Path| format!("{name}={}", value.display());
        command
            .args(["-F", "/dev/null", "-o", "StrictHostKeyChecking=accept-new"])
            .args(["-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR"])
            .args(["-o", &option("UserKnownHostsFile", &self.path("known"))])
            .args(["-o", &option("IdentityFile", &self.path("id"))])
            .args(["-o", &format!("Port={}", self.port)])
            .env("SSH_ASKPASS", self.path("answers"))
            .env("SSH_ASKPASS_REQUIRE", "force")
            .env("DISPLAY", "none:0")
            .env_remove("SSH_AUTH_SOCK")
            .env_remove("LC_ALL")
            .env("LANG", "en_US.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The client with these words behind its name.
    pub fn ssh(&self, args: &[&str]) -> Command {
        let mut command = self.command("ssh");
        command.args(args);
        command
    }
}
