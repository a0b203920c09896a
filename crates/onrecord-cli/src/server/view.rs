//! Lines of an answer as pages show them: parts with a style, citations that lead to the exact words.

use onrecord::answer::{Cite, Corpus, Line, Part};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A line.
pub struct Row {
    pub parts: Vec<Bit>,
    pub cites: Vec<Link>,
}

/// A part of a line.
pub struct Bit {
    /// `phrase`, `passage`, `words`, `value` or `voice`.
    pub class: &'static str,
    pub text: String,
    /// Where a name leads.
    pub href: Option<String>,
}

/// A citation.
pub struct Link {
    pub number: usize,
    pub href: String,
    pub title: String,
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A number or range as it is read.
pub fn range(low: u64, high: Option<u64>) -> String {
    match high {
        Some(high) if high == low => low.to_string(),
        Some(high) => format!("{low}\u{2013}{high}"),
        None => format!("{low}+"),
    }
}

/// Makes a line ready for a page.
pub fn row(corpus: &Corpus, line: &Line) -> Row {
    let mut cites: Vec<Link> = Vec::new();
    for cite in &line.cites {
        cites.extend(link(corpus, cite).filter(|it| cites.iter().all(|other| other.number != it.number)));
    }
    let mut parts: Vec<Bit> = line.parts.iter().map(bit).collect();
    if let Some(last) = parts.last_mut().filter(|last| last.class == "words") {
        last.class = "passage";
    }
    Row { parts, cites }
}

fn bit(part: &Part) -> Bit {
    let (class, text, href) = match part {
        Part::Phrase(text) => ("phrase", text.clone(), None),
        Part::Words(text, _) => ("words", text.clone(), None),
        Part::Value(text) => ("value", text.clone(), None),
        Part::Speaker(text) => ("voice", text.clone(), Some(format!("/speaker?name={}", encoded(text)))),
    };
    Bit { class, text, href }
}

/// The citation of the widest span a line cites in a source: its sentence.
fn link(corpus: &Corpus, cite: &Cite) -> Option<Link> {
    let source = corpus.source(cite.source)?;
    let document = &source.reading.document;
    let told = [document.outlet.as_deref(), document.published.as_deref()];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    let [start, end] = cite.span;
    Some(Link {
        number: cite.source,
        href: format!("/document/{}?at={start}-{end}#here", encoded(&source.reading.id)),
        title: format!("{}: {}", told.join(", "), source.title()),
    })
}
