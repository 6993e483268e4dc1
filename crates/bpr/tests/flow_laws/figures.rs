//! Laws of soundness and of the figures.

use proptest::prelude::*;
use serde_json::json;
use tosei_bpr::{
    Flow, NodeKind, TimeValue,
    metrics::{FlowMetrics, MeasureKind, MetricsOptions, metrics},
    proptest::{arbitrary_flows, flows},
    soundness::{SoundnessOptions, Verdict, soundness},
};
use tosei_types::ExactFigure;

/// A flow of exclusive branches and loops, and the figures of each: from whole numbers.
fn chains() -> impl Strategy<Value = Flow> {
    let line = (0usize..8, 1u32..10, 0u32..30);
    prop::collection::vec((line, 0usize..8, 0usize..8), 2..8).prop_map(|steps| {
        let count = steps.len();
        let mut nodes = vec![
            json!({"id": "s", "is": {"kind": "event", "event": "start", "trigger": "none"}}),
            json!({"id": "e", "is": {"kind": "event", "event": "end", "trigger": "none"}}),
        ];
        let mut lines = vec![json!({"id": "f", "from": "s", "to": "a0"})];
        for (at, ((one, weight, work), two, skip)) in steps.into_iter().enumerate() {
            nodes.push(json!({"id": format!("a{at}"), "is":
                {"kind": "activity", "work": work.to_string(), "waiting": "1"}}));
            nodes.push(json!({"id": format!("x{at}"), "is":
                {"kind": "gateway", "gateway": "exclusive"}}));
            lines.push(
                json!({"id": format!("g{at}"), "from": format!("a{at}"), "to": format!("x{at}")}),
            );
            // The last tenth or more always goes on, so that every loop is left.
            let mut target = |to: String, share: u32, kind: &str| {
                lines.push(
                    json!({"id": format!("{kind}{at}"), "from": format!("x{at}"), "to": to,
                    "probability": format!("{share}/20")}),
                );
            };
            target(format!("a{}", one % count), weight, "h");
            target(format!("a{}", two % count), 9 - weight.min(9), "i");
            let rest = 20 - weight - (9 - weight.min(9));
            let next = at + 1 + skip % 2;
            target(
                if next < count {
                    format!("a{next}")
                } else {
                    "e".to_owned()
                },
                rest,
                "j",
            );
        }
        serde_json::from_value(
            json!({"format": "tosei-flow", "format_version": 1, "id": "f",
            "nodes": nodes, "sequence_flows": lines}),
        )
        .unwrap()
    })
}

fn approximate(figure: &ExactFigure) -> f64 {
    figure.shown(12).replace(',', "").parse().unwrap()
}

/// The slow way: cases are sent along the lines until hardly any is left.
fn sent(flow: &Flow) -> Vec<f64> {
    let at = |id: &str| {
        flow.nodes
            .iter()
            .position(|node| node.id.as_str() == id)
            .unwrap()
    };
    let lines: Vec<(usize, usize, f64)> = flow
        .sequence_flows
        .iter()
        .map(|line| {
            let share = line.probability.map_or(1.0, |share| {
                share.get().numerator() as f64 / share.get().denominator() as f64
            });
            (at(line.from.as_str()), at(line.to.as_str()), share)
        })
        .collect();
    let mut here = vec![0.0; flow.nodes.len()];
    let mut visits = vec![0.0; flow.nodes.len()];
    here[0] = 1.0;
    for _ in 0..200_000 {
        if here.iter().sum::<f64>() < 1e-13 {
            break;
        }
        let mut next = vec![0.0; here.len()];
        for (visits, here) in visits.iter_mut().zip(&here) {
            *visits += here;
        }
        for (from, to, share) in &lines {
            next[*to] += here[*from] * share;
        }
        here = next;
    }
    visits
}

fn measured(flow: &Flow) -> Option<FlowMetrics> {
    metrics(flow, MetricsOptions::default()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Law: the equations say what comes out when cases are sent along the lines one step at a time.
    #[test]
    fn equations_agree_with_cases_sent_along(flow in chains()) {
        let figures = measured(&flow).unwrap();
        for (exact, slow) in figures.visits.iter().zip(sent(&flow)) {
            let exact = approximate(exact.visits.as_ref().unwrap());
            prop_assert!((exact - slow).abs() < 1e-6 * (1.0 + slow), "{} {}", exact, slow);
        }
    }

    /// Law: without parallel branches the lead time is the work and the waiting, and both are exact.
    #[test]
    fn without_parallel_branches_lead_is_work_and_waiting(flow in chains()) {
        let figures = measured(&flow).unwrap();
        let of = |kind| figures.measure(kind).unwrap().exact().unwrap().clone();
        let sum = of(MeasureKind::WorkMinutes) + of(MeasureKind::WaitingMinutes);
        prop_assert_eq!(figures.lead_minutes.exact().unwrap(), &sum);
    }

    /// Law: every case that begins ends once: the end is come to exactly as often as the start.
    #[test]
    fn what_begins_ends(flow in chains()) {
        let figures = measured(&flow).unwrap();
        prop_assert!(figures.visits[1].visits.as_ref().unwrap().is_one());
    }

    /// Law: flows built of blocks are sound, and a reported run begins at a start.
    #[test]
    fn blocks_are_sound(flow in flows()) {
        let result = soundness(&flow, SoundnessOptions::default()).unwrap();
        prop_assert_eq!(result.verdict(), Verdict::Sound, "{:?}", result);
    }

    /// Law: whatever the types allow is judged, measured or refused, and results survive JSON.
    #[test]
    fn odd_flows_do_no_harm(flow in arbitrary_flows()) {
        let options = SoundnessOptions { max_states: 500, ..SoundnessOptions::default() };
        if let Ok(result) = soundness(&flow, options) {
            let text = serde_json::to_string(&result).unwrap();
            prop_assert_eq!(serde_json::from_str::<tosei_bpr::soundness::Soundness>(&text).unwrap(), result);
        }
        if let Some(figures) = measured(&flow) {
            let text = serde_json::to_string(&figures).unwrap();
            prop_assert_eq!(serde_json::from_str::<FlowMetrics>(&text).unwrap(), figures);
        }
    }

    /// Law: who takes a wait away never makes the lead time longer, nor any of its bounds.
    #[test]
    fn less_waiting_is_never_longer(flow in flows(), pick in any::<prop::sample::Index>()) {
        let Some(before) = measured(&flow) else { return Ok(()); };
        let mut after = flow.clone();
        let at = pick.index(after.nodes.len());
        if let NodeKind::Activity(activity) = &mut after.nodes[at].is
            && activity.waiting.is_some()
        {
            activity.waiting = Some(TimeValue::Value(0.into()));
        }
        let after = measured(&after).unwrap();
        prop_assert!(after.lead_minutes.from <= before.lead_minutes.from);
        if let Some(to) = &before.lead_minutes.to {
            prop_assert!(after.lead_minutes.to.as_ref().unwrap() <= to);
        }
    }

    /// Law: a measure is the sum of its parts.
    #[test]
    fn a_measure_is_the_sum_of_its_parts(flow in flows()) {
        let Some(figures) = measured(&flow) else { return Ok(()); };
        for (_, measure) in &figures.measures {
            let sum: ExactFigure = measure
                .parts
                .iter()
                .map(|part| part.times.clone() * part.each_from.clone())
                .sum();
            prop_assert_eq!(&sum, &measure.from);
        }
    }
}
