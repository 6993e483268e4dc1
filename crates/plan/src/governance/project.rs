//! プロジェクト監理 (project governance): stages, the artefacts that each gate asks for, and consultations.

use super::data_file::data_file;
use super::record::Reporter;
use super::{GovernanceRecord, Necessity, Records};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{Date, Label, Language, OrganisationId, SubjectId, coded_enum};

/// 成果物 (artefact) that a gate asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ArtefactKind {
    /// 成果物ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 要否.
    pub necessity: Necessity,
    /// Where the demand comes from.
    pub source: String,
}

/// 段階とゲート (stage and its gate): what must be there before the next stage begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageGate {
    /// 段階ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 成果物.
    pub artefacts: Vec<ArtefactKind>,
    /// Whether the gate needs a consultation that ended in agreement.
    pub consultation: Necessity,
    /// Where the stage comes from.
    pub source: String,
}

/// ステージゲート (stage gates), in the order in which a project goes through them.
///
/// # Source
///
/// `tokyo-plan-2-measures` (プロジェクト監理, サービスキャンバス, ユーザーテスト are named there); which
/// gate asks for what is ours: `project-decision:stage-gates`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageGates {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-stage-gates`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-stage-gates")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The gates.
    pub gates: Vec<StageGate>,
}

data_file!(
    StageGates,
    "tosei-stage-gates",
    "governance/stage_gates.json",
    stage_gates,
    "the stage gates"
);

impl StageGates {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.gates.iter().map(|gate| gate.id.as_str()))?;
        let artefacts = self.gates.iter().flat_map(|gate| &gate.artefacts);
        expect_distinct(artefacts.map(|artefact| artefact.id.as_str()))
    }
}

coded_enum! {
    /// 成果物の状態 (state of an artefact).
    pub enum ArtefactState: "state of an artefact" {
        /// 作成中: does not open a gate.
        Draft = "draft" ("作成中", "draft"),
        /// 承認済み.
        Approved = "approved" ("承認済み", "approved"),
        /// 該当なし: opens a gate only where the artefact is asked for if applicable, and with a reason.
        NotApplicable = "not_applicable" ("該当なし", "not applicable"),
    }
}

/// 成果物の記録 (record of an artefact).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Artefact {
    /// 成果物ID of the [`StageGates`].
    pub kind: SubjectId,
    /// 状態.
    pub state: ArtefactState,
    /// 日付 of the state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// 保存場所: an id or a title, never an address of a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_at: Option<String>,
    /// 該当なしの理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

coded_enum! {
    /// 協議の結果 (outcome of a consultation).
    pub enum ConsultationOutcome: "outcome of a consultation" {
        /// 了承.
        Agreed = "agreed" ("了承", "agreed"),
        /// 条件付き了承.
        AgreedWithConditions = "agreed_with_conditions" ("条件付き了承", "agreed with conditions"),
        /// 差戻し.
        Returned = "returned" ("差戻し", "returned"),
        /// 協議中.
        Pending = "pending" ("協議中", "pending"),
    }
}

/// 条件 (condition) of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsultationCondition {
    /// 内容.
    pub text: String,
    /// 履行日; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<Date>,
}

/// 協議の記録 (record of a consultation).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// 段階ID.
    pub gate: SubjectId,
    /// 協議日.
    pub on: Date,
    /// 相手: an office.
    pub with: String,
    /// 出席者.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<String>,
    /// 結果.
    pub outcome: ConsultationOutcome,
    /// 条件.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConsultationCondition>,
    /// 記録.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 通過の決定 (decision that a gate is passed), as the body took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GateDecision {
    /// 段階ID.
    pub gate: SubjectId,
    /// 決定日.
    pub on: Date,
    /// 決定者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// 監理対象のプロジェクト (governed project).
///
/// # Wire form
///
/// A record of a document `tosei-project-governance`.
#[doc(alias = "プロジェクト監理")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GovernedProject {
    /// ID.
    pub id: SubjectId,
    /// 名称.
    pub name: String,
    /// 所管.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganisationId>,
    /// 重点DX事業: whether it is one; absent if nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<bool>,
    /// 成果物.
    #[serde(default)]
    pub artefacts: Vec<Artefact>,
    /// 協議.
    #[serde(default)]
    pub consultations: Vec<Consultation>,
    /// 通過の決定.
    #[serde(default)]
    pub decisions: Vec<GateDecision>,
}

