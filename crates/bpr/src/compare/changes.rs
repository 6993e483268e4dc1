//! 変更点: the difference of two flows in the words of an official.

use super::{
    matching::{Matching, Side},
    names::contained,
};
use crate::{
    flow::{Activity, ActivityMark, ElementId, Medium, Node, Party, TaskKind},
    graph::Graph,
};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use tosei_types::Language;

/// A name must stand in another by so much, of 1000, for the two steps to be combined or split.
const LEAST_CONTAINED: u32 = 600;
/// Changes of order are looked for in flows of at most so many matched steps.
const MAX_ORDERED: usize = 2_000;

tosei_types::coded_enum! {
    /// 変更の種類 (kind of change) of a step.
    pub enum ChangeKind: "change of a step" {
        /// 追加.
        Added = "added" ("追加", "added"),
        /// 廃止.
        Removed = "removed" ("廃止", "removed"),
        /// 担当の変更: another lane or pool.
        Moved = "moved" ("担当の変更", "moved to another lane"),
        /// 自動化: a system does what somebody did.
        Automated = "automated" ("自動化", "automated"),
        /// 統合: several steps became one.
        Combined = "combined" ("統合", "combined"),
        /// 分割: one step became several.
        Split = "split" ("分割", "split"),
        /// 媒体の変更.
        MediumChanged = "medium_changed" ("媒体の変更", "medium changed"),
        /// 順序の変更.
        Reordered = "reordered" ("順序の変更", "reordered"),
        /// 名称の変更.
        Renamed = "renamed" ("名称の変更", "renamed"),
        /// 作業・待ち時間の変更.
        TimeChanged = "time_changed" ("時間の変更", "times changed"),
    }
}

/// 変更 (change) of one or more nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowChange"))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// 種類.
    pub kind: ChangeKind,
    /// 前の要素.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ElementId>,
    /// 後の要素.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<ElementId>,
    /// The names of the nodes, or their ids.
    pub title: String,
    /// 前の値, as a lane or medium.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// 後の値.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Change {
    /// The change in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let label = self.kind.label(language);
        let value = |value: &Option<String>| {
            let text = value.as_deref().unwrap_or("－");
            if self.kind == ChangeKind::MediumChanged
                && let Ok(medium) = text.parse::<Medium>()
            {
                return medium.label(language).to_owned();
            }
            text.to_owned()
        };
        let both = if self.from.is_some() || self.to.is_some() {
            let (from, to) = (value(&self.from), value(&self.to));
            match language {
                Language::Ja => format!("（{from} → {to}）"),
                Language::En => format!(" ({from} -> {to})"),
            }
        } else {
            String::new()
        };
        match language {
            Language::Ja => format!("{label}：{}{both}", self.title),
            Language::En => format!("{label}: {}{both}", self.title),
        }
    }
}

/// Whether nobody works on a step any more.
fn automated(side: &Side<'_>, at: usize, activity: &Activity) -> bool {
    let of_lane = || {
        let at = u32::try_from(at).ok()?;
        if let Some(lane) = side.graph.lane(at) {
            return lane.party;
        }
        let pool = side.graph.node(at)?.pool.as_ref()?;
        side.flow.pool(pool.as_str())?.party
    };
    activity.has(ActivityMark::Automated)
        || matches!(
            activity.task,
            Some(TaskKind::Service | TaskKind::Script | TaskKind::BusinessRule)
        )
        || of_lane() == Some(Party::System)
}

fn is_step(node: &Node) -> bool {
    node.activity().is_some() || matches!(node.is, crate::flow::NodeKind::SubProcess(_))
}

pub(super) fn changes(before: &Side<'_>, after: &Side<'_>, matching: &Matching) -> Vec<Change> {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let to: HashMap<usize, usize> = matching
        .pairs
        .iter()
        .map(|pair| (place(pair.before_at), place(pair.after_at)))
        .collect();
    let from: HashMap<usize, usize> = to.iter().map(|(a, b)| (*b, *a)).collect();
    let mut changes = Vec::new();
    let (gone, born) = combined(before, after, &to, &from, &mut changes);
    for (at, node) in before.flow.nodes.iter().enumerate() {
        let Some(b) = to.get(&at) else {
            if is_step(node) && !gone.contains(&at) {
                changes.push(single(ChangeKind::Removed, Some(node), None));
            }
            continue;
        };
        if let Some(other) = after.flow.nodes.get(*b) {
            of_pair(before, after, (at, node), (*b, other), &mut changes);
        }
    }
    for (at, node) in after.flow.nodes.iter().enumerate() {
        if !from.contains_key(&at) && is_step(node) && !born.contains(&at) {
            changes.push(single(ChangeKind::Added, None, Some(node)));
        }
    }
    reordered(before, after, matching, MAX_ORDERED, &mut changes);
    changes
}

