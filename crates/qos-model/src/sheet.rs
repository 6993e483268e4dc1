//! 個票 (sheet): one procedure with its indicators before and after, its history and its plan.

#[cfg(feature = "html")]
mod html;

use crate::{MapProcedure, PrincipleStanding, Progress, ReviewSummary, check::Findings};
use serde::{Deserialize, Serialize};
use tosei_criteria::ExactNumber;
use tosei_document::{Catalogue, Sink};
use tosei_types::{
    ActionId, CriterionId, Date, EditionId, Label, ProcessingPeriod, Rate, Ratings, StandardId,
    coded_enum,
};

/// The `format` of a sheet.
pub const SHEET_FORMAT: &str = "tosei-procedure-sheet";

/// The format version that this crate reads and writes.
pub const SHEET_FORMAT_VERSION: u32 = 1;

coded_enum! {
    /// 利用可能デバイス (device) on which a procedure can be done from beginning to end.
    ///
    /// # Source
    ///
    /// Source `tokyo-plan-2-measures`: 「利用可能デバイスの多様化」; the list is ours.
    pub enum Device: "device" {
        /// スマートフォン.
        Phone = "phone" ("スマートフォン", "phone"),
        /// タブレット.
        Tablet = "tablet" ("タブレット", "tablet"),
        /// パソコン.
        Computer = "computer" ("パソコン", "computer"),
        /// キオスク端末.
        Kiosk = "kiosk" ("キオスク端末", "kiosk"),
    }
}

/// 時点の値 (dated value).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "DatedValueOf{T}"))]
#[serde(deny_unknown_fields)]
pub struct DatedValue<T> {
    /// The day.
    pub as_of: Date,
    /// The value.
    pub value: T,
}

/// 前後の値 (before and after); either is absent if it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "BeforeAfterOf{T}"))]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
pub struct BeforeAfter<T> {
    /// 改善前.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<DatedValue<T>>,
    /// 現在.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<DatedValue<T>>,
}

impl<T> Default for BeforeAfter<T> {
    fn default() -> Self {
        Self {
            before: None,
            now: None,
        }
    }
}

/// KPI (indicators) of a sheet.
///
/// # Unit
///
/// 受付時間 in hours a week (at most 168); オンライン申請率 as online cases over all cases; レビュー as
/// answers by point.
///
/// # Source
///
/// Source `tokyo-plan-2-measures`: 処理時間の短縮, 受付時間の拡充, 利用可能デバイスの多様化; source
/// `tokyo-plan-2`: 「ユーザーレビューやオンライン申請率を基に検証・改善を継続」.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// 処理時間.
    #[serde(default)]
    pub processing_time: BeforeAfter<ProcessingPeriod>,
    /// 受付時間（1週間当たりの時間）.
    #[serde(default)]
    pub reception_hours_a_week: BeforeAfter<ExactNumber>,
    /// 利用可能デバイス.
    #[serde(default)]
    pub devices: BeforeAfter<Vec<Device>>,
    /// オンライン申請率.
    #[serde(default)]
    pub online_rate: BeforeAfter<Rate>,
    /// レビュー.
    #[serde(default)]
    pub reviews: BeforeAfter<Ratings>,
}

coded_enum! {
    /// 指標の変化 (course of an indicator).
    pub enum Course: "course of an indicator" {
        /// 改善.
        Better = "better" ("改善", "better"),
        /// 同じ.
        Same = "same" ("変化なし", "the same"),
        /// 悪化.
        Worse = "worse" ("悪化", "worse"),
        /// 比べられない: one value is missing, or the two do not decide.
        NotComparable = "not_comparable" ("比べられない", "not comparable"),
    }
}

impl<T> BeforeAfter<T> {
    fn course(&self, better: impl Fn(&T, &T) -> Option<std::cmp::Ordering>) -> Course {
        let Some((before, now)) = self.before.as_ref().zip(self.now.as_ref()) else {
            return Course::NotComparable;
        };
        match better(&now.value, &before.value) {
            Some(std::cmp::Ordering::Greater) => Course::Better,
            Some(std::cmp::Ordering::Equal) => Course::Same,
            Some(std::cmp::Ordering::Less) => Course::Worse,
            None => Course::NotComparable,
        }
    }
}

