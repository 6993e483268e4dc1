//! A station made ready to run.

use super::{ClosingRule, Reservations, Station, StationError, WalkIns, arrivals::Piece};
use tosei_document::Severity;
use tosei_simulation::opening_hours::TimeOfDay;
use tosei_simulation::resource::{Group, PriorityClass, Rules, Skill};
use tosei_simulation::{OpenTimes, OpeningHours, Sampler};
use tosei_types::{Date, TargetPercent};

/// A run is expected to have at most so many services.
pub const MAX_RUN_SERVICES: f64 = 2_000_000.0;
/// All runs together are expected to have at most so many services.
pub const MAX_ALL_SERVICES: f64 = 200_000_000.0;
pub(super) const DAY: f64 = 1_440.0;

/// A day on which the office opens.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenDay {
    pub(super) midnight: f64,
    /// When it closes for the day; `None` if it is open into the next.
    pub(super) closes: Option<f64>,
    /// Until when tickets are given out.
    pub(super) last: f64,
}

/// One kind of visitor.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    pub(super) stream: String,
    /// The services of a visit, by number.
    pub(super) route: Vec<u8>,
    pub(super) class: PriorityClass,
    pub(super) patience: Option<Sampler>,
    pub(super) comes: Comes,
}

#[derive(Debug, Clone)]
pub(super) enum Comes {
    AtRandom(Vec<Piece>),
    Reserved {
        /// Minutes of the day and people.
        slots: Vec<(f64, u32)>,
        no_show: f64,
        early: Option<Sampler>,
        late: Option<Sampler>,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) days: Vec<OpenDay>,
    pub(super) flows: Vec<Flow>,
    /// How long each service takes, and how much of that.
    pub(super) services: Vec<(Skill, Sampler)>,
    pub(super) groups: Vec<Group>,
    pub(super) rules: Rules,
    pub(super) at_closing: ClosingRule,
    pub(super) pledge: f64,
    pub(super) warm_up: f64,
    pub(super) end: f64,
    /// The minutes from the first opening to the last closing.
    pub(super) span: (f64, f64),
    /// How many services a run is expected to have.
    pub(super) expected: f64,
}

