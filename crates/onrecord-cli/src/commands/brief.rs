//! `onrecord brief`: a cited backgrounder on a subject, from files or from the archive.

use std::{io::Write, ops::ControlFlow, path::PathBuf};

use onrecord::{
    acquire::{self, Acquired},
    answer::{self, Corpus, Subject},
};
use onrecord_reader::row;

use super::read::{complain, of_files};
use crate::{
    args::{Format, Global, Instead, threads},
    error::{CommandError, Outcome},
    progress,
    render::{self, Look},
    terminal,
};

/// What `onrecord brief` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A person, group, place or body, under any of the names the articles use
    #[arg(value_name = "SUBJECT")]
    pub subject: String,
    #[command(flatten)]
    pub instead: Instead,
}

const EXAMPLES: &str = "\
Examples:
  onrecord brief 'Tidewater Front' examples/harbour             from a folder, without an archive
  onrecord brief 'Tidewater Front'                              from ./news.onrecord
  onrecord brief --format markdown 'Tidewater Front' > page.md  to a file
  onrecord brief --format json 'Tidewater Front' | jq .sections every line with its spans

Every line is a cited passage of a source or a phrase of one fixed table; what the sources do not say is 'not stated'.";

/// Prints the backgrounder.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let (readings, failed) = if args.instead.files.is_empty() {
        (super::archived(global, &args.subject)?, false)
    } else {
        readings(global, &args.instead.files)
    };
    let corpus = Corpus::new(readings);
    let Some(subject) = Subject::find(&corpus, &args.subject) else {
        terminal::complain(format!("no article names '{}'", args.subject));
        let near = answer::nearest(&corpus, &args.subject);
        if !near.is_empty() {
            terminal::complain(format!("  Names that do occur: {}.", near.join(", ")));
        }
        return Ok(Outcome::NothingFound);
    };
    let brief = answer::brief(&corpus, &subject);
    let mut out = terminal::output(global);
    match global.format.unwrap_or(if terminal::is_terminal() { Format::Text } else { Format::Markdown }) {
        Format::Json | Format::Jsonl => {
            serde_json::to_writer_pretty(&mut out, &brief)?;
            writeln!(out)?;
        }
        Format::Markdown => render::backgrounder(&mut out, &brief, Look::Markdown)?,
        Format::Text => render::backgrounder(&mut out, &brief, Look::Terminal { width: terminal::width() })?,
        form => return Err(form.refused("brief", "text, markdown, json or jsonl")),
    }
    out.flush()?;
    Ok(if failed { Outcome::NothingFound } else { Outcome::Found })
}

/// The readings of files, and whether any could not be read. Each failure is told and the others go on.
pub fn readings(global: &Global, files: &[PathBuf]) -> (Vec<row::Reading>, bool) {
    let bar = progress::count(global, "reading");
    let (mut all, mut failed) = (Vec::new(), false);
    let read = |acquired: Acquired| {
        acquired.document.map(|document| row::Reading::from(&onrecord_reader::read(document, onrecord::lexicon())))
    };
    acquire::each_document(of_files(files), threads(), read, |reading| {
        match reading {
            Ok(reading) => all.push(reading),
            Err(error) => {
                failed = true;
                bar.suspend(|| complain(&error));
            }
        }
        bar.inc(1);
        ControlFlow::Continue(())
    });
    bar.finish_and_clear();
    (all, failed)
}
