//! What does not fit together in a station.

use super::{
    ArrivalSpan, MAX_PRIORITY, MAX_ROUTE, MAX_SERVICES, Station,
    model::{minutes, open_days},
};
use crate::{ServiceId, report::Reporter};
use std::{collections::HashSet, sync::OnceLock};
use tosei_document::{Catalogue, Collector, PlaceRef, Report, Severity, ValueRef};
use tosei_simulation::{Distribution, OpenTimes, OpeningHours};
use tosei_types::embedded;

/// More people in a group, or in a slot, are no number of people at a counter.
const MAX_PEOPLE: u32 = 100_000;

/// 点検の規則 (rules) about stations.
#[must_use]
pub fn station_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/station.json"))
    })
}

impl Station {
    /// 点検 (check): everything that does not fit together, by the rules of [`station_rules`].
    ///
    /// A station with findings of the severity "error" cannot be simulated; one with warnings can, and
    /// may not mean what somebody meant.
    #[must_use]
    pub fn check(&self) -> Report {
        let mut collector = Collector::new(station_rules());
        let mut check = Check {
            station: self,
            reporter: Reporter::new(station_rules(), &mut collector),
            has_errors: false,
        };
        check.ids();
        check.services();
        let office = check.office();
        check.visitors();
        check.staff(office.as_ref());
        // What contradicts itself has no load, and may be too long to look for one.
        if let (Some(office), false) = (office, check.has_errors) {
            check.times(&office);
            check.load(&office);
        }
        collector.into_report()
    }
}

struct Check<'a, 's> {
    station: &'a Station,
    reporter: Reporter<'s>,
    has_errors: bool,
}

impl Check<'_, '_> {
    fn say(
        &mut self,
        rule: &str,
        pointer: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let code = format!("counter_dx.station.{rule}");
        let rule = station_rules().rule(&code);
        self.has_errors |= rule.is_some_and(|rule| rule.severity == Severity::Error);
        let place = PlaceRef::Pointer(pointer);
        let subject = (!subject.is_empty()).then_some(subject);
        self.reporter.report(&code, place, subject, values);
    }

    fn twice(&mut self, list: &str, seen: &mut HashSet<String>, ids: Vec<String>) {
        for (at, id) in ids.into_iter().enumerate() {
            if seen.contains(&id) {
                self.say("duplicate_id", &format!("/{list}/{at}/id"), &id, &[]);
            }
            seen.insert(id);
        }
    }

    fn ids(&mut self) {
        let station = self.station;
        let services = station.services.iter().map(|one| one.id.to_string());
        self.twice("services", &mut HashSet::new(), services.collect());
        let staff = station.staff.iter().map(|one| one.id.to_string());
        self.twice("staff", &mut HashSet::new(), staff.collect());
        // Chance goes by the id, so walk-ins and reservations share one list.
        let mut seen = HashSet::new();
        let walk_ins = station.walk_ins.iter().map(|one| one.id.to_string());
        self.twice("walk_ins", &mut seen, walk_ins.collect());
        let reserved = station.reservations.iter().map(|one| one.id.to_string());
        self.twice("reservations", &mut seen, reserved.collect());
    }

    fn services(&mut self) {
        let services = &self.station.services;
        if services.is_empty() || services.len() > MAX_SERVICES {
            let given = services.len().to_string();
            self.say(
                "services",
                "/services",
                "",
                &[("given", given.as_str().into())],
            );
        }
        for (at, service) in services.iter().enumerate() {
            let pointer = format!("/services/{at}/minutes");
            self.distribution(&pointer, service.id.as_str(), Some(&service.minutes));
        }
    }

    fn distribution(&mut self, pointer: &str, subject: &str, one: Option<&Distribution>) {
        if let Some(Err(error)) = one.map(Distribution::sampler) {
            self.say(
                "distribution",
                pointer,
                subject,
                &[("why", error.code().into())],
            );
        }
    }

    /// When the office is open; `None` if that contradicts itself.
    fn office(&mut self) -> Option<OpenTimes> {
        let office = self.hours("/hours", "", &self.station.hours)?;
        if office.spans().is_empty() {
            self.say("never_open", "/hours", "", &[]);
            return None;
        }
        Some(office)
    }

    fn hours(&mut self, pointer: &str, subject: &str, hours: &OpeningHours) -> Option<OpenTimes> {
        let station = self.station;
        let is_holiday = |day| station.holidays.contains(&day);
        match hours.open_times(station.first_day, station.days, is_holiday) {
            Ok(times) => Some(times),
            Err(error) => {
                self.say("hours", pointer, subject, &[("why", error.code().into())]);
                None
            }
        }
    }

