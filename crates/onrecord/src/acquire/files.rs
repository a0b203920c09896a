//! What a path holds: regular files only, folders walked in name order, type told by content and not by name.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    DOCUMENT_BYTES, Inputs,
    columns::Columns,
    decode,
    draft::Draft,
    fetch::{Fetcher, Known, is_address},
    gzip::{Inflated, Stream, is_gzip},
    lines::{Line, next_line},
    lists, megabytes,
    sniff::{Kind, inflates_to_archive, sniff},
    table::Table,
    warc::{Archive, Codings, is_archive},
    window::Window,
    xml::root_name,
};
use crate::{Error, ErrorKind};

/// Endings of the files that are taken from a folder.
pub const ARTICLE_ENDINGS: &[&str] = &[
    "html", "htm", "xhtml", "txt", "md", "jsonl", "ndjson", "json", "csv", "tsv", "xml", "rss", "atom", "rdf", "eml",
    "mht", "mhtml", "warc", "arc", "gz",
];

/// Folders below folders, at most so many.
const FOLDER_DEPTH: usize = 64;

/// How much of a file is looked at to tell what it is.
const SNIFFED: usize = 4096;

/// The bytes of one document, as found.
pub struct Found {
    /// The name the user gave it, as far as known before parsing.
    pub key: String,
    /// Where, for messages.
    pub origin: String,
    /// How to take the bytes.
    pub kind: Kind,
    /// The bytes, or why they could not be had.
    pub bytes: Result<Vec<u8>, Error>,
    /// What is known of them beside.
    pub context: Context,
}

/// What an archive tells of the bytes it keeps.
#[derive(Debug, Default)]
pub struct Context {
    /// Where they were published.
    pub(super) url: Option<String>,
    /// When they were fetched, RFC 3339.
    pub(super) fetched: Option<String>,
    /// The character set the server declared.
    pub(super) charset: Option<String>,
    /// How they are chunked and compressed.
    pub(super) codings: Codings,
    /// How the columns of a record are named.
    pub(super) columns: Arc<Columns>,
    /// What a feed says of them.
    pub(super) draft: Option<Box<Draft>>,
    /// What is wrong with them.
    pub(super) note: Option<String>,
}

impl super::work::Job for Found {
    type Label = (String, String);
    fn weight(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }
    fn label(&self) -> Self::Label {
        (self.key.clone(), self.origin.clone())
    }
}

/// Whether a file of this name is taken from a folder.
pub fn is_article(path: &Path) -> bool {
    let ending = path.extension().and_then(|it| it.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ARTICLE_ENDINGS.contains(&ending.as_str()))
}

/// All documents of the inputs, in order.
pub(super) struct Walk {
    /// Paths still to visit, with how deep below a named folder they are.
    paths: VecDeque<(PathBuf, usize)>,
    stream: Option<Box<dyn Read + Send>>,
    records: Option<Box<dyn Iterator<Item = Found> + Send>>,
    columns: Arc<Columns>,
    fetcher: Option<Fetcher>,
}

/// A JSONL file being read.
struct Records {
    reader: BufReader<Box<dyn Read + Send>>,
    name: String,
    stem: String,
    line: usize,
    columns: Arc<Columns>,
}

impl Walk {
    /// Starts at the first path.
    pub(super) fn new(inputs: Inputs) -> Self {
        let paths = inputs.paths.into_iter().map(|path| (path, 0)).collect();
        Self {
            paths,
            stream: inputs.stream,
            records: inputs.found,
            columns: Arc::new(inputs.columns),
            fetcher: inputs.fetcher,
        }
    }

    fn visit(&mut self, path: &Path, depth: usize) -> Option<Found> {
        let name = path.display().to_string();
        if name == "-" && depth == 0 {
            return match self.stream.take() {
                Some(stream) => self.open("standard input".into(), "-", stream),
                None => Some(failed(name, Error::refused("standard input cannot be read here, or was read already"))),
            };
        }
        if is_address(&name) && depth == 0 {
            return self.fetch(name);
        }
        let file = match regular(path) {
            Ok(Entry::File(file)) => file,
            Ok(Entry::Folder) => return self.folder(path, depth),
            Err(error) => return Some(failed(name, error)),
        };
        let stem = path.file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
        self.open(name, &stem, Box::new(file))
    }

