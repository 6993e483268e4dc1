//! What stands on an answer sheet.

use super::{AnswerChange, AnswerRounding, AnswerVolumes, PublishedComparison};
use crate::RateUnit;
use serde::Serialize;
use tosei_types::{Date, Label, RateId, coded_enum};

/// The `format` of a document of answer sheets.
pub const ANSWER_FORMAT: &str = "tosei-answer-sheets";

/// 数値 (figure): both counts and the rounded percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerFigure {
    /// 分子.
    pub numerator: u64,
    /// 分母.
    pub denominator: u64,
    /// 百分率, rounded half up; null if the population is empty.
    pub percent: Option<String>,
}

/// 不明による幅 (interval): the figure if every unknown were as bad, or as good, as it can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerInterval {
    /// 下限.
    pub low: AnswerFigure,
    /// 上限.
    pub high: AnswerFigure,
}

coded_enum! {
    /// 留意事項 (kind of a caveat).
    pub enum CaveatKind: "kind of a caveat" {
        /// 架空.
        Fictional = "fictional" ("架空の資料である", "the data are fictional"),
        /// Unknown things leave the figure open.
        Unknown = "unknown" ("不明がある", "something is unknown"),
        /// Some things may or may not belong to the population.
        MembershipUnknown = "membership_unknown" ("対象かどうか不明のものがある", "some may or may not belong to the population"),
        /// Some things were left out of the population by the definition.
        Excluded = "excluded" ("分母から除いたものがある", "some are left out of the population"),
        /// A stated 0 may mean that nobody counted.
        ZeroMayBeUnknown = "zero_may_be_unknown" ("0は件数不明の可能性がある", "a zero may mean unknown"),
        /// Some things have no known cases.
        WithoutCases = "without_cases" ("件数が不明のものがある", "some have no known cases"),
        /// Some things have no known online cases.
        WithoutOnlineCases = "without_online_cases" ("オンライン件数が不明のものがある", "some have no known online cases"),
        /// Some rows state more online cases than cases.
        MoreOnlineThanCases = "more_online_than_cases" ("オンライン件数が総件数を超える行がある", "some rows state more online cases than cases"),
        /// The figure is shown as 100 % or 0 % and is not.
        RoundedToBound = "rounded_to_bound" ("四捨五入により100％又は0％と表示される", "rounding shows 100 % or 0 %"),
    }
}

/// 留意事項 (caveat).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerCaveat {
    /// Which.
    pub kind: CaveatKind,
    /// In one sentence, with its number.
    pub text: Label,
}

/// 他の数え方 (another way of counting) of the same data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct OtherWay {
    /// 率の定義ID.
    pub id: RateId,
    /// Its short name.
    pub label: Label,
    /// What is counted.
    pub unit: RateUnit,
    /// Both counts; null if there is no rate.
    pub figure: Option<AnswerFigure>,
    /// One line with both counts.
    pub sentence: Label,
}

/// 答弁用資料 (answer sheet): a figure as an assembly is told it, and what may be asked next.
///
/// Everything stands on it that the sentence was made from; the sentence always has the date, the
/// name of the way of counting and both integers.
///
/// # Wire form
///
/// An object of a document `tosei-answer-sheets` ([`AnswerSheets`]). It is written, never read: whoever
/// needs the figures again makes them again.
///
/// # Examples
///
/// ```
/// use tosei_inventory::answer_sheet::{AnswerContext, AnswerSheet};
/// use tosei_inventory::{OnlineStatus, ProcessFacts, ProcessKinds, RateDefinitions, Tally};
///
/// let mut tally = Tally::<ProcessFacts>::new();
/// for (status, times) in [(OnlineStatus::Done, 717), (OnlineStatus::NotDone, 803)] {
///     for _ in 0..times {
///         tally.add(&ProcessFacts { status, ..ProcessFacts::unknown() });
///     }
/// }
/// let definitions = RateDefinitions::standard();
/// let rates = definitions.compile(ProcessKinds::standard()).unwrap();
/// let result = rates.evaluate_one("processes.done", &tally).unwrap();
/// let definition = definitions.definition("processes.done").unwrap();
/// let context = AnswerContext::new("2025-03-31".parse()?);
/// let sheet = AnswerSheet::new(&result, definition, &context)?;
/// assert_eq!(
///     sheet.sentence.ja,
///     "令和7年3月末時点で、「実施済／全プロセス」は、1,520プロセスのうち717、47.2％です。"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "答弁用資料")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AnswerSheet {
    /// 指標: the definition that was used.
    pub indicator: RateId,
    /// Its short name.
    pub label: Label,
    /// 答弁用一文.
    pub sentence: Label,
    /// 定義.
    pub definition: Label,
    /// Where the definition comes from.
    pub definition_source: String,
    /// What was counted.
    pub unit: RateUnit,
    /// 分子・分母; null if there is no rate.
    pub figure: Option<AnswerFigure>,
    /// 端数の扱い.
    pub rounding: AnswerRounding,
    /// 基準日.
    pub as_of: Date,
    /// 件数の年度.
    pub volumes: Option<AnswerVolumes>,
    /// 不明による幅; null if nothing is open.
    pub interval: Option<AnswerInterval>,
    /// 前回比と要因.
    pub change: Option<AnswerChange>,
    /// 他の数え方での値.
    pub other_ways: Vec<OtherWay>,
    /// 公表済みの値との差.
    pub published: Vec<PublishedComparison>,
    /// 留意事項.
    pub caveats: Vec<AnswerCaveat>,
}

/// 答弁用資料集 (document of answer sheets).
///
/// # Wire form
///
/// `{"format": "tosei-answer-sheets", "format_version": 1, "fictional": true, "body": "見本市（架空）",
/// "sheets": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct AnswerSheets {
    /// Always `tosei-answer-sheets`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-answer-sheets")))]
    format: &'static str,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    format_version: u32,
    /// 架空.
    pub fictional: bool,
    /// 団体.
    pub body: Option<String>,
    /// The sheets, headline figure first.
    pub sheets: Vec<AnswerSheet>,
}

impl AnswerSheets {
    /// A document of sheets.
    #[must_use]
    pub const fn new(fictional: bool, body: Option<String>, sheets: Vec<AnswerSheet>) -> Self {
        Self {
            format: ANSWER_FORMAT,
            format_version: 1,
            fictional,
            body,
            sheets,
        }
    }
}
