//! Pools of servers: shifts, skills, classes, people who leave.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use tosei_simulation::resource::{
    Group, Pool, PriorityClass, QueueOrder, Rules, ShiftEnd, Skill, Task,
};
use tosei_simulation::{EventQueue, OpenTimes, OpeningHours};

fn skill(number: u8) -> Skill {
    Skill::try_new(number).unwrap()
}

fn class(number: u8) -> PriorityClass {
    PriorityClass::try_new(number).unwrap()
}

/// Open times of some days that begin on a Monday.
fn hours(days: u32, spans: &str) -> OpenTimes {
    let spans: Vec<_> = spans
        .split(',')
        .map(|span| {
            let (from, to) = span.split_once('-').unwrap();
            tosei_simulation::opening_hours::Span {
                from: from.parse().unwrap(),
                to: to.parse().unwrap(),
            }
        })
        .collect();
    OpeningHours::weekdays(&spans)
        .open_times("2025-06-02".parse().unwrap(), days, |_| false)
        .unwrap()
}

fn rules(shift_end: ShiftEnd) -> Rules {
    Rules {
        order: QueueOrder::ClassThenArrival,
        shift_end,
    }
}

#[derive(Clone, Copy)]
enum Event {
    Comes(usize),
    Ends(u32),
    Staff,
}

/// When each service begins and ends, for people who come with a skill, a class and minutes.
fn run(pool: &mut Pool<usize>, people: &[(f64, u8, u8, f64)]) -> Vec<Option<(f64, f64)>> {
    let mut agenda = EventQueue::new();
    for (who, person) in people.iter().enumerate() {
        agenda.schedule(person.0, Event::Comes(who)).unwrap();
    }
    if let Some(coming) = pool.next_coming() {
        agenda.schedule(coming, Event::Staff).unwrap();
    }
    let mut groups = Vec::new();
    let mut served = vec![None; people.len()];
    while let Some((now, event)) = agenda.next_event() {
        match event {
            Event::Comes(who) => {
                let (_, needs, class_number, minutes) = people[who];
                let task = Task::new(skill(needs), minutes, who).in_class(class(class_number));
                pool.enqueue(now, task).unwrap();
            }
            Event::Ends(group) => {
                let at = groups
                    .iter()
                    .position(|one: &tosei_simulation::resource::GroupId| one.number() == group);
                pool.finish(now, groups[at.unwrap()]).unwrap();
            }
            Event::Staff => {}
        }
        while let Some(started) = pool.start_next(now) {
            served[started.payload] = Some((now, started.ends));
            groups.push(started.group);
            let ends = Event::Ends(started.group.number());
            agenda.schedule(started.ends, ends).unwrap();
        }
        if let (Event::Staff, Some(coming)) = (event, pool.next_coming()) {
            agenda.schedule(coming, Event::Staff).unwrap();
        }
        assert!(pool.totals(now).agrees());
    }
    served
}

const HOUR: f64 = 60.0;

#[test]
fn a_service_that_runs_into_lunch_is_finished_paused_or_not_begun() {
    let people = [(11.75 * HOUR, 0, 0, 30.0)];
    let of = |shift_end| {
        let person = Group::new(1, [skill(0)], hours(1, "09:00-12:00,13:00-17:00"));
        let mut pool = Pool::try_new(vec![person], rules(shift_end)).unwrap();
        let served = run(&mut pool, &people)[0];
        (served, pool.uses(24.0 * HOUR).next().unwrap())
    };
    let (served, used) = of(ShiftEnd::FinishFirst);
    assert_eq!(served, Some((11.75 * HOUR, 12.25 * HOUR)));
    assert_eq!((used.busy_minutes, used.outside_minutes), (30.0, 15.0));
    assert_eq!(used.duty_minutes, 7.0 * HOUR);
    let (served, used) = of(ShiftEnd::StopAndResume);
    assert_eq!(served, Some((11.75 * HOUR, 13.25 * HOUR)));
    assert_eq!(used.outside_minutes, 0.0);
    let (served, _) = of(ShiftEnd::OnlyIfDone);
    assert_eq!(served, Some((13.0 * HOUR, 13.5 * HOUR)));
}

