//! What a site asks of robots (RFC 9309): the group of our name or of everybody, the longest rule that fits decides.

use std::time::Duration;

/// Our name among robots.
const NAME: &str = "onrecord";

/// Bytes of a file that are read.
pub(super) const BYTES: usize = 500 << 10;

/// The longest wait between two requests that is kept.
const LONGEST_WAIT: f64 = 30.0;

/// Rules of one site that are kept.
const RULES: usize = 10_000;

/// What one site asks.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Robots {
    /// Patterns, and whether they allow.
    rules: Vec<(String, bool)>,
    /// How long to wait between two requests.
    pub wait: Option<Duration>,
    /// Nothing may be fetched: the file could not be had.
    closed: bool,
}

impl Robots {
    /// A site whose file could not be had: nothing is fetched.
    pub(super) fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    /// Reads a file.
    pub(super) fn parse(text: &str) -> Self {
        let (mut ours, mut all) = (None::<Self>, None::<Self>);
        let (mut in_ours, mut in_all, mut naming) = (false, false, false);
        for line in text.trim_start_matches('\u{FEFF}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((name, value)) = line.split_once(':') else { continue };
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            if name == "user-agent" {
                if !naming {
                    (in_ours, in_all) = (false, false);
                }
                naming = true;
                let agent = value.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
                in_ours |= agent == NAME;
                in_all |= agent == "*";
                if in_ours {
                    ours.get_or_insert_default();
                }
                if in_all {
                    all.get_or_insert_default();
                }
                continue;
            }
            let groups = [ours.as_mut().filter(|_| in_ours), all.as_mut().filter(|_| in_all)];
            for group in groups.into_iter().flatten() {
                group.rule(&name, value);
            }
            naming = naming && !matches!(name.as_str(), "allow" | "disallow" | "crawl-delay");
        }
        ours.or(all).unwrap_or_default()
    }

    fn rule(&mut self, name: &str, value: &str) {
        match name {
            "allow" | "disallow" if !value.is_empty() && self.rules.len() < RULES => {
                self.rules.push((normal(value), name == "allow"));
            }
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0);
                self.wait = seconds.map(|it| Duration::from_secs_f64(it.min(LONGEST_WAIT)));
            }
            _ => {}
        }
    }

    /// Whether a path with its query may be fetched.
    pub(super) fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        if path == "/robots.txt" {
            return true;
        }
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, &path));
        let longest = fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows));
        longest.map_or(!self.closed, |(_, allows)| *allows)
    }
}

/// Escapes in one form: letters and digits as themselves, anything beyond ASCII escaped, hexadecimal digits in capitals.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code =
            (*byte == b'%').then(|| path.get(at + 1..at + 3).and_then(|it| u8::from_str_radix(it, 16).ok())).flatten();
        match code {
            Some(code) if code.is_ascii_alphanumeric() || matches!(code, b'-' | b'.' | b'_' | b'~') => {
                out.push(char::from(code))
            }
            Some(code) => out.push_str(&format!("%{code:02X}")),
            None if byte.is_ascii() => out.push(char::from(*byte)),
            None => out.push_str(&format!("%{byte:02X}")),
        }
        at += if code.is_some() { 3 } else { 1 };
    }
    out
}

/// Whether a path begins as a pattern says: `*` is anything, a `$` at the end is the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |it| (it, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if whole && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    !whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_group_of_our_name_goes_before_that_of_all() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: OnRecord/1.0 # us\nDisallow: /private\nCrawl-delay: 2\nAllow: /private/news\n\
                    User-agent: third\nDisallow: /x";
        let robots = Robots::parse(file);
        assert!(robots.allows("/") && robots.allows("/x") && robots.allows("/private/news/1"));
        assert!(!robots.allows("/private") && !robots.allows("/private/a") && !robots.allows("/%70rivate"));
        assert_eq!(robots.wait, Some(Duration::from_secs(2)));
        assert!(!Robots::parse("user-agent:*\ndisallow:/").allows("/a"));
        assert!(Robots::parse("").allows("/a") && Robots::parse("User-agent: *\nDisallow:\n").allows("/a"));
        assert!(!Robots::closed().allows("/a") && Robots::closed().allows("/robots.txt"));
    }

    #[test]
    fn stars_ends_and_escapes() {
        let allows = |rule: &str, path: &str| Robots::parse(&format!("User-agent: *\nDisallow: {rule}")).allows(path);
        assert!(!allows("/*.pdf$", "/a/b.pdf") && allows("/*.pdf$", "/a/b.pdf?x") && !allows("/*.pdf", "/b.pdf?x"));
        assert!(!allows("/a*b*c", "/a1b2c3") && allows("/a*b*c", "/a1c2b"));
        assert!(!allows("/\u{E9}t\u{E9}", "/%c3%a9t%C3%A9") && allows("/a$", "/ab") && !allows("/a$", "/a"));
        assert!(!fits("/*a*a*a*a*a*a*a*a*b", &"/a".repeat(10_000)));
        let both = Robots::parse("User-agent: *\nDisallow: /a\nAllow: /a");
        assert!(both.allows("/a"));
    }
}
