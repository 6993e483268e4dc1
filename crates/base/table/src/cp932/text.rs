//! A text in CP932 or Shift_JIS, with everything that was not simply encoded.

use super::{
    Application, CharacterKind, CharacterNote, CharacterOutcome, JapaneseEncoding,
    ReplacementTable,
    character::{is_jis_x_0213, is_private_use, is_variation_selector},
};
use tosei_types::coded_enum;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

coded_enum! {
    /// 表せない文字の扱い (treatment of unrepresentable characters) that no replacement is applied to.
    ///
    /// # Source
    ///
    /// `project-decision:unrepresentable-characters`; the default is to refuse.
    pub enum UnrepresentablePolicy: "treatment of unrepresentable characters" {
        /// 書き出さない: no output; all such characters are reported at once.
        Refuse = "refuse" ("書き出さない", "refuse to write"),
        /// 〓で置く: the geta mark (〓) stands in the place of each.
        Geta = "geta" ("〓で置く", "put the geta mark"),
        /// 省く: each is left out.
        LeaveOut = "leave_out" ("省く", "leave out"),
    }
}

/// 〓, which both encodings have.
const GETA: &str = "〓";

/// 書き出しの指定 (options of encoding).
#[derive(Debug, Clone, Copy)]
pub struct EncodeOptions<'a> {
    /// The encoding.
    pub encoding: JapaneseEncoding,
    /// The municipality's replacements.
    pub replacements: &'a ReplacementTable,
    /// What happens to a character that nothing replaces.
    pub unrepresentable: UnrepresentablePolicy,
}

impl Default for EncodeOptions<'static> {
    /// CP932, our default replacements, and nothing written if a character does not fit.
    fn default() -> Self {
        Self {
            encoding: JapaneseEncoding::Cp932,
            replacements: ReplacementTable::standard(),
            unrepresentable: UnrepresentablePolicy::Refuse,
        }
    }
}

/// A text that was encoded, or the reasons why it was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodedText {
    bytes: Option<Vec<u8>>,
    notes: Vec<CharacterNote>,
}

impl EncodedText {
    /// The bytes; `None` if a character has none and the option is to refuse.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.bytes.as_deref()
    }

    /// The bytes, owned.
    #[must_use]
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        self.bytes
    }

    /// Each character that was not simply encoded, in the order of the text.
    #[must_use]
    pub fn notes(&self) -> &[CharacterNote] {
        &self.notes
    }
}

/// Encodes a text in CP932 and refuses what does not fit.
///
/// No character is lost or changed in silence: each replacement, each 外字 that is kept and each
/// character that does not fit is a note.
///
/// # Examples
///
/// ```
/// use tosei_table::{CharacterKind, CharacterOutcome, ReplacementTable, encode_cp932};
///
/// let table = ReplacementTable::standard();
/// let text = encode_cp932("10〜20", table);
/// assert_eq!(text.bytes(), Some(&b"10\x81\x6020"[..]));
/// assert_eq!(text.notes()[0].outcome.code(), "replaced");
///
/// let name = encode_cp932("𠮷田", table); // no program's `&#134071;` or `?`
/// assert_eq!(name.bytes(), None);
/// assert_eq!(name.notes()[0].code_points(), "U+20BB7");
/// assert_eq!(name.notes()[0].outcome.code(), "unrepresentable");
/// ```
#[must_use]
pub fn encode_cp932(text: &str, replacements: &ReplacementTable) -> EncodedText {
    encode_text(
        text,
        &EncodeOptions {
            replacements,
            ..EncodeOptions::default()
        },
    )
}

/// Encodes a text as the options say.
///
/// # Examples
///
/// ```
/// use tosei_table::{EncodeOptions, JapaneseEncoding, UnrepresentablePolicy, encode_text};
///
/// let options = EncodeOptions {
///     encoding: JapaneseEncoding::ShiftJis,
///     unrepresentable: UnrepresentablePolicy::Geta,
///     ..EncodeOptions::default()
/// };
/// let text = encode_text("㈱髙島", &options);
/// assert_eq!(text.bytes(), Some(&b"\x81\xAC\x81\xAC\x93\x87"[..])); // 〓〓島
/// assert_eq!(text.notes().len(), 2);
/// ```
#[must_use]
pub fn encode_text(text: &str, options: &EncodeOptions<'_>) -> EncodedText {
    if let Some(bytes) = options.encoding.encode_plain(text) {
        return EncodedText {
            bytes: Some(bytes),
            notes: Vec::new(),
        };
    }
    let resolved = resolve(text, options);
    let bytes = (!resolved.refused).then(|| bytes_of(&resolved.text, options.encoding));
    EncodedText {
        bytes,
        notes: resolved.notes,
    }
}

