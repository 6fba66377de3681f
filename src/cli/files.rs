//! Files that people named: written whole or not at all, and read only where they are files.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever may read other files of this person, or could read the file that is replaced.
    Usual,
    /// This person alone, as for what holds private notes.
    Owner,
}

impl Readers {
    /// The permissions that a new file is made with, before the person's own mask.
    fn mode(self) -> u32 {
        match self {
            Self::Usual => 0o644,
            Self::Owner => 0o600,
        }
    }
}

/// Why a file was not written. Whatever stood there before stands there still.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The name is that of a folder.
    #[error("{} is a folder, and was left as it is; name a file in it", .0.display())]
    Folder(PathBuf),
    /// The name has no file in it.
    #[error("“{}” does not name a file; write one like report.html", .0.display())]
    NoName(PathBuf),
    /// The folder to write into is not there.
    #[error("there is no folder {}; make it first, or name another place", .0.display())]
    NoFolder(PathBuf),
    /// Writing there is not allowed.
    #[error(
        "you may not write to {}; nothing was changed there, choose a place of your own", .0.display()
    )]
    Forbidden(PathBuf),
    /// The disk is full.
    #[error(
        "there is no room left on the disk for {}; what stood there before is unharmed, make room and try again", .0.display()
    )]
    Full(PathBuf),
    /// Anything else.
    #[error(
        "{} could not be written: {why}; what stood there before is unharmed, try another place", path.display()
    )]
    Other {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
}

impl WriteError {
    fn of(path: &Path, why: io::Error) -> Self {
        let path = path.to_owned();
        match why.kind() {
            io::ErrorKind::IsADirectory => Self::Folder(path),
            io::ErrorKind::NotFound => {
                let folder = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty());
                Self::NoFolder(folder.unwrap_or(Path::new(".")).to_owned())
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Forbidden(path)
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            _ => Self::Other { path, why },
        }
    }
}

/// This path, or the first like it with a number that nothing has yet: `report.html`, `report-2.html`.
pub fn free_beside(path: &Path) -> PathBuf {
    let free = |path: &Path| path.symlink_metadata().is_err();
    if free(path) || path.is_dir() {
        return path.to_owned();
    }
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().into_owned());
    let numbered = |n: u32| {
        let name = match &ending {
            Some(ending) => format!("{stem}-{n}.{ending}"),
            None => format!("{stem}-{n}"),
        };
        path.with_file_name(name)
    };
    (2..10_000)
        .map(numbered)
        .find(|path| free(path))
        .unwrap_or_else(|| path.to_owned())
}

/// Writes a file so that at every moment either all of the old or all of the new stands there: a new file beside it, made
/// durable, then renamed over it. A file that is there keeps its permissions, unless the new one is private.
///
/// # Errors
/// A [`WriteError`]; nothing was changed.
pub fn write_atomically(path: &Path, bytes: &[u8], readers: Readers) -> Result<(), WriteError> {
    if path.is_dir() {
        return Err(WriteError::Folder(path.to_owned()));
    }
    // A link stays a link: what it points to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path
        .file_name()
        .ok_or_else(|| WriteError::NoName(path.clone()))?;
    let fail = |why| WriteError::of(path, why);
    let (beside, mut file) = create_beside(path, name, readers).map_err(fail)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| keep_permissions(path, &file, readers))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    drop(file);
    if let Err(why) = written {
        // What cannot be removed is a stray file with a telling name; the error that matters is the first.
        let _ = fs::remove_file(&beside);
        return Err(fail(why));
    }
    sync_folder(path);
    Ok(())
}

/// A new file beside the one to be replaced, under a name that no other has.
fn create_beside(
    path: &Path,
    name: &std::ffi::OsStr,
    readers: Readers,
) -> io::Result<(PathBuf, File)> {
    const TRIES: u32 = 100;
    for attempt in 0..TRIES {
        let mut beside = OsString::from(".");
        beside.push(name);
        beside.push(format!(".{}-{attempt}.new", std::process::id()));
        let beside = path.with_file_name(beside);
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(readers.mode())
            .open(&beside)
        {
            Ok(file) => return Ok((beside, file)),
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn keep_permissions(path: &Path, file: &File, readers: Readers) -> io::Result<()> {
    match (fs::metadata(path), readers) {
        (Ok(was), _) if was.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        (Ok(was), Readers::Usual) => file.set_permissions(was.permissions()),
        (_, Readers::Owner) => file.set_permissions(fs::Permissions::from_mode(readers.mode())),
        (Err(_), Readers::Usual) => Ok(()),
    }
}

/// Opens a file to read it to its end. What is no file is refused before it is opened: a pipe or a device may never end,
/// and opening one can already wait for ever.
///
/// # Errors
/// What the system says, or what stands there instead of a file.
pub fn open_to_read(path: &Path) -> io::Result<File> {
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "this is a folder, not a file; name a file in it",
        ));
    }
    if !about.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "this is a pipe or a device, not a file; save what comes out of it in a file, and name that",
        ));
    }
    File::open(path)
}

/// Makes the new name durable too. Some file systems refuse; the content is safe either way.
fn sync_folder(path: &Path) {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_is_left_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        write_atomically(&path, b"one", Readers::Usual).unwrap();
        write_atomically(&path, b"two", Readers::Usual).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["report.md"]);
    }

    #[test]
    fn an_earlier_report_stays_and_the_next_is_numbered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        for _ in 0..3 {
            write_atomically(&free_beside(&path), b"x", Readers::Usual).unwrap();
        }
        let all = ["report-2.html", "report-3.html", "report.html"];
        assert_eq!(names(folder.path()), all);
        assert_eq!(free_beside(folder.path()), folder.path());
    }

    #[test]
    fn a_folder_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let no = write_atomically(folder.path(), b"x", Readers::Usual).unwrap_err();
        assert!(matches!(no, WriteError::Folder(_)), "{no}");
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_missing_folder_and_a_locked_file_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let no = write_atomically(&folder.path().join("a/b.md"), b"x", Readers::Usual).unwrap_err();
        assert!(matches!(no, WriteError::NoFolder(_)), "{no}");
        let path = folder.path().join("locked.md");
        fs::write(&path, b"old").unwrap();
        let mut locked = fs::metadata(&path).unwrap().permissions();
        locked.set_readonly(true);
        fs::set_permissions(&path, locked).unwrap();
        let no = write_atomically(&path, b"new", Readers::Usual).unwrap_err();
        assert!(matches!(no, WriteError::Forbidden(_)), "{no}");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["locked.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real.md");
        fs::write(&path, b"old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let link = folder.path().join("link.md");
        symlink(&path, &link).unwrap();
        write_atomically(&link, b"new", Readers::Usual).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    fn what_is_private_is_so_even_where_another_could_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (page, archive) = (folder.path().join("a.md"), folder.path().join("a.json"));
        write_atomically(&page, b"x", Readers::Usual).unwrap();
        assert_eq!(mode(&page) & 0o600, 0o600);
        fs::write(&archive, b"old").unwrap();
        fs::set_permissions(&archive, fs::Permissions::from_mode(0o644)).unwrap();
        write_atomically(&archive, b"new", Readers::Owner).unwrap();
        assert_eq!(mode(&archive), 0o600);
    }

    #[test]
    fn only_a_file_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let why = |path: &Path| open_to_read(path).unwrap_err().to_string();
        assert!(why(folder.path()).contains("a folder"));
        assert!(why(Path::new("/dev/null")).contains("a device"));
        let file = folder.path().join("a.csv");
        fs::write(&file, b"x").unwrap();
        assert!(open_to_read(&file).is_ok());
    }
}
