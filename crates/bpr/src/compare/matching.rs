//! 対応付け: which node of one flow is which node of the other.

use super::{
    assign::assign,
    names::{normalized, similarity},
};
use crate::{
    flow::{ElementId, Flow, Node, NodeKind},
    graph::Graph,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Up to so many open nodes on each side the best assignment is found; beyond, the best pairs first.
const MAX_ASSIGNED: usize = 500;
/// A pair below this score is no match, of 1000.
const LEAST_SCORE: u32 = 450;

tosei_types::coded_enum! {
    /// 対応の根拠 (reason of a match).
    pub enum MatchReason: "reason of a match" {
        /// Somebody said so.
        Given = "given" ("指定", "given"),
        /// The id is the same.
        SameId = "same_id" ("同じID", "same id"),
        /// The name is the same, apart from width and white space.
        SameName = "same_name" ("同じ名称", "same name"),
        /// The names are alike.
        SimilarName = "similar_name" ("似た名称", "similar name"),
        /// The lanes have the same name.
        SameLane = "same_lane" ("同じレーン", "same lane"),
        /// The kind of work, branch or event is the same.
        SameKind = "same_kind" ("同じ種類", "same kind"),
        /// What comes before or after is alike.
        SameNeighbours = "same_neighbours" ("前後が同じ", "same neighbours"),
    }
}

/// 対応 (matched pair) of two nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MatchedPair {
    /// Where the node stands in the flow before.
    pub before_at: u32,
    /// Where the node stands in the flow after.
    pub after_at: u32,
    /// 要素ID before.
    pub before: ElementId,
    /// 要素ID after.
    pub after: ElementId,
    /// 確からしさ, from 0 to 1000.
    pub score: u32,
    /// 根拠.
    pub reasons: Vec<MatchReason>,
}

/// 指定する対応 (given pair): a correction by somebody who knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GivenPair {
    /// 要素ID before.
    pub before: ElementId,
    /// 要素ID after; absent says that the node was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<ElementId>,
}

/// 対応付け (matching) of two flows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowMatching"))]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// 対応, in the order of the flow before.
    pub pairs: Vec<MatchedPair>,
    /// 前だけにある.
    pub only_before: Vec<ElementId>,
    /// 後だけにある.
    pub only_after: Vec<ElementId>,
    /// 使えなかった指定: given pairs that name no node, one twice, or two of different kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unusable: Vec<GivenPair>,
}

pub(super) struct Side<'f> {
    pub(super) flow: &'f Flow,
    pub(super) graph: Graph<'f>,
    pub(super) names: Vec<Option<String>>,
    pub(super) lanes: Vec<Option<String>>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
}

impl<'f> Side<'f> {
    pub(super) fn new(flow: &'f Flow) -> Self {
        let graph = Graph::compile(flow);
        let neighbours = |lines: &[u32], to: bool| {
            lines
                .iter()
                .map(|edge| graph.edge(*edge))
                .map(|edge| if to { edge.to } else { edge.from })
                .filter_map(|at| usize::try_from(at).ok())
                .collect()
        };
        let count = graph.node_count();
        let before = (0..count)
            .map(|at| neighbours(graph.incoming(at), false))
            .collect();
        let after = (0..count)
            .map(|at| neighbours(graph.outgoing(at), true))
            .collect();
        let lanes = (0..count)
            .map(|at| {
                if let Some(lane) = graph.lane(at) {
                    return Some(normalized(lane.name.as_deref().unwrap_or(lane.id.as_str())));
                }
                let pool = graph.node(at)?.pool.as_ref()?;
                let pool = flow.pool(pool.as_str())?;
                Some(normalized(pool.name.as_deref().unwrap_or(pool.id.as_str())))
            })
            .collect();
        let names = flow
            .nodes
            .iter()
            .map(|node| node.name.as_deref().map(normalized))
            .map(|name| name.filter(|name| !name.is_empty()))
            .collect();
        Self {
            flow,
            graph,
            names,
            lanes,
            before,
            after,
        }
    }

    fn node(&self, at: usize) -> Option<&'f Node> {
        self.flow.nodes.get(at)
    }

    pub(super) fn name(&self, at: usize) -> Option<&str> {
        self.names.get(at)?.as_deref()
    }

    pub(super) fn lane(&self, at: usize) -> Option<&str> {
        self.lanes.get(at)?.as_deref()
    }
}

/// Steps only with steps, branches only with branches.
const fn family(kind: &NodeKind) -> u8 {
    match kind {
        NodeKind::Activity(_) | NodeKind::Call(_) | NodeKind::SubProcess(_) => 0,
        NodeKind::Gateway(_) => 1,
        NodeKind::Event(_) => 2,
    }
}

