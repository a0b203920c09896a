//! The one writer: a lock file beside the archive that holds the writer's process id.
//!
//! The system drops the lock when the process ends, however it ends; a file left behind by a killed writer is taken
//! over.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use crate::{Error, ErrorKind, Result};

/// How long a second writer waits for the first.
pub(super) const WAIT: Duration = Duration::from_secs(5);

/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// Held as long as the archive is written.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock of an archive, waiting for another writer at most so long.
    pub(super) fn take(archive: &Path, wait: Duration) -> Result<Self> {
        let path = beside(archive, ".lock");
        let start = Instant::now();
        loop {
            if let Some(lock) = Self::try_take(archive, &path)? {
                return Ok(lock);
            }
            if start.elapsed() >= wait {
                return Err(busy(archive, &path));
            }
            thread::sleep(LOOK);
        }
    }

    fn try_take(archive: &Path, path: &Path) -> Result<Option<Self>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        super::open::private(&mut options);
        let mut file = options.open(path).map_err(|error| Error::io("write", archive, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", archive, &error)),
        }
        // The last writer may have removed the file between opening and locking it.
        if !is_still_there(&file, path) {
            return Ok(None);
        }
        // Only a message for others; a full disk is no reason not to hold the lock.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Some(Self { file, path: path.into() }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

fn busy(archive: &Path, lock: &Path) -> Error {
    let mut pid = String::new();
    let _ = File::open(lock).and_then(|file| file.take(20).read_to_string(&mut pid));
    let writer = match pid.trim() {
        "" => "another process".to_owned(),
        pid => format!("process {pid}"),
    };
    Error::new(ErrorKind::Busy, format!("{} is being written by {writer}", archive.display()))
        .with_hint("Wait until it has finished and run the same command again.")
}

/// The path with an ending added.
pub(super) fn beside(archive: &Path, ending: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
