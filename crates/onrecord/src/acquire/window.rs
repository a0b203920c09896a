//! A stream with a look ahead: bytes can be seen before they are taken, and put back.

use std::io::{self, BufRead, Read};

/// Bytes asked of the stream at a time.
const CHUNK: usize = 1 << 16;

/// A stream and the bytes of it that are held.
pub(super) struct Window<R> {
    /// The stream.
    pub stream: R,
    held: Vec<u8>,
    at: usize,
    taken: u64,
}

impl<R: Read> Window<R> {
    /// A window at the start of a stream.
    pub(super) fn new(stream: R) -> Self {
        Self { stream, held: Vec::new(), at: 0, taken: 0 }
    }

    /// The next `count` bytes, fewer where the stream ends before.
    pub(super) fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.held.len() - self.at < count && self.more()? {}
        let end = self.held.len().min(self.at + count);
        Ok(&self.held[self.at..end])
    }

    /// Puts bytes before those that come.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.held.splice(..self.at, bytes.iter().copied());
        self.at = 0;
        self.taken -= bytes.len() as u64;
    }

    /// How many bytes were taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// Bytes held at this moment, without asking the stream.
    pub(super) fn ready(&self) -> &[u8] {
        &self.held[self.at..]
    }

    /// Asks the stream for one more chunk; false at its end.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.at > 0 {
            self.held.drain(..self.at);
            self.at = 0;
        }
        let before = self.held.len();
        self.held.resize(before + CHUNK, 0);
        let read = loop {
            match self.stream.read(&mut self.held[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.held.truncate(before + *read.as_ref().unwrap_or(&0));
        read.map(|count| count > 0)
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let count = chunk.len().min(out.len());
        out[..count].copy_from_slice(&chunk[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.held.len() {
            self.more()?;
        }
        Ok(&self.held[self.at..])
    }
    fn consume(&mut self, count: usize) {
        let count = count.min(self.held.len() - self.at);
        self.at += count;
        self.taken += count as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_seen_taken_and_put_back() {
        let mut window = Window::new(&b"abcdef"[..]);
        assert_eq!(window.peek(3).unwrap(), b"abc");
        window.consume(2);
        window.put_back(b"xy");
        assert_eq!(window.peek(100).unwrap(), b"xycdef");
        assert_eq!(window.taken(), 0);
        window.consume(6);
        assert!(window.fill_buf().unwrap().is_empty());
    }
}
