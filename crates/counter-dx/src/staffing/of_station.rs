//! A request for staffing from a station.

use super::{StaffingClass, StaffingError, StaffingMethod, StaffingRequest};
use crate::{
    ServiceId,
    queue::WaitTarget,
    station::{ArrivalSpan, Station, StationError},
};
use tosei_simulation::Quantity;
use tosei_simulation::opening_hours::{Span, TimeOfDay};

const DAY: f64 = 1_440.0;

impl Station {
    /// 人員配置の依頼 for one service, on the first day on which the office is open.
    ///
    /// Whoever has the service in their route counts for the quarter of an hour in which they come, walk-ins
    /// by their rate and reservations by their slot, with those who stay away taken off; what comes before the
    /// service in a visit takes no time here, so where it does, simulate.
    ///
    /// # Errors
    ///
    /// - [`StaffingError::NeverOpen`] if the office does not open, or has no such service.
    /// - [`StaffingError::Quarter`] if its hours are not on quarters of an hour.
    /// - [`StaffingError::Station`] if hours or distributions cannot be used.
    pub fn staffing_request(
        &self,
        service: &ServiceId,
        target: &WaitTarget,
        method: StaffingMethod,
        classes: &[StaffingClass],
    ) -> Result<StaffingRequest, StaffingError> {
        let mut services = self.services.iter();
        let found = services.find(|one| one.id == *service);
        let found = found.ok_or(StaffingError::NeverOpen)?;
        let sampler = found.minutes.sampler().map_err(StationError::from)?;
        let mut arrivals = Vec::new();
        for quarter in 0..96u16 {
            let people = self.people_in(quarter, Some(service));
            let per_hour = Quantity::try_new(people * 4.0)
                .map_err(|_| crate::queue::QueueError::TooManyCounters)?;
            if people > 0.0 {
                arrivals.push(ArrivalSpan {
                    from: time(quarter.saturating_mul(15))?,
                    to: time(quarter.saturating_mul(15).saturating_add(15))?,
                    per_hour,
                });
            }
        }
        Ok(StaffingRequest {
            title: format!("{} {}", self.title, found.label.ja),
            fictional: self.fictional,
            hours: self.first_hours()?,
            arrivals,
            service_minutes: Quantity::try_new(sampler.mean())
                .map_err(|_| crate::queue::QueueError::TooManyCounters)?,
            target: *target,
            method,
            at_least: 0,
            classes: classes.to_vec(),
        })
    }

    /// 来庁者数 (people expected) by quarter of an hour of an open day, 96 of them.
    #[must_use]
    pub fn expected_arrivals(&self) -> Vec<f64> {
        (0..96u16)
            .map(|quarter| self.people_in(quarter, None))
            .collect()
    }

    /// People expected in a quarter of an hour, all or those with a service in their route.
    fn people_in(&self, quarter: u16, service: Option<&ServiceId>) -> f64 {
        let (from, to) = (f64::from(quarter) * 15.0, f64::from(quarter) * 15.0 + 15.0);
        // Somebody may come to a service twice in one visit.
        let times = |route: &[ServiceId]| match service {
            Some(service) => route
                .iter()
                .filter(|one| *one == service)
                .fold(0.0, |n, _| n + 1.0),
            None => 1.0,
        };
        let minutes = |time: TimeOfDay| f64::from(time.minutes());
        let random = self.walk_ins.iter().map(|one| {
            let spans = one.arrivals.iter().map(|span| {
                let length = to.min(minutes(span.to)) - from.max(minutes(span.from));
                length.max(0.0) * span.per_hour.get() / 60.0
            });
            times(&one.route) * spans.fold(0.0, |sum, people| sum + people)
        });
        let reserved = self.reservations.iter().map(|one| {
            let absent: f64 = one.no_show_percent.to_string().parse().unwrap_or(0.0);
            let slots = one.slots.iter();
            let slots = slots.filter(|slot| (from..to).contains(&minutes(slot.at)));
            let people = slots.fold(0.0, |sum, slot| sum + f64::from(slot.people));
            times(&one.route) * people * (1.0 - absent / 100.0)
        });
        random.chain(reserved).fold(0.0, |sum, people| sum + people)
    }

    /// The hours of the first day on which the office is open.
    fn first_hours(&self) -> Result<Vec<Span>, StaffingError> {
        let office = self.open_times(&self.hours)?;
        let first = office.spans().first().ok_or(StaffingError::NeverOpen)?;
        let midnight = libm::floor(first.0 / DAY) * DAY;
        let spans = office.spans().iter();
        let spans = spans.take_while(|(from, _)| *from < midnight + DAY);
        let mut hours = Vec::new();
        for (from, to) in spans {
            let (from, to) = (whole(from - midnight), whole((to - midnight).min(DAY)));
            hours.push(Span {
                from: time(from)?,
                to: time(to)?,
            });
        }
        Ok(hours)
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole minutes of a day"
)]
fn whole(minutes: f64) -> u16 {
    minutes.clamp(0.0, DAY) as u16
}

fn time(minutes: u16) -> Result<TimeOfDay, StaffingError> {
    let text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    text.parse().map_err(|_| StaffingError::Quarter(text))
}
