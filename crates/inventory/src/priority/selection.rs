//! What a selection rule gives.

use super::{PriorityRule, PriorityUnit, ThresholdOperator};
use crate::{VolumeMeasure, VolumeState};
use serde::{Deserialize, Serialize};
use tosei_types::{
    CaseCount, FiscalYear, Grouped, Label, Language, PercentDigits, PriorityRuleId, Rate,
    coded_enum,
};

/// 判定に使った件数 (used volume): the count that a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UsedVolume {
    /// 年度 of the count.
    pub fiscal_year: FiscalYear,
    /// How sure it is.
    pub state: VolumeState,
    /// 件数.
    pub cases: CaseCount,
}

impl UsedVolume {
    fn words(self, measure: VolumeMeasure, language: Language) -> String {
        let cases = Grouped(self.cases.get());
        let (measure, state) = (measure.label(language), self.state.label(language));
        match language {
            Language::Ja => {
                let year = self.fiscal_year.label_ja();
                format!("{year}の{measure}（{state}）{cases}件")
            }
            Language::En => {
                let year = self.fiscal_year.label_en();
                format!("{cases} {measure} in {year} ({state})")
            }
        }
    }
}

/// 選定理由 (selection reason): why something was selected.
///
/// Something that satisfies the threshold and has another reason too is selected by its volume;
/// something selected by either does not come along with others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum SelectionReason {
    /// 件数: the count satisfies the threshold.
    Volume {
        /// The count that was used.
        used: UsedVolume,
        /// What was counted.
        measure: VolumeMeasure,
        /// The comparison.
        operator: ThresholdOperator,
        /// The threshold.
        threshold: CaseCount,
    },
    /// 件数以外の理由: it was stated to be important.
    OtherReason {
        /// The reason as it was stated.
        text: String,
    },
    /// 関連: it came along with something that was selected.
    RelatedTo {
        /// The id of what was selected; the first, if there are several.
        id: String,
    },
}

impl SelectionReason {
    /// The reason as a sentence without its full stop.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (
                Self::Volume {
                    used,
                    measure,
                    operator,
                    threshold,
                },
                language,
            ) => {
                let (words, operator) = (used.words(*measure, language), operator.label(language));
                let threshold = Grouped(threshold.get());
                match language {
                    Language::Ja => format!("{words}が{threshold}件{operator}"),
                    Language::En => format!("{words}, {operator} {threshold}"),
                }
            }
            (Self::OtherReason { text }, Language::Ja) => format!("件数以外の理由: {text}"),
            (Self::OtherReason { text }, Language::En) => {
                format!("a reason other than its volume: {text}")
            }
            (Self::RelatedTo { id }, Language::Ja) => format!("選定された「{id}」に関連"),
            (Self::RelatedTo { id }, Language::En) => {
                format!("related to `{id}`, which is selected")
            }
        }
    }
}

/// 選定された手続・プロセス (selected member): one procedure or process that was selected.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SelectedMember {
    /// Its id, as the source writes it.
    pub id: String,
    /// The id of its procedure.
    pub procedure: Option<String>,
    /// Its name.
    pub name: String,
    /// Why it was selected.
    pub reason: SelectionReason,
    /// Its count by the rule's measure; `None` if it is unknown.
    pub cases: Option<CaseCount>,
}

coded_enum! {
    /// 判定できない理由 (why undecided): what must become known before the rule can decide.
    pub enum UndecidedWhy: "why a candidate is undecided" {
        /// 件数が不明: there is no known count of the measure, years and states asked for.
        UnknownVolume = "unknown_volume" ("件数が不明", "its number of cases is unknown"),
        /// 件数が食い違う: two counts of the same year, measure and state differ.
        ContradictoryVolumes = "contradictory_volumes"
            ("同じ年度の件数が食い違う", "two counts of the same year differ"),
        /// 種類又は主体が不明: it would be selected if the rule looked at it.
        UnknownMembership = "unknown_membership"
            ("種類又は主体が不明", "its kind or actor is unknown"),
    }
}

