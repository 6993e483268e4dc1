//! Checking a standard.

use super::condition::check_condition;
use super::reporter::Reporter;
use crate::{
    AxisLevel, Combination, Condition, LevelNumber, MAX_CRITERIA, Standard, StandardDocument,
};
use std::collections::{BTreeMap, BTreeSet};
use tosei_document::Report;
use tosei_types::{CriterionId, Label};

impl Standard {
    /// Everything that is wrong with the standard, all findings at once.
    ///
    /// The report's sentences come from [`catalogue`](Self::catalogue). A standard with an error
    /// cannot be compiled; warnings do not hinder.
    #[must_use]
    pub fn check(&self) -> Report {
        let mut check = Check {
            document: self.document(),
            standard: self,
            findings: Reporter::new(Self::catalogue(), "criteria.standard"),
        };
        check.frame();
        check.ids();
        check.texts();
        check.scale();
        // What refers to what is looked at only where there is little of it: beyond these limits
        // nothing is used anyway, and the work would grow with the square of the file.
        if check.count() <= MAX_CRITERIA && check.document.levels.len() <= MAX_LEVELS {
            check.axes();
            check.criteria();
            check.conditions();
        }
        check.findings.into_report()
    }
}

/// What is wrong with editions beside each other: days that have two of them.
///
/// The pointer is `/<position>/effective_from` of the later edition. What is wrong with each by
/// itself is for [`Standard::check`] to say.
#[must_use]
pub fn check_editions(editions: &[Standard]) -> Report {
    let mut findings = Reporter::new(Standard::catalogue(), "criteria.standard");
    for (at, later) in editions.iter().enumerate() {
        for (before, earlier) in editions.iter().enumerate() {
            let (first, second) = (earlier.document(), later.document());
            let begins_later = (first.effective_from, before) < (second.effective_from, at);
            let meets = earlier.is_effective_on(second.effective_from);
            if first.id == second.id && begins_later && meets {
                let day = second.effective_from.to_string();
                let values = [
                    ("value", second.edition.as_str().into()),
                    ("earlier", first.edition.as_str().into()),
                    ("day", day.as_str().into()),
                ];
                let pointer = format!("/{at}/effective_from");
                findings.report("editions_overlap", second.id.as_str(), &pointer, &values);
            }
        }
    }
    findings.into_report()
}

/// A scale has at most so many levels.
const MAX_LEVELS: usize = 16;

struct Check<'s> {
    document: &'s StandardDocument,
    standard: &'s Standard,
    findings: Reporter,
}

/// The items of a list, with where each stands in the file.
fn placed<'a, T>(items: &'a [T], at: &'a [usize]) -> impl Iterator<Item = (usize, &'a T)> {
    at.iter().copied().zip(items)
}

impl<'s> Check<'s> {
    /// How many criteria and prerequisites there are.
    fn count(&self) -> usize {
        let document = self.document;
        document
            .criteria
            .len()
            .saturating_add(document.prerequisites.len())
    }

    fn frame(&mut self) {
        let document = self.document;
        let name = document.id.as_str();
        if document
            .effective_to
            .is_some_and(|last| last < document.effective_from)
        {
            let values = [("value", name.into())];
            self.findings
                .report("effective_dates", name, "/effective_to", &values);
        }
        let criteria = self.count();
        if criteria > MAX_CRITERIA {
            let count = u64::try_from(criteria).unwrap_or(u64::MAX);
            let values = [("count", count.into())];
            self.findings
                .report("too_many_criteria", name, "/criteria", &values);
        }
        if document.axes.is_empty() {
            self.findings.value("no_axes", name, "/axes", name);
        }
    }

    fn ids(&mut self) {
        let (document, at) = (self.document, &self.standard.positions);
        let prerequisites = placed(&document.prerequisites, &at.prerequisites)
            .map(|(at, one)| ("prerequisites", at, one.id.as_str()));
        let criteria = placed(&document.criteria, &at.criteria)
            .map(|(at, one)| ("criteria", at, one.id.as_str()));
        self.no_id_twice(prerequisites.chain(criteria));
        let axes = placed(&document.axes, &at.axes);
        self.no_id_twice(axes.map(|(at, one)| ("axes", at, one.id.as_str())));
        let measures = placed(&document.measures, &at.measures);
        self.no_id_twice(measures.map(|(at, one)| ("measures", at, one.id.as_str())));
        let stages = placed(&document.stages, &at.stages);
        self.no_id_twice(stages.map(|(at, one)| ("stages", at, one.id.as_str())));
        let reasons = placed(&document.not_applicable_reasons, &at.reasons);
        let reasons = reasons.map(|(at, one)| ("not_applicable_reasons", at, one.id.as_str()));
        self.no_id_twice(reasons);
    }

