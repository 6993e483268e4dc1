//! 適合 (conformance): which cases of a log fit a flow.

use super::{
    EventLog,
    replay::{BEGIN, Net, Transition},
};
use crate::Flow;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How much a check may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConformanceOptions {
    /// Markings that are looked at for each step of a variant; beyond them the variant is not decided.
    pub markings: usize,
    /// Tokens of one marking; one with more is not followed.
    pub tokens: usize,
}

impl Default for ConformanceOptions {
    fn default() -> Self {
        Self {
            markings: 2_000,
            tokens: 64,
        }
    }
}

/// 逸脱 (deviation) of a case from the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogDeviation"))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Deviation {
    /// 想定外の順序: the step was done where the flow does not allow it.
    NotEnabled {
        /// The number of the step in the variant, counted from 1.
        at: usize,
        /// The step.
        step: String,
    },
    /// フローにない手順: the flow has no step of the name.
    Unknown {
        /// The number of the step in the variant, counted from 1.
        at: usize,
        /// The step.
        step: String,
    },
    /// 未完了: the case ended before the flow does; so many tokens are left at least.
    NotFinished {
        /// How many tokens are left.
        tokens: usize,
    },
}

tosei_types::coded_enum! {
    /// 適合の判定 (verdict).
    ///
    /// # Source
    ///
    /// The list is ours (`project-decision:log-replay`).
    pub enum Verdict: "verdict of conformance" {
        /// 適合.
        Fits = "fits" ("適合", "fits"),
        /// 不適合.
        Deviates = "deviates" ("不適合", "deviates"),
        /// 未判定: the effort allowed was not enough.
        NotDecided = "not_decided" ("未判定", "not decided"),
    }
}

/// 変種の適合 (fit of a variant).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogVariantFit"))]
#[non_exhaustive]
pub struct VariantFit {
    /// The steps.
    pub steps: Vec<String>,
    /// How many cases took them.
    pub cases: u64,
    /// Whether they fit.
    pub verdict: Verdict,
    /// What does not fit, in order. After a step that was not enabled, the replay goes on as if it had been.
    pub deviations: Vec<Deviation>,
}

/// 適合の結果 (result of a conformance check).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "LogConformance"))]
#[non_exhaustive]
pub struct Conformance {
    /// All cases.
    pub cases: u64,
    /// Cases that fit.
    pub fitting: u64,
    /// Cases that were not decided.
    pub not_decided: u64,
    /// Steps of the log that the flow does not have.
    pub unknown_steps: BTreeSet<String>,
    /// Each variant, the most frequent first.
    pub variants: Vec<VariantFit>,
}

/// A marking: each place as often as it has tokens, sorted.
pub(super) type Marking = Vec<u32>;

impl EventLog {
    /// Which cases fit a flow: their completed steps, matched by name with the flow's activities and events, can be done
    /// in their order from a start until no token is left. What has another name, or none, leaves no trace.
    ///
    /// `Fits` is exact; the deviations of a case that does not fit are those of one replay, not the fewest possible.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::event_log::{ConformanceOptions, LogColumns, read_csv};
    /// use tosei_bpr::small_flow::read_json;
    /// use tosei_document::Limits;
    ///
    /// let flow = read_json(r#"{"format": "tosei-small-flow", "format_version": 1, "id": "mihon",
    ///   "steps": [{"step": "受付"}, {"step": "確認", "next": ["決裁", "受付"]}, {"step": "決裁"}]}"#.as_bytes(), &Limits::default())?;
    /// let csv = "case,activity,time\n1,受付,\n1,確認,\n1,決裁,\n2,受付,\n2,決裁,\n";
    /// let columns = LogColumns { case: "case".into(), activity: "activity".into(), time: "time".into(), ..LogColumns::default() };
    /// let log = read_csv(csv.as_bytes(), &columns, &Limits::default())?;
    /// let fit = log.conformance(&flow, &ConformanceOptions::default());
    /// assert_eq!((fit.cases, fit.fitting), (2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn conformance(&self, flow: &Flow, options: &ConformanceOptions) -> Conformance {
        let logged: HashSet<&str> = self.activities().iter().map(|name| name.trim()).collect();
        let net = Net::of(flow, |name| logged.contains(name));
        let mut counts: HashMap<Vec<usize>, u64> = HashMap::new();
        for (_, trace) in self.traces() {
            let count = counts.entry(trace).or_insert(0);
            *count = count.saturating_add(1);
        }
        let mut result = Conformance {
            cases: u64::try_from(self.cases().len()).unwrap_or(u64::MAX),
            fitting: 0,
            not_decided: 0,
            unknown_steps: BTreeSet::new(),
            variants: Vec::with_capacity(counts.len()),
        };
        for (trace, cases) in counts {
            let steps: Vec<String> = trace
                .iter()
                .map(|step| self.activity(*step).to_owned())
                .collect();
            let (verdict, deviations) = replay(&net, &steps, options);
            match verdict {
                Verdict::Fits => result.fitting = result.fitting.saturating_add(cases),
                Verdict::NotDecided => {
                    result.not_decided = result.not_decided.saturating_add(cases);
                }
                Verdict::Deviates => {}
            }
            for deviation in &deviations {
                if let Deviation::Unknown { step, .. } = deviation {
                    result.unknown_steps.insert(step.clone());
                }
            }
            result.variants.push(VariantFit {
                steps,
                cases,
                verdict,
                deviations,
            });
        }
        result
            .variants
            .sort_by(|one, other| (other.cases, &one.steps).cmp(&(one.cases, &other.steps)));
        result
    }
}

