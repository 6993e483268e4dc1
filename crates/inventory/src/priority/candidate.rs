//! What a selection needs to know of one procedure or process.

use super::PriorityUnit;
use crate::{KindIndex, Party, Procedure, Process, ProcessKinds, Volume};
use tosei_types::ProcedureId;

/// 候補 (candidate): one procedure or process that a rule may select, borrowed from wherever it is.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Candidate, Party};
///
/// let candidate = Candidate::process("P-0001-1", "住民票の写しの交付請求")
///     .of_procedure_id("P-0001")
///     .with_actor(Party::Citizens);
/// assert!(candidate.volumes.is_empty()); // nobody counted: unknown, not 0
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate<'a> {
    /// Whether it is a procedure or a process.
    pub unit: PriorityUnit,
    /// Its id, as the source writes it.
    pub id: &'a str,
    /// The id of its procedure; of a procedure, its own.
    pub procedure: Option<&'a str>,
    /// The name that is shown.
    pub name: &'a str,
    /// The kind of a process; `None` if unknown.
    pub kind: Option<KindIndex>,
    /// Who acts.
    pub actor: Party,
    /// Its counts, of any years, measures and states.
    pub volumes: &'a [Volume],
    /// The procedures that are listed as related to its procedure.
    pub related: &'a [ProcedureId],
    /// Why it is important whatever its volume.
    pub other_reason: Option<&'a str>,
}

impl<'a> Candidate<'a> {
    /// A process of which nothing more is known.
    #[must_use]
    pub const fn process(id: &'a str, name: &'a str) -> Self {
        Self {
            unit: PriorityUnit::Process,
            id,
            procedure: None,
            name,
            kind: None,
            actor: Party::Unknown,
            volumes: &[],
            related: &[],
            other_reason: None,
        }
    }

    /// A procedure of which nothing more is known.
    #[must_use]
    pub const fn procedure(id: &'a str, name: &'a str) -> Self {
        Self {
            unit: PriorityUnit::Procedure,
            procedure: Some(id),
            ..Self::process(id, name)
        }
    }

    /// A procedure of an inventory, with the volumes that are recorded of it as a whole.
    ///
    /// The inventory does not say who acts in a procedure as a whole; a rule that looks at actors
    /// needs [`with_actor`](Self::with_actor).
    #[must_use]
    pub fn of_procedure(procedure: &'a Procedure) -> Self {
        Self {
            volumes: &procedure.volumes,
            related: &procedure.related,
            other_reason: procedure.important_because.as_deref(),
            ..Self::procedure(procedure.id.as_str(), &procedure.name)
        }
    }

    /// A process of an inventory; its procedure gives the name it lacks and the related procedures.
    #[must_use]
    pub fn of_process(
        process: &'a Process,
        procedure: Option<&'a Procedure>,
        kinds: &ProcessKinds,
    ) -> Self {
        let whole = procedure.map_or("", |procedure| procedure.name.as_str());
        Self {
            procedure: Some(process.procedure.as_str()),
            kind: process.kind_in(kinds),
            actor: process.actor.unwrap_or(Party::Unknown),
            volumes: &process.volumes,
            related: procedure.map_or(&[], |procedure| &procedure.related),
            ..Self::process(
                process.id.as_str(),
                process.name.as_deref().unwrap_or(whole),
            )
        }
    }

    /// The same with its kind.
    #[must_use]
    pub const fn with_kind(self, kind: Option<KindIndex>) -> Self {
        Self { kind, ..self }
    }

    /// The same with its actor.
    #[must_use]
    pub const fn with_actor(self, actor: Party) -> Self {
        Self { actor, ..self }
    }

    /// The same with its counts.
    #[must_use]
    pub const fn with_volumes(self, volumes: &'a [Volume]) -> Self {
        Self { volumes, ..self }
    }

    /// The same with its procedure.
    #[must_use]
    pub const fn of_procedure_id(self, procedure: &'a str) -> Self {
        Self {
            procedure: Some(procedure),
            ..self
        }
    }

    /// The same with the procedures that are related to its own.
    #[must_use]
    pub const fn with_related(self, related: &'a [ProcedureId]) -> Self {
        Self { related, ..self }
    }

    /// The same with a reason for being important whatever its volume.
    #[must_use]
    pub const fn with_other_reason(self, other_reason: Option<&'a str>) -> Self {
        Self {
            other_reason,
            ..self
        }
    }
}
