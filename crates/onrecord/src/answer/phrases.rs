//! The one table of fixed phrases. Nothing an answer prints is composed but from these and from cited spans.

/// What a FactBank value means, said of the speaker.
pub fn certainty(code: &str) -> &'static str {
    match code {
        "CT+" => "as certain",
        "CT-" => "as not so",
        "PR+" => "as probable",
        "PR-" => "as probably not so",
        "PS+" => "as possible",
        "PS-" => "as possibly not so",
        "CTu" => "as known, without saying which",
        _ => "without committing",
    }
}

/// What is done by saying it, after a speaker's name.
pub fn act(class: &str) -> &'static str {
    match class {
        "claim" => "claims",
        "deny" => "denies",
        "confirm" => "confirms",
        "warn" => "warns",
        "accuse" => "accuses",
        "threaten" => "threatens",
        "demand" => "demands",
        "promise" => "promises",
        "believe" => "believes",
        "fear" => "fears",
        "hope" => "hopes",
        "ask" => "asks",
        "decline" | "refuse" => "declines",
        "agree" => "agrees",
        "disagree" => "disagrees",
        "suggest" => "suggests",
        "doubt" => "doubts",
        "know" => "knows",
        "want" | "plan" => "intends",
        "declare" => "declares",
        "assert" => "asserts",
        "plead" => "pleads",
        _ => "says",
    }
}

/// How a perpetrator is named, MUC-4's words.
pub fn confidence(words: &str) -> &'static str {
    match words {
        "reported as fact" => "named by the outlet as having done it",
        "claimed or admitted" => "claims or admits it",
        "suspected or accused by authorities" => "suspected or accused by authorities",
        "suspected or accused" => "suspected or accused",
        "possible" => "possible",
        "acquitted" => "acquitted",
        _ => "said not to have done it",
    }
}

/// How an incident stands in the text.
pub fn status(word: &str) -> &'static str {
    match word {
        "happened" => "reported as having happened",
        "planned" => "announced or planned",
        "hypothetical" => "supposed or feared",
        "denied" => "said not to have happened",
        _ => "earlier incident",
    }
}

/// What befell the people of a figure.
pub fn measure(word: &str) -> &'static str {
    match word {
        "killed" => "killed",
        "wounded" => "wounded",
        "detained" => "detained",
        "missing" => "missing",
        "displaced" => "displaced",
        "rescued" => "rescued",
        "treated" => "treated",
        "kidnapped" => "kidnapped",
        _ => "affected",
    }
}

/// A relation between two names.
pub fn predicate(word: &str) -> String {
    word.replace('-', " ")
}

/// Who vouches where no statement does.
pub const OUTLET: &str = "in the outlet's own words";
/// A voice the text does not name.
pub const UNNAMED: &str = "a source not named";
/// Between a name and its other names.
pub const ALSO: &str = "also called";
/// No date in the text.
pub const NO_DATE: &str = "date not stated";
/// Nothing in the record.
pub const NOT_STATED: &str = "not stated";
/// Before a date of publication.
pub const PUBLISHED: &str = "published";
/// Before the date something was said.
pub const SAID_ON: &str = "said on";
/// Between two things done in one sentence.
pub const AND: &str = "and";
/// Before the first date of a topic.
pub const FIRST: &str = "first";
/// What shares no word with the rest.
pub const OTHERWISE: &str = "Otherwise";
/// A copy of another source.
pub const COPY: &str = "same words as";
/// One origin only.
pub const SINGLE: &str = "one origin only";
/// Before a corrected figure.
pub const CORRECTION: &str = "correction notice";
/// The polarity of a relation.
pub const NOT: &str = "not:";

/// Nouns that stand in talk of anything.
const NO_TOPICS: &[&str] = &[
    "number",
    "people",
    "person",
    "man",
    "woman",
    "child",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "time",
    "moment",
    "morning",
    "night",
    "way",
    "thing",
    "something",
    "nothing",
    "anything",
    "everything",
    "anyone",
    "everyone",
    "nobody",
    "somebody",
    "part",
    "place",
    "point",
    "question",
    "answer",
    "lot",
    "kind",
    "sort",
    "case",
    "fact",
    "word",
    "name",
    "side",
    "statement",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "reporter",
    "journalist",
    "one",
    "other",
    "others",
    "world",
    "country",
    "end",
    "start",
    "reason",
    "example",
    "percent",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "billion",
    "line",
    "life",
    "home",
    "hand",
    "head",
    "term",
    "need",
    "use",
    "work",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "view",
    "matter",
    "situation",
    "member",
    "group",
    "minister",
    "president",
    "official",
    "government",
    "thought",
    "knowledge",
    "existence",
];

/// Whether a noun (dictionary form) tells nothing of what is talked about.
pub fn is_no_topic(noun: &str) -> bool {
    NO_TOPICS.contains(&noun)
}

/// Headings of a backgrounder, in order.
pub const SECTIONS: [(&str, &str); 9] = [
    ("names", "What it is and what it is called"),
    ("roles", "Who is who"),
    ("relations", "How it stands to others"),
    ("timeline", "Timeline"),
    ("incidents", "Incidents, account by account"),
    ("disputes", "Disputed"),
    ("figures", "Figures, as they were given"),
    ("statements", "Who says what"),
    ("unconfirmed", "Unconfirmed"),
];
/// Heading of the list of sources.
pub const SOURCES: &str = "Sources";
/// The question of a dispute about responsibility.
pub const RESPONSIBILITY: &str = "Responsibility for";
/// The question of a dispute about a link.
pub const LINK: &str = "Involvement of, or link to,";
/// Those who affirm.
pub const AFFIRMS: &str = "affirms";
/// Those who deny.
pub const DENIES: &str = "denies";
/// Those who hedge.
pub const HEDGES: &str = "holds possible";
/// Those who do not commit.
pub const OPEN: &str = "does not commit";