    fn visitors(&mut self) {
        let station = self.station;
        for (at, one) in station.walk_ins.iter().enumerate() {
            let (place, id) = (format!("/walk_ins/{at}"), one.id.as_str());
            self.visit(&place, id, &one.route, one.priority);
            self.distribution(&format!("{place}/patience"), id, one.patience.as_ref());
            self.spans(&place, id, &one.arrivals);
        }
        for (at, one) in station.reservations.iter().enumerate() {
            let (place, id) = (format!("/reservations/{at}"), one.id.as_str());
            self.visit(&place, id, &one.route, one.priority);
            self.distribution(&format!("{place}/patience"), id, one.patience.as_ref());
            self.distribution(&format!("{place}/early"), id, one.early.as_ref());
            self.distribution(&format!("{place}/late"), id, one.late.as_ref());
            for (number, slot) in one.slots.iter().enumerate() {
                let pointer = format!("{place}/slots/{number}/people");
                self.number(&pointer, id, slot.people);
            }
        }
        let random = station.walk_ins.iter().flat_map(|one| &one.arrivals);
        let slots = station.reservations.iter().flat_map(|one| &one.slots);
        let comes = random
            .map(|span| span.per_hour.get())
            .any(|rate| rate > 0.0)
            || slots.map(|slot| slot.people).any(|people| people > 0);
        if !comes {
            self.say("nobody_comes", "/walk_ins", "", &[]);
        }
    }

    fn number(&mut self, pointer: &str, subject: &str, people: u32) {
        if people > MAX_PEOPLE {
            let given = people.to_string();
            self.say(
                "people",
                pointer,
                subject,
                &[("given", given.as_str().into())],
            );
        }
    }

    fn visit(&mut self, place: &str, id: &str, route: &[ServiceId], priority: u8) {
        if route.is_empty() || route.len() > MAX_ROUTE {
            let given = route.len().to_string();
            let values = [("given", given.as_str().into())];
            self.say("route", &format!("{place}/route"), id, &values);
        }
        for (at, service) in route.iter().enumerate() {
            self.known(&format!("{place}/route/{at}"), id, service);
        }
        if priority > MAX_PRIORITY {
            let given = priority.to_string();
            let values = [("given", given.as_str().into())];
            self.say("priority", &format!("{place}/priority"), id, &values);
        }
    }

    fn known(&mut self, pointer: &str, subject: &str, service: &ServiceId) {
        if self.station.number_of(service).is_none() {
            let values = [("service", service.as_str().into())];
            self.say("unknown_service", pointer, subject, &values);
        }
    }

    fn spans(&mut self, place: &str, id: &str, spans: &[ArrivalSpan]) {
        let mut sorted: Vec<(usize, &ArrivalSpan)> = spans.iter().enumerate().collect();
        sorted.sort_by_key(|(_, span)| span.from);
        let mut end = None;
        for (at, span) in sorted {
            let pointer = format!("{place}/arrivals/{at}");
            if span.from >= span.to {
                self.say("arrival_span", &pointer, id, &[]);
            } else if end.is_some_and(|end| span.from < end) {
                self.say("arrival_overlap", &pointer, id, &[]);
            }
            end = end.max(Some(span.to));
        }
    }

    fn staff(&mut self, office: Option<&OpenTimes>) {
        let station = self.station;
        for (at, group) in station.staff.iter().enumerate() {
            let (place, id) = (format!("/staff/{at}"), group.id.as_str());
            for (number, service) in group.services.iter().enumerate() {
                self.known(&format!("{place}/services/{number}"), id, service);
            }
            self.number(&format!("{place}/people"), id, group.people);
            if group.people == 0 || group.services.is_empty() {
                self.say("idle_group", &place, id, &[]);
            }
            if let Some(hours) = &group.hours {
                let pointer = format!("{place}/hours");
                let times = self.hours(&pointer, id, hours);
                if let (Some(times), Some(office)) = (times, office)
                    && !meet(&times, office)
                {
                    self.say("never_on_duty", &pointer, id, &[]);
                }
            }
        }
        let mut groups = station.staff.iter();
        if !groups.any(|group| group.people > 0 && !group.services.is_empty()) {
            self.say("no_staff", "/staff", "", &[]);
            return;
        }
        let asked = station.walk_ins.iter().map(|one| &one.route);
        let asked = asked.chain(station.reservations.iter().map(|one| &one.route));
        let asked: HashSet<&ServiceId> = asked.flatten().collect();
        for (at, service) in station.services.iter().enumerate() {
            let mut groups = station.staff.iter();
            let done = groups.any(|group| group.people > 0 && group.services.contains(&service.id));
            if asked.contains(&service.id) && !done {
                let pointer = format!("/services/{at}");
                self.say("nobody_does", &pointer, service.id.as_str(), &[]);
            }
        }
    }

