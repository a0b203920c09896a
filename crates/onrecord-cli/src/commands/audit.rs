//! `onrecord audit`: who gets quoted, counted in several ways, as table, CSV, JSON or picture.

use std::io::Write;

use anstyle::Style;
use onrecord::answer::{Audit, Auditor, Count};

use crate::{
    args::{Format, Global, Instead},
    chart,
    error::{CommandError, Outcome},
    table::{Table, shown},
    terminal,
};

/// What `onrecord audit` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub instead: Instead,
    /// Values a view shows for people and in the picture; CSV and JSON have all
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub top: usize,
}

const EXAMPLES: &str = "\
Examples:
  onrecord audit                                  who gets quoted in ./news.onrecord
  onrecord audit --format svg examples/harbour > voices.svg
  onrecord audit --format csv > voices.csv        view, value, statements, share, articles

Views: kind (named, role, collective, document, unnamed), manner (direct, indirect, mixed), place (by fifths of the
article), speaker, role, organization, outlet. A quotation that goes on over several sentences counts once.";

/// Counts and prints.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let mut auditor = Auditor::default();
    let failed = super::each_reading(global, &args.instead.files, |reading| auditor.add(&reading))?;
    let audit = auditor.finish();
    let mut out = terminal::output(global);
    match global.format.unwrap_or(Format::Text) {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &audit)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for (by, count) in all(&audit) {
                let (value, statements, articles) = (&count.value, count.statements, count.articles);
                writeln!(
                    out,
                    "{}",
                    serde_json::json!({"by": by, "value": value, "statements": statements, "articles": articles})
                )?;
            }
        }
        Format::Csv => table(&audit).csv(&mut out)?,
        Format::Markdown => table(&audit).markdown(&mut out)?,
        Format::Svg => chart::audit(&mut out, &audit, args.top)?,
        Format::Text => text(&mut out, &audit, args.top)?,
    }
    out.flush()?;
    Ok(if audit.statements == 0 || failed { Outcome::NothingFound } else { Outcome::Found })
}

fn all(audit: &Audit) -> impl Iterator<Item = (&'static str, &Count)> {
    audit.views.iter().flat_map(|view| view.counts.iter().map(|count| (view.by, count)))
}

fn table(audit: &Audit) -> Table {
    let rows = all(audit).map(|(by, count)| {
        let share = chart::share(count.statements, audit.statements);
        let numbers = [count.statements.to_string(), format!("{share:.4}"), count.articles.to_string()];
        [Some(by.to_owned()), count.value.clone()].into_iter().chain(numbers.map(Some)).collect()
    });
    let columns = ["by", "value", "statements", "share", "articles"].map(str::to_owned).to_vec();
    Table { columns, rows: rows.collect() }
}

/// Bars of characters, one a value.
fn text(out: &mut terminal::Output, audit: &Audit, top: usize) -> std::io::Result<()> {
    let (bold, dim, bar) = (Style::new().bold(), Style::new().dimmed(), anstyle::AnsiColor::Cyan.on_default());
    writeln!(out, "{} statements in {} articles", audit.statements, audit.articles)?;
    let room = terminal::width().saturating_sub(58).clamp(10, 40);
    for view in &audit.views {
        writeln!(out, "\n{bold}by {}{bold:#}", view.by)?;
        for count in view.counts.iter().take(top) {
            let name: String = shown(Some(count.value.as_deref().unwrap_or("(not stated)"))).chars().take(36).collect();
            let share = chart::share(count.statements, audit.statements);
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
            let length = (share * room as f64).round() as usize;
            let padding = " ".repeat(36_usize.saturating_sub(name.chars().count()));
            writeln!(
                out,
                "  {name}{padding} {:>5} {:>5.1} % {bar}{}{bar:#}",
                count.statements,
                share * 100.0,
                "\u{2588}".repeat(length)
            )?;
        }
        let rest = view.counts.len().saturating_sub(top);
        if rest > 0 {
            let statements: usize = view.counts.iter().skip(top).map(|count| count.statements).sum();
            writeln!(out, "  {dim}and {rest} others with {statements} statements{dim:#}")?;
        }
    }
    Ok(())
}
