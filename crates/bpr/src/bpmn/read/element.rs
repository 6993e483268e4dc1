//! What each element of BPMN means where it stands.

use super::{
    Context, Owner, Reader,
    attributes::Attributes,
    known, name_span,
    parts::{
        Override, RawCollaboration, RawData, RawEdge, RawParticipant, RawProcess, Reference, Target,
    },
};
use crate::{
    Activity, Call, DataObject, DataUse, ElementId, Event, EventPosition, EventTrigger, Gateway,
    GatewayKind, Lane, Node, NodeKind, Pool, SubProcess, TaskKind,
    bpmn::finding::{BpmnRule, Found},
};
use tosei_markup::{Attribute, Element};

fn text(attribute: Option<Attribute<'_>>) -> Option<String> {
    attribute.map(|attribute| attribute.value().into_owned())
}

/// The model has no empty names.
fn name(attributes: &Attributes<'_>) -> Option<String> {
    text(attributes.name)
}

impl<'d> Reader<'d> {
    pub(super) fn enter(&mut self, context: Context, element: Element<'d>) -> Context {
        let namespace = element.namespace_id();
        if namespace != self.names.bpmn {
            return self.enter_other(context, element);
        }
        let local = element.local_name();
        match context {
            Context::Definitions => self.in_definitions(element, local),
            Context::Process(process) => self.in_process(element, local, process, None),
            Context::SubProcess(process, node) => match local {
                // What every node may have is in the way of few elements of a process.
                "incoming"
                | "outgoing"
                | "standardLoopCharacteristics"
                | "multiInstanceLoopCharacteristics"
                | "extensionElements"
                | "dataInputAssociation"
                | "dataOutputAssociation" => self.in_node(element, local, process, node),
                _ => self.in_process(element, local, process, Some(node)),
            },
            Context::Node(process, node) => self.in_node(element, local, process, node),
            Context::LaneSet(process, parent) => self.in_lane_set(element, local, process, parent),
            Context::Lane(process, lane) => self.in_lane(element, local, process, lane),
            Context::Edge(process, edge) => self.in_edge(element, local, process, edge),
            Context::Collaboration(number) => self.in_collaboration(element, local, number),
            Context::Participant(number, index) => match local {
                "extensionElements" => Context::Extension(Owner::Participant(number, index)),
                _ => self.keep(element),
            },
            Context::Message(number, index) => match local {
                "extensionElements" => Context::Extension(Owner::Message(number, index)),
                _ => self.keep(element),
            },
            Context::Data(process, data) => match local {
                "extensionElements" => Context::Extension(Owner::Data(process, data)),
                _ => self.keep(element),
            },
            Context::Event(process, node) => self.in_event(element, local, process, node),
            Context::Use(process, node, direction) => {
                self.in_use(element, local, process, node, direction)
            }
            Context::Extension(_) => {
                let found = Found::new(BpmnRule::ExtensionKept, name_span(element));
                self.found.push(found);
                Context::Skipped
            }
            Context::Diagram | Context::Kept => {
                self.register(element.attribute("", "id"), Target::Other);
                Context::Kept
            }
            Context::Skipped => Context::Skipped,
        }
    }

    /// Says that the model does not hold an element.
    pub(super) fn keep(&mut self, element: Element<'d>) -> Context {
        let rule = if known::is_kept(element.local_name()) {
            BpmnRule::ElementKept
        } else {
            BpmnRule::ElementUnknown
        };
        self.found.push(Found::new(rule, name_span(element)));
        self.register(element.attribute("", "id"), Target::Other);
        Context::Kept
    }

