//! Which issues of a catalogue a flow has.

use super::{IssueCatalogue, IssueDefinition, IssueTest, Remedy, StepPattern, TimeScope};
use crate::{
    Activity, ElementId, Flow, Medium, Node, NodeKind, SequenceFlow, TimeValue, lint::Index,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use tosei_types::{CriterionId, ExactFigure, ExactNumber, Language};

/// 課題 (issue) that was found in a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlowIssue {
    /// 課題ID.
    pub issue: String,
    /// 作業: the elements concerned, in the order of the flow.
    pub steps: Vec<ElementId>,
    /// 名称: what the steps are called.
    pub titles: Vec<String>,
    /// 項目: the data concerned, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// 数: the number that was found, as a decimal or fraction, if the test counts or compares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 改善の手立て.
    pub remedies: Vec<Remedy>,
    /// 判定項目ID: quality criteria that a remedy would help.
    pub criteria: Vec<CriterionId>,
}

impl FlowIssue {
    /// The sentence of the issue by its definition; the id where the catalogue does not hold it.
    #[must_use]
    pub fn sentence(&self, catalogue: &IssueCatalogue, language: Language) -> String {
        let definition = catalogue.issues.iter().find(|one| one.id == self.issue);
        let Some(definition) = definition else {
            return self.issue.clone();
        };
        let steps = match language {
            Language::Ja => self
                .titles
                .iter()
                .map(|title| format!("「{title}」"))
                .collect(),
            Language::En => self.titles.join(", "),
        };
        let text = definition.sentence.in_language(language);
        let text = text.replace("{steps}", &steps);
        let text = text.replace("{data}", self.data.as_deref().unwrap_or_default());
        text.replace("{number}", self.number.as_deref().unwrap_or_default())
    }
}

/// 課題抽出 (finding issues): all that a catalogue knows of, in its order.
///
/// Nothing is concluded from what is unknown: a step without a medium is on no medium, one without
/// times waits not too long.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, issue::{IssueCatalogue, find_issues}};
/// use tosei_types::Language;
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
///   "nodes": [
///     {"id": "a", "name": "電子申請を受け付ける", "is": {"kind": "activity", "work_kind": "receive", "medium": "digital"}},
///     {"id": "b", "name": "申請書を印刷する", "is": {"kind": "activity", "work_kind": "print", "medium": "paper"}}
///   ],
///   "sequence_flows": [{"id": "f", "from": "a", "to": "b"}]
/// }"#)?;
/// let issues = find_issues(&flow, IssueCatalogue::usual());
/// assert_eq!(issues[0].issue, "printed_and_entered_again");
/// assert_eq!(
///     issues[0].sentence(IssueCatalogue::usual(), Language::Ja),
///     "「電子申請を受け付ける」「申請書を印刷する」: デジタルで受けたものを紙に戻しています。"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn find_issues(flow: &Flow, catalogue: &IssueCatalogue) -> Vec<FlowIssue> {
    let search = Search {
        flow,
        index: Index::new(flow),
    };
    let mut found = Vec::new();
    for definition in &catalogue.issues {
        search.one(definition, &mut found);
    }
    found
}

/// How many steps of one kind are looked at for repetition; a flow that people can read has a few dozen in all.
const MOST_REPEATED: usize = 500;

struct Search<'f> {
    flow: &'f Flow,
    index: Index<'f>,
}

