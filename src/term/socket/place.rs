//! Where the socket of a store lies: in a folder that nobody else can enter, under a name that the store's own path makes.

use std::{
    fmt::Write as _,
    fs, io,
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    },
    path::{Path, PathBuf},
};

use rustix::process::geteuid;
use sha2::{Digest as _, Sha256};

/// The socket of a store, whichever way its path is written.
///
/// # Errors
/// Where there is no such store.
pub fn of(folder: &Path, store: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(store)?;
    let sum = Sha256::digest(real.as_os_str().as_bytes());
    // Half of it tells stores apart, and the whole path must stay within the hundred bytes of an address.
    let mut name = String::with_capacity(16);
    for byte in sum.iter().take(8) {
        let _ = write!(name, "{byte:02x}");
    }
    Ok(folder.join(name).with_extension("sock"))
}

/// Whether nobody else can have put a socket into the folder: whoever answers there is given all that is typed.
pub(super) fn is_ours(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| {
        found.is_dir() && found.uid() == geteuid().as_raw() && found.mode() & 0o022 == 0
    })
}

/// Makes the folder of sockets, or closes the one that is there to everybody else.
///
/// # Errors
/// Where it cannot be made, or belongs to somebody else.
pub(super) fn prepare(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || found.uid() != geteuid().as_raw() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the folder of sockets belongs to somebody else",
        ));
    }
    if found.mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_has_one_socket_however_its_path_is_written() {
        let home = tempfile::tempdir().unwrap();
        let (store, other) = (home.path().join("store"), home.path().join("other"));
        fs::create_dir_all(&store).unwrap();
        fs::create_dir_all(&other).unwrap();
        let link = home.path().join("link");
        std::os::unix::fs::symlink(&store, &link).unwrap();
        let run = Path::new("/run");
        let socket = of(run, &store).unwrap();
        assert_eq!(of(run, &link).unwrap(), socket);
        assert_eq!(of(run, &other.join("../store")).unwrap(), socket);
        assert_ne!(of(run, &other).unwrap(), socket);
        assert!(of(run, &home.path().join("none")).is_err());
    }

    #[test]
    fn the_folder_is_closed_to_others() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("run/upturn");
        let mode = || fs::metadata(&folder).unwrap().mode() & 0o777;
        prepare(&folder).unwrap();
        assert_eq!(mode(), 0o700);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        prepare(&folder).unwrap();
        assert_eq!(mode(), 0o700);
        assert!(is_ours(&folder));
        for mode in [0o777, 0o730] {
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
            assert!(!is_ours(&folder), "{mode:o}");
        }
        prepare(&folder).unwrap();
        let elsewhere = home.path().join("elsewhere");
        std::os::unix::fs::symlink(&folder, &elsewhere).unwrap();
        assert!(prepare(&elsewhere).is_err() && !is_ours(&elsewhere));
        assert!(!is_ours(&home.path().join("none")));
    }
}
