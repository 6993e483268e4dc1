//! Looking for texts of a list in a text: longest first, from left to right, never overlapping.

use unicode_normalization::UnicodeNormalization;

/// The form in which texts are compared: NFKC, so that full-width and half-width forms are equal.
pub(super) fn normalised(text: &str) -> String {
    text.nfkc().collect()
}

/// A place where one of several texts was found: the number of the text, and characters from and to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) which: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Finds texts: at each position the longest that begins there, then on behind it.
pub(super) fn find_all(text: &[char], wanted: &[Vec<char>]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0usize;
    while let Some(rest) = text.get(at..)
        && !rest.is_empty()
    {
        let here = wanted.iter().enumerate();
        let here = here.filter(|(_, one)| !one.is_empty() && rest.starts_with(one));
        // Of equal lengths `max_by_key` would take the last; the list's first one counts.
        let best = here.rev().max_by_key(|(_, one)| one.len());
        match best {
            Some((which, one)) => {
                let to = at.saturating_add(one.len());
                hits.push(Hit {
                    which,
                    from: at,
                    to,
                });
                at = to;
            }
            None => at = at.saturating_add(1),
        }
    }
    hits
}

/// Lists of characters, as they are searched for.
pub(super) fn wanted<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<char>> {
    let texts = texts.into_iter();
    texts
        .map(|text| normalised(text).chars().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_text_at_a_place_counts_and_nothing_overlaps() {
        let text: Vec<char> = "ないことはないない".chars().collect();
        let hits = find_all(&text, &wanted(["ない", "ないことはない"]));
        let found: Vec<_> = hits
            .iter()
            .map(|hit| (hit.which, hit.from, hit.to))
            .collect();
        assert_eq!(found, [(1, 0, 7), (0, 7, 9)]);
        assert!(find_all(&text, &wanted([""])).is_empty());
        let twice = find_all(&text, &wanted(["ない", "ない"]));
        assert!(twice.iter().all(|hit| hit.which == 0));
    }
}
