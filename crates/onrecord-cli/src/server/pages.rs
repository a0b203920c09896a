//! One function a page: what the address asks for, looked up off the network's threads, put into its template.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use onrecord::answer::{self, Corpus, Subject, Topic, Voice, phrases};
use onrecord_reader::row;
use serde::Deserialize;

use super::{
    article::{self, Block},
    brief,
    library::{Hit, Item, Library},
    view::{self, Row},
};
use crate::error::CommandError;

/// Documents on one page of the list.
const PER_PAGE: usize = 100;
/// Articles whose names the front page counts.
const LOOKED_AT: usize = 60;
/// Names the front page shows.
const NAMES: usize = 18;

type Shared = State<Arc<Library>>;

/// What may stand in an address.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    q: String,
    name: String,
    at: String,
    page: usize,
}

/// Someone or something named, with how often.
pub struct Named {
    pub name: String,
    pub href: String,
    pub count: usize,
}

#[derive(Template)]
#[template(path = "documents.html")]
struct Documents {
    query: String,
    items: Vec<Item>,
    total: usize,
    outlets: usize,
    page: usize,
    pages: usize,
    subjects: Vec<Named>,
    speakers: Vec<Named>,
}

#[derive(Template)]
#[template(path = "document.html")]
struct Document {
    query: String,
    title: String,
    outlet: Option<String>,
    published: Option<String>,
    byline: String,
    url: Option<String>,
    has_headline: bool,
    blocks: Vec<Block>,
    speakers: Vec<Named>,
    names: Vec<Named>,
    figures: Vec<Fact>,
    incidents: Vec<Fact>,
    statements: usize,
}

/// A value read from the article, with who vouches and where it stands.
pub struct Fact {
    pub what: String,
    pub words: String,
    pub voice: Option<String>,
    pub when: Option<String>,
    pub at: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    query: String,
    hits: Vec<Hit>,
    subject: Option<String>,
}

#[derive(Template)]
#[template(path = "subject.html")]
struct SubjectPage {
    query: String,
    page: brief::Page,
}

#[derive(Template)]
#[template(path = "speaker.html")]
struct Speaker {
    query: String,
    name: String,
    count: usize,
    topics: Vec<Said>,
}

