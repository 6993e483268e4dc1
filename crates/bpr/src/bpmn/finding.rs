//! What a reader found: kept small, made into findings when they are asked for.

use std::{ops::Range, sync::OnceLock};
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, RuleIndex, Sink, ValueRef};
use tosei_markup::MarkupDocument;
use tosei_types::embedded;

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $code:literal;)+) => {
        /// A rule about BPMN files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum BpmnRule { $($(#[$doc])* $variant),+ }

        impl BpmnRule {
            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub(super) const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

rules! {
    /// An element without an id, or with one that the model cannot hold.
    IdMissing = "bpr.bpmn.id_missing";
    /// An id that stands twice.
    IdDuplicate = "bpr.bpmn.id_duplicate";
    /// A reference to nothing.
    ReferenceDangling = "bpr.bpmn.reference_dangling";
    /// A reference to something of another kind.
    ReferenceKind = "bpr.bpmn.reference_kind";
    /// An element without a reference that it must have.
    ReferenceMissing = "bpr.bpmn.reference_missing";
    /// Sub-processes or lanes that are part of each other.
    ParentCycle = "bpr.bpmn.parent_cycle";
    /// Processes that call each other in a circle.
    CallCycle = "bpr.bpmn.call_cycle";
    /// A process that two participants name.
    ProcessShared = "bpr.bpmn.process_shared";
    /// A node in two lanes.
    LaneTwice = "bpr.bpmn.lane_twice";
    /// No process and no participant.
    NoProcess = "bpr.bpmn.no_process";
    /// A flow whose id the model cannot hold.
    FlowId = "bpr.bpmn.flow_id";
    /// A BPMN element that the model does not hold.
    ElementKept = "bpr.bpmn.element_kept";
    /// An element in the namespace of BPMN that BPMN does not have, or not there.
    ElementUnknown = "bpr.bpmn.element_unknown";
    /// An attribute that the model does not hold.
    AttributeKept = "bpr.bpmn.attribute_kept";
    /// An extension of somebody else.
    ExtensionKept = "bpr.bpmn.extension_kept";
    /// A value of our extension that is none.
    ExtensionValue = "bpr.bpmn.extension_value";
    /// A parameter of BPSim that the model does not hold.
    BpsimKept = "bpr.bpmn.bpsim_kept";
    /// A value of BPSim that is none.
    BpsimValue = "bpr.bpmn.bpsim_value";
    /// A timer whose length is not exact.
    TimerKept = "bpr.bpmn.timer_kept";
}

/// One finding before it has line and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) rule: BpmnRule,
    /// The span in the text that it is about; its text is the value `found`.
    pub(super) span: Range<u32>,
    /// The id of the element concerned.
    pub(super) subject: Option<Box<str>>,
}

impl Found {
    pub(super) fn new(rule: BpmnRule, span: Range<usize>) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            rule,
            span: small(span.start)..small(span.end),
            subject: None,
        }
    }

    pub(super) fn about(mut self, subject: &str) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

/// The rules about BPMN files.
///
/// # Examples
///
/// ```
/// let rules = tosei_bpr::bpmn::bpmn_rules();
/// assert!(rules.rule("bpr.bpmn.id_duplicate").is_some());
/// ```
#[must_use]
pub fn bpmn_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/bpmn.json"))
    })
}

/// All findings with their places, sorted; each rule's first ones, all of them counted.
pub(super) fn report(document: &MarkupDocument, all: &[Found]) -> Report {
    let rules = bpmn_rules();
    let mut collector = Collector::new(rules);
    if all.is_empty() {
        return collector.into_report();
    }
    let (text, lines) = (document.text(), document.line_index());
    for found in all {
        let Some(rule): Option<RuleIndex> = rules.index(found.rule.code()) else {
            continue;
        };
        let wide = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let (start, end) = (wide(found.span.start), wide(found.span.end));
        let position = lines.position(text, start);
        let value = text.get(start..end).unwrap_or_default();
        collector.accept(Mark {
            rule,
            place: PlaceRef::Line {
                line: position.line,
                column: Some(position.column),
            },
            subject: found.subject.as_deref(),
            values: &[("found", ValueRef::Text(value))],
        });
    }
    collector.into_report()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_stands_in_the_catalogue_and_the_other_way_round() {
        let rules = bpmn_rules();
        assert_eq!(rules.rules().len(), BpmnRule::ALL.len());
        for rule in BpmnRule::ALL {
            assert!(rules.rule(rule.code()).is_some(), "{}", rule.code());
        }
    }
}
