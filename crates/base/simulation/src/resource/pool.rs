//! The pool: who is served next, by whom.

use super::{
    Group, GroupId, MAX_SERVERS, PriorityClass, QueueOrder, ResourceError, Rules, ShiftEnd, Skill,
    Task, Ticket,
    group::Running,
    lists::{Lists, Waiting},
};
use crate::moments::as_float;

/// A pool has at most so many groups.
pub const MAX_GROUPS: usize = 10_000;

/// 資源群 (pool): groups of servers and the tasks that wait for them.
///
/// Time never goes back: a time before one that the pool has seen is taken as that one. Each free server
/// is offered the task that is next by [`QueueOrder`] among those it can do; where several groups could
/// do a task, the first in the given order that has somebody free does it, so put the specialists first.
/// A service, once begun, is never taken away (non-preemptive).
///
/// Once as many wait as ever will, nothing is allocated any more.
#[derive(Debug, Clone)]
pub struct Pool<T> {
    groups: Vec<Running>,
    rules: Rules,
    lists: Lists<T>,
    /// The skills of those who are on duty and not busy.
    free: u64,
    /// The skills that somebody has at all.
    known: u64,
    next_change: f64,
    /// From when on nobody goes home.
    held: Option<f64>,
    now: f64,
    enqueued: u64,
    started: u64,
    withdrawn: u64,
    waited: f64,
    area: f64,
    since: f64,
}

/// A service that has begun.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Started<T> {
    /// Whose.
    pub payload: T,
    /// Who serves; to be given back by [`Pool::finish`] at the end.
    pub group: GroupId,
    /// How long it waited, in minutes.
    pub waited: f64,
    /// When it ends, in minutes from the start of the run.
    pub ends: f64,
}

/// Everything that a pool has seen until now.
///
/// # Invariant
///
/// `enqueued = started + withdrawn + waiting`; and by Little's law the minutes waited by all
/// together are the area under the number waiting, which [`agrees`](Self::agrees) holds against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoolTotals {
    /// Tasks that came.
    pub enqueued: u64,
    /// Tasks that were begun.
    pub started: u64,
    /// Tasks that were taken out of the queue.
    pub withdrawn: u64,
    /// Tasks that wait.
    pub waiting: u64,
    /// Minutes waited by all together, those who still wait included, added up by task.
    pub waited_minutes: f64,
    /// The number waiting times minutes, added up over time.
    pub waiting_area: f64,
}

impl PoolTotals {
    /// Whether every task is accounted for, and minutes by task and by time agree (Little's law), up to
    /// rounding.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let accounted = self
            .started
            .saturating_add(self.withdrawn)
            .saturating_add(self.waiting);
        let apart = (self.waited_minutes - self.waiting_area).abs();
        accounted == self.enqueued && apart <= 1e-7 * self.waiting_area.max(1.0)
    }
}

/// What a group has done until now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupUse {
    /// Services begun.
    pub started: u64,
    /// Minutes worked by all its servers together.
    pub busy_minutes: f64,
    /// Minutes that all its servers together were to be there, by their shifts.
    pub duty_minutes: f64,
    /// Minutes of services, begun until now, that lie outside the shifts.
    pub outside_minutes: f64,
}

impl<T: Copy> Pool<T> {
    /// A pool at minute 0.
    ///
    /// # Errors
    ///
    /// - [`ResourceError::Groups`] for no group, or more than 10,000.
    /// - [`ResourceError::Servers`] for a group of more than 1,000,000.
    pub fn try_new(groups: Vec<Group>, rules: Rules) -> Result<Self, ResourceError> {
        if groups.is_empty() || groups.len() > MAX_GROUPS {
            return Err(ResourceError::Groups(groups.len()));
        }
        if let Some(large) = groups.iter().find(|group| group.servers > MAX_SERVERS) {
            return Err(ResourceError::Servers(large.servers));
        }
        let known = groups
            .iter()
            .fold(0, |all, group| all | group.skills.bits());
        let skills = 64u32.saturating_sub(known.leading_zeros());
        let mut pool = Self {
            groups: groups.into_iter().map(Running::new).collect(),
            rules,
            lists: Lists::new(usize::try_from(skills).unwrap_or(usize::MAX)),
            free: 0,
            known,
            next_change: 0.0,
            held: None,
            now: 0.0,
            enqueued: 0,
            started: 0,
            withdrawn: 0,
            waited: 0.0,
            area: 0.0,
            since: 0.0,
        };
        pool.advance(0.0);
        Ok(pool)
    }

