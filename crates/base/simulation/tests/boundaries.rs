//! Exactly at the limits, and what is asked for between two events.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test stops at the first surprise, and these figures are exact"
)]

use tosei_simulation::opening_hours::{OpeningHoursError, Span, TimeOfDay};
use tosei_simulation::resource::{
    Group, Pool, PoolTotals, PriorityClass, QueueOrder, ResourceError, Rules, ShiftEnd, Skill, Task,
};
use tosei_simulation::{
    EventQueue, Level, Moments, OpenTimes, OpeningHours, RunPlan, RunPlanError, Seed,
    StatisticsError, TimeAverage, Traced, Verdict, batch_means, quantile_interval,
};
use tosei_types::Weekday;

fn span(text: &str) -> Span {
    let (from, to) = text.split_once('-').unwrap();
    Span {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    }
}

/// Weekdays from a Monday on.
fn weekdays(days: u32, spans: &[&str]) -> OpenTimes {
    let spans: Vec<Span> = spans.iter().map(|one| span(one)).collect();
    OpeningHours::weekdays(&spans)
        .open_times("2025-06-02".parse().unwrap(), days, |_| false)
        .unwrap()
}

fn skill(number: u8) -> Skill {
    Skill::try_new(number).unwrap()
}

fn rules(shift_end: ShiftEnd) -> Rules {
    Rules {
        order: QueueOrder::Arrival,
        shift_end,
    }
}

#[test]
fn a_time_of_day_is_two_digits_twice_up_to_the_end_of_the_day() {
    for good in ["00:00", "08:30", "23:59", "24:00"] {
        assert_eq!(good.parse::<TimeOfDay>().unwrap().to_string(), good);
    }
    for bad in [
        "8:30", "08:3", "+8:30", "08:+3", "0x:30", "08:60", "24:01", "25:00", "0830", "",
    ] {
        assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
    }
}

#[test]
fn weekdays_are_monday_to_friday() {
    let hours = OpeningHours::weekdays(&[span("09:00-17:00")]);
    for day in [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
    ] {
        assert_eq!(hours.usual(day), [span("09:00-17:00")], "{day:?}");
    }
    for day in [Weekday::Saturday, Weekday::Sunday] {
        assert!(hours.usual(day).is_empty(), "{day:?}");
    }
}

#[test]
fn opening_times_have_a_most_of_days_and_of_spans() {
    let open = |days, spans: usize| {
        let all: Vec<Span> = (0..spans)
            .map(|number| {
                let at = |minute: usize| format!("{:02}:{:02}", minute / 60, minute % 60);
                span(&format!("{}-{}", at(2 * number), at(2 * number + 1)))
            })
            .collect();
        let first = "2025-06-02".parse().unwrap();
        OpeningHours::weekdays(&all).open_times(first, days, |_| false)
    };
    assert_eq!(open(3_850, 1).unwrap().end(), 3_850.0 * 1_440.0);
    assert_eq!(open(3_851, 1), Err(OpeningHoursError::Days));
    assert_eq!(open(0, 1), Err(OpeningHoursError::Days));
    assert_eq!(open(1, MOST_SPANS).unwrap().spans().len(), MOST_SPANS);
    for more in [1, 2] {
        assert_eq!(
            open(1, MOST_SPANS + more),
            Err(OpeningHoursError::TooManySpans(MOST_SPANS + more))
        );
    }
    assert_eq!(OpenTimes::always(3).end(), 4_320.0);
    assert_eq!(OpenTimes::always(3).spans(), [(0.0, 4_320.0)]);
}

/// The most spans of a day.
const MOST_SPANS: usize = 48;

#[test]
fn spans_that_touch_are_one_and_close_at_their_end() {
    let round_the_clock = weekdays(2, &["00:00-12:00", "12:00-24:00"]);
    assert_eq!(round_the_clock.spans(), [(0.0, 2_880.0)]);
    let lunch = weekdays(2, &["08:30-12:00", "13:00-17:00"]);
    assert_eq!(lunch.closes_at(510.0), Some(720.0));
    assert_eq!(lunch.closes_at(719.5), Some(720.0));
    assert_eq!(lunch.closes_at(720.0), None);
    assert_eq!(lunch.closes_at(2_000.0), Some(1_440.0 + 720.0));
    // Less than nothing to wait for is nothing to wait for.
    assert_eq!(lunch.after_open_minutes(600.0, -5.0), Some(600.0));
    assert_eq!(lunch.after_open_minutes(730.0, -5.0), Some(780.0));
}

