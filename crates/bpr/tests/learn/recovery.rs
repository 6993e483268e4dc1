//! A log is made from a known flow, and the flow's parameters are learnt back.

use crate::{flow, log};
use std::fmt::Write;
use tosei_bpr::{
    Flow, TimeValue,
    event_log::Timestamp,
    simulate::{
        SimulationFigure,
        learn::{Ends, LearnOptions, Learned, Service, WaitingUse, learn},
        simulate,
    },
};
use tosei_simulation::{Distribution, Family, Level, Seed, Stream};

const HEAD: &str =
    "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource,org:group\n";

fn review() -> Flow {
    flow(
        &[
            ("s", ""),
            ("a", "受付"),
            ("m", "審査"),
            ("g", ""),
            ("c", "補正"),
            ("b", "決裁"),
            ("r", "却下"),
            ("e", ""),
        ],
        &[
            ("s", "a"),
            ("a", "m"),
            ("m", "g"),
            ("g", "c"),
            ("g", "b"),
            ("g", "r"),
            ("c", "m"),
            ("b", "e"),
            ("r", "e"),
        ],
    )
}

fn exponential(mean: f64, stream: &mut Stream) -> f64 {
    let mean = tosei_simulation::Quantity::try_new(mean).unwrap();
    let sampler = Distribution::Exponential { mean }.sampler().unwrap();
    sampler.sample(stream)
}

/// Minutes since 2024-04-01 00:00 in Japan.
fn time(minutes: f64) -> String {
    let begin = Timestamp::read("2024-04-01T00:00+09:00", None).unwrap();
    let at = begin.milliseconds() + (minutes * 60_000.0) as i64;
    // Every other time is written in UTC: the offset does not matter to lengths.
    let (day, rest) = Timestamp::from_milliseconds(at).local(540).unwrap();
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!(
        "{day}T{hour:02}:{minute:02}:{second:02}.{:03}+09:00",
        rest % 1_000
    )
}

/// Cases around the clock: work exponential (20, 45, 600, 10, 5 minutes), waiting before each exponential of 300, no
/// staff that limits anything; after a review 20 % are corrected, 70 % approved, 10 % refused.
fn made(cases: u32, starts: bool) -> String {
    let seed = Seed::new(20_240_401);
    let mut arrivals = seed.stream("arrivals", 0);
    let mut chance = seed.stream("chance", 0);
    let mut rows = HEAD.to_owned();
    let mut at = 0.0;
    for case in 0..cases {
        at += exponential(60.0, &mut arrivals);
        let mut now = at;
        let mut step = "受付";
        loop {
            if step != "受付" {
                now += exponential(300.0, &mut chance);
            }
            let mean = match step {
                "受付" => 20.0,
                "審査" => 45.0,
                "補正" => 600.0,
                "決裁" => 10.0,
                _ => 5.0,
            };
            let who = if step == "審査" {
                "審査係"
            } else {
                "窓口係"
            };
            let person = format!("{who}{}", case % 3);
            if starts {
                writeln!(rows, "{case},{step},{},start,{person},{who}", time(now)).unwrap();
            }
            now += exponential(mean, &mut chance);
            writeln!(rows, "{case},{step},{},complete,{person},{who}", time(now)).unwrap();
            step = match (step, chance.unit()) {
                ("受付" | "補正", _) => "審査",
                ("審査", share) if share < 0.2 => "補正",
                ("審査", share) if share < 0.9 => "決裁",
                ("審査", _) => "却下",
                _ => break,
            };
        }
    }
    rows
}

fn options() -> LearnOptions {
    LearnOptions::new("mihon".parse().unwrap())
}

fn work_of<'l>(
    learned: &'l Learned,
    step: &str,
) -> &'l tosei_bpr::simulate::learn::DurationEvidence {
    let mut steps = learned.evidence.steps.iter();
    let step = steps.find(|one| one.step == step).unwrap();
    step.work.as_ref().unwrap()
}