    /// What stands at an address: whatever a file may hold.
    fn fetch(&mut self, url: String) -> Option<Found> {
        let Some(fetcher) = &mut self.fetcher else {
            let error = Error::refused(format!("{url} is an address, and nothing is fetched here"));
            return Some(failed(url, error.with_hint("Add it to an archive first: onrecord add ADDRESS.")));
        };
        let page = match fetcher.get(&url, &Known::default()) {
            Ok(Some(page)) => page,
            Ok(None) => return Some(failed(url.clone(), Error::refused(format!("{url} has not changed")))),
            Err(error) => return Some(failed(url, error)),
        };
        let html = page.media.as_deref().is_some_and(|it| it.contains("html"));
        let (address, charset, date, mut note) = (page.url, page.charset, page.date, page.note);
        let found = self.open(url.clone(), &url, Box::new(io::Cursor::new(page.bytes)));
        let inside = self.records.take();
        let dated = date.clone();
        self.records = inside.map(|inside| {
            let dated = inside.map(move |mut found| {
                found.context.fetched.get_or_insert_with(|| dated.clone());
                found
            });
            Box::new(dated) as Box<dyn Iterator<Item = Found> + Send>
        });
        let mut found = found?;
        if html && matches!(found.kind, Kind::Text | Kind::Markdown) {
            found.kind = Kind::Page;
        }
        found.context.note = found.context.note.take().or(note.take());
        found.context.url = Some(address);
        found.context.charset = charset;
        found.context.fetched = Some(date);
        Some(found)
    }

    fn folder(&mut self, path: &Path, depth: usize) -> Option<Found> {
        let name = path.display().to_string();
        if depth >= FOLDER_DEPTH {
            return Some(failed(
                name.clone(),
                Error::refused(format!("{name} lies more than {FOLDER_DEPTH} folders deep")),
            ));
        }
        let paths = match articles_of(path) {
            Ok(paths) => paths,
            Err(error) => return Some(failed(name, Error::io("read folder", path, &error))),
        };
        if paths.is_empty() && depth == 0 {
            let error = Error::refused(format!("no articles in folder {name}")).with_hint(format!(
                "Files with these endings are taken from a folder: {}.",
                ARTICLE_ENDINGS.join(", ")
            ));
            return Some(failed(name, error));
        }
        for path in paths.into_iter().rev() {
            self.paths.push_front((path, depth + 1));
        }
        None
    }

    /// Tells what a stream holds; JSONL is read line by line, anything else whole.
    fn open(&mut self, name: String, stem: &str, stream: Box<dyn Read + Send>) -> Option<Found> {
        match self.unpacked(&name, stream) {
            Ok(Some(stream)) => self.plain(name, stem, stream),
            Ok(None) => None,
            Err(error) => Some(failed(name.clone(), Error::io("read", Path::new(&name), &error))),
        }
    }

    /// The stream out of its gzip; `None` where it is a web archive, which is taken record by record.
    fn unpacked(&mut self, name: &str, stream: Stream) -> io::Result<Option<Stream>> {
        let mut raw = Window::new(stream);
        let packed = is_gzip(raw.peek(4)?);
        let archive = if packed { inflates_to_archive(raw.peek(SNIFFED)?) } else { is_archive(raw.peek(11)?) };
        if archive {
            self.records = Some(Box::new(Archive::new(Box::new(raw), name.into())?));
            return Ok(None);
        }
        Ok(Some(if packed { Box::new(Inflated::new(Box::new(raw), name)?) } else { Box::new(raw) }))
    }

    /// Goes through what a file holds, or tells why that cannot be.
    fn take<I: Iterator<Item = Found> + Send + 'static>(
        &mut self,
        name: &str,
        inside: Result<I, Error>,
    ) -> Option<Found> {
        match inside {
            Ok(inside) => {
                self.records = Some(Box::new(inside));
                None
            }
            Err(error) => Some(failed(name.to_owned(), error)),
        }
    }

    fn list(&mut self, name: &str, found: Result<Vec<Found>, Error>) -> Option<Found> {
        self.take(name, found.map(Vec::into_iter))
    }

    fn plain(&mut self, name: String, stem: &str, stream: Stream) -> Option<Found> {
        let mut reader = BufReader::with_capacity(1 << 16, stream);
        let head = match peek(&mut reader) {
            Ok(head) => head,
            Err(error) => return Some(failed(name.clone(), Error::io("read", Path::new(&name), &error))),
        };
        let kind = sniff(&head, Path::new(&name), &self.columns);
        let columns = self.columns.clone();
        if kind == Kind::Record {
            self.records = Some(Box::new(Records { reader, name, stem: stem.into(), line: 0, columns }));
            return None;
        }
        if kind == Kind::Table && !is_wide(&head) {
            return self.take(&name, Table::new(reader, name.clone(), stem.into(), columns));
        }
        let bytes = whole(reader, &name);
        match kind {
            Kind::Feed => return self.list(&name, bytes.and_then(|bytes| lists::entries(&name, &bytes))),
            Kind::Json => {
                return self.list(&name, bytes.and_then(|bytes| lists::records(&name, stem, &bytes, &columns)));
            }
            Kind::Foreign => {
                let root = root_name(&String::from_utf8_lossy(&head)).unwrap_or_default();
                let root: String = root.chars().take(40).collect();
                let error = Error::refused(format!(
                    "{name} is XML that begins with <{root}>, in which no articles are looked for"
                ));
                return Some(failed(name, error.with_hint("Feeds, NewsML-G2, NITF and pages are read.")));
            }
            Kind::Table => {
                let text = bytes.and_then(|bytes| decode(&bytes, None, &name)).map(|it| io::Cursor::new(it.text));
                return self.take(&name, text.and_then(|text| Table::new(text, name.clone(), stem.into(), columns)));
            }
            _ => {}
        }
        let key = if name == "standard input" { "-".into() } else { name.clone() };
        Some(Found { key, origin: name, kind, bytes, context: Context::default() })
    }
}

