//! What the walk collects before references are resolved.

use crate::{DataObject, DataUse, ElementId, Lane, Medium, Node, Party, Pool, Probability, Stage};
use std::{borrow::Cow, ops::Range};
use tosei_markup::{Attribute, Element, NodeId};
use tosei_types::{CaseCount, CriterionId, FlowId, OrganisationId, ProcedureId, StaffClass};

/// A reference as it is written.
#[derive(Debug, Clone)]
pub(super) struct Reference<'d> {
    pub(super) text: Cow<'d, str>,
    pub(super) span: Range<usize>,
}

impl<'d> Reference<'d> {
    pub(super) fn of(attribute: Attribute<'d>) -> Self {
        Self {
            text: attribute.value(),
            span: attribute.value_span(),
        }
    }

    /// The text of an element; `None` if it is blank.
    pub(super) fn inside(element: Element<'d>) -> Option<Self> {
        let text = match element.text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        (!text.is_empty()).then(|| Self {
            text,
            span: element.content_span(),
        })
    }
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Process(usize),
    Participant(usize, usize),
    Lane(usize, usize),
    Node(usize, usize),
    Edge(usize, usize),
    Message(usize, usize),
    Data(usize, usize),
    EventDefinition(usize),
    Other,
}

/// What is said of a flow as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Meta {
    pub(super) given: bool,
    pub(super) id: Option<FlowId>,
    pub(super) stage: Option<Stage>,
    pub(super) fictional: bool,
    pub(super) procedures: Vec<ProcedureId>,
    pub(super) criteria: Vec<CriterionId>,
    pub(super) cases_a_year: Option<CaseCount>,
    pub(super) staff_classes: Vec<StaffClass>,
}

#[derive(Debug)]
pub(super) struct RawEdge<'d> {
    pub(super) id: ElementId,
    pub(super) markup: NodeId,
    pub(super) name: Option<String>,
    pub(super) from: Option<Reference<'d>>,
    pub(super) to: Option<Reference<'d>>,
    pub(super) probability: Option<Probability>,
    pub(super) condition: Option<String>,
    pub(super) medium: Option<Medium>,
    pub(super) name_span: Range<usize>,
}

/// A data object; `behind` is the data object that it is a picture of.
#[derive(Debug)]
pub(super) struct RawData<'d> {
    pub(super) data: DataObject,
    pub(super) markup: NodeId,
    pub(super) behind: Option<Reference<'d>>,
    /// A data object that a reference shows is no element of its own.
    pub(super) is_shown: bool,
    pub(super) is_reference: bool,
}

/// What our attributes say where the structure of BPMN cannot.
#[derive(Debug, Clone, Default)]
pub(super) struct Override {
    pub(super) node: usize,
    pub(super) pool: Option<Option<ElementId>>,
    pub(super) lane: Option<Option<ElementId>>,
    pub(super) parent: Option<Option<ElementId>>,
}

#[derive(Debug)]
pub(super) struct RawProcess<'d> {
    pub(super) id: ElementId,
    pub(super) markup: NodeId,
    pub(super) span: Range<usize>,
    pub(super) name: Option<String>,
    pub(super) meta: Meta,
    /// Our attribute says that it belongs to the flow of the collaboration, but to no pool.
    pub(super) without_pool: bool,
    /// What is said of the pool that the process is where no participant names it.
    pub(super) party: Option<Party>,
    pub(super) organisation: Option<OrganisationId>,
    pub(super) lanes: Vec<Lane>,
    pub(super) lane_markup: Vec<NodeId>,
    pub(super) lane_parents: Vec<Option<usize>>,
    pub(super) lane_nodes: Vec<(usize, Reference<'d>)>,
    pub(super) nodes: Vec<Node>,
    pub(super) node_markup: Vec<NodeId>,
    pub(super) node_lanes: Vec<Option<usize>>,
    pub(super) overrides: Vec<Override>,
    pub(super) edges: Vec<RawEdge<'d>>,
    pub(super) data: Vec<RawData<'d>>,
    pub(super) attached: Vec<(usize, Reference<'d>)>,
    pub(super) defaults: Vec<(usize, Reference<'d>)>,
    pub(super) event_definitions: Vec<(usize, Reference<'d>)>,
    pub(super) uses: Vec<(usize, DataUse, Reference<'d>)>,
    pub(super) calls: Vec<(usize, Reference<'d>)>,
}

impl RawProcess<'_> {
    pub(super) fn new(id: ElementId, markup: NodeId, span: Range<usize>) -> Self {
        Self {
            id,
            markup,
            span,
            name: None,
            meta: Meta::default(),
            without_pool: false,
            party: None,
            organisation: None,
            lanes: Vec::new(),
            lane_markup: Vec::new(),
            lane_parents: Vec::new(),
            lane_nodes: Vec::new(),
            nodes: Vec::new(),
            node_markup: Vec::new(),
            node_lanes: Vec::new(),
            overrides: Vec::new(),
            edges: Vec::new(),
            data: Vec::new(),
            attached: Vec::new(),
            defaults: Vec::new(),
            event_definitions: Vec::new(),
            uses: Vec::new(),
            calls: Vec::new(),
        }
    }
}

#[derive(Debug)]
pub(super) struct RawParticipant<'d> {
    pub(super) pool: Pool,
    pub(super) markup: NodeId,
    pub(super) process: Option<Reference<'d>>,
}

#[derive(Debug)]
pub(super) struct RawCollaboration<'d> {
    pub(super) id: ElementId,
    pub(super) markup: NodeId,
    pub(super) span: Range<usize>,
    pub(super) name: Option<String>,
    pub(super) meta: Meta,
    pub(super) participants: Vec<RawParticipant<'d>>,
    pub(super) messages: Vec<RawEdge<'d>>,
}
