//! Counters of a large body: fewest counters by quarter-hour, and reviews by the million.

use anyhow::Result;
use std::io::{self, Read};
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

/// A table of answers that is made while it is read, so that no part of it is held.
pub struct Answers {
    number: u64,
    line: Vec<u8>,
    at: usize,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            number: 0,
            line: "窓口ID,評価\n".into(),
            at: 0,
        }
    }
}

impl Read for Answers {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buffer.len() {
            if self.at == self.line.len() {
                if self.number == ANSWERS {
                    break;
                }
                let counter = self.number.wrapping_mul(2_654_435_761) % u64::from(COUNTERS);
                let point = 1 + self.number.wrapping_mul(40_503) % 5;
                self.line.clear();
                self.line
                    .extend(format!("W-{counter:04},{point}\n").bytes());
                (self.at, self.number) = (0, self.number.wrapping_add(1));
            }
            let rest = self.line.get(self.at..).unwrap_or_default();
            let room = buffer.get_mut(written..).unwrap_or_default();
            let part = rest.len().min(room.len());
            let (to, _) = room.split_at_mut(part);
            to.copy_from_slice(rest.get(..part).unwrap_or_default());
            (self.at, written) = (self.at.saturating_add(part), written.saturating_add(part));
        }
        Ok(written)
    }
}

/// Makes the table and reads its bytes only; how many there are.
#[must_use]
pub fn bare_answers() -> u64 {
    io::copy(&mut Answers::default(), &mut io::sink()).unwrap_or(0)
}

/// The answers that were counted, of 7,000 counters.
#[must_use]
pub fn count_answers() -> u64 {
    let mut totals = ReviewTotals::new();
    let mut findings = Collector::new(review_rules());
    let (layout, limits) = (
        ReviewLayout::default(),
        Limits {
            bytes: u64::MAX,
            ..Limits::default()
        },
    );
    let read = read_review_table(
        Answers::default(),
        &layout,
        &limits,
        &mut totals,
        &mut findings,
    );
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