    fn in_definitions(&mut self, element: Element<'d>, local: &str) -> Context {
        match local {
            "process" => {
                let attributes = Attributes::of(element, self);
                let number = self.processes.len();
                self.register(attributes.id, Target::Process(number));
                let id = self.quiet_id(element, &attributes);
                let mut process = RawProcess::new(id, element.id(), name_span(element));
                process.name = name(&attributes);
                let pool = attributes.model_pool;
                process.without_pool = pool.is_some_and(|pool| pool.raw_value().is_empty());
                self.processes.push(process);
                Context::Process(number)
            }
            "collaboration" => {
                let attributes = Attributes::of(element, self);
                let number = self.collaborations.len();
                self.register(attributes.id, Target::Other);
                let id = self.quiet_id(element, &attributes);
                self.collaborations.push(RawCollaboration {
                    id,
                    markup: element.id(),
                    span: name_span(element),
                    name: name(&attributes),
                    meta: super::parts::Meta::default(),
                    participants: Vec::new(),
                    messages: Vec::new(),
                });
                Context::Collaboration(number)
            }
            "extensionElements" => Context::Extension(Owner::Definitions),
            _ => {
                if let Some(trigger) = trigger(local) {
                    let target = Target::EventDefinition(self.triggers.len());
                    self.triggers.push(trigger);
                    self.register(element.attribute("", "id"), target);
                    return Context::Kept;
                }
                self.keep(element)
            }
        }
    }

    /// An id that may be missing without a finding of its own: that of the flow says it.
    fn quiet_id(&mut self, element: Element<'d>, attributes: &Attributes<'d>) -> ElementId {
        let written = attributes.model_id.or(attributes.id);
        match written.and_then(|attribute| attribute.value().parse().ok()) {
            Some(id) => id,
            None => super::made_up(&format!("flow-{}", element.id().get())),
        }
    }

    fn in_process(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        parent: Option<usize>,
    ) -> Context {
        match local {
            "sequenceFlow" => return self.sequence_flow(element, process),
            "laneSet" => return Context::LaneSet(process, None),
            "dataObject" | "dataObjectReference" | "dataStoreReference" => {
                return self.data(element, local, process);
            }
            "extensionElements" => return Context::Extension(Owner::Process(process)),
            _ => {}
        }
        let Some(is) = kind(local) else {
            return self.keep(element);
        };
        let attributes = Attributes::of(element, self);
        let Some(index) = self
            .processes
            .get(process)
            .map(|process| process.nodes.len())
        else {
            return Context::Skipped;
        };
        self.register(attributes.id, Target::Node(process, index));
        let id = self.id(element, &attributes);
        let is = self.fill(is, &attributes, process, index);
        let is_sub = matches!(is, NodeKind::SubProcess(_));
        let Some(all) = self.processes.get_mut(process) else {
            return Context::Skipped;
        };
        let parent = parent.and_then(|parent| all.nodes.get(parent));
        all.nodes.push(Node {
            id,
            name: name(&attributes),
            pool: None,
            lane: None,
            parent: parent.map(|parent| parent.id.clone()),
            is,
        });
        all.node_markup.push(element.id());
        all.node_lanes.push(None);
        let ours = [
            attributes.model_pool,
            attributes.model_lane,
            attributes.model_parent,
        ];
        if ours.iter().any(Option::is_some) {
            let [pool, lane, parent] = ours.map(|given| given.map(|a| a.value().parse().ok()));
            all.overrides.push(Override {
                node: index,
                pool,
                lane,
                parent,
            });
        }
        if is_sub {
            Context::SubProcess(process, index)
        } else {
            Context::Node(process, index)
        }
    }

    /// Fills in what the attributes say.
    fn fill(
        &mut self,
        mut is: NodeKind,
        attributes: &Attributes<'d>,
        process: usize,
        index: usize,
    ) -> NodeKind {
        let Some(all) = self.processes.get_mut(process) else {
            return is;
        };
        match &mut is {
            NodeKind::Event(event) => {
                event.non_interrupting = attributes.goes_on.unwrap_or(false);
                let attached = attributes.attached_to.map(Reference::of);
                all.attached.extend(attached.map(|to| (index, to)));
            }
            NodeKind::Gateway(_) => {
                let default = attributes.default.map(Reference::of);
                all.defaults.extend(default.map(|default| (index, default)));
            }
            NodeKind::SubProcess(sub) => sub.by_event = attributes.by_event,
            NodeKind::Call(call) => {
                call.called = text(attributes.called);
                let called = attributes.called.map(Reference::of);
                all.calls.extend(called.map(|called| (index, called)));
            }
            NodeKind::Activity(_) => {}
        }
        if let Some(default) = attributes.default
            && !matches!(is, NodeKind::Gateway(_))
        {
            let found = super::found_attribute(BpmnRule::AttributeKept, default);
            self.found.push(found);
        }
        is
    }

