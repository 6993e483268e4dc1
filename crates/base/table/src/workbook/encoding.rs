//! Which encoding a text is in, and the text.

#[cfg(feature = "csv")]
use encoding_rs::EUC_JP;
use encoding_rs::{DecoderResult, SHIFT_JIS};
use std::borrow::Cow;

/// 文字コード (encoding) of a text file.
///
/// # How it is told
///
/// 1. A byte order mark decides.
/// 2. What is valid UTF-8 is UTF-8. Text that is valid in cp932 too is so read: by chance that
///    happens to a few short cells only (`E7 B8 BE` is 「績」 in UTF-8, and in cp932 two characters),
///    never to a page.
/// 3. Bytes with zeros are UTF-16 without a mark if one byte order gives only characters of text.
///    Without an ASCII character (no comma, no line end) there is no zero, and it is not recognised.
/// 4. What is UTF-8 but for a few bytes (at least four characters beyond ASCII for each undecodable
///    piece) is damaged UTF-8; a file that was cut off is of that kind. All else is cp932.
/// 5. cp932 is called strict [`ShiftJis`](Self::ShiftJis) if every pair of bytes is of JIS X 0208.
///    The text is the same either way; what differs is what other programs can read.
///
/// # Source
///
/// Source `whatwg-encoding` for the table of cp932 (`0x8160` is ～ U+FF5E, `0x817C` is － U+FF0D).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextEncoding {
    /// UTF-8 without a byte order mark; plain ASCII too.
    Utf8,
    /// UTF-8 with a byte order mark: 「CSV UTF-8」 of Excel.
    Utf8WithMark,
    /// UTF-16, the low byte first, without a mark.
    Utf16Le,
    /// UTF-16, the low byte first, with a mark: 「Unicode テキスト」 of Excel.
    Utf16LeWithMark,
    /// UTF-16, the high byte first, without a mark.
    Utf16Be,
    /// UTF-16, the high byte first, with a mark.
    Utf16BeWithMark,
    /// Shift_JIS as JIS X 0208 defines it, without the extensions of NEC and IBM and without 外字.
    ShiftJis,
    /// cp932 (Windows-31J): Shift_JIS with ①, ㈱, 髙, 﨑 and private characters (外字).
    Cp932,
}

impl TextEncoding {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Utf8,
        Self::Utf8WithMark,
        Self::Utf16Le,
        Self::Utf16LeWithMark,
        Self::Utf16Be,
        Self::Utf16BeWithMark,
        Self::ShiftJis,
        Self::Cp932,
    ];

    /// Stable identifier.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8 => "utf_8",
            Self::Utf8WithMark => "utf_8_with_mark",
            Self::Utf16Le => "utf_16_le",
            Self::Utf16LeWithMark => "utf_16_le_with_mark",
            Self::Utf16Be => "utf_16_be",
            Self::Utf16BeWithMark => "utf_16_be_with_mark",
            Self::ShiftJis => "shift_jis",
            Self::Cp932 => "cp932",
        }
    }

    /// The name as programs show it, the same in both languages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithMark => "UTF-8 (BOM)",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16LeWithMark => "UTF-16LE (BOM)",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf16BeWithMark => "UTF-16BE (BOM)",
            Self::ShiftJis => "Shift_JIS (JIS X 0208)",
            Self::Cp932 => "cp932 (Windows-31J)",
        }
    }
}

/// A text, the encoding that it was in, and what could not be decoded.
///
/// # Examples
///
/// ```
/// use tosei_table::{TextEncoding, decode_text};
///
/// let plain = decode_text(b"\x8E\x73", None); // 市
/// assert_eq!((plain.text(), plain.encoding()), ("市", TextEncoding::ShiftJis));
/// let extended = decode_text(b"\xFB\xFC\x8E\x73", None); // 髙市
/// assert_eq!((extended.text(), extended.encoding()), ("髙市", TextEncoding::Cp932));
/// let broken = decode_text(b"\x8E\x73,\x81", None);
/// assert_eq!(broken.text(), "市,\u{FFFD}");
/// assert_eq!(broken.undecoded().next(), Some((4, &b"\x81"[..])));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText<'a> {
    text: Cow<'a, str>,
    encoding: TextEncoding,
    undecoded: Vec<(usize, Box<[u8]>)>,
}

