//! The page of a subject: its backgrounder, with drawings of its figures.

use onrecord::answer::{self, Corpus, Line, Subject};

use super::{
    chart::{self, Chart},
    view::{self, Row},
};

/// A part of the page.
pub struct Part {
    pub key: String,
    pub heading: String,
    /// The first row leads its group.
    pub groups: Vec<Vec<Row>>,
    pub charts: Vec<Chart>,
}

/// A source as it is listed.
pub struct Source {
    pub number: usize,
    pub href: String,
    pub title: String,
    pub told: String,
    pub copy_of: Option<usize>,
}

/// All of it.
pub struct Page {
    pub subject: String,
    pub parts: Vec<Part>,
    pub sources: Vec<Source>,
}

/// Makes the page of a subject.
pub fn page(corpus: &Corpus, subject: &Subject) -> Page {
    let brief = answer::brief(corpus, subject);
    let parts = brief.sections.iter().map(|section| {
        let lines: Vec<&Line> = section.groups.iter().flatten().collect();
        let charts = if section.key == "figures" { chart::charts(corpus, &lines) } else { Vec::new() };
        let group = |group: &Vec<Line>| group.iter().map(|line| view::row(corpus, line)).collect();
        Part {
            key: section.key.clone(),
            heading: section.heading.clone(),
            groups: section.groups.iter().map(group).collect(),
            charts,
        }
    });
    let sources = brief.sources.iter().map(|source| {
        let told = [source.outlet.as_deref(), source.published.as_deref()];
        Source {
            number: source.number,
            href: format!("/document/{}", view::encoded(&source.id)),
            title: source.title.clone(),
            told: told.into_iter().flatten().collect::<Vec<_>>().join(", "),
            copy_of: source.copy_of,
        }
    });
    Page { subject: brief.subject.clone(), parts: parts.collect(), sources: sources.collect() }
}
