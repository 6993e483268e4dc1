//! Strategies for days, months, fiscal years and quarters.

use crate::{Date, FiscalQuarter, FiscalYear, YearMonth};
use proptest::prelude::*;

/// Any day from `first` to `last`, both included.
pub fn dates_between(first: Date, last: Date) -> impl Strategy<Value = Date> {
    (0..=first.days_until(last).max(0))
        .prop_filter_map("the day is in range", move |days| first.add_days(days).ok())
}

/// Any day at all.
pub fn dates() -> impl Strategy<Value = Date> {
    dates_between(Date::MIN, Date::MAX)
}

/// Any day that records of our time hold: fiscal years 1989 to 2049.
pub fn recent_dates() -> impl Strategy<Value = Date> {
    recent_fiscal_years().prop_flat_map(|year| dates_between(year.first_day(), year.last_day()))
}

/// Any month at all.
pub fn year_months() -> impl Strategy<Value = YearMonth> {
    dates().prop_map(Date::year_month)
}

/// Any fiscal year at all.
pub fn fiscal_years() -> impl Strategy<Value = FiscalYear> {
    dates().prop_map(FiscalYear::of)
}

/// Fiscal years 1989 to 2049.
pub fn recent_fiscal_years() -> impl Strategy<Value = FiscalYear> {
    (1989u16..=2049).prop_filter_map("the year is in range", |year| {
        FiscalYear::try_new(year).ok()
    })
}

/// Any quarter at all.
pub fn fiscal_quarters() -> impl Strategy<Value = FiscalQuarter> {
    dates().prop_map(FiscalQuarter::of)
}