impl GovernanceRecord for GovernedProject {
    const FORMAT: &'static str = "tosei-project-governance";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

coded_enum! {
    /// 不足 (what a gate still lacks).
    pub enum GateGap: "what a gate lacks" {
        /// 成果物の記録がない.
        ArtefactMissing = "artefact_missing" ("記録がない", "no record"),
        /// 承認されていない.
        ArtefactNotApproved = "artefact_not_approved" ("承認されていない", "not approved"),
        /// 必須の成果物は該当なしとできない.
        MayNotBeLeftOut = "may_not_be_left_out" ("必須なので該当なしとできない", "required, so it cannot be left out"),
        /// 該当なしの理由がない.
        ReasonMissing = "reason_missing" ("該当なしの理由がない", "no reason why it does not apply"),
        /// 協議の記録がない.
        ConsultationMissing = "consultation_missing" ("協議の記録がない", "no consultation"),
        /// 協議中.
        ConsultationPending = "consultation_pending" ("協議が終わっていない", "the consultation is pending"),
        /// 差戻し.
        ConsultationReturned = "consultation_returned" ("差し戻されている", "returned by the consultation"),
        /// 条件が未履行.
        ConditionOpen = "condition_open" ("条件が未履行", "a condition is open"),
    }
}

coded_enum! {
    /// ゲートの判定 (verdict of a gate).
    pub enum GateVerdict: "verdict of a gate" {
        /// 通過できる.
        Passes = "passes" ("通過できる", "passes"),
        /// 前のゲートが未了: everything of its own is there.
        EarlierGateOpen = "earlier_gate_open" ("前のゲートが済んでいない", "an earlier gate is open"),
        /// 不足がある.
        Lacks = "lacks" ("不足がある", "something is missing"),
    }
}

/// 不足の一件 (one thing that is missing).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct GateReason {
    /// What is missing.
    pub gap: GateGap,
    /// The artefact, or null for the consultation.
    pub artefact: Option<SubjectId>,
    /// The name, in both languages.
    pub label: Label,
}

/// ゲートの判定結果 (state of a gate) of a project on a day, with everything that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct GateState {
    /// 段階ID.
    pub gate: SubjectId,
    /// 名称.
    pub label: Label,
    /// 判定.
    pub verdict: GateVerdict,
    /// Everything that is missing; empty if it passes.
    pub reasons: Vec<GateReason>,
    /// The day on which the body decided that it was passed, if it did.
    pub decided_on: Option<Date>,
}

impl GateState {
    /// The verdict in one sentence, with what is missing.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (name, verdict) = (
            self.label.in_language(language),
            self.verdict.label(language),
        );
        if self.reasons.is_empty() {
            return match language {
                Language::Ja => format!("{name}: {verdict}。"),
                Language::En => format!("{name}: {verdict}."),
            };
        }
        let parts: Vec<String> = self
            .reasons
            .iter()
            .map(|reason| {
                let (what, gap) = (
                    reason.label.in_language(language),
                    reason.gap.label(language),
                );
                match language {
                    Language::Ja => format!("{what}（{gap}）"),
                    Language::En => format!("{what} ({gap})"),
                }
            })
            .collect();
        match language {
            Language::Ja => format!("{name}: {verdict}。{}。", parts.join("、")),
            Language::En => format!("{name}: {verdict}: {}.", parts.join(", ")),
        }
    }
}

/// Whether something that may have no day counts on a day: what lies behind it has not happened yet.
fn has_happened(day: Option<Date>, as_of: Date) -> bool {
    day.is_none_or(|day| day <= as_of)
}

