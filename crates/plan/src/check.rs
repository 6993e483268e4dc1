//! 点検 (checks): what in a plan does not fit together.

mod figures;
mod indicators;
mod references;
mod texts;

pub use figures::{Disagreement, disagreements};

use crate::Plan;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_types::{Date, embedded};

/// The rules of this crate (`data/rules/plan.json`), with those about reading before them.
///
/// # Examples
///
/// ```
/// let rules = tosei_plan::rules();
/// assert_eq!(rules.rule("plan.text.mixed_script").unwrap().title.ja, "文字種の混在");
/// ```
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../data/rules/plan.json"))
    })
}

/// A sink with the catalogue its rules come from.
pub(crate) struct Findings<'c, 's> {
    catalogue: &'c Catalogue,
    sink: &'s mut dyn Sink,
}

impl Findings<'_, '_> {
    /// Reports a breach; a rule that the catalogue does not have is not asked for.
    pub(crate) fn report(
        &mut self,
        rule: &str,
        pointer: &str,
        subject: &str,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(rule) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(pointer),
                subject: Some(subject),
                values,
            });
        }
    }
}

impl Plan {
    /// Checks everything that the plan says, as of a day, by the rules of this crate.
    ///
    /// References to other documents are not followed here.
    ///
    /// # Examples
    ///
    /// The look-alike letters of a scan are found in the published list:
    ///
    /// ```
    /// let report = tosei_plan::tokyo::plan_2().check("2024-04-01".parse()?);
    /// let mixed = report.findings().iter().filter(|one| &*one.rule == "plan.text.mixed_script");
    /// assert_eq!(mixed.count(), 4); // デジタルデバйд
    /// # Ok::<(), tosei_types::DateError>(())
    /// ```
    #[must_use]
    pub fn check(&self, as_of: Date) -> Report {
        let mut sink = Collector::new(rules());
        self.check_into(as_of, rules(), &mut sink);
        sink.into_report()
    }

    /// Checks the plan and reports to a sink of the caller's.
    pub fn check_into(&self, as_of: Date, catalogue: &Catalogue, sink: &mut dyn Sink) {
        let mut findings = Findings { catalogue, sink };
        references::check(self, &mut findings);
        texts::check(self, &mut findings);
        indicators::check(self, as_of, &mut findings);
        figures::check(self, &mut findings);
    }
}