    /// Reports the ids of one namespace that stand twice.
    fn no_id_twice<'i>(&mut self, ids: impl Iterator<Item = (&'static str, usize, &'i str)>) {
        let mut earlier = BTreeSet::new();
        for (list, at, id) in ids {
            if !earlier.insert(id) {
                self.findings
                    .value("duplicate_id", id, &format!("/{list}/{at}/id"), id);
            }
        }
    }

    fn label(&mut self, subject: &str, pointer: &str, label: &Label) {
        for (key, text) in [("ja", &label.ja), ("en", &label.en)] {
            self.text(subject, &format!("{pointer}/{key}"), text);
        }
    }

    fn text(&mut self, subject: &str, pointer: &str, text: &str) {
        if text.trim().is_empty() {
            self.findings.value("blank_text", subject, pointer, "");
        }
    }

    fn texts(&mut self) {
        let (document, at) = (self.document, &self.standard.positions);
        self.label(document.id.as_str(), "/label", &document.label);
        self.text(document.id.as_str(), "/source", &document.source);
        for (at, level) in placed(&document.levels, &at.levels) {
            let subject = format!("Lv{}", level.level);
            self.label(&subject, &format!("/levels/{at}/label"), &level.label);
        }
        for (at, one) in placed(&document.measures, &at.measures) {
            self.label(
                one.id.as_str(),
                &format!("/measures/{at}/label"),
                &one.label,
            );
            self.text(
                one.id.as_str(),
                &format!("/measures/{at}/source"),
                &one.source,
            );
        }
        for (at, one) in placed(&document.stages, &at.stages) {
            self.label(one.id.as_str(), &format!("/stages/{at}/label"), &one.label);
        }
        for (at, one) in placed(&document.not_applicable_reasons, &at.reasons) {
            let pointer = format!("/not_applicable_reasons/{at}/label");
            self.label(one.id.as_str(), &pointer, &one.label);
        }
        for (at, axis) in placed(&document.axes, &at.axes) {
            self.label(axis.id.as_str(), &format!("/axes/{at}/label"), &axis.label);
            for (step, level) in axis.levels.iter().enumerate() {
                let pointer = format!("/axes/{at}/levels/{step}/state");
                self.label(axis.id.as_str(), &pointer, &level.state);
            }
        }
        for (at, one) in placed(&document.prerequisites, &at.prerequisites) {
            self.label(
                one.id.as_str(),
                &format!("/prerequisites/{at}/text"),
                &one.text,
            );
            self.text(
                one.id.as_str(),
                &format!("/prerequisites/{at}/source"),
                &one.source,
            );
        }
        for (at, one) in placed(&document.criteria, &at.criteria) {
            self.label(one.id.as_str(), &format!("/criteria/{at}/text"), &one.text);
            self.text(
                one.id.as_str(),
                &format!("/criteria/{at}/source"),
                &one.source,
            );
        }
    }

    fn scale(&mut self) {
        let document = self.document;
        let name = document.id.as_str();
        let count = u64::try_from(document.levels.len()).unwrap_or(u64::MAX);
        if !(2..=16).contains(&count) {
            let values = [("count", count.into())];
            self.findings
                .report("level_count", name, "/levels", &values);
        }
        let places = placed(&document.levels, &self.standard.positions.levels);
        for (expected, (at, level)) in places.enumerate() {
            let pointer = format!("/levels/{at}/level");
            self.number(name, &pointer, level.level, expected);
        }
        let enough = document.policies.stated_counts_up_to;
        if !self.in_scale(enough) {
            let pointer = "/policies/stated_counts_up_to";
            self.findings
                .value("unknown_level", name, pointer, &enough.to_string());
        }
    }

    /// Reports a level whose number is not that of its place.
    fn number(&mut self, subject: &str, pointer: &str, level: LevelNumber, expected: usize) {
        if usize::from(level.get()) != expected {
            let expected = u64::try_from(expected).unwrap_or(u64::MAX);
            let values = [
                ("value", u64::from(level.get()).into()),
                ("expected", expected.into()),
            ];
            self.findings.report("level_gap", subject, pointer, &values);
        }
    }

    fn in_scale(&self, level: LevelNumber) -> bool {
        let mut levels = self.document.levels.iter();
        levels.any(|one| one.level == level)
    }

    fn axes(&mut self) {
        let document = self.document;
        for (at, axis) in placed(&document.axes, &self.standard.positions.axes) {
            let subject = axis.id.as_str();
            let mine = |level: &AxisLevel| {
                let on_level = document
                    .criteria
                    .iter()
                    .filter(|one| one.axis == axis.id && one.level == level.level);
                on_level.count()
            };
            if axis.levels.len() < 2 {
                let pointer = format!("/axes/{at}/levels");
                self.findings
                    .value("empty_axis", subject, &pointer, subject);
            }
            for (step, level) in axis.levels.iter().enumerate() {
                let pointer = format!("/axes/{at}/levels/{step}");
                self.number(subject, &format!("{pointer}/level"), level.level, step);
                let number = level.level.to_string();
                if !self.in_scale(level.level) {
                    let pointer = format!("{pointer}/level");
                    self.findings
                        .value("unknown_level", subject, &pointer, &number);
                }
                if step == 0 {
                    continue;
                }
                let criteria = mine(level);
                if criteria == 0 {
                    self.findings
                        .value("unreachable_level", subject, &pointer, &number);
                } else if let Combination::AtLeast(needed) =
                    level.within_level.unwrap_or(document.policies.within_level)
                    && !(1..=criteria).contains(&usize::from(needed))
                {
                    let have = u64::try_from(criteria).unwrap_or(u64::MAX);
                    let values = [
                        ("value", u64::from(needed).into()),
                        ("count", have.into()),
                        ("level", number.as_str().into()),
                    ];
                    let pointer = match level.within_level {
                        Some(_) => format!("{pointer}/within_level/at_least"),
                        None => pointer,
                    };
                    self.findings
                        .report("needs_more_than_it_has", subject, &pointer, &values);
                }
            }
        }
    }

    fn criteria(&mut self) {
        let document = self.document;
        for (at, one) in placed(&document.criteria, &self.standard.positions.criteria) {
            let subject = one.id.as_str();
            let pointer = format!("/criteria/{at}");
            match document.axes.iter().find(|axis| axis.id == one.axis) {
                None => {
                    let pointer = format!("{pointer}/axis");
                    self.findings
                        .value("unknown_reference", subject, &pointer, one.axis.as_str());
                }
                Some(axis) if !axis.levels.iter().any(|level| level.level == one.level) => {
                    let pointer = format!("{pointer}/level");
                    self.findings
                        .value("unknown_level", subject, &pointer, &one.level.to_string());
                }
                Some(_) if one.level == LevelNumber::LOWEST => {
                    let pointer = format!("{pointer}/level");
                    self.findings
                        .value("criterion_at_lowest_level", subject, &pointer, subject);
                }
                Some(_) => {}
            }
            if let Some(stage) = &one.stage
                && !document.stages.iter().any(|known| known.id == *stage)
            {
                let pointer = format!("{pointer}/stage");
                self.findings
                    .value("unknown_reference", subject, &pointer, stage.as_str());
            }
        }
        let places = placed(
            &document.not_applicable_reasons,
            &self.standard.positions.reasons,
        );
        for (at, reason) in places {
            for (step, criterion) in reason.criteria.iter().flatten().enumerate() {
                if self.standard.criterion(criterion).is_none() {
                    let pointer = format!("/not_applicable_reasons/{at}/criteria/{step}");
                    let value = criterion.as_str();
                    self.findings
                        .value("unknown_reference", reason.id.as_str(), &pointer, value);
                }
            }
        }
    }

    fn conditions(&mut self) {
        let (document, at) = (self.document, &self.standard.positions);
        let prerequisites = placed(&document.prerequisites, &at.prerequisites)
            .map(|(at, one)| ("prerequisites", at, &one.id, one.condition.as_ref()));
        let criteria = placed(&document.criteria, &at.criteria)
            .map(|(at, one)| ("criteria", at, &one.id, one.condition.as_ref()));
        let all: Vec<(&str, usize, &CriterionId, Option<&Condition>)> =
            prerequisites.chain(criteria).collect();
        let known: BTreeSet<&CriterionId> = all.iter().map(|(_, _, id, _)| *id).collect();
        let mut units = BTreeMap::new();
        for measure in &document.measures {
            units.entry(&measure.id).or_insert(&measure.unit);
        }
        let mut asks: BTreeMap<&CriterionId, BTreeSet<&CriterionId>> = BTreeMap::new();
        for (list, at, id, condition) in &all {
            let Some(condition) = condition else { continue };
            let pointer = format!("/{list}/{at}/condition");
            let asked = check_condition(&units, id, condition, &pointer, &mut self.findings);
            for (other, pointer) in asked {
                if known.contains(other) {
                    asks.entry(id).or_default().insert(other);
                } else {
                    let value = other.as_str();
                    self.findings
                        .value("unknown_reference", id.as_str(), &pointer, value);
                }
            }
        }
        let in_cycles = in_cycles(asks);
        for (list, at, id, _) in &all {
            if in_cycles.contains(id) {
                let pointer = format!("/{list}/{at}/condition");
                self.findings
                    .value("cycle", id.as_str(), &pointer, id.as_str());
            }
        }
    }
}

/// The criteria in a circle, or between two circles: what remains when everything that waits for nothing, and
/// then everything that nobody waits for, is taken away again and again.
fn in_cycles<'c>(
    mut asks: BTreeMap<&'c CriterionId, BTreeSet<&'c CriterionId>>,
) -> BTreeSet<&'c CriterionId> {
    loop {
        let asking: BTreeSet<&CriterionId> = asks.keys().copied().collect();
        let asked: BTreeSet<&CriterionId> = asks.values().flatten().copied().collect();
        let before = asks.len();
        asks.retain(|id, others| {
            asked.contains(id) && others.iter().any(|other| asking.contains(other))
        });
        if asks.len() == before {
            return asking;
        }
    }
}
