//! 編集の手順 (edit script): what turns one flow into the other, exactly.

use super::Matching;
use crate::flow::{DataObject, Flow, MessageFlow, Node, Pool, SequenceFlow, Stage};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tosei_types::{CaseCount, CriterionId, FlowId, ProcedureId, StaffClass};

/// Why an edit script does not fit a flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// A position is outside of its list.
    #[error("the position `{at}` is not in a list of `{length}`")]
    #[non_exhaustive]
    Position {
        /// The position.
        at: u32,
        /// How long the list is.
        length: usize,
    },
    /// The new order does not name every item once.
    #[error("the new order does not name every item once")]
    Order,
}

impl EditError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Position { .. } => "bpr.edit.position",
            Self::Order => "bpr.edit.order",
        }
    }
}

/// 一覧の編集 (edits of a list), in four steps: change, remove, order, add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schemars",
    schemars(
        rename = "FlowListEdit_of_{T}",
        bound = "T: schemars::JsonSchema + Serialize"
    )
)]
#[serde(deny_unknown_fields, bound(deserialize = "T: Deserialize<'de>"))]
pub struct ListEdit<T> {
    /// 変更: position before, and what stands there instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<(u32, T)>,
    /// 削除: positions before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<u32>,
    /// 並べ替え: positions in what is left, in their new order; absent if it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Vec<u32>>,
    /// 追加: position after, and what is added there, from front to back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<(u32, T)>,
}

