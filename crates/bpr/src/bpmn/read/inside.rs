//! What stands inside nodes, flow lines and extensions.

use super::{
    Context, Owner, Reader, Target,
    attributes::{Attributes, is_true},
    element::trigger,
    name_span,
    parts::{Meta, Reference},
};
use crate::{
    DataUse, EventTrigger, NodeKind, Repetition, TimeValue,
    bpmn::{
        duration,
        extension::Values,
        finding::{BpmnRule, Found},
    },
};
use tosei_markup::Element;

impl<'d> Reader<'d> {
    pub(super) fn in_node(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        node: usize,
    ) -> Context {
        match local {
            "incoming" | "outgoing" => {
                self.sequence_references.extend(Reference::inside(element));
                Context::Skipped
            }
            "extensionElements" => Context::Extension(Owner::Node(process, node)),
            "standardLoopCharacteristics" => {
                self.repeat(process, node, Repetition::Loop);
                self.register(element.attribute("", "id"), Target::Other);
                Context::Kept
            }
            "multiInstanceLoopCharacteristics" => {
                let sequential = element.attribute("", "isSequential").is_some_and(is_true);
                let repetition = if sequential {
                    Repetition::Sequential
                } else {
                    Repetition::Parallel
                };
                self.repeat(process, node, repetition);
                self.register(element.attribute("", "id"), Target::Other);
                Context::Kept
            }
            "dataInputAssociation" => {
                self.register(element.attribute("", "id"), Target::Other);
                Context::Use(process, node, DataUse::Reads)
            }
            "dataOutputAssociation" => {
                self.register(element.attribute("", "id"), Target::Other);
                Context::Use(process, node, DataUse::Writes)
            }
            "eventDefinitionRef" => {
                let reference = Reference::inside(element);
                if let (Some(all), Some(reference)) = (self.processes.get_mut(process), reference) {
                    all.event_definitions.push((node, reference));
                }
                Context::Skipped
            }
            _ => match trigger(local) {
                Some(trigger) => self.event_definition(element, process, node, trigger),
                None => self.keep(element),
            },
        }
    }

    fn event_definition(
        &mut self,
        element: Element<'d>,
        process: usize,
        node: usize,
        trigger: EventTrigger,
    ) -> Context {
        let attributes = Attributes::of(element, self);
        self.register(attributes.id, Target::Other);
        let Some(is) = self.kind_of(process, node) else {
            return Context::Kept;
        };
        let NodeKind::Event(event) = is else {
            let found = Found::new(BpmnRule::ElementUnknown, name_span(element));
            self.found.push(found);
            return Context::Kept;
        };
        add_trigger(&mut event.trigger, trigger);
        if trigger == EventTrigger::Link && event.link.is_none() {
            event.link = attributes.name.map(|name| name.value().into_owned());
        }
        Context::Event(process, node)
    }

    /// Inside the definition of an event: the length of a timer.
    pub(super) fn in_event(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        node: usize,
    ) -> Context {
        match local {
            "timeDuration" => match duration::minutes(&element.text()) {
                Some(minutes) => {
                    if let Some(NodeKind::Event(event)) = self.kind_of(process, node)
                        && event.waiting.is_none()
                    {
                        event.waiting = Some(TimeValue::Value(minutes));
                    }
                }
                None => {
                    let found = Found::new(BpmnRule::TimerKept, element.content_span());
                    self.found.push(found);
                }
            },
            "timeDate" | "timeCycle" => {
                let found = Found::new(BpmnRule::TimerKept, element.content_span());
                self.found.push(found);
            }
            _ => return self.keep(element),
        }
        self.register(element.attribute("", "id"), Target::Other);
        Context::Skipped
    }

    fn kind_of(&mut self, process: usize, node: usize) -> Option<&mut NodeKind> {
        let node = self.processes.get_mut(process)?.nodes.get_mut(node)?;
        Some(&mut node.is)
    }

