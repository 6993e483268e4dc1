//! The rules about a register of clauses and its reviews.

use tosei_types::embedded;
mod clauses;
mod instruments;
mod reviews;

use crate::{
    AssemblyCalendar, Categories, Clause, ClauseRegister, PhaseScales, Rule, StatusMachine,
    Technologies,
};
use std::collections::HashMap;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};

/// The rules about registers, with those about reading.
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/clause.json"))
    })
}

/// What a check judges by: the embedded lists, or a body's own.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct CheckLists<'a> {
    /// 規制等の類型.
    pub categories: &'a Categories,
    /// Phaseの表.
    pub scales: &'a PhaseScales,
    /// 状況遷移.
    pub statuses: &'a StatusMachine,
    /// 代替技術.
    pub technologies: &'a Technologies,
    /// 議会の会期; without one no session is looked up.
    pub calendar: Option<&'a AssemblyCalendar>,
}

impl CheckLists<'static> {
    /// The embedded lists, without a calendar.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            categories: Categories::standard(),
            scales: PhaseScales::standard(),
            statuses: StatusMachine::standard(),
            technologies: Technologies::standard(),
            calendar: None,
        }
    }
}

/// Checks a register by the embedded lists: ids that dangle, impossible steps of a status, days out of
/// order, reviews without what they need.
///
/// Places are JSON pointers into the document; what has passed is judged by its status date. The
/// catalogue must hold the rules of [`rules`].
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{check_register, register::rules, sample};
/// use tosei_document::{Collector, Severity};
///
/// let mut findings = Collector::new(rules());
/// check_register(&sample::register()?, rules(), &mut findings);
/// assert_eq!(findings.into_report().count(Severity::Error), 0);
/// # Ok::<(), tosei_analog_regs::RegisterDocumentError>(())
/// ```
pub fn check_register(register: &ClauseRegister, catalogue: &Catalogue, sink: &mut dyn Sink) {
    check_register_with(register, CheckLists::standard(), catalogue, sink);
}

/// As [`check_register`], by lists of one's own.
pub fn check_register_with(
    register: &ClauseRegister,
    lists: CheckLists<'_>,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let rules = register.rules.iter().map(|rule| (rule.id.as_str(), rule));
    let clauses = register.clauses.iter().enumerate();
    let mut checker = Checker {
        register,
        lists,
        catalogue,
        sink,
        rules: rules.collect(),
        clauses: clauses.map(|(at, one)| (one.id.as_str(), at)).collect(),
    };
    checker.clauses();
    checker.instruments();
    checker.requests();
}

struct Checker<'a> {
    register: &'a ClauseRegister,
    lists: CheckLists<'a>,
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
    rules: HashMap<&'a str, &'a Rule>,
    clauses: HashMap<&'a str, usize>,
}

impl<'a> Checker<'a> {
    fn report(&mut self, code: &str, place: &str, subject: &str, values: &[(&'static str, &str)]) {
        if let Some(rule) = self.catalogue.index(code) {
            let values: Vec<(&'static str, ValueRef<'_>)> = values
                .iter()
                .map(|(name, value)| (*name, (*value).into()))
                .collect();
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values: &values,
            });
        }
    }

    fn rule_of(&self, clause: &Clause) -> Option<&'a Rule> {
        self.rules.get(clause.rule.as_str()).copied()
    }

    fn has_section(&self, id: &str) -> bool {
        self.register
            .sections
            .iter()
            .any(|section| section.id.as_str() == id)
    }
}
