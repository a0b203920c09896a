//! Bytes to UTF-8, by us and before any parser: byte order mark, declared character set, a guess; binary is refused.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Error;

/// How much of a text is looked at to tell binary from text and to guess.
const LOOKED_AT: usize = 64 << 10;

/// A decoded text.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What had to be guessed or replaced.
    pub note: Option<String>,
}

/// Decodes the bytes of `origin`; `declared` is the character set the input names, if any.
pub fn decode(bytes: &[u8], declared: Option<&str>, origin: &str) -> Result<Decoded, Error> {
    if let Some(text) = very_wide(bytes) {
        return Ok(text);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[length..], ""));
    }
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    if let Some(encoding) = wide(head) {
        return Ok(with(encoding, bytes, "has no byte order mark; "));
    }
    if let Some(what) = binary(head) {
        return Err(Error::refused(format!("{origin} is not text: it looks like {what}"))
            .with_hint("Save the article as HTML or plain text first."));
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // A stateful encoding is valid UTF-8 to the eye of a validator.
    if let Some(encoding) = declared.filter(|it| *it == encoding_rs::ISO_2022_JP) {
        return Ok(with(encoding, bytes, ""));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.replace('\0', "\u{FFFD}"), note: None });
    }
    if mostly_utf8(bytes) {
        return Ok(with(UTF_8, bytes, ""));
    }
    match declared.filter(|it| *it != UTF_8) {
        Some(encoding) => Ok(with(encoding, bytes, "")),
        None => Ok(with(guess(bytes), bytes, "does not say its character set; ")),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], why: &str) -> Decoded {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let text = if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text.into_owned() };
    let replaced = if damaged { text.matches('\u{FFFD}').count() } else { 0 };
    let read_as = (encoding != UTF_8).then(|| format!("{why}read as {}", encoding.name()));
    let replaced = (replaced > 0).then(|| format!("{replaced} invalid characters replaced"));
    let parts: Vec<String> = read_as.into_iter().chain(replaced).collect();
    Decoded { text, note: (!parts.is_empty()).then(|| parts.join(", ")) }
}

/// UTF-32, which no browser reads but some feeds are in: by its mark, or by what mark-up begins with.
fn very_wide(bytes: &[u8]) -> Option<Decoded> {
    let big = match bytes.get(..4)? {
        [0, 0, 0xFE, 0xFF] | [0, 0, 0, b'<'] => true,
        [0xFF, 0xFE, 0, 0] | [b'<', 0, 0, 0] => false,
        _ => return None,
    };
    let character = |four: &[u8]| {
        let four = [four[0], four[1], four[2], four[3]];
        let number = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
        char::from_u32(number).filter(|it| *it != '\0').unwrap_or('\u{FFFD}')
    };
    let text: String = bytes.chunks_exact(4).map(character).skip_while(|it| *it == '\u{FEFF}').collect();
    Some(Decoded { text, note: Some("read as UTF-32".into()) })
}

/// UTF-16 without a mark: every other byte is NUL in what is mostly Latin script or mark-up.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 6 && even * 20 < pairs {
        return Some(UTF_16LE);
    }
    (even * 10 > pairs * 6 && odd * 20 < pairs).then_some(UTF_16BE)
}

/// What a binary file looks like; nothing for text.
fn binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP, Office or EPUB file"),
        (b"\x1F\x8B", "a gzip file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "an SQLite file"),
        (b"\xD0\xCF\x11\xE0", "an old Office file"),
        (b"{\\rtf", "an RTF file"),
        (b"PAR1", "a Parquet file"),
        (b"Obj\x01", "an Avro file"),
        (b"\x28\xB5\x2F\xFD", "a file compressed with zstd"),
        (b"BZh", "a file compressed with bzip2"),
        (b"\xFD7zXZ", "a file compressed with xz"),
        (b"7z\xBC\xAF", "a 7z file"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    (zeros * 200 > head.len() || odd * 20 > head.len()).then_some("binary data")
}

/// Whether the bytes are UTF-8 with some damage: more good sequences of several bytes than bad ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad || bad * 1000 < bytes.len().min(1000)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(256);
    let end = bytes.len().min(start + LOOKED_AT);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], end == bytes.len());
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes, None, "x").unwrap();
        (decoded.text, decoded.note)
    }

    #[test]
    fn latin_1_is_guessed_and_said() {
        let (decoded, note) = text(b"Le pr\xE9sident a d\xE9clar\xE9 que la f\xEAte \xE9tait finie.");
        assert_eq!(decoded, "Le président a déclaré que la fête était finie.");
        assert_eq!(note.unwrap(), "does not say its character set; read as windows-1252");
    }

    #[test]
    fn damaged_utf_8_stays_utf_8() {
        let (decoded, note) = text(
            "né à Zürich, \u{201C}oui\u{201D}"
                .as_bytes()
                .iter()
                .copied()
                .chain(*b" \xFF!")
                .collect::<Vec<_>>()
                .as_slice(),
        );
        assert!(decoded.ends_with("\u{201D} \u{FFFD}!"), "{decoded}");
        assert_eq!(note.unwrap(), "1 invalid characters replaced");
    }

    #[test]
    fn other_files_are_named() {
        for (bytes, what) in
            [(&b"PAR1\x15\x04\x15\x10\x00"[..], "a Parquet file"), (b"\x28\xB5\x2F\xFD\x04", "compressed with zstd")]
        {
            assert!(decode(bytes, None, "x").unwrap_err().to_string().contains(what));
        }
    }

    #[test]
    fn wide_text_without_a_mark_is_told() {
        let bytes: Vec<u8> = "Police said so.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&bytes).0, "Police said so.");
        let bytes: Vec<u8> = "\u{FEFF}<p>Police".chars().flat_map(|it| u32::from(it).to_be_bytes()).collect();
        assert_eq!(text(&bytes).0, "<p>Police");
    }

    #[test]
    fn binary_is_refused_by_name() {
        let error = decode(b"%PDF-1.7 ...", None, "report.txt").unwrap_err();
        assert_eq!(error.to_string(), "report.txt is not text: it looks like a PDF");
        assert!(decode(&[0, 1, 2, 3, 0, 7, 250, 0, 200], None, "x").is_err());
    }
}
