//! The project's own chores. `xtask floor FILE`: the benchmark's floor. `xtask stages FILE`: what each stage of reading costs.
//! `xtask events FILE`: how sure the reader is of given events. `xtask train NAME --data DIR`: the reader's models.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod events;
mod floor;
mod names;
mod stages;
mod syntax;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["floor", file] => floor::floor(file),
        ["events", file] => events::events(file),
        ["train", "syntax", "--data", data] => syntax::train(data),
        ["bench", "syntax", "--data", data] => syntax::bench(data),
        ["stages", file] => stages::stages(file),
        ["tree", sentence] => syntax::print_tree(sentence),
        ["train", "names", "--data", data] => names::train(data),
        _ => {
            Err("usage: xtask floor FILE.jsonl | stages FILE.jsonl | tree SENTENCE | train NAME --data DIR".to_owned())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
