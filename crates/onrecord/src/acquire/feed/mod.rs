//! Feeds: RSS, RDF, Atom, CDF, JSON Feed and news sitemaps, each entry an article. A feed that is not well-formed is read as far as
//! it goes.

mod entry;
mod json;

pub(super) use json::is_json_feed;

use super::{
    draft::{Draft, one_line},
    xml::{Element, Space, Tree},
};

/// Entries of one feed that are taken.
const ENTRIES: usize = 5_000;

/// Elements whose content is prose or mark-up.
const PROSE: &[&str] = &[
    "title",
    "description",
    "summary",
    "content",
    "encoded",
    "subtitle",
    "tagline",
    "abstract",
    "body",
    "fullitem",
    "copyright",
    "rights",
    "info",
];

/// Where an element of a feed proper may come from.
pub(super) const OWN: &[Space] = &[Space::Plain, Space::Atom];

/// A feed taken apart.
#[derive(Debug, Default)]
pub(crate) struct Feed {
    /// What it calls itself.
    pub title: Option<String>,
    /// Its entries, as they stand.
    pub entries: Vec<Draft>,
    /// Addresses of a sitemap or of an index of sitemaps that are no news entries.
    pub addresses: Vec<String>,
    /// What was left out.
    pub note: Option<String>,
}

/// Whether a document with this outermost element, in lower case, is a feed or sitemap.
pub(super) fn is_feed_root(name: &str) -> bool {
    matches!(
        name,
        "rss" | "feed" | "rdf" | "channel" | "urlset" | "sitemapindex" | "entry" | "item" | "redirect" | "newlocation"
    )
}

impl Feed {
    /// Reads a feed in XML or JSON.
    pub(crate) fn parse(text: &str) -> Self {
        Self::parse_at(text, None)
    }

    /// The same of a feed that was fetched from an address.
    pub(crate) fn parse_at(text: &str, address: Option<&str>) -> Self {
        if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{') {
            return json::parse(text, address);
        }
        let tree = Tree::parse(from_root(text), PROSE);
        let Some(root) = tree.root() else { return Self::default() };
        let mut feed = Self::of(root, address);
        if tree.cut {
            feed.note = Some("the feed has too many elements, what comes after them is left out".into());
        }
        feed
    }

    fn of(root: Element<'_, '_>, address: Option<&str>) -> Self {
        let channel = root.child(OWN, "channel").unwrap_or(root);
        let title = channel.child(OWN, "title").and_then(|it| one_line(&entry::prose(it).0));
        let language = [root, channel].iter().find_map(|it| {
            let stated = it.child(&[Space::Plain, Space::Dublin], "language").map(|it| it.text());
            it.attribute("xml:lang").or(stated).and_then(|it| entry::language(&it))
        });
        let base = channel.attribute("xml:base").or_else(|| root.attribute("xml:base"));
        let base = base.or_else(|| entry::link(channel, None)).filter(|it| it.starts_with("http"));
        let base = base.or_else(|| address.map(str::to_owned));
        let mut feed = Self { title, ..Self::default() };
        let mut named = Draft::default();
        let is_single = is_entry(root);
        if !is_single {
            entry::writers(channel, &mut named);
        }
        let outlet = feed.title.as_deref().filter(|_| !is_single);
        let around = Around { outlet, language: language.as_deref(), base: base.as_deref(), writers: &named.byline };
        if is_single {
            feed.entries.push(entry::draft(root, &around));
            return feed;
        }
        let (mut entries, mut addresses, mut left) = (Vec::new(), Vec::new(), 0_usize);
        for element in root.descendants().filter(|it| is_entry(*it)) {
            if entries.len() + addresses.len() >= ENTRIES {
                left += 1;
                continue;
            }
            let draft = entry::draft(element, &around);
            let is_bare = draft.title.is_none() && draft.content.is_empty() && draft.url.is_some();
            if is_bare && element.parent().is_some_and(|it| it.is(OWN, "urlset") || it.is(OWN, "sitemapindex")) {
                addresses.extend(draft.url);
            } else {
                entries.push(draft);
            }
        }
        feed.note = (left > 0).then(|| format!("{left} entries after the first {ENTRIES} left out"));
        (feed.entries, feed.addresses) = (entries, addresses);
        feed
    }
}

/// What an entry takes over from the feed around it.
struct Around<'a> {
    outlet: Option<&'a str>,
    language: Option<&'a str>,
    base: Option<&'a str>,
    writers: &'a [String],
}

fn is_entry(element: Element<'_, '_>) -> bool {
    if element.is(OWN, "item") || element.is(OWN, "entry") {
        return true;
    }
    let parent = element.parent();
    element.is(OWN, "url") && parent.is_some_and(|it| it.is(OWN, "urlset"))
        || element.is(OWN, "sitemap") && parent.is_some_and(|it| it.is(OWN, "sitemapindex"))
}

/// The text from the first element that begins a feed, where something else stands before.
fn from_root(text: &str) -> &str {
    if super::xml::root_name(text).is_some_and(|it| is_feed_root(&it)) {
        return text;
    }
    text.get(starts_later(text).unwrap_or(0)..).unwrap_or(text)
}

