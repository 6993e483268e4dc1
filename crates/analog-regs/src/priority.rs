//! 見直しの順序 (order of review): rules as data, each with its reason.

use crate::register::{ActKind, Addressee, ClauseFunction};
use crate::{
    CategoryId, Clause, ClauseId, ClauseRegister, ReviewStatus, Route, WrittenFormState,
    supersession_in,
};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Date, FiscalQuarter, Label, PriorityRuleId, embedded};

/// The `format` of rules of priority.
pub const PRIORITY_FORMAT: &str = "tosei-review-priority";

/// 条件 (condition): everything that is named must hold; an empty list names nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PriorityCondition {
    /// 規制等の類型: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryId>,
    /// 規定の機能: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<ClauseFunction>,
    /// 名宛人: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Addressee>,
    /// 行為の区分: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActKind>,
    /// 改正の経路 of the rule: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// 状況 on the day: one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<ReviewStatus>,
    /// 国の法令による: whether the clause only repeats a statute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national_law: Option<bool>,
    /// 通則により書面が読替え済みで、他に障害がない.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nothing_remains: Option<bool>,
    /// 完了時期まで n 四半期以内, the running quarter being 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_within_quarters: Option<u8>,
}

/// 順序の規則 (rule of priority).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ReviewPriorityRule"))]
#[serde(deny_unknown_fields)]
pub struct PriorityRule {
    /// Stable id.
    pub id: PriorityRuleId,
    /// The name that is shown.
    pub label: Label,
    /// 理由.
    pub why: Label,
    /// 順位: the lower, the earlier.
    pub rank: u16,
    /// 条件.
    pub when: PriorityCondition,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of rules of priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "ReviewPriorityRules"))]
#[serde(deny_unknown_fields)]
pub struct PriorityRulesDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-review-priority`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-review-priority")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 順位 of a clause that no rule names.
    pub otherwise: u16,
    /// The rules.
    pub rules: Vec<PriorityRule>,
}

/// 順位付けされた条項 (clause in its order), with every rule that holds for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrioritizedClause<'r> {
    /// 条項.
    pub clause: ClauseId,
    /// 順位: the lowest of the rules that hold, or that of a clause that none names.
    pub rank: u16,
    /// 完了時期.
    pub due: Option<FiscalQuarter>,
    /// The rules that hold, the lowest rank first.
    pub because: Vec<&'r PriorityRule>,
}

/// 順序の規則 in use. Those that are embedded follow a town's published order where it is known; the
/// rest is ours.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{PriorityRules, sample};
///
/// let register = sample::register()?;
/// let order = PriorityRules::standard().order(&register, register.status_date);
/// assert!(order.iter().is_sorted_by_key(|one| one.rank));
/// assert!(!order[0].because.is_empty());
/// # Ok::<(), tosei_analog_regs::RegisterDocumentError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriorityRules {
    rules: Vec<PriorityRule>,
    otherwise: u16,
}

impl PriorityRules {
    /// The embedded rules.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<PriorityRules> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/codes/priority.json"))
        })
    }

    /// Reads a body's own rules.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice.
    /// - [`DataFileError::Contradiction`] if a rule has no condition at all.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: PriorityRulesDocument = serde_json::from_str(json)?;
        expect_format(
            (PRIORITY_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        let mut rules = document.rules;
        expect_distinct(rules.iter().map(|rule| rule.id.as_str()))?;
        let empty = PriorityCondition::default();
        if let Some(rule) = rules.iter().find(|rule| rule.when == empty) {
            return Err(DataFileError::contradiction(
                rule.id.to_string(),
                "a rule without a condition",
            ));
        }
        rules.sort_by_key(|rule| rule.rank);
        Ok(Self {
            rules,
            otherwise: document.otherwise,
        })
    }

    /// The rules, the lowest rank first.
    #[must_use]
    pub fn rules(&self) -> &[PriorityRule] {
        &self.rules
    }

    /// What holds for one clause on a day.
    #[must_use]
    pub fn judge<'r>(
        &'r self,
        register: &ClauseRegister,
        clause: &Clause,
        day: Date,
    ) -> PrioritizedClause<'r> {
        let because: Vec<&PriorityRule> = self
            .rules
            .iter()
            .filter(|rule| holds(&rule.when, register, clause, day))
            .collect();
        PrioritizedClause {
            clause: clause.id.clone(),
            rank: because.first().map_or(self.otherwise, |rule| rule.rank),
            due: clause.review.as_ref().and_then(|review| review.due),
            because,
        }
    }

    /// The clauses that are still to be reviewed on a day, in their order: by rank, then by the quarter
    /// in which they are due (none last), then as they stand in the register.
    ///
    /// Those in force, amended or out of scope are not in it.
    #[must_use]
    pub fn order<'r>(&'r self, register: &ClauseRegister, day: Date) -> Vec<PrioritizedClause<'r>> {
        let done = [
            ReviewStatus::Amended,
            ReviewStatus::InForce,
            ReviewStatus::Operating,
            ReviewStatus::OutOfScope,
        ];
        let open = |clause: &&Clause| {
            let review = clause.review.as_ref();
            let status = review.and_then(|review| review.status_at(day));
            !status.is_some_and(|status| done.contains(&status))
        };
        let mut order: Vec<PrioritizedClause<'r>> = register
            .clauses
            .iter()
            .filter(open)
            .map(|clause| self.judge(register, clause, day))
            .collect();
        order.sort_by_key(|one| (one.rank, one.due.is_none(), one.due));
        order
    }
}

fn holds(when: &PriorityCondition, register: &ClauseRegister, clause: &Clause, day: Date) -> bool {
    let review = clause.review.as_ref();
    let category = when.categories.is_empty()
        || when
            .categories
            .iter()
            .any(|category| clause.is_of(category));
    let function = when.functions.is_empty()
        || clause
            .function
            .is_some_and(|function| when.functions.contains(&function));
    let addressee = when.addressees.is_empty()
        || clause
            .addressees
            .iter()
            .any(|addressee| when.addressees.contains(addressee));
    let act = when.acts.is_empty() || clause.act.is_some_and(|act| when.acts.contains(&act));
    let route = when.routes.is_empty()
        || register
            .rule_of(clause)
            .is_some_and(|rule| when.routes.contains(&rule.kind.route()));
    let status = when.statuses.is_empty()
        || review
            .and_then(|review| review.status_at(day))
            .is_some_and(|status| when.statuses.contains(&status));
    let national = when
        .national_law
        .is_none_or(|wanted| clause.national_law.is_some() == wanted);
    let remains = when.nothing_remains.is_none_or(|wanted| {
        let supersession = supersession_in(register, clause, day);
        let nothing = supersession.written_form == WrittenFormState::Superseded
            && supersession.remaining.is_empty();
        nothing == wanted
    });
    let due = when.due_within_quarters.is_none_or(|quarters| {
        let due = review.and_then(|review| review.due);
        let mut last = Some(FiscalQuarter::of(day));
        for _ in 0..quarters {
            last = last.and_then(FiscalQuarter::next);
        }
        matches!((due, last), (Some(due), Some(last)) if due <= last)
    });
    category && function && addressee && act && route && status && national && remains && due
}
