//! Laws of the simulation core.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test stops at the first surprise"
)]

use proptest::{collection::vec, prelude::*};
use tosei_simulation::proptest::{distributions, opening_hours};
use tosei_simulation::resource::{
    Group, GroupId, Pool, PriorityClass, QueueOrder, Rules, ShiftEnd, Skill, Task, Ticket,
};
use tosei_simulation::{EventQueue, Moments, OpenTimes, Seed};
use tosei_types::Date;

fn first_day() -> Date {
    "2025-03-31".parse().unwrap()
}

fn days() -> impl Strategy<Value = Date> {
    (0..20i64).prop_map(|day| first_day().add_days(day).unwrap())
}

fn open_times() -> impl Strategy<Value = OpenTimes> {
    opening_hours(days()).prop_map(|hours| hours.open_times(first_day(), 20, |_| false).unwrap())
}

/// Somebody who comes: minutes since the one before, skill, class, minutes of service, patience.
type Visitor = (u32, u8, u8, u32, Option<u32>);

fn visitors() -> impl Strategy<Value = Vec<Visitor>> {
    let one = (
        0..9u32,
        0..3u8,
        0..3u8,
        0..40u32,
        prop::option::of(0..60u32),
    );
    vec(one, 1..60)
}

#[derive(Clone, Copy)]
enum Event {
    Comes(usize),
    Ends(GroupId),
    GivesUp(Ticket),
    Staff,
}

/// How long each waited until they were called; `None` if they left or were never called.
fn waits(visitors: &[Visitor], groups: Vec<Group>, rules: Rules) -> Vec<Option<f64>> {
    let mut pool = Pool::try_new(groups, rules).unwrap();
    let mut agenda = EventQueue::new();
    let mut time = 0.0;
    for (who, visitor) in visitors.iter().enumerate() {
        time += f64::from(visitor.0);
        agenda.schedule(time, Event::Comes(who)).unwrap();
    }
    let staff = |pool: &Pool<usize>, agenda: &mut EventQueue<Event>| {
        if let Some(coming) = pool.next_coming() {
            agenda.schedule(coming, Event::Staff).unwrap();
        }
    };
    staff(&pool, &mut agenda);
    let mut waits = vec![None; visitors.len()];
    let mut left = 0;
    while let Some((now, event)) = agenda.next_event() {
        match event {
            Event::Comes(who) => {
                let (_, skill, class, minutes, patience) = visitors[who];
                let class = PriorityClass::try_new(class).unwrap();
                let skill = Skill::try_new(skill).unwrap();
                let task = Task::new(skill, f64::from(minutes), who).in_class(class);
                let ticket = pool.enqueue(now, task).unwrap();
                if let Some(patience) = patience {
                    let until = now + f64::from(patience);
                    agenda.schedule(until, Event::GivesUp(ticket)).unwrap();
                }
            }
            Event::Ends(group) => pool.finish(now, group).unwrap(),
            Event::GivesUp(ticket) => left += u64::from(pool.leave(now, ticket).is_some()),
            Event::Staff => {}
        }
        while let Some(started) = pool.start_next(now) {
            assert!(started.waited >= 0.0 && started.ends >= now);
            waits[started.payload] = Some(started.waited);
            agenda
                .schedule(started.ends, Event::Ends(started.group))
                .unwrap();
        }
        if let Event::Staff = event {
            staff(&pool, &mut agenda);
        }
        let totals = pool.totals(now);
        assert!(totals.agrees(), "{totals:?}");
        assert_eq!(totals.withdrawn, left);
    }
    waits
}

fn shift_ends() -> impl Strategy<Value = ShiftEnd> {
    prop::sample::select(vec![
        ShiftEnd::FinishFirst,
        ShiftEnd::StopAndResume,
        ShiftEnd::OnlyIfDone,
    ])
}

proptest! {
    /// Law: whoever comes is called, leaves or waits; nobody waits a negative time; and in every run the
    /// minutes waited are the area under the queue (Little) — with any shifts, skills and classes.
    #[test]
    fn everybody_is_accounted_for(
        visitors in visitors(),
        shifts in vec((open_times(), 0..3u32, vec(0..3u8, 0..3)), 1..4),
        shift_end in shift_ends(),
    ) {
        let skills = |numbers: Vec<u8>| numbers.into_iter().map(|one| Skill::try_new(one).unwrap());
        let mut groups: Vec<Group> = shifts
            .into_iter()
            .map(|(times, servers, numbers)| Group::new(servers, skills(numbers), times))
            .collect();
        // So that every skill is known.
        groups.push(Group::new(1, skills(vec![0, 1, 2]), OpenTimes::always(20)));
        let order = QueueOrder::ClassThenArrival;
        let called = waits(&visitors, groups, Rules { order, shift_end });
        for (wait, visitor) in called.iter().zip(&visitors) {
            match (wait, visitor.4) {
                (Some(wait), Some(patience)) => prop_assert!(*wait <= f64::from(patience)),
                (None, None) => prop_assert!(shift_end == ShiftEnd::OnlyIfDone),
                _ => {}
            }
        }
    }

    /// Law: with one class in order of arrival, services that belong to the customer and nobody who
    /// leaves, one more server makes nobody wait longer.
    #[test]
    fn one_more_server_makes_nobody_wait_longer(visitors in visitors(), servers in 1..5u32) {
        let visitors: Vec<Visitor> = visitors
            .into_iter()
            .map(|(since, _, _, minutes, _)| (since, 0, 0, minutes, None))
            .collect();
        let of = |servers| {
            let group = Group::new(servers, [Skill::try_new(0).unwrap()], OpenTimes::always(20));
            waits(&visitors, vec![group], Rules::default())
        };
        for (few, many) in of(servers).iter().zip(of(servers + 1)) {
            prop_assert!(many.unwrap() <= few.unwrap());
        }
    }
}