/// 判定できないものの一つ (undecided item).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UndecidedItem {
    /// Its id.
    pub id: String,
    /// Why.
    pub why: UndecidedWhy,
}

/// 判定できないもの (undecided): what the rule cannot decide about, with exact numbers and the first few by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Undecided {
    /// How many there are.
    pub count: u64,
    /// How many of them for [`UndecidedWhy::UnknownVolume`].
    pub unknown_volume: u64,
    /// How many of them for [`UndecidedWhy::ContradictoryVolumes`].
    pub contradictory_volumes: u64,
    /// How many of them for [`UndecidedWhy::UnknownMembership`].
    pub unknown_membership: u64,
    /// The first ones, in the order in which they came.
    pub first: Vec<UndecidedItem>,
}

/// 境界の注記 (boundary note): where a small thing decides.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "note", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum BoundaryNote {
    /// The count is exactly the threshold: 「以上」 selects it, 「を超える」 does not.
    AtThreshold {
        /// Which one.
        id: String,
        /// The count.
        used: UsedVolume,
        /// Whether its volume selects it.
        selected: bool,
    },
    /// One more case would select it.
    OneShort {
        /// Which one.
        id: String,
        /// The count.
        used: UsedVolume,
    },
    /// Another known count of the years asked for would decide otherwise.
    OtherCountDiffers {
        /// Which one.
        id: String,
        /// The count that was used.
        used: UsedVolume,
        /// The count that would decide otherwise.
        other: UsedVolume,
        /// Whether its volume selects it.
        selected: bool,
    },
}

impl BoundaryNote {
    /// The note as a sentence without its full stop.
    #[must_use]
    pub fn sentence(&self, measure: VolumeMeasure, language: Language) -> String {
        let verdict = |selected: &bool| match (language, selected) {
            (Language::Ja, true) => "選定",
            (Language::Ja, false) => "選定しない",
            (Language::En, true) => "selected",
            (Language::En, false) => "not selected",
        };
        let words = |used: &UsedVolume| used.words(measure, language);
        match (self, language) {
            (Self::AtThreshold { id, used, selected }, Language::Ja) => {
                let (words, verdict) = (words(used), verdict(selected));
                format!("「{id}」は{words}でちょうど基準の件数（{verdict}）")
            }
            (Self::AtThreshold { id, used, selected }, Language::En) => {
                let (words, verdict) = (words(used), verdict(selected));
                format!("`{id}` has {words}, exactly the threshold ({verdict})")
            }
            (Self::OneShort { id, used }, Language::Ja) => {
                format!("「{id}」は{}で、あと1件で選定", words(used))
            }
            (Self::OneShort { id, used }, Language::En) => {
                format!("`{id}` has {}, one case short", words(used))
            }
            (
                Self::OtherCountDiffers {
                    id,
                    used,
                    other,
                    selected,
                },
                language,
            ) => {
                let (used, other, verdict) = (words(used), words(other), verdict(selected));
                match language {
                    Language::Ja => {
                        format!("「{id}」は{used}で{verdict}、{other}なら結果が変わる")
                    }
                    Language::En => {
                        format!("`{id}` has {used} ({verdict}); {other} would decide otherwise")
                    }
                }
            }
        }
    }
}

/// 境界の注記 (boundary notes): the exact number, and the first few.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BoundaryNotes {
    /// How many there are.
    pub count: u64,
    /// The first ones, in the order in which they came.
    pub first: Vec<BoundaryNote>,
}

