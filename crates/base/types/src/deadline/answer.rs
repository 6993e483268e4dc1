//! Due dates of what a cell says.

use super::{Arrival, CountingRule, DeadlineError, DueDate, Stop, due_date};
use crate::{
    BusinessDays, coded_enum,
    period::{ProcessingPeriod, ProcessingPeriodStatement, read_processing_period},
};
use serde::Serialize;

coded_enum! {
    /// 期限を定められない理由 (why a statement gives no due date).
    pub enum UndeterminedReason: "reason for having no due date" {
        /// 不明: the respondent does not know.
        Unknown = "unknown" ("不明", "unknown"),
        /// 事案による.
        CaseByCase = "case_by_case" ("事案による", "case by case"),
        /// 場合ごとに期間が異なる: which case it is must be said.
        SeveralCases = "several_cases" ("場合ごとに期間が異なる", "several cases"),
        /// 単位がない.
        NumberWithoutUnit = "number_without_unit" ("単位のない数字", "number without a unit"),
        /// 上限がない: only a shortest length is stated.
        NoUpperBound = "no_upper_bound" ("上限の記載がない", "no upper bound"),
        /// 読み取れない.
        Unread = "unread" ("読取り不能", "not read"),
    }
}

/// 期限の回答 (answer about a due date): the day, or why there is none.
///
/// A 届出 is 対象外 (not applicable): its duty is fulfilled on arrival and no answer is due, which
/// is not a period that was not set.
///
/// # Wire form
///
/// `{"outcome": "due", "due": {…}, "approximate": false}`, `{"outcome": "not_applicable"}`,
/// `{"outcome": "not_set"}`, `{"outcome": "undetermined", "reason": "case_by_case"}`. Written only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[non_exhaustive]
pub enum DueDateAnswer {
    /// 期限あり.
    #[non_exhaustive]
    Due {
        /// 期限: the day, and how it came about.
        due: DueDate,
        /// 概数: the period is said to be approximate (約, 程度).
        approximate: bool,
    },
    /// 対象外: no answer is due.
    NotApplicable,
    /// 未設定: a period could be set, and none is.
    NotSet,
    /// 定められない.
    #[non_exhaustive]
    Undetermined {
        /// 理由.
        reason: UndeterminedReason,
    },
}

impl DueDateAnswer {
    pub(super) fn due(due: DueDate, approximate: bool) -> Self {
        Self::Due { due, approximate }
    }

    pub(super) fn undetermined(reason: UndeterminedReason) -> Self {
        Self::Undetermined { reason }
    }

    /// The due date, if there is one.
    #[must_use]
    pub fn due_date(&self) -> Option<&DueDate> {
        match self {
            Self::Due { due, .. } => Some(due),
            _ => None,
        }
    }
}

impl ProcessingPeriod {
    /// 期限 (due date) of a stated period: that of its upper bound, counted from an arrival.
    ///
    /// 「5日～20日」 is due at the end of the twentieth day; 「2月以上」 states no end and has no due date.
    ///
    /// # Errors
    ///
    /// [`DeadlineError`] as for [`due_date`].
    pub fn due_date(
        &self,
        arrival: &Arrival,
        rule: &CountingRule,
        days: &BusinessDays<'_>,
        stops: &[Stop],
    ) -> Result<DueDateAnswer, DeadlineError> {
        let Some(longest) = self.upper() else {
            let reason = UndeterminedReason::NoUpperBound;
            return Ok(DueDateAnswer::undetermined(reason));
        };
        let due = due_date(arrival, longest, rule, days, stops)?;
        Ok(DueDateAnswer::due(due, self.is_approximate()))
    }
}

/// The due date of what a cell was read as.
///
/// # Errors
///
/// [`DeadlineError`] as for [`due_date`].
pub fn due_date_of_statement(
    statement: &ProcessingPeriodStatement,
    arrival: &Arrival,
    rule: &CountingRule,
    days: &BusinessDays<'_>,
    stops: &[Stop],
) -> Result<DueDateAnswer, DeadlineError> {
    use ProcessingPeriodStatement as Statement;
    let reason = match statement {
        Statement::Stated(period) => return period.due_date(arrival, rule, days, stops),
        Statement::NoResponseDue => return Ok(DueDateAnswer::NotApplicable),
        Statement::NoneSet => return Ok(DueDateAnswer::NotSet),
        Statement::Several(_) => UndeterminedReason::SeveralCases,
        Statement::Unknown => UndeterminedReason::Unknown,
        Statement::CaseByCase => UndeterminedReason::CaseByCase,
        Statement::NumberWithoutUnit(_) => UndeterminedReason::NumberWithoutUnit,
        Statement::Unread => UndeterminedReason::Unread,
    };
    Ok(DueDateAnswer::undetermined(reason))
}

/// The due date of the text of a 処理期間 cell; `None` if it is blank, which states nothing.
///
/// # Errors
///
/// [`DeadlineError`] as for [`due_date`].
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{
///     Arrival, CountingRule, DueDateAnswer, FirstDay, due_date_of_cell,
/// };
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let rule = CountingRule::standard(FirstDay::NextDay);
/// let arrival = Arrival::on("2025-06-02".parse()?);
/// let ask = |cell| due_date_of_cell(cell, &arrival, &rule, &days, &[]);
///
/// let answer = ask("１０日")?.unwrap();
/// assert_eq!(answer.due_date().unwrap().date().to_string(), "2025-06-16");
/// let answer = ask("1月")?.unwrap();
/// assert_eq!(answer.due_date().unwrap().date().to_string(), "2025-07-02");
/// assert_eq!(ask("届出のため、応答なし")?, Some(DueDateAnswer::NotApplicable));
/// assert_eq!(ask("")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn due_date_of_cell(
    text: &str,
    arrival: &Arrival,
    rule: &CountingRule,
    days: &BusinessDays<'_>,
    stops: &[Stop],
) -> Result<Option<DueDateAnswer>, DeadlineError> {
    read_processing_period(text)
        .map(|reading| due_date_of_statement(reading.statement(), arrival, rule, days, stops))
        .transpose()
}
