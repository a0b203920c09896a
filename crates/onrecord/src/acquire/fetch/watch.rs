//! Feeds asked again and again: what is new or changed in them, page by page.

use std::{
    collections::{BTreeMap, VecDeque},
    fs::{self, File},
    io::Write,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};

use super::{
    super::{
        decode,
        draft::Draft,
        feed::Feed,
        files::{Context, Found, failed},
        page::declared_charset,
        sniff::Kind,
        xml::Tree,
    },
    Fetcher, Known, is_address,
};
use crate::Error;

/// Feeds of one list.
const FEEDS: usize = 10_000;

/// What is known of feeds from the last time.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    feeds: BTreeMap<String, Polled>,
}

/// One feed as it was last seen.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
struct Polled {
    known: Known,
    /// The entries that were in it, with what tells a changed one.
    entries: BTreeMap<String, String>,
}

impl State {
    /// Reads what was kept; a file that is not there or damaged is a first time.
    pub fn read(path: &Path) -> Self {
        fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps it; a crash leaves the old one or the new one.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let beside = Path::new(&name);
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        let written = File::create(beside).and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(beside, path)).map_err(|error| Error::io("write", path, &error))
    }
}

/// The addresses of feeds that a file names: OPML, or one a line.
fn feeds_of(text: &str) -> Vec<String> {
    let tree = Tree::parse(text, &[]);
    let outlines = tree.root().into_iter().flat_map(|root| root.descendants().collect::<Vec<_>>());
    let mut feeds: Vec<String> = outlines.filter_map(|it| it.attribute("xmlUrl")).filter(|it| is_address(it)).collect();
    if feeds.is_empty() {
        feeds = text.lines().map(str::trim).filter(|line| is_address(line)).map(str::to_owned).collect();
    }
    feeds.dedup();
    feeds.truncate(FEEDS);
    feeds
}

/// One round over feeds: each new or changed entry a document.
pub struct Feeds {
    fetcher: Fetcher,
    feeds: VecDeque<String>,
    entries: VecDeque<Draft>,
    feed: String,
    summaries: bool,
    state: Arc<Mutex<State>>,
}

impl Feeds {
    /// Starts a round; with `summaries` the text of the feeds is taken and no page is fetched.
    ///
    /// The state it shares is changed as it goes: write it when all of the round is kept.
    pub fn new(fetcher: Fetcher, feeds: Vec<String>, summaries: bool, state: Arc<Mutex<State>>) -> Self {
        Self { fetcher, feeds: feeds.into(), entries: VecDeque::new(), feed: String::new(), summaries, state }
    }

    /// The addresses in a list of feeds; an error where there are none.
    pub fn listed(name: &str, bytes: &[u8]) -> Result<Vec<String>, Error> {
        let declared = declared_charset(&bytes[..bytes.len().min(4096)]);
        let text = decode(bytes, declared.as_deref(), name)?.text;
        let feeds = feeds_of(&text);
        if feeds.is_empty() {
            return Err(Error::refused(format!("{name} names no feeds"))
                .with_hint("It is OPML with xmlUrl in its outlines, or has one address a line."));
        }
        Ok(feeds)
    }

    fn with_state<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Asks one feed; its entries wait then.
    fn poll(&mut self, feed: String) -> Result<(), Error> {
        let known = self.with_state(|state| state.feeds.get(&feed).map(|it| it.known.clone()).unwrap_or_default());
        let Some(page) = self.fetcher.get(&feed, &known)? else { return Ok(()) };
        let declared = page.charset.clone().or_else(|| declared_charset(&page.bytes[..page.bytes.len().min(4096)]));
        let text = decode(&page.bytes, declared.as_deref(), &feed)?.text;
        let parsed = Feed::parse_at(&text, Some(&page.url));
        if parsed.entries.is_empty() && parsed.title.is_none() && parsed.addresses.is_empty() {
            return Err(Error::refused(format!("{feed} is no feed")));
        }
        let bare = parsed.addresses.into_iter().map(|url| Draft { url: Some(url), ..Draft::default() });
        let mut entries = parsed.entries;
        entries.extend(bare);
        self.feed.clone_from(&feed);
        self.with_state(|state| {
            let polled = state.feeds.entry(feed).or_default();
            polled.known = page.known;
            let before = std::mem::take(&mut polled.entries);
            // Only what is in the feed now is remembered.
            for entry in &entries {
                let Some(key) = entry.key() else { continue };
                if before.get(&key).is_some_and(|stamp| *stamp == stamp_of(entry)) {
                    polled.entries.insert(key, stamp_of(entry));
                }
            }
        });
        // The oldest entry of a feed is its last.
        self.entries = entries.into_iter().rev().collect();
        Ok(())
    }

