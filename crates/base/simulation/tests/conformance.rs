//! The vectors of `conformance/suites/simulation`.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_simulation::{
    Distribution, Estimate, EventQueue, Level, Moments, OpeningHours, Paired, Quantity, Seed,
};
use tosei_types::Date;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamInput {
    seed: Seed,
    source: String,
    replication: u32,
    draws: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SampleInput {
    distribution: Value,
    seed: Seed,
    source: String,
    replication: u32,
    draws: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventsInput {
    events: Vec<(f64, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursInput {
    hours: OpeningHours,
    first: Date,
    days: u32,
    holidays: Vec<Date>,
    at: u32,
    minutes: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EstimateInput {
    values: Vec<Quantity>,
    level: Level,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PairedInput {
    first: Vec<Quantity>,
    second: Vec<Quantity>,
    level: Level,
}

/// The distribution; a number in it that is none is refused with that number's code.
fn distribution(mut value: Value) -> Result<Distribution, String> {
    for (key, member) in value.as_object_mut().unwrap() {
        if let (Value::String(text), false) = (member, key == "kind") {
            text.parse::<Quantity>()
                .map_err(|error| error.code().to_owned())?;
        }
    }
    Ok(serde_json::from_value(value).unwrap())
}

fn shown(estimate: &Estimate) -> Value {
    json!({
        "mean": format!("{:.6}", estimate.mean),
        "half_width": format!("{:.6}", estimate.half_width),
    })
}

fn numbers(values: &[Quantity]) -> Vec<f64> {
    values.iter().map(|value| value.get()).collect()
}

/// Minutes are whole in these vectors.
fn whole(minute: Option<f64>) -> Value {
    minute.map_or(Value::Null, |minute| {
        let text = format!("{minute:.0}");
        assert!((minute - text.parse::<f64>().unwrap()).abs() < 1e-6);
        text.parse::<u64>().unwrap().into()
    })
}

fn hours(input: &HoursInput) -> Result<Value, String> {
    let is_holiday = |day| input.holidays.contains(&day);
    let times = input
        .hours
        .open_times(input.first, input.days, is_holiday)
        .map_err(|error| error.code().to_owned())?;
    let (at, minutes) = (f64::from(input.at), f64::from(input.minutes));
    Ok(json!({
        "is_open": times.is_open(at),
        "next_opening": whole(times.next_opening(at)),
        "done": whole(times.after_open_minutes(at, minutes)),
        "open_between": whole(Some(times.open_between(at, at + minutes))),
    }))
}

#[test]
fn vectors_hold() {
    Runner::new("simulation")
        .on("stream", |input: StreamInput| {
            let mut stream = input.seed.stream(&input.source, input.replication);
            let draws = (0..input.draws).map(|_| format!("{:016x}", stream.bits()));
            Ok(draws.collect::<Vec<_>>())
        })
        .on("sample", |input: SampleInput| {
            let sampler = distribution(input.distribution)?
                .sampler()
                .map_err(|error| error.code().to_owned())?;
            let mut stream = input.seed.stream(&input.source, input.replication);
            let draws = (0..input.draws).map(|_| format!("{:.9}", sampler.sample(&mut stream)));
            Ok(draws.collect::<Vec<_>>())
        })
        .on("event_order", |input: EventsInput| {
            let mut agenda = EventQueue::new();
            for (time, name) in input.events {
                agenda
                    .schedule(time, name)
                    .map_err(|error| error.code().to_owned())?;
            }
            let order = std::iter::from_fn(|| agenda.next_event());
            Ok(order.map(|(_, name)| name).collect::<Vec<_>>())
        })
        .on("opening_hours", |input: HoursInput| hours(&input))
        .on("estimate", |input: EstimateInput| {
            let mut moments = Moments::new();
            numbers(&input.values)
                .iter()
                .for_each(|value| moments.add(*value));
            let estimate = moments.estimate(input.level);
            estimate
                .map(|estimate| shown(&estimate))
                .map_err(|error| error.code().to_owned())
        })
        .on("paired", |input: PairedInput| {
            let (first, second) = (numbers(&input.first), numbers(&input.second));
            let compared = Paired::compare(&first, &second, input.level)
                .map_err(|error| error.code().to_owned())?;
            let mut value = shown(&compared.difference);
            value["is_decided"] = compared.is_decided().into();
            Ok(value)
        })
        .run();
}
