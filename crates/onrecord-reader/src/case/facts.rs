//! The facts of a reading, in the words of the case format.

use super::parse::{Fact, plain};
use crate::row;

/// All facts of a layer, in text order, with every qualifier.
pub(super) fn facts(reading: &row::Reading, layer: &str) -> Vec<Fact> {
    let words = Words::new(&reading.document.text);
    let view = View { reading, words };
    match layer {
        "statement" => in_order(&reading.statements, |it| it.content.first().copied(), |it| view.statement(it)),
        "time" => in_order(&reading.times, |it| Some(it.span), |it| view.time(it)),
        "entity" => in_order(&reading.entities, |it| it.mentions.first().map(|it| it.span), |it| view.entity(it)),
        "role" => in_order(&reading.roles, |it| Some(it.span), |it| view.role(it)),
        "figure" => in_order(&reading.figures, |it| Some(it.span), |it| view.figure(it)),
        "incident" => in_order(&reading.incidents, |it| it.mention.first().copied(), |it| view.incident(it)),
        "relation" => in_order(&reading.relations, |it| Some(it.span), |it| view.relation(it)),
        "block" => in_order(&reading.document.blocks, |it| Some(it.span), |it| view.block(it)),
        "sentence" => {
            in_order(&reading.sentences, |it| Some(*it), |it| fact(format!("sentence {}", view.quoted(&[*it]))))
        }
        "head" => vec![view.head()],
        _ => Vec::new(),
    }
}

fn in_order<T>(items: &[T], at: impl Fn(&T) -> Option<row::Span>, fact: impl Fn(&T) -> Fact) -> Vec<Fact> {
    let mut found: Vec<_> = items.iter().map(|item| (at(item), item)).collect();
    found.sort_by_key(|(span, _)| *span);
    found.into_iter().map(|(_, item)| fact(item)).collect()
}

fn fact(head: String) -> Fact {
    Fact { head: plain(&head), qualifiers: Vec::new() }
}

impl Fact {
    fn with(mut self, line: Option<String>) -> Self {
        self.qualifiers.extend(line.map(|line| plain(&line)));
        self
    }
    fn with_all(self, lines: impl Iterator<Item = String>) -> Self {
        lines.fold(self, |fact, line| fact.with(Some(line)))
    }
}

/// The words of code-point spans.
struct Words<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }
    fn of(&self, span: row::Span) -> &'a str {
        let at = |point: usize| self.starts.get(point).copied().unwrap_or(self.text.len());
        self.text.get(at(span[0])..at(span[1])).unwrap_or("")
    }
}

struct View<'a> {
    reading: &'a row::Reading,
    words: Words<'a>,
}

fn named(key: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| format!("{key} \"{value}\""))
}

fn bare(key: &str, value: Option<&str>) -> Option<String> {
    value.filter(|value| !value.is_empty()).map(|value| format!("{key} {value}"))
}

