//! `onrecord who`: everything a speaker said, dated, with how surely, in the words of the sources.

use std::io::Write;

use onrecord::answer::{self, Corpus, Line};
use serde::Serialize;

use super::brief;
use crate::{
    args::{Format, Global, Instead},
    error::{CommandError, Outcome},
    render::{self, Look},
    terminal,
};

/// What `onrecord who` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The speaker, under any of the names the articles use; a surname will do
    #[arg(value_name = "NAME")]
    pub name: String,
    #[command(flatten)]
    pub instead: Instead,
}

const EXAMPLES: &str = "\
Examples:
  onrecord who 'Mira Oduya'                         from ./news.onrecord
  onrecord who Arrend examples/harbour              from a folder, without an archive
  onrecord who --format json Arrend examples/harbour | jq '.lines[].cites'

Each line names the speaker, what was done by saying it, how surely, and the sentence that reports it.";

/// Everything a speaker said, as JSON.
#[derive(Serialize)]
struct Said<'a> {
    name: &'a str,
    lines: Vec<Line>,
    sources: Vec<Source<'a>>,
}

/// A source, by its number in the lines.
#[derive(Serialize)]
struct Source<'a> {
    number: usize,
    id: &'a str,
    title: &'a str,
    outlet: Option<&'a str>,
    published: Option<&'a str>,
    copy_of: Option<usize>,
}

/// Prints what was said.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let (readings, failed) = if args.instead.files.is_empty() {
        (super::archived(global, &args.name)?, false)
    } else {
        brief::readings(global, &args.instead.files)
    };
    let corpus = Corpus::new(readings);
    let lines = answer::said(&corpus, &args.name);
    if lines.is_empty() {
        terminal::complain(format!("no article has '{}' say anything", args.name));
        let near = answer::nearest(&corpus, &args.name);
        if !near.is_empty() {
            terminal::complain(format!("  Names that do occur: {}.", near.join(", ")));
        }
        return Ok(Outcome::NothingFound);
    }
    let said = Said { name: &args.name, sources: sources(&corpus, &lines), lines };
    let mut out = terminal::output(global);
    match global.format.unwrap_or(if terminal::is_terminal() { Format::Text } else { Format::Markdown }) {
        Format::Json | Format::Jsonl => {
            serde_json::to_writer_pretty(&mut out, &said)?;
            writeln!(out)?;
        }
        Format::Markdown => write(&mut out, &said, Look::Markdown)?,
        Format::Text => write(&mut out, &said, Look::Terminal { width: terminal::width() })?,
        form => return Err(form.refused("who", "text, markdown, json or jsonl")),
    }
    out.flush()?;
    Ok(if failed { Outcome::NothingFound } else { Outcome::Found })
}

fn sources<'a>(corpus: &'a Corpus, lines: &[Line]) -> Vec<Source<'a>> {
    let cited = |number: usize| lines.iter().flat_map(|line| &line.cites).any(|cite| cite.source == number);
    let cited = corpus.sources.iter().filter(|source| cited(source.number));
    let listed = cited.map(|source| Source {
        number: source.number,
        id: &source.reading.id,
        title: source.title(),
        outlet: source.reading.document.outlet.as_deref(),
        published: source.reading.document.published.as_deref(),
        copy_of: source.copy_of,
    });
    listed.collect()
}

fn write(out: &mut impl Write, said: &Said, look: Look) -> std::io::Result<()> {
    for line in &said.lines {
        render::item(out, look, 0, line)?;
    }
    writeln!(out)?;
    for source in &said.sources {
        render::source(
            out,
            look,
            source.number,
            &[Some(source.title), source.outlet, source.published],
            source.copy_of,
        )?;
    }
    Ok(())
}
