//! 標準化の移行管理 (standardisation): which of the 20 tasks run on a standard system, and by when.

use super::data_file::data_file;
use super::record::Reporter;
use super::{GovernanceRecord, Records};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{Date, Label, Language, SubjectId, coded_enum};

/// 標準化対象業務 (standardised task).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StandardisedTask {
    /// 業務ID; ours.
    pub id: SubjectId,
    /// 項番 in the list of the source.
    pub number: u32,
    /// 名称: the Japanese is the list's, the English ours.
    pub label: Label,
}

/// 標準化対象業務の一覧 (list of standardised tasks), and the date by which they are to be moved.
///
/// # Source
///
/// The names: `shimada-standardised-tasks`, a city's page that lists the 20; the date, 「原則として令和7
/// (2025)年度末」: `tokyo-plan-2-measures`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StandardisedTasks {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-standardised-tasks`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-standardised-tasks")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 移行期限, in principle.
    pub due_on: Date,
    /// Where the date comes from.
    pub due_source: String,
    /// The tasks.
    pub tasks: Vec<StandardisedTask>,
}

data_file!(
    StandardisedTasks,
    "tosei-standardised-tasks",
    "governance/standardised_tasks.json",
    standardised_tasks,
    "the standardised tasks"
);

impl StandardisedTasks {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.tasks.iter().map(|task| task.id.as_str()))
    }
}

coded_enum! {
    /// 移行の状況 (status of a move).
    pub enum MoveStatus: "status of a move" {
        /// 未着手.
        NotStarted = "not_started" ("未着手", "not started"),
        /// 計画済み.
        Planned = "planned" ("計画済み", "planned"),
        /// 移行作業中.
        InProgress = "in_progress" ("移行作業中", "in progress"),
        /// 移行済み.
        Moved = "moved" ("移行済み", "moved"),
        /// 対象外: the body does not do this task.
        NotOurs = "not_ours" ("対象外", "not a task of this body"),
    }
}

/// 移行の記録 (record of one task's move).
///
/// # Wire form
///
/// A record of a document `tosei-standardisation`. A task without a record is unknown, not "not
/// started".
#[doc(alias = "標準準拠システム")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskMove {
    /// 業務ID of the [`StandardisedTasks`].
    pub task: SubjectId,
    /// 状況.
    pub status: MoveStatus,
    /// 移行予定日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_on: Option<Date>,
    /// 移行日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_on: Option<Date>,
    /// 受託者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// 撤退日: the day on which the vendor said that it withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_withdrew_on: Option<Date>,
    /// 遅れの理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_reason: Option<String>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl GovernanceRecord for TaskMove {
    const FORMAT: &'static str = "tosei-standardisation";

    fn id(&self) -> &str {
        self.task.as_str()
    }
}

