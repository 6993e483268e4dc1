//! The rules about catalogues of issues.

use std::sync::OnceLock;
use tosei_document::Catalogue;
use tosei_types::embedded;

/// 点検の規則 (rules) about catalogues of issues.
#[must_use]
pub fn issue_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/issues.json"))
    })
}
