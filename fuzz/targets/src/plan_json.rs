//! Any bytes as a plan: read item by item, checked, judged, published; and as a text.
//!
//! Laws: no panic; what was read is written and read back the same by both readers; letters that are
//! found stand where they are said to.

use tosei_document::Limits;
use tosei_plan::{
    Plan, ProgressOptions, disagreements, mixed_script, plan_progress, publication_marks, read,
};
use tosei_types::Date;

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let letters: Vec<char> = text.chars().collect();
    for mixed in mixed_script(&text) {
        for (at, letter) in mixed.letters {
            assert_eq!(letters.get(at), Some(&letter));
        }
    }
    let Ok(day) = Date::try_new(2025, 6, 30) else {
        return;
    };
    let (reading, _) = read(data, &Limits::default());
    let Some(reading) = reading else {
        return;
    };
    let plan = reading.plan;
    let report = plan.check(day);
    for finding in report.findings() {
        assert!(!finding.place.to_string().contains('\n'));
    }
    let names = ["standard", "recent_pace", "as_published"];
    for options in names.into_iter().filter_map(ProgressOptions::named) {
        let progress = plan_progress(&plan, day, options);
        assert_eq!(progress.indicators.len(), plan.indicators.len());
    }
    let _ = (disagreements(&[&plan]), plan.published_listing());
    let json = serde_json::to_value(&plan).expect("a plan is JSON");
    let strict: Plan = serde_json::from_value(json.clone()).expect("what was written is read");
    assert_eq!(strict, plan);
    let (again, _) = read(json.to_string().as_bytes(), &Limits::default());
    assert_eq!(again.map(|reading| reading.plan), Some(plan));
    assert!(publication_marks().publish(&json).is_ok());
}
