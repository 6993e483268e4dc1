//! The classes of what a text says about a processing period.

use super::{PeriodAmount, PeriodCases, ProcessingPeriod};
use crate::Label;
use serde::{Deserialize, Serialize};

/// 処理期間の記載 (statement about a processing period): what a cell says, by class.
///
/// The classes mean different things to a rule about quality: a period that was
/// [`NoneSet`](Self::NoneSet) is a lack, one of which [`NoResponseDue`](Self::NoResponseDue) is
/// said cannot exist, and [`Unknown`](Self::Unknown) is neither.
///
/// # Invariant
///
/// [`Unread`](Self::Unread) says nothing about the procedure. It is not `Unknown`: there the
/// *respondent* says that the period is not known.
///
/// # Wire form
///
/// An object with the class: `{"class": "stated", "period": {…}}`,
/// `{"class": "several", "cases": […]}`, `{"class": "number_without_unit", "number": "15"}`,
/// `{"class": "none_set"}`, `{"class": "no_response_due"}`, `{"class": "unknown"}`,
/// `{"class": "case_by_case"}`, `{"class": "unread"}`.
///
/// # Examples
///
/// ```
/// use tosei_types::period::{ProcessingPeriodStatement, read_processing_period};
///
/// let class = |text| read_processing_period(text).map(|reading| reading.statement().class().code());
/// assert_eq!(class("1月"), Some("stated"));
/// assert_eq!(class("標準処理期間の定めなし"), Some("none_set"));
/// assert_eq!(class("届出のため標準処理期間なし"), Some("no_response_due")); // not `none_set`
/// assert_eq!(class("届出の有無は不明"), Some("unknown"));
/// assert_eq!(class("なし"), Some("unread")); // no period, no response, or no such channel?
/// assert_eq!(class(" "), None); // a blank cell states nothing
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    from = "wire::ProcessingPeriodStatement",
    into = "wire::ProcessingPeriodStatement"
)]
#[non_exhaustive]
pub enum ProcessingPeriodStatement {
    /// One period is stated (「30日」「5日～20日」「即日」).
    Stated(ProcessingPeriod),
    /// Periods are stated for several cases (「新規30日、変更15日」「7日又は35日」).
    Several(PeriodCases),
    /// 定めなし (none set): the text says that no period is set (「標準処理期間の定めなし」「設定しない」).
    NoneSet,
    /// 応答を要しない (no response is due): a notification or report is complete on arrival
    /// (「届出のため、応答なし」).
    NoResponseDue,
    /// 不明 (unknown): the respondent does not know or does not answer (「不明」「－」「把握していない」).
    Unknown,
    /// 事案による (case by case): the period depends on the case or on the body that handles it, and no
    /// length is named (「事例による」「自治体により異なる」).
    CaseByCase,
    /// A number without a unit (「15」): days are likely, but not said.
    NumberWithoutUnit(PeriodAmount),
    /// The text was not surely understood; a [`PeriodNote`](super::PeriodNote) says why.
    Unread,
}

/// 記載の区分 (class of a statement), without its value: for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProcessingPeriodClass {
    /// One period is stated.
    Stated,
    /// Periods are stated for several cases.
    Several,
    /// No period is set.
    NoneSet,
    /// No response is due.
    NoResponseDue,
    /// The respondent does not know.
    Unknown,
    /// It depends on the case or the body.
    CaseByCase,
    /// A number without a unit.
    NumberWithoutUnit,
    /// Not understood.
    Unread,
}

impl ProcessingPeriodClass {
    /// Every class.
    pub const ALL: [Self; 8] = [
        Self::Stated,
        Self::Several,
        Self::NoneSet,
        Self::NoResponseDue,
        Self::Unknown,
        Self::CaseByCase,
        Self::NumberWithoutUnit,
        Self::Unread,
    ];

    /// The code of the wire form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Several => "several",
            Self::NoneSet => "none_set",
            Self::NoResponseDue => "no_response_due",
            Self::Unknown => "unknown",
            Self::CaseByCase => "case_by_case",
            Self::NumberWithoutUnit => "number_without_unit",
            Self::Unread => "unread",
        }
    }

    /// The class for people, in both languages.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Stated => Label::new("期間の記載あり", "Period stated"),
            Self::Several => Label::new("場合ごとに期間の記載あり", "Periods stated by case"),
            Self::NoneSet => Label::new("定めなし", "None set"),
            Self::NoResponseDue => Label::new("応答を要しない", "No response is due"),
            Self::Unknown => Label::new("不明", "Unknown"),
            Self::CaseByCase => Label::new("事案による", "Case by case"),
            Self::NumberWithoutUnit => Label::new("単位のない数字", "Number without a unit"),
            Self::Unread => Label::new("読取り不能", "Not read"),
        }
    }
}

