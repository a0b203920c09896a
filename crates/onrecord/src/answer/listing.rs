//! Incidents, figures and relations as rows: each with its own words, who says so, how surely, and the sentence it stands in.
//!
//! A row is what one article says; rows of several articles are never merged here. What an article says in its own voice has
//! the outlet as its speaker, and the certainty then is what the words of the article are: unhedged report.

use onrecord_reader::{
    edtf::Edtf,
    row::{Figure, Incident, Relation, Statement},
};
use serde_json::{Map, Value, json};

use super::corpus::Source;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// What happened.
    Incidents,
    /// Numbers of people.
    Figures,
    /// How actors stand to each other.
    Relations,
}

/// Which rows are wanted; what is `None` does not matter. Names match in any case and by any part of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Rows whose own date can be this day or later; rows without a date fall out.
    pub from: Option<Edtf>,
    /// Rows whose own date can be this day or earlier; rows without a date fall out.
    pub to: Option<Edtf>,
    /// A place of the incident, or of either side of a relation.
    pub place: Option<String>,
    /// Anybody the row names: perpetrator, target, either side of a relation.
    pub actor: Option<String>,
    /// Incident type, measure or predicate.
    pub kind: Option<String>,
    /// Who says so, or vouches for one of the incident's perpetrators or for whose it is.
    pub speaker: Option<String>,
    /// FactBank code of the statement, MUC-4 confidence of a perpetrator, or incident status.
    pub certainty: Option<String>,
}

/// One row: columns in a fixed order, empty where the article does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Column names and values.
    pub columns: Vec<(&'static str, Option<String>)>,
    /// The span of the words in the document's text, in code points.
    pub span: [usize; 2],
    /// The id of the document's reading.
    pub document: String,
    matched: Matched,
}

/// What the filters of a row look at beside its columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Matched {
    names: Vec<String>,
    places: Vec<String>,
    voices: Vec<String>,
    certainties: Vec<String>,
}

impl Row {
    /// The value of a column.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.columns.iter().find(|(name, _)| *name == column)?.1.as_deref()
    }

    /// The row as one JSON object.
    pub fn json(&self) -> Value {
        let mut object: Map<String, Value> =
            self.columns.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        object.insert("document".into(), json!(self.document));
        object.insert("span".into(), json!(self.span));
        Value::Object(object)
    }

    fn passes(&self, filter: &Filter) -> bool {
        let within = |wanted: &Option<String>, values: &[String]| {
            wanted.as_ref().is_none_or(|wanted| {
                let wanted = wanted.to_lowercase();
                values.iter().any(|value| value.to_lowercase().contains(&wanted))
            })
        };
        let Matched { names, places, voices, certainties } = &self.matched;
        within(&filter.place, places)
            && within(&filter.actor, names)
            && filter.kind.as_ref().is_none_or(|kind| self.get("kind").is_some_and(|it| it.eq_ignore_ascii_case(kind)))
            && within(&filter.speaker, voices)
            && filter.certainty.as_ref().is_none_or(|it| certainties.iter().any(|at| at.eq_ignore_ascii_case(it)))
            && self.dated_within(filter)
    }

    fn dated_within(&self, filter: &Filter) -> bool {
        if filter.from.is_none() && filter.to.is_none() {
            return true;
        }
        let Some(date) = self.get("date").and_then(Edtf::parse) else { return false };
        let after = filter.from.as_ref().is_none_or(|from| date.latest() >= from.earliest());
        after && filter.to.as_ref().is_none_or(|to| date.earliest() <= to.latest())
    }
}

/// The rows of one article that pass a filter.
pub fn rows(source: &Source, listed: Listed, filter: &Filter) -> Vec<Row> {
    let reading = &source.reading;
    let rows: Vec<Row> = match listed {
        Listed::Incidents => reading.incidents.iter().map(|it| incident(source, it)).collect(),
        Listed::Figures => reading.figures.iter().map(|it| figure(source, it)).collect(),
        Listed::Relations => reading.relations.iter().filter_map(|it| relation(source, it)).collect(),
    };
    rows.into_iter().filter(|row| row.passes(filter)).collect()
}

/// Who says so: the speaker of a statement, else the outlet. A statement without a known speaker has none.
fn voice(source: &Source, statement: Option<&Statement>) -> (Option<String>, Option<String>) {
    match statement {
        Some(statement) => (statement.speaker_name.clone(), Some(statement.factuality.clone())),
        None => (source.reading.document.outlet.clone(), Some("reported by the outlet".into())),
    }
}

