//! One level of an axis: what may become of it, given what is known.

use super::PackedEvidence;

/// How many of a level's criteria are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// All that apply: the common case, for which no counting is needed.
    All,
    /// So many.
    AtLeast(u32),
}

/// A level of an axis as a mask.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompiledLevel {
    /// Its criteria.
    pub(super) mask: u64,
    /// The criteria of this level and of all below it.
    pub(super) up_to: u64,
    pub(super) need: Need,
}

/// What may become of a level once every unknown is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    /// It may hold: be earned, or hold only because criteria do not apply.
    pub(super) may_hold: bool,
    /// It holds, whatever the answers are.
    pub(super) holds: bool,
    /// It may be earned.
    pub(super) may_be_earned: bool,
    /// It is earned, whatever the answers are.
    pub(super) earned: bool,
}

impl CompiledLevel {
    /// The outlook; `satisfied` says that not applicable counts as met.
    #[inline]
    pub(super) fn outlook(&self, evidence: PackedEvidence, satisfied: bool) -> Outlook {
        match self.need {
            Need::All => self.all(evidence),
            Need::AtLeast(needed) => self.at_least(needed, evidence, satisfied),
        }
    }

    /// All criteria are needed: then it does not matter whether not applicable counts as met,
    /// except that a level none of whose criteria applies holds without being earned.
    #[inline]
    fn all(&self, evidence: PackedEvidence) -> Outlook {
        let met = self.mask & evidence.met;
        let unknown = self.mask & evidence.unknown();
        let may_hold = self.mask & evidence.not_met == 0;
        let holds = may_hold && unknown == 0;
        Outlook {
            may_hold,
            holds,
            may_be_earned: may_hold && met | unknown != 0,
            earned: holds && met != 0,
        }
    }

    /// So many criteria are needed. In the words of a finished count (met m, not applicable a, not
    /// met f): it is earned if m reaches `needed`, or if f is 0 and m is not. It holds without
    /// being earned if neither m nor f is there, or, where not applicable counts as met, if m + a
    /// reaches `needed`.
    fn at_least(&self, needed: u32, evidence: PackedEvidence, satisfied: bool) -> Outlook {
        let count = |bits: u64| (self.mask & bits).count_ones();
        let met = count(evidence.met);
        let not_met = count(evidence.not_met);
        let not_applicable = count(evidence.not_applicable);
        let unknown = count(evidence.unknown());

        let best = met.saturating_add(unknown);
        let may_be_earned = best >= needed || (not_met == 0 && best > 0);
        // Where something is unknown beside it, the level may be earned and is not sure to be, so it
        // does not matter here whether the unknown may turn out not applicable.
        let nothing_applies = met == 0 && not_met == 0;
        let (may_fail, may_hold_unearned) = if satisfied {
            let sure = met.saturating_add(not_applicable);
            // To hold without being earned, m stays below `needed`, some f is there, and m + a
            // reaches `needed`. Where it may be earned anyway, or cannot fail, the unknown need
            // not be told apart by what they may become: each may add to m or to a.
            let spare = if not_met == 0 {
                unknown.saturating_sub(1)
            } else {
                unknown
            };
            let most = sure.saturating_add(spare);
            let some_fail = not_met.saturating_add(unknown) > 0;
            let unearned = met < needed && some_fail && most >= needed;
            (sure < needed, unearned || nothing_applies)
        } else {
            let may_fail = met < needed && not_met.saturating_add(unknown) > 0;
            (may_fail, nothing_applies)
        };
        Outlook {
            may_hold: may_be_earned || may_hold_unearned,
            holds: !may_fail,
            may_be_earned,
            earned: !may_fail && !may_hold_unearned,
        }
    }
}
