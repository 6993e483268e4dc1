//! One normal form of a cell text, which the grammar and the sentence rules share.

use crate::numeral::fold_width;

/// Signs that lines of a table use as a dash, after folding of width.
pub(super) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | 'ー' | 'ｰ' | '─' | '━'
    )
}

/// Half width, 〜 as ~, no white space at either end and no closing 。.
pub(super) fn folded(text: &str) -> String {
    let text = fold_width(text).replace(['〜', '∼'], "~");
    text.trim_matches(|c: char| c.is_whitespace() || c == '。')
        .into()
}

/// Without any white space.
pub(super) fn squeezed(folded: &str) -> String {
    folded.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Takes the first of the words that the text starts with; words stand longest first.
pub(super) fn take<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// Takes one of the words if it is there.
pub(super) fn skip<'t>(text: &'t str, words: &[&str]) -> &'t str {
    take(text, words).unwrap_or(text)
}

/// Whether the text holds any of the words.
pub(super) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the text ends with any of the words.
pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}
