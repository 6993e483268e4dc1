//! All figures of a flow.

use super::{
    Measure, UnknownReason,
    lead::{Leads, NodeTimes, node_times},
    measure::Sum,
    result::{
        ClassMeasures, FlowMetrics, MeasureKind, MetricsError, MetricsOptions, NodeVisits,
        UnknownBranches,
    },
    shares::Shares,
    visits::{Routing, Visits},
};
use crate::{
    flow::{Activity, ActivityMark, ElementId, Flow, Lane, Medium, Party},
    graph::Graph,
    soundness::{Problem, ProblemKind, SoundnessOptions, soundness},
};
use std::collections::{BTreeMap, HashMap, HashSet};
use tosei_types::{ExactFigure, StaffClass, StaffClassId};

/// The most states that are looked at for joins that do not fold.
const MAX_STATES: u32 = 20_000;

/// 指標 (metrics): what one case costs on average, exact.
///
/// Expected visits come from the linear equations of the routing, loops included; nothing is sampled.
/// A parallel or inclusive join happens once for each time that its split is passed. The branches of an
/// inclusive split do not depend on each other. A message that begins a process begins one run of it.
/// A step with an unknown time, or behind a branch without probability, makes a figure unknown, never
/// smaller; what the known parts sum to is still given.
///
/// The lead time is exact where the times of branches that wait for each other are constants or have
/// finitely many values, and otherwise between bounds.
///
/// # Errors
///
/// - [`MetricsError::Graph`] if the flow does not hold together.
/// - [`MetricsError::Probabilities`] if the shares of branches do not sum to 1.
/// - [`MetricsError::EndlessLoop`] if a loop is never left.
/// - [`MetricsError::Unbounded`] if a loop makes more work than it ends.
/// - [`MetricsError::UnbalancedJoin`] if parallel branches do not come together at their join.
/// - [`MetricsError::TooLarge`] if exact numbers become too large.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, metrics::{MeasureKind, MetricsOptions, metrics}};
///
/// // One application in five comes back: the check is done 1.25 times.
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "f",
///   "nodes": [
///     {"id": "start", "is": {"kind": "event", "event": "start", "trigger": "none"}},
///     {"id": "check", "is": {"kind": "activity", "work": "12", "waiting": "0"}},
///     {"id": "complete?", "is": {"kind": "gateway", "gateway": "exclusive"}},
///     {"id": "end", "is": {"kind": "event", "event": "end", "trigger": "none"}}
///   ],
///   "sequence_flows": [
///     {"id": "a", "from": "start", "to": "check"}, {"id": "b", "from": "check", "to": "complete?"},
///     {"id": "c", "from": "complete?", "to": "check", "probability": "0.2"},
///     {"id": "d", "from": "complete?", "to": "end", "probability": "0.8"}]
/// }"#)?;
/// let metrics = metrics(&flow, MetricsOptions::default()).unwrap();
/// let work = metrics.measure(MeasureKind::WorkMinutes).unwrap();
/// assert_eq!(work.exact().unwrap().to_string(), "15");
/// assert_eq!(metrics.times[0].rework_probability.as_ref().unwrap().to_string(), "0.2");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "指標")]
pub fn metrics(flow: &Flow, options: MetricsOptions) -> Result<FlowMetrics, MetricsError> {
    let graph = Graph::checked(flow)?;
    let shares = Shares::of(&graph, &options)?;
    let times = node_times(&graph);
    let equal = options.unknown_branches == UnknownBranches::Equal;
    let leads = Leads::of(&graph, &shares, &times, equal);
    let mut messages: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, line) in flow.message_flows.iter().enumerate() {
        if let Some(to) = graph.index_of(line.to.as_str()) {
            messages.entry(to).or_default().push(at);
        }
    }
    let undecided = safe_joins(flow, &leads.stuck(), MAX_STATES)?;
    let routing = Routing {
        graph: &graph,
        undecided,
        shares: &shares,
        options: &options,
        pairs: leads.pairs(),
        merges: leads.merges(),
        messages,
    };
    let visits = routing.visits()?;
    let sums = Sums {
        graph: &graph,
        routing: &routing,
        visits: &visits,
        times: &times,
        classes: flow
            .staff_classes
            .iter()
            .map(|class| (&class.id, class))
            .collect(),
    };
    let measures = MeasureKind::ALL
        .iter()
        .map(|kind| (*kind, sums.measure(*kind)))
        .collect();
    Ok(FlowMetrics {
        flow: flow.id.clone(),
        options,
        visits: (0u32..)
            .zip(&flow.nodes)
            .map(|(at, node)| NodeVisits {
                node: node.id.clone(),
                visits: visits.of[at].clone(),
            })
            .collect(),
        measures,
        by_class: sums.by_class(),
        times: leads.times(&graph, &visits.of),
        lead_minutes: leads.whole(&graph),
    })
}

