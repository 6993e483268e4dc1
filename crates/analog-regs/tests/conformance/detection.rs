//! Detection in a sentence with its context.

use super::sentence_input::Input;
use serde_json::{Value, json};
use tosei_analog_regs::detect::Detector;

/// What a detector says, in the form of the vectors.
pub(crate) fn detect(detector: &Detector, input: &Input) -> Value {
    let found = input.with_context(|context| detector.sentence(&input.text, context));
    let rules = detector.patterns().rules();
    let concepts = found.matches.iter().filter_map(|one| detector.finding(one));
    let concepts = concepts.map(|one| {
        let named = [&one.reasons_for, &one.reasons_against, &one.notes];
        let held = |id: &String| named.iter().any(|list| list.contains(id));
        let reasons: Vec<&str> = rules
            .iter()
            .filter(|rule| held(&rule.id))
            .map(|rule| rule.id.as_str())
            .collect();
        let spans: Vec<[usize; 2]> = one
            .spans
            .iter()
            .map(|span| [span.start, span.end])
            .collect();
        json!({
            "concept": one.concept, "confidence": one.confidence, "readings": one.readings,
            "spans": spans, "reasons": reasons,
            "sub_type": one.sub_type, "function": one.function, "addressee": one.addressee,
            "national_law_decides": one.national_law_decides,
        })
    });
    concepts.collect()
}
