//! 集計 (tally): counts that every rate is computed from, in one pass and mergeable.

mod group;
mod key;
mod table;

pub use group::{GroupIndex, GroupedTally};
pub(crate) use key::packing::AnyFacts;
pub use key::{CellKey, Facts, OnlineCases};

use crate::volume_band::{BandIndex, Bounds, VolumeBands};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use table::Table;

/// One cell of a [`Tally`]: everything that has the same key, summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<F> {
    /// What the counted things have in common.
    pub key: CellKey<F>,
    /// How many there are.
    pub rows: u64,
    /// Sum of their known cases; 0 where the key has no volume band.
    pub cases: u64,
    /// Sum of their known online cases; 0 where the key says that they are unknown.
    pub online_cases: u64,
}

impl<F: Facts> Cell<F> {
    /// The cell that one thing would make alone; its band is not that of any list.
    pub(crate) fn of_one(facts: F) -> Self {
        let (cases, online) = (facts.cases(), facts.online_cases());
        Self {
            key: CellKey {
                facts,
                volume_band: cases.map(|_| BandIndex::at(0)),
                online_cases: match (cases, online) {
                    (_, None) => OnlineCases::Unknown,
                    (Some(cases), Some(online)) if online > cases => OnlineCases::MoreThanCases,
                    (_, Some(_)) => OnlineCases::Known,
                },
            },
            rows: 1,
            cases: cases.map_or(0, u64::from),
            online_cases: online.map_or(0, u64::from),
        }
    }
}

/// Two tallies cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TallyError {
    /// They sort cases into different volume bands.
    #[error("tallies with different volume bands have no sum")]
    DifferentBands,
}

impl TallyError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DifferentBands => "inventory.tally.different_bands",
        }
    }
}

/// 集計 (tally): how many processes (or procedures, or touchpoints) there are of each combination
/// of facts, with the sums of their cases.
///
/// It is a sparse cube: kind × status × digital predicates × actor × discretion × volume band ×
/// whether the online cases are known. One pass over the data serves every rate definition,
/// also one that is written later; parts of the data can be tallied apart and
/// [merged](Self::merge). A national inventory has some hundred to two thousand cells.
///
/// Tallies of different units are different types, so 手続 and 手続プロセス cannot be added:
///
/// ```compile_fail
/// # use tosei_inventory::{ProcedureFacts, ProcessFacts, Tally};
/// let mut processes = Tally::<ProcessFacts>::new();
/// let procedures = Tally::<ProcedureFacts>::new();
/// processes.merge(&procedures);
/// ```
///
/// # Invariant
///
/// Merging the tallies of any parts gives the tally of the whole. Sums are 64-bit; a sum that
/// passes 2^64 − 1 stays there, and every figure above 2^53 − 1 is refused when a rate is made of it,
/// so no wrong figure comes out.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OnlineStatus, ProcessFacts, Tally};
///
/// let mut tally = Tally::<ProcessFacts>::new();
/// for status in [OnlineStatus::Done, OnlineStatus::Done, OnlineStatus::Unknown] {
///     tally.add(&ProcessFacts { status, ..ProcessFacts::unknown() });
/// }
/// assert_eq!((tally.rows(), tally.cells().count()), (3, 2));
/// ```
#[derive(Debug, Clone)]
pub struct Tally<F: Facts> {
    bounds: Bounds,
    table: Table,
    of: PhantomData<F>,
}

impl<F: Facts> Tally<F> {
    /// An empty tally with the [standard](VolumeBands::standard) volume bands.
    #[must_use]
    pub fn new() -> Self {
        Self::with_bands(VolumeBands::standard())
    }

    /// An empty tally with volume bands of one's own.
    #[must_use]
    pub fn with_bands(bands: &VolumeBands) -> Self {
        Self::with_bounds(bands.bounds())
    }

    fn with_bounds(bounds: Bounds) -> Self {
        Self {
            bounds,
            table: Table::default(),
            of: PhantomData,
        }
    }

    /// Counts one thing.
    #[inline]
    pub fn add(&mut self, facts: &F) {
        let key = key::pack(facts, &self.bounds);
        let cases = facts.cases().map_or(0, u64::from);
        let online = facts.online_cases().map_or(0, u64::from);
        self.table.add(key, 1, cases, online);
    }

    /// Adds what another tally counted.
    ///
    /// # Errors
    ///
    /// [`TallyError::DifferentBands`] if it uses other volume bands; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), TallyError> {
        if self.bounds != other.bounds {
            return Err(TallyError::DifferentBands);
        }
        self.add_cells(other);
        Ok(())
    }

    fn add_cells(&mut self, other: &Self) {
        for slot in other.table.iter() {
            self.table
                .add(slot.key, slot.rows, slot.cases, slot.online_cases);
        }
    }

    /// How many things were counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.table
            .iter()
            .fold(0, |sum, slot| sum.saturating_add(slot.rows))
    }

    /// Whether nothing was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.iter().next().is_none()
    }

    /// The cells, in no particular order.
    pub fn cells(&self) -> impl Iterator<Item = Cell<F>> {
        self.table.iter().map(|slot| Cell {
            key: key::unpack(slot.key),
            rows: slot.rows,
            cases: slot.cases,
            online_cases: slot.online_cases,
        })
    }

    /// The part of the tally whose keys satisfy a condition, as a tally of its own.
    ///
    /// This is how a rate is taken of one kind, actor or volume band.
    #[must_use]
    pub fn filtered(&self, mut keep: impl FnMut(&CellKey<F>) -> bool) -> Self {
        let mut part = Self::with_bounds(self.bounds);
        for slot in self.table.iter() {
            if keep(&key::unpack(slot.key)) {
                part.table
                    .add(slot.key, slot.rows, slot.cases, slot.online_cases);
            }
        }
        part
    }

    /// The tally split by something in the keys: every cell stands in exactly one part.
    #[must_use]
    pub fn split_by<G: Ord>(&self, mut group: impl FnMut(&CellKey<F>) -> G) -> BTreeMap<G, Self> {
        let mut parts: BTreeMap<G, Self> = BTreeMap::new();
        for slot in self.table.iter() {
            parts
                .entry(group(&key::unpack(slot.key)))
                .or_insert_with(|| Self::with_bounds(self.bounds))
                .table
                .add(slot.key, slot.rows, slot.cases, slot.online_cases);
        }
        parts
    }

    /// The tally split by volume band; `None` holds what has no known count.
    #[must_use]
    pub fn by_volume_band(&self) -> BTreeMap<Option<BandIndex>, Self> {
        self.split_by(|key| key.volume_band)
    }
}

impl<F: Facts> Default for Tally<F> {
    fn default() -> Self {
        Self::new()
    }
}

/// Two tallies are equal if they counted the same, in whatever order.
impl<F: Facts> PartialEq for Tally<F> {
    fn eq(&self, other: &Self) -> bool {
        self.bounds == other.bounds && self.table.sorted() == other.table.sorted()
    }
}

impl<F: Facts> Eq for Tally<F> {}