fn same_kind(a: &Node, b: &Node) -> bool {
    match (&a.is, &b.is) {
        (NodeKind::Activity(a), NodeKind::Activity(b)) => {
            a.work_kind.is_some() && a.work_kind == b.work_kind
        }
        (NodeKind::Gateway(a), NodeKind::Gateway(b)) => a.gateway == b.gateway,
        (NodeKind::Event(a), NodeKind::Event(b)) => a.event == b.event && a.trigger == b.trigger,
        (NodeKind::SubProcess(_), NodeKind::SubProcess(_))
        | (NodeKind::Call(_), NodeKind::Call(_)) => true,
        _ => false,
    }
}

/// 対応付け (matching): which node of one flow is which node of the other.
///
/// Given pairs come first. A node whose id and name are both the same is the same. All others are
/// assigned so that the scores of all pairs sum to the most: names weigh 600 of 1000, ids 150, lanes 100,
/// kinds 100, neighbours 50; without names, neighbours weigh 400, kinds 300, ids 150, lanes 150. A pair
/// below 450 is no match. With more than 500 open nodes, the best pairs are taken first.
///
/// The weights are ours (`project-decision:flow-matching`).
#[must_use]
pub fn match_flows(before: &Flow, after: &Flow, given: &[GivenPair]) -> Matching {
    match_sides(&Side::new(before), &Side::new(after), given)
}

pub(super) fn match_sides(before: &Side<'_>, after: &Side<'_>, given: &[GivenPair]) -> Matching {
    let mut matcher = Matcher {
        before,
        after,
        to: vec![None; before.flow.nodes.len()],
        from: vec![None; after.flow.nodes.len()],
        barred: BTreeSet::new(),
        found: BTreeMap::new(),
        unusable: Vec::new(),
    };
    matcher.given(given);
    matcher.same();
    // What is matched tells more about neighbours each time.
    for _ in 0..3 {
        if !matcher.assign_rest(MAX_ASSIGNED) {
            break;
        }
    }
    matcher.finish()
}

struct Matcher<'s, 'f> {
    before: &'s Side<'f>,
    after: &'s Side<'f>,
    to: Vec<Option<usize>>,
    from: Vec<Option<usize>>,
    /// Nodes that were given as removed.
    barred: BTreeSet<usize>,
    found: BTreeMap<usize, (usize, u32, Vec<MatchReason>)>,
    unusable: Vec<GivenPair>,
}

impl Matcher<'_, '_> {
    fn pair(&mut self, a: usize, b: usize, score: u32, reasons: Vec<MatchReason>) {
        if let (Some(to), Some(from)) = (self.to.get_mut(a), self.from.get_mut(b)) {
            *to = Some(b);
            *from = Some(a);
            self.found.insert(a, (b, score, reasons));
        }
    }

    fn is_open(&self, a: usize, b: usize) -> bool {
        !self.barred.contains(&a)
            && self.to.get(a).is_some_and(Option::is_none)
            && self.from.get(b).is_some_and(Option::is_none)
    }

