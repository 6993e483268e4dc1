//! 組織の新旧対応 (organisation crosswalk): the document.

use crate::Fraction;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tosei_types::{Date, OrganisationId, coded_enum};

const FORMAT: (&str, u32) = ("tosei-organisation-crosswalk", 1);

coded_enum! {
    /// 組織改正の種類 (kind of reorganisation) of an organisation, as its rows say.
    pub enum ReorganisationKind: "kind of reorganisation" {
        /// 名称変更・改組: one became one.
        Renamed = "renamed" ("改組・名称変更", "renamed"),
        /// 統合: it became one with others.
        Merged = "merged" ("統合", "merged"),
        /// 分割: its affairs went to several.
        Split = "split" ("分割", "split"),
        /// 再編: its affairs went to several, which took over from others too.
        Rearranged = "rearranged" ("再編", "rearranged"),
    }
}

/// 新旧対応の行 (row of a crosswalk): what part of an old organisation's affairs a new one took over.
///
/// # Wire form
///
/// `{"old": "kurashi-ka", "new": "shimin-ka", "share": "3/5"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CrosswalkRow {
    /// 旧組織.
    pub old: OrganisationId,
    /// 新組織.
    pub new: OrganisationId,
    /// 割合: the share of the old one's affairs, above 0 and at most 1. Shares of one old
    /// organisation sum to 1.
    pub share: Fraction,
    /// 根拠: the ordinance, rule or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl CrosswalkRow {
    /// A row without a basis.
    #[must_use]
    pub fn new(old: OrganisationId, new: OrganisationId, share: Fraction) -> Self {
        Self {
            old,
            new,
            share,
            basis: None,
            note: None,
        }
    }
}

/// The wire form of a crosswalk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "OrganisationCrosswalk"))]
#[serde(deny_unknown_fields)]
pub struct CrosswalkDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-organisation-crosswalk`.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("const" = "tosei-organisation-crosswalk"))
    )]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 施行日: the first day of the new structure.
    pub effective: Date,
    /// The rows. An organisation without a row goes on as it was.
    pub rows: Vec<CrosswalkRow>,
}

/// Why a text is not a crosswalk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CrosswalkError {
    /// The text is not JSON of the right shape.
    #[error("the crosswalk does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error(
        "expected format `tosei-organisation-crosswalk` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// The crosswalk that should follow is older.
    #[error("a crosswalk effective on `{second}` cannot follow one effective on `{first}`")]
    #[non_exhaustive]
    Order {
        /// The day of the first.
        first: Date,
        /// The day of the second.
        second: Date,
    },
}

impl CrosswalkError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.crosswalk.shape",
            Self::Format { .. } => "inventory.crosswalk.format",
            Self::Order { .. } => "inventory.crosswalk.order",
        }
    }
}

/// 組織の新旧対応 (organisation crosswalk): which organisation became which on one day.
///
/// # Invariant
///
/// None across rows; [`check`](Self::check) reports shares that do not sum to 1, ids that nobody
/// knows, cycles and dates that do not fit. An organisation without a row goes on as it was.
///
/// # Not to be confused with
///
/// 移管 (transfer) of single procedures, which a comparison finds: a crosswalk says what became of
/// the organisation itself.
///
/// # Wire form
///
/// A document `{"format": "tosei-organisation-crosswalk", "format_version": 1, "effective":
/// "2025-04-01", "rows": [{"old": "kurashi-ka", "new": "shimin-ka", "share": "1/1"}]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::OrganisationCrosswalk;
///
/// let crosswalk = OrganisationCrosswalk::from_json(
///     r#"{"format": "tosei-organisation-crosswalk", "format_version": 1,
///         "effective": "2025-04-01", "rows": [
///             {"old": "kurashi-ka", "new": "shimin-ka", "share": "3/5"},
///             {"old": "kurashi-ka", "new": "kankyo-ka", "share": "2/5"}]}"#,
/// )?;
/// assert_eq!(crosswalk.kind("kurashi-ka").unwrap().code(), "split");
/// assert!(crosswalk.kind("somu-ka").is_none()); // goes on as it was
/// # Ok::<(), tosei_inventory::CrosswalkError>(())
/// ```
#[doc(alias = "組織改正")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationCrosswalk {
    effective: Date,
    rows: Vec<CrosswalkRow>,
}

