//! Checking selection rules, and getting them ready.

use super::{PriorityRule, PriorityRules, PrioritySelector, PriorityUnit, ThresholdOperator};
use crate::definition_check::{DefinitionFile, Problem};
use crate::mask::{Mask, Membership, UNKNOWN};
use crate::{Candidate, KindIndex, ProcessKinds};
use tosei_document::{Report, Severity};
use tosei_types::{CaseCount, FiscalYear};

/// 選定規則集 (compiled priority rules): rules that were found sound, ready to select.
///
/// They are bound to the list of process kinds that they were compiled with.
#[derive(Debug, Clone)]
pub struct CompiledPriorities {
    rules: Vec<CompiledPriority>,
}

/// A rule with its masks.
#[derive(Debug, Clone)]
pub(super) struct CompiledPriority {
    pub(super) rule: PriorityRule,
    kinds: Mask,
    actors: Mask,
}

impl CompiledPriority {
    pub(super) fn membership(&self, candidate: &Candidate<'_>) -> Membership {
        self.kinds
            .membership(candidate.kind.map(KindIndex::get))
            .and(self.actors.membership(Mask::party(candidate.actor)))
    }
}

impl CompiledPriorities {
    /// The rules, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &PriorityRule> {
        self.rules.iter().map(|compiled| &compiled.rule)
    }

    /// A selector of one rule, about the counts of a fiscal year.
    #[must_use]
    pub fn selector(&self, id: &str, year: FiscalYear) -> Option<PrioritySelector<'_>> {
        self.rules
            .iter()
            .find(|compiled| compiled.rule.id.as_str() == id)
            .map(|compiled| PrioritySelector::new(compiled, year))
    }

    /// A selector of every rule, about the counts of a fiscal year.
    pub fn selectors(&self, year: FiscalYear) -> impl Iterator<Item = PrioritySelector<'_>> {
        self.rules
            .iter()
            .map(move |compiled| PrioritySelector::new(compiled, year))
    }
}

impl PriorityRules {
    /// Everything that is wrong with the rules, given a list of process kinds.
    ///
    /// The report's sentences come from [`catalogue`](Self::catalogue). A rule with an error cannot
    /// be compiled; warnings do not hinder.
    #[must_use]
    pub fn check(&self, kinds: &ProcessKinds) -> Report {
        let file = DefinitionFile {
            catalogue: Self::catalogue(),
            prefix: "inventory.priority_rules",
            list: "rules",
        };
        file.check(
            self.rules.iter().zip(self.positions.iter().copied()),
            |rule| rule.id.as_str(),
            |rule, problem| check_one(rule, kinds, problem),
        )
    }

    /// Gets the rules ready, or says everything that is wrong with them.
    ///
    /// # Errors
    ///
    /// The report of [`check`](Self::check), if it has an error.
    pub fn compile(&self, kinds: &ProcessKinds) -> Result<CompiledPriorities, Report> {
        let report = self.check(kinds);
        if report.count(Severity::Error) > 0 {
            return Err(report);
        }
        let compiled = self.rules.iter().map(|rule| CompiledPriority {
            kinds: Mask::of_kinds(rule.kinds.as_deref(), kinds),
            actors: Mask::of_parties(rule.actors.as_deref()),
            rule: rule.clone(),
        });
        Ok(CompiledPriorities {
            rules: compiled.collect(),
        })
    }
}

/// `problem` takes (rule, path inside the selection rule, value).
fn check_one(rule: &PriorityRule, kinds: &ProcessKinds, problem: Problem<'_>) {
    for (path, text) in [
        ("/label/ja", &rule.label.ja),
        ("/label/en", &rule.label.en),
        ("/sentence/ja", &rule.sentence.ja),
        ("/sentence/en", &rule.sentence.en),
        ("/source", &rule.source),
    ] {
        if text.trim().is_empty() {
            problem("blank", path, "");
        }
    }
    for (path, empty) in [
        ("/states", rule.states.is_empty()),
        ("/kinds", rule.kinds.as_ref().is_some_and(Vec::is_empty)),
        ("/actors", rule.actors.as_ref().is_some_and(Vec::is_empty)),
    ] {
        if empty {
            problem("empty_list", path, "");
        }
    }
    for (at, state) in rule.states.iter().enumerate() {
        if rule.states.iter().take(at).any(|earlier| earlier == state) {
            problem("state_twice", &format!("/states/{at}"), state.code());
        }
    }
    for (at, code) in rule.kinds.iter().flatten().enumerate() {
        if code != UNKNOWN && kinds.index(code).is_none() {
            problem("unknown_kind", &format!("/kinds/{at}"), code);
        }
    }
    if rule.unit == PriorityUnit::Procedure {
        if rule.kinds.is_some() {
            problem("not_for_procedures", "/kinds", "kinds");
        }
        if rule.related.same_procedure() {
            problem("not_for_procedures", "/related", rule.related.code());
        }
    }
    if rule.threshold == CaseCount::ZERO && rule.operator == ThresholdOperator::AtLeast {
        problem("selects_everything", "/threshold", "0");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use tosei_document::{Catalogue, Limits};

    fn rules(rules: &Value) -> PriorityRules {
        let document = json!({
            "format": "tosei-priority-rules", "format_version": 1,
            "edition": { "id": "test", "date": "2026-11-22", "source": "definition" },
            "rules": rules,
        });
        PriorityRules::from_json(&document.to_string()).unwrap()
    }

    #[test]
    fn every_rule_finds_its_bad_example_and_passes_its_good_one() {
        let own = PriorityRules::catalogue()
            .rules()
            .iter()
            .filter(|rule| rule.code.starts_with("inventory.priority_rules."));
        let mut count = 0;
        for rule in own {
            count += 1;
            let check = |example| rules(example).check(ProcessKinds::standard());
            assert!(check(&rule.bad).count_of(&rule.code) > 0, "{}", rule.code);
            assert!(check(&rule.good).is_clean(), "{}", rule.code);
        }
        assert_eq!(count, 8);
        assert_eq!(
            PriorityRules::catalogue().rules().len(),
            count + Catalogue::reading().rules().len()
        );
    }

    #[test]
    fn the_embedded_rules_are_sound() {
        let report = PriorityRules::standard().check(ProcessKinds::standard());
        assert!(report.is_clean(), "{:?}", report.findings());
        assert_eq!(PriorityRules::standard().rules().len(), 6);
    }

    #[test]
    fn a_warning_does_not_hinder() {
        let everything = rules(&json!([{
            "id": "all", "label": { "ja": "全て", "en": "All" },
            "sentence": { "ja": "全て。", "en": "All." }, "unit": "procedure",
            "measure": "handled", "states": ["final"], "operator": "at_least", "threshold": 0,
            "related": "none", "other_reasons": "ignored", "source": "definition",
        }]));
        assert_eq!(everything.check(ProcessKinds::standard()).total(), 1);
        assert!(everything.compile(ProcessKinds::standard()).is_ok());
    }

    #[test]
    fn a_rule_of_the_wrong_shape_costs_itself_only() {
        let document = include_str!("../../data/priorities/standard.json").replacen(
            "\"more_than\"",
            "\"above\"",
            1,
        );
        let (read, report) = PriorityRules::read(document.as_bytes(), &Limits::default());
        assert_eq!((read.unwrap().rules().len(), report.total()), (5, 1));
        assert!(PriorityRules::from_json(&document).is_err());
    }
}