/// Where parallel branches do not fold, equations hold only if no join waits in vain and no line is
/// taken twice at once. Gives the scopes for which that could not be decided.
fn safe_joins(flow: &Flow, stuck: &[u32], max_states: u32) -> Result<HashSet<u32>, MetricsError> {
    let mut undecided = HashSet::new();
    if stuck.is_empty() {
        return Ok(undecided);
    }
    let options = SoundnessOptions {
        max_states,
        ..SoundnessOptions::default()
    };
    let sound = soundness(flow, options)?;
    for at in stuck {
        let scope = usize::try_from(*at)
            .ok()
            .and_then(|at| sound.scopes.get(at));
        let Some(scope) = scope else { continue };
        let unbounded = |problem: &&Problem| problem.kind == ProblemKind::Unbounded;
        if let Some(problem) = scope.problems.iter().find(unbounded) {
            return Err(MetricsError::Unbounded {
                node: problem.nodes.first().cloned(),
            });
        }
        let waits = [ProblemKind::Deadlock, ProblemKind::LackOfSynchronization];
        let found = scope
            .problems
            .iter()
            .find(|problem| waits.contains(&problem.kind));
        if let Some(problem) = found {
            return Err(MetricsError::UnbalancedJoin {
                node: problem.nodes.first().cloned(),
            });
        }
        // Where one of them is open, so is the other: not every state was looked at.
        if scope.open.contains(&ProblemKind::Deadlock) {
            undecided.insert(*at);
        }
    }
    Ok(undecided)
}

/// How often a step is done each time; `None` if it is marked as repeated and nobody says how often.
pub(super) fn frequency(activity: &Activity) -> Option<ExactFigure> {
    match (activity.frequency, activity.repetition) {
        (Some(often), _) => Some(often.into()),
        (None, None) => Some(ExactFigure::one()),
        (None, Some(_)) => None,
    }
}

/// Who does a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who<'f> {
    Applicant,
    /// Systems, and others who are not of the administration.
    Other,
    Staff(Option<&'f StaffClassId>),
}

struct Sums<'g> {
    graph: &'g Graph<'g>,
    routing: &'g Routing<'g>,
    visits: &'g Visits,
    times: &'g NodeTimes,
    classes: HashMap<&'g StaffClassId, &'g StaffClass>,
}

