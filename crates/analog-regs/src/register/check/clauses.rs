//! Rules about clauses and where they stand.

use super::Checker;
use crate::register::{ClauseFunction, RuleKind};
use crate::{Clause, EnactingBody};
use std::collections::{HashMap, HashSet};

impl<'a> Checker<'a> {
    pub(super) fn clauses(&mut self) {
        let register = self.register;
        let mut seen = HashSet::new();
        for (at, rule) in register.rules.iter().enumerate() {
            let place = format!("/rules/{at}");
            let id = rule.id.as_str();
            if !seen.insert(id) {
                self.report("analog_regs.register.rule_repeated", &place, id, &[]);
            }
            let right = match rule.kind {
                RuleKind::Statute | RuleKind::StateOrder => rule.enacted_by == EnactingBody::State,
                RuleKind::Ordinance | RuleKind::AssemblyRule => matches!(
                    rule.enacted_by,
                    EnactingBody::Assembly
                        | EnactingBody::PartialAssociation
                        | EnactingBody::WideAreaUnion
                        | EnactingBody::Prefecture
                ),
                RuleKind::EnterpriseRule => rule.enacted_by == EnactingBody::EnterpriseManager,
                RuleKind::CommissionRule => matches!(
                    rule.enacted_by,
                    EnactingBody::BoardOfEducation
                        | EnactingBody::ElectionCommission
                        | EnactingBody::AuditCommissioners
                        | EnactingBody::EquityCommission
                        | EnactingBody::AgriculturalCommission
                        | EnactingBody::PropertyAssessmentCommission
                ),
                RuleKind::Regulation => matches!(
                    rule.enacted_by,
                    EnactingBody::Head
                        | EnactingBody::PartialAssociation
                        | EnactingBody::WideAreaUnion
                        | EnactingBody::Prefecture
                ),
                _ => true,
            };
            if !right {
                let values = [("kind", rule.kind.code()), ("body", rule.enacted_by.code())];
                self.report(
                    "analog_regs.register.body_cannot_enact",
                    &place,
                    id,
                    &values,
                );
            }
            if let Some(section) = &rule.section
                && !self.has_section(section.as_str())
            {
                let values = [("section", section.as_str())];
                self.report("analog_regs.register.section_unknown", &place, id, &values);
            }
        }
        let mut ids = HashSet::new();
        let mut places: HashMap<(&str, String, Option<&str>), &str> = HashMap::new();
        for (at, clause) in register.clauses.iter().enumerate() {
            let place = format!("/clauses/{at}");
            let id = clause.id.as_str();
            if !ids.insert(id) {
                self.report("analog_regs.register.clause_repeated", &place, id, &[]);
            }
            let key = (
                clause.rule.as_str(),
                clause.citation.to_string(),
                clause.text.as_deref(),
            );
            if let Some(first) = places.get(&key) {
                let values = [("first", *first), ("citation", key.1.as_str())];
                self.report("analog_regs.register.place_repeated", &place, id, &values);
            } else {
                places.insert(key, id);
            }
            self.clause(&place, clause);
            if let Some(review) = &clause.review {
                self.review(&format!("{place}/review"), clause, review);
            }
        }
    }

    fn clause(&mut self, place: &str, clause: &'a Clause) {
        let id = clause.id.as_str();
        if self.rule_of(clause).is_none() {
            let values = [("rule", clause.rule.as_str())];
            self.report("analog_regs.register.rule_unknown", place, id, &values);
        }
        if clause.citation.law().is_some() {
            let citation = clause.citation.to_string();
            let values = [("citation", citation.as_str())];
            self.report("analog_regs.register.law_in_citation", place, id, &values);
        }
        if clause.categories.is_empty() {
            self.report("analog_regs.register.category_missing", place, id, &[]);
        }
        let mut seen = HashSet::new();
        for (at, own) in clause.categories.iter().enumerate() {
            let place = format!("{place}/categories/{at}");
            let category = own.category.as_str();
            if !seen.insert(own) {
                let values = [("category", category)];
                self.report(
                    "analog_regs.register.category_repeated",
                    &place,
                    id,
                    &values,
                );
            }
            let Some(known) = self.lists.categories.get(category) else {
                let values = [("category", category)];
                self.report("analog_regs.register.category_unknown", &place, id, &values);
                continue;
            };
            if let Some(subtype) = &own.subtype
                && known.subtype(subtype).is_none()
            {
                let values = [("category", category), ("subtype", subtype.as_str())];
                self.report(
                    "analog_regs.register.subtype_of_another",
                    &place,
                    id,
                    &values,
                );
            }
        }
        let posting = clause
            .categories
            .iter()
            .any(|own| own.category.as_str() == "written_posting");
        if posting
            && let Some(function) = clause.function.filter(|function| {
                matches!(
                    function,
                    ClauseFunction::Promulgation | ClauseFunction::ServiceByPublication
                )
            })
        {
            let values = [("function", function.code())];
            self.report(
                "analog_regs.register.board_is_not_posting",
                place,
                id,
                &values,
            );
        }
        let unnamed = clause
            .national_law
            .as_ref()
            .is_some_and(|law| law.provision.is_none());
        if unnamed {
            self.report("analog_regs.register.national_law_unnamed", place, id, &[]);
        }
        if let Some(found) = clause.found_on
            && self.register.status_date < found
        {
            let found = found.to_string();
            let values = [("day", found.as_str())];
            self.report("analog_regs.register.day_in_future", place, id, &values);
        }
    }
}
