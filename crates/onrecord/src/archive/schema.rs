//! The versions of the file and the way from one to the next.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::{
    index,
    open::{explain, not_an_archive},
};
use crate::{Error, ErrorKind, Result};

/// The version this program writes (`PRAGMA user_version`).
pub const VERSION: i32 = 2;

/// `PRAGMA application_id`: "OnRc".
pub(super) const APPLICATION: i32 = 0x4F6E_5263;

/// What leads from the version before to this one.
const STEPS: [&str; 2] = [include_str!("schema/1.sql"), include_str!("schema/2.sql")];

/// The triggers an archive has; a file with others is not ours.
const TRIGGERS: [&str; 3] = ["document_is_not_changed", "operation_is_not_changed", "operation_is_not_deleted"];

/// Refuses a file that is not an archive of this version.
pub(super) fn expect_current(connection: &Connection, path: &Path) -> Result<()> {
    match version(connection, path)? {
        Some(VERSION) => Ok(()),
        None => Err(Error::new(ErrorKind::NotFound, format!("{} holds nothing yet", path.display()))
            .with_hint("Add articles with 'onrecord add FILE...'.")),
        Some(older) => Err(Error::new(
            ErrorKind::NotAnArchive,
            format!("{} is an archive of version {older}, this onrecord reads version {VERSION}", path.display()),
        )
        .with_hint("Run 'onrecord reread' to bring it up to date.")),
    }
}

/// The version of an archive; `None` for a file without content. Refuses strangers and the future.
fn version(connection: &Connection, path: &Path) -> Result<Option<i32>> {
    let ask =
        |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i32>(0)).map_err(|it| explain(path, "read", &it));
    let (application, version) = (ask("PRAGMA application_id")?, ask("PRAGMA user_version")?);
    if application == 0 && version == 0 && ask("SELECT count(*) FROM sqlite_schema")? == 0 {
        return Ok(None);
    }
    if application != APPLICATION || version < 1 {
        return Err(not_an_archive(path));
    }
    if version > VERSION {
        let message = format!("{} is an archive of version {version}, newer than this onrecord knows", path.display());
        return Err(
            Error::new(ErrorKind::NotAnArchive, message).with_hint("Use the onrecord that wrote it, or a newer one.")
        );
    }
    let strange =
        "SELECT name FROM sqlite_schema WHERE type = 'view' OR (type = 'trigger' AND name NOT IN (?1, ?2, ?3))";
    let strange = connection.query_row(strange, TRIGGERS, |row| row.get::<_, String>(0)).optional();
    match strange.map_err(|error| explain(path, "read", &error))? {
        None => Ok(Some(version)),
        Some(name) => {
            let message = format!("{} holds '{name}', which no archive of onrecord has", path.display());
            Err(Error::new(ErrorKind::NotAnArchive, message).with_hint("Do not trust this file."))
        }
    }
}

/// Makes a new file an archive and brings an older one up to date, each step whole or not at all.
pub(super) fn migrate(connection: &mut Connection, path: &Path, at: &str) -> Result<()> {
    let from = version(connection, path)?.unwrap_or(0);
    for step in from..VERSION {
        advance(connection, step, at).map_err(|error| explain(path, "write", &error))?;
    }
    Ok(())
}

fn advance(connection: &mut Connection, from: i32, at: &str) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(STEPS[usize::try_from(from).unwrap_or(0)])?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", from + 1)?;
    if from == 1 {
        index::fill(&transaction)?;
    }
    let kind = if from == 0 { "create" } else { "migrate" };
    let detail = format!("version {}", from + 1);
    transaction.execute("INSERT INTO operation (at, kind, detail) VALUES (?1, ?2, ?3)", (at, kind, detail))?;
    transaction.commit()
}

#[cfg(test)]
pub(super) fn create_version_1(connection: &mut Connection, at: &str) -> rusqlite::Result<()> {
    advance(connection, 0, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Entry, Writer};
    use onrecord_reader::{model::Document, read, row};

    const AT: &str = "2026-03-18T09:00:00Z";

    fn entry(text: &str) -> Entry {
        let document = Document::from_text("one", text);
        let reading = row::Reading::from(&read(document.clone(), crate::lexicon()));
        Entry { document, reading }
    }

    #[test]
    fn an_archive_of_version_1_is_migrated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.onrecord");
        create_version_1(&mut Connection::open(&path).unwrap(), AT).unwrap();
        let mut writer = Writer::open(&path, AT).unwrap();
        writer.add(&[entry("The mayor said the bridge was closed.")], AT).unwrap();
        assert_eq!(writer.archive().len().unwrap(), 1);
    }

    #[test]
    fn a_newer_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.onrecord");
        drop(Writer::open(&path, AT).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
        assert!(Writer::open(&path, AT).is_err());
        assert!(Archive::open_read(&path).is_err());
    }

    #[test]
    fn a_changed_byte_of_a_stored_text_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flip.onrecord");
        let mut writer = Writer::open(&path, AT).unwrap();
        writer.add(&[entry("The mayor said the zebra bridge was closed.")], AT).unwrap();
        drop(writer);
        Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        let word = b"zebra bridge was closed.";
        let places: Vec<usize> = (0..bytes.len() - word.len()).filter(|at| bytes[*at..].starts_with(word)).collect();
        assert!(!places.is_empty());
        for at in places {
            bytes[at] ^= 1;
        }
        std::fs::write(&path, bytes).unwrap();
        let archive = Archive::open_read(&path).unwrap();
        let found = archive.documents().unwrap();
        assert_eq!(found.len(), 1);
        assert!(archive.source(&found[0]).is_err());
    }
}
