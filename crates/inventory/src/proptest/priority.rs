//! Strategies for selection rules and candidates.

use crate::{
    Candidate, KindIndex, OtherReasons, Party, PriorityRule, PriorityUnit, ProcessKinds,
    RelatedProcesses, ThresholdOperator, Volume, VolumeMeasure, VolumeState,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tosei_types::{CaseCount, FiscalYear, Label, PriorityRuleId, ProcedureId};

/// A candidate that owns its texts; [`candidate`](Self::candidate) lends it to a selector.
#[derive(Debug, Clone)]
pub struct CandidateParts {
    /// Whether it is a procedure or a process.
    pub unit: PriorityUnit,
    /// Its id.
    pub id: String,
    /// The id of its procedure.
    pub procedure: Option<String>,
    /// Its kind.
    pub kind: Option<KindIndex>,
    /// Who acts.
    pub actor: Party,
    /// Its counts.
    pub volumes: Vec<Volume>,
    /// What its procedure is related to.
    pub related: Vec<ProcedureId>,
    /// Another reason.
    pub other_reason: Option<String>,
}

impl CandidateParts {
    /// The candidate, borrowed.
    #[must_use]
    pub fn candidate(&self) -> Candidate<'_> {
        let candidate = match self.unit {
            PriorityUnit::Process => Candidate::process(&self.id, "プロセス"),
            PriorityUnit::Procedure => Candidate::procedure(&self.id, "手続"),
        };
        let candidate = match &self.procedure {
            Some(procedure) => candidate.of_procedure_id(procedure),
            None => candidate,
        };
        candidate
            .with_kind(self.kind)
            .with_actor(self.actor)
            .with_volumes(&self.volumes)
            .with_related(&self.related)
            .with_other_reason(self.other_reason.as_deref())
    }
}

/// The year of all volumes of [`candidates`].
#[must_use]
pub fn volume_year() -> FiscalYear {
    FiscalYear::of(tosei_types::Date::MAX)
}

fn volumes() -> impl Strategy<Value = Volume> {
    (
        select(VolumeMeasure::ALL),
        select(VolumeState::ALL),
        option::of(0..20u32),
    )
        .prop_map(|(measure, state, cases)| {
            Volume::new(volume_year(), measure, state, cases.map(CaseCount::from))
        })
}

fn procedure_ids() -> impl Strategy<Value = ProcedureId> {
    (0..8u8).prop_filter_map("an id", |n| format!("P-{n}").parse().ok())
}

/// Some procedures and processes with distinct ids, small counts, and relations among themselves.
pub fn candidates(most: usize) -> impl Strategy<Value = Vec<CandidateParts>> {
    let kinds: Vec<KindIndex> = ProcessKinds::standard()
        .iter()
        .map(|(index, _)| index)
        .collect();
    let one = (
        (select(PriorityUnit::ALL), option::of(procedure_ids())),
        (option::of(select(kinds)), select(Party::ALL)),
        vec(volumes(), 0..3),
        vec(procedure_ids(), 0..3),
        option::weighted(0.2, select(vec!["議会で答弁", "災害時に必要", " "])),
    );
    vec(one, 0..most).prop_map(|parts| {
        let numbered = (0u32..).zip(parts);
        numbered
            .map(
                |(number, ((unit, procedure), (kind, actor), volumes, related, reason))| {
                    let of_process = || procedure.as_ref().map(ToString::to_string);
                    let (id, procedure) = match unit {
                        PriorityUnit::Process => (format!("X-{number}"), of_process()),
                        PriorityUnit::Procedure => (format!("P-{number}"), None),
                    };
                    CandidateParts {
                        unit,
                        id,
                        procedure,
                        kind,
                        actor,
                        volumes,
                        related,
                        other_reason: reason.map(str::to_owned),
                    }
                },
            )
            .collect()
    })
}

/// Sound selection rules with thresholds that small counts reach.
pub fn priority_rules() -> impl Strategy<Value = PriorityRule> {
    (
        (
            select(PriorityUnit::ALL),
            select(VolumeMeasure::ALL),
            select(vec![
                vec![VolumeState::Final],
                vec![VolumeState::Expected, VolumeState::Final],
                vec![
                    VolumeState::Final,
                    VolumeState::Preliminary,
                    VolumeState::Expected,
                ],
            ]),
        ),
        (select(ThresholdOperator::ALL), 1..20u32),
        (
            option::weighted(0.3, select(vec!["application", "payment", "unknown"])),
            option::weighted(0.3, vec(select(Party::ALL), 1..4)),
        ),
        (select(RelatedProcesses::ALL), select(OtherReasons::ALL)),
    )
        .prop_filter_map(
            "an id",
            |((unit, measure, states), (operator, threshold), (kind, actors), (related, other))| {
                let processes = unit == PriorityUnit::Process;
                Some(PriorityRule {
                    id: PriorityRuleId::new("test.rule").ok()?,
                    label: Label::new("規則", "Rule"),
                    sentence: Label::new("選ぶ。", "Selects."),
                    unit,
                    measure,
                    states,
                    operator,
                    threshold: CaseCount::from(threshold),
                    kinds: kind.filter(|_| processes).map(|kind| vec![kind.to_owned()]),
                    actors,
                    related: match related {
                        RelatedProcesses::SameProcedure if !processes => RelatedProcesses::None,
                        RelatedProcesses::ListedOrSameProcedure if !processes => {
                            RelatedProcesses::Listed
                        }
                        related => related,
                    },
                    other_reasons: other,
                    source: "definition".to_owned(),
                })
            },
        )
}
