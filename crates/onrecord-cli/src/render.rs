//! Backgrounders and lines as Markdown or terminal text.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use onrecord::answer::{Backgrounder, Line, Part, phrases};

const HEADING: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const SPEAKER: Style = Style::new().bold();
const PHRASE: Style = Style::new().dimmed();
const CITE: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));

/// How to write an answer for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Markdown, for a file or another program.
    Markdown,
    /// Wrapped and coloured text; escape codes are dropped later where colour is not wanted.
    Terminal {
        /// Characters a line.
        width: usize,
    },
}

/// Writes a backgrounder.
pub fn backgrounder(out: &mut impl Write, brief: &Backgrounder, look: Look) -> io::Result<()> {
    heading(out, look, 1, &brief.subject)?;
    for section in &brief.sections {
        writeln!(out)?;
        heading(out, look, 2, &section.heading)?;
        if section.groups.is_empty() {
            writeln!(out, "{}", styled(look, PHRASE, phrases::NOT_STATED))?;
        }
        for group in &section.groups {
            for (at, line) in group.iter().enumerate() {
                item(out, look, usize::from(at > 0), line)?;
            }
        }
    }
    writeln!(out)?;
    heading(out, look, 2, phrases::SOURCES)?;
    for source in &brief.sources {
        let told = source.url.as_deref().unwrap_or(&source.id);
        let parts = [Some(source.title.as_str()), source.outlet.as_deref(), source.published.as_deref(), Some(told)];
        self::source(out, look, source.number, &parts, source.copy_of)?;
    }
    Ok(())
}

/// Writes an entry of the list of sources.
pub fn source(
    out: &mut impl Write,
    look: Look,
    number: usize,
    told: &[Option<&str>],
    copy_of: Option<usize>,
) -> io::Result<()> {
    let copy = copy_of.map(|original| format!("{} [{original}]", phrases::COPY));
    let told = told.iter().flatten().copied().chain(copy.as_deref()).map(|part| match look {
        Look::Markdown => escaped(part),
        Look::Terminal { .. } => printable(part),
    });
    let told = told.collect::<Vec<_>>().join(" \u{b7} ");
    match look {
        Look::Markdown => writeln!(out, "[{number}] {told}\n"),
        Look::Terminal { .. } => writeln!(out, "{}[{number}]{} {told}", CITE.render(), CITE.render_reset()),
    }
}

/// Writes a line as a list item, `depth` steps in.
pub fn item(out: &mut impl Write, look: Look, depth: usize, line: &Line) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    match look {
        Look::Markdown => writeln!(out, "{indent}- {}", markdown(line)),
        Look::Terminal { width } => {
            let mut column = indent.len() + 2;
            write!(out, "{indent}\u{2022} ")?;
            for (word, style) in words(line) {
                let length = word.chars().count();
                if column + length + 1 > width && column > indent.len() + 2 {
                    write!(out, "\n{indent}  ")?;
                    column = indent.len() + 2;
                }
                write!(out, "{}{word}{} ", style.render(), style.render_reset())?;
                column += length + 1;
            }
            writeln!(out)
        }
    }
}

/// Writes a heading.
pub fn heading(out: &mut impl Write, look: Look, level: usize, text: &str) -> io::Result<()> {
    match look {
        Look::Markdown => writeln!(out, "{} {}\n", "#".repeat(level), escaped(text)),
        Look::Terminal { .. } => writeln!(out, "{}{text}{}", HEADING.render(), HEADING.render_reset()),
    }
}

fn styled(look: Look, style: Style, text: &str) -> String {
    match look {
        Look::Markdown => format!("*{text}*"),
        Look::Terminal { .. } => format!("{}{text}{}", style.render(), style.render_reset()),
    }
}

/// Words of a source between quotation marks, their own outer marks left out.
fn quoted(words: &str) -> String {
    let inner = words.strip_prefix(['"', '\u{201c}']).and_then(|rest| rest.strip_suffix(['"', '\u{201d}']));
    let whole = inner.filter(|inner| !inner.contains(['"', '\u{201c}', '\u{201d}'])).unwrap_or(words);
    format!("\u{201c}{whole}\u{201d}")
}

fn cites(line: &Line) -> String {
    let mut numbers: Vec<usize> = line.cites.iter().map(|cite| cite.source).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.iter().map(|number| format!("[{number}]")).collect()
}

fn markdown(line: &Line) -> String {
    let part = |part: &Part| match part {
        Part::Phrase(text) => format!("*{text}*"),
        Part::Words(text, _) => escaped(&quoted(text)),
        Part::Value(text) => escaped(text),
        Part::Speaker(text) => format!("**{}**", escaped(text)),
    };
    let mut parts: Vec<String> = line.parts.iter().map(part).collect();
    parts.push(cites(line));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Keeps article text from being read as Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
}

fn words(line: &Line) -> Vec<(String, Style)> {
    let mut all = Vec::new();
    let mut push = |text: &str, style: Style| all.extend(text.split_whitespace().map(|word| (printable(word), style)));
    for part in &line.parts {
        match part {
            Part::Phrase(text) => push(text, PHRASE),
            Part::Words(text, _) => push(&quoted(text), Style::new()),
            Part::Value(text) => push(text, SPEAKER),
            Part::Speaker(text) => push(text, SPEAKER),
        }
    }
    push(&cites(line), CITE);
    all
}

/// Keeps escape codes in article text from reaching the terminal.
fn printable(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).collect()
}
