//! The floors of the workspace, the length of files, and the form of the tables, held by a test.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The longest file, in lines.
const LONGEST_FILE: usize = 600;

/// The modules of the reader from the ground up: a module may name those before it, and itself.
///
/// `lexicon` holds the typed tables of the stages, and so is named by all and names all.
const FLOORS: &[&[&str]] = &[
    &["edtf", "model", "lexicon"],
    &["language"],
    &["gazetteer"],
    &["tokens"],
    &["blocks"],
    &["syntax"],
    &["times"],
    &["mentions"],
    &["entities"],
    // Roles come first; `roles::attributed` then ties each to the statement that vouches for it.
    &["roles", "statements"],
    &["figures"],
    &["incidents"],
    &["relations"],
    &["row"],
    &["case"],
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in entries {
        if path.is_dir() {
            files.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources(name: &str) -> Vec<(PathBuf, String)> {
    let files = files_under(&crates().join(name).join("src"), "rs");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("a source file is UTF-8"))).collect()
}

/// The first folder or file below `src`.
fn module_of(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let below = parts.iter().rposition(|part| part == "src").map_or(0, |at| at + 1);
    parts[below].trim_end_matches(".rs").to_owned()
}

/// The modules of its own crate that a source names in code: `crate::times` and `use crate::{times, ..}`.
fn named_modules(source: &str) -> BTreeSet<String> {
    let code: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        // `onrecord_crate::` and the like are other words.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => _ = names.insert(word(rest)),
            Some(list) => names.extend(top_level(list).iter().map(|item| word(item.trim()))),
        }
    }
    names
}

/// The items of a `use` list up to its closing brace.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&list[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

#[test]
fn a_module_names_only_floors_below() {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    for (path, source) in sources("onrecord-reader") {
        let module = module_of(&path);
        if matches!(module.as_str(), "lib" | "lexicon") {
            continue;
        }
        let own = floor(&module).unwrap_or_else(|| panic!("{module} has no floor: add it to FLOORS"));
        for name in named_modules(&source) {
            let Some(other) = floor(&name) else { continue };
            assert!(other <= own, "{}: {module} names {name}, which is a floor above", path.display());
        }
    }
}

#[test]
fn the_stages_stand_in_their_order() {
    let lib = fs::read_to_string(crates().join("onrecord-reader/src/lib.rs")).expect("lib.rs");
    let body = &lib[lib.find("pub fn read").expect("lib.rs has read")..];
    let calls: Vec<usize> =
        FLOORS.iter().flat_map(|floor| floor.iter()).filter_map(|name| body.find(&format!("= {name}::"))).collect();
    assert!(calls.len() >= 8, "read calls too few stages");
    let mut last = 0;
    let order = [
        "blocks::",
        "tokens::",
        "syntax::",
        "times::",
        "mentions::",
        "entities::",
        "roles::",
        "statements::",
        "figures::",
    ];
    for name in order {
        let at = body.find(&format!("= {name}")).unwrap_or_else(|| panic!("read does not call {name}"));
        assert!(at > last, "{name} is called out of order");
        last = at;
    }
}

#[test]
fn the_library_does_not_know_the_command() {
    for (path, source) in sources("onrecord").into_iter().chain(sources("onrecord-reader")) {
        assert!(!source.contains("onrecord_cli"), "{} names onrecord_cli", path.display());
    }
    for (path, source) in sources("onrecord-reader") {
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.clone().any(|line| line.contains("onrecord::")), "{} names the archive", path.display());
        for word in ["std::fs", "std::env", "std::net", "SystemTime", "Instant::now", "thread::spawn"] {
            assert!(
                !code.clone().any(|line| line.contains(word)),
                "{} uses {word}: the reader is pure",
                path.display()
            );
        }
    }
}

#[test]
fn the_library_keeps_its_floors() {
    const LIBRARY: &[&str] = &["acquire", "archive", "answer"];
    for (path, source) in sources("onrecord") {
        let module = module_of(&path);
        let Some(own) = LIBRARY.iter().position(|name| *name == module) else { continue };
        for name in named_modules(&source) {
            let other = LIBRARY.iter().position(|floor| *floor == name);
            assert!(other.is_none_or(|other| other <= own), "{}: {module} names {name}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_answers_and_is_short() {
    for name in ["onrecord-reader", "onrecord", "onrecord-cli", "xtask"] {
        for (path, source) in sources(name) {
            assert!(source.starts_with("//!"), "{} does not begin with //!", path.display());
            let lines = source.lines().count();
            assert!(lines <= LONGEST_FILE, "{} has {lines} lines", path.display());
        }
    }
}

/// Whether a table is looked up by its first column; the others are lists, read by the stage that uses them.
fn looked_up(path: &Path) -> bool {
    let lexicon = fs::read_to_string(crates().join("onrecord-reader/src/lexicon.rs")).expect("lexicon.rs");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    lexicon.contains(&format!("include_str!(\"../data/{name}\")"))
}

#[test]
fn tables_are_tables() {
    let files = files_under(&crates().join("onrecord-reader/data"), "tsv");
    assert!(!files.is_empty());
    for path in files {
        let text = fs::read_to_string(&path).expect("a table is UTF-8");
        let mut rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let columns = rows.next().map_or(0, |header| header.split('\t').count());
        let (mut whole, mut keys) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), columns, "{}: {row:?} has another number of columns", path.display());
            assert!(!cells[0].trim().is_empty(), "{}: {row:?} has no key", path.display());
            assert!(whole.insert(row), "{}: {row:?} stands twice", path.display());
            let key = keys.insert(cells[0]);
            assert!(key || !looked_up(&path), "{}: {:?} stands twice", path.display(), cells[0]);
        }
    }
}
