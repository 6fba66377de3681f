//! What is measured: `upturn serve` on a store of its own, and OpenSSH with a shared tmux session.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use russh::keys::{PrivateKey, ssh_key::LineEnding, ssh_key::private::Ed25519Keypair};
use serde_json::{Value, json};

use crate::{Fallible, client::Pass};

/// How many questions everybody has in sight, at 80 by 24 as well.
pub const IN_SIGHT: usize = 9;

/// A server that ends with this.
pub struct Server {
    pub address: SocketAddr,
    pub pass: Pass,
    /// The processes that it is made of; those of the peer come and go.
    root: u32,
    child: Option<Child>,
    tmux: Option<PathBuf>,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(socket) = &self.tmux {
            let _ = tmux(socket).arg("kill-server").status();
        }
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn tmux(socket: &Path) -> Command {
    let mut command = Command::new("tmux");
    command.arg("-f").arg("/dev/null").arg("-S").arg(socket);
    command
}

/// What a server has used so far.
#[derive(Clone, Copy, Default)]
pub struct Used {
    pub cpu: Duration,
    pub memory: u64,
}

impl Server {
    /// A server that runs already, at an address that is on this machine.
    pub fn at(address: SocketAddr, code: &str, pid: u32) -> Self {
        Self {
            address,
            pass: Pass::Code(code.to_owned()),
            root: pid,
            child: None,
            tmux: None,
            _folder: None,
        }
    }

    /// The program on a store of its own, with a checklist that everybody can answer.
    pub fn upturn(program: &Path, disk: Option<&Path>) -> Fallible<Self> {
        let folder = match disk {
            Some(disk) => tempfile::tempdir_in(disk)?,
            None => tempfile::tempdir()?,
        };
        let home = folder.path();
        let command = |args: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(args)
                .env_clear()
                .env("HOME", home)
                .env("LANG", "C.UTF-8")
                .env("UPTURN_STORE", home.join("store"))
                .env("UPTURN_NAME", "Ana")
                .stdin(Stdio::null());
            command
        };
        let script = home.join(".config/upturn/sessions/load.json");
        fs::create_dir_all(script.parent().ok_or("no folder")?)?;
        fs::write(&script, self::script().to_string())?;
        let made = command(&["new", "load", "--title", "Load", "--no-open"]).output()?;
        let id = String::from_utf8(made.stdout)?.trim().to_owned();
        if id.is_empty() {
            return Err(String::from_utf8_lossy(&made.stderr).into_owned().into());
        }
        let mut child = command(&["serve", &id, "--listen", "127.0.0.1:0", "--json"])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().ok_or("no output")?;
        BufReader::new(out).read_line(&mut line)?;
        let ready: Value = serde_json::from_str(&line)?;
        let port = ready["port"].as_u64().ok_or("no port")?;
        Ok(Self {
            address: ([127, 0, 0, 1], u16::try_from(port)?).into(),
            pass: Pass::Code(ready["code"].as_str().ok_or("no code")?.to_owned()),
            root: child.id(),
            child: Some(child),
            tmux: None,
            _folder: Some(folder),
        })
    }