impl<'a> DecodedText<'a> {
    /// The text, without a byte order mark; undecodable bytes are `�` (U+FFFD).
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, given away.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// The encoding that was detected or given.
    #[must_use]
    pub fn encoding(&self) -> TextEncoding {
        self.encoding
    }

    /// Where in the text (in bytes) a `�` stands for which bytes of the file.
    #[must_use]
    pub fn undecoded(&self) -> impl ExactSizeIterator<Item = (usize, &[u8])> {
        self.undecoded.iter().map(|(at, bytes)| (*at, &**bytes))
    }
}

/// So many characters beyond ASCII for each undecodable piece make a damaged UTF-8 file, which cp932
/// would decode to nonsense without noticing. Japanese cp932 read as UTF-8 is mostly undecodable.
const DAMAGED_UTF8: usize = 4;
const MARK_UTF8: &[u8] = b"\xEF\xBB\xBF";
const MARK_LE: &[u8] = b"\xFF\xFE";
const MARK_BE: &[u8] = b"\xFE\xFF";

/// Decodes a text in a given encoding, or in the one that [`TextEncoding`] says how to tell.
///
/// A byte order mark of the encoding is not part of the text, whether or not it was announced.
/// Nothing is refused: bytes that are no character become `�` and are listed.
#[must_use]
pub fn decode_text(bytes: &[u8], encoding: Option<TextEncoding>) -> DecodedText<'_> {
    match encoding {
        Some(encoding) => decode_as(bytes, encoding),
        None => detect(bytes),
    }
}

fn detect(bytes: &[u8]) -> DecodedText<'_> {
    for (mark, encoding) in [
        (MARK_UTF8, TextEncoding::Utf8WithMark),
        (MARK_LE, TextEncoding::Utf16LeWithMark),
        (MARK_BE, TextEncoding::Utf16BeWithMark),
    ] {
        if bytes.starts_with(mark) {
            return decode_as(bytes, encoding);
        }
    }
    if bytes.contains(&0)
        && let Some(encoding) = utf16_without_mark(bytes)
    {
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return DecodedText {
            text: Cow::Borrowed(text),
            encoding: TextEncoding::Utf8,
            undecoded: Vec::new(),
        };
    }
    let utf8 = decode_as(bytes, TextEncoding::Utf8);
    let beyond_ascii = utf8.text.chars().filter(|c| !c.is_ascii()).count();
    let decoded = beyond_ascii.saturating_sub(utf8.undecoded.len());
    if decoded >= utf8.undecoded.len().saturating_mul(DAMAGED_UTF8) {
        return utf8;
    }
    let legacy = decode_as(bytes, TextEncoding::Cp932);
    if legacy.undecoded.is_empty() && is_strict_shift_jis(bytes) {
        return DecodedText {
            encoding: TextEncoding::ShiftJis,
            ..legacy
        };
    }
    legacy
}

/// Whether bytes that are no cp932 are EUC-JP, which no program of an office writes any more.
#[cfg(feature = "csv")]
pub(crate) fn is_euc_jp(bytes: &[u8]) -> bool {
    EUC_JP
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some()
}

fn decode_as(bytes: &[u8], encoding: TextEncoding) -> DecodedText<'_> {
    let without = |mark: &[u8]| bytes.strip_prefix(mark).unwrap_or(bytes);
    let mut undecoded = Vec::new();
    let text = match encoding {
        TextEncoding::Utf8 | TextEncoding::Utf8WithMark => utf8(without(MARK_UTF8), &mut undecoded),
        TextEncoding::Utf16Le | TextEncoding::Utf16LeWithMark => {
            Cow::Owned(utf16(without(MARK_LE), u16::from_le_bytes, &mut undecoded))
        }
        TextEncoding::Utf16Be | TextEncoding::Utf16BeWithMark => {
            Cow::Owned(utf16(without(MARK_BE), u16::from_be_bytes, &mut undecoded))
        }
        TextEncoding::Cp932 => {
            let mut text = String::new();
            cp932(bytes, &mut text, &mut undecoded);
            Cow::Owned(text)
        }
        TextEncoding::ShiftJis => Cow::Owned(strict_shift_jis(bytes, &mut undecoded)),
    };
    DecodedText {
        text,
        encoding,
        undecoded,
    }
}

