//! Damaged input of every kind: nothing panics, and each is done in time. `ONRECORD_FUZZ=N` makes N of each kind; 400 by default.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use super::{
    Columns, Inputs, document,
    files::Walk,
    sniff::{Kind, sniff},
};

/// One sound document of each kind.
const SEEDS: &[&str] = &[
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>P</title>\
     <item><title>A &amp; <![CDATA[<b>B</b>]]></title><link>http://a.example/</link><pubDate>Fri, 22 Mar 24 10:00:00 GMT</pubDate><author>a@b.c (D E)</author>\
     <c:encoded>&lt;p&gt;Text&lt;/p&gt;</c:encoded></item></channel></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/'><title type='html'>P</title><entry><link href='b'/><content mode='base64'>UG9saWNl</content>\
     <summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Text</p></div></summary><updated>2024-03-22T10:00:00Z</updated></entry></feed>",
    "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"P\", \"items\": [{\"id\": 1, \"content_html\": \"<p>A</p>\", \"authors\": [{\"name\": \"D\"}]}]}",
    "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='1'><itemMeta><pubStatus qcode='stat:usable'/></itemMeta><contentMeta>\
     <headline>H</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content><p>Text</p><hl2>X</hl2></body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    "{\"uri\": \"urn:1\", \"versioncreated\": \"2024\", \"bodies\": [{\"role\": \"main\", \"contentType\": \"text/html\", \"value\": \"<p>Text</p>\"}], \"by\": \"A\"}",
    "{\"id\": 1, \"text\": [\"a\", \"b\"], \"author\": {\"name\": \"D\"}}\n{\"id\": 2, \"html\": \"<p>b</p>\"}\n",
    "[\n {\"text\": \"a\"},\n {\"content\": \"<p>b</p>\"}\n]",
    "id;text;date\n1;\"a; \"\"b\"\"\nc\";2024-03-22\n2;d;\n",
    "Received: x\r\nFrom: =?utf-8?q?A?= <a@b.example>\r\nTo: c@d.example\r\nSubject: S\r\nDate: Fri, 22 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; \
     boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nUG9saWNl\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n",
    "---\ntitle: T\nauthors:\n - A\n---\n# H\n\nText *with* [marks](u) and `code`.\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "<html><head><meta charset=utf-8><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"H\"}</script></head><body><article><h1>H</h1><p>Text</p></article></body></html>",
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: 69\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>Text</p></html>\r\n\r\n",
];

/// Pieces that break parsers.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&#x110000;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<!DOCTYPE a [",
    "</",
    "/>",
    "{",
    "}",
    "[",
    "]",
    "\\u0000",
    "\0",
    "\u{FEFF}",
    "\r",
    "\n\n",
    "\u{2028}",
    "\u{E9}",
    "=?utf-8?b?",
    "--b",
    "Content-Length: 99999999999999999999",
    "<a><a><a><a>",
    "xmlns:x=''",
    "99999999999999999999",
    "-1e999",
    "<item>",
    "</item>",
    "<p",
    "%00",
    "\u{1F600}",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }
}

fn damaged(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let (at, piece) = (random.below(bytes.len() + 1), PIECES[random.below(PIECES.len())]);
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.splice(at..at, piece.bytes())),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, piece.repeat(1 + random.below(300)).into_bytes())),
            3 => {
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            4 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= 1 << (end % 8)),
            _ => bytes.truncate(at.max(4)),
        }
    }
    bytes
}

#[test]
fn damaged_documents_of_every_kind() {
    let rounds = std::env::var("ONRECORD_FUZZ").ok().and_then(|it| it.parse().ok()).unwrap_or(400);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut read, mut refused, mut slowest) = (0_u64, 0_u64, Duration::ZERO);
    for round in 0..rounds {
        for seed in SEEDS {
            let bytes = damaged(seed.as_bytes(), &mut random);
            let start = Instant::now();
            let stream = Box::new(std::io::Cursor::new(bytes.clone()));
            let inputs = Inputs { paths: vec!["-".into()], stream: Some(stream), ..Inputs::default() };
            let mut shape = Kind::Text;
            for found in Walk::new(inputs) {
                shape = found.kind;
                match document(found).document {
                    Ok(_) => read += 1,
                    Err(_) => refused += 1,
                }
            }
            // Markdown is told by its name alone.
            let _ = super::markdown::document("k".into(), "f", &bytes, &mut Vec::new());
            let _ = sniff(&bytes, Path::new("a.xml"), &Columns::default());
            let time = start.elapsed();
            slowest = slowest.max(time);
            assert!(
                time < Duration::from_secs(5),
                "round {round}, {shape:?}: {time:?} for {:?}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
    assert!(read > 0 && refused > 0);
    if rounds > 400 {
        let runs = rounds * SEEDS.len() as u64;
        assert!(
            std::fs::write(
                std::env::temp_dir().join("onrecord-fuzz.txt"),
                format!("{runs} runs, {read} read, {refused} refused, slowest {slowest:?}\n")
            )
            .is_ok()
        );
    }
}
