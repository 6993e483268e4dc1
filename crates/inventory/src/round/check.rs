//! The rules about rounds.

use super::{ReturnOutcome, RoundSection, SurveyRound};
use crate::{Inventory, Role};
use std::collections::{BTreeMap, HashMap, HashSet};
use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};
use tosei_types::Date;

/// Checks a round: days that contradict each other, sections, versions, answers that came twice.
///
/// With the inventory that it is about, it is also checked that the sections are known there and
/// that somebody was asked about every process. A rule that the catalogue does not have is not
/// applied. Places are JSON pointers.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_inventory::round::{SurveyRound, check_round, rules};
///
/// let round = SurveyRound::new(
///     "R7-6", "2025-06-20".parse()?, "2025-06-02".parse()?, "2025-06-30".parse()?, "R7-1",
/// );
/// let mut findings = Collector::new(rules());
/// check_round(&round, None, rules(), &mut findings);
/// assert_eq!(findings.into_report().count_of("inventory.round.due_before_issue"), 1);
/// # Ok::<(), tosei_types::DateError>(())
/// ```
pub fn check_round(
    round: &SurveyRound,
    inventory: Option<&Inventory>,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut checker = Checker { catalogue, sink };
    if round.due_on < round.issued_on {
        let (issued, due) = (round.issued_on.to_string(), round.due_on.to_string());
        let values = [
            ("issued", issued.as_str().into()),
            ("due", due.as_str().into()),
        ];
        checker.report("inventory.round.due_before_issue", "/due_on", None, &values);
    }
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, section) in round.sections.iter().enumerate() {
        let id = section.organisation.as_str();
        let path = format!("/sections/{at}");
        if let Some(earlier) = first.get(id) {
            let earlier = format!("/sections/{earlier}");
            let values = [("id", id.into()), ("first", earlier.as_str().into())];
            let place = format!("{path}/organisation");
            checker.report("inventory.round.section_twice", &place, Some(id), &values);
        } else {
            first.insert(id, at);
        }
        checker.returns(round, section, &path);
        checker.corrections(round, section, &path);
    }
    if let Some(inventory) = inventory {
        checker.against(round, inventory);
    }
}

struct Checker<'a> {
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
}

impl Checker<'_> {
    fn report(
        &mut self,
        code: &'static str,
        pointer: &str,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            self.sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(pointer),
                subject,
                values,
            });
        }
    }

    fn returns(&mut self, round: &SurveyRound, section: &RoundSection, path: &str) {
        let id = section.organisation.as_str();
        let mut accepted: Option<usize> = None;
        let mut latest: Option<Date> = None;
        for (at, returned) in section.returns.iter().enumerate() {
            let place = format!("{path}/returns/{at}");
            let day = returned.returned_on.to_string();
            if returned.returned_on < round.issued_on {
                let issued = round.issued_on.to_string();
                let values = [
                    ("returned", day.as_str().into()),
                    ("issued", issued.as_str().into()),
                ];
                let rule = "inventory.round.return_before_issue";
                self.report(rule, &place, Some(id), &values);
            }
            if latest.is_some_and(|latest| returned.returned_on < latest) {
                let values = [("returned", day.as_str().into())];
                let rule = "inventory.round.returns_out_of_order";
                self.report(rule, &place, Some(id), &values);
            }
            latest = latest.max(Some(returned.returned_on));
            if let Some(version) = &returned.form_version
                && *version != round.form_version
            {
                let values = [
                    ("version", version.as_str().into()),
                    ("expected", round.form_version.as_str().into()),
                ];
                let rule = "inventory.round.other_form_version";
                self.report(rule, &format!("{place}/form_version"), Some(id), &values);
            }
            match returned.outcome {
                ReturnOutcome::Accepted => {
                    if let Some(earlier) = accepted {
                        let earlier = format!("{path}/returns/{earlier}");
                        let values = [("first", earlier.as_str().into())];
                        let rule = "inventory.round.two_answers";
                        self.report(rule, &place, Some(id), &values);
                    }
                    accepted = Some(at);
                }
                ReturnOutcome::Rejected => {
                    accepted = None;
                    let reason = returned.reason.as_deref().unwrap_or_default();
                    if reason.trim().is_empty() {
                        let rule = "inventory.round.rejected_without_reason";
                        self.report(rule, &place, Some(id), &[]);
                    }
                }
            }
        }
    }

    fn corrections(&mut self, round: &SurveyRound, section: &RoundSection, path: &str) {
        let id = section.organisation.as_str();
        let first_return = section.returns.iter().map(|r| r.returned_on).min();
        for (at, correction) in section.corrections.iter().enumerate() {
            let place = format!("{path}/corrections/{at}");
            let asked = correction.requested_on.to_string();
            if first_return.is_none_or(|first| correction.requested_on < first) {
                let values = [("requested", asked.as_str().into())];
                let rule = "inventory.round.correction_before_return";
                self.report(rule, &place, Some(id), &values);
            }
            if let Some(corrected) = correction.corrected_on
                && corrected < correction.requested_on
            {
                let corrected = corrected.to_string();
                let values = [
                    ("corrected", corrected.as_str().into()),
                    ("requested", asked.as_str().into()),
                ];
                let rule = "inventory.round.corrected_before_request";
                self.report(rule, &place, Some(id), &values);
            }
        }
        for (at, reminder) in section.reminders.iter().enumerate() {
            if *reminder < round.issued_on {
                let (day, issued) = (reminder.to_string(), round.issued_on.to_string());
                let values = [
                    ("reminder", day.as_str().into()),
                    ("issued", issued.as_str().into()),
                ];
                let place = format!("{path}/reminders/{at}");
                let rule = "inventory.round.reminder_before_issue";
                self.report(rule, &place, Some(id), &values);
            }
        }
    }

    fn against(&mut self, round: &SurveyRound, inventory: &Inventory) {
        let organisations = || inventory.organisations.iter();
        let known: HashSet<&str> = organisations().map(|o| o.id.as_str()).collect();
        for (at, section) in round.sections.iter().enumerate() {
            let id = section.organisation.as_str();
            if !known.contains(id) {
                let place = format!("/sections/{at}/organisation");
                let values = [("id", id.into())];
                self.report("inventory.round.unknown_section", &place, Some(id), &values);
            }
        }
        let asked: HashSet<&str> = round
            .sections
            .iter()
            .map(|section| section.organisation.as_str())
            .collect();
        let parents: HashMap<&str, &str> = organisations()
            .filter_map(|o| Some((o.id.as_str(), o.parent.as_ref()?.as_str())))
            .collect();
        let is_asked = |organisation: &str| {
            let mut at = organisation;
            // A chain longer than there are organisations goes in a circle.
            for _ in 0..=parents.len() {
                if asked.contains(at) {
                    return true;
                }
                match parents.get(at) {
                    Some(parent) => at = parent,
                    None => return false,
                }
            }
            false
        };
        let mut left: BTreeMap<&str, u64> = BTreeMap::new();
        for process in &inventory.processes {
            let holders = || process.holders(Role::Executor, round.status_date);
            if !holders().any(|holder| is_asked(holder.as_str())) {
                let holder = holders().next().map_or("-", |holder| holder.as_str());
                let rows = left.entry(holder).or_default();
                *rows = rows.saturating_add(1);
            }
        }
        for (organisation, rows) in left {
            let values = [("id", organisation.into()), ("rows", rows.into())];
            let rule = "inventory.round.nobody_asked";
            self.report(rule, "/sections", Some(organisation), &values);
        }
    }
}
