//! Records: once each, about procedures that exist, and with words for what is wrong.

use crate::client::{Server, evidence, valid};
use serde_json::json;

#[test]
fn the_same_record_is_recorded_once() {
    let server = Server::with_inventory("records-once");
    let record = evidence("証拠-1", "P-0004", "F1a", "met");
    let first = server.post("/v1/evidence", &record);
    assert_eq!(
        first.status,
        201,
        "{}",
        String::from_utf8_lossy(&first.body)
    );
    valid("RecordReceipt", &first.json());
    assert_eq!(first.json()["repeated"], false);
    let again = server.post("/v1/evidence", &record);
    assert_eq!(
        (again.status, &again.json()["repeated"]),
        (200, &json!(true))
    );
    let other = server.post(
        "/v1/evidence",
        &evidence("証拠-1", "P-0004", "F1a", "not_met"),
    );
    assert_eq!(
        (other.status, other.code().as_str()),
        (409, "service.record.taken")
    );
    // Its address is in the answer, also where the id is not ASCII.
    let place = &first.headers["location"];
    assert_eq!(place, "/v1/evidence/%E8%A8%BC%E6%8B%A0-1");
    assert_eq!(server.read(place, "EvidenceRecord"), record);
    let page = server.read("/v1/evidence", "RecordPage");
    assert_eq!((&page["total"], &page["records"][0]), (&json!(1), &record));
    assert!(page.get("next").is_none());
    assert_eq!(
        server.get("/v1/evidence/none").code(),
        "service.record.none"
    );
}

#[test]
fn a_record_that_means_nothing_is_refused_with_its_place() {
    let server = Server::with_inventory("records-refused");
    let cases = [
        (
            evidence("a", "P-9999", "F1a", "met"),
            "service.record.unknown_procedure",
            "/item/subject",
        ),
        (
            evidence("a", "P-0004", "F9z", "met"),
            "service.body.findings",
            "/item/criterion",
        ),
        (
            evidence("a", "P-0004", "F1a", "perhaps"),
            "service.body.findings",
            "/item/answer",
        ),
        (
            evidence("a b", "P-0004", "F1a", "met"),
            "service.body.findings",
            "/id",
        ),
        (
            evidence("", "P-0004", "F1a", "met"),
            "service.body.findings",
            "/id",
        ),
        // Not applicable wants a reason of the list.
        (
            evidence("a", "P-0004", "F2a", "not_applicable"),
            "service.body.findings",
            "/item/reason",
        ),
    ];
    for (record, code, place) in cases {
        let refused = server.post("/v1/evidence", &record);
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (422, code),
            "{record}"
        );
        assert_eq!(refused.json()["place"], place, "{record}");
    }
    let mut unknown_key = evidence("a", "P-0004", "F1a", "met");
    unknown_key["item"]["colour"] = json!("red");
    assert_eq!(
        server.post("/v1/evidence", &unknown_key).code(),
        "service.body.findings"
    );
    let page = server.read("/v1/evidence", "RecordPage");
    assert_eq!(page["total"], 0);
}

#[test]
fn reviews_are_counted_and_their_text_stays() {
    let server = Server::with_inventory("records-reviews");
    for (number, points) in [5, 4, 1].into_iter().enumerate() {
        let review = json!({
            "id": format!("R-{number}"), "procedure": "P-0004", "answered_on": "2025-06-01",
            "points": points, "text": "担当の方に助けられた",
        });
        let answer = server.post("/v1/reviews", &review);
        assert_eq!(answer.status, 201);
        // Nobody has looked at the text: worth knowing, no reason to refuse.
        let finding = &answer.json()["findings"][0];
        assert_eq!(
            (&finding["rule"], &finding["place"]["pointer"]),
            (&json!("qos.review.text_not_checked"), &json!("/text"))
        );
        assert_eq!(server.post("/v1/reviews", &review).status, 200);
    }
    let one = server.read("/v1/reviews/R-1", "StoredReview");
    assert_eq!(
        (&one["review"]["points"], &one["text_withheld"]),
        (&json!(4), &json!(true))
    );
    assert!(one["review"].get("text").is_none());
    let summary = server.read(
        "/v1/procedures/P-0004/reviews?from=2025-04-01&until=2025-06-30",
        "ReviewSummary",
    );
    assert_eq!(
        (&summary["texts"], &summary["state"]),
        (&json!(3), &json!("too_few"))
    );
    let outside = server.read(
        "/v1/procedures/P-0004/reviews?from=2025-06-02&until=2025-06-30",
        "ReviewSummary",
    );
    assert_eq!(outside["state"], "no_answers");
    let blank = json!({"id": " ", "procedure": "P-0004", "answered_on": "2025-06-01", "points": 3});
    assert_eq!(
        server.post("/v1/reviews", &blank).code(),
        "service.record.bad_id"
    );
    let six = json!({"id": "x", "procedure": "P-0004", "answered_on": "2025-06-01", "points": 6});
    assert_eq!(server.post("/v1/reviews", &six).json()["place"], "/points");
}

#[test]
fn pages_of_evidence_follow_the_order_in_which_it_came() {
    let server = Server::with_inventory("records-pages");
    let ids: Vec<String> = (0..7).map(|number| format!("e{}", 6 - number)).collect();
    for id in &ids {
        assert_eq!(
            server
                .post("/v1/evidence", &evidence(id, "P-0004", "F1a", "met"))
                .status,
            201
        );
    }
    let mut seen = Vec::new();
    let mut after = 0;
    loop {
        let page = server.read(&format!("/v1/evidence?limit=3&after={after}"), "RecordPage");
        let records = page["records"].as_array().unwrap();
        seen.extend(
            records
                .iter()
                .map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_i64() {
            Some(next) => after = next,
            None => break,
        }
    }
    assert_eq!(seen, ids);
}
