//! `onrecord watch`: asks feeds again and again, and keeps what is new or changed in them.

use std::{
    fs, mem,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use onrecord::acquire::{Feeds, Fetcher, Inputs, State};

use super::add::{beside, keep};
use crate::{
    args::{Global, Means},
    error::{CommandError, Outcome},
    terminal,
};

/// What `onrecord watch` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Lists of feeds (OPML, or one address a line), or addresses of feeds and news sitemaps
    #[arg(value_name = "FEEDS", required = true)]
    pub feeds: Vec<String>,
    /// Ask once and end
    #[arg(long)]
    pub once: bool,
    /// Ask every so many minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=10_080))]
    pub every: u64,
    /// Keep the text of the feeds; fetch no pages
    #[arg(long)]
    pub summaries: bool,
    #[command(flatten)]
    pub means: Means,
}

const EXAMPLES: &str = "\
Examples:
  onrecord watch feeds.opml                        every quarter of an hour, until it is ended
  onrecord watch --once https://post.example/feed  once, for a timer of the system

What came is kept in ARCHIVE.warc.gz as it came, and what is known of the feeds in ARCHIVE.watch. It may be ended at any
time: the next round goes on, and nothing is kept twice.";

/// Rounds, one after the other.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let mut feeds = Vec::new();
    for name in &args.feeds {
        if name.starts_with("http://") || name.starts_with("https://") {
            feeds.push(name.clone());
        } else {
            let bytes = fs::read(name).map_err(|error| onrecord::Error::io("read", Path::new(name), &error))?;
            feeds.extend(Feeds::listed(name, &bytes)?);
        }
    }
    loop {
        let failures = round(global, args, feeds.clone())?;
        if args.once {
            return Ok(if failures { Outcome::NothingFound } else { Outcome::Found });
        }
        terminal::remark(global, format!("next round in {} minutes", args.every));
        thread::sleep(Duration::from_secs(args.every * 60));
    }
}

/// Asks every feed once; what is known of them is written when all of it is kept.
fn round(global: &Global, args: &Args, feeds: Vec<String>) -> Result<bool, CommandError> {
    let path = beside(&global.archive, "watch");
    let rules = args.means.rules();
    let fetcher = Fetcher::new(rules, Some(&beside(&global.archive, "warc.gz")))?;
    let state = Arc::new(Mutex::new(State::read(&path)));
    let round = Feeds::new(fetcher, feeds, args.summaries, state.clone());
    let inputs = Inputs { found: Some(Box::new(round)), ..Inputs::default() };
    let failures = keep(global, inputs, args.means.threads())?;
    let state = mem::take(&mut *state.lock().unwrap_or_else(PoisonError::into_inner));
    state.write(&path)?;
    Ok(failures)
}
