//! `onrecord show`: one article, its statements marked by speaker and factuality.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use onrecord::archive::{Archive, Summary};
use onrecord_reader::row::{Reading, Statement};

use crate::{
    args::{Format, Global},
    error::{CommandError, Outcome},
    terminal,
};

/// What `onrecord show` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The article: its id or the first digits of it, or the name it was added under
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
}

const EXAMPLES: &str = "\
Examples:
  onrecord show 3f2a                       the text with [1] ... behind each statement, and who made it below
  onrecord show stories/monday.html        by the name it was added under
  onrecord show 3f2a --format json         the whole reading

In colour, what a source is certain of is green, what it denies red, what it thinks likely or possible yellow.";

/// Shows.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let archive = Archive::open_read(&global.archive)?;
    let document = match archive.document(&args.document) {
        Ok(document) => document,
        Err(error) if error.kind() == onrecord::ErrorKind::NotFound => {
            terminal::remark(global, error);
            return Ok(Outcome::NothingFound);
        }
        Err(error) => return Err(error.into()),
    };
    let reading = archive.reading(&document)?;
    let mut out = terminal::output(global);
    match global.format.unwrap_or(Format::Text) {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &reading)?;
            writeln!(out)?;
        }
        Format::Jsonl => writeln!(out, "{}", serde_json::to_string(&reading)?)?,
        Format::Text => text(&mut out, &document, &reading)?,
        form => return Err(form.refused("show", "text, json or jsonl")),
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn text(out: &mut terminal::Output, document: &Summary, reading: &Reading) -> Result<(), CommandError> {
    let bold = Style::new().bold();
    let dim = Style::new().dimmed();
    let title = document.title.as_deref().or(reading.document.title.as_deref()).unwrap_or(&document.key);
    writeln!(out, "{bold}{}{bold:#}", terminal::one_line(title))?;
    let head = [reading.document.outlet.as_deref(), reading.document.published.as_deref(), Some(document.short_id())];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    writeln!(out, "{dim}{}{dim:#}\n", terminal::one_line(&head.join(" | ")))?;
    writeln!(out, "{}\n", marked(reading))?;
    for (at, statement) in reading.statements.iter().enumerate() {
        let style = style_of(statement);
        let who = statement.speaker_name.as_deref().unwrap_or("not said who");
        let when = statement.said_at.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
        let inside =
            statement.parent.as_deref().and_then(|parent| reading.statements.iter().position(|it| it.id == parent));
        let inside = inside.map(|parent| format!(", told in [{}]", parent + 1)).unwrap_or_default();
        let (class, factuality) = (&statement.cue_class, &statement.factuality);
        writeln!(out, "{style}[{}]{style:#} {}: {class}, {factuality}{when}{inside}", at + 1, terminal::one_line(who))?;
    }
    Ok(())
}

/// The text with each statement's words in its colour and its number behind them.
fn marked(reading: &Reading) -> String {
    let characters: Vec<char> = reading.document.text.chars().collect();
    let mut owners: Vec<Option<usize>> = vec![None; characters.len()];
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, statement) in reading.statements.iter().enumerate() {
        for [start, end] in &statement.content {
            // A statement told inside another is the more exact one, and comes later.
            owners.get_mut(*start..*end).unwrap_or_default().fill(Some(at));
        }
        ends.extend(statement.content.last().map(|[_, end]| (*end, at)));
    }
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let (mut text, mut open) = (String::new(), None);
    for at in 0..=characters.len() {
        let owner = owners.get(at).copied().flatten();
        if open != owner {
            text.extend(open.map(|open: usize| format!("{:#}", style_of(&reading.statements[open]))));
        }
        while let Some((_, number)) = ends.next_if(|(end, _)| *end <= at) {
            text.push_str(&format!("[{}]", number + 1));
        }
        if open != owner {
            text.extend(owner.map(|owner| style_of(&reading.statements[owner]).to_string()));
            open = owner;
        }
        text.extend(characters.get(at).map(|character| terminal::harmless(*character)));
    }
    text
}

fn style_of(statement: &Statement) -> Style {
    let color = match statement.factuality.as_str() {
        "CT+" => AnsiColor::Green,
        factuality if factuality.ends_with('-') => AnsiColor::Red,
        "PR+" | "PS+" => AnsiColor::Yellow,
        _ => AnsiColor::Cyan,
    };
    color.on_default()
}
