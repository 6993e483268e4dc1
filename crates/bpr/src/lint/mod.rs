//! 点検: what is drawn wrongly, left out or hard to read in a flow.

mod data;
mod gateways;
mod index;
mod messages;
mod names;
mod options;
mod references;
mod sarif;
mod structure;
mod values;

pub(crate) use index::Index;
pub use options::{
    LINT_OPTIONS_FORMAT, LINT_OPTIONS_FORMAT_VERSION, LintOptions, LintOptionsError,
    LintRuleOptions,
};
pub use sarif::{SarifPosition, sarif};

use crate::Flow;
use std::sync::OnceLock;
use tosei_document::{
    AppliedExemptions, Catalogue, Collector, Exemption, Mark, PlaceRef, Report, Sink, ValueRef,
};
use tosei_types::{Date, embedded};

/// 点検の規則 (rules) about flows.
///
/// # Source
///
/// Rules about what BPMN allows cite `omg-bpmn-2`; the others are ours (`project-decision:flow-lint`).
#[must_use]
pub fn lint_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/lint.json"))
    })
}

/// 点検の結果 (result of a lint): findings, and what became of the exemptions.
#[derive(Debug, Clone, PartialEq)]
pub struct Lint {
    /// 点検結果. Each finding's subject is the id of the element, its place a pointer into the document of the flow.
    pub report: Report,
    /// 除外の適用: which exemptions held, were of no use, or have expired.
    pub exemptions: AppliedExemptions,
}

/// 点検 (lint) of a flow by the rules of [`lint_rules`].
///
/// An exemption keeps one rule about one element quiet, with its reason, until it expires.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, lint::{LintOptions, lint}};
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "mihon",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "check", "name": "書類を確認する", "is": {"kind": "activity"}}
///   ],
///   "sequence_flows": [{"id": "f1", "from": "start", "to": "check"}]
/// }"#)?;
/// let lint = lint(&flow, &LintOptions::default(), &[], "2026-04-01".parse()?);
/// assert_eq!(lint.report.count_of("bpr.lint.no_end"), 1);
/// assert_eq!(lint.report.count_of("bpr.lint.work_time_missing"), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lint(flow: &Flow, options: &LintOptions, exemptions: &[Exemption], as_of: Date) -> Lint {
    let mut collector = Collector::new(lint_rules());
    let exemptions = collector.apply(exemptions, as_of);
    let mut check = Check {
        index: Index::new(flow),
        options,
        sink: &mut collector,
    };
    check.references();
    check.structure();
    check.gateways();
    check.messages();
    check.data();
    check.values();
    check.names();
    Lint {
        report: collector.into_report(),
        exemptions,
    }
}

/// One pass over a flow.
struct Check<'f, 's> {
    index: Index<'f>,
    options: &'f LintOptions,
    sink: &'s mut dyn Sink,
}

impl Check<'_, '_> {
    fn say(
        &mut self,
        rule: &str,
        list: &str,
        at: usize,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let code = format!("bpr.lint.{rule}");
        if !self.options.is_on(&code) {
            return;
        }
        let rule = lint_rules().index(&code);
        debug_assert!(rule.is_some(), "{code} is no rule");
        if let Some(rule) = rule {
            let pointer = format!("/{list}/{at}");
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(&pointer),
                subject: Some(subject),
                values,
            });
        }
    }

    /// A finding about a node.
    fn say_node(&mut self, rule: &str, at: usize, values: &[(&'static str, ValueRef<'_>)]) {
        let Some(node) = self.index.flow.nodes.get(at) else {
            return;
        };
        let title = [("name", ValueRef::from(node.title()))];
        let values: Vec<_> = title.iter().chain(values).copied().collect();
        self.say(rule, "nodes", at, node.id.as_str(), &values);
    }
}
