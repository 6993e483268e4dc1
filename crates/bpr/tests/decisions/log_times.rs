//! How long the steps of a log take: work, waiting, both together, and what is wrong with the times.

use crate::learning::{DAY, log, near, options, row, slower};
use tosei_bpr::{
    event_log::{EventLog, Timestamp},
    simulate::learn::{
        Ends, LearnOptions, Learned, LocalTime, Service, Shape, StepEvidence, learn,
    },
    soundness::{Verdict, soundness},
};

fn learnt(log: &EventLog, change: impl FnOnce(&mut LearnOptions)) -> Learned {
    let mut options = options();
    change(&mut options);
    learn(log, None, &options)
}

fn usual(log: &EventLog) -> Learned {
    learnt(log, |_| {})
}

fn step<'l>(learned: &'l Learned, name: &str) -> &'l StepEvidence {
    learned
        .evidence
        .steps
        .iter()
        .find(|step| step.step == name)
        .unwrap()
}

/// Mean of work, waiting and both together, where there is one.
fn means(learned: &Learned, name: &str) -> [Option<f64>; 3] {
    let step = step(learned, name);
    [&step.work, &step.waiting, &step.sojourn].map(|one| one.as_ref().map(|one| one.mean))
}

/// How often a rule was broken.
fn told(learned: &Learned, rule: &str) -> u64 {
    learned.findings.count_of(&format!("bpr.learn.{rule}"))
}

fn whole(case: u32, step: &str, from: u32, to: u32, who: &str) -> String {
    row(case, step, from, "start", who) + &row(case, step, to, "complete", who)
}

fn done(case: u32, step: &str, at: u32, who: &str) -> String {
    row(case, step, at, "complete", who)
}

#[test]
fn work_and_waiting_of_steps_with_starts() {
    // Received at ten; reviewed from eleven to twenty to twelve; decided while it was still reviewed.
    let rows = [
        done(1, "受付", 600, "甲"),
        whole(1, "審査", 660, 700, "甲"),
        whole(1, "決裁", 690, 720, "乙"),
    ];
    let found = usual(&log(&rows.concat()));
    assert_eq!(means(&found, "受付"), [None, None, None]);
    assert_eq!(means(&found, "審査"), [Some(40.0), Some(60.0), None]);
    assert_eq!(means(&found, "決裁"), [Some(30.0), Some(0.0), None]);
    for (name, completions) in [("受付", 1), ("審査", 1), ("決裁", 1)] {
        assert_eq!(step(&found, name).completions, completions);
        assert!(!step(&found, name).work_is_estimated);
    }
    assert_eq!(told(&found, "start_missing"), 1);
    assert_eq!(told(&found, "completions_only"), 0);
    // Without any start the time from one to the next is both.
    let rows = [
        done(1, "受付", 600, "甲"),
        done(1, "審査", 700, "甲"),
        done(1, "決裁", 700, "乙"),
    ];
    let found = usual(&log(&rows.concat()));
    assert_eq!(means(&found, "審査"), [None, None, Some(100.0)]);
    assert_eq!(means(&found, "決裁"), [None, None, Some(0.0)]);
    assert_eq!(told(&found, "completions_only"), 1);
    assert_eq!(told(&found, "start_missing"), 0);
    assert_eq!(told(&found, "at_once"), 1);
    let rows = [
        done(1, "受付", 600, "甲"),
        done(1, "審査", 701, "甲"),
        done(1, "決裁", 702, "乙"),
    ];
    assert_eq!(told(&usual(&log(&rows.concat())), "at_once"), 0);
}

