//! How much room a label needs.

/// The height of a line, in pixels.
pub(super) const LINE: i64 = 14;
/// The width of a full-width character, in pixels; a half-width one has a little more than half.
const FULL: i64 = 12;
const HALF: i64 = 7;

/// Whether a character is as wide as high (East Asian width W or F, and symbols that Japanese fonts draw so).
const fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{115F}' | '\u{2010}'..='\u{2BFF}' | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// The width of a character, in pixels.
fn width(character: char) -> i64 {
    match character {
        '\n' | '\r' => 0,
        _ if is_wide(character) => FULL,
        _ => HALF,
    }
}

/// Width and height of a text that is broken at a width, wherever it gets too long.
pub(super) fn room(text: &str, most: i64) -> (i64, i64) {
    let (mut lines, mut line, mut widest) = (1i64, 0i64, 0i64);
    for character in text.chars() {
        let more = width(character);
        if character == '\n' || line.saturating_add(more) > most {
            lines = lines.saturating_add(1);
            line = 0;
        }
        line = line.saturating_add(more);
        widest = widest.max(line);
    }
    (widest, lines.saturating_mul(LINE))
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn a_label_is_as_wide_as_its_characters() {
        assert_eq!(room("受付", 90), (24, 14));
        assert_eq!(room("ab", 90), (14, 14));
        // Seven full-width characters fit into 90.
        assert_eq!(room("申請書の内容を確認する", 90), (84, 28));
        assert_eq!(room("一\n二", 90), (12, 28));
        assert_eq!(room("", 90), (0, 14));
    }
}
