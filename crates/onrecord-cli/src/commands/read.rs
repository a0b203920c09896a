//! `onrecord read`: reads articles and prints what they say as JSON, one reading a document, in input order.

use std::{io::Write, ops::ControlFlow, path::PathBuf};

use onrecord::acquire::{self, Acquired, Inputs};
use onrecord_reader::row;

use crate::{
    args::{Format, Global},
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord read` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files (.html .htm .txt .md .jsonl) or folders of them; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Read so many articles at a time; by default one a processor
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord read monday.html                        one reading, as one line of JSON
  onrecord read --format text monday.html          who said what, for people
  cat week.jsonl | onrecord read - > readings.jsonl

A line of JSONL is {\"id\", \"text\" or \"html\"} with title, published, outlet, byline, url and language where known.
A document that cannot be read gives {\"id\", \"error\"} on its line and a message; the others are still read.";

/// Reads and prints.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let form = global.format.unwrap_or(Format::Jsonl);
    if form == Format::Markdown {
        return Err(CommandError::new("read has no form 'markdown'").hint("It prints jsonl, json or text."));
    }
    let threads = args.threads.unwrap_or_else(threads);
    let mut out = terminal::output(global);
    let bar = progress::count(global, "reading");
    let (mut failures, mut first, mut broken) = (false, true, None);
    acquire::each_document(
        inputs(&args.files),
        threads,
        move |it| printed(it, form),
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

/// Files as the library takes them, with standard input as `-`.
pub fn inputs(files: &[PathBuf]) -> Inputs {
    let stream = files.iter().any(|file| file.as_os_str() == "-");
    let stream = stream.then(|| Box::new(std::io::stdin()) as Box<dyn std::io::Read + Send>);
    Inputs { paths: files.to_vec(), stream }
}

/// One thread a processor.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
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

fn printed(acquired: Acquired, form: Format) -> Printed {
    let Acquired { key, origin, document, notes } = acquired;
    let notes = notes.iter().map(|note| format!("{origin}: {note}")).collect();
    let reading = document.map(|document| row::Reading::from(&onrecord_reader::read(document, onrecord::lexicon())));
    match reading {
        Ok(reading) if form == Format::Text => Printed { text: text(&reading), notes, error: None },
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

/// A reading for people: the head, then who said what, how surely and when.
fn text(reading: &row::Reading) -> String {
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
    for statement in &reading.statements {
        let who = statement.speaker_name.as_deref().unwrap_or("(not said who)");
        let when = statement.said_at.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
        let content = words(&statement.content);
        lines.push(format!("  {who} [{} {}{when}]: {content}", statement.cue_class, statement.factuality));
    }
    lines.join("\n") + "\n"
}
