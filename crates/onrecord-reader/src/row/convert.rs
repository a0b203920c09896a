//! From a reading, counted in bytes, to its rows, counted in code points.

use super::types as row;
use crate::model::{self, Anchor, Attributed, BlockKind, MentionForm, Voucher};

impl From<&model::Reading> for row::Reading {
    fn from(reading: &model::Reading) -> Self {
        Rows { reading, points: CodePoints::new(&reading.document.text) }.reading()
    }
}

/// Byte offsets to code points, in constant time per look-up.
struct CodePoints {
    /// Code points before each 64th byte.
    marks: Vec<usize>,
    text: std::sync::Arc<str>,
}

impl CodePoints {
    fn new(text: &std::sync::Arc<str>) -> Self {
        let mut marks = Vec::new();
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % 64 == 0 {
                marks.push(count);
            }
            count += usize::from(byte & 0xC0 != 0x80);
        }
        marks.push(count);
        Self { marks, text: text.clone() }
    }
    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte / 64;
        let tail = &self.text.as_bytes()[mark * 64..byte];
        let before = self.marks.get(mark).copied().unwrap_or(0);
        before + tail.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
    }
    fn span(&self, span: model::Span) -> row::Span {
        [self.at(span.start()), self.at(span.end())]
    }
    fn spans(&self, spans: &[model::Span]) -> Vec<row::Span> {
        spans.iter().map(|span| self.span(*span)).collect()
    }
}

struct Rows<'a> {
    reading: &'a model::Reading,
    points: CodePoints,
}

fn id<T>(letter: char, id: model::Id<T>) -> String {
    format!("{letter}{}", id.index() + 1)
}

fn statement(voucher: Voucher) -> Option<String> {
    voucher.statement().map(|it| id('s', it))
}

fn edtf(date: &model::Edtf) -> String {
    date.as_str().to_owned()
}

