//! 文字コード (encodings): from bytes to text, and back.

use crate::{Defect, MarkupError, Position, declaration};
use encoding_rs::SHIFT_JIS;
use std::borrow::Cow;
use tosei_types::coded_enum;

coded_enum! {
    /// 文字コード (encoding) of a document, told by its byte order mark or its declaration.
    ///
    /// ISO-8859-1 is what it says (byte = code point) and not Windows-1252, as pages of the Web
    /// take it. The five bytes that Windows-1252 does not define are no characters.
    ///
    /// # Source
    ///
    /// Sources `w3c-xml` (appendix F: how an encoding is told) and `whatwg-encoding` (Shift_JIS,
    /// Windows-1252).
    pub enum MarkupEncoding: "markup encoding" {
        /// UTF-8.
        Utf8 = "utf-8" ("UTF-8", "UTF-8"),
        /// UTF-16, little end first.
        Utf16Le = "utf-16le" ("UTF-16（リトルエンディアン）", "UTF-16, little endian"),
        /// UTF-16, big end first.
        Utf16Be = "utf-16be" ("UTF-16（ビッグエンディアン）", "UTF-16, big endian"),
        /// ISO-8859-1.
        Latin1 = "iso-8859-1" ("ISO-8859-1", "ISO-8859-1"),
        /// Windows-1252.
        Windows1252 = "windows-1252" ("Windows-1252", "Windows-1252"),
        /// Shift_JIS with the characters of Windows (CP932).
        ShiftJis = "shift_jis" ("Shift_JIS（CP932）", "Shift_JIS (CP932)"),
        /// US-ASCII.
        Ascii = "us-ascii" ("US-ASCII", "US-ASCII"),
    }
}

/// The upper half of Windows-1252 from 0x80 to 0x9F; U+0000 where it has no character.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// A text and how it was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: MarkupEncoding,
    pub(crate) bom: bool,
}

/// What a declared name allows: a family in which the bytes decide, or one encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    One(MarkupEncoding),
    Utf16,
}

fn declared(name: &str) -> Option<Declared> {
    use MarkupEncoding as E;
    Some(match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => Declared::One(E::Utf8),
        "utf-16" | "utf16" | "iso-10646-ucs-2" => Declared::Utf16,
        "utf-16le" => Declared::One(E::Utf16Le),
        "utf-16be" => Declared::One(E::Utf16Be),
        "iso-8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => Declared::One(E::Latin1),
        "windows-1252" | "cp1252" => Declared::One(E::Windows1252),
        "shift_jis" | "shift-jis" | "sjis" | "x-sjis" | "ms932" | "cp932" | "windows-31j"
        | "ms_kanji" | "csshiftjis" => Declared::One(E::ShiftJis),
        "us-ascii" | "ascii" => Declared::One(E::Ascii),
        _ => return None,
    })
}

/// Decodes a document: byte order mark first, then the declaration, else UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, MarkupError> {
    use MarkupEncoding as E;
    let (certain, bom, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Some(E::Utf8), true, rest),
        [0xFF, 0xFE, rest @ ..] => (Some(E::Utf16Le), true, rest),
        [0xFE, 0xFF, rest @ ..] => (Some(E::Utf16Be), true, rest),
        [0x3C, 0x00, ..] => (Some(E::Utf16Le), false, bytes),
        [0x00, 0x3C, ..] => (Some(E::Utf16Be), false, bytes),
        _ => (None, false, bytes),
    };
    // UTF-16 is decoded before its declaration can be read; the others share ASCII.
    if let Some(encoding @ (E::Utf16Le | E::Utf16Be)) = certain {
        let text = decode_as(rest, encoding)?;
        agree(&head(text.as_bytes()), encoding, true)?;
        return Ok(Decoded {
            text,
            encoding,
            bom,
        });
    }
    let encoding = agree(&head(rest), E::Utf8, bom)?.unwrap_or(E::Utf8);
    let text = decode_as(rest, encoding)?;
    Ok(Decoded {
        text,
        encoding,
        bom,
    })
}

