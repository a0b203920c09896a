//! The backgrounder: what is known of a subject, from whom, and what is not.

use onrecord_reader::row;
use serde::Serialize;

use super::{
    corpus::{Corpus, Source},
    disputes, figures,
    incidents::{self, vouched},
    line::Line,
    phrases, statements,
    subject::Subject,
};

/// A part of a backgrounder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Short name: `names`, `timeline` ...
    pub key: String,
    /// Heading, a fixed phrase.
    pub heading: String,
    /// Groups of lines (an incident with its accounts, a dispute with its sides); the first line leads the group.
    pub groups: Vec<Vec<Line>>,
}

/// A source as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number.
    pub number: usize,
    /// The document's name.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The outlet; `null` when not stated.
    pub outlet: Option<String>,
    /// EDTF; `null` when not stated.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The number of the source it repeats.
    pub copy_of: Option<usize>,
}

/// A cited backgrounder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backgrounder {
    /// The name most documents use.
    pub subject: String,
    /// Parts in order; one without groups says "not stated".
    pub sections: Vec<Section>,
    /// The documents cited.
    pub sources: Vec<Listed>,
}

/// Makes the backgrounder of a subject from the readings of a corpus.
pub fn brief(corpus: &Corpus, subject: &Subject) -> Backgrounder {
    let groups = incidents::incidents(corpus, subject);
    let singles = |lines: Vec<Line>| lines.into_iter().map(|line| vec![line]).collect::<Vec<_>>();
    let accounts = groups.iter().map(|group| {
        let mut lines: Vec<Line> =
            group.iter().filter(|it| it.source.copy_of.is_none()).flat_map(incidents::account_lines).collect();
        let mut seen = std::collections::BTreeSet::new();
        lines.retain(|line| seen.insert(line.plain()));
        lines
    });
    let disputes = disputes::disputes(corpus, subject, &groups);
    let parts: Vec<Vec<Vec<Line>>> = vec![
        singles(names(corpus, subject)),
        singles(roles(corpus, subject)),
        singles(relations(corpus, subject)),
        singles(incidents::timeline(corpus, subject, &groups)),
        accounts.filter(|lines| !lines.is_empty()).collect(),
        disputes.into_iter().map(|it| std::iter::once(it.question).chain(it.sides).collect()).collect(),
        singles(figures::figures(corpus, subject, &groups)),
        singles(statements::about(corpus, subject)),
        singles(statements::unconfirmed(corpus, subject)),
    ];
    let sections = phrases::SECTIONS.iter().zip(parts).map(|((key, heading), groups)| Section {
        key: (*key).to_owned(),
        heading: (*heading).to_owned(),
        groups,
    });
    let sections: Vec<Section> = sections.collect();
    let cited = |source: &&Source| {
        let lines = sections.iter().flat_map(|section| section.groups.iter().flatten());
        source.copy_of.is_some() || lines.flat_map(|line| &line.cites).any(|cite| cite.source == source.number)
    };
    let sources = corpus.sources.iter().filter(cited).map(listed).collect();
    Backgrounder { subject: subject.called(corpus), sections, sources }
}

fn listed(source: &Source) -> Listed {
    let document = &source.reading.document;
    Listed {
        number: source.number,
        id: source.reading.id.clone(),
        title: source.title().to_owned(),
        outlet: document.outlet.clone(),
        published: document.published.clone(),
        url: document.url.clone(),
        copy_of: source.copy_of,
    }
}

/// Its names, each with the sentence that gives it, and the first sentence that says what it is.
fn names(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for entity in subject.of(source) {
            for alias in &entity.aliases {
                if !seen.insert(super::subject::fold(alias)) || is_part(alias, &subject.name) {
                    continue;
                }
                let named = |mention: &&row::Mention| mention.form == "name" && source.words(mention.span) == *alias;
                if let Some(mention) = entity.mentions.iter().find(named) {
                    let span = source.sentence(mention.span[0]);
                    let line = Line::new().value(entity.name.clone()).phrase(phrases::ALSO).value(alias.clone());
                    lines.push(vouched(line, statements::holder(source, mention.span)).words(source, span));
                }
            }
        }
    }
    for line in definitions(corpus, subject) {
        // The sentence that gave a name is shown there.
        let shown = |other: &Line| other.cites.iter().any(|cite| line.cites.contains(cite));
        if !lines.iter().any(shown) {
            lines.push(line);
        }
    }
    lines
}

/// Whether a name is only words of another ("Front" of "Tidewater Front").
fn is_part(name: &str, whole: &str) -> bool {
    let fold = super::subject::fold;
    format!(" {} ", fold(whole)).contains(&format!(" {} ", fold(name)))
}

/// Sentences that introduce the subject: it stands first, followed by an apposition or a copula. One a source, four at most.
fn definitions(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        let mut mentions: Vec<&row::Mention> =
            subject.of(source).flat_map(|entity| &entity.mentions).filter(|it| it.form == "name").collect();
        mentions.sort_by_key(|mention| mention.span);
        let introduces = |mention: &&&row::Mention| {
            let [_, end] = mention.span;
            let sentence = source.sentence(mention.span[0]);
            let after = source.words([end, sentence[1].min(end + 14)]).to_lowercase();
            let starts = [
                ", a ",
                ", an ",
                ", the ",
                ", which",
                "is a ",
                "was a ",
                "is an ",
                "is the ",
                "was the ",
                "emerged",
                "was founded",
                "was formed",
                "is one of",
            ];
            starts.iter().any(|start| after.starts_with(start.trim_end()))
        };
        if let Some(mention) = mentions.iter().find(introduces) {
            let span = source.sentence(mention.span[0]);
            lines.push(vouched(Line::new(), statements::holder(source, mention.span)).words(source, span));
        }
        if lines.len() == 4 {
            break;
        }
    }
    lines
}

/// Roles of the subject, or at it.
fn roles(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for role in &source.reading.roles {
            let at = role.organization.as_deref();
            if !subject.is(source, &role.person) && !at.is_some_and(|id| subject.is(source, id)) {
                continue;
            }
            let Some(person) = source.entity(&role.person) else { continue };
            let line = Line::new().value(person.name.clone()).value(role.role.clone());
            let line = match at.and_then(|id| source.entity(id)) {
                Some(body) => line.value(body.name.clone()),
                None => line,
            };
            if seen.insert(line.plain().to_lowercase()) {
                let voice = role.statement.as_deref().and_then(|id| source.statement(id));
                lines.push(vouched(line, voice).words(source, source.sentence(role.span[0])));
            }
        }
    }
    lines
}

/// Relations with the subject on either side.
fn relations(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for relation in &source.reading.relations {
            if !subject.is(source, &relation.subject) && !subject.is(source, &relation.object) {
                continue;
            }
            let (Some(left), Some(right)) = (source.entity(&relation.subject), source.entity(&relation.object)) else {
                continue;
            };
            let line = if relation.polarity == "-" { Line::new().phrase(phrases::NOT) } else { Line::new() };
            let line =
                line.value(left.name.clone()).value(phrases::predicate(&relation.predicate)).value(right.name.clone());
            let line = match &relation.date {
                Some(date) => line.value(date.clone()),
                None => line,
            };
            let voice = relation.statement.as_deref().and_then(|id| source.statement(id));
            let line = vouched(line, voice).words(source, source.sentence(relation.span[0]));
            if seen.insert(line.plain()) {
                lines.push(line);
            }
        }
    }
    lines.sort_by_cached_key(|line| match line.parts.get(1) {
        Some(super::line::Part::Value(predicate)) => predicate.clone(),
        _ => String::new(),
    });
    lines
}
