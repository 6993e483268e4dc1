//! 比較の結果: matching, changes, figures, and the edit script in one document.

use super::{
    changes::{Change, changes},
    edit::{EditScript, edit_script},
    matching::{GivenPair, Matching, Side, match_sides},
};
use crate::{
    flow::Flow,
    metrics::{FlowMetrics, Measure, MeasureKind, MetricsOptions, metrics},
};
use serde::{Deserialize, Serialize};
use tosei_types::{ExactFigure, FlowId};

/// The `format` of a comparison document.
pub const COMPARISON_FORMAT: &str = "tosei-flow-comparison";
/// The `format_version` that this crate writes.
pub const COMPARISON_FORMAT_VERSION: u32 = 1;

/// 指標の差 (change of a measure).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MeasureChange {
    /// 種類; absent for the lead time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MeasureKind>,
    /// 前.
    pub before: Measure,
    /// 後.
    pub after: Measure,
    /// 差: at least this; absent if nothing bounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ExactFigure>,
    /// 差: at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ExactFigure>,
}

impl MeasureChange {
    fn new(kind: Option<MeasureKind>, before: &Measure, after: &Measure) -> Self {
        let minus = |a: Option<&ExactFigure>, b: Option<&ExactFigure>| Some(a? - b?);
        Self {
            kind,
            from: minus(Some(&after.from), before.to.as_ref()),
            to: minus(after.to.as_ref(), Some(&before.from)),
            before: before.clone(),
            after: after.clone(),
        }
    }

    /// The difference; `None` where only bounds are known.
    #[must_use]
    pub fn exact(&self) -> Option<&ExactFigure> {
        self.from
            .as_ref()
            .filter(|from| self.to.as_ref() == Some(*from))
    }
}

/// 比較 (comparison) of two flows, usually As-Is and To-Be.
///
/// # Wire form
///
/// `{"format": "tosei-flow-comparison", "format_version": 1, "before": …, "after": …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowComparison"))]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// `tosei-flow-comparison`.
    pub format: String,
    /// 1.
    pub format_version: u32,
    /// 前の業務フローID.
    pub before: FlowId,
    /// 後の業務フローID.
    pub after: FlowId,
    /// 対応付け.
    pub matching: Matching,
    /// 変更点.
    pub changes: Vec<Change>,
    /// 指標の差: those of [`MeasureKind::ALL`], and the lead time; absent if a flow has no figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<MeasureChange>>,
    /// Why there are no figures: codes of the errors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_measures: Vec<String>,
    /// 編集の手順.
    pub script: EditScript,
}

impl Comparison {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.script.is_empty()
    }
}

/// 比較 (comparison): what changed between two flows, and by how much.
///
/// Flows that have no figures, because a loop is never left or shares do not sum to one, are compared in
/// all the rest.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{Flow, compare::{ChangeKind, compare}, metrics::MetricsOptions};
///
/// let flow = |nodes: &str| -> Result<Flow, serde_json::Error> {
///     serde_json::from_str(&format!(r#"{{"format": "tosei-flow", "format_version": 1, "id": "f",
///       "nodes": [{nodes}]}}"#))
/// };
/// let before = flow(r#"{"id": "Task_1", "name": "受付簿に転記", "is": {"kind": "activity", "medium": "paper",
///   "work": "5", "waiting": "0"}}"#)?;
/// // Drawn anew: another id, the same step, now in a system.
/// let after = flow(r#"{"id": "Activity_9x", "name": "受付簿に転記", "is": {"kind": "activity",
///   "medium": "digital", "marks": ["automated"], "waiting": "0"}}"#)?;
/// let comparison = compare(&before, &after, &[], MetricsOptions::default());
/// let kinds: Vec<ChangeKind> = comparison.changes.iter().map(|change| change.kind).collect();
/// assert_eq!(kinds, [ChangeKind::Automated, ChangeKind::MediumChanged, ChangeKind::TimeChanged]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn compare(
    before: &Flow,
    after: &Flow,
    given: &[GivenPair],
    options: MetricsOptions,
) -> Comparison {
    let (old, new) = (Side::new(before), Side::new(after));
    let matching = match_sides(&old, &new, given);
    let changes = changes(&old, &new, &matching);
    let figures = (metrics(before, options), metrics(after, options));
    let mut no_measures = Vec::new();
    let measures = match &figures {
        (Ok(before), Ok(after)) => Some(differences(before, after)),
        (old, new) => {
            for error in [old.as_ref().err(), new.as_ref().err()]
                .into_iter()
                .flatten()
            {
                no_measures.push(error.code().to_owned());
            }
            None
        }
    };
    let script = edit_script(before, after, &matching);
    Comparison {
        format: COMPARISON_FORMAT.to_owned(),
        format_version: COMPARISON_FORMAT_VERSION,
        before: before.id.clone(),
        after: after.id.clone(),
        matching,
        changes,
        measures,
        no_measures,
        script,
    }
}

fn differences(before: &FlowMetrics, after: &FlowMetrics) -> Vec<MeasureChange> {
    let lead = MeasureChange::new(None, &before.lead_minutes, &after.lead_minutes);
    MeasureKind::ALL
        .iter()
        .filter_map(|kind| {
            let (before, after) = (before.measure(*kind)?, after.measure(*kind)?);
            Some(MeasureChange::new(Some(*kind), before, after))
        })
        .chain(std::iter::once(lead))
        .collect()
}
