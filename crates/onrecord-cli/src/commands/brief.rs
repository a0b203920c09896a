//! `onrecord brief`: A cited backgrounder on a subject.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord brief` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A person, group, place or event
    #[arg(value_name = "SUBJECT")]
    pub subject: String,
    /// Read these files instead of the archive
    #[arg(value_name = "FILE")]
    pub files: Vec<std::path::PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord brief 'Port of Salvery' stories/*.html";

/// A cited backgrounder on a subject.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("brief is not built yet"))
}
