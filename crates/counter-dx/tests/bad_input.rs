//! Input that is wrong: a finding or a clear error each time, never a wrong figure, never no end.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_counter_dx::observation::{
    ClockTime, DailyLayout, DailyTotals, ObservationDocument, SnapshotOptions, SnapshotTotals,
    TicketLayout, TicketTotals, observation_rules, read_daily_totals, read_tickets,
};
use tosei_counter_dx::pledge::PledgeFigures;
use tosei_counter_dx::queue::{
    Demand, QueueAnswer, WaitTarget, erlang_a, erlang_b, erlang_c, fewest_counters,
};
use tosei_counter_dx::register::CounterRegister;
use tosei_counter_dx::review::{CounterReviewDocument, ReviewTotals, SatisfactionRule};
use tosei_counter_dx::rollout::{RolloutPlan, improvement_progress};
use tosei_document::{Collector, Limits};

fn demand(people: &str, minutes: &str) -> Demand {
    let json = json!({"arrivals_per_hour": people, "service_minutes": minutes});
    serde_json::from_value(json).unwrap()
}

fn register(parts: &Value) -> Result<CounterRegister, serde_json::Error> {
    let mut document = json!({
        "format": "tosei-counter-register", "format_version": 1, "title": "架空",
        "as_of": "2025-04-01",
        "service_points": [{"id": "p", "name": "東出張所（架空）"}],
        "services": [{"id": "s", "name": "住民票の写し"}],
        "counters": [{"id": "W-1", "name": "一番", "service_point": "p", "business": "証明",
            "services": [{"service": "s", "mode": "processes"}]}],
    });
    let counter = document["counters"][0].as_object_mut().unwrap();
    for (key, value) in parts.as_object().unwrap() {
        counter.insert(key.clone(), value.clone());
    }
    serde_json::from_value(document)
}