coded_enum! {
    /// 移行の見通し (outlook of a task's move).
    pub enum MoveOutlook: "outlook of a move" {
        /// 期限までに移行済み.
        MovedInTime = "moved_in_time" ("期限までに移行済み", "moved in time"),
        /// 期限後に移行済み.
        MovedLate = "moved_late" ("期限後に移行済み", "moved late"),
        /// 移行済みだが移行日が不明.
        MovedUndated = "moved_undated" ("移行済み（日付不明）", "moved, day unknown"),
        /// 期限内の予定.
        PlannedInTime = "planned_in_time" ("期限内の予定", "planned in time"),
        /// 期限後の予定.
        PlannedLate = "planned_late" ("期限後の予定", "planned late"),
        /// 予定日を過ぎている.
        PlanPassed = "plan_passed" ("予定日を過ぎても未移行", "not moved on the planned day"),
        /// 予定日がない.
        Undated = "undated" ("予定日がない", "no day planned"),
        /// 対象外.
        NotOurs = "not_ours" ("対象外", "not a task of this body"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 業務ごとの見通し (outlook of one task).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TaskOutlook {
    /// 業務ID.
    pub task: SubjectId,
    /// 名称.
    pub label: Label,
    /// 見通し.
    pub outlook: MoveOutlook,
}

/// 移行の総括 (summary of the moves) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct MoveSummary {
    /// 基準日.
    pub as_of: Date,
    /// 移行期限.
    pub due_on: Date,
    /// 対象業務の数: all tasks but those that are not the body's; the unknown are among them.
    pub tasks: u64,
    /// 移行済みの数.
    pub moved: u64,
    /// 不明の数.
    pub unknown: u64,
    /// Every task of the list.
    pub outlooks: Vec<TaskOutlook>,
}

impl MoveSummary {
    /// How many tasks have an outlook.
    #[must_use]
    pub fn count(&self, outlook: MoveOutlook) -> u64 {
        let outlooks = self.outlooks.iter();
        let own = outlooks.filter(|one| one.outlook == outlook);
        own.fold(0u64, |sum, _| sum.saturating_add(1))
    }

    /// The summary in one sentence, with the date and both counts.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (tasks, moved, unknown) = (self.tasks, self.moved, self.unknown);
        let late = self.count(MoveOutlook::PlannedLate);
        match language {
            Language::Ja => format!(
                "{}時点で、対象{tasks}業務のうち{moved}業務が移行済みです（期限後の予定{late}、不明{unknown}）。",
                self.as_of.label_ja()
            ),
            Language::En => format!(
                "As of {}, {moved} of {tasks} tasks are moved (planned late {late}, unknown {unknown}).",
                self.as_of.label_en()
            ),
        }
    }
}

/// The outlook of every task of a list, from a body's records, on a day.
///
/// What was moved behind `as_of` is not moved yet. Of several records of one task the first counts (the
/// others are findings).
#[must_use]
pub fn summarise_moves(
    document: &Records<TaskMove>,
    list: &StandardisedTasks,
    as_of: Date,
) -> MoveSummary {
    let tasks = list.tasks.iter().map(|task| TaskOutlook {
        task: task.id.clone(),
        label: task.label.clone(),
        outlook: document
            .record(task.id.as_str())
            .map_or(MoveOutlook::Unknown, |own| outlook(own, list.due_on, as_of)),
    });
    let outlooks: Vec<TaskOutlook> = tasks.collect();
    let mut summary = MoveSummary {
        as_of,
        due_on: list.due_on,
        tasks: 0,
        moved: 0,
        unknown: 0,
        outlooks,
    };
    let all = u64::try_from(summary.outlooks.len()).unwrap_or(u64::MAX);
    summary.tasks = all.saturating_sub(summary.count(MoveOutlook::NotOurs));
    summary.unknown = summary.count(MoveOutlook::Unknown);
    summary.moved = summary
        .count(MoveOutlook::MovedInTime)
        .saturating_add(summary.count(MoveOutlook::MovedLate))
        .saturating_add(summary.count(MoveOutlook::MovedUndated));
    summary
}

fn outlook(own: &TaskMove, due: Date, as_of: Date) -> MoveOutlook {
    if own.status == MoveStatus::NotOurs {
        return MoveOutlook::NotOurs;
    }
    if own.status == MoveStatus::Moved {
        match own.moved_on {
            None => return MoveOutlook::MovedUndated,
            Some(day) if day <= as_of && day <= due => return MoveOutlook::MovedInTime,
            Some(day) if day <= as_of => return MoveOutlook::MovedLate,
            Some(_) => {}
        }
    }
    match own.moved_on.or(own.planned_on) {
        None => MoveOutlook::Undated,
        Some(day) if day < as_of => MoveOutlook::PlanPassed,
        Some(day) if day <= due => MoveOutlook::PlannedInTime,
        Some(_) => MoveOutlook::PlannedLate,
    }
}

/// Checks the records of a body's moves: tasks that the list does not have, a status that its days
/// contradict, late plans without a reason, a vendor that withdrew without another one.
pub fn check_moves(
    document: &Records<TaskMove>,
    list: &StandardisedTasks,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, own) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), own.task.as_str());
        if !list.tasks.iter().any(|task| task.id == own.task) {
            let values = [("id", id.into())];
            reporter.report("plan.standardisation.task_unknown", &place, id, &values);
        }
        let moved = own.status == MoveStatus::Moved;
        if moved != own.moved_on.is_some() {
            let values = [("status", own.status.code().into())];
            reporter.report(
                "plan.standardisation.moved_contradicts",
                &place,
                id,
                &values,
            );
        }
        reporter.after_status_date(
            &format!("{place}/moved_on"),
            id,
            own.moved_on,
            document.as_of,
        );
        let day = own.moved_on.or(own.planned_on);
        let has_reason = own
            .delay_reason
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty());
        if let Some(day) = day.filter(|day| *day > list.due_on && !has_reason) {
            let (day, due) = (day.to_string(), list.due_on.to_string());
            let values = [("day", day.as_str().into()), ("due", due.as_str().into())];
            reporter.report(
                "plan.standardisation.late_without_reason",
                &place,
                id,
                &values,
            );
        }
        if own.vendor_withdrew_on.is_some() && own.vendor.is_none() && !moved {
            reporter.report("plan.standardisation.vendor_withdrew", &place, id, &[]);
        }
    }
}
