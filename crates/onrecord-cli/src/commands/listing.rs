//! `onrecord incidents`, `figures` and `relations`: what articles say happened, one row each, with who says so and how surely.

use std::io::Write;

use anstyle::Style;
use onrecord::answer::{Corpus, Filter, Listed, Row, rows};
use onrecord_reader::edtf::Edtf;

use crate::{
    args::{Format, Global, Instead},
    error::{CommandError, Outcome},
    table::{Table, shown, wrapped},
    terminal,
};

/// What the three commands take.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub instead: Instead,
    /// Of this date or later (EDTF: 2024, 2024-03, 2024-03-22); rows that state no date fall out
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Edtf>,
    /// Of this date or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Edtf>,
    /// At a place of this name
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// Naming this actor: perpetrator, target, either side of a relation
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Of this kind: bombing, arrest ...; killed, wounded ...; member-of, ally-of ...
    #[arg(long, visible_aliases = ["type", "measure"], value_name = "KIND")]
    pub kind: Option<String>,
    /// According to this speaker or outlet
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// As sure as this: CT+, PR+ ...; 'claimed or admitted', denied ...; 'reported by the outlet'
    #[arg(long, value_name = "CERTAINTY")]
    pub certainty: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  onrecord incidents --type bombing --from 2024-03          from ./news.onrecord
  onrecord figures --measure killed examples/harbour        from a folder, without an archive
  onrecord relations --actor 'Tidewater Front' --format csv > relations.csv

Each row is what one article says: its words, who says so ('speaker'), how surely ('certainty') and the sentence.
Nothing is merged or added up. Forms: text, markdown, csv, json, jsonl.";

fn date(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).ok_or_else(|| "not a date; write 2024, 2024-03 or 2024-03-22".into())
}

/// Lists.
pub fn run(global: &Global, args: &Args, listed: Listed) -> Result<Outcome, CommandError> {
    let filter = Filter {
        from: args.from.clone(),
        to: args.to.clone(),
        place: args.place.clone(),
        actor: args.actor.clone(),
        kind: args.kind.clone(),
        speaker: args.speaker.clone(),
        certainty: args.certainty.clone(),
    };
    let mut found: Vec<Row> = Vec::new();
    let failed = super::each_reading(global, &args.instead.files, |reading| {
        let corpus = Corpus::new(vec![reading]);
        found.extend(corpus.sources.iter().flat_map(|source| rows(source, listed, &filter)));
    })?;
    // Those that state a date first, in its order; equal ones as the articles stand.
    found.sort_by_key(|row| {
        let day = row.get("date").and_then(Edtf::parse).and_then(|date| date.earliest());
        (day.is_none(), day)
    });
    if found.is_empty() {
        terminal::remark(global, "no article says such a thing");
    }
    let mut out = terminal::output(global);
    print(&mut out, &found, global)?;
    out.flush()?;
    Ok(if found.is_empty() || failed { Outcome::NothingFound } else { Outcome::Found })
}

fn print(out: &mut terminal::Output, found: &[Row], global: &Global) -> Result<(), CommandError> {
    match global.format.unwrap_or(Format::Text) {
        Format::Jsonl => found.iter().try_for_each(|row| writeln!(out, "{}", row.json()))?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &found.iter().map(Row::json).collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        Format::Csv => table(found).csv(out)?,
        Format::Markdown => table(found).markdown(out)?,
        Format::Text => found.iter().try_for_each(|row| text(out, row))?,
        form @ Format::Svg => return Err(form.refused("this command", "text, markdown, csv, json or jsonl")),
    }
    Ok(())
}

/// All columns, then the document and the span of the words.
fn table(found: &[Row]) -> Table {
    let names = found.first().map(|row| row.columns.iter().map(|(name, _)| (*name).to_owned())).into_iter().flatten();
    let columns = names.chain(["document", "start", "end"].map(str::to_owned)).collect();
    let rows = found.iter().map(|row| {
        let more = [row.document.clone(), row.span[0].to_string(), row.span[1].to_string()].map(Some);
        row.columns.iter().map(|(_, value)| value.clone()).chain(more).collect()
    });
    Table { columns, rows: rows.collect() }
}

/// One row for people: what and when, then what else is said, who says so, and the sentence.
fn text(out: &mut terminal::Output, row: &Row) -> std::io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let get = |column: &str| row.get(column).map(|value| shown(Some(value)));
    let date = get("date").unwrap_or_else(|| "undated".into());
    let words = get("words");
    let of = get("of").filter(|of| words.as_ref().is_none_or(|words| !words.contains(of.as_str())));
    let head = [get("subject"), get("polarity"), get("kind"), get("object"), words, of];
    let head: Vec<String> = head.into_iter().flatten().collect();
    let place = get("place").map(|place| format!(", {place}")).unwrap_or_default();
    writeln!(out, "{date:12} {bold}{}{bold:#}{place}", head.join(" "))?;
    for column in ["perpetrators", "targets", "weapons", "figures", "responsibility", "incident", "update"] {
        if let Some(value) = get(column) {
            writeln!(out, "             {column}: {value}")?;
        }
    }
    let status = get("status").filter(|it| it != "happened").map(|it| format!(" [{it}]")).unwrap_or_default();
    let speaker = get("speaker").unwrap_or_else(|| "not stated who".into());
    writeln!(out, "             {speaker}: {}{status}", get("certainty").unwrap_or_default())?;
    let source = [get("outlet"), get("published"), Some(shown(Some(&row.document)))];
    let source: Vec<String> = source.into_iter().flatten().collect();
    let sentence = get("sentence").unwrap_or_default();
    for line in wrapped(&format!("\u{201C}{sentence}\u{201D} ({})", source.join(", ")), terminal::width() - 13) {
        writeln!(out, "             {dim}{line}{dim:#}")?;
    }
    writeln!(out)
}
