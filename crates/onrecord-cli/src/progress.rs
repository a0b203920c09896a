//! A bar on a terminal for work that takes a while; nothing where standard error is not one.

use std::{
    io::{self, IsTerminal},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Global;

/// A bar over `total` items that names what is done ("checking").
pub fn bar(global: &Global, what: &'static str, total: u64) -> ProgressBar {
    if !is_shown(global) {
        return ProgressBar::hidden();
    }
    styled(ProgressBar::new(total), "{msg} [{bar:30}] {pos}/{len} {eta}", what)
}

/// A count of items whose total is not known beforehand.
pub fn count(global: &Global, what: &'static str) -> ProgressBar {
    if !is_shown(global) {
        return ProgressBar::hidden();
    }
    styled(ProgressBar::new_spinner(), "{spinner} {msg}: {pos} documents, {elapsed}", what)
}

/// A count of lines of a file.
pub fn lines(global: &Global, what: &'static str) -> ProgressBar {
    if !is_shown(global) {
        return ProgressBar::hidden();
    }
    styled(ProgressBar::new_spinner(), "{spinner} {msg}: {pos} lines, {elapsed}", what)
}

/// Shown on a terminal only; not where the answer scrolls through the same one.
fn is_shown(global: &Global) -> bool {
    !global.quiet && io::stderr().is_terminal() && !io::stdout().is_terminal()
}

fn styled(bar: ProgressBar, template: &str, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = bar.with_style(style.progress_chars("=> ")).with_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
