//! Packing the facts of one thing into the key of its cell, and back.

use crate::volume_band::{BandIndex, Bounds};
use crate::{
    Discretion, KindIndex, OnlineStatus, Party, PredicateAnswer, ProcedureFacts, ProcessFacts,
    RateUnit, SeriesFacts, StatusSet, TouchpointFacts,
};
use tosei_types::CaseCount;

/// What is known of the online cases of everything in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OnlineCases {
    /// Nobody said.
    Unknown,
    /// Known, and not more than the cases as far as these are known.
    Known,
    /// Known, and more than all cases: the data contradict themselves.
    MoreThanCases,
}

/// What everything in a cell of a [`Tally`](super::Tally) has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey<F> {
    /// The facts; their counts are `None`, because a cell has sums instead.
    pub facts: F,
    /// The volume band; `None` if the cases are unknown.
    pub volume_band: Option<BandIndex>,
    /// What is known of the online cases.
    pub online_cases: OnlineCases,
}

/// Things that can be tallied: [`ProcessFacts`], [`ProcedureFacts`], [`TouchpointFacts`].
///
/// The trait is sealed: what a tally keeps of a thing is part of what rates mean.
pub trait Facts: packing::Packed + Copy + Ord + std::fmt::Debug {}

impl Facts for ProcessFacts {}
impl Facts for ProcedureFacts {}
impl Facts for TouchpointFacts {}

pub(super) fn pack<F: Facts>(facts: &F, bounds: &Bounds) -> u64 {
    let (cases, online) = (facts.cases(), facts.online_cases());
    let band = cases.map_or(0, |cases| bounds.position(cases.get()).saturating_add(1));
    let state = match (cases, online) {
        (_, None) => 0,
        (Some(cases), Some(online)) if online > cases => 2,
        (_, Some(_)) => 1,
    };
    facts.pack() << 6 | u64::from(band) << 2 | state
}

pub(super) fn unpack<F: Facts>(key: u64) -> CellKey<F> {
    CellKey {
        facts: F::unpack(key >> 6),
        volume_band: bits(key, 2, 0b1111).checked_sub(1).map(BandIndex::at),
        online_cases: match key & 0b11 {
            0 => OnlineCases::Unknown,
            1 => OnlineCases::Known,
            _ => OnlineCases::MoreThanCases,
        },
    }
}

fn bits(key: u64, from: u32, mask: u8) -> u8 {
    u8::try_from(key >> from & u64::from(mask)).unwrap_or(0)
}

fn status(key: u64, from: u32) -> OnlineStatus {
    let at = usize::from(bits(key, from, 0b111));
    OnlineStatus::ALL
        .get(at)
        .copied()
        .unwrap_or(OnlineStatus::Unknown)
}

fn actor(key: u64, from: u32) -> Party {
    let at = usize::from(bits(key, from, 0b1111));
    Party::ALL.get(at).copied().unwrap_or(Party::Unknown)
}

fn discretion(key: u64, from: u32) -> Discretion {
    let at = usize::from(bits(key, from, 0b11));
    Discretion::ALL
        .get(at)
        .copied()
        .unwrap_or(Discretion::Unknown)
}

fn answer(key: u64, from: u32) -> PredicateAnswer {
    let at = usize::from(bits(key, from, 0b11));
    PredicateAnswer::ALL
        .get(at)
        .copied()
        .unwrap_or(PredicateAnswer::Unknown)
}

/// `None`, no and yes in two bits.
fn answered(value: Option<bool>) -> u64 {
    value.map_or(0, |yes| u64::from(yes).saturating_add(1))
}

fn maybe(key: u64, from: u32) -> Option<bool> {
    bits(key, from, 0b11).checked_sub(1).map(|yes| yes > 0)
}

pub(crate) mod packing {
    use super::*;

    /// The facts of any unit.
    #[derive(Debug, Clone, Copy)]
    pub enum AnyFacts {
        /// Of a process.
        Process(ProcessFacts),
        /// Of a procedure.
        Procedure(ProcedureFacts),
        /// Of a touchpoint.
        Touchpoint(TouchpointFacts),
    }

    /// The sealed half of [`Facts`].
    pub trait Packed: Sized {
        /// The facts but for their counts, in at most 58 bits.
        fn pack(&self) -> u64;
        /// The other way round.
        fn unpack(key: u64) -> Self;
        /// 年間件数.
        fn cases(&self) -> Option<CaseCount>;
        /// オンライン件数.
        fn online_cases(&self) -> Option<CaseCount>;
        /// Whether rates of this unit are computed from these facts.
        fn serves(unit: RateUnit) -> bool;
        /// The facts with their unit.
        fn any(self) -> AnyFacts;
    }

    impl Packed for ProcessFacts {
        #[inline]
        fn pack(&self) -> u64 {
            self.kind
                .map_or(0, |kind| u64::from(kind.get()).saturating_add(1))
                | (self.status as u64) << 6
                | (self.entry_online as u64) << 9
                | (self.no_paper_from_applicant as u64) << 11
                | (self.end_to_end as u64) << 13
                | (self.actor as u64) << 15
                | (self.discretion as u64) << 19
        }

