//! `onrecord check`: is the archive still what was written, and does the reader read the cases of a folder.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;
use onrecord::{
    ErrorKind,
    archive::{Archive, Part, Report, Writer},
};
use onrecord_reader::{case, row};

use super::add::now;
use crate::{
    args::Global,
    error::{CommandError, Outcome},
    progress, terminal,
};

/// What `onrecord check` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder of cases; without one the archive is checked
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord check                             every text against its checksum, then the file and its index
  onrecord check --archive copy.onrecord     another archive
  onrecord check cases/                      every case below a folder (docs/case-format.md)";

/// Checks.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    match &args.folder {
        Some(folder) => cases(global, folder),
        None => archive(global),
    }
}

fn archive(global: &Global) -> Result<Outcome, CommandError> {
    // Also says what is wrong with a file that is none, before anything is written beside it.
    let reader = Archive::open_read(&global.archive)?;
    let bar = progress::bar(global, "checking", 0);
    let mut tell = |part: Part| told(&bar, part);
    let report = match Writer::open(&global.archive, &now()) {
        Ok(writer) => writer.check(&mut tell)?,
        Err(error) if matches!(error.kind(), ErrorKind::Busy | ErrorKind::ReadOnly | ErrorKind::System) => {
            terminal::remark(global, format!("the index of words is not compared with the texts: {error}"));
            reader.check(&mut tell)?
        }
        Err(error) => return Err(error.into()),
    };
    bar.finish_and_clear();
    print(global, &report)
}

fn told(bar: &ProgressBar, part: Part) {
    match part {
        Part::Documents(count) => bar.set_length(count as u64),
        Part::Document => bar.inc(1),
        Part::Structure => bar.set_message("checking the file"),
        Part::Index => bar.set_message("checking the index"),
    }
}

fn print(global: &Global, report: &Report) -> Result<Outcome, CommandError> {
    let mut out = terminal::output(global);
    for problem in &report.problems {
        writeln!(out, "{}", terminal::one_line(problem))?;
    }
    let name = global.archive.display();
    if report.problems.is_empty() {
        writeln!(out, "{name}: {} documents, all as they were written", report.documents)?;
        out.flush()?;
        return Ok(Outcome::Found);
    }
    out.flush()?;
    Err(CommandError::new(format!("{name} has {} problems", report.problems.len())).hint(
        "The other documents can still be read. Restore the archive from a backup, or add the articles to a new one.",
    ))
}

fn cases(global: &Global, folder: &Path) -> Result<Outcome, CommandError> {
    let mut files = Vec::new();
    case_files(folder, &mut files, 8)?;
    let (mut count, mut known, mut failed) = (0, 0, 0);
    let mut out = terminal::output(global);
    for file in &files {
        let text = fs::read_to_string(file).map_err(|error| onrecord::Error::io("read", file, &error))?;
        let outcomes =
            case::run(&text, |document| row::Reading::from(&onrecord_reader::read(document, onrecord::lexicon())));
        count += outcomes.len();
        known += outcomes.iter().filter(|it| it.verdict == case::Verdict::Known).count();
        for outcome in outcomes.iter().filter(|it| it.fails()) {
            failed += 1;
            writeln!(out, "{}:{}: {}", file.display(), outcome.line, outcome.report())?;
        }
    }
    writeln!(out, "{count} cases in {} files: {failed} fail, {known} are known to be read otherwise", files.len())?;
    out.flush()?;
    if count == 0 {
        return Err(CommandError::new(format!("no cases below {}", folder.display()))
            .hint("Cases stand in Markdown files, see docs/case-format.md."));
    }
    Ok(if failed > 0 { Outcome::NothingFound } else { Outcome::Found })
}

/// The Markdown files below a folder, by name.
fn case_files(folder: &Path, files: &mut Vec<PathBuf>, depth: usize) -> Result<(), CommandError> {
    if folder.is_file() {
        files.push(folder.into());
        return Ok(());
    }
    let read = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut paths = read().map_err(|error| onrecord::Error::io("read folder", folder, &error))?;
    paths.sort();
    for path in paths {
        if path.is_dir() && depth > 0 {
            case_files(&path, files, depth - 1)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    Ok(())
}
