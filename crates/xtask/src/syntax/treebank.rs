//! The treebanks: reads CoNLL-U, maps labels to the reader's, and makes copies in other styles of capitals.

use std::path::{Path, PathBuf};

use onrecord_reader::{
    model::{Arc, Tag},
    syntax::{
        forms::{self, Form, Spaced},
        inside_quotes,
        tagger::Tagger,
        turn_quotes,
    },
};

use super::network::Dice;

/// Genres of GUM whose texts may be used for anything with attribution.
const OPEN: [&str; 6] = ["news", "interview", "academic", "court", "bio", "voyage"];

/// One sentence with its gold tree.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    /// Words and whether white space follows.
    pub words: Vec<(String, bool)>,
    /// Gold tags.
    pub gold_tags: Vec<Tag>,
    /// Gold heads; the word itself at the root.
    pub heads: Vec<u32>,
    /// Gold labels.
    pub arcs: Vec<Arc>,
    /// The words as the models see them.
    pub forms: Vec<Form>,
    /// Tags as predicted.
    pub tags: Vec<Tag>,
    /// Words inside quotation marks, by the predicted tags.
    pub quoted: Vec<bool>,
    /// The sentence it is a copy of, counted from 0.
    pub part: usize,
}

impl Tree {
    /// The words with the space around them.
    pub(super) fn spaced(&self) -> impl Iterator<Item = Spaced<'_>> + Clone {
        let before = |at: usize| at == 0 || self.words[at - 1].1;
        self.words.iter().enumerate().map(move |(at, (word, after))| Spaced { word, before: before(at), after: *after })
    }
    /// A sentence without a tree.
    pub(super) fn of_words(words: Vec<(String, bool)>) -> Self {
        let count = words.len();
        let mut tree = Self {
            words,
            gold_tags: Vec::new(),
            heads: (0..count as u32).collect(),
            arcs: vec![Arc::Root; count],
            forms: Vec::new(),
            tags: Vec::new(),
            quoted: Vec::new(),
            part: 0,
        };
        tree.look();
        tree
    }
    /// Looks at the words again.
    fn look(&mut self) {
        let mut forms = Vec::new();
        forms::forms(self.spaced(), &mut forms);
        self.forms = forms;
    }
    /// The sentence in capitals.
    pub(super) fn upper(&self) -> Self {
        let mut copy = self.clone();
        for (word, _) in &mut copy.words {
            *word = word.to_uppercase();
        }
        copy.look();
        copy
    }
    /// Tags the sentence.
    pub(super) fn predict(&mut self, tagger: &Tagger) {
        tagger.tag(&self.forms, &mut self.tags);
        turn_quotes(self.words.iter().map(|(word, _)| word.as_str()), &mut self.tags);
        inside_quotes(&self.tags, &mut self.quoted);
    }
}

/// The sentences that weights may be trained on, news twice.
pub(super) fn training(data: &Path) -> Result<Vec<Tree>, String> {
    let mut trees = read(&data.join("ud-ewt/train.conllu"))?;
    for file in gum(data, "train", &OPEN)? {
        let news = file.to_string_lossy().contains("GUM_news");
        let document = read(&file)?;
        for _ in 0..if news { 3 } else { 1 } {
            trees.extend(document.iter().cloned());
        }
    }
    for (at, tree) in trees.iter_mut().enumerate() {
        tree.part = at / 10;
    }
    Ok(trees)
}

/// The files of some genres of GUM, in the order of their names.
pub(super) fn gum(data: &Path, part: &str, genres: &[&str]) -> Result<Vec<PathBuf>, String> {
    let folder = data.join("gum-trees").join(part);
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let wanted = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        genres.iter().any(|genre| name.starts_with(&format!("GUM_{genre}_")))
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(wanted).collect();
    files.sort();
    Ok(files)
}

/// The sentences of a file.
pub(super) fn read(file: &Path) -> Result<Vec<Tree>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    Ok(text.split("\n\n").filter_map(tree).collect())
}

fn tree(text: &str) -> Option<Tree> {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|row| row.len() == 10)
        .collect();
    // In a contraction ("don't") only the whole says whether white space follows.
    let mut joined = 0;
    let mut tree = Tree {
        words: Vec::new(),
        gold_tags: Vec::new(),
        heads: Vec::new(),
        arcs: Vec::new(),
        forms: Vec::new(),
        tags: Vec::new(),
        quoted: Vec::new(),
        part: 0,
    };
    let mut joined_space = true;
    for row in rows {
        let space = !row[9].contains("SpaceAfter=No");
        if let Some((_, last)) = row[0].split_once('-') {
            joined = last.parse().ok()?;
            joined_space = space;
            continue;
        }
        let Ok(number) = row[0].parse::<u32>() else { continue };
        let head: u32 = row[6].parse().ok()?;
        let after = if number < joined {
            false
        } else if number == joined {
            joined_space
        } else {
            space
        };
        tree.words.push((row[1].to_owned(), after));
        tree.gold_tags.push(Tag::named(row[4]).unwrap_or(Tag::Xx));
        tree.heads.push(if head == 0 { number - 1 } else { head - 1 });
        tree.arcs.push(arc(row[7]));
    }
    if tree.words.is_empty() {
        return None;
    }
    tree.look();
    Some(tree)
}

fn arc(label: &str) -> Arc {
    let base = label.split(':').next().unwrap_or(label);
    match label {
        "obl:tmod" => Arc::OblTmod,
        "acl:relcl" | "advcl:relcl" => Arc::AclRelcl,
        _ => Arc::named(label).or_else(|| Arc::named(base)).unwrap_or(Arc::Dep),
    }
}

/// The sentences and, of some, copies in capitals or as headlines.
pub(super) fn restyled(trees: &[Tree], seed: u64) -> Vec<Tree> {
    let mut dice = Dice::new(seed);
    let mut all = Vec::new();
    for tree in trees {
        let restyle: Option<fn(&str) -> String> = match dice.below(100) {
            0..16 => Some(str::to_uppercase),
            16..20 => Some(titled),
            _ => None,
        };
        if let Some(restyle) = restyle.filter(|_| tree.words.len() > 3) {
            let mut copy = tree.clone();
            for (word, _) in &mut copy.words {
                *word = restyle(word);
            }
            copy.look();
            all.push(copy);
        }
        let mut tree = tree.clone();
        if dice.below(100) < 30 {
            curl(&mut tree);
        }
        all.push(tree);
    }
    all
}

/// The word as a headline writes it: short words of three letters stay.
fn titled(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// Straight quotation marks become curly.
fn curl(tree: &mut Tree) {
    for ((word, _), tag) in tree.words.iter_mut().zip(&tree.gold_tags) {
        match (word.as_str(), tag) {
            ("\"", Tag::OpenQuote) => *word = "“".into(),
            ("\"", Tag::CloseQuote) => *word = "”".into(),
            ("'", _) => *word = "’".into(),
            _ => {}
        }
    }
    tree.look();
}