impl Indicators {
    /// Every indicator's name and course.
    ///
    /// A period is better if it is certainly shorter by its longest stated length; devices are
    /// better if all earlier ones are still there and one more is; reviews are compared by their
    /// means, exactly.
    #[must_use]
    pub fn courses(&self) -> [(Label, Course); 5] {
        let fraction = |above: u64, below: u64, other_above: u64, other_below: u64| {
            if below == 0 || other_below == 0 {
                return None;
            }
            let left = u128::from(above).saturating_mul(other_below.into());
            let right = u128::from(other_above).saturating_mul(below.into());
            Some(left.cmp(&right))
        };
        let time = self.processing_time.course(|now, before| {
            let (now, before) = now.upper().zip(before.upper())?;
            if now == before {
                Some(std::cmp::Ordering::Equal)
            } else if before.is_certainly_longer_than(&now) {
                Some(std::cmp::Ordering::Greater)
            } else if now.is_certainly_longer_than(&before) {
                Some(std::cmp::Ordering::Less)
            } else {
                None
            }
        });
        let hours = self
            .reception_hours_a_week
            .course(|now, before| Some(now.cmp(before)));
        let devices = self.devices.course(|now, before| {
            let more = now.iter().any(|one| !before.contains(one));
            let fewer = before.iter().any(|one| !now.contains(one));
            match (more, fewer) {
                (false, false) => Some(std::cmp::Ordering::Equal),
                (true, false) => Some(std::cmp::Ordering::Greater),
                (false, true) => Some(std::cmp::Ordering::Less),
                (true, true) => None,
            }
        });
        let rate = self.online_rate.course(|now, before| {
            if now.basis() != before.basis() {
                return None;
            }
            fraction(
                now.numerator(),
                now.denominator(),
                before.numerator(),
                before.denominator(),
            )
        });
        let reviews = self.reviews.course(|now, before| {
            let (now, before) = now.mean().zip(before.mean())?;
            fraction(
                now.points(),
                now.answers(),
                before.points(),
                before.answers(),
            )
        });
        [
            (Label::new("処理時間", "Processing time"), time),
            (
                Label::new("受付時間（週当たり）", "Reception hours a week"),
                hours,
            ),
            (Label::new("利用可能デバイス", "Devices"), devices),
            (Label::new("オンライン申請率", "Online rate"), rate),
            (Label::new("レビュー", "Reviews"), reviews),
        ]
    }
}

/// 履歴 (history): where the procedure stood on an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// The day.
    pub as_of: Date,
    /// 版: the edition by which it was assessed.
    pub edition: EditionId,
    /// The standings, in the order of the standard.
    pub standings: Vec<PrincipleStanding>,
}

/// 予定 (planned action).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedAction {
    /// 取組ID.
    pub id: ActionId,
    /// 取組名.
    pub label: Label,
    /// 予定日: by when.
    pub by: Date,
    /// The criteria it is to fulfil.
    pub criteria: Vec<CriterionId>,
    /// 費用（円）; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_yen: Option<u64>,
}

/// 個票 (sheet of a procedure).
///
/// # Wire form
///
/// `{"format": "tosei-procedure-sheet", "format_version": 1, "procedure": {...}, …}`.
///
/// # Source
///
/// Source `tokyo-plan-2-measures`: 個票; its fields beyond the indicators are ours
/// (`project-decision:qos-sheet`).
#[doc(alias = "個票")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureSheet {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-procedure-sheet`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-procedure-sheet")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 手続.
    pub procedure: MapProcedure,
    /// 基準日.
    pub as_of: Date,
    /// 品質基準.
    pub standard: StandardId,
    /// 版.
    pub edition: EditionId,
    /// Where it stands, in the order of the standard.
    pub standings: Vec<PrincipleStanding>,
    /// 目標と進捗.
    #[serde(default)]
    pub progress: Vec<Progress>,
    /// KPI.
    #[serde(default)]
    pub indicators: Indicators,
    /// レビュー集計; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_summary: Option<ReviewSummary>,
    /// 履歴, the oldest first.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
    /// 予定.
    #[serde(default)]
    pub plan: Vec<PlannedAction>,
}

impl ProcedureSheet {
    /// Checks the sheet: hours beyond a week, indicators that got worse, history out of order.
    pub fn check(&self, catalogue: &Catalogue, sink: &mut dyn Sink) {
        let mut findings = Findings::new(catalogue, sink);
        let subject = Some(self.procedure.procedure.as_str());
        let hours = &self.indicators.reception_hours_a_week;
        for (key, value) in [("before", &hours.before), ("now", &hours.now)] {
            if let Some(dated) = value
                && !is_week(&dated.value)
            {
                let text = dated.value.to_string();
                let pointer = format!("/indicators/reception_hours_a_week/{key}/value");
                let values = [("hours", text.as_str().into())];
                findings.report("qos.sheet.hours_beyond_week", &pointer, subject, &values);
            }
        }
        for (label, course) in self.indicators.courses() {
            if course == Course::Worse {
                let values = [
                    ("ja", label.ja.as_str().into()),
                    ("en", label.en.as_str().into()),
                ];
                findings.report("qos.sheet.indicator_worse", "/indicators", subject, &values);
            }
        }
        if !self.history.iter().map(|entry| entry.as_of).is_sorted() {
            findings.report("qos.sheet.history_out_of_order", "/history", subject, &[]);
        }
    }
}

/// From 0 to 168 hours.
fn is_week(hours: &ExactNumber) -> bool {
    let Ok((none, all)) = ExactNumber::try_new(0, 1)
        .and_then(|none| ExactNumber::try_new(168, 1).map(|all| (none, all)))
    else {
        return true;
    };
    none <= *hours && *hours <= all
}