#[test]
fn the_sequence_of_a_resource_says_when_it_began() {
    // 乙 is done with another case at half past ten, a minute before, or an hour later; 甲 nothing else.
    let found = |other: u32, service: Service| {
        let rows = [
            done(1, "受付", 600, "甲"),
            done(1, "審査", 660, "乙"),
            done(2, "受付", 540, "丙"),
            done(2, "審査", other, "乙"),
        ];
        learnt(&log(&rows.concat()), |options| options.service = service)
    };
    let work = |other: u32| {
        let learned = found(other, Service::BusySequence);
        let one = step(&learned, "審査").clone();
        (
            one.work.as_ref().map(|work| work.most),
            one.waiting.as_ref().map(|one| one.most),
            one.work_is_estimated,
        )
    };
    assert_eq!(work(630), (Some(30.0), Some(30.0), true));
    assert_eq!(work(659), (Some(1.0), Some(59.0), true));
    // Before the case was there: from then on.
    assert_eq!(work(570), (Some(60.0), Some(0.0), true));
    let recorded = found(630, Service::Recorded);
    assert_eq!(step(&recorded, "審査").work, None);
    assert!(!step(&recorded, "審査").work_is_estimated);
    assert_eq!(told(&recorded, "work_estimated"), 0);
    assert_eq!(
        told(&found(630, Service::BusySequence), "work_estimated"),
        1
    );
}

#[test]
fn only_open_hours_are_worked() {
    // Something happens from ten to twelve and from three to four only: an hour before noon is worked.
    let rows = [
        done(1, "受付", 600, "甲"),
        whole(1, "審査", 660, 900, "甲"),
        done(1, "決裁", 955, "乙"),
        done(2, "受付", 719, "甲"),
    ];
    let found = usual(&log(&rows.concat()));
    assert_eq!(means(&found, "審査")[0], Some(60.0));
    assert_eq!(means(&found, "審査")[1], Some(60.0));
    let calendar = found.evidence.calendar.as_ref().unwrap();
    assert_eq!((calendar.events, calendar.outside), (5, 0));
    assert!(calendar.closed_days.is_empty());
    let hours = serde_json::to_value(&calendar.hours).unwrap();
    assert_eq!(
        hours["monday"],
        serde_json::json!([{"from": "10:00", "to": "12:00"}, {"from": "15:00", "to": "16:00"}])
    );
}

#[test]
fn one_value_few_values_and_many() {
    // So many cases, each a minute longer than the one before; at every hour something is done.
    let many = |count: u32| {
        let rows = (0..count).map(|case| {
            let from = case * 240;
            whole(case, "審査", from, from + 1 + case, "甲")
        });
        let watch = (0..count * 4 + 24).map(|hour| done(9_999, "巡回", hour * 60, "丙"));
        let learned = usual(&log(
            &(rows.collect::<String>() + &watch.collect::<String>())
        ));
        step(&learned, "審査").work.clone().unwrap()
    };
    let one = many(1);
    assert_eq!(
        (
            one.values,
            one.least,
            one.median,
            one.percentile_90,
            one.most
        ),
        (1, 1.0, 1.0, 1.0, 1.0)
    );
    assert_eq!((one.is_empirical, one.candidates.len()), (false, 0));
    assert_eq!(
        serde_json::to_value(&one.chosen).unwrap()["kind"],
        "constant"
    );
    let few = many(19);
    assert_eq!(
        (
            few.values,
            few.least,
            few.median,
            few.percentile_90,
            few.most
        ),
        (19, 1.0, 10.0, 18.0, 19.0)
    );
    assert_eq!((few.is_empirical, few.candidates.len()), (true, 0));
    near(few.mean, 10.0, "mean");
    let kept = serde_json::to_value(&few.chosen).unwrap();
    assert_eq!(kept["values"].as_array().unwrap().len(), 19);
    let enough = many(20);
    assert!(enough.candidates.len() >= 3, "{:?}", enough.candidates);
    let distances: Vec<f64> = enough.candidates.iter().map(|one| one.distance).collect();
    assert!(distances.is_sorted(), "{distances:?}");
    for one in &enough.candidates {
        assert_eq!(one.is_contradicted(), one.distance > one.critical_distance);
    }
}