    fn is_new(&self, entry: &Draft) -> bool {
        let (Some(key), stamp) = (entry.key(), stamp_of(entry)) else { return true };
        self.with_state(|state| state.feeds.get(&self.feed).and_then(|it| it.entries.get(&key)) != Some(&stamp))
    }

    fn remember(&self, entry: &Draft) {
        let (Some(key), stamp) = (entry.key(), stamp_of(entry)) else { return };
        self.with_state(|state| state.feeds.entry(self.feed.clone()).or_default().entries.insert(key, stamp));
    }

    /// The page an entry points to, else what the feed has of it.
    fn found(&mut self, entry: Draft) -> Found {
        let origin = entry.key().unwrap_or_else(|| self.feed.clone());
        let page = match entry.url.as_deref().filter(|_| !self.summaries) {
            Some(url) => self.fetcher.get(url, &Known::default()),
            None => Ok(None),
        };
        let note = match page {
            Ok(Some(page)) if page.media.as_deref().is_none_or(|it| it.contains("html")) => {
                self.remember(&entry);
                let context = Context {
                    url: Some(page.url),
                    fetched: Some(page.date),
                    charset: page.charset,
                    note: page.note,
                    draft: Some(Box::new(entry)),
                    ..Context::default()
                };
                return Found { key: origin.clone(), origin, kind: Kind::Page, bytes: Ok(page.bytes), context };
            }
            Ok(Some(page)) => Some(format!("{origin} is {}", page.media.unwrap_or_default())),
            Ok(None) => None,
            Err(error) => Some(error.to_string()),
        };
        if entry.content.trim().is_empty()
            && let Some(why) = note
        {
            return failed(origin, Error::refused(why));
        }
        self.remember(&entry);
        let mut entry = entry;
        let bytes = Ok(std::mem::take(&mut entry.content).into_bytes());
        let note = note.map(|why| format!("{why}; the text of the feed is kept"));
        let context = Context { note, draft: Some(Box::new(entry)), ..Context::default() };
        Found { key: origin.clone(), origin, kind: Kind::Draft, bytes, context }
    }
}

/// What tells that an entry has changed.
fn stamp_of(entry: &Draft) -> String {
    let parts = [entry.published.as_deref(), entry.title.as_deref(), Some(entry.content.as_str())];
    let text: Vec<&str> = parts.into_iter().map(Option::unwrap_or_default).collect();
    blake3::hash(text.join("\u{1F}").as_bytes()).to_hex()[..16].to_owned()
}

impl Iterator for Feeds {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            while let Some(entry) = self.entries.pop_front() {
                if self.is_new(&entry) {
                    return Some(self.found(entry));
                }
            }
            let feed = self.feeds.pop_front()?;
            if let Err(error) = self.poll(feed.clone()) {
                return Some(failed(feed, error));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_feeds() {
        let opml = "<opml><body><outline text='News'><outline type='rss' xmlUrl='https://a.example/feed?x=1&amp;y=2'/></outline>\
                    <outline xmlUrl='ftp://b.example/'/></body></opml>";
        assert_eq!(feeds_of(opml), ["https://a.example/feed?x=1&y=2"]);
        assert_eq!(
            feeds_of("# mine\nhttps://a.example/f\n\n http://b.example/g \n"),
            ["https://a.example/f", "http://b.example/g"]
        );
        assert!(Feeds::listed("x.opml", b"<opml/>").is_err());
    }
}
