//! A log, with or without a flow, and what is learnt from it.
//!
//! The bytes before a line `===` are a flow in its short JSON form, those behind it a log in CSV; without the line all is
//! the log.
//!
//! Laws: no panic; a flow that is made from a log is sound; shares lie within their intervals; what is learnt twice is the
//! same.

use tosei_bpr::{
    event_log::{LogColumns, read_csv},
    simulate::learn::{Ends, LearnOptions, Service, learn},
    small_flow::read_json,
    soundness::{SoundnessOptions, Verdict, soundness},
};
use tosei_document::Limits;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let cut = bytes.windows(5).position(|five| five == b"\n===\n");
    let (flow, csv) = match cut {
        Some(at) => (bytes.get(..at), bytes.get(at + 5..).unwrap_or_default()),
        None => (None, bytes),
    };
    let limits = Limits::default();
    let flow = flow.and_then(|json| read_json(json, &limits).ok());
    let columns = LogColumns {
        case: "case".to_owned(),
        activity: "activity".to_owned(),
        time: "time".to_owned(),
        offset_minutes: Some(540),
        ..LogColumns::default()
    };
    let (Ok(log), Ok(id)) = (read_csv(csv, &columns, &limits), "fuzz".parse()) else {
        return;
    };
    let mut options = LearnOptions::new(id);
    options.replay.markings = 200;
    let first = bytes.first().copied().unwrap_or(0);
    if first % 2 == 0 {
        options.ends = Ends::FollowedUp;
    }
    if first % 3 == 0 {
        options.service = Service::BusySequence;
    }
    let learned = learn(&log, flow.as_ref(), &options);
    for gateway in &learned.evidence.branches {
        for way in &gateway.branches {
            assert!(way.taken <= gateway.reached || !gateway.is_exclusive);
            if let Some(interval) = way.interval {
                assert!(interval.low <= interval.high);
            }
        }
    }
    if flow.is_none()
        && let Some(made) = &learned.flow
        && made.nodes.len() < 200
        && let Ok(sound) = soundness(made, SoundnessOptions::default())
    {
        assert_ne!(sound.verdict(), Verdict::Unsound);
    }
}
