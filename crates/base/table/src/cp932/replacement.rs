//! 置換表 (replacement table): what stands for a character that an encoding lacks.

use crate::JapaneseEncoding;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::OnceLock};
use tosei_document::Edition;
use tosei_types::{Label, coded_enum, embedded};

/// The name of the format.
pub const REPLACEMENTS_FORMAT: &str = "tosei-character-replacements";
/// The format version that this crate reads.
pub const REPLACEMENTS_FORMAT_VERSION: u32 = 1;

/// The longest text that a replacement stands for, in characters.
const MAX_FROM_CHARS: usize = 8;
/// The longest replacement, in characters.
const MAX_TO_CHARS: usize = 40;

coded_enum! {
    /// 適用 (application) of a replacement.
    pub enum Application: "application" {
        /// 常に置き換える: applied wherever the encoding lacks the character, and reported each time.
        Always = "always" ("常に置き換える", "always applied"),
        /// 候補として示す: named in the finding; nothing is written until somebody has chosen it.
        Suggest = "suggest" ("候補として示す", "suggested only"),
    }
}

/// 置換 (replacement): one line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// 置換元: one character with the marks behind it; up to eight.
    pub from: String,
    /// 置換先: one to forty characters, each of which CP932 has.
    pub to: String,
    /// Whether it is applied or only suggested.
    pub application: Application,
    /// Why the two are as good as the same here.
    pub reason: Label,
}

/// The wire form of a replacement table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "CharacterReplacements"))]
#[serde(deny_unknown_fields)]
pub struct ReplacementsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-character-replacements`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-character-replacements")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The replacements.
    pub replacements: Vec<Replacement>,
}

/// Why a text is no replacement table.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplacementTableError {
    /// The text is not JSON of the right shape.
    #[error("the replacement table does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error(
        "expected format `tosei-character-replacements` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// A line replaces nothing, or more than eight characters.
    #[error("line `{line}`: a replacement stands for one to eight characters")]
    #[non_exhaustive]
    From {
        /// The number of the line, counted from 1.
        line: usize,
    },
    /// A replacement is empty, too long, or CP932 lacks one of its characters.
    #[error("line `{line}`: a replacement has one to forty characters, and CP932 has each of them")]
    #[non_exhaustive]
    To {
        /// The number of the line, counted from 1.
        line: usize,
    },
    /// Both encodings have the text, so it would never be replaced.
    #[error("line `{line}`: Shift_JIS has `{from}`, so it is never replaced")]
    #[non_exhaustive]
    NeverApplied {
        /// The number of the line, counted from 1.
        line: usize,
        /// What it stands for.
        from: String,
    },
    /// Two lines stand for one text.
    #[error("line `{line}`: `{from}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The number of the second line, counted from 1.
        line: usize,
        /// What both stand for.
        from: String,
    },
}

impl ReplacementTableError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "table.replacements.shape",
            Self::Format { .. } => "table.replacements.format",
            Self::From { .. } => "table.replacements.from",
            Self::To { .. } => "table.replacements.to",
            Self::NeverApplied { .. } => "table.replacements.never_applied",
            Self::Duplicate { .. } => "table.replacements.duplicate",
        }
    }
}

/// 置換表 (replacement table): what a municipality puts for characters that an encoding lacks.
///
/// A character that the encoding has is never replaced, whatever the table says. Of several lines
/// that fit, the longest counts.
///
/// # Examples
///
/// ```
/// use tosei_table::ReplacementTable;
///
/// let table = ReplacementTable::standard();
/// assert_eq!(table.replacement("〜").unwrap().to, "～");
/// assert!(table.replacement("𠮷").is_none()); // a name is for its bearer to decide
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplacementTable {
    lines: BTreeMap<String, Replacement>,
}

