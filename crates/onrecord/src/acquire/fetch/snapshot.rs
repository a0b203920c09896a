//! What was fetched, kept as it came in a web archive (WARC 1.1), one compressed part for each response.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

use super::Response;
use crate::Error;

/// A web archive that is added to.
#[derive(Debug)]
pub(crate) struct Snapshots {
    file: File,
    path: PathBuf,
}

impl Snapshots {
    /// Opens an archive at its end, and makes it where it is not there.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| Error::io("open", path, &error))?;
        let is_new = file.metadata().is_ok_and(|it| it.len() == 0);
        let mut snapshots = Self { file, path: path.into() };
        if is_new {
            let about = format!("software: onrecord/{}\r\nformat: WARC File Format 1.1\r\n", env!("CARGO_PKG_VERSION"));
            let date = super::now();
            let id = identity(&[about.as_bytes(), date.as_bytes()]);
            let head = format!(
                "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <{id}>\r\nWARC-Date: {date}\r\n\
                 Content-Type: application/warc-fields\r\nContent-Length: {}\r\n\r\n",
                about.len()
            );
            snapshots.write(&[head.as_bytes(), about.as_bytes(), b"\r\n\r\n"])?;
        }
        Ok(snapshots)
    }

    /// Adds a response; when this returns it is on the disk.
    pub(super) fn keep(&mut self, response: &Response) -> Result<(), Error> {
        let mut http = format!("HTTP/1.1 {} {}\r\n", response.status, response.reason);
        for (name, value) in &response.head {
            // The chunks were undone by the connection.
            if !name.eq_ignore_ascii_case("transfer-encoding") {
                http.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        http.push_str("\r\n");
        let digest = blake3::hash(&response.body).to_hex();
        let id = identity(&[response.url.as_str().as_bytes(), response.date.as_bytes(), &response.body]);
        let cut = if response.cut { "WARC-Truncated: length\r\n" } else { "" };
        let head = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <{id}>\r\nWARC-Target-URI: {}\r\nWARC-Date: {}\r\n\
             WARC-Payload-Digest: blake3:{digest}\r\n{cut}Content-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
            response.url,
            response.date,
            http.len() + response.body.len()
        );
        self.write(&[head.as_bytes(), http.as_bytes(), &response.body, b"\r\n\r\n"])
    }

    fn write(&mut self, parts: &[&[u8]]) -> Result<(), Error> {
        let packed = packed(parts);
        // One write: what a crash cuts off is the last part alone.
        let written = packed.and_then(|packed| self.file.write_all(&packed)).and_then(|()| self.file.sync_data());
        written.map_err(|error| Error::io("write", &self.path, &error))
    }
}

fn packed(parts: &[&[u8]]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    parts.iter().try_for_each(|part| encoder.write_all(part))?;
    encoder.finish()
}

/// A name made of what is named.
fn identity(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    // A name of version 8: made in a way of one's own.
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let number = format!("{:032x}", u128::from_be_bytes(bytes));
    format!("urn:uuid:{}-{}-{}-{}-{}", &number[..8], &number[8..12], &number[12..16], &number[16..20], &number[20..])
}
