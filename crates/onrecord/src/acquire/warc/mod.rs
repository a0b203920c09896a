//! Web archives (WARC and the older ARC), plain or gzipped: each HTML response a page, a broken record named.
//!
//! Records are streamed; at most one is held. After damage the next record is looked for: in the next gzip member, or
//! at the next line that begins one.

mod response;

use std::io::{self, BufRead};

use response::Head;
pub(super) use response::{Codings, body, media_type};

use super::{
    DOCUMENT_BYTES,
    files::{Context, Found},
    gzip::{Members, Stream},
    sniff::Kind,
    window::Window,
};
use crate::Error;

/// The longest head of a record.
const HEAD_BYTES: usize = 64 << 10;

/// The records of one archive file.
pub(super) struct Archive {
    window: Window<Members>,
    name: String,
    arc: bool,
    number: usize,
    pages: usize,
    failures: usize,
    ended: bool,
}

/// What a record says of itself.
#[derive(Default)]
struct Record {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media: Option<String>,
    length: u64,
}

/// Whether bytes begin an archive.
pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || head.starts_with(b"filedesc://")
}

impl Archive {
    /// Starts at the first record.
    pub(super) fn new(stream: Stream, name: String) -> io::Result<Self> {
        let mut window = Window::new(Members::new(stream)?);
        let arc = window.peek(11)?.starts_with(b"filedesc://");
        Ok(Self { window, name, arc, number: 0, pages: 0, failures: 0, ended: false })
    }

    /// The next page or failure; `None` when there is nothing to tell of a record.
    fn step(&mut self) -> io::Result<Option<Found>> {
        if !self.at_content()? {
            self.ended = true;
            return Ok(self.nothing_found());
        }
        let start = if self.arc { self.arc_head()? } else { self.warc_head()? };
        let record = match start {
            Ok(record) => record,
            Err(why) => return Ok(Some(self.broken(&why)?)),
        };
        self.number += 1;
        let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
        let (block, cut) = self.block(record.length, wanted)?;
        if !wanted || !self.may_be_page(&record) {
            return Ok(cut.map(|why| self.failed(&why)));
        }
        if record.length > DOCUMENT_BYTES as u64 {
            return Ok(Some(self.failed(&format!("is too large ({} bytes)", record.length))));
        }
        Ok(self.page(record, block, cut))
    }

    /// Goes to the next byte that is no white space; false at the end of the file.
    fn at_content(&mut self) -> io::Result<bool> {
        loop {
            let chunk = self.window.fill_buf()?;
            if chunk.is_empty() {
                if !self.window.stream.advance()? {
                    return Ok(false);
                }
                continue;
            }
            let blank = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let all = blank == chunk.len();
            self.window.consume(blank);
            if !all {
                return Ok(true);
            }
        }
    }

