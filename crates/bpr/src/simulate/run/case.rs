//! Cases: how they begin and end, their clocks, and what is counted of them.

use super::{
    Event, Leads, Run, Totals, day_of,
    state::{Case, Stopped},
};
use crate::simulate::{
    SimulateError, SimulationFigure, StaffFigure,
    clock::Which,
    deadline::StopDays,
    model::{ByEventStart, Hook, Model, NONE, Out},
    outcome::StaffOutcome,
};

/// No token, where one is to be spared.
const NOBODY: u32 = NONE - 2;

impl Run<'_> {
    /// A case of a source comes.
    pub(super) fn arrives(&mut self, source: usize) -> Result<(), SimulateError> {
        let m = self.m;
        let Some(source) = m.sources.get(source) else {
            return Ok(());
        };
        let at = match self.free_cases.pop() {
            Some(at) => at,
            None => {
                let boxes = usize::try_from(m.mailboxes).unwrap_or(0);
                let length = self.mail.len().saturating_add(boxes);
                let blank = super::Mail {
                    messages: 0,
                    waiter: NONE,
                };
                self.mail.resize(length, blank);
                self.cases.push(Case::default())
            }
        };
        let counts = self.now >= m.marks.warm_up;
        self.cases[at] = Case {
            alive: true,
            counts,
            began: self.now,
            class: source.class.number(),
            first: NONE,
            arrived: (!m.arrives_later).then_some(self.now),
            stops: NONE,
            ..Case::default()
        };
        self.count_open(self.now);
        self.open = self.open.saturating_add(1);
        if self.open > m.max_open.into() {
            return Err(SimulateError::TooManyOpen { limit: m.max_open });
        }
        if counts {
            self.totals.came = self.totals.came.saturating_add(1);
        }
        if let Some(month) = self.month_now()
            && let Some((started, _)) = self.months.get_mut(month)
        {
            *started = started.saturating_add(1);
        }
        // The last first, for what is ready goes on the last first.
        for (scope, out) in source.begins.iter().rev() {
            self.begin_process(at, *scope, *out)?;
        }
        Ok(())
    }

    /// A process begins within a case.
    pub(super) fn begin_process(
        &mut self,
        case: u32,
        scope: u32,
        out: Option<Out>,
    ) -> Result<(), SimulateError> {
        if !self.cases[case].alive {
            return Ok(());
        }
        let instance = self.new_instance(scope, case, NONE);
        let of = &mut self.cases[case];
        of.processes = of.processes.saturating_add(1);
        let first = of.first;
        of.first = instance;
        self.instances[instance].next = first;
        self.enters(instance, out)
    }

    /// The first tokens of an instance.
    pub(super) fn enters(&mut self, instance: u32, out: Option<Out>) -> Result<(), SimulateError> {
        let number = self.instances[instance].scope;
        let Some(scope) = self.scope_at(number) else {
            return Ok(());
        };
        match out {
            Some(out) => {
                self.new_token(instance, out);
            }
            None if scope.all => {
                for out in scope.entries.iter().rev() {
                    self.new_token(instance, *out);
                }
            }
            None => {
                let out = match scope.entries.as_slice() {
                    [only] => Some(*only),
                    entries => {
                        let share = self.unit(scope.stream);
                        entries.iter().find(|out| share < out.share).copied()
                    }
                };
                if let Some(out) = out {
                    self.new_token(instance, out);
                }
            }
        }
        for (number, by_event) in (0u32..).zip(&scope.by_event) {
            if let ByEventStart::Timer(timer, stream) = &by_event.by {
                let minutes = self.draw(timer, *stream);
                let life = self.instances[instance].life;
                let event = Event::Begins {
                    instance,
                    life,
                    number,
                };
                self.agenda.schedule(self.now + minutes, event)?;
                let timers = &mut self.instances[instance].timers;
                *timers = timers.saturating_add(1);
                let case = self.instances[instance].case;
                let moving = &mut self.cases[case].moving;
                *moving = moving.saturating_add(1);
            }
        }
        // A scope that nothing begins in has ended.
        if self.instances[instance].tokens == 0 {
            let tokens = &mut self.instances[instance].tokens;
            *tokens = 1;
            let life = self.instances[instance].life;
            self.empty.push((instance, life));
        }
        Ok(())
    }

    /// An event sub-process begins within an instance.
    fn begins_within(&mut self, instance: u32, number: u32) -> Result<(), SimulateError> {
        let scope = self.scope_at(self.instances[instance].scope);
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(by_event) = scope.and_then(|scope| scope.by_event.get(place)) else {
            return Ok(());
        };
        let case = self.instances[instance].case;
        let within = self.new_instance(by_event.scope, case, NONE);
        self.instances[within].around = instance;
        self.instances[within].next = self.instances[instance].within;
        self.instances[instance].within = within;
        let tokens = &mut self.instances[instance].tokens;
        *tokens = tokens.saturating_add(1);
        if let Some(step) = self.step_at(by_event.step)
            && self.cases[case].counts
            && let Some(one) = usize::try_from(step.node)
                .ok()
                .and_then(|at| self.steps.get_mut(at))
        {
            one.visits = one.visits.saturating_add(1);
        }
        self.enters(within, Some(by_event.out))
    }

    pub(super) fn unlink_within(&mut self, instance: u32, within: u32) {
        let next = self.instances[within].next;
        if self.instances[instance].within == within {
            self.instances[instance].within = next;
            return;
        }
        let mut at = self.instances[instance].within;
        while at != NONE && self.instances[at].next != within {
            at = self.instances[at].next;
        }
        if at != NONE {
            self.instances[at].next = next;
        }
    }

    /// The time of an event sub-process has come.
    pub(super) fn begins_by_time(
        &mut self,
        instance: u32,
        number: u32,
    ) -> Result<(), SimulateError> {
        let timers = &mut self.instances[instance].timers;
        *timers = timers.saturating_sub(1);
        let case = self.instances[instance].case;
        let scope = self.scope_at(self.instances[instance].scope);
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        let by_event = scope.and_then(|scope| scope.by_event.get(place));
        let interrupts = by_event.map(|by_event| by_event.interrupts) == Some(true);
        if interrupts {
            self.empties(instance);
            self.hears_no_more(instance);
        }
        self.begins_within(instance, number)?;
        if interrupts {
            let tokens = &mut self.instances[instance].tokens;
            *tokens = tokens.saturating_sub(1);
        }
        self.rests(case, 1);
        Ok(())
    }

    /// Ends all that goes on in an instance, which holds one thing then, until something else begins in it.
    pub(super) fn empties(&mut self, instance: u32) {
        self.kill_within(instance, NOBODY);
    }

    /// Begins the event sub-process that takes an error; whether there is one.
    pub(super) fn begins_by_error(&mut self, instance: u32) -> bool {
        let one = self.instances[instance];
        if one.deaf {
            return false;
        }
        let by_event = self
            .scope_at(one.scope)
            .map_or(&[][..], |scope| &scope.by_event);
        let found = (0u32..)
            .zip(by_event)
            .find(|(_, by_event)| matches!(by_event.by, ByEventStart::Error));
        let Some((number, _)) = found else {
            return false;
        };
        self.hears_no_more(instance);
        self.begins_within(instance, number).is_ok()
    }

    /// Begins the event sub-processes of a share behind an instance that has nothing left; whether one begins.
    pub(super) fn begins_after(&mut self, instance: u32) -> bool {
        let one = self.instances[instance];
        if one.after {
            return false;
        }
        self.instances[instance].after = true;
        let Some(scope) = self.scope_at(one.scope) else {
            return false;
        };
        let mut begun = false;
        for (number, by_event) in (0u32..).zip(&scope.by_event) {
            if let ByEventStart::Share(share, stream) = &by_event.by
                && self.unit(*stream) < *share
            {
                begun |= self.begins_within(instance, number).is_ok();
            }
        }
        begun
    }

    /// A process of a case ends.
    pub(super) fn process_ends(&mut self, case: u32, instance: u32, next: u32) {
        let of = &mut self.cases[case];
        of.processes = of.processes.saturating_sub(1);
        if of.first == instance {
            of.first = next;
        } else {
            let mut at = of.first;
            while at != NONE && self.instances[at].next != instance {
                at = self.instances[at].next;
            }
            if at != NONE {
                self.instances[at].next = next;
            }
        }
        self.quiet.push_back(case);
    }

    /// Nothing moves in a case: it has ended, or it is stuck.
    pub(super) fn look_at(&mut self, case: u32) -> Result<(), SimulateError> {
        let of = self.cases[case];
        if !of.alive || of.moving > 0 {
            return Ok(());
        }
        if of.processes == 0 {
            self.case_ends(case);
            return Ok(());
        }
        self.case_sticks(case);
        Ok(())
    }

    fn case_ends(&mut self, case: u32) {
        let of = self.cases[case];
        if of.counts {
            let lead = self.now - of.began;
            let totals = &mut self.totals;
            totals.ended = totals.ended.saturating_add(1);
            if of.withdrawn {
                totals.withdrawn = totals.withdrawn.saturating_add(1);
            }
            totals.lead += lead;
            totals.longest = totals.longest.max(lead);
            totals.work += of.work;
            totals.waited += of.waited;
            totals.cost += of.cost;
            totals.cash += of.cash;
            match &mut self.leads {
                Leads::Sketch(sketch) => sketch.add(lead),
                Leads::Exact(all) => all.push(lead),
            }
            if !of.withdrawn {
                self.judge(case, of.answered.unwrap_or(self.now), true);
            }
        }
        if let Some(month) = self.month_now()
            && let Some((_, finished)) = self.months.get_mut(month)
        {
            *finished = finished.saturating_add(1);
        }
        self.closes(case);
    }

    /// A case waits for what cannot come any more.
    fn case_sticks(&mut self, case: u32) {
        let mut node = NONE;
        let mut instance = self.cases[case].first;
        while instance != NONE {
            let next = self.instances[instance].next;
            let mut within = self.instances[instance].within;
            while within != NONE {
                self.waits_at(within, &mut node);
                within = self.instances[within].next;
            }
            self.waits_at(instance, &mut node);
            if self.m.finds {
                self.kill_within(instance, NONE);
            }
            instance = next;
        }
        match self.stuck_at.iter_mut().find(|(at, _)| *at == node) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.stuck_at.push((node, 1)),
        }
        if self.cases[case].counts {
            self.totals.stuck = self.totals.stuck.saturating_add(1);
        }
        self.closes(case);
    }

    /// The last node of an instance at which something waits.
    fn waits_at(&self, instance: u32, node: &mut u32) {
        let mut token = self.instances[instance].first;
        while token != NONE {
            if self.tokens[token].still {
                *node = self.place_of(self.tokens[token].place).node;
            }
            token = self.tokens[token].next;
        }
    }

    /// A case that had not ended when the run did.
    pub(super) fn left_over(&mut self, case: u32) {
        let of = self.cases[case];
        if of.counts {
            self.totals.unfinished = self.totals.unfinished.saturating_add(1);
            if !of.withdrawn {
                match of.answered {
                    Some(answered) => self.judge(case, answered, true),
                    None => self.judge(case, self.m.marks.horizon, false),
                }
            }
        }
    }

    /// Counts a case in time, or late. One that was not answered is late if its day has passed, and else
    /// nothing yet.
    fn judge(&mut self, case: u32, answered: f64, is_answered: bool) {
        let m = self.m;
        let Some(clock) = &m.clock else { return };
        let of = self.cases[case];
        let Some(arrived) = of.arrived else { return };
        let mut stops = Vec::new();
        let mut at = of.stops;
        while at != NONE {
            let stop = self.stops[at];
            at = stop.next;
            if stop.from > answered {
                continue;
            }
            let kind = usize::try_from(stop.number).ok();
            let Some(kind) = kind.and_then(|at| m.stops.get(at)) else {
                continue;
            };
            let from = day_of(stop.from);
            let until = match stop.until {
                Some(until) => Some(until.min(answered)),
                None => is_answered.then_some(answered),
            };
            stops.push(match until {
                Some(until) => StopDays::new(*kind, from, day_of(until)),
                None => StopDays::still_running(*kind, from),
            });
        }
        stops.reverse();
        let day = if is_answered {
            day_of(answered)
        } else {
            // The run has ended at the midnight after its last day.
            day_of(answered).saturating_sub(1)
        };
        for which in [Which::Standard, Which::Statutory] {
            let Some(holds) = clock.holds(which, day_of(arrived), day, &stops) else {
                continue;
            };
            let totals = match which {
                Which::Standard => &mut self.totals.standard,
                Which::Statutory => &mut self.totals.statutory,
            };
            if !holds {
                totals.1 = totals.1.saturating_add(1);
            } else if is_answered {
                totals.0 = totals.0.saturating_add(1);
            }
        }
    }

    /// Gives back all that a case used.
    fn closes(&mut self, case: u32) {
        self.count_open(self.now);
        self.open = self.open.saturating_sub(1);
        self.empty_mail(case);
        let mut stop = self.cases[case].stops;
        while stop != NONE {
            self.free_stops.push(stop);
            stop = self.stops[stop].next;
        }
        self.cases[case].alive = false;
        self.free_cases.push(case);
    }

    /// A node is reached.
    pub(super) fn reached(&mut self, token: u32, hook: u32) {
        let place = usize::try_from(hook).unwrap_or(usize::MAX);
        let hook: Hook = self.m.hooks.get(place).copied().unwrap_or_default();
        if hook.arrives {
            let case = self.tokens[token].case;
            let now = self.now;
            self.cases[case].arrived.get_or_insert(now);
        }
    }

    /// A node is done.
    pub(super) fn told(&mut self, case: u32, hook: &Hook) {
        let now = self.now;
        if hook.answered {
            self.cases[case].answered.get_or_insert(now);
        }
        self.cases[case].withdrawn |= hook.withdrawn;
        for (bits, stops) in [(hook.goes_on, false), (hook.stops, true)] {
            let mut left = bits;
            while left != 0 {
                let number = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                if stops {
                    self.stops_clock(case, number);
                } else {
                    self.clock_goes_on(case, number);
                }
            }
        }
    }

    /// The clock of a case stops; a second time by the same cause changes nothing.
    pub(super) fn stops_clock(&mut self, case: u32, number: u32) {
        if self.m.clock.is_none() {
            return;
        }
        let mut at = self.cases[case].stops;
        while at != NONE {
            let stop = self.stops[at];
            if stop.number == number && stop.until.is_none() {
                return;
            }
            at = stop.next;
        }
        let at = match self.free_stops.pop() {
            Some(at) => at,
            None => self.stops.push(Stopped::default()),
        };
        self.stops[at] = Stopped {
            number,
            from: self.now,
            until: None,
            next: self.cases[case].stops,
        };
        self.cases[case].stops = at;
    }

    pub(super) fn clock_goes_on(&mut self, case: u32, number: u32) {
        let mut at = self.cases[case].stops;
        while at != NONE {
            let stop = self.stops[at];
            if stop.number == number && stop.until.is_none() {
                self.stops[at].until = Some(self.now);
                return;
            }
            at = stop.next;
        }
    }
}

