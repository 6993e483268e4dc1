//! What the selection rules select.

mod candidates;
mod inventory;

pub(super) use inventory::of_inventory;

use super::{
    super::{
        input::SurveyMember,
        report::{Member, Noted, Priority, Unsaid, UnsaidReason},
    },
    as_number, rates,
};
use std::collections::HashMap;
use tosei_inventory::{
    OnlineStatus, PriorityRule, PriorityRules, PriorityUnit, SelectedMember, Selection, Undecided,
    VolumeMeasure, survey::SurveyAnalysis,
};
use tosei_types::{Label, Language, PercentDigits, Rate};

/// What is known of a member beside what selected it.
#[derive(Debug, Clone, Default)]
struct Known {
    kind: Option<Label>,
    organisation: Option<String>,
    status: Option<OnlineStatus>,
}

/// The rules that the survey answers, and, for the others, that it does not.
pub(super) fn of_survey(
    analysis: &SurveyAnalysis,
    members: &HashMap<(String, String), SurveyMember>,
) -> Vec<Priority> {
    let selected = |rule: &PriorityRule| {
        let mut selections = analysis.selections().iter();
        selections.find(|selection| *selection.rule() == rule.id)
    };
    let known = |member: &SelectedMember| {
        let key = (member.id.clone(), member.name.clone());
        members.get(&key).map_or_else(Known::default, |row| Known {
            kind: row.kind.clone(),
            organisation: Some(row.ministry.clone()),
            status: Some(row.status),
        })
    };
    let rules = PriorityRules::standard().rules();
    let priorities = rules.iter().map(|rule| match selected(rule) {
        Some(selection) => said(selection, known),
        None => unsaid(
            rule,
            match rule.unit {
                PriorityUnit::Procedure => rates::no_procedures(),
                _ => no_counts(rule.measure),
            },
        ),
    });
    said_first(priorities.collect())
}

/// What can be said comes first, in the order of the rules.
fn said_first(mut priorities: Vec<Priority>) -> Vec<Priority> {
    priorities.sort_by_key(|priority| priority.cannot_be_said.is_some());
    priorities
}

fn no_counts(measure: VolumeMeasure) -> Unsaid {
    Unsaid {
        reason: UnsaidReason::NotRecorded,
        label: Label::new(
            format!("この資料には{}の記録がない", measure.label(Language::Ja)),
            format!("the file has no counts of {}", measure.label(Language::En)),
        ),
    }
}

/// A rule of which nothing can be said.
fn unsaid(rule: &PriorityRule, reason: Unsaid) -> Priority {
    Priority {
        rule: rule.id.clone(),
        label: rule.label.clone(),
        sentence: rule.sentence.clone(),
        unit: rule.unit,
        measure: rule.measure,
        fiscal_years: Vec::new(),
        cannot_be_said: Some(reason),
        seen: 0,
        looked_at: 0,
        selected: 0,
        covered_cases: None,
        known_cases: None,
        percent: None,
        done: None,
        undecided: Undecided::default(),
        boundary_note_count: 0,
        boundary_notes: Vec::new(),
        members: Vec::new(),
    }
}

fn said(selection: &Selection, known: impl Fn(&SelectedMember) -> Known) -> Priority {
    let in_both = |sentence: &dyn Fn(Language) -> String| {
        Label::new(sentence(Language::Ja), sentence(Language::En))
    };
    let undecided = selection.undecided();
    let nothing_known = selection.members().is_empty()
        && undecided.count > 0
        && undecided.count >= selection.looked_at();
    let coverage = selection.coverage().filter(|_| !nothing_known);
    let measure = selection.measure();
    let members: Vec<Member> = selection
        .members()
        .iter()
        .map(|member| {
            let Known {
                kind,
                organisation,
                status,
            } = known(member);
            Member {
                id: member.id.clone(),
                procedure: member.procedure.clone(),
                name: member.name.clone(),
                kind,
                organisation,
                status,
                cases: member.cases,
                reason: member.reason.clone(),
                sentence: in_both(&|language| member.reason.sentence(language)),
            }
        })
        .collect();
    let notes = selection.boundary_notes();
    Priority {
        rule: selection.rule().clone(),
        label: selection.label().clone(),
        sentence: selection.rule_sentence().clone(),
        unit: selection.unit(),
        measure,
        fiscal_years: selection.fiscal_years().to_vec(),
        cannot_be_said: nothing_known.then(|| no_counts(measure)),
        seen: selection.seen(),
        looked_at: selection.looked_at(),
        selected: as_number(members.len()),
        covered_cases: coverage.map(Rate::numerator),
        known_cases: coverage.map(Rate::denominator),
        percent: coverage
            .and_then(|rate| rate.percent(PercentDigits::One))
            .map(|percent| percent.to_string()),
        done: done(&members),
        undecided: undecided.clone(),
        boundary_note_count: notes.count,
        boundary_notes: notes
            .first
            .iter()
            .map(|note| Noted {
                note: note.clone(),
                sentence: in_both(&|language| note.sentence(measure, language)),
            })
            .collect(),
        members,
    }
}

/// How many are 実施済; `None` if the status of one is not known to the report.
fn done(members: &[Member]) -> Option<u64> {
    let statuses: Option<Vec<OnlineStatus>> = members.iter().map(|member| member.status).collect();
    let statuses = statuses?.into_iter();
    Some(statuses.fold(0, |done: u64, status| {
        done.saturating_add(u64::from(status == OnlineStatus::Done))
    }))
}
