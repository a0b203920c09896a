//! `onrecord reread`: reads the articles of the archive again with this version's reader.

use onrecord::archive::{Archive, Writer};
use onrecord_reader::row;

use super::add::now;
use crate::{
    args::Global,
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord reread` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Read all again, also those this version has read
    #[arg(long)]
    pub all: bool,
}

const EXAMPLES: &str = "\
Examples:
  onrecord reread             after an update: what an earlier version read is read again
  onrecord reread --all       everything

Earlier readings stay in the archive; the newest one answers. An archive of an older version is brought up to date.";

/// Articles in one commit.
const BATCH: usize = 32;

/// Reads again.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    if !global.archive.exists() {
        Archive::open_read(&global.archive)?;
    }
    let mut writer = Writer::open(&global.archive, &now())?;
    let archive = writer.archive();
    let documents = if args.all { archive.documents()? } else { archive.read_otherwise(onrecord_reader::VERSION)? };
    let bar = progress::bar(global, "rereading", documents.len() as u64);
    let (mut changed, mut failures) = (0, false);
    for batch in documents.chunks(BATCH) {
        let mut readings = Vec::new();
        for document in batch {
            match writer.archive().source(document) {
                Ok(source) => {
                    let reading = onrecord_reader::read(source, onrecord::lexicon());
                    readings.push((document.number, row::Reading::from(&reading)));
                }
                Err(error) => {
                    failures = true;
                    bar.suspend(|| super::read::complain(&error));
                }
            }
            bar.inc(1);
        }
        changed += writer.reread(&readings, &now())?;
    }
    bar.finish_and_clear();
    terminal::remark(global, format!("{} documents read again, {changed} readings differ", documents.len()));
    Ok(if failures { Outcome::NothingFound } else { Outcome::Found })
}
