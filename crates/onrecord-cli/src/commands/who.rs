//! `onrecord who`: Everything a speaker said.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord who` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The speaker, under any of the names the articles use
    #[arg(value_name = "NAME", required = true)]
    pub name: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord who Mira Oduya";

/// Everything a speaker said.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("who is not built yet"))
}
