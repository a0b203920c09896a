//! `onrecord check`: Checks the archive, or a folder of cases.

use crate::{
    args::Global,
    error::{CommandError, Outcome},
};

/// What `onrecord check` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder of cases; without one the archive is checked
    #[arg(value_name = "FOLDER")]
    pub folder: Option<std::path::PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord check
  onrecord check cases/";

/// Checks the archive, or a folder of cases.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let _ = (global, args);
    Err(CommandError::new("check is not built yet"))
}
