//! Lines of a stream in bounded memory: a line that is too long is skipped, not held.

use std::io::{self, BufRead};

/// One line of a stream.
pub(super) enum Line {
    /// Its bytes without the line end.
    Whole(Vec<u8>),
    /// Longer than the limit; so many bytes.
    TooLong(usize),
}

/// The next line, at most `limit` bytes of it held; `None` at the end.
pub(super) fn next_line(stream: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut length = 0;
    loop {
        let chunk = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok((length > 0).then(|| finish(line, length, limit)));
        }
        let end = memchr_newline(chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        length += part.len();
        if length <= limit {
            line.extend_from_slice(part);
        } else {
            line = Vec::new();
        }
        let used = part.len() + usize::from(end.is_some());
        stream.consume(used);
        if end.is_some() {
            return Ok(Some(finish(line, length, limit)));
        }
    }
}

fn finish(mut line: Vec<u8>, length: usize, limit: usize) -> Line {
    if length > limit {
        return Line::TooLong(length);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Line::Whole(line)
}

fn memchr_newline(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_skipped_and_the_next_is_read() {
        let mut stream = io::BufReader::with_capacity(4, &b"aaaaaaaaaaaa\nbb\r\n\nc"[..]);
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut stream, 5).unwrap() {
            lines.push(match line {
                Line::Whole(bytes) => String::from_utf8(bytes).unwrap(),
                Line::TooLong(length) => format!("<{length}>"),
            });
        }
        assert_eq!(lines, ["<12>", "bb", "", "c"]);
    }
}
