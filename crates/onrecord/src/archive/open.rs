//! Opening the file: what it must be, how SQLite is told to treat it, what its errors mean.

use std::{
    fs::{self, OpenOptions},
    io::Read,
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{lock::beside, schema};
use crate::{Error, ErrorKind, Result};

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How long a statement waits for a checkpoint of another connection.
const BUSY: Duration = Duration::from_secs(5);

/// A connection that only reads.
pub(super) fn read(path: &Path) -> Result<Connection> {
    exists(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match opened(path, flags) {
        Ok(connection) => connection,
        Err(error) if is_read_only_folder(&error) => immutable(path)?,
        Err(error) => return Err(explain(path, "open", &error)),
    };
    schema::expect_current(&connection, path)?;
    Ok(connection)
}

/// A connection that writes; makes the file where there is none. The caller holds the lock.
pub(super) fn write(path: &Path) -> Result<Connection> {
    if path.exists() {
        is_sqlite(path)?;
    } else {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        private(&mut options);
        options.open(path).map_err(|error| Error::io("create", path, &error))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = opened(path, flags).map_err(|error| explain(path, "open", &error))?;
    let durable = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 4194304;";
    connection.execute_batch(durable).map_err(|error| explain(path, "write", &error))?;
    Ok(connection)
}

/// New files are for their owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _ = options;
}

fn opened(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    guard(&connection)?;
    Ok(connection)
}

/// The file may come from a stranger: nothing in its schema is run, no page is believed unseen.
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// On a read-only file system SQLite cannot make its shared memory; without a journal it can do without.
fn immutable(path: &Path) -> Result<Connection> {
    let journal = beside(path, "-wal");
    if fs::metadata(&journal).is_ok_and(|told| told.len() > 0) {
        let message =
            format!("{} has an unfinished journal and lies in a folder that cannot be written", path.display());
        return Err(Error::new(ErrorKind::ReadOnly, message)
            .with_hint(format!("Copy it together with {} to another folder and read it there.", journal.display())));
    }
    let path_text = fs::canonicalize(path).map_err(|error| Error::io("open", path, &error))?;
    let escaped = path_text.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags);
    let guarded = connection.and_then(|connection| guard(&connection).map(|()| connection));
    guarded.map_err(|error| explain(path, "open", &error))
}

fn is_read_only_folder(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

fn exists(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(told) if told.is_file() => is_sqlite(path),
        Ok(_) => Err(not_an_archive(path)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::NotFound, format!("no archive at {}", path.display()))
                .with_hint("Make one with 'onrecord add FILE...', or name another with --archive."))
        }
        Err(error) => Err(Error::io("open", path, &error)),
    }
}

/// Whether the first bytes are SQLite's; an empty file is one that was only just made.
fn is_sqlite(path: &Path) -> Result<()> {
    let mut head = Vec::new();
    let file = fs::File::open(path).map_err(|error| Error::io("open", path, &error))?;
    file.take(16).read_to_end(&mut head).map_err(|error| Error::io("read", path, &error))?;
    if head.is_empty() || head == MAGIC { Ok(()) } else { Err(not_an_archive(path)) }
}

/// The error for a file that is something else.
pub(super) fn not_an_archive(path: &Path) -> Error {
    Error::new(ErrorKind::NotAnArchive, format!("{} is not an archive of onrecord", path.display()))
        .with_hint("Name another file with --archive.")
}

/// What an error of SQLite means for the user.
pub(super) fn explain(path: &Path, doing: &str, error: &rusqlite::Error) -> Error {
    let name = path.display();
    let Some(code) = error.sqlite_error_code() else {
        return Error::new(ErrorKind::Damaged, format!("cannot {doing} {name}: {error}"));
    };
    match code {
        ErrorCode::DiskFull => Error::new(ErrorKind::Full, format!("no room on the disk to write {name}"))
            .with_hint("What was reported as added is kept. Free some space and run the same command again."),
        ErrorCode::SystemIoFailure => {
            Error::new(ErrorKind::System, format!("the system failed to {doing} {name}: {error}")).with_hint(
                "What was reported as added is kept. Check the disk and 'ulimit -f', then run the same command again.",
            )
        }
        ErrorCode::ReadOnly => Error::new(ErrorKind::ReadOnly, format!("{name} is read-only"))
            .with_hint("Copy it to a place where you may write, or name another with --archive."),
        ErrorCode::CannotOpen => Error::new(ErrorKind::System, format!("cannot open {name}: {error}"))
            .with_hint("Check that you may read and write it and the folder it is in."),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            Error::new(ErrorKind::Busy, format!("{name} is in use by another process"))
                .with_hint("Wait until it has finished and run the same command again.")
        }
        ErrorCode::NotADatabase => not_an_archive(path),
        ErrorCode::DatabaseCorrupt => Error::new(ErrorKind::Damaged, format!("{name} is damaged: {error}"))
            .with_hint("Run 'onrecord check' to see what is left, and restore it from a backup."),
        _ => Error::new(ErrorKind::System, format!("cannot {doing} {name}: {error}")),
    }
}
