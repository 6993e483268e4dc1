//! Reading: one walk over the nodes of the markup, then references, then flows.

mod assemble;
mod attributes;
mod circle;
mod element;
mod inside;
mod known;
mod parts;
mod resolve;

use super::{
    finding::{BpmnRule, Found},
    names::Names,
};
use crate::{ElementId, EventTrigger, Flow};
use attributes::Attributes;
use parts::{RawCollaboration, RawProcess, Target};
use std::{borrow::Cow, collections::HashMap};
use tosei_markup::{Attribute, Element, MarkupDocument, NodeId, NodeKind};

/// The markup of each part of a flow, in the order of the parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Links {
    pub(super) flow: Option<NodeId>,
    pub(super) pools: Vec<NodeId>,
    /// Those of all pools, pool by pool.
    pub(super) lanes: Vec<NodeId>,
    pub(super) nodes: Vec<NodeId>,
    pub(super) sequence_flows: Vec<NodeId>,
    pub(super) message_flows: Vec<NodeId>,
    pub(super) data: Vec<NodeId>,
}

/// What reading gives.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) flows: Vec<Flow>,
    pub(super) links: Vec<Links>,
    pub(super) found: Vec<Found>,
}

/// What an extension element belongs to.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Definitions,
    Process(usize),
    Collaboration(usize),
    Participant(usize, usize),
    Lane(usize, usize),
    Node(usize, usize),
    Edge(usize, usize),
    Message(usize, usize),
    Data(usize, usize),
}

/// Where the walk is.
#[derive(Debug, Clone, Copy)]
enum Context {
    Definitions,
    Process(usize),
    SubProcess(usize, usize),
    Node(usize, usize),
    LaneSet(usize, Option<usize>),
    Lane(usize, usize),
    Edge(usize, usize),
    Collaboration(usize),
    Participant(usize, usize),
    Message(usize, usize),
    Data(usize, usize),
    /// Inside the definition of an event.
    Event(usize, usize),
    /// Inside the use of data.
    Use(usize, usize, crate::DataUse),
    Extension(Owner),
    Diagram,
    /// Inside what the model does not hold: only ids are looked at.
    Kept,
    /// Nothing inside is looked at.
    Skipped,
}

struct Reader<'d> {
    document: &'d MarkupDocument,
    names: Names,
    found: Vec<Found>,
    ids: HashMap<Cow<'d, str>, Target>,
    processes: Vec<RawProcess<'d>>,
    collaborations: Vec<RawCollaboration<'d>>,
    /// Triggers of event definitions that stand outside the processes.
    triggers: Vec<EventTrigger>,
    /// Simulation data of BPSim.
    simulations: Vec<Element<'d>>,
    /// Elements of diagrams and what they show.
    shown: Vec<Attribute<'d>>,
    /// References to sequence flows beside those that the flows make themselves.
    sequence_references: Vec<parts::Reference<'d>>,
    /// How the ids begin that are made up.
    made_up: Option<String>,
}

fn found_attribute(rule: BpmnRule, attribute: Attribute<'_>) -> Found {
    let start = attribute.span().start;
    let end = start.saturating_add(attribute.qualified_name().len());
    Found::new(rule, start..end)
}

/// The span of an element's name.
fn name_span(element: Element<'_>) -> std::ops::Range<usize> {
    let start = element.span().start.saturating_add(1);
    start..start.saturating_add(element.qualified_name().len())
}

/// Reads a document whose root is `definitions` of BPMN.
pub(super) fn read(document: &MarkupDocument, names: Names) -> Reading {
    let mut reader = Reader {
        document,
        names,
        found: Vec::new(),
        ids: HashMap::with_capacity(document.node_count() / 6),
        processes: Vec::new(),
        collaborations: Vec::new(),
        triggers: Vec::new(),
        simulations: Vec::new(),
        shown: Vec::new(),
        sequence_references: Vec::new(),
        made_up: None,
    };
    reader.walk();
    reader.resolve();
    reader.assemble()
}

impl<'d> Reader<'d> {
    fn walk(&mut self) {
        let root = self.document.root();
        let _ = Attributes::of(root, self);
        let mut stack = vec![(root.span().end, Context::Definitions)];
        let mut skip_until = 0usize;
        for node in root.node().descendants() {
            if node.kind() != NodeKind::Element {
                continue;
            }
            let span = node.span();
            if span.start < skip_until {
                continue;
            }
            while stack.last().is_some_and(|(end, _)| *end <= span.start) {
                stack.pop();
            }
            let Some(((_, context), element)) = stack.last().copied().zip(node.as_element()) else {
                continue;
            };
            match self.enter(context, element) {
                Context::Skipped => skip_until = span.end,
                inner => stack.push((span.end, inner)),
            }
        }
    }

    /// Notes an id; the first element of an id keeps it.
    fn register(&mut self, id: Option<Attribute<'d>>, target: Target) {
        let Some(attribute) = id else { return };
        let key = attribute.value();
        if key.is_empty() {
            return;
        }
        match self.ids.entry(key) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(target);
            }
            std::collections::hash_map::Entry::Occupied(_) => {
                let found = Found::new(BpmnRule::IdDuplicate, attribute.value_span());
                self.found.push(found);
            }
        }
    }

    /// The id of a part of the model; one is made up where the file has none.
    fn id(&mut self, element: Element<'d>, attributes: &Attributes<'d>) -> ElementId {
        let written = attributes.model_id.or(attributes.id);
        if let Some(id) = written.and_then(|attribute| attribute.value().parse().ok()) {
            return id;
        }
        let document = self.document;
        let prefix = self.made_up.get_or_insert_with(|| {
            // Looked for once: no id of the file begins so.
            let mut prefix = "unnamed-".to_owned();
            while document.text().contains(&prefix) {
                prefix.push('-');
            }
            prefix
        });
        let text = format!("{prefix}{}", element.id().get());
        let found = Found::new(BpmnRule::IdMissing, name_span(element)).about(&text);
        self.found.push(found);
        made_up(&text)
    }

    /// What an id names; a prefix before it may be that of the target namespace.
    fn target(&self, text: &str) -> Option<Target> {
        let direct = self.ids.get(text).copied();
        direct.or_else(|| {
            let (_, local) = text.rsplit_once(':')?;
            self.ids.get(local).copied()
        })
    }
}

/// An id made here, which is one.
#[allow(
    clippy::unreachable,
    reason = "the text is not empty and has no control characters"
)]
fn made_up(text: &str) -> ElementId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("`{text}` is an id"))
}
