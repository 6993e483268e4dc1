//! 統制の記録 (governance records): what a plan needs beside its measures, each a small record with checks.
//!
//! A document holds [`Records`] of one kind: service canvases, governed projects with their stage gates,
//! user tests, moves to standard systems, partner bodies, entries of the improvement post, checks of
//! procedures. What is asked for stands in data files; checks report findings of one catalogue
//! ([`rules`]).

use tosei_types::embedded;
mod canvas;
mod checklist;
pub(crate) mod data_file;
mod partner;
mod personal_data;
mod plain_japanese;
mod post;
mod project;
#[cfg(feature = "proptest")]
pub mod proptest;
mod publication;
mod record;
#[cfg(feature = "sample")]
pub mod sample;
mod scan;
mod standardisation;
mod user_test;

pub use canvas::{
    CanvasCompleteness, CanvasEntry, CanvasField, CanvasForm, Necessity, ServiceCanvas,
    canvas_form, check_canvases,
};
pub use checklist::{
    CheckAnswer, CheckEntry, CheckResult, CheckVerdict, Checklist, ChecklistItem, Checklists,
    ItemResult, ProcedureCheck, check_procedure_checks, checklists,
};
pub use partner::{
    Importance, ImportanceReason, PartnerBody, PartnerDispersion, PartnerKind, PartnerProcedure,
    PartnerProcedureStatus, PartnerRules, PartnerScope, PartnerServiceType, PartnerStanding,
    PartnerSummary, PublishedPartnerCount, SupportEntry, SupportKind, check_partners,
    partner_rules, summarise_partners,
};
pub use personal_data::{PatternKind, PersonalPattern, PersonalSpan, find_personal_data};
pub use plain_japanese::{
    PlainJapaneseRules, PlainMeasure, PlainResult, PlainVerdict, PlainWord, measure_plain_japanese,
    plain_japanese_rules,
};
pub use post::{
    PostAssessment, PostCandidate, PostCategory, PostClassification, PostDeadline,
    PostDeadlineState, PostEntry, PostLink, PostLinkKind, PostName, PostRules, PostSorting,
    check_post, classify_post, post_rules,
};
pub use project::{
    Artefact, ArtefactKind, ArtefactState, Consultation, ConsultationCondition,
    ConsultationOutcome, GateDecision, GateGap, GateReason, GateState, GateVerdict,
    GovernedProject, StageGate, StageGates, check_projects, stage_gates,
};
pub use publication::publication_marks;
pub use record::{GovernanceRecord, Records, RecordsError, RecordsReading};
pub use standardisation::{
    MoveOutlook, MoveStatus, MoveSummary, StandardisedTask, StandardisedTasks, TaskMove,
    TaskOutlook, check_moves, standardised_tasks, summarise_moves,
};
pub use user_test::{
    IssueGravity, Participant, TaskFigures, TaskOutcome, TaskResult, TestDevice, TestEvidence,
    TestFinding, TestIssue, TestRule, TestRuleKind, TestRules, TestTask, UserTest,
    check_user_tests, test_evidence, user_test_rules,
};

use std::sync::OnceLock;
use tosei_document::Catalogue;

/// The rules about governance records, with those about reading.
#[must_use]
pub fn rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../data/rules/governance.json"))
    })
}
