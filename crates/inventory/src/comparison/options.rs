//! What a comparison is told: corrections, crosswalk, alike names, whose a process is.

use super::{MatchingCorrection, MatchingCorrections};
use crate::{Inventory, OrganisationCrosswalk, Process, Role};
use std::collections::HashMap;
use tosei_types::{Date, OrganisationId, coded_enum};

coded_enum! {
    /// 組織の捉え方 (organisation basis): which organisation a process belongs to.
    ///
    /// A procedure and a touchpoint always belong to the organisation in charge (所管).
    pub enum OrganisationBasis: "organisation basis" {
        /// 所管: the organisation in charge of its procedure.
        Responsible = "responsible" ("所管", "in charge of the procedure"),
        /// 制度所管.
        RuleOwner = "rule_owner" ("制度所管", "rule owner"),
        /// 処理機関.
        Executor = "executor" ("処理機関", "executor"),
        /// 受付・経由機関.
        Acceptor = "acceptor" ("受付・経由機関", "acceptor"),
        /// 運営.
        Operator = "operator" ("運営", "operator"),
    }
}

impl OrganisationBasis {
    const fn role(self) -> Option<Role> {
        match self {
            Self::Responsible => None,
            Self::RuleOwner => Some(Role::RuleOwner),
            Self::Executor => Some(Role::Executor),
            Self::Acceptor => Some(Role::Acceptor),
            Self::Operator => Some(Role::Operator),
        }
    }
}

/// Who each process of a snapshot belongs to.
pub(crate) struct Owners<'i> {
    by_procedure: HashMap<&'i str, &'i OrganisationId>,
    basis: OrganisationBasis,
    day: Date,
}

impl<'i> Owners<'i> {
    pub(crate) fn new(inventory: &'i Inventory, basis: OrganisationBasis) -> Self {
        let mut by_procedure = HashMap::new();
        if basis == OrganisationBasis::Responsible {
            for procedure in &inventory.procedures {
                if let Some(organisation) = &procedure.organisation {
                    by_procedure
                        .entry(procedure.id.as_str())
                        .or_insert(organisation);
                }
            }
        }
        Self {
            by_procedure,
            basis,
            day: inventory.status_date,
        }
    }

    /// The one organisation; `None` if nobody wrote it, or several hold the role.
    pub(crate) fn of_process<'p>(&self, process: &'p Process) -> Option<&'p OrganisationId>
    where
        'i: 'p,
    {
        match self.basis.role() {
            None => self.by_procedure.get(process.procedure.as_str()).copied(),
            Some(role) => {
                let mut holders = process.holders(role, self.day);
                let first = holders.next()?;
                holders.all(|other| other == first).then_some(first)
            }
        }
    }
}

coded_enum! {
    /// 類似の扱い (similarity): what is done with names that are alike and not the same.
    pub enum Similarity: "treatment of alike names" {
        /// Match where both ends have no other that is as alike and the score is high; propose the
        /// rest.
        MatchHigh = "match_high" ("高は突合、他は提案", "match the high, propose the rest"),
        /// Not looked at.
        Off = "off" ("使わない", "not used"),
    }
}

/// 比較の条件 (options of a comparison).
///
/// # Examples
///
/// ```
/// use tosei_inventory::{CompareOptions, MatchingCorrections, OrganisationBasis};
///
/// let corrections = MatchingCorrections::default();
/// let options = CompareOptions::default()
///     .with_corrections(&corrections)
///     .with_organisations(OrganisationBasis::Executor);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CompareOptions<'o> {
    corrections: Option<&'o MatchingCorrections>,
    pub(super) crosswalk: Option<&'o OrganisationCrosswalk>,
    pub(super) similarity: Similarity,
    pub(super) organisations: OrganisationBasis,
}

impl Default for CompareOptions<'_> {
    fn default() -> Self {
        Self {
            corrections: None,
            crosswalk: None,
            similarity: Similarity::MatchHigh,
            organisations: OrganisationBasis::Responsible,
        }
    }
}

impl<'o> CompareOptions<'o> {
    /// What somebody said about the matching.
    #[must_use]
    pub fn with_corrections(self, corrections: &'o MatchingCorrections) -> Self {
        Self {
            corrections: Some(corrections),
            ..self
        }
    }

    /// Which organisation became which, so that a change of name is not taken for a transfer.
    #[must_use]
    pub fn with_crosswalk(self, crosswalk: &'o OrganisationCrosswalk) -> Self {
        Self {
            crosswalk: Some(crosswalk),
            ..self
        }
    }

    /// What is done with names that are alike.
    #[must_use]
    pub fn with_similarity(self, similarity: Similarity) -> Self {
        Self { similarity, ..self }
    }

    /// Which organisation a process belongs to.
    #[must_use]
    pub fn with_organisations(self, organisations: OrganisationBasis) -> Self {
        Self {
            organisations,
            ..self
        }
    }

    pub(super) fn corrections(&self) -> &[MatchingCorrection] {
        self.corrections
            .map(MatchingCorrections::corrections)
            .unwrap_or_default()
    }
}