    fn warc_head(&mut self) -> io::Result<Result<Record, String>> {
        let bytes = self.window.peek(HEAD_BYTES)?;
        if !bytes.starts_with(b"WARC/") {
            return Ok(Err("does not begin a record".into()));
        }
        let (head, length) = head_of(bytes);
        if length == bytes.len() && !head.ends_with(b"\n") {
            return Ok(Err("has no end of its head".into()));
        }
        let head = String::from_utf8_lossy(head).into_owned();
        self.window.consume(length);
        let (mut record, mut stated) = (Record::default(), None);
        for line in head.lines().skip(1) {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => record.url = Some(value.trim_matches(['<', '>']).into()),
                "warc-date" => record.date = Some(value.into()),
                "content-type" => record.media = media_type(value).0,
                "content-length" => stated = stated.or(value.parse().ok()),
                _ => {}
            }
        }
        record.length = match stated {
            Some(length) => length,
            None => return Ok(Err("does not say its length".into())),
        };
        Ok(Ok(record))
    }

    /// `URL address date type length`, the URL perhaps with spaces in it.
    fn arc_head(&mut self) -> io::Result<Result<Record, String>> {
        let bytes = self.window.peek(HEAD_BYTES)?;
        let Some(end) = memchr::memchr(b'\n', bytes) else { return Ok(Err("does not begin a record".into())) };
        let line = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_date = |word: &&str| (12..=18).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        let date = words.iter().skip(2).position(is_date).map(|at| at + 2);
        let length = words.last().and_then(|word| word.parse().ok());
        let (Some(date), Some(length), true) = (date, length, line.contains("://")) else {
            return Ok(Err("does not begin a record".into()));
        };
        self.window.consume(end + 1);
        let kind = if words[0].starts_with("filedesc:") { "warcinfo" } else { "response" };
        let time = words[date];
        let time = (time.len() >= 14).then(|| {
            let part = |from: usize, to: usize| &time[from..to];
            format!("{}-{}-{}T{}:{}:{}Z", part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14))
        });
        let media = words.get(date + 1).and_then(|it| media_type(it).0);
        Ok(Ok(Record { kind: kind.into(), url: Some(words[..date - 1].join(" ")), date: time, media, length }))
    }

    /// The bytes of a record, held where they are wanted, and why they are fewer than it says.
    fn block(&mut self, length: u64, wanted: bool) -> io::Result<(Vec<u8>, Option<String>)> {
        let (mut block, mut left) = (Vec::new(), length);
        while left > 0 {
            let chunk = self.window.fill_buf()?;
            if chunk.is_empty() {
                let damage = self.window.stream.damage();
                let why = damage.unwrap_or_else(|| format!("{left} of its {length} bytes are missing"));
                return Ok((block, Some(why)));
            }
            let count = chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            if wanted && length <= DOCUMENT_BYTES as u64 {
                block.extend_from_slice(&chunk[..count]);
            }
            self.window.consume(count);
            left -= count as u64;
            if self.window.stream.is_bomb() {
                self.window.stream.abandon();
                return Ok((block, Some("it inflates to more than 200 times its size".into())));
            }
        }
        self.end_of_block(&mut block);
        Ok((block, None))
    }

    /// A record that states too great a length has swallowed the next one: that one is put back.
    fn end_of_block(&mut self, block: &mut Vec<u8>) {
        if self.arc || block.is_empty() {
            return;
        }
        let after = self.window.peek(16).unwrap_or_default().trim_ascii_start();
        if after.is_empty() || after.starts_with(b"WARC/") {
            return;
        }
        if let Some(at) = memchr::memmem::find(block, b"\r\n\r\nWARC/1.") {
            let swallowed = block.split_off(at + 4);
            self.window.put_back(&swallowed);
        }
    }

    /// Whether a record may hold an article, by what it says of itself.
    fn may_be_page(&self, record: &Record) -> bool {
        let is_text = |media: &str| matches!(media, "text/html" | "application/xhtml+xml" | "text/plain");
        match record.kind.as_str() {
            "response" => record.url.as_deref().is_none_or(|url| !url.starts_with("dns:")),
            _ => record.media.as_deref().is_some_and(is_text),
        }
    }

    fn page(&mut self, record: Record, mut block: Vec<u8>, cut: Option<String>) -> Option<Found> {
        let head =
            if record.kind == "response" { Head::parse(&block) } else { Head { status: 200, ..Head::default() } };
        let media = head.media.clone().or(if head.length == 0 { record.media.clone() } else { None });
        let kind = match media.as_deref() {
            Some("text/html" | "application/xhtml+xml") => Kind::Page,
            None if super::sniff::begins_like_page(block.get(head.length..).unwrap_or_default()) => Kind::Page,
            Some("text/plain") if record.kind == "conversion" => Kind::Text,
            _ => return cut.map(|why| self.failed(&why)),
        };
        if !(200..300).contains(&head.status) || block.len() <= head.length {
            return cut.map(|why| self.failed(&why));
        }
        block.drain(..head.length);
        self.pages += 1;
        let origin = self.origin();
        let note = cut.map(|why| format!("the record is cut short: {why}"));
        let key = record.url.clone().unwrap_or_else(|| origin.clone());
        let context = Context {
            url: record.url,
            fetched: record.date,
            charset: head.charset,
            codings: head.codings,
            note,
            ..Context::default()
        };
        Some(Found { key, origin, kind, bytes: Ok(block), context })
    }

    fn origin(&self) -> String {
        format!("{}: record {}", self.name, self.number)
    }

    fn failed(&mut self, why: &str) -> Found {
        self.failures += 1;
        let origin = self.origin();
        let error = Error::refused(format!("{origin} {why}")).with_hint("The other records of the file are read.");
        super::files::failed(origin, error)
    }

    /// Names a place that begins no record and goes to the next one.
    fn broken(&mut self, why: &str) -> io::Result<Found> {
        self.number += 1;
        let at = self.window.stream.start();
        let skipped = self.find_next_record()?;
        let damage = self.window.stream.damage();
        let why = damage.map_or_else(|| why.to_owned(), |damage| format!("{why}: {damage}"));
        Ok(self.failed(&format!("{why} (compressed part at byte {at}; {skipped} bytes passed over)")))
    }

    /// Passes over bytes up to the next line that begins a record, or the end of the member.
    fn find_next_record(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let chunk = self.window.fill_buf()?;
            if chunk.is_empty() {
                return Ok(skipped);
            }
            let step = memchr::memchr(b'\n', chunk).map_or(chunk.len(), |at| at + 1);
            let is_line = step < chunk.len() || chunk[step - 1] == b'\n';
            self.window.consume(step);
            skipped += step as u64;
            if self.window.stream.is_bomb() {
                self.window.stream.abandon();
            }
            if !is_line {
                continue;
            }
            let next = self.window.peek(5)?;
            if next.starts_with(b"WARC/") || self.arc && next.starts_with(b"http") {
                return Ok(skipped);
            }
        }
    }

    /// The error of a file without anything in it.
    fn nothing_found(&mut self) -> Option<Found> {
        if let Some(why) = self.window.stream.damage() {
            return Some(self.failed(&why));
        }
        if self.pages > 0 || self.failures > 0 {
            return None;
        }
        let error = Error::refused(format!("{} has no pages among its {} records", self.name, self.number))
            .with_hint("HTML responses with status 200 are taken from a web archive.");
        Some(super::files::failed(self.name.clone(), error))
    }
}

impl Iterator for Archive {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            match self.step() {
                Ok(Some(found)) => return Some(found),
                Ok(None) => {}
                Err(error) => {
                    self.ended = true;
                    return Some(self.failed(&format!("cannot be read: {error}")));
                }
            }
        }
        None
    }
}

/// The head of a record or response, and the length of it with the blank line after.
fn head_of(bytes: &[u8]) -> (&[u8], usize) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', &bytes[at..]) {
        let line = bytes[at..at + end].trim_ascii_end();
        if line.is_empty() {
            return (&bytes[..at], at + end + 1);
        }
        at += end + 1;
    }
    (bytes, bytes.len())
}