#[test]
fn a_known_flow_is_learnt_back_from_starts_and_completions() {
    let mut options = options();
    options.level = Level::NinetyNine;
    options.waiting = WaitingUse::Delay;
    let learned = learn(&log(&made(3_000, true)), Some(&review()), &options);
    let evidence = &learned.evidence;
    assert_eq!(evidence.replay.as_ref().unwrap().fitting, 3_000);
    assert_eq!(evidence.replay.as_ref().unwrap().ambiguous, 0);
    // Branches within their intervals at 99 %.
    let gateway = &evidence.branches[0];
    for (way, truth) in gateway.branches.iter().zip([0.2, 0.7, 0.1]) {
        let interval = way.interval.unwrap();
        assert!(interval.low < truth && truth < interval.high, "{way:?}");
    }
    // Work within five standard errors of its mean, and no other family.
    for (step, mean) in [
        ("受付", 20.0),
        ("審査", 45.0),
        ("決裁", 10.0),
        ("補正", 600.0),
    ] {
        let work = work_of(&learned, step);
        let error = mean / (work.values as f64).sqrt();
        assert!((work.mean - mean).abs() < 5.0 * error, "{step}: {work:?}");
        let report = work
            .candidates
            .iter()
            .find(|one| one.family == Family::Exponential)
            .unwrap();
        assert!(!report.is_contradicted(), "{step}: {report:?}");
    }
    let waiting = evidence
        .steps
        .iter()
        .find(|step| step.step == "審査")
        .unwrap();
    let waiting = waiting.waiting.as_ref().unwrap();
    assert!((waiting.mean - 300.0).abs() < 5.0 * 300.0 / (waiting.values as f64).sqrt());
    // Arrivals: one in an hour, 24 a day, in whole months within the interval at 99 %.
    let arrivals = evidence.arrivals.as_ref().unwrap();
    assert_eq!(arrivals.cases, 3_000);
    for month in arrivals.months.iter().filter(|month| month.days >= 28) {
        assert!(
            month.interval.low < 24.0 && 24.0 < month.interval.high,
            "{month:?}"
        );
    }
    assert!(!arrivals.constancy.unwrap().is_rejected());
    // It works round the clock, so that every hour is a working hour and no day is closed.
    let calendar = evidence.calendar.as_ref().unwrap();
    assert!(calendar.closed_days.is_empty());
    assert_eq!(calendar.hours.sunday[0].to.minutes(), 1_440);
    // Who does what.
    let roles = &evidence.people.roles;
    assert_eq!(roles.len(), 2);
    assert_eq!(roles[0].resources.len(), 3);
    assert!(evidence.people.multitasking.unwrap().share() > 0.0);
    // The parameters say the same, and their shares sum to 1 exactly.
    let parameters = learned.parameters.as_ref().unwrap();
    let shares: Vec<String> = parameters
        .branches
        .iter()
        .map(|branch| branch.probability.to_string())
        .collect();
    assert_eq!(parameters.branches.len(), 3, "{shares:?}");
    let sum = parameters
        .branches
        .iter()
        .map(|branch| branch.probability.get())
        .map(|share| (share.numerator(), share.denominator() as i64))
        .fold((0i64, 1i64), |(a, b), (c, d)| (a * d + c * b, b * d));
    assert_eq!(sum.0, sum.1);
    let times = &parameters.times;
    assert_eq!(times.len(), 5);
    assert!(matches!(times[1].waiting, Some(TimeValue::Distribution(_))));
    assert!(parameters.staff.is_empty());
}

#[test]
fn staff_is_learnt_where_the_queue_stands_for_waiting() {
    let learned = learn(&log(&made(300, true)), Some(&review()), &options());
    let parameters = learned.parameters.unwrap();
    let staff: Vec<(&str, u32, usize)> = parameters
        .staff
        .iter()
        .map(|group| (group.label.ja.as_str(), group.people, group.nodes.len()))
        .collect();
    assert_eq!(staff, [("審査係", 3, 1), ("窓口係", 3, 4)]);
    assert_eq!(learned.findings.count_of("bpr.learn.staff_estimated"), 2);
}