impl<T> Default for ListEdit<T> {
    fn default() -> Self {
        Self {
            changed: Vec::new(),
            removed: Vec::new(),
            order: None,
            added: Vec::new(),
        }
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<T: Clone + PartialEq> ListEdit<T> {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
            && self.removed.is_empty()
            && self.order.is_none()
            && self.added.is_empty()
    }

    /// What turns one list into the other, given which item is which.
    fn between(before: &[T], after: &[T], to: &HashMap<usize, usize>) -> Self {
        let mut edit = Self::default();
        let mut kept = Vec::new();
        for (at, item) in before.iter().enumerate() {
            let matched = to.get(&at).and_then(|b| Some((*b, after.get(*b)?)));
            match matched {
                Some((b, other)) => {
                    if item != other {
                        edit.changed.push((number(at), other.clone()));
                    }
                    kept.push(b);
                }
                None => edit.removed.push(number(at)),
            }
        }
        if !kept.is_sorted() {
            let mut order: Vec<usize> = (0..kept.len()).collect();
            order.sort_by_key(|at| kept.get(*at));
            edit.order = Some(order.into_iter().map(number).collect());
        }
        let kept: std::collections::HashSet<usize> = kept.into_iter().collect();
        for (at, item) in after.iter().enumerate() {
            if !kept.contains(&at) {
                edit.added.push((number(at), item.clone()));
            }
        }
        edit
    }

    fn apply(&self, list: &[T]) -> Result<Vec<T>, EditError> {
        let mut items: Vec<Option<T>> = list.iter().cloned().map(Some).collect();
        let length = items.len();
        let outside = |at: u32, length: usize| EditError::Position { at, length };
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        for (at, item) in &self.changed {
            let slot = items
                .get_mut(place(*at))
                .ok_or_else(|| outside(*at, length))?;
            *slot = Some(item.clone());
        }
        for at in &self.removed {
            let slot = items
                .get_mut(place(*at))
                .ok_or_else(|| outside(*at, length))?;
            *slot = None;
        }
        let mut left: Vec<T> = items.into_iter().flatten().collect();
        if let Some(order) = &self.order {
            let mut open: Vec<Option<T>> = left.into_iter().map(Some).collect();
            let count = open.len();
            left = order
                .iter()
                .map(|at| open.get_mut(place(*at)).and_then(Option::take))
                .collect::<Option<Vec<T>>>()
                .filter(|items| items.len() == count)
                .ok_or(EditError::Order)?;
        }
        let mut result = Vec::with_capacity(left.len().saturating_add(self.added.len()));
        let mut left = left.into_iter();
        for (at, item) in &self.added {
            while result.len() < place(*at) {
                let next = left.next().ok_or_else(|| outside(*at, result.len()))?;
                result.push(next);
            }
            result.push(item.clone());
        }
        result.extend(left);
        Ok(result)
    }
}

/// 見出しの変更 (change of the heading): what stands above the lists of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowHeading"))]
#[serde(deny_unknown_fields)]
pub struct Heading {
    id: FlowId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    fictional: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stage: Option<Stage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    procedures: Vec<ProcedureId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<CriterionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cases_a_year: Option<CaseCount>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    staff_classes: Vec<StaffClass>,
}

impl Heading {
    fn of(flow: &Flow) -> Self {
        Self {
            id: flow.id.clone(),
            name: flow.name.clone(),
            fictional: flow.fictional,
            stage: flow.stage,
            procedures: flow.procedures.clone(),
            criteria: flow.criteria.clone(),
            cases_a_year: flow.cases_a_year,
            staff_classes: flow.staff_classes.clone(),
        }
    }
}

/// 編集の手順 (edit script): what turns one flow into another, exactly, as data.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, compare::{apply, edit_script, match_flows}};
///
/// let before: Flow = serde_json::from_str(r#"{"format": "tosei-flow", "format_version": 1, "id": "f",
///   "nodes": [{"id": "a", "name": "印刷", "is": {"kind": "activity"}}]}"#)?;
/// let mut after = before.clone();
/// after.nodes.clear();
/// let script = edit_script(&before, &after, &match_flows(&before, &after, &[]));
/// assert_eq!(script.nodes.removed, [0]);
/// assert_eq!(apply(&before, &script).unwrap(), after);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowEditScript"))]
#[serde(deny_unknown_fields)]
pub struct EditScript {
    /// 見出し, if it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Heading>,
    /// プール.
    #[serde(default, skip_serializing_if = "ListEdit::is_empty")]
    pub pools: ListEdit<Pool>,
    /// ノード.
    #[serde(default, skip_serializing_if = "ListEdit::is_empty")]
    pub nodes: ListEdit<Node>,
    /// 流れ.
    #[serde(default, skip_serializing_if = "ListEdit::is_empty")]
    pub sequence_flows: ListEdit<SequenceFlow>,
    /// メッセージフロー.
    #[serde(default, skip_serializing_if = "ListEdit::is_empty")]
    pub message_flows: ListEdit<MessageFlow>,
    /// データオブジェクト.
    #[serde(default, skip_serializing_if = "ListEdit::is_empty")]
    pub data: ListEdit<DataObject>,
}

impl EditScript {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Items of the same key, in order.
fn same<K: Eq + std::hash::Hash>(
    before: impl IntoIterator<Item = K>,
    after: impl IntoIterator<Item = K>,
) -> HashMap<usize, usize> {
    let mut open: HashMap<K, std::collections::VecDeque<usize>> = HashMap::new();
    for (at, key) in after.into_iter().enumerate() {
        open.entry(key).or_default().push_back(at);
    }
    before
        .into_iter()
        .enumerate()
        .filter_map(|(at, key)| Some((at, open.get_mut(&key)?.pop_front()?)))
        .collect()
}

/// 編集の手順 (edit script) from one flow to the other; nodes are those that were matched.
#[must_use]
pub fn edit_script(before: &Flow, after: &Flow, matching: &Matching) -> EditScript {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let nodes: HashMap<usize, usize> = matching
        .pairs
        .iter()
        .map(|pair| (place(pair.before_at), place(pair.after_at)))
        .collect();
    let (old, new) = (Heading::of(before), Heading::of(after));
    EditScript {
        heading: (old != new).then_some(new),
        pools: ListEdit::between(
            &before.pools,
            &after.pools,
            &same(
                before.pools.iter().map(|pool| &pool.id),
                after.pools.iter().map(|pool| &pool.id),
            ),
        ),
        nodes: ListEdit::between(&before.nodes, &after.nodes, &nodes),
        sequence_flows: ListEdit::between(
            &before.sequence_flows,
            &after.sequence_flows,
            &same(
                before.sequence_flows.iter().map(|line| &line.id),
                after.sequence_flows.iter().map(|line| &line.id),
            ),
        ),
        message_flows: ListEdit::between(
            &before.message_flows,
            &after.message_flows,
            &same(
                before.message_flows.iter().map(|line| &line.id),
                after.message_flows.iter().map(|line| &line.id),
            ),
        ),
        data: ListEdit::between(
            &before.data,
            &after.data,
            &same(
                before.data.iter().map(|data| &data.id),
                after.data.iter().map(|data| &data.id),
            ),
        ),
    }
}

/// Carries out an edit script on the flow that it was made for.
///
/// # Errors
///
/// - [`EditError::Position`] if it names a position that the flow does not have.
/// - [`EditError::Order`] if a new order does not name every item once.
pub fn apply(flow: &Flow, script: &EditScript) -> Result<Flow, EditError> {
    let heading = script.heading.clone().unwrap_or_else(|| Heading::of(flow));
    Ok(Flow {
        id: heading.id,
        name: heading.name,
        fictional: heading.fictional,
        stage: heading.stage,
        procedures: heading.procedures,
        criteria: heading.criteria,
        cases_a_year: heading.cases_a_year,
        staff_classes: heading.staff_classes,
        pools: script.pools.apply(&flow.pools)?,
        nodes: script.nodes.apply(&flow.nodes)?,
        sequence_flows: script.sequence_flows.apply(&flow.sequence_flows)?,
        message_flows: script.message_flows.apply(&flow.message_flows)?,
        data: script.data.apply(&flow.data)?,
    })
}
