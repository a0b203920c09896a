//! An HTTP response as archives keep it: its head taken apart, its body out of chunks and compression, both in bounds.

use std::io::{self, Read};

use crate::acquire::DOCUMENT_BYTES;

/// The head of a response, and where its body starts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The status code; 200 where there is no status line.
    pub status: u16,
    /// The media type, lower-case, without parameters.
    pub media: Option<String>,
    /// The character set the head declares.
    pub charset: Option<String>,
    /// How the body is written.
    pub codings: Codings,
    /// Bytes before the body.
    pub length: usize,
}

/// How a body is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Codings {
    /// In chunks.
    pub chunked: bool,
    /// Compressed, in the order applied.
    pub content: Vec<String>,
}

impl Head {
    /// The head of a response; one without a status line is all body.
    pub(crate) fn parse(block: &[u8]) -> Self {
        if !block.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"HTTP/")) {
            return Self { status: 200, ..Self::default() };
        }
        let (head, length) = super::head_of(block);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split_whitespace().nth(1)).and_then(|it| it.parse().ok());
        let mut found = Self { status: status.unwrap_or(0), length, ..Self::default() };
        for line in lines {
            let Some((name, value)) = line.split_once(':') else { continue };
            found.field(&name.trim().to_ascii_lowercase(), value.trim());
        }
        found
    }

    fn field(&mut self, name: &str, value: &str) {
        match name {
            "content-type" if self.media.is_none() => (self.media, self.charset) = media_type(value),
            "transfer-encoding" => self.codings.chunked |= value.to_ascii_lowercase().contains("chunked"),
            "content-encoding" => {
                let codings = value.split(',').map(|it| it.trim().to_ascii_lowercase());
                self.codings.content.extend(codings.filter(|it| !it.is_empty() && it != "identity").take(4));
            }
            _ => {}
        }
    }
}

/// A `Content-Type` taken apart: media type and character set.
pub(crate) fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let media = parts.next().map(str::to_ascii_lowercase).filter(|it| !it.is_empty());
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset)
}

/// The body without chunks and compression; what could not be undone is told.
pub(crate) fn body(bytes: Vec<u8>, codings: &Codings) -> (Vec<u8>, Option<String>) {
    let (mut bytes, mut note) = (bytes, None);
    if codings.chunked {
        match unchunked(&bytes) {
            Ok(whole) => bytes = whole,
            // Many archives keep the header and the body without its chunks.
            Err(Chunks::None) => {}
            Err(Chunks::Broken(part)) => {
                note = Some("the chunks of the response are damaged, what stands before is kept".into());
                bytes = part;
            }
        }
    }
    for coding in codings.content.iter().rev() {
        match inflated(&bytes, coding) {
            Ok((whole, told)) => {
                bytes = whole;
                note = note.or(told);
            }
            Err(told) => return (bytes, note.or(told)),
        }
    }
    (bytes, note)
}

enum Chunks {
    /// There are no chunks.
    None,
    /// They end in damage after these bytes.
    Broken(Vec<u8>),
}

fn unchunked(bytes: &[u8]) -> Result<Vec<u8>, Chunks> {
    let (mut rest, mut whole) = (bytes, Vec::new());
    loop {
        let broken = |whole: Vec<u8>| if whole.is_empty() { Chunks::None } else { Chunks::Broken(whole) };
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(256)]) else { return Err(broken(whole)) };
        let size = rest[..end].split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let Some(size) = hexadecimal(size) else { return Err(broken(whole)) };
        rest = &rest[end + 1..];
        if size == 0 {
            return Ok(whole);
        }
        if size > rest.len() {
            whole.extend_from_slice(rest);
            return Err(Chunks::Broken(whole));
        }
        whole.extend_from_slice(&rest[..size]);
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

fn hexadecimal(digits: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(digits).ok().filter(|it| (1..=8).contains(&it.len()))?;
    usize::from_str_radix(digits, 16).ok()
}

/// Bytes out of one compression; an error where they are none, with a note where they should be.
fn inflated(bytes: &[u8], coding: &str) -> Result<(Vec<u8>, Option<String>), Option<String>> {
    match coding {
        "gzip" | "x-gzip" if !super::super::gzip::is_gzip(bytes) => Err(None),
        "gzip" | "x-gzip" => bounded(flate2::bufread::MultiGzDecoder::new(bytes)),
        // "deflate" is zlib by the book, bare by custom.
        "deflate" if bytes.first().is_some_and(|byte| byte & 0x0F == 8) => {
            bounded(flate2::bufread::ZlibDecoder::new(bytes))
        }
        "deflate" => bounded(flate2::bufread::DeflateDecoder::new(bytes)),
        "br" => match bounded(brotli_decompressor::Decompressor::new(bytes, 4096)) {
            // Archives keep the header of a body that was decompressed already.
            Err(_) if bytes.trim_ascii_start().starts_with(b"<") => Err(None),
            result => result,
        },
        _ if bytes.trim_ascii_start().starts_with(b"<") => Err(None),
        other => Err(Some(format!("content encoding \"{}\" is not known", other.escape_debug()))),
    }
}

fn bounded(decoder: impl Read) -> Result<(Vec<u8>, Option<String>), Option<String>> {
    let mut whole = Vec::new();
    let limit = DOCUMENT_BYTES as u64 + 1;
    match decoder.take(limit).read_to_end(&mut whole) {
        Ok(_) => Ok((whole, None)),
        Err(error) if whole.is_empty() => Err(Some(format!("the compressed body is damaged ({error})"))),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok((whole, None)),
        Err(_) => Ok((whole, Some("the compressed body is damaged, what stands before is kept".into()))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn the_head_and_the_body_of_a_response() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/HTML; Charset=\"koi8-r\"\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nPoli\r\n3;x=y\r\nce \r\n0\r\n\r\n";
        let head = Head::parse(block);
        assert_eq!(
            (head.status, head.media.as_deref(), head.charset.as_deref()),
            (200, Some("text/html"), Some("koi8-r"))
        );
        assert_eq!(body(block[head.length..].to_vec(), &head.codings), (b"Police ".to_vec(), None));
        let bare = Codings { chunked: true, ..Codings::default() };
        assert_eq!(body(b"<p>Police".to_vec(), &bare), (b"<p>Police".to_vec(), None));
        let (part, note) = body(b"4\r\nPoli\r\nzz\r\n".to_vec(), &bare);
        assert!(part == b"Poli" && note.is_some());
    }

    #[test]
    fn compressed_bodies() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(b"<p>Police said so.").unwrap();
        let bytes = encoder.finish().unwrap();
        let gzip = Codings { chunked: false, content: vec!["gzip".into()] };
        assert_eq!(body(bytes.clone(), &gzip), (b"<p>Police said so.".to_vec(), None));
        assert_eq!(body(b"<p>Police".to_vec(), &gzip), (b"<p>Police".to_vec(), None));
        let (part, _) = body(bytes[..bytes.len() - 4].to_vec(), &gzip);
        assert_eq!(part, b"<p>Police said so.");
        // "<p>Police" in Brotli without compression: one raw block.
        let brotli = [&[0x0B, 0x04, 0x80][..], b"<p>Police", &[0x03]].concat();
        let coded = Codings { chunked: false, content: vec!["br".into()] };
        assert_eq!(body(brotli, &coded).0, b"<p>Police");
    }
}
