//! What the current reading of a document says, as rows to look up by.

use onrecord_reader::row;
use rusqlite::Connection;

use super::identity::fold;

const TABLES: [&str; 4] = ["name", "statement", "figure", "incident"];

/// Puts the rows of one reading in place of what was there for its document.
pub(super) fn put(connection: &Connection, document: i64, reading: &row::Reading) -> rusqlite::Result<()> {
    for table in TABLES {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([document])?;
    }
    names(connection, document, reading)?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO statement (document, id, entity, speaker, folded, kind, class, factuality, said_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for it in &reading.statements {
        let folded = it.speaker_name.as_deref().map(fold);
        insert.execute((
            document,
            &it.id,
            &it.speaker,
            &it.speaker_name,
            folded,
            &it.speaker_kind,
            &it.cue_class,
            &it.factuality,
            &it.said_at,
        ))?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO figure (document, id, incident, measure, low, high, statement, as_of)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for it in &reading.figures {
        // SQLite's numbers are signed; no count of people comes near.
        let (low, high) = (signed(it.low), it.high.map(signed));
        insert.execute((document, &it.id, &it.incident, &it.measure, low, high, &it.statement, &it.as_of))?;
    }
    let mut insert = connection
        .prepare_cached("INSERT INTO incident (document, id, type, status, date) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for it in &reading.incidents {
        insert.execute((document, &it.id, &it.r#type, &it.status, &it.date))?;
    }
    Ok(())
}

fn names(connection: &Connection, document: i64, reading: &row::Reading) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO name (document, entity, type, name, folded, is_alias, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for entity in &reading.entities {
        let mentions = i64::try_from(entity.mentions.len()).unwrap_or(i64::MAX);
        let own = std::iter::once((&entity.name, 0));
        for (name, is_alias) in own.chain(entity.aliases.iter().map(|name| (name, 1))) {
            insert.execute((document, &entity.id, &entity.r#type, name, fold(name), is_alias, mentions))?;
        }
    }
    Ok(())
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Fills the tables from the newest reading of every document.
pub(super) fn fill(connection: &Connection) -> rusqlite::Result<()> {
    let mut newest =
        connection.prepare("SELECT document, row FROM reading r WHERE number = (SELECT max(number) FROM reading WHERE document = r.document)")?;
    let mut rows = newest.query([])?;
    while let Some(row) = rows.next()? {
        let (document, text): (i64, String) = (row.get(0)?, row.get(1)?);
        // A damaged row is found by `check`; it must not keep the others from being brought over.
        if let Ok(reading) = serde_json::from_str::<row::Reading>(&text) {
            put(connection, document, &reading)?;
        }
    }
    Ok(())
}