    fn sequence_flow(&mut self, element: Element<'d>, process: usize) -> Context {
        let attributes = Attributes::of(element, self);
        let Some(edge) = self
            .processes
            .get(process)
            .map(|process| process.edges.len())
        else {
            return Context::Skipped;
        };
        self.register(attributes.id, Target::Edge(process, edge));
        let raw = self.edge(element, &attributes);
        if let Some(process) = self.processes.get_mut(process) {
            process.edges.push(raw);
        }
        Context::Edge(process, edge)
    }

    fn edge(&mut self, element: Element<'d>, attributes: &Attributes<'d>) -> RawEdge<'d> {
        RawEdge {
            id: self.id(element, attributes),
            markup: element.id(),
            name: name(attributes),
            from: attributes.source.map(Reference::of),
            to: attributes.target.map(Reference::of),
            probability: None,
            condition: None,
            medium: None,
            name_span: name_span(element),
        }
    }

    fn data(&mut self, element: Element<'d>, local: &str, process: usize) -> Context {
        let attributes = Attributes::of(element, self);
        let Some(index) = self
            .processes
            .get(process)
            .map(|process| process.data.len())
        else {
            return Context::Skipped;
        };
        self.register(attributes.id, Target::Data(process, index));
        let id = self.id(element, &attributes);
        let raw = RawData {
            data: DataObject {
                id,
                name: name(&attributes),
                medium: None,
                store: local == "dataStoreReference",
                uses: Vec::new(),
            },
            markup: element.id(),
            behind: attributes.data.map(Reference::of),
            is_shown: false,
            is_reference: local != "dataObject",
        };
        if let Some(process) = self.processes.get_mut(process) {
            process.data.push(raw);
        }
        Context::Data(process, index)
    }

    fn in_lane_set(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        parent: Option<usize>,
    ) -> Context {
        if local != "lane" {
            return self.keep(element);
        }
        let attributes = Attributes::of(element, self);
        let Some(index) = self
            .processes
            .get(process)
            .map(|process| process.lanes.len())
        else {
            return Context::Skipped;
        };
        self.register(attributes.id, Target::Lane(process, index));
        let id = self.id(element, &attributes);
        let Some(all) = self.processes.get_mut(process) else {
            return Context::Skipped;
        };
        let structural = parent.and_then(|parent| all.lanes.get(parent));
        let structural = structural.map(|parent| parent.id.clone());
        let ours = attributes
            .model_parent
            .map(|parent| parent.value().parse().ok());
        all.lanes.push(Lane {
            id,
            name: name(&attributes),
            party: None,
            staff_class: None,
            parent: ours.unwrap_or(structural),
        });
        all.lane_markup.push(element.id());
        all.lane_parents.push(parent);
        Context::Lane(process, index)
    }

    fn in_lane(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        lane: usize,
    ) -> Context {
        match local {
            "flowNodeRef" => {
                if let (Some(all), Some(node)) =
                    (self.processes.get_mut(process), Reference::inside(element))
                {
                    all.lane_nodes.push((lane, node));
                }
                Context::Skipped
            }
            "childLaneSet" => Context::LaneSet(process, Some(lane)),
            "extensionElements" => Context::Extension(Owner::Lane(process, lane)),
            _ => self.keep(element),
        }
    }

    fn in_collaboration(&mut self, element: Element<'d>, local: &str, number: usize) -> Context {
        match local {
            "participant" => {
                let attributes = Attributes::of(element, self);
                let Some(all) = self.collaborations.get(number) else {
                    return Context::Skipped;
                };
                let index = all.participants.len();
                self.register(attributes.id, Target::Participant(number, index));
                let participant = RawParticipant {
                    pool: Pool {
                        id: self.id(element, &attributes),
                        name: name(&attributes),
                        party: None,
                        organisation: None,
                        lanes: Vec::new(),
                    },
                    markup: element.id(),
                    process: attributes.process.map(Reference::of),
                };
                if let Some(all) = self.collaborations.get_mut(number) {
                    all.participants.push(participant);
                }
                Context::Participant(number, index)
            }
            "messageFlow" => {
                let attributes = Attributes::of(element, self);
                let Some(all) = self.collaborations.get(number) else {
                    return Context::Skipped;
                };
                let index = all.messages.len();
                self.register(attributes.id, Target::Message(number, index));
                let raw = self.edge(element, &attributes);
                if let Some(all) = self.collaborations.get_mut(number) {
                    all.messages.push(raw);
                }
                Context::Message(number, index)
            }
            "extensionElements" => Context::Extension(Owner::Collaboration(number)),
            _ => self.keep(element),
        }
    }

    fn in_use(
        &mut self,
        element: Element<'d>,
        local: &str,
        process: usize,
        node: usize,
        direction: DataUse,
    ) -> Context {
        let end = match direction {
            DataUse::Reads => "sourceRef",
            DataUse::Writes => "targetRef",
        };
        match local {
            _ if local == end => {
                if let (Some(all), Some(data)) =
                    (self.processes.get_mut(process), Reference::inside(element))
                {
                    all.uses.push((node, direction, data));
                }
                Context::Skipped
            }
            "sourceRef" | "targetRef" => Context::Skipped,
            _ => self.keep(element),
        }
    }
}

