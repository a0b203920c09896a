//! Members of a gzip stream, one after the other; a damaged one is named and the next is found. Plain bytes pass.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::window::Window;

/// A stream of bytes as found.
pub(super) type Stream = Box<dyn Read + Send>;

/// How much more than its compressed bytes one member may hold.
const RATIO: u64 = 200;

/// Below this a member is never too much.
const HARMLESS: u64 = 32 << 20;

/// The bytes of one member at a time; a plain stream is one member.
pub(super) struct Members {
    state: State,
    damage: Option<String>,
    /// Where the member starts in the raw stream.
    start: u64,
    produced: u64,
}

enum State {
    Plain(Window<Stream>),
    Inflating(Box<GzDecoder<Window<Stream>>>),
    Between(Window<Stream>),
    Moved,
}

impl Members {
    /// Starts at the first member; plain bytes are taken as they are.
    pub(super) fn new(stream: Stream) -> io::Result<Self> {
        let mut raw = Window::new(stream);
        let state =
            if is_gzip(raw.peek(3)?) { State::Inflating(Box::new(GzDecoder::new(raw))) } else { State::Plain(raw) };
        Ok(Self { state, damage: None, start: 0, produced: 0 })
    }

    /// What was wrong with the member, told once.
    pub(super) fn damage(&mut self) -> Option<String> {
        self.damage.take()
    }

    /// Where the member starts in the file.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Whether the member holds far more than its bytes in the file let expect.
    pub(super) fn is_bomb(&self) -> bool {
        let State::Inflating(decoder) = &self.state else { return false };
        let read = decoder.get_ref().taken().saturating_sub(self.start).max(1);
        self.produced > HARMLESS && self.produced / read > RATIO
    }

    /// Leaves the rest of the member unread.
    pub(super) fn abandon(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Moved) {
            State::Inflating(decoder) => State::Between(decoder.into_inner()),
            state => state,
        };
    }

    /// Goes to the next member; false where there is none. What stands between is damage.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        self.abandon();
        let State::Between(mut raw) = std::mem::replace(&mut self.state, State::Moved) else { return Ok(false) };
        let (mut skipped, mut padding) = (0_u64, 0_u64);
        loop {
            let head = raw.peek(4)?;
            if head.is_empty() {
                break;
            }
            if is_gzip(head) {
                self.start = raw.taken();
                self.produced = 0;
                self.state = State::Inflating(Box::new(GzDecoder::new(raw)));
                self.note_skipped(skipped - padding);
                return Ok(true);
            }
            let ready = raw.ready();
            let step = memchr::memchr(0x1F, &ready[1..]).map_or(ready.len(), |at| at + 1);
            padding += ready[..step].iter().filter(|byte| **byte == 0).count() as u64;
            skipped += step as u64;
            raw.consume(step);
        }
        self.note_skipped(skipped - padding);
        Ok(false)
    }

    fn note_skipped(&mut self, bytes: u64) {
        if bytes > 0 && self.damage.is_none() {
            self.damage = Some(format!("{bytes} bytes between compressed parts make no sense"));
        }
    }
}

impl Read for Members {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Plain(raw) => raw.read(out),
            State::Between(_) | State::Moved => Ok(0),
            State::Inflating(decoder) => match decoder.read(out) {
                Ok(count) => {
                    self.produced += count as u64;
                    if count == 0 && !out.is_empty() {
                        self.abandon();
                    }
                    Ok(count)
                }
                Err(error) => {
                    let what = match error.kind() {
                        io::ErrorKind::UnexpectedEof => "the file ends in the middle of a compressed part".into(),
                        _ => format!("compressed part is damaged ({error})"),
                    };
                    self.damage = Some(what);
                    self.abandon();
                    Ok(0)
                }
            },
        }
    }
}

/// Whether bytes begin a gzip member.
pub(super) fn is_gzip(head: &[u8]) -> bool {
    head.starts_with(b"\x1F\x8B\x08") && head.get(3).is_none_or(|flags| *flags < 0x20)
}

/// The whole content of all members as one stream; damage is an error where it stands.
pub(super) struct Inflated {
    members: Members,
    name: String,
}

impl Inflated {
    /// The content of a gzip stream.
    pub(super) fn new(stream: Stream, name: &str) -> io::Result<Self> {
        Ok(Self { members: Members::new(stream)?, name: name.into() })
    }
}

impl Read for Inflated {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.members.read(out)?;
            if self.members.is_bomb() {
                return Err(io::Error::other(format!("{} inflates to more than {RATIO} times its size", self.name)));
            }
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            if let Some(damage) = self.members.damage() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, damage));
            }
            if !self.members.advance()? {
                return Ok(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn member(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn parts(bytes: Vec<u8>) -> Vec<(String, bool)> {
        let mut members = Members::new(Box::new(io::Cursor::new(bytes))).unwrap();
        let mut parts = Vec::new();
        loop {
            let mut part = String::new();
            members.read_to_string(&mut part).unwrap();
            let more = members.advance().unwrap();
            parts.push((part, members.damage().is_some()));
            if !more {
                return parts;
            }
        }
    }

    #[test]
    fn members_after_damage_are_found() {
        let mut broken = member(b"a text of some length that is damaged in its middle");
        let middle = broken.len() / 2;
        broken[middle] ^= 0xFF;
        broken[middle + 1] ^= 0xFF;
        let read = parts([member(b"one"), broken, b"noise".to_vec(), member(b"two")].concat());
        assert_eq!(read[0], ("one".into(), false));
        assert_eq!(read.last().unwrap().0, "two");
        assert!(read[1].1, "{read:?}");
        assert_eq!(parts(b"plain".to_vec()), [("plain".into(), false)]);
        let zeros = [member(b"one"), vec![0; 100], member(b"two")].concat();
        assert_eq!(parts(zeros), [("one".into(), false), ("two".into(), false)]);
    }

    #[test]
    fn a_bomb_is_stopped() {
        let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..1024 {
            bomb.write_all(&[b'a'; 1 << 16]).unwrap();
        }
        let bomb = bomb.finish().unwrap();
        let mut read = Inflated::new(Box::new(io::Cursor::new(bomb)), "x").unwrap();
        let error = io::copy(&mut read, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("200 times"), "{error}");
    }
}
