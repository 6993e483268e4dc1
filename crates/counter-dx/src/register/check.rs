//! What does not fit together in a register.

use super::{Counter, CounterRegister, ServiceMode};
use crate::{
    id::{CounterId, ServiceId, ServicePointId, ToolId},
    report::Reporter,
};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::OnceLock,
};
use tosei_document::{Catalogue, Collector, PlaceRef, Report, ValueRef};
use tosei_simulation::{OpeningHours, OpeningHoursError};
use tosei_types::{Date, StaffClassId, embedded};

/// 点検の規則 (rules) about registers and tables of counters.
#[must_use]
pub fn register_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/register.json"))
    })
}

impl CounterRegister {
    /// 点検 (check): everything that does not fit together, by the rules of [`register_rules`].
    #[must_use]
    pub fn check(&self) -> Report {
        let mut collector = Collector::new(register_rules());
        let mut check = Check {
            register: self,
            counters: self.counters.iter().map(|c| (&c.id, c)).collect(),
            points: self.service_points.iter().map(|point| &point.id).collect(),
            services: self.services.iter().map(|service| &service.id).collect(),
            tools: self.tools.iter().map(|tool| &tool.id).collect(),
            classes: self.staff_classes.iter().map(|class| &class.id).collect(),
            reporter: Reporter::new(register_rules(), &mut collector),
        };
        check.ids();
        for (at, counter) in self.counters.iter().enumerate() {
            check.references(at, counter);
            check.services(at, counter);
            check.hours(at, counter);
            check.lineage(at, counter);
        }
        check.nowhere();
        check.circles();
        collector.into_report()
    }
}

struct Check<'a, 's> {
    register: &'a CounterRegister,
    counters: HashMap<&'a CounterId, &'a Counter>,
    points: HashSet<&'a ServicePointId>,
    services: HashSet<&'a ServiceId>,
    tools: HashSet<&'a ToolId>,
    classes: HashSet<&'a StaffClassId>,
    reporter: Reporter<'s>,
}

