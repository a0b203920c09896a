//! `onrecord show`: Shows one article with its statements marked.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord show` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The article: its id or the first digits of it, or the name it was added under
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
}

const EXAMPLES: &str = "\
Examples:
  onrecord show 3f2a";

/// Shows one article with its statements marked.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("show is not built yet"))
}