fn single(kind: ChangeKind, before: Option<&Node>, after: Option<&Node>) -> Change {
    let ids = |node: Option<&Node>| node.map(|node| node.id.clone()).into_iter().collect();
    Change {
        kind,
        before: ids(before),
        after: ids(after),
        title: after
            .or(before)
            .map(|node| node.title().to_owned())
            .unwrap_or_default(),
        from: None,
        to: None,
    }
}

fn of_pair(
    before: &Side<'_>,
    after: &Side<'_>,
    (a, x): (usize, &Node),
    (b, y): (usize, &Node),
    changes: &mut Vec<Change>,
) {
    let mut add = |kind: ChangeKind, from: Option<String>, to: Option<String>| {
        changes.push(Change {
            from,
            to,
            ..single(kind, Some(x), Some(y))
        });
    };
    if before.lane(a) != after.lane(b) && is_step(x) {
        let shown = |side: &Side<'_>, at: usize| {
            let at = u32::try_from(at).ok()?;
            if let Some(lane) = side.graph.lane(at) {
                return Some(lane.name.as_deref().unwrap_or(lane.id.as_str()).to_owned());
            }
            let pool = side.graph.node(at)?.pool.as_ref()?;
            let pool = side.flow.pool(pool.as_str())?;
            Some(pool.name.as_deref().unwrap_or(pool.id.as_str()).to_owned())
        };
        add(ChangeKind::Moved, shown(before, a), shown(after, b));
    }
    if x.name != y.name && before.name(a) != after.name(b) {
        add(ChangeKind::Renamed, x.name.clone(), y.name.clone());
    }
    let (Some(old), Some(new)) = (x.activity(), y.activity()) else {
        return;
    };
    if !automated(before, a, old) && automated(after, b, new) {
        add(ChangeKind::Automated, None, None);
    }
    if old.medium != new.medium {
        let code = |medium: Option<Medium>| medium.map(|medium| medium.code().to_owned());
        add(
            ChangeKind::MediumChanged,
            code(old.medium),
            code(new.medium),
        );
    }
    if old.work != new.work || old.waiting != new.waiting {
        add(ChangeKind::TimeChanged, None, None);
    }
}

/// Steps that went into, or came out of, a matched step beside them.
fn combined(
    before: &Side<'_>,
    after: &Side<'_>,
    to: &HashMap<usize, usize>,
    from: &HashMap<usize, usize>,
    changes: &mut Vec<Change>,
) -> (HashSet<usize>, HashSet<usize>) {
    let gone = absorbed(before, after, to, ChangeKind::Combined, changes);
    let born = absorbed(after, before, from, ChangeKind::Split, changes);
    (gone, born)
}

/// Unmatched steps of `side` whose name stands in that of the partner of a step beside them.
fn absorbed(
    side: &Side<'_>,
    other: &Side<'_>,
    matched: &HashMap<usize, usize>,
    kind: ChangeKind,
    changes: &mut Vec<Change>,
) -> HashSet<usize> {
    let mut into: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut found = HashSet::new();
    for (at, node) in side.flow.nodes.iter().enumerate() {
        if matched.contains_key(&at) || !is_step(node) {
            continue;
        }
        let Some(name) = side.name(at) else { continue };
        let passes = |near: usize| {
            side.flow.nodes.get(near).is_some_and(|node| {
                node.gateway().is_some() || (is_step(node) && !matched.contains_key(&near))
            })
        };
        let host = beside(&side.graph, at, passes).into_iter().find(|near| {
            let Some(partner) = matched.get(near) else {
                return false;
            };
            let step = side.flow.nodes.get(*near).is_some_and(is_step);
            let whole = other.name(*partner);
            step && side.name(*near) != whole
                && whole.is_some_and(|whole| contained(name, whole) >= LEAST_CONTAINED)
        });
        let Some(host) = host else { continue };
        found.insert(at);
        match into.iter_mut().find(|(of, _)| *of == host) {
            Some((_, parts)) => parts.push(at),
            None => into.push((host, vec![at])),
        }
    }
    for (host, mut parts) in into {
        parts.push(host);
        parts.sort_unstable();
        let nodes = parts.iter().filter_map(|at| side.flow.nodes.get(*at));
        let titles: Vec<&str> = nodes.clone().map(Node::title).collect();
        let many: Vec<ElementId> = nodes.map(|node| node.id.clone()).collect();
        let partner = matched.get(&host).and_then(|b| other.flow.nodes.get(*b));
        let one: Vec<ElementId> = partner.map(|node| node.id.clone()).into_iter().collect();
        let title = partner.map(Node::title).unwrap_or_default();
        let (before, after, from, to) = if kind == ChangeKind::Combined {
            (many, one, titles.join("、"), title.to_owned())
        } else {
            (one, many, title.to_owned(), titles.join("、"))
        };
        changes.push(Change {
            kind,
            before,
            after,
            title: title.to_owned(),
            from: Some(from),
            to: Some(to),
        });
    }
    found
}