/// The figures of a run, in the order of their list.
pub(super) fn figures(
    m: &Model,
    totals: &Totals,
    median: Option<f64>,
    ninetieth: Option<f64>,
    backlog: Option<f64>,
    staff: &[StaffOutcome],
) -> Vec<Option<f64>> {
    let float = crate::simulate::as_float;
    let per_ended = |sum: f64| (totals.ended > 0).then(|| sum / float(totals.ended));
    let share = |(in_time, late): (u64, u64)| {
        let all = in_time.saturating_add(late);
        (all > 0).then(|| float(in_time) / float(all))
    };
    let has_statutory = totals.statutory != (0, 0);
    let duty = staff.iter().map(|one| one.figure(StaffFigure::DutyCost));
    let duty: Option<f64> = if staff.is_empty() { None } else { duty.sum() };
    let figure = |figure: &SimulationFigure| match figure {
        SimulationFigure::MeanLead => per_ended(totals.lead),
        SimulationFigure::MedianLead => median,
        SimulationFigure::NinetiethLead => ninetieth,
        SimulationFigure::LongestLead => per_ended(totals.lead).map(|_| totals.longest),
        SimulationFigure::WithinStandard => share(totals.standard),
        SimulationFigure::WithinStatutory => share(totals.statutory),
        SimulationFigure::StatutoryBreaches => has_statutory.then(|| float(totals.statutory.1)),
        SimulationFigure::WorkPerCase => per_ended(totals.work),
        SimulationFigure::WaitingPerCase => per_ended(totals.waited),
        SimulationFigure::Started => Some(float(totals.came)),
        SimulationFigure::Finished => Some(float(totals.ended)),
        SimulationFigure::Withdrawn => Some(float(totals.withdrawn)),
        SimulationFigure::Unfinished => Some(float(totals.unfinished)),
        SimulationFigure::Stuck => Some(float(totals.stuck)),
        SimulationFigure::Backlog => backlog,
        SimulationFigure::CostPerCase => per_ended(totals.cost).filter(|_| m.cost_known),
        SimulationFigure::CashPerCase => per_ended(totals.cash),
        SimulationFigure::DutyCost => duty,
    };
    SimulationFigure::ALL.iter().map(figure).collect()
}
