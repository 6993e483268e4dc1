//! Evaluating definitions over the cells of a tally.
#![deny(clippy::arithmetic_side_effects)]

use super::compile::{CompiledNumerator, CompiledRate, CompiledRates};
use super::derive::{DerivedState, Outcome, Outcomes};
use super::result::Figure;
use super::{MoreOnlineThanCases, NoRate, RateCounts, RateResult, RateUnit};
use crate::mask::{Mask, Membership};
use crate::tally::AnyFacts;
use crate::{
    Cell, DigitalPredicateId, Discretion, Facts, KindIndex, OnlineCases, OnlineStatus, Party,
    PredicateAnswer, ProcedureFacts, StatusSet, Tally,
};
use tosei_types::{MAX_COUNT, Rate, RateError, RateId};

impl CompiledRates {
    /// Every rate whose unit this tally counts, in the order of the definitions.
    ///
    /// A tally of processes gives the rates of processes and of cases; tallies of
    /// procedures and touchpoints give theirs.
    #[must_use]
    pub fn evaluate<F: Facts>(&self, tally: &Tally<F>) -> Vec<RateResult> {
        let cells: Vec<Cell<F>> = tally.cells().collect();
        self.rates
            .iter()
            .filter(|rate| F::serves(rate.unit))
            .map(|rate| rate.evaluate(&cells))
            .collect()
    }

    /// One rate by its id; `None` if there is no such definition or it counts another unit.
    #[must_use]
    pub fn evaluate_one<F: Facts>(&self, id: &str, tally: &Tally<F>) -> Option<RateResult> {
        let rate = self.rates.iter().find(|rate| rate.id.as_str() == id)?;
        let cells: Vec<Cell<F>> = tally.cells().collect();
        F::serves(rate.unit).then(|| rate.evaluate(&cells))
    }
}

impl CompiledRates {
    /// A definition that was found sound, by its id.
    pub(crate) fn compiled(&self, id: &str) -> Option<&CompiledRate> {
        self.rates.iter().find(|rate| rate.id.as_str() == id)
    }
}

/// What a definition says about everything in one cell.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    point: Outcome,
    possible: Outcomes,
    /// Whether it is in the population before the treatments.
    looked_at: bool,
    state: DerivedState,
}

/// Half-open sums of one of the three fractions.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    pub(crate) numerator: u128,
    pub(crate) denominator: u128,
}

impl Sum {
    fn add(&mut self, numerator: u64, denominator: u64) {
        // At most 2^32 cells of 2^64 each.
        self.numerator = self.numerator.saturating_add(u128::from(numerator));
        self.denominator = self.denominator.saturating_add(u128::from(denominator));
    }

    fn outcome(&mut self, outcome: Outcome, weight: u64) {
        match outcome {
            Outcome::Out => {}
            Outcome::No => self.add(0, weight),
            Outcome::Yes => self.add(weight, weight),
        }
    }

    fn rate(self, basis: &RateId) -> Result<Rate, NoRate> {
        let small = |sum: u128| u64::try_from(sum).map_err(|_| NoRate::TooLarge);
        let (numerator, denominator) = (small(self.numerator)?, small(self.denominator)?);
        Rate::try_new(basis.clone(), numerator, denominator).map_err(|error| match error {
            RateError::NumeratorExceedsDenominator { .. } => NoRate::MoreOnlineThanCases,
            _ => NoRate::TooLarge,
        })
    }
}

/// The sums of all three fractions.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) point: Sum,
    pub(crate) low: Sum,
    pub(crate) high: Sum,
}

impl Sums {
    /// Things whose outcome is one of some, each with a weight of its own.
    fn add(&mut self, verdict: &Verdict, weight: u64) {
        let Outcomes { out, no, yes } = verdict.possible;
        self.point.outcome(verdict.point, weight);
        // Below the line only is the least, leaving the population is better, above it is the most.
        let lowest = match (no, out) {
            (true, _) => Outcome::No,
            (false, true) => Outcome::Out,
            (false, false) => Outcome::Yes,
        };
        let highest = match (yes, out) {
            (true, _) => Outcome::Yes,
            (false, true) => Outcome::Out,
            (false, false) => Outcome::No,
        };
        self.low.outcome(lowest, weight);
        self.high.outcome(highest, weight);
    }

    /// Cases of which a known number was filed online.
    fn add_online(&mut self, verdict: &Verdict, online: u64, cases: u64) {
        if verdict.point != Outcome::Out {
            self.point.add(online, cases);
        }
        let within = online.min(cases);
        match (verdict.possible.no, verdict.possible.out) {
            (false, _) => {}
            (true, false) => {
                self.low.add(online, cases);
                self.high.add(online, cases);
            }
            // The rows that belong may be those without any online case, or those with nothing else.
            (true, true) => {
                self.low.add(0, cases.saturating_sub(within));
                self.high.add(online, within);
            }
        }
    }

    /// Cases of which nobody knows how many were filed online.
    fn add_online_unknown(&mut self, verdict: &Verdict, unknown_excluded: bool, cases: u64) {
        if verdict.point != Outcome::Out && !unknown_excluded {
            self.point.add(0, cases);
        }
        if verdict.possible.no {
            self.low.add(0, cases);
            self.high.add(cases, cases);
        }
    }