impl Station {
    pub(super) fn model(&self) -> Result<Model, StationError> {
        let report = self.check();
        let errors = report.count(Severity::Error);
        if errors > 0 {
            let findings = report.findings().iter();
            let first = findings
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.rule.to_string())
                .next();
            return Err(StationError::Findings {
                errors,
                first: first.unwrap_or_default(),
            });
        }
        let office = self.open_times(&self.hours)?;
        let days = open_days(&office, self.days);
        let services = self.services.iter().zip(0u8..);
        let services: Vec<(Skill, Sampler)> = services
            .map(|(service, number)| Ok((Skill::try_new(number)?, service.minutes.sampler()?)))
            .collect::<Result<_, StationError>>()?;
        let mut flows = Vec::new();
        for walk_ins in &self.walk_ins {
            flows.push(self.walk_in_flow(walk_ins, &days)?);
        }
        for reservations in &self.reservations {
            flows.push(self.reserved_flow(reservations)?);
        }
        let mut groups = Vec::new();
        for group in &self.staff {
            let skills = group.services.iter().filter_map(|service| {
                let number = u8::try_from(self.number_of(service)?).ok()?;
                Skill::try_new(number).ok()
            });
            let skills: Vec<Skill> = skills.collect();
            let shifts = match &group.hours {
                Some(hours) => self.open_times(hours)?,
                None => office.clone(),
            };
            groups.push(Group::new(group.people, skills, shifts));
        }
        let expected = flows
            .iter()
            .map(|flow| flow.people(days.len()) * route_length(&flow.route))
            .fold(0.0, |sum, one| sum + one);
        if expected > MAX_RUN_SERVICES {
            return Err(StationError::TooMuch { expected });
        }
        let spans = office.spans();
        let opens = spans.first().map_or(0.0, |span| span.0);
        Ok(Model {
            days,
            flows,
            services,
            groups,
            rules: Rules {
                order: self.order,
                shift_end: self.shift_end,
            },
            at_closing: self.at_closing,
            pledge: self.pledge_minutes.get(),
            warm_up: self.warm_up_minutes.get(),
            end: office.end(),
            span: (opens, spans.last().map_or(opens, |span| span.1)),
            expected,
        })
    }

    pub(crate) fn open_times(&self, hours: &OpeningHours) -> Result<OpenTimes, StationError> {
        let is_holiday = |day: Date| self.holidays.contains(&day);
        Ok(hours.open_times(self.first_day, self.days, is_holiday)?)
    }

    pub(super) fn number_of(&self, service: &crate::ServiceId) -> Option<usize> {
        self.services.iter().position(|one| one.id == *service)
    }

    fn route(&self, route: &[crate::ServiceId]) -> Vec<u8> {
        let numbers = route.iter().filter_map(|service| self.number_of(service));
        numbers
            .filter_map(|number| u8::try_from(number).ok())
            .collect()
    }

    fn walk_in_flow(&self, walk_ins: &WalkIns, days: &[OpenDay]) -> Result<Flow, StationError> {
        let mut spans = walk_ins.arrivals.clone();
        spans.sort_by_key(|span| span.from);
        let mut pieces: Vec<Piece> = Vec::new();
        for day in days {
            for span in &spans {
                let piece = Piece {
                    from: day.midnight + minutes(span.from),
                    to: (day.midnight + minutes(span.to)).min(day.last),
                    rate: span.per_hour.get() / 60.0,
                };
                if piece.from < piece.to && piece.rate > 0.0 {
                    pieces.push(piece);
                }
            }
        }
        Ok(Flow {
            stream: walk_ins.id.to_string(),
            route: self.route(&walk_ins.route),
            class: PriorityClass::try_new(walk_ins.priority)?,
            patience: sampler(walk_ins.patience.as_ref())?,
            comes: Comes::AtRandom(pieces),
        })
    }

    fn reserved_flow(&self, reservations: &Reservations) -> Result<Flow, StationError> {
        let mut slots = reservations.slots.clone();
        slots.sort_by_key(|slot| slot.at);
        let slots = slots.iter().map(|slot| (minutes(slot.at), slot.people));
        Ok(Flow {
            stream: reservations.id.to_string(),
            route: self.route(&reservations.route),
            class: PriorityClass::try_new(reservations.priority)?,
            patience: sampler(reservations.patience.as_ref())?,
            comes: Comes::Reserved {
                slots: slots.collect(),
                no_show: share(reservations.no_show_percent),
                early: sampler(reservations.early.as_ref())?,
                late: sampler(reservations.late.as_ref())?,
            },
        })
    }
}

impl Flow {
    /// How many people are expected in a run.
    fn people(&self, days: usize) -> f64 {
        match &self.comes {
            Comes::AtRandom(pieces) => pieces.iter().map(Piece::people).fold(0.0, |a, b| a + b),
            Comes::Reserved { slots, .. } => {
                let people = slots.iter().map(|(_, people)| f64::from(*people));
                people.fold(0.0, |a, b| a + b) * as_float(days)
            }
        }
    }
}

pub(super) fn minutes(time: TimeOfDay) -> f64 {
    f64::from(time.minutes())
}

fn sampler(
    distribution: Option<&tosei_simulation::Distribution>,
) -> Result<Option<Sampler>, StationError> {
    Ok(distribution
        .map(tosei_simulation::Distribution::sampler)
        .transpose()?)
}

fn route_length(route: &[u8]) -> f64 {
    as_float(route.len())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "numbers of days, services and people of a run, far below 2^53"
)]
pub(super) fn as_float(count: usize) -> f64 {
    count as f64
}

/// A percentage as a share; its text is a short decimal, read back exactly.
fn share(percent: TargetPercent) -> f64 {
    percent.to_string().parse().unwrap_or(0.0) / 100.0
}

/// The days on which the office is open at all.
pub(super) fn open_days(office: &OpenTimes, days: u32) -> Vec<OpenDay> {
    let spans = office.spans();
    let mut open = Vec::new();
    for day in 0..days {
        let midnight = f64::from(day) * DAY;
        let next = midnight + DAY;
        // The last span that begins before the next midnight and ends after this one.
        let before = spans.partition_point(|(from, _)| *from < next);
        let span = before.checked_sub(1).and_then(|at| spans.get(at));
        let Some((_, to)) = span.filter(|(_, to)| *to > midnight) else {
            continue;
        };
        open.push(OpenDay {
            midnight,
            closes: (*to <= next).then_some(*to),
            last: to.min(next),
        });
    }
    open
}
