//! Character references of HTML, as far as pages of ordinances use them.

/// Names beyond those of XML; what is not here stays as it is written and is reported.
const NAMED: [(&str, char); 60] = [
    ("nbsp", '\u{A0}'),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("sect", '§'),
    ("para", '¶'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("middot", '·'),
    ("micro", 'µ'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("permil", '‰'),
    ("prime", '′'),
    ("Prime", '″'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("harr", '↔'),
    ("rArr", '⇒'),
    ("hArr", '⇔'),
    ("minus", '−'),
    ("ne", '≠'),
    ("le", '≤'),
    ("ge", '≥'),
    ("infin", '∞'),
    ("radic", '√'),
    ("sum", '∑'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("shy", '\u{AD}'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("Omega", 'Ω'),
];

/// What a reference at the beginning of `text` (behind `&`) means, and how many bytes it has there.
///
/// `None` if it is no reference or an unknown one. Numbers 0x80 to 0x9F mean Windows-1252, as
/// browsers take them; numbers that are no character mean U+FFFD.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    let semicolon = |length: usize| {
        let has = text.as_bytes().get(length) == Some(&b';');
        length.saturating_add(usize::from(has))
    };
    if let Some(number) = text.strip_prefix('#') {
        let (radix, head) = match number.as_bytes().first() {
            Some(b'x' | b'X') => (16, 2),
            _ => (10, 1),
        };
        let digits = text.get(head..)?;
        let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
        let digits = digits.get(..length).filter(|digits| !digits.is_empty())?;
        let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
        return Some((character(code), semicolon(head.checked_add(length)?)));
    }
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..length)?;
    let (_, meant) = NAMED.iter().find(|(known, _)| *known == name)?;
    // Without its semicolon only the oldest names are references.
    let end = semicolon(length);
    let old = matches!(
        name,
        "nbsp" | "lt" | "gt" | "amp" | "quot" | "yen" | "copy" | "times"
    );
    (end > length || old).then_some((*meant, end))
}

fn character(code: u32) -> char {
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        let meant = crate::encoding::decode_as(&[byte], crate::MarkupEncoding::Windows1252);
        return meant
            .ok()
            .and_then(|text| text.chars().next())
            .unwrap_or('\u{FFFD}');
    }
    char::from_u32(code)
        .filter(|c| *c != '\0')
        .unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_do() {
        for (text, expected) in [
            ("nbsp;第1条", Some(('\u{A0}', 5))),
            ("nbsp 第", Some(('\u{A0}', 4))),
            ("#12354;", Some(('あ', 7))),
            ("#x3042い", Some(('あ', 6))),
            ("#128;", Some(('€', 5))),
            ("#0;", Some(('\u{FFFD}', 3))),
            ("hearts;", None),
            ("larr", None),
            (" 甲", None),
            ("#;", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
