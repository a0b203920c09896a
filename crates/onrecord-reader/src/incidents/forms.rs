//! The forms a word of a table takes in a text.

/// Which form of its word stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As in the table.
    Base,
    /// Third person, present.
    Third,
    /// Past tense or past participle.
    Past,
    /// The -ing form.
    Ing,
    /// The plural of a noun.
    Plural,
}

/// Every form of a verb; `odd` lists irregular ones, which replace the regular past (and those in -ing the regular -ing).
pub(crate) fn verb(base: &str, odd: &str) -> Vec<(String, Form)> {
    let mut forms = vec![(base.to_owned(), Form::Base), (third(base), Form::Third)];
    let odd: Vec<&str> = odd.split(' ').filter(|it| !it.is_empty() && *it != "-").collect();
    let (ing, past): (Vec<&str>, Vec<&str>) = odd.into_iter().partition(|it| it.ends_with("ing"));
    if past.is_empty() {
        forms.push((past_of(base), Form::Past));
    }
    forms.extend(past.into_iter().map(|it| (it.to_owned(), Form::Past)));
    if ing.is_empty() {
        forms.push((ing_of(base), Form::Ing));
    }
    forms.extend(ing.into_iter().map(|it| (it.to_owned(), Form::Ing)));
    // "set", "hit": the past says more than the base form it is spelt like.
    forms.sort_by(|a, b| a.0.cmp(&b.0).then((a.1 != Form::Past).cmp(&(b.1 != Form::Past))));
    forms.dedup_by(|a, b| a.0 == b.0);
    forms
}

/// The plural of a noun, or of the last word of several.
pub(crate) fn plural(noun: &str) -> String {
    third(noun)
}

fn third(base: &str) -> String {
    let consonant_y = base.ends_with('y') && !ends_with_any(base, &["ay", "ey", "oy", "uy"]);
    if consonant_y {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    if ends_with_any(base, &["s", "x", "z", "ch", "sh"]) {
        return format!("{base}es");
    }
    format!("{base}s")
}

fn past_of(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if base.ends_with('y') && !ends_with_any(base, &["ay", "ey", "oy", "uy"]) {
        return format!("{}ied", &base[..base.len() - 1]);
    }
    format!("{}ed", doubled(base))
}

fn ing_of(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if base.ends_with('e') && !base.ends_with("ee") {
        return format!("{}ing", &base[..base.len() - 1]);
    }
    format!("{}ing", doubled(base))
}

/// Doubles the last consonant of a short word ("stab", "plan", "rob", not "open"): its one vowel between consonants.
fn doubled(base: &str) -> String {
    let letters: Vec<char> = base.chars().collect();
    let vowel = |c: char| "aeiou".contains(c);
    let double = match letters.as_slice() {
        [first @ .., a, b, c] if letters.len() <= 4 => {
            !first.iter().any(|it| vowel(*it)) && !vowel(*a) && vowel(*b) && !vowel(*c) && !"wxy".contains(*c)
        }
        _ => false,
    };
    match letters.last() {
        Some(last) if double => format!("{base}{last}"),
        _ => base.to_owned(),
    }
}

fn ends_with_any(word: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected() {
        let all = |base: &str| verb(base, "-").into_iter().map(|(form, _)| form).collect::<Vec<_>>();
        assert_eq!(all("stab"), ["stab", "stabbed", "stabbing", "stabs"]);
        assert_eq!(all("bomb"), ["bomb", "bombed", "bombing", "bombs"]);
        assert_eq!(all("raze"), ["raze", "razed", "razes", "razing"]);
        assert_eq!(all("open"), ["open", "opened", "opening", "opens"]);
        assert_eq!(all("carry"), ["carried", "carries", "carry", "carrying"]);
    }
}
