//! What the processes of a procedure say: channel, period, audience, outputs, costs, participants.

use super::{LeftOutReason, Writer, duration::duration_of, is_online, kind_of};
use crate::cpsv_ap::node::Node;
use std::collections::BTreeSet;
use tosei_inventory::{OnlineStatus, Party, Procedure, Process, ProcessKind, Role};
use tosei_types::Language;

impl Writer<'_> {
    /// Channel, processing time, audience, outputs and costs: what the processes say.
    pub(super) fn acts(
        &mut self,
        mut node: Node,
        procedure: &Procedure,
        processes: &[&Process],
    ) -> Node {
        let id = procedure.id.as_str();
        let is_application =
            |process: &&&Process| kind_of(process).is_some_and(|kind| kind.is_application);
        let applications: Vec<&Process> =
            processes.iter().filter(is_application).copied().collect();
        for application in &applications {
            if let Some(party) = application.actor.filter(|party| *party != Party::Unknown) {
                let (ja, en) = (party.label(Language::Ja), party.label(Language::En));
                let concept = self.concept("party", party.code(), ja, en);
                node = node.link("dct:audience", &concept);
            }
        }
        let period = |process: &Process| process.standard_period.as_ref()?.processing.clone();
        if let Some(duration) = self.duration(id, &applications, period) {
            node = node.duration("cv:processingTime", &duration);
        }
        if let Some(channel) = self.channel(id, &applications) {
            node = node.link("cv:hasChannel", &channel);
        }
        for process in processes {
            let Some(kind) = kind_of(process) else {
                continue;
            };
            let own = process.id.as_str();
            if kind.is_result {
                let output = self.output(procedure, process, kind);
                node = node.link("cpsv:produces", &output);
            } else if kind.code == "payment" {
                let address = self.base.of("cost", &[own]);
                let cost = Node::of(&["cv:Cost"])
                    .plain("dct:identifier", own)
                    .ja("dct:description", "納付がある。額は棚卸に記載がない。");
                self.graph.put(address.clone(), cost);
                node = node.link("cv:hasCost", &address);
            }
        }
        node
    }

    fn channel(&mut self, id: &str, applications: &[&Process]) -> Option<String> {
        let online: Vec<&Process> = applications
            .iter()
            .filter(|process| is_online(process.status))
            .copied()
            .collect();
        if online.is_empty() {
            return None;
        }
        let kind = self.concept("channel", "online", "オンライン", "online");
        let whole = applications
            .iter()
            .all(|process| process.status == OnlineStatus::Done);
        let words = if whole {
            "オンライン（実施済）"
        } else {
            "オンライン（一部実施済）"
        };
        let mut channel = Node::of(&["cv:Channel"])
            .plain("dct:identifier", &format!("{id}-online"))
            .link("dct:type", &kind)
            .ja("dct:description", words);
        let day = self.inventory.status_date;
        for executor in online
            .iter()
            .flat_map(|process| process.holders(Role::Executor, day))
        {
            // One that is not listed is reported with its participation.
            if self.organisations.contains_key(executor.as_str()) {
                channel = channel.link("cv:ownedBy", &self.organisation_address(executor));
            }
        }
        let period =
            |process: &Process| process.standard_period.as_ref()?.online_processing.clone();
        if let Some(duration) = self.duration(id, &online, period) {
            channel = channel.duration("cv:processingTime", &duration);
        }
        let address = self.base.of("channel", &[id, "online"]);
        self.graph.put(address.clone(), channel);
        Some(address)
    }

    fn output(&mut self, procedure: &Procedure, process: &Process, kind: &ProcessKind) -> String {
        let own = process.id.as_str();
        let concept = self.concept("process-kind", &kind.code, &kind.label.ja, &kind.label.en);
        let title = match &process.name {
            Some(name) => name.clone(),
            None => format!("{}（{}）", procedure.name, kind.label.ja),
        };
        let mut output = Node::of(&["cv:Output"])
            .plain("dct:identifier", own)
            .ja("dct:title", &title)
            .link("dct:type", &concept);
        if let Some(notice) = &process.notice {
            let ways = notice.delivery.iter().map(|way| way.label(Language::Ja));
            let ways: Vec<&str> = ways.collect();
            if !ways.is_empty() {
                output = output.ja("dct:description", &ways.join("、"));
            }
        }
        let address = self.base.of("output", &[own]);
        self.graph.put(address.clone(), output);
        address
    }

    pub(super) fn participations(
        &mut self,
        mut node: Node,
        id: &str,
        processes: &[&Process],
    ) -> Node {
        let day = self.inventory.status_date;
        for assignment in processes.iter().flat_map(|process| &process.roles) {
            if !assignment.holds_on(day) {
                continue;
            }
            let whose = assignment.organisation.as_str();
            let Some(organisation) = self.organisations.get(whose).copied() else {
                let reason = LeftOutReason::UnknownOrganisation;
                self.leave_out(id, "cv:hasParticipation", reason, whose);
                continue;
            };
            let role = assignment.role;
            let (ja, en) = (role.label(Language::Ja), role.label(Language::En));
            let concept = self.concept("role", role.code(), ja, en);
            let address = self.base.of("participation", &[id, role.code(), whose]);
            let participation = Node::of(&["cv:Participation"])
                .plain("dct:identifier", &format!("{id}-{}-{whose}", role.code()))
                .ja("dct:description", &format!("{ja}: {}", organisation.name))
                .link("cv:role", &concept)
                .link(
                    "cv:hasParticipant",
                    &self.organisation_address(&organisation.id),
                );
            self.graph.put(address.clone(), participation);
            node = node.link("cv:hasParticipation", &address);
        }
        node
    }

    /// The one duration that processes state; what is none is reported.
    fn duration(
        &mut self,
        id: &str,
        processes: &[&Process],
        period: impl Fn(&Process) -> Option<String>,
    ) -> Option<String> {
        let mut durations = BTreeSet::new();
        for text in processes.iter().filter_map(|process| period(process)) {
            match duration_of(&text) {
                Ok(Some(duration)) => {
                    durations.insert(duration);
                }
                Ok(None) => {}
                Err(reason) => {
                    self.leave_out(id, "cv:processingTime", reason, &text);
                    return None;
                }
            }
        }
        if durations.len() > 1 {
            let all: Vec<String> = durations.into_iter().collect();
            let reason = LeftOutReason::Several;
            self.leave_out(id, "cv:processingTime", reason, &all.join("、"));
            return None;
        }
        durations.pop_first()
    }
}
