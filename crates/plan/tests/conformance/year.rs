//! The year of an office, and the deadlines of the improvement post.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_plan::governance::{PostEntry, post_rules};
use tosei_plan::year::{OfficeCalendar, ReminderOptions, YearItem, office_year, remind};
use tosei_types::{BusinessCalendar, BusinessDays, Date, HolidayList};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    calendar: OfficeCalendar,
    #[serde(default)]
    items: Option<Vec<YearItem>>,
    options: ReminderOptions,
    as_of: Date,
}

fn reminders(input: Year) -> Result<Value, String> {
    let mut year = office_year().clone();
    if let Some(items) = input.items {
        year.items = items;
    }
    let days = BusinessDays::new(&input.calendar.business_days, HolidayList::official());
    let told = remind(&year, &input.calendar, &days, input.as_of, input.options)
        .map_err(|error| error.code().to_owned())?;
    let rows = told.reminders.iter().map(|one| {
        json!({
            "item": one.item, "due_on": one.due_on, "nominal_on": one.nominal_on,
            "start_by": one.start_by, "state": one.state, "reason": one.reason,
            "days_left": one.days_left,
        })
    });
    Ok(json!({"reminders": rows.collect::<Vec<_>>(), "without_date": told.without_date}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deadlines {
    entry: PostEntry,
    business_days: BusinessCalendar,
    as_of: Date,
}

fn deadlines(input: &Deadlines) -> Result<Value, String> {
    let days = BusinessDays::new(&input.business_days, HolidayList::official());
    let assessment = input.entry.assess(post_rules(), &[], &days, input.as_of);
    let assessment = assessment.map_err(|error| error.code().to_owned())?;
    Ok(json!({"acknowledgement": assessment.acknowledgement, "answer": assessment.answer}))
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner
        .on("reminders", reminders)
        .on("post_deadlines", |input: Deadlines| deadlines(&input))
}