impl GovernedProject {
    /// The state of every gate on a day, in the order of the gates.
    ///
    /// A gate passes if each required artefact is approved, each artefact that is asked for if
    /// applicable is approved or said not to apply with a reason, its last consultation ended in
    /// agreement with no condition open, and every gate before it passes. Of several records of one
    /// artefact the one of the latest day counts (undated ones first; of one day the last). What lies
    /// behind `as_of` has not happened.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_plan::governance::{GateVerdict, GovernedProject, stage_gates};
    ///
    /// let project: GovernedProject = serde_json::from_str(r#"{"id": "G-1", "name": "予約の改修（架空）"}"#)?;
    /// let states = project.gates(stage_gates(), "2025-06-30".parse()?);
    /// assert!(states.iter().all(|state| state.verdict == GateVerdict::Lacks));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn gates(&self, gates: &StageGates, as_of: Date) -> Vec<GateState> {
        let mut all_before = true;
        let states = gates.gates.iter().map(|gate| {
            let reasons = self.reasons(gate, as_of);
            let verdict = if !reasons.is_empty() {
                GateVerdict::Lacks
            } else if all_before {
                GateVerdict::Passes
            } else {
                GateVerdict::EarlierGateOpen
            };
            all_before = verdict == GateVerdict::Passes;
            let decisions = self.decisions.iter();
            let decided =
                decisions.filter(|decision| decision.gate == gate.id && decision.on <= as_of);
            GateState {
                gate: gate.id.clone(),
                label: gate.label.clone(),
                verdict,
                reasons,
                decided_on: decided.map(|decision| decision.on).min(),
            }
        });
        states.collect()
    }

    fn reasons(&self, gate: &StageGate, as_of: Date) -> Vec<GateReason> {
        let mut reasons = Vec::new();
        for kind in &gate.artefacts {
            if let Some(gap) = self.artefact_gap(kind, as_of) {
                reasons.push(GateReason {
                    gap,
                    artefact: Some(kind.id.clone()),
                    label: kind.label.clone(),
                });
            }
        }
        if let Some(gap) = self.consultation_gap(gate, as_of) {
            reasons.push(GateReason {
                gap,
                artefact: None,
                label: Label::new("協議", "Consultation"),
            });
        }
        reasons
    }

    fn artefact_gap(&self, kind: &ArtefactKind, as_of: Date) -> Option<GateGap> {
        if kind.necessity == Necessity::Optional {
            return None;
        }
        let records = self.artefacts.iter();
        let own = records.filter(|own| own.kind == kind.id && has_happened(own.on, as_of));
        // `max_by_key` gives the last of several that are equal.
        let Some(own) = own.max_by_key(|own| own.on) else {
            return Some(GateGap::ArtefactMissing);
        };
        match (own.state, kind.necessity) {
            (ArtefactState::Approved, _) => None,
            (ArtefactState::Draft, _) => Some(GateGap::ArtefactNotApproved),
            (ArtefactState::NotApplicable, Necessity::Required) => Some(GateGap::MayNotBeLeftOut),
            (ArtefactState::NotApplicable, _) => {
                let reason = own.reason.as_deref().unwrap_or_default();
                reason.trim().is_empty().then_some(GateGap::ReasonMissing)
            }
        }
    }

    fn consultation_gap(&self, gate: &StageGate, as_of: Date) -> Option<GateGap> {
        let records = self.consultations.iter();
        let own = records.filter(|own| own.gate == gate.id && own.on <= as_of);
        match (own.max_by_key(|own| own.on), gate.consultation) {
            (None, Necessity::Required) => Some(GateGap::ConsultationMissing),
            (None, _) => None,
            (Some(last), _) => match last.outcome {
                ConsultationOutcome::Agreed => None,
                ConsultationOutcome::Pending => Some(GateGap::ConsultationPending),
                ConsultationOutcome::Returned => Some(GateGap::ConsultationReturned),
                ConsultationOutcome::AgreedWithConditions => {
                    let mut conditions = last.conditions.iter();
                    let open = conditions.any(|one| one.met_on.is_none_or(|day| day > as_of));
                    open.then_some(GateGap::ConditionOpen)
                }
            },
        }
    }
}

/// Checks governed projects: gates that were declared passed though something is missing, records of
/// artefacts and gates that nobody knows, approvals without a day, conditions that nobody wrote down.
pub fn check_projects(
    document: &Records<GovernedProject>,
    gates: &StageGates,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    let known_gate = |id: &SubjectId| gates.gates.iter().any(|gate| gate.id == *id);
    let kinds = gates.gates.iter().flat_map(|gate| &gate.artefacts);
    let known_kind = |id: &SubjectId| kinds.clone().any(|kind| kind.id == *id);
    for (at, project) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), project.id.as_str());
        for (number, artefact) in project.artefacts.iter().enumerate() {
            let place = format!("{place}/artefacts/{number}");
            let values = [("id", artefact.kind.as_str().into())];
            if !known_kind(&artefact.kind) {
                reporter.report("plan.project.artefact_unknown", &place, id, &values);
            }
            if artefact.state == ArtefactState::Approved && artefact.on.is_none() {
                reporter.report("plan.project.approval_undated", &place, id, &values);
            }
            reporter.after_status_date(&format!("{place}/on"), id, artefact.on, document.as_of);
        }
        for (number, consultation) in project.consultations.iter().enumerate() {
            let place = format!("{place}/consultations/{number}");
            if !known_gate(&consultation.gate) {
                let values = [("id", consultation.gate.as_str().into())];
                reporter.report("plan.project.gate_unknown", &place, id, &values);
            }
            let with_conditions = consultation.outcome == ConsultationOutcome::AgreedWithConditions;
            if with_conditions == consultation.conditions.is_empty() {
                let values = [("outcome", consultation.outcome.code().into())];
                reporter.report("plan.project.conditions_contradict", &place, id, &values);
            }
        }
        for (number, decision) in project.decisions.iter().enumerate() {
            let place = format!("{place}/decisions/{number}");
            if !known_gate(&decision.gate) {
                let values = [("id", decision.gate.as_str().into())];
                reporter.report("plan.project.gate_unknown", &place, id, &values);
                continue;
            }
            // What was missing on the day of the decision, not what is missing today.
            let states = project.gates(gates, decision.on);
            let state = states.iter().find(|state| state.gate == decision.gate);
            if let Some(state) = state
                && state.verdict != GateVerdict::Passes
            {
                let missing = u64::try_from(state.reasons.len()).unwrap_or(u64::MAX);
                let values = [
                    ("gate", decision.gate.as_str().into()),
                    ("missing", missing.into()),
                ];
                reporter.report("plan.project.passed_with_gaps", &place, id, &values);
            }
        }
    }
}
