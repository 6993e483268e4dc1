//! The rules about quality data, and how they are reported.

use std::sync::OnceLock;
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};
use tosei_types::embedded;

/// The rules of this crate (`data/rules/qos.json`), with those about reading before them.
///
/// # Examples
///
/// ```
/// let rules = tosei_qos_model::rules();
/// assert_eq!(rules.rule("qos.review.burst").unwrap().title.ja, "集中投稿");
/// ```
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../data/rules/qos.json"))
    })
}

/// A sink with the catalogue its rules come from.
pub(crate) struct Findings<'c, 's> {
    catalogue: &'c Catalogue,
    sink: &'s mut dyn Sink,
}

impl<'c, 's> Findings<'c, 's> {
    pub(crate) fn new(catalogue: &'c Catalogue, sink: &'s mut dyn Sink) -> Self {
        Self { catalogue, sink }
    }

    /// Reports a breach; a rule that the catalogue does not have is not asked for.
    pub(crate) fn report(
        &mut self,
        rule: &str,
        pointer: &str,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        self.report_at(rule, PlaceRef::Pointer(pointer), subject, values);
    }

    pub(crate) fn report_at(
        &mut self,
        rule: &str,
        place: PlaceRef<'_>,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(rule) {
            self.sink.accept(Mark {
                rule,
                place,
                subject,
                values,
            });
        }
    }
}
