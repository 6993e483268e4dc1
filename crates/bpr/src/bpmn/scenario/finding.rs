//! What a scenario says that the simulation does not use, or that cannot be read.

use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_markup::{Element, Position};
use tosei_types::embedded;

/// BPSimの規則 (rules) about scenarios of BPSim.
///
/// # Examples
///
/// ```
/// let rules = tosei_bpr::bpmn::scenario::bpsim_rules();
/// assert!(rules.rule("bpr.bpsim.unused").is_some());
/// ```
#[must_use]
pub fn bpsim_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../../data/rules/bpsim.json"))
    })
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    Unused,
    Value,
    Reference,
    Calendar,
    OneReplication,
    StartTime,
    Approximated,
    TriggerCount,
    Parts,
    Selection,
    SeveralValues,
}

impl Rule {
    const fn code(self) -> &'static str {
        match self {
            Self::Unused => "bpr.bpsim.unused",
            Self::Value => "bpr.bpsim.value",
            Self::Reference => "bpr.bpsim.reference",
            Self::Calendar => "bpr.bpsim.calendar",
            Self::OneReplication => "bpr.bpsim.one_replication",
            Self::StartTime => "bpr.bpsim.start_time",
            Self::Approximated => "bpr.bpsim.approximated",
            Self::TriggerCount => "bpr.bpsim.trigger_count",
            Self::Parts => "bpr.bpsim.parts",
            Self::Selection => "bpr.bpsim.selection",
            Self::SeveralValues => "bpr.bpsim.several_values",
        }
    }
}

#[derive(Debug)]
pub(super) struct Findings(Collector<'static>);

impl Findings {
    pub(super) fn new() -> Self {
        Self(Collector::new(bpsim_rules()))
    }

    pub(super) fn at(&mut self, rule: Rule, position: Position, found: &str) {
        let Some(rule) = bpsim_rules().index(rule.code()) else {
            return;
        };
        self.0.accept(Mark {
            rule,
            place: PlaceRef::Line {
                line: position.line,
                column: Some(position.column),
            },
            subject: None,
            values: &[("found", ValueRef::Text(found))],
        });
    }

    /// A parameter that the simulation does not use.
    pub(super) fn unused(&mut self, element: Element<'_>) {
        self.at(Rule::Unused, element.position(), element.local_name());
    }

    /// A value that cannot be read, or that no distribution of ours has.
    pub(super) fn value(&mut self, element: Element<'_>) {
        let mut found = element.local_name().to_owned();
        for attribute in element.attributes() {
            found.push_str(&format!(
                " {}={}",
                attribute.local_name(),
                attribute.value()
            ));
        }
        self.at(Rule::Value, element.position(), &found);
    }

    pub(super) fn into_report(self) -> Report {
        self.0.into_report()
    }
}