        fn unpack(key: u64) -> Self {
            Self {
                kind: bits(key, 0, 0b11_1111).checked_sub(1).map(KindIndex::at),
                status: status(key, 6),
                entry_online: answer(key, 9),
                no_paper_from_applicant: answer(key, 11),
                end_to_end: answer(key, 13),
                actor: actor(key, 15),
                discretion: discretion(key, 19),
                cases: None,
                online_cases: None,
            }
        }

        #[inline]
        fn cases(&self) -> Option<CaseCount> {
            self.cases
        }

        #[inline]
        fn online_cases(&self) -> Option<CaseCount> {
            self.online_cases
        }

        fn serves(unit: RateUnit) -> bool {
            matches!(unit, RateUnit::Process | RateUnit::Case)
        }

        fn any(self) -> AnyFacts {
            AnyFacts::Process(self)
        }
    }

    impl Packed for ProcedureFacts {
        fn pack(&self) -> u64 {
            u64::from(self.application.bits())
                | u64::from(self.result.bits()) << 6
                | u64::from(self.other.bits()) << 12
                | u64::from(self.kind_unknown.bits()) << 18
                | (self.actor as u64) << 24
                | (self.discretion as u64) << 28
                | answered(self.series.open_on_day) << 30
                | answered(self.series.in_fiscal_year) << 32
                | answered(self.series.stands_for_series) << 34
        }

        fn unpack(key: u64) -> Self {
            let set = |from| StatusSet::from_bits(bits(key, from, 0b11_1111));
            Self {
                application: set(0),
                result: set(6),
                other: set(12),
                kind_unknown: set(18),
                actor: actor(key, 24),
                discretion: discretion(key, 28),
                series: SeriesFacts {
                    open_on_day: maybe(key, 30),
                    in_fiscal_year: maybe(key, 32),
                    stands_for_series: maybe(key, 34),
                },
                cases: None,
                online_cases: None,
            }
        }

        fn cases(&self) -> Option<CaseCount> {
            self.cases
        }

        fn online_cases(&self) -> Option<CaseCount> {
            self.online_cases
        }

        fn serves(unit: RateUnit) -> bool {
            unit == RateUnit::Procedure
        }

        fn any(self) -> AnyFacts {
            AnyFacts::Procedure(self)
        }
    }

    impl Packed for TouchpointFacts {
        fn pack(&self) -> u64 {
            self.status as u64 | (self.actor as u64) << 3 | (self.discretion as u64) << 7
        }

        fn unpack(key: u64) -> Self {
            Self {
                status: status(key, 0),
                actor: actor(key, 3),
                discretion: discretion(key, 7),
                cases: None,
                online_cases: None,
            }
        }

        fn cases(&self) -> Option<CaseCount> {
            self.cases
        }

        fn online_cases(&self) -> Option<CaseCount> {
            self.online_cases
        }

        fn serves(unit: RateUnit) -> bool {
            unit == RateUnit::Touchpoint
        }

        fn any(self) -> AnyFacts {
            AnyFacts::Touchpoint(self)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ProcessKinds, VolumeBands};

    #[test]
    fn every_value_of_every_fact_survives_packing() {
        let bounds = VolumeBands::standard().bounds();
        for (kind, _) in ProcessKinds::standard().iter() {
            for status in OnlineStatus::ALL {
                for actor in Party::ALL {
                    for discretion in Discretion::ALL {
                        for answer in PredicateAnswer::ALL {
                            let facts = ProcessFacts {
                                kind: Some(kind),
                                status: *status,
                                entry_online: *answer,
                                no_paper_from_applicant: PredicateAnswer::Unknown,
                                end_to_end: *answer,
                                actor: *actor,
                                discretion: *discretion,
                                cases: None,
                                online_cases: None,
                            };
                            assert_eq!(unpack::<ProcessFacts>(pack(&facts, &bounds)).facts, facts);
                        }
                    }
                }
            }
        }
        let answers = [None, Some(false), Some(true)];
        for (at, set) in StatusSet::ALL.subsets().enumerate() {
            let facts = ProcedureFacts {
                application: set,
                result: StatusSet::ALL.difference(set),
                other: set,
                kind_unknown: StatusSet::EMPTY,
                actor: Party::CitizensOrBusinesses,
                discretion: Discretion::Beyond,
                series: SeriesFacts {
                    open_on_day: answers[at % 3],
                    in_fiscal_year: answers[at / 3 % 3],
                    stands_for_series: answers[at / 9 % 3],
                },
                cases: None,
                online_cases: None,
            };
            assert_eq!(unpack::<ProcedureFacts>(pack(&facts, &bounds)).facts, facts);
        }
    }

    #[test]
    fn more_online_cases_than_cases_is_kept_apart() {
        let bounds = VolumeBands::standard().bounds();
        let key = |cases: Option<u32>, online: Option<u32>| {
            unpack::<TouchpointFacts>(pack(
                &TouchpointFacts {
                    cases: cases.map(CaseCount::from),
                    online_cases: online.map(CaseCount::from),
                    ..TouchpointFacts::unknown()
                },
                &bounds,
            ))
            .online_cases
        };
        assert_eq!(key(Some(3), Some(3)), OnlineCases::Known);
        assert_eq!(key(Some(3), Some(4)), OnlineCases::MoreThanCases);
        assert_eq!(key(None, Some(4)), OnlineCases::Known);
        assert_eq!(key(Some(3), None), OnlineCases::Unknown);
    }
}
