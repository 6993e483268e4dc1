//! What savings are calculated from.

use super::PersonYear;
use crate::{
    flow::{Minutes, Probability},
    metrics::{FlowMetrics, Measure},
};
use serde::{Deserialize, Serialize};
use tosei_document::Explain;
use tosei_types::{CaseCount, ExactFigure, Label, Language, StaffClass, StaffClassId};

/// The `format` of a document of assumptions.
pub const SAVINGS_ASSUMPTIONS_FORMAT: &str = "tosei-savings-assumptions";
/// The `format_version` that this crate reads and writes.
pub const SAVINGS_ASSUMPTIONS_FORMAT_VERSION: u32 = 1;

/// Why assumptions give no savings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SavingsError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-savings-assumptions` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
    /// The shares of the staff classes do not sum to 1.
    #[error("the shares of the staff classes sum to `{sum}`, not to 1")]
    #[non_exhaustive]
    Shares {
        /// What they sum to.
        sum: ExactFigure,
    },
    /// A person-year has no hours.
    #[error("a person-year has more than 0 hours")]
    PersonYear,
    /// A staff class stands more than once.
    #[error("the staff class `{class}` stands more than once")]
    #[non_exhaustive]
    ClassTwice {
        /// The class.
        class: StaffClassId,
    },
    /// A time of work is below 0.
    #[error("a time of work is not negative, got `{0}`")]
    Negative(ExactFigure),
    /// Work of a flow is known within bounds only, or not at all.
    #[error("the work of the staff class `{}` is not known exactly", .class.as_ref().map_or("", |class| class.as_str()))]
    #[non_exhaustive]
    NotExact {
        /// The class; `None` for work without one.
        class: Option<StaffClassId>,
    },
}

impl SavingsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.savings.format",
            Self::Shares { .. } => "bpr.savings.shares",
            Self::PersonYear => "bpr.savings.person_year",
            Self::ClassTwice { .. } => "bpr.savings.class_twice",
            Self::Negative(_) => "bpr.savings.negative",
            Self::NotExact { .. } => "bpr.savings.not_exact",
        }
    }
}

impl Explain for SavingsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            let mut text = self.to_string();
            text.push('.');
            return text;
        }
        match self {
            Self::Format { format, version } => {
                format!("効果の前提の文書ではありません（{format} 第{version}版）。")
            }
            Self::Shares { sum } => {
                format!("職員区分の割合の合計が{sum}です。1にしてください。")
            }
            Self::PersonYear => "一人年の時間は0より大きくしてください。".to_owned(),
            Self::ClassTwice { class } => format!("職員区分{class}が重複しています。"),
            Self::Negative(minutes) => format!("作業時間が負です（{minutes}分）。"),
            Self::NotExact { class: Some(class) } => {
                format!("職員区分{class}の作業時間が正確に定まりません。")
            }
            Self::NotExact { class: None } => {
                "職員区分のない作業の時間が正確に定まりません。".to_owned()
            }
        }
    }
}

/// 職員構成 (staff mix): the share of the work that a class does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SavingsMixPart"))]
#[serde(deny_unknown_fields)]
pub struct MixPart {
    /// 職員区分.
    pub class: StaffClass,
    /// 割合.
    pub share: Probability,
}

/// 職員区分ごとの作業時間 (minutes of a class) for one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SavingsClassMinutes"))]
#[serde(deny_unknown_fields)]
pub struct ClassMinutes {
    /// 職員区分.
    pub class: StaffClass,
    /// 前（分）.
    pub before_minutes: ExactFigure,
    /// 後（分）.
    pub after_minutes: ExactFigure,
}

/// 作業時間 (work) for one case, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SavingsWork {
    /// One time for all, with the mix of those who do the work.
    Mixed {
        /// 前（分）.
        before_minutes: Minutes,
        /// 後（分）.
        after_minutes: Minutes,
        /// 職員構成: shares that sum to 1.
        mix: Vec<MixPart>,
    },
    /// A time for each class.
    ByClass {
        /// 職員区分ごと.
        classes: Vec<ClassMinutes>,
    },
}

tosei_types::coded_enum! {
    /// 現金支出の種類 (kind of cash).
    pub enum CashKind: "kind of cash" {
        /// 郵送料.
        Postage = "postage" ("郵送料", "postage"),
        /// 委託料・契約.
        Contract = "contract" ("委託料・契約", "contract"),
    }
}

/// 現金支出 (cash) of a year, before and after. Only postage and contracts are cash; freed time is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SavingsCashItem"))]
#[serde(deny_unknown_fields)]
pub struct CashItem {
    /// 種類.
    pub kind: CashKind,
    /// 名称.
    pub label: Label,
    /// 前（円／年）.
    pub before_yen: u32,
    /// 後（円／年）.
    pub after_yen: u32,
}

/// 効果の前提 (assumptions of savings).
///
/// # Wire form
///
/// `{"format": "tosei-savings-assumptions", "format_version": 1, "cases_a_year": 12800, …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "wire::SavingsAssumptions",
    into = "wire::SavingsAssumptions"
)]
pub struct SavingsAssumptions {
    /// 年間件数.
    pub cases_a_year: CaseCount,
    /// 作業時間.
    pub work: SavingsWork,
    /// 一人年.
    pub person_year: PersonYear,
    /// 現金支出.
    pub cash: Vec<CashItem>,
    /// 職員区分のない作業があるか: the converted value is then unknown.
    pub unpriced_minutes: Option<(ExactFigure, ExactFigure)>,
}

