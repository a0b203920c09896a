//! What can go wrong in the library: one error with a kind a caller can branch on.

use std::{fmt, path::Path};

/// Why the library could not do what was asked.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    /// Lower-case, names the thing and the place.
    message: String,
    /// A full sentence telling the next step.
    hint: Option<String>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file or document is not there.
    NotFound,
    /// More than one document matches.
    Ambiguous,
    /// An input was refused: too large, binary, not a regular file, not understood.
    Refused,
    /// The archive is being written by another process.
    Busy,
    /// Stored bytes are not what was written.
    Damaged,
    /// Not an archive, or one of a newer version.
    NotAnArchive,
    /// The archive cannot be written: read-only file or file system.
    ReadOnly,
    /// No room on the disk, or past the file size limit.
    Full,
    /// Any other failure of the system.
    System,
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of a kind with its message.
    pub fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self { kind, message: message.to_string(), hint: None }
    }
    /// Adds what to do about it.
    pub fn with_hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }
    /// An error of the system about a file.
    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge | std::io::ErrorKind::QuotaExceeded => {
                ErrorKind::Full
            }
            std::io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            _ => ErrorKind::System,
        };
        Self::new(kind, format!("cannot {doing} {}: {}", path.display(), reason(error)))
    }
    /// Its kind.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
    /// What to do about it, as a sentence.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

/// The system's words without the number ("os error 2").
fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
