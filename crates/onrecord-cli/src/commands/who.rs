//! `onrecord who`: everything a speaker said, by topic and time, with how surely, in the words of the sources.

use std::io::Write;

use onrecord::answer::{self, Cite, Corpus, Line, Topic, Voice, phrases};
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

Topics are words of the articles that several statements share. Each line has the day it was said, or, where no article tells,
the day of publication; then the speaker, what was done by saying it, how surely, and the sentence that reports it. What several
articles have in the same words stands once, with all of them behind it.";

/// Everything a speaker said, as JSON.
#[derive(Serialize)]
struct Said<'a> {
    name: &'a str,
    lines: Vec<Line>,
    topics: Vec<About>,
    sources: Vec<Source<'a>>,
}

/// A topic, as JSON.
#[derive(Serialize)]
struct About {
    /// The word of a source; null for what shares none with the rest.
    topic: Option<String>,
    cite: Option<Cite>,
    first: Option<String>,
    /// Places in `lines`, from 0.
    lines: Vec<usize>,
}

impl From<Topic> for About {
    fn from(topic: Topic) -> Self {
        let Topic { words, first, lines } = topic;
        let (topic, cite) = words.unzip();
        Self { topic, cite, first, lines }
    }
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
    let Voice { lines, topics } = answer::voice(&corpus, &args.name);
    if lines.is_empty() {
        terminal::complain(format!("no article has '{}' say anything", args.name));
        let near = answer::nearest(&corpus, &args.name);
        if !near.is_empty() {
            terminal::complain(format!("  Names that do occur: {}.", near.join(", ")));
        }
        return Ok(Outcome::NothingFound);
    }
    let said = Said {
        name: &args.name,
        sources: sources(&corpus, &lines),
        topics: topics.into_iter().map(About::from).collect(),
        lines,
    };
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
    for topic in &said.topics {
        if said.topics.len() > 1 {
            render::heading(out, look, 2, &title(topic))?;
        }
        for line in topic.lines.iter().filter_map(|at| said.lines.get(*at)) {
            render::item(out, look, 0, line)?;
        }
        writeln!(out)?;
    }
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

/// The heading of a topic: its word, and when the first of it was said.
fn title(topic: &About) -> String {
    let words = topic.topic.as_deref().unwrap_or(phrases::OTHERWISE);
    match &topic.first {
        Some(first) => format!("{words} ({} {first})", phrases::FIRST),
        None => words.to_owned(),
    }
}