    /// OpenSSH and tmux with settings of their own; `Err` says what is missing.
    pub fn peer() -> Fallible<Self> {
        let sshd = Path::new("/usr/sbin/sshd");
        if !sshd.exists() {
            return Err("there is no /usr/sbin/sshd".into());
        }
        if Command::new("tmux").arg("-V").output().is_err() {
            return Err("there is no tmux".into());
        }
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        let host = PrivateKey::from(Ed25519Keypair::from_seed(&rand_seed()?));
        let key = Arc::new(PrivateKey::from(Ed25519Keypair::from_seed(&rand_seed()?)));
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path("host"))?
            .write_all(host.to_openssh(LineEnding::LF)?.as_bytes())?;
        fs::write(path("allowed"), key.public_key().to_openssh()?)?;
        fs::set_permissions(path("allowed"), fs::Permissions::from_mode(0o600))?;
        // It hands the port on; whoever takes it meanwhile makes the run fail and nothing else.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let config = format!(
            "ListenAddress {address}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 300\nPrintMotd no\nPrintLastLog no\n",
            path("host").display(),
            path("allowed").display()
        );
        fs::write(path("config"), config)?;
        let socket = path("tmux");
        let begun = tmux(&socket)
            .args(["new-session", "-d", "-s", "load", "-x", "80", "-y", "24"])
            .arg("stty -echoctl; exec cat")
            .args([";", "set", "-g", "status", "off"])
            .status()?;
        if !begun.success() {
            return Err("tmux does not begin".into());
        }
        // It separates privileges through a folder that the system makes for it.
        let _ = fs::create_dir_all("/run/sshd");
        let child = Command::new(sshd)
            .args(["-D", "-e", "-q", "-f"])
            .arg(path("config"))
            .stdin(Stdio::null())
            .spawn()?;
        let begin = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            if begin.elapsed() > Duration::from_secs(5) {
                return Err("sshd does not listen".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let attach = format!("tmux -f /dev/null -S {} attach -t load", socket.display());
        Ok(Self {
            address,
            pass: Pass::Key(key, attach),
            root: child.id(),
            child: Some(child),
            tmux: Some(socket),
            _folder: Some(folder),
        })
    }

    /// Processor time and memory of the server; of the peer, those of all its processes, shared pages shared out (PSS).
    pub fn used(&self) -> Used {
        let mut used = Used::default();
        for pid in self.processes() {
            let (cpu, memory) = (cpu(pid), memory(pid, self.tmux.is_some()));
            used.cpu += cpu.unwrap_or_default();
            used.memory += memory.unwrap_or_default();
        }
        used
    }

    fn processes(&self) -> Vec<u32> {
        if self.tmux.is_none() {
            return vec![self.root];
        }
        let mut all = vec![self.root];
        let server: Option<u32> = self.tmux.as_ref().and_then(|socket| {
            let said = tmux(socket)
                .args(["display", "-p", "#{pid}"])
                .output()
                .ok()?;
            String::from_utf8(said.stdout).ok()?.trim().parse().ok()
        });
        all.extend(server);
        let mut parents = Vec::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let pid = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            if let Some(pid) = pid
                && let Some(parent) = stat(pid).and_then(|stat| stat.get(1)?.parse::<u32>().ok())
            {
                parents.push((pid, parent));
            }
        }
        let mut at = 0;
        while let Some(of) = all.get(at).copied() {
            let children = parents.iter().filter(|(_, parent)| *parent == of);
            let new: Vec<u32> = children.map(|(pid, _)| *pid).collect();
            all.extend(
                new.into_iter()
                    .filter(|pid| !all.contains(pid))
                    .collect::<Vec<_>>(),
            );
            at += 1;
        }
        all
    }
}

/// The fields of `/proc/PID/stat` behind the name of the program.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Processor time, in the kernel and outside. Its ticks are hundredths of a second on every Linux.
fn cpu(pid: u32) -> Option<Duration> {
    let stat = stat(pid)?;
    let ticks: u64 = stat.get(11)?.parse::<u64>().ok()? + stat.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn memory(pid: u32, shared_out: bool) -> Option<u64> {
    let (file, word) = if shared_out {
        ("smaps_rollup", "Pss:")
    } else {
        ("status", "VmRSS:")
    };
    let text = fs::read_to_string(format!("/proc/{pid}/{file}")).ok()?;
    let line = text.lines().find(|line| line.starts_with(word))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

fn rand_seed() -> Fallible<[u8; 32]> {
    let mut seed = [0; 32];
    std::io::Read::read_exact(&mut fs::File::open("/dev/urandom")?, &mut seed)?;
    Ok(seed)
}

fn script() -> Value {
    let items: Vec<_> = (0..IN_SIGHT)
        .map(|n| json!({"id": format!("q{n:03}"), "ask": format!("Question {n:03}")}))
        .collect();
    json!({
        "id": "load", "title": "Load", "framework": "Ours", "source": "A measurement.", "about": "A measurement.",
        "minutes": 60, "brings": "Nothing.", "leaves": "Figures.", "who": "Nobody.",
        "steps": [{
            "id": "list", "kind": "checklist", "title": "List", "minutes": 60, "ask": "Which?", "why": "To measure.",
            "recipe": [{"talk": 60}], "guide": ["Measure."],
            "answers": [{"id": "aa", "label": "aa"}, {"id": "bb", "label": "bb"}],
            "items": items,
        }],
    })
}
