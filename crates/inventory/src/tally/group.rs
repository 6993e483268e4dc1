//! Tallies by group: organisation, type of procedure, kind of touchpoint.

use super::{Facts, Tally, TallyError};
use crate::volume_band::VolumeBands;
use std::collections::HashMap;

/// Where a group stands in its [`GroupedTally`]; cheap to remember per distinct name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupIndex(u32);

impl GroupIndex {
    /// The position, counted from 0.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// 群別集計 (grouped tally): one [`Tally`] for each of some groups, which together are the whole.
///
/// Memory grows with the number of groups, not of rows. Kind, actor and volume band need no groups:
/// they are in the cells ([`Tally::split_by`]).
///
/// # Examples
///
/// ```
/// use tosei_inventory::{GroupedTally, OnlineStatus, ProcessFacts};
///
/// let mut by_ministry = GroupedTally::<ProcessFacts>::new();
/// let done = ProcessFacts { status: OnlineStatus::Done, ..ProcessFacts::unknown() };
/// by_ministry.add("法務省", &done);
/// by_ministry.add("財務省", &done);
/// by_ministry.add("法務省", &ProcessFacts::unknown());
/// let sizes: Vec<_> = by_ministry.iter().map(|(name, tally)| (name, tally.rows())).collect();
/// assert_eq!(sizes, [("法務省", 2), ("財務省", 1)]);
/// assert_eq!(by_ministry.total().rows(), 3);
/// ```
#[derive(Debug, Clone)]
pub struct GroupedTally<F: Facts> {
    empty: Tally<F>,
    groups: Vec<(Box<str>, Tally<F>)>,
    by_name: HashMap<Box<str>, u32>,
    last: u32,
}

impl<F: Facts> GroupedTally<F> {
    /// No groups yet, with the [standard](VolumeBands::standard) volume bands.
    #[must_use]
    pub fn new() -> Self {
        Self::with_bands(VolumeBands::standard())
    }

    /// No groups yet, with volume bands of one's own.
    #[must_use]
    pub fn with_bands(bands: &VolumeBands) -> Self {
        Self {
            empty: Tally::with_bands(bands),
            groups: Vec::new(),
            by_name: HashMap::new(),
            last: 0,
        }
    }

    /// The group of a name, made if it is new. A name that repeats the one before costs one
    /// comparison.
    pub fn group(&mut self, name: &str) -> GroupIndex {
        if let Some((last, _)) = self.groups.get(position(self.last))
            && **last == *name
        {
            return GroupIndex(self.last);
        }
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None => {
                let index = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
                self.groups.push((name.into(), self.empty.clone()));
                self.by_name.insert(name.into(), index);
                index
            }
        };
        self.last = index;
        GroupIndex(index)
    }

    /// Counts one thing in the group of a name.
    pub fn add(&mut self, name: &str, facts: &F) {
        let group = self.group(name);
        let _ = self.add_to(group, facts);
    }

    /// Counts one thing in a group; `false` (and nothing counted) if the group is not of this
    /// tally.
    #[must_use = "nothing is counted if the group is of another tally"]
    #[inline]
    pub fn add_to(&mut self, group: GroupIndex, facts: &F) -> bool {
        match self.groups.get_mut(position(group.0)) {
            Some((_, tally)) => {
                tally.add(facts);
                true
            }
            None => false,
        }
    }

    /// The groups by name, in the order in which they first came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tally<F>)> {
        self.groups.iter().map(|(name, tally)| (&**name, tally))
    }

    /// The tally of one group.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Tally<F>> {
        let index = self.by_name.get(name)?;
        self.groups.get(position(*index)).map(|(_, tally)| tally)
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether there is no group.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// All groups together.
    #[must_use]
    pub fn total(&self) -> Tally<F> {
        let mut total = self.empty.clone();
        for (_, tally) in &self.groups {
            total.add_cells(tally);
        }
        total
    }

    /// Adds what another tally counted; groups are matched by name, new ones come behind.
    ///
    /// # Errors
    ///
    /// [`TallyError::DifferentBands`] if it uses other volume bands; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), TallyError> {
        if self.empty != other.empty {
            return Err(TallyError::DifferentBands);
        }
        for (name, tally) in &other.groups {
            let group = self.group(name);
            if let Some((_, mine)) = self.groups.get_mut(position(group.0)) {
                mine.add_cells(tally);
            }
        }
        Ok(())
    }
}

impl<F: Facts> Default for GroupedTally<F> {
    fn default() -> Self {
        Self::new()
    }
}

fn position(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