#[test]
fn months_and_halves_of_lead_times() {
    // Two days each, from the 60th case on four: forty in April and March, and so on.
    let found = usual(&slower(40, 80));
    let months: Vec<(String, u64, f64, f64)> = found
        .evidence
        .lead_times
        .iter()
        .map(|one| {
            (
                one.month.to_string(),
                one.cases,
                one.median,
                one.percentile_90,
            )
        })
        .collect();
    let day = f64::from(DAY);
    assert_eq!(
        months,
        [
            ("2024-04".to_owned(), 30, 2.0 * day, 2.0 * day),
            ("2024-05".to_owned(), 31, 4.0 * day, 4.0 * day),
            ("2024-06".to_owned(), 19, 4.0 * day, 4.0 * day),
        ]
    );
    let drift = found.evidence.lead_time_drift.unwrap();
    near(drift.distance, 1.0, "all of it");
    near(
        drift.critical_distance,
        1.358 * (2.0f64 / 40.0).sqrt(),
        "critical",
    );
    assert!(drift.is_shown());
    assert_eq!(told(&found, "lead_times_change"), 1);
    let same = usual(&slower(80, 80));
    assert!(!same.evidence.lead_time_drift.unwrap().is_shown());
    assert_eq!(told(&same, "lead_times_change"), 0);
    // Twenty in each half.
    assert!(usual(&slower(40, 40)).evidence.lead_time_drift.is_some());
    assert!(usual(&slower(39, 39)).evidence.lead_time_drift.is_none());
}

#[test]
fn the_clock_of_the_office() {
    // One minute before midnight there is the next day an hour further east.
    let rows = [
        done(1, "受付", 1_439, "甲"),
        done(1, "決裁", DAY + 600, "乙"),
    ];
    let of = |clock: LocalTime| {
        let learned = learnt(&log(&rows.concat()), |options| options.clock = clock);
        let arrivals = learned.evidence.arrivals.unwrap();
        let hour = arrivals.hours.iter().position(|cases| *cases > 0).unwrap();
        (
            arrivals.from.to_string(),
            hour,
            arrivals.hours.iter().sum::<u64>(),
        )
    };
    assert_eq!(of(LocalTime::AsWritten), ("2024-04-01".to_owned(), 23, 1));
    assert_eq!(
        of(LocalTime::OffsetMinutes(0)),
        ("2024-04-01".to_owned(), 23, 1)
    );
    assert_eq!(
        of(LocalTime::OffsetMinutes(60)),
        ("2024-04-02".to_owned(), 0, 1)
    );
    assert_eq!(
        of(LocalTime::OffsetMinutes(-60)),
        ("2024-04-01".to_owned(), 22, 1)
    );
}

#[test]
fn until_when_a_log_is_known() {
    let rows = [
        done(1, "受付", 600, "甲"),
        done(1, "決裁", DAY + 600, "乙"),
        done(2, "受付", DAY + 660, "甲"),
    ];
    let rows = rows.concat();
    let to = |change: &dyn Fn(&mut LearnOptions)| {
        let learned = learnt(&log(&rows), change);
        let arrivals = learned.evidence.arrivals.unwrap();
        (
            arrivals.to.to_string(),
            arrivals.months[0].days,
            arrivals.cases,
        )
    };
    assert_eq!(to(&|_| {}), ("2024-04-02".to_owned(), 2, 2));
    let later = |text: &str| {
        let text = text.to_owned();
        move |options: &mut LearnOptions| options.as_of = Timestamp::read(&text, None)
    };
    assert_eq!(
        to(&later("2024-04-05T09:00:00Z")),
        ("2024-04-05".to_owned(), 5, 2)
    );
    // No earlier than the last case.
    assert_eq!(
        to(&later("2024-04-01T09:00:00Z")),
        ("2024-04-02".to_owned(), 2, 2)
    );
}

