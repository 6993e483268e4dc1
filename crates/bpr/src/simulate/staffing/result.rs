//! What a search for staff found.

use super::StaffingSearch;
use crate::simulate::RefusedPoint;
use serde::{Deserialize, Serialize};
use tosei_simulation::{Estimate, Level, Seed};
use tosei_types::{ExactFigure, FlowId, Label, Language, StaffClassId, SubjectId};

/// The `format` of the result of a search for staff.
pub const STAFFING_FORMAT: &str = "tosei-flow-staffing";
/// The `format_version` that this crate reads and writes.
pub const STAFFING_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// 探索の結末 (how a search for staff ended).
    pub enum StaffingEnd: "end of a search for staff" {
        /// 最も安い人員が見つかった.
        Cheapest = "cheapest" ("最も安い人員", "the cheapest staffing"),
        /// どの人員でも届かない.
        NoneSuffices = "none_suffices" ("どの人員でも届かない", "none suffices"),
        /// 探索が終わらなかった.
        Unfinished = "unfinished" ("探索が終わらなかった", "unfinished"),
    }
}

/// 人数を変えた組 (group of a search).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffingGroup"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StaffingGroup {
    /// 組のID.
    pub group: SubjectId,
    /// 名称.
    pub label: Label,
    /// 職員区分ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 現在の人数: that of the parameters.
    pub now: u32,
    /// 一人の勤務時間（分）, from the end of the warm-up to the last day.
    pub minutes_per_person: ExactFigure,
    /// 一人の換算額（円）: those minutes at the price of the hour.
    pub yen_per_person: ExactFigure,
}

/// 試した人員 (staffing that was simulated).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffingPoint"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StaffingPoint {
    /// 人数, in the order of the groups.
    pub people: Vec<u32>,
    /// 換算額（円）: hours on duty of the varied groups at their prices.
    pub cost_yen: ExactFigure,
    /// 期間内の割合; absent if it was refused or no case was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Estimate>,
    /// 目標に届くか.
    pub meets: bool,
    /// 滞留が増え続けるか: more comes than can be done; then the target is not met, whatever the share.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub grows: bool,
    /// 拒否の理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedPoint>,
}

/// 職員区分ごとの人員 (staffing of a class).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowClassStaffing"))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassStaffing {
    /// 職員区分ID; absent for groups without a class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 名称; absent if nobody says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// 現在の人数.
    pub now: u64,
    /// 人数.
    pub people: u64,
    /// 勤務時間（時間）.
    pub duty_hours: ExactFigure,
    /// 換算額（円）; it is no cut in spending.
    pub cost_yen: ExactFigure,
}

/// 人員の探索の結果 (result of a search for staff).
///
/// # Not to be confused with
///
/// A plan of posts: the cost is hours on duty at their price, not what could be saved of a budget.
///
/// # Wire form
///
/// `{"format": "tosei-flow-staffing", "format_version": 1, "flow": …, "search": {…}, "groups": […], "points":
/// […], "end": "cheapest", "best": 7}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::StaffingResult", into = "wire::StaffingResult")]
#[non_exhaustive]
pub struct StaffingResult {
    /// 業務フローID.
    pub flow: FlowId,
    /// 乱数の種.
    pub seed: Seed,
    /// 信頼水準.
    pub level: Level,
    /// 条件.
    pub search: StaffingSearch,
    /// 人数を変えた組.
    pub groups: Vec<StaffingGroup>,
    /// 試した人員, in the order in which they were tried.
    pub points: Vec<StaffingPoint>,
    /// 結末.
    pub end: StaffingEnd,
    /// The number of the answer among the points; of the best, where there is none.
    pub best: usize,
    /// 仮定が外れた: more people made it worse somewhere, and the search went on without the assumption.
    pub assumption_failed: bool,
    /// 職員区分ごと, of the best.
    pub classes: Vec<ClassStaffing>,
}

impl StaffingResult {
    /// The answer, or the best that was reached.
    #[must_use]
    pub fn best(&self) -> Option<&StaffingPoint> {
        self.points.get(self.best)
    }