impl OrganisationCrosswalk {
    /// Takes rows made in memory.
    #[must_use]
    pub fn new(effective: Date, rows: Vec<CrosswalkRow>) -> Self {
        Self { effective, rows }
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// - [`CrosswalkError::Shape`] if the text is no JSON of this form.
    /// - [`CrosswalkError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, CrosswalkError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let document: CrosswalkDocument = serde_path_to_error::deserialize(&mut reader)?;
        if (document.format.as_str(), document.format_version) != FORMAT {
            return Err(CrosswalkError::Format {
                format: document.format.chars().take(80).collect(),
                version: document.format_version,
            });
        }
        Ok(Self {
            effective: document.effective,
            rows: document.rows,
        })
    }

    /// The document.
    #[must_use]
    pub fn to_document(&self) -> CrosswalkDocument {
        CrosswalkDocument {
            schema: None,
            format: FORMAT.0.to_owned(),
            format_version: FORMAT.1,
            effective: self.effective,
            rows: self.rows.clone(),
        }
    }

    /// 施行日: the first day of the new structure.
    #[must_use]
    pub fn effective(&self) -> Date {
        self.effective
    }

    /// The rows, in the order of the file.
    #[must_use]
    pub fn rows(&self) -> &[CrosswalkRow] {
        &self.rows
    }

    /// Whether the one became the other, or a part of it.
    #[must_use]
    pub fn leads(&self, old: &OrganisationId, new: &OrganisationId) -> bool {
        let mut rows = self.rows.iter();
        rows.any(|row| row.old == *old && row.new == *new)
    }