#[test]
fn completions_alone_give_sojourns_and_say_so() {
    let learned = learn(&log(&made(500, false)), Some(&review()), &options());
    assert_eq!(learned.findings.count_of("bpr.learn.completions_only"), 1);
    assert_eq!(
        learned.findings.count_of("bpr.learn.multitasking_unknown"),
        1
    );
    let step = |name: &str| {
        let mut steps = learned.evidence.steps.iter();
        steps.find(|one| one.step == name).unwrap().clone()
    };
    let review = step("審査");
    assert!(review.work.is_none() && review.waiting.is_none());
    let sojourn = review.sojourn.unwrap();
    // Waiting and work together: 345 minutes on average, variance 300² + 45².
    let error = (300.0f64 * 300.0 + 45.0 * 45.0).sqrt() / (sojourn.values as f64).sqrt();
    assert!((sojourn.mean - 345.0).abs() < 5.0 * error);
    // The first step of a case has nothing before it.
    assert!(step("受付").sojourn.is_none());
}

#[test]
fn the_sequence_of_a_resource_bounds_its_work() {
    // One clerk, always busy: each case waits for the one before. The work is then recovered exactly.
    let mut rows = HEAD.to_owned();
    let mut stream = Seed::new(7).stream("work", 0);
    let (mut now, mut sum) = (0.0, 0.0);
    for case in 0..400 {
        writeln!(rows, "{case},受付,{},complete,端末,", time(case as f64)).unwrap();
        let work = exponential(3.0, &mut stream);
        now = f64::max(now, 400.0) + work;
        if case > 0 {
            sum += work;
        }
        writeln!(rows, "{case},審査,{},complete,甲,", time(now)).unwrap();
    }
    let drawn = flow(
        &[("s", ""), ("a", "受付"), ("b", "審査"), ("e", "")],
        &[("s", "a"), ("a", "b"), ("b", "e")],
    );
    let mut options = options();
    options.service = Service::BusySequence;
    let learned = learn(&log(&rows), Some(&drawn), &options);
    let work = work_of(&learned, "審査");
    // The first one has nothing before it to begin from.
    assert_eq!(work.values, 399);
    assert!(
        (work.mean - sum / 399.0).abs() < 0.01,
        "{} {}",
        work.mean,
        sum / 399.0
    );
    assert_eq!(learned.findings.count_of("bpr.learn.work_estimated"), 1);
}

#[test]
fn working_hours_and_closed_days_are_seen() {
    // Monday to Friday from nine to noon and from one to five; 29 April is a holiday.
    let mut rows = HEAD.to_owned();
    let mut case = 0;
    for day in 0..84 {
        if day % 7 > 4 || day == 28 {
            continue;
        }
        for hour in [9, 10, 11, 13, 14, 15, 16] {
            let at = time(f64::from(day * 1_440 + hour * 60 + (day * 7) % 60));
            writeln!(rows, "{case},受付,{at},complete,甲,").unwrap();
            case += 1;
        }
    }
    // One night does not make working hours.
    let night = time(3.0 * 1_440.0 + 120.0);
    writeln!(rows, "{case},受付,{night},complete,甲,").unwrap();
    let learned = learn(&log(&rows), None, &options());
    let calendar = learned.evidence.calendar.unwrap();
    let spans: Vec<String> = calendar
        .hours
        .wednesday
        .iter()
        .map(|span| format!("{}-{}", span.from, span.to))
        .collect();
    assert_eq!(spans, ["09:00-12:00", "13:00-17:00"]);
    assert!(calendar.hours.saturday.is_empty());
    let closed: Vec<String> = calendar
        .closed_days
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(closed, ["2024-04-29"]);
    assert_eq!(
        (calendar.outside, calendar.events),
        (1, u64::from(case as u32) + 1)
    );
}

