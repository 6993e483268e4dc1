//! Where findings go while data is being read.

use crate::{Catalogue, Finding, Mark, Report, RuleIndex, RuleTotal};
use std::{borrow::Cow, collections::HashSet};

/// Takes findings one by one, as a reader or a check makes them.
///
/// # Examples
///
/// ```
/// use tosei_document::{Mark, Sink};
///
/// /// Counts and forgets.
/// struct Count(u64);
/// impl Sink for Count {
///     fn accept(&mut self, _: Mark<'_>) {
///         self.0 += 1;
///     }
/// }
/// ```
pub trait Sink {
    /// Takes one finding.
    fn accept(&mut self, mark: Mark<'_>);
}

impl<S: Sink + ?Sized> Sink for &mut S {
    fn accept(&mut self, mark: Mark<'_>) {
        (**self).accept(mark);
    }
}

/// How many findings of each rule [`Collector::new`] keeps.
pub const DEFAULT_KEPT_PER_RULE: usize = 100;

/// The built-in sink: keeps the first n findings of each rule and counts all of them exactly.
///
/// A collector belongs to one catalogue; [`into_report`](Self::into_report) makes the report that
/// does not depend on it any more. Collectors of parts of one input can be
/// [merged](Self::merge) in the order of the parts.
///
/// # Examples
///
/// ```
/// use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Sink};
///
/// let catalogue = Catalogue::reading();
/// let rule = catalogue.index("document.json.syntax").unwrap();
/// let mut collector = Collector::new(&catalogue).keeping(1);
/// for _ in 0..3 {
///     collector.accept(Mark { rule, place: PlaceRef::Document, subject: None, values: &[] });
/// }
/// let report = collector.into_report();
/// assert_eq!((report.total(), report.findings().len()), (3, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Collector<'c> {
    catalogue: &'c Catalogue,
    kept_per_rule: usize,
    rules: Vec<Tally>,
    exempted: HashSet<(RuleIndex, Box<str>)>,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    count: u64,
    exempt: u64,
    kept: Vec<Finding>,
}

impl<'c> Collector<'c> {
    /// A collector for the rules of one catalogue, keeping [`DEFAULT_KEPT_PER_RULE`] of each.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            kept_per_rule: DEFAULT_KEPT_PER_RULE,
            rules: vec![Tally::default(); catalogue.rules().len()],
            exempted: HashSet::new(),
        }
    }

    /// Keeps the first `findings` of each rule instead.
    #[must_use]
    pub fn keeping(mut self, findings: usize) -> Self {
        self.kept_per_rule = findings;
        self
    }

    /// The catalogue that it belongs to.
    #[must_use]
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// Counts findings of a rule about one subject as exempted instead of reporting them.
    pub(crate) fn exempt(&mut self, rule: RuleIndex, subject: &str) {
        self.exempted.insert((rule, subject.into()));
    }

    /// A collector like this one that has taken nothing yet: for a part of the input.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self {
            catalogue: self.catalogue,
            kept_per_rule: self.kept_per_rule,
            rules: vec![Tally::default(); self.rules.len()],
            exempted: self.exempted.clone(),
        }
    }

    /// Adds what another collector of the same catalogue took, as if it had come behind this one's.
    pub fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.rules.iter_mut().zip(other.rules) {
            mine.count = mine.count.saturating_add(theirs.count);
            mine.exempt = mine.exempt.saturating_add(theirs.exempt);
            let room = self.kept_per_rule.saturating_sub(mine.kept.len());
            mine.kept.extend(theirs.kept.into_iter().take(room));
        }
    }

    /// The report: findings sorted, every rule's exact total.
    #[must_use]
    pub fn into_report(self) -> Report {
        let mut findings = Vec::new();
        let mut totals = Vec::new();
        for (tally, rule) in self.rules.into_iter().zip(self.catalogue.rules()) {
            if tally.count > 0 || tally.exempt > 0 {
                totals.push(RuleTotal {
                    rule: rule.code.as_str().into(),
                    severity: rule.severity,
                    count: tally.count,
                    listed: u64::try_from(tally.kept.len()).unwrap_or(u64::MAX),
                    exempted: tally.exempt,
                });
            }
            findings.extend(tally.kept);
        }
        Report::from_parts(findings, totals)
    }
}

impl Sink for Collector<'_> {
    fn accept(&mut self, mark: Mark<'_>) {
        let Some(tally) = self.rules.get_mut(usize::from(mark.rule.get())) else {
            return;
        };
        if !self.exempted.is_empty()
            && let Some(subject) = mark.subject
            && self.exempted.contains(&(mark.rule, Box::from(subject)))
        {
            tally.exempt = tally.exempt.saturating_add(1);
            return;
        }
        tally.count = tally.count.saturating_add(1);
        if tally.kept.len() < self.kept_per_rule
            && let Some(rule) = self.catalogue.at(mark.rule)
        {
            tally.kept.push(Finding {
                rule: rule.code.as_str().into(),
                severity: rule.severity,
                place: mark.place.to_place(),
                subject: mark.subject.map(Into::into),
                values: mark
                    .values
                    .iter()
                    .map(|(name, value)| (Cow::Borrowed(*name), (*value).into()))
                    .collect(),
            });
        }
    }
}