    /// Somebody comes and waits.
    ///
    /// # Errors
    ///
    /// - [`ResourceError::Skill`] if no group has the skill, whether on duty or not.
    /// - [`ResourceError::Minutes`] if the service takes a negative time, or none that is a number.
    /// - [`ResourceError::Full`] if more than 4,294,967,294 wait.
    #[inline]
    pub fn enqueue(&mut self, now: f64, task: Task<T>) -> Result<Ticket, ResourceError> {
        let now = self.at(now);
        if self.known & task.skill.bit() == 0 {
            return Err(ResourceError::Skill(task.skill.number()));
        }
        if !(0.0..f64::INFINITY).contains(&task.minutes) {
            return Err(ResourceError::Minutes);
        }
        self.count_area(now);
        let class = match self.rules.order {
            QueueOrder::Arrival => PriorityClass::FIRST,
            QueueOrder::ClassThenArrival => task.class,
        };
        let ticket = self.lists.push(Waiting {
            since: now,
            minutes: task.minutes,
            number: self.enqueued,
            class: class.number(),
            skill: task.skill.number(),
            payload: task.payload,
        })?;
        self.enqueued = self.enqueued.wrapping_add(1);
        Ok(ticket)
    }

    /// Begins the next service that can begin now; `None` if nobody waits whom somebody free can serve.
    ///
    /// Ask until the answer is `None` after every event.
    #[inline]
    pub fn start_next(&mut self, now: f64) -> Option<Started<T>> {
        let now = self.at(now);
        if self.lists.len() == 0 || self.free == 0 {
            return None;
        }
        for class in 0..self.lists.asked().len() {
            let mut open = self.lists.asked().get(class)? & self.free;
            while open != 0 {
                let (skill, slot, minutes) = self.earliest(class, open)?;
                if let Some(group) = self.group_for(skill, now, minutes) {
                    return self.begin(now, slot, group);
                }
                open &= !skill.bit();
            }
        }
        None
    }

    /// Who came first, in a class, of those who wait for some skills.
    #[inline]
    fn earliest(&self, class: usize, skills: u64) -> Option<(Skill, u32, f64)> {
        let mut left = skills;
        let mut earliest: Option<(u64, u32, u32, f64)> = None;
        while left != 0 {
            let skill = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            if let Some((slot, waiting)) = self.lists.first(class, skill)
                && earliest.is_none_or(|(number, ..)| waiting.number < number)
            {
                earliest = Some((waiting.number, skill, slot, waiting.minutes));
            }
        }
        let (_, skill, slot, minutes) = earliest?;
        let skill = Skill::try_new(u8::try_from(skill).ok()?).ok()?;
        Some((skill, slot, minutes))
    }

    #[inline]
    fn group_for(&self, skill: Skill, now: f64, minutes: f64) -> Option<usize> {
        self.groups.iter().position(|running| {
            running.has_room()
                && running.group.skills.has(skill)
                && (self.rules.shift_end != ShiftEnd::OnlyIfDone
                    || self.held.is_some()
                    || now + minutes <= running.on_shift_until(now))
        })
    }

    #[inline]
    fn begin(&mut self, now: f64, slot: u32, group: usize) -> Option<Started<T>> {
        self.count_area(now);
        let waiting = self.lists.take(slot)?;
        let running = self.groups.get_mut(group)?;
        let ends = match self.rules.shift_end {
            ShiftEnd::StopAndResume if self.held.is_none() => running
                .done_on_shift(now, waiting.minutes)
                .unwrap_or_else(|| resumed(&running.group, now, waiting.minutes)),
            _ => now + waiting.minutes,
        };
        let busy = running.busy.wrapping_add(1);
        running.set_busy(now, busy);
        running.started = running.started.wrapping_add(1);
        if running.on_shift_until(now) < ends {
            let inside = running.group.shifts.open_between(now, ends);
            running.outside += (waiting.minutes - inside).max(0.0);
        }
        if busy >= running.group.servers {
            self.look_who_is_free();
        }
        self.started = self.started.wrapping_add(1);
        let waited = now - waiting.since;
        self.waited += waited;
        Some(Started {
            payload: waiting.payload,
            group: GroupId(u32::try_from(group).ok()?),
            waited,
            ends,
        })
    }

    /// A service of a group ends.
    ///
    /// # Errors
    ///
    /// [`ResourceError::NotBusy`] if the group has no service going on.
    #[inline]
    pub fn finish(&mut self, now: f64, group: GroupId) -> Result<(), ResourceError> {
        let now = self.at(now);
        let at = usize::try_from(group.0).unwrap_or(usize::MAX);
        let refused = ResourceError::NotBusy(group.0);
        let running = self.groups.get_mut(at).ok_or(refused)?;
        let busy = running.busy.checked_sub(1).ok_or(refused)?;
        running.set_busy(now, busy);
        if running.has_room() {
            self.free |= running.group.skills.bits();
        }
        Ok(())
    }

    /// Somebody leaves without being served; `None` if they are not waiting any more.
    pub fn leave(&mut self, now: f64, ticket: Ticket) -> Option<T> {
        let now = self.at(now);
        self.count_area(now);
        let waiting = self.lists.remove(ticket)?;
        self.waited += now - waiting.since;
        self.withdrawn = self.withdrawn.wrapping_add(1);
        Some(waiting.payload)
    }

