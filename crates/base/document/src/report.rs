//! 点検結果 (report): all findings of one reading.

use crate::{Finding, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 規則別の件数 (rule total): how many findings of one rule there are, and how many of them are listed.
///
/// # Invariant
///
/// On the wire no number is above 2^53 − 1, and no more are listed than counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::RuleTotal", into = "wire::RuleTotal")]
pub struct RuleTotal {
    /// Stable code of the rule.
    pub rule: Box<str>,
    /// The rule's severity.
    pub severity: Severity,
    /// Exact number of findings.
    pub count: u64,
    /// How many of them the report lists.
    pub listed: u64,
    /// How many more were exempted.
    pub exempted: u64,
}

/// Why three numbers are not a [`RuleTotal`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleTotalError {
    /// A number is above 2^53 − 1.
    #[error("a count is at most 9007199254740991, got a larger number")]
    TooLarge,
    /// More findings are listed than there are.
    #[error("`{listed}` findings are listed, but only `{count}` counted")]
    #[non_exhaustive]
    MoreListedThanCounted {
        /// How many are listed.
        listed: u64,
        /// How many there are.
        count: u64,
    },
}

impl RuleTotalError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "document.rule_total.too_large",
            Self::MoreListedThanCounted { .. } => "document.rule_total.more_listed_than_counted",
        }
    }
}

impl RuleTotal {
    /// How many findings the report counts but does not list.
    #[must_use]
    pub fn not_listed(&self) -> u64 {
        self.count.saturating_sub(self.listed)
    }
}

/// 点検結果 (report): findings sorted by severity, rule and place, with every rule's exact total.
///
/// A report may list fewer findings than there are; [`RuleTotal`] says so for each rule, and
/// [`total`](Self::total) counts them all.
///
/// # Examples
///
/// ```
/// let report = tosei_document::Report::default();
/// assert!(report.is_clean());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// 規則別の件数: exact totals of every rule that was broken.
    totals: Vec<RuleTotal>,
    /// 所見: the findings that are listed.
    findings: Vec<Finding>,
}

impl Report {
    pub(crate) fn from_parts(mut findings: Vec<Finding>, mut totals: Vec<RuleTotal>) -> Self {
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        totals.sort_by(|a, b| (a.severity, &a.rule).cmp(&(b.severity, &b.rule)));
        Self { totals, findings }
    }

    /// The listed findings: gravest first, then by rule, then by place.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Totals of every rule that was broken.
    #[must_use]
    pub fn totals(&self) -> &[RuleTotal] {
        &self.totals
    }

    /// The first and gravest finding.
    #[must_use]
    pub fn first(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// How many findings there are, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.totals
            .iter()
            .fold(0, |sum, total| sum.saturating_add(total.count))
    }

    /// How many findings of one severity there are, listed or not.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        self.totals
            .iter()
            .filter(|total| total.severity == severity)
            .fold(0, |sum, total| sum.saturating_add(total.count))
    }

    /// How many findings of one rule there are, listed or not.
    #[must_use]
    pub fn count_of(&self, rule: &str) -> u64 {
        self.totals
            .iter()
            .find(|total| &*total.rule == rule)
            .map_or(0, |total| total.count)
    }

    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.total() == 0
    }

    /// Puts two reports together; totals of the same rule are added.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        let mut totals: BTreeMap<Box<str>, RuleTotal> = BTreeMap::new();
        for total in self.totals.into_iter().chain(other.totals) {
            totals
                .entry(total.rule.clone())
                .and_modify(|sum| {
                    sum.severity = sum.severity.min(total.severity);
                    sum.count = sum.count.saturating_add(total.count);
                    sum.listed = sum.listed.saturating_add(total.listed);
                    sum.exempted = sum.exempted.saturating_add(total.exempted);
                })
                .or_insert(total);
        }
        self.findings.extend(other.findings);
        Self::from_parts(self.findings, totals.into_values().collect())
    }
}

mod wire {
    use super::{RuleTotalError, Severity};
    use serde::{Deserialize, Serialize};
    use tosei_types::MAX_COUNT;

    /// 規則別の件数 (Rule total): how many findings of one rule there are.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "RuleTotal"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct RuleTotal {
        /// Stable code of the rule.
        rule: Box<str>,
        /// The rule's severity.
        severity: Severity,
        /// Exact number of findings.
        count: u64,
        /// How many of them the report lists.
        listed: u64,
        /// How many more were exempted.
        #[serde(default)]
        exempted: u64,
    }

    impl TryFrom<RuleTotal> for super::RuleTotal {
        type Error = RuleTotalError;

        fn try_from(wire: RuleTotal) -> Result<Self, RuleTotalError> {
            let RuleTotal {
                rule,
                severity,
                count,
                listed,
                exempted,
            } = wire;
            if [count, listed, exempted].iter().any(|n| *n > MAX_COUNT) {
                return Err(RuleTotalError::TooLarge);
            }
            if listed > count {
                return Err(RuleTotalError::MoreListedThanCounted { listed, count });
            }
            Ok(Self {
                rule,
                severity,
                count,
                listed,
                exempted,
            })
        }
    }

    impl From<super::RuleTotal> for RuleTotal {
        fn from(total: super::RuleTotal) -> Self {
            Self {
                rule: total.rule,
                severity: total.severity,
                count: total.count.min(MAX_COUNT),
                listed: total.listed.min(MAX_COUNT),
                exempted: total.exempted.min(MAX_COUNT),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tosei_types::MAX_COUNT;

    #[test]
    fn a_total_that_cannot_be_is_refused() {
        let read = |count: u64, listed: u64| {
            let total =
                json!({"rule": "x.y", "severity": "info", "count": count, "listed": listed});
            serde_json::from_value::<RuleTotal>(total)
        };
        assert!(read(MAX_COUNT, 0).is_ok());
        assert!(read(MAX_COUNT + 1, 0).is_err());
        assert!(read(3, 3).is_ok());
        assert!(read(3, 4).is_err());
    }
}
