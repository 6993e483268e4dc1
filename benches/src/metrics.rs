//! Exact figures of a flow, beside numbers of `f64` sent along its lines.

use crate::Group;
use anyhow::Result;
use serde_json::{Value, json};
use std::{collections::HashMap, rc::Rc};
use tosei_bpr::{
    Flow, NodeKind, TimeValue,
    metrics::{MeasureKind, MetricsOptions, metrics},
};

/// Steps of the flow.
pub const STEPS: usize = 1_000;

/// Visits and work of a long flow with a way back at every tenth step.
///
/// # Errors
///
/// If the flow is none.
pub fn group() -> Result<Group> {
    let flow = Rc::new(made(STEPS)?);
    let by_hand = Rc::clone(&flow);
    let size = format!("{} nodes, {} loops", flow.nodes.len(), STEPS / 10);
    Ok(Group::new("flow-metrics", size, 5)
        .peer("f64 sent along the lines", move || sent(&by_hand))
        .ours("exact figures with their parts", move || exact(&flow))
        .same_figure())
}

/// A made flow: steps in a row, and behind every tenth a choice to go nine back, once in five times.
///
/// # Errors
///
/// If it is none.
pub fn made(steps: usize) -> Result<Flow> {
    let event = |id: &str, kind: &str| json!({"id": id, "is": {"kind": "event", "event": kind, "trigger": "none"}});
    let mut nodes = vec![event("s", "start"), event("e", "end")];
    let mut lines: Vec<Value> = Vec::new();
    let mut line = |from: &str, to: &str, share: Option<&str>| {
        let id = format!("l{}", lines.len());
        lines.push(match share {
            Some(share) => json!({"id": id, "from": from, "to": to, "probability": share}),
            None => json!({"id": id, "from": from, "to": to}),
        });
    };
    let gateway = |id: &str| json!({"id": id, "is": {"kind": "gateway", "gateway": "exclusive"}});
    let (mut last, mut share, mut back) = ("s".to_owned(), None, String::new());
    for step in 0..steps {
        if step % 10 == 0 {
            back = format!("m{step}");
            nodes.push(gateway(&back));
            line(&last, &back, share.take());
            last.clone_from(&back);
        }
        let id = format!("t{step}");
        nodes.push(json!({"id": id, "is": {"kind": "activity", "work": (1 + step % 7).to_string(), "waiting": "10"}}));
        line(&last, &id, None);
        last = id;
        if step % 10 == 9 {
            let split = format!("x{step}");
            nodes.push(gateway(&split));
            line(&last, &split, None);
            line(&split, &back, Some("0.2"));
            (last, share) = (split, Some("0.8"));
        }
    }
    line(&last, "e", share);
    let document = json!({"format": "tosei-flow", "format_version": 1, "id": "f", "nodes": nodes, "sequence_flows": lines});
    Ok(serde_json::from_value(document)?)
}

/// The work of a case in minutes, by the library.
#[must_use]
pub fn exact(flow: &Flow) -> u64 {
    let figures = metrics(flow, MetricsOptions::default()).ok();
    let work = figures.and_then(|all| all.measure(MeasureKind::WorkMinutes)?.exact().cloned());
    let shown = work.map(|work| work.shown(0).replace(',', ""));
    shown.and_then(|shown| shown.parse().ok()).unwrap_or(0)
}

/// The same by hand: a case is sent along the lines until hardly any of it is left.
#[must_use]
pub fn sent(flow: &Flow) -> u64 {
    let at: HashMap<&str, usize> = flow
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (node.id.as_str(), at))
        .collect();
    let work: Vec<f64> = flow.nodes.iter().map(minutes).collect();
    let mut out: Vec<Vec<(usize, f64)>> = vec![Vec::new(); work.len()];
    for line in &flow.sequence_flows {
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let share = line.probability.map_or(1.0, |share| {
            share.get().numerator() as f64 / share.get().denominator() as f64
        });
        if let (Some(from), Some(to)) = (at.get(line.from.as_str()), at.get(line.to.as_str()))
            && let Some(out) = out.get_mut(*from)
        {
            out.push((*to, share));
        }
    }
    let mut here: Vec<(usize, f64)> = vec![(0, 1.0)];
    let mut sum = 0.0;
    while !here.is_empty() {
        let mut next: HashMap<usize, f64> = HashMap::new();
        for (place, cases) in &here {
            sum += cases * work.get(*place).copied().unwrap_or(0.0);
            for (to, share) in out.get(*place).into_iter().flatten() {
                *next.entry(*to).or_default() += cases * share;
            }
        }
        here = next
            .into_iter()
            .filter(|(_, cases)| *cases > 1e-9)
            .collect();
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes"
    )]
    let minutes = sum.round() as u64;
    minutes
}

fn minutes(node: &tosei_bpr::Node) -> f64 {
    match &node.is {
        NodeKind::Activity(activity) => match &activity.work {
            #[allow(clippy::cast_precision_loss, reason = "small numbers")]
            Some(TimeValue::Value(value)) => {
                value.get().numerator() as f64 / value.get().denominator() as f64
            }
            _ => 0.0,
        },
        _ => 0.0,
    }
}
