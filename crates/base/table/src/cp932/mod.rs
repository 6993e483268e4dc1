//! CP932 and strict Shift_JIS without silent loss.

use tosei_types::embedded;
mod character;
mod encoding;
mod replacement;
mod text;
mod writer;

pub use character::{CharacterKind, CharacterListDocument, CharacterNote, CharacterOutcome};
pub use encoding::JapaneseEncoding;
pub use replacement::{
    Application, REPLACEMENTS_FORMAT, REPLACEMENTS_FORMAT_VERSION, Replacement, ReplacementTable,
    ReplacementTableError, ReplacementsDocument,
};
pub use text::{EncodeOptions, EncodedText, UnrepresentablePolicy, encode_cp932, encode_text};
pub use writer::{Cp932Writer, EncodeError};

use std::sync::OnceLock;
use tosei_document::Catalogue;

/// The rules about characters of a text that is written in CP932 or Shift_JIS.
#[must_use]
pub fn encoding_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/encoding.json"))
    })
}
