//! A bar on a terminal for work that takes a while; nothing where standard error is not one.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Global;

/// A bar over `total` items that names what is done ("reading"); silent under `--quiet` or without a terminal.
pub fn bar(global: &Global, what: &'static str, total: u64) -> ProgressBar {
    if global.quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ");
    ProgressBar::new(total).with_style(style).with_message(what)
}