#[test]
fn a_service_that_ends_with_the_shift_is_done_in_time_and_one_a_second_longer_is_not() {
    for (minutes, begins) in [(15.0, 11.75), (15.0 + 1.0 / 60.0, 13.0)] {
        let person = Group::new(1, [skill(0)], hours(1, "09:00-12:00,13:00-17:00"));
        let mut pool = Pool::try_new(vec![person], rules(ShiftEnd::OnlyIfDone)).unwrap();
        let served = run(&mut pool, &[(11.75 * HOUR, 0, 0, minutes)]);
        assert_eq!(served[0].unwrap().0, begins * HOUR);
    }
    // Whoever comes in the minute in which the shift ends finds nobody.
    let person = Group::new(1, [skill(0)], hours(1, "09:00-12:00,13:00-17:00"));
    let mut pool = Pool::try_new(vec![person], rules(ShiftEnd::FinishFirst)).unwrap();
    let served = run(
        &mut pool,
        &[(12.0 * HOUR, 0, 0, 5.0), (16.999 * HOUR, 0, 0, 5.0)],
    );
    assert_eq!(served[0].unwrap().0, 13.0 * HOUR);
    assert_eq!(served[1].unwrap().0, 16.999 * HOUR);
}

#[test]
fn a_service_longer_than_every_shift_is_never_begun_if_only_what_gets_done_is_begun() {
    let person = Group::new(1, [skill(0)], hours(5, "09:00-10:00"));
    let mut pool = Pool::try_new(vec![person], rules(ShiftEnd::OnlyIfDone)).unwrap();
    let served = run(&mut pool, &[(0.0, 0, 0, 90.0), (1.0, 0, 0, 20.0)]);
    // Whoever is behind such a service in the same queue does not get past it.
    assert_eq!(served, [None, None]);
    assert_eq!(pool.waiting(), 2);
}

#[test]
fn the_first_class_goes_first_unless_the_order_is_that_of_arrival() {
    let people = [(0.0, 0, 1, 10.0), (1.0, 0, 1, 10.0), (2.0, 0, 0, 10.0)];
    let begins = |order| {
        let person = Group::new(1, [skill(0)], OpenTimes::always(1));
        let shift_end = ShiftEnd::FinishFirst;
        let mut pool = Pool::try_new(vec![person], Rules { order, shift_end }).unwrap();
        run(&mut pool, &people)
            .iter()
            .map(|one| one.unwrap().0)
            .collect::<Vec<_>>()
    };
    assert_eq!(begins(QueueOrder::ClassThenArrival), [0.0, 20.0, 10.0]);
    assert_eq!(begins(QueueOrder::Arrival), [0.0, 10.0, 20.0]);
}

#[test]
fn specialists_first_and_nobody_does_what_they_cannot() {
    let all_day = OpenTimes::always(1);
    let specialist = Group::new(1, [skill(1)], all_day.clone());
    let generalist = Group::new(1, [skill(0), skill(1)], all_day);
    let mut pool = Pool::try_new(vec![specialist, generalist], Rules::default()).unwrap();
    // The specialist takes the first, so the generalist is free for the second; the third waits for
    // the generalist although the specialist is free.
    let served = run(
        &mut pool,
        &[
            (0.0, 1, 0, 5.0),
            (1.0, 0, 0, 20.0),
            (2.0, 0, 0, 5.0),
            (6.0, 1, 0, 5.0),
        ],
    );
    let begins: Vec<f64> = served.iter().map(|one| one.unwrap().0).collect();
    assert_eq!(begins, [0.0, 1.0, 21.0, 6.0]);
    assert_eq!(
        pool.enqueue(30.0, Task::new(skill(2), 1.0, 0))
            .unwrap_err()
            .code(),
        "simulation.resource.skill"
    );
}

#[test]
fn those_who_are_held_stay_and_those_at_lunch_come_back() {
    let until_noon = Group::new(1, [skill(0)], hours(2, "09:00-12:00"));
    let until_five = Group::new(2, [skill(0)], hours(2, "09:00-17:00"));
    let mut pool: Pool<u8> = Pool::try_new(vec![until_noon, until_five], Rules::default()).unwrap();
    assert_eq!(pool.on_duty(), 0);
    // Nothing was asked since midnight: who went home at noon is not held at five.
    pool.hold(17.0 * HOUR, true);
    assert_eq!(pool.on_duty(), 2);
    assert!(pool.start_next(23.0 * HOUR).is_none());
    assert_eq!(pool.on_duty(), 2);
    pool.enqueue(23.0 * HOUR, Task::new(skill(0), 10.0, 1))
        .unwrap();
    let late = pool.start_next(23.0 * HOUR).unwrap();
    assert_eq!(pool.uses(23.0 * HOUR).nth(1).unwrap().outside_minutes, 10.0);
    pool.finish(late.ends, late.group).unwrap();
    pool.hold(late.ends, false);
    assert_eq!(pool.on_duty(), 0);
    assert_eq!(pool.next_coming(), Some((24.0 + 9.0) * HOUR));
    assert!(pool.start_next(33.0 * HOUR).is_none());
    assert_eq!(pool.on_duty(), 3);
}

