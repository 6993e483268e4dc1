//! A BPMN file: its markup, and the flows that are read from it.

use super::{
    BpmnEdits, BpmnError,
    finding::{self, Found},
    names::{BPMN_NAMESPACE, Names},
    read::{self, Links, Reading},
};
use crate::Flow;
use tosei_document::{Limits, Report};
use tosei_markup::{Element, MarkupDocument, NodeId};

/// BPMN文書 (BPMN document): a file as it is, and the flows in it.
///
/// Each collaboration is one [`Flow`] with its participants as pools; a process that no participant names is a
/// flow of its own, with a pool of its own id if it has lanes. What the model does not hold stays in the
/// markup and is listed by [`findings`](Self::findings).
///
/// # Invariant
///
/// [`write`](Self::write) gives the bytes that were read. The document does not change;
/// [`edit`](Self::edit) collects changes and writes them, and everything outside them stays as it was.
///
/// # Source
///
/// `omg-bpmn-2`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::bpmn::{BpmnDocument, ExtensionValue};
/// use tosei_bpr::Medium;
/// use tosei_document::Limits;
///
/// let file = r#"<?xml version="1.0" encoding="UTF-8"?>
/// <b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:mihon">
///   <b:process id="shinsei" name="申請の受付（架空）">
///     <b:startEvent id="s"/><b:sequenceFlow id="f1" sourceRef="s" targetRef="uketsuke"/>
///     <b:task id="uketsuke" name="受付"   vendor="1" xmlns:v="urn:vendor" v:colour="赤"/>
///   </b:process>
/// </b:definitions>"#;
/// let document = BpmnDocument::read(file.as_bytes(), &Limits::default())?;
/// let flow = &document.flows()[0];
/// assert_eq!(flow.node("uketsuke").unwrap().title(), "受付");
/// assert_eq!(document.findings().count_of("bpr.bpmn.attribute_kept"), 2); // the vendor's
///
/// let mut edits = document.edit();
/// edits.rename("uketsuke", "受付・確認")?;
/// edits.set("uketsuke", ExtensionValue::Medium(Medium::Paper))?;
/// let written = String::from_utf8(edits.write()?).unwrap();
/// let changed = file.replace("name=\"受付\"", "name=\"受付・確認\"").replace("\"赤\"/>",
///     "\"赤\"><b:extensionElements><tosei:activity xmlns:tosei=\"urn:tosei:bpmn:1\" medium=\"paper\"/>\
///      </b:extensionElements></b:task>");
/// assert_eq!(written, changed);
/// assert_eq!(document.write(), file.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BpmnDocument {
    markup: MarkupDocument,
    flows: Vec<Flow>,
    links: Vec<Links>,
    found: Vec<Found>,
}

