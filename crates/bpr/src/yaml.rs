//! Flows as small YAML documents (feature `yaml`).

use crate::{
    Flow,
    small_flow::{Document, SmallFlowError, SmallStep, document_text, limited, shortened},
};
use serde_saphyr::{Budget, Options, Spanned};
use tosei_document::{Limits, Place};

/// Reads a small document in YAML as a flow; the form is that of [`small_flow`](crate::small_flow).
///
/// Anchors and aliases are refused, and no file is included; the limits hold for bytes, items and depth.
///
/// # Errors
///
/// As [`read_json`](crate::small_flow::read_json).
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
///
/// let yaml = "
/// format: tosei-small-flow
/// format_version: 1
/// id: mihon
/// fictional: true
/// steps:
///   - {step: 受付, who: 窓口, medium: 紙, minutes: 10, waiting: 1d}
///   - step: 確認
///     who: 審査担当
///     next: [{to: 決裁, probability: 80%}, {to: 受付, probability: 0.2}]
///   - step: 決裁
/// ";
/// let flow = tosei_bpr::yaml::read_yaml(yaml.as_bytes(), &Limits::default())?;
/// assert_eq!(flow.nodes.len(), 6);
/// let error = tosei_bpr::yaml::read_yaml(yaml.replace("to: 決裁", "to: 承認").as_bytes(), &Limits::default());
/// assert_eq!(error.unwrap_err().to_string(), "line 8, column 5: the next step `承認` is no step");
/// # Ok::<(), tosei_bpr::small_flow::SmallFlowError>(())
/// ```
pub fn read_yaml(bytes: &[u8], limits: &Limits) -> Result<Flow, SmallFlowError> {
    let text = document_text(bytes, limits)?;
    let document: Document<Spanned<SmallStep>> =
        serde_saphyr::from_str_with_options(text, options(limits))
            .map_err(|error| malformed(&error))?;
    limited(document.steps.len(), limits)?;
    let mut document = document;
    let (mut steps, mut places) = (Vec::new(), Vec::new());
    for step in std::mem::take(&mut document.steps) {
        places.push(place(step.referenced.line(), step.referenced.column()));
        steps.push(step.value);
    }
    let small = document.with(steps)?;
    small.build(|step| places.get(step).cloned().unwrap_or(Place::Document))
}

fn options(limits: &Limits) -> Options {
    let small = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let mut budget = Budget::default();
    let items = small(limits.items);
    budget.max_nodes = budget.max_nodes.min(items);
    budget.max_depth = usize::try_from(limits.depth).unwrap_or(usize::MAX);
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.with_snippet = false;
    options
}

fn place(line: u64, column: u64) -> Place {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    Place::Line {
        line: small(line).max(1),
        column: Some(small(column).max(1)),
    }
}

fn malformed(error: &serde_saphyr::Error) -> SmallFlowError {
    let at = error.location();
    let place = at.map_or(Place::Document, |at| place(at.line(), at.column()));
    let message = error.without_snippet().to_string();
    SmallFlowError::Malformed {
        place,
        message: shortened(message.lines().next().unwrap_or_default()),
    }
}
