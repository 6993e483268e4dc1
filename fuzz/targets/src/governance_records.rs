//! Any bytes as documents of governance records, and any text as what people write.
//!
//! Laws: no panic; what was read is written and read back the same; spans of personal data lie in order.

use tosei_document::{Collector, Limits};
use tosei_plan::governance::{
    GovernanceRecord, GovernedProject, PartnerBody, PostEntry, ProcedureCheck, Records,
    ServiceCanvas, TaskMove, UserTest, classify_post, find_personal_data, measure_plain_japanese,
    plain_japanese_rules, post_rules, rules,
};

fn read<T: GovernanceRecord + PartialEq>(data: &[u8]) {
    let mut sink = Collector::new(rules());
    if let Some(reading) = Records::<T>::read(data, &Limits::default(), rules(), &mut sink)
        && let Ok(text) = serde_json::to_string(&reading.document)
    {
        let again = Records::<T>::from_json(&text).ok();
        assert!(again.as_ref() == Some(&reading.document));
    }
}

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    read::<ServiceCanvas>(data);
    read::<GovernedProject>(data);
    read::<UserTest>(data);
    read::<TaskMove>(data);
    read::<PartnerBody>(data);
    read::<PostEntry>(data);
    read::<ProcedureCheck>(data);
    if let Ok(text) = std::str::from_utf8(data) {
        assert_eq!(
            measure_plain_japanese(text, plain_japanese_rules()).len(),
            6
        );
        let _ = classify_post(text, post_rules());
        let spans = find_personal_data(text, &post_rules().personal);
        assert!(spans.iter().all(|span| span.from < span.to));
        assert!(spans.is_sorted_by_key(|span| span.from));
    }
}
