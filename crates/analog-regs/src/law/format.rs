//! What a law text is read from, and its bytes.

use super::note::{LawNote, Notes};
use encoding_rs::SHIFT_JIS;
use std::borrow::Cow;
use tosei_types::coded_enum;

coded_enum! {
    /// 本文の形式 (format) of a law text.
    pub enum LawFormat: "format of a law text" {
        /// 法令標準XML.
        Xml = "xml" ("法令標準XML", "Standard Law XML"),
        /// A page of an ordinance database.
        Html = "html" ("HTML", "HTML"),
        /// Plain text, as pasted from a page.
        Text = "text" ("テキスト", "plain text"),
    }
}

impl LawFormat {
    /// Tells the format by the first characters: `<?xml` or `<Law` is XML, another `<` a page, all else text.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::LawFormat;
    ///
    /// assert_eq!(LawFormat::of("\u{FEFF}<?xml version=\"1.0\"?><Law/>".as_bytes()), LawFormat::Xml);
    /// assert_eq!(LawFormat::of(b"<!DOCTYPE html><p>"), LawFormat::Html);
    /// assert_eq!(LawFormat::of("第1条　".as_bytes()), LawFormat::Text);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let window = bytes.get(..4096).unwrap_or(bytes);
        // UTF-16 shows as ASCII with zeros between.
        let ascii: Vec<u8> = window
            .iter()
            .copied()
            .filter(|byte| byte.is_ascii() && *byte != 0)
            .map(|byte| byte.to_ascii_lowercase())
            .collect();
        let first = window.iter().find(|byte| {
            !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
        });
        if first != Some(&b'<') {
            return Self::Text;
        }
        let has = |word: &[u8]| memchr::memmem::find(&ascii, word).is_some();
        if has(b"<law ") || has(b"<law>") || (has(b"<?xml") && !has(b"<html")) {
            Self::Xml
        } else {
            Self::Html
        }
    }
}

/// The text of a file: UTF-8, UTF-16 with a mark, or CP932; what fits none is UTF-8 with U+FFFD.
pub(super) fn decode<'b>(bytes: &'b [u8], notes: &mut Notes) -> Cow<'b, str> {
    let (wide, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (None, rest),
        [0xFF, 0xFE, rest @ ..] => (Some(encoding_rs::UTF_16LE), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(encoding_rs::UTF_16BE), rest),
        [0x3C, 0x00, ..] => (Some(encoding_rs::UTF_16LE), bytes),
        [0x00, 0x3C, ..] => (Some(encoding_rs::UTF_16BE), bytes),
        _ => (None, bytes),
    };
    if let Some(encoding) = wide {
        let (text, replaced) = encoding.decode_without_bom_handling(rest);
        if replaced {
            notes.add_placed(LawNote::Undecodable, None, "utf-16");
        }
        return text;
    }
    let declared = declared(rest);
    if let Ok(text) = simdutf8::basic::from_utf8(rest) {
        if let Some(name) = declared.filter(|name| !matches!(name.as_str(), "utf-8" | "utf8")) {
            if !rest.is_ascii() {
                notes.add_placed(LawNote::EncodingContradiction, None, &name);
            }
        }
        return Cow::Borrowed(text);
    }
    // A file that was cut within a character.
    if let Err(error) = std::str::from_utf8(rest)
        && error.error_len().is_none()
        && let Some(Ok(text)) = rest.get(..error.valid_up_to()).map(std::str::from_utf8)
    {
        notes.add_placed(LawNote::Undecodable, None, "utf-8");
        return Cow::Borrowed(text);
    }
    if let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(rest) {
        let known = declared.as_deref().is_some_and(|name| {
            encoding_rs::Encoding::for_label(name.as_bytes()) == Some(SHIFT_JIS)
        });
        if !known && let Some(name) = declared {
            notes.add_placed(LawNote::EncodingContradiction, None, &name);
        }
        return text;
    }
    let encoding = declared
        .as_deref()
        .and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()))
        .filter(|encoding| *encoding == SHIFT_JIS)
        .unwrap_or(encoding_rs::UTF_8);
    notes.add_placed(LawNote::Undecodable, None, encoding.name());
    encoding.decode_without_bom_handling(rest).0
}

/// What the XML declaration says.
fn declared(bytes: &[u8]) -> Option<String> {
    let window = bytes.get(..256).unwrap_or(bytes);
    if !window.starts_with(b"<?xml") {
        return None;
    }
    let end = memchr::memmem::find(window, b"?>")?;
    let window = window.get(..end)?;
    let at = memchr::memmem::find(window, b"encoding=")?.checked_add(9)?;
    let name = window
        .get(at..)?
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\''));
    let name = name.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    Some(
        name.map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect(),
    )
}
