//! Statements as lines: who, how surely, when, in the words of the source.

use onrecord_reader::row;

use super::{
    corpus::{Corpus, Source, day},
    line::Line,
    phrases,
    subject::{Subject, fold},
};

/// A statement as a line: speaker, act, certainty, date, then the sentence that reports it.
pub fn spoken(source: &Source, statement: &row::Statement) -> Line {
    let line = Line::new()
        .speaker(statement.speaker_name.as_deref())
        .phrase(phrases::act(&statement.cue_class))
        .phrase(phrases::certainty(&statement.factuality));
    let line = match &statement.said_at {
        Some(date) => line.phrase(phrases::SAID_ON).value(date.clone()),
        None => line,
    };
    let when = statement.said_at.as_deref().or(source.reading.document.published.as_deref());
    line.words(source, reported(source, statement)).on(day(when))
}

/// The sentences a statement is reported in; of a quotation that goes on, its own.
pub(super) fn reported(source: &Source, statement: &row::Statement) -> [usize; 2] {
    if statement.continues.is_some() {
        return source.sentences(&statement.content);
    }
    let all: Vec<[usize; 2]> =
        statement.cue.iter().chain(&statement.source).chain(&statement.content).copied().collect();
    source.sentences(&all)
}

/// Whether a statement is by a speaker, named (folded) in full or by a part of the name.
pub(super) fn is_by(source: &Source, statement: &row::Statement, wanted: &str) -> bool {
    let is = |candidate: &str| {
        let candidate = fold(candidate);
        !wanted.is_empty() && (candidate == wanted || format!(" {candidate} ").contains(&format!(" {wanted} ")))
    };
    let entity = statement.speaker.as_deref().and_then(|id| source.entity(id));
    entity.is_some_and(|entity| entity.aliases.iter().any(|alias| is(alias)))
        || statement.speaker_name.as_deref().is_some_and(is)
}

/// Whether a statement is about a subject or by it.
pub(super) fn concerns(subject: &Subject, source: &Source, statement: &row::Statement) -> bool {
    statement.speaker.as_deref().is_some_and(|id| subject.is(source, id))
        || statement.content.iter().any(|span| subject.mentioned(source, *span))
}

/// The innermost statement that says the words of a span.
pub(super) fn holder(source: &Source, [start, end]: [usize; 2]) -> Option<&row::Statement> {
    let length = |statement: &row::Statement| statement.content.iter().map(|[from, to]| to - from).sum::<usize>();
    let holds = |statement: &&row::Statement| statement.content.iter().any(|[from, to]| *from <= start && end <= *to);
    source.reading.statements.iter().filter(holds).min_by_key(|statement| length(statement))
}

/// The statements that concern a subject, outermost ones only, claims and denials first.
pub(super) fn about(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines: Vec<(usize, String, Line)> = Vec::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for statement in source.reading.statements.iter().filter(|statement| statement.parent.is_none()) {
            if concerns(subject, source, statement) {
                let rank = match statement.cue_class.as_str() {
                    "claim" | "deny" | "accuse" => 0,
                    "confirm" | "warn" | "threaten" => 1,
                    _ => 2,
                };
                let who = statement.speaker_name.clone().unwrap_or_default();
                lines.push((rank, who, spoken(source, statement)));
            }
        }
    }
    group_by_speaker(lines)
}

/// Keeps the lines of one speaker together; speakers with claims or denials come first, then by number of lines.
fn group_by_speaker(lines: Vec<(usize, String, Line)>) -> Vec<Line> {
    let mut speakers: std::collections::BTreeMap<String, (usize, usize)> = std::collections::BTreeMap::new();
    for (rank, who, _) in &lines {
        let entry = speakers.entry(who.clone()).or_insert((*rank, 0));
        entry.0 = entry.0.min(*rank);
        entry.1 += 1;
    }
    let mut lines = lines;
    lines.sort_by_cached_key(|(rank, who, _)| {
        let (best, count) = speakers.get(who).copied().unwrap_or((9, 0));
        (who.is_empty(), best, std::cmp::Reverse(count), who.clone(), *rank)
    });
    let mut seen = std::collections::BTreeSet::new();
    lines.into_iter().map(|(.., line)| line).filter(|line| seen.insert(line.plain())).collect()
}

/// Statements that do not commit, and values one origin alone stands for.
pub(super) fn unconfirmed(corpus: &Corpus, subject: &Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for statement in source.reading.statements.iter().filter(|it| it.parent.is_none()) {
            let open = matches!(statement.factuality.as_str(), "PR+" | "PS+" | "Uu" | "PR-" | "PS-");
            let plan =
                matches!(statement.cue_class.as_str(), "demand" | "promise" | "hope" | "want" | "plan" | "threaten");
            if open && !plan && concerns(subject, source, statement) {
                lines.push(spoken(source, statement));
            }
        }
    }
    lines
}
