//! 改善サイクル (management cycle): measure, act, review; what changed between two days, and why.

use crate::{PrincipleStanding, check::Findings};
use serde::{Deserialize, Serialize};
use tosei_criteria::{Answer, Assessment, BasisKind, CriterionAssessment, LevelNumber, Standard};
use tosei_document::{Catalogue, Sink};
use tosei_types::{ActionId, AxisId, CriterionId, Date, Label, Language, SubjectId, coded_enum};

coded_enum! {
    /// 変化の種類 (kind of change) of a principle's level between two assessments.
    pub enum ChangeKind: "kind of change" {
        /// 上昇: the certain level is higher.
        Rose = "rose" ("上昇", "rose"),
        /// 低下: even the highest level that is possible is below what was certain.
        Fell = "fell" ("低下", "fell"),
        /// 低下のおそれ: the certain level is lower, but what is unknown could make up for it.
        MayHaveFallen = "may_have_fallen" ("低下のおそれ", "may have fallen"),
        /// 上限の変化: the certain level is the same; what is possible is another.
        CeilingMoved = "ceiling_moved" ("可能な段階の変化", "the possible level moved"),
        /// 変化なし.
        Unchanged = "unchanged" ("変化なし", "unchanged"),
        /// 段階が付いた: there was no level before (not digital, or 対象外).
        Gained = "gained" ("段階が付いた", "gained a level"),
        /// 段階がなくなった: there is no level any more.
        Lost = "lost" ("段階がなくなった", "lost its level"),
    }
}

coded_enum! {
    /// 変化の原因 (cause of a change) in one criterion.
    pub enum ChangeCause: "cause of a change" {
        /// 証拠の期限切れ: it was met, and its evidence has expired.
        Expired = "expired" ("証拠の期限切れ", "its evidence expired"),
        /// 除外の期限切れ: an exemption from it has ended.
        ExemptionEnded = "exemption_ended" ("除外の終了", "an exemption from it ended"),
        /// 満たさなくなった: it was met and is not any more (a review form was removed, a period exceeded).
        NoLongerMet = "no_longer_met" ("満たさなくなった", "it is no longer met"),
        /// 分からなくなった: it was known, and is not any more.
        NoLongerKnown = "no_longer_known" ("分からなくなった", "it is no longer known"),
        /// 満たした: it is met now.
        NowMet = "now_met" ("満たした", "it is met now"),
        /// 満たさないと分かった: it was unknown, and is known not to be met.
        FoundNotMet = "found_not_met" ("満たさないと分かった", "it was found not to be met"),
        /// 該当しなくなった.
        NoLongerApplies = "no_longer_applies" ("該当しなくなった", "it no longer applies"),
        /// 該当するようになった.
        AppliesAgain = "applies_again" ("該当するようになった", "it applies again"),
        /// 基準の改定: one of the two editions does not have it.
        StandardChanged = "standard_changed" ("品質基準の改定", "the standard changed"),
    }
}

/// 変化した判定項目 (changed criterion), with what it was, what it is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriterionChange {
    /// 判定項目ID.
    pub criterion: CriterionId,
    /// What it was; absent if the earlier edition did not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Answer>,
    /// What it is; absent if the later edition does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Answer>,
    /// Why.
    pub cause: ChangeCause,
}

/// 段階の変化 (change of a level): one principle of one procedure between two days.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LevelChange {
    /// 手続ID: the subject of the assessments.
    pub procedure: SubjectId,
    /// 原則.
    pub principle: AxisId,
    /// The day of the earlier assessment.
    pub from: Date,
    /// The day of the later one.
    pub until: Date,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// The certain and the possible level before; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<(LevelNumber, LevelNumber)>,
    /// The certain and the possible level after; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<(LevelNumber, LevelNumber)>,
    /// The criteria of the principle whose answer changed.
    pub causes: Vec<CriterionChange>,
    /// Whether digital status changed: then the criteria do not explain it.
    pub digital_changed: bool,
}