    fn given(&mut self, given: &[GivenPair]) {
        let find = |side: &Side<'_>, id: &ElementId| {
            let at = side.graph.index_of(id.as_str())?;
            usize::try_from(at).ok()
        };
        for pair in given {
            let a = find(self.before, &pair.before);
            match (a, &pair.after) {
                (Some(a), None) if self.to.get(a).is_some_and(Option::is_none) => {
                    self.barred.insert(a);
                }
                (Some(a), Some(id)) => match find(self.after, id) {
                    Some(b) if self.is_open(a, b) && self.families(a, b) => {
                        self.pair(a, b, 1_000, vec![MatchReason::Given]);
                    }
                    _ => self.unusable.push(pair.clone()),
                },
                _ => self.unusable.push(pair.clone()),
            }
        }
    }

    fn families(&self, a: usize, b: usize) -> bool {
        match (self.before.node(a), self.after.node(b)) {
            (Some(a), Some(b)) => family(&a.is) == family(&b.is),
            _ => false,
        }
    }

    /// The same id and the same name, in the order of the flows.
    fn same(&mut self) {
        let mut open: HashMap<(&str, Option<&str>, u8), Vec<usize>> = HashMap::new();
        for (b, node) in self.after.flow.nodes.iter().enumerate().rev() {
            let key = (node.id.as_str(), self.after.name(b), family(&node.is));
            open.entry(key).or_default().push(b);
        }
        for (a, node) in self.before.flow.nodes.iter().enumerate() {
            let key = (node.id.as_str(), self.before.name(a), family(&node.is));
            let Some(list) = open.get_mut(&key) else {
                continue;
            };
            while let Some(b) = list.pop() {
                if self.is_open(a, b) {
                    let mut reasons = vec![MatchReason::SameId];
                    if key.1.is_some() {
                        reasons.push(MatchReason::SameName);
                    }
                    self.pair(a, b, 1_000, reasons);
                    break;
                }
            }
        }
    }

    fn score(&self, a: usize, b: usize) -> (u32, Vec<MatchReason>) {
        let (Some(x), Some(y)) = (self.before.node(a), self.after.node(b)) else {
            return (0, Vec::new());
        };
        if family(&x.is) != family(&y.is) {
            return (0, Vec::new());
        }
        let mut reasons = Vec::new();
        let mut score = 0u32;
        let mut add = |weight: u32, of_1000: u32, reason: MatchReason| {
            let part = weight
                .saturating_mul(of_1000)
                .checked_div(1_000)
                .unwrap_or(0);
            score = score.saturating_add(part);
            if of_1000 >= 500 {
                reasons.push(reason);
            }
        };
        let (weight_id, weight_lane, weight_kind, weight_near);
        match (self.before.name(a), self.after.name(b)) {
            (Some(a), Some(b)) => {
                let alike = similarity(a, b);
                let reason = if alike == 1_000 {
                    MatchReason::SameName
                } else {
                    MatchReason::SimilarName
                };
                add(600, alike, reason);
                (weight_id, weight_lane, weight_kind, weight_near) = (150, 100, 100, 50);
            }
            (None, None) => {
                (weight_id, weight_lane, weight_kind, weight_near) = (150, 150, 300, 400);
            }
            _ => (weight_id, weight_lane, weight_kind, weight_near) = (150, 100, 200, 250),
        }
        let yes = |same: bool| if same { 1_000 } else { 0 };
        add(weight_id, yes(x.id == y.id), MatchReason::SameId);
        let lanes = self.before.lane(a) == self.after.lane(b);
        add(weight_lane, yes(lanes), MatchReason::SameLane);
        add(weight_kind, yes(same_kind(x, y)), MatchReason::SameKind);
        add(weight_near, self.near(a, b), MatchReason::SameNeighbours);
        (score, reasons)
    }

    /// How many of the neighbours are matched with each other, of 1000.
    fn near(&self, a: usize, b: usize) -> u32 {
        let mut common = 0u32;
        let mut total = 0u32;
        let none = Vec::new();
        for (mine, theirs) in [
            (&self.before.before, &self.after.before),
            (&self.before.after, &self.after.after),
        ] {
            let (mine, theirs) = (mine.get(a).unwrap_or(&none), theirs.get(b).unwrap_or(&none));
            let longer = mine.len().max(theirs.len());
            total = total.saturating_add(u32::try_from(longer).unwrap_or(u32::MAX));
            let matched = mine
                .iter()
                .filter_map(|at| self.to.get(*at).copied().flatten())
                .filter(|at| theirs.contains(at))
                .count();
            common = common.saturating_add(u32::try_from(matched).unwrap_or(u32::MAX));
        }
        common.saturating_mul(1_000).checked_div(total).unwrap_or(0)
    }

    /// Matches what is open; whether anything was.
    fn assign_rest(&mut self, most: usize) -> bool {
        let open = |list: &[Option<usize>]| -> Vec<usize> {
            list.iter()
                .enumerate()
                .filter(|(_, matched)| matched.is_none())
                .map(|(at, _)| at)
                .collect()
        };
        let rows: Vec<usize> = open(&self.to)
            .into_iter()
            .filter(|at| !self.barred.contains(at))
            .collect();
        let columns = open(&self.from);
        if rows.is_empty() || columns.is_empty() {
            return false;
        }
        if rows.len() <= most && columns.len() <= most {
            let table: Vec<Vec<u32>> = rows
                .iter()
                .map(|a| {
                    columns
                        .iter()
                        .map(|b| self.score(*a, *b).0)
                        .map(|score| if score < LEAST_SCORE { 0 } else { score })
                        .collect()
                })
                .collect();
            let mut any = false;
            for (row, column) in assign(&table).into_iter().enumerate() {
                let (Some(a), Some(b)) = (rows.get(row), column.and_then(|at| columns.get(at)))
                else {
                    continue;
                };
                let (score, reasons) = self.score(*a, *b);
                self.pair(*a, *b, score, reasons);
                any = true;
            }
            return any;
        }
        self.best_first(&rows, &columns)
    }

    /// For large flows: candidates share an id, a name, or matched neighbours.
    fn best_first(&mut self, rows: &[usize], columns: &[usize]) -> bool {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
        for b in columns {
            if let Some(name) = self.after.name(*b) {
                by_name.entry(name).or_default().push(*b);
            }
            if let Some(node) = self.after.node(*b) {
                by_id.entry(node.id.as_str()).or_default().push(*b);
            }
        }
        let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
        for a in rows {
            let same_name = self.before.name(*a).and_then(|name| by_name.get(name));
            let id = self.before.node(*a).map_or("", |node| node.id.as_str());
            for list in [same_name, by_id.get(id)].into_iter().flatten() {
                candidates.extend(list.iter().take(50).map(|b| (*a, *b)));
            }
            for (mine, theirs) in [
                (&self.before.before, &self.after.after),
                (&self.before.after, &self.after.before),
            ] {
                for next in mine.get(*a).into_iter().flatten().take(20) {
                    let other = self.to.get(*next).copied().flatten();
                    let near = other.and_then(|at| theirs.get(at)).into_iter().flatten();
                    candidates.extend(near.take(20).map(|b| (*a, *b)));
                }
            }
        }
        let mut scored: Vec<_> = candidates
            .into_iter()
            .map(|(a, b)| (std::cmp::Reverse(self.score(a, b).0), a, b))
            .filter(|(score, ..)| score.0 >= LEAST_SCORE)
            .collect();
        scored.sort_unstable();
        let mut any = false;
        for (_, a, b) in scored {
            if self.is_open(a, b) {
                let (score, reasons) = self.score(a, b);
                self.pair(a, b, score, reasons);
                any = true;
            }
        }
        any
    }

    fn finish(self) -> Matching {
        let id = |flow: &Flow, at: usize| flow.nodes.get(at).map(|node| node.id.clone());
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let unmatched = |flow: &Flow, list: &[Option<usize>]| {
            list.iter()
                .enumerate()
                .filter(|(_, matched)| matched.is_none())
                .filter_map(|(at, _)| id(flow, at))
                .collect()
        };
        Matching {
            only_before: unmatched(self.before.flow, &self.to),
            only_after: unmatched(self.after.flow, &self.from),
            pairs: self
                .found
                .into_iter()
                .filter_map(|(a, (b, score, reasons))| {
                    Some(MatchedPair {
                        before_at: number(a),
                        after_at: number(b),
                        before: id(self.before.flow, a)?,
                        after: id(self.after.flow, b)?,
                        score,
                        reasons,
                    })
                })
                .collect(),
            unusable: self.unusable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn flow(nodes: &[Value]) -> Flow {
        let document =
            json!({"format": "tosei-flow", "format_version": 1, "id": "f", "nodes": nodes});
        serde_json::from_value(document).unwrap()
    }

    fn step(id: &str, name: Option<&str>) -> Value {
        let mut node = json!({"id": id, "is": {"kind": "activity", "work_kind": "check"}});
        if let Some(name) = name {
            node["name"] = json!(name);
        }
        node
    }

    /// How many pairs are found where at most `most` open nodes are assigned.
    fn assigned(before: &[Value], after: &[Value], most: usize) -> usize {
        let (before, after) = (flow(before), flow(after));
        let (before, after) = (Side::new(&before), Side::new(&after));
        let mut matcher = Matcher {
            before: &before,
            after: &after,
            to: vec![None; before.flow.nodes.len()],
            from: vec![None; after.flow.nodes.len()],
            barred: BTreeSet::new(),
            found: BTreeMap::new(),
            unusable: Vec::new(),
        };
        let any = matcher.assign_rest(most);
        assert_eq!(any, !matcher.found.is_empty());
        matcher.found.len()
    }

    /// Names that are alike are compared only where all nodes are assigned at once.
    #[test]
    fn up_to_a_number_of_open_nodes_all_are_compared() {
        let (a, b) = (step("a", Some("申請の受付")), step("b", Some("書類の審査")));
        let (x, y) = (
            step("x", Some("申請の受付け")),
            step("y", Some("書類の審査会")),
        );
        let both = ([a.clone(), b], [x.clone(), y]);
        assert_eq!(assigned(&both.0, &both.1, 2), 2);
        assert_eq!(assigned(&both.0, &both.1, 1), 0);
        assert_eq!(assigned(std::slice::from_ref(&a), &both.1, 2), 1);
        assert_eq!(assigned(std::slice::from_ref(&a), &both.1, 1), 0);
        assert_eq!(assigned(&both.0, std::slice::from_ref(&x), 2), 1);
        assert_eq!(assigned(&both.0, std::slice::from_ref(&x), 1), 0);
        assert_eq!(assigned(&[a], &[], 2), 0);
    }

    /// The id, the lane and the kind are 150, 100 and 200: as many as are needed.
    #[test]
    fn the_best_pairs_first_need_as_much() {
        let (named, bare) = (step("a", Some("審査")), step("a", None));
        assert_eq!(
            assigned(std::slice::from_ref(&named), std::slice::from_ref(&bare), 0),
            1
        );
        let mut other = bare;
        other["is"]["work_kind"] = json!("enter");
        assert_eq!(assigned(&[named], &[other], 0), 0);
    }
}