impl<'g> Sums<'g> {
    /// The lane of a node and those around it, innermost first.
    fn lanes(&self, node: u32) -> Vec<&'g Lane> {
        let mut lanes: Vec<&'g Lane> = Vec::new();
        let mut next = self.graph.lane(node);
        while let Some(lane) = next {
            if lanes.iter().any(|seen| seen.id == lane.id) {
                break;
            }
            lanes.push(lane);
            next = lane
                .parent
                .as_ref()
                .and_then(|id| self.graph.flow().lane(id.as_str()));
        }
        lanes
    }

    fn who(&self, node: u32) -> Who<'g> {
        let lanes = self.lanes(node);
        let of_pool = || {
            let pool = self.graph.node(node)?.pool.as_ref()?;
            self.graph.flow().pool(pool.as_str())?.party
        };
        let party = lanes.iter().find_map(|lane| lane.party).or_else(of_pool);
        let activity = self.graph.node(node).and_then(|node| node.activity());
        let own = activity.and_then(|activity| activity.staff_class.as_ref());
        let class = own.or_else(|| lanes.iter().find_map(|lane| lane.staff_class.as_ref()));
        let automated = activity.is_some_and(|activity| activity.has(ActivityMark::Automated));
        match party {
            Some(Party::Applicant) => Who::Applicant,
            _ if automated => Who::Other,
            Some(Party::System | Party::OtherOrganisation | Party::Contractor)
                if class.is_none() =>
            {
                Who::Other
            }
            _ => Who::Staff(class),
        }
    }

    fn steps(&self) -> impl Iterator<Item = (u32, &'g Activity, &'g ElementId, &'g str)> {
        let graph = self.graph;
        (0..graph.node_count()).filter_map(move |at| {
            let node = graph.node(at)?;
            Some((at, node.activity()?, &node.id, node.title()))
        })
    }

    /// Expected times of a step in a case, its frequency included; or why they are unknown.
    fn often(&self, node: u32, activity: &Activity) -> Result<ExactFigure, UnknownReason> {
        let visits = self.visits.of[node]
            .as_ref()
            .ok_or(UnknownReason::NoProbability)?;
        if visits.is_zero() {
            return Ok(ExactFigure::zero());
        }
        let often = frequency(activity).ok_or(UnknownReason::NoFrequency)?;
        Ok(visits * &often)
    }

    fn measure(&self, kind: MeasureKind) -> Measure {
        match kind {
            MeasureKind::WorkMinutes => self.work(|_| true),
            MeasureKind::StaffMinutes => self.work(|who| matches!(who, Who::Staff(_))),
            MeasureKind::ApplicantMinutes => self.work(|who| who == Who::Applicant),
            MeasureKind::WaitingMinutes => self.waiting(),
            MeasureKind::CostYen => self.cost(|_| true),
            MeasureKind::CashYen => {
                self.each(|activity| Ok(ExactFigure::from(activity.cash_yen.unwrap_or(0))))
            }
            MeasureKind::Handoffs => self.handoffs(),
            MeasureKind::PaperSteps => self.each(|activity| match activity.medium {
                Some(medium) => Ok(counted(Medium::is_paper(medium))),
                None if activity.has(ActivityMark::Automated) => Ok(ExactFigure::zero()),
                None => Err(UnknownReason::NoMedium),
            }),
            MeasureKind::Stamps => {
                self.each(|activity| Ok(counted(activity.has(ActivityMark::Stamp))))
            }
            MeasureKind::ApplicantVisits => {
                self.each(|activity| Ok(counted(activity.has(ActivityMark::Visit))))
            }
            MeasureKind::Reentries => self.reentries(),
        }
    }

    fn each(&self, value: impl Fn(&Activity) -> Result<ExactFigure, UnknownReason>) -> Measure {
        let mut sum = Sum::default();
        for (at, activity, id, title) in self.steps() {
            match (value(activity), self.often(at, activity)) {
                (Ok(value), _) if value.is_zero() => {}
                (_, Ok(often)) if often.is_zero() => {}
                (Ok(value), Ok(often)) => sum.add(id, title, &often, (&value, &value)),
                (Err(reason), _) | (_, Err(reason)) => sum.unknown(Some(id), reason),
            }
        }
        sum.finish()
    }

    fn work(&self, counts: impl Fn(Who<'g>) -> bool) -> Measure {
        let mut sum = Sum::default();
        for (at, activity, id, title) in self.steps() {
            if counts(self.who(at)) {
                self.add_work(&mut sum, at, activity, (id, title), &ExactFigure::one());
            }
        }
        sum.finish()
    }

    /// Adds work, each minute weighing `weight`.
    fn add_work(
        &self,
        sum: &mut Sum,
        at: u32,
        activity: &Activity,
        name: (&ElementId, &str),
        weight: &ExactFigure,
    ) {
        let (id, title) = name;
        if self.visits.of[at]
            .as_ref()
            .is_some_and(ExactFigure::is_zero)
        {
            return;
        }
        let reasons = &self.times.why[at];
        let each = match &activity.work {
            Some(time) => super::passage::Duration::of(time),
            None => self.times.work[at].clone(),
        };
        let Some(each) = each else {
            let reason = if reasons.contains(&UnknownReason::NoWorkTime) {
                UnknownReason::NoWorkTime
            } else if activity.work.is_some() {
                UnknownReason::NoMean
            } else {
                UnknownReason::NoFrequency
            };
            sum.unknown(Some(id), reason);
            return;
        };
        let to = each.to.clone().unwrap_or_else(|| each.from.clone());
        if to.is_zero() {
            return;
        }
        match self.often(at, activity) {
            Ok(often) => sum.add(id, title, &often, (&(&each.from * weight), &(&to * weight))),
            Err(reason) => sum.unknown(Some(id), reason),
        }
    }

    fn waiting(&self) -> Measure {
        let mut sum = Sum::default();
        for (at, node) in (0u32..).zip(&self.graph.flow().nodes) {
            let visits = self.visits.of[at].as_ref();
            if visits.is_some_and(ExactFigure::is_zero) {
                continue;
            }
            let Some(each) = &self.times.waiting[at] else {
                let given = match &node.is {
                    crate::flow::NodeKind::Event(event) => event.waiting.is_some(),
                    _ => node
                        .activity()
                        .is_some_and(|activity| activity.waiting.is_some()),
                };
                let reason = if given {
                    UnknownReason::NoMean
                } else {
                    UnknownReason::NoWaitingTime
                };
                sum.unknown(Some(&node.id), reason);
                continue;
            };
            let to = each.to.clone().unwrap_or_else(|| each.from.clone());
            if to.is_zero() {
                continue;
            }
            match visits {
                Some(visits) => sum.add(&node.id, node.title(), visits, (&each.from, &to)),
                None => sum.unknown(Some(&node.id), UnknownReason::NoProbability),
            }
        }
        sum.finish()
    }

    fn cost(&self, counts: impl Fn(Option<&StaffClassId>) -> bool) -> Measure {
        let mut sum = Sum::default();
        for (at, activity, id, title) in self.steps() {
            let Who::Staff(class) = self.who(at) else {
                continue;
            };
            if !counts(class) {
                continue;
            }
            let idle = match &activity.work {
                Some(time) => super::passage::Duration::of(time)
                    .and_then(|time| time.to)
                    .is_some_and(|to| to.is_zero()),
                None => false,
            };
            let visited = self.visits.of[at].as_ref();
            if idle || visited.is_some_and(ExactFigure::is_zero) {
                continue;
            }
            let Some(class) = class else {
                sum.unknown(Some(id), UnknownReason::NoStaffClass);
                continue;
            };
            let rate = self.classes.get(class).and_then(|class| class.yen_per_hour);
            let minute =
                rate.and_then(|rate| ExactFigure::from(rate).divided_by(&ExactFigure::from(60u32)));
            match minute {
                Some(minute) => self.add_work(&mut sum, at, activity, (id, title), &minute),
                None => sum.unknown(Some(id), UnknownReason::NoHourlyCost),
            }
        }
        sum.finish()
    }

    fn by_class(&self) -> Vec<ClassMeasures> {
        let mut classes: Vec<Option<StaffClassId>> = self
            .graph
            .flow()
            .staff_classes
            .iter()
            .map(|class| Some(class.id.clone()))
            .collect();
        for (at, ..) in self.steps() {
            if let Who::Staff(class) = self.who(at)
                && !classes.iter().any(|seen| seen.as_ref() == class)
            {
                classes.push(class.cloned());
            }
        }
        classes
            .into_iter()
            .map(|class| ClassMeasures {
                work_minutes: self.work(|who| who == Who::Staff(class.as_ref())),
                cost_yen: self.cost(|of| of == class.as_ref()),
                class,
            })
            .collect()
    }

    /// Sequence flows between lanes, and messages between pools.
    fn handoffs(&self) -> Measure {
        let mut sum = Sum::default();
        let one = ExactFigure::one();
        let place = |node: u32| {
            let pool = self.graph.node(node).and_then(|node| node.pool.as_ref());
            (pool, self.graph.lane(node).map(|lane| &lane.id))
        };
        for (at, edge) in (0u32..).zip(self.graph.edges()) {
            if place(edge.from) == place(edge.to) {
                continue;
            }
            let flow = edge
                .flow
                .and_then(|at| usize::try_from(at).ok())
                .and_then(|at| self.graph.flow().sequence_flows.get(at));
            let from = self.graph.node(edge.from);
            let id = flow.map(|flow| &flow.id).or(from.map(|node| &node.id));
            let Some(id) = id else { continue };
            let title = flow
                .and_then(|flow| flow.name.as_deref())
                .unwrap_or(id.as_str());
            match self.routing.on_edge(self.visits, at) {
                Some(times) => sum.add(id, title, &times, (&one, &one)),
                None => sum.unknown(Some(id), UnknownReason::NoProbability),
            }
        }
        for flow in &self.graph.flow().message_flows {
            let title = flow.name.as_deref().unwrap_or(flow.id.as_str());
            let times = match self.graph.index_of(flow.from.as_str()) {
                Some(node) => self.visits.of[node].clone(),
                // From a pool whose work is not drawn: as often as what it comes to.
                None => match self.graph.index_of(flow.to.as_str()) {
                    Some(node) => self.visits.of[node].clone(),
                    None => Some(one.clone()),
                },
            };
            match times {
                Some(times) => sum.add(&flow.id, title, &times, (&one, &one)),
                None => sum.unknown(Some(&flow.id), UnknownReason::NoProbability),
            }
        }
        sum.finish()
    }

    /// Entries of the same item beyond the first.
    ///
    /// With E entries expected, at least E - 1 are re-entries, and at most E less the probability of the
    /// step that is surest to happen. A step that always happens makes the two equal.
    fn reentries(&self) -> Measure {
        let mut items: BTreeMap<&str, Vec<(u32, &Activity, &ElementId)>> = BTreeMap::new();
        for (at, activity, id, _) in self.steps() {
            for item in &activity.enters {
                items.entry(item).or_default().push((at, activity, id));
            }
        }
        let mut sum = Sum::default();
        let one = ExactFigure::one();
        for (item, steps) in items {
            let mut expected = ExactFigure::zero();
            let mut surest = ExactFigure::zero();
            let mut known = true;
            for (at, activity, id) in &steps {
                match self.often(*at, activity) {
                    Ok(often) => {
                        expected = expected + often;
                        let whole = frequency(activity).is_some_and(|often| often >= one);
                        if whole && !self.visits.on_loop[*at] {
                            let visits = self.visits.of[*at].clone().unwrap_or_default();
                            surest = surest.max(visits);
                        }
                    }
                    Err(reason) => {
                        known = false;
                        sum.unknown(Some(id), reason);
                    }
                }
            }
            let surest = surest.min(one.clone());
            if !known || expected.is_zero() {
                continue;
            }
            let from = (expected.clone() - one.clone()).max(ExactFigure::zero());
            let to = expected - surest;
            if let Some((_, _, id)) = steps.last() {
                sum.add(id, item, &one, (&from, &to));
            }
        }
        sum.finish()
    }
}

