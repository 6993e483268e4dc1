//! Where the rules about reviews begin and end.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_criteria::{Assessment, EvidenceSet};
use tosei_document::{Collector, Limits, Report};
use tosei_qos_model::{ReviewOptions, ReviewReading, assess, rules, tokyo};

fn read(reviews: &[Value]) -> ReviewReading {
    let json =
        json!({"format": "tosei-procedure-reviews", "format_version": 1, "reviews": reviews});
    let mut sink = Collector::new(rules());
    let bytes = json.to_string().into_bytes();
    let reading = ReviewReading::read(&bytes, &Limits::default(), rules(), &mut sink).unwrap();
    assert!(sink.into_report().is_clean());
    reading
}

fn options() -> ReviewOptions {
    ReviewOptions::between("2025-04-01".parse().unwrap(), "2025-06-30".parse().unwrap())
        .with_minimum_answers(3)
}

fn checked(review: Value) -> Report {
    let mut sink = Collector::new(rules());
    let day = "2025-06-30".parse().unwrap();
    read(&[review]).check(&options(), day, rules(), &mut sink);
    sink.into_report()
}

fn review(id: &str, day: &str) -> Value {
    json!({"id": id, "procedure": "P-1", "answered_on": day, "points": 3})
}

#[test]
fn the_day_itself_is_not_to_come() {
    let found = |day: &str| checked(review("R-1", day)).count_of("qos.review.day_to_come");
    assert_eq!((found("2025-06-30"), found("2025-07-01")), (0, 1));
}

#[test]
fn only_a_text_can_hold_personal_data() {
    for (text, found) in [
        (json!(null), 0),
        (json!(" \u{3000}"), 0),
        (json!("架空"), 1),
    ] {
        for (answer, rule) in [
            ("contains", "personal_data"),
            ("unchecked", "text_not_checked"),
        ] {
            let mut one = review("R-1", "2025-06-01");
            one["text"] = text.clone();
            one["personal_data"] = json!(answer);
            let report = checked(one);
            assert_eq!(report.total(), found, "{text} {answer}");
            assert_eq!(report.count_of(&format!("qos.review.{rule}")), found);
        }
    }
    let mut one = review("R-1", "2025-06-01");
    one["text"] = json!("架空");
    one["personal_data"] = json!("none");
    assert!(checked(one).is_clean());
}

/// P-1 is at level 2 of the principle, P-2 at level 1, P-3 is not digital.
fn assessments() -> Vec<Assessment> {
    let item = |subject: &str, criterion: &str, answer: &str| {
        json!({"subject": subject, "criterion": criterion, "answer": answer, "quality": "confirmed",
            "source": "架空", "date": "2025-01-01", "confirmed_by": "架空"})
    };
    let mut items = vec![item("P-3", "digital", "not_met")];
    for criterion in ["digital", "U1a", "U1b", "U2a", "U2b"] {
        items.push(item("P-1", criterion, "met"));
        if !criterion.starts_with("U2") {
            items.push(item("P-2", criterion, "met"));
        }
    }
    items.push(item("P-2", "U2a", "not_met"));
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": items});
    let (evidence, _) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    let evidence = evidence.unwrap();
    let day = "2025-06-30".parse().unwrap();
    ["P-1", "P-2", "P-3"]
        .map(|id| assess(tokyo(), &evidence, &id.parse().unwrap(), day).unwrap())
        .into()
}

/// How many states users disagree with, of answers (day, points) about a level of one procedure.
fn disagreement(procedure: &str, level: u8, answers: &[(&str, u8)]) -> u64 {
    let reviews: Vec<Value> = (0..)
        .zip(answers)
        .map(|(number, (day, points))| {
            let mut one = review(&format!("R-{number}"), day);
            one["procedure"] = json!(procedure);
            one["state_answers"] =
                json!([{"principle": "easier", "level": level, "points": points}]);
            one
        })
        .collect();
    let mut sink = Collector::new(rules());
    read(&reviews).check_agreement(&assessments(), &options(), rules(), &mut sink);
    sink.into_report().count_of("qos.review.users_disagree")
}

#[test]
fn users_disagree_below_the_middle_with_what_is_reached() {
    let june = |points: &[u8]| -> Vec<(&str, u8)> {
        points
            .iter()
            .map(|points| ("2025-06-01", *points))
            .collect()
    };
    // The mean lies below 3, not at it.
    assert_eq!(disagreement("P-1", 1, &june(&[3, 3, 2])), 1);
    assert_eq!(disagreement("P-1", 1, &june(&[3, 3, 3])), 0);
    assert_eq!(disagreement("P-1", 1, &june(&[5, 5, 5])), 0);
    // As many answers as are asked for, or more.
    assert_eq!(disagreement("P-1", 1, &june(&[1, 1])), 0);
    assert_eq!(disagreement("P-1", 1, &june(&[1, 1, 1, 1])), 1);
    // The level is reached: exactly, with one above it, or not at all.
    assert_eq!(disagreement("P-1", 2, &june(&[1, 1, 1])), 1);
    assert_eq!(disagreement("P-2", 1, &june(&[1, 1, 1])), 1);
    assert_eq!(disagreement("P-2", 2, &june(&[1, 1, 1])), 0);
    assert_eq!(disagreement("P-3", 1, &june(&[1, 1, 1])), 0);
    assert_eq!(disagreement("P-4", 1, &june(&[1, 1, 1])), 0);
}

#[test]
fn both_ends_of_the_window_count_and_nothing_beyond() {
    let found = |first: &str, last: &str| {
        disagreement("P-1", 1, &[(first, 1), ("2025-05-01", 1), (last, 1)])
    };
    assert_eq!(found("2025-04-01", "2025-06-30"), 1);
    assert_eq!(found("2025-03-31", "2025-06-30"), 0);
    assert_eq!(found("2025-04-01", "2025-07-01"), 0);
}
