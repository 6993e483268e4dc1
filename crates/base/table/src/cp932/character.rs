//! What is reported of a character.

use serde::{Deserialize, Serialize};
use std::{collections::HashSet, sync::OnceLock};
use tosei_document::Edition;
use tosei_types::{coded_enum, embedded};

coded_enum! {
    /// 文字の種類 (kind of character), where an encoding lacks it or where it needs care.
    pub enum CharacterKind: "kind of character" {
        /// 外字: a character of the private use areas, which every office defines for itself. Its
        /// picture is not in the file; another machine shows another one, or none.
        UserDefined = "user_defined" ("外字", "user-defined character"),
        /// 異体字: a character with a variation selector (IVS), which says which form is meant.
        Variation = "variation" ("異体字（IVS）", "variation sequence"),
        /// JIS X 0213 の文字: in that standard, but not in CP932.
        JisX0213 = "jis_x_0213" ("JIS X 0213の文字", "character of JIS X 0213"),
        /// 機種依存文字: in CP932 (of NEC or IBM), but not in JIS X 0208.
        VendorExtension = "vendor_extension" ("機種依存文字", "vendor's extension"),
        /// 結合文字: letter and mark as two characters, such as か and U+309A.
        Combining = "combining" ("結合文字", "combining sequence"),
        /// その他: anything else that the encoding lacks.
        Other = "other" ("その他の文字", "other character"),
    }
}

/// 文字についての記録 (note about a character): one character of a text that was not simply encoded.
///
/// A letter with the marks and variation selectors behind it is one character here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacterNote {
    /// Its position in the text, counted in characters from 1.
    pub position: u32,
    /// The character, as it stands in the text.
    pub character: Box<str>,
    /// What kind of character it is.
    pub kind: CharacterKind,
    /// What became of it.
    pub outcome: CharacterOutcome,
}

impl CharacterNote {
    /// Code points, such as `U+845B U+E0100`.
    #[must_use]
    pub fn code_points(&self) -> String {
        let names: Vec<String> = self
            .character
            .chars()
            .map(|c| format!("U+{:04X}", u32::from(c)))
            .collect();
        names.join(" ")
    }
}

/// 処置 (outcome): what became of a character.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CharacterOutcome {
    /// 外字 that the encoding has bytes for: it stands in the output.
    #[non_exhaustive]
    Kept,
    /// The table's replacement stands in the output.
    #[non_exhaustive]
    Replaced {
        /// What stands there now.
        with: Box<str>,
    },
    /// The encoding lacks it and no replacement is applied: nothing may be written.
    #[non_exhaustive]
    Unrepresentable {
        /// A replacement that somebody may choose, from the table or by Unicode's equivalences.
        suggestion: Option<Box<str>>,
    },
    /// 〓 stands in the output.
    #[non_exhaustive]
    Geta,
    /// It was left out.
    #[non_exhaustive]
    LeftOut,
}

impl CharacterOutcome {
    /// Stable identifier: `kept`, `replaced`, `unrepresentable`, `geta`, `left_out`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Replaced { .. } => "replaced",
            Self::Unrepresentable { .. } => "unrepresentable",
            Self::Geta => "geta",
            Self::LeftOut => "left_out",
        }
    }
}

/// Variation selectors: U+FE00 to U+FE0F, U+E0100 to U+E01EF.
pub(super) fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Private use: U+E000 to U+F8FF and the two planes behind U+F0000.
pub(super) fn is_private_use(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// 文字の一覧 (list of characters): those of a standard, as data.
///
/// # Wire form
///
/// `{"format": "tosei-character-list", "format_version": 1, "list": "jis_x_0213_beyond_cp932",
/// "edition": {…}, "characters": ["…", …]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "CharacterList"))]
#[serde(deny_unknown_fields)]
pub struct CharacterListDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-character-list`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-character-list")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The name of the list.
    pub list: String,
    /// Origin and day.
    pub edition: Edition,
    /// The characters, many to a line.
    pub characters: Vec<String>,
}

/// Whether JIS X 0213:2004 has a character that CP932 lacks.
pub(super) fn is_jis_x_0213(character: char) -> bool {
    static LIST: OnceLock<HashSet<char>> = OnceLock::new();
    embedded(&LIST, || {
        let json = include_str!("../../data/characters/jis_x_0213.json");
        // The embedded file is checked by a test.
        serde_json::from_str::<CharacterListDocument>(json)
            .map(|list| list.characters.iter().flat_map(|row| row.chars()).collect())
    })
    .contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JapaneseEncoding;

    #[test]
    fn the_list_of_jis_x_0213_is_disjoint_from_cp932() {
        assert!(is_jis_x_0213('俱') && is_jis_x_0213('𠮟') && is_jis_x_0213('❶'));
        assert!(!is_jis_x_0213('𠮷') && !is_jis_x_0213('髙'));
        let listed: Vec<char> = ('\u{80}'..=char::MAX)
            .filter(|c| is_jis_x_0213(*c))
            .collect();
        // Counted from the table of another implementation (Shift_JIS-2004 without CP932), and the six
        // signs that some write as CP932 although it has others for them: ¢ £ ¬ ‖ − 〜.
        let codes = || listed.iter().map(|c| u64::from(u32::from(*c)));
        let sums = (
            codes().sum::<u64>(),
            codes().map(|code| code * code).sum::<u64>(),
        );
        assert_eq!(
            (listed.len(), sums),
            (3_973, (143_961_426, 10_184_918_025_194))
        );
        assert!(listed.iter().all(|c| !JapaneseEncoding::Cp932.has(*c)));
    }
}