impl View<'_> {
    fn quoted(&self, spans: &[row::Span]) -> String {
        spans.iter().map(|span| format!("\"{}\"", self.words.of(*span))).collect::<Vec<_>>().join(" ")
    }

    fn spans(&self, key: &str, spans: &[row::Span]) -> Option<String> {
        (!spans.is_empty()).then(|| format!("{key} {}", self.quoted(spans)))
    }

    fn entity_name(&self, id: &str) -> &str {
        self.reading.entities.iter().find(|entity| entity.id == id).map_or("?", |entity| &entity.name)
    }

    fn statement_by(&self, id: &str) -> Option<&row::Statement> {
        self.reading.statements.iter().find(|statement| statement.id == id)
    }

    fn speaker(&self, key: &str, statement: &str) -> String {
        match self.statement_by(statement).and_then(|it| it.speaker_name.as_deref()) {
            Some(name) => format!("{key} \"{name}\""),
            None => format!("{key} unnamed"),
        }
    }

    /// `by "speaker"`, `by outlet`.
    fn by(&self, statement: Option<&str>) -> Option<String> {
        Some(statement.map_or_else(|| "by outlet".into(), |id| self.speaker("by", id)))
    }

    fn statement(&self, it: &row::Statement) -> Fact {
        let parent = it.parent.as_deref().and_then(|id| self.statement_by(id));
        fact(format!("statement {}", self.quoted(&it.content)))
            .with(named("speaker", it.speaker_name.as_deref()))
            .with(bare("kind", Some(&it.speaker_kind)))
            .with(named("office", it.speaker_role.as_deref()))
            .with(named("body", it.speaker_organization.as_deref()))
            .with(named("country", it.speaker_country.as_deref()))
            .with(named("anonymity", it.anonymity.as_deref()))
            .with(named("relayed-by", it.relayed_by.as_deref()))
            .with(self.spans("source", &it.source))
            .with(self.spans("cue", &it.cue))
            .with(bare("class", Some(&it.cue_class)))
            .with(bare("manner", Some(&it.manner)))
            .with(bare("factuality", Some(&it.factuality)))
            .with(bare("said", it.said_at.as_deref()))
            .with(named("venue", it.venue.as_deref()))
            .with(named("addressee", it.addressee.as_deref()))
            .with(parent.map(|parent| format!("inside {}", self.quoted(&parent.content))))
    }

    fn time(&self, it: &row::Time) -> Fact {
        let other = self.reading.times.iter().find(|time| time.id == it.anchor);
        let anchor = other.map_or_else(|| format!("anchor {}", it.anchor), |time| format!("anchor \"{}\"", time.text));
        fact(format!("time \"{}\"", it.text))
            .with(bare("type", Some(&it.r#type)))
            .with(bare("value", Some(&it.value)))
            .with(bare("edtf", it.edtf.as_deref()))
            .with(bare("mod", it.modifier.as_deref()))
            .with(Some(anchor))
    }

    fn entity(&self, it: &row::Entity) -> Fact {
        let aliases = it.aliases.iter().map(|alias| format!(" \"{alias}\"")).collect::<String>();
        let places = it.places.iter().map(|place| format!(" \"{} {}\"", place.country, place.kind)).collect::<String>();
        let mentions: Vec<row::Span> = it.mentions.iter().map(|mention| mention.span).collect();
        fact(format!("entity \"{}\"", it.name))
            .with(bare("type", Some(&it.r#type)))
            .with((!aliases.is_empty()).then(|| format!("aliases{aliases}")))
            .with(self.spans("mentions", &mentions))
            .with((!it.places.is_empty()).then(|| format!("places{places}")))
            .with(it.places.first().map(|place| format!("likeliest \"{} {}\"", place.country, place.kind)))
    }

    fn role(&self, it: &row::Role) -> Fact {
        let at = it.organization.as_deref().map(|id| self.entity_name(id));
        fact(format!("role \"{}\" \"{}\"", self.entity_name(&it.person), it.role))
            .with(named("at", at))
            .with(self.by(it.statement.as_deref()))
    }

    fn figure(&self, it: &row::Figure) -> Fact {
        let number = match it.high {
            None => format!("number {}..", it.low),
            Some(high) if high == it.low => format!("number {high}"),
            Some(high) => format!("number {}..{high}", it.low),
        };
        let incident = self.reading.incidents.iter().find(|incident| Some(&incident.id) == it.incident.as_ref());
        let trigger = incident.and_then(|incident| incident.mention.first()).map(|span| self.words.of(*span));
        fact(format!("figure \"{}\"", it.text))
            .with(bare("measure", Some(&it.measure)))
            .with(Some(number))
            .with(it.approximate.then(|| "approximate".into()))
            .with(named("of", it.of.as_deref()))
            .with(bare("asof", it.as_of.as_deref()))
            .with(bare("update", it.update.as_deref()))
            .with(named("incident", trigger))
            .with(self.by(it.statement.as_deref()))
    }

    fn incident(&self, it: &row::Incident) -> Fact {
        let trigger = it.mention.first().map_or("", |span| self.words.of(*span));
        let figure = |id: &String| {
            let found = self.reading.figures.iter().find(|figure| figure.id == *id);
            format!("figure \"{}\"", found.map_or("?", |figure| &figure.text))
        };
        let target = |it: &row::Target| match &it.effect {
            Some(effect) => format!("target \"{}\" {effect}", it.name),
            None => format!("target \"{}\"", it.name),
        };
        let responsible = |it: &row::Responsibility| {
            let key = match it.role.as_str() {
                "claims" => "claimed-by",
                "denies" => "denied-by",
                "blames" => "blamed-by",
                "doubts" => "doubted-by",
                _ => "withdrawn-by",
            };
            self.speaker(key, &it.statement)
        };
        fact(format!("incident {} \"{trigger}\"", it.r#type))
            .with(bare("date", it.date.as_deref()))
            .with_all(self.reading.places(it).map(|name| format!("place \"{name}\"")))
            .with(bare("stage", Some(&it.stage)))
            .with(bare("status", Some(&it.status)))
            .with(bare("category", it.category.as_deref()))
            .with_all(it.perpetrators.iter().map(|who| format!("perpetrator \"{}\" {}", who.name, who.confidence)))
            .with_all(it.targets.iter().map(target))
            .with_all(it.weapons.iter().map(|weapon| format!("weapon \"{}\"", weapon.name)))
            .with_all(it.figures.iter().map(figure))
            .with_all(it.responsibility.iter().map(responsible))
    }

    fn relation(&self, it: &row::Relation) -> Fact {
        let (subject, object) = (self.entity_name(&it.subject), self.entity_name(&it.object));
        fact(format!("relation \"{subject}\" {} \"{object}\"", it.predicate))
            .with(bare("date", it.date.as_deref()))
            .with(bare("polarity", Some(&it.polarity)))
            .with(self.by(it.statement.as_deref()))
    }

    fn block(&self, it: &row::Block) -> Fact {
        fact(format!("block {} {}", it.kind, self.quoted(&[it.span])))
    }

    fn head(&self) -> Fact {
        let document = &self.reading.document;
        let dateline = document.dateline.map(|span| self.words.of(span));
        fact("head".into())
            .with(named("title", document.title.as_deref()))
            .with(named("outlet", document.outlet.as_deref()))
            .with(bare("published", document.published.as_deref()))
            .with_all(document.byline.iter().map(|name| format!("byline \"{name}\"")))
            .with(named("dateline", dateline))
            .with(bare("language", Some(&document.language)))
    }
}