    /// What an old organisation became, with shares; itself if it has no row.
    #[must_use]
    pub fn successors(&self, old: &OrganisationId) -> Vec<(OrganisationId, Fraction)> {
        let mut found: BTreeMap<OrganisationId, Fraction> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.old == *old) {
            let share = found.entry(row.new.clone()).or_insert_with(Fraction::zero);
            *share = share.plus(&row.share);
        }
        if found.is_empty() {
            found.insert(old.clone(), Fraction::one());
        }
        found.into_iter().collect()
    }

    /// What a new organisation was made of; itself if no row leads to it and none of its own affairs
    /// went elsewhere.
    ///
    /// An organisation that went on and took another in says so with a row to itself.
    #[must_use]
    pub fn predecessors(&self, new: &OrganisationId) -> Vec<OrganisationId> {
        let rows = self.rows.iter().filter(|row| row.new == *new);
        let mut found: BTreeSet<OrganisationId> = rows.map(|row| row.old.clone()).collect();
        if found.is_empty() && !self.rows.iter().any(|row| row.old == *new) {
            found.insert(new.clone());
        }
        found.into_iter().collect()
    }

    /// What the reorganisation was for an old organisation; `None` if it has no row, or only one to
    /// itself.
    #[must_use]
    pub fn kind(&self, old: &str) -> Option<ReorganisationKind> {
        let of_old = |row: &&CrosswalkRow| row.old.as_str() == old;
        let targets: BTreeSet<&str> = self
            .rows
            .iter()
            .filter(of_old)
            .map(|row| row.new.as_str())
            .collect();
        let with_others = self
            .rows
            .iter()
            .any(|row| row.old.as_str() != old && targets.contains(row.new.as_str()));
        match (targets.len(), with_others) {
            (0, _) => None,
            (1, false) if targets.contains(old) => None,
            (1, false) => Some(ReorganisationKind::Renamed),
            (1, true) => Some(ReorganisationKind::Merged),
            (_, false) => Some(ReorganisationKind::Split),
            (_, true) => Some(ReorganisationKind::Rearranged),
        }
    }

    /// This reorganisation and a later one as one step: shares are multiplied and added.
    ///
    /// # Errors
    ///
    /// [`CrosswalkError::Order`] if the second is not later.
    pub fn then(&self, second: &Self) -> Result<Self, CrosswalkError> {
        if second.effective <= self.effective {
            return Err(CrosswalkError::Order {
                first: self.effective,
                second: second.effective,
            });
        }
        let mut rows: BTreeMap<(OrganisationId, OrganisationId), Fraction> = BTreeMap::new();
        let mut add = |old: &OrganisationId, new: OrganisationId, share: Fraction| {
            let sum = rows
                .entry((old.clone(), new))
                .or_insert_with(Fraction::zero);
            *sum = sum.plus(&share);
        };
        let first: BTreeSet<&OrganisationId> = self.rows.iter().map(|row| &row.old).collect();
        for row in &self.rows {
            for (new, share) in second.successors(&row.new) {
                add(&row.old, new, share.times(&row.share));
            }
        }
        let made: BTreeSet<&OrganisationId> = self.rows.iter().map(|row| &row.new).collect();
        for row in &second.rows {
            // What the first step neither ended nor made was there before both.
            if !first.contains(&row.old) && !made.contains(&row.old) {
                add(&row.old, row.new.clone(), row.share.clone());
            }
        }
        let rows = rows
            .into_iter()
            .map(|((old, new), share)| CrosswalkRow::new(old, new, share))
            .collect();
        Ok(Self {
            effective: second.effective,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crosswalk(day: &str, rows: &[(&str, &str, &str)]) -> OrganisationCrosswalk {
        let rows = rows.iter().map(|(old, new, share)| {
            CrosswalkRow::new(
                old.parse().unwrap(),
                new.parse().unwrap(),
                share.parse().unwrap(),
            )
        });
        OrganisationCrosswalk::new(day.parse().unwrap(), rows.collect())
    }

    #[test]
    fn rows_say_what_became_of_an_organisation() {
        let crosswalk = crosswalk(
            "2025-04-01",
            &[
                ("a", "b", "1/1"),
                ("c", "e", "1/1"),
                ("d", "e", "1/1"),
                ("f", "g", "1/2"),
                ("f", "h", "1/2"),
                ("i", "h", "1/3"),
                ("i", "k", "2/3"),
                ("l", "l", "1/1"),
            ],
        );
        let kind = |old: &str| crosswalk.kind(old);
        assert_eq!(kind("a"), Some(ReorganisationKind::Renamed));
        assert_eq!(kind("c"), Some(ReorganisationKind::Merged));
        assert_eq!(kind("f"), Some(ReorganisationKind::Rearranged));
        assert_eq!(kind("i"), Some(ReorganisationKind::Rearranged));
        assert_eq!((kind("l"), kind("z")), (None, None));
        let before = |new: &str| crosswalk.predecessors(&new.parse().unwrap());
        assert_eq!(before("e").len(), 2);
        assert_eq!(before("b"), ["a".parse().unwrap()]);
        assert_eq!(before("z"), ["z".parse().unwrap()]);
        assert!(before("a").is_empty()); // it ended
    }

    #[test]
    fn two_steps_are_one_with_multiplied_shares() {
        let first = crosswalk("2024-04-01", &[("a", "b", "1/2"), ("a", "c", "1/2")]);
        let second = crosswalk(
            "2025-04-01",
            &[("b", "d", "2/3"), ("b", "c", "1/3"), ("x", "y", "1/1")],
        );
        let both = first.then(&second).unwrap();
        let shares: Vec<String> = both
            .successors(&"a".parse().unwrap())
            .into_iter()
            .map(|(id, share)| format!("{id} {share}"))
            .collect();
        assert_eq!(shares, ["c 2/3", "d 1/3"]);
        assert!(both.leads(&"x".parse().unwrap(), &"y".parse().unwrap()));
        let error = second.then(&first).unwrap_err();
        assert_eq!(error.code(), "inventory.crosswalk.order");
    }
}
