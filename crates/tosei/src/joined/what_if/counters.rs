//! Waiting at counters before and after.

use super::{Planned, WaitingChange, WhatIfReport};
use crate::joined::{CounterDemand, JoinedGraph, NodeId, NodeKind, Relation};
use tosei_counter_dx::queue::{Demand, QueueAnswer, erlang_c};
use tosei_types::ExactFigure;

/// How arrivals and times change: shares of what they are, exact.
#[derive(Debug, Clone)]
struct Factors {
    arrivals: [ExactFigure; 2],
    service: [ExactFigure; 2],
    because: Vec<String>,
}

/// A percentage as a share.
fn share(percent: tosei_criteria::ExactNumber) -> ExactFigure {
    let hundred = ExactFigure::from(100u32);
    let percent = ExactFigure::from(percent);
    percent.divided_by(&hundred).unwrap_or_default()
}

/// The mean wait with so many servers, three digits; `None` where there is none.
fn wait(arrivals: &ExactFigure, minutes: &ExactFigure, servers: u32) -> Option<String> {
    let demand = Demand {
        arrivals_per_hour: arrivals.shown(6).parse().ok()?,
        service_minutes: minutes.shown(6).parse().ok()?,
    };
    match erlang_c(&demand, servers).ok()? {
        QueueAnswer::Stable(figures) => Some(format!("{:.3}", figures.mean_wait_minutes())),
        QueueAnswer::NotStable { .. } => None,
    }
}

pub(super) fn waiting(graph: &JoinedGraph<'_>, planned: &Planned<'_>, report: &mut WhatIfReport) {
    let links = graph.documents.links;
    for procedure in &planned.digitized {
        let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
        for counter in graph.from(&node, Relation::HandledAt) {
            let known = links
                .visits
                .iter()
                .any(|one| one.procedure == **procedure && one.counter.as_str() == counter.id);
            if !known {
                report.unknown(
                    NodeKind::Counter,
                    &counter.id,
                    format!("手続{procedure}のための来庁の割合が分からないため、待ち時間の変化は分からない。"),
                    format!("How many visitors come for {procedure} is not known, so the change of the wait is unknown."),
                );
            }
        }
    }
    for counted in &links.demand {
        let Some(factors) = factors(graph, planned, counted) else {
            continue;
        };
        let booths = graph.counters.get(counted.counter.as_str());
        let Some(booths) = booths.and_then(|counter| counter.booths) else {
            report.unknown(
                NodeKind::Counter,
                counted.counter.as_str(),
                "ブース数が分からないため、待ち時間は分からない。".to_owned(),
                "The number of booths is not known, so the wait is unknown.".to_owned(),
            );
            continue;
        };
        let arrivals = ExactFigure::from(counted.demand.arrivals_per_hour);
        let minutes = ExactFigure::from(counted.demand.service_minutes);
        let [fewest, most] = &factors.arrivals;
        let [shortest, longest] = &factors.service;
        let before = wait(&arrivals, &minutes, booths);
        let low = wait(&(&arrivals * fewest), &(&minutes * shortest), booths);
        let high = wait(&(&arrivals * most), &(&minutes * longest), booths);
        if high.is_none() {
            report.unknown(
                NodeKind::Counter,
                counted.counter.as_str(),
                "来庁者が対応できる数以上のままでは列が伸び続け、平均待ち時間がない。".to_owned(),
                "While as many come as can be served, or more, the queue grows and has no mean wait."
                    .to_owned(),
            );
        }
        report.waiting.push(WaitingChange {
            counter: counted.counter.clone(),
            before,
            after_low: low,
            after_high: high,
            because: factors.because,
        });
    }
}

/// What changes at a counter; `None` if nothing does.
fn factors(
    graph: &JoinedGraph<'_>,
    planned: &Planned<'_>,
    counted: &CounterDemand,
) -> Option<Factors> {
    let one = || ExactFigure::from(1u32);
    let mut factors = Factors {
        arrivals: [one(), one()],
        service: [one(), one()],
        because: Vec::new(),
    };
    for tool in &planned.tools {
        if !tool.counters.is_empty() && !tool.counters.contains(&counted.counter) {
            continue;
        }
        let [fewest, most] = &factors.arrivals;
        factors.arrivals = [
            fewest * &share(tool.visits_percent.low),
            most * &share(tool.visits_percent.high),
        ];
        let [shortest, longest] = &factors.service;
        factors.service = [
            shortest * &share(tool.service_percent.low),
            longest * &share(tool.service_percent.high),
        ];
        factors.because.push(tool.tool.to_string());
    }
    // Those who stay away are shares of one whole: they add up, and there are no more than all.
    let (mut least, mut most) = (ExactFigure::from(0u32), ExactFigure::from(0u32));
    let visits = graph.documents.links.visits.iter();
    for visit in visits.filter(|one| one.counter == counted.counter) {
        if !planned.digitized.contains(&visit.procedure) {
            continue;
        }
        let (of, moving) = (visit.percent_of_visits, visit.percent_moving_online);
        least = &least + &(&share(of.low) * &share(moving.low));
        most = &most + &(&share(of.high) * &share(moving.high));
        factors.because.push(visit.procedure.to_string());
    }
    let stay = |away: &ExactFigure| {
        let stay = &one() - away;
        if stay.is_negative() {
            ExactFigure::from(0u32)
        } else {
            stay
        }
    };
    let [fewest, many] = &factors.arrivals;
    factors.arrivals = [fewest * &stay(&most), many * &stay(&least)];
    (!factors.because.is_empty()).then_some(factors)
}
