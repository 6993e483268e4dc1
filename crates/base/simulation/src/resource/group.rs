//! Servers that are all alike, and when they are there.

use super::{Skill, Skills};
use crate::OpenTimes;

/// A group has at most so many servers.
pub const MAX_SERVERS: u32 = 1_000_000;

/// The number of a group in its pool, from 0 in the order in which they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub(super) u32);

impl GroupId {
    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// 担当の組 (group): servers with the same skills and the same shifts.
///
/// Somebody with a break or a skill of their own is a group of one. A group of 0 servers is allowed:
/// it never does anything.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub(super) servers: u32,
    pub(super) skills: Skills,
    pub(super) shifts: OpenTimes,
}

impl Group {
    /// A group.
    pub fn new(servers: u32, skills: impl IntoIterator<Item = Skill>, shifts: OpenTimes) -> Self {
        Self {
            servers,
            skills: skills.into_iter().collect(),
            shifts,
        }
    }

    /// How many servers.
    #[must_use]
    pub const fn servers(&self) -> u32 {
        self.servers
    }

    /// What they can do.
    #[must_use]
    pub const fn skills(&self) -> Skills {
        self.skills
    }

    /// When they are there.
    #[must_use]
    pub const fn shifts(&self) -> &OpenTimes {
        &self.shifts
    }
}

/// A group while a run goes on.
#[derive(Debug, Clone)]
pub(super) struct Running {
    pub(super) group: Group,
    pub(super) busy: u32,
    on_duty: bool,
    /// The span that is going on or comes next.
    span: usize,
    pub(super) started: u64,
    since: f64,
    busy_area: f64,
    pub(super) outside: f64,
}

impl Running {
    pub(super) fn new(group: Group) -> Self {
        Self {
            group,
            busy: 0,
            on_duty: false,
            span: 0,
            started: 0,
            since: 0.0,
            busy_area: 0.0,
            outside: 0.0,
        }
    }

    #[inline]
    pub(super) fn has_room(&self) -> bool {
        self.on_duty && self.busy < self.group.servers
    }

    pub(super) fn on_duty(&self) -> u32 {
        if self.on_duty { self.group.servers } else { 0 }
    }

    /// Who is on duty at a time no earlier than any before; from `held` on nobody goes home.
    pub(super) fn advance(&mut self, now: f64, held: Option<f64>) {
        let spans = self.group.shifts.spans();
        let mut stays = self.on_duty;
        while let Some((_, to)) = spans.get(self.span)
            && *to <= now
        {
            self.span = self.span.saturating_add(1);
            // A span that was over before then is past; one that ends at that very minute is not.
            stays = held.is_some_and(|held| *to >= held);
        }
        let is_open = spans.get(self.span).is_some_and(|(from, _)| *from <= now);
        self.on_duty = is_open || (held.is_some() && stays);
    }

    /// Until when their shift goes on; now, if none does.
    #[inline]
    pub(super) fn on_shift_until(&self, now: f64) -> f64 {
        match self.group.shifts.spans().get(self.span) {
            Some((from, to)) if *from <= now => *to,
            _ => now,
        }
    }

    /// When a service that begins now is done, if that is in the shift that goes on.
    #[inline]
    pub(super) fn done_on_shift(&self, now: f64, minutes: f64) -> Option<f64> {
        self.group.shifts.done_within(self.span, now, minutes)
    }

    /// When it changes next whether they are there.
    pub(super) fn next_change(&self, now: f64) -> f64 {
        let span = self.group.shifts.spans().get(self.span);
        span.map_or(
            f64::INFINITY,
            |(from, to)| {
                if *from > now { *from } else { *to }
            },
        )
    }

    /// When they come next.
    pub(super) fn next_coming(&self, now: f64) -> Option<f64> {
        let spans = self.group.shifts.spans().get(self.span..)?;
        spans.iter().map(|(from, _)| *from).find(|from| *from > now)
    }

    #[inline]
    pub(super) fn set_busy(&mut self, now: f64, busy: u32) {
        if now > self.since {
            self.busy_area += f64::from(self.busy) * (now - self.since);
            self.since = now;
        }
        self.busy = busy;
    }

    pub(super) fn busy_minutes(&self, now: f64) -> f64 {
        self.busy_area + f64::from(self.busy) * (now - self.since).max(0.0)
    }
}
