//! 件数 (volumes): how often, in which fiscal year, counted how, and how sure.

use crate::{VolumeMeasure, VolumeState};
use serde::{Deserialize, Serialize};
use tosei_types::{CaseCount, FiscalYear};

/// 件数の確かさ (precision of a count): whether a number of cases was counted, estimated or only bounded.
///
/// # Not to be confused with
///
/// 件数の状態 ([`VolumeState`]): a figure can be 確定 and still be 「約300」.
///
/// # Wire form
///
/// `{"kind": "approximate"}`, `{"kind": "bounds", "at_least": 0, "at_most": 9}`; an exact count has
/// none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum VolumePrecision {
    /// The number as it was counted, or nothing is known.
    #[default]
    Exact,
    /// 約300: about that many.
    Approximate,
    /// 10件未満, 100以上: only bounds are known; the number of cases itself is unknown.
    Bounds {
        /// The lower bound, included.
        at_least: CaseCount,
        /// The upper bound, included; `None` if there is none.
        #[serde(default)]
        at_most: Option<CaseCount>,
    },
}

impl VolumePrecision {
    const fn is_exact(&self) -> bool {
        matches!(self, Self::Exact)
    }
}

/// 年間件数 (volume) of one fiscal year.
///
/// A year can have several: 申請件数 and 処理件数, 見込 first and 確定 after it.
///
/// # Invariant
///
/// None across fields: online cases above all cases are a finding, not an error. Unknown is `None`,
/// never 0; of 「10件未満」 the cases are `None` and [`precision`](Self::precision) has the bounds.
///
/// # Unit
///
/// Cases (件) in a fiscal year, 1 April to 31 March.
///
/// # Wire form
///
/// `{"fiscal_year": "2024", "measure": "applications", "state": "final", "cases": 148000,
/// "online_cases": null}`. `cases` must be written, as `null` where it is not known.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Volume, VolumeMeasure, VolumeState};
///
/// let volume: Volume = serde_json::from_str(
///     r#"{"fiscal_year": "2024", "measure": "applications", "state": "final", "cases": null}"#,
/// )?;
/// assert_eq!(volume.cases, None); // not 0
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "件数")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 件数の種類: 申請件数 or 処理件数.
    pub measure: VolumeMeasure,
    /// 件数の状態: 確定, 速報 or 見込.
    pub state: VolumeState,
    /// 件数; `None` if nobody knows.
    #[serde(deserialize_with = "Option::deserialize")]
    pub cases: Option<CaseCount>,
    /// うちオンライン件数; `None` if nobody knows.
    #[serde(default)]
    pub online_cases: Option<CaseCount>,
    /// 件数の確かさ; exact where nothing is said.
    #[serde(default, skip_serializing_if = "VolumePrecision::is_exact")]
    pub precision: VolumePrecision,
}

impl Volume {
    /// A year's number of cases.
    #[must_use]
    pub const fn new(
        fiscal_year: FiscalYear,
        measure: VolumeMeasure,
        state: VolumeState,
        cases: Option<CaseCount>,
    ) -> Self {
        Self {
            fiscal_year,
            measure,
            state,
            cases,
            online_cases: None,
            precision: VolumePrecision::Exact,
        }
    }

    /// The same with what is known of its precision.
    #[must_use]
    pub const fn with_precision(self, precision: VolumePrecision) -> Self {
        Self { precision, ..self }
    }

    /// The same with its online cases.
    #[must_use]
    pub const fn with_online(self, online_cases: Option<CaseCount>) -> Self {
        Self {
            online_cases,
            ..self
        }
    }
}

/// 件数の選び方 (volume choice): which of a process's volumes a figure is made of.
///
/// # Wire form
///
/// `{"fiscal_year": "2024", "measure": "applications", "state": "final"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VolumeChoice {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 件数の種類.
    pub measure: VolumeMeasure,
    /// 件数の状態.
    pub state: VolumeState,
}

impl VolumeChoice {
    /// The volume chosen: the first of the year, measure and state asked for.
    ///
    /// No other year, measure or state stands in: 見込 is not 確定.
    #[must_use]
    pub fn of(self, volumes: &[Volume]) -> Option<&Volume> {
        volumes.iter().find(|volume| {
            volume.fiscal_year == self.fiscal_year
                && volume.measure == self.measure
                && volume.state == self.state
        })
    }
}

/// 件数の年度 (volume year): a fiscal year whose figures an inventory holds, and how sure they are.
///
/// Stands beside the status date: at 31 March the year's counts are not final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VolumeYear {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 件数の状態.
    pub state: VolumeState,
}
