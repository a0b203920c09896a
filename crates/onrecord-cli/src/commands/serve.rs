//! `onrecord serve`: Shows the archive in a browser on this machine.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord serve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The port on 127.0.0.1; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = 7117)]
    pub port: u16,
}

const EXAMPLES: &str = "\
Examples:
  onrecord serve";

/// Shows the archive in a browser on this machine.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("serve is not built yet"))
}
