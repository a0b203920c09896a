//! `onrecord list`: the articles of the archive, in the order they were added.

use std::io::Write;

use onrecord::archive::{Archive, Summary};

use crate::{
    args::{Format, Global},
    error::{CommandError, Outcome},
    terminal,
};

/// What `onrecord list` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The last so many only
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord list                       id, date, number of statements, outlet and headline of each article
  onrecord list --limit 20            the twenty added last
  onrecord list --format jsonl        one JSON object an article";

/// Lists.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let documents = Archive::open_read(&global.archive)?.documents()?;
    let skipped = args.limit.map_or(0, |limit| documents.len().saturating_sub(limit));
    let documents = &documents[skipped..];
    let mut out = terminal::output(global);
    match global.format.unwrap_or(Format::Text) {
        Format::Json => {
            let rows: Vec<_> = documents.iter().map(json).collect();
            serde_json::to_writer_pretty(&mut out, &rows)?;
            writeln!(out)?;
        }
        Format::Jsonl => documents.iter().try_for_each(|document| writeln!(out, "{}", json(document)))?,
        Format::Markdown => {
            writeln!(out, "| id | published | statements | outlet | title |\n|---|---|---|---|---|")?;
            for document in documents {
                let [id, date, count, outlet, title] = cells(document).map(|cell| cell.replace('|', "\\|"));
                writeln!(out, "| {id} | {date} | {count} | {outlet} | {title} |")?;
            }
        }
        Format::Text => {
            for document in documents {
                let [id, date, count, outlet, title] = cells(document);
                writeln!(
                    out,
                    "{id}  {date:10}  {count:>4}  {outlet}{}{title}",
                    if outlet.is_empty() { "" } else { ": " }
                )?;
            }
        }
        form => return Err(form.refused("list", "text, markdown, json or jsonl")),
    }
    out.flush()?;
    Ok(if documents.is_empty() { Outcome::NothingFound } else { Outcome::Found })
}

fn cells(document: &Summary) -> [String; 5] {
    let shown = |text: &Option<String>| terminal::one_line(text.as_deref().unwrap_or_default());
    let title = document.title.as_deref().unwrap_or(&document.key);
    [
        document.short_id().to_owned(),
        shown(&document.published),
        document.statements.to_string(),
        shown(&document.outlet),
        terminal::one_line(title),
    ]
}

fn json(document: &Summary) -> serde_json::Value {
    serde_json::json!({
        "id": document.id, "key": document.key, "title": document.title, "outlet": document.outlet,
        "published": document.published, "url": document.url, "statements": document.statements,
    })
}
