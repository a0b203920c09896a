//! `onrecord add`: reads articles and keeps them; says so of each only when it is on the disk.

use std::{
    io::Write,
    mem,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Instant,
};

use onrecord::{
    acquire::{self, Acquired, Inputs},
    archive::{Added, Entry, Outcome as Kept, Writer},
};
use onrecord_reader::row;

use super::read;
use crate::{
    args::{Articles, Format, Global},
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord add` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub articles: Articles,
}

const EXAMPLES: &str = "\
Examples:
  onrecord add stories/                            every article below a folder
  onrecord add --archive strait.onrecord *.html    into an archive of another name
  gunzip -c week.jsonl.gz | onrecord add -
  onrecord add https://post.example/bridge         a page of the web, or a feed; what came is kept in ARCHIVE.warc.gz

'added' is printed when the article is on the disk and would survive a loss of power. Running the same command again
is harmless: an article with the same text and metadata is kept once.";

/// Articles in one commit at most, and the milliseconds after which one is made anyway.
const BATCH: usize = 64;
const BATCH_MILLISECONDS: u128 = 500;

/// Reads and keeps.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let inputs = read::inputs(&args.articles, Some(&beside(&global.archive, "warc.gz")))?;
    let failures = keep(global, inputs, args.articles.means.threads())?;
    Ok(if failures { Outcome::NothingFound } else { Outcome::Found })
}

/// A file that belongs to an archive: its name with an ending.
pub fn beside(archive: &Path, ending: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Reads what the inputs hold and keeps it; tells whether some could not be read.
pub fn keep(global: &Global, inputs: Inputs, threads: usize) -> Result<bool, CommandError> {
    let mut adding = Adding {
        writer: Writer::open(&global.archive, &now())?,
        out: terminal::output(global),
        json: matches!(global.format, Some(Format::Json | Format::Jsonl)),
        quiet: global.quiet,
        batch: Vec::new(),
        since: Instant::now(),
    };
    let bar = progress::count(global, "adding");
    let (mut failures, mut stopped) = (false, None);
    acquire::each_document(inputs, threads, entry, |(entry, notes)| {
        for note in notes {
            bar.suspend(|| terminal::remark(global, note));
        }
        bar.inc(1);
        let kept = match entry {
            Ok(entry) => adding.keep(entry),
            Err(error) => {
                failures = true;
                bar.suspend(|| read::complain(&error));
                Ok(())
            }
        };
        match kept {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                stopped = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    if let Some(error) = stopped {
        return Err(error);
    }
    adding.commit()?;
    Ok(failures)
}

/// The time, for the archive's log.
pub fn now() -> String {
    jiff::Timestamp::now().to_string()
}

fn entry(acquired: Acquired) -> (Result<Box<Entry>, onrecord::Error>, Vec<String>) {
    let Acquired { origin, document, notes, .. } = acquired;
    let entry = document.map(|document| {
        let reading = row::Reading::from(&onrecord_reader::read(document.clone(), onrecord::lexicon()));
        Box::new(Entry { document, reading })
    });
    let unread = entry.as_ref().ok().and_then(|entry| entry.reading.document.note.as_ref());
    let notes = notes.iter().chain(unread).map(|note| format!("{origin}: {note}")).collect();
    (entry, notes)
}

struct Adding {
    writer: Writer,
    out: terminal::Output,
    json: bool,
    quiet: bool,
    batch: Vec<Entry>,
    since: Instant,
}

impl Adding {
    fn keep(&mut self, entry: Box<Entry>) -> Result<(), CommandError> {
        self.batch.push(*entry);
        if self.batch.len() >= BATCH || self.since.elapsed().as_millis() >= BATCH_MILLISECONDS {
            return self.commit();
        }
        Ok(())
    }

    /// Commits, and only then says what was added.
    fn commit(&mut self) -> Result<(), CommandError> {
        let batch = mem::take(&mut self.batch);
        let added = self.writer.add(&batch, &now())?;
        self.since = Instant::now();
        for added in &added {
            self.acknowledge(added)?;
        }
        self.out.flush()?;
        Ok(())
    }

    fn acknowledge(&mut self, added: &Added) -> Result<(), CommandError> {
        let is_new = added.outcome == Kept::New;
        if self.json {
            let line = serde_json::json!({"id": added.id, "key": added.key, "title": added.title, "new": is_new});
            writeln!(self.out, "{line}")?;
        } else if !self.quiet {
            let what = if is_new { "added" } else { "already there" };
            let title = added.title.as_deref().unwrap_or(&added.key);
            writeln!(self.out, "{what} {} {}", added.short_id(), terminal::one_line(title))?;
        }
        Ok(())
    }
}
