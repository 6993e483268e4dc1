//! Laws of learning from logs.

use proptest::prelude::*;
use tosei_bpr::{
    Flow, Probability,
    event_log::{EventLog, LogColumns, read_csv},
    simulate::learn::{Ends, LearnOptions, Learned, Service, learn, rate_interval, wilson},
    soundness::{SoundnessOptions, Verdict, soundness},
};
use tosei_document::Limits;
use tosei_simulation::Level;

/// Cases of one to seven steps out of four, at minutes of four months, some without a time or a start.
fn logs() -> impl Strategy<Value = EventLog> {
    let event = (0..4usize, 0..180_000i64, any::<u8>());
    let case = prop::collection::vec(event, 1..8);
    prop::collection::vec(case, 1..40).prop_map(|cases| {
        let mut csv =
            "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource\n"
                .to_owned();
        let begin = tosei_types::Date::try_new(2024, 4, 1).unwrap();
        for (number, case) in cases.iter().enumerate() {
            for (step, minute, what) in case {
                let day = begin.add_days(minute.div_euclid(1_440)).unwrap();
                let rest = minute.rem_euclid(1_440);
                let offset = if what % 5 == 0 { "+02:00" } else { "+09:00" };
                let time = if *what == 255 {
                    String::new()
                } else {
                    format!("{day}T{:02}:{:02}{offset}", rest / 60, rest % 60)
                };
                let step = ["受付", "審査", "補正", "決裁"][*step];
                let kind = if what % 3 == 0 { "start" } else { "complete" };
                csv += &format!("{number},{step},{time},{kind},担当{}\n", what % 4);
            }
        }
        read_csv(csv.as_bytes(), &LogColumns::default(), &Limits::default()).unwrap()
    })
}

fn options() -> impl Strategy<Value = LearnOptions> {
    (
        1..4u8,
        1..4u64,
        any::<bool>(),
        any::<bool>(),
        prop::option::of(1..60u32),
    )
        .prop_map(|(history, least, ends, service, recent)| {
            let mut options = LearnOptions::new("mihon".parse().unwrap());
            options.history = history;
            options.least_visits = least;
            options.ends = if ends {
                Ends::FollowedUp
            } else {
                Ends::Recorded
            };
            options.service = if service {
                Service::BusySequence
            } else {
                Service::Recorded
            };
            options.recent_days = recent;
            options
        })
}

/// Whether shares sum to 1, in whole numbers.
fn is_one(shares: &[Probability]) -> bool {
    let sum = shares
        .iter()
        .map(|share| share.get())
        .try_fold((0i128, 1i128), |(a, b), share| {
            let (c, d) = (
                i128::from(share.numerator()),
                i128::from(share.denominator()),
            );
            let (above, below) = (
                a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?,
                b.checked_mul(d)?,
            );
            let (mut left, mut right) = (above, below);
            while right != 0 {
                (left, right) = (right, left % right);
            }
            Some((above / left, below / left))
        });
    sum == Some((1, 1))
}

fn outgoing(flow: &Flow) -> Vec<Vec<Probability>> {
    let gateways = flow.nodes.iter().filter(|node| node.gateway().is_some());
    gateways
        .map(|gateway| {
            let lines = flow
                .sequence_flows
                .iter()
                .filter(|line| line.from == gateway.id);
            lines.map(|line| line.probability.unwrap()).collect()
        })
        .collect()
}

fn review() -> Flow {
    let json = r#"{"format": "tosei-small-flow", "format_version": 1, "id": "mihon", "steps": [{"step": "受付"},
      {"step": "審査", "next": ["補正", "決裁"]}, {"step": "補正", "next": ["審査"]}, {"step": "決裁"}]}"#;
    tosei_bpr::small_flow::read_json(json.as_bytes(), &Limits::default()).unwrap()
}