    /// Sends one of those who wait away, the first of the first class first; `None` if nobody waits.
    pub fn turn_away(&mut self, now: f64) -> Option<T> {
        let asked = self.lists.asked().iter();
        let (class, skills) = asked.copied().enumerate().find(|(_, asked)| *asked != 0)?;
        let (_, slot, _) = self.earliest(class, skills)?;
        let now = self.at(now);
        self.count_area(now);
        let waiting = self.lists.take(slot)?;
        self.waited += now - waiting.since;
        self.withdrawn = self.withdrawn.wrapping_add(1);
        Some(waiting.payload)
    }

    /// From now on nobody who is on duty goes home, whatever their shifts say; or, again, everybody goes
    /// by their shifts.
    ///
    /// For those who stay until everybody with a ticket is served. Whoever is on a break comes back as
    /// planned. A shift that ends at this very minute is not over yet when this is the first thing that
    /// the pool hears of the minute.
    pub fn hold(&mut self, now: f64, stay: bool) {
        if stay != self.held.is_some() {
            self.held = stay.then_some(now.max(self.now));
            self.next_change = now.min(self.next_change);
            self.at(now);
        }
    }

    /// When somebody next comes on duty, for the agenda of the model: nothing else can begin a service
    /// between two events. `None` if nobody comes any more.
    #[must_use]
    pub fn next_coming(&self) -> Option<f64> {
        let coming = self.groups.iter();
        let coming = coming.filter_map(|running| running.next_coming(self.now));
        coming.fold(None, |least: Option<f64>, one| {
            Some(least.map_or(one, |least| least.min(one)))
        })
    }

    /// Whether somebody still waits.
    #[must_use]
    pub fn is_waiting(&self, ticket: Ticket) -> bool {
        self.lists.has(ticket)
    }

    /// How many wait.
    #[must_use]
    #[inline]
    pub fn waiting(&self) -> u32 {
        self.lists.len()
    }

    /// How many servers are on duty at the last time that the pool has seen.
    #[must_use]
    pub fn on_duty(&self) -> u32 {
        let groups = self.groups.iter();
        groups.fold(0, |sum, running| sum.saturating_add(running.on_duty()))
    }

    /// Everything until a time.
    #[must_use]
    pub fn totals(&self, now: f64) -> PoolTotals {
        let now = now.max(self.now);
        let still: f64 = self
            .lists
            .all()
            .map(|waiting| now - waiting.since)
            .fold(0.0, |sum, one| sum + one);
        PoolTotals {
            enqueued: self.enqueued,
            started: self.started,
            withdrawn: self.withdrawn,
            waiting: self.lists.len().into(),
            waited_minutes: self.waited + still,
            waiting_area: self.area + f64::from(self.lists.len()) * (now - self.since).max(0.0),
        }
    }

    /// What each group has done until a time, in the order of the groups.
    pub fn uses(&self, now: f64) -> impl Iterator<Item = GroupUse> {
        let now = now.max(self.now);
        self.groups.iter().map(move |running| GroupUse {
            started: running.started,
            busy_minutes: running.busy_minutes(now),
            duty_minutes: running.group.shifts.open_between(0.0, now)
                * as_float(running.group.servers.into()),
            outside_minutes: running.outside,
        })
    }

    /// Takes notice of a time, and gives it, or the last one if that is later.
    #[inline]
    fn at(&mut self, now: f64) -> f64 {
        // No number is never later.
        if now > self.now {
            self.now = now;
        }
        if self.now >= self.next_change {
            self.advance(self.now);
        }
        self.now
    }

    fn advance(&mut self, now: f64) {
        let mut next = f64::INFINITY;
        for running in &mut self.groups {
            running.advance(now, self.held);
            next = next.min(running.next_change(now));
        }
        self.next_change = next;
        self.look_who_is_free();
    }

    fn look_who_is_free(&mut self) {
        let free = self.groups.iter().filter(|running| running.has_room());
        self.free = free.fold(0, |all, running| all | running.group.skills.bits());
    }

    #[inline]
    fn count_area(&mut self, now: f64) {
        self.area += f64::from(self.lists.len()) * (now - self.since);
        self.since = now;
    }
}

/// When a service that pauses outside the shifts is done.
fn resumed(group: &Group, now: f64, minutes: f64) -> f64 {
    let shifts = &group.shifts;
    if minutes <= 0.0 || !shifts.is_open(now) {
        return now + minutes;
    }
    match (
        shifts.after_open_minutes(now, minutes),
        shifts.spans().last(),
    ) {
        (Some(done), _) => done,
        (None, Some((_, last))) => last + (minutes - shifts.open_between(now, *last)),
        (None, None) => now + minutes,
    }
}
