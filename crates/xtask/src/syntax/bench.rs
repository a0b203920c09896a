//! Accuracy and speed of tagger and parser.

use std::{path::Path, time::Instant};

use onrecord_reader::{
    model::{Arc, Tag},
    syntax::{Desk, Models, forms::Spaced},
};

use super::{
    WEIGHTS,
    treebank::{self, Tree},
};

/// Measures the weights that are on disk.
pub(crate) fn bench(data: &str) -> Result<(), String> {
    evaluate(Path::new(data), &on_disk()?)
}

/// Prints tag, head and label of each word of a sentence whose words stand apart, by the weights on disk.
pub(crate) fn print_tree(sentence: &str) -> Result<(), String> {
    let models = on_disk()?;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let spaced = words.iter().map(|word| Spaced { word, before: true, after: true });
    let mut desk = Desk::default();
    for (at, (tag, (head, arc))) in models.read(spaced, &mut desk).enumerate() {
        println!("{at:3} {:16} {:5} {:10} {}", words[at], tag.name(), arc.name(), words[head as usize]);
    }
    Ok(())
}

fn on_disk() -> Result<Models, String> {
    let file = std::fs::read(WEIGHTS).map_err(|error| format!("cannot read {WEIGHTS}: {error}"))?;
    Models::from_file(file.leak()).ok_or_else(|| format!("{WEIGHTS} cannot be read"))
}

/// Prints accuracy on the development parts, then the speed.
pub(crate) fn evaluate(data: &Path, models: &Models) -> Result<(), String> {
    let ewt = treebank::read(&data.join("ud-ewt/dev.conllu"))?;
    let gum = |genre: &str| -> Result<Vec<Tree>, String> {
        let files = treebank::gum(data, "dev", &[genre])?;
        Ok(files.iter().map(|file| treebank::read(file)).collect::<Result<Vec<_>, _>>()?.concat())
    };
    let news = gum("news")?;
    let upper: Vec<Tree> = news.iter().map(Tree::upper).collect();
    for (name, trees) in [("EWT", &ewt), ("news", &news), ("interview", &gum("interview")?), ("NEWS", &upper)] {
        println!("{name:10} {}", score(trees, models));
    }
    labels(&news, models);
    speed(&[ewt, news].concat(), models);
    Ok(())
}

fn score(trees: &[Tree], models: &Models) -> String {
    let mut desk = Desk::default();
    let (mut all, mut tags, mut words, mut heads, mut arcs) = (0, 0, 0, 0, 0);
    for tree in trees {
        for (at, (tag, (head, arc))) in models.read(tree.spaced(), &mut desk).enumerate() {
            all += 1;
            tags += u32::from(tag == tree.gold_tags[at]);
            if tree.arcs[at] == Arc::Punct {
                continue;
            }
            words += 1;
            let right = head == tree.heads[at];
            heads += u32::from(right);
            arcs += u32::from(right && arc == tree.arcs[at]);
        }
    }
    let percent = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
    format!(
        "{all} words: tags {:.2}, UAS {:.2}, LAS {:.2} (without punctuation)",
        percent(tags, all),
        percent(heads, words),
        percent(arcs, words)
    )
}

/// F1 of the labels that matter to later stages.
fn labels(trees: &[Tree], models: &Models) {
    let mut desk = Desk::default();
    let mut counts = vec![[0u32; 3]; Arc::ALL.len()];
    for tree in trees {
        for (at, (_, (head, arc))) in models.read(tree.spaced(), &mut desk).enumerate() {
            counts[tree.arcs[at] as usize][0] += 1;
            counts[arc as usize][1] += 1;
            counts[arc as usize][2] += u32::from(arc == tree.arcs[at] && head == tree.heads[at]);
        }
    }
    let mut line = String::new();
    for (arc, [gold, read, right]) in Arc::ALL.iter().zip(counts) {
        if gold >= 10 {
            let f1 = 200.0 * f64::from(right) / f64::from(gold + read);
            line.push_str(&format!("{} {f1:.0}, ", arc.name()));
        }
    }
    println!("F1 on news: {line}");
}

/// The speed: the best of many runs over each small part, since other programs share the machine.
fn speed(trees: &[Tree], models: &Models) {
    let words: usize = trees.iter().map(|tree| tree.words.len()).sum();
    let mut desk = Desk::default();
    let mut tags: Vec<Tag> = Vec::new();
    let (mut all, mut tagging) = (0.0, 0.0);
    for part in trees.chunks(50) {
        let (mut best, mut best_tagging) = (f64::MAX, f64::MAX);
        for _ in 0..20 {
            let start = Instant::now();
            let mut roots = 0;
            for tree in part {
                roots += models.read(tree.spaced(), &mut desk).filter(|(_, (_, arc))| *arc == Arc::Root).count();
            }
            assert_eq!(roots, part.len(), "one root a sentence");
            best = best.min(start.elapsed().as_secs_f64());
            let start = Instant::now();
            for tree in part {
                models.tagger.tag(&tree.forms, &mut tags);
            }
            best_tagging = best_tagging.min(start.elapsed().as_secs_f64());
        }
        all += best;
        tagging += best_tagging;
    }
    let per = |seconds: f64| seconds * 1e6 / words as f64;
    println!("{words} words: {:.3} us a word, of which tagging {:.3}", per(all), per(tagging));
}
