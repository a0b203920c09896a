//! One file a command; each has its options and `run`.

pub mod add;
pub mod brief;
pub mod check;
pub mod completions;
pub mod extract;
pub mod list;
pub mod read;
pub mod reread;
pub mod search;
pub mod serve;
pub mod show;
pub mod who;

use crate::{
    args::{Args, Command},
    error::{CommandError, Outcome},
};

/// Runs what the user asked for.
pub fn run(args: &Args) -> Result<Outcome, CommandError> {
    let global = &args.global;
    match &args.command {
        Command::Read(args) => read::run(global, args),
        Command::Add(args) => add::run(global, args),
        Command::Extract(args) => extract::run(global, args),
        Command::List(args) => list::run(global, args),
        Command::Show(args) => show::run(global, args),
        Command::Search(args) => search::run(global, args),
        Command::Who(args) => who::run(global, args),
        Command::Brief(args) => brief::run(global, args),
        Command::Serve(args) => serve::run(global, args),
        Command::Reread(args) => reread::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Completions(args) => completions::run(global, args),
    }
}

/// The readings of the archive's articles that mention a name, or have someone of that name speak.
pub fn archived(global: &crate::args::Global, name: &str) -> Result<Vec<onrecord_reader::row::Reading>, CommandError> {
    let archive = onrecord::archive::Archive::open_read(&global.archive)?;
    crate::server::mentioning(&archive, name)
}