/// The trigger that an event definition is of.
pub(super) fn trigger(local: &str) -> Option<EventTrigger> {
    Some(match local.strip_suffix("EventDefinition")? {
        "message" => EventTrigger::Message,
        "timer" => EventTrigger::Timer,
        "error" => EventTrigger::Error,
        "escalation" => EventTrigger::Escalation,
        "cancel" => EventTrigger::Cancel,
        "compensate" => EventTrigger::Compensation,
        "conditional" => EventTrigger::Conditional,
        "link" => EventTrigger::Link,
        "signal" => EventTrigger::Signal,
        "terminate" => EventTrigger::Terminate,
        _ => return None,
    })
}

/// The kind of node of a name.
fn kind(local: &str) -> Option<NodeKind> {
    let task = |task| {
        Some(NodeKind::Activity(Activity {
            task,
            ..Activity::default()
        }))
    };
    let event = |event| {
        Some(NodeKind::Event(Event {
            event,
            trigger: EventTrigger::None,
            attached_to: None,
            non_interrupting: false,
            waiting: None,
            link: None,
        }))
    };
    let gateway = |gateway| {
        Some(NodeKind::Gateway(Gateway {
            gateway,
            default: None,
        }))
    };
    let sub = |ad_hoc, transaction| {
        Some(NodeKind::SubProcess(SubProcess {
            ad_hoc,
            transaction,
            ..SubProcess::default()
        }))
    };
    match local {
        "task" => task(None),
        "sendTask" => task(Some(TaskKind::Send)),
        "receiveTask" => task(Some(TaskKind::Receive)),
        "userTask" => task(Some(TaskKind::User)),
        "manualTask" => task(Some(TaskKind::Manual)),
        "serviceTask" => task(Some(TaskKind::Service)),
        "scriptTask" => task(Some(TaskKind::Script)),
        "businessRuleTask" => task(Some(TaskKind::BusinessRule)),
        "callActivity" => Some(NodeKind::Call(Call::default())),
        "subProcess" => sub(false, false),
        "adHocSubProcess" => sub(true, false),
        "transaction" => sub(false, true),
        "exclusiveGateway" => gateway(GatewayKind::Exclusive),
        "parallelGateway" => gateway(GatewayKind::Parallel),
        "inclusiveGateway" => gateway(GatewayKind::Inclusive),
        "eventBasedGateway" => gateway(GatewayKind::EventBased),
        "complexGateway" => gateway(GatewayKind::Complex),
        "startEvent" => event(EventPosition::Start),
        "endEvent" => event(EventPosition::End),
        "intermediateCatchEvent" => event(EventPosition::Catch),
        "intermediateThrowEvent" => event(EventPosition::Throw),
        "boundaryEvent" => event(EventPosition::Boundary),
        _ => None,
    }
}