/// 選定結果 (selection): what one rule selects, why, and how much of the volume that covers.
///
/// # Coverage
///
/// The cases of the members over the known cases of everything that the rule looks at. What came
/// along from outside the rule's kinds and actors is in neither; what has no known count is in neither
/// (`undecided` says how many). It is `None` if the sum passes 2^53 − 1.
///
/// # Wire form
///
/// An object with `rule`, `label`, `sentence`, `unit`, `measure`, `fiscal_years`, the counts `seen` and
/// `looked_at`, `members` (each with its reason), `undecided`, `coverage` and `boundary_notes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Selection {
    pub(super) rule: PriorityRuleId,
    pub(super) label: Label,
    pub(super) sentence: Label,
    pub(super) unit: PriorityUnit,
    pub(super) measure: VolumeMeasure,
    /// 年度: the fiscal years whose counts were used, the preferred one first.
    pub(super) fiscal_years: Vec<FiscalYear>,
    /// 候補数: how many candidates of the rule's unit there were.
    pub(super) seen: u64,
    /// 対象数: how many of them are of the kinds and actors that the rule looks at.
    pub(super) looked_at: u64,
    /// 選定されたもの: by volume, the largest first; then other reasons; then related ones.
    pub(super) members: Vec<SelectedMember>,
    pub(super) undecided: Undecided,
    /// 捕捉率: cases of the members over the known cases of all that the rule looks at.
    pub(super) coverage: Option<Rate>,
    pub(super) boundary_notes: BoundaryNotes,
}

impl Selection {
    /// The rule that made it.
    #[must_use]
    pub fn rule(&self) -> &PriorityRuleId {
        &self.rule
    }

    /// The rule's short name.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// The rule in one sentence.
    #[must_use]
    pub fn rule_sentence(&self) -> &Label {
        &self.sentence
    }

    /// What was selected.
    #[must_use]
    pub fn unit(&self) -> PriorityUnit {
        self.unit
    }

    /// What was counted.
    #[must_use]
    pub fn measure(&self) -> VolumeMeasure {
        self.measure
    }

    /// The fiscal years whose counts were used, the preferred one first.
    #[must_use]
    pub fn fiscal_years(&self) -> &[FiscalYear] {
        &self.fiscal_years
    }

    /// How many candidates of the rule's unit there were.
    #[must_use]
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// How many of them are of the kinds and actors that the rule looks at.
    #[must_use]
    pub fn looked_at(&self) -> u64 {
        self.looked_at
    }

    /// What was selected: by volume (the largest first), then by other reasons, then what came along.
    #[must_use]
    pub fn members(&self) -> &[SelectedMember] {
        &self.members
    }

    /// What could not be decided.
    #[must_use]
    pub fn undecided(&self) -> &Undecided {
        &self.undecided
    }

    /// Cases of the members over all known cases that the rule looks at.
    #[must_use]
    pub fn coverage(&self) -> Option<&Rate> {
        self.coverage.as_ref()
    }

    /// Where a small thing decides.
    #[must_use]
    pub fn boundary_notes(&self) -> &BoundaryNotes {
        &self.boundary_notes
    }

