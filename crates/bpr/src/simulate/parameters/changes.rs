//! What stands instead of, or beside, what the flow says of a node.

use crate::flow::{ElementId, Probability, TimeValue};
use serde::{Deserialize, Serialize};
use tosei_simulation::{Distribution, opening_hours::TimeOfDay};
use tosei_types::{StopKind, Weekday};

/// 時間の置換え (times of a node) instead of the flow's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowNodeTime"))]
#[serde(deny_unknown_fields)]
pub struct NodeTime {
    /// 要素ID.
    pub node: ElementId,
    /// 作業時間（分）; the flow's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<TimeValue>,
    /// 待ち時間（分） before the work, or until an event; the flow's if absent. What is given here is waited
    /// for also where the step has staff, before it joins their queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<TimeValue>,
}

/// 分岐の置換え (share of a branch) instead of the flow's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowBranchShare"))]
#[serde(deny_unknown_fields)]
pub struct BranchShare {
    /// 流れの要素ID.
    pub sequence_flow: ElementId,
    /// 確率.
    pub probability: Probability,
}

/// 繰り返しの回数 (number of repetitions) of an activity or sub-process that is drawn with a mark of
/// repetition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowRepetitionCount"))]
#[serde(deny_unknown_fields)]
pub struct RepetitionCount {
    /// 要素ID.
    pub node: ElementId,
    /// 回数: rounded to whole times (四捨五入), and at least 1.
    pub times: Distribution,
}

tosei_types::coded_enum! {
    /// 予定日が閉庁日のとき (what becomes of a batch on a closing day).
    #[derive(Default)]
    pub enum ClosedDayRule: "rule for a batch on a closing day" {
        /// 翌開庁日に行う.
        #[default]
        Next = "next" ("翌開庁日に行う", "on the next open day"),
        /// 前の開庁日に行う.
        Previous = "previous" ("前の開庁日に行う", "on the open day before"),
        /// 行わない.
        Skip = "skip" ("行わない", "not at all"),
        /// 閉庁日でも行う.
        Keep = "keep" ("閉庁日でも行う", "nevertheless"),
    }
}

/// まとめ処理の時期 (schedule of a batch).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowBatchSchedule"))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum BatchSchedule {
    /// 開庁日ごと: every day that the calendar opens.
    Daily {
        /// 時刻.
        at: TimeOfDay,
    },
    /// 毎週: as a committee on Wednesdays.
    Weekly {
        /// 曜日.
        weekday: Weekday,
        /// 時刻.
        at: TimeOfDay,
        /// 閉庁日のとき.
        #[serde(default)]
        if_closed: ClosedDayRule,
    },
    /// 毎月: as a payment run on the 25th.
    Monthly {
        /// 日, 1 to 31; the last day of the month where it has fewer.
        day: u8,
        /// 時刻.
        at: TimeOfDay,
        /// 閉庁日のとき.
        #[serde(default)]
        if_closed: ClosedDayRule,
    },
    /// 件数がそろい次第: as soon as the least number waits.
    WhenFull,
}

tosei_types::coded_enum! {
    /// まとめ処理の作業 (work of a batch): whether its work is done once or for each case.
    #[derive(Default)]
    pub enum BatchWork: "work of a batch" {
        /// 一回: one work for all cases together; they are done at its end.
        #[default]
        Once = "once" ("まとめて一回", "once for all"),
        /// 一件ごと: each case is worked on by itself from then on.
        Each = "each" ("一件ごと", "for each case"),
    }
}

/// まとめ処理 (batch rule) of a step: a weekly committee, a monthly payment run.
///
/// Cases wait before the step; at each time of the schedule those that wait are taken, first come first
/// served, if there are at least `least`, and at most `most` of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowBatchRule"))]
#[serde(deny_unknown_fields)]
pub struct BatchRule {
    /// 要素ID.
    pub node: ElementId,
    /// 時期.
    pub schedule: BatchSchedule,
    /// 最小件数.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub least: u32,
    /// 最大件数; no limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// 作業.
    #[serde(default)]
    pub work: BatchWork,
}

fn one() -> u32 {
    1
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde asks for"
)]
fn is_one(number: &u32) -> bool {
    *number == 1
}

/// 補正の場所 (where a correction stops the clock).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowCorrectionPlace"))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum CorrectionPlace {
    /// 作業の後: after a step, a share of the cases waits for the applicant.
    After {
        /// 作業の要素ID.
        node: ElementId,
        /// 割合.
        share: Probability,
        /// 申請者の回答までの時間（分）.
        reply: Distribution,
        /// 再度行う: whether the step is done again with the reply (and may ask again).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// 二つの事象の間: where the flow itself draws the asking and the reply.
    Between {
        /// The clock stops when one of these is done, as 「補正を求める」.
        from: Vec<ElementId>,
        /// It goes on when one of these is done, as 「補正書類を受け取る」.
        until: Vec<ElementId>,
    },
}

/// 補正 (correction): what stops the clock of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowCorrection"))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// 事由.
    #[serde(default = "correction")]
    pub stop: StopKind,
    /// 場所.
    pub place: CorrectionPlace,
}

fn correction() -> StopKind {
    StopKind::Correction
}
