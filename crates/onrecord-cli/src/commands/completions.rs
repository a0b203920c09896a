//! `onrecord completions`: Prints a completion script for a shell.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord completions` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: String,
}

const EXAMPLES: &str = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord";

/// Prints a completion script for a shell.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("completions is not built yet"))
}
