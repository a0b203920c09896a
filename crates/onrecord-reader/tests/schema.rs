//! The readings and `docs/reading.schema.json` agree: readings validate, every field is in the schema and described.

use onrecord_reader::{
    lexicon::Lexicon,
    model::{Document, Edtf},
    read, row,
};
use serde::Serialize;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/reading.schema.json")).expect("the schema is JSON")
}

const SAMPLES: &[&str] = &[
    "",
    "SELLA, Orland (AP) -- Police said on Friday that at least 40 people were killed in an attack on the market of Sella.",
    "Who are the Grey Company?\n\nNPR/March 24, 2024\n\nBy Ilse Marr\n\nThe Grey Company claimed responsibility for the \
     bombing, which killed more than 150 soldiers and wounded dozens.\n\n\"It was us,\" said Petra Voss, a spokeswoman \
     for the group. \"We denied it at first.\"\n\nThe army denied that it had lost the bridge.\n\nA short history\n\nIn \
     2014 and 2015 the Grey Company, a branch of the Coastal Front, broke away from it, according to Tom Hale, a fellow \
     at the Institute of Peace.\n\nCorrection: An earlier version of this article misstated the day.\n\nRead more: War",
    "\u{202e}“The town fell,” he said 🎉. Gunmen tried to blow up a police station in Aldon on 3 May 2021 with a car bomb.",
];

#[test]
fn readings_validate() {
    let lexicon = Lexicon::built_in();
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    for (at, text) in SAMPLES.iter().enumerate() {
        for published in [None, Edtf::parse("2024-03-24")] {
            let document = Document { published, ..Document::from_text("sample", text) };
            let reading = row::Reading::from(&read(document, &lexicon));
            let value = serde_json::to_value(&reading).expect("rows serialise");
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "sample {at}: {errors:#?}");
        }
    }
}

#[test]
fn what_is_no_reading_does_not_validate() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let mut value = serde_json::to_value(row::Reading::default()).expect("rows serialise");
    value["statements"] = serde_json::json!([{ "id": "s1" }]);
    assert!(!validator.is_valid(&value));
    assert!(!validator.is_valid(&serde_json::json!({ "id": "x", "error": "cannot be read" })));
}

/// The properties of a part of the schema, all described and all required, are the fields of a row type.
fn check<T: Serialize + Default>(name: &str, part: &Value) {
    let row = serde_json::to_value(T::default()).expect("rows serialise");
    let names = |value: &Value| {
        let mut names: Vec<String> = value.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&row), names(&part["properties"]), "{name}");
    for (field, property) in part["properties"].as_object().into_iter().flatten() {
        let description = property["description"].as_str().unwrap_or_default();
        assert!(description.len() > 3, "{name}.{field} is not described");
    }
    let mut required: Vec<&str> = part["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    required.sort_unstable();
    assert_eq!(required, names(&row), "{name}: a reading always has every field");
}

#[test]
fn every_field_is_in_the_schema() {
    let schema = schema();
    let part = |name: &str| &schema["$defs"][name];
    check::<row::Reading>("Reading", &schema);
    check::<row::Document>("Document", part("Document"));
    check::<row::Place>("Place", part("Place"));
    check::<row::Section>("Section", part("Section"));
    check::<row::Block>("Block", part("Block"));
    check::<row::Time>("Time", part("Time"));
    check::<row::Entity>("Entity", part("Entity"));
    check::<row::Mention>("Mention", part("Mention"));
    check::<row::Role>("Role", part("Role"));
    check::<row::Statement>("Statement", part("Statement"));
    check::<row::Incident>("Incident", part("Incident"));
    check::<row::StatedDate>("StatedDate", part("StatedDate"));
    check::<row::Perpetrator>("Perpetrator", part("Perpetrator"));
    check::<row::Target>("Target", part("Target"));
    check::<row::Number>("Number", part("Number"));
    check::<row::Weapon>("Weapon", part("Weapon"));
    check::<row::Responsibility>("Responsibility", part("Responsibility"));
    check::<row::Figure>("Figure", part("Figure"));
    check::<row::Relation>("Relation", part("Relation"));
    let parts = schema["$defs"].as_object().map_or(0, serde_json::Map::len);
    assert_eq!(parts, 19, "a new row type: add it here");
}
