//! What does not fit together between the documents.

use super::query::binding;
use super::{BlockingClause, IndicatorOf, JoinedGraph, NodeId, NodeKind, Relation};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use tosei_analog_regs::{Obstacle, ReviewStatus};
use tosei_bpr::{Flow, Medium, NodeKind as StepKind, Stage, WorkKind};
use tosei_criteria::{Answer, evaluate};
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};
use tosei_inventory::{OnlineStatus, Process, ProcessKinds, VolumeMeasure, VolumeState};
use tosei_qos_model::subject_of;
use tosei_types::embedded;

/// The rules of the joined graph (`data/rules/joined.json`).
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/joined.json"))
    })
}

struct Reporter<'s> {
    sink: &'s mut dyn Sink,
}

impl Reporter<'_> {
    fn report(
        &mut self,
        rule: &str,
        place: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = rules().index(rule) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values,
            });
        }
    }
}

impl JoinedGraph<'_> {
    /// Reports what does not fit together: ids that no document has, circles, states that contradict
    /// each other. The sink must be of [`rules`].
    ///
    /// Places are JSON pointers into the documents taken as one object: `/links/clauses/0`,
    /// `/inventory/processes/12`, `/counters/counters/3`, `/flows/0`. A check of ids is made only where
    /// the document that should have them is there.
    pub fn check(&self, sink: &mut dyn Sink) {
        let mut to = Reporter { sink };
        self.check_links(&mut to);
        self.check_assumptions(&mut to);
        self.check_circles(&mut to);
        self.check_processes(&mut to);
        self.check_counters(&mut to);
        self.check_flows(&mut to);
        self.check_evidence(&mut to);
    }

    fn has(&self, kind: NodeKind, id: &str) -> bool {
        self.nodes.contains_key(&NodeId::new(kind, id))
    }

    fn dangling(&self, to: &mut Reporter<'_>, kind: NodeKind, id: &str, place: &str) {
        let documents = &self.documents;
        let (there, rule) = match kind {
            NodeKind::Clause => (!documents.registers.is_empty(), "dangling_clause"),
            NodeKind::Process => (documents.inventory.is_some(), "dangling_process"),
            NodeKind::Procedure => (documents.inventory.is_some(), "dangling_procedure"),
            NodeKind::Flow => (!documents.flows.is_empty(), "dangling_flow"),
            NodeKind::Counter => (documents.counters.is_some(), "dangling_counter"),
            NodeKind::Indicator => (true, "dangling_indicator"),
            NodeKind::Level => return,
        };
        if there && !self.has(kind, id) {
            let values = [("value", id.into())];
            to.report(&format!("tosei.joined.{rule}"), place, id, &values);
        }
    }

    fn check_links(&self, to: &mut Reporter<'_>) {
        let links = self.documents.links;
        let mut seen = BTreeSet::new();
        for (at, link) in links.clauses.iter().enumerate() {
            let place = format!("/links/clauses/{at}");
            self.dangling(to, NodeKind::Clause, link.clause.as_str(), &place);
            for process in &link.processes {
                self.dangling(to, NodeKind::Process, process.as_str(), &place);
                if !seen.insert((link.clause.as_str(), process.as_str())) {
                    let values = [("clause", link.clause.as_str().into())];
                    let rule = "tosei.joined.link_repeated";
                    to.report(rule, &place, process.as_str(), &values);
                }
            }
        }
        for (at, link) in links.services.iter().enumerate() {
            let place = format!("/links/services/{at}");
            if let Some(counters) = self.documents.counters
                && counters.services.iter().all(|one| one.id != link.service)
            {
                let id = link.service.as_str();
                let values = [("value", id.into())];
                to.report("tosei.joined.dangling_service", &place, id, &values);
            }
            for procedure in &link.procedures {
                self.dangling(to, NodeKind::Procedure, procedure.as_str(), &place);
            }
        }
        for (at, link) in links.flows.iter().enumerate() {
            let place = format!("/links/flows/{at}");
            self.dangling(to, NodeKind::Flow, link.flow.as_str(), &place);
            for procedure in &link.procedures {
                self.dangling(to, NodeKind::Procedure, procedure.as_str(), &place);
            }
        }
        for (at, indicator) in links.indicators.iter().enumerate() {
            let place = format!("/links/indicators/{at}");
            let id = indicator.id.as_str();
            let source = indicator.source.as_deref().unwrap_or_default();
            if source.trim().is_empty() {
                to.report("tosei.joined.indicator_without_source", &place, id, &[]);
            }
            match &indicator.of {
                IndicatorOf::Waiting(counter) => {
                    self.dangling(to, NodeKind::Counter, counter.as_str(), &place);
                }
                IndicatorOf::Indicators(parts) => {
                    for part in parts {
                        self.dangling(to, NodeKind::Indicator, part.as_str(), &place);
                    }
                }
                _ => {}
            }
        }
    }

    fn check_assumptions(&self, to: &mut Reporter<'_>) {
        let links = self.documents.links;
        for (at, one) in links.demand.iter().enumerate() {
            let place = format!("/links/demand/{at}");
            self.dangling(to, NodeKind::Counter, one.counter.as_str(), &place);
        }
        let mut spans = Vec::new();
        for (at, one) in links.visits.iter().enumerate() {
            let place = format!("/links/visits/{at}");
            self.dangling(to, NodeKind::Counter, one.counter.as_str(), &place);
            self.dangling(to, NodeKind::Procedure, one.procedure.as_str(), &place);
            for span in [one.percent_of_visits, one.percent_moving_online] {
                spans.push((place.clone(), one.counter.as_str(), span));
            }
        }
        for (at, one) in links.tools.iter().enumerate() {
            let place = format!("/links/tools/{at}");
            for counter in &one.counters {
                self.dangling(to, NodeKind::Counter, counter.as_str(), &place);
            }
            for procedure in &one.procedures {
                self.dangling(to, NodeKind::Procedure, procedure.as_str(), &place);
            }
            for span in [one.service_percent, one.visits_percent] {
                spans.push((place.clone(), one.tool.as_str(), span));
            }
        }
        for (place, subject, span) in spans {
            let (low, high) = (span.low.to_string(), span.high.to_string());
            let negative = span.low.numerator() < 0;
            let above = |one: tosei_criteria::ExactNumber, other: tosei_criteria::ExactNumber| {
                let left =
                    i128::from(one.numerator()).saturating_mul(i128::from(other.denominator()));
                let right =
                    i128::from(other.numerator()).saturating_mul(i128::from(one.denominator()));
                left > right
            };
            if negative || above(span.low, span.high) {
                let values = [("low", low.as_str().into()), ("high", high.as_str().into())];
                to.report("tosei.joined.span_out_of_order", &place, subject, &values);
            }
        }
    }

    /// Circles of forwarding counters, and of indicators that are made of each other.
    fn check_circles(&self, to: &mut Reporter<'_>) {
        for (kind, rule) in [
            (NodeKind::Counter, "tosei.joined.forwarding_circle"),
            (NodeKind::Indicator, "tosei.joined.indicator_circle"),
        ] {
            // A counter leads to counters that it forwards to, and to indicators; an indicator to indicators alone.
            // So what leaves the kind never comes back to it.
            let mut lines: BTreeMap<&NodeId, BTreeSet<&NodeId>> = BTreeMap::new();
            for edge in self.edges.iter().filter(|edge| edge.from.kind == kind) {
                lines.entry(&edge.from).or_default().insert(&edge.to);
            }
            let reaches_itself = |start: &NodeId| {
                let mut seen = BTreeSet::new();
                let mut open: Vec<&NodeId> =
                    lines.get(start).into_iter().flatten().copied().collect();
                while let Some(next) = open.pop() {
                    if next == start {
                        return true;
                    }
                    if seen.insert(next) {
                        open.extend(lines.get(next).into_iter().flatten().copied());
                    }
                }
                false
            };
            for node in lines.keys() {
                if reaches_itself(node) {
                    to.report(rule, "", &node.id, &[("value", node.id.as_str().into())]);
                }
            }
        }
    }

    fn check_processes(&self, to: &mut Reporter<'_>) {
        let Some(inventory) = self.documents.inventory else {
            return;
        };
        let day = self.documents.as_of;
        for (at, process) in inventory.processes.iter().enumerate() {
            let place = format!("/inventory/processes/{at}");
            let id = process.id.as_str();
            let clauses = self.clauses_of(id);
            if clauses.is_empty() {
                continue;
            }
            for (register, clause) in &clauses {
                let (binds, supersession) = binding(register, clause, day);
                let values = [("clause", clause.id.as_str().into())];
                if process.status == OnlineStatus::Done && binds == BlockingClause::Binds {
                    let presence = supersession.remaining.iter().any(|obstacle| {
                        matches!(
                            obstacle,
                            Obstacle::Presence | Obstacle::Sight | Obstacle::FixedPlace
                        )
                    });
                    let rule = if presence {
                        "tosei.joined.online_but_presence"
                    } else {
                        "tosei.joined.online_but_clause"
                    };
                    to.report(rule, &place, id, &values);
                }
                let amended = clause.review.as_ref().and_then(|one| one.status_at(day));
                if matches!(
                    amended,
                    Some(ReviewStatus::InForce | ReviewStatus::Operating)
                ) && self.barrier_names(process, register, clause)
                {
                    to.report("tosei.joined.barrier_outlives_clause", &place, id, &values);
                }
            }
            let offline = matches!(
                process.status,
                OnlineStatus::NotDone | OnlineStatus::Partial
            );
            let all_free = clauses
                .iter()
                .all(|(register, clause)| binding(register, clause, day).0 == BlockingClause::Free);
            let standing = process.barriers.iter().flatten();
            let barriers = standing.filter(|barrier| barrier.stands_on(day)).count();
            if offline && all_free && process.barriers.is_some() && barriers == 0 {
                to.report("tosei.joined.free_but_offline", &place, id, &[]);
            }
        }
    }

    fn barrier_names(
        &self,
        process: &Process,
        register: &tosei_analog_regs::ClauseRegister,
        clause: &tosei_analog_regs::Clause,
    ) -> bool {
        let Some(rule) = register.rule_of(clause) else {
            return false;
        };
        let day = self.documents.as_of;
        let barriers = process.barriers.iter().flatten();
        barriers
            .filter(|barrier| barrier.stands_on(day))
            .any(|barrier| super::query::rule_title(barrier) == Some(rule.title.as_str()))
    }

    fn check_counters(&self, to: &mut Reporter<'_>) {
        let (Some(counters), Some(inventory)) = (self.documents.counters, self.documents.inventory)
        else {
            return;
        };
        for (at, service) in counters.services.iter().enumerate() {
            for procedure in &service.procedures {
                let place = format!("/counters/services/{at}");
                self.dangling(to, NodeKind::Procedure, procedure.as_str(), &place);
            }
        }
        let day = self.documents.as_of;
        let gone: BTreeSet<&str> = inventory
            .procedures
            .iter()
            .filter(|one| one.exists_until.is_some_and(|last| last < day))
            .map(|one| one.id.as_str())
            .collect();
        for (at, counter) in counters.counters.iter().enumerate() {
            let node = NodeId::new(NodeKind::Counter, counter.id.as_str());
            let place = format!("/counters/counters/{at}");
            for procedure in self.to(&node, Relation::HandledAt) {
                if gone.contains(procedure.id.as_str()) {
                    let values = [("procedure", procedure.id.as_str().into())];
                    let rule = "tosei.joined.abolished_but_handled";
                    to.report(rule, &place, counter.id.as_str(), &values);
                }
            }
        }
    }

    fn check_flows(&self, to: &mut Reporter<'_>) {
        let Some(inventory) = self.documents.inventory else {
            return;
        };
        let kinds = ProcessKinds::standard();
        for (at, flow) in self.documents.flows.iter().enumerate() {
            let place = format!("/flows/{at}");
            let id = flow.id.as_str();
            let procedures = self.flow_procedures.get(id).into_iter().flatten();
            for procedure in procedures {
                self.dangling(to, NodeKind::Procedure, procedure.as_str(), &place);
                if flow.stage != Some(Stage::AsIs) {
                    continue;
                }
                let processes = inventory.processes.iter();
                let applications: Vec<&Process> = processes
                    .filter(|process| process.procedure == **procedure)
                    .filter(|process| {
                        let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
                        kind.is_some_and(|kind| kind.is_application)
                    })
                    .collect();
                let values = [("procedure", procedure.as_str().into())];
                let (online, offline) = entries(flow);
                let all = |status: OnlineStatus| {
                    !applications.is_empty() && applications.iter().all(|one| one.status == status)
                };
                if online && all(OnlineStatus::NotDone) {
                    to.report(
                        "tosei.joined.flow_online_inventory_not",
                        &place,
                        id,
                        &values,
                    );
                }
                if offline && !online && all(OnlineStatus::Done) {
                    to.report(
                        "tosei.joined.inventory_online_flow_not",
                        &place,
                        id,
                        &values,
                    );
                }
                self.volume(to, flow, &applications, &place);
            }
        }
    }

    /// A flow's cases beside every final count of applications of the inventory.
    fn volume(&self, to: &mut Reporter<'_>, flow: &Flow, applications: &[&Process], place: &str) {
        let (Some(cases), [application]) = (flow.cases_a_year, applications) else {
            return;
        };
        let counted = application.volumes.iter().filter(|volume| {
            volume.measure == VolumeMeasure::Applications && volume.state == VolumeState::Final
        });
        let last = counted.max_by_key(|volume| volume.fiscal_year);
        let Some(other) = last.and_then(|volume| volume.cases) else {
            return;
        };
        if other != cases {
            let values = [
                ("flow", cases.get().into()),
                ("inventory", other.get().into()),
            ];
            let rule = "tosei.joined.volume_differs";
            to.report(rule, place, flow.id.as_str(), &values);
        }
    }

    fn check_evidence(&self, to: &mut Reporter<'_>) {
        let documents = &self.documents;
        let (Some(inventory), Some(evidence), Some(standard)) =
            (documents.inventory, documents.evidence, documents.standard)
        else {
            return;
        };
        let kinds = ProcessKinds::standard();
        let subjects: BTreeSet<&str> = evidence
            .subjects()
            .map(tosei_types::SubjectId::as_str)
            .collect();
        for subject in &subjects {
            self.dangling(to, NodeKind::Procedure, subject, "/evidence");
        }
        for (at, procedure) in inventory.procedures.iter().enumerate() {
            if !subjects.contains(procedure.id.as_str()) {
                continue;
            }
            let judged = evaluate(
                standard,
                evidence,
                &subject_of(&procedure.id),
                documents.as_of,
            );
            let packed = judged.packed(standard);
            let mut prerequisites = standard.prerequisites().iter();
            let digital = prerequisites.all(|bit| packed.answer(bit) == Answer::Met);
            let processes = inventory.processes.iter();
            let mut applications = processes
                .filter(|process| process.procedure == procedure.id)
                .filter(|process| {
                    let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
                    kind.is_some_and(|kind| kind.is_application)
                })
                .peekable();
            if digital
                && applications.peek().is_some()
                && applications.all(|one| one.status == OnlineStatus::NotDone)
            {
                let place = format!("/inventory/procedures/{at}");
                let id = procedure.id.as_str();
                to.report(
                    "tosei.joined.evidence_digital_inventory_not",
                    &place,
                    id,
                    &[],
                );
            }
        }
    }
}

/// Whether the applicant can submit online, and on paper or in person, in a flow.
fn entries(flow: &Flow) -> (bool, bool) {
    let (mut online, mut offline) = (false, false);
    for node in &flow.nodes {
        let StepKind::Activity(activity) = &node.is else {
            continue;
        };
        if activity.work_kind != Some(WorkKind::Submit) {
            continue;
        }
        match activity.medium {
            Some(Medium::Digital | Medium::Email) => online = true,
            Some(Medium::Paper | Medium::FaceToFace | Medium::Post | Medium::Fax) => offline = true,
            _ => {}
        }
    }
    (online, offline)
}
