//! What a rate can see of a thing, attribute by attribute, so that each can be changed alone.

use super::ChangeCause;
use crate::rate::{CompiledRate, Outcome};
use crate::{Discretion, Facts, Party, ProcedureFacts, ProcessFacts, SeriesFacts, TouchpointFacts};
use tosei_types::CaseCount;

/// One thing that a rate looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    /// Status and digital predicates (of a procedure: the statuses of its processes).
    State,
    Kind,
    Actor,
    Discretion,
    Cases,
    OnlineCases,
    /// Reception, year and edition of a procedure's series.
    Series,
}

impl Attribute {
    pub(super) const ALL: [Self; 7] = [
        Self::State,
        Self::Kind,
        Self::Actor,
        Self::Discretion,
        Self::Cases,
        Self::OnlineCases,
        Self::Series,
    ];
}

/// What became of one attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same,
    /// Not known before.
    Resolved,
    /// Not known now.
    Lost,
    Other,
}

impl Step {
    fn of<T: PartialEq>(earlier: &T, later: &T, unknown: &T) -> Self {
        match (earlier == later, earlier == unknown, later == unknown) {
            (true, _, _) => Self::Same,
            (_, true, _) => Self::Resolved,
            (_, _, true) => Self::Lost,
            _ => Self::Other,
        }
    }

    /// Of answers that belong together: what was the other way round before counts first.
    fn of_series(earlier: SeriesFacts, later: SeriesFacts) -> Self {
        let answers = |facts: SeriesFacts| {
            [
                facts.open_on_day,
                facts.in_fiscal_year,
                facts.stands_for_series,
            ]
        };
        let (mut resolved, mut lost) = (false, false);
        for answer in answers(earlier).into_iter().zip(answers(later)) {
            match answer {
                (Some(before), Some(after)) if before != after => return Self::Other,
                (None, Some(_)) => resolved = true,
                (Some(_), None) => lost = true,
                _ => {}
            }
        }
        match (resolved, lost) {
            (false, false) => Self::Same,
            (true, false) => Self::Resolved,
            (false, true) => Self::Lost,
            (true, true) => Self::Other,
        }
    }
}

/// Facts whose attributes can be taken from one side or the other.
pub(super) trait Changeable: Facts {
    /// What became of an attribute; the state is only the same or other.
    fn step(&self, later: &Self, attribute: Attribute) -> Step;
    /// The same with one attribute of another.
    fn take(&mut self, other: &Self, attribute: Attribute);
    /// The same with other counts.
    fn set_cases(&mut self, cases: Option<CaseCount>, online: Option<CaseCount>);

    /// What several things have in common; where they differ, what the one has that they became.
    fn common(parts: &[Self], later: &Self) -> Self {
        let mut facts = *later;
        let Some(first) = parts.first() else {
            return facts;
        };
        for attribute in Attribute::ALL {
            if parts
                .iter()
                .all(|part| first.step(part, attribute) == Step::Same)
            {
                facts.take(first, attribute);
            }
        }
        let sum = |of: fn(&Self) -> Option<CaseCount>| {
            let counts: Option<Vec<CaseCount>> = parts.iter().map(of).collect();
            counts.and_then(|counts| CaseCount::sum(counts).ok())
        };
        let own = (Self::cases(later), Self::online_cases(later));
        let cases = sum(Self::cases).or(own.0);
        let online = sum(Self::online_cases).or(own.1);
        facts.set_cases(cases, online);
        facts
    }
}

impl Changeable for ProcessFacts {
    fn step(&self, later: &Self, attribute: Attribute) -> Step {
        match attribute {
            Attribute::State => {
                let state = |facts: &Self| {
                    (
                        facts.status,
                        facts.entry_online,
                        facts.no_paper_from_applicant,
                        facts.end_to_end,
                    )
                };
                if state(self) == state(later) {
                    Step::Same
                } else {
                    Step::Other
                }
            }
            Attribute::Kind => Step::of(&self.kind, &later.kind, &None),
            Attribute::Actor => Step::of(&self.actor, &later.actor, &Party::Unknown),
            Attribute::Discretion => {
                Step::of(&self.discretion, &later.discretion, &Discretion::Unknown)
            }
            Attribute::Cases => Step::of(&self.cases, &later.cases, &None),
            Attribute::OnlineCases => Step::of(&self.online_cases, &later.online_cases, &None),
            Attribute::Series => Step::Same,
        }
    }

    fn take(&mut self, other: &Self, attribute: Attribute) {
        match attribute {
            Attribute::State => {
                self.status = other.status;
                self.entry_online = other.entry_online;
                self.no_paper_from_applicant = other.no_paper_from_applicant;
                self.end_to_end = other.end_to_end;
            }
            Attribute::Kind => self.kind = other.kind,
            Attribute::Actor => self.actor = other.actor,
            Attribute::Discretion => self.discretion = other.discretion,
            Attribute::Cases => self.cases = other.cases,
            Attribute::OnlineCases => self.online_cases = other.online_cases,
            Attribute::Series => {}
        }
    }

    fn set_cases(&mut self, cases: Option<CaseCount>, online: Option<CaseCount>) {
        (self.cases, self.online_cases) = (cases, online);
    }
}