    /// One sentence: how many, why, what is covered, and what is undecided.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let count = |wanted: fn(&SelectionReason) -> bool| {
            let number = self.members.iter().filter(|m| wanted(&m.reason)).count();
            Grouped(u64::try_from(number).unwrap_or(u64::MAX))
        };
        let by_volume = count(|reason| matches!(reason, SelectionReason::Volume { .. }));
        let by_reason = count(|reason| matches!(reason, SelectionReason::OtherReason { .. }));
        let related = count(|reason| matches!(reason, SelectionReason::RelatedTo { .. }));
        let all = count(|_| true);
        let label = self.label.in_language(language);
        let undecided = Grouped(self.undecided.count);
        let covered = self.coverage.as_ref().and_then(|rate| {
            let (part, whole) = (Grouped(rate.numerator()), Grouped(rate.denominator()));
            let percent = rate.percent(PercentDigits::One)?;
            Some(match language {
                Language::Ja => format!("、判明している{whole}件のうち{part}件、{percent}％"),
                Language::En => format!(", {part} of {whole} known cases, {percent} %"),
            })
        });
        let covered = covered.unwrap_or_default();
        match language {
            Language::Ja => format!(
                "{label}: {all}（件数{by_volume}、件数以外の理由{by_reason}、関連{related}）{covered}。\
                 判定できないもの{undecided}"
            ),
            Language::En => format!(
                "{label}: {all} (by volume {by_volume}, by other reasons {by_reason}, related \
                 {related}){covered}; {undecided} undecided"
            ),
        }
    }

    pub(super) fn of_rule(rule: &PriorityRule, fiscal_years: Vec<FiscalYear>) -> Self {
        Self {
            rule: rule.id.clone(),
            label: rule.label.clone(),
            sentence: rule.sentence.clone(),
            unit: rule.unit,
            measure: rule.measure,
            fiscal_years,
            seen: 0,
            looked_at: 0,
            members: Vec::new(),
            undecided: Undecided::default(),
            coverage: None,
            boundary_notes: BoundaryNotes::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Candidate, PriorityRules, ProcessKinds, Volume};

    fn selection() -> Selection {
        let rules = PriorityRules::standard()
            .compile(ProcessKinds::standard())
            .unwrap();
        let year: FiscalYear = "2024".parse().unwrap();
        let volume = |cases: u32, state| {
            let cases = Some(CaseCount::from(cases));
            Volume::new(year, VolumeMeasure::Handled, state, cases)
        };
        let mut selector = rules.selector("tokyo.partners", year).unwrap();
        for (id, volumes, reason) in [
            ("D-1", vec![volume(148_000, VolumeState::Final)], None),
            ("D-2", vec![volume(999, VolumeState::Final)], None),
            ("D-3", vec![], Some("災害時に必要")),
            ("D-4", vec![], None),
            ("D-5", vec![volume(1_000, VolumeState::Preliminary)], None),
            (
                "D-6",
                vec![
                    volume(900, VolumeState::Final),
                    volume(1_200, VolumeState::Expected),
                ],
                None,
            ),
        ] {
            let candidate = Candidate::procedure(id, "手続").with_volumes(&volumes);
            selector.take(&candidate.with_other_reason(reason));
        }
        selector.finish()
    }

    #[test]
    fn every_reason_and_note_is_a_sentence_in_both_languages() {
        let selection = selection();
        let sentences = |language| -> Vec<String> {
            let members = selection.members().iter();
            members.map(|m| m.reason.sentence(language)).collect()
        };
        assert_eq!(
            sentences(Language::Ja),
            [
                "令和6年度の処理件数（確定）148,000件が1,000件以上",
                "令和6年度の処理件数（速報）1,000件が1,000件以上",
                "件数以外の理由: 災害時に必要",
            ]
        );
        assert_eq!(
            sentences(Language::En).last().map(String::as_str),
            Some("a reason other than its volume: 災害時に必要")
        );
        let notes = |language| -> Vec<String> {
            let notes = selection.boundary_notes().first.iter();
            notes
                .map(|note| note.sentence(selection.measure(), language))
                .collect()
        };
        assert_eq!(
            notes(Language::Ja),
            [
                "「D-2」は令和6年度の処理件数（確定）999件で、あと1件で選定",
                "「D-5」は令和6年度の処理件数（速報）1,000件でちょうど基準の件数（選定）",
                "「D-6」は令和6年度の処理件数（確定）900件で選定しない、令和6年度の処理件数（見込）1,200件なら結果が変わる",
            ]
        );
        assert!(notes(Language::En)[1].ends_with("exactly the threshold (selected)"));
    }

    #[test]
    fn the_summary_says_how_many_why_and_what_is_open() {
        assert_eq!(
            selection().summary(Language::Ja),
            "政策連携団体の重要な手続: 3（件数2、件数以外の理由1、関連0）、判明している150,899件のうち\
             149,000件、98.7％。判定できないもの1"
        );
        assert_eq!(
            selection().summary(Language::En),
            "Important procedures of policy partners: 3 (by volume 2, by other reasons 1, related 0), \
             149,000 of 150,899 known cases, 98.7 %; 1 undecided"
        );
    }
}
