//! Finding practices that may fit.

use super::GoodPractice;
use crate::issue::Remedy;
use serde::{Deserialize, Serialize};
use tosei_types::{Label, SubjectId};

/// 探す条件 (query): what is to be improved; a list that is empty asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PracticeQuery {
    /// 手続の種類.
    #[serde(default)]
    pub procedure_kinds: Vec<String>,
    /// 課題ID.
    #[serde(default)]
    pub issues: Vec<String>,
    /// 改善の手立て.
    #[serde(default)]
    pub remedies: Vec<Remedy>,
}

/// 合致の理由 (reason): what a practice has in common with the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PracticeReason {
    /// 同じ手続の種類.
    ProcedureKind {
        /// The kind.
        name: String,
    },
    /// 同じ課題.
    Issue {
        /// 課題ID.
        issue: String,
    },
    /// 同じ手立て.
    Remedy {
        /// The remedy.
        remedy: Remedy,
    },
}

impl PracticeReason {
    /// The reason in words.
    #[must_use]
    pub fn in_words(&self) -> Label {
        match self {
            Self::ProcedureKind { name } => Label::new(
                format!("手続の種類が同じ（{name}）"),
                format!("the same kind of procedure ({name})"),
            ),
            Self::Issue { issue } => Label::new(
                format!("課題が同じ（{issue}）"),
                format!("the same issue ({issue})"),
            ),
            Self::Remedy { remedy } => Label::new(
                format!(
                    "手立てが同じ（{}）",
                    remedy.label(tosei_types::Language::Ja)
                ),
                format!(
                    "the same remedy ({})",
                    remedy.label(tosei_types::Language::En)
                ),
            ),
        }
    }
}

/// 合致した好事例 (match).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PracticeMatch {
    /// 好事例ID.
    pub practice: SubjectId,
    /// 理由.
    pub reasons: Vec<PracticeReason>,
    /// 効果が測られているか.
    pub measured: bool,
}

/// 好事例を探す (search): practices that have something of each list that was asked for, most reasons first; of
/// equally many, measured ones first, then by id.
///
/// # Source
///
/// The order is ours (`project-decision:good-practice`).
#[must_use]
pub fn search_practices(practices: &[GoodPractice], query: &PracticeQuery) -> Vec<PracticeMatch> {
    let mut found: Vec<PracticeMatch> = practices
        .iter()
        .filter_map(|practice| {
            let kinds = query.procedure_kinds.iter();
            let kinds = kinds.filter(|kind| practice.procedure_kinds.contains(kind));
            let issues = query.issues.iter();
            let issues = issues.filter(|issue| practice.issues.contains(issue));
            let remedies = query.remedies.iter();
            let remedies = remedies.filter(|remedy| practice.remedies.contains(remedy));
            let kinds: Vec<_> = kinds
                .map(|name| PracticeReason::ProcedureKind { name: name.clone() })
                .collect();
            let issues: Vec<_> = issues
                .map(|issue| PracticeReason::Issue {
                    issue: issue.clone(),
                })
                .collect();
            let remedies: Vec<_> = remedies
                .map(|remedy| PracticeReason::Remedy { remedy: *remedy })
                .collect();
            let asked = [
                (query.procedure_kinds.is_empty(), &kinds),
                (query.issues.is_empty(), &issues),
                (query.remedies.is_empty(), &remedies),
            ];
            let fits = asked
                .iter()
                .all(|(nothing, found)| *nothing || !found.is_empty());
            fits.then(|| PracticeMatch {
                practice: practice.id.clone(),
                reasons: kinds.into_iter().chain(issues).chain(remedies).collect(),
                measured: practice.effect.is_some(),
            })
        })
        .collect();
    found.sort_by(|one, other| {
        let key = |one: &PracticeMatch| (one.reasons.len(), one.measured);
        key(other)
            .cmp(&key(one))
            .then_with(|| one.practice.cmp(&other.practice))
    });
    found
}
