//! The counters of 見本市: every figure that the sample promises.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, and says what it found"
)]

use std::collections::{BTreeMap, BTreeSet};
use tosei_counter_dx::observation::{
    DailyLayout, DailyTotals, TicketLayout, TicketTotals, observation_rules, read_daily_totals,
    read_tickets,
};
use tosei_counter_dx::queue::{Demand, erlang_c};
use tosei_counter_dx::register::{CounterRegister, ServiceMode};
use tosei_counter_dx::review::{
    ReviewLayout, ReviewTotals, SatisfactionRule, read_review_table, review_rules,
};
use tosei_counter_dx::rollout::{Outcome, RolloutPlan};
use tosei_counter_dx::{ServiceId, sample};
use tosei_document::{Collector, Limits, Severity};
use tosei_types::{PercentDigits, TargetVerdict};

fn register() -> CounterRegister {
    serde_json::from_str(sample::mihon_counters_json()).unwrap()
}

#[test]
fn the_register_has_its_figures() {
    let register = register();
    assert!(register.fictional);
    let counts = register.counts();
    assert_eq!(
        (counts.counters, counts.service_points, counts.booths),
        (64, 14, 96)
    );
    assert_eq!(
        (counts.prototypes, counts.counters_of_unknown_prototype),
        (4, 0)
    );
    let of = |mode| counts.modes.of(mode);
    assert_eq!(counts.modes.total(), 2_432);
    assert_eq!(
        (of(ServiceMode::Processes), of(ServiceMode::None)),
        (612, 1_731)
    );
    assert_eq!(of(ServiceMode::Forwards), 57);
    assert_eq!(of(ServiceMode::ForwardsHandOverLater), 32);

    let fees: BTreeSet<&ServiceId> = register
        .services
        .iter()
        .filter(|service| service.fee == Some(true))
        .map(|service| &service.id)
        .collect();
    let takes_fees = |counter: &&tosei_counter_dx::register::Counter| {
        counter.services.iter().any(|handled| {
            handled.mode != Some(ServiceMode::None) && fees.contains(&handled.service)
        })
    };
    assert_eq!(register.counters.iter().filter(takes_fees).count(), 37);
    let with = |tool: &str| {
        let has = |counter: &&tosei_counter_dx::register::Counter| {
            let mut tools = counter.tools.iter().flatten();
            tools.any(|one| one.as_str() == tool)
        };
        register.counters.iter().filter(has).count()
    };
    assert_eq!(
        (
            with("cashless_terminal"),
            with("reservation"),
            with("ticket_machine")
        ),
        (21, 12, 9)
    );
    let report = register.check();
    assert_eq!(report.count(Severity::Error), 0, "{:?}", report.totals());
    assert_eq!(report.count_of("counter_dx.register.only_forwards"), 1);
}

#[test]
fn the_reviews_have_their_figures() {
    let mut totals = ReviewTotals::new();
    for counter in &register().counters {
        totals.expect(&counter.id);
    }
    let mut findings = Collector::new(review_rules());
    let csv = sample::mihon_counter_reviews_csv();
    let (layout, limits) = (ReviewLayout::default(), Limits::default());
    let table =
        read_review_table(csv.as_bytes(), &layout, &limits, &mut totals, &mut findings).unwrap();
    assert_eq!((table.rows, table.not_counted), (6_420, 0));
    assert!(findings.into_report().is_clean());
    assert_eq!(totals.pooled().counts(), [2_180, 2_352, 1_120, 468, 300]);

    let summary = totals.summary(&SatisfactionRule::four_and_above("70".parse().unwrap()));
    let share = summary.share().unwrap();
    assert_eq!((share.satisfied(), share.answers()), (4_532, 6_420));
    let one = PercentDigits::One;
    let interval = share.wilson_95();
    assert_eq!(share.percent(one).to_string(), "70.6");
    assert_eq!(interval.lower(one).to_string(), "69.5");
    assert_eq!(interval.upper(one).to_string(), "71.7");
    assert_eq!(summary.pooled_point, TargetVerdict::Reached);
    assert_eq!(summary.pooled_interval, TargetVerdict::Undecided);
    let by_point = &summary.by_point;
    assert_eq!((by_point.reached, by_point.with_enough()), (26, 41));
    assert_eq!((by_point.too_few, by_point.no_answers), (15, 8));
    assert_eq!(by_point.reached_percent(one).unwrap().to_string(), "63.4");

    // A burst: on one day far more answers than on any other, at one counter.
    let mut days: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut texts = 0;
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        *days.entry((cells[0], cells[1])).or_default() += 1;
        texts += u32::from(!cells[3].is_empty());
    }
    assert_eq!(texts, 6);
    let mut most: Vec<_> = days.into_iter().map(|(key, count)| (count, key)).collect();
    most.sort_unstable();
    let (first, second) = (most[most.len() - 1], most[most.len() - 2]);
    assert_eq!(first.1, ("W-07", "2025-06-13"));
    assert!(first.0 >= 5 * second.0, "{first:?} {second:?}");
}