    fn figure(self, basis: &RateId) -> Result<Figure, NoRate> {
        let Self {
            point,
            mut low,
            mut high,
        } = self;
        // All that could leave the population has left it: then the other bound is the only answer.
        if low.denominator == 0 {
            low = high;
        } else if high.denominator == 0 {
            high = low;
        }
        // Rows that contradict themselves cannot lift a bound above 100 %.
        low.numerator = low.numerator.min(low.denominator);
        high.numerator = high.numerator.min(high.denominator);
        Ok(Figure {
            rate: point.rate(basis)?,
            low: low.rate(basis)?,
            high: high.rate(basis)?,
        })
    }
}

impl CompiledRate {
    fn evaluate<F: Facts>(&self, cells: &[Cell<F>]) -> RateResult {
        let (sums, counts) = self.add_up(cells);
        RateResult {
            id: self.id.clone(),
            label: self.label.clone(),
            unit: self.unit,
            figure: sums.figure(&self.id),
            counts,
        }
    }

    /// What one thing adds to the fractions of the rate.
    pub(crate) fn sums_of<F: Facts>(&self, facts: &F) -> Sums {
        self.add_up(&[Cell::of_one(*facts)]).0
    }

    /// What the definition makes of one thing: not in the population, below the line, above it.
    pub(crate) fn outcome_of<F: Facts>(&self, facts: &F) -> Outcome {
        self.judge(facts.any()).point
    }

    /// Whether what the definition looks at is not known of a thing, whatever it belongs to.
    pub(crate) fn is_open<F: Facts>(&self, facts: &F) -> bool {
        match (facts.any(), self.numerator) {
            (AnyFacts::Process(facts), CompiledNumerator::Predicate(named)) => {
                facts.predicate(named) == PredicateAnswer::Unknown
            }
            (AnyFacts::Process(facts), _) => facts.status == OnlineStatus::Unknown,
            (AnyFacts::Touchpoint(facts), _) => facts.status == OnlineStatus::Unknown,
            (AnyFacts::Procedure(facts), _) => match &self.derived {
                Some(rule) => rule.of(&facts).0 == DerivedState::Unknown,
                None => false,
            },
        }
    }

    /// Whether a thing is exempt for the definition.
    pub(crate) fn is_exempt<F: Facts>(&self, facts: &F) -> bool {
        self.judge(facts.any()).state == DerivedState::Exempt
    }

    fn add_up<F: Facts>(&self, cells: &[Cell<F>]) -> (Sums, RateCounts) {
        let mut sums = Sums::default();
        let mut counts = RateCounts::default();
        for cell in cells {
            let verdict = self.judge(cell.key.facts.any());
            counts.count(&verdict, cell.rows);
            if self.unit != RateUnit::Case {
                sums.add(&verdict, cell.rows);
            } else if verdict.possible.single() == Some(Outcome::Out) {
                // Surely outside, with or without known cases.
            } else if cell.key.volume_band.is_none() {
                counts.without_cases = counts.without_cases.saturating_add(cell.rows);
            } else if let CompiledNumerator::OnlineCases(more) = self.numerator {
                self.add_cases(cell, &verdict, more, &mut sums, &mut counts);
            } else {
                sums.add(&verdict, cell.cases);
            }
        }
        (sums, counts)
    }

    fn add_cases<F: Facts>(
        &self,
        cell: &Cell<F>,
        verdict: &Verdict,
        more: MoreOnlineThanCases,
        sums: &mut Sums,
        counts: &mut RateCounts,
    ) {
        let (online, cases) = (cell.online_cases, cell.cases);
        match cell.key.online_cases {
            OnlineCases::Unknown => {
                counts.without_online_cases = counts.without_online_cases.saturating_add(cell.rows);
                sums.add_online_unknown(verdict, self.unknown_excluded, cases);
            }
            OnlineCases::Known => sums.add_online(verdict, online, cases),
            OnlineCases::MoreThanCases => {
                counts.more_online_than_cases =
                    counts.more_online_than_cases.saturating_add(cell.rows);
                counts.more_online_than_cases_excess = counts
                    .more_online_than_cases_excess
                    .saturating_add(online.saturating_sub(cases))
                    .min(MAX_COUNT);
                let online = match more {
                    MoreOnlineThanCases::AsStated => online,
                    MoreOnlineThanCases::Capped => cases,
                };
                sums.add_online(verdict, online, cases);
            }
        }
    }

    fn judge(&self, facts: AnyFacts) -> Verdict {
        match facts {
            AnyFacts::Process(facts) => {
                let kind = facts.kind.map(KindIndex::get);
                let membership = self.membership(kind, facts.actor, facts.discretion);
                self.judge_status(membership, facts.status, |named| facts.predicate(named))
            }
            AnyFacts::Touchpoint(facts) => {
                let membership = self.membership(None, facts.actor, facts.discretion);
                self.judge_status(membership, facts.status, |_| PredicateAnswer::Unknown)
            }
            AnyFacts::Procedure(facts) => {
                let membership = self
                    .membership(None, facts.actor, facts.discretion)
                    .and(self.filter.of_series(facts.series));
                self.judge_procedure(membership, &facts)
            }
        }
    }

