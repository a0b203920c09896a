//! Web archives: pages come out with address and time; a broken record is named and the others are read.

use std::{
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use flate2::{Compression, write::GzEncoder};

fn page(at: usize) -> String {
    format!(
        "<html><head><title>Bridge {at} closed</title></head><body><article><p>Police said on Friday that bridge {at} at \
         Salvery was closed after the flood, and that nobody was hurt when its railing fell.</p><p>\"It is closed,\" \
         Mira Oduya, the harbour master, said at the scene, and asked drivers to stay away from it.</p></article></body></html>"
    )
}

fn record(at: usize) -> Vec<u8> {
    let page = page(at);
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{at}\r\nWARC-Date: 2026-03-0{}T08:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        at % 9 + 1,
        block.len()
    );
    [head.as_bytes(), block.as_bytes(), b"\r\n\r\n"].concat()
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn extract(bytes: &[u8]) -> (Output, Vec<serde_json::Value>) {
    let folder = tempfile::tempdir().unwrap();
    // The name says nothing: what it is is told by the content.
    fs::write(folder.path().join("saved.bin"), bytes).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "saved.bin"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let lines = String::from_utf8_lossy(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    (output, lines)
}

#[test]
fn plain_and_zipped_records_are_pages() {
    let plain: Vec<u8> = (0..5).flat_map(record).collect();
    let members: Vec<u8> = (0..5).flat_map(|at| zipped(&record(at))).collect();
    for bytes in [plain.clone(), members, zipped(&plain)] {
        let (output, lines) = extract(&bytes);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[1]["url"], "https://post.example/1");
        assert_eq!(lines[1]["fetched"], "2026-03-02T08:00:00Z");
        assert!(lines[1]["text"].as_str().unwrap().starts_with("Police said on Friday that bridge 1"));
    }
}

#[test]
fn damage_is_named_and_the_others_are_read() {
    let mut members: Vec<Vec<u8>> = (0..5).map(|at| zipped(&record(at))).collect();
    let middle = members[2].len() / 2;
    members[2][middle..middle + 4].fill(0xFF);
    let last = members[4].len() - 60;
    members[4].truncate(last);
    let (output, lines) = extract(&members.concat());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let urls: Vec<&str> = lines.iter().filter_map(|it| it["url"].as_str()).collect();
    for good in ["https://post.example/0", "https://post.example/1", "https://post.example/3"] {
        assert!(urls.contains(&good), "{urls:?} {told}");
    }
    assert!(told.contains("saved.bin: record"), "{told}");
}

#[test]
fn a_record_that_swallows_the_next_one_gives_it_back() {
    let wrong = String::from_utf8(record(0)).unwrap();
    let at = wrong.find("Content-Length: ").unwrap();
    let end = at + wrong[at..].find("\r\n").unwrap();
    let wrong = format!("{}Content-Length: 900{}", &wrong[..at], &wrong[end..]);
    let bytes: Vec<u8> = [wrong.into_bytes(), record(1), record(2)].concat();
    let (_, lines) = extract(&bytes);
    assert_eq!(lines.iter().filter(|it| it["url"] == "https://post.example/1").count(), 1, "{lines:?}");
    assert_eq!(lines.iter().filter(|it| it["url"] == "https://post.example/2").count(), 1, "{lines:?}");
}

#[test]
fn an_archive_without_pages_is_an_error() {
    let bytes = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n";
    let (output, _) = extract(bytes);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no pages among its 1 records"));
}