/// The bytes of a text whose every character fits.
pub(super) fn bytes_of(text: &str, encoding: JapaneseEncoding) -> Vec<u8> {
    if let Some(bytes) = encoding.encode_plain(text) {
        return bytes;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for code in text.chars().filter_map(|c| encoding.code_of(c)) {
        bytes.extend_from_slice(code.as_slice());
    }
    bytes
}

/// A text in which every character fits, unless it was refused.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) text: String,
    pub(super) notes: Vec<CharacterNote>,
    pub(super) refused: bool,
}

/// Puts replacements in the place of what does not fit.
pub(super) fn resolve(text: &str, options: &EncodeOptions<'_>) -> Resolved {
    let encoding = options.encoding;
    let mut resolved = Resolved {
        text: String::with_capacity(text.len()),
        notes: Vec::new(),
        refused: false,
    };
    let mut rest = text;
    let mut position = 1u32;
    while let Some(first) = rest.chars().next() {
        let unit = unit_at_start(rest, encoding);
        let fits = unit.chars().all(|c| encoding.has(c));
        let mut taken = unit;
        if !fits {
            let line = options
                .replacements
                .at_start_of(rest)
                .filter(|line| !line.from.chars().all(|c| encoding.has(c)))
                .filter(|line| line.to.chars().all(|c| encoding.has(c)))
                // A line for the letter alone must not drop the mark behind it.
                .filter(|line| line.from.len() >= unit.len());
            let outcome = match line {
                Some(line) if line.application == Application::Always => {
                    taken = rest.get(..line.from.len()).unwrap_or(unit);
                    resolved.text.push_str(&line.to);
                    CharacterOutcome::Replaced {
                        with: line.to.as_str().into(),
                    }
                }
                _ => match options.unrepresentable {
                    UnrepresentablePolicy::Refuse => {
                        resolved.refused = true;
                        let of_table = line.map(|line| line.to.clone());
                        let suggestion = of_table.or_else(|| equivalent(unit, encoding));
                        CharacterOutcome::Unrepresentable {
                            suggestion: suggestion.map(String::into_boxed_str),
                        }
                    }
                    UnrepresentablePolicy::Geta => {
                        resolved.text.push_str(GETA);
                        CharacterOutcome::Geta
                    }
                    UnrepresentablePolicy::LeaveOut => CharacterOutcome::LeftOut,
                },
            };
            resolved.notes.push(CharacterNote {
                position,
                character: taken.into(),
                kind: kind_of(taken, encoding),
                outcome,
            });
        } else {
            if is_private_use(first) {
                resolved.notes.push(CharacterNote {
                    position,
                    character: unit.into(),
                    kind: CharacterKind::UserDefined,
                    outcome: CharacterOutcome::Kept,
                });
            }
            resolved.text.push_str(unit);
        }
        let characters = u32::try_from(taken.chars().count()).unwrap_or(u32::MAX);
        position = position.saturating_add(characters);
        rest = rest.get(taken.len()..).unwrap_or_default();
    }
    resolved
}

/// The first character with the marks and selectors behind it that the encoding lacks.
fn unit_at_start(text: &str, encoding: JapaneseEncoding) -> &str {
    let mut characters = text.char_indices();
    characters.next();
    let end = characters
        .find(|(_, c)| !(is_variation_selector(*c) || is_combining_mark(*c)) || encoding.has(*c))
        .map_or(text.len(), |(start, _)| start);
    text.get(..end).unwrap_or(text)
}

fn kind_of(unit: &str, encoding: JapaneseEncoding) -> CharacterKind {
    let mut marks = unit.chars().skip(1);
    if unit.chars().any(is_private_use) {
        CharacterKind::UserDefined
    } else if unit.chars().any(is_variation_selector) {
        CharacterKind::Variation
    } else if unit.chars().any(is_jis_x_0213) {
        CharacterKind::JisX0213
    } else if marks.any(is_combining_mark) {
        CharacterKind::Combining
    } else if encoding != JapaneseEncoding::Cp932
        && unit.chars().all(|c| JapaneseEncoding::Cp932.has(c))
    {
        CharacterKind::VendorExtension
    } else {
        CharacterKind::Other
    }
}

/// What Unicode takes for equivalent and the encoding has: composed, compatible, or without its
/// variation selector. Only ever suggested.
fn equivalent(unit: &str, encoding: JapaneseEncoding) -> Option<String> {
    let plain: String = unit
        .chars()
        .filter(|c| !is_variation_selector(*c))
        .collect();
    let forms = [plain.nfc().collect::<String>(), plain.nfkc().collect()];
    forms
        .into_iter()
        .find(|form| !form.is_empty() && form.chars().all(|c| encoding.has(c)))
}
