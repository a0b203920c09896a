//! What a path holds: regular files only, folders walked in name order, type told by content and not by name.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use super::{
    DOCUMENT_BYTES, Inputs, decode,
    draft::Draft,
    feed::{self, Feed, is_json_feed},
    gzip::{Inflated, Stream, is_gzip},
    lines::{Line, next_line},
    megabytes,
    page::declared_charset,
    warc::{Archive, Codings, is_archive},
    window::Window,
    xml::root_name,
};
use crate::{Error, ErrorKind};

/// Endings of the files that are taken from a folder.
pub const ARTICLE_ENDINGS: &[&str] =
    &["html", "htm", "xhtml", "txt", "md", "jsonl", "ndjson", "json", "xml", "rss", "atom", "rdf", "warc", "arc", "gz"];

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
    /// What a feed says of them.
    pub(super) draft: Option<Box<Draft>>,
    /// What is wrong with them.
    pub(super) note: Option<String>,
}

/// How the bytes of a document are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of JSONL.
    Record,
    /// HTML.
    Page,
    /// Plain text or Markdown.
    Text,
    /// A feed or sitemap, each entry a document.
    Feed,
    /// The content of an article whose fields are known already.
    Draft,
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
}

/// A JSONL file being read.
struct Records {
    reader: BufReader<Box<dyn Read + Send>>,
    name: String,
    stem: String,
    line: usize,
}

impl Walk {
    /// Starts at the first path.
    pub(super) fn new(inputs: Inputs) -> Self {
        let paths = inputs.paths.into_iter().map(|path| (path, 0)).collect();
        Self { paths, stream: inputs.stream, records: None }
    }

