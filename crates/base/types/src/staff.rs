//! 職員区分: people with the same hours, cost and duties.

use crate::{FiscalYear, Label, StaffClassId};
use serde::{Deserialize, Serialize};

/// 職員区分 (staff class): people with the same hours, cost and duties, as 正規, 再任用, 会計年度任用, 委託.
///
/// Which classes there are, what an hour of them costs and what they may do differs from body to body,
/// so that a class is data. What is unknown is absent: an hour without a price costs an unknown sum, not
/// nothing.
///
/// # Unit
///
/// Minutes a week, whole yen an hour.
///
/// # Source
///
/// The list of fields is ours (`project-decision:staff-classes`).
///
/// # Examples
///
/// ```
/// use tosei_types::StaffClass;
///
/// let class: StaffClass = serde_json::from_str(r#"{
///   "id": "fixed_term", "label": {"ja": "会計年度任用職員", "en": "Staff appointed for a fiscal year"},
///   "weekly_minutes": 1740, "yen_per_hour": 1700, "tasks": ["受付・入力"], "contract_year": "2026"
/// }"#)?;
/// assert_eq!(class.yen_per_hour, Some(1_700));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "職員区分")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffClass {
    /// 職員区分ID.
    pub id: StaffClassId,
    /// 名称.
    pub label: Label,
    /// 週の勤務時間（分）: minutes a week; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_minutes: Option<u32>,
    /// 時間単価（円）: yen an hour; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yen_per_hour: Option<u32>,
    /// 担える仕事: tasks they may do, as 「受付・入力」「審査・決定」.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
    /// 任用年度: the fiscal year of an appointment that ends with it; absent where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_year: Option<FiscalYear>,
}
