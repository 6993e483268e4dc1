//! Laws of simulation: it agrees with the exact figures where both say something.

use proptest::prelude::*;
use serde_json::json;
use tosei_bpr::{
    Flow, Minutes, NodeKind, TimeValue,
    metrics::{MeasureKind, MetricsOptions, metrics},
    proptest::{arbitrary_flows, flows},
    simulate::{SimulationFigure, SimulationParameters, StepFigure, simulate},
};
use tosei_types::ExactFigure;

const RUNS: u32 = 60;
const DAYS: u32 = 150;

fn number(figure: &ExactFigure) -> f64 {
    figure.shown(12).replace(',', "").parse().unwrap()
}

/// One case a day, and nobody who has to be waited for.
fn parameters(seed: u64) -> SimulationParameters {
    serde_json::from_value(json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2025-04-01",
        "days": DAYS, "drain_days": 3000, "runs": {"seed": seed, "runs": RUNS},
        "beyond_holidays": "by_rule",
        "arrivals": [{"id": "cases", "pattern": {"kind": "renewal",
            "between": {"kind": "constant", "value": "1440"}}}],
        "options": {"unstaffed": "unlimited"}
    }))
    .unwrap()
}

/// The flow with what is unknown known, so that both sides say something.
fn known(mut flow: Flow, often: bool) -> Flow {
    for node in &mut flow.nodes {
        if let NodeKind::Activity(activity) = &mut node.is {
            let nothing = || TimeValue::Value(Minutes::ZERO);
            activity.work.get_or_insert_with(nothing);
            activity.waiting.get_or_insert_with(nothing);
            // A number of times that nobody gives is unknown there, and once here.
            activity.repetition = None;
            if !often {
                activity.frequency = None;
            }
        }
    }
    flow
}

fn constant(time: Option<&TimeValue>) -> f64 {
    match time {
        Some(TimeValue::Value(minutes)) => {
            let exact = minutes.get();
            exact.numerator() as f64 / exact.denominator() as f64
        }
        _ => 0.0,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Law: without limits of staff, mean lead time, work and visits are the exact ones, within 5 standard
    /// errors: the greater of the measured one and that of visits that do not depend on each other.
    #[test]
    fn simulation_agrees_with_exact_figures(flow in flows(), often in any::<bool>(), seed in 0u64..1_000_000) {
        let flow = known(flow, often);
        let figures = metrics(&flow, MetricsOptions::default()).unwrap();
        let simulated = simulate(&flow, &parameters(seed)).unwrap();
        let result = simulated.result();
        let cases = f64::from(RUNS) * f64::from(DAYS - 1);
        prop_assert_eq!(result.figure(SimulationFigure::Finished).unwrap().mean, f64::from(DAYS - 1));
        let (mut work_square, mut lead_square) = (0.0, 0.0);
        for (node, visits) in flow.nodes.iter().zip(&figures.visits) {
            let Some(activity) = node.activity() else { continue };
            let expected = number(visits.visits.as_ref().unwrap());
            let estimate = result.step(node.id.as_str(), StepFigure::VisitsPerCase).unwrap();
            let error = estimate.standard_error.max((expected / cases).sqrt());
            prop_assert!((estimate.mean - expected).abs() <= 5.0 * error,
                "{} {:?} {}", node.id, estimate, expected);
            let often = activity.frequency.map_or(1.0, |often| {
                often.numerator() as f64 / often.denominator() as f64
            });
            let work = constant(activity.work.as_ref()) * often.max(1.0);
            let whole = work + constant(activity.waiting.as_ref());
            work_square += expected * work * work;
            lead_square += expected * whole * whole;
        }
        let work = figures.measure(MeasureKind::WorkMinutes).unwrap();
        let estimate = result.figure(SimulationFigure::WorkPerCase).unwrap();
        let error = estimate.standard_error.max((work_square / cases).sqrt());
        let expected = number(work.exact().unwrap());
        prop_assert!((estimate.mean - expected).abs() <= 5.0 * error + 1e-9 * expected,
            "{:?} {}", estimate, expected);
        // Exact where the branches that wait for each other have finitely many times, else between bounds.
        let lead = &figures.lead_minutes;
        let estimate = result.figure(SimulationFigure::MeanLead).unwrap();
        let error = estimate.standard_error.max((lead_square / cases).sqrt());
        let from = number(&lead.from);
        let slack = 5.0 * error + 1e-9 * estimate.mean;
        let fractions = flow.nodes.iter().filter_map(|node| node.activity()?.frequency)
            .any(|often| often.denominator() != 1);
        if !fractions {
            prop_assert!(estimate.mean >= from - slack, "{:?} {}", estimate, from);
            if let Some(to) = &lead.to {
                prop_assert!(estimate.mean <= number(to) + slack, "{:?} {}", estimate, number(to));
            }
        }
    }

    /// Law: whatever a flow is, it is simulated or refused with a sentence, and never more than its events.
    #[test]
    fn any_flow_is_simulated_or_refused(flow in arbitrary_flows(), seed in 0u64..1_000) {
        let mut parameters = parameters(seed);
        parameters.days = 20;
        parameters.drain_days = 10;
        parameters.options.max_events = 20_000;
        parameters.options.unknown_work = tosei_bpr::simulate::UnknownTimes::None;
        parameters.options.unknown_waiting = tosei_bpr::simulate::UnknownTimes::None;
        parameters.options.unknown_branches = tosei_bpr::metrics::UnknownBranches::Equal;
        parameters.options.unknown_boundary = tosei_bpr::metrics::UnknownBoundary::Never;
        match simulate(&flow, &parameters) {
            Ok(simulated) => {
                for run in simulated.outcomes() {
                    prop_assert!(run.events() <= 20_000);
                    let figure = |figure| run.figure(figure).unwrap();
                    prop_assert_eq!(
                        figure(SimulationFigure::Started),
                        figure(SimulationFigure::Finished) + figure(SimulationFigure::Unfinished)
                            + figure(SimulationFigure::Stuck)
                    );
                }
            }
            Err(error) => {
                use tosei_document::Explain;
                prop_assert!(!error.sentence(tosei_types::Language::Ja).is_empty());
            }
        }
    }
}
