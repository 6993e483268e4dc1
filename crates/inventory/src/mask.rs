//! Lists of codes as bit masks, with three answers to "does it belong?".

use crate::{Discretion, KindIndex, Party, ProcessKinds};

/// The code that stands for "unknown" in a list of kinds.
pub(crate) const UNKNOWN: &str = "unknown";

/// Which values of one fact belong to a population.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mask {
    /// Known values that belong.
    listed: u64,
    /// Whether an unknown value belongs in the point answer.
    unknown: bool,
    /// Whether every known value belongs, so that an unknown one surely does.
    every: bool,
}

/// Whether something belongs to a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Membership {
    /// As far as is known: a value that is not known belongs only if "unknown" is listed, or all
    /// that it could be is.
    pub(crate) point: bool,
    /// Whatever the unknown turn out to be.
    pub(crate) surely: bool,
    /// For some answer.
    pub(crate) maybe: bool,
}

impl Membership {
    /// An answer that is known, or not.
    pub(crate) fn answered(belongs: Option<bool>) -> Self {
        Self {
            point: belongs == Some(true),
            surely: belongs == Some(true),
            maybe: belongs != Some(false),
        }
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            point: self.point && other.point,
            surely: self.surely && other.surely,
            maybe: self.maybe && other.maybe,
        }
    }
}

impl Mask {
    /// Everything belongs.
    pub(crate) const ALL: Self = Self {
        listed: u64::MAX,
        unknown: true,
        every: true,
    };

    /// The values listed, `None` for unknown, out of all known ones.
    fn of(
        listed: impl IntoIterator<Item = Option<u8>>,
        known: impl IntoIterator<Item = Option<u8>>,
    ) -> Self {
        let bit = |position: u8| 1u64 << (position & 63);
        let mut mask = Self {
            listed: 0,
            unknown: false,
            every: false,
        };
        for position in listed {
            match position {
                None => mask.unknown = true,
                Some(position) => mask.listed |= bit(position),
            }
        }
        let known = known
            .into_iter()
            .flatten()
            .fold(0u64, |bits, position| bits | bit(position));
        mask.every = known & !mask.listed == 0;
        mask
    }

    /// Codes of process kinds, or [`UNKNOWN`]; a code that the list does not have was refused before.
    pub(crate) fn of_kinds(codes: Option<&[String]>, kinds: &ProcessKinds) -> Self {
        codes.map_or(Self::ALL, |codes| {
            Self::of(
                codes
                    .iter()
                    .map(|code| kinds.index(code).map(KindIndex::get)),
                kinds.iter().map(|(index, _)| Some(index.get())),
            )
        })
    }

    pub(crate) fn of_parties(parties: Option<&[Party]>) -> Self {
        parties.map_or(Self::ALL, |parties| {
            let all = Party::ALL.iter().copied().map(Self::party);
            Self::of(parties.iter().copied().map(Self::party), all)
        })
    }

    pub(crate) fn of_discretion(values: Option<&[Discretion]>) -> Self {
        values.map_or(Self::ALL, |values| {
            let all = Discretion::ALL.iter().copied().map(Self::discretion);
            Self::of(values.iter().copied().map(Self::discretion), all)
        })
    }

    /// The position of a known party.
    pub(crate) fn party(party: Party) -> Option<u8> {
        (party != Party::Unknown).then_some(party as u8)
    }

    /// The position of a known discretion.
    pub(crate) fn discretion(discretion: Discretion) -> Option<u8> {
        (discretion != Discretion::Unknown).then_some(discretion as u8)
    }

    pub(crate) fn membership(self, value: Option<u8>) -> Membership {
        match value {
            Some(position) => {
                let listed = self.listed & 1u64 << (position & 63) != 0;
                Membership {
                    point: listed,
                    surely: listed,
                    maybe: listed,
                }
            }
            None => Membership {
                point: self.unknown || self.every,
                surely: self.every,
                maybe: self.listed != 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(mask: Mask, value: Option<u8>) -> (bool, bool, bool) {
        let Membership {
            point,
            surely,
            maybe,
        } = mask.membership(value);
        (point, surely, maybe)
    }

    #[test]
    fn an_unknown_value_may_belong_unless_nothing_known_does() {
        let within = Mask::of_discretion(Some(&[Discretion::Within]));
        assert_eq!(answers(within, None), (false, false, true));
        let both = Mask::of_discretion(Some(&[Discretion::Within, Discretion::Beyond]));
        assert_eq!(answers(both, None), (true, true, true));
        let unknown = Mask::of_discretion(Some(&[Discretion::Unknown]));
        assert_eq!(answers(unknown, None), (true, false, false));
        assert_eq!(answers(Mask::ALL, None), (true, true, true));
        assert_eq!(answers(unknown, Some(0)), (false, false, false));
    }
}
