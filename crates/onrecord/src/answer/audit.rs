//! Who gets quoted: the statements of many readings counted by the kind, office, body and place of their voices.
//!
//! Counts only: nothing is weighed or ranked but by number, and every voice counts as the article names it. A quotation that
//! goes on is counted once, with the statement it continues.

use std::collections::BTreeMap;

use onrecord_reader::row::{Reading, Statement};
use serde::Serialize;

/// Who gets quoted in some articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Articles looked at, those without a statement too.
    pub articles: usize,
    /// Statements counted.
    pub statements: usize,
    /// The statements counted in several ways.
    pub views: Vec<View>,
}

/// One way of counting. The shares of a view add up to all statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// What is counted by: `kind`, `manner`, `place`, `speaker`, `role`, `organization`, `outlet`.
    pub by: &'static str,
    /// Values and how many statements have them, the most first.
    pub counts: Vec<Count>,
}

/// How often a value occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value, in the words of the articles or of the reading's fixed list; `None` where the article does not say.
    pub value: Option<String>,
    /// Statements that have it.
    pub statements: usize,
    /// Articles in which one has it.
    pub articles: usize,
}

/// Where in an article a statement stands, by fifths of its paragraphs.
const FIFTHS: [&str; 5] = ["1st fifth", "2nd fifth", "3rd fifth", "4th fifth", "5th fifth"];

/// Views whose values have an order of their own.
const ORDERED: &[&str] = &["place"];

#[derive(Default)]
struct Tally(BTreeMap<Option<String>, (usize, usize, usize)>);

impl Tally {
    /// Counts one statement of the article of this number.
    fn add(&mut self, value: Option<String>, article: usize) {
        let count = self.0.entry(value).or_insert((0, 0, usize::MAX));
        count.0 += 1;
        if count.2 != article {
            *count = (count.0, count.1 + 1, article);
        }
    }

    fn view(self, by: &'static str) -> View {
        let counts = self.0.into_iter();
        let mut counts: Vec<Count> =
            counts.map(|(value, (statements, articles, _))| Count { value, statements, articles }).collect();
        if !ORDERED.contains(&by) {
            counts.sort_by_key(|count| (count.value.is_none(), std::cmp::Reverse(count.statements)));
        }
        View { by, counts }
    }
}

/// The ways of counting, as [`View::by`] names them.
const VIEWS: [&str; 7] = ["kind", "manner", "place", "speaker", "role", "organization", "outlet"];

/// Counts who gets quoted, one reading after the other; keeps none of them.
#[derive(Default)]
pub struct Auditor {
    articles: usize,
    statements: usize,
    tallies: [Tally; VIEWS.len()],
}

impl Auditor {
    /// Counts one article.
    pub fn add(&mut self, reading: &Reading) {
        self.articles += 1;
        let paragraphs = paragraphs(&reading.document.text);
        for statement in reading.statements.iter().filter(|it| it.continues.is_none()) {
            self.statements += 1;
            let values = [
                Some(statement.speaker_kind.clone()),
                Some(statement.manner.clone()),
                place(statement, &paragraphs).map(str::to_owned),
                statement.speaker_name.clone(),
                role(reading, statement),
                organization(reading, statement),
                reading.document.outlet.clone(),
            ];
            for (tally, value) in self.tallies.iter_mut().zip(values) {
                tally.add(value, self.articles);
            }
        }
    }

    /// What was counted.
    pub fn finish(self) -> Audit {
        let views = VIEWS.into_iter().zip(self.tallies).map(|(by, tally)| tally.view(by)).collect();
        Audit { articles: self.articles, statements: self.statements, views }
    }
}

/// The code points where paragraphs (lines with words) begin.
fn paragraphs(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            starts.push(at);
        }
        at += line.chars().count() + 1;
    }
    starts
}

fn place(statement: &Statement, paragraphs: &[usize]) -> Option<&'static str> {
    let [start, _] = statement.content.first().or(statement.cue.first())?;
    let paragraph = paragraphs.partition_point(|at| at <= start).checked_sub(1)?;
    FIFTHS.get(paragraph * FIFTHS.len() / paragraphs.len()).copied()
}

/// The office of a voice: what its source phrase tells, else the one role the article gives the person.
fn role(reading: &Reading, statement: &Statement) -> Option<String> {
    statement.speaker_role.clone().or_else(|| {
        let mut roles = reading.roles.iter().filter(|role| Some(&role.person) == statement.speaker.as_ref());
        roles.next().map(|role| role.role.to_lowercase())
    })
}

/// The body of a voice: what its source phrase tells, else the voice itself where it is one, else the body of its office.
fn organization(reading: &Reading, statement: &Statement) -> Option<String> {
    let entity = |id: &str| reading.entities.iter().find(|entity| entity.id == id);
    statement.speaker_organization.clone().or_else(|| {
        let speaker = entity(statement.speaker.as_deref()?)?;
        if matches!(speaker.r#type.as_str(), "Organization" | "Group") {
            return Some(speaker.name.clone());
        }
        let mut roles = reading.roles.iter().filter(|role| role.person == speaker.id);
        Some(entity(roles.find_map(|role| role.organization.as_deref())?)?.name.clone())
    })
}

#[cfg(test)]
mod tests {
    use onrecord_reader::{model::Document, row::Reading};

    use super::*;

    fn reading(text: &str) -> Reading {
        let document = Document { outlet: Some("The Post".into()), ..Document::from_text("a", text) };
        Reading::from(&onrecord_reader::read(document, crate::lexicon()))
    }

    fn audit(readings: &[Reading]) -> Audit {
        let mut auditor = Auditor::default();
        readings.iter().for_each(|reading| auditor.add(reading));
        auditor.finish()
    }

    #[test]
    fn voices_are_counted_and_a_quotation_that_goes_on_is_not_counted_twice() {
        let one = reading(
            "“The pier is closed,” said Mira Oduya, a harbour spokeswoman. “It will stay closed.”\n\nPolice said nobody was hurt.",
        );
        let audit = audit(&[one, reading("The pier is old.")]);
        assert_eq!((audit.articles, audit.statements), (2, 2));
        let view = |by: &str| audit.views.iter().find(|view| view.by == by).unwrap();
        let count = |by: &str, value: &str| {
            view(by).counts.iter().find(|it| it.value.as_deref() == Some(value)).map_or(0, |it| it.statements)
        };
        assert_eq!((count("kind", "named"), count("kind", "collective")), (1, 1));
        assert_eq!((count("manner", "direct"), count("manner", "indirect")), (1, 1));
        assert_eq!(count("speaker", "Mira Oduya"), 1);
        assert_eq!(count("outlet", "The Post"), 2);
        assert!(audit.views.iter().all(|view| view.counts.iter().map(|it| it.statements).sum::<usize>() == 2));
    }

    #[test]
    fn nothing_read_is_nothing_counted() {
        let audit = audit(&[reading("Rain.")]);
        assert_eq!((audit.articles, audit.statements), (1, 0));
        assert!(audit.views.iter().all(|view| view.counts.is_empty()));
    }
}
