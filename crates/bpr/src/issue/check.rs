//! The rules about catalogues of issues.

use std::sync::OnceLock;
use tosei_document::Catalogue;

/// 点検の規則 (rules) about catalogues of issues.
#[must_use]
pub fn issue_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    // A test holds that the catalogue reads.
    RULES.get_or_init(|| {
        Catalogue::of_domain(include_str!("../../data/rules/issues.json")).unwrap_or_default()
    })
}