impl ProcessingPeriodStatement {
    /// The class, without the value.
    #[must_use]
    pub fn class(&self) -> ProcessingPeriodClass {
        match self {
            Self::Stated(_) => ProcessingPeriodClass::Stated,
            Self::Several(_) => ProcessingPeriodClass::Several,
            Self::NoneSet => ProcessingPeriodClass::NoneSet,
            Self::NoResponseDue => ProcessingPeriodClass::NoResponseDue,
            Self::Unknown => ProcessingPeriodClass::Unknown,
            Self::CaseByCase => ProcessingPeriodClass::CaseByCase,
            Self::NumberWithoutUnit(_) => ProcessingPeriodClass::NumberWithoutUnit,
            Self::Unread => ProcessingPeriodClass::Unread,
        }
    }

    /// The one stated period, if one is stated.
    #[must_use]
    pub fn period(&self) -> Option<&ProcessingPeriod> {
        match self {
            Self::Stated(period) => Some(period),
            _ => None,
        }
    }

    /// A text that says the same and reads back as the same statement; `None` for
    /// [`Unread`](Self::Unread).
    #[must_use]
    pub fn canonical_text(&self) -> Option<String> {
        Some(match self {
            Self::Stated(period) => period.to_string(),
            Self::Several(cases) => cases.to_string(),
            Self::NoneSet => "標準処理期間の定めなし".into(),
            Self::NoResponseDue => "応答なし".into(),
            Self::Unknown => "不明".into(),
            Self::CaseByCase => "事案による".into(),
            Self::NumberWithoutUnit(number) => number.to_string(),
            Self::Unread => return None,
        })
    }
}

mod wire {
    use super::{PeriodAmount, PeriodCases, ProcessingPeriod};
    use serde::{Deserialize, Serialize};

    /// 処理期間の記載: what a cell says about a processing period.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "ProcessingPeriodStatement"))]
    #[serde(tag = "class", rename_all = "snake_case", deny_unknown_fields)]
    pub(super) enum ProcessingPeriodStatement {
        /// 期間の記載あり: one period.
        Stated {
            /// 処理期間.
            period: ProcessingPeriod,
        },
        /// 場合ごとに期間の記載あり: periods by case.
        Several {
            /// 場合ごとの処理期間.
            cases: PeriodCases,
        },
        /// 定めなし: none set.
        NoneSet {},
        /// 応答を要しない: no response is due.
        NoResponseDue {},
        /// 不明: unknown.
        Unknown {},
        /// 事案による: case by case.
        CaseByCase {},
        /// 単位のない数字: a number without a unit.
        NumberWithoutUnit {
            /// 数字.
            number: PeriodAmount,
        },
        /// 読取り不能: not understood.
        Unread {},
    }

    impl From<ProcessingPeriodStatement> for super::ProcessingPeriodStatement {
        fn from(wire: ProcessingPeriodStatement) -> Self {
            match wire {
                ProcessingPeriodStatement::Stated { period } => Self::Stated(period),
                ProcessingPeriodStatement::Several { cases } => Self::Several(cases),
                ProcessingPeriodStatement::NoneSet {} => Self::NoneSet,
                ProcessingPeriodStatement::NoResponseDue {} => Self::NoResponseDue,
                ProcessingPeriodStatement::Unknown {} => Self::Unknown,
                ProcessingPeriodStatement::CaseByCase {} => Self::CaseByCase,
                ProcessingPeriodStatement::NumberWithoutUnit { number } => {
                    Self::NumberWithoutUnit(number)
                }
                ProcessingPeriodStatement::Unread {} => Self::Unread,
            }
        }
    }

    impl From<super::ProcessingPeriodStatement> for ProcessingPeriodStatement {
        fn from(statement: super::ProcessingPeriodStatement) -> Self {
            use super::ProcessingPeriodStatement as Statement;
            match statement {
                Statement::Stated(period) => Self::Stated { period },
                Statement::Several(cases) => Self::Several { cases },
                Statement::NoneSet => Self::NoneSet {},
                Statement::NoResponseDue => Self::NoResponseDue {},
                Statement::Unknown => Self::Unknown {},
                Statement::CaseByCase => Self::CaseByCase {},
                Statement::NumberWithoutUnit(number) => Self::NumberWithoutUnit { number },
                Statement::Unread => Self::Unread {},
            }
        }
    }
}
