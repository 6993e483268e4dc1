//! 突合の訂正 (corrections of a matching): what somebody who knows says about two snapshots.

use super::ComparedList;
use serde::{Deserialize, Serialize};

/// The `format` of a document of corrections.
const FORMAT: (&str, u32) = ("tosei-inventory-matching", 1);

/// 突合の訂正 (matching correction): one statement about which items of two snapshots are the same.
///
/// # Wire form
///
/// `{"say": "split", "list": "procedures", "earlier": "P-0010", "later": ["P-0010", "P-0910"],
/// "because": "要綱の分割", "by": "総務課"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "say", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum MatchingCorrection {
    /// 同一: the two are the same thing.
    Same {
        /// Which list.
        list: ComparedList,
        /// The earlier id.
        earlier: String,
        /// The later id.
        later: String,
        /// 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// 確認者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// 別物: the two are not the same thing, whatever their ids and names.
    Different {
        /// Which list.
        list: ComparedList,
        /// The earlier id.
        earlier: String,
        /// The later id.
        later: String,
        /// 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// 確認者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// 分割: one became several.
    Split {
        /// Which list.
        list: ComparedList,
        /// The earlier id.
        earlier: String,
        /// The later ids, at least two.
        later: Vec<String>,
        /// 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// 確認者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// 統合: several became one.
    Merged {
        /// Which list.
        list: ComparedList,
        /// The earlier ids, at least two.
        earlier: Vec<String>,
        /// The later id.
        later: String,
        /// 理由.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<String>,
        /// 確認者.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
}

/// What a correction says, without why.
pub(super) struct Statement<'c> {
    pub(super) list: ComparedList,
    pub(super) earlier: Vec<&'c str>,
    pub(super) later: Vec<&'c str>,
    pub(super) together: bool,
    pub(super) because: Option<&'c str>,
    pub(super) by: Option<&'c str>,
}

impl MatchingCorrection {
    pub(super) fn statement(&self) -> Statement<'_> {
        match self {
            Self::Same {
                list,
                earlier,
                later,
                because,
                by,
            }
            | Self::Different {
                list,
                earlier,
                later,
                because,
                by,
            } => Statement {
                list: *list,
                earlier: vec![earlier],
                later: vec![later],
                together: matches!(self, Self::Same { .. }),
                because: because.as_deref(),
                by: by.as_deref(),
            },
            Self::Split {
                list,
                earlier,
                later,
                because,
                by,
            } => Statement {
                list: *list,
                earlier: vec![earlier],
                later: later.iter().map(String::as_str).collect(),
                together: true,
                because: because.as_deref(),
                by: by.as_deref(),
            },
            Self::Merged {
                list,
                earlier,
                later,
                because,
                by,
            } => Statement {
                list: *list,
                earlier: earlier.iter().map(String::as_str).collect(),
                later: vec![later],
                together: true,
                because: because.as_deref(),
                by: by.as_deref(),
            },
        }
    }

    /// The same statement seen from the other side: a split is a merger.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Same {
                list,
                earlier,
                later,
                because,
                by,
            } => Self::Same {
                list,
                earlier: later,
                later: earlier,
                because,
                by,
            },
            Self::Different {
                list,
                earlier,
                later,
                because,
                by,
            } => Self::Different {
                list,
                earlier: later,
                later: earlier,
                because,
                by,
            },
            Self::Split {
                list,
                earlier,
                later,
                because,
                by,
            } => Self::Merged {
                list,
                earlier: later,
                later: earlier,
                because,
                by,
            },
            Self::Merged {
                list,
                earlier,
                later,
                because,
                by,
            } => Self::Split {
                list,
                earlier: later,
                later: earlier,
                because,
                by,
            },
        }
    }
}

/// The wire form of a document of corrections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "MatchingCorrections"))]
#[serde(deny_unknown_fields)]
pub struct MatchingDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-inventory-matching`.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("const" = "tosei-inventory-matching"))
    )]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The corrections.
    pub corrections: Vec<MatchingCorrection>,
}

/// Why a text is not a document of corrections.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MatchingError {
    /// The text is not JSON of the right shape.
    #[error("the corrections do not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error(
        "expected format `tosei-inventory-matching` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// A split into fewer than two, or a merger of fewer than two.
    #[error("correction `{at}` is a split or merger of fewer than two")]
    #[non_exhaustive]
    TooFew {
        /// Its position, counted from 0.
        at: usize,
    },
}

impl MatchingError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.matching.shape",
            Self::Format { .. } => "inventory.matching.format",
            Self::TooFew { .. } => "inventory.matching.too_few",
        }
    }
}

/// 突合の訂正一覧 (matching corrections): what overrides the automatic matching of two snapshots.
///
/// # Examples
///
/// ```
/// use tosei_inventory::MatchingCorrections;
///
/// let corrections = MatchingCorrections::from_json(
///     r#"{"format": "tosei-inventory-matching", "format_version": 1, "corrections": [
///         {"say": "same", "list": "procedures", "earlier": "P-0001", "later": "P-9001"}
///     ]}"#,
/// )?;
/// assert_eq!(corrections.corrections().len(), 1);
/// # Ok::<(), tosei_inventory::MatchingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchingCorrections(Vec<MatchingCorrection>);

impl MatchingCorrections {
    /// Reads a document.
    ///
    /// Whether its ids exist is for the comparison to say.
    ///
    /// # Errors
    ///
    /// - [`MatchingError::Shape`] if the text is no JSON of this form.
    /// - [`MatchingError::Format`] if it names another format or version.
    /// - [`MatchingError::TooFew`] for a split or merger of fewer than two.
    pub fn from_json(json: &str) -> Result<Self, MatchingError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: MatchingDocument = serde_path_to_error::deserialize(&mut reader)?;
        if (document.format.as_str(), document.format_version) != FORMAT {
            return Err(MatchingError::Format {
                format: document.format.chars().take(80).collect(),
                version: document.format_version,
            });
        }
        Self::try_new(document.corrections)
    }

    /// Takes corrections made in memory.
    ///
    /// # Errors
    ///
    /// [`MatchingError::TooFew`] for a split or merger of fewer than two.
    pub fn try_new(corrections: Vec<MatchingCorrection>) -> Result<Self, MatchingError> {
        let few = corrections.iter().position(|correction| match correction {
            MatchingCorrection::Split { later, .. } => later.len() < 2,
            MatchingCorrection::Merged { earlier, .. } => earlier.len() < 2,
            _ => false,
        });
        match few {
            Some(at) => Err(MatchingError::TooFew { at }),
            None => Ok(Self(corrections)),
        }
    }

    /// The corrections, in the order of the file.
    #[must_use]
    pub fn corrections(&self) -> &[MatchingCorrection] {
        &self.0
    }

    /// The same corrections for the two snapshots the other way round.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self(
            self.0
                .into_iter()
                .map(MatchingCorrection::mirrored)
                .collect(),
        )
    }
}
