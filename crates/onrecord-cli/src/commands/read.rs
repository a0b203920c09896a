//! `onrecord read`: reads articles and prints what they say as JSON.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord read` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files (.html .htm .txt .md .jsonl); - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<std::path::PathBuf>,
    /// Read so many articles at a time; by default one a processor
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord read monday.html                        one reading, as one line of JSON
  onrecord read --format text monday.html          who said what, for people
  cat week.jsonl | onrecord read - > readings.jsonl";

/// Reads and prints.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("read is not built yet"))
}