fn levels(assessment: &Assessment, id: &AxisId) -> Option<(LevelNumber, LevelNumber)> {
    let standing = PrincipleStanding::of(assessment, id);
    standing.floor.zip(standing.ceiling)
}

fn kind(
    before: Option<(LevelNumber, LevelNumber)>,
    after: Option<(LevelNumber, LevelNumber)>,
) -> ChangeKind {
    match (before, after) {
        (None, Some(_)) => ChangeKind::Gained,
        (Some(_), None) => ChangeKind::Lost,
        (Some((floor, _)), Some((_, ceiling))) if ceiling < floor => ChangeKind::Fell,
        (Some((floor, _)), Some((now, _))) if now < floor => ChangeKind::MayHaveFallen,
        (Some((floor, _)), Some((now, _))) if now > floor => ChangeKind::Rose,
        (Some((_, ceiling)), Some((_, now))) if now != ceiling => ChangeKind::CeilingMoved,
        _ => ChangeKind::Unchanged,
    }
}

fn cause(
    before: Option<&CriterionAssessment>,
    after: Option<&CriterionAssessment>,
) -> Option<ChangeCause> {
    let (before, after) = match (before, after) {
        (None, None) => return None,
        (Some(before), Some(after)) => (before, after),
        _ => return Some(ChangeCause::StandardChanged),
    };
    if before.answer == after.answer {
        return None;
    }
    let exempted = before.basis.kind == BasisKind::Exemption;
    Some(match (before.answer, after.answer) {
        (Answer::NotApplicable, _) if exempted => ChangeCause::ExemptionEnded,
        (_, Answer::NotApplicable) => ChangeCause::NoLongerApplies,
        (Answer::NotApplicable, Answer::Met | Answer::NotMet) => ChangeCause::AppliesAgain,
        (_, Answer::Met) => ChangeCause::NowMet,
        (_, Answer::Unknown) if after.basis.kind == BasisKind::Expired => ChangeCause::Expired,
        (_, Answer::Unknown) => ChangeCause::NoLongerKnown,
        (Answer::Met, Answer::NotMet) => ChangeCause::NoLongerMet,
        _ => ChangeCause::FoundNotMet,
    })
}

/// What changed between two assessments of one procedure, for every principle of either.
///
/// `editions` say to which principle a criterion belongs: give those that the assessments used.
/// Causes are answers that changed, among the criteria of the principle; an answer may change
/// without moving the level, and then stands with [`ChangeKind::Unchanged`].
#[must_use]
pub fn compare_assessments(
    before: &Assessment,
    after: &Assessment,
    editions: &[&Standard],
) -> Vec<LevelChange> {
    let mut principles: Vec<&AxisId> = Vec::new();
    let axes = editions.iter().flat_map(|edition| &edition.document().axes);
    for principle in axes.map(|axis| &axis.id) {
        if !principles.contains(&principle) {
            principles.push(principle);
        }
    }
    principles
        .into_iter()
        .map(|principle| {
            let (was, is) = (levels(before, principle), levels(after, principle));
            LevelChange {
                procedure: after.subject.clone(),
                principle: principle.clone(),
                from: before.as_of,
                until: after.as_of,
                kind: kind(was, is),
                before: was,
                after: is,
                causes: causes(before, after, principle, editions),
                digital_changed: before.prerequisite != after.prerequisite,
            }
        })
        .collect()
}

fn causes(
    before: &Assessment,
    after: &Assessment,
    principle: &AxisId,
    editions: &[&Standard],
) -> Vec<CriterionChange> {
    let mut ids: Vec<&CriterionId> = Vec::new();
    let criteria = editions
        .iter()
        .flat_map(|edition| &edition.document().criteria);
    for criterion in criteria.filter(|criterion| criterion.axis == *principle) {
        if !ids.contains(&&criterion.id) {
            ids.push(&criterion.id);
        }
    }
    ids.into_iter()
        .filter_map(|id| {
            let (was, is) = (before.criterion(id), after.criterion(id));
            Some(CriterionChange {
                criterion: id.clone(),
                before: was.map(|one| one.answer),
                after: is.map(|one| one.answer),
                cause: cause(was, is)?,
            })
        })
        .collect()
}