fn counted(yes: bool) -> ExactFigure {
    if yes {
        ExactFigure::one()
    } else {
        ExactFigure::zero()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A parallel split `p1` before a join `p2`, or an exclusive one before it.
    fn flow(split: &str) -> Flow {
        let gateway = |kind: &str| json!({"kind": "gateway", "gateway": kind});
        let event = |event: &str| json!({"kind": "event", "event": event, "trigger": "none"});
        let node = |id: &str, is: Value| json!({"id": id, "is": is});
        let line =
            |from: &str, to: &str, at: u32| json!({"id": format!("l{at}"), "from": from, "to": to});
        let document = json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": [node("s", event("start")), node("p1", gateway(split)),
                node("p2", gateway("parallel")), node("e", event("end"))],
            "sequence_flows": [line("s", "p1", 0), line("p1", "p2", 1), line("p1", "p2", 2),
                line("p2", "e", 3)]});
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn whether_joins_are_safe_is_looked_at_in_so_many_states() {
        let undecided = |split: &str, stuck: &[u32], most: u32| {
            let found = safe_joins(&flow(split), stuck, most);
            found.map(|scopes| scopes == HashSet::from([0]))
        };
        assert!(!undecided("parallel", &[0], 100).unwrap());
        assert!(undecided("parallel", &[0], 1).unwrap());
        assert!(!undecided("parallel", &[], 1).unwrap());
        assert!(!undecided("parallel", &[7], 1).unwrap());
        let error = undecided("exclusive", &[0], 100).unwrap_err();
        assert_eq!(
            error.to_string(),
            "parallel branches do not come together at `p2`"
        );
        assert!(!undecided("exclusive", &[], 100).unwrap());
    }
}
