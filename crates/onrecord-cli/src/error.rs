//! How a command ends: exit status 0 found, 1 nothing found, 2 error; messages that name the thing and the next step.

use std::{fmt, io, process::ExitCode};

/// What a command that ran to its end has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found or done: exit status 0.
    Found,
    /// There was nothing to find, or a document could not be read: exit status 1.
    NothingFound,
}

/// Why a command could not run to its end, and what to do about it.
#[derive(Debug)]
pub struct CommandError {
    /// Lower-case, names the thing, no full stop.
    message: String,
    /// Full sentences that tell the next step.
    hints: Vec<String>,
    broken_pipe: bool,
}

impl CommandError {
    /// An error with its message.
    pub fn new(message: impl fmt::Display) -> Self {
        Self { message: message.to_string(), hints: Vec::new(), broken_pipe: false }
    }
    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        let broken_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { broken_pipe, ..Self::new(format!("cannot write the answer: {error}")) }
    }
}

impl From<serde_json::Error> for CommandError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { io::Error::from(error).into() } else { Self::new(error) }
    }
}

impl From<onrecord::Error> for CommandError {
    fn from(error: onrecord::Error) -> Self {
        let failed = Self::new(&error);
        match error.hint() {
            Some(hint) => failed.hint(hint),
            None => failed,
        }
    }
}

/// Prints an error, if any, and gives the exit status.
pub fn exit_code(result: Result<Outcome, CommandError>) -> ExitCode {
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Err(error) if error.broken_pipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("onrecord: {}", error.message);
            for hint in &error.hints {
                anstream::eprintln!("  {hint}");
            }
            ExitCode::from(2)
        }
    }
}
