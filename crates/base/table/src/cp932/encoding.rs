//! Which characters an encoding has, and by which bytes.

use encoding_rs::SHIFT_JIS;
use tosei_types::coded_enum;

coded_enum! {
    /// 日本語の文字符号化 (Japanese encoding) that older programs read.
    ///
    /// Both give the same bytes to the characters that they share. The mapping is that of Windows
    /// (0x8160 is ～ U+FF5E, 0x817C is － U+FF0D) in either, so that a text which encodes is
    /// decoded to itself.
    ///
    /// # Source
    ///
    /// Source `whatwg-encoding` (index Shift_JIS, and the end-user-defined characters of its decoder);
    /// which part of it JIS X 0208 has: `project-decision:strict-shift-jis`.
    pub enum JapaneseEncoding: "Japanese encoding" {
        /// CP932 (Windows-31J): with the characters of NEC and IBM, and the area for 外字 (F040 to F9FC).
        Cp932 = "cp932" ("CP932（Windows-31J）", "CP932 (Windows-31J)"),
        /// Shift_JIS of JIS X 0201 and JIS X 0208 alone: no ①, ㈱, Ⅲ, 髙, 﨑, no 外字.
        ShiftJis = "shift_jis" ("Shift_JIS（JIS X 0208の範囲）", "Shift_JIS (JIS X 0208 only)"),
    }
}

/// The end-user-defined characters that CP932 has bytes for: F040 to F9FC, 1,880 of them.
const USER_DEFINED: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{E757}';

/// One or two bytes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    bytes: [u8; 2],
    length: u8,
}

impl Code {
    const fn one(byte: u8) -> Self {
        Self {
            bytes: [byte, 0],
            length: 1,
        }
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.bytes
            .get(..usize::from(self.length))
            .unwrap_or_default()
    }
}

impl JapaneseEncoding {
    /// The name that is the same in either language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cp932 => "CP932",
            Self::ShiftJis => "Shift_JIS",
        }
    }

    /// Whether the encoding has a character, so that it is decoded to itself.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::JapaneseEncoding::{Cp932, ShiftJis};
    ///
    /// assert!(Cp932.has('髙') && !ShiftJis.has('髙'));
    /// assert!(Cp932.has('～') && !Cp932.has('〜')); // U+FF5E, not U+301C
    /// assert!(!Cp932.has('¥')); // some encoders write a backslash for U+00A5
    /// ```
    #[must_use]
    pub fn has(self, character: char) -> bool {
        self.code_of(character).is_some()
    }

    /// The bytes of a character.
    pub(super) fn code_of(self, character: char) -> Option<Code> {
        match character {
            '\0'..='\u{7F}' => u8::try_from(character).ok().map(Code::one),
            // The encoder of the Web writes other characters' bytes for these three, and 0x80, which
            // is no character of either, for the control character.
            '\u{80}' | '¥' | '‾' | '−' => None,
            _ if USER_DEFINED.contains(&character) => match self {
                Self::ShiftJis => None,
                _ => user_defined(character),
            },
            _ => {
                let code = one_character(character)?;
                self.holds(code).then_some(code)
            }
        }
    }

    /// Whether a code of the Web's table is one of this encoding.
    fn holds(self, code: Code) -> bool {
        match self {
            Self::ShiftJis => {
                code.length == 1 || matches!(code.bytes[0], 0x81..=0x84 | 0x88..=0x9F | 0xE0..=0xEA)
            }
            _ => true,
        }
    }

    /// The bytes of a whole text if every character fits; `None` if one does not, or if there is
    /// something to report.
    pub(super) fn encode_plain(self, text: &str) -> Option<Vec<u8>> {
        if text.is_ascii() {
            return Some(text.as_bytes().to_vec());
        }
        let special = |c: char| matches!(c, '\u{80}' | '¥' | '‾' | '−' | '\u{E000}'..='\u{F8FF}');
        if text.chars().any(special) {
            return None;
        }
        let (bytes, _, lost) = SHIFT_JIS.encode(text);
        (!lost && self.holds_all(&bytes)).then(|| bytes.into_owned())
    }

    /// Whether the encoding has every character of a text and none of them is 外字.
    pub(crate) fn has_all(self, text: &str) -> bool {
        text.is_ascii() || self.encode_plain(text).is_some()
    }

    fn holds_all(self, bytes: &[u8]) -> bool {
        if self != Self::ShiftJis {
            return true;
        }
        let mut bytes = bytes.iter();
        while let Some(first) = bytes.next() {
            if matches!(first, 0x81..=0x9F | 0xE0..=0xFC) {
                let code = Code {
                    bytes: [*first, 0],
                    length: 2,
                };
                if !self.holds(code) {
                    return false;
                }
                bytes.next();
            }
        }
        true
    }
}

fn one_character(character: char) -> Option<Code> {
    let mut text = [0u8; 4];
    let (bytes, _, lost) = SHIFT_JIS.encode(character.encode_utf8(&mut text));
    match (lost, &*bytes) {
        (false, [byte]) => Some(Code::one(*byte)),
        (false, [first, second]) => Some(Code {
            bytes: [*first, *second],
            length: 2,
        }),
        _ => None,
    }
}

/// 188 codes for each first byte from F0: 0x40 to 0x7E and 0x80 to 0xFC.
fn user_defined(character: char) -> Option<Code> {
    let number = u32::from(character).checked_sub(0xE000)?;
    let (row, cell) = (number.div_euclid(188), number.rem_euclid(188));
    let first = u8::try_from(row.checked_add(0xF0)?).ok()?;
    let gap = u32::from(cell >= 0x3F);
    let second = u8::try_from(cell.checked_add(0x40)?.checked_add(gap)?).ok()?;
    Some(Code {
        bytes: [first, second],
        length: 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = char> {
        ('\0'..=char::MAX).filter(|c| u32::from(*c) < 0x3_0000 || u32::from(*c) > 0xE_0000)
    }

    #[test]
    fn what_has_bytes_is_decoded_to_itself() {
        let mut counts = [0u32; 2];
        for character in all() {
            for (encoding, count) in JapaneseEncoding::ALL.iter().zip(&mut counts) {
                if let Some(code) = encoding.code_of(character) {
                    let (text, lost) = SHIFT_JIS.decode_without_bom_handling(code.as_slice());
                    assert!(!lost && text == character.to_string(), "{character:?}");
                    *count += 1;
                }
            }
        }
        // ASCII 128, half-width katakana 63, JIS X 0208 6,879; then NEC and IBM 447 and 外字 1,880.
        assert_eq!(counts[1], 128 + 63 + 6_879);
        assert_eq!(counts[0], counts[1] + 447 + 1_880);
    }

    #[test]
    fn a_text_is_encoded_as_its_characters_are() {
        for text in [
            "",
            "abc",
            "手続①",
            "髙﨑",
            "ｱｲｳ",
            "〜",
            "手続",
            "¥",
            "\u{E000}",
            "ⅰ≒∵",
        ] {
            for encoding in JapaneseEncoding::ALL {
                let codes: Option<Vec<Code>> = text.chars().map(|c| encoding.code_of(c)).collect();
                let bytes =
                    codes.map(|codes| codes.iter().flat_map(|c| c.as_slice().to_vec()).collect());
                let plain = encoding.encode_plain(text);
                if !text.contains('\u{E000}') {
                    assert_eq!(plain, bytes, "{text}");
                }
            }
        }
    }
}