fn twice(log: &EventLog, flow: Option<&Flow>, options: &LearnOptions) -> Learned {
    let learned = learn(log, flow, options);
    assert_eq!(learned, learn(log, flow, options));
    learned
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Law: a flow that is made from a log is sound, and the shares of every branch of it sum to 1 exactly.
    #[test]
    fn a_flow_made_from_a_log_is_sound(log in logs(), options in options()) {
        let learned = twice(&log, None, &options);
        let Some(flow) = learned.flow else { return Ok(()) };
        for shares in outgoing(&flow) {
            prop_assert!(is_one(&shares), "{shares:?}");
        }
        let sound = soundness(&flow, SoundnessOptions::default()).unwrap();
        prop_assert_eq!(sound.verdict(), Verdict::Sound);
        prop_assert!(learned.parameters.is_some());
    }

    /// Law: the shares of an exclusive branch that was reached sum to 1 exactly, each lies within its interval, and what
    /// was never taken has none.
    #[test]
    fn shares_of_a_branch_sum_to_one(log in logs(), options in options()) {
        let flow = review();
        let learned = twice(&log, Some(&flow), &options);
        for gateway in &learned.evidence.branches {
            let taken: u64 = gateway.branches.iter().map(|way| way.taken).sum();
            prop_assert_eq!(taken, gateway.reached);
            let shares: Vec<Probability> = gateway.branches.iter().filter_map(|way| way.share).collect();
            prop_assert_eq!(shares.is_empty(), gateway.reached == 0);
            prop_assert!(shares.is_empty() || is_one(&shares));
            for way in &gateway.branches {
                prop_assert_eq!(way.share.is_none(), way.taken == 0);
                if let Some(interval) = way.interval {
                    let share = way.taken as f64 / gateway.reached as f64;
                    prop_assert!(interval.low <= share && share <= interval.high);
                }
            }
        }
        let replay = learned.evidence.replay.unwrap();
        prop_assert!(replay.fitting + replay.not_decided <= replay.cases);
        let fit = log.conformance(&flow, &options.replay);
        prop_assert_eq!(fit.fitting, replay.fitting);
    }

    /// Law: every arrival is in one month, one weekday and one hour.
    #[test]
    fn arrivals_are_counted_once(log in logs(), options in options()) {
        let Some(arrivals) = learn(&log, None, &options).evidence.arrivals else { return Ok(()) };
        let months: u64 = arrivals.months.iter().map(|month| month.cases).sum();
        let weekdays: u64 = arrivals.weekdays.iter().map(|day| day.cases).sum();
        let days: u64 = arrivals.months.iter().map(|month| month.days).sum();
        prop_assert_eq!((months, weekdays), (arrivals.cases, arrivals.cases));
        prop_assert_eq!(arrivals.hours.iter().sum::<u64>(), arrivals.cases);
        prop_assert_eq!(days, arrivals.weekdays.iter().map(|day| day.days).sum::<u64>());
        prop_assert_eq!(days as i64, arrivals.from.days_until(arrivals.to) + 1);
    }

    /// Law: an interval holds what it is about, and is wider at a higher level.
    #[test]
    fn intervals_hold_their_estimate(part in 0..500u64, rest in 0..500u64, days in 1..400u64) {
        let whole = part + rest;
        let (narrow, wide) = (wilson(part, whole, Level::Ninety), wilson(part, whole, Level::NinetyNine));
        prop_assert_eq!(narrow.is_none(), whole == 0);
        if let (Some(narrow), Some(wide)) = (narrow, wide) {
            let share = part as f64 / whole as f64;
            prop_assert!(0.0 <= wide.low && wide.low <= narrow.low && narrow.low <= share);
            prop_assert!(share <= narrow.high && narrow.high <= wide.high && wide.high <= 1.0);
        }
        let rate = rate_interval(part, days, Level::NinetyFive).unwrap();
        let mean = part as f64 / days as f64;
        prop_assert!(rate.low <= mean && mean < rate.high);
    }
}
