//! `onrecord gazetteer`: which places of the world a name can mean, and files of places of the user's own.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::PathBuf,
};

use clap::Subcommand;
use onrecord::gazetteer::{UserGazetteer, UserPlace};
use onrecord_reader::model::Candidate;

use crate::{
    args::{Format, Global},
    error::{CommandError, Outcome},
    progress,
    table::Table,
    terminal,
};

/// Malformed lines of a file that are named one by one.
const NAMED: u64 = 20;

/// What `onrecord gazetteer` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Every place a name can mean, the likeliest first
    Show {
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Keep the places of GeoNames files (tab-separated, as cities500.txt or allCountries.txt)
    Add {
        /// The files
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Take back the file added last
    Undo,
}

const EXAMPLES: &str = "\
Examples:
  onrecord gazetteer show Georgia          two places, with shares, coordinates and how exact they are
  onrecord gazetteer add cities500.txt     ids, coordinates and containment of GeoNames, beside the archive
  onrecord gazetteer undo                  take back the file added last

The files are kept in ARCHIVE.places.";

/// Looks up, adds or takes back.
pub fn run(global: &Global, args: &Args) -> Result<Outcome, CommandError> {
    let path = UserGazetteer::beside(&global.archive);
    match &args.what {
        What::Show { name } => {
            let own = UserGazetteer::open_read(&path)?.map(|own| own.places(name)).transpose()?.unwrap_or_default();
            let built_in = onrecord::lexicon().gazetteer.candidates(&name.to_lowercase(), |_| 1.0);
            show(global, &built_in, &own)
        }
        What::Add { files } => {
            let mut own = UserGazetteer::open(&path)?;
            let mut failed = false;
            for file in files {
                failed |= add(global, &mut own, file)?;
            }
            Ok(if failed { Outcome::NothingFound } else { Outcome::Found })
        }
        What::Undo => match UserGazetteer::open_read(&path)?.is_some() {
            true => undo(global, &mut UserGazetteer::open(&path)?),
            false => nothing(global),
        },
    }
}

fn undo(global: &Global, own: &mut UserGazetteer) -> Result<Outcome, CommandError> {
    let Some(file) = own.undo(&super::add::now())? else { return nothing(global) };
    let mut out = terminal::output(global);
    writeln!(out, "took back {}", terminal::one_line(&file))?;
    out.flush()?;
    Ok(Outcome::Found)
}

fn nothing(global: &Global) -> Result<Outcome, CommandError> {
    terminal::remark(global, "no file of places was added");
    Ok(Outcome::NothingFound)
}

/// Adds a file; tells whether a line of it was not understood.
fn add(global: &Global, own: &mut UserGazetteer, file: &PathBuf) -> Result<bool, CommandError> {
    let name = file.display().to_string();
    let unreadable = |error: std::io::Error| CommandError::new(format!("cannot read {name}: {error}"));
    let opened = File::open(file).map_err(unreadable)?;
    if !opened.metadata().map_err(unreadable)?.is_file() {
        return Err(
            CommandError::new(format!("{name} is not a regular file")).hint("Unpack the archive of GeoNames first.")
        );
    }
    let bar = progress::lines(global, "keeping places");
    let complain = |line: u64, why: &str| bar.suspend(|| terminal::complain(format!("{name}:{line}: {why}")));
    let mut named = 0;
    let mut complain = |line: u64, why: &str| {
        named += 1;
        if named <= NAMED {
            complain(line, why);
        }
    };
    let mut input = BufReader::with_capacity(1 << 20, opened);
    let kept = own.add(&name, &mut input, &super::add::now(), &mut complain, &mut |line| bar.set_position(line))?;
    bar.finish_and_clear();
    if kept.refused > NAMED {
        terminal::complain(format!("{name}: {} more lines were not understood", kept.refused - NAMED));
    }
    let mut out = terminal::output(global);
    if matches!(global.format, Some(Format::Json | Format::Jsonl)) {
        let row = serde_json::json!({"file": name, "places": kept.places, "refused": kept.refused});
        writeln!(out, "{row}")?;
    } else {
        writeln!(out, "kept {} places of {}", kept.places, terminal::one_line(&name))?;
    }
    out.flush()?;
    Ok(kept.refused > 0)
}

/// A row of the answer: what it is, and where.
fn rows(built_in: &[Candidate], own: &[UserPlace]) -> Vec<serde_json::Value> {
    let ours = built_in.iter().map(|it| {
        serde_json::json!({
            "from": "onrecord", "id": null, "name": it.name, "kind": it.kind.name(), "country": it.country,
            "within": null, "latitude": f64::from(it.latitude) / 100.0, "longitude": f64::from(it.longitude) / 100.0,
            "precision": it.kind.precision(), "score": f64::from(it.score) / 1000.0,
        })
    });
    let all: f64 = own.iter().map(weight).sum();
    let theirs = own.iter().map(|it| {
        let share = (weight(it) / all * 1000.0).round() / 1000.0;
        serde_json::json!({
            "from": "geonames", "id": it.id, "name": it.name, "kind": it.code, "country": it.country,
            "within": it.within, "latitude": it.latitude, "longitude": it.longitude,
            "precision": precision(&it.code), "score": share,
        })
    });
    ours.chain(theirs).collect()
}

/// How often a place is meant, roughly.
fn weight(place: &UserPlace) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let people = place.people.max(100) as f64;
    let sort = match place.code.as_str() {
        "PCLI" | "PCLD" | "PCLS" => 4.0,
        "PPLC" => 2.0,
        _ => 1.0,
    };
    people.sqrt() * sort
}

fn precision(code: &str) -> &'static str {
    match code {
        _ if code.starts_with("PCL") => "country",
        _ if code.starts_with("PPL") => "town",
        _ if code.starts_with("ADM") => "region",
        _ => "spot",
    }
}

const COLUMNS: [&str; 10] =
    ["score", "name", "kind", "country", "within", "latitude", "longitude", "precision", "from", "id"];

fn show(global: &Global, built_in: &[Candidate], own: &[UserPlace]) -> Result<Outcome, CommandError> {
    let rows = rows(built_in, own);
    if rows.is_empty() {
        terminal::remark(global, "no place of that name is known");
    }
    let mut out = terminal::output(global);
    match global.format.unwrap_or(Format::Text) {
        Format::Jsonl => rows.iter().try_for_each(|row| writeln!(out, "{row}"))?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &rows)?;
            writeln!(out)?;
        }
        Format::Csv => table(&rows).csv(&mut out)?,
        Format::Markdown => table(&rows).markdown(&mut out)?,
        Format::Text => {
            for row in &rows {
                let cells: Vec<String> =
                    COLUMNS.iter().map(|name| cell(&row[name]).unwrap_or_else(|| "-".into())).collect();
                let [score, name, kind, country, within, latitude, longitude, precision, from, id] = &cells[..] else {
                    continue;
                };
                writeln!(
                    out,
                    "{score:5}  {name:24}  {kind:8}  {country:2}  {latitude:>8}  {longitude:>8}  {precision:7}  {from} {id}  {within}"
                )?;
            }
        }
        form @ Format::Svg => return Err(form.refused("gazetteer", "text, markdown, csv, json or jsonl")),
    }
    out.flush()?;
    Ok(if rows.is_empty() { Outcome::NothingFound } else { Outcome::Found })
}

fn table(rows: &[serde_json::Value]) -> Table {
    let columns = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    Table { columns, rows: rows.iter().map(|row| COLUMNS.iter().map(|name| cell(&row[name])).collect()).collect() }
}

fn cell(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(terminal::one_line(text)),
        other => Some(other.to_string()),
    }
}