/// Where a feed begins behind something that is none of it, within the first bytes.
pub(super) fn starts_later(text: &str) -> Option<usize> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    ["<rss", "<feed", "<rdf:rdf"].iter().filter_map(|mark| head.find(mark)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The Post</title>
        <link>https://post.example/</link><atom:link rel="self" href="https://post.example/feed"/><language>en-GB</language>
        <item><title>Bridge &amp;amp; dam closed</title><link>/bridge</link><guid isPermaLink="false">7</guid>
        <pubDate>Fri, 22 Mar 24 10:00:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator><description>Short.</description>
        <c:encoded><![CDATA[<h2>What is known</h2><p>Police said it was <b>closed</b>.</p>]]></c:encoded></item>
        <item><description>Only &lt;p&gt;words&lt;/p&gt;</description><source url="https://x.example">The Other</source></item></channel></rss>"#;

    #[test]
    fn rss_entries_have_fields_and_content() {
        let feed = Feed::parse(RSS);
        assert_eq!((feed.title.as_deref(), feed.entries.len()), (Some("The Post"), 2));
        let first = &feed.entries[0];
        assert_eq!(first.title.as_deref(), Some("Bridge & dam closed"));
        assert_eq!(first.url.as_deref(), Some("https://post.example/bridge"));
        assert_eq!((first.byline.as_slice(), first.language.as_deref()), (&["Jane Doe".to_owned()][..], Some("en-GB")));
        assert!(first.html && first.content.starts_with("<h2>"));
        let document = first.clone().acquired("k".into(), "f", &mut Vec::new()).document.unwrap();
        assert_eq!(&*document.text, "What is known\n\nPolice said it was closed.");
        assert_eq!(document.published.unwrap().as_str(), "2024-03-22");
        assert_eq!(document.headings.len(), 1);
        assert_eq!((feed.entries[1].outlet.as_deref(), feed.entries[1].url.clone()), (Some("The Other"), None));
    }

    #[test]
    fn atom_entries() {
        let feed = Feed::parse(
            r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://post.example/news/"><title type="html">P &amp;lt;b&gt;Q</title>
            <author><name>Desk</name></author><entry><title>One</title><link rel="replies" href="x"/><link href="one.html"/>
            <id>tag:1</id><updated>2024-03-23T00:00:00Z</updated><published>2024-03-22T10:00:00Z</published>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Police said so.</p></div></content></entry>
            <entry><title>Two</title><author><name>Ann Fox</name></author><summary>1 &lt; 2</summary><updated>2024-03-23</updated></entry></feed>"#,
        );
        let (one, two) = (&feed.entries[0], &feed.entries[1]);
        assert_eq!(one.url.as_deref(), Some("https://post.example/news/one.html"));
        assert_eq!(
            (one.published.as_deref(), one.byline.as_slice()),
            (Some("2024-03-22T10:00:00Z"), &["Desk".to_owned()][..])
        );
        assert!(one.html && one.content.contains("<p>Police said so.</p>"));
        assert_eq!(
            (two.content.as_str(), two.html, two.byline.as_slice()),
            ("1 < 2", false, &["Ann Fox".to_owned()][..])
        );
        assert_eq!(two.published.as_deref(), Some("2024-03-23"));
    }

    #[test]
    fn news_sitemaps_give_headlines_and_others_addresses() {
        let feed = Feed::parse(
            r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://post.example/1</loc><n:news><n:publication><n:name>The Post</n:name><n:language>en</n:language></n:publication>
            <n:publication_date>2024-03-22</n:publication_date><n:title>Bridge closed</n:title></n:news></url>
            <url><loc>https://post.example/2</loc></url></urlset>"#,
        );
        assert_eq!((feed.entries.len(), feed.addresses.as_slice()), (1, &["https://post.example/2".to_owned()][..]));
        let entry = &feed.entries[0];
        assert_eq!((entry.title.as_deref(), entry.outlet.as_deref()), (Some("Bridge closed"), Some("The Post")));
        assert_eq!((entry.published.as_deref(), entry.language.as_deref()), (Some("2024-03-22"), Some("en")));
    }

    #[test]
    fn json_feeds() {
        let feed = Feed::parse(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "P", "language": "en", "authors": [{"name": "Desk"}], "items": [
            {"id": 7, "url": "https://post.example/7", "title": "One", "content_html": "<p>A</p>", "date_published": "2024-03-22T10:00:00Z"},
            {"id": "8", "content_text": "B", "author": {"name": "Ann Fox"}}, 5]}"#,
        );
        assert_eq!(feed.entries.len(), 2);
        assert_eq!((feed.entries[0].byline[0].as_str(), feed.entries[0].html), ("Desk", true));
        assert_eq!((feed.entries[1].byline[0].as_str(), feed.entries[1].key().as_deref()), ("Ann Fox", Some("8")));
    }

    #[test]
    fn what_stands_before_a_feed_does_not_hide_it() {
        assert_eq!(
            Feed::parse("Warning: x on line <b>3</b>\n<rss><channel><item><title>A</title></item>").entries.len(),
            1
        );
    }

    #[test]
    fn a_feed_of_nothing_but_entries_is_done_in_time() {
        let start = std::time::Instant::now();
        for inside in ["", "<title>< < < <</title>", "<title>a", "<link/><author/><description/>"] {
            let feed = Feed::parse(&format!("<rss>{}</rss>", format!("<item>{inside}</item>").repeat(100_000)));
            assert_eq!(feed.entries.len(), ENTRIES);
        }
        let marks = format!("<rss><item><title>{}</title></item></rss>", "< ".repeat(1 << 20));
        assert_eq!(Feed::parse(&marks).entries.len(), 1);
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
    }

    #[test]
    fn more_entries_than_allowed_are_left_out_and_told() {
        let feed = Feed::parse(&format!("<rss>{}</rss>", "<item><title>a</title></item>".repeat(ENTRIES + 7)));
        assert_eq!(
            (feed.entries.len(), feed.note.unwrap().as_str()),
            (ENTRIES, "7 entries after the first 5000 left out")
        );
    }
}
