//! `onrecord search`: finds words in the articles of the archive.

use std::io::Write;

use anstyle::{AnsiColor, Color, Style};
use onrecord::archive::{Archive, Hit};
use serde_json::json;

use crate::{
    args::{Format, Global},
    error::{CommandError, Outcome},
    terminal,
};

/// What `onrecord search` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Words, all of which must occur; "a phrase", a beginning* and -without
    #[arg(value_name = "QUERY", required = true, allow_hyphen_values = true)]
    pub query: Vec<String>,
    /// At most so many articles
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

const EXAMPLES: &str = "\
Examples:
  onrecord search harbour fire               both words
  onrecord search '\"customs shed\" warn*'     a phrase, and any word that begins with warn
  onrecord search --format json boat         one JSON value with the spans";

const MARK: Style = Style::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));
const QUIET: Style = Style::new().dimmed();

/// Prints the articles that match, best first.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let query = args.query.join(" ");
    let hits = Archive::open_read(&global.archive)?.search(&query, args.limit)?;
    let mut out = terminal::output(global);
    match global.format.unwrap_or(Format::Text) {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &hits.iter().map(value).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for hit in &hits {
                writeln!(out, "{}", value(hit))?;
            }
        }
        Format::Text | Format::Markdown => {
            for hit in &hits {
                write(&mut out, hit)?;
            }
        }
        form => return Err(form.refused("search", "text, markdown, json or jsonl")),
    }
    out.flush()?;
    if hits.is_empty() {
        terminal::remark(global, format!("no article holds all of: {query}"));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Found)
}

fn value(hit: &Hit) -> serde_json::Value {
    let document = &hit.document;
    json!({"id": document.id, "title": document.title, "outlet": document.outlet, "published": document.published,
        "span": hit.excerpt, "text": hit.text})
}

fn write(out: &mut impl Write, hit: &Hit) -> std::io::Result<()> {
    let document = &hit.document;
    let title = document.title.as_deref().unwrap_or(&document.key);
    let told = [Some(document.short_id()), document.outlet.as_deref(), document.published.as_deref()];
    let told = told.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
    writeln!(out, "{} {}{}{}", plain(title), QUIET.render(), plain(&told), QUIET.render_reset())?;
    write!(out, "  ")?;
    let mut at = 0;
    for mark in hit.marks.iter().filter(|mark| mark.start < mark.end) {
        let (Some(before), Some(found)) = (hit.text.get(at..mark.start), hit.text.get(mark.clone())) else { continue };
        write!(out, "{}{}{}{}", plain(before), MARK.render(), plain(found), MARK.render_reset())?;
        at = mark.end;
    }
    writeln!(out, "{}\n", plain(hit.text.get(at..).unwrap_or_default()))
}

/// Keeps escape codes and line breaks of an article from reaching the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control()).collect()
}
