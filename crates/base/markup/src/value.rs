//! What is meant by text as it is written: references resolved, line ends unified.

use memchr::{memchr, memchr3};
use std::{borrow::Cow, fmt::Write as _};

/// Whether XML 1.0 allows a character.
pub(crate) const fn is_allowed(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{1_0000}'..)
}

/// What a reference stands for, without its `&` and `;`; `None` if it is none of XML's own.
pub(crate) fn referenced(body: &str) -> Option<char> {
    match body {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = body.strip_prefix('#')?;
            let (digits, radix) = match number.strip_prefix('x') {
                Some(hex) => (hex, 16),
                None => (number, 10),
            };
            if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
                return None;
            }
            let code = u32::from_str_radix(digits, radix).ok()?;
            char::from_u32(code).filter(|character| is_allowed(*character))
        }
    }
}

/// Text content: references resolved, every line end a line feed.
pub(crate) fn of_text(raw: &str) -> Cow<'_, str> {
    resolve(raw, Rules::Text)
}

/// The text of a CDATA section: every line end a line feed.
pub(crate) fn of_cdata(raw: &str) -> Cow<'_, str> {
    resolve(raw, Rules::Cdata)
}

/// An attribute value: references resolved, written tabs and line ends become blanks.
pub(crate) fn of_attribute(raw: &str) -> Cow<'_, str> {
    resolve(raw, Rules::Attribute)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    Text,
    Cdata,
    Attribute,
}

fn resolve(raw: &str, rules: Rules) -> Cow<'_, str> {
    let bytes = raw.as_bytes();
    let special = match rules {
        Rules::Text => memchr3(b'&', b'\r', b'&', bytes),
        Rules::Cdata => memchr(b'\r', bytes),
        Rules::Attribute => {
            let blank = memchr3(b'\t', b'\n', b'\r', bytes);
            memchr(b'&', bytes).map_or(blank, |at| Some(blank.map_or(at, |b| b.min(at))))
        }
    };
    let Some(first) = special else {
        return Cow::Borrowed(raw);
    };
    let (done, mut rest) = raw.split_at_checked(first).unwrap_or((raw, ""));
    let mut text = String::with_capacity(raw.len());
    text.push_str(done);
    let line_end = if rules == Rules::Attribute { ' ' } else { '\n' };
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = after;
        match character {
            '&' if rules != Rules::Cdata => {
                let reference = after.split_once(';');
                match reference.and_then(|(body, behind)| Some((referenced(body)?, behind))) {
                    Some((meant, behind)) => {
                        text.push(meant);
                        rest = behind;
                    }
                    None => text.push('&'),
                }
            }
            '\r' => {
                text.push(line_end);
                rest = after.strip_prefix('\n').unwrap_or(after);
            }
            '\n' | '\t' if rules == Rules::Attribute => text.push(' '),
            _ => text.push(character),
        }
    }
    Cow::Owned(text)
}

/// Writes a character reference.
pub(crate) fn push_reference(out: &mut String, character: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "&#{};", u32::from(character));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_blank_and_a_referenced_one_differ() {
        assert_eq!(of_attribute("a\r\nb\tc&#10;d&#x9;e"), "a b c\nd\te");
        assert_eq!(of_text("a\r\nb\rc\td&amp;amp;&#13;"), "a\nb\nc\td&amp;\r");
        assert_eq!(of_cdata("&lt;\r"), "&lt;\n");
        assert!(matches!(of_text("手続"), Cow::Borrowed("手続")));
    }

    #[test]
    fn what_is_no_character_is_not_referenced() {
        for body in [
            "#0",
            "#xD800",
            "#xFFFE",
            "#x110000",
            "#",
            "#x",
            "#+1",
            "#X41",
            "nbsp",
            "#99999999999",
        ] {
            assert_eq!(referenced(body), None, "{body}");
        }
        assert_eq!(referenced("#x20BB7"), Some('𠮷'));
        assert_eq!(referenced("#00065"), Some('A'));
    }
}
