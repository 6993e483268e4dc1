//! What stands inside activities, sub-processes and events.

use super::{super::edit::joined, Pair, Writer};
use crate::{
    Activity, DataUse, ElementId, Event, EventPosition, EventTrigger, GatewayKind, NodeKind,
    Repetition, SubProcess, TaskKind,
};
use tosei_types::StaffClassId;

impl Writer<'_> {
    pub(super) fn activity(&mut self, number: usize, activity: &Activity) {
        let text = |value: Option<String>| value;
        let work = activity.work.as_ref().map(ToString::to_string);
        let waiting = activity.waiting.as_ref().map(ToString::to_string);
        let frequency = text(activity.frequency.map(|number| number.to_string()));
        let cash = activity.cash_yen.map(|yen| yen.to_string());
        let filled = |text: String| (!text.is_empty()).then_some(text);
        let (marks, criteria) = (
            filled(joined(&activity.marks)),
            filled(joined(&activity.criteria)),
        );
        let attributes = [
            ("work_kind", activity.work_kind.map(crate::WorkKind::code)),
            ("medium", activity.medium.map(crate::Medium::code)),
            ("work", work.as_deref()),
            ("waiting", waiting.as_deref()),
            ("frequency", frequency.as_deref()),
            (
                "staff_class",
                activity.staff_class.as_ref().map(StaffClassId::as_str),
            ),
            ("cash_yen", cash.as_deref()),
            ("marks", marks.as_deref()),
            ("criteria", criteria.as_deref()),
        ];
        if activity.enters.is_empty() {
            self.extension("tosei:activity", &attributes);
        } else {
            self.start("bpmn:extensionElements", &[]);
            self.start("tosei:activity", &attributes);
            for item in &activity.enters {
                self.text("tosei:enters", &[], item);
            }
            self.end();
            self.end();
        }
        self.uses(number);
        self.repetition(activity.repetition);
    }

    /// Inputs and outputs of an activity, as the standard wants them.
    pub(super) fn uses(&mut self, number: usize) {
        let flow = self.flow;
        let mut all: Vec<(DataUse, String, String, (usize, usize))> = Vec::new();
        for (index, use_index) in self.uses.remove(&number).unwrap_or_default() {
            let Some(data) = flow.data.get(index) else {
                continue;
            };
            if let Some(used) = data.uses.get(use_index) {
                let (id, _) = self.ids.data(index, &data.id);
                let end = self.ids.make_up();
                all.push((used.direction, id, end, (index, use_index)));
            }
        }
        if all.is_empty() {
            return;
        }
        self.start("bpmn:ioSpecification", &[]);
        for (direction, name) in [
            (DataUse::Reads, "bpmn:dataInput"),
            (DataUse::Writes, "bpmn:dataOutput"),
        ] {
            for (_, _, end, _) in all.iter().filter(|(used, ..)| *used == direction) {
                self.empty(name, &[("id", Some(end))]);
            }
        }
        let sets = [
            (DataUse::Reads, "bpmn:inputSet", "bpmn:dataInputRefs"),
            (DataUse::Writes, "bpmn:outputSet", "bpmn:dataOutputRefs"),
        ];
        for (direction, set, reference) in sets {
            self.start(set, &[]);
            for (_, _, end, _) in all.iter().filter(|(used, ..)| *used == direction) {
                self.text(reference, &[], end);
            }
            self.end();
        }
        self.end();
        for (direction, data, end, place) in &all {
            let (name, from, to) = match direction {
                DataUse::Reads => ("bpmn:dataInputAssociation", data, end),
                DataUse::Writes => ("bpmn:dataOutputAssociation", end, data),
            };
            let id = self.ids.make_up();
            self.ids.associations.insert(*place, id.clone());
            self.start(name, &[("id", Some(&id))]);
            self.text("bpmn:sourceRef", &[], from);
            self.text("bpmn:targetRef", &[], to);
            self.end();
        }
    }

    pub(super) fn repetition(&mut self, repetition: Option<Repetition>) {
        match repetition {
            Some(Repetition::Loop) => self.empty("bpmn:standardLoopCharacteristics", &[]),
            Some(Repetition::Sequential) => self.empty(
                "bpmn:multiInstanceLoopCharacteristics",
                &[("isSequential", Some("true"))],
            ),
            Some(Repetition::Parallel) => self.empty("bpmn:multiInstanceLoopCharacteristics", &[]),
            None => {}
        }
    }

    pub(super) fn sub_process(&mut self, sub: &SubProcess) {
        // One element of BPMN is either; the other is said by us.
        let both = sub.ad_hoc && sub.transaction;
        self.extension(
            "tosei:sub_process",
            &[("transaction", both.then_some("true"))],
        );
        self.repetition(sub.repetition);
    }

    pub(super) fn event(&mut self, event: &Event) {
        let waiting = event.waiting.as_ref().map(ToString::to_string);
        let is_boundary = event.event == EventPosition::Boundary;
        let attached = event.attached_to.as_ref().filter(|_| !is_boundary);
        let can_go_on = matches!(event.event, EventPosition::Boundary | EventPosition::Start);
        let goes_on = event.non_interrupting && !can_go_on;
        let link = event
            .link
            .as_deref()
            .filter(|_| event.trigger != EventTrigger::Link);
        let attributes = [
            ("waiting", waiting.as_deref()),
            ("attached_to", attached.map(ElementId::as_str)),
            ("non_interrupting", goes_on.then_some("true")),
            ("link", link),
        ];
        self.extension("tosei:event", &attributes);
        let link = [("name", event.link.as_deref())];
        match event.trigger {
            EventTrigger::None => {}
            EventTrigger::Message => self.empty("bpmn:messageEventDefinition", &[]),
            EventTrigger::Timer => self.empty("bpmn:timerEventDefinition", &[]),
            EventTrigger::Error => self.empty("bpmn:errorEventDefinition", &[]),
            EventTrigger::Escalation => self.empty("bpmn:escalationEventDefinition", &[]),
            EventTrigger::Cancel => self.empty("bpmn:cancelEventDefinition", &[]),
            EventTrigger::Compensation => self.empty("bpmn:compensateEventDefinition", &[]),
            EventTrigger::Conditional => self.empty("bpmn:conditionalEventDefinition", &[]),
            EventTrigger::Link => self.empty("bpmn:linkEventDefinition", &link),
            EventTrigger::Signal => self.empty("bpmn:signalEventDefinition", &[]),
            EventTrigger::Terminate => self.empty("bpmn:terminateEventDefinition", &[]),
            EventTrigger::Multiple => {
                // What they are is not known; two of them make it an event of several triggers.
                self.empty("bpmn:messageEventDefinition", &[]);
                self.empty("bpmn:signalEventDefinition", &[]);
            }
        }
    }
}

