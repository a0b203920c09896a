//! The user's own gazetteer beside the archive: GeoNames files, line by line, with ids, coordinates and what contains what.
//!
//! It only grows: each file is a source, kept whole or (when the work was cut off) not counted; taking one back is a row too.

use std::{
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, Transaction, params};

use crate::{Error, ErrorKind, Result};

/// The columns of a GeoNames line.
const COLUMNS: usize = 19;
/// The longest line taken, in bytes.
const LONGEST_LINE: u64 = 1 << 16;
/// Lines a commit.
const BATCH: u64 = 200_000;
/// Names kept of one place.
const MOST_NAMES: usize = 24;
/// Places of one name that are told.
const MOST_FOUND: usize = 200;
/// `PRAGMA application_id`: "OnRg".
const APPLICATION: i32 = 0x4F6E_5267;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS source (number INTEGER PRIMARY KEY, at TEXT NOT NULL, file TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS finished (source INTEGER PRIMARY KEY, kept INTEGER NOT NULL, refused INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS withdrawn (source INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS place (
    number INTEGER PRIMARY KEY, source INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
    country TEXT NOT NULL, admin TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, people INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS name (folded TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (folded, place)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_admin ON place (country, admin) WHERE code = 'ADM1';
";

/// A gazetteer file.
#[derive(Debug)]
pub struct UserGazetteer {
    connection: Connection,
    path: PathBuf,
}

/// A place the user's files tell of.
#[derive(Debug, Clone, PartialEq)]
pub struct UserPlace {
    /// GeoNames id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// GeoNames feature code: `PPLC`, `ADM1` ...
    pub code: String,
    /// ISO 3166-1.
    pub country: String,
    /// The name of the first-order division that contains it, where a file told it.
    pub within: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// People, as the file says; 0 is not told.
    pub people: i64,
}

/// What became of a file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Places kept.
    pub places: u64,
    /// Lines that were not understood.
    pub refused: u64,
}

impl UserGazetteer {
    /// The file beside an archive.
    pub fn beside(archive: &Path) -> PathBuf {
        let mut name = archive.as_os_str().to_owned();
        name.push(".places");
        name.into()
    }

    /// Opens it for reading; `None` where there is none.
    pub fn open_read(path: &Path) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        Self::opened(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map(Some)
    }

    /// Opens it for writing, or makes it.
    pub fn open(path: &Path) -> Result<Self> {
        let made = Self::opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;";
        let laid = made.connection.execute_batch(settings).and_then(|()| made.connection.execute_batch(SCHEMA));
        laid.and_then(|()| made.connection.pragma_update(None, "application_id", APPLICATION))
            .map_err(|error| made.failed("write", &error))?;
        Ok(made)
    }

    fn opened(path: &Path, flags: OpenFlags) -> Result<Self> {
        let failed = |error: &rusqlite::Error| {
            Error::new(ErrorKind::NotAnArchive, format!("cannot open {} as a gazetteer: {error}", path.display()))
        };
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let connection = connection.map_err(|error| failed(&error))?;
        let guards = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA busy_timeout = 5000;";
        connection.execute_batch(guards).map_err(|error| failed(&error))?;
        let ask = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i32>(0));
        let application = ask("PRAGMA application_id").map_err(|error| failed(&error))?;
        let tables = ask("SELECT count(*) FROM sqlite_schema").map_err(|error| failed(&error))?;
        if application != APPLICATION && tables > 0 {
            return Err(Error::new(ErrorKind::NotAnArchive, format!("{} is not a gazetteer", path.display())));
        }
        Ok(Self { connection, path: path.into() })
    }

    fn failed(&self, doing: &str, error: &rusqlite::Error) -> Error {
        let message = format!("cannot {doing} {}: {error}", self.path.display());
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Error::new(ErrorKind::Busy, message).with_hint("Wait until the other process has finished.")
            }
            Some(rusqlite::ErrorCode::DiskFull) => Error::new(ErrorKind::Full, message),
            _ => Error::new(ErrorKind::System, message),
        }
    }

    /// Takes the lines of a GeoNames file. `complain` hears of each line that is not understood; `tell` of lines done.
    pub fn add(
        &mut self,
        file: &str,
        input: &mut impl BufRead,
        at: &str,
        complain: &mut dyn FnMut(u64, &str),
        tell: &mut dyn FnMut(u64),
    ) -> Result<Kept> {
        let kept = add(&mut self.connection, file, input, at, complain, tell);
        kept.map_err(|error| match error {
            Failure::Store(error) => self.failed("write", &error),
            Failure::Input(error) => Error::io("read", Path::new(file), &error),
        })
    }

    /// Takes back the file added last: it stays, and is not counted any more. Gives its name.
    pub fn undo(&mut self, at: &str) -> Result<Option<String>> {
        let last = "SELECT source.number, source.file FROM source JOIN finished ON finished.source = source.number
            WHERE source.number NOT IN (SELECT source FROM withdrawn) ORDER BY source.number DESC LIMIT 1";
        let found = self.connection.query_row(last, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
        match found {
            Ok((source, file)) => {
                let withdraw = "INSERT INTO withdrawn (source, at) VALUES (?1, ?2)";
                self.connection.execute(withdraw, (source, at)).map_err(|error| self.failed("write", &error))?;
                Ok(Some(file))
            }
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
            Err(error) => Err(self.failed("read", &error)),
        }
    }

    /// Every place of a name, the largest first; of one id the newest.
    pub fn places(&self, name: &str) -> Result<Vec<UserPlace>> {
        let ask = "SELECT p.id, p.name, p.code, p.country, p.latitude, p.longitude, p.people,
                (SELECT a.name FROM place a WHERE a.country = p.country AND a.admin = p.admin AND a.code = 'ADM1'
                    AND a.id <> p.id AND p.admin <> '' ORDER BY a.number DESC LIMIT 1)
            FROM name n JOIN place p ON p.number = n.place
            WHERE n.folded = ?1 AND p.source IN (SELECT source FROM finished EXCEPT SELECT source FROM withdrawn)
            ORDER BY p.people DESC, p.number DESC";
        let found = self.connection.prepare(ask).and_then(|mut ask| {
            let rows = ask.query_map([name.to_lowercase()], |row| {
                Ok(UserPlace {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    code: row.get(2)?,
                    country: row.get(3)?,
                    latitude: row.get(4)?,
                    longitude: row.get(5)?,
                    people: row.get(6)?,
                    within: row.get(7)?,
                })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let mut found = found.map_err(|error| self.failed("read", &error))?;
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|place| seen.insert(place.id));
        found.truncate(MOST_FOUND);
        Ok(found)
    }
}

enum Failure {
    Store(rusqlite::Error),
    Input(io::Error),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error)
    }
}

fn add(
    connection: &mut Connection,
    file: &str,
    input: &mut impl BufRead,
    at: &str,
    complain: &mut dyn FnMut(u64, &str),
    tell: &mut dyn FnMut(u64),
) -> std::result::Result<Kept, Failure> {
    connection.execute("INSERT INTO source (at, file) VALUES (?1, ?2)", (at, file))?;
    let source = connection.last_insert_rowid();
    let (mut kept, mut number, mut bytes) = (Kept::default(), 0, Vec::new());
    let mut is_over = false;
    while !is_over {
        let transaction = connection.transaction()?;
        let until = number + BATCH;
        while number < until && !is_over {
            is_over = !next_line(input, &mut bytes).map_err(Failure::Input)?;
            if is_over {
                break;
            }
            number += 1;
            match std::str::from_utf8(&bytes).map_err(|_| "not UTF-8").and_then(Line::parse) {
                Ok(None) => {}
                Ok(Some(line)) => {
                    line.put(&transaction, source)?;
                    kept.places += 1;
                }
                Err(why) => {
                    kept.refused += 1;
                    complain(number, why);
                }
            }
            if number.is_multiple_of(4096) {
                tell(number);
            }
        }
        transaction.commit()?;
    }
    let (places, refused) = (kept.places.cast_signed(), kept.refused.cast_signed());
    connection
        .execute("INSERT INTO finished (source, kept, refused) VALUES (?1, ?2, ?3)", (source, places, refused))?;
    Ok(kept)
}

/// Reads a line without its end; of an overlong one only the first bytes. False at the end of the file.
fn next_line(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<bool> {
    bytes.clear();
    if input.by_ref().take(LONGEST_LINE).read_until(b'\n', bytes)? == 0 {
        return Ok(false);
    }
    let mut is_whole = bytes.ends_with(b"\n") || (bytes.len() as u64) < LONGEST_LINE;
    while !is_whole {
        let mut rest = Vec::new();
        let count = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut rest)?;
        is_whole = count == 0 || rest.ends_with(b"\n");
    }
    while matches!(bytes.last(), Some(b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(true)
}

/// A line of GeoNames, taken apart.
struct Line<'a> {
    id: i64,
    name: &'a str,
    others: [&'a str; 2],
    code: &'a str,
    country: &'a str,
    admin: &'a str,
    latitude: f64,
    longitude: f64,
    people: i64,
}

impl<'a> Line<'a> {
    /// `None` for an empty line or a comment.
    fn parse(text: &'a str) -> std::result::Result<Option<Self>, &'static str> {
        if text.trim().is_empty() || text.starts_with('#') {
            return Ok(None);
        }
        let mut cells = [""; COLUMNS];
        let mut count = 0;
        for cell in text.split('\t') {
            *cells.get_mut(count).ok_or("more than 19 columns")? = cell;
            count += 1;
        }
        if count < COLUMNS {
            return Err("fewer than 19 columns separated by tabs");
        }
        let degrees = |text: &str, most: f64| text.parse().ok().filter(|value: &f64| value.abs() <= most);
        let name = cells[1].trim();
        if name.is_empty() {
            return Err("no name in column 2");
        }
        Ok(Some(Self {
            id: cells[0].parse().map_err(|_| "no number in column 1 (geonameid)")?,
            name,
            others: [cells[2], cells[3]],
            code: cells[7],
            country: cells[8],
            admin: cells[10],
            latitude: degrees(cells[4], 90.0).ok_or("no latitude in column 5")?,
            longitude: degrees(cells[5], 180.0).ok_or("no longitude in column 6")?,
            people: if cells[14].is_empty() {
                0
            } else {
                cells[14].parse().map_err(|_| "no number in column 15 (population)")?
            },
        }))
    }

    fn put(&self, transaction: &Transaction, source: i64) -> rusqlite::Result<()> {
        let place = "INSERT INTO place (source, id, name, code, country, admin, latitude, longitude, people)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        transaction.prepare_cached(place)?.execute(params![
            source,
            self.id,
            self.name,
            self.code,
            self.country,
            self.admin,
            self.latitude,
            self.longitude,
            self.people
        ])?;
        let number = transaction.last_insert_rowid();
        let mut name = transaction.prepare_cached("INSERT OR IGNORE INTO name (folded, place) VALUES (?1, ?2)")?;
        let others = self.others[1].split(',').filter(|name| is_latin(name));
        for text in [self.name, self.others[0]].into_iter().chain(others).filter(|it| !it.is_empty()).take(MOST_NAMES) {
            name.execute((text.to_lowercase(), number))?;
        }
        Ok(())
    }
}

/// Whether English text could write it so; GeoNames has names in every script, links among them.
fn is_latin(name: &str) -> bool {
    name.len() <= 80
        && !name.contains("://")
        && name.chars().all(|c| c < '\u{250}' || ('\u{1E00}'..='\u{1EFF}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "1\tSalvery\tSalvery\tPort Salvery,https://x\t1.5\t-2.5\tP\tPPL\tZZ\t\t07\t\t\t\t4200\t\t\tX/Y\t2024-01-01\n\
        broken line\n\
        2\tNorth Shore\t\t\t2\t-2\tA\tADM1\tZZ\t\t07\t\t\t\t90000\t\t\tX/Y\t2024-01-01\n\
        3\tSalvery\t\t\t91.5\t-2\tP\tPPL\tZZ\t\t\t\t\t\t\t\t\tX/Y\t2024-01-01\n";

    #[test]
    fn lines_are_kept_found_and_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.places");
        let mut made = UserGazetteer::open(&path).unwrap();
        let mut wrong = Vec::new();
        let kept = made.add(
            "f",
            &mut FILE.as_bytes(),
            "now",
            &mut |line, why| wrong.push((line, why.to_owned())),
            &mut |_| (),
        );
        assert_eq!(kept.unwrap(), Kept { places: 2, refused: 2 });
        assert_eq!(wrong.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
        let found = made.places("port salvery").unwrap();
        assert_eq!((found[0].id, found[0].within.as_deref()), (1, Some("North Shore")));
        assert_eq!(made.undo("now").unwrap().as_deref(), Some("f"));
        assert!(made.places("Salvery").unwrap().is_empty());
        assert_eq!(made.undo("now").unwrap(), None);
    }

    #[test]
    fn another_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.places");
        std::fs::write(&path, "not a database, but long enough to be read as one by somebody else").unwrap();
        assert!(UserGazetteer::open(&path).is_err());
    }
}