impl<'f> Search<'f> {
    fn one(&self, definition: &IssueDefinition, found: &mut Vec<FlowIssue>) {
        let mut add = |steps: &[usize], data: Option<&str>, number: Option<String>| {
            let nodes: Vec<&Node> = steps
                .iter()
                .filter_map(|at| self.flow.nodes.get(*at))
                .collect();
            found.push(FlowIssue {
                issue: definition.id.clone(),
                steps: nodes.iter().map(|node| node.id.clone()).collect(),
                titles: nodes.iter().map(|node| node.title().to_owned()).collect(),
                data: data.map(str::to_owned),
                number,
                remedies: definition.remedies.clone(),
                criteria: definition.criteria.clone(),
            });
        };
        match &definition.test {
            IssueTest::Step { step } => {
                for at in self.fitting(step) {
                    add(&[at], None, None);
                }
            }
            IssueTest::Followed { first, second } => {
                for at in self.fitting(first) {
                    for next in self.next_steps(at) {
                        if self.fits(second, next) {
                            add(&[at, next], None, None);
                        }
                    }
                }
            }
            IssueTest::Repeated { step, least } => {
                let chain = self.longest_chain(&self.fitting(step));
                if chain.len() >= usize::try_from(*least).unwrap_or(usize::MAX) {
                    add(&chain, None, Some(chain.len().to_string()));
                }
            }
            IssueTest::Loop { step } => {
                for at in self.fitting(step) {
                    if self.reachable(at).contains(&at) {
                        add(&[at], None, None);
                    }
                }
            }
            IssueTest::SameData { least } => {
                for (data, steps) in self.entered() {
                    if steps.len() >= usize::try_from(*least).unwrap_or(usize::MAX) {
                        add(&steps, Some(data), Some(steps.len().to_string()));
                    }
                }
            }
            IssueTest::WaitingOverWork { factor, scope } => match scope {
                TimeScope::Step => {
                    for (at, node) in self.flow.nodes.iter().enumerate() {
                        let times = node.activity().and_then(times);
                        if let Some(ratio) = times.and_then(|times| over(times, *factor)) {
                            add(&[at], None, Some(ratio));
                        }
                    }
                }
                TimeScope::Flow => {
                    let all = self.flow.nodes.iter().filter_map(Node::activity);
                    // Where one step's times are unknown, so is the whole.
                    let sum = all.map(times).try_fold(
                        (ExactFigure::zero(), ExactFigure::zero()),
                        |(waiting, work), one| {
                            one.map(|(more_waiting, more_work)| {
                                (waiting + more_waiting, work + more_work)
                            })
                        },
                    );
                    if let Some(ratio) = sum.and_then(|times| over(times, *factor)) {
                        add(&[], None, Some(ratio));
                    }
                }
            },
            IssueTest::HandOffs { more_than } => {
                let steps = self.hand_offs();
                if steps.len() > usize::try_from(*more_than).unwrap_or(usize::MAX) {
                    add(&steps, None, Some(steps.len().to_string()));
                }
            }
            IssueTest::BetweenPools { media } => {
                for steps in self.between_pools(media) {
                    add(&steps, None, None);
                }
            }
        }
    }

    fn fits(&self, pattern: &StepPattern, at: usize) -> bool {
        let node = self.flow.nodes.get(at);
        node.is_some_and(|node| pattern.fits(self.flow, node))
    }

    fn fitting(&self, pattern: &StepPattern) -> Vec<usize> {
        (0..self.flow.nodes.len())
            .filter(|at| self.fits(pattern, *at))
            .collect()
    }