/// The nodes straight before and after, across what `passes` (gateways and other unmatched steps) at most
/// twice; of the lines of one node the first twenty.
fn beside(graph: &Graph<'_>, at: usize, passes: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut near: Vec<u32> = Vec::new();
    let mut edge_of = vec![u32::try_from(at).unwrap_or(u32::MAX)];
    for _ in 0..3 {
        let mut next = Vec::new();
        for node in edge_of {
            let before = graph.incoming(node).iter().map(|e| graph.edge(*e).from);
            let after = graph.outgoing(node).iter().map(|e| graph.edge(*e).to);
            for other in before.chain(after).take(20) {
                if !near.contains(&other) {
                    near.push(other);
                    if usize::try_from(other).is_ok_and(&passes) {
                        next.push(other);
                    }
                }
            }
        }
        edge_of = next;
    }
    near.into_iter()
        .filter_map(|at| usize::try_from(at).ok())
        .filter(|near| *near != at)
        .collect()
}

/// Steps that came one after the other and now come the other way round: as few as explain it.
fn reordered(
    before: &Side<'_>,
    after: &Side<'_>,
    matching: &Matching,
    most: usize,
    changes: &mut Vec<Change>,
) {
    let pairs: Vec<_> = matching
        .pairs
        .iter()
        .filter(|pair| {
            usize::try_from(pair.before_at)
                .ok()
                .and_then(|at| before.flow.nodes.get(at))
                .is_some_and(is_step)
        })
        .collect();
    if pairs.len() > most {
        return;
    }
    let behind = |graph: &Graph<'_>, start: u32| {
        let mut seen = HashSet::new();
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for edge in graph.outgoing(at) {
                let to = graph.edge(*edge).to;
                if seen.insert(to) {
                    open.push(to);
                }
            }
        }
        seen
    };
    let old: Vec<_> = pairs
        .iter()
        .map(|p| behind(&before.graph, p.before_at))
        .collect();
    let new: Vec<_> = pairs
        .iter()
        .map(|p| behind(&after.graph, p.after_at))
        .collect();
    // Which pairs are turned round, counted for each step.
    let mut turned: Vec<HashSet<usize>> = vec![HashSet::new(); pairs.len()];
    for (i, x) in pairs.iter().enumerate() {
        for (j, y) in pairs.iter().enumerate() {
            let strictly = |sets: &[HashSet<u32>], i: usize, j: usize, x: u32, y: u32| {
                sets.get(i).is_some_and(|set| set.contains(&y))
                    && sets.get(j).is_none_or(|set| !set.contains(&x))
            };
            if i != j
                && strictly(&old, i, j, x.before_at, y.before_at)
                && strictly(&new, j, i, y.after_at, x.after_at)
            {
                for (one, other) in [(i, j), (j, i)] {
                    if let Some(set) = turned.get_mut(one) {
                        set.insert(other);
                    }
                }
            }
        }
    }
    // The step that explains the most is named first, until nothing is left to explain.
    while let Some((at, count)) = turned
        .iter()
        .map(HashSet::len)
        .enumerate()
        .max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)))
    {
        if count == 0 {
            break;
        }
        let others = turned.get_mut(at).map(std::mem::take).unwrap_or_default();
        for other in others {
            if let Some(set) = turned.get_mut(other) {
                set.remove(&at);
            }
        }
        if let Some(pair) = pairs.get(at) {
            let node = |side: &Side<'_>, at: u32| {
                usize::try_from(at)
                    .ok()
                    .and_then(|at| side.flow.nodes.get(at).cloned())
            };
            let (x, y) = (node(before, pair.before_at), node(after, pair.after_at));
            changes.push(single(ChangeKind::Reordered, x.as_ref(), y.as_ref()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compare::match_flows, flow::Flow};
    use serde_json::{Value, json};

    fn row(ids: &[&str]) -> Flow {
        let nodes: Vec<Value> = ids
            .iter()
            .map(|id| json!({"id": id, "is": {"kind": "activity"}}))
            .collect();
        let lines: Vec<Value> = ids
            .windows(2)
            .filter_map(|two| Some((two.first()?, two.last()?)))
            .map(|(from, to)| json!({"id": format!("{from}{to}"), "from": from, "to": to}))
            .collect();
        let document = json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": nodes, "sequence_flows": lines});
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn changes_of_order_are_looked_for_up_to_a_number_of_steps() {
        let (before, after) = (row(&["a", "b", "c"]), row(&["b", "a", "c"]));
        let matching = match_flows(&before, &after, &[]);
        let found = |most: usize| {
            let mut changes = Vec::new();
            let (before, after) = (Side::new(&before), Side::new(&after));
            reordered(&before, &after, &matching, most, &mut changes);
            changes
        };
        let [change] = &found(3)[..] else {
            panic!("one change")
        };
        assert_eq!(
            (change.kind, change.title.as_str()),
            (ChangeKind::Reordered, "a")
        );
        assert_eq!(found(4).len(), 1);
        assert!(found(2).is_empty());
        assert!(found(1).is_empty());
    }
}
