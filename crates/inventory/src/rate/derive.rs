//! The state of a procedure, derived from its processes by a named rule.

use super::{Derivation, DerivationRule, ExemptProcesses, PopulationTreatment};
use crate::{OnlineStatus, ProcedureFacts, StatusSet};

/// What something can turn out to be for a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Not in the population.
    Out,
    /// Below the line only.
    No,
    /// Above the line too.
    Yes,
}

/// The outcomes that are possible for all that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Outcomes {
    pub(super) out: bool,
    pub(super) no: bool,
    pub(super) yes: bool,
}

impl Outcomes {
    pub(super) fn with(mut self, outcome: Outcome) -> Self {
        match outcome {
            Outcome::Out => self.out = true,
            Outcome::No => self.no = true,
            Outcome::Yes => self.yes = true,
        }
        self
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            out: self.out || other.out,
            no: self.no || other.no,
            yes: self.yes || other.yes,
        }
    }

    /// The only possible outcome, if there is only one.
    pub(super) fn single(self) -> Option<Outcome> {
        match (self.out, self.no, self.yes) {
            (true, false, false) => Some(Outcome::Out),
            (false, true, false) => Some(Outcome::No),
            (false, false, true) => Some(Outcome::Yes),
            _ => None,
        }
    }

    /// An outcome that holds if the thing belongs to the population at all.
    pub(super) fn assume_in(self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Yes if !self.yes => Outcome::Out,
            Outcome::No if !self.no => Outcome::Out,
            outcome => outcome,
        }
    }

    /// What the point rate takes for the unknown: not counted, if that is possible.
    pub(super) fn assume(self, unknown_excluded: bool) -> Outcome {
        if unknown_excluded {
            return Outcome::Out;
        }
        match (self.no, self.out) {
            (true, _) => Outcome::No,
            (false, true) => Outcome::Out,
            (false, false) => Outcome::Yes,
        }
    }
}

/// What was derived for a procedure, for the counts of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DerivedState {
    /// Counts as online.
    Done,
    /// Does not, although one of its processes does.
    Partial,
    /// None of its processes does.
    NotDone,
    /// All of its processes are exempt.
    Exempt,
    /// All are 「その他」, and these leave the population.
    Other,
    /// Could be online or not.
    Unknown,
    /// No process of the kinds that the rule looks at.
    NotApplicable,
}

/// A derivation for every set of statuses that the processes looked at can have.
#[derive(Debug, Clone)]
pub(super) struct DerivedStates {
    rule: DerivationRule,
    counts: StatusSet,
    ignored: StatusSet,
    exempt: PopulationTreatment,
}

impl DerivedStates {
    pub(super) fn new(
        derivation: Derivation,
        counts: StatusSet,
        exempt: PopulationTreatment,
        other: PopulationTreatment,
    ) -> Self {
        let mut ignored = StatusSet::EMPTY;
        if derivation.exempt_processes == ExemptProcesses::Ignored {
            ignored = ignored.with(OnlineStatus::Exempt);
        }
        if other == PopulationTreatment::Excluded {
            ignored = ignored.with(OnlineStatus::Other);
        }
        Self {
            rule: derivation.rule,
            counts,
            ignored,
            exempt,
        }
    }

    /// What is derived, and what is possible for all that is known.
    pub(super) fn of(&self, facts: &ProcedureFacts) -> (DerivedState, Outcomes) {
        let known_kinds = facts.application.union(facts.result).union(facts.other);
        if known_kinds.union(facts.kind_unknown).is_empty() {
            // Nobody recorded a process: the procedure may have any, online or not.
            let outcomes = self.possible(StatusSet::EMPTY.with(OnlineStatus::Unknown));
            return (DerivedState::Unknown, outcomes);
        }
        // Processes of unknown kind may or may not be among those looked at.
        let (looked_at, unclear) = match self.rule {
            DerivationRule::All | DerivationRule::Any => {
                (known_kinds.union(facts.kind_unknown), StatusSet::EMPTY)
            }
            DerivationRule::ApplicationOnly => (facts.application, facts.kind_unknown),
            DerivationRule::ApplicationAndResult => {
                (facts.application.union(facts.result), facts.kind_unknown)
            }
        };
        let no_application = self.needs_application() && facts.application.is_empty();
        let mut outcomes = Outcomes::default();
        for more in unclear.subsets() {
            if no_application {
                outcomes.out = true; // none of unknown kind, or a result, but no application
            }
            if !(no_application && more.is_empty()) {
                outcomes = outcomes.union(self.possible(looked_at.union(more)));
            }
        }
        let state = if no_application {
            if outcomes.single().is_some() {
                DerivedState::NotApplicable
            } else {
                DerivedState::Unknown
            }
        } else {
            self.state(looked_at, outcomes)
        };
        (state, outcomes)
    }

    fn needs_application(&self) -> bool {
        matches!(
            self.rule,
            DerivationRule::ApplicationOnly | DerivationRule::ApplicationAndResult
        )
    }

    fn state(&self, looked_at: StatusSet, outcomes: Outcomes) -> DerivedState {
        let Some(outcome) = outcomes.single() else {
            return DerivedState::Unknown;
        };
        let known = looked_at.without(OnlineStatus::Unknown);
        if self.deciding(known).is_empty() && looked_at == known {
            return if known.contains(OnlineStatus::Exempt) {
                DerivedState::Exempt
            } else {
                DerivedState::Other
            };
        }
        match outcome {
            Outcome::Yes => DerivedState::Done,
            _ if !known.intersection(self.counts).is_empty() => DerivedState::Partial,
            _ => DerivedState::NotDone,
        }
    }

    /// The statuses that decide: those not ignored, unless nothing but exempt ones is there.
    fn deciding(&self, known: StatusSet) -> StatusSet {
        if known == StatusSet::EMPTY.with(OnlineStatus::Exempt) {
            return StatusSet::EMPTY;
        }
        known.difference(self.ignored)
    }

    fn outcome(&self, known: StatusSet) -> Outcome {
        let deciding = self.deciding(known);
        if deciding.is_empty() {
            let exempt_stays = self.exempt == PopulationTreatment::InPopulation;
            return if known.contains(OnlineStatus::Exempt) && exempt_stays {
                Outcome::No
            } else {
                Outcome::Out
            };
        }
        let online = deciding.intersection(self.counts);
        let holds = match self.rule {
            DerivationRule::Any => !online.is_empty(),
            DerivationRule::All
            | DerivationRule::ApplicationOnly
            | DerivationRule::ApplicationAndResult => online == deciding,
        };
        if holds { Outcome::Yes } else { Outcome::No }
    }

    /// The outcomes over all statuses that the unknown processes may have.
    fn possible(&self, looked_at: StatusSet) -> Outcomes {
        let known = looked_at.without(OnlineStatus::Unknown);
        if known == looked_at {
            return Outcomes::default().with(self.outcome(known));
        }
        StatusSet::KNOWN
            .subsets()
            .filter(|answers| !answers.is_empty())
            .fold(Outcomes::default(), |outcomes, answers| {
                outcomes.with(self.outcome(known.union(answers)))
            })
    }
}