fn replay(net: &Net, steps: &[String], options: &ConformanceOptions) -> (Verdict, Vec<Deviation>) {
    let mut front: HashSet<Marking> = HashSet::from([vec![BEGIN]]);
    let (mut deviations, mut is_complete) = (Vec::new(), true);
    for (number, step) in steps.iter().enumerate() {
        is_complete &= close(net, &mut front, options);
        let at = number.saturating_add(1);
        let Some(transitions) = net.named.get(step.trim()) else {
            deviations.push(Deviation::Unknown {
                at,
                step: step.clone(),
            });
            continue;
        };
        let mut next = HashSet::new();
        for marking in &front {
            let fired = transitions
                .iter()
                .filter_map(|transition| fire(transition, marking));
            next.extend(fired.filter(|marking| marking.len() <= options.tokens));
        }
        if next.is_empty() {
            deviations.push(Deviation::NotEnabled {
                at,
                step: step.clone(),
            });
            // As if it had been enabled: its ways out get their tokens.
            for marking in &front {
                for transition in transitions {
                    next.insert(with(marking.clone(), &transition.gives));
                }
            }
        }
        front = next;
        is_complete &= keep(&mut front, options.markings);
    }
    is_complete &= close(net, &mut front, options);
    let left = front.iter().map(Vec::len).min().unwrap_or(0);
    if left > 0 {
        deviations.push(Deviation::NotFinished { tokens: left });
    }
    let verdict = match (deviations.is_empty(), is_complete) {
        (true, _) => Verdict::Fits,
        (false, true) => Verdict::Deviates,
        // A marking that was not looked at might have fitted.
        (false, false) => Verdict::NotDecided,
    };
    (verdict, deviations)
}

/// Cuts a set of markings down; whether that was not needed. The ones with the fewest tokens stay.
fn keep(front: &mut HashSet<Marking>, most: usize) -> bool {
    if front.len() <= most {
        return true;
    }
    let mut all: Vec<Marking> = front.drain().collect();
    all.sort_unstable_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
    front.extend(all.into_iter().take(most));
    false
}

/// Adds every marking that is reached without a trace; whether all were found.
fn close(net: &Net, front: &mut HashSet<Marking>, options: &ConformanceOptions) -> bool {
    let mut open: Vec<Marking> = front.iter().cloned().collect();
    open.sort_unstable();
    let mut is_complete = true;
    while let Some(marking) = open.pop() {
        for transition in &net.silent {
            let Some(next) = fire(transition, &marking) else {
                continue;
            };
            if front.contains(&next) {
                continue;
            }
            if front.len() >= options.markings || next.len() > options.tokens {
                is_complete = false;
                continue;
            }
            front.insert(next.clone());
            open.push(next);
        }
    }
    is_complete
}

pub(super) fn fire(transition: &Transition, marking: &Marking) -> Option<Marking> {
    let mut rest = marking.clone();
    for place in &transition.takes {
        let at = rest.binary_search(place).ok()?;
        rest.remove(at);
    }
    Some(with(rest, &transition.gives))
}

fn with(mut marking: Marking, gives: &[u32]) -> Marking {
    marking.extend_from_slice(gives);
    marking.sort_unstable();
    marking
}