#[test]
fn a_queue_of_events_counts_ends_and_begins_again() {
    let mut agenda = EventQueue::new();
    assert!(agenda.is_empty());
    for (time, event) in [(-0.0, 'a'), (0.0, 'b'), (5.0, 'c')] {
        agenda.schedule(time, event).unwrap();
    }
    assert_eq!((agenda.len(), agenda.is_empty()), (3, false));
    let mut seen = Vec::new();
    let mut trace = |minute: f64, event: char| seen.push((minute, event));
    while agenda.next_traced(9.0, &mut trace).is_some() {}
    // Zero and minus zero are one time, before any other; an event before the end comes, too.
    assert_eq!(seen, [(0.0, 'a'), (0.0, 'b'), (5.0, 'c')]);
    assert_eq!(agenda.now(), 9.0);
    // No end is no time to stand at.
    assert_eq!(agenda.next_event_until(f64::INFINITY), None);
    assert_eq!(agenda.next_event_until(1.0), None);
    assert_eq!(agenda.now(), 9.0);
    agenda.schedule(10.0, 'd').unwrap();
    agenda.reset();
    assert_eq!((agenda.len(), agenda.now()), (0, 0.0));
    ().event(1.0, &'e');
}

#[test]
fn whoever_came_first_is_next_whatever_they_need() {
    let mut pool = Pool::try_new(
        vec![Group::new(1, [skill(0), skill(1)], OpenTimes::always(1))],
        rules(ShiftEnd::FinishFirst),
    )
    .unwrap();
    let mut tickets = Vec::new();
    for (now, needs, who) in [
        (1.0, 1, "甲"),
        (2.0, 0, "乙"),
        (3.0, 1, "丙"),
        (4.0, 0, "丁"),
    ] {
        let task = Task::new(skill(needs), 10.0, who);
        tickets.push(pool.enqueue(now, task).unwrap());
    }
    assert!(tickets.iter().all(|ticket| pool.is_waiting(*ticket)));
    assert_eq!(pool.turn_away(5.0), Some("甲"));
    assert!(!pool.is_waiting(tickets[0]));
    let second = pool.start_next(6.0).unwrap();
    assert_eq!(
        (second.payload, second.waited, second.ends),
        ("乙", 4.0, 16.0)
    );
    assert!(!pool.is_waiting(tickets[1]) && pool.is_waiting(tickets[2]));
    // Somebody in the place of one who is gone has another ticket.
    let other = Pool::<&str>::try_new(
        vec![Group::new(1, [skill(0)], OpenTimes::always(1))],
        rules(ShiftEnd::FinishFirst),
    )
    .unwrap();
    assert!(!other.is_waiting(tickets[2]), "a ticket of another pool");
    let again = pool.enqueue(7.0, Task::new(skill(1), 1.0, "戊")).unwrap();
    assert!(pool.is_waiting(again));
    assert!(!pool.is_waiting(tickets[0]) && !pool.is_waiting(tickets[1]));
    let totals = pool.totals(10.0);
    // 甲 4 minutes, 乙 4, 丙 7, 丁 6, 戊 3.
    assert_eq!((totals.waited_minutes, totals.waiting_area), (24.0, 24.0));
    assert_eq!(
        (totals.withdrawn, totals.started, totals.waiting),
        (1, 1, 3)
    );
    assert!(totals.agrees());
}

#[test]
fn totals_that_do_not_agree_are_told() {
    let totals = PoolTotals {
        enqueued: 6,
        started: 3,
        withdrawn: 2,
        waiting: 1,
        waited_minutes: 1e9,
        waiting_area: 1e9,
    };
    assert!(totals.agrees());
    let apart = |waited_minutes, waiting_area| PoolTotals {
        waited_minutes,
        waiting_area,
        ..totals
    };
    assert!(apart(1e9 + 50.0, 1e9).agrees());
    assert!(!apart(1e9 + 150.0, 1e9).agrees());
    assert!(apart(1e-7, 0.0).agrees());
    assert!(!apart(2e-7, 0.0).agrees());
    assert!(
        !PoolTotals {
            started: 4,
            ..totals
        }
        .agrees()
    );
    assert!(
        !PoolTotals {
            waiting: 0,
            ..apart(0.0, 9.0)
        }
        .agrees()
    );
}

