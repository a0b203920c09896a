//! `onrecord search`: Finds words in the articles of the archive.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord search` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Words, all of which must occur; quote a phrase
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

const EXAMPLES: &str = "\
Examples:
  onrecord search harbour fire";

/// Finds words in the articles of the archive.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("search is not built yet"))
}
