//! HTML as a run of tags and text, in one linear pass and without a tree.

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Characters, entities not decoded.
    Text(&'a str),
    /// A start tag: its name as written, and what stands after it.
    Open(&'a str, &'a str),
    /// An end tag.
    Close(&'a str),
    /// An element whose content is not mark-up (`script`, `title`): name, attributes, content.
    Raw(&'a str, &'a str, &'a str),
}

/// Elements whose content is never mark-up.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// Elements whose content no article is in; taken whole where they end.
const SKIPPED: &[&str] =
    &["noscript", "svg", "math", "template", "select", "button", "canvas", "audio", "video", "object"];

/// Takes a page apart.
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// Names of skipped elements that are known not to end any more.
    endless: Vec<&'static str>,
}

impl<'a> Tokens<'a> {
    /// Starts at the first byte.
    pub(super) fn new(html: &'a str) -> Self {
        Self { html, at: 0, endless: Vec::new() }
    }

    fn place_of(&self, byte: u8, from: usize) -> Option<usize> {
        memchr::memchr(byte, &self.html.as_bytes()[from..]).map(|at| from + at)
    }

    /// The end of a comment, declaration or processing instruction that begins at `from`.
    fn after_markup_declaration(&self, from: usize) -> usize {
        let rest = &self.html.as_bytes()[from..];
        if rest.starts_with(b"<!--") {
            let body = &rest[4..];
            // `<!-->` is a whole comment.
            if body.starts_with(b">") {
                return from + 5;
            }
            return memchr::memmem::find(body, b"-->").map_or(self.html.len(), |at| from + 4 + at + 3);
        }
        self.place_of(b'>', from).map_or(self.html.len(), |at| at + 1)
    }

    /// The place of the `>` that ends a tag whose name ends at `from`; quoted values may hold one.
    fn tag_end(&self, from: usize) -> Option<usize> {
        let bytes = self.html.as_bytes();
        let mut at = from;
        loop {
            at = memchr::memchr2(b'>', b'=', &bytes[at..]).map(|next| at + next)?;
            if bytes[at] == b'>' {
                return Some(at);
            }
            at += 1;
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            if let Some(quote @ (b'"' | b'\'')) = bytes.get(at) {
                at = self.place_of(*quote, at + 1)? + 1;
            }
        }
    }

    /// Whether a tag, comment or declaration begins here; any other `<` is text.
    fn begins_markup(&self, at: usize) -> bool {
        let bytes = self.html.as_bytes();
        bytes[at] == b'<'
            && bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'))
    }

    fn tag(&mut self, start: usize) -> Option<Token<'a>> {
        let closing = self.html.as_bytes().get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        let name_end = name_end(self.html, name_start);
        let name = &self.html[name_start..name_end];
        let Some(end) = self.tag_end(name_end) else {
            self.at = self.html.len();
            return None;
        };
        self.at = end + 1;
        if closing {
            return Some(Token::Close(name));
        }
        let attributes = &self.html[name_end..end];
        if let Some(raw) = RAW.iter().find(|it| it.eq_ignore_ascii_case(name)) {
            let (content, next) = self.raw_content(raw).unwrap_or((&self.html[self.at..], self.html.len()));
            self.at = next;
            return Some(Token::Raw(name, attributes, content));
        }
        if let Some(skipped) = SKIPPED.iter().find(|it| it.eq_ignore_ascii_case(name)) {
            match self.raw_content(skipped).filter(|_| !attributes.ends_with('/')) {
                Some((_, next)) => self.at = next,
                None => self.endless.push(skipped),
            }
            return Some(Token::Raw(name, attributes, ""));
        }
        Some(Token::Open(name, attributes))
    }

    /// What stands before the end tag of a name, and where to go on after it.
    fn raw_content(&self, name: &'static str) -> Option<(&'a str, usize)> {
        if self.endless.contains(&name) {
            return None;
        }
        let bytes = self.html.as_bytes();
        let mut from = self.at;
        loop {
            let at = from + memchr::memmem::find(&bytes[from..], b"</")?;
            let end = at + 2 + name.len();
            let named = bytes.get(at + 2..end).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
            if named && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
                let next = self.place_of(b'>', end).map_or(self.html.len(), |at| at + 1);
                return Some((&self.html[self.at..at], next));
            }
            from = at + 2;
        }
    }
}

fn name_end(html: &str, from: usize) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>')) {
        at += 1;
    }
    at
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.html.as_bytes();
        while self.at < bytes.len() {
            if !self.begins_markup(self.at) {
                let start = self.at;
                while self.at < bytes.len() && !self.begins_markup(self.at) {
                    self.at = self.place_of(b'<', self.at + 1).unwrap_or(bytes.len());
                }
                return Some(Token::Text(&self.html[start..self.at]));
            }
            let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
            let after = bytes.get(self.at + 2).copied().unwrap_or(b' ');
            match next {
                b'!' | b'?' => self.at = self.after_markup_declaration(self.at),
                b'/' if after.is_ascii_alphabetic() => return self.tag(self.at),
                b'/' => self.at = self.place_of(b'>', self.at).map_or(bytes.len(), |at| at + 1),
                _ => return self.tag(self.at),
            }
        }
        None
    }
}

/// The attributes of a start tag: names as written, values without quotes, entities not decoded.
pub(in crate::acquire) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|at: char| at.is_ascii_whitespace() || at == '/');
        if rest.is_empty() {
            return None;
        }
        // An attribute name may begin with any character, also with `=`.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let name_end = rest[first..].find(|at: char| at.is_ascii_whitespace() || matches!(at, '=' | '/'));
        let name_end = name_end.map_or(rest.len(), |at| at + first);
        let name = &rest[..name_end];
        rest = rest[name_end..].trim_start();
        let Some(after) = rest.strip_prefix('=') else { return Some((name, "")) };
        let after = after.trim_start();
        let quote = after.chars().next().filter(|it| matches!(it, '"' | '\''));
        let (value, left) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_at(after.find(|at: char| at.is_ascii_whitespace()).unwrap_or(after.len())),
        };
        rest = left;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(html: &str) -> Vec<Token<'_>> {
        Tokens::new(html).collect()
    }

    #[test]
    fn tags_text_and_raw_content() {
        assert_eq!(
            tokens(
                "<!DOCTYPE html><!-- <p> -->a < b<P class='x>y'>c</P ><script>if (a</b) {}</SCRIPT>d<svg><p/></svg>"
            ),
            [
                Token::Text("a < b"),
                Token::Open("P", " class='x>y'"),
                Token::Text("c"),
                Token::Close("P"),
                Token::Raw("script", "", "if (a</b) {}"),
                Token::Text("d"),
                Token::Raw("svg", "", ""),
            ]
        );
        assert_eq!(tokens("a<p class=\"x"), [Token::Text("a")]);
        assert_eq!(tokens("<svg>a"), [Token::Raw("svg", "", ""), Token::Text("a")]);
    }

    #[test]
    fn attributes_in_all_ways_of_writing() {
        let found: Vec<_> = attributes(" a=1 b = 'two words' c d=\"it's\" é=x / =y").collect();
        assert_eq!(found, [("a", "1"), ("b", "two words"), ("c", ""), ("d", "it's"), ("é", "x"), ("=y", "")]);
    }
}