impl Changeable for ProcedureFacts {
    fn step(&self, later: &Self, attribute: Attribute) -> Step {
        match attribute {
            Attribute::State => {
                let state = |facts: &Self| {
                    (
                        facts.application,
                        facts.result,
                        facts.other,
                        facts.kind_unknown,
                    )
                };
                if state(self) == state(later) {
                    Step::Same
                } else {
                    Step::Other
                }
            }
            Attribute::Kind => Step::Same,
            Attribute::Actor => Step::of(&self.actor, &later.actor, &Party::Unknown),
            Attribute::Discretion => {
                Step::of(&self.discretion, &later.discretion, &Discretion::Unknown)
            }
            Attribute::Cases => Step::of(&self.cases, &later.cases, &None),
            Attribute::OnlineCases => Step::of(&self.online_cases, &later.online_cases, &None),
            Attribute::Series => Step::of_series(self.series, later.series),
        }
    }

    fn take(&mut self, other: &Self, attribute: Attribute) {
        match attribute {
            Attribute::State => {
                self.application = other.application;
                self.result = other.result;
                self.other = other.other;
                self.kind_unknown = other.kind_unknown;
            }
            Attribute::Kind => {}
            Attribute::Actor => self.actor = other.actor,
            Attribute::Discretion => self.discretion = other.discretion,
            Attribute::Cases => self.cases = other.cases,
            Attribute::OnlineCases => self.online_cases = other.online_cases,
            Attribute::Series => self.series = other.series,
        }
    }

    fn set_cases(&mut self, cases: Option<CaseCount>, online: Option<CaseCount>) {
        (self.cases, self.online_cases) = (cases, online);
    }
}

impl Changeable for TouchpointFacts {
    fn step(&self, later: &Self, attribute: Attribute) -> Step {
        match attribute {
            Attribute::State if self.status == later.status => Step::Same,
            Attribute::State => Step::Other,
            Attribute::Kind => Step::Same,
            Attribute::Actor => Step::of(&self.actor, &later.actor, &Party::Unknown),
            Attribute::Discretion => {
                Step::of(&self.discretion, &later.discretion, &Discretion::Unknown)
            }
            Attribute::Cases => Step::of(&self.cases, &later.cases, &None),
            Attribute::OnlineCases => Step::of(&self.online_cases, &later.online_cases, &None),
            Attribute::Series => Step::Same,
        }
    }

    fn take(&mut self, other: &Self, attribute: Attribute) {
        match attribute {
            Attribute::State => self.status = other.status,
            Attribute::Kind => {}
            Attribute::Actor => self.actor = other.actor,
            Attribute::Discretion => self.discretion = other.discretion,
            Attribute::Cases => self.cases = other.cases,
            Attribute::OnlineCases => self.online_cases = other.online_cases,
            Attribute::Series => {}
        }
    }

    fn set_cases(&mut self, cases: Option<CaseCount>, online: Option<CaseCount>) {
        (self.cases, self.online_cases) = (cases, online);
    }
}

/// What changed an attribute; `None` if it is the same.
pub(super) fn cause_of<F: Changeable>(
    rate: &CompiledRate,
    earlier: &F,
    later: &F,
    attribute: Attribute,
    composition: bool,
) -> Option<ChangeCause> {
    let step = earlier.step(later, attribute);
    match (attribute, step) {
        (_, Step::Same) => None,
        (Attribute::State, _) => Some(state_cause(rate, earlier, later, composition)),
        (_, Step::Resolved) => Some(ChangeCause::UnknownResolved),
        (_, Step::Lost) => Some(ChangeCause::BecameUnknown),
        (Attribute::Cases, Step::Other) => Some(ChangeCause::VolumeChanged),
        (Attribute::OnlineCases, Step::Other) => Some(ChangeCause::OnlineCasesChanged),
        (Attribute::Series, Step::Other) => Some(ChangeCause::ReceptionChanged),
        (_, Step::Other) => Some(ChangeCause::Reclassified),
    }
}

fn state_cause<F: Changeable>(
    rate: &CompiledRate,
    earlier: &F,
    later: &F,
    composition: bool,
) -> ChangeCause {
    if composition {
        return ChangeCause::CompositionChanged;
    }
    match (rate.is_open(earlier), rate.is_open(later)) {
        (true, false) => return ChangeCause::UnknownResolved,
        (false, true) => return ChangeCause::BecameUnknown,
        _ => {}
    }
    if rate.is_exempt(earlier) != rate.is_exempt(later) {
        return ChangeCause::ExemptChanged;
    }
    // The state alone changes: first where the thing was looked at before, then where it is now.
    let mut with_state = *earlier;
    with_state.take(later, Attribute::State);
    let mut without = *later;
    without.take(earlier, Attribute::State);
    let before = (rate.outcome_of(earlier), rate.outcome_of(&with_state));
    let outcomes = match before {
        (Outcome::Out, Outcome::Out) => (rate.outcome_of(&without), rate.outcome_of(later)),
        before => before,
    };
    match outcomes {
        (Outcome::Yes, Outcome::Yes) => ChangeCause::Reclassified,
        (_, Outcome::Yes) => ChangeCause::NewlyOnline,
        (Outcome::Yes, _) => ChangeCause::NoLongerOnline,
        _ => ChangeCause::Reclassified,
    }
}