/// The beginning of a document up to the end of its declaration, with what is not ASCII replaced.
fn head(bytes: &[u8]) -> String {
    if !declaration::begins(bytes) {
        return String::new();
    }
    let window = bytes.get(..1024).unwrap_or(bytes);
    let end = memchr::memmem::find(window, b"?>").map_or(window.len(), |at| at.saturating_add(2));
    let head = window.get(..end).unwrap_or_default();
    head.iter()
        .map(|byte| {
            if byte.is_ascii() {
                char::from(*byte)
            } else {
                '\u{FFFD}'
            }
        })
        .collect()
}

/// The declared encoding, if it agrees with what the bytes are; without a mark, bytes that are no
/// UTF-16 may be any encoding that shares ASCII.
fn agree(
    head: &str,
    actual: MarkupEncoding,
    certain: bool,
) -> Result<Option<MarkupEncoding>, MarkupError> {
    use MarkupEncoding as E;
    if head.is_empty() {
        return Ok(None);
    }
    let error = |defect, at, found: &str, other: &str| {
        Err(MarkupError::new(
            defect,
            Position::of(head, at),
            found,
            other,
        ))
    };
    let Some(declaration) = declaration::read(head) else {
        return error(Defect::DeclarationMalformed, 0, "", "");
    };
    let Some(span) = declaration.encoding else {
        return Ok(None);
    };
    let name = head.get(span.clone()).unwrap_or_default();
    let Some(declared) = declared(name) else {
        return error(Defect::EncodingUnsupported, span.start, name, "");
    };
    let wide = matches!(actual, E::Utf16Le | E::Utf16Be);
    match declared {
        Declared::Utf16 if wide => Ok(Some(actual)),
        Declared::One(one) if one == actual => Ok(Some(one)),
        Declared::One(one) if !certain && !matches!(one, E::Utf16Le | E::Utf16Be) => Ok(Some(one)),
        _ => {
            let other = if certain { actual.code() } else { "not utf-16" };
            error(Defect::EncodingContradiction, span.start, name, other)
        }
    }
}

/// Decodes all bytes as one encoding; a byte order mark is not looked for.
pub(crate) fn decode_as(bytes: &[u8], encoding: MarkupEncoding) -> Result<String, MarkupError> {
    use MarkupEncoding as E;
    let invalid = |good: &str| {
        let end = Position::of(good, good.len());
        Err(MarkupError::new(
            Defect::EncodingInvalid,
            end,
            encoding.code(),
            "",
        ))
    };
    let single = |table: fn(u8) -> Option<char>| {
        let mut text = String::with_capacity(bytes.len().saturating_add(bytes.len() / 8));
        for byte in bytes {
            match table(*byte) {
                Some(character) => text.push(character),
                None => return invalid(&text),
            }
        }
        Ok(text)
    };
    match encoding {
        E::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                invalid(&String::from_utf8_lossy(good))
            }
        },
        E::Utf16Le | E::Utf16Be => {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| match encoding {
                E::Utf16Le => u16::from_le_bytes(*pair),
                _ => u16::from_be_bytes(*pair),
            });
            let mut text = String::with_capacity(bytes.len());
            for character in char::decode_utf16(units) {
                match character {
                    Ok(character) => text.push(character),
                    Err(_) => return invalid(&text),
                }
            }
            if odd.is_empty() {
                Ok(text)
            } else {
                invalid(&text)
            }
        }
        E::Latin1 => single(|byte| Some(char::from(byte))),
        E::Windows1252 => single(windows_1252),
        E::Ascii => single(|byte| byte.is_ascii().then_some(char::from(byte))),
        E::ShiftJis => match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => Ok(text.into_owned()),
            None => {
                let mut text = String::new();
                for character in shift_jis_characters(bytes) {
                    match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(character) {
                        Some(one) => text.push_str(&one),
                        None => break,
                    }
                }
                invalid(&text)
            }
        },
    }
}

fn windows_1252(byte: u8) -> Option<char> {
    match byte.checked_sub(0x80) {
        Some(high) if high < 32 => {
            let character = WINDOWS_1252.get(usize::from(high)).copied();
            character.filter(|character| *character != '\0')
        }
        _ => Some(char::from(byte)),
    }
}