impl ReplacementTable {
    /// A table without lines: nothing is replaced.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Our own default: three signs that look the same and differ in code only (〜, ‖, −).
    ///
    /// # Source
    ///
    /// `project-decision:character-replacements`.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<ReplacementTable> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/replacements/default.json"))
        })
    }

    /// Reads a table.
    ///
    /// # Errors
    ///
    /// [`ReplacementTableError`]: the first defect of the file.
    pub fn from_json(json: &str) -> Result<Self, ReplacementTableError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: ReplacementsDocument = serde_path_to_error::deserialize(&mut reader)?;
        if document.format != REPLACEMENTS_FORMAT
            || document.format_version != REPLACEMENTS_FORMAT_VERSION
        {
            return Err(ReplacementTableError::Format {
                format: document.format,
                version: document.format_version,
            });
        }
        Self::try_new(document.replacements)
    }

    /// A table of these lines.
    ///
    /// # Errors
    ///
    /// Every variant of [`ReplacementTableError`] that is about a line.
    pub fn try_new(
        replacements: impl IntoIterator<Item = Replacement>,
    ) -> Result<Self, ReplacementTableError> {
        let mut lines = BTreeMap::new();
        for (at, replacement) in replacements.into_iter().enumerate() {
            let line = at.saturating_add(1);
            let from = replacement.from.clone();
            if !(1..=MAX_FROM_CHARS).contains(&from.chars().count()) {
                return Err(ReplacementTableError::From { line });
            }
            let to = &replacement.to;
            if !(1..=MAX_TO_CHARS).contains(&to.chars().count())
                || !to
                    .chars()
                    .all(|c| !c.is_control() && JapaneseEncoding::Cp932.has(c))
            {
                return Err(ReplacementTableError::To { line });
            }
            if from.chars().all(|c| JapaneseEncoding::ShiftJis.has(c)) {
                return Err(ReplacementTableError::NeverApplied { line, from });
            }
            if lines.insert(from.clone(), replacement).is_some() {
                return Err(ReplacementTableError::Duplicate { line, from });
            }
        }
        Ok(Self { lines })
    }

    /// This table with the lines of another; where both have a line, the other's counts.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.lines.extend(
            other
                .lines
                .iter()
                .map(|(from, line)| (from.clone(), line.clone())),
        );
        self
    }

    /// The line for exactly this text.
    #[must_use]
    pub fn replacement(&self, from: &str) -> Option<&Replacement> {
        self.lines.get(from)
    }

    /// All lines, by what they stand for.
    pub fn replacements(&self) -> impl Iterator<Item = &Replacement> {
        self.lines.values()
    }

    /// The longest line that a text begins with.
    pub(super) fn at_start_of(&self, text: &str) -> Option<&Replacement> {
        if self.lines.is_empty() {
            return None;
        }
        let mut ends: Vec<usize> = text
            .char_indices()
            .map(|(start, c)| start.saturating_add(c.len_utf8()))
            .take(MAX_FROM_CHARS)
            .collect();
        ends.reverse();
        ends.into_iter()
            .filter_map(|end| text.get(..end))
            .find_map(|from| self.lines.get(from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(from: &str, to: &str) -> Replacement {
        Replacement {
            from: from.to_owned(),
            to: to.to_owned(),
            application: Application::Always,
            reason: Label::new("同じ", "same"),
        }
    }

    fn code(lines: &[(&str, &str)]) -> Option<&'static str> {
        let lines = lines.iter().map(|(from, to)| line(from, to));
        ReplacementTable::try_new(lines)
            .err()
            .map(|error| error.code())
    }

    #[test]
    fn the_shipped_table_replaces_three_signs_that_look_the_same() {
        let lines = ReplacementTable::standard().replacements();
        let lines: Vec<_> = lines
            .map(|one| (one.from.as_str(), one.to.as_str(), one.application))
            .collect();
        let always = Application::Always;
        assert_eq!(
            lines,
            [
                ("‖", "∥", always),
                ("−", "－", always),
                ("〜", "～", always)
            ]
        );
    }

    #[test]
    fn a_table_that_cannot_work_is_refused() {
        assert_eq!(code(&[("𠮷", "吉"), ("髙", "高")]), None);
        assert_eq!(code(&[("", "吉")]), Some("table.replacements.from"));
        assert_eq!(code(&[("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "吉")]), None);
        assert_eq!(
            code(&[("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "吉")]),
            Some("table.replacements.from")
        );
        assert_eq!(code(&[("𠮷", "")]), Some("table.replacements.to"));
        assert_eq!(code(&[("𠮷", "𠮟")]), Some("table.replacements.to"));
        assert_eq!(code(&[("𠮷", "吉\n")]), Some("table.replacements.to"));
        assert_eq!(
            code(&[("高", "髙")]),
            Some("table.replacements.never_applied")
        );
        assert_eq!(
            code(&[("𠮷", "吉"), ("𠮷", "よし")]),
            Some("table.replacements.duplicate")
        );
    }

    #[test]
    fn the_default_table_is_read() {
        assert_eq!(ReplacementTable::standard().replacements().count(), 3);
    }

    #[test]
    fn the_longest_line_counts() {
        let table = ReplacementTable::try_new([line("𠮷", "吉"), line("𠮷野", "よしの")]).unwrap();
        assert_eq!(table.at_start_of("𠮷野家").unwrap().to, "よしの");
        assert_eq!(table.at_start_of("𠮷田").unwrap().to, "吉");
        assert_eq!(table.at_start_of("家"), None);
    }
}