impl LevelChange {
    /// The change in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let shown = |levels: Option<(LevelNumber, LevelNumber)>| match levels {
            None => match language {
                Language::Ja => "段階なし".to_owned(),
                Language::En => "no level".to_owned(),
            },
            Some((floor, ceiling)) if floor == ceiling => format!("Lv{floor}"),
            Some((floor, ceiling)) => match language {
                Language::Ja => format!("Lv{floor}～{ceiling}"),
                Language::En => format!("Lv{floor} to {ceiling}"),
            },
        };
        let causes: Vec<String> = self
            .causes
            .iter()
            .map(|change| match language {
                Language::Ja => format!("{}は{}", change.criterion, change.cause.label(language)),
                Language::En => format!("{}: {}", change.criterion, change.cause.label(language)),
            })
            .collect();
        let (before, after) = (shown(self.before), shown(self.after));
        let kind = self.kind.label(language);
        let reason = match (causes.is_empty(), self.digital_changed, language) {
            (_, true, Language::Ja) => "（デジタル化の状況が変わったため）".to_owned(),
            (_, true, Language::En) => " (its digital status changed)".to_owned(),
            (true, false, _) => String::new(),
            (false, false, Language::Ja) => format!("（{}）", causes.join("、")),
            (false, false, Language::En) => format!(" ({})", causes.join("; ")),
        };
        match language {
            Language::Ja => format!(
                "{} {}: {kind}。{before}から{after}{reason}。",
                self.procedure, self.principle
            ),
            Language::En => format!(
                "{} {}: {kind}, {before} to {after}{reason}.",
                self.procedure, self.principle
            ),
        }
    }
}

/// 実施した施策 (action taken): what was done between two measurements.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ActionTaken {
    /// 取組ID.
    pub id: ActionId,
    /// 取組名.
    pub label: Label,
    /// 手続ID: the subject of the assessments.
    pub procedure: SubjectId,
    /// 実施日: the day on which it was done.
    pub done_on: Date,
    /// The criteria it was to fulfil.
    pub criteria: Vec<CriterionId>,
}

/// 測定 (measurement): the assessments of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The day.
    pub as_of: Date,
    /// The assessments, one for each procedure.
    pub assessments: Vec<Assessment>,
}

/// 改善サイクル (management cycle): dated measurements and what was done between them.
///
/// # Wire form
///
/// `{"format": "tosei-qos-cycle", "format_version": 1, "measurements": [...], "actions": [...]}`.
///
/// # Source
///
/// Source `tokyo-plan-2`: 「行政手続デジタルクオリティマネジメント」.
#[doc(alias = "行政手続デジタルクオリティマネジメント")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-qos-cycle`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-qos-cycle")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 測定: the assessments by day, in any order.
    pub measurements: Vec<Measurement>,
    /// 改善: what was done.
    #[serde(default)]
    pub actions: Vec<ActionTaken>,
}

/// 検証 (review of a step): what changed between two measurements, and what had been done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CycleStep {
    /// The day of the earlier measurement.
    pub from: Date,
    /// The day of the later one.
    pub until: Date,
    /// The changes, unchanged principles left out.
    pub changes: Vec<LevelChange>,
    /// The actions done after `from` and up to `until`.
    pub actions: Vec<ActionTaken>,
    /// Actions of that time none of whose criteria is met now: their effect is not shown.
    pub without_effect: Vec<ActionId>,
}

impl Cycle {
    /// The steps from each measurement to the next one, by day.
    #[must_use]
    pub fn steps(&self, editions: &[&Standard]) -> Vec<CycleStep> {
        let mut measurements: Vec<&Measurement> = self.measurements.iter().collect();
        measurements.sort_by_key(|measurement| measurement.as_of);
        measurements
            .iter()
            .zip(measurements.iter().skip(1))
            .map(|(before, after)| self.step(before, after, editions))
            .collect()
    }

