//! From steps to nodes and sequence flows.

use super::{Branch, SmallFlow, SmallFlowError, SmallStep, StepProblem};
use crate::{
    Activity, ElementId, Event, EventPosition, EventTrigger, Flow, Gateway, GatewayKind, Lane,
    Node, NodeKind, Pool, SequenceFlow,
};
use std::collections::HashMap;
use tosei_document::Place;

/// What names the end in `next`.
const END: [&str; 2] = ["end", "終了"];

struct Builder<'s> {
    flow: Flow,
    ids: HashMap<String, usize>,
    names: HashMap<&'s str, Vec<usize>>,
    pool: Option<ElementId>,
    lanes: HashMap<&'s str, ElementId>,
}

/// The three nodes that a step may be.
struct Ids {
    entry: ElementId,
    step: ElementId,
    exit: ElementId,
}

impl SmallFlow {
    /// The flow that the steps describe.
    ///
    /// # Errors
    ///
    /// - [`SmallFlowError::NoSteps`] without a step.
    /// - [`SmallFlowError::Step`] for the first step that makes no sense; its place is a pointer to the step.
    pub fn to_flow(&self) -> Result<Flow, SmallFlowError> {
        self.build(|step| Place::Pointer {
            pointer: format!("/steps/{step}").into(),
        })
    }

    pub(crate) fn build(&self, place: impl Fn(usize) -> Place) -> Result<Flow, SmallFlowError> {
        self.build_all().map_err(|problem| match problem {
            None => SmallFlowError::NoSteps,
            Some((step, problem)) => SmallFlowError::Step {
                place: place(step),
                problem,
            },
        })
    }

    /// `None` if there is no step; otherwise the first step that makes no sense.
    pub(crate) fn build_all(&self) -> Result<Flow, Option<(usize, StepProblem)>> {
        if self.steps.is_empty() {
            return Err(None);
        }
        let mut builder = Builder::new(self);
        let ids = builder.ids(&self.steps).map_err(Some)?;
        builder.nodes(&self.steps, &ids);
        builder.edges(&self.steps, &ids).map_err(Some)?;
        Ok(builder.flow)
    }
}

/// An id of letters and digits.
#[allow(
    clippy::unreachable,
    reason = "the texts are short and of ASCII letters and digits"
)]
fn plain(text: &str) -> ElementId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("`{text}` is an id"))
}

