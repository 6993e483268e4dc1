//! Rules about the characters of a cell.

/// Whether a text begins or ends with a blank of any kind.
#[inline]
pub(super) fn has_blank_ends(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Every blank begins with one of these bytes: ASCII blanks, C2 (no-break space), E1 and E2
    // (typographic spaces), E3 (ideographic space), EF (zero-width no-break space).
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) => {
            (matches!(first, 0..=0x20 | 0xC2 | 0xE1..=0xE3 | 0xEF) && starts_blank(text))
                || (matches!(last, 0..=0x20 | 0x80..=0x8A | 0x9F | 0xA0 | 0xA8 | 0xA9 | 0xAF | 0xBF)
                    && ends_blank(text))
        }
        _ => false,
    }
}

fn starts_blank(text: &str) -> bool {
    text.chars().next().is_some_and(is_blank)
}

fn ends_blank(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_blank)
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
/// One pass over the bytes that the compiler turns into vector instructions: no branch, no early end.
pub(super) fn may_hold_oddities(text: &str) -> bool {
    let bytes = text.as_bytes();
    let single = bytes.iter().fold(false, |found, byte| {
        // Control characters; Latin-1 signs such as the no-break space; the private use areas.
        found
            | (*byte < 0x20)
            | (*byte == 0x7F)
            | (*byte == 0xC2)
            | (*byte == 0xEE)
            | (*byte >= 0xF3)
    });
    let (second, third) = (bytes.iter().skip(1), bytes.iter().skip(2));
    bytes
        .iter()
        .zip(second)
        .zip(third)
        .fold(single, |found, ((a, b), c)| {
            // U+2000 to U+206F: E2 80 and E2 81. U+F000 to U+FFFF: half-width katakana, U+FFFD, U+FEFF.
            found
                | ((*a == 0xE2) & (*b <= 0x81))
                | ((*a == 0xEF) & (*b < 0xBC))
                | ((*a == 0xEF) & (*b == 0xBD) & (*c >= 0xA1))
                | ((*a == 0xEF) & (*b == 0xBE))
                | ((*a == 0xEF) & (*b == 0xBF))
        })
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
        assert!(!may_hold_oddities("漢字とかなとＡＢＣ（全角）と①"));
    }
}