/// The innermost statement whose content a place stands in.
fn told_in(source: &Source, at: usize) -> Option<&Statement> {
    let holds = |it: &&Statement| it.content.iter().any(|[start, end]| (*start..*end).contains(&at));
    let length = |it: &&Statement| it.content.iter().map(|[start, end]| end - start).sum::<usize>();
    source.reading.statements.iter().filter(holds).min_by_key(length)
}

fn incident(source: &Source, incident: &Incident) -> Row {
    let span = incident.mention.first().copied().unwrap_or([0, 0]);
    let statement = told_in(source, span[0]);
    let (speaker, certainty) = voice(source, statement);
    let says = |id: Option<&str>| id.and_then(|id| source.statement(id)).and_then(|it| it.speaker_name.clone());
    let places: Vec<String> = source.reading.places(incident).map(str::to_owned).collect();
    let perpetrators = incident.perpetrators.iter().map(|it| match says(it.statement.as_deref()) {
        Some(speaker) => format!("{} ({}, according to {speaker})", it.name, it.confidence),
        None => format!("{} ({})", it.name, it.confidence),
    });
    let targets: Vec<String> = incident.targets.iter().map(|it| it.name.clone()).collect();
    let figures = source.reading.figures.iter().filter(|it| incident.figures.contains(&it.id));
    let responsibility = incident.responsibility.iter().map(|it| {
        let who = says(Some(&it.statement)).unwrap_or_else(|| "not stated who".into());
        format!("{who} {}", it.role)
    });
    let names = actors(source, incident);
    let vouchers = incident.perpetrators.iter().filter_map(|it| it.statement.as_deref());
    let vouchers = vouchers.chain(incident.responsibility.iter().map(|it| it.statement.as_str()));
    let voices = vouchers.filter_map(|id| says(Some(id))).chain(speaker.clone()).collect();
    let mut certainties: Vec<String> = incident.perpetrators.iter().map(|it| it.confidence.clone()).collect();
    certainties.extend(certainty.clone());
    certainties.push(incident.status.clone());
    let columns = vec![
        ("kind", Some(incident.r#type.clone())),
        ("date", incident.date.clone()),
        ("place", joined(places.iter().cloned())),
        ("status", Some(incident.status.clone())),
        ("stage", Some(incident.stage.clone())),
        ("perpetrators", joined(perpetrators)),
        ("targets", joined(targets.iter().cloned())),
        ("weapons", joined(incident.weapons.iter().map(|it| it.name.clone()))),
        ("figures", joined(figures.map(|it| format!("{} {}", it.text, it.measure)))),
        ("responsibility", joined(responsibility)),
        ("speaker", speaker),
        ("certainty", certainty),
    ];
    row(source, columns, span, Matched { names, places, voices, certainties })
}

/// Everybody an incident names: as it is called there, in full, and by its other names.
fn actors(source: &Source, incident: &Incident) -> Vec<String> {
    let doers = incident.perpetrators.iter().map(|it| (&it.name, it.entity.as_deref()));
    let hit = incident.targets.iter().map(|it| (&it.name, it.entity.as_deref()));
    let mut names = Vec::new();
    for (name, id) in doers.chain(hit) {
        names.push(name.clone());
        names.extend(id.map(|id| called(source, id)).unwrap_or_default());
    }
    names
}

/// The name of an entity and its other names.
fn called(source: &Source, id: &str) -> Vec<String> {
    let Some(entity) = source.entity(id) else { return Vec::new() };
    std::iter::once(entity.name.clone()).chain(entity.aliases.iter().cloned()).collect()
}

fn figure(source: &Source, figure: &Figure) -> Row {
    let statement = figure.statement.as_deref().and_then(|id| source.statement(id));
    let (speaker, certainty) = voice(source, statement);
    let incident = source.reading.incidents.iter().find(|it| Some(&it.id) == figure.incident.as_ref());
    let places: Vec<String> =
        incident.into_iter().flat_map(|it| source.reading.places(it)).map(str::to_owned).collect();
    let mut names: Vec<String> = figure.of.clone().into_iter().collect();
    names.extend(incident.map(|it| actors(source, it)).unwrap_or_default());
    let columns = vec![
        ("kind", Some(figure.measure.clone())),
        ("low", Some(figure.low.to_string())),
        ("high", figure.high.map(|it| it.to_string())),
        ("approximate", figure.approximate.then(|| "yes".into())),
        ("words", Some(figure.text.clone())),
        ("of", figure.of.clone()),
        ("date", figure.as_of.clone().or_else(|| incident?.stated_date().map(str::to_owned))),
        ("incident", incident.map(|it| it.r#type.clone())),
        ("place", joined(places.iter().cloned())),
        ("update", figure.update.clone()),
        ("speaker", speaker.clone()),
        ("certainty", certainty.clone()),
    ];
    let (voices, certainties) = (speaker.into_iter().collect(), certainty.into_iter().collect());
    row(source, columns, figure.span, Matched { names, places, voices, certainties })
}

fn relation(source: &Source, relation: &Relation) -> Option<Row> {
    let statement = relation.statement.as_deref().and_then(|id| source.statement(id));
    let (speaker, certainty) = voice(source, statement);
    let subject = source.entity(&relation.subject)?.name.clone();
    let object = source.entity(&relation.object)?.name.clone();
    let columns = vec![
        ("subject", Some(subject.clone())),
        ("polarity", (relation.polarity == "-").then(|| "not".into())),
        ("kind", Some(relation.predicate.clone())),
        ("object", Some(object.clone())),
        ("date", relation.date.clone()),
        ("speaker", speaker.clone()),
        ("certainty", certainty.clone()),
    ];
    let sides = [&relation.subject, &relation.object];
    let spots = sides.iter().filter(|id| source.entity(id).is_some_and(|it| it.r#type == "Place"));
    let matched = Matched {
        names: sides.iter().flat_map(|id| called(source, id)).collect(),
        places: spots.flat_map(|id| called(source, id)).collect(),
        voices: speaker.into_iter().collect(),
        certainties: certainty.into_iter().collect(),
    };
    Some(row(source, columns, relation.span, matched))
}

fn row(source: &Source, mut columns: Vec<(&'static str, Option<String>)>, span: [usize; 2], matched: Matched) -> Row {
    let document = &source.reading.document;
    columns.push(("sentence", Some(source.words(source.sentence(span[0])))));
    columns.push(("outlet", document.outlet.clone()));
    columns.push(("published", document.published.clone()));
    columns.push(("title", Some(source.title().to_owned())));
    Row { columns, span, document: source.reading.id.clone(), matched }
}

fn joined(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| values.join("; "))
}

#[cfg(test)]
mod tests {
    use onrecord_reader::{model::Document, row::Reading};

    use super::{super::Corpus, *};

    fn corpus() -> Corpus {
        let text = "A bomb exploded in Nairobi on Monday, killing 11 people, police said. The Red Lantern claimed responsibility for \
            the bombing in a video.";
        let document = Document {
            outlet: Some("The Post".into()),
            published: Edtf::parse("2024-03-20"),
            ..Document::from_text("a", text)
        };
        Corpus::new(vec![Reading::from(&onrecord_reader::read(document, crate::lexicon()))])
    }

    #[test]
    fn every_row_has_its_voice_and_sentence() {
        let corpus = corpus();
        for listed in [Listed::Incidents, Listed::Figures, Listed::Relations] {
            for row in rows(&corpus.sources[0], listed, &Filter::default()) {
                assert!(
                    row.get("certainty").is_some() && row.get("sentence").is_some_and(|it| !it.is_empty()),
                    "{row:?}"
                );
            }
        }
        let figures = rows(&corpus.sources[0], Listed::Figures, &Filter::default());
        assert_eq!(figures[0].get("low"), Some("11"));
        assert!(figures[0].get("speaker").is_some_and(|it| it.eq_ignore_ascii_case("police")), "{figures:?}");
    }

    #[test]
    fn filters_leave_out_what_does_not_match_and_what_states_no_date() {
        let corpus = corpus();
        let count = |filter: &Filter| rows(&corpus.sources[0], Listed::Incidents, filter).len();
        let all = count(&Filter::default());
        assert!(all > 0);
        let day = |day: &str| Edtf::parse(day);
        assert_eq!(count(&Filter { from: day("2024-03-18"), to: day("2024-03-18"), ..Filter::default() }), all);
        assert_eq!(count(&Filter { from: day("2024-03-19"), ..Filter::default() }), 0);
        assert_eq!(count(&Filter { place: Some("nairobi".into()), ..Filter::default() }), all);
        assert_eq!(count(&Filter { place: Some("Mombasa".into()), ..Filter::default() }), 0);
        assert_eq!(count(&Filter { actor: Some("red lantern".into()), ..Filter::default() }), all);
        assert_eq!(count(&Filter { kind: Some("flood".into()), ..Filter::default() }), 0);
    }
}
