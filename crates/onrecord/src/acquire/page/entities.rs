//! Characters of mark-up: entities decoded.

/// Characters with entities decoded.
pub(super) struct Decoder<'a>(pub &'a str);

impl Iterator for Decoder<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let first = self.0.chars().next()?;
        if first == '&'
            && let Some((character, length)) = entity(self.0)
        {
            self.0 = &self.0[length..];
            return Some(character);
        }
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }
}

/// Text with its entities decoded: the numeric ones and all that HTML names.
pub(super) fn decoded(text: &str) -> std::borrow::Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    Decoder(text).collect::<String>().into()
}

/// The entity a text begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(34).position(|byte| *byte == b';')?;
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            match hex.unwrap_or_else(|| number.parse()).ok()? {
                // The C1 controls mean what windows-1252 has in their place.
                code @ 0x80..=0x9F => encoding_rs::WINDOWS_1252
                    .decode_without_bom_handling(&[u8::try_from(code).ok()?])
                    .0
                    .chars()
                    .next()?,
                0 => '\u{FFFD}',
                code => char::from_u32(code)?,
            }
        }
        // The table holds names with their semicolon; the few of two characters have the first of them here.
        None => char::from_u32(html5ever::data::NAMED_ENTITIES.get(&text[1..=end])?.0).filter(|it| *it != '\0')?,
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_entity_is_known() {
        assert_eq!(decoded("zerst&ouml;ren &eacute;t&eacute; &copy; &amp; &nosuch; &"), "zerstören été © & &nosuch; &");
        assert_eq!(decoded("&#8217;&#x2019;&#146;&#0;"), "\u{2019}\u{2019}\u{2019}\u{FFFD}");
    }
}