impl SavingsAssumptions {
    /// The assumptions that two measured flows make, for the classes of the first and then the second.
    ///
    /// # Errors
    ///
    /// [`SavingsError::NotExact`] if the work of a class is known within bounds only, or not at all.
    pub fn between(
        before: &FlowMetrics,
        after: &FlowMetrics,
        staff_classes: &[StaffClass],
        cases_a_year: CaseCount,
        person_year: PersonYear,
    ) -> Result<Self, SavingsError> {
        let zero = Measure {
            to: Some(ExactFigure::zero()),
            ..Measure::default()
        };
        let minutes = |metrics: &FlowMetrics, class: Option<&StaffClassId>| {
            let found = metrics
                .by_class
                .iter()
                .find(|of| of.class.as_ref() == class)
                .map_or(&zero, |of| &of.work_minutes);
            found
                .exact()
                .cloned()
                .ok_or_else(|| SavingsError::NotExact {
                    class: class.cloned(),
                })
        };
        let mut named: Vec<Option<&StaffClassId>> = Vec::new();
        for of in before.by_class.iter().chain(&after.by_class) {
            if !named.contains(&of.class.as_ref()) {
                named.push(of.class.as_ref());
            }
        }
        let mut classes = Vec::new();
        let mut unpriced = None;
        for class in named {
            let (before, after) = (minutes(before, class)?, minutes(after, class)?);
            let known = class.and_then(|id| staff_classes.iter().find(|class| class.id == *id));
            match (class, known) {
                (_, Some(class)) => classes.push(ClassMinutes {
                    class: class.clone(),
                    before_minutes: before,
                    after_minutes: after,
                }),
                (Some(id), None) => classes.push(ClassMinutes {
                    class: StaffClass {
                        id: id.clone(),
                        label: Label {
                            ja: id.to_string(),
                            en: id.to_string(),
                        },
                        weekly_minutes: None,
                        yen_per_hour: None,
                        tasks: Vec::new(),
                        contract_year: None,
                    },
                    before_minutes: before,
                    after_minutes: after,
                }),
                (None, None) => {
                    if !(before.is_zero() && after.is_zero()) {
                        unpriced = Some((before, after));
                    }
                }
            }
        }
        Ok(Self {
            cases_a_year,
            work: SavingsWork::ByClass { classes },
            person_year,
            cash: Vec::new(),
            unpriced_minutes: unpriced,
        })
    }
}

mod wire {
    use super::{
        CashItem, PersonYear, SAVINGS_ASSUMPTIONS_FORMAT, SAVINGS_ASSUMPTIONS_FORMAT_VERSION,
        SavingsError, SavingsWork,
    };
    use crate::savings::default_person_year;
    use serde::{Deserialize, Serialize};
    use tosei_types::{CaseCount, ExactFigure};

    /// 効果の前提 (assumptions of savings).
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct SavingsAssumptions {
        /// `tosei-savings-assumptions`.
        format: String,
        /// 1.
        format_version: u32,
        /// 年間件数.
        cases_a_year: CaseCount,
        /// 作業時間.
        work: SavingsWork,
        /// 一人年; absent is the first of the shipped ones.
        #[serde(default = "default_person_year")]
        person_year: PersonYear,
        /// 現金支出.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cash: Vec<CashItem>,
        /// 職員区分のない作業（分）, before and after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unpriced_minutes: Option<(ExactFigure, ExactFigure)>,
    }

    impl TryFrom<SavingsAssumptions> for super::SavingsAssumptions {
        type Error = SavingsError;

        fn try_from(wire: SavingsAssumptions) -> Result<Self, SavingsError> {
            if wire.format != SAVINGS_ASSUMPTIONS_FORMAT
                || wire.format_version != SAVINGS_ASSUMPTIONS_FORMAT_VERSION
            {
                return Err(SavingsError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                cases_a_year: wire.cases_a_year,
                work: wire.work,
                person_year: wire.person_year,
                cash: wire.cash,
                unpriced_minutes: wire.unpriced_minutes,
            })
        }
    }

    impl From<super::SavingsAssumptions> for SavingsAssumptions {
        fn from(from: super::SavingsAssumptions) -> Self {
            Self {
                format: SAVINGS_ASSUMPTIONS_FORMAT.to_owned(),
                format_version: SAVINGS_ASSUMPTIONS_FORMAT_VERSION,
                cases_a_year: from.cases_a_year,
                work: from.work,
                person_year: from.person_year,
                cash: from.cash,
                unpriced_minutes: from.unpriced_minutes,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_code() {
        let class: StaffClassId = "regular".parse().unwrap();
        for (error, code, told) in [
            (
                SavingsError::PersonYear,
                "person_year",
                "a person-year has more than 0 hours",
            ),
            (
                SavingsError::ClassTwice {
                    class: class.clone(),
                },
                "class_twice",
                "the staff class `regular` stands more than once",
            ),
            (
                SavingsError::Negative(ExactFigure::zero() - ExactFigure::one()),
                "negative",
                "a time of work is not negative, got `-1`",
            ),
            (
                SavingsError::NotExact { class: Some(class) },
                "not_exact",
                "the work of the staff class `regular` is not known exactly",
            ),
        ] {
            assert_eq!(error.code(), format!("bpr.savings.{code}"));
            assert_eq!(error.to_string(), told);
        }
    }
}
