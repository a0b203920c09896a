//! Cases: a few lines of article, the record a person expects of them, and what must never be read.
//!
//! The format is `docs/case-format.md`. This parses it, runs a reader over each case, compares, and says what a case
//! file looks like with `today` brought up to date. Reads and writes no files.

mod compare;
mod facts;
mod parse;

use crate::model::Document;
use crate::row;

/// What became of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The title of the case; empty for a file that cannot be parsed.
    pub title: String,
    /// The line of the title, from 1.
    pub line: usize,
    /// How the reading compares.
    pub verdict: Verdict,
    /// The record a person expects, as compared.
    pub expected: String,
    /// What is read, as compared; what is wrong with the file, where it cannot be parsed.
    pub found: String,
    /// Facts that must never be read and were.
    pub never: Vec<String>,
}

impl Outcome {
    /// Whether the case fails: read otherwise than written down, or a `never` is read.
    pub fn fails(&self) -> bool {
        !self.never.is_empty() || !matches!(self.verdict, Verdict::Right | Verdict::Known)
    }
    /// The title and both records under each other, for people.
    pub fn report(&self) -> String {
        let why = match self.verdict {
            Verdict::Right => "",
            Verdict::Known => "read otherwise, as written down under today",
            Verdict::Wrong => "read otherwise",
            Verdict::Stale => "read right now, but still has a today (BLESS=1 removes it)",
            Verdict::Unreadable => "cannot be parsed",
        };
        let mut report = format!("line {}: {}\n  {why}\n", self.line, self.title);
        let mut part = |name: &str, text: &str| {
            report.push_str(&format!("  {name}:\n"));
            text.lines().for_each(|line| report.push_str(&format!("    {line}\n")));
        };
        if self.verdict == Verdict::Unreadable {
            part("problem", &self.found);
        } else if self.verdict != Verdict::Right {
            part("record", &self.expected);
            part("read", &self.found);
        }
        self.never.iter().for_each(|fact| part("never, but read", fact));
        report
    }
}

/// How a reading compares with the record of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As the record says.
    Right,
    /// Otherwise, just as `today` says.
    Known,
    /// Otherwise.
    Wrong,
    /// As the record says, though `today` says otherwise.
    Stale,
    /// The case is not in the case format.
    Unreadable,
}

/// Runs every case of a file. A file that cannot be parsed gives one outcome that says why.
pub fn run(file: &str, read: impl Fn(Document) -> row::Reading) -> Vec<Outcome> {
    match parse::parse(file) {
        Ok(cases) => cases.iter().map(|case| compare::outcome(case, &read(case.article.clone()))).collect(),
        Err(problem) => vec![Outcome {
            title: String::new(),
            line: problem.line,
            verdict: Verdict::Unreadable,
            expected: String::new(),
            found: problem.what,
            never: Vec::new(),
        }],
    }
}

/// A case file with its `today` blocks brought up to date; everything a person wrote stays as it is.
pub fn blessed(file: &str, outcomes: &[Outcome]) -> String {
    let Ok(cases) = parse::parse(file) else { return file.to_owned() };
    let lines: Vec<&str> = file.lines().collect();
    let mut out = String::with_capacity(file.len());
    let mut at = 0;
    let copy = |out: &mut String, from: usize, to: usize| {
        lines[from..to].iter().for_each(|line| {
            out.push_str(line);
            out.push('\n');
        });
    };
    for (case, outcome) in cases.iter().zip(outcomes) {
        if let Some(today) = &case.today {
            copy(&mut out, at, today.lines.start);
            at = today.lines.end;
        }
        copy(&mut out, at, case.end);
        at = case.end;
        match outcome.verdict {
            Verdict::Wrong | Verdict::Known => {
                let text = out.trim_end().len();
                out.truncate(text);
                out.push_str(&format!("\n\n```today\n{}\n```\n", outcome.found.trim_end()));
                if case.end < lines.len() {
                    out.push('\n');
                }
            }
            _ => {
                let text = out.trim_end().len();
                let last = case.end >= lines.len();
                out.truncate(text);
                out.push_str(if last { "\n" } else { "\n\n" });
            }
        }
    }
    copy(&mut out, at, lines.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Sentences.\n\n## One sentence\n\n```article\nIt rained.\n```\n\n```record\nsentence \"It rained.\"\n```\n\n\
        ```never\nsentence \"It\"\n```\n\n## Two\n\n```article\nA. B.\n```\n\n```record\nsentence \"A. B.\"\n```\n";

    fn read(document: Document) -> row::Reading {
        let end = document.text.chars().count();
        let sentences = if end > 6 { vec![[0, end]] } else { vec![[0, 2], [3, end]] };
        let text = document.text.to_string();
        row::Reading {
            sentences,
            document: row::Document { text, ..row::Document::default() },
            ..row::Reading::default()
        }
    }

    #[test]
    fn a_wrong_case_is_blessed_into_a_known_one() {
        let outcomes = run(FILE, read);
        assert_eq!(outcomes.iter().map(|it| it.verdict).collect::<Vec<_>>(), [Verdict::Right, Verdict::Wrong]);
        let file = blessed(FILE, &outcomes);
        assert!(file.ends_with("```today\nsentence \"A.\"\nsentence \"B.\"\n```\n"), "{file}");
        let outcomes = run(&file, read);
        assert_eq!(outcomes.iter().map(|it| it.verdict).collect::<Vec<_>>(), [Verdict::Right, Verdict::Known]);
        assert_eq!(blessed(&file, &outcomes), file);
        let right = file.replace("\"A. B.\"", "\"A.\"\nsentence \"B.\"");
        let outcomes = run(&right, read);
        assert_eq!(outcomes[1].verdict, Verdict::Stale);
        assert!(!blessed(&right, &outcomes).contains("today"));
    }

    #[test]
    fn what_must_never_be_read_fails() {
        let outcomes = run(&FILE.replace("\"It\"", "*"), read);
        assert!(outcomes[0].fails());
    }

    #[test]
    fn a_mistyped_fact_is_named() {
        let outcomes = run(&FILE.replace("sentence \"It rained.\"", "sentense \"It rained.\""), read);
        assert_eq!((outcomes[0].verdict, outcomes[0].line), (Verdict::Unreadable, 10));
    }
}
