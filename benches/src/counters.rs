//! Counters of a large body: fewest counters by quarter-hour, and reviews by the million.

use crate::{
    Group,
    input::{self, MadeLines},
};
use anyhow::Result;
use std::{collections::HashMap, fmt::Write as _, rc::Rc};
use tosei_counter_dx::observation::{
    SnapshotLayout, SnapshotOptions, SnapshotTotals, observation_rules, read_snapshots,
};
use tosei_counter_dx::queue::{Demand, WaitTarget, fewest_counters};
use tosei_counter_dx::review::{ReviewLayout, ReviewTotals, read_review_table, review_rules};
use tosei_document::{Collector, Limits};
use tosei_types::Date;

/// About as many counters as the largest body has.
pub const COUNTERS: u32 = 7_000;
/// A day from half past eight to half past six.
pub const QUARTER_HOURS: u32 = 40;
/// The answers of the review.
pub const ANSWERS: u64 = 5_000_000;

/// The fewest counters beside the bare recursion.
///
/// # Errors
///
/// If a number is none.
pub fn group() -> Result<Group> {
    let (demands, target) = (Rc::new(demands()?), target()?);
    let by_hand = Rc::clone(&demands);
    Ok(Group::new(
        "counters",
        "7,000 counters × 40 quarter-hours".to_owned(),
        21,
    )
    .peer("bare recursion", move || fewest_by_hand(&by_hand))
    .ours("fewest counters", move || fewest(&demands, &target))
    .at_most(2.0)
    .same_figure())
}

/// Answers of a review beside sums by hand.
///
/// # Errors
///
/// Never today.
pub fn reviews_group() -> Result<Group> {
    Ok(Group::new(
        "reviews",
        "5,000,000 answers of 7,000 counters".to_owned(),
        3,
    )
    .peer("csv records, sums in a map", || answers_by_hand(ANSWERS))
    .ours("counting with all checks", || count_answers(ANSWERS))
    .same_figure())
}

/// Polls of queues beside a bare pass over the cells.
///
/// # Errors
///
/// If the real file cannot be read.
pub fn queues_group() -> Result<Group> {
    let (bytes, size) = input::polls()?;
    let bare = Rc::clone(&bytes);
    Ok(Group::new("queues", size, 5)
        .peer("bare pass over the cells", move || bare_rows(&bare))
        .ours("estimates of each queue", move || {
            estimate(&bytes).unwrap_or(0)
        })
        .same_figure())
}

/// What comes to every counter in every quarter-hour: 1 to 120 people an hour, 3 to 14 minutes each.
///
/// # Errors
///
/// If a number is none.
pub fn demands() -> Result<Vec<Demand>> {
    let mut demands = Vec::new();
    for counter in 0..COUNTERS {
        let minutes = f64::from(3 + counter % 12);
        for quarter in 0..QUARTER_HOURS {
            let people = 1 + (counter * 31 + quarter * 17 + quarter * quarter) % 120;
            demands.push(Demand {
                arrivals_per_hour: tosei_simulation::Quantity::try_new(f64::from(people))?,
                service_minutes: tosei_simulation::Quantity::try_new(minutes)?,
            });
        }
    }
    Ok(demands)
}

/// At most one in twenty waits longer than ten minutes.
///
/// # Errors
///
/// If a number is none.
pub fn target() -> Result<WaitTarget> {
    Ok(WaitTarget::ShareOver {
        minutes: tosei_simulation::Quantity::try_new(10.0)?,
        percent: "5".parse()?,
    })
}

/// The counters that are needed in all, by the library.
#[must_use]
pub fn fewest(demands: &[Demand], target: &WaitTarget) -> u64 {
    let each = demands.iter().map(|demand| fewest_counters(demand, target));
    each.fold(0, |sum, fewest| {
        sum.saturating_add(fewest.map_or(0, |fewest| fewest.counters().into()))
    })
}

