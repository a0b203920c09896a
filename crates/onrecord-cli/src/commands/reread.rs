//! `onrecord reread`: Reads the articles of the archive again with this version of the reader.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
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
  onrecord reread";

/// Reads the articles of the archive again with this version of the reader.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("reread is not built yet"))
}