fn utf8<'a>(bytes: &'a [u8], undecoded: &mut Vec<(usize, Box<[u8]>)>) -> Cow<'a, str> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            undecoded.push((text.len(), chunk.invalid().into()));
            text.push('\u{FFFD}');
        }
    }
    Cow::Owned(text)
}

fn utf16(
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    undecoded: &mut Vec<(usize, Box<[u8]>)>,
) -> String {
    let mut text = String::with_capacity(bytes.len());
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut at = 0usize;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => {
                at = at.saturating_add(character.len_utf16());
                text.push(character);
            }
            Err(_) => {
                let alone = pairs.get(at).map_or([].as_slice(), |pair| pair.as_slice());
                undecoded.push((text.len(), alone.into()));
                text.push('\u{FFFD}');
                at = at.saturating_add(1);
            }
        }
    }
    if !rest.is_empty() {
        undecoded.push((text.len(), rest.into()));
        text.push('\u{FFFD}');
    }
    text
}

/// UTF-16 without a mark: only characters of text in one byte order, and the more zeros where ASCII
/// has them.
fn utf16_without_mark(bytes: &[u8]) -> Option<TextEncoding> {
    /// Enough to tell; a character may be cut at the end.
    const LOOKED_AT: usize = 1 << 16;
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let pairs = pairs.get(..LOOKED_AT).unwrap_or(pairs);
    let is_text = |unit: fn([u8; 2]) -> u16| {
        let units = pairs.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).all(|character| match character {
            Ok('\t' | '\n' | '\r') => true,
            Ok(character) => {
                !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}')
            }
            Err(error) => pairs.len() == LOOKED_AT && error.unpaired_surrogate() < 0xDC00,
        })
    };
    let zeros = |place: usize| {
        let zero = |pair: &&[u8; 2]| pair.get(place) == Some(&0);
        pairs.iter().filter(zero).count()
    };
    match (is_text(u16::from_le_bytes), is_text(u16::from_be_bytes)) {
        (true, false) => Some(TextEncoding::Utf16Le),
        (false, true) => Some(TextEncoding::Utf16Be),
        (true, true) if zeros(1) >= zeros(0) => Some(TextEncoding::Utf16Le),
        (true, true) => Some(TextEncoding::Utf16Be),
        (false, false) => None,
    }
}

fn cp932(bytes: &[u8], text: &mut String, undecoded: &mut Vec<(usize, Box<[u8]>)>) {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let mut rest = bytes;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(room.unwrap_or(rest.len()));
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, true);
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {
                rest = rest.get(read..).unwrap_or_default();
            }
            DecoderResult::Malformed(length, behind) => {
                let end = read.saturating_sub(usize::from(behind));
                let start = end.saturating_sub(usize::from(length));
                let bad = rest.get(start..end).unwrap_or_default();
                undecoded.push((text.len(), bad.into()));
                text.push('\u{FFFD}');
                rest = rest.get(read..).unwrap_or_default();
                decoder = SHIFT_JIS.new_decoder_without_bom_handling();
            }
        }
    }
}

/// How many bytes a character of Shift_JIS has by its first, and whether that row of the table is
/// one of JIS X 0208: rows 1 to 8 and 16 to 84.
fn shift_jis_step(first: u8) -> (usize, bool) {
    match first {
        0x81..=0x84 | 0x88..=0x9F | 0xE0..=0xEA => (2, true),
        0x85..=0x87 | 0xEB..=0xFC => (2, false),
        _ => (1, true),
    }
}

/// Of text that cp932 decodes: whether every pair of bytes is of JIS X 0208.
fn is_strict_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let (length, strict) = shift_jis_step(*first);
        if !strict {
            return false;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

fn strict_shift_jis(bytes: &[u8], undecoded: &mut Vec<(usize, Box<[u8]>)>) -> String {
    let mut text = String::new();
    let (mut rest, mut at) = (bytes, 0usize);
    while let Some(first) = rest.get(at) {
        let (length, strict) = shift_jis_step(*first);
        if strict {
            at = at.saturating_add(length);
            continue;
        }
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        cp932(before, &mut text, undecoded);
        let (bad, behind) = behind.split_at_checked(length).unwrap_or((behind, &[]));
        undecoded.push((text.len(), bad.into()));
        text.push('\u{FFFD}');
        (rest, at) = (behind, 0);
    }
    cp932(rest, &mut text, undecoded);
    text
}