/// Splits bytes of Shift_JIS into characters of one or two bytes.
fn shift_jis_characters(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = match rest.first()? {
            0x81..=0x9F | 0xE0..=0xFC => 2.min(rest.len()),
            _ => 1,
        };
        let (character, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(character)
    })
}

/// The byte offset in `source` (Shift_JIS) of each of the given character counts, which rise.
pub(crate) fn shift_jis_offsets(source: &[u8], counts: &[usize]) -> Vec<usize> {
    let mut lengths = shift_jis_characters(source).map(<[u8]>::len);
    let (mut seen, mut offset) = (0usize, 0usize);
    counts
        .iter()
        .map(|count| {
            while seen < *count {
                let Some(length) = lengths.next() else { break };
                offset = offset.saturating_add(length);
                seen = seen.saturating_add(1);
            }
            offset
        })
        .collect()
}

impl MarkupEncoding {
    /// Whether the encoding has a character, so that it is decoded to itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_markup::MarkupEncoding::{Latin1, ShiftJis, Utf16Le, Windows1252};
    ///
    /// assert!(Utf16Le.has('𠮷') && !ShiftJis.has('𠮷'));
    /// assert!(Windows1252.has('€') && !Latin1.has('€'));
    /// assert!(ShiftJis.has('～') && !ShiftJis.has('〜')); // U+FF5E, not U+301C
    /// ```
    #[must_use]
    pub fn has(self, character: char) -> bool {
        match self {
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => true,
            _ => character.is_ascii() || self.bytes_of(character).is_some(),
        }
    }

    /// The bytes of one character in an encoding that does not have them all.
    fn bytes_of(self, character: char) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Latin1 => u8::try_from(character).ok().map(|byte| vec![byte].into()),
            Self::Windows1252 => {
                let byte = (0..=u8::MAX).find(|byte| windows_1252(*byte) == Some(character));
                byte.map(|byte| vec![byte].into())
            }
            Self::ShiftJis => {
                let mut buffer = [0u8; 4];
                let text = character.encode_utf8(&mut buffer);
                let (bytes, _, lost) = SHIFT_JIS.encode(text);
                let back = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes);
                (!lost && back.as_deref() == Some(&*text)).then(|| bytes.into_owned().into())
            }
            _ => {
                let byte = u8::try_from(character).ok().filter(u8::is_ascii);
                byte.map(|byte| vec![byte].into())
            }
        }
    }

    /// Writes a text, all of whose characters the encoding has; others are left out (the callers have
    /// written references for them).
    pub(crate) fn encode(self, text: &str, out: &mut Vec<u8>) {
        match self {
            Self::Utf8 => out.extend_from_slice(text.as_bytes()),
            Self::Utf16Le => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Self::Utf16Be => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
            _ => {
                for character in text.chars() {
                    match u8::try_from(character) {
                        Ok(byte) if byte.is_ascii() => out.push(byte),
                        _ => out.extend(self.bytes_of(character).iter().flat_map(|b| b.iter())),
                    }
                }
            }
        }
    }

    /// The byte order mark.
    pub(crate) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => &[0xEF, 0xBB, 0xBF],
            Self::Utf16Le => &[0xFF, 0xFE],
            Self::Utf16Be => &[0xFE, 0xFF],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_encoding_has_is_decoded_to_itself() {
        for encoding in MarkupEncoding::ALL.iter().copied() {
            let mut count = 0u32;
            for character in ('\0'..='\u{2_0000}')
                .step_by(7)
                .chain("髙〜～¥‾−①ｱ".chars())
            {
                if encoding.has(character) {
                    let mut bytes = Vec::new();
                    encoding.encode(&character.to_string(), &mut bytes);
                    let text = decode_as(&bytes, encoding).unwrap();
                    assert_eq!(text, character.to_string(), "{encoding}");
                    count += 1;
                }
            }
            assert!(count > 10, "{encoding}");
        }
        assert!(!MarkupEncoding::ShiftJis.has('¥') && !MarkupEncoding::ShiftJis.has('−'));
    }
}
