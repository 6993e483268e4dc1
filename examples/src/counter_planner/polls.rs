//! One day of one office from its polled queues.

use super::{
    Failure, Options,
    input::{bytes, counts, layout, name},
    report::{PolledQueue, Source},
};
use std::collections::{BTreeMap, BTreeSet};
use tosei_counter_dx::{
    ServiceId,
    observation::{
        ClockTime, SnapshotLayout, SnapshotOptions, SnapshotTotals, observation_rules,
        read_snapshots,
    },
    station::{ArrivalSpan, ClosingRule, StaffGroup, Station, StationService, WalkIns},
};
use tosei_document::{Collector, Limits};
use tosei_simulation::opening_hours::{Span, TimeOfDay};
use tosei_simulation::resource::{QueueOrder, ShiftEnd};
use tosei_simulation::{Distribution, OpeningHours, Quantity};
use tosei_table::{ColumnMap, CsvRows, WantedColumn};
use tosei_types::{Date, Label, PercentDigits};

/// The headers of the published polls of Warsaw.
const LAYOUT: &str = r#"{"office": "name", "queue": "idGrupy", "date": "date", "time": "time",
    "waiting": "liczbaKlwKolejce", "open": "liczbaCzynnychStan",
    "service_minutes": "czasObslugi", "number": "aktualnyNumer"}"#;
/// The header of the names of their queues.
const QUEUE_NAMES: &str = "nazwaGrupy";

/// What is asked of the polls beside their totals.
#[derive(Default)]
struct Seen {
    name: String,
    /// By quarter-hour: polls, and counters open at them.
    open: BTreeMap<u32, (u32, u32)>,
    most_open: u32,
    services: (u32, u32),
}

/// Which polls are meant.
struct Wanted {
    office: String,
    date: Date,
}

pub(super) fn read(
    options: &Options,
    source: &mut Source,
) -> Result<(Station, Vec<PolledQueue>), Failure> {
    let layout = match &options.layout {
        Some(path) => layout(path)?,
        None => super::input::document(LAYOUT, "layout")?,
    };
    let mut files = Vec::new();
    for path in &options.snapshots {
        source.files.push(name(path));
        files.push((path.display().to_string(), bytes(path)?));
    }
    let wanted = choose(options, &files, &layout)?;
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (file, content) in &files {
        look(file, content, &layout, &wanted, &mut seen)?;
    }
    // Only what is of that day: other days are other questions.
    let days = SnapshotOptions::between(wanted.date, wanted.date);
    let never_closed = |_: Date| false;
    let mut totals = SnapshotTotals::new(&days, &never_closed);
    let mut collector = Collector::new(observation_rules());
    for (file, content) in &files {
        let limits = Limits::default();
        let table = read_snapshots(
            content.as_slice(),
            &layout,
            &limits,
            &mut totals,
            &mut collector,
        );
        let table = table.map_err(|source| Failure::Table {
            file: file.clone(),
            source,
        })?;
        source.rows = source.rows.saturating_add(table.rows);
    }
    let estimates = totals.finish(&mut collector);
    source.findings = counts(&collector.into_report(), observation_rules());
    source.office = Some(wanted.office.clone());
    source.date = Some(wanted.date);
    let mut parts = Parts::default();
    for ((office, queue), series) in &estimates {
        if **office != *wanted.office {
            continue;
        }
        let (Some(day), Some(seen)) = (series.day(wanted.date), seen.get(&**queue)) else {
            continue;
        };
        let service = match seen.services {
            (0, _) => Quantity::try_new(f64::from(options.service_minutes)),
            (count, sum) => Quantity::try_new(f64::from(sum) / f64::from(count)),
        };
        let service = service.unwrap_or(Quantity::ZERO);
        parts.polled.push(PolledQueue {
            id: queue.to_string(),
            name: seen.name.clone(),
            arrivals: day.arrivals(),
            lower_bound: day.arrivals_are_a_lower_bound(),
            mean_wait_minutes: day.mean_wait().map(|mean| mean.shown(PercentDigits::One)),
            left: day.left(),
            service_minutes: format!("{:.1}", service.get()),
            service_is_assumed: seen.services.0 == 0,
            most_open: seen.most_open,
        });
        if day.arrivals() > 0 {
            parts.add(queue, seen, day.arrivals_by_quarter_hour(), service);
        }
    }
    let station = parts.station(&wanted)?;
    parts
        .polled
        .sort_by_key(|one| std::cmp::Reverse(one.arrivals));
    Ok((station, parts.polled))
}

