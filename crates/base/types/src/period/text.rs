//! One normal form of a cell text, which the grammar and the sentence rules share.

use crate::numeral::{fold_width, leading_numeral};

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

/// Without white space, except between two numerals: 「2 3日」 is not 23 days.
pub(super) fn squeezed(folded: &str) -> String {
    let numeral = |c: Option<char>| c.is_some_and(|c| c == '.' || starts_numeral(c));
    let mut close = String::with_capacity(folded.len());
    let mut blank = false;
    for character in folded.chars() {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && numeral(close.chars().last()) && numeral(Some(character)) {
            close.push(' ');
        }
        blank = false;
        close.push(character);
    }
    close
}

fn starts_numeral(character: char) -> bool {
    leading_numeral(character.encode_utf8(&mut [0; 4])).is_some()
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
