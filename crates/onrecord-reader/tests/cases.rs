//! Runs every case of `cases/` at the top of the workspace. Each case is one test.
//!
//! `cargo test --test cases WORD` runs the cases whose file or title has the word. `BLESS=1` brings the `today` blocks
//! up to date; what must never be read fails even then.
#![allow(clippy::print_stdout)]

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use onrecord_reader::{
    case::{self, Outcome, Verdict},
    lexicon::Lexicon,
    read, row,
};

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    // What `cargo test -- --list` asks every test program.
    if std::env::args().any(|word| word == "--list") {
        return ExitCode::SUCCESS;
    }
    let bless = std::env::var_os("BLESS").is_some_and(|value| value != "0");
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    if let Err(error) = case_files(&top.join("cases"), &mut files) {
        println!("cannot list cases: {error}");
        return ExitCode::FAILURE;
    }
    files.sort();
    let start = Instant::now();
    let lexicon = Lexicon::built_in();
    let mut tally = Tally::default();
    for file in files {
        let name = file.strip_prefix(&top).unwrap_or(&file).display().to_string();
        match fs::read_to_string(&file) {
            Ok(text) => run(&file, &name, &text, &lexicon, &filters, bless, &mut tally),
            Err(error) => tally.failures.push(format!("{name}: {error}")),
        }
    }
    tally.report(start)
}

fn case_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            case_files(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md") {
            files.push(path);
        }
    }
    Ok(())
}

fn run(file: &Path, name: &str, text: &str, lexicon: &Lexicon, filters: &[String], bless: bool, tally: &mut Tally) {
    let mut outcomes = case::run(text, |document| row::Reading::from(&read(document, lexicon)));
    let wanted = |it: &Outcome| {
        let label = format!("{name}: {}", it.title);
        filters.is_empty() || filters.iter().any(|filter| label.contains(filter.as_str()))
    };
    if bless && outcomes.iter().any(wanted) {
        let blessed = case::blessed(text, &outcomes);
        if blessed != text {
            match fs::write(file, &blessed) {
                Ok(()) => println!("blessed {name}"),
                Err(error) => tally.failures.push(format!("{name}: {error}")),
            }
            for outcome in &mut outcomes {
                outcome.verdict = match outcome.verdict {
                    Verdict::Wrong => Verdict::Known,
                    Verdict::Stale => Verdict::Right,
                    other => other,
                };
            }
        }
    }
    for outcome in outcomes.iter().filter(|it| wanted(it)) {
        tally.count(name, outcome);
    }
}

#[derive(Default)]
struct Tally {
    cases: usize,
    known: usize,
    failures: Vec<String>,
}

impl Tally {
    fn count(&mut self, name: &str, outcome: &Outcome) {
        self.cases += 1;
        self.known += usize::from(outcome.verdict == Verdict::Known);
        let fails = outcome.fails();
        println!("test {name}: {} ... {}", outcome.title, if fails { "FAILED" } else { "ok" });
        if fails {
            self.failures.push(format!("{name} {}", outcome.report()));
        }
    }

    fn report(&self, start: Instant) -> ExitCode {
        if !self.failures.is_empty() {
            println!("\nfailures:\n");
            self.failures.iter().for_each(|failure| println!("{failure}"));
        }
        let failed = self.failures.len();
        println!("\n{} cases", self.cases);
        println!("{} of them are read otherwise than a person says (today)", self.known);
        let word = if failed == 0 { "ok" } else { "FAILED" };
        println!(
            "\ntest result: {word}. {} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out; finished in {:.2}s\n",
            self.cases.saturating_sub(failed),
            start.elapsed().as_secs_f32()
        );
        if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