#[test]
fn pools_groups_skills_and_classes_have_their_most() {
    let group = |servers| Group::new(servers, [skill(0), skill(0)], OpenTimes::always(1));
    let pool = |groups| Pool::<()>::try_new(groups, rules(ShiftEnd::FinishFirst)).map(|_| ());
    assert!(pool(vec![group(1); 10_000]).is_ok());
    for more in [1, 2] {
        let refused = ResourceError::Groups(10_000 + more);
        assert_eq!(pool(vec![group(1); 10_000 + more]), Err(refused));
    }
    assert!(pool(vec![group(1_000_000)]).is_ok());
    assert!(pool(vec![group(1_000_001)]).is_err());
    let two = group(2);
    assert_eq!(two.servers(), 2);
    // A skill that is named twice is there once.
    assert!(two.skills().has(skill(0)) && !two.skills().has(skill(1)));
    assert_eq!(PriorityClass::try_new(7), Ok(PriorityClass::LAST));
    assert!(PriorityClass::try_new(8).is_err());
}

#[test]
fn what_a_group_does_is_known_between_events() {
    let shifts = || weekdays(1, &["01:00-02:00"]);
    let early = Group::new(2, [skill(0)], shifts());
    let late = Group::new(1, [skill(1)], weekdays(1, &["01:30-03:00"]));
    let mut pool = Pool::try_new(vec![late, early], rules(ShiftEnd::FinishFirst)).unwrap();
    // Whoever comes first is the next to come.
    assert_eq!((pool.next_coming(), pool.on_duty()), (Some(60.0), 0));
    pool.enqueue(60.0, Task::new(skill(0), 30.0, ())).unwrap();
    let started = pool.start_next(60.0).unwrap();
    assert_eq!(started.ends, 90.0);
    let uses: Vec<_> = pool.uses(75.0).collect();
    assert_eq!((uses[1].busy_minutes, uses[1].duty_minutes), (15.0, 30.0));
    assert_eq!((uses[0].busy_minutes, uses[0].duty_minutes), (0.0, 0.0));
    pool.finish(90.0, started.group).unwrap();
    assert_eq!(pool.on_duty(), 3);
    let uses: Vec<_> = pool.uses(100.0).collect();
    assert_eq!((uses[1].busy_minutes, uses[1].duty_minutes), (30.0, 80.0));
    assert_eq!((uses[0].started, uses[0].duty_minutes), (0, 10.0));
    // After the last shift nobody is there.
    pool.enqueue(180.0, Task::new(skill(0), 1.0, ())).unwrap();
    assert!(pool.start_next(180.0).is_none());
    assert_eq!((pool.on_duty(), pool.next_coming()), (0, None));
}

#[test]
fn whoever_is_held_stays_beyond_the_shift_and_does_not_pause() {
    let group = Group::new(1, [skill(0)], weekdays(2, &["01:00-02:00"]));
    let mut pool = Pool::try_new(vec![group], rules(ShiftEnd::StopAndResume)).unwrap();
    pool.hold(100.0, true);
    pool.enqueue(110.0, Task::new(skill(0), 30.0, "甲"))
        .unwrap();
    let first = pool.start_next(110.0).unwrap();
    assert_eq!(first.ends, 140.0);
    pool.finish(140.0, first.group).unwrap();
    assert_eq!(pool.on_duty(), 1);
    pool.hold(141.0, false);
    assert_eq!(pool.on_duty(), 0);
}

#[test]
fn a_service_that_no_shift_is_long_enough_for_goes_on_after_the_last() {
    let group = Group::new(1, [skill(0)], weekdays(1, &["01:00-02:00"]));
    let mut pool = Pool::try_new(vec![group], rules(ShiftEnd::StopAndResume)).unwrap();
    pool.enqueue(70.0, Task::new(skill(0), 80.0, ())).unwrap();
    // 50 minutes until two o'clock, and 30 more.
    assert_eq!(pool.start_next(70.0).unwrap().ends, 150.0);
    assert_eq!(pool.uses(70.0).next().unwrap().outside_minutes, 30.0);
}

