//! `bpr/deadline_clock`.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tosei_bpr::simulate::deadline::{
    CaseDays, DayClockError, DayTable, DueDay, StandardClock, StatutoryClock, StopDays,
};
use tosei_conformance::Runner;
use tosei_simulation::Quantity;
use tosei_types::{
    BeyondList, BusinessCalendar, BusinessDays, CountingRule, Date, HolidayList,
    StandardProcessingPeriod, StatutoryDeadline, StopKind,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    first: Date,
    days: u32,
    calendar: BusinessCalendar,
    holidays: String,
    beyond_list: BeyondList,
    arrived_minutes: Quantity,
    forwarded_minutes: Option<Quantity>,
    until_minutes: Quantity,
    decided: bool,
    rule: Option<CountingRule>,
    standard: Option<StandardProcessingPeriod>,
    statutory: Option<StatutoryDeadline>,
    #[serde(default)]
    stops: Vec<StopMinutes>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopMinutes {
    kind: StopKind,
    from_minutes: Quantity,
    until_minutes: Option<Quantity>,
}

fn due(table: &DayTable, due: DueDay) -> Value {
    match due {
        DueDay::Day(day) => json!(table.date_of(day)),
        DueDay::BeyondTable => json!("beyond_table"),
        DueDay::Stopped => json!("stopped"),
    }
}

fn of_standard(
    table: &Arc<DayTable>,
    input: &Input,
    case: &CaseDays<'_>,
) -> Result<Option<Value>, DayClockError> {
    let (Some(period), Some(rule)) = (&input.standard, &input.rule) else {
        return Ok(None);
    };
    let clock = StandardClock::try_new(table, period, rule)?;
    let outcome = clock.judge(case);
    let mut found = Map::new();
    found.insert("processing".into(), json!(outcome.processing));
    if let Some(forwarding) = outcome.forwarding {
        found.insert("forwarding".into(), json!(forwarding));
    }
    if let Some(days) = clock.due_days(case.arrival, case.forwarded, case.stops) {
        found.insert("processing_due".into(), due(table, days.processing));
        if let Some(forwarding) = days.forwarding {
            found.insert("forwarding_due".into(), due(table, forwarding));
        }
    }
    if let Some(processing) = clock.processing() {
        let elapsed = processing.elapsed_days(case.arrival, case.until, case.stops);
        found.insert("elapsed_days".into(), json!(elapsed));
    }
    Ok(Some(found.into()))
}

fn of_statutory(
    table: &Arc<DayTable>,
    input: &Input,
    case: &CaseDays<'_>,
) -> Result<Option<Value>, DayClockError> {
    let Some(deadline) = &input.statutory else {
        return Ok(None);
    };
    let clock = StatutoryClock::try_new(table, deadline)?;
    let mut found = json!({
        "due": due(table, clock.deadline().due_day(case.arrival, case.stops)),
        "verdict": clock.judge(case),
    });
    if let Some(extended) = clock.extended() {
        found["extended_due"] = due(table, extended.due_day(case.arrival, case.stops));
    }
    Ok(Some(found))
}

fn judge(input: &Input) -> Result<Value, DayClockError> {
    assert_eq!(input.holidays, "official");
    let days = BusinessDays::new(&input.calendar, HolidayList::official())
        .with_beyond_list(input.beyond_list);
    let table = Arc::new(DayTable::try_new(input.first, input.days, &days)?);
    let day = |minutes: Quantity| table.day_of(minutes.get());
    let (Some(arrival), Some(until)) = (day(input.arrived_minutes), day(input.until_minutes))
    else {
        return Ok(json!({"outside_table": true}));
    };
    let stops: Vec<StopDays> = input
        .stops
        .iter()
        .map(|stop| {
            let from = day(stop.from_minutes).unwrap();
            match stop.until_minutes {
                Some(until) => StopDays::new(stop.kind, from, day(until).unwrap()),
                None => StopDays::still_running(stop.kind, from),
            }
        })
        .collect();
    let mut case = if input.decided {
        CaseDays::decided(arrival, until, &stops)
    } else {
        CaseDays::open(arrival, until, &stops)
    };
    if let Some(forwarded) = input.forwarded_minutes.and_then(day) {
        case = case.forwarded_on(forwarded);
    }
    let mut result = Map::new();
    if let Some(found) = of_standard(&table, input, &case)? {
        result.insert("standard".into(), found);
    }
    if let Some(found) = of_statutory(&table, input, &case)? {
        result.insert("statutory".into(), found);
    }
    Ok(result.into())
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("deadline_clock", |input: Input| {
        judge(&input).map_err(|error| error.code().to_owned())
    })
}