proptest! {
    /// Law: events come out in order of time, and those of one time in the order they were put in.
    #[test]
    fn events_come_out_sorted_and_stable(times in vec(0..50u32, 0..200)) {
        let mut agenda = EventQueue::new();
        for (number, time) in times.iter().enumerate() {
            agenda.schedule(f64::from(*time), number).unwrap();
        }
        let mut wanted: Vec<_> = times.iter().map(|time| f64::from(*time)).zip(0..).collect();
        wanted.sort_by(|one, other| one.0.total_cmp(&other.0)); // stable
        let order: Vec<_> = std::iter::from_fn(|| agenda.next_event()).collect();
        prop_assert_eq!(order, wanted);
    }

    /// Law: what is drawn is a number of 0 or more, and a document of it draws the same.
    #[test]
    fn draws_are_times(distribution in distributions(), seed in any::<u64>()) {
        let json = serde_json::to_string(&distribution).unwrap();
        let read: tosei_simulation::Distribution = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &distribution);
        let (sampler, again) = (distribution.sampler().unwrap(), read.sampler().unwrap());
        let mut streams = [0, 0].map(|run| Seed::new(seed).stream("service", run));
        for _ in 0..50 {
            let drawn = sampler.sample(&mut streams[0]);
            prop_assert!(drawn >= 0.0 && drawn.is_finite(), "{drawn}");
            prop_assert_eq!(drawn.to_bits(), again.sample(&mut streams[1]).to_bits());
        }
    }

    /// Law: the mean of many draws is near the mean that the distribution says (within six standard
    /// errors, which chance passes once in 500 million).
    #[test]
    fn means_are_those_of_the_distribution(distribution in distributions(), seed in any::<u64>()) {
        let sampler = distribution.sampler().unwrap();
        // Rare and huge values make the mean of a sample meaningless.
        prop_assume!(sampler.variance() < 4.0 * sampler.mean() * sampler.mean());
        let mut stream = Seed::new(seed).stream("service", 0);
        let mut moments = Moments::new();
        (0..4_000).for_each(|_| moments.add(sampler.sample(&mut stream)));
        let error = (sampler.variance() / 4_000.0).sqrt();
        let off = (moments.mean().unwrap() - sampler.mean()).abs();
        prop_assert!(off <= 6.0 * error + 1e-9, "{off} {error}");
    }

    /// Law: the share up to a quantile is the share asked for.
    #[test]
    fn quantiles_and_shares_are_inverse(distribution in distributions(), share in 0.01..0.99) {
        let sampler = distribution.sampler().unwrap();
        let value = sampler.quantile(share);
        let steps = sampler.share(value + 1e-9) - sampler.share(value - 1e-6);
        prop_assert!((sampler.share(value) - share).abs() < 1e-6 + steps);
    }

    /// Law: between a time and the time after so many open minutes, it is open for so many minutes.
    #[test]
    fn open_minutes_pass_while_it_is_open(
        times in open_times(),
        at in 0.0..28_800.0,
        minutes in 0.001..3_000.0,
    ) {
        let before_end = times.open_between(at, times.end());
        match times.after_open_minutes(at, minutes) {
            Some(done) => {
                prop_assert!(done > at);
                prop_assert!((times.open_between(at, done) - minutes).abs() < 1e-6);
            }
            None => prop_assert!(before_end < minutes),
        }
    }

    /// Law: it is open at its next opening, and not before it.
    #[test]
    fn nothing_is_open_before_the_next_opening(times in open_times(), at in 0.0..28_800.0) {
        if let Some(next) = times.next_opening(at) {
            prop_assert!(times.is_open(next));
            prop_assert_eq!(times.open_between(at, next), 0.0);
        } else {
            prop_assert_eq!(times.open_between(at, times.end()), 0.0);
        }
    }

    /// Law: moments of parts, merged, are those of the whole.
    #[test]
    fn moments_merge(values in vec(-1e6..1e6, 2..100), cut in any::<prop::sample::Index>()) {
        let of = |values: &[f64]| {
            let mut moments = Moments::new();
            values.iter().for_each(|value| moments.add(*value));
            moments
        };
        let cut = cut.index(values.len());
        let (whole, mut parts) = (of(&values), of(&values[..cut]));
        parts.merge(&of(&values[cut..]));
        prop_assert_eq!(whole.count(), parts.count());
        prop_assert_eq!((whole.least(), whole.most()), (parts.least(), parts.most()));
        prop_assert!((whole.mean().unwrap() - parts.mean().unwrap()).abs() < 1e-6);
        let spread = whole.variance().unwrap();
        prop_assert!((spread - parts.variance().unwrap()).abs() <= 1e-9 * spread + 1e-6);
    }
}