#[test]
fn open_cases_are_not_taken_for_ended() {
    // Everybody is answered, after 30 days on average; the log ends in the middle.
    let mut rows = HEAD.to_owned();
    let mut stream = Seed::new(5).stream("answers", 0);
    for case in 0..2_000 {
        let at = f64::from(case) * 60.0;
        writeln!(rows, "{case},受付,{},complete,甲,", time(at)).unwrap();
        let answer = at + exponential(30.0 * 1_440.0, &mut stream);
        writeln!(rows, "{case},回答,{},complete,甲,", time(answer)).unwrap();
    }
    let cut = Timestamp::read(&time(2_000.0 * 60.0), None).unwrap();
    let known = log(&rows).before(cut);
    let open = known
        .cases()
        .iter()
        .filter(|case| case.events.len() == 1)
        .count();
    assert!(open > 500, "{open}");
    let mut options = options();
    options.as_of = Some(cut);
    let ended = |options: &LearnOptions| {
        let learned = learn(&known, None, options);
        let chain = learned.evidence.chain.unwrap();
        let state = chain
            .states
            .iter()
            .find(|state| state.steps == ["受付"])
            .unwrap();
        state.ends.map_or(0.0, |share| {
            share.get().numerator() as f64 / share.get().denominator() as f64
        })
    };
    assert!(ended(&options) > 0.25, "counted as ended");
    options.ends = Ends::FollowedUp;
    // Of 2,000 watched for up to 83 days a few are left at the end: e^(−83/30) = 6 %.
    assert!(ended(&options) < 0.13, "{}", ended(&options));
}

#[test]
fn a_branch_that_was_never_taken_stays_unknown() {
    let rows = format!(
        "{HEAD}1,受付,2024-04-01T09:00Z,complete,甲,\n1,審査,2024-04-01T10:00Z,complete,甲,\n1,決裁,2024-04-01T11:00Z,complete,甲,\n"
    );
    let learned = learn(&log(&rows), Some(&review()), &options());
    let shares: Vec<Option<String>> = learned.evidence.branches[0]
        .branches
        .iter()
        .map(|way| way.share.map(|share| share.to_string()))
        .collect();
    assert_eq!(shares, [None, Some("1".to_owned()), None]);
    assert_eq!(learned.findings.count_of("bpr.learn.branch_unseen"), 2);
    // What the flow states of it stays, and the others share the rest.
    let mut drawn = review();
    drawn.sequence_flows[3].probability = Some("1/5".parse().unwrap());
    let learned = learn(&log(&rows), Some(&drawn), &options());
    let parameters = learned.parameters.unwrap();
    assert_eq!(parameters.branches.len(), 1);
    assert_eq!(parameters.branches[0].probability.to_string(), "0.8");
}

/// Law: a simulation of what was learnt takes as long as the log did.
#[test]
fn what_was_learnt_is_simulated_like_the_log() {
    let log = log(&made(2_000, true));
    let observed = log.summary().throughput.unwrap();
    let mut options = options();
    options.waiting = WaitingUse::Delay;
    let learned = learn(&log, Some(&review()), &options);
    let mut parameters = learned.parameters.unwrap();
    parameters.runs.runs = 8;
    let simulated = simulate(&review(), &parameters).unwrap();
    let of = |figure| simulated.estimate(figure, Level::NinetyNine).unwrap().mean;
    let mean = observed.sum_ms as f64 / observed.count as f64 / 60_000.0;
    // The mean of the log itself is known to about 2 %.
    for (figure, expected) in [
        (SimulationFigure::MeanLead, mean),
        (
            SimulationFigure::MedianLead,
            observed.median_ms as f64 / 60_000.0,
        ),
        (
            SimulationFigure::NinetiethLead,
            observed.percentile_90_ms as f64 / 60_000.0,
        ),
    ] {
        let simulated = of(figure);
        assert!(
            (simulated - expected).abs() < 0.05 * expected,
            "{figure:?} {simulated} {expected}"
        );
    }
    let started = of(SimulationFigure::Started);
    assert!((started - 2_000.0).abs() < 100.0, "{started}");
    // The same from completions alone, by a chain that is made from the log: sojourns, and no work. The first completion
    // of a case is when it begins there.
    let completions = crate::log(&made(2_000, false));
    let observed = completions.summary().throughput.unwrap();
    let learned = learn(&completions, None, &options);
    let flow = learned.flow.unwrap();
    let mut parameters = learned.parameters.unwrap();
    parameters.runs.runs = 8;
    let simulated = simulate(&flow, &parameters).unwrap();
    let of = |figure| simulated.estimate(figure, Level::NinetyNine).unwrap().mean;
    let mean = observed.sum_ms as f64 / observed.count as f64 / 60_000.0;
    let simulated = of(SimulationFigure::MeanLead);
    assert!((simulated - mean).abs() < 0.05 * mean, "{simulated} {mean}");
    assert_eq!(of(SimulationFigure::WorkPerCase), 0.0);
}

