//! The `onrecord` command: the only process of the project. See `args` for what it takes.

// Nothing outside a program can reach its items; `pub` here says: used by other modules.
#![allow(unreachable_pub)]

mod args;
mod chart;
mod commands;
mod error;
mod progress;
mod render;
mod server;
mod table;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    terminal::ignore_file_size_signal();
    terminal::quiet_worker_panics();
    error::exit_code(commands::run(&args::parse()))
}
