//! 見本市（架空）: evidence and user reviews of the priority procedures of a fictional city.
//!
//! For examples, tests and first steps. No such city exists; every answer, name and review is made up.
//! The procedures are the 18 of the inventory in `tosei_inventory::sample` with at least 10,000
//! applications a year; 15 of them are digital.
//!
//! Meant to be found in the evidence: one contradiction between two sources, and one exemption that
//! has expired. Between 31 March and 30 June 2025 three levels fell. In the reviews one day has far
//! more answers than the others, and six texts hold personal data.
//!
//! The documents are made by `cargo xtask sample` from a plan that is data
//! (`xtask/data/mihon_quality_plan.json`), by arithmetic alone.

/// The evidence of 見本市, a `tosei-evidence` document.
///
/// # Examples
///
/// Where より早く stands on 30 June 2025:
///
/// ```
/// use tosei_criteria::EvidenceSet;
/// use tosei_document::Limits;
/// use tosei_qos_model::{PrincipleStanding, Standing, assess, sample, tokyo};
///
/// let json = sample::mihon_evidence_json();
/// let (evidence, _) = EvidenceSet::read(json.as_bytes(), &Limits::default());
/// let evidence = evidence.unwrap();
/// let standing = |procedure: &str| {
///     let assessment = assess(
///         tokyo(),
///         &evidence,
///         &procedure.parse().unwrap(),
///         "2025-06-30".parse().unwrap(),
///     );
///     PrincipleStanding::of(&assessment.unwrap(), &"faster".parse().unwrap())
/// };
/// let certificate = standing("P-0004"); // 課税・納税証明書の交付
/// assert_eq!(certificate.floor.unwrap().get(), 3);
/// let notification = standing("P-0228"); // 水道の使用開始・中止の届出: no response is due
/// assert_eq!(notification.standing, Standing::OutOfScope);
/// ```
#[must_use]
pub fn mihon_evidence_json() -> &'static str {
    include_str!("../data/sample/mihon_evidence.json")
}

/// The user reviews of 見本市, a `tosei-procedure-reviews` document: 1,140 reviews of a year.
///
/// # Examples
///
/// ```
/// use tosei_document::{Collector, Limits};
/// use tosei_qos_model::{ReviewOptions, ReviewReading, ReviewState, rules, sample};
///
/// let mut sink = Collector::new(rules());
/// let json = sample::mihon_reviews_json();
/// let reading = ReviewReading::read(json.as_bytes(), &Limits::default(), rules(), &mut sink);
/// let year = ReviewOptions::between("2024-07-01".parse()?, "2025-06-30".parse()?);
/// let summaries = reading.unwrap().summaries(&year);
/// let few = &summaries["P-0476"]; // 放課後児童クラブの入会: 8 reviews
/// assert_eq!(few.state, ReviewState::TooFew);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mihon_reviews_json() -> &'static str {
    include_str!("../data/sample/mihon_reviews.json")
}
