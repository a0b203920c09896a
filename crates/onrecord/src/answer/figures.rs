//! Figures as they were given: every value with whose it is, in which outlet, as of when. No total is computed.

use onrecord_reader::row;

use super::{
    corpus::{Corpus, Source, day},
    incidents::{Account, vouched},
    line::Line,
    phrases,
    subject::Subject,
};

/// The figures of the incidents that concern the subject, by measure and date of publication; corrections beside them.
pub(super) fn figures(corpus: &Corpus, subject: &Subject, groups: &[Vec<Account>]) -> Vec<Line> {
    let mut all: Vec<(String, i64, Line)> = Vec::new();
    for source in corpus.sources.iter().filter(|source| source.copy_of.is_none()) {
        for figure in &source.reading.figures {
            let tied = groups.iter().flatten().any(|account| {
                account.source.number == source.number && figure.incident.as_deref() == Some(&account.incident.id)
            });
            let near = subject.mentioned(source, source.sentence(figure.span[0]));
            if tied || near {
                all.push((figure.measure.clone(), source.day().unwrap_or(i64::MAX), line(source, figure)));
            }
        }
    }
    all.sort_by(|left, right| (&left.0, left.1).cmp(&(&right.0, right.1)));
    let mut lines: Vec<Line> = all.into_iter().map(|(.., line)| line).collect();
    for source in &corpus.sources {
        for span in &source.reading.document.corrections {
            lines.push(Line::new().phrase(phrases::CORRECTION).words(source, *span));
        }
    }
    lines
}

fn line(source: &Source, figure: &row::Figure) -> Line {
    let line = Line::new().phrase(phrases::measure(&figure.measure)).words(source, figure.span);
    let line = match figure.high {
        Some(high) if high == figure.low => line.value(high.to_string()),
        Some(high) => line.value(format!("{}\u{2013}{high}", figure.low)),
        None => line.value(format!("{}+", figure.low)),
    };
    let line = vouched(line, figure.statement.as_deref().and_then(|id| source.statement(id)));
    let when = figure.as_of.as_deref().or(source.reading.document.published.as_deref());
    let line = match (&figure.as_of, when) {
        (Some(date), _) => line.value(date.clone()),
        (None, Some(date)) => line.phrase(phrases::PUBLISHED).value(date.to_owned()),
        (None, None) => line,
    };
    line.words(source, source.sentence(figure.span[0])).on(day(when))
}