/// Whether a text is in wide characters, which cannot be cut into lines as they stand.
fn is_wide(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.iter().take(64).any(|byte| *byte == 0)
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(records) = &mut self.records {
                if let Some(found) = records.next() {
                    return Some(found);
                }
                self.records = None;
            }
            let (path, depth) = self.paths.pop_front()?;
            if let Some(found) = self.visit(&path, depth) {
                return Some(found);
            }
        }
    }
}

impl Iterator for Records {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            self.line += 1;
            let key = format!("{}:{}", self.stem, self.line);
            let origin = format!("{}:{}", self.name, self.line);
            let bytes = match next_line(&mut self.reader, DOCUMENT_BYTES) {
                Ok(None) => return None,
                Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some(Line::Whole(bytes))) => Ok(bytes),
                Ok(Some(Line::TooLong(length))) => Err(too_large(&origin, Some(length))),
                Err(error) => {
                    // A stream that failed once is not asked again.
                    self.reader = BufReader::new(Box::new(io::empty()));
                    Err(Error::io("read", Path::new(&origin), &error))
                }
            };
            let context = Context { columns: self.columns.clone(), ..Context::default() };
            return Some(Found { key, origin, kind: Kind::Record, bytes, context });
        }
    }
}

enum Entry {
    File(File),
    Folder,
}

/// Opens a regular file; a pipe or device could block or never end.
fn regular(path: &Path) -> Result<Entry, Error> {
    let told = fs::metadata(path).map_err(|error| open_error(path, &error))?;
    if told.is_dir() {
        return Ok(Entry::Folder);
    }
    if !told.is_file() {
        return Err(Error::refused(format!("{} is not a regular file", path.display()))
            .with_hint("Pipe its content in and give - as the file."));
    }
    File::open(path).map(Entry::File).map_err(|error| open_error(path, &error))
}

fn open_error(path: &Path, error: &io::Error) -> Error {
    let failed = Error::io("read", path, error);
    match error.kind() {
        io::ErrorKind::NotFound => failed.with_hint("Check the name and the folder you are in."),
        io::ErrorKind::PermissionDenied => failed.with_hint("You lack the right to read it."),
        _ => failed,
    }
}

/// The files and folders below a folder that may hold articles, by name; links are not followed.
fn articles_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type()?;
        if !hidden && (kind.is_dir() || (kind.is_file() && is_article(&entry.path()))) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The first bytes of a stream, left in it.
fn peek(reader: &mut BufReader<Box<dyn Read + Send>>) -> io::Result<Vec<u8>> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            chunk => return chunk.map(|chunk| chunk[..chunk.len().min(SNIFFED)].to_vec()),
        }
    }
}

/// The whole of a stream, refused as soon as it is longer than one document may be.
fn whole(reader: impl Read, name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let limit = DOCUMENT_BYTES as u64 + 1;
    reader.take(limit).read_to_end(&mut bytes).map_err(|error| Error::io("read", Path::new(name), &error))?;
    if bytes.len() > DOCUMENT_BYTES {
        return Err(too_large(name, fs::metadata(name).ok().and_then(|told| usize::try_from(told.len()).ok())));
    }
    Ok(bytes)
}

pub(super) fn too_large(origin: &str, length: Option<usize>) -> Error {
    let size = length.map_or_else(String::new, |length| format!(" ({})", megabytes(length)));
    Error::refused(format!("{origin} is too large{size}")).with_hint(format!(
        "One document may have {}. Many articles go in one file as JSONL, one a line.",
        megabytes(DOCUMENT_BYTES)
    ))
}

pub(super) fn failed(name: String, error: Error) -> Found {
    Found { key: name.clone(), origin: name, kind: Kind::Text, bytes: Err(error), context: Context::default() }
}

impl Error {
    /// An input that is not taken.
    pub(crate) fn refused(message: impl std::fmt::Display) -> Self {
        Self::new(ErrorKind::Refused, message)
    }
}