fn tickets(csv: &str) -> (TicketTotals, tosei_document::Report) {
    let mut collector = Collector::new(observation_rules());
    let (mut totals, limits) = (TicketTotals::new(), Limits::default());
    let layout = TicketLayout::default();
    read_tickets(
        csv.as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    (totals, collector.into_report())
}

#[test]
fn negative_times() {
    assert!("-08:30".parse::<ClockTime>().is_err());
    assert!("24:00".parse::<ClockTime>().is_err());
    for parts in [("-1", "6"), ("1", "-6"), ("nan", "1"), ("inf", "1")] {
        let json = json!({"arrivals_per_hour": parts.0, "service_minutes": parts.1});
        assert!(serde_json::from_value::<Demand>(json).is_err(), "{parts:?}");
    }
    let (totals, report) =
        tickets("受付番号,日付,発券時刻,呼出時刻\nA001,2025-04-01,-08:30,08:40\n");
    assert_eq!(report.count_of("counter_dx.observation.unread_cell"), 1);
    assert_eq!(totals.waits().people(), 0);
    let csv = "窓口ID,日付,来庁数,平均待ち時間（分）\nW-1,2025-04-01,-5,-1.5\n";
    let mut collector = Collector::new(observation_rules());
    let (mut daily, layout) = (DailyTotals::new(), DailyLayout::default());
    let limits = Limits::default();
    read_daily_totals(csv.as_bytes(), &layout, &limits, &mut daily, &mut collector).unwrap();
    let report = collector.into_report();
    assert_eq!(report.count_of("counter_dx.observation.unread_cell"), 2);
    assert_eq!((daily.visits(), daily.mean_wait()), (None, None));
}

#[test]
fn service_before_arrival() {
    let (totals, report) = tickets(
        "受付番号,日付,発券時刻,対応開始時刻,対応終了時刻\nA001,2025-04-01,08:30,08:29,08:40\n",
    );
    assert_eq!(report.count_of("counter_dx.observation.ticket_order"), 1);
    assert_eq!((totals.visits(), totals.contradictory()), (1, 1));
    assert_eq!(
        (totals.waits().people(), totals.services().people()),
        (0, 0)
    );
}

#[test]
fn utilisation_of_one_and_more() {
    for people in ["30", "31", "1000000"] {
        let answer = erlang_c(&demand(people, "6"), 3).unwrap();
        assert!(matches!(answer, QueueAnswer::NotStable { .. }), "{people}");
    }
    let patience = "20".parse().unwrap();
    let figures = erlang_a(&demand("1000", "6"), 3, patience).unwrap();
    assert!(figures.abandonment_share() <= 1.0 && figures.abandonment_share() > 0.9);
    let blocked = erlang_b(&demand("1000", "6"), 3).unwrap();
    assert!(blocked.is_finite() && blocked < 1.0);
}

#[test]
fn zero_staff_and_zero_booths() {
    assert_eq!(
        erlang_c(&demand("1", "6"), 0).unwrap_err().code(),
        "counter_dx.queue.no_counters"
    );
    let report = register(&json!({"booths": 0, "staff": []}))
        .unwrap()
        .check();
    assert_eq!(report.count_of("counter_dx.register.no_booths"), 1);
    assert_eq!(report.count_of("counter_dx.register.no_staff"), 1);
}

#[test]
fn empty_days() {
    let (totals, report) = tickets("受付番号,日付,発券時刻,呼出時刻\n");
    assert!(report.is_clean());
    let figures = totals.figures(600);
    assert_eq!((figures.arrivals, figures.mean_wait), (Some(0), None));
    assert_eq!(
        (figures.p90_wait_seconds, figures.waited_over),
        (None, None)
    );
    let options =
        SnapshotOptions::between("2025-04-01".parse().unwrap(), "2025-04-30".parse().unwrap());
    let closed = |_| true;
    let estimates = SnapshotTotals::new(&options, &closed);
    assert!(
        estimates
            .finish(&mut Collector::new(observation_rules()))
            .is_empty()
    );
    let rule = SatisfactionRule::four_and_above("70".parse().unwrap());
    assert_eq!(ReviewTotals::new().summary(&rule).share(), None);
    let nobody = fewest_counters(
        &demand("0", "6"),
        &serde_json::from_str::<WaitTarget>(r#"{"kind": "mean_wait", "minutes": "5"}"#).unwrap(),
    );
    assert_eq!(nobody.unwrap().counters(), 1);
    let plan = RolloutPlan::try_new("", Vec::new(), Vec::new()).unwrap();
    assert!(plan.rollout().ranked.is_empty());
    let empty: CounterRegister = serde_json::from_value(json!({
        "format": "tosei-counter-register", "format_version": 1, "title": "", "as_of": "2025-04-01",
        "service_points": [], "counters": []}))
    .unwrap();
    let progress = improvement_progress(&empty, &[], empty.as_of).unwrap();
    assert_eq!((progress.target_reached(), progress.counters), (None, 0));
}

#[test]
fn ten_years_of_hours_and_of_tickets() {
    let first: tosei_types::Date = "2016-04-01".parse().unwrap();
    let days = (0..3_652).map(|n| first.add_days(n).unwrap());
    let exceptions: Vec<Value> = days
        .clone()
        .map(|day| json!({"date": day, "hours": [{"from": "09:00", "to": "12:00"}]}))
        .collect();
    let hours = json!({"monday": [{"from": "08:30", "to": "17:15"}], "exceptions": exceptions});
    let report = register(&json!({"hours": hours})).unwrap().check();
    assert_eq!(report.count_of("counter_dx.register.hours"), 0);

    let mut csv = "受付番号,日付,発券時刻,呼出時刻\n".to_owned();
    for day in days {
        csv += &format!("A001,{day},08:30,08:40\n");
    }
    let (totals, report) = tickets(&csv);
    assert!(report.is_clean());
    assert_eq!((totals.visits(), totals.dates().count()), (3_652, 3_652));
}

#[test]
fn wrong_calendars() {
    // A day that does not exist.
    let (totals, report) =
        tickets("受付番号,日付,発券時刻,呼出時刻\nA001,2025-02-29,08:30,08:40\n");
    assert_eq!(report.count_of("counter_dx.observation.unread_cell"), 1);
    assert_eq!(totals.tickets(), 0);
    // Hours of a 25th hour, hours that end before they begin, a day with two exceptions.
    let day = |from: &str, to: &str| json!({"monday": [{"from": from, "to": to}]});
    assert!(register(&json!({"hours": day("08:30", "25:00")})).is_err());
    let backwards = register(&json!({"hours": day("17:00", "08:30")})).unwrap();
    assert_eq!(backwards.check().count_of("counter_dx.register.hours"), 1);
    let one = json!({"date": "2025-12-29", "hours": []});
    let twice = register(&json!({"hours": {"exceptions": [one, one]}})).unwrap();
    assert_eq!(twice.check().count_of("counter_dx.register.hours"), 1);
    // Closed before it was opened; a successor that nobody knows, and one that is itself.
    let lineage =
        json!({"opened": "2025-04-01", "closed": "2025-03-31", "successors": ["W-9", "W-1"]});
    let report = register(&lineage).unwrap().check();
    for rule in ["closed_before_opened", "unknown_lineage", "lineage_circle"] {
        let code = format!("counter_dx.register.{rule}");
        assert_eq!(report.count_of(&code), 1, "{rule}");
    }
}

#[test]
fn other_documents_and_impossible_counts() {
    let other = json!({"format": "tosei-inventory", "format_version": 1, "title": ""});
    let observations: ObservationDocument = serde_json::from_value(other.clone()).unwrap();
    let mut sink = Collector::new(observation_rules());
    let error = observations.totals(&mut sink).unwrap_err();
    assert_eq!(error.code(), "counter_dx.observation.format");
    let mut reviews = other;
    reviews["questions"] = json!([]);
    reviews["answers"] = json!([]);
    let reviews: CounterReviewDocument = serde_json::from_value(reviews).unwrap();
    assert_eq!(
        reviews.totals().unwrap_err().code(),
        "counter_dx.review_questions.format"
    );
    for (figures, wrong) in [
        (
            json!({"counter": "W-1", "left_without_service": {"count": 3, "of": 2}}),
            true,
        ),
        (
            json!({"counter": "W-1", "payments_without_cash": {"count": 3, "of": 2}}),
            true,
        ),
        (
            json!({"counter": "W-1", "items_by_hand": {"count": 3, "of": 2}}),
            false,
        ),
        (
            json!({"counter": "W-1", "items_by_hand": {"count": 1u64 << 53, "of": 2}}),
            true,
        ),
    ] {
        let read = serde_json::from_value::<PledgeFigures>(figures.clone());
        assert_eq!(read.is_err(), wrong, "{figures}");
    }
}