    /// People who are given a time, or come, when nobody is let in.
    fn times(&mut self, office: &OpenTimes) {
        let station = self.station;
        let days = open_days(office, station.days);
        let last = days.iter().map(|day| day.last - day.midnight);
        let last = last.fold(0.0, f64::max);
        for (at, one) in station.walk_ins.iter().enumerate() {
            for (number, span) in one.arrivals.iter().enumerate() {
                if span.per_hour.get() > 0.0 && minutes(span.to) > last {
                    let pointer = format!("/walk_ins/{at}/arrivals/{number}");
                    self.say("after_closing", &pointer, one.id.as_str(), &[]);
                }
            }
        }
        for (at, one) in station.reservations.iter().enumerate() {
            for (number, slot) in one.slots.iter().enumerate() {
                let mut days = days.iter();
                let is_open = days.any(|day| office.is_open(day.midnight + minutes(slot.at)));
                if slot.people > 0 && !is_open {
                    let pointer = format!("/reservations/{at}/slots/{number}");
                    self.say("slot_while_closed", &pointer, one.id.as_str(), &[]);
                }
            }
        }
    }

    /// Whether more work comes than can be done, on the whole and for one service.
    fn load(&mut self, office: &OpenTimes) {
        let Ok(model) = self.loads() else { return };
        let station = self.station;
        let all: f64 = model.iter().fold(0.0, |sum, one| sum + one);
        let on_duty = |group: &super::StaffGroup| {
            let times = match &group.hours {
                Some(hours) => station.open_times(hours).ok(),
                None => Some(office.clone()),
            };
            let minutes = times.map_or(0.0, |times| times.open_between(0.0, times.end()));
            minutes * f64::from(group.people)
        };
        let duties: Vec<f64> = station.staff.iter().map(on_duty).collect();
        let capacity = duties.iter().fold(0.0, |sum, one| sum + one);
        if all > 0.0 && all >= capacity {
            let percent = percent(all, capacity);
            self.say(
                "overloaded",
                "/staff",
                "",
                &[("percent", percent.as_str().into())],
            );
        }
        for (at, (service, load)) in station.services.iter().zip(&model).enumerate() {
            let groups = station.staff.iter().zip(&duties);
            let able = groups.filter(|(group, _)| group.services.contains(&service.id));
            let capacity = able.fold(0.0, |sum, (_, minutes)| sum + minutes);
            if *load > 0.0 && capacity > 0.0 && *load >= capacity {
                let percent = percent(*load, capacity);
                let values = [("percent", percent.as_str().into())];
                let pointer = format!("/services/{at}");
                self.say("service_overloaded", &pointer, service.id.as_str(), &values);
            }
        }
    }

    /// The minutes of work that are expected for each service.
    fn loads(&self) -> Result<Vec<f64>, ()> {
        let station = self.station;
        let office = station.open_times(&station.hours).map_err(|_| ())?;
        let days = open_days(&office, station.days);
        let mut loads = vec![0.0; station.services.len()];
        let mut add = |route: &[ServiceId], people: f64| {
            for service in route {
                let Some(at) = station.number_of(service) else {
                    continue;
                };
                let minutes = station.services.get(at).map(|one| one.minutes.sampler());
                if let (Some(Ok(minutes)), Some(load)) = (minutes, loads.get_mut(at)) {
                    *load += people * minutes.mean();
                }
            }
        };
        for one in &station.walk_ins {
            let mut people = 0.0;
            for span in &one.arrivals {
                for day in &days {
                    let (from, to) = (minutes(span.from), minutes(span.to));
                    let to = to.min(day.last - day.midnight);
                    people += (to - from).max(0.0) * span.per_hour.get() / 60.0;
                }
            }
            add(&one.route, people);
        }
        for one in &station.reservations {
            let slots = one.slots.iter().map(|slot| f64::from(slot.people));
            let shows = 1.0 - one.no_show_percent.to_string().parse().unwrap_or(0.0) / 100.0;
            let people = slots.fold(0.0, |sum, people| sum + people);
            add(
                &one.route,
                people * shows * super::model::as_float(days.len()),
            );
        }
        Ok(loads)
    }
}

fn percent(load: f64, capacity: f64) -> String {
    if capacity > 0.0 {
        format!("{:.0}", 100.0 * load / capacity)
    } else {
        "∞".to_owned()
    }
}

/// Whether two open times have a minute in common.
fn meet(one: &OpenTimes, other: &OpenTimes) -> bool {
    let mut spans = one.spans().iter();
    spans.any(|(from, to)| other.open_between(*from, *to) > 0.0)
}