impl<'a> Check<'a, '_> {
    fn say(
        &mut self,
        rule: &str,
        pointer: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let code = format!("counter_dx.register.{rule}");
        let place = PlaceRef::Pointer(pointer);
        self.reporter.report(&code, place, Some(subject), values);
    }

    fn twice<T: Eq + Hash + ToString>(&mut self, list: &str, kind: &'static str, ids: Vec<T>) {
        let mut seen = HashSet::new();
        for (at, id) in ids.into_iter().enumerate() {
            let text = id.to_string();
            if !seen.insert(id) {
                let pointer = format!("/{list}/{at}/id");
                self.say("duplicate_id", &pointer, &text, &[("kind", kind.into())]);
            }
        }
    }

    fn ids(&mut self) {
        let register = self.register;
        let points = register.service_points.iter().map(|p| &p.id).collect();
        self.twice("service_points", "service_point", points);
        let services = register.services.iter().map(|s| &s.id).collect();
        self.twice("services", "service", services);
        let tools = register.tools.iter().map(|t| &t.id).collect();
        self.twice("tools", "tool", tools);
        let classes = register.staff_classes.iter().map(|c| &c.id).collect();
        self.twice("staff_classes", "staff_class", classes);
        let counters = register.counters.iter().map(|c| &c.id).collect();
        self.twice("counters", "counter", counters);
    }

    fn references(&mut self, at: usize, counter: &Counter) {
        let id = counter.id.as_str();
        let point = &counter.service_point;
        if !self.points.contains(point) {
            let pointer = format!("/counters/{at}/service_point");
            let values = [("service_point", point.as_str().into())];
            self.say("unknown_service_point", &pointer, id, &values);
        }
        for (n, tool) in counter.tools.iter().flatten().enumerate() {
            if !self.tools.contains(tool) {
                let pointer = format!("/counters/{at}/tools/{n}");
                self.say(
                    "unknown_tool",
                    &pointer,
                    id,
                    &[("tool", tool.as_str().into())],
                );
            }
        }
        for (n, staff) in counter.staff.iter().flatten().enumerate() {
            if !self.classes.contains(&staff.class) {
                let pointer = format!("/counters/{at}/staff/{n}/class");
                let values = [("class", staff.class.as_str().into())];
                self.say("unknown_staff_class", &pointer, id, &values);
            }
        }
        let people = counter.staff.as_ref().map(|staff| {
            let people = staff.iter().map(|number| u64::from(number.people));
            people.fold(0u64, u64::saturating_add)
        });
        if counter.booths == Some(0) {
            self.say("no_booths", &format!("/counters/{at}/booths"), id, &[]);
        }
        if people == Some(0) {
            self.say("no_staff", &format!("/counters/{at}/staff"), id, &[]);
        }
    }

    fn services(&mut self, at: usize, counter: &'a Counter) {
        let id = counter.id.as_str();
        let mut seen = HashSet::new();
        for (n, handled) in counter.services.iter().enumerate() {
            let pointer = format!("/counters/{at}/services/{n}");
            let service = handled.service.as_str();
            let values = [("service", service.into())];
            if !self.services.contains(&handled.service) {
                self.say("unknown_service", &pointer, id, &values);
            }
            if !seen.insert(&handled.service) {
                self.say("service_twice", &pointer, id, &values);
            }
            let Some(to) = &handled.forwards_to else {
                continue;
            };
            let values = [("service", service.into()), ("to", to.as_str().into())];
            if !handled.mode.is_some_and(ServiceMode::forwards) {
                self.say("forwards_without_mode", &pointer, id, &values);
            }
            match self.counters.get(to) {
                None => self.say("forwards_to_unknown", &pointer, id, &values),
                Some(other) if other.mode(&handled.service) != Some(ServiceMode::Processes) => {
                    self.say("forwards_to_idle", &pointer, id, &values);
                }
                Some(_) => {}
            }
        }
        let pointer = format!("/counters/{at}/services");
        let modes = || counter.services.iter().filter_map(|handled| handled.mode);
        if !modes().any(|mode| mode != ServiceMode::None) {
            self.say("no_services", &pointer, id, &[]);
        } else if modes().all(|mode| mode.forwards() || mode == ServiceMode::None) {
            self.say("only_forwards", &pointer, id, &[]);
        }
    }

    fn hours(&mut self, at: usize, counter: &Counter) {
        let own = counter.hours.iter().map(|hours| (String::new(), hours));
        let services = counter.services.iter().enumerate();
        let theirs = services.filter_map(|(n, handled)| {
            let hours = handled.hours.as_ref()?;
            Some((format!("/services/{n}"), hours))
        });
        for (part, hours) in own.chain(theirs) {
            let pointer = format!("/counters/{at}{part}/hours");
            if let Some(error) = contradiction(hours, self.register.as_of) {
                let values = [("code", error.code().into())];
                self.say("hours", &pointer, counter.id.as_str(), &values);
            }
        }
    }

    fn lineage(&mut self, at: usize, counter: &Counter) {
        let id = counter.id.as_str();
        if let (Some(opened), Some(closed)) = (counter.opened, counter.closed)
            && closed <= opened
        {
            let (opened, closed) = (opened.to_string(), closed.to_string());
            let values = [
                ("opened", opened.as_str().into()),
                ("closed", closed.as_str().into()),
            ];
            self.say(
                "closed_before_opened",
                &format!("/counters/{at}/closed"),
                id,
                &values,
            );
        }
        for (list, others) in [
            ("predecessors", &counter.predecessors),
            ("successors", &counter.successors),
        ] {
            for (n, other) in others.iter().enumerate() {
                let pointer = format!("/counters/{at}/{list}/{n}");
                let values = [("other", other.as_str().into())];
                let Some(found) = self.counters.get(other) else {
                    self.say("unknown_lineage", &pointer, id, &values);
                    continue;
                };
                let back = match list {
                    "predecessors" => &found.successors,
                    _ => &found.predecessors,
                };
                if !back.contains(&counter.id) {
                    self.say("one_sided_lineage", &pointer, id, &values);
                }
            }
        }
    }

    /// Services that are forwarded and done nowhere.
    fn nowhere(&mut self) {
        let counters = self.register.counters.iter();
        let cells = counters.flat_map(|counter| counter.services.iter());
        let mut done: HashMap<&ServiceId, bool> = HashMap::new();
        for handled in cells {
            let here = done.entry(&handled.service).or_insert(false);
            // What is not known may be a yes.
            *here |= matches!(handled.mode, Some(ServiceMode::Processes) | None);
        }
        for (at, service) in self.register.services.iter().enumerate() {
            if done.get(&service.id) == Some(&false) {
                let pointer = format!("/services/{at}");
                self.say("service_nowhere", &pointer, service.id.as_str(), &[]);
            }
        }
    }

    /// Counters that are their own successors: those left when the ends are taken off, again and again.
    fn circles(&mut self) {
        let mut waiting: HashMap<&CounterId, usize> = HashMap::new();
        for counter in &self.register.counters {
            for successor in &counter.successors {
                if self.counters.contains_key(successor) {
                    let count = waiting.entry(successor).or_insert(0);
                    *count = count.saturating_add(1);
                }
            }
        }
        let counters = self.counters.values();
        let mut free: Vec<&Counter> = counters
            .copied()
            .filter(|counter| !waiting.contains_key(&counter.id))
            .collect();
        while let Some(counter) = free.pop() {
            for successor in &counter.successors {
                if let Some(count) = waiting.get_mut(successor) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        waiting.remove(successor);
                        free.extend(self.counters.get(successor));
                    }
                }
            }
        }
        let register = self.register;
        for (at, counter) in register.counters.iter().enumerate() {
            if waiting.contains_key(&counter.id) {
                let pointer = format!("/counters/{at}/successors");
                self.say("lineage_circle", &pointer, counter.id.as_str(), &[]);
            }
        }
    }
}

/// What contradicts itself in opening hours, if anything does.
fn contradiction(hours: &OpeningHours, fallback: Date) -> Option<OpeningHoursError> {
    let mut part = hours.clone();
    part.exceptions.clear();
    // A week reaches every usual day, any week.
    let week = Date::try_new(2000, 1, 3).unwrap_or(fallback);
    if let Err(error) = part.open_times(week, 7, |_| false) {
        return Some(error);
    }
    let mut seen = HashSet::new();
    for exception in &hours.exceptions {
        if !seen.insert(exception.date) {
            return Some(OpeningHoursError::TwoExceptions(exception.date));
        }
        part.exceptions = vec![exception.clone()];
        if let Err(error) = part.open_times(exception.date, 1, |_| false) {
            return Some(error);
        }
    }
    None
}