#[test]
fn whoever_left_is_gone_and_an_old_ticket_names_nobody() {
    let person = Group::new(1, [skill(0)], OpenTimes::always(1));
    let mut pool = Pool::try_new(vec![person], Rules::default()).unwrap();
    let task = |payload| Task::new(skill(0), 10.0, payload);
    let first = pool.enqueue(0.0, task('a')).unwrap();
    let second = pool.enqueue(0.0, task('b')).unwrap();
    let third = pool.enqueue(0.0, task('c')).unwrap();
    assert_eq!(pool.start_next(0.0).unwrap().payload, 'a');
    assert_eq!(pool.leave(3.0, first), None, "being served");
    assert_eq!(pool.leave(3.0, second), Some('b'));
    assert_eq!(pool.leave(3.0, second), None);
    let again = pool.enqueue(4.0, task('d')).unwrap();
    assert_ne!(again, second, "the slot is used again, the ticket is not");
    assert_eq!(pool.turn_away(5.0), Some('c'));
    assert_eq!(pool.leave(6.0, third), None);
    let totals = pool.totals(10.0);
    assert!(totals.agrees());
    assert_eq!(
        (
            totals.enqueued,
            totals.started,
            totals.withdrawn,
            totals.waiting
        ),
        (4, 1, 2, 1)
    );
    assert_eq!(totals.waited_minutes, 3.0 + 5.0 + 6.0);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let group = || Group::new(1, [skill(0)], OpenTimes::always(1));
    let none = Pool::<u8>::try_new(Vec::new(), Rules::default());
    assert_eq!(none.unwrap_err().code(), "simulation.resource.groups");
    let huge = Group::new(1_000_001, [skill(0)], OpenTimes::always(1));
    let huge = Pool::<u8>::try_new(vec![huge], Rules::default());
    assert_eq!(huge.unwrap_err().code(), "simulation.resource.servers");
    assert_eq!(
        Skill::try_new(64).unwrap_err().code(),
        "simulation.resource.skill"
    );
    assert_eq!(
        PriorityClass::try_new(8).unwrap_err().code(),
        "simulation.resource.class"
    );
    let mut pool = Pool::try_new(vec![group()], Rules::default()).unwrap();
    for minutes in [-1.0, f64::NAN, f64::INFINITY] {
        let refused = pool
            .enqueue(0.0, Task::new(skill(0), minutes, ()))
            .unwrap_err();
        assert_eq!(refused.code(), "simulation.resource.minutes");
    }
    pool.enqueue(5.0, Task::new(skill(0), 1.0, ())).unwrap();
    // Time does not go back, and no number is no time.
    let started = pool.start_next(f64::NAN).unwrap();
    assert_eq!((started.waited, started.ends), (0.0, 6.0));
    pool.finish(2.0, started.group).unwrap();
    let twice = pool.finish(7.0, started.group).unwrap_err();
    assert_eq!(twice.code(), "simulation.resource.not_busy");
}

/// Where the first class goes first, one more server can make somebody wait longer: it lets two long
/// services of the last class begin just before somebody of the first class comes.
#[test]
fn with_priorities_one_more_server_can_make_somebody_wait_longer() {
    let people = [
        (0.0, 0, 0, 10.0),
        (1.0, 0, 0, 1.0),
        (3.0, 0, 1, 100.0),
        (4.0, 0, 1, 100.0),
        (10.5, 0, 0, 1.0),
    ];
    let wait_of_last = |servers, order| {
        let group = Group::new(servers, [skill(0)], OpenTimes::always(1));
        let shift_end = ShiftEnd::FinishFirst;
        let mut pool = Pool::try_new(vec![group], Rules { order, shift_end }).unwrap();
        run(&mut pool, &people)[4].unwrap().0 - 10.5
    };
    assert_eq!(wait_of_last(1, QueueOrder::ClassThenArrival), 0.5);
    assert_eq!(wait_of_last(2, QueueOrder::ClassThenArrival), 92.5);
    // In the order of arrival that cannot happen; see the properties.
    assert!(wait_of_last(2, QueueOrder::Arrival) <= wait_of_last(1, QueueOrder::Arrival));
}
