//! Official holidays, days of an office, due dates and elapsed days.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tosei_conformance::Runner;
use tosei_types::{
    Arrival, ArrivalTimestamp, BeyondList, BusinessCalendar, BusinessDays, CountedDays,
    CountingRule, Date, DueDate, HolidayList, MonthDay, Stop, StopKind,
    business_day::MonthDayError,
    deadline::{
        ArrivalTimestampError, DeadlineDay, DeadlineExtension, DueDateAnswer,
        StandardProcessingPeriod, StatutoryDeadline, due_date, due_date_of_cell, elapsed_days,
    },
    period::PeriodLength,
};

type Answer = Result<Value, String>;

/// A document as bytes, the way an office's file arrives.
fn bytes(document: &Value) -> Vec<u8> {
    serde_json::to_vec(document).unwrap()
}

fn holidays(given: &Value) -> Result<HolidayList, String> {
    if given == "official" {
        return Ok(HolidayList::official().clone());
    }
    let list = HolidayList::from_json(&bytes(given)).map_err(|error| error.code().to_owned());
    let by_serde = serde_json::from_value::<HolidayList>(given.clone()).ok();
    assert_eq!(by_serde, list.clone().ok());
    if let Ok(list) = &list {
        let written = serde_json::to_value(list).unwrap();
        assert_eq!(
            &serde_json::from_value::<HolidayList>(written).unwrap(),
            list
        );
    }
    list
}