#[test]
fn the_peak_has_its_figures() {
    let mut findings = Collector::new(observation_rules());
    let limits = Limits::default();
    let mut tickets = TicketTotals::new();
    let csv = sample::mihon_counter_tickets_csv();
    let layout = TicketLayout::default();
    let table = read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut tickets,
        &mut findings,
    )
    .unwrap();
    assert!(table.measures_waits() && table.measures_services());
    assert_eq!((tickets.visits(), tickets.served()), (521, 521));
    let closing = csv.lines().skip(1).filter(|line| {
        let finished = line.rsplit(',').next().unwrap();
        finished > "17:15:00"
    });
    assert_eq!(closing.count(), 11);
    let day = "2025-03-31".parse().unwrap();
    let arrivals = tickets.arrivals(day);
    let hour = |from: usize| arrivals[from..from + 4].iter().sum::<u64>();
    assert!(
        hour(48) * 2 < hour(40),
        "a dip at noon: {} {}",
        hour(48),
        hour(40)
    );

    let mut daily = DailyTotals::new();
    let csv = sample::mihon_counter_days_csv();
    let layout = DailyLayout::default();
    read_daily_totals(csv.as_bytes(), &layout, &limits, &mut daily, &mut findings).unwrap();
    assert!(findings.into_report().is_clean());
    assert!(daily.visits().is_some() && daily.mean_wait().is_some());
    let (mut peak, mut usual) = ((0, 0), (0, 0));
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let visits: u32 = cells[2].parse().unwrap();
        let of = if ("2025-03-24"..="2025-04-08").contains(&cells[1]) {
            &mut peak
        } else {
            &mut usual
        };
        *of = (of.0 + visits, of.1 + 1);
        if cells[1] == "2025-03-31" {
            let mean = tickets.waits().mean().unwrap().shown(PercentDigits::One);
            assert_eq!((visits, cells[5]), (521, mean.as_str()));
        }
    }
    let tenths = (peak.0 * usual.1 * 10 + peak.1 * usual.0 / 2) / (peak.1 * usual.0);
    assert_eq!(tenths, 23, "{peak:?} {usual:?}");
}

#[test]
fn two_counters_cannot_keep_up() {
    let register = register();
    let booths: BTreeMap<&str, u32> = register
        .counters
        .iter()
        .map(|counter| (counter.id.as_str(), counter.booths.unwrap()))
        .collect();
    let mut unstable = 0;
    for line in sample::mihon_counter_demand_csv().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let demand = Demand {
            arrivals_per_hour: cells[1].parse().unwrap(),
            service_minutes: cells[2].parse().unwrap(),
        };
        unstable += u32::from(
            erlang_c(&demand, booths[cells[0]])
                .unwrap()
                .figures()
                .is_none(),
        );
    }
    assert_eq!(unstable, 2);
}

#[test]
fn the_rollout_leaves_no_candidate_out() {
    let plan: RolloutPlan = serde_json::from_str(sample::mihon_rollout_json()).unwrap();
    let rollout = plan.rollout();
    assert_eq!(
        rollout.ranked.len() + rollout.unknown.len(),
        plan.candidates().len()
    );
    let planned = rollout
        .ranked
        .iter()
        .filter(|one| one.outcome.quarter().is_some());
    let counters: u32 = rollout
        .quarters
        .iter()
        .map(|quarter| quarter.counters)
        .sum();
    assert_eq!(planned.count(), usize::try_from(counters).unwrap());
    let full = |one: &&tosei_counter_dx::rollout::RankedCandidate| {
        matches!(one.outcome, Outcome::NoRoom { .. })
    };
    println!(
        "{counters} planned, {} without room",
        rollout.ranked.iter().filter(full).count()
    );
}