    /// The steps that directly follow: branches and events between them do not count.
    fn next_steps(&self, at: usize) -> Vec<usize> {
        let mut steps = Vec::new();
        let mut seen = HashSet::new();
        let mut open = self.index.next(at);
        open.reverse();
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            match self.flow.nodes.get(next).map(|node| &node.is) {
                Some(NodeKind::Gateway(_) | NodeKind::Event(_)) => {
                    open.extend(self.index.next(next).into_iter().rev());
                }
                Some(_) => steps.push(next),
                None => {}
            }
        }
        steps
    }

    fn reachable(&self, from: usize) -> HashSet<usize> {
        let mut seen = HashSet::new();
        let mut open = self.index.next(from);
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                open.extend(self.index.next(at));
            }
        }
        seen
    }

    /// The longest row of these steps in which each can be reached from the one before, found step by
    /// step from the front. Of very many steps the first [`MOST_REPEATED`] are looked at.
    fn longest_chain(&self, steps: &[usize]) -> Vec<usize> {
        let steps = steps.get(..MOST_REPEATED).unwrap_or(steps);
        // In one loop every step reaches every other: the order of the document breaks the tie.
        let reach: Vec<HashSet<usize>> = steps.iter().map(|at| self.reachable(*at)).collect();
        let leads = |from: usize, to: usize| {
            let (Some(one), Some(other)) = (steps.get(from), steps.get(to)) else {
                return false;
            };
            let there = reach.get(from).is_some_and(|set| set.contains(other));
            let back = reach.get(to).is_some_and(|set| set.contains(one));
            there && (!back || from < to)
        };
        // Steps in an order in which what leads comes first.
        let mut order: Vec<usize> = (0..steps.len()).collect();
        order.sort_by_key(|step| {
            let before = (0..steps.len())
                .filter(|other| leads(*other, *step))
                .count();
            (before, *step)
        });
        let mut best: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for step in order {
            let longest = best
                .iter()
                .filter(|(before, _)| leads(**before, step))
                .map(|(_, chain)| chain)
                .max_by_key(|chain| chain.len());
            let mut chain = longest.cloned().unwrap_or_default();
            chain.push(step);
            best.insert(step, chain);
        }
        let mut longest: &[usize] = &[];
        for chain in best.values() {
            if chain.len() > longest.len() {
                longest = chain;
            }
        }
        longest
            .iter()
            .filter_map(|step| steps.get(*step).copied())
            .collect()
    }

    fn entered(&self) -> BTreeMap<&'f str, Vec<usize>> {
        let mut entered: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, node) in self.flow.nodes.iter().enumerate() {
            let mut seen = HashSet::new();
            for data in node
                .activity()
                .into_iter()
                .flat_map(|activity| &activity.enters)
            {
                if seen.insert(data.as_str()) {
                    entered.entry(data).or_default().push(at);
                }
            }
        }
        entered
    }

    /// The steps to which a case is handed over: another lane or pool than the step before.
    fn hand_offs(&self) -> Vec<usize> {
        let mut steps = BTreeSet::new();
        for (from, one) in self.flow.nodes.iter().enumerate() {
            if one.activity().is_none() {
                continue;
            }
            steps.extend(self.next_steps(from).into_iter().filter(|at| {
                let next = self.flow.nodes.get(*at);
                next.is_some_and(|next| {
                    next.activity().is_some() && (&one.lane, &one.pool) != (&next.lane, &next.pool)
                })
            }));
        }
        steps.into_iter().collect()
    }

    fn between_pools(&self, media: &[Medium]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        for message in &self.flow.message_flows {
            let ends = [&message.from, &message.to].map(|end| self.index.node_at(end.as_str()));
            let steps: Vec<usize> = ends.into_iter().flatten().collect();
            let step = ends.first().copied().flatten();
            let medium = message.medium.or_else(|| {
                let node = step.and_then(|at| self.flow.nodes.get(at));
                node.and_then(Node::activity)
                    .and_then(|activity| activity.medium)
            });
            if medium.is_some_and(|medium| media.contains(&medium)) {
                found.push(steps);
            }
        }
        let crosses = |edge: &&SequenceFlow| {
            let from = self.index.node(edge.from.as_str());
            let to = self.index.node(edge.to.as_str());
            from.zip(to).is_some_and(|(from, to)| {
                let medium = from.activity().and_then(|activity| activity.medium);
                from.pool != to.pool && medium.is_some_and(|medium| media.contains(&medium))
            })
        };
        for edge in self.flow.sequence_flows.iter().filter(crosses) {
            let ends = [&edge.from, &edge.to].map(|end| self.index.node_at(end.as_str()));
            found.push(ends.into_iter().flatten().collect());
        }
        found
    }
}

/// The least or the most of a time; a distribution counts with its mean.
fn bound(time: &TimeValue, least: bool) -> Option<ExactFigure> {
    match time {
        TimeValue::Value(minutes) => Some(minutes.get().into()),
        TimeValue::Range { from, to } => Some(if least { from.get() } else { to.get() }.into()),
        TimeValue::Distribution(distribution) => {
            ExactFigure::from_float(distribution.sampler().ok()?.mean())
        }
    }
}

/// The shortest waiting and the longest work of a step, where both are known.
fn times(activity: &Activity) -> Option<(ExactFigure, ExactFigure)> {
    let waiting = bound(activity.waiting.as_ref()?, true)?;
    let work = bound(activity.work.as_ref()?, false)?;
    Some((waiting, work))
}

/// How many times the work the waiting is, where that is as many as asked, cut to a tenth.
fn over((waiting, work): (ExactFigure, ExactFigure), factor: ExactNumber) -> Option<String> {
    if work.is_zero() || waiting < &work * &factor.into() {
        return None;
    }
    let ten = ExactFigure::from(10);
    let tenths = (waiting.divided_by(&work)? * ten.clone()).floor();
    Some(tenths.divided_by(&ten)?.to_string())
}