impl Rows<'_> {
    fn reading(&self) -> row::Reading {
        let reading = self.reading;
        row::Reading {
            id: reading.document.key.clone(),
            reader: crate::VERSION.into(),
            document: self.document(),
            sentences: reading.sentences.items().iter().map(|it| self.points.span(it.span)).collect(),
            times: reading.times.iter().map(|(at, time)| self.time(at, time)).collect(),
            entities: reading.entities.iter().map(|(at, entity)| self.entity(at, entity)).collect(),
            roles: reading.roles.iter().map(|(at, role)| self.role(at, role)).collect(),
            statements: reading.statements.iter().map(|(at, it)| self.statement(at, it)).collect(),
            incidents: reading.incidents.iter().map(|(at, it)| self.incident(at, it)).collect(),
            figures: reading.figures.iter().map(|(at, figure)| self.figure(at, figure)).collect(),
            relations: reading.relations.iter().map(|(at, it)| self.relation(at, it)).collect(),
        }
    }

    fn text(&self, span: model::Span) -> String {
        span.of(&self.reading.document.text).to_owned()
    }

    fn document(&self) -> row::Document {
        let model::Reading { document, head, .. } = self.reading;
        let blocks = |kind: BlockKind| {
            let all = self.reading.blocks.items().iter();
            all.filter(move |block| block.kind == kind).map(|block| block.span)
        };
        let section = |span| row::Section { heading: self.text(span), span: self.points.span(span) };
        row::Document {
            id: document.key.clone(),
            url: document.url.clone(),
            outlet: head.outlet.clone(),
            title: head.title.clone(),
            byline: head.byline.clone(),
            published: head.published.as_ref().map(edtf),
            language: self.reading.language.code.clone(),
            note: self.reading.language.note(),
            text: document.text.to_string(),
            sections: blocks(BlockKind::Heading).map(section).collect(),
            boilerplate: blocks(BlockKind::Boilerplate).map(|span| self.points.span(span)).collect(),
            corrections: blocks(BlockKind::Correction).map(|span| self.points.span(span)).collect(),
            dateline: head.dateline.map(|span| self.points.span(span)),
            blocks: self.reading.blocks.items().iter().map(|block| self.block(block)).collect(),
        }
    }

    fn block(&self, block: &model::Block) -> row::Block {
        row::Block { kind: block.kind.name().into(), span: self.points.span(block.span) }
    }

    fn time(&self, at: model::Id<model::TimeExpression>, time: &model::TimeExpression) -> row::Time {
        row::Time {
            id: id('t', at),
            span: self.points.span(time.span),
            text: self.text(time.span),
            r#type: time.kind.name().into(),
            value: time.value.clone(),
            modifier: time.modifier.map(Into::into),
            edtf: time.edtf.as_ref().map(edtf),
            anchor: match time.anchor {
                Anchor::Absolute => "absolute".into(),
                Anchor::Published => "published".into(),
                Anchor::Unknown => "unknown".into(),
                Anchor::Expression(other) => id('t', other),
            },
            by: time.by.into(),
        }
    }

    fn entity(&self, at: model::Id<model::Entity>, entity: &model::Entity) -> row::Entity {
        let mention = |it: &model::Id<model::Mention>| {
            let mention = self.reading.mentions.get(*it);
            let form = match mention.form {
                MentionForm::Name => "name",
                MentionForm::Nominal => "nominal",
                MentionForm::Pronoun => "pronoun",
            };
            row::Mention { span: self.points.span(mention.span), form: form.into() }
        };
        row::Entity {
            id: id('e', at),
            r#type: entity.kind.name().into(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            mentions: entity.mentions.iter().map(mention).collect(),
            places: entity.places.iter().map(place).collect(),
        }
    }

    fn role(&self, at: model::Id<Attributed<model::Role>>, role: &Attributed<model::Role>) -> row::Role {
        let value = role.value();
        row::Role {
            id: id('r', at),
            person: id('e', value.person),
            role: value.role.clone(),
            organization: value.organization.map(|it| id('e', it)),
            span: self.points.span(role.span()),
            statement: statement(role.voucher()),
        }
    }

    fn statement(&self, at: model::Id<model::Statement>, it: &model::Statement) -> row::Statement {
        row::Statement {
            id: id('s', at),
            source: self.points.spans(&it.source),
            cue: self.points.spans(&it.cue),
            content: self.points.spans(&it.content),
            speaker: it.speaker.entity.map(|entity| id('e', entity)),
            speaker_name: it.speaker.name.clone(),
            speaker_kind: it.speaker.kind.name().into(),
            speaker_role: it.speaker.role.clone(),
            speaker_organization: it.speaker.organization.clone(),
            speaker_country: it.speaker.country.clone(),
            anonymity: it.speaker.anonymity.map(|span| self.text(span)),
            relayed_by: it.speaker.relayed_by.clone(),
            cue_class: it.class.into(),
            manner: it.manner.name().into(),
            factuality: it.factuality.code().into(),
            said_at: it.said_at.as_ref().map(edtf),
            venue: it.venue.map(|span| self.text(span)),
            addressee: it.addressee.map(|span| self.text(span)),
            parent: it.parent.map(|parent| id('s', parent)),
            continues: it.continues.map(|before| id('s', before)),
            by: it.by.into(),
        }
    }

    fn incident(&self, at: model::Id<model::Incident>, it: &model::Incident) -> row::Incident {
        let date = it.dates.first().filter(|first| it.dates.iter().all(|date| date.value() == first.value()));
        let figures = self.reading.figures.iter().filter(|(_, figure)| figure.value().incident == Some(at));
        let stated = |date: &Attributed<model::Edtf>| row::StatedDate {
            edtf: edtf(date.value()),
            span: self.points.span(date.span()),
            statement: statement(date.voucher()),
        };
        let country = it.country.iter().map(|country| country.name.clone());
        row::Incident {
            id: id('i', at),
            r#type: it.kind.into(),
            mention: self.points.spans(&it.mentions),
            date: date.map(|date| edtf(date.value())).or_else(|| self.no_later(it)),
            dates: it.dates.iter().map(stated).collect(),
            // A path, as MUC and every gazetteer write one: the widest first, the most exact last.
            place: country.chain(it.places.iter().rev().map(|place| id('e', *place.value()))).collect(),
            place_by: it.country.as_ref().map(|country| country.by.name().into()),
            stage: it.stage.name().into(),
            status: it.status.name().into(),
            category: it.category.map(Into::into),
            perpetrators: it.perpetrators.iter().map(|who| self.perpetrator(who)).collect(),
            targets: it.targets.iter().map(|target| self.target(target)).collect(),
            weapons: it.weapons.iter().map(|weapon| self.weapon(weapon)).collect(),
            figures: figures.map(|(figure, _)| id('f', figure)).collect(),
            responsibility: it.responsibility.iter().map(responsibility).collect(),
        }
    }

    /// On or before the day of publication: all that is known of when, where the report states no date for what happened.
    fn no_later(&self, it: &model::Incident) -> Option<String> {
        let told = it.dates.is_empty() && it.status == model::Status::Happened;
        let published = self.reading.head.published.as_ref().filter(|_| told)?;
        published.exact_day().map(|_| format!("../{}", edtf(published)))
    }

    fn perpetrator(&self, who: &Attributed<model::Perpetrator>) -> row::Perpetrator {
        let value = who.value();
        row::Perpetrator {
            entity: value.entity.map(|entity| id('e', entity)),
            name: value.name.clone(),
            kind: if value.individual { "individual" } else { "organization" }.into(),
            span: self.points.span(who.span()),
            confidence: value.confidence.name().into(),
            statement: statement(who.voucher()),
        }
    }

    fn target(&self, target: &Attributed<model::Target>) -> row::Target {
        let value = target.value();
        row::Target {
            entity: value.entity.map(|entity| id('e', entity)),
            name: value.name.clone(),
            kind: value.kind.name().into(),
            form: if value.named { "name" } else { "description" }.into(),
            span: self.points.span(target.span()),
            r#type: value.class.map(Into::into),
            number: value.number.map(|(low, high)| row::Number { low, high }),
            effect: value.effect.map(Into::into),
            nation: value.nation.clone(),
            statement: statement(target.voucher()),
        }
    }

    fn weapon(&self, weapon: &Attributed<model::Weapon>) -> row::Weapon {
        row::Weapon {
            name: weapon.value().name.clone(),
            r#type: weapon.value().class.map(Into::into),
            span: self.points.span(weapon.span()),
            statement: statement(weapon.voucher()),
        }
    }

    fn figure(&self, at: model::Id<Attributed<model::Figure>>, figure: &Attributed<model::Figure>) -> row::Figure {
        let value = figure.value();
        row::Figure {
            id: id('f', at),
            incident: value.incident.map(|incident| id('i', incident)),
            measure: value.measure.name().into(),
            of: value.of.clone(),
            low: value.low,
            high: value.high,
            approximate: value.approximate,
            text: self.text(figure.span()),
            span: self.points.span(figure.span()),
            statement: statement(figure.voucher()),
            as_of: value.as_of.as_ref().map(edtf),
            update: value.update.map(Into::into),
        }
    }

    fn relation(
        &self,
        at: model::Id<Attributed<model::RelationMention>>,
        relation: &Attributed<model::RelationMention>,
    ) -> row::Relation {
        let value = relation.value();
        row::Relation {
            id: id('x', at),
            subject: id('e', value.subject),
            predicate: value.predicate.clone(),
            object: id('e', value.object),
            date: value.date.as_ref().map(edtf),
            span: self.points.span(relation.span()),
            statement: statement(relation.voucher()),
            polarity: if value.holds { "+" } else { "-" }.into(),
        }
    }
}

fn responsibility(it: &model::Responsibility) -> row::Responsibility {
    row::Responsibility { statement: id('s', it.statement), role: it.role.name().into(), mode: it.mode.clone() }
}

fn place(it: &model::Candidate) -> row::Place {
    row::Place {
        name: it.name.clone(),
        kind: it.kind.name().into(),
        country: it.country.clone(),
        latitude: f64::from(it.latitude) / 100.0,
        longitude: f64::from(it.longitude) / 100.0,
        precision: it.kind.precision().into(),
        score: f64::from(it.score) / 1000.0,
    }
}
