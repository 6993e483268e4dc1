//! The attributes of one element, taken in one pass.

use super::{Reader, found_attribute};
use crate::bpmn::finding::BpmnRule;
use tosei_markup::{Attribute, Element, NamespaceId};

/// Attributes that the model looks at; everything else is a finding.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attributes<'d> {
    pub(super) id: Option<Attribute<'d>>,
    pub(super) name: Option<Attribute<'d>>,
    pub(super) source: Option<Attribute<'d>>,
    pub(super) target: Option<Attribute<'d>>,
    pub(super) attached_to: Option<Attribute<'d>>,
    pub(super) default: Option<Attribute<'d>>,
    pub(super) process: Option<Attribute<'d>>,
    pub(super) called: Option<Attribute<'d>>,
    pub(super) data: Option<Attribute<'d>>,
    pub(super) goes_on: Option<bool>,
    pub(super) by_event: bool,
    pub(super) sequential: bool,
    pub(super) model_id: Option<Attribute<'d>>,
    pub(super) model_pool: Option<Attribute<'d>>,
    pub(super) model_lane: Option<Attribute<'d>>,
    pub(super) model_parent: Option<Attribute<'d>>,
}

/// Whether an attribute of BPMN says yes.
pub(super) fn is_true(attribute: Attribute<'_>) -> bool {
    matches!(attribute.raw_value(), "true" | "1")
}

impl<'d> Attributes<'d> {
    pub(super) fn of(element: Element<'d>, reader: &mut Reader<'d>) -> Self {
        let mut all = Self::default();
        for attribute in element.attributes() {
            let namespace = attribute.namespace_id();
            if namespace == NamespaceId::NONE {
                if !all.take(attribute) {
                    let found = found_attribute(BpmnRule::AttributeKept, attribute);
                    reader.found.push(found);
                }
            } else if Some(namespace) == reader.names.extension {
                all.take_ours(attribute, reader);
            } else if attribute.declares().is_none()
                && Some(namespace) != reader.names.schema_instance
            {
                let found = found_attribute(BpmnRule::AttributeKept, attribute);
                reader.found.push(found);
            }
        }
        all
    }

    fn take(&mut self, attribute: Attribute<'d>) -> bool {
        match attribute.local_name() {
            "id" => self.id = Some(attribute),
            "name" => self.name = Some(attribute),
            "sourceRef" => self.source = Some(attribute),
            "targetRef" => self.target = Some(attribute),
            "attachedToRef" => self.attached_to = Some(attribute),
            "default" => self.default = Some(attribute),
            "processRef" => self.process = Some(attribute),
            "calledElement" => self.called = Some(attribute),
            "dataObjectRef" | "dataStoreRef" => self.data = Some(attribute),
            "cancelActivity" | "isInterrupting" => self.goes_on = Some(!is_true(attribute)),
            "triggeredByEvent" => self.by_event = is_true(attribute),
            "isSequential" => self.sequential = is_true(attribute),
            // The names of the lists that the model holds as values of its own.
            "structureRef" | "itemKind" | "targetNamespace" | "typeLanguage"
            | "expressionLanguage" | "exporter" | "exporterVersion" | "gatewayDirection" => {}
            _ => return false,
        }
        true
    }

    fn take_ours(&mut self, attribute: Attribute<'d>, reader: &mut Reader<'d>) {
        let slot = match attribute.local_name() {
            "id" => &mut self.model_id,
            "pool" => &mut self.model_pool,
            "lane" => &mut self.model_lane,
            "parent" => &mut self.model_parent,
            _ => {
                let found = found_attribute(BpmnRule::AttributeKept, attribute);
                reader.found.push(found);
                return;
            }
        };
        *slot = Some(attribute);
    }
}