impl BpmnDocument {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// - [`BpmnError::Markup`] if it is not well-formed, or beyond the limits.
    /// - [`BpmnError::NotBpmn`] if its root is not `definitions` of BPMN 2.0.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, BpmnError> {
        let markup = MarkupDocument::read(bytes, limits)?;
        let root = markup.root();
        let names = Names::of(&markup).filter(|_| root.is(BPMN_NAMESPACE, "definitions"));
        let Some(names) = names else {
            let short = |text: &str| text.chars().take(80).collect();
            return Err(BpmnError::NotBpmn {
                element: short(root.qualified_name()),
                namespace: short(root.namespace()),
                position: root.position(),
            });
        };
        let Reading {
            flows,
            links,
            found,
        } = read::read(&markup, names);
        Ok(Self {
            markup,
            flows,
            links,
            found,
        })
    }

    /// The bytes that were read.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        self.markup.write()
    }

    /// The flows, collaborations first, in the order of the file.
    #[must_use]
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// The first flow of an id.
    #[must_use]
    pub fn flow(&self, id: &str) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.id.as_str() == id)
    }

    /// The flows by value.
    #[must_use]
    pub fn into_flows(self) -> Vec<Flow> {
        self.flows
    }

    /// The markup, with everything that the model does not hold.
    #[must_use]
    pub fn markup(&self) -> &MarkupDocument {
        &self.markup
    }

    /// What is wrong in the file and what the model does not hold, with line and column, made when asked for.
    ///
    /// The rules are [`bpmn_rules`](super::bpmn_rules).
    #[must_use]
    pub fn findings(&self) -> Report {
        finding::report(&self.markup, &self.found)
    }

    /// How many findings there are, without their places.
    #[must_use]
    pub fn finding_count(&self) -> usize {
        self.found.len()
    }

    /// The markup of a part of a flow, by its id in the model: of a flow, pool, lane, node, flow line or
    /// data object. The first, where several have the id.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<Element<'_>> {
        self.markup.element(self.part(id)?.markup)
    }

    /// Begins a list of edits.
    #[must_use]
    pub fn edit(&self) -> BpmnEdits<'_> {
        BpmnEdits::new(self)
    }

    /// What has an id.
    pub(super) fn part(&self, id: &str) -> Option<Part> {
        let all = self.flows.iter().zip(&self.links);
        for (flow, links) in all {
            let nodes = flow.nodes.iter().zip(&links.nodes);
            for (node, markup) in nodes {
                if node.id.as_str() == id {
                    let kind = match node.is {
                        crate::NodeKind::Activity(_) | crate::NodeKind::Call(_) => {
                            PartKind::Activity
                        }
                        crate::NodeKind::Event(_) => PartKind::Event,
                        _ => PartKind::Other,
                    };
                    return Some(Part::new(kind, *markup));
                }
            }
            let lanes = flow.pools.iter().flat_map(|pool| &pool.lanes);
            let lists = [
                find(
                    flow.sequence_flows.iter().map(|edge| &edge.id),
                    &links.sequence_flows,
                    id,
                )
                .map(|markup| Part::new(PartKind::SequenceFlow, markup)),
                find(
                    flow.message_flows.iter().map(|edge| &edge.id),
                    &links.message_flows,
                    id,
                )
                .map(|markup| Part::new(PartKind::MessageFlow, markup)),
                find(flow.data.iter().map(|data| &data.id), &links.data, id)
                    .map(|markup| Part::new(PartKind::DataObject, markup)),
                find(lanes.map(|lane| &lane.id), &links.lanes, id)
                    .map(|markup| Part::new(PartKind::Lane, markup)),
                find(flow.pools.iter().map(|pool| &pool.id), &links.pools, id)
                    .map(|markup| Part::new(PartKind::Pool, markup)),
                links
                    .flow
                    .filter(|_| flow.id.as_str() == id)
                    .map(|markup| Part::new(PartKind::Flow, markup)),
            ];
            if let Some(part) = lists.into_iter().flatten().next() {
                return Some(part);
            }
        }
        None
    }
}

fn find<'a>(
    ids: impl Iterator<Item = &'a crate::ElementId>,
    links: &[NodeId],
    id: &str,
) -> Option<NodeId> {
    let mut all = ids.zip(links);
    all.find(|(known, _)| known.as_str() == id)
        .map(|(_, markup)| *markup)
}

/// A part of the model and where it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) markup: NodeId,
}

impl Part {
    const fn new(kind: PartKind, markup: NodeId) -> Self {
        Self { kind, markup }
    }
}

/// What kind of part, as far as extension elements differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Activity,
    Event,
    SequenceFlow,
    MessageFlow,
    DataObject,
    Lane,
    Pool,
    Flow,
    Other,
}

impl PartKind {
    /// The name of our extension element for it.
    pub(super) const fn extension(self) -> Option<&'static str> {
        Some(match self {
            Self::Activity => "activity",
            Self::Event => "event",
            Self::SequenceFlow => "sequence_flow",
            Self::MessageFlow => "message_flow",
            Self::DataObject => "data_object",
            Self::Lane => "lane",
            Self::Pool => "pool",
            Self::Flow => "flow",
            Self::Other => return None,
        })
    }
}
