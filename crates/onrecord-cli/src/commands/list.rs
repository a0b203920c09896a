//! `onrecord list`: Lists the articles of the archive.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord list` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord list";

/// Lists the articles of the archive.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("list is not built yet"))
}