fn calendar(given: &Value) -> Result<BusinessCalendar, String> {
    let calendar = BusinessCalendar::from_json(&bytes(given));
    if let Ok(calendar) = &calendar {
        let written = bytes(&serde_json::to_value(calendar).unwrap());
        assert_eq!(&BusinessCalendar::from_json(&written).unwrap(), calendar);
    }
    calendar.map_err(|error| error.code().to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayInput {
    date: Date,
    holidays: Value,
    beyond_list: BeyondList,
}

fn holiday(input: HolidayInput) -> Answer {
    let list = holidays(&input.holidays)?;
    let answer = list.holiday_on(input.date, input.beyond_list);
    let answer = answer.map_err(|error| error.code().to_owned())?;
    Ok(json!({ "name": answer.name, "provisional": answer.provisional }))
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Verdict(Date),
    Next(Date),
    Previous(Date),
    From(Date),
    Count(Date, Date),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusinessDayInput {
    calendar: Value,
    holidays: Value,
    beyond_list: BeyondList,
    ask: Ask,
}

fn business_day(input: BusinessDayInput) -> Answer {
    let (calendar, list) = (calendar(&input.calendar)?, holidays(&input.holidays)?);
    let days = BusinessDays::new(&calendar, &list).with_beyond_list(input.beyond_list);
    let verdict = match input.ask {
        Ask::Verdict(date) => days.verdict(date).map_err(Into::into),
        Ask::Next(date) => days.next_open_day(date),
        Ask::Previous(date) => days.previous_open_day(date),
        Ask::From(date) => days.open_day_from(date),
        Ask::Count(first, last) => {
            let count = days.count_open_days(first, last);
            return count.map_or_else(|error| Err(error.code().into()), |n| Ok(json!(n)));
        }
    };
    let verdict = verdict.map_err(|error| error.code().to_owned())?;
    Ok(serde_json::to_value(verdict).unwrap())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopInput {
    kind: StopKind,
    from: Date,
    until: Option<Date>,
}

impl StopInput {
    fn stop(&self) -> Result<Stop, String> {
        match self.until {
            Some(until) => {
                Stop::try_new(self.kind, self.from, until).map_err(|error| error.code().to_owned())
            }
            None => Ok(Stop::still_running(self.kind, self.from)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueInput {
    arrival: Arrival,
    length: Option<PeriodLength>,
    cell: Option<String>,
    standard: Option<Value>,
    statutory: Option<Value>,
    extension: Option<DeadlineExtension>,
    rule: Option<Value>,
    calendar: Value,
    holidays: Value,
    beyond_list: BeyondList,
    stops: Vec<StopInput>,
    show_days: bool,
}

/// Runs of days with which the same was done.
fn runs(days: &[DeadlineDay]) -> Vec<Value> {
    let mut runs: Vec<(Date, Date, Map<String, Value>)> = Vec::new();
    for day in days {
        let Value::Object(mut what) = serde_json::to_value(day).unwrap() else {
            panic!("a day is an object");
        };
        what.remove("date");
        what.remove("number");
        match runs.last_mut() {
            Some((_, last, same)) if *same == what => *last = day.date(),
            _ => runs.push((day.date(), day.date(), what)),
        }
    }
    let run = |(first, last, mut what): (Date, Date, Map<String, Value>)| {
        what.insert("first".into(), json!(first));
        what.insert("last".into(), json!(last));
        Value::Object(what)
    };
    runs.into_iter().map(run).collect()
}

/// What the list of days must always keep, then the answer in short.
fn shown(mut answer: Value, days: &[DeadlineDay], show_days: bool) -> Value {
    for pair in days.windows(2) {
        assert_eq!(pair[0].date().next(), Some(pair[1].date()));
    }
    let numbers: Vec<u32> = days.iter().filter_map(DeadlineDay::number).collect();
    let wanted: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, wanted);
    let object = answer.as_object_mut().unwrap();
    assert_eq!(object["counted_days"], json!(numbers.len()));
    object.remove("until");
    object.insert("listed_days".into(), json!(days.len()));
    object.remove("days");
    if show_days {
        object.insert("days".into(), json!(runs(days)));
    }
    answer
}

fn due_json(due: &DueDate, show_days: bool) -> Value {
    assert_eq!(due.days().last().map(DeadlineDay::date), Some(due.date()));
    shown(serde_json::to_value(due).unwrap(), due.days(), show_days)
}

fn answer_json(answer: &DueDateAnswer, show_days: bool) -> Value {
    let mut value = serde_json::to_value(answer).unwrap();
    if let Some(due) = answer.due_date() {
        value["due"] = due_json(due, show_days);
    }
    value
}

fn due(input: DueInput) -> Answer {
    let code = |error: tosei_types::DeadlineError| error.code().to_owned();
    let (show, arrival) = (input.show_days, &input.arrival);
    // Every part is read before anything is counted, as the other implementation does.
    let statutory = input.statutory.as_ref().map(|given| {
        let read = StatutoryDeadline::from_json(&bytes(given));
        if let Ok(deadline) = &read {
            let written = serde_json::to_value(deadline).unwrap();
            let again = serde_json::from_value::<StatutoryDeadline>(written).unwrap();
            assert_eq!(&again, deadline);
        }
        read.map_err(|error| error.code().to_owned())
    });
    let rule = input.rule.as_ref().map(|given| {
        let read = CountingRule::from_json(&bytes(given));
        if let Ok(rule) = &read {
            let written = serde_json::to_value(rule).unwrap();
            assert_eq!(
                &serde_json::from_value::<CountingRule>(written).unwrap(),
                rule
            );
        }
        read.map_err(|error| error.code().to_owned())
    });
    let (calendar, list) = (calendar(&input.calendar)?, holidays(&input.holidays)?);
    let days = BusinessDays::new(&calendar, &list).with_beyond_list(input.beyond_list);
    let stops: Vec<Stop> = input
        .stops
        .iter()
        .map(StopInput::stop)
        .collect::<Result<_, _>>()?;
    if let Some(deadline) = statutory {
        let extension = input.extension.unwrap();
        let due = deadline?.due_date(arrival, extension, &days, &stops);
        return due.map(|due| due_json(&due, show)).map_err(code);
    }
    let rule = rule.unwrap()?;
    if let Some(cell) = &input.cell {
        let answer = due_date_of_cell(cell, arrival, &rule, &days, &stops).map_err(code)?;
        return Ok(answer.map_or(Value::Null, |answer| answer_json(&answer, show)));
    }
    if let Some(given) = &input.standard {
        let read = StandardProcessingPeriod::from_json(&bytes(given));
        let period = read.map_err(|error| error.code().to_owned())?;
        let written = serde_json::to_value(&period).unwrap();
        let again = serde_json::from_value::<StandardProcessingPeriod>(written).unwrap();
        assert_eq!(again, period);
        let answer = period
            .due_date(arrival, &rule, &days, &stops)
            .map_err(code)?;
        let mut value = answer_json(&answer, show);
        let forwarded = period.forwarded_due_date(arrival, &rule, &days, &stops);
        if let Some(both) = forwarded.map_err(code)? {
            value["forwarded"] = json!({
                "forwarding": due_json(&both.forwarding, show),
                "processing": due_json(&both.processing, show),
            });
        }
        return Ok(value);
    }
    let due = due_date(arrival, input.length.unwrap(), &rule, &days, &stops);
    due.map(|due| due_json(&due, show)).map_err(code)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElapsedInput {
    arrival: Arrival,
    until: Date,
    counted: CountedDays,
    rule: Value,
    calendar: Value,
    holidays: Value,
    beyond_list: BeyondList,
    stops: Vec<StopInput>,
    show_days: bool,
}

fn elapsed(input: ElapsedInput) -> Answer {
    let rule = CountingRule::from_json(&bytes(&input.rule));
    let rule = rule.map_err(|error| error.code().to_owned())?;
    let (calendar, list) = (calendar(&input.calendar)?, holidays(&input.holidays)?);
    let days = BusinessDays::new(&calendar, &list).with_beyond_list(input.beyond_list);
    let stops: Vec<Stop> = input
        .stops
        .iter()
        .map(StopInput::stop)
        .collect::<Result<_, _>>()?;
    let (arrival, until) = (&input.arrival, input.until);
    let elapsed = elapsed_days(arrival, until, input.counted, &rule, &days, &stops)
        .map_err(|error| error.code().to_owned())?;
    let value = serde_json::to_value(&elapsed).unwrap();
    assert_eq!(elapsed.days().last().map(DeadlineDay::date), Some(until));
    Ok(shown(value, elapsed.days(), input.show_days))
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("holiday", holiday)
        .on("business_day", business_day)
        .on("arrival_text", |TextInput { text }: TextInput| {
            let read: ArrivalTimestamp = text
                .parse()
                .map_err(|error: ArrivalTimestampError| error.code().to_owned())?;
            assert_eq!(read.to_string(), text);
            Ok(json!({
                "date": read.date(),
                "hour": read.time().map(|(hour, _)| hour),
                "minute": read.time().map(|(_, minute)| minute),
            }))
        })
        .on("month_day_text", |TextInput { text }: TextInput| {
            let read: MonthDay = text
                .parse()
                .map_err(|error: MonthDayError| error.code().to_owned())?;
            assert_eq!(read.to_string(), text);
            Ok(json!({ "month": read.month(), "day": read.day() }))
        })
        .on("due_date", due)
        .on("elapsed_days", elapsed)
}
