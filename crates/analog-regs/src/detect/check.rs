//! Defects of patterns: all of them at once.

use super::condition::Condition;
use super::groups::{MAX_GROUPS, MAX_READINGS, MAX_RULES};
use super::patterns::Patterns;
use super::program::MAX_STACK;
use std::collections::HashSet;
use tosei_document::{Collector, Mark, PlaceRef, Report, Sink, ValueRef};

struct Checker<'p> {
    findings: Collector<'static>,
    groups: HashSet<&'p str>,
    families: HashSet<&'p str>,
}

impl Checker<'_> {
    fn found(&mut self, rule: &str, subject: &str, place: &str, value: &str) {
        let code = format!("analog_regs.patterns.{rule}");
        if let Some(rule) = Patterns::catalogue().index(&code) {
            self.findings.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values: &[("value", ValueRef::Text(value))],
            });
        }
    }

    fn names<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut earlier = HashSet::new();
        for (at, id) in ids.enumerate() {
            let place = format!("/{list}/{at}/id");
            if id.trim().is_empty() {
                self.found("blank", "-", &place, "");
            } else if !earlier.insert(id) {
                self.found("duplicate_id", id, &place, id);
            }
        }
    }

    fn known(&mut self, groups: &[String], subject: &str, place: &str) {
        if groups.is_empty() {
            self.found("empty_list", subject, place, "");
        }
        for group in groups {
            if !self.groups.contains(group.as_str()) {
                self.found("unknown_group", subject, place, group);
            }
        }
    }

    /// Looks through a condition without recursion.
    fn condition(&mut self, condition: &Condition, subject: &str, place: &str) {
        let mut waiting = vec![(condition, 1usize)];
        while let Some((one, depth)) = waiting.pop() {
            if depth > MAX_STACK {
                self.found("too_many", subject, place, "64");
                return;
            }
            match one {
                Condition::All(parts) | Condition::Any(parts) => {
                    if parts.is_empty() {
                        self.found("empty_list", subject, place, "");
                    }
                    let below = depth.saturating_add(parts.len());
                    waiting.extend(parts.iter().map(|part| (part, below)));
                }
                Condition::Not(part) => waiting.push((part, depth)),
                Condition::Has(groups) | Condition::Starts(groups) | Condition::Ends(groups) => {
                    self.known(groups, subject, place);
                }
                Condition::Elsewhere(there) => {
                    self.known(&there.groups, subject, place);
                    if there.scopes.is_empty() {
                        self.found("empty_list", subject, place, "");
                    }
                }
                Condition::After(near) | Condition::Before(near) => {
                    self.known(&near.groups, subject, place);
                }
                Condition::Inside(_) | Condition::Instrument(_) | Condition::Part(_) => {}
            }
        }
    }

    fn blank(&mut self, texts: [&str; 2], subject: &str, place: &str) {
        if texts.iter().any(|text| text.trim().is_empty()) {
            self.found("blank", subject, place, "");
        }
    }
}

/// More phrases than one automaton can hold.
pub(super) fn too_large() -> Report {
    let mut checker = Checker {
        findings: Collector::new(Patterns::catalogue()),
        groups: HashSet::new(),
        families: HashSet::new(),
    };
    checker.found("too_many", "-", "/groups", "");
    checker.findings.into_report()
}

/// Every finding about the patterns, in the order of the file.
pub(super) fn report(patterns: &Patterns) -> Report {
    let groups = patterns.groups.iter().map(|group| group.id.as_str());
    let families = patterns.families.iter().map(|family| family.id.as_str());
    let mut checker = Checker {
        findings: Collector::new(Patterns::catalogue()).keeping(usize::MAX),
        groups: groups.clone().collect(),
        families: families.clone().collect(),
    };
    let too_many = [
        ("groups", patterns.groups.len(), MAX_GROUPS),
        ("rules", patterns.rules.len(), MAX_RULES),
    ];
    for (list, count, most) in too_many {
        if count > most {
            checker.found("too_many", "-", &format!("/{list}"), &most.to_string());
        }
    }
    if patterns.families.is_empty() {
        checker.found("empty_list", "-", "/families", "");
    }
    checker.names("groups", groups);
    checker.names("rules", patterns.rules.iter().map(|rule| rule.id.as_str()));
    checker.names("families", families);
    for id in &patterns.unknown_additions {
        checker.found("unknown_group", id, "/additions", id);
    }
    phrases(patterns, &mut checker);
    for (at, rule) in patterns.rules.iter().enumerate() {
        let place = format!("/rules/{at}");
        checker.blank(
            [&rule.label.ja, &rule.label.en],
            &rule.id,
            &format!("{place}/label"),
        );
        checker.condition(&rule.when, &rule.id, &format!("{place}/when"));
        let Some(about) = &rule.families else {
            continue;
        };
        let place = format!("{place}/families");
        if about.is_empty() {
            checker.found("empty_list", &rule.id, &place, "");
        }
        for family in about {
            if !checker.families.contains(family.as_str()) {
                checker.found("unknown_family", &rule.id, &place, family);
            }
        }
    }
    for (at, family) in patterns.families.iter().enumerate() {
        let place = format!("/families/{at}");
        let label = [family.label.ja.as_str(), family.label.en.as_str()];
        checker.blank(label, &family.id, &format!("{place}/label"));
        for (list, empty) in [
            ("categories", family.categories.is_empty()),
            ("readings", family.readings.is_empty()),
        ] {
            if empty {
                checker.found("empty_list", &family.id, &format!("{place}/{list}"), "");
            }
        }
        if family.readings.len() > MAX_READINGS {
            let most = MAX_READINGS.to_string();
            checker.found("too_many", &family.id, &format!("{place}/readings"), &most);
        }
        let ids = family.readings.iter().map(|reading| reading.id.as_str());
        checker.names(&format!("families/{at}/readings"), ids);
        for (at, reading) in family.readings.iter().enumerate() {
            let place = format!("{place}/readings/{at}");
            checker.known(&reading.cues, &family.id, &format!("{place}/cues"));
            let label = [reading.label.ja.as_str(), reading.label.en.as_str()];
            checker.blank(label, &family.id, &format!("{place}/label"));
            if let Some(when) = &reading.when {
                checker.condition(when, &family.id, &format!("{place}/when"));
            }
        }
    }
    checker.findings.into_report()
}

/// Groups: phrases that are empty, stand twice, or could never except anything.
fn phrases(patterns: &Patterns, checker: &mut Checker<'_>) {
    for (at, group) in patterns.groups.iter().enumerate() {
        let place = format!("/groups/{at}/phrases");
        if group.phrases.is_empty() {
            checker.found("empty_list", &group.id, &place, "");
        }
        let mut earlier = HashSet::new();
        for phrase in group.phrases.iter().chain(&group.except) {
            if phrase.trim().is_empty() {
                checker.found("blank", &group.id, &place, "");
            } else if !earlier.insert(phrase.as_str()) {
                checker.found("repeated_phrase", &group.id, &place, phrase);
            }
        }
        let place = format!("/groups/{at}/except");
        for longer in group
            .except
            .iter()
            .filter(|longer| !longer.trim().is_empty())
        {
            let excepts = |phrase: &String| !phrase.is_empty() && longer.contains(phrase.as_str());
            if !group.phrases.iter().any(excepts) {
                checker.found("idle_exception", &group.id, &place, longer);
            }
        }
    }
}