    fn step(&self, before: &Measurement, after: &Measurement, editions: &[&Standard]) -> CycleStep {
        let of = |measurement: &'_ Measurement, id: &SubjectId| -> Option<Assessment> {
            let mut assessments = measurement.assessments.iter();
            assessments
                .find(|assessment| assessment.subject == *id)
                .cloned()
        };
        let changes = after
            .assessments
            .iter()
            .filter_map(|now| {
                Some(compare_assessments(
                    &of(before, &now.subject)?,
                    now,
                    editions,
                ))
            })
            .flatten()
            .filter(|change| change.kind != ChangeKind::Unchanged)
            .collect();
        let actions: Vec<ActionTaken> = self
            .actions
            .iter()
            .filter(|action| before.as_of < action.done_on && action.done_on <= after.as_of)
            .cloned()
            .collect();
        let without_effect = actions
            .iter()
            .filter(|action| {
                let now = of(after, &action.procedure);
                !action.criteria.iter().any(|id| {
                    now.as_ref()
                        .and_then(|now| now.criterion(id))
                        .is_some_and(|one| one.answer == Answer::Met)
                })
            })
            .map(|action| action.id.clone())
            .collect();
        CycleStep {
            from: before.as_of,
            until: after.as_of,
            changes,
            actions,
            without_effect,
        }
    }

    /// Checks the cycle: two measurements of one day, procedures measured twice, levels that fell,
    /// actions without effect.
    pub fn check(&self, editions: &[&Standard], catalogue: &Catalogue, sink: &mut dyn Sink) {
        let mut findings = Findings::new(catalogue, sink);
        for (at, measurement) in self.measurements.iter().enumerate() {
            let earlier = self.measurements.iter().take(at);
            if earlier
                .into_iter()
                .any(|other| other.as_of == measurement.as_of)
            {
                let day = measurement.as_of.to_string();
                let pointer = format!("/measurements/{at}/as_of");
                findings.report(
                    "qos.cycle.same_day",
                    &pointer,
                    None,
                    &[("day", day.as_str().into())],
                );
            }
            let mut seen = std::collections::BTreeSet::new();
            for (number, assessment) in measurement.assessments.iter().enumerate() {
                if !seen.insert(&assessment.subject) {
                    let pointer = format!("/measurements/{at}/assessments/{number}/subject");
                    let subject = assessment.subject.as_str();
                    findings.report("qos.cycle.measured_twice", &pointer, Some(subject), &[]);
                }
            }
        }
        for step in self.steps(editions) {
            for change in &step.changes {
                report_change(change, &mut findings);
            }
            for id in &step.without_effect {
                let values = [("action", id.as_str().into())];
                findings.report("qos.cycle.no_effect", "/actions", None, &values);
            }
        }
    }
}

/// Reports a level that fell, may have fallen or was lost, with its causes.
fn report_change(change: &LevelChange, findings: &mut Findings<'_, '_>) {
    let rule = match change.kind {
        ChangeKind::Fell | ChangeKind::Lost => "qos.cycle.level_fell",
        ChangeKind::MayHaveFallen => "qos.cycle.level_may_have_fallen",
        _ => return,
    };
    let shown = |language: Language| -> String {
        let causes = change
            .causes
            .iter()
            .map(|one| format!("{} {}", one.criterion, one.cause.label(language)));
        let mut causes: Vec<String> = causes.collect();
        if change.digital_changed {
            causes.push(match language {
                Language::Ja => "デジタル化の状況の変化".to_owned(),
                Language::En => "its digital status changed".to_owned(),
            });
        }
        causes.join(", ")
    };
    let (ja, en) = (shown(Language::Ja), shown(Language::En));
    let level = |levels: Option<(LevelNumber, LevelNumber)>| {
        levels.map_or_else(|| "-".to_owned(), |(floor, _)| floor.to_string())
    };
    let (before, after) = (level(change.before), level(change.after));
    findings.report(
        rule,
        "/measurements",
        Some(change.procedure.as_str()),
        &[
            ("principle", change.principle.as_str().into()),
            ("before", before.as_str().into()),
            ("after", after.as_str().into()),
            ("causes_ja", ja.as_str().into()),
            ("causes_en", en.as_str().into()),
        ],
    );
}
