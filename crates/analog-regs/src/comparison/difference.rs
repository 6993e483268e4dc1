//! What differs between two texts.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts with more words are marked as a whole.
const MOST_WORDS: usize = 20_000;

/// 文言の一部 (part of a text): changed, or the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextPart {
    /// The words.
    pub text: String,
    /// Whether they are on this side alone.
    pub changed: bool,
}

/// 対照した文言 (two texts compared): the parts of each.
///
/// # Invariant
///
/// The parts of a side, put together, are its text; changed and unchanged parts alternate; the unchanged
/// parts of both sides are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComparedText {
    /// The parts of the old text.
    pub old: Vec<TextPart>,
    /// The parts of the new text.
    pub new: Vec<TextPart>,
}

/// Compares two texts word by word: a run of kanji, of katakana, of letters or of digits is a word, every other
/// character one of its own.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::comparison::compare_texts;
///
/// let compared = compare_texts("書面により届け出る。", "電磁的方法により届け出る。");
/// let changed: Vec<&str> = compared.new.iter().filter(|p| p.changed).map(|p| p.text.as_str()).collect();
/// assert_eq!(changed, ["電磁的方法"]);
/// assert_eq!(compared.old[1].text, "により届け出る。");
/// ```
#[must_use]
pub fn compare_texts(old: &str, new: &str) -> ComparedText {
    let (a, b) = (words(old), words(new));
    if a.len().saturating_add(b.len()) > MOST_WORDS {
        let whole = |text: &str, changed| {
            vec![TextPart {
                text: text.to_owned(),
                changed,
            }]
        };
        return ComparedText {
            old: whole(old, old != new),
            new: whole(new, old != new),
        };
    }
    let mut compared = ComparedText::default();
    let joined = |words: &[&str], at: usize, length: usize| -> String {
        words
            .get(at..at.saturating_add(length))
            .unwrap_or_default()
            .concat()
    };
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (old_at, old_length, new_at, new_length, changed) = match op {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => (old_index, len, new_index, len, false),
            DiffOp::Delete {
                old_index,
                old_len,
                new_index,
            } => (old_index, old_len, new_index, 0, true),
            DiffOp::Insert {
                old_index,
                new_index,
                new_len,
            } => (old_index, 0, new_index, new_len, true),
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => (old_index, old_len, new_index, new_len, true),
        };
        push(&mut compared.old, joined(&a, old_at, old_length), changed);
        push(&mut compared.new, joined(&b, new_at, new_length), changed);
    }
    compared
}

fn push(parts: &mut Vec<TextPart>, text: String, changed: bool) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(&text),
        _ => parts.push(TextPart { text, changed }),
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Kanji,
    Katakana,
    Letter,
    Digit,
    Other,
}

fn class(character: char) -> Class {
    match tosei_types::numeral::fold_char(character) {
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' => Class::Kanji,
        'ァ'..='ヺ' | 'ー' => Class::Katakana,
        c if c.is_ascii_digit() => Class::Digit,
        c if c.is_alphabetic() && c.is_ascii() => Class::Letter,
        _ => Class::Other,
    }
}

fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0usize;
    let mut before: Option<Class> = None;
    for (at, character) in text.char_indices() {
        let here = class(character);
        if before.is_some_and(|before| before != here || here == Class::Other) {
            words.extend(text.get(start..at));
            start = at;
        }
        before = Some(here);
    }
    words.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    words
}
