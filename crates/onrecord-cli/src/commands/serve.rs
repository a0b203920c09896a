//! `onrecord serve`: shows articles in a browser on this machine.

use std::{net::SocketAddr, path::PathBuf};

use super::brief;
use crate::{
    args::Global,
    error::{CommandError, Outcome},
    server::{self, Library},
    terminal,
};

/// What `onrecord serve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Show these files or folders instead of the archive
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The address to listen on, of this machine only; port 0 picks a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8017")]
    pub listen: SocketAddr,
}

const EXAMPLES: &str = "\
Examples:
  onrecord serve                              the archive, at http://127.0.0.1:8017/
  onrecord serve examples/harbour             a folder, without an archive
  onrecord serve --listen 127.0.0.1:0         at a free port

Only this machine can open the pages, and no page asks for anything from elsewhere. Ctrl-C ends it.";

/// Serves until it is stopped.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    if !args.listen.ip().is_loopback() {
        let message = format!("cannot listen on {}: the pages have no passwords yet", args.listen.ip());
        return Err(CommandError::new(message).hint("Use an address of this machine, such as 127.0.0.1:8017."));
    }
    let library = library(global, &args.files)?;
    server::serve(args.listen, library, |address| {
        terminal::remark(global, format!("open http://{address}/ (Ctrl-C ends it)"));
    })
    .map_err(|error| CommandError::new(format!("cannot serve on {}: {error}", args.listen)))?;
    Ok(Outcome::Found)
}

fn library(global: &Global, files: &[PathBuf]) -> Result<Library, CommandError> {
    if files.is_empty() {
        return Library::archive(&global.archive);
    }
    let (readings, _) = brief::readings(global, files);
    if readings.is_empty() {
        return Err(CommandError::new("no article could be read from these files"));
    }
    Ok(Library::Files(readings))
}
