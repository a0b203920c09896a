//! Where answers and remarks go: standard output, coloured or not, and lines on standard error.

use std::{
    io::{self, BufWriter, IsTerminal, StdoutLock, Write},
    sync::{Arc, atomic::AtomicBool},
};

use anstream::{AutoStream, ColorChoice};

use crate::args::{Color, Global};

/// Standard output, buffered, with escape codes dropped where colour is not wanted. Flush it at the end.
pub type Output = BufWriter<AutoStream<StdoutLock<'static>>>;

/// Opens standard output for an answer.
pub fn output(global: &Global) -> Output {
    let choice = match global.color {
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
        Color::Auto => AutoStream::choice(&io::stdout()),
    };
    BufWriter::with_capacity(1 << 16, AutoStream::new(io::stdout().lock(), choice))
}

/// Whether the answer goes to a person at a terminal.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Characters a line: `COLUMNS`, else 100.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse::<usize>().ok());
    columns.unwrap_or(100).clamp(40, 160)
}

/// Prints a remark on standard error; nothing under `--quiet`.
pub fn remark(global: &Global, text: impl std::fmt::Display) {
    if !global.quiet {
        complain(text);
    }
}

/// Prints an error about one document on standard error, also under `--quiet`.
pub fn complain(text: impl std::fmt::Display) {
    let mut stream = anstream::stderr().lock();
    // A closed standard error is no reason to stop reading.
    let _ = writeln!(stream, "onrecord: {text}");
}

/// Makes a write past the file size limit an error that can be told, not the end of the process (threats.md, M5).
pub fn ignore_file_size_signal() {
    // A handler that only sets a flag; failing to set it leaves the system's default.
    let _ = signal_hook::flag::register(libc::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Keeps a caught panic in a worker from printing a trace; its message is told as the document's error.
pub fn quiet_worker_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("onrecord-worker") {
            usual(panic);
        }
    }));
}

/// Text of an input on one line, without characters that would steer the terminal.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(harmless).collect()
}

/// A character, or a mark in place of one that would steer the terminal or turn the text around.
pub fn harmless(character: char) -> char {
    match character {
        '\n' | '\t' => character,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        '\r' => ' ',
        _ if character.is_control() => '\u{FFFD}',
        _ => character,
    }
}
