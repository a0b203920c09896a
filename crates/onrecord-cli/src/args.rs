//! What the user typed: the global options and one variant a command. A command's own options stand in its file.

use std::{path::PathBuf, time::Duration};

use clap::{Parser, Subcommand, ValueEnum};
use onrecord::acquire::Rules;

use crate::commands::{
    add, audit, brief, check, completions, extract, gazetteer, list, listing, read, reread, search, serve, show, watch,
    who,
};

/// Takes the command line apart; prints help or a mistake and ends the process where there is nothing to run.
pub fn parse() -> Args {
    Args::parse()
}

/// Reads the news and keeps who said what, when and how surely, each value tied to the exact words.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    infer_subcommands = false,
    after_help = EXAMPLES,
    max_term_width = 100
)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  onrecord brief \"Port of Salvery\" stories/*.html   a backgrounder from files, without an archive
  onrecord add stories/*.html                       keep articles in ./news.onrecord
  onrecord search '\"customs shed\" denied'           find words in what was kept
  onrecord who \"Mira Oduya\"                         everything a speaker said
  onrecord show 3f2a                                one article, its statements marked
  onrecord read stories/monday.jsonl                readings as JSON, one a line

Exit status: 0 found or done, 1 nothing found or a document could not be read, 2 error.
'onrecord help COMMAND' explains one command with examples.";

/// Options every command takes.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The archive file
    #[arg(long, global = true, value_name = "FILE", env = "ONRECORD_ARCHIVE", default_value = "news.onrecord")]
    pub archive: PathBuf,
    /// How to print the answer; which forms there are depends on the command
    #[arg(long, global = true, value_name = "FORM", value_enum)]
    pub format: Option<Format>,
    /// Colour in the answer
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Print the answer and errors, nothing else
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The articles a command works on.
#[derive(Debug, clap::Args)]
pub struct Articles {
    /// Files of articles (pages, texts, feeds, mail, tables, archives), folders of them, or addresses; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Which column of a table, or name in JSON, holds which field: title=headline
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub map: Vec<String>,
    #[command(flatten)]
    pub means: Means,
}

/// How articles are fetched and how many are worked on at a time.
#[derive(Debug, clap::Args)]
pub struct Means {
    /// Fetch addresses inside this machine and its network too, at any port
    #[arg(long)]
    pub allow_private: bool,
    /// Give a page up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// Read so many articles at a time; by default one a processor
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

impl Means {
    /// How many articles to work on at a time.
    pub fn threads(&self) -> usize {
        self.threads.unwrap_or_else(threads)
    }

    /// What may be fetched, and for how long.
    pub fn rules(&self) -> Rules {
        Rules { allow_private: self.allow_private, time: Some(Duration::from_secs(self.timeout)) }
    }
}

/// One thread a processor.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Articles to answer from in place of the archive.
#[derive(Debug, clap::Args)]
pub struct Instead {
    /// Read these files or folders instead of the archive
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// How to print an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person at a terminal
    Text,
    /// Markdown
    Markdown,
    /// One JSON value
    Json,
    /// One JSON value a line
    Jsonl,
    /// Comma-separated values with a head line (audit, incidents, figures, relations)
    Csv,
    /// A picture (audit)
    Svg,
}

impl Format {
    /// The error for a form a command does not have.
    pub fn refused(self, command: &str, forms: &str) -> crate::error::CommandError {
        let name = self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default();
        crate::error::CommandError::new(format!("{command} has no form '{name}'")).hint(format!("It prints {forms}."))
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and print what they say as JSON
    Read(read::Args),
    /// Read articles and keep them in the archive
    Add(add::Args),
    /// Ask feeds again and again and keep what is new in them
    Watch(watch::Args),
    /// Take the article and its metadata out of pages, without reading them
    Extract(extract::Args),
    /// List the articles of the archive
    List(list::Args),
    /// Show one article with its statements marked
    Show(show::Args),
    /// Find words in the articles of the archive
    Search(search::Args),
    /// Everything a speaker said
    Who(who::Args),
    /// A cited backgrounder on a subject
    Brief(brief::Args),
    /// What happened, according to whom: one row an incident of an article
    Incidents(listing::Args),
    /// How many, according to whom: one row a figure of an article
    Figures(listing::Args),
    /// How actors stand to each other, according to whom
    Relations(listing::Args),
    /// Who gets quoted: by kind, office, body, outlet and place in the article
    Audit(audit::Args),
    /// Show the archive in a browser on this machine
    Serve(serve::Args),
    /// Read the articles of the archive again with this version's reader
    Reread(reread::Args),
    /// Check the archive, or a folder of cases
    Check(check::Args),
    /// Which places of the world a name can mean; files of places of your own
    Gazetteer(gazetteer::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
}
