//! The plan of the sample: numbers and names, as data.

use serde::Deserialize;
use std::collections::BTreeMap;
use tosei_inventory::{
    Action, AffairsClass, BarrierCause, Body, Discretion, InstrumentKind, LegalBasis, Obstacle,
    OnlineStatus, Organisation, Party, Request, TouchpointKind, VolumeYear,
};
use tosei_types::{Date, OrganisationId};

/// The plan of 見本市's inventory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    /// That everything is made up, in Japanese.
    pub(crate) note: String,
    /// The same in English.
    pub(crate) note_en: String,
    pub(crate) body: Body,
    pub(crate) status_date: Date,
    pub(crate) volume_years: Vec<VolumeYear>,
    pub(crate) totals: Totals,
    /// How cases are spread in each volume band.
    pub(crate) bands: Vec<BandPlan>,
    pub(crate) reorganisation: Reorganisation,
    pub(crate) since_last_snapshot: SinceLastSnapshot,
    /// The days, used in turn, by which something is planned to be online.
    pub(crate) planned_for: Vec<Date>,
    pub(crate) organisations: Vec<Organisation>,
    pub(crate) barriers: Vec<BarrierPlan>,
    pub(crate) requests: Vec<Request>,
    pub(crate) touchpoints: Vec<TouchpointPlan>,
    pub(crate) groups: Vec<Group>,
}

/// What must come out; the generator fails if it does not.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Totals {
    pub(crate) procedures: usize,
    pub(crate) processes: usize,
    pub(crate) known_cases: u64,
    pub(crate) beyond_discretion: usize,
    pub(crate) statuses: Vec<StatusTotals>,
    pub(crate) every_process_done: usize,
    pub(crate) any_process_done: usize,
}

/// How many processes of some kinds have each status.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusTotals {
    pub(crate) kinds: Vec<String>,
    pub(crate) done: usize,
    pub(crate) partial: usize,
    pub(crate) not_done: usize,
    pub(crate) exempt: usize,
    pub(crate) unknown: usize,
}

/// A volume band: its ends and the cases in it, without those of procedures with stated cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BandPlan {
    pub(crate) id: String,
    pub(crate) from: u64,
    pub(crate) to: u64,
    pub(crate) cases: u64,
    /// How steeply counts fall inside the band.
    pub(crate) power: u32,
}

/// 組織改正: which processes went from which division to which.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reorganisation {
    /// The first day of the new organisation.
    pub(crate) day: Date,
    /// How many processes moved.
    pub(crate) processes: usize,
    pub(crate) moves: Vec<Move>,
}

/// One move of all processes of some divisions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Move {
    pub(crate) from: OrganisationId,
    pub(crate) to: Vec<OrganisationId>,
}

/// What is new since the snapshot before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SinceLastSnapshot {
    /// The day after that snapshot.
    pub(crate) day: Date,
    /// How many processes the added procedures have.
    pub(crate) processes: usize,
    /// How many of them are online.
    pub(crate) processes_done: usize,
    /// How many processes of older procedures went online.
    pub(crate) newly_online: usize,
    /// Names of the added procedures.
    pub(crate) procedures: Vec<String>,
}

/// One sort of barrier, and the processes before which it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BarrierPlan {
    pub(crate) id: String,
    pub(crate) cause: BarrierCause,
    pub(crate) obstacle: Obstacle,
    pub(crate) discretion: Discretion,
    #[serde(default)]
    pub(crate) rule: Option<LegalBasis>,
    #[serde(default)]
    pub(crate) changeable_by: Vec<OrganisationId>,
    #[serde(default)]
    pub(crate) action: Option<Action>,
    #[serde(default)]
    pub(crate) note: Option<String>,
    pub(crate) rows: Vec<BarrierRow>,
}

/// How many processes of a group, a position in it and a status a barrier stands before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BarrierRow {
    /// The group; any if absent.
    #[serde(default)]
    pub(crate) group: Option<String>,
    /// The position among the processes of the procedure; any if absent.
    #[serde(default)]
    pub(crate) position: Option<usize>,
    pub(crate) status: OnlineStatus,
    /// Only procedures that rest on such an instrument.
    #[serde(default)]
    pub(crate) basis: Option<InstrumentKind>,
    pub(crate) count: usize,
}

/// Touchpoints of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TouchpointPlan {
    pub(crate) kind: TouchpointKind,
    pub(crate) items: Vec<TouchpointItem>,
}

/// One touchpoint.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TouchpointItem {
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) status: OnlineStatus,
    #[serde(default)]
    pub(crate) cases: Option<u64>,
}

/// Procedures of one category that are made of the same processes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) category: String,
    /// Who files.
    pub(crate) actor: Party,
    /// The kinds of the processes, in order.
    pub(crate) kinds: Vec<String>,
    /// What is added to the procedure's name for each process; empty for nothing.
    #[serde(default)]
    pub(crate) suffixes: Vec<String>,
    /// Texts of processing periods, used in turn; none where no answer is due.
    #[serde(default)]
    pub(crate) periods: Vec<String>,
    /// How many procedures without stated cases are in each volume band, or `unknown`.
    pub(crate) bands: BTreeMap<String, usize>,
    /// Statuses of the processes, and how many procedures have them.
    pub(crate) patterns: Vec<Pattern>,
    /// The procedures, those with most cases first.
    pub(crate) procedures: Vec<ProcedurePlan>,
}

/// Statuses of the processes of a procedure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pattern {
    pub(crate) count: usize,
    pub(crate) statuses: Vec<OnlineStatus>,
}

/// One procedure by name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProcedurePlan {
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) legal_basis: InstrumentKind,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) provision: Option<String>,
    /// 自治事務 if absent.
    #[serde(default)]
    pub(crate) affairs_class: Option<AffairsClass>,
    /// Cases of the year before; given by the volume band if absent.
    #[serde(default)]
    pub(crate) cases: Option<u64>,
    /// Cases expected for this year.
    #[serde(default)]
    pub(crate) expected: Option<u64>,
    /// Its pattern; given by turn if absent.
    #[serde(default)]
    pub(crate) statuses: Option<Vec<OnlineStatus>>,
    /// Who decides, where that is not the organisation, which then takes the papers in.
    #[serde(default)]
    pub(crate) executor: Option<OrganisationId>,
    /// 指定管理者.
    #[serde(default)]
    pub(crate) operator: Option<OrganisationId>,
    /// Whether the branch offices take the papers in too.
    #[serde(default)]
    pub(crate) branches: bool,
    /// Names of related procedures.
    #[serde(default)]
    pub(crate) related: Vec<String>,
}
