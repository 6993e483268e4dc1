//! Event logs in CSV and XES, with free timestamps.
//!
//! Laws: no panic; every case is in one variant and one channel; what fits is no more than there is.

use tosei_bpr::{
    Flow,
    event_log::{ConformanceOptions, EventLog, LogColumns, Timestamp, read_csv, read_xes},
};
use tosei_document::Limits;

fn check(log: &EventLog) {
    let summary = log.summary();
    let cases: u64 = summary.variants.iter().map(|variant| variant.cases).sum();
    assert_eq!(cases, summary.cases);
    let channels = log.summary_by_channel();
    assert_eq!(
        channels.values().map(|of| of.cases).sum::<u64>(),
        summary.cases
    );
    if let Ok(id) = "fuzz".parse() {
        let fit = log.conformance(&Flow::new(id), &ConformanceOptions::default());
        assert!(fit.fitting <= fit.cases);
    }
}

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let columns = LogColumns {
        case: "case".to_owned(),
        activity: "activity".to_owned(),
        time: "time".to_owned(),
        offset_minutes: Some(540),
        ..LogColumns::default()
    };
    let limits = Limits::default();
    if let Ok(log) = read_csv(bytes, &columns, &limits) {
        check(&log);
    }
    for columns in [columns, LogColumns::default()] {
        if let Ok(log) = read_xes(bytes, &columns, &limits) {
            check(&log);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(time) = Timestamp::read(text, None)
    {
        assert_eq!(Timestamp::read(&time.to_string(), None), Some(time));
    }
}
