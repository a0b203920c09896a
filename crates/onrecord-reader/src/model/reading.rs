//! Everything read from one document.

use super::{
    Attributed, Block, Document, Entity, Figure, Head, Id, Incident, Language, Layer, Mention, Node, RelationMention,
    Role, Sentence, Statement, TimeExpression, Token, Voucher,
};

/// The text and a frozen layer per stage.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Reading {
    pub document: Document,
    pub language: Language,
    pub head: Head,
    pub blocks: Layer<Block>,
    pub sentences: Layer<Sentence>,
    pub tokens: Layer<Token>,
    pub nodes: Layer<Node>,
    pub times: Layer<TimeExpression>,
    pub mentions: Layer<Mention>,
    pub entities: Layer<Entity>,
    pub roles: Layer<Attributed<Role>>,
    pub statements: Layer<Statement>,
    pub figures: Layer<Attributed<Figure>>,
    pub incidents: Layer<Incident>,
    pub relations: Layer<Attributed<RelationMention>>,
}

impl Reading {
    /// A text in another language: its lines, sentences and words, and nothing read from them.
    pub fn kept(
        document: Document,
        language: Language,
        head: Head,
        blocks: Layer<Block>,
        sentences: Layer<Sentence>,
        tokens: Layer<Token>,
        nodes: Layer<Node>,
    ) -> Self {
        Self {
            document,
            language,
            head,
            blocks,
            sentences,
            tokens,
            nodes,
            times: Layer::new("times", 1, Vec::new()),
            mentions: Layer::new("mentions", 1, Vec::new()),
            entities: Layer::new("entities", 1, Vec::new()),
            roles: Layer::new("roles", 1, Vec::new()),
            statements: Layer::new("statements", 1, Vec::new()),
            figures: Layer::new("figures", 1, Vec::new()),
            incidents: Layer::new("incidents", 1, Vec::new()),
            relations: Layer::new("relations", 1, Vec::new()),
        }
    }
    /// The statements that vouch, outermost first; empty where the outlet itself does.
    pub fn chain(&self, voucher: Voucher) -> Vec<Id<Statement>> {
        let mut chain = Vec::new();
        let mut next = voucher.statement();
        while let Some(id) = next {
            if chain.contains(&id) {
                break;
            }
            chain.push(id);
            next = self.statements.get(id).parent;
        }
        chain.reverse();
        chain
    }
}