    /// The best in words: so many people, and what share they reach.
    #[must_use]
    pub fn best_words(&self, language: Language) -> String {
        let Some(best) = self.best() else {
            return String::new();
        };
        let people: Vec<String> = self
            .groups
            .iter()
            .zip(&best.people)
            .map(|(group, people)| match language {
                Language::Ja => format!("{}{people}人", group.label.ja),
                Language::En => format!("{people} in {}", group.label.en),
            })
            .collect();
        let people = people.join(match language {
            Language::Ja => "、",
            Language::En => ", ",
        });
        let share = best.share.map(|share| {
            let percent = |share: f64| format!("{:.1}", share * 100.0);
            let (low, high) = (share.low().max(0.0), share.high().min(1.0));
            (percent(share.mean), percent(low), percent(high))
        });
        match (language, share) {
            (Language::Ja, Some((mean, low, high))) => {
                format!("最良は{people}で{mean}％（区間{low}％～{high}％）です。")
            }
            (Language::En, Some((mean, low, high))) => {
                format!("the best, {people}, reaches {mean} % ({low} to {high} %)")
            }
            (Language::Ja, None) => format!("最良とした{people}でも割合が得られません。"),
            (Language::En, None) => format!("even {people} gives no share"),
        }
    }
}

mod wire {
    use super::{
        ClassStaffing, STAFFING_FORMAT, STAFFING_FORMAT_VERSION, StaffingEnd, StaffingGroup,
        StaffingPoint, StaffingSearch,
    };
    use serde::{Deserialize, Serialize};
    use tosei_simulation::{Level, Seed};
    use tosei_types::FlowId;

    /// 人員の探索の結果 (result of a search for staff).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "FlowStaffingResult"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct StaffingResult {
        /// `tosei-flow-staffing`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = STAFFING_FORMAT)))]
        format: String,
        /// 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 業務フローID.
        flow: FlowId,
        /// 乱数の種.
        seed: Seed,
        /// 信頼水準.
        level: Level,
        /// 条件.
        search: StaffingSearch,
        /// 人数を変えた組.
        groups: Vec<StaffingGroup>,
        /// 試した人員.
        points: Vec<StaffingPoint>,
        /// 結末.
        end: StaffingEnd,
        /// The number of the answer, or of the best, among the points.
        best: u64,
        /// 仮定が外れた.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        assumption_failed: bool,
        /// 職員区分ごと.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<ClassStaffing>,
    }

    impl TryFrom<StaffingResult> for super::StaffingResult {
        type Error = String;

        fn try_from(wire: StaffingResult) -> Result<Self, String> {
            if wire.format != STAFFING_FORMAT || wire.format_version != STAFFING_FORMAT_VERSION {
                let format: String = wire.format.chars().take(80).collect();
                let version = wire.format_version;
                return Err(format!(
                    "expected format `{STAFFING_FORMAT}` version 1, got `{format}` version `{version}`"
                ));
            }
            let best = usize::try_from(wire.best).unwrap_or(usize::MAX);
            if best >= wire.points.len() {
                return Err(format!(
                    "`best` is `{best}`, of `{}` points",
                    wire.points.len()
                ));
            }
            Ok(Self {
                flow: wire.flow,
                seed: wire.seed,
                level: wire.level,
                search: wire.search,
                groups: wire.groups,
                points: wire.points,
                end: wire.end,
                best,
                assumption_failed: wire.assumption_failed,
                classes: wire.classes,
            })
        }
    }

    impl From<super::StaffingResult> for StaffingResult {
        fn from(result: super::StaffingResult) -> Self {
            Self {
                format: STAFFING_FORMAT.to_owned(),
                format_version: STAFFING_FORMAT_VERSION,
                flow: result.flow,
                seed: result.seed,
                level: result.level,
                search: result.search,
                groups: result.groups,
                points: result.points,
                end: result.end,
                best: u64::try_from(result.best).unwrap_or(u64::MAX),
                assumption_failed: result.assumption_failed,
                classes: result.classes,
            }
        }
    }
}
