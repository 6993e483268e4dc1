//! Three weeks of real queues, polled every five minutes. Runs where `TOSEI_DATA` is set.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(
    clippy::print_stdout,
    reason = "says that it was skipped, or what was found"
)]

use std::{env, fs::File, path::PathBuf, time::Instant};
use tosei_counter_dx::observation::{
    DateTrust, SeriesEstimate, SnapshotLayout, SnapshotOptions, SnapshotTotals, observation_rules,
    read_snapshots,
};
use tosei_document::{Collector, Limits};
use tosei_types::Date;

#[test]
fn every_row_is_used_or_counted_by_a_finding() {
    let Some(data) = env::var_os("TOSEI_DATA") else {
        println!("skipped: TOSEI_DATA is not set");
        return;
    };
    let day = |text: &str| text.parse::<Date>().unwrap();
    let layout: SnapshotLayout = serde_json::from_str(
        r#"{"office": "name", "queue": "idGrupy", "date": "date", "time": "time",
            "waiting": "liczbaKlwKolejce", "open": "liczbaCzynnychStan",
            "service_minutes": "czasObslugi", "number": "aktualnyNumer"}"#,
    )
    .unwrap();
    let options = SnapshotOptions::between(day("2019-12-30"), day("2020-01-22"));
    let closed = |date: Date| date == day("2020-01-01") || date == day("2020-01-06");
    let path = PathBuf::from(data).join("counter_queues/warsaw_queues_full.csv");
    let start = Instant::now();
    let mut collector = Collector::new(observation_rules());
    let mut totals = SnapshotTotals::new(&options, &closed);
    let file = File::open(path).unwrap();
    let limits = Limits::default();
    let table = read_snapshots(file, &layout, &limits, &mut totals, &mut collector).unwrap();
    let estimates = totals.finish(&mut collector);
    let report = collector.into_report();
    println!("{} rows in {:?}", table.rows, start.elapsed());
    let of = |rule: &str| report.count_of(&format!("counter_dx.observation.{rule}"));
    assert_eq!((table.rows, table.not_counted), (830_172, 0));
    assert_eq!(of("wrong_year"), 50_115);
    assert_eq!(of("untrusted_date"), 11_260);
    assert_eq!((of("duplicate"), of("same_time")), (189, 0));
    assert_eq!(of("service_unknown"), 187_581);
    assert_eq!(of("service_default"), 310_972 + 12_799 + 6_980 + 110_355);
    assert_eq!(of("service_constant"), 199);
    assert_eq!(of("closed_day"), 2 * 46_956);
    assert_eq!((of("time_backwards"), of("number_backwards")), (0, 1_871));
    assert_eq!((of("nobody_there"), of("unread_number")), (15_141, 0));
    assert_eq!(estimates.len(), 370);

    // Every row that is no duplicate is a poll of some day.
    let days = || estimates.values().flat_map(SeriesEstimate::days);
    let polls: u64 = days().map(|(_, day)| day.polls()).sum();
    assert_eq!(polls + of("duplicate") + of("same_time"), 830_172);
    let untrusted = days().filter(|(_, day)| day.trust() == DateTrust::Untrusted);
    assert_eq!(untrusted.map(|(_, day)| day.polls()).sum::<u64>(), 11_260);
    let wola: Vec<_> = estimates
        .iter()
        .filter(|((office, _), _)| &**office == "UD_Wola")
        .filter_map(|(_, series)| series.day(day("2020-01-08")))
        .collect();
    let arrivals: u64 = wola.iter().map(|day| day.arrivals()).sum();
    println!(
        "Wola 2020-01-08: {} queues, {arrivals} arrivals",
        wola.len()
    );
}
