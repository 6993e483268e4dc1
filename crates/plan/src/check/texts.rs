//! Texts: letters that do not belong, and corrections that do not lead to the corrected text.

use super::Findings;
use crate::{Plan, mixed_script};
use tosei_types::Label;

pub(super) fn check(plan: &Plan, findings: &mut Findings<'_, '_>) {
    for (at, entry) in plan.entries.iter().enumerate() {
        let subject = entry.id.as_str();
        for (field, text) in entry.texts() {
            let pointer = format!("/entries/{at}/{field}");
            let place = format!("{pointer}/text_as_published");
            scan(&text.text_as_published, &place, subject, findings);
            if let Some(corrected) = &text.text_corrected {
                let place = format!("{pointer}/text_corrected");
                scan(corrected, &place, subject, findings);
            }
            if !text.corrections_agree() {
                let rule = "plan.text.corrections_disagree";
                findings.report(rule, &pointer, subject, &[("field", field.into())]);
            }
        }
    }
    let name = |label: &Label, place: &str, subject: &str, findings: &mut Findings<'_, '_>| {
        scan(&label.ja, &format!("{place}/name/ja"), subject, findings);
        scan(&label.en, &format!("{place}/name/en"), subject, findings);
    };
    for (at, one) in plan.policies.iter().enumerate() {
        name(
            &one.name,
            &format!("/policies/{at}"),
            one.id.as_str(),
            findings,
        );
    }
    for (at, one) in plan.measures.iter().enumerate() {
        name(
            &one.name,
            &format!("/measures/{at}"),
            one.id.as_str(),
            findings,
        );
    }
    for (at, one) in plan.indicators.iter().enumerate() {
        name(
            &one.name,
            &format!("/indicators/{at}"),
            one.id.as_str(),
            findings,
        );
    }
    for (at, one) in plan.items.iter().enumerate() {
        name(
            &one.name,
            &format!("/items/{at}"),
            one.id.as_str(),
            findings,
        );
        if let Some(text) = &one.text {
            let place = format!("/items/{at}/text/ja");
            scan(&text.ja, &place, one.id.as_str(), findings);
        }
    }
}

fn scan(text: &str, place: &str, subject: &str, findings: &mut Findings<'_, '_>) {
    for mixed in mixed_script(text) {
        let letters: Vec<String> = mixed
            .letters
            .iter()
            .map(|(_, letter)| format!("{letter} (U+{:04X})", u32::from(*letter)))
            .collect();
        let letters = letters.join(", ");
        let at = u64::try_from(mixed.at).unwrap_or(u64::MAX);
        let values = [
            ("word", mixed.word.as_str().into()),
            ("letters", letters.as_str().into()),
            ("at", at.into()),
        ];
        findings.report("plan.text.mixed_script", place, subject, &values);
    }
}