/// The same by the bare recursion, written out.
#[must_use]
pub fn fewest_by_hand(demands: &[Demand]) -> u64 {
    let mut sum = 0u64;
    for demand in demands {
        let (people, minutes) = (demand.arrivals_per_hour.get(), demand.service_minutes.get());
        let load = people * minutes / 60.0;
        let (mut lost, mut counters) = (1.0, 0.0);
        loop {
            counters += 1.0;
            lost = load * lost / (counters + load * lost);
            if counters > load {
                let waits = counters * lost / (counters - load * (1.0 - lost));
                if waits * libm::exp(-(counters - load) * 10.0 / minutes) <= 0.05 {
                    break;
                }
            }
            sum += 1;
        }
        sum += 1;
    }
    sum
}

/// A table of so many answers that is made while it is read.
#[must_use]
pub fn answers(count: u64) -> MadeLines<fn(u64, &mut String)> {
    MadeLines::new("窓口ID,評価", count, |number, line| {
        let counter = number.wrapping_mul(2_654_435_761) % u64::from(COUNTERS);
        let point = 1 + number.wrapping_mul(40_503) % 5;
        let _ = write!(line, "W-{counter:04},{point}");
    })
}

/// The answers by hand: the records of `csv`, and five counts for each counter in a map; how many.
#[must_use]
pub fn answers_by_hand(count: u64) -> u64 {
    let mut reader = csv::Reader::from_reader(answers(count));
    let mut record = csv::StringRecord::new();
    let mut totals: HashMap<String, [u64; 5]> = HashMap::new();
    while reader.read_record(&mut record).unwrap_or(false) {
        let point = record.get(1).and_then(|point| point.parse::<usize>().ok());
        if let (Some(counter), Some(point)) = (record.get(0), point) {
            let counts = match totals.get_mut(counter) {
                Some(counts) => counts,
                None => totals.entry(counter.to_owned()).or_default(),
            };
            if let Some(count) = counts.get_mut(point.wrapping_sub(1)) {
                *count = count.saturating_add(1);
            }
        }
    }
    totals.values().flatten().sum()
}

/// The answers that were counted, of 7,000 counters.
#[must_use]
pub fn count_answers(count: u64) -> u64 {
    let mut totals = ReviewTotals::new();
    let mut findings = Collector::new(review_rules());
    let limits = Limits {
        bytes: u64::MAX,
        items: u64::MAX,
        ..Limits::default()
    };
    let layout = ReviewLayout::default();
    let read = read_review_table(answers(count), &layout, &limits, &mut totals, &mut findings);
    read.map_or(0, |table| table.rows.min(totals.pooled().total()))
}

/// Every cell of a table, and nothing more; how many rows.
#[must_use]
pub fn bare_rows(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let (mut rows, mut cells) = (0u64, 0usize);
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        rows = rows.saturating_add(1);
        cells = cells.wrapping_add(record.iter().map(<[u8]>::len).sum::<usize>());
    }
    std::hint::black_box(cells);
    rows
}

/// The queues of a city's offices, estimated in one pass; how many rows.
///
/// # Errors
///
/// If a date or the layout is none.
pub fn estimate(bytes: &[u8]) -> Result<u64> {
    let layout: SnapshotLayout = serde_json::from_str(
        r#"{"office": "name", "queue": "idGrupy", "date": "date", "time": "time",
            "waiting": "liczbaKlwKolejce", "open": "liczbaCzynnychStan",
            "service_minutes": "czasObslugi", "number": "aktualnyNumer"}"#,
    )?;
    let options = SnapshotOptions::between("2019-12-30".parse()?, "2020-01-22".parse()?);
    let holidays: [Date; 2] = ["2020-01-01".parse()?, "2020-01-06".parse()?];
    let closed = |date: Date| holidays.contains(&date);
    let mut totals = SnapshotTotals::new(&options, &closed);
    let mut findings = Collector::new(observation_rules());
    let table = read_snapshots(
        bytes,
        &layout,
        &Limits::default(),
        &mut totals,
        &mut findings,
    )?;
    std::hint::black_box(totals.finish(&mut findings).len());
    Ok(table.rows)
}
