//! One file a command; each has its options and `run`.

pub mod add;
pub mod audit;
pub mod brief;
pub mod check;
pub mod completions;
pub mod extract;
pub mod gazetteer;
pub mod list;
pub mod listing;
pub mod read;
pub mod reread;
pub mod search;
pub mod serve;
pub mod show;
pub mod watch;
pub mod who;

use onrecord::answer::Listed;

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
        Command::Watch(args) => watch::run(global, args),
        Command::Extract(args) => extract::run(global, args),
        Command::List(args) => list::run(global, args),
        Command::Show(args) => show::run(global, args),
        Command::Search(args) => search::run(global, args),
        Command::Who(args) => who::run(global, args),
        Command::Brief(args) => brief::run(global, args),
        Command::Audit(args) => audit::run(global, args),
        Command::Incidents(args) => listing::run(global, args, Listed::Incidents),
        Command::Figures(args) => listing::run(global, args, Listed::Figures),
        Command::Relations(args) => listing::run(global, args, Listed::Relations),
        Command::Serve(args) => serve::run(global, args),
        Command::Reread(args) => reread::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Gazetteer(args) => gazetteer::run(global, args),
        Command::Completions(args) => completions::run(global, args),
    }
}

/// Hands over the readings of the archive's articles one by one, or of files where some are named; tells whether one failed.
pub fn each_reading(
    global: &crate::args::Global,
    files: &[std::path::PathBuf],
    mut each: impl FnMut(onrecord_reader::row::Reading),
) -> Result<bool, CommandError> {
    if !files.is_empty() {
        let (readings, failed) = brief::readings(global, files);
        readings.into_iter().for_each(each);
        return Ok(failed);
    }
    let archive = onrecord::archive::Archive::open_read(&global.archive)?;
    let documents = archive.documents()?;
    let bar = crate::progress::count(global, "looking at");
    for document in &documents {
        each(archive.reading(document)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(false)
}

/// The readings of the archive's articles that mention a name, or have someone of that name speak.
pub fn archived(global: &crate::args::Global, name: &str) -> Result<Vec<onrecord_reader::row::Reading>, CommandError> {
    let archive = onrecord::archive::Archive::open_read(&global.archive)?;
    crate::server::mentioning(&archive, name)
}
