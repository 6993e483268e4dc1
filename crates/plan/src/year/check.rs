//! The rules about the calendar of an office.

use super::{OfficeCalendar, OfficeYear, YearWhen};
use tosei_document::{Catalogue, Mark, PlaceRef, Sink};
use tosei_types::SubjectId;

/// Checks a calendar against a year: dates and entries of items that the year does not have, two own dates
/// for one date, events that no item asks for.
///
/// The catalogue is [`governance::rules`](crate::governance::rules).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "sample")] {
/// use tosei_document::Collector;
/// use tosei_plan::governance::{rules, sample};
/// use tosei_plan::year::{check_office_calendar, office_year};
///
/// let calendar = sample::office_calendar().unwrap();
/// let mut findings = Collector::new(rules());
/// check_office_calendar(&calendar, office_year(), rules(), &mut findings);
/// assert!(findings.into_report().is_clean());
/// # }
/// ```
pub fn check_office_calendar(
    calendar: &OfficeCalendar,
    year: &OfficeYear,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut report = |code: &str, place: &str, subject: &SubjectId| {
        if let Some(rule) = catalogue.index(code) {
            sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject.as_str()),
                values: &[("id", subject.as_str().into())],
            });
        }
    };
    let is_known = |item: &SubjectId| year.item(item.as_str()).is_some();
    for (at, own) in calendar.own_dates.iter().enumerate() {
        let place = format!("/own_dates/{at}");
        if !is_known(&own.item) {
            report("plan.year.item_unknown", &place, &own.item);
        }
        let mut before = calendar.own_dates.iter().take(at);
        let same = |other: &super::OwnDate| {
            other.item == own.item
                && match (other.instead_of, own.instead_of) {
                    (None, None) => other.on.fiscal_year() == own.on.fiscal_year(),
                    (one, other) => one == other,
                }
        };
        if before.any(same) {
            report("plan.year.own_date_twice", &place, &own.item);
        }
    }
    for (at, done) in calendar.done.iter().enumerate() {
        if !is_known(&done.item) {
            report("plan.year.item_unknown", &format!("/done/{at}"), &done.item);
        }
    }
    for (at, event) in calendar.events.iter().enumerate() {
        let asks = |when: &YearWhen| matches!(when, YearWhen::Event { event: own, .. } if *own == event.event);
        if !year.items.iter().any(|item| asks(&item.when)) {
            report(
                "plan.year.event_unused",
                &format!("/events/{at}"),
                &event.event,
            );
        }
    }
}
