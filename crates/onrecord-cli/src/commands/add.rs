//! `onrecord add`: Reads articles and keeps them in the archive.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord add` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files or folders; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<std::path::PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord add stories/            every article below a folder";

/// Reads articles and keeps them in the archive.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("add is not built yet"))
}
