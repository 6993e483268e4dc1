//! What a body decides about derived evidence.

use std::collections::BTreeMap;
use tosei_criteria::ExactNumber;
use tosei_types::{DayConversion, coded_enum};

coded_enum! {
    /// 候補の扱い (treatment of candidates): what a hint that decides nothing counts as.
    ///
    /// # Source
    ///
    /// `project-decision:evidence-from-survey`.
    pub enum CandidatePolicy: "treatment of candidates" {
        /// 不明のまま: it stays unknown.
        Unknown = "unknown" ("不明のまま", "stays unknown"),
        /// 充足（自己申告）: it counts as stated to be met; for a search of candidates, not for a map.
        Met = "met" ("充足（自己申告）とする", "counts as stated to be met"),
    }
}

coded_enum! {
    /// 自己申告の扱い (treatment of statements): for which criteria a self-report counts.
    pub enum StatedPolicy: "treatment of statements" {
        /// 基準による: where the standard accepts one; by default level 1 and the prerequisites.
        ByStandard = "by_standard" ("基準による", "by the standard"),
        /// すべて数える: everywhere. It shows what the survey says if one takes its word.
        All = "all" ("すべて数える", "everywhere"),
    }
}

/// 導出の設定 (options of derived evidence).
///
/// # Examples
///
/// ```
/// use tosei::evidence::{CandidatePolicy, EvidenceOptions};
///
/// // A body for which 大幅短縮 is 70 % of the counter's period, and コンビニ counts as cashless.
/// let mut options = EvidenceOptions::default();
/// options.parameters.insert("shorten_ratio".into(), "0.7".parse()?);
/// options.also_in_sets.insert("cashless".into(), vec!["1-4".into()]);
/// assert_eq!(options.candidates, CandidatePolicy::Unknown);
/// # Ok::<(), tosei::types::ExactNumberError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EvidenceOptions {
    /// Values of parameters, such as `shorten_ratio`; what is not named keeps its default.
    pub parameters: BTreeMap<String, ExactNumber>,
    /// Further codes of code sets, such as `cashless`.
    pub also_in_sets: BTreeMap<String, Vec<String>>,
    /// 候補の扱い.
    pub candidates: CandidatePolicy,
    /// 自己申告の扱い.
    pub stated: StatedPolicy,
    /// How weeks, months and years are compared with days.
    pub conversion: DayConversion,
}

impl Default for EvidenceOptions {
    fn default() -> Self {
        Self {
            parameters: BTreeMap::new(),
            also_in_sets: BTreeMap::new(),
            candidates: CandidatePolicy::Unknown,
            stated: StatedPolicy::ByStandard,
            conversion: DayConversion::default(),
        }
    }
}
