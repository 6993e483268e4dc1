//! Queues before and after.

use crate::{town, unknown, what_if, with};
use serde_json::json;

#[test]
fn a_wait_is_told_where_everything_is_known() {
    let mut town = town();
    town["counters"] = json!({
        "format": "tosei-counter-register", "format_version": 1, "title": "見本市の窓口（架空）",
        "as_of": "2025-06-30", "fictional": true,
        "service_points": [{"id": "hall", "name": "見本市役所（架空）"}],
        "services": [{"id": "road", "name": "道路の占用", "procedures": ["P-1"]},
                     {"id": "park", "name": "公園の使用"}],
        "counters": [
            {"id": "W-1", "name": "道路窓口", "service_point": "hall", "business": "道路", "booths": 1,
             "services": [{"service": "road", "mode": "processes"}]},
            {"id": "W-2", "name": "公園窓口", "service_point": "hall", "business": "公園",
             "services": [{"service": "road", "mode": "processes"}, {"service": "park", "mode": "processes"}]},
            {"id": "W-3", "name": "案内", "service_point": "hall", "business": "案内", "booths": 1,
             "services": [{"service": "road"}]},
        ],
    });
    let span = |low: &str, high: &str| json!({"low": low, "high": high});
    town["links"]["services"] = json!([{"service": "park", "procedures": ["P-2"]}]);
    for counter in ["W-1", "W-3"] {
        let id = format!("I-{counter}");
        let waiting =
            json!({"id": id, "label": {"ja": "待ち", "en": "Wait"}, "of": {"waiting": counter}});
        let indicators = town["links"]["indicators"].as_array_mut().unwrap();
        indicators.push(waiting);
    }
    let demand = json!({"arrivals_per_hour": "3", "service_minutes": "10"});
    town["links"]["demand"] = json!([
        {"counter": "W-1", "demand": demand, "source": "計測（架空）"},
        {"counter": "W-2", "demand": demand, "source": "計測（架空）"},
        {"counter": "W-3", "demand": demand, "source": "計測（架空）"},
    ]);
    town["links"]["visits"] = json!([
        {"counter": "W-1", "procedure": "P-1", "percent_of_visits": span("50", "100"),
         "percent_moving_online": span("50", "100"), "source": "調査（架空）"},
        {"counter": "W-2", "procedure": "P-2", "percent_of_visits": span("10", "10"),
         "percent_moving_online": span("10", "10"), "source": "調査（架空）"},
    ]);
    with(&town, |graph| {
        let reach = graph.counters_of_procedure(&"P-1".parse().unwrap());
        let ids = |list: &[tosei::counter_dx::CounterId]| {
            list.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        // W-3 does not say how it handles the service.
        assert_eq!(ids(&reach.counters), ["W-1", "W-2"]);
        assert_eq!(ids(&reach.with_known_share), ["W-1"]);
        let reach = graph.counters_of_procedure(&"P-2".parse().unwrap());
        assert_eq!(
            (ids(&reach.counters), ids(&reach.with_known_share)),
            (vec!["W-2".to_owned()], vec!["W-2".to_owned()])
        );
    });
    let mut less = town.clone();
    less["links"]["demand"] =
        json!([{"counter": "W-2", "demand": demand, "source": "計測（架空）"}]);
    with(&less, |graph| {
        let reach = graph.counters_of_procedure(&"P-1".parse().unwrap());
        assert!(reach.with_known_share.is_empty()); // a share at W-1, a demand at W-2
    });
    // Shares at both counters of the procedure.
    let mut both = town.clone();
    let mut share = both["links"]["visits"][0].clone();
    share["counter"] = json!("W-2");
    both["links"]["visits"].as_array_mut().unwrap().push(share);
    with(&both, |graph| {
        let reach = graph.counters_of_procedure(&"P-1".parse().unwrap());
        assert_eq!(reach.with_known_share, reach.counters);
        assert_eq!(reach.counters.len(), 2);
    });
    let report = what_if(
        &town,
        json!([{"change": "digitize_procedures", "procedures": ["P-1"]}]),
    );
    let mut of: Vec<&str> = report
        .indicators
        .iter()
        .map(|one| one.indicator.as_str())
        .collect();
    of.retain(|id| id.starts_with("I-W"));
    assert_eq!(of, ["I-W-1"]); // nothing is told of W-3, where nobody stays away
    // Half busy: one waits as long as a service takes. At most all stay away, at least a quarter: 2.25 an hour.
    let waiting: Vec<_> = report
        .waiting
        .iter()
        .map(|one| {
            (
                one.counter.as_str(),
                one.before.as_deref(),
                one.after_low.as_deref(),
                one.after_high.as_deref(),
                one.because.join(" "),
            )
        })
        .collect();
    assert_eq!(
        waiting,
        [(
            "W-1",
            Some("10.000"),
            Some("0.000"),
            Some("6.000"),
            "P-1".to_owned()
        )]
    );
    assert!(unknown(&report).contains(&"W-2") && !unknown(&report).contains(&"W-1"));
    // A tool everywhere: W-2 has no number of booths.
    town["links"]["tools"] = json!([{"tool": "prior_application", "source": "仮定（架空）",
        "service_percent": span("100", "100"), "visits_percent": span("100", "200")}]);
    let tool = json!([{"change": "introduce_tool", "tool": "prior_application"}]);
    let report = what_if(&town, tool.clone());
    let ids: Vec<&str> = report
        .waiting
        .iter()
        .map(|one| one.counter.as_str())
        .collect();
    assert_eq!(ids, ["W-1", "W-3"]);
    // Twice as many fill the one booth wholly: no mean wait.
    assert_eq!(report.waiting[0].after_high, None);
    assert_eq!(unknown(&report), ["W-1", "W-2", "W-3"]);
    // Only at the counters that it names.
    town["links"]["tools"][0]["counters"] = json!(["W-3"]);
    let report = what_if(&town, tool);
    let of: Vec<&str> = report
        .indicators
        .iter()
        .map(|one| one.indicator.as_str())
        .collect();
    assert_eq!(of, ["I-W-3"]);
    assert_eq!(report.waiting.len(), 1);
    assert_eq!(report.waiting[0].counter.as_str(), "W-3");
}
