//! Tickets and polled queues.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_conformance::Runner;
use tosei_counter_dx::observation::{
    ClockTime, DailyTotal, DailyTotals, DurationCounts, MeanMinutes, Snapshot, SnapshotOptions,
    SnapshotTotals, Ticket, TicketTotals, observation_rules,
};
use tosei_document::{Collector, PlaceRef};
use tosei_types::{Date, PercentDigits};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tickets {
    tickets: Vec<Ticket>,
    date: Date,
    over_seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Snapshots {
    options: SnapshotOptions,
    closed: Vec<Date>,
    snapshots: Vec<Shot>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shot {
    office: String,
    queue: String,
    date: Date,
    time: ClockTime,
    waiting: u32,
    number: String,
    #[serde(default)]
    open: Option<u32>,
    #[serde(default)]
    service_minutes: Option<u32>,
}

fn durations(counts: &DurationCounts, over: u32) -> Value {
    json!({
        "people": counts.people(),
        "mean": counts.mean().map(|mean| mean.shown(PercentDigits::One)),
        "median_seconds": counts.quantile_seconds(50),
        "p90_seconds": counts.quantile_seconds(90),
        "longest_seconds": counts.longest_seconds(),
        "over": counts.over(over),
    })
}

fn quarters<N: Copy + Into<u64>>(arrivals: &[N]) -> Vec<(usize, u64)> {
    let people = arrivals.iter().map(|people| (*people).into());
    people
        .enumerate()
        .filter(|(_, people)| *people > 0)
        .collect()
}

fn tickets(input: &Tickets) -> Value {
    let mut totals = TicketTotals::new();
    let mut collector = Collector::new(observation_rules());
    for ticket in &input.tickets {
        totals.add(ticket, PlaceRef::Document, &mut collector);
    }
    assert_eq!(collector.into_report().total(), totals.contradictory());
    json!({
        "visits": totals.visits(),
        "transfers": totals.transfers(),
        "arrivals": quarters(&totals.arrivals(input.date)),
        "served": totals.served(),
        "left": totals.left(),
        "unknown_outcome": totals.unknown_outcome(),
        "no_shows": totals.no_shows(),
        "recalls": totals.recalls(),
        "contradictory": totals.contradictory(),
        "stays": durations(totals.stays(), input.over_seconds),
        "waits": durations(totals.waits(), input.over_seconds),
        "services": durations(totals.services(), input.over_seconds),
    })
}

fn snapshots(input: &Snapshots) -> Value {
    let closed = |date: Date| input.closed.contains(&date);
    let mut totals = SnapshotTotals::new(&input.options, &closed);
    let mut collector = Collector::new(observation_rules());
    for shot in &input.snapshots {
        let snapshot = Snapshot {
            office: &shot.office,
            queue: &shot.queue,
            date: shot.date,
            time: shot.time,
            waiting: shot.waiting,
            open: shot.open,
            service_minutes: shot.service_minutes,
            number: &shot.number,
        };
        totals.add(&snapshot, PlaceRef::Document, &mut collector);
    }
    let estimates = totals.finish(&mut collector);
    let report = collector.into_report();
    let findings: Map<String, Value> = report
        .totals()
        .iter()
        .map(|total| {
            let name = total.rule.rsplit('.').next().unwrap();
            (name.to_owned(), total.count.into())
        })
        .collect();
    let days = estimates.iter().flat_map(|((office, queue), series)| {
        series.days().map(move |(date, day)| {
            json!({
                "office": office, "queue": queue, "date": date, "trust": day.trust(),
                "polls": day.polls(), "gaps": day.gaps(),
                "arrivals": quarters(day.arrivals_by_quarter_hour()),
                "called": day.called(), "left": day.left(),
                "most_waiting": day.most_waiting(),
                "mean_wait": day.mean_wait().map(|mean| mean.shown(PercentDigits::One)),
            })
        })
    });
    json!({"findings": findings, "days": days.collect::<Vec<_>>()})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Daily {
    days: Vec<DailyTotal>,
    over_minutes: u32,
}

fn daily(input: Daily) -> Value {
    let mut totals = DailyTotals::new();
    let mut collector = Collector::new(observation_rules());
    for day in input.days {
        totals.add(day, PlaceRef::Document, &mut collector);
    }
    let figures = totals.figures(input.over_minutes);
    let mean = |mean: Option<MeanMinutes>| mean.map(|mean| mean.shown(PercentDigits::One));
    let findings: Map<String, Value> = collector
        .into_report()
        .totals()
        .iter()
        .map(|total| {
            let name = total.rule.rsplit('.').next().unwrap();
            (name.to_owned(), total.count.into())
        })
        .collect();
    json!({
        "days": totals.days(),
        "contradictory": totals.contradictory(),
        "visits": figures.arrivals,
        "served": figures.served,
        "left": figures.left,
        "mean_wait": mean(figures.mean_wait),
        "longest_wait_seconds": figures.longest_wait_seconds,
        "waited_over": figures.waited_over,
        "mean_service": mean(figures.mean_service),
        "findings": findings,
    })
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner
        .on("ticket_totals", |input: Tickets| Ok(tickets(&input)))
        .on("daily_totals", |input: Daily| Ok(daily(input)))
        .on("snapshot_estimate", |input: Snapshots| {
            Ok(snapshots(&input))
        })
}
