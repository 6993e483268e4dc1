//! 分岐 (branches): how often each way out of a branch was taken, from the cases that fit the flow.

use super::number::{Interval, count, wilson};
use crate::{
    ElementId, EventPosition, Flow, GatewayKind, NodeKind, Probability,
    event_log::{ConformanceOptions, EventLog, Explained, Lifecycle, Replayer},
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tosei_simulation::Level;
use tosei_types::ExactNumber;

/// 分岐先 (branch): one way out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedBranch"))]
#[non_exhaustive]
pub struct BranchEvidence {
    /// The sequence flow.
    pub sequence_flow: ElementId,
    /// How often it was taken.
    pub taken: u64,
    /// The share; `None` if it was never taken, which is not the same as impossible.
    pub share: Option<Probability>,
    /// Where the share lies, also if it was never taken; `None` if the branch was never reached.
    pub interval: Option<Interval>,
}

/// 分岐の根拠 (evidence on a branch).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedGateway"))]
#[non_exhaustive]
pub struct GatewayEvidence {
    /// The gateway, or the activity or event that several ways leave, or at whose boundary something may happen.
    pub node: ElementId,
    /// How often it was reached.
    pub reached: u64,
    /// Whether exactly one way is taken each time, so that the shares sum to 1.
    pub is_exclusive: bool,
    /// The ways out, in the order of the flow.
    pub branches: Vec<BranchEvidence>,
}

/// 再生の根拠 (evidence of the replay): how much of the log the branches rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LearnedReplay"))]
#[non_exhaustive]
pub struct ReplayEvidence {
    /// All cases.
    pub cases: u64,
    /// Cases that fit; the branches rest on them alone.
    pub fitting: u64,
    /// Cases that were not decided within the effort allowed.
    pub not_decided: u64,
    /// Fitting cases that several runs with as few unrecorded moves explain; the first found is counted.
    pub ambiguous: u64,
    /// Steps of the log that the flow does not have.
    pub unknown_steps: BTreeSet<String>,
    /// Activities of the flow that the log does not have.
    pub unrecorded_steps: BTreeSet<String>,
}

pub(super) fn branches(
    log: &EventLog,
    flow: &Flow,
    options: ConformanceOptions,
    level: Level,
) -> (Vec<GatewayEvidence>, ReplayEvidence) {
    let replayer = Replayer::new(log, flow, options);
    let mut variants: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for case in log.cases() {
        let completed = case.events.iter();
        let completed = completed.filter(|event| event.lifecycle == Lifecycle::Complete);
        let trace: Vec<usize> = completed.map(|event| event.activity).collect();
        let times = variants.entry(trace).or_insert(0);
        *times = times.saturating_add(1);
    }
    let mut replay = ReplayEvidence {
        cases: count(log.cases().len()),
        ..ReplayEvidence::default()
    };
    let logged: BTreeSet<&str> = log.activities().iter().map(|name| name.trim()).collect();
    replay.unknown_steps = logged
        .iter()
        .filter(|name| !replayer.knows(name))
        .map(|name| (*name).to_owned())
        .collect();
    let activities = flow.nodes.iter().filter(|node| node.activity().is_some());
    replay.unrecorded_steps = activities
        .map(|node| node.title().trim())
        .filter(|title| !logged.contains(title))
        .map(str::to_owned)
        .collect();
    let (mut edges, mut nodes): (HashMap<u32, u64>, HashMap<u32, u64>) = Default::default();
    for (trace, cases) in variants {
        match replayer.explain(trace.iter().map(|step| log.activity(*step))) {
            Explained::Fits(run) => {
                replay.fitting = replay.fitting.saturating_add(cases);
                if run.is_ambiguous {
                    replay.ambiguous = replay.ambiguous.saturating_add(cases);
                }
                for (all, list) in [(&mut edges, run.edges), (&mut nodes, run.nodes)] {
                    for at in list {
                        let times = all.entry(at).or_insert(0);
                        *times = times.saturating_add(cases);
                    }
                }
            }
            Explained::NotDecided => replay.not_decided = replay.not_decided.saturating_add(cases),
            Explained::Deviates => {}
        }
    }
    (evidence(flow, &edges, &nodes, level), replay)
}

fn evidence(
    flow: &Flow,
    edges: &HashMap<u32, u64>,
    nodes: &HashMap<u32, u64>,
    level: Level,
) -> Vec<GatewayEvidence> {
    let mut outgoing: HashMap<&str, Vec<u32>> = HashMap::new();
    for (number, edge) in (0u32..).zip(&flow.sequence_flows) {
        outgoing.entry(edge.from.as_str()).or_default().push(number);
    }
    let places: HashMap<&str, u32> = (0u32..)
        .zip(&flow.nodes)
        .map(|(number, node)| (node.id.as_str(), number))
        .collect();
    let done = |number: u32| nodes.get(&number).copied().unwrap_or(0);
    let mut all = Vec::new();
    for (number, node) in (0u32..).zip(&flow.nodes) {
        let ways = outgoing
            .get(node.id.as_str())
            .map_or(&[][..], Vec::as_slice);
        let boundary = node
            .event()
            .filter(|event| event.event == EventPosition::Boundary);
        let (reached, is_exclusive) = match (&node.is, boundary) {
            (_, Some(event)) => {
                // Each time that the activity is done, the event may happen or not. An interrupting event is replayed
                // in place of its activity, another one beside it.
                let host = event.attached_to.as_ref().map(ElementId::as_str);
                let host = host.and_then(|host| places.get(host)).copied();
                let beside = if event.non_interrupting {
                    0
                } else {
                    done(number)
                };
                (host.map_or(0, done).saturating_add(beside), false)
            }
            (NodeKind::Gateway(gateway), None) if ways.len() > 1 => {
                let exclusive = matches!(
                    gateway.gateway,
                    GatewayKind::Exclusive | GatewayKind::EventBased
                );
                if gateway.gateway == GatewayKind::Parallel {
                    continue;
                }
                (done(number), exclusive)
            }
            _ => continue,
        };
        let branches = ways.iter().filter_map(|way| {
            let flow = flow.sequence_flows.get(usize::try_from(*way).ok()?)?;
            let taken = edges.get(way).copied().unwrap_or(0);
            Some(BranchEvidence {
                sequence_flow: flow.id.clone(),
                taken,
                share: (taken > 0).then(|| share(taken, reached)).flatten(),
                interval: wilson(taken, reached, level),
            })
        });
        all.push(GatewayEvidence {
            node: node.id.clone(),
            reached,
            is_exclusive,
            branches: branches.collect(),
        });
    }
    all
}

/// A share of counts, exact.
pub(super) fn share(part: u64, whole: u64) -> Option<Probability> {
    let number = ExactNumber::try_new(i64::try_from(part).ok()?, whole).ok()?;
    Probability::try_new(number).ok()
}
