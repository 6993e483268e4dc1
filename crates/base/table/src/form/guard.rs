//! Texts in cells: never a formula, and back to what they were.

use crate::inert;
use std::borrow::Cow;

/// A text as a cell holds it: with an apostrophe before it if a program would take it for a
/// formula, or if it would be mistaken for such a guarded text.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text without the apostrophe that [`guarded`] put before it.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    matches!(inert(text), Cow::Owned(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_text_comes_back() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("'=1+1", "''=1+1"),
            ("''=1+1", "'''=1+1"),
            ("'手続", "'手続"),
            ("-5", "-5"),
            ("'-5", "'-5"),
            ("  @x", "'  @x"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }
}