#[derive(Default)]
struct Parts {
    polled: Vec<PolledQueue>,
    services: Vec<StationService>,
    walk_ins: Vec<WalkIns>,
    staff: Vec<StaffGroup>,
    quarters: BTreeSet<u32>,
}

impl Parts {
    /// One queue as a service with its visitors, and with as many people as counters were open.
    fn add(&mut self, queue: &str, seen: &Seen, arrivals: &[u32; 96], service: Quantity) {
        let Ok(id) = queue.parse::<ServiceId>() else {
            return;
        };
        let label = Label::new(seen.name.clone(), seen.name.clone());
        let spans = (0u32..).zip(arrivals).filter(|(_, people)| **people > 0);
        let spans = spans.filter_map(|(quarter, people)| {
            Some(ArrivalSpan {
                from: time(quarter)?,
                to: time(quarter.saturating_add(1))?,
                per_hour: Quantity::try_new(f64::from(*people) * 4.0).ok()?,
            })
        });
        self.quarters.extend(
            (0u32..)
                .zip(arrivals)
                .filter(|(_, people)| **people > 0)
                .map(|one| one.0),
        );
        self.quarters.extend(seen.open.keys());
        if let Ok(visitors) = queue.parse() {
            self.walk_ins.push(WalkIns {
                id: visitors,
                label: label.clone(),
                route: vec![id.clone()],
                arrivals: spans.collect(),
                priority: 1,
                patience: None,
            });
        }
        // The mean of the counters open in each quarter, rounded; somebody is there whenever people come.
        let mut open: BTreeMap<u32, u32> = seen
            .open
            .iter()
            .map(|(quarter, (polls, open))| (*quarter, rounded(*open, *polls)))
            .collect();
        for (quarter, _) in (0u32..).zip(arrivals).filter(|(_, people)| **people > 0) {
            let people = open.entry(quarter).or_insert(1);
            *people = (*people).max(1);
        }
        let most = open.values().copied().max().unwrap_or(0);
        for layer in 1..=most.min(200) {
            let quarters = open.iter().filter(|(_, people)| **people >= layer);
            let hours = spans_of(quarters.map(|(quarter, _)| *quarter));
            if let Ok(group) = format!("{queue}-{layer}").parse() {
                self.staff.push(StaffGroup {
                    id: group,
                    label: Label::new(
                        format!("{} {layer}番目の窓口", seen.name),
                        format!("{}, counter {layer}", seen.name),
                    ),
                    class: None,
                    people: 1,
                    services: vec![id.clone()],
                    hours: Some(every_day(&hours)),
                });
            }
        }
        self.services.push(StationService {
            id,
            label,
            minutes: Distribution::Exponential { mean: service },
        });
    }

    fn station(&mut self, wanted: &Wanted) -> Result<Station, Failure> {
        let (Some(first), Some(last)) = (self.quarters.first(), self.quarters.last()) else {
            return Err(Failure::Nobody);
        };
        let (Some(from), Some(to)) = (time(*first), time(last.saturating_add(1))) else {
            return Err(Failure::Nobody);
        };
        if self.services.is_empty() {
            return Err(Failure::Nobody);
        }
        Ok(Station {
            title: format!("{} {}", wanted.office, wanted.date),
            fictional: false,
            first_day: wanted.date,
            days: 1,
            hours: every_day(&[Span { from, to }]),
            holidays: Vec::new(),
            services: std::mem::take(&mut self.services),
            walk_ins: std::mem::take(&mut self.walk_ins),
            reservations: Vec::new(),
            staff: std::mem::take(&mut self.staff),
            order: QueueOrder::default(),
            shift_end: ShiftEnd::default(),
            at_closing: ClosingRule::ServeAll,
            pledge_minutes: Quantity::try_new(15.0).unwrap_or(Quantity::ZERO),
            warm_up_minutes: Quantity::ZERO,
        })
    }
}

/// The office and the day that are meant.
fn choose(
    options: &Options,
    files: &[(String, Vec<u8>)],
    layout: &SnapshotLayout,
) -> Result<Wanted, Failure> {
    let mut offices: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for (file, content) in files {
        let wanted = [&layout.office, &layout.date].map(|name| [name.as_str()]);
        rows(file, content, &wanted, |cells| {
            if let [office, date] = cells
                && let Ok(date) = date.parse()
            {
                match offices.get_mut(*office) {
                    Some(days) => _ = days.insert(date),
                    None => _ = offices.insert((*office).to_owned(), BTreeSet::from([date])),
                }
            }
        })?;
    }
    let office = match &options.office {
        Some(office) => offices.get_key_value(office),
        None if offices.len() == 1 => offices.first_key_value(),
        None => None,
    };
    let Some((office, days)) = office else {
        let known = offices.into_keys().take(30).collect();
        return Err(Failure::Office { known });
    };
    let day = match options.date {
        Some(date) => days.get(&date),
        None if days.len() == 1 => days.first(),
        None => None,
    };
    let Some(date) = day else {
        let known = days.iter().take(30).map(Date::to_string).collect();
        return Err(Failure::Day { known });
    };
    Ok(Wanted {
        office: office.clone(),
        date: *date,
    })
}

