//! Addresses of pages: relative ones joined to their base, as browsers do.

use url::Url;

/// The longest address that is taken.
const LONGEST: usize = 4096;

/// An address in full, where it is one of the web; what it is relative to where that is known.
pub(super) fn joined(base: Option<&str>, address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.len() > LONGEST {
        return None;
    }
    // What is whole already stays as it is written.
    let whole = address.get(..8).is_some_and(|it| it.eq_ignore_ascii_case("https://"))
        || address.get(..7).is_some_and(|it| it.eq_ignore_ascii_case("http://"));
    if whole {
        return Some(address.to_owned());
    }
    let joined = Url::parse(base?).ok()?.join(address).ok()?;
    matches!(joined.scheme(), "http" | "https").then(|| joined.into())
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn relative_addresses_need_a_base() {
        assert_eq!(joined(None, " http://a.example/x?y "), Some("http://a.example/x?y".into()));
        assert_eq!(joined(Some("https://a.example/n/i.html"), "../b"), Some("https://a.example/b".into()));
        assert_eq!(joined(Some("https://a.example/n/"), "javascript:x"), None);
        assert_eq!(joined(None, "/b"), None);
    }
}
