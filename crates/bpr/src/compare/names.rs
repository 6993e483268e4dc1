//! Names: how alike two of them are, and how much of one stands in another.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization as _;

/// A name without differences of width, case and white space.
pub(super) fn normalized(name: &str) -> String {
    name.nfkc()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

fn pairs_of_characters(text: &str) -> BTreeMap<(char, char), u32> {
    let mut pairs = BTreeMap::new();
    // An edge on both sides lets a single character count.
    let edged = || {
        std::iter::once('\0')
            .chain(text.chars())
            .chain(std::iter::once('\0'))
    };
    for pair in edged().zip(edged().skip(1)) {
        let count: &mut u32 = pairs.entry(pair).or_default();
        *count = count.saturating_add(1);
    }
    pairs
}

fn in_common(a: &BTreeMap<(char, char), u32>, b: &BTreeMap<(char, char), u32>) -> u32 {
    a.iter()
        .map(|(pair, count)| b.get(pair).map_or(0, |other| *count.min(other)))
        .sum()
}

/// How alike two normalized names are, of 1000: the share of pairs of characters in common (Dice).
pub(super) fn similarity(a: &str, b: &str) -> u32 {
    if a == b {
        return 1_000;
    }
    let (a, b) = (pairs_of_characters(a), pairs_of_characters(b));
    let total = |pairs: &BTreeMap<_, u32>| pairs.values().sum::<u32>();
    in_common(&a, &b)
        .saturating_mul(2_000)
        .checked_div(total(&a).saturating_add(total(&b)))
        .unwrap_or(0)
}

/// How much of the first name stands in the second, of 1000.
pub(super) fn contained(part: &str, whole: &str) -> u32 {
    if part.is_empty() {
        return 0;
    }
    if whole.contains(part) {
        return 1_000;
    }
    let (a, b) = (pairs_of_characters(part), pairs_of_characters(whole));
    let total = a.values().sum::<u32>();
    in_common(&a, &b)
        .saturating_mul(1_000)
        .checked_div(total)
        .unwrap_or(0)
}
