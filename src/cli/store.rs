//! Which store is used, who uses it, and where everything lies. The only place that looks at the environment.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use etcetera::{BaseStrategy as _, base_strategy::Xdg};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    journal::{Journal, Options, Store},
    model::{At, Member, MemberId, Role, text},
    room::lobby::Lobby,
    say,
    say::Msg,
};

use super::{
    CliError,
    files::{Readers, write_atomically},
};

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The store: sessions, drafts, who you are.
    pub store: PathBuf,
    /// What you set once for all sessions.
    pub settings: PathBuf,
    /// Scripts of your own.
    pub scripts: PathBuf,
    /// Themes of your own.
    pub themes: PathBuf,
    /// What the program writes down about itself; never what people wrote.
    pub log: PathBuf,
    /// Keys that give the lead to whoever joins with one of them, in the form of `authorized_keys`.
    pub facilitators: PathBuf,
    /// By what this store's server is known to those who join.
    pub host_key: PathBuf,
    /// Where programs of this user meet, while one of them holds a store.
    pub sockets: PathBuf,
}

impl Paths {
    /// The paths of this user, with the store where the command line says.
    ///
    /// # Errors
    /// Where there is no home folder and no store is named.
    pub fn new(store: Option<&Path>) -> Result<Self, CliError> {
        let xdg = Xdg::new().map_err(|_| CliError::NoHome)?;
        let state = xdg.state_dir().unwrap_or_else(|| xdg.data_dir());
        // The runtime folder goes with the login, as the sockets should; not every system has one.
        let runtime = xdg.runtime_dir().filter(|folder| folder.is_dir());
        let store = store.map_or_else(|| xdg.data_dir().join("upturn"), Path::to_path_buf);
        Ok(Self {
            host_key: store.join("host_key"),
            store,
            facilitators: xdg.config_dir().join("upturn").join("facilitators"),
            settings: xdg.config_dir().join("upturn").join("config.toml"),
            scripts: xdg.config_dir().join("upturn").join("sessions"),
            themes: xdg.config_dir().join("upturn").join("themes"),
            log: state.join("upturn").join("upturn.log"),
            sockets: runtime.map_or_else(
                || state.join("upturn").join("run"),
                |folder| folder.join("upturn"),
            ),
        })
    }
}

/// A store that is open, with its lobby.
pub struct Opened {
    /// The sessions.
    pub lobby: Lobby,
    /// The store itself.
    pub store: Arc<Store>,
    /// Who uses it here.
    pub me: Member,
}

/// Opens the store, and makes it where there is none.
///
/// # Errors
/// Where another program has it open, or the disk says no.
pub fn open(paths: &Paths) -> Result<Opened, CliError> {
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&paths.store);
    made.map_err(|error| CliError::Folder {
        path: paths.store.clone(),
        error,
    })?;
    let store = Arc::new(Store::open(&paths.store, Options::default())?);
    let journal: Arc<dyn Journal> = Arc::clone(&store) as Arc<dyn Journal>;
    let lobby = Lobby::new(journal, Some(summaries(&paths.store)));
    let me = me(&paths.store)?;
    Ok(Opened { lobby, store, me })
}

/// Where the list of sessions is kept between two starts.
pub fn summaries(store: &Path) -> PathBuf {
    store.join("home.json")
}

/// Who uses a store, as its file says.
#[derive(Serialize, Deserialize)]
struct Me {
    id: MemberId,
    name: String,
}

