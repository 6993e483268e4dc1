//! Logs that say little or nothing sensible: findings, never a panic.

use crate::{flow, log};
use tosei_bpr::simulate::learn::{Ends, HeldOutOptions, LearnOptions, Service, held_out, learn};

const HEAD: &str =
    "case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource\n";

#[test]
fn bad_logs_give_findings() {
    let drawn = flow(
        &[
            ("s", ""),
            ("a", "受付"),
            ("g", ""),
            ("b", "決裁"),
            ("e", ""),
        ],
        &[("s", "a"), ("a", "g"), ("g", "b"), ("g", "a"), ("b", "e")],
    );
    for (rows, expected) in [
        ("", "no_cases"),
        ("1,受付,,complete,甲\n", "no_times"),
        ("1,受付,昨日,complete,甲\n", "no_times"),
        ("1,受付,2024-04-01T09:00Z,complete,甲\n", "completions_only"),
        (
            "1,受付,2024-04-01T09:00Z,complete,甲\n1,決裁,2024-04-01T09:00Z,complete,甲\n",
            "at_once",
        ),
        (
            "1,受付,2024-04-01T09:30Z,start,甲\n1,受付,2024-04-01T09:00Z,complete,甲\n",
            "start_missing",
        ),
        (
            "1,知らない手順,2024-04-01T09:00Z,complete,甲\n",
            "step_unknown",
        ),
        ("1,決裁,2024-04-01T09:00Z,complete,甲\n", "step_unrecorded"),
        (
            "1,決裁,2024-04-01T09:00Z,complete,甲\n1,受付,2024-04-02T09:00Z,complete,甲\n",
            "not_fitting",
        ),
        (
            "1,受付,0001-01-01T09:00Z,complete,甲\n2,受付,9999-12-31T23:59Z,complete,甲\n",
            "no_times",
        ),
        ("1,受付,2024-04-01T09:00Z,schedule,甲\n", "left_out"),
        ("1,受付,2024-04-01T09:00Z,start,甲\n", "not_fitting"),
        (",,,,\n", "no_cases"),
        (",,,,\n", "unnamed"),
        ("1, ,2024-04-01T09:00Z,complete,甲\n", "unnamed"),
    ] {
        let log = log(&format!("{HEAD}{rows}"));
        for service in [Service::Recorded, Service::BusySequence] {
            for ends in [Ends::Recorded, Ends::FollowedUp] {
                let mut options = LearnOptions::new("mihon".parse().unwrap());
                options.service = service;
                options.ends = ends;
                let learned = learn(&log, Some(&drawn), &options);
                let code = format!("bpr.learn.{expected}");
                assert!(
                    learned.findings.count_of(&code) > 0,
                    "{rows}: {:?}",
                    learned.findings
                );
                let without = learn(&log, None, &options);
                assert!(without.flow.is_some() || without.parameters.is_none());
                let refused = held_out(&log, None, &options, &HeldOutOptions::default());
                assert_eq!(refused.unwrap_err().code(), "bpr.held_out.too_few");
            }
        }
    }
}

#[test]
fn a_share_outside_is_refused() {
    let log = log(&format!("{HEAD}1,受付,2024-04-01T09:00Z,complete,甲\n"));
    for share in ["0", "1", "3/2", "-1"] {
        let mut how = HeldOutOptions::default();
        how.learn_from = share.parse().unwrap();
        let options = LearnOptions::new("mihon".parse().unwrap());
        let refused = held_out(&log, None, &options, &how).unwrap_err();
        assert_eq!(refused.code(), "bpr.held_out.share");
    }
}
