//! 照合キー (comparison key): the form in which spellings of one name compare equal.

use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::OnceLock};
use tosei_document::Edition;
use tosei_types::embedded;
use unicode_normalization::UnicodeNormalization;

/// 照合表 (comparison list): which characters count as one when texts are compared.
///
/// The embedded list holds 〜～, −－ー‐, 髙高, ○〇◯ and ×✕╳; a body may keep its own file of the same
/// shape. The text itself is never changed: a key is for comparing only.
///
/// # Wire form
///
/// `{"format": "tosei-comparison-list", "format_version": 1, "edition": {…}, "groups": [{"to": "高",
/// "from": "髙"}]}`.
///
/// # Examples
///
/// ```
/// use tosei_table::{ComparisonList, comparison_key};
///
/// assert_eq!(comparison_key("髙橋（１〜２）"), comparison_key("高橋(1～2)"));
/// assert_ne!(comparison_key("髙橋"), comparison_key("髙端"));
/// let own = r#"{"format": "tosei-comparison-list", "format_version": 1,
///     "edition": {"id": "own", "date": "2026-04-01", "source": "project-decision:own"},
///     "groups": [{"to": "崎", "from": "﨑"}]}"#;
/// let list: ComparisonList = serde_json::from_str(own)?;
/// assert_eq!(list.key("山﨑"), "山崎");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::List", into = "wire::List")]
pub struct ComparisonList {
    edition: Edition,
    groups: Vec<Group>,
    map: HashMap<char, char>,
}

/// Characters that count as another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ComparisonGroup"))]
#[serde(deny_unknown_fields)]
struct Group {
    /// The character that stands for all of them.
    to: char,
    /// The characters that count as it.
    from: String,
}

/// Why a list of characters is no [`ComparisonList`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ComparisonListError {
    /// The file says that it is something else, or of another version.
    #[error(
        "expected format `tosei-comparison-list` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// A character counts as two others, or stands for a group and belongs to another one.
    #[error("`{character}` stands in two groups")]
    #[non_exhaustive]
    TwoGroups {
        /// The character.
        character: char,
    },
}

impl ComparisonListError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "table.comparison_list.format",
            Self::TwoGroups { .. } => "table.comparison_list.two_groups",
        }
    }
}

impl ComparisonList {
    /// The embedded list.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ComparisonList> = OnceLock::new();
        embedded(&STANDARD, || {
            serde_json::from_str(include_str!("../data/comparison-list.json"))
        })
    }

    /// Where the list comes from.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The key of a text: NFKC, then every character by the list.
    #[must_use]
    pub fn key(&self, text: &str) -> String {
        let one = |character| self.map.get(&character).copied().unwrap_or(character);
        text.nfkc().map(one).collect()
    }
}

/// The key of a text by the [embedded list](ComparisonList::standard).
///
/// White space and letter case stay: 「住民票 写し」 and 「住民票写し」 are two texts.
#[must_use]
pub fn comparison_key(text: &str) -> String {
    ComparisonList::standard().key(text)
}

mod wire {
    use super::{ComparisonListError, Edition, Group};
    use serde::{Deserialize, Serialize};
    use std::collections::HashMap;
    use unicode_normalization::UnicodeNormalization;

    /// 照合表 (Comparison list): which characters count as one when texts are compared.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "ComparisonList"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct List {
        /// Always `tosei-comparison-list`.
        format: String,
        /// Version of the format; 1.
        format_version: u32,
        /// Origin and day.
        edition: Edition,
        /// The groups.
        groups: Vec<Group>,
    }

    impl TryFrom<List> for super::ComparisonList {
        type Error = ComparisonListError;

        fn try_from(wire: List) -> Result<Self, ComparisonListError> {
            if wire.format != "tosei-comparison-list" || wire.format_version != 1 {
                return Err(ComparisonListError::Format {
                    format: wire.format,
                    version: wire.format_version,
                });
            }
            let mut map = HashMap::new();
            for group in &wire.groups {
                // A character that NFKC changes is met in its changed form only.
                for character in group.from.nfkc().filter(|from| *from != group.to) {
                    let before = map.insert(character, group.to);
                    if before.is_some_and(|before| before != group.to) {
                        return Err(ComparisonListError::TwoGroups { character });
                    }
                }
            }
            if let Some(group) = wire.groups.iter().find(|group| map.contains_key(&group.to)) {
                return Err(ComparisonListError::TwoGroups {
                    character: group.to,
                });
            }
            Ok(Self {
                edition: wire.edition,
                groups: wire.groups,
                map,
            })
        }
    }

    impl From<super::ComparisonList> for List {
        fn from(list: super::ComparisonList) -> Self {
            Self {
                format: "tosei-comparison-list".to_owned(),
                format_version: 1,
                edition: list.edition,
                groups: list.groups,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_is_there_and_a_key_is_its_own_key() {
        assert_eq!(ComparisonList::standard().groups.len(), 5);
        for text in ["〜～−－ー‐髙高○〇◯×✕╳", "ｺｰﾄﾞ", "㈱①Ⅱ"] {
            let key = comparison_key(text);
            assert_eq!(comparison_key(&key), key);
        }
        assert_eq!(comparison_key("〜～−－ー‐髙高○〇◯×✕╳"), "~~----高高○○○×××");
    }

    #[test]
    fn a_character_belongs_to_one_group() {
        let read = |groups: &str| {
            let json = format!(
                r#"{{"format": "tosei-comparison-list", "format_version": 1, "edition": {{"id": "a", "date": "2026-04-01", "source": "s"}}, "groups": {groups}}}"#
            );
            serde_json::from_str::<ComparisonList>(&json)
        };
        assert!(read(r#"[{"to": "a", "from": "bc"}, {"to": "a", "from": "d"}]"#).is_ok());
        assert!(read(r#"[{"to": "a", "from": "b"}, {"to": "c", "from": "b"}]"#).is_err());
        assert!(read(r#"[{"to": "a", "from": "b"}, {"to": "c", "from": "a"}]"#).is_err());
    }
}
