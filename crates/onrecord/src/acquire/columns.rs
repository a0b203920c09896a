//! Which column of a table, or name in a JSON object, holds which field of an article.

use serde_json::{Map, Value};

use crate::Error;

/// A field of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Its name.
    Id,
    /// Its text.
    Text,
    /// Its text as HTML.
    Html,
    /// Its headline.
    Title,
    /// When it was published.
    Published,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Byline,
    /// Where it was published.
    Url,
    /// Its language.
    Language,
}

/// Each field with its own name first, then other names it goes by; lower case, without spaces and underscores.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "guid", "uid", "docid", "articleid"]),
    (
        Field::Text,
        &["text", "content", "body", "article", "articletext", "articlebody", "fulltext", "maintext", "story"],
    ),
    (Field::Html, &["html", "bodyhtml", "contenthtml", "rawhtml"]),
    (Field::Title, &["title", "headline", "heading"]),
    (
        Field::Published,
        &[
            "published",
            "date",
            "publishedat",
            "publicationdate",
            "publishdate",
            "datepublish",
            "datepublished",
            "publisheddate",
            "pubdate",
            "datetime",
        ],
    ),
    (Field::Outlet, &["outlet", "publisher", "publication", "source", "sourcename", "sitename", "newspaper"]),
    (Field::Byline, &["byline", "author", "authors", "writer", "creator"]),
    (Field::Url, &["url", "link", "permalink"]),
    (Field::Language, &["language", "lang"]),
];

/// How columns are named; by default as the fields are, or as is common.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Columns(Vec<(Field, String)>);

impl Columns {
    /// Takes `FIELD=COLUMN` in each of the texts; `COLUMN=FIELD` where only that can be meant.
    pub fn parse(stated: &[String]) -> Result<Self, Error> {
        let mut columns = Vec::new();
        for stated in stated {
            let pair = stated.split_once('=').map(|(one, other)| (one.trim(), other.trim()));
            let pair = pair.filter(|(one, other)| !one.is_empty() && !other.is_empty());
            let named = pair.and_then(|(one, other)| {
                let first = own(one).map(|field| (field, other.to_owned()));
                first.or_else(|| own(other).map(|field| (field, one.to_owned())))
            });
            columns.push(named.ok_or_else(|| {
                let names: Vec<&str> = NAMES.iter().map(|(_, names)| names[0]).collect();
                Error::refused(format!("\"{stated}\" does not say which column holds which field"))
                    .with_hint(format!("Write FIELD=COLUMN; the fields are {}.", names.join(", ")))
            })?);
        }
        Ok(Self(columns))
    }

    /// The value of a field in an object.
    pub(super) fn value<'v>(&self, object: &'v Map<String, Value>, field: Field) -> Option<&'v Value> {
        if let Some((_, path)) = self.0.iter().find(|(it, _)| *it == field) {
            return at_path(object, path);
        }
        let names = names(field);
        let own = object.get(names[0]).filter(|value| !is_nothing(value));
        own.or_else(|| {
            // In the order of the names, not of the object.
            names.iter().find_map(|name| {
                let found = object.iter().find(|(key, value)| folded(key) == **name && !is_nothing(value));
                found.filter(|(key, _)| !self.0.iter().any(|(_, taken)| taken == *key)).map(|(_, value)| value)
            })
        })
    }

    /// Which of the columns of a head holds a field.
    pub(super) fn column(&self, head: &[String], field: Field) -> Option<usize> {
        if let Some((_, name)) = self.0.iter().find(|(it, _)| *it == field) {
            return head
                .iter()
                .position(|it| it == name)
                .or_else(|| head.iter().position(|it| it.eq_ignore_ascii_case(name)));
        }
        names(field).iter().find_map(|name| head.iter().position(|it| folded(it) == *name))
    }

    /// A column that was named and that a head lacks.
    pub(super) fn missing<'c>(&'c self, head: &[String]) -> Option<&'c str> {
        let lacks = |name: &str| !head.iter().any(|it| it.eq_ignore_ascii_case(name));
        self.0.iter().map(|(_, name)| name.as_str()).find(|name| lacks(name))
    }

    /// Every field with its name.
    pub(super) fn fields() -> impl Iterator<Item = (Field, &'static str)> {
        NAMES.iter().map(|(field, names)| (*field, names[0]))
    }
}

fn names(field: Field) -> &'static [&'static str] {
    NAMES.iter().find(|(it, _)| *it == field).map_or(&["text"], |(_, names)| names)
}

fn own(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, names)| names[0].eq_ignore_ascii_case(name)).map(|(field, _)| *field)
}

/// A column's name as it is compared.
fn folded(name: &str) -> String {
    name.chars().filter(|it| !matches!(it, '_' | '-' | ' ' | '.')).flat_map(char::to_lowercase).collect()
}

/// `a.b` is the `b` in `a`, unless a name has a full stop.
fn at_path<'v>(object: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = object.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    match object.get(first)? {
        Value::Object(inner) => at_path(inner, rest),
        _ => None,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_under_common_and_given_names() {
        let object =
            serde_json::json!({"headline": "A", "Full_Text": "B", "meta": {"day": "2024-03-22"}, "title": " "});
        let object = object.as_object().unwrap();
        let columns = Columns::parse(&["published=meta.day".into()]).unwrap();
        assert_eq!(columns.value(object, Field::Title).unwrap(), "A");
        assert_eq!(columns.value(object, Field::Text).unwrap(), "B");
        assert_eq!(columns.value(object, Field::Published).unwrap(), "2024-03-22");
        assert_eq!(columns.value(object, Field::Url), None);
    }

    #[test]
    fn either_side_may_be_the_field() {
        assert_eq!(Columns::parse(&["title=kop".into()]).unwrap(), Columns::parse(&["kop=title".into()]).unwrap());
        assert_eq!(Columns::parse(&["title=text".into()]).unwrap().0, [(Field::Title, "text".into())]);
        assert!(Columns::parse(&["kop=tekst".into()]).unwrap_err().hint().unwrap().contains("FIELD=COLUMN"));
        assert!(Columns::parse(&["title".into()]).is_err());
    }
}