/// Notes names, open counters and service times of the polls that are meant.
fn look(
    file: &str,
    content: &[u8],
    layout: &SnapshotLayout,
    wanted: &Wanted,
    seen: &mut BTreeMap<String, Seen>,
) -> Result<(), Failure> {
    let none = "\u{0}".to_owned();
    let columns = [
        &layout.office,
        &layout.queue,
        &layout.date,
        &layout.time,
        layout.open.as_ref().unwrap_or(&none),
        layout.service_minutes.as_ref().unwrap_or(&none),
    ];
    let mut names: Vec<[&str; 1]> = columns.map(|name| [name.as_str()]).to_vec();
    names.push([QUEUE_NAMES]);
    rows(file, content, &names, |cells| {
        let [office, queue, date, time, open, service, name] = cells else {
            return;
        };
        let (Ok(date), Ok(time)) = (date.parse::<Date>(), time.parse::<ClockTime>()) else {
            return;
        };
        if *office != wanted.office || date != wanted.date {
            return;
        }
        let one = seen.entry((*queue).to_owned()).or_default();
        if one.name.is_empty() {
            let shown = if name.is_empty() { queue } else { name };
            one.name = (*shown).to_owned();
        }
        if let Ok(open) = open.parse::<u32>() {
            let quarter = one.open.entry(time.quarter_hour()).or_insert((0, 0));
            *quarter = (quarter.0.saturating_add(1), quarter.1.saturating_add(open));
            one.most_open = one.most_open.max(open);
        }
        if let Ok(minutes) = service.parse::<u32>()
            && minutes > 0
        {
            let (count, sum) = one.services;
            one.services = (count.saturating_add(1), sum.saturating_add(minutes));
        }
    })
}

/// Hands the wanted cells of every row to `each`; a column that is not there gives empty cells.
fn rows(
    file: &str,
    content: &[u8],
    names: &[[&str; 1]],
    mut each: impl FnMut(&[&str]),
) -> Result<(), Failure> {
    let broken = |source| Failure::Table {
        file: file.to_owned(),
        source,
    };
    let mut rows = CsvRows::open(content, &Limits::default()).map_err(broken)?;
    let wanted: Vec<WantedColumn<'_>> = names
        .iter()
        .enumerate()
        .map(|(at, headers)| WantedColumn {
            headers,
            required: at < 2,
        })
        .collect();
    let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
    let columns = ColumnMap::find(&wanted, &headers).map_err(broken)?;
    while let Some(row) = rows.next_row().map_err(broken)? {
        let Ok(text) = row.text() else { continue };
        let cells = (0..names.len()).map(|at| match columns.position(at) {
            Some(place) => text.cell(place).trim(),
            None => "",
        });
        each(&cells.collect::<Vec<_>>());
    }
    Ok(())
}

fn rounded(sum: u32, count: u32) -> u32 {
    let doubled = sum.saturating_mul(2).saturating_add(count);
    doubled.checked_div(count.saturating_mul(2)).unwrap_or(0)
}

fn time(quarter: u32) -> Option<TimeOfDay> {
    let minutes = quarter.saturating_mul(15);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
        .parse()
        .ok()
}

fn spans_of(quarters: impl Iterator<Item = u32>) -> Vec<Span> {
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for quarter in quarters {
        match ends.last_mut() {
            Some(last) if last.1 == quarter => last.1 = quarter.saturating_add(1),
            _ => ends.push((quarter, quarter.saturating_add(1))),
        }
    }
    let spans = ends.into_iter();
    spans
        .filter_map(|(from, to)| {
            Some(Span {
                from: time(from)?,
                to: time(to)?,
            })
        })
        .collect()
}

fn every_day(spans: &[Span]) -> OpeningHours {
    let mut hours = OpeningHours::weekdays(spans);
    (hours.saturday, hours.sunday) = (spans.to_vec(), spans.to_vec());
    hours
}