#[test]
fn what_is_told_of_a_log() {
    let rules = |rows: &str| {
        let learned = usual(&log(rows));
        let mut rules: Vec<String> = learned
            .findings
            .findings()
            .iter()
            .map(|one| one.rule.trim_start_matches("bpr.learn.").to_owned())
            .collect();
        rules.sort();
        rules.dedup();
        rules
    };
    assert_eq!(rules(""), ["flow_not_made", "no_cases"]);
    let nobody = done(1, "受付", 600, "") + &done(1, "決裁", 660, "");
    let found = rules(&nobody);
    assert!(found.contains(&"no_resources".to_owned()), "{found:?}");
    assert!(
        !found.contains(&"multitasking_unknown".to_owned()),
        "{found:?}"
    );
    let somebody = done(1, "受付", 600, "甲") + &done(1, "決裁", 660, "甲");
    let found = rules(&somebody);
    assert!(!found.contains(&"no_resources".to_owned()), "{found:?}");
    assert!(
        found.contains(&"multitasking_unknown".to_owned()),
        "{found:?}"
    );
    let once = whole(1, "審査", 600, 660, "甲") + &whole(2, "審査", 660, 700, "甲");
    assert!(!rules(&once).contains(&"multitasking".to_owned()));
    let twice = whole(1, "審査", 600, 661, "甲") + &whole(2, "審査", 660, 700, "甲");
    assert!(rules(&twice).contains(&"multitasking".to_owned()));
}

#[test]
fn shares_of_a_chain() {
    // Three of four are decided after the review, one is sent back; nobody is watched longer.
    let rows: String = (0..20)
        .map(|case| {
            let last = if case % 4 == 0 { "返戻" } else { "決裁" };
            let came = case * DAY + 600;
            done(case, "受付", came, "甲") + &done(case, last, came + 60, "乙")
        })
        .collect();
    for ends in [Ends::Recorded, Ends::FollowedUp] {
        let learned = learnt(&log(&rows), |options| {
            options.ends = ends;
            options.shape = Shape::Empirical;
        });
        let chain = learned.evidence.chain.as_ref().unwrap();
        assert_eq!((chain.cases, chain.closed_by_force), (20, 0), "{ends:?}");
        let state = |name: &str| {
            chain
                .states
                .iter()
                .find(|one| one.steps.last().unwrap() == name)
                .unwrap()
        };
        assert_eq!(
            (state("受付").visits, state("受付").open, state("受付").ends),
            (20, 0, None)
        );
        for (name, visits) in [("決裁", 15), ("返戻", 5)] {
            let one = state(name);
            assert_eq!((one.visits, one.open), (visits, visits), "{name}");
            assert_eq!(one.ends.unwrap().to_string(), "1");
        }
        let flow = learned.flow.unwrap();
        let lines = flow.sequence_flows.iter();
        let mut shares: Vec<String> = lines
            .filter_map(|line| line.probability.map(|one| one.to_string()))
            .collect();
        shares.sort();
        shares.dedup();
        assert!(
            shares.contains(&"0.75".to_owned()) && shares.contains(&"0.25".to_owned()),
            "{shares:?}"
        );
    }
}

#[test]
fn an_end_is_forced_where_cases_were_left_open() {
    // Everybody came to 受付 a third time in the last minute of the log; behind 確認 it always went on.
    let steps = [
        ("受付", 0),
        ("確認", 60),
        ("受付", 120),
        ("確認", 180),
        ("受付", 240),
    ];
    let of = |case: u32| {
        steps
            .map(|(step, at)| done(case, step, 600 + at, "甲"))
            .concat()
    };
    let rows: String = (0..10).map(of).collect();
    let learned = learnt(&log(&rows), |options| options.ends = Ends::FollowedUp);
    let chain = learned.evidence.chain.unwrap();
    assert_eq!(chain.closed_by_force, 1);
    for state in &chain.states {
        assert_eq!(state.ends.is_some(), state.open > 0, "{state:?}");
    }
    let judged = soundness(&learned.flow.unwrap(), Default::default()).unwrap();
    assert_eq!(judged.verdict(), Verdict::Sound);
}