/// Who uses this store here: known again each time, with the name of the account at first. A file that cannot be read is
/// never replaced: notes, drafts and undo belong to the id in it.
///
/// # Errors
/// Where the file that says so cannot be read, or not be made.
pub fn me(store: &Path) -> Result<Member, CliError> {
    let path = store.join("me.json");
    let known = match fs::read(&path) {
        Ok(text) => match serde_json::from_slice::<Me>(&text) {
            Ok(me) => Some(me),
            Err(_) => return Err(CliError::Who { path }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(CliError::Unreadable { path, error }),
    };
    let me = if let Some(me) = known {
        me
    } else {
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let uid = rustix::process::getuid().as_raw();
        let me = Me {
            id: MemberId(Uuid::now_v7()),
            name: name_of(&|name| std::env::var(name).ok(), &accounts, uid),
        };
        keep_me(store, &me)?;
        me
    };
    Ok(Member::new(me.id, me.name, Role::Facilitator))
}

/// Calls whoever uses this store so from now on; answers with the name as it is kept.
///
/// # Errors
/// What to say where it is no name, or cannot be kept.
pub fn call_me(store: &Path, name: &str) -> Result<Arc<str>, Msg> {
    let cleaned = text::clean_line(name);
    if cleaned.cut {
        return Err(say!(TooLong, text::LINE_CHARS, text::LONG_BYTES / 1024));
    }
    let name = cleaned.into_string();
    if name.is_empty() {
        return Err(say!(SeatNameMissing));
    }
    let not_kept = |error: CliError| say!(NameNotKept, error.to_string());
    let id = me(store).map_err(not_kept)?.id;
    keep_me(
        store,
        &Me {
            id,
            name: name.clone(),
        },
    )
    .map_err(not_kept)?;
    Ok(name.into())
}

fn keep_me(store: &Path, me: &Me) -> Result<(), CliError> {
    let text = serde_json::to_string(me).unwrap_or_default();
    write_atomically(&store.join("me.json"), text.as_bytes(), Readers::Owner)?;
    Ok(())
}

/// What somebody is called of whom nobody asked: as they say, or else by the full name of their account, or else by its
/// name. `accounts` is in the form of `/etc/passwd`.
fn name_of(env: &dyn Fn(&str) -> Option<String>, accounts: &str, uid: u32) -> String {
    let get = |name: &str| env(name).map(|name| name.trim().to_owned());
    let mine = accounts
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.get(2).is_some_and(|id| *id == uid.to_string()));
    let account = mine.as_ref().and_then(|fields| fields.first()).copied();
    let full = mine.as_ref().and_then(|fields| fields.get(4)).map(|words| {
        // What stands behind a comma is rooms and telephones; `&` stands for the name of the account.
        let name = words.split(',').next().unwrap_or_default().trim();
        let mut capital: Vec<char> = account.unwrap_or_default().chars().collect();
        if let Some(first) = capital.first_mut() {
            *first = first.to_uppercase().next().unwrap_or(*first);
        }
        name.replace('&', &capital.iter().collect::<String>())
    });
    // Names of services are nobody's.
    let full = full.filter(|name| Some(name.as_str()) != account && name != "root");
    [get("UPTURN_NAME"), full, get("USER"), get("LOGNAME")]
        .into_iter()
        .flatten()
        .chain(account.map(str::to_owned))
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "facilitator".to_owned())
}

/// The time now.
pub fn now() -> At {
    At(chrono::Utc::now().timestamp_millis())
}

/// Minutes east of UTC, here and now.
pub fn minutes_east() -> i32 {
    chrono::Local::now().offset().local_minus_utc() / 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_asked_for_a_name_that_the_account_knows() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\n\
                        ana:x:1000:1000:Ana Ruiz,room 4,555,:/home/ana:/bin/sh\n\
                        devi:x:1001:1001:& Rao:/home/devi:/bin/sh\n\
                        lee:x:1002:1002::/home/lee:/bin/sh\n";
        let of = |vars: &[(&str, &str)], uid| {
            let env = |name: &str| {
                let found = vars.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            name_of(&env, accounts, uid)
        };
        assert_eq!(of(&[("USER", "ana")], 1000), "Ana Ruiz");
        assert_eq!(of(&[("UPTURN_NAME", "Ana"), ("USER", "ana")], 1000), "Ana");
        assert_eq!(of(&[("UPTURN_NAME", " ")], 1001), "Devi Rao");
        assert_eq!(of(&[], 1002), "lee");
        assert_eq!(of(&[("USER", "cora")], 7), "cora");
        assert_eq!(of(&[("USER", "root")], 0), "root");
        assert_eq!(of(&[], 7), "facilitator");
    }
}