    fn membership(&self, kind: Option<u8>, actor: Party, own: Discretion) -> Membership {
        let filter = &self.filter;
        filter
            .kinds
            .membership(kind)
            .and(filter.actors.membership(Mask::party(actor)))
            .and(filter.discretion.membership(Mask::discretion(own)))
    }

    /// The outcome for a known status and a known answer of the predicate.
    fn outcome(&self, status: OnlineStatus, answer: PredicateAnswer) -> Outcome {
        if !self.filter.statuses.contains(status) || self.excluded.contains(status) {
            return Outcome::Out;
        }
        let counts = match self.numerator {
            CompiledNumerator::Status(counts) => counts.contains(status),
            CompiledNumerator::Predicate(_) => match answer {
                PredicateAnswer::Holds => true,
                PredicateAnswer::Fails | PredicateAnswer::Unknown => false,
                PredicateAnswer::DoesNotApply => return Outcome::Out,
            },
            // How many of its cases are online is another question.
            CompiledNumerator::OnlineCases(_) => false,
        };
        if counts { Outcome::Yes } else { Outcome::No }
    }

    /// What a definition says about something with a status of its own.
    fn judge_status(
        &self,
        membership: Membership,
        status: OnlineStatus,
        predicate: impl Fn(DigitalPredicateId) -> PredicateAnswer,
    ) -> Verdict {
        let answer = match self.numerator {
            CompiledNumerator::Predicate(named) => predicate(named),
            _ => PredicateAnswer::Fails, // not looked at
        };
        let statuses = match status {
            OnlineStatus::Unknown => StatusSet::KNOWN,
            known => StatusSet::EMPTY.with(known),
        };
        let answers = match answer {
            PredicateAnswer::Unknown => &[
                PredicateAnswer::Holds,
                PredicateAnswer::Fails,
                PredicateAnswer::DoesNotApply,
            ][..],
            ref known => std::slice::from_ref(known),
        };
        let mut possible = Outcomes::default();
        if !membership.surely {
            possible.out = true;
        }
        if membership.maybe {
            for status in statuses.iter() {
                for answer in answers {
                    possible = possible.with(self.outcome(status, *answer));
                }
            }
        }
        let looked_at = membership.point && self.filter.statuses.contains(status);
        let status_open = status == OnlineStatus::Unknown
            && matches!(self.numerator, CompiledNumerator::Status(_));
        let point = if !looked_at || self.excluded.contains(status) {
            Outcome::Out
        } else if status_open || answer == PredicateAnswer::Unknown {
            possible.assume(self.unknown_excluded)
        } else {
            // A predicate or a number of online cases answers for an unknown status too: it is in
            // the population unless it were exempt, which nobody said.
            possible.assume_in(self.outcome(status, answer))
        };
        Verdict {
            point,
            possible,
            looked_at,
            state: match status {
                OnlineStatus::Done => DerivedState::Done,
                OnlineStatus::Partial => DerivedState::Partial,
                OnlineStatus::NotDone => DerivedState::NotDone,
                OnlineStatus::Exempt => DerivedState::Exempt,
                OnlineStatus::Other => DerivedState::Other,
                OnlineStatus::Unknown => DerivedState::Unknown,
            },
        }
    }

    fn judge_procedure(&self, membership: Membership, facts: &ProcedureFacts) -> Verdict {
        let (state, derived) = match &self.derived {
            Some(rule) => rule.of(facts),
            None => (
                DerivedState::NotApplicable,
                Outcomes::default().with(Outcome::Out),
            ),
        };
        let mut possible = Outcomes::default();
        if !membership.surely {
            possible.out = true;
        }
        if membership.maybe {
            possible = possible.union(derived);
        }
        let point = if membership.point {
            derived
                .single()
                .unwrap_or_else(|| derived.assume(self.unknown_excluded))
        } else {
            Outcome::Out
        };
        Verdict {
            point,
            possible,
            looked_at: membership.point,
            state,
        }
    }
}

impl RateCounts {
    fn count(&mut self, verdict: &Verdict, rows: u64) {
        let add = |count: &mut u64| *count = count.saturating_add(rows);
        let possible = verdict.possible;
        if !verdict.looked_at {
            if possible.no || possible.yes {
                add(&mut self.membership_unknown);
            }
            return;
        }
        match verdict.state {
            DerivedState::Done => add(&mut self.done),
            DerivedState::Partial => add(&mut self.partial),
            DerivedState::NotDone => add(&mut self.not_done),
            DerivedState::Exempt => add(&mut self.exempt),
            DerivedState::Other => add(&mut self.other),
            DerivedState::Unknown => add(&mut self.unknown),
            DerivedState::NotApplicable => {
                add(&mut self.not_applicable);
                return;
            }
        }
        if verdict.point == Outcome::Out {
            add(&mut self.excluded);
        }
        if possible.yes && (possible.no || possible.out) {
            add(&mut self.undecided);
        }
    }
}