    fn repeat(&mut self, process: usize, node: usize, repetition: Repetition) {
        match self.kind_of(process, node) {
            Some(NodeKind::Activity(activity)) => activity.repetition = Some(repetition),
            Some(NodeKind::Call(call)) => call.activity.repetition = Some(repetition),
            Some(NodeKind::SubProcess(sub)) => sub.repetition = Some(repetition),
            _ => {}
        }
    }

    pub(super) fn in_edge(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        edge: usize,
    ) -> Context {
        match local {
            "extensionElements" => Context::Extension(Owner::Edge(process, edge)),
            "conditionExpression" => {
                let text = element.text();
                if let Some(edge) = self.edge_of(process, edge)
                    && !text.trim().is_empty()
                {
                    edge.condition = Some(text.into_owned());
                }
                self.register(element.attribute("", "id"), Target::Other);
                Context::Skipped
            }
            _ => self.keep(element),
        }
    }

    fn edge_of(&mut self, process: usize, edge: usize) -> Option<&mut super::parts::RawEdge<'d>> {
        self.processes.get_mut(process)?.edges.get_mut(edge)
    }

    /// Elements of other namespaces: diagrams, simulation data, our extension, those of others.
    pub(super) fn enter_other(&mut self, context: Context, element: Element<'d>) -> Context {
        let namespace = element.namespace_id();
        if self.names.is_bpsim(namespace) {
            if element.local_name() == "BPSimData" {
                self.simulations.push(element);
            } else {
                let found = Found::new(BpmnRule::BpsimKept, name_span(element));
                self.found.push(found);
            }
            return Context::Skipped;
        }
        if self.names.is_diagram(namespace)
            && matches!(context, Context::Definitions | Context::Diagram)
        {
            for attribute in element.attributes() {
                match attribute.qualified_name() {
                    "id" => self.register(Some(attribute), Target::Other),
                    "bpmnElement" => self.shown.push(attribute),
                    _ => {}
                }
            }
            return Context::Diagram;
        }
        match context {
            // Bounds, points and fonts; what tools add to a diagram is not about the flow.
            Context::Diagram | Context::Kept => Context::Skipped,
            Context::Extension(owner) if Some(namespace) == self.names.extension => {
                self.extension(owner, element);
                Context::Skipped
            }
            _ => {
                let found = Found::new(BpmnRule::ExtensionKept, name_span(element));
                self.found.push(found);
                Context::Skipped
            }
        }
    }

    fn extension(&mut self, owner: Owner, element: Element<'d>) {
        let mut found = std::mem::take(&mut self.found);
        let mut values = Values {
            element,
            found: &mut found,
        };
        let fits = self.take_extension(owner, element.local_name(), &mut values);
        if !fits {
            found.push(Found::new(BpmnRule::ExtensionKept, name_span(element)));
        }
        self.found = found;
    }

    /// Whether the extension is one for its owner.
    fn take_extension(&mut self, owner: Owner, local: &str, values: &mut Values<'_, 'd>) -> bool {
        match (owner, local) {
            (Owner::Node(process, node), _) => {
                return match (self.kind_of(process, node), local) {
                    (Some(NodeKind::Activity(activity)), "activity") => {
                        values.activity(activity);
                        true
                    }
                    (Some(NodeKind::Call(call)), "activity") => {
                        values.activity(&mut call.activity);
                        true
                    }
                    (Some(NodeKind::Event(event)), "event") => {
                        values.each(|values, name, attribute| {
                            match name {
                                "waiting" => event.waiting = values.value(attribute),
                                "attached_to" => event.attached_to = values.value(attribute),
                                "link" => event.link = Some(attribute.value().into_owned()),
                                "trigger" => {
                                    if let Some(trigger) = values.value(attribute) {
                                        event.trigger = trigger;
                                    }
                                }
                                "non_interrupting" => event.non_interrupting = is_true(attribute),
                                _ => return false,
                            }
                            true
                        });
                        true
                    }
                    (Some(NodeKind::SubProcess(sub)), "sub_process") => {
                        values.each(|_, name, attribute| {
                            match name {
                                "ad_hoc" => sub.ad_hoc = is_true(attribute),
                                "transaction" => sub.transaction = is_true(attribute),
                                _ => return false,
                            }
                            true
                        });
                        true
                    }
                    _ => false,
                };
            }
            (Owner::Edge(process, edge), "sequence_flow") => {
                if let Some(edge) = self.edge_of(process, edge) {
                    values.each(|values, name, attribute| {
                        let known = name == "probability";
                        if known {
                            edge.probability = values.value(attribute);
                        }
                        known
                    });
                }
            }
            (Owner::Message(number, index), "message_flow") => {
                let all = self.collaborations.get_mut(number);
                if let Some(message) = all.and_then(|all| all.messages.get_mut(index)) {
                    values.each(|values, name, attribute| {
                        let known = name == "medium";
                        if known {
                            message.medium = values.value(attribute);
                        }
                        known
                    });
                }
            }
            (Owner::Data(process, data), "data_object") => {
                let all = self.processes.get_mut(process);
                if let Some(data) = all.and_then(|all| all.data.get_mut(data)) {
                    values.each(|values, name, attribute| {
                        let known = name == "medium";
                        if known {
                            data.data.medium = values.value(attribute);
                        }
                        known
                    });
                    data.data.uses.extend(values.uses());
                }
            }
            (Owner::Participant(number, index), "pool") => {
                let all = self.collaborations.get_mut(number);
                if let Some(participant) = all.and_then(|all| all.participants.get_mut(index)) {
                    let pool = &mut participant.pool;
                    values.each(|values, name, attribute| {
                        match name {
                            "party" => pool.party = values.value(attribute),
                            "organisation" => pool.organisation = values.value(attribute),
                            _ => return false,
                        }
                        true
                    });
                }
            }
            (Owner::Lane(process, lane), "lane") => {
                let all = self.processes.get_mut(process);
                if let Some(lane) = all.and_then(|all| all.lanes.get_mut(lane)) {
                    values.each(|values, name, attribute| {
                        match name {
                            "party" => lane.party = values.value(attribute),
                            "staff_class" => lane.staff_class = values.value(attribute),
                            _ => return false,
                        }
                        true
                    });
                }
            }
            (Owner::Process(process), "pool") => {
                if let Some(process) = self.processes.get_mut(process) {
                    values.each(|values, name, attribute| {
                        match name {
                            "party" => process.party = values.value(attribute),
                            "organisation" => process.organisation = values.value(attribute),
                            _ => return false,
                        }
                        true
                    });
                }
            }
            (Owner::Process(process), "flow") => {
                if let Some(process) = self.processes.get_mut(process) {
                    process.meta = meta(values);
                }
            }
            (Owner::Collaboration(number), "flow") => {
                if let Some(collaboration) = self.collaborations.get_mut(number) {
                    collaboration.meta = meta(values);
                }
            }
            _ => return false,
        }
        true
    }
}

/// A second trigger makes the event one of several triggers.
pub(super) fn add_trigger(trigger: &mut EventTrigger, more: EventTrigger) {
    *trigger = match *trigger {
        EventTrigger::None => more,
        _ => EventTrigger::Multiple,
    };
}

fn meta(values: &mut Values<'_, '_>) -> Meta {
    let mut meta = Meta {
        given: true,
        ..Meta::default()
    };
    values.each(|values, name, attribute| {
        match name {
            "id" => meta.id = values.value(attribute),
            "stage" => meta.stage = values.value(attribute),
            "fictional" => meta.fictional = is_true(attribute),
            "procedures" => meta.procedures = values.list(attribute),
            "criteria" => meta.criteria = values.list(attribute),
            "cases_a_year" => {
                let number: Option<u64> = values.value(attribute);
                let count = number.map(tosei_types::CaseCount::try_new);
                meta.cases_a_year = count.and_then(Result::ok);
            }
            _ => return false,
        }
        true
    });
    meta.staff_classes = values.staff_classes();
    meta
}
