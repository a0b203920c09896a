//! What stands in the elements of a page apart from its text: meta elements, times, headlines, language.

use super::{
    dom::{Node, Tag, Tree},
    metadata::{self, Meta, Metadata},
};

/// `meta`, `time` and headline elements that are looked at.
const LOOKED_AT: usize = 400;

/// Bytes of a headline that are looked at.
const HEADLINE_BYTES: usize = 1000;

/// What stands in the elements of a page.
#[derive(Default)]
pub(super) struct Standing {
    /// Names, lower case, and contents of meta elements.
    pub metas: Vec<Meta>,
    /// What is known from other elements.
    pub metadata: Metadata,
    /// The level-one headings.
    pub headlines: Vec<String>,
}

/// How much a time says of the article's publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Marked,
    Article,
    Main,
    Page,
}

impl Standing {
    /// Looks through the elements once.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        let mut time: Option<(Place, onrecord_reader::edtf::Edtf)> = None;
        let (mut article, mut main) = (0, 0);
        for (at, node) in tree.nodes.iter().enumerate() {
            match node.tag {
                Tag::Text => continue,
                Tag::Meta if found.metas.len() < LOOKED_AT => found.metas.extend(meta(node)),
                Tag::Link if found.metadata.url.is_none() => found.metadata.url = canonical(node),
                Tag::Html if found.metadata.language.is_none() => {
                    found.metadata.language = node.attribute("lang").and_then(metadata::clean);
                }
                Tag::Article => article = article.max(node.end),
                Tag::Main => main = main.max(node.end),
                Tag::H1 if found.headlines.len() < 20 => {
                    found.headlines.extend(Some(tree.text_of(at, HEADLINE_BYTES)).filter(|it| !it.is_empty()));
                }
                _ => {}
            }
            let marked = !node.attributes.is_empty() && node.attribute("itemprop") == Some("datePublished");
            if marked || node.tag == Tag::Time {
                let place = match () {
                    () if marked || node.attribute("pubdate").is_some() => Place::Marked,
                    () if at < article => Place::Article,
                    () if at < main => Place::Main,
                    () => Place::Page,
                };
                if time.as_ref().is_none_or(|(before, _)| place < *before) {
                    let stated = node.attribute("datetime").or_else(|| node.attribute("content"));
                    let date = stated.and_then(super::super::published);
                    time = date.map(|date| (place, date)).or(time);
                }
            }
        }
        found.metadata.published = time.map(|(_, date)| date);
        found
    }
}

fn meta(node: &Node) -> Option<Meta> {
    let name = ["property", "name", "itemprop"].iter().find_map(|name| node.attribute(name))?;
    Some((name.trim().to_ascii_lowercase(), node.attribute("content")?.to_owned()))
}

fn canonical(node: &Node) -> Option<String> {
    let canonical = node.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
    let url = canonical.then(|| node.attribute("href").and_then(metadata::clean)).flatten()?;
    url.starts_with("http").then_some(url)
}
