//! Who something belongs to, seen in the old or the new structure.

use super::OrganisationCrosswalk;
use crate::comparison::Owners;
use crate::{Fraction, Inventory, OrganisationBasis, OrganisationKind};
use std::collections::{HashMap, HashSet};
use tosei_types::OrganisationId;

/// 組織体系 (structure): in which organisations figures are shown.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub enum Structure<'c> {
    /// 各時点のまま: each snapshot in its own.
    #[default]
    AsRecorded,
    /// 旧体系: both in the structure before the reorganisation.
    Old(&'c OrganisationCrosswalk),
    /// 新体系: both in the structure after it.
    New(&'c OrganisationCrosswalk),
}

/// 組織別の見方 (organisation view): by which organisation, in which structure, at which level.
#[derive(Debug, Clone, Copy)]
pub struct OrganisationView<'c> {
    /// 組織の捉え方.
    pub basis: OrganisationBasis,
    /// 組織体系.
    pub structure: Structure<'c>,
    /// 階層: the nearest organisation of this kind at or above the one that is written; `None` shows
    /// the one that is written, and so does an organisation that has none above it.
    pub level: Option<OrganisationKind>,
}

impl Default for OrganisationView<'_> {
    fn default() -> Self {
        Self {
            basis: OrganisationBasis::Responsible,
            structure: Structure::AsRecorded,
            level: None,
        }
    }
}

/// Who a thing belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Share {
    /// One organisation; `None` if nobody wrote it or nobody can tell.
    One(Option<OrganisationId>),
    /// Several, with shares that the crosswalk states.
    Several(Vec<(OrganisationId, Fraction)>),
}

impl Share {
    /// The one organisation; `None` for several.
    pub(crate) fn one(self) -> Option<OrganisationId> {
        match self {
            Self::One(organisation) => organisation,
            Self::Several(_) => None,
        }
    }
}

/// Assigns things of two snapshots to organisations.
pub(crate) struct Assigner<'i> {
    structure: Structure<'i>,
    pub(crate) earlier_owners: Owners<'i>,
    pub(crate) later_owners: Owners<'i>,
    earlier_levels: Levels<'i>,
    later_levels: Levels<'i>,
}

impl<'i> Assigner<'i> {
    pub(crate) fn new(
        earlier: &'i Inventory,
        later: &'i Inventory,
        view: &OrganisationView<'i>,
    ) -> Self {
        let old = Levels::new(earlier, view.level);
        let new = Levels::new(later, view.level);
        Self {
            structure: view.structure,
            earlier_owners: Owners::new(earlier, view.basis),
            later_owners: Owners::new(later, view.basis),
            earlier_levels: old,
            later_levels: new,
        }
    }

    /// For a thing of the earlier snapshot; `other` is who has it later, if it was matched.
    pub(crate) fn earlier(
        &self,
        owner: Option<&OrganisationId>,
        other: Option<&OrganisationId>,
    ) -> Share {
        let Some(owner) = owner else {
            return Share::One(None);
        };
        let Structure::New(crosswalk) = self.structure else {
            return Share::One(Some(self.earlier_levels.of(owner)));
        };
        if let Some(other) = other
            && crosswalk.leads(owner, other)
        {
            return Share::One(Some(self.later_levels.of(other)));
        }
        let shares = crosswalk.successors(owner);
        if let [(one, _)] = shares.as_slice() {
            return Share::One(Some(self.later_levels.of(one)));
        }
        let shares = shares.into_iter();
        Share::Several(
            shares
                .map(|(one, share)| (self.later_levels.of(&one), share))
                .collect(),
        )
    }

    /// For a thing of the later snapshot; `other` is who had it, if it was matched.
    pub(crate) fn later(
        &self,
        owner: Option<&OrganisationId>,
        other: Option<&OrganisationId>,
    ) -> Share {
        let Some(owner) = owner else {
            return Share::One(None);
        };
        let Structure::Old(crosswalk) = self.structure else {
            return Share::One(Some(self.later_levels.of(owner)));
        };
        if let Some(other) = other
            && crosswalk.leads(other, owner)
        {
            return Share::One(Some(self.earlier_levels.of(other)));
        }
        match crosswalk.predecessors(owner).as_slice() {
            [one] => Share::One(Some(self.earlier_levels.of(one))),
            // Made of several: which of them would have it nobody can tell.
            _ => Share::One(None),
        }
    }
}

/// The organisation of a level at or above each organisation.
struct Levels<'i> {
    parents: HashMap<&'i str, (OrganisationKind, Option<&'i OrganisationId>)>,
    level: Option<OrganisationKind>,
}

impl<'i> Levels<'i> {
    fn new(inventory: &'i Inventory, level: Option<OrganisationKind>) -> Self {
        let mut parents = HashMap::new();
        if level.is_some() {
            for organisation in &inventory.organisations {
                parents
                    .entry(organisation.id.as_str())
                    .or_insert((organisation.kind, organisation.parent.as_ref()));
            }
        }
        Self { parents, level }
    }

    fn of(&self, organisation: &OrganisationId) -> OrganisationId {
        let Some(level) = self.level else {
            return organisation.clone();
        };
        let mut seen = HashSet::new();
        let mut at = organisation;
        while seen.insert(at.as_str()) {
            match self.parents.get(at.as_str()) {
                Some((kind, _)) if *kind == level => return at.clone(),
                Some((_, Some(parent))) => at = parent,
                _ => break,
            }
        }
        organisation.clone()
    }
}
