//! The row types, field by field as the contract names them.

use serde::{Deserialize, Serialize};

/// Half-open range of Unicode code points of `document.text`.
pub type Span = [usize; 2];

/// One reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The name of the document, as in the input.
    pub id: String,
    /// Version of the reader that made it.
    pub reader: String,
    /// The article.
    pub document: Document,
    /// Sentences in text order.
    pub sentences: Vec<Span>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Who and what is mentioned.
    pub entities: Vec<Entity>,
    /// What persons are.
    pub roles: Vec<Role>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What happened, according to whom.
    pub incidents: Vec<Incident>,
    /// Numbers of people.
    pub figures: Vec<Figure>,
    /// Who stands how to whom.
    pub relations: Vec<Relation>,
}

/// The article and its metadata.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The name of the document.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The writers.
    pub byline: Vec<String>,
    /// EDTF; `null` when not stated.
    pub published: Option<String>,
    /// BCP 47, as the text tells; the input's where the text is short or does not speak against it.
    pub language: String,
    /// Why nothing was read, for people; `null` where the text was read.
    pub note: Option<String>,
    /// The clean text every span points into.
    pub text: String,
    /// Parts under a heading.
    pub sections: Vec<Section>,
    /// Furniture: kept, marked, never read.
    pub boilerplate: Vec<Span>,
    /// Correction and update notices.
    pub corrections: Vec<Span>,
    /// The town of a dateline; `null` when there is none.
    pub dateline: Option<Span>,
    /// Every line or paragraph with its role.
    pub blocks: Vec<Block>,
}

/// A line or paragraph.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// headline, imprint, byline, dateline, heading, paragraph, correction, boilerplate.
    pub kind: String,
    /// Where.
    pub span: Span,
}

/// A part of the article under a heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// The heading's words.
    pub heading: String,
    /// Where the heading stands.
    pub span: Span,
}

/// A time expression.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Time {
    /// `t1` ...
    pub id: String,
    /// Where.
    pub span: Span,
    /// The words.
    pub text: String,
    /// DATE, TIME, DURATION or SET.
    pub r#type: String,
    /// TIMEX3 value; empty when unresolved.
    pub value: String,
    /// TIMEX3 mod.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// The calendar meaning.
    pub edtf: Option<String>,
    /// `absolute`, `published`, `unknown`, or the id of another expression.
    pub anchor: String,
    /// The rule that read it.
    pub by: String,
}

/// Someone or something mentioned.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entity {
    /// `e1` ...
    pub id: String,
    /// Person, Organization, Place, Group, Event, Work, Product.
    pub r#type: String,
    /// The fullest name.
    pub name: String,
    /// Other names in this article.
    pub aliases: Vec<String>,
    /// Where.
    pub mentions: Vec<Mention>,
    /// For a place the gazetteer knows: every place of the world it can be, the likeliest first.
    pub places: Vec<Place>,
}

/// A place of the world a name can mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Its usual name in English.
    pub name: String,
    /// country, capital, city or region.
    pub kind: String,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How exact the coordinates are: country, region or town.
    pub precision: String,
    /// Its share among the candidates, 0 to 1.
    pub score: f64,
}

/// Words that refer to an entity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// name, nominal or pronoun.
    pub form: String,
}

/// What a person is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Role {
    /// `r1` ...
    pub id: String,
    /// Entity id.
    pub person: String,
    /// The words.
    pub role: String,
    /// Entity id.
    pub organization: Option<String>,
    /// Where.
    pub span: Span,
    /// Who vouches.
    pub statement: Option<String>,
}

/// Someone saying something.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// `s1` ...
    pub id: String,
    /// The source noun phrase.
    pub source: Vec<Span>,
    /// The words that signal attribution.
    pub cue: Vec<Span>,
    /// The words said.
    pub content: Vec<Span>,
    /// Entity id.
    pub speaker: Option<String>,
    /// Resolved name or short description; `null` when the text does not say.
    pub speaker_name: Option<String>,
    /// named, role, collective, document, unnamed.
    pub speaker_kind: String,
    /// The office or calling the source tells.
    pub speaker_role: Option<String>,
    /// The body the voice belongs to or speaks for, where the source names it.
    pub speaker_organization: Option<String>,
    /// The country of the voice, where the source tells it.
    pub speaker_country: Option<String>,
    /// Why or how the voice stays unnamed, in the words of the text.
    pub anonymity: Option<String>,
    /// The words for whoever relays what a body says ("a spokeswoman").
    pub relayed_by: Option<String>,
    /// say, claim, deny ...
    pub cue_class: String,
    /// direct, indirect, mixed.
    pub manner: String,
    /// FactBank code.
    pub factuality: String,
    /// EDTF.
    pub said_at: Option<String>,
    /// The words.
    pub venue: Option<String>,
    /// The words.
    pub addressee: Option<String>,
    /// The statement it is reported inside of.
    pub parent: Option<String>,
    /// The statement whose quotation it goes on with.
    pub continues: Option<String>,
    /// The rule that read it.
    pub by: String,
}

