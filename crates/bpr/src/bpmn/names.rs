//! Namespaces and names of BPMN and of our own extension.

use tosei_markup::{MarkupDocument, NamespaceId};

/// The namespace of the model of BPMN 2.0.
pub const BPMN_NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";
/// The namespace of the diagrams of BPMN 2.0.
pub const BPMN_DIAGRAM_NAMESPACE: &str = "http://www.omg.org/spec/BPMN/20100524/DI";
/// The namespace of the diagram interchange on which those diagrams stand.
pub const DIAGRAM_NAMESPACE: &str = "http://www.omg.org/spec/DD/20100524/DI";
/// The namespace of bounds and points.
pub const DIAGRAM_COMMON_NAMESPACE: &str = "http://www.omg.org/spec/DD/20100524/DC";
/// The namespaces of BPSim, older and newer.
pub const BPSIM_NAMESPACES: [&str; 2] = [
    "http://www.bpsim.org/schemas/1.0",
    "http://www.bpsim.org/schemas/2.0",
];
/// The namespace of our own extension elements and attributes.
pub const EXTENSION_NAMESPACE: &str = "urn:tosei:bpmn:1";

const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespaces of one document as numbers; `None` if it does not declare one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub(super) bpmn: NamespaceId,
    pub(super) extension: Option<NamespaceId>,
    pub(super) schema_instance: Option<NamespaceId>,
    pub(super) bpsim: [Option<NamespaceId>; 2],
    pub(super) diagram: [Option<NamespaceId>; 2],
}

impl Names {
    /// `None` if the document does not declare the namespace of BPMN.
    pub(super) fn of(document: &MarkupDocument) -> Option<Self> {
        let [older, newer] = BPSIM_NAMESPACES;
        Some(Self {
            bpmn: document.namespace_id(BPMN_NAMESPACE)?,
            extension: document.namespace_id(EXTENSION_NAMESPACE),
            schema_instance: document.namespace_id(SCHEMA_INSTANCE),
            bpsim: [document.namespace_id(older), document.namespace_id(newer)],
            diagram: [
                document.namespace_id(BPMN_DIAGRAM_NAMESPACE),
                document.namespace_id(DIAGRAM_NAMESPACE),
            ],
        })
    }

    pub(super) fn is_bpsim(&self, id: NamespaceId) -> bool {
        self.bpsim.contains(&Some(id))
    }

    pub(super) fn is_diagram(&self, id: NamespaceId) -> bool {
        self.diagram.contains(&Some(id))
    }
}