/// The element of a node, and attributes that its kind needs.
pub(super) fn element(is: &NodeKind) -> (&'static str, Vec<Pair<'static>>) {
    let none = Vec::new();
    match is {
        NodeKind::Activity(activity) => {
            let name = match activity.task {
                None | Some(TaskKind::Plain) => "bpmn:task",
                Some(TaskKind::Send) => "bpmn:sendTask",
                Some(TaskKind::Receive) => "bpmn:receiveTask",
                Some(TaskKind::User) => "bpmn:userTask",
                Some(TaskKind::Manual) => "bpmn:manualTask",
                Some(TaskKind::Service) => "bpmn:serviceTask",
                Some(TaskKind::Script) => "bpmn:scriptTask",
                Some(TaskKind::BusinessRule) => "bpmn:businessRuleTask",
            };
            (name, none)
        }
        NodeKind::Call(_) => ("bpmn:callActivity", none),
        NodeKind::SubProcess(sub) => {
            let name = match (sub.ad_hoc, sub.transaction) {
                (true, _) => "bpmn:adHocSubProcess",
                (false, true) => "bpmn:transaction",
                (false, false) => "bpmn:subProcess",
            };
            let by_event = sub.by_event.then_some("true");
            (name, vec![("triggeredByEvent", by_event)])
        }
        NodeKind::Gateway(gateway) => {
            let name = match gateway.gateway {
                GatewayKind::Exclusive => "bpmn:exclusiveGateway",
                GatewayKind::Parallel => "bpmn:parallelGateway",
                GatewayKind::Inclusive => "bpmn:inclusiveGateway",
                GatewayKind::EventBased => "bpmn:eventBasedGateway",
                GatewayKind::Complex => "bpmn:complexGateway",
            };
            (name, none)
        }
        NodeKind::Event(event) => {
            let goes_on = event.non_interrupting.then_some("false");
            match event.event {
                EventPosition::Start => ("bpmn:startEvent", vec![("isInterrupting", goes_on)]),
                EventPosition::Catch => ("bpmn:intermediateCatchEvent", none),
                EventPosition::Throw => ("bpmn:intermediateThrowEvent", none),
                EventPosition::Boundary => {
                    ("bpmn:boundaryEvent", vec![("cancelActivity", goes_on)])
                }
                EventPosition::End => ("bpmn:endEvent", none),
            }
        }
    }
}
