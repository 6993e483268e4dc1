//! Findings about what does not hold together in a flow.

use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_types::embedded;

/// 点検の規則 (rules) about what holds a flow together: ids, references, levels.
#[must_use]
pub fn graph_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/graph.json"))
    })
}

pub(super) struct Findings {
    collector: Collector<'static>,
}

impl Findings {
    pub(super) fn new() -> Self {
        Self {
            collector: Collector::new(graph_rules()),
        }
    }

    /// One finding about the element `subject`, with the name that it refers to in vain.
    pub(super) fn say(&mut self, rule: &str, pointer: &str, subject: &str, name: &str) {
        let code = format!("bpr.graph.{rule}");
        let rule = graph_rules().index(&code);
        debug_assert!(rule.is_some(), "{code} is no rule");
        if let Some(rule) = rule {
            self.collector.accept(Mark {
                rule,
                place: PlaceRef::Pointer(pointer),
                subject: Some(subject),
                values: &[("name", ValueRef::Text(name))],
            });
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.collector.into_report()
    }
}