    fn visit(&mut self, path: &Path, depth: usize) -> Option<Found> {
        let name = path.display().to_string();
        if name == "-" && depth == 0 {
            return match self.stream.take() {
                Some(stream) => self.open("standard input".into(), "-", stream),
                None => Some(failed(name, Error::refused("standard input cannot be read here, or was read already"))),
            };
        }
        let file = match regular(path) {
            Ok(Entry::File(file)) => file,
            Ok(Entry::Folder) => return self.folder(path, depth),
            Err(error) => return Some(failed(name, error)),
        };
        let stem = path.file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
        self.open(name, &stem, Box::new(file))
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

    fn feed(&mut self, name: String, bytes: Result<Vec<u8>, Error>) -> Option<Found> {
        match bytes.and_then(|bytes| entries(&name, &bytes)) {
            Ok(found) => {
                self.records = Some(Box::new(found.into_iter()));
                None
            }
            Err(error) => Some(failed(name, error)),
        }
    }

    fn plain(&mut self, name: String, stem: &str, stream: Stream) -> Option<Found> {
        let mut reader = BufReader::with_capacity(1 << 16, stream);
        let head = match peek(&mut reader) {
            Ok(head) => head,
            Err(error) => return Some(failed(name.clone(), Error::io("read", Path::new(&name), &error))),
        };
        let kind = sniff(&head, Path::new(&name));
        if kind == Kind::Record {
            self.records = Some(Box::new(Records { reader, name, stem: stem.into(), line: 0 }));
            return None;
        }
        let bytes = whole(reader, &name);
        if kind == Kind::Feed {
            return self.feed(name, bytes);
        }
        let key = if name == "standard input" { "-".into() } else { name.clone() };
        Some(Found { key, origin: name, kind, bytes, context: Context::default() })
    }
}

/// A feed taken apart: its entries, the first with what is wrong with the feed.
fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Found>, Error> {
    let declared = declared_charset(&bytes[..bytes.len().min(SNIFFED)]);
    let decoded = decode(bytes, declared.as_deref(), name)?;
    // What a stranger wrote must not end the walk.
    let feed = std::panic::catch_unwind(|| Feed::parse(&decoded.text))
        .map_err(|_| Error::new(ErrorKind::System, format!("{name} broke the reader of feeds")))?;
    if feed.entries.is_empty() {
        return Err(match (feed.addresses.len(), feed.note) {
            (0, Some(why)) => Error::refused(format!("{name} {why}")),
            (0, None) => Error::refused(format!("{name} is a feed without entries")),
            (count, _) => Error::refused(format!("{name} is a list of {count} addresses without articles")),
        });
    }
    let mut note = feed.note.into_iter().chain(decoded.note).reduce(|one, other| format!("{one}; {other}"));
    let found = feed.entries.into_iter().enumerate().map(|(at, mut draft)| {
        let origin = format!("{name}: entry {}", at + 1);
        let bytes = Ok(std::mem::take(&mut draft.content).into_bytes());
        let key = draft.key().unwrap_or_else(|| origin.clone());
        let context = Context { note: note.take(), draft: Some(Box::new(draft)), ..Context::default() };
        Found { key, origin, kind: Kind::Draft, bytes, context }
    });
    Ok(found.collect())
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
            return Some(Found { key, origin, kind: Kind::Record, bytes, context: Context::default() });
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

fn too_large(origin: &str, length: Option<usize>) -> Error {
    let size = length.map_or_else(String::new, |length| format!(" ({})", megabytes(length)));
    Error::refused(format!("{origin} is too large{size}")).with_hint(format!(
        "One document may have {}. Many articles go in one file as JSONL, one a line.",
        megabytes(DOCUMENT_BYTES)
    ))
}

pub(super) fn failed(name: String, error: Error) -> Found {
    Found { key: name.clone(), origin: name, kind: Kind::Text, bytes: Err(error), context: Context::default() }
}

/// What the first bytes are; the name decides only where they do not.
fn sniff(head: &[u8], path: &Path) -> Kind {
    let text = narrow(head);
    if let Some(root) = root_name(&text)
        && feed::is_feed_root(&root)
    {
        return Kind::Feed;
    }
    let head = text.trim_start_matches('\u{FEFF}').trim_ascii_start().as_bytes();
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    if matches!(ending.as_str(), "jsonl" | "ndjson") {
        return Kind::Record;
    }
    if is_record(head) {
        return if is_json_feed(head) { Kind::Feed } else { Kind::Record };
    }
    if matches!(ending.as_str(), "xml" | "rss" | "atom" | "rdf") && feed::starts_later(&text).is_some() {
        return Kind::Feed;
    }
    let named_page = matches!(ending.as_str(), "html" | "htm" | "xhtml");
    if begins_like_page(head) || (named_page && ending != "txt") {
        return Kind::Page;
    }
    Kind::Text
}

/// The first bytes as text to tell what they are by; wide characters made narrow.
fn narrow(head: &[u8]) -> String {
    match decode(head, None, "") {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(head).into_owned(),
    }
}

fn is_record(head: &[u8]) -> bool {
    let after_brace = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    after_brace.is_some_and(|rest| rest.starts_with(b"\""))
}

/// Whether the first bytes of a gzip stream hold the start of a web archive.
fn inflates_to_archive(head: &[u8]) -> bool {
    let mut start = [0; 11];
    let mut decoder = flate2::read::GzDecoder::new(head);
    let mut held = 0;
    while let Ok(count @ 1..) = decoder.read(&mut start[held..]) {
        held += count;
    }
    is_archive(&start[..held])
}

pub(super) fn begins_like_page(head: &[u8]) -> bool {
    const STARTS: &[&[u8]] =
        &[b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<meta", b"<article", b"<div", b"<p>", b"<h1"];
    let mut head = head;
    while head.starts_with(b"<!--") || head.starts_with(b"<?xml") {
        let Some(end) = memchr::memchr(b'>', head) else { return false };
        head = head[end + 1..].trim_ascii_start();
    }
    STARTS.iter().any(|start| head.len() >= start.len() && head[..start.len()].eq_ignore_ascii_case(start))
}

impl Error {
    /// An input that is not taken.
    pub(crate) fn refused(message: impl std::fmt::Display) -> Self {
        Self::new(ErrorKind::Refused, message)
    }
}
