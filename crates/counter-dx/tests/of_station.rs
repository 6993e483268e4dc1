//! What a station asks of a staffing plan, what figures say about the pledges, and refusals in words.
#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_counter_dx::ServiceId;
use tosei_counter_dx::observation::TicketTotals;
use tosei_counter_dx::pledge::{PledgeFigures, PledgeFiguresError};
use tosei_counter_dx::queue::WaitTarget;
use tosei_counter_dx::register::CounterRegister;
use tosei_counter_dx::staffing::{StaffingMethod, StaffingRequest};
use tosei_counter_dx::station::Station;
use tosei_document::Explain;
use tosei_types::Language;

fn station(walk_ins: &Value, reservations: &Value) -> Station {
    serde_json::from_value(json!({
        "format": "tosei-counter-station", "format_version": 1,
        "title": "証明窓口（架空）", "fictional": true, "first_day": "2025-06-01", "days": 7,
        "hours": {"monday": [{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]},
        "services": [
            {"id": "s", "label": {"ja": "証明", "en": "Certificates"}, "minutes": {"kind": "constant", "value": "5"}},
            {"id": "t", "label": {"ja": "相談", "en": "Advice"}, "minutes": {"kind": "constant", "value": "20"}}],
        "walk_ins": walk_ins,
        "reservations": reservations,
        "staff": [{"id": "d", "label": {"ja": "受付", "en": "Desk"}, "people": 2, "services": ["s", "t"]}],
        "pledge_minutes": "10"
    }))
    .unwrap()
}

fn walk_ins() -> Value {
    json!([
        {"id": "w", "label": {"ja": "来庁者", "en": "Visitors"}, "route": ["s", "t", "s"],
            "arrivals": [{"from": "09:00", "to": "10:00", "per_hour": "12"}]},
        {"id": "v", "label": {"ja": "相談者", "en": "Others"}, "route": ["t"],
            "arrivals": [{"from": "09:30", "to": "09:45", "per_hour": "4"}]}])
}

fn reservations() -> Value {
    json!([{"id": "r", "label": {"ja": "予約", "en": "Reserved"}, "route": ["s"],
        "slots": [{"at": "13:00", "people": 10}], "no_show_percent": "20"}])
}

fn asked(station: &Station, service: &str) -> StaffingRequest {
    let target: WaitTarget =
        serde_json::from_value(json!({"kind": "mean_wait", "minutes": "2"})).unwrap();
    station
        .staffing_request(
            &service.parse().unwrap(),
            &target,
            StaffingMethod::CarryOver,
            &[],
        )
        .unwrap()
}

#[test]
fn who_comes_in_a_quarter_counts_once_for_each_time_in_the_service() {
    let station = station(&walk_ins(), &reservations());
    let people = station.expected_arrivals();
    assert_eq!(people.len(), 96);
    // From nine to ten three people a quarter, one more from half past; reservations less who stay away.
    assert_eq!(people.get(36).copied(), Some(3.0));
    assert_eq!(people.get(38).copied(), Some(4.0));
    assert_eq!(people.get(52).copied(), Some(8.0));
    assert_eq!(people.iter().sum::<f64>(), 12.0 + 1.0 + 8.0);

    // Visitors come to the certificates twice in one visit.
    let request = asked(&station, "s");
    assert_eq!(request.title, "証明窓口（架空） 証明");
    assert!(request.fictional);
    assert_eq!(request.hours.len(), 2);
    let per_hour: Vec<f64> = request
        .arrivals
        .iter()
        .map(|one| one.per_hour.get())
        .collect();
    assert_eq!(per_hour, [24.0, 24.0, 24.0, 24.0, 32.0]);
    assert_eq!(request.service_minutes.get(), 5.0);
    assert!(request.plan().is_ok());

    let request = asked(&station, "t");
    let per_hour: Vec<f64> = request
        .arrivals
        .iter()
        .map(|one| one.per_hour.get())
        .collect();
    assert_eq!(per_hour, [12.0, 12.0, 16.0, 12.0]);
}

#[test]
fn a_service_that_is_not_there_is_refused() {
    let station = station(&walk_ins(), &json!([]));
    let target: WaitTarget =
        serde_json::from_value(json!({"kind": "mean_wait", "minutes": "2"})).unwrap();
    let error = station
        .staffing_request(
            &"none".parse().unwrap(),
            &target,
            StaffingMethod::CarryOver,
            &[],
        )
        .unwrap_err();
    assert!(error.code().ends_with("never_open"), "{}", error.code());
    for language in [Language::Ja, Language::En] {
        assert!(!error.sentence(language).is_empty());
    }
}

#[test]
fn figures_for_the_pledges_are_read_as_written() {
    let counter = || "W-1".parse().unwrap();
    let service = |id: &str| id.parse().unwrap();
    let unknown = PledgeFigures::unknown(counter());
    assert_eq!(
        serde_json::to_value(&unknown).unwrap(),
        json!({"counter": "W-1"})
    );
    let figures = unknown
        .with_items_by_hand(240, 40)
        .with_reservable([service("residence")])
        .with_writing_free([])
        .with_cashless([service("residence"), service("seal")])
        .with_tickets(&TicketTotals::default());
    let written = serde_json::to_value(&figures).unwrap();
    // No ticket is no figure; no service is one.
    assert_eq!(
        written,
        json!({"counter": "W-1", "items_by_hand": {"count": 240, "of": 40},
            "by_reservation": ["residence"], "without_writing": [],
            "without_cash": ["residence", "seal"]})
    );
    assert_eq!(
        serde_json::from_value::<PledgeFigures>(written).unwrap(),
        figures
    );
}

#[test]
fn figures_that_contradict_themselves_are_refused_with_a_reason() {
    let refused = |figures: Value| {
        serde_json::from_value::<PledgeFigures>(figures)
            .unwrap_err()
            .to_string()
    };
    let more = refused(json!({"counter": "W-1", "payments_without_cash": {"count": 21, "of": 20}}));
    assert!(more.contains("payments_without_cash"), "{more}");
    let many = refused(
        json!({"counter": "W-1", "items_by_hand": {"count": 9_007_199_254_740_992_u64, "of": 1}}),
    );
    assert!(many.contains("items_by_hand"), "{many}");
    // The error is one that explains itself.
    fn explains<T: Explain>() {}
    explains::<PledgeFiguresError>();
}

#[test]
fn coverage_counts_where_the_work_is_done_and_where_it_is_passed_on() {
    let register: CounterRegister = serde_json::from_value(json!({
        "format": "tosei-counter-register", "format_version": 1, "title": "架空", "as_of": "2025-04-01",
        "service_points": [{"id": "p", "name": "東出張所（架空）"}],
        "services": [{"id": "residence", "name": "住民票の写し"}, {"id": "seal", "name": "印鑑登録"}],
        "counters": [
            {"id": "hall", "name": "一番", "service_point": "p", "business": "証明",
                "services": [{"service": "residence", "mode": "processes"}]},
            {"id": "branch", "name": "二番", "service_point": "p", "business": "証明",
                "services": [{"service": "residence", "mode": "forwards", "forwards_to": "hall"}]},
            {"id": "lost", "name": "三番", "service_point": "p", "business": "証明",
                "services": [{"service": "residence", "mode": "forwards"}]}]
    }))
    .unwrap();
    let service = |id: &str| -> ServiceId { id.parse().unwrap() };
    let residence = service("residence");
    let coverage = register.coverage();
    let found = coverage.get(&residence).unwrap();
    assert_eq!((found.handling(), found.forwarding()), (1, 2));
    let seal = coverage.get(&service("seal")).unwrap();
    assert_eq!((seal.handling(), seal.forwarding()), (0, 0));
    let done = |counter: &str| {
        register
            .processing_counter(&counter.parse().unwrap(), &residence)
            .map(|one| one.id.to_string())
    };
    assert_eq!(done("hall").as_deref(), Some("hall"));
    assert_eq!(done("branch").as_deref(), Some("hall"));
    assert_eq!(done("lost"), None);
    assert_eq!(done("nowhere"), None);
}

/// Case: the next day begins at midnight, and its hours are not those of the first day.
#[test]
fn hours_from_midnight_of_the_next_day_are_not_of_the_first_day() {
    let mut document = serde_json::to_value(station(&walk_ins(), &json!([]))).unwrap();
    document["first_day"] = json!("2025-06-02"); // a Monday
    document["hours"] = json!({
        "monday": [{"from": "09:00", "to": "12:00"}],
        "tuesday": [{"from": "00:00", "to": "06:00"}]});
    let request = asked(&serde_json::from_value(document).unwrap(), "s");
    assert_eq!(
        serde_json::to_value(&request.hours).unwrap(),
        json!([{"from": "09:00", "to": "12:00"}])
    );
}
