//! Shares of branches as numbers to draw by.

use super::super::SimulateError;
use crate::{
    flow::{ElementId, SequenceFlow},
    graph::{Graph, net::Kind},
    metrics::UnknownBranches,
};
use tosei_types::{ExactFigure, ExactNumber};

/// A number in a double.
#[allow(
    clippy::cast_precision_loss,
    reason = "a time or share; its last digits do not matter"
)]
pub(super) fn number(number: ExactNumber) -> f64 {
    number.numerator() as f64 / number.denominator() as f64
}

fn sequence_flow<'f>(graph: &Graph<'f>, edge: u32) -> Option<&'f SequenceFlow> {
    let at = usize::try_from(graph.edge(edge).flow?).ok()?;
    graph.flow().sequence_flows.get(at)
}

/// The share that stands on a line.
pub(super) fn stated(graph: &Graph<'_>, edge: u32) -> Option<ExactNumber> {
    Some(sequence_flow(graph, edge)?.probability?.get())
}

/// The shares of the lines out of a node, in their order, and whether equal shares were assumed.
pub(super) fn branches(
    graph: &Graph<'_>,
    node: u32,
    kind: Kind,
    unknown: UnknownBranches,
) -> Result<(Vec<f64>, bool), SimulateError> {
    let outs = graph.outgoing(node);
    let given: Vec<Option<ExactNumber>> = outs.iter().map(|edge| stated(graph, *edge)).collect();
    let id = |node: u32| graph.node(node).map(|node| node.id.clone());
    let Some(gateway) = id(node) else {
        return Ok((vec![1.0; outs.len()], false));
    };
    let missing: Vec<u32> = outs
        .iter()
        .zip(&given)
        .filter(|(_, share)| share.is_none())
        .map(|(edge, _)| *edge)
        .collect();
    let without = |edge: u32| -> SimulateError {
        let to = id(graph.edge(edge).to).unwrap_or_else(|| gateway.clone());
        SimulateError::UnknownProbability {
            node: gateway.clone(),
            to,
        }
    };
    match kind {
        Kind::Pick => {
            let sum: ExactFigure = given.iter().flatten().copied().map(ExactFigure::from).sum();
            let rest = ExactFigure::one() - sum.clone();
            if rest.is_negative() || (missing.is_empty() && !rest.is_zero()) {
                return Err(SimulateError::Probabilities { node: gateway, sum });
            }
            let equal = missing.len() > 1 && !rest.is_zero();
            if equal && unknown != UnknownBranches::Equal {
                return Err(missing
                    .first()
                    .map_or(SimulateError::NoStart, |edge| without(*edge)));
            }
            let known: f64 = given.iter().flatten().map(|share| number(*share)).sum();
            let count = u32::try_from(missing.len()).unwrap_or(u32::MAX).max(1);
            let each = if rest.is_zero() {
                0.0
            } else {
                (1.0 - known).max(0.0) / f64::from(count)
            };
            let shares = given.iter().map(|share| share.map_or(each, number));
            Ok((shares.collect(), equal))
        }
        Kind::Choose => {
            let default = graph
                .node(node)
                .and_then(|node| node.gateway())
                .and_then(|gateway| gateway.default.as_ref());
            let is_default = |edge: u32| is_default(graph, edge, default);
            if let Some(edge) = missing.iter().find(|edge| !is_default(**edge)) {
                return Err(without(*edge));
            }
            let has_default = outs.iter().any(|edge| is_default(*edge));
            let sure = given
                .iter()
                .flatten()
                .any(|share| *share == ExactNumber::from(1));
            if !has_default && !sure {
                return Err(SimulateError::NoBranchTaken { node: gateway });
            }
            let shares = outs.iter().zip(&given).map(|(edge, share)| {
                if is_default(*edge) {
                    0.0
                } else {
                    share.map_or(0.0, number)
                }
            });
            Ok((shares.collect(), false))
        }
        _ => Ok((vec![1.0; outs.len()], false)),
    }
}

pub(super) fn is_default(graph: &Graph<'_>, edge: u32, default: Option<&ElementId>) -> bool {
    default.is_some() && sequence_flow(graph, edge).map(|flow| &flow.id) == default
}

/// Shares until each, the last possible one to exactly 1.
pub(super) fn cumulative(shares: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut all: Vec<f64> = shares
        .iter()
        .map(|share| {
            sum += share;
            sum
        })
        .collect();
    if let Some(last) = shares.iter().rposition(|share| *share > 0.0) {
        for until in all.iter_mut().skip(last) {
            *until = 1.0;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_possible_branch_takes_the_rest() {
        assert_eq!(
            cumulative(&[0.1, 0.2, 0.7, 0.0]),
            [0.1, 0.1 + 0.2, 1.0, 1.0]
        );
        // Ten tenths are a little less than one as numbers of the machine; the last possible one takes all the same.
        let tenths = cumulative(&[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.0]);
        assert_eq!(tenths.get(9..), Some(&[1.0, 1.0][..]));
        assert!(tenths.get(8).is_some_and(|share| *share < 0.95));
        assert_eq!(cumulative(&[0.0, 1.0]), [0.0, 1.0]);
        assert_eq!(cumulative(&[]), Vec::<f64>::new());
    }
}