impl Reading {
    /// The places of an incident by name, from the widest to the most exact.
    pub fn places<'a>(&'a self, incident: &'a Incident) -> impl Iterator<Item = &'a str> {
        let named = |place: &'a String| {
            let entity = self.entities.iter().find(|it| it.id == *place);
            entity.map_or(place.as_str(), |it| it.name.as_str())
        };
        incident.place.iter().map(named)
    }
}

impl Incident {
    /// The date the text states; `None` where it states none and `date` is only the latest day it can have been.
    pub fn stated_date(&self) -> Option<&str> {
        self.date.as_deref().filter(|_| !self.dates.is_empty())
    }
}

/// What happened, according to whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Incident {
    /// `i1` ...
    pub id: String,
    /// attack, bombing ...
    pub r#type: String,
    /// The words that tell of it.
    pub mention: Vec<Span>,
    /// EDTF where all stated dates agree; where none is stated and it is told as having happened, `../DAY`: on or before the
    /// day of publication; otherwise `null`, and `dates` has them all.
    pub date: Option<String>,
    /// Every stated date.
    pub dates: Vec<StatedDate>,
    /// Entity ids, a path from the widest to the most exact. A country that the text does not state with it comes first, as a
    /// plain name (`place_by`).
    pub place: Vec<String>,
    /// What tells the country that stands in `place` as a plain name: `gazetteer` (the stated place lies in it), `dateline`
    /// (no place is stated); `null` where `place` has entities only.
    pub place_by: Option<String>,
    /// accomplished, attempted, threatened, foiled.
    pub stage: String,
    /// happened, planned, hypothetical, denied, historical.
    pub status: String,
    /// terrorist act, state-sponsored violence.
    pub category: Option<String>,
    /// Who did it, according to whom.
    pub perpetrators: Vec<Perpetrator>,
    /// Who or what was hit.
    pub targets: Vec<Target>,
    /// With what.
    pub weapons: Vec<Weapon>,
    /// Figure ids.
    pub figures: Vec<String>,
    /// Who claims, denies, blames.
    pub responsibility: Vec<Responsibility>,
}

/// A date on someone's word.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatedDate {
    /// EDTF.
    pub edtf: String,
    /// Where.
    pub span: Span,
    /// Who vouches.
    pub statement: Option<String>,
}

/// Someone said to have done it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Perpetrator {
    /// Entity id.
    pub entity: Option<String>,
    /// The words.
    pub name: String,
    /// individual or organization.
    pub kind: String,
    /// Where.
    pub span: Span,
    /// MUC-4's words.
    pub confidence: String,
    /// Who vouches.
    pub statement: Option<String>,
}

/// Who or what was hit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// Entity id.
    pub entity: Option<String>,
    /// The words.
    pub name: String,
    /// human, physical, organization.
    pub kind: String,
    /// name or description.
    pub form: String,
    /// Where.
    pub span: Span,
    /// MUC-4 target type.
    pub r#type: Option<String>,
    /// How many.
    pub number: Option<Number>,
    /// MUC-4 effect.
    pub effect: Option<String>,
    /// The nation.
    pub nation: Option<String>,
    /// Who vouches.
    pub statement: Option<String>,
}

/// A range of whole numbers; `high` is `null` when open.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Number {
    /// The least.
    pub low: u64,
    /// The most.
    pub high: Option<u64>,
}

/// With what.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weapon {
    /// The words.
    pub name: String,
    /// MUC-4 instrument type.
    pub r#type: Option<String>,
    /// Where.
    pub span: Span,
    /// Who vouches.
    pub statement: Option<String>,
}

/// A statement about who is responsible.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Responsibility {
    /// Statement id.
    pub statement: String,
    /// claims, denies, blames, doubts, withdraws.
    pub role: String,
    /// The words.
    pub mode: Option<String>,
}

/// A number of people.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// `f1` ...
    pub id: String,
    /// Incident id.
    pub incident: Option<String>,
    /// killed, wounded ...
    pub measure: String,
    /// Who they are.
    pub of: Option<String>,
    /// The least.
    pub low: u64,
    /// The most; `null` is open.
    pub high: Option<u64>,
    /// Whether the words say about.
    pub approximate: bool,
    /// The words.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Who vouches.
    pub statement: Option<String>,
    /// EDTF.
    pub as_of: Option<String>,
    /// `replaces`, `adds`, `part`, or `null` when not said.
    pub update: Option<String>,
}

/// Who stands how to whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relation {
    /// `x1` ...
    pub id: String,
    /// Entity id.
    pub subject: String,
    /// branch-of, enemy-of ...
    pub predicate: String,
    /// Entity id.
    pub object: String,
    /// EDTF.
    pub date: Option<String>,
    /// Where.
    pub span: Span,
    /// Who vouches.
    pub statement: Option<String>,
    /// `+`, or `-` where the text says it is not so.
    pub polarity: String,
}
