//! Rules about the characters of a cell.

use memchr::memchr2_iter;

/// Whether a text begins or ends with a blank of any kind.
#[inline]
pub(in crate::survey) fn has_blank_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Every blank begins with one of these bytes: ASCII blanks, C2 (no-break space), E1 and E2
    // (typographic spaces), E3 (ideographic space), EF (zero-width no-break space).
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            (matches!(first, 0..=0x20 | 0xC2 | 0xE1..=0xE3 | 0xEF) && text.starts_with(is_blank))
                || (matches!(last, 0..=0x20 | 0x80..=0x8A | 0x9F | 0xA0 | 0xA8 | 0xA9 | 0xAF | 0xBF)
                    && text.ends_with(is_blank))
        }
        _ => false,
    }
}

/// Whether a text holds nothing but blanks, or nothing at all.
pub(in crate::survey) fn is_only_blanks(text: &str) -> bool {
    text.chars().all(is_blank)
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{FEFF}'
}

/// What is unusual among the characters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Oddities {
    pub(super) line_break: bool,
    pub(super) invisible: Option<char>,
    pub(super) private_use: Option<char>,
    pub(super) half_width_kana: Option<char>,
    pub(super) replacement: bool,
}

/// Whether a text may hold an odd character; `false` is certain.
///
/// The first pass has no branch, so that the compiler can use vector instructions; the second
/// stops only at the bytes E2 and EF, which few characters begin with.
pub(super) fn may_hold_oddities(text: &str) -> bool {
    // Control characters; Latin-1 signs such as the no-break space; the private use areas.
    fn odd(byte: u8) -> u8 {
        u8::from(byte < 0x20)
            | u8::from(byte == 0x7F)
            | u8::from(byte == 0xC2)
            | u8::from(byte == 0xEE)
            | u8::from(byte >= 0xF3)
    }
    let bytes = text.as_bytes();
    let found = bytes.iter().fold(0, |found, byte| found | odd(*byte));
    found != 0
        || memchr2_iter(0xE2, 0xEF, bytes).any(|at| match bytes.get(at..) {
            // U+2000 to U+206F.
            Some([0xE2, second, ..]) => *second <= 0x81,
            // Private use, half-width katakana, U+FEFF, U+FFFD.
            Some([0xEF, second, third, ..]) => match second {
                0xBC => false,
                0xBD => *third >= 0xA1,
                _ => true,
            },
            _ => true,
        })
}

/// Whether a text holds an odd character.
pub(in crate::survey) fn has_oddities(text: &str) -> bool {
    may_hold_oddities(text) && oddities(text) != Oddities::default()
}

/// Looks at every character of one cell.
pub(super) fn oddities(text: &str) -> Oddities {
    let mut found = Oddities::default();
    for character in text.chars() {
        match character {
            '\n' | '\r' => found.line_break = true,
            '\u{FFFD}' => found.replacement = true,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => {
                found.private_use = found.private_use.or(Some(character));
            }
            '\u{FF61}'..='\u{FF9F}' => {
                found.half_width_kana = found.half_width_kana.or(Some(character));
            }
            '\u{A0}'
            | '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' => found.invisible = found.invisible.or(Some(character)),
            other if other.is_control() => found.invisible = found.invisible.or(Some(other)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_ends_are_seen_whatever_their_kind() {
        for blank in [
            ' ', '\t', '\n', '\u{3000}', '\u{A0}', '\u{2003}', '\u{200A}', '\u{FEFF}', '\u{85}',
        ] {
            assert!(has_blank_ends(&format!("{blank}手続")), "{blank:?} before");
            assert!(has_blank_ends(&format!("手続{blank}")), "{blank:?} behind");
            assert!(!has_blank_ends(&format!("手{blank}続")), "{blank:?} inside");
        }
        assert!(!has_blank_ends(""));
        // Every character of the basic plane agrees with the slow way.
        for character in ('\0'..='\u{FFFF}').filter(|c| !is_blank(*c)) {
            assert!(!has_blank_ends(&format!("{character}")), "{character:?}");
        }
    }

    #[test]
    fn the_quick_scan_passes_over_nothing_odd() {
        for character in '\0'..='\u{10FFFF}' {
            let text = character.to_string();
            if oddities(&text) != Oddities::default() {
                assert!(may_hold_oddities(&text), "{character:?}");
            }
        }
        // And it is quick for what stands in cells: ASCII with blanks, forms of full width.
        for ordinary in [
            "漢字とかなとＡＢＣ（全角）と①",
            " !~",
            "ａｚ｛｜｝～｟｠。",
            "→≧①",
            "１２３",
        ] {
            assert!(!may_hold_oddities(ordinary), "{ordinary}");
        }
    }
}