impl<'s> Builder<'s> {
    fn new(small: &'s SmallFlow) -> Self {
        let mut flow = Flow::new(small.id.clone());
        flow.name.clone_from(&small.name);
        flow.fictional = small.fictional;
        flow.stage = small.stage;
        flow.procedures.clone_from(&small.procedures);
        flow.cases_a_year = small.cases_a_year;
        let mut all: Vec<Lane> = Vec::new();
        let mut lanes = HashMap::new();
        let declared = small
            .lanes
            .iter()
            .map(|lane| (lane.name.as_str(), lane.party, lane.staff_class.clone()));
        let named = small.steps.iter().filter_map(|step| step.who.as_deref());
        for (name, party, staff_class) in declared.chain(named.map(|name| (name, None, None))) {
            if lanes.contains_key(name) {
                continue;
            }
            let id = plain(&format!("lane{}", all.len().saturating_add(1)));
            lanes.insert(name, id.clone());
            all.push(Lane {
                id,
                name: Some(name.to_owned()),
                party,
                staff_class,
                parent: None,
            });
        }
        let pool = (!all.is_empty()).then(|| plain("pool"));
        flow.pools.extend(pool.clone().map(|id| Pool {
            id,
            name: None,
            party: None,
            organisation: None,
            lanes: all,
        }));
        let mut names: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, step) in small.steps.iter().enumerate() {
            names.entry(step.step.trim()).or_default().push(number);
        }
        Self {
            flow,
            ids: HashMap::new(),
            names,
            pool,
            lanes,
        }
    }

    /// The ids of all nodes; each once.
    fn ids(&mut self, steps: &[SmallStep]) -> Result<Vec<Ids>, (usize, StepProblem)> {
        let mut used: HashMap<ElementId, ()> = HashMap::new();
        for id in ["start", "end"] {
            used.insert(plain(id), ());
        }
        let mut all = Vec::with_capacity(steps.len());
        for (number, step) in steps.iter().enumerate() {
            if step.step.trim().is_empty() {
                return Err((number, StepProblem::NoName));
            }
            let made_up = || plain(&format!("s{}", number.saturating_add(1)));
            let id = step.id.clone().unwrap_or_else(made_up);
            let with = |end: &str| -> Result<ElementId, (usize, StepProblem)> {
                let text = format!("{}-{end}", id.as_str());
                text.parse().map_err(|_| {
                    let id = id.as_str().chars().take(40).collect();
                    (number, StepProblem::Id { id })
                })
            };
            let ids = Ids {
                entry: match step.join {
                    Some(_) => with("join")?,
                    None => id.clone(),
                },
                exit: if step.next.len() > 1 {
                    with("split")?
                } else {
                    id.clone()
                },
                step: id.clone(),
            };
            let mut fresh = vec![&ids.step];
            fresh.extend(step.join.map(|_| &ids.entry));
            fresh.extend((step.next.len() > 1).then_some(&ids.exit));
            for id in fresh {
                if used.insert(id.clone(), ()).is_some() {
                    let id = id.as_str().to_owned();
                    return Err((number, StepProblem::DuplicateId { id }));
                }
            }
            self.ids.insert(ids.step.as_str().to_owned(), number);
            all.push(ids);
        }
        Ok(all)
    }

    fn node(&mut self, id: &ElementId, name: Option<&str>, who: Option<&str>, is: NodeKind) {
        let lane = who.and_then(|who| self.lanes.get(who).cloned());
        self.flow.nodes.push(Node {
            id: id.clone(),
            name: name.map(str::to_owned),
            pool: self.pool.clone(),
            lane,
            parent: None,
            is,
        });
    }

    fn event(&mut self, id: &str, event: EventPosition, who: Option<&str>) {
        let is = NodeKind::Event(Event {
            event,
            trigger: EventTrigger::None,
            attached_to: None,
            non_interrupting: false,
            waiting: None,
            link: None,
        });
        self.node(&plain(id), None, who, is);
    }

    fn nodes(&mut self, steps: &[SmallStep], ids: &[Ids]) {
        let first = steps.first().and_then(|step| step.who.as_deref());
        self.event("start", EventPosition::Start, first);
        for (step, ids) in steps.iter().zip(ids) {
            let who = step.who.as_deref();
            let gateway = |gateway| {
                NodeKind::Gateway(Gateway {
                    gateway,
                    default: None,
                })
            };
            if let Some(join) = step.join {
                self.node(&ids.entry, None, who, gateway(join));
            }
            let activity = Activity {
                work_kind: step.kind,
                medium: step.medium,
                work: step.minutes.clone(),
                waiting: step.waiting.clone(),
                frequency: step.frequency,
                staff_class: step.staff_class.clone(),
                cash_yen: step.cash_yen,
                enters: step.enters.clone(),
                marks: step.marks.clone(),
                criteria: step.criteria.clone(),
                ..Activity::default()
            };
            let is = NodeKind::Activity(activity);
            self.node(&ids.step, Some(step.step.trim()), who, is);
            if step.next.len() > 1 {
                let split = step.split.unwrap_or(GatewayKind::Exclusive);
                self.node(&ids.exit, None, who, gateway(split));
            }
        }
        let last = steps.last().and_then(|step| step.who.as_deref());
        self.event("end", EventPosition::End, last);
    }

    fn edge(&mut self, from: &ElementId, to: &ElementId, branch: Option<&Branch>) {
        let number = self.flow.sequence_flows.len().saturating_add(1);
        self.flow.sequence_flows.push(SequenceFlow {
            id: plain(&format!("f{number}")),
            name: branch.and_then(|branch| branch.when.clone()),
            from: from.clone(),
            to: to.clone(),
            probability: branch.and_then(|branch| branch.probability),
            condition: None,
        });
    }

    fn edges(&mut self, steps: &[SmallStep], ids: &[Ids]) -> Result<(), (usize, StepProblem)> {
        let (start, end) = (plain("start"), plain("end"));
        let entry = |step: usize| ids.get(step).map_or(&end, |ids| &ids.entry);
        self.edge(&start, entry(0), None);
        for (number, (step, own)) in steps.iter().zip(ids).enumerate() {
            if own.exit != own.step {
                self.edge(&own.step, &own.exit, None);
            }
            if own.entry != own.step {
                self.edge(&own.entry, &own.step, None);
            }
            if step.next.is_empty() {
                self.edge(&own.exit, entry(number.saturating_add(1)), None);
            }
            for branch in &step.next {
                let target = self
                    .target(&branch.to)
                    .map_err(|problem| (number, problem))?;
                let to = target.map_or(&end, entry);
                self.edge(&own.exit, to, Some(branch));
            }
        }
        Ok(())
    }

    /// The step that a text names; `None` for the end.
    fn target(&self, text: &str) -> Result<Option<usize>, StepProblem> {
        let text = text.trim();
        if let Some(step) = self.ids.get(text) {
            return Ok(Some(*step));
        }
        let next = || text.chars().take(80).collect();
        match self.names.get(text).map(Vec::as_slice) {
            Some([step]) => Ok(Some(*step)),
            Some(_) => Err(StepProblem::AmbiguousNext { next: next() }),
            None if END.contains(&text) => Ok(None),
            None => Err(StepProblem::UnknownNext { next: next() }),
        }
    }
}