/// How many values would be needed, and how many there are.
fn too_few<T>(result: Result<T, StatisticsError>) -> Option<(usize, usize)> {
    match result {
        Err(StatisticsError::TooFew { needed, given, .. }) => Some((needed, given)),
        _ => None,
    }
}

#[test]
fn an_interval_of_a_quantile_is_that_of_the_binomial_places() {
    let waits: Vec<f64> = (1..=200).map(f64::from).collect();
    let level = Level::default();
    // 180 ± 1.96 √18 is 171.7 to 188.3; outwards, and one place more above.
    assert_eq!(
        quantile_interval(&waits, 0.9, level),
        Ok((171.0, 180.0, 190.0))
    );
    // 100 ± 1.96 √50.
    assert_eq!(
        quantile_interval(&waits, 0.5, level),
        Ok((86.0, 100.0, 115.0))
    );
    for share in [0.0, 1.0, -0.1, 1.1, f64::NAN] {
        assert_eq!(
            quantile_interval(&waits, share, level),
            Err(StatisticsError::Share),
            "{share}"
        );
    }
    let mut broken = waits;
    broken[7] = f64::NAN;
    assert_eq!(
        quantile_interval(&broken, 0.9, level),
        Err(StatisticsError::NotFinite)
    );
    for (given, needed) in [(10, 40), (30, 60)] {
        let refused = quantile_interval(&vec![1.0; given], 0.99, level);
        assert_eq!(too_few(refused), Some((needed, given)));
    }
}

#[test]
fn batches_are_two_or_more_of_ten_or_more() {
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    let level = Level::default();
    let estimate = batch_means(&values, 2, level).unwrap();
    assert_eq!((estimate.mean, estimate.runs), (9.5, 2));
    assert_eq!(too_few(batch_means(&values, 1, level)), Some((20, 20)));
    assert_eq!(too_few(batch_means(&values, 3, level)), Some((30, 20)));
}

#[test]
fn an_interval_as_narrow_as_was_asked_for_is_enough() {
    let mut moments = Moments::new();
    [7.0, 9.0].into_iter().for_each(|value| moments.add(value));
    let estimate = moments.estimate(Level::default()).unwrap();
    assert_eq!(estimate.mean, 8.0);
    // A share of a power of two is exact.
    let share = estimate.half_width / 8.0;
    assert_eq!(estimate.verdict(share), Verdict::Enough);
    assert_eq!(estimate.verdict(share * 0.999), Verdict::NotEnoughRuns);
    let words = [Verdict::Enough, Verdict::NotEnoughRuns, Verdict::NotStable];
    assert_eq!(
        words.map(Verdict::label_ja),
        [
            "十分",
            "試行回数が足りない",
            "安定しない（待ちが増え続ける）"
        ]
    );
    assert_eq!(
        words.map(Verdict::label_en),
        [
            "enough runs",
            "not enough runs",
            "not stable: the queue keeps growing"
        ]
    );
    let mut number = TimeAverage::starting(0.0, 2.0);
    number.set(5.0, 3.0);
    assert_eq!((number.value(), number.area_until(7.0)), (3.0, 16.0));
}

#[test]
fn a_plan_says_how_many_runs_it_makes() {
    let seed = Seed::new(1);
    assert_eq!(RunPlan::fixed(seed, 7).unwrap().most_runs(), 7);
    assert_eq!(RunPlan::until(seed, 2, 50, 0.1).unwrap().most_runs(), 50);
    let code = |plan: Result<RunPlan, RunPlanError>| plan.err().map(|error| error.code());
    for (least, most, relative, is_good) in [
        (2, 2, 1.0, true),
        (1, 2, 1.0, false),
        (3, 2, 1.0, false),
        (2, 1_000_000, 0.5, true),
        (2, 1_000_001, 0.5, false),
        (2, 9, 0.0, false),
        (2, 9, 1.01, false),
        (2, 9, f64::NAN, false),
    ] {
        let plan = RunPlan::until(seed, least, most, relative);
        assert_eq!(code(plan).is_none(), is_good, "{least} {most} {relative}");
    }
}
