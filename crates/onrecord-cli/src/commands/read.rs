//! `onrecord read`: reads articles and prints what they say as JSON, one reading a document, in input order.

use std::{
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use onrecord::acquire::{self, Acquired, Fetcher, Inputs};
use onrecord_reader::row;

use crate::{
    args::{Articles, Format, Global},
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord read` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub articles: Articles,
    /// Print for people why each statement was read: the rule that made it and the words it went by
    #[arg(long)]
    pub explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord read monday.html                        one reading, as one line of JSON
  onrecord read --format text monday.html          who said what, for people
  onrecord read --explain monday.html              the same, with the rule and words behind each statement
  cat week.jsonl | onrecord read - > readings.jsonl
  onrecord read https://post.example/bridge        a page of the web

A line of JSONL is {\"id\", \"text\" or \"html\"} with title, published, outlet, byline, url and language where known.
A document that cannot be read gives {\"id\", \"error\"} on its line and a message; the others are still read.";

/// Reads and prints.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let explain = args.explain;
    let form = global.format.unwrap_or(if explain { Format::Text } else { Format::Jsonl });
    if !matches!(form, Format::Text | Format::Json | Format::Jsonl) {
        return Err(form.refused("read", "jsonl, json or text"));
    }
    let threads = args.articles.means.threads();
    let mut out = terminal::output(global);
    let bar = progress::count(global, "reading");
    let (mut failures, mut first, mut broken) = (false, true, None);
    acquire::each_document(
        inputs(&args.articles, None)?,
        threads,
        move |it| printed(it, form, explain),
        |line: Printed| {
            for note in &line.notes {
                bar.suspend(|| terminal::remark(global, note));
            }
            if let Some(error) = &line.error {
                failures = true;
                bar.suspend(|| complain(error));
            }
            bar.inc(1);
            match write(&mut out, &line.text, form, first) {
                Ok(()) => {
                    first = false;
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    broken = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    bar.finish_and_clear();
    if let Some(error) = broken {
        return Err(error.into());
    }
    if form == Format::Json {
        out.write_all(if first { b"[]\n" } else { b"\n]\n" })?;
    }
    out.flush()?;
    Ok(if failures { Outcome::NothingFound } else { Outcome::Found })
}

/// Articles as the library takes them: files with standard input as `-`, addresses with what fetches them.
///
/// What is fetched is kept in `snapshots`, where a path is given.
pub fn inputs(articles: &Articles, snapshots: Option<&Path>) -> Result<Inputs, CommandError> {
    let is_address =
        |file: &PathBuf| file.to_str().is_some_and(|it| it.starts_with("http://") || it.starts_with("https://"));
    let fetches = articles.files.iter().any(is_address);
    let rules = articles.means.rules();
    let fetcher = fetches.then(|| Fetcher::new(rules, snapshots)).transpose()?;
    Ok(Inputs { columns: acquire::Columns::parse(&articles.map)?, fetcher, ..of_files(&articles.files) })
}

/// Files alone, columns named as usual.
pub fn of_files(files: &[PathBuf]) -> Inputs {
    let stream = files.iter().any(|file| file.as_os_str() == "-");
    let stream = stream.then(|| Box::new(std::io::stdin()) as Box<dyn std::io::Read + Send>);
    Inputs { paths: files.to_vec(), stream, ..Inputs::default() }
}

/// Prints an error about one document, with what to do.
pub fn complain(error: &onrecord::Error) {
    terminal::complain(error);
    if let Some(hint) = error.hint() {
        terminal::complain(format!("  {hint}"));
    }
}

fn write(out: &mut terminal::Output, text: &str, form: Format, first: bool) -> std::io::Result<()> {
    if form == Format::Json {
        out.write_all(if first { b"[\n" } else { b",\n" })?;
        return out.write_all(text.as_bytes());
    }
    writeln!(out, "{text}")
}

/// What is printed for one document.
struct Printed {
    text: String,
    notes: Vec<String>,
    error: Option<onrecord::Error>,
}

fn printed(acquired: Acquired, form: Format, explain: bool) -> Printed {
    let Acquired { key, origin, document, notes, .. } = acquired;
    let mut notes: Vec<String> = notes.iter().map(|note| format!("{origin}: {note}")).collect();
    let reading = document.map(|document| row::Reading::from(&onrecord_reader::read(document, onrecord::lexicon())));
    if let Some(note) = reading.as_ref().ok().and_then(|it| it.document.note.as_ref()) {
        notes.push(format!("{origin}: {note}"));
    }
    match reading {
        Ok(reading) if form == Format::Text => Printed { text: text(&reading, explain), notes, error: None },
        Ok(reading) => match serde_json::to_string(&reading) {
            Ok(text) => Printed { text, notes, error: None },
            Err(error) => failed(
                &key,
                onrecord::Error::new(onrecord::ErrorKind::System, format!("{origin}: {error}")),
                notes,
                form,
            ),
        },
        Err(error) => failed(&key, error, notes, form),
    }
}

fn failed(key: &str, error: onrecord::Error, notes: Vec<String>, form: Format) -> Printed {
    let text = match form {
        Format::Text => format!("{key}: {error}\n"),
        _ => serde_json::json!({"id": key, "error": error.to_string()}).to_string(),
    };
    Printed { text, notes, error: Some(error) }
}

/// A reading for people: the head, then who said what, how surely and when; with `explain`, also why.
fn text(reading: &row::Reading, explain: bool) -> String {
    let document = &reading.document;
    let characters: Vec<char> = document.text.chars().collect();
    let words = |spans: &[row::Span]| {
        let parts = spans
            .iter()
            .map(|[start, end]| characters.get(*start..*end).unwrap_or_default().iter().collect::<String>());
        parts.map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" ... ")
    };
    let head = [document.outlet.as_deref(), document.published.as_deref()];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    let mut lines = vec![document.title.clone().unwrap_or_else(|| reading.id.clone())];
    if !head.is_empty() {
        lines.push(head.join(", "));
    }
    lines.extend(document.note.iter().map(|note| format!("  ({note})")));
    for statement in &reading.statements {
        let who = statement.speaker_name.as_deref().unwrap_or("(not said who)");
        let when = statement.said_at.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
        let content = words(&statement.content);
        lines.push(format!("  {who} [{} {}{when}]: {content}", statement.cue_class, statement.factuality));
        if explain {
            lines.push(because(statement, words));
        }
    }
    lines.join("\n") + "\n"
}

/// Why a statement was read: the rule, the words of its cue and source, and what it belongs to.
fn because(statement: &row::Statement, words: impl Fn(&[row::Span]) -> String) -> String {
    let quoted = |name: &str, spans: &[row::Span]| {
        (!spans.is_empty()).then(|| format!("{name} \u{201C}{}\u{201D}", words(spans)))
    };
    let told = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let parts = [
        Some(format!("rule: {}", statement.by)),
        quoted("cue", &statement.cue),
        quoted("source", &statement.source),
        Some(format!("voice {}, {}", statement.speaker_kind, statement.manner)),
        told("office", &statement.speaker_role),
        told("body", &statement.speaker_organization),
        told("unnamed because", &statement.anonymity),
        told("relayed by", &statement.relayed_by),
        told("inside", &statement.parent),
        told("goes on with", &statement.continues),
    ];
    format!("      {} {}", statement.id, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}