/// Law: where staff limits a flow, the learnt staff and work give the queues back.
#[test]
fn queues_come_back_from_work_and_staff() {
    // Two clerks, around the clock; a case every 10 minutes on average, work 16: busy four fifths of their time.
    let seed = Seed::new(11);
    let (mut arrivals, mut work) = (seed.stream("arrivals", 0), seed.stream("work", 0));
    let mut free = [0.0f64; 2];
    let (mut rows, mut at, mut waited) = (HEAD.to_owned(), 0.0, 0.0);
    let cases = 6_000;
    for case in 0..cases {
        at += exponential(10.0, &mut arrivals);
        writeln!(rows, "{case},到着,{},complete,,", time(at)).unwrap();
        let clerk = usize::from(free[1] < free[0]);
        let start = f64::max(at, free[clerk]);
        waited += start - at;
        free[clerk] = start + exponential(16.0, &mut work);
        writeln!(rows, "{case},審査,{},start,甲{clerk},審査係", time(start)).unwrap();
        writeln!(
            rows,
            "{case},審査,{},complete,甲{clerk},審査係",
            time(free[clerk])
        )
        .unwrap();
    }
    let drawn = flow(
        &[("s", ""), ("a", "到着"), ("b", "審査"), ("e", "")],
        &[("s", "a"), ("a", "b"), ("b", "e")],
    );
    let learned = learn(&log(&rows), Some(&drawn), &options());
    let learned_mean = work_of(&learned, "審査").mean;
    let parameters = learned.parameters.unwrap();
    assert_eq!(parameters.staff[0].people, 2);
    let simulated = simulate(&drawn, &parameters).unwrap();
    let wait = simulated
        .estimate(SimulationFigure::WaitingPerCase, Level::NinetyNine)
        .unwrap();
    // Theory of M/M/2 with the means of this very log, whose luck moves the waiting by a quarter.
    let mean = learned_mean;
    let busy = mean / (at / f64::from(cases)) / 2.0;
    let theory = 2.0 * busy * busy / (1.0 + busy) * mean / (2.0 * (1.0 - busy));
    println!(
        "wait: log {:.1}, theory {theory:.1}, simulated {wait:?}",
        waited / f64::from(cases)
    );
    assert!((wait.mean - theory).abs() < 0.15 * theory, "{theory}");
}

#[test]
fn things_done_at_once_are_measured() {
    let event = |case: u32, minute: f64, kind: &str, who: &str| {
        format!("{case},審査,{},{kind},{who},\n", time(minute))
    };
    let rows = [
        HEAD.to_owned(),
        // 甲: two things of ten minutes that overlap for five, then one alone, begun at the moment the last one ended.
        event(1, 0.0, "start", "甲"),
        event(2, 5.0, "start", "甲"),
        event(1, 10.0, "complete", "甲"),
        event(2, 15.0, "complete", "甲"),
        event(3, 15.0, "start", "甲"),
        event(3, 20.0, "complete", "甲"),
        // 乙 works at the same time, but at one thing.
        event(4, 0.0, "start", "乙"),
        event(4, 20.0, "complete", "乙"),
    ];
    let learned = learn(&log(&rows.concat()), None, &options());
    let found = learned.evidence.people.multitasking.unwrap();
    assert_eq!(
        (found.busy_minutes, found.several_minutes, found.most),
        (40.0, 5.0, 2)
    );
    assert_eq!(found.share(), 0.125);
}