/// What a speaker said on one topic.
struct Said {
    /// Empty where there is one topic only.
    title: String,
    first: Option<String>,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message {
    query: String,
    title: &'static str,
    text: String,
    near: Vec<Named>,
}

/// The list of articles, and who and what the newest name.
pub async fn documents(State(library): Shared, Query(asked): Query<Asked>) -> Response {
    page(move || {
        let items = library.items()?;
        let newest = library.newest(LOOKED_AT)?;
        let outlets: std::collections::BTreeSet<&str> = items.iter().filter_map(|it| it.outlet.as_deref()).collect();
        let (total, outlets) = (items.len(), outlets.len());
        let pages = total.div_ceil(PER_PAGE).max(1);
        let page = asked.page.clamp(1, pages);
        let items = items.into_iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
        let (subjects, speakers) = (subjects(&newest), speakers(&newest));
        html(
            StatusCode::OK,
            &Documents { query: String::new(), items, total, outlets, page, pages, subjects, speakers },
        )
    })
    .await
}

/// One article.
pub async fn document(State(library): Shared, Path(id): Path<String>, Query(asked): Query<Asked>) -> Response {
    page(move || {
        let Some(reading) = library.reading(&id)? else { return no_such_page() };
        let here = asked.at.split_once('-').and_then(|(start, end)| Some([start.parse().ok()?, end.parse().ok()?]));
        html(StatusCode::OK, &shown(&reading, here))
    })
    .await
}

fn shown(reading: &row::Reading, here: Option<row::Span>) -> Document {
    let document = &reading.document;
    let blocks = article::blocks(reading, here);
    let one = std::slice::from_ref(reading);
    Document {
        query: String::new(),
        title: document.title.clone().unwrap_or_else(|| reading.id.clone()),
        outlet: document.outlet.clone(),
        published: document.published.clone(),
        byline: document.byline.join(", "),
        url: document.url.clone(),
        has_headline: blocks.iter().any(|block| block.kind == "headline"),
        blocks,
        speakers: speakers(one),
        names: subjects(one),
        figures: figures(reading),
        incidents: incidents(reading),
        statements: reading.statements.len(),
    }
}

fn voice(reading: &row::Reading, id: Option<&str>) -> Option<String> {
    let statement = reading.statements.iter().find(|it| Some(it.id.as_str()) == id)?;
    Some(format!(
        "{} {}",
        statement.speaker_name.as_deref().unwrap_or(phrases::UNNAMED),
        phrases::certainty(&statement.factuality)
    ))
}

fn figures(reading: &row::Reading) -> Vec<Fact> {
    let fact = |figure: &row::Figure| Fact {
        what: format!("{} {}", view::range(figure.low, figure.high), phrases::measure(&figure.measure)),
        words: figure.text.clone(),
        voice: voice(reading, figure.statement.as_deref()),
        when: figure.as_of.clone(),
        at: format!("{}-{}", figure.span[0], figure.span[1]),
    };
    reading.figures.iter().map(fact).collect()
}

fn incidents(reading: &row::Reading) -> Vec<Fact> {
    let characters: Vec<char> = reading.document.text.chars().collect();
    let fact = |incident: &row::Incident| {
        let [start, end] = incident.mention.first().copied()?;
        let places = incident.place.iter().filter_map(|id| reading.entities.iter().find(|it| it.id == *id));
        let places: Vec<&str> = places.map(|it| it.name.as_str()).take(2).collect();
        let place = if places.is_empty() { String::new() } else { format!(", {}", places.join(", ")) };
        Some(Fact {
            what: format!("{}{place}", incident.r#type),
            words: characters.get(start..end)?.iter().collect(),
            voice: Some(phrases::status(&incident.status).to_owned()),
            when: incident.stated_date().map(str::to_owned),
            at: format!("{start}-{end}"),
        })
    };
    reading.incidents.iter().filter_map(fact).collect()
}

/// Articles that hold words.
pub async fn search(State(library): Shared, Query(asked): Query<Asked>) -> Response {
    page(move || {
        let query = asked.q.trim().to_owned();
        let hits = library.search(&query, 50)?;
        let corpus = Corpus::new(library.mentioning(&query)?);
        let subject = Subject::find(&corpus, &query).map(|subject| subject.name);
        let status = if hits.is_empty() && subject.is_none() { StatusCode::NOT_FOUND } else { StatusCode::OK };
        html(status, &Search { query, hits, subject })
    })
    .await
}

/// The backgrounder of a subject.
pub async fn subject(State(library): Shared, Query(asked): Query<Asked>) -> Response {
    page(move || {
        let corpus = Corpus::new(library.mentioning(&asked.name)?);
        let Some(subject) = Subject::find(&corpus, &asked.name) else {
            return unknown(&library, corpus, &asked.name);
        };
        html(StatusCode::OK, &SubjectPage { query: String::new(), page: brief::page(&corpus, &subject) })
    })
    .await
}

/// Everything a speaker said.
pub async fn speaker(State(library): Shared, Query(asked): Query<Asked>) -> Response {
    page(move || {
        let corpus = Corpus::new(library.mentioning(&asked.name)?);
        let Voice { lines, topics } = answer::voice(&corpus, &asked.name);
        if lines.is_empty() {
            return unknown(&library, corpus, &asked.name);
        }
        let alone = topics.len() < 2;
        let said = |topic: Topic| Said {
            title: match topic.words {
                _ if alone => String::new(),
                Some((words, _)) => words,
                None => phrases::OTHERWISE.to_owned(),
            },
            first: topic.first,
            rows: topic.lines.iter().filter_map(|at| lines.get(*at)).map(|line| view::row(&corpus, line)).collect(),
        };
        let topics: Vec<Said> = topics.into_iter().map(said).collect();
        html(StatusCode::OK, &Speaker { query: String::new(), name: asked.name, count: lines.len(), topics })
    })
    .await
}

fn unknown(library: &Library, corpus: Corpus, name: &str) -> Result<Response, CommandError> {
    let corpus = if corpus.sources.is_empty() { Corpus::new(library.newest(LOOKED_AT)?) } else { corpus };
    let near = answer::nearest(&corpus, name).into_iter().map(|name| named(name, 0, "subject")).collect();
    let text = format!("No article names \u{201c}{name}\u{201d}.");
    html(StatusCode::NOT_FOUND, &Message { query: name.to_owned(), title: "Nothing found", text, near })
}

/// An address that leads nowhere.
pub async fn missing() -> Response {
    page(no_such_page).await
}

fn no_such_page() -> Result<Response, CommandError> {
    let text = "There is no such page.".to_owned();
    html(StatusCode::NOT_FOUND, &Message { query: String::new(), title: "Not found", text, near: Vec::new() })
}

/// The style sheet.
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../web/style.css")).into_response()
}

/// The script: comfort only.
pub async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("../web/script.js")).into_response()
}

/// The mark in the browser's tab.
pub async fn icon() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml")], include_str!("../web/favicon.svg")).into_response()
}

async fn page(make: impl FnOnce() -> Result<Response, CommandError> + Send + 'static) -> Response {
    let failed = |text: String| {
        let message = Message { query: String::new(), title: "Something went wrong", text, near: Vec::new() };
        html(StatusCode::INTERNAL_SERVER_ERROR, &message)
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    };
    match tokio::task::spawn_blocking(make).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => failed(error.to_string()),
        Err(_) => failed("This page could not be made.".into()),
    }
}

fn html(status: StatusCode, template: &impl Template) -> Result<Response, CommandError> {
    let text = template.render().map_err(CommandError::new)?;
    Ok((status, Html(text)).into_response())
}

fn named(name: String, count: usize, page: &str) -> Named {
    Named { href: format!("/{page}?name={}", view::encoded(&name)), name, count }
}

/// Who and what is named most.
fn subjects(readings: &[row::Reading]) -> Vec<Named> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in readings.iter().flat_map(|reading| &reading.entities) {
        if entity.mentions.iter().any(|mention| mention.form == "name") {
            *counts.entry(&entity.name).or_default() += entity.mentions.len();
        }
    }
    most(counts, "subject")
}

/// Who speaks most.
fn speakers(readings: &[row::Reading]) -> Vec<Named> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in readings.iter().flat_map(|it| &it.statements).filter_map(|it| it.speaker_name.as_deref()) {
        *counts.entry(name).or_default() += 1;
    }
    most(counts, "speaker")
}

fn most(counts: BTreeMap<&str, usize>, page: &str) -> Vec<Named> {
    let mut all: Vec<(usize, &str)> = counts.into_iter().map(|(name, count)| (count, name)).collect();
    all.sort_by_key(|(count, name)| (std::cmp::Reverse(*count), *name));
    all.into_iter().take(NAMES).map(|(count, name)| named(name.to_owned(), count, page)).collect()
}
