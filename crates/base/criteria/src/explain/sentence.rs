//! The explanation as sentences.

use super::{ActionSet, ActionSets, AxisExplanation, Explanation, NextLevel};
use crate::{Answer, CompiledStandard, LevelRange, PrerequisiteStatus};
use tosei_types::{CriterionId, Grouped, Language};

/// How many sets of actions the sentences name; the data has them all.
const NAMED_SETS: usize = 3;

impl Explanation {
    /// All sentences: the prerequisites, then axis by axis.
    #[must_use]
    pub fn sentences(&self, standard: &CompiledStandard, language: Language) -> Vec<String> {
        let missing = names(standard, &self.missing_prerequisites, None, language);
        let first = match (self.prerequisite, language) {
            (PrerequisiteStatus::Met, _) => None,
            (PrerequisiteStatus::NotMet, Language::Ja) => Some(format!(
                "前提を満たさないため、水準はありません（{missing}）。最も低い水準とは異なります。"
            )),
            (PrerequisiteStatus::NotMet, Language::En) => Some(format!(
                "There is no level, not even the lowest: a prerequisite is not met ({missing})."
            )),
            (PrerequisiteStatus::Unknown, Language::Ja) => Some(format!(
                "前提を満たすかが不明です（{missing}）。以下は満たす場合の水準です。"
            )),
            (PrerequisiteStatus::Unknown, Language::En) => Some(format!(
                "It is unknown whether the prerequisites are met ({missing}); what follows holds if they are."
            )),
        };
        let axes = self
            .axes
            .iter()
            .flat_map(|axis| axis.sentences(standard, language));
        first.into_iter().chain(axes).collect()
    }
}

impl AxisExplanation {
    /// The sentences of one axis: the level, what it rests on, why not the next, what each unknown
    /// would change, and what reaches the next level.
    #[must_use]
    pub fn sentences(&self, standard: &CompiledStandard, language: Language) -> Vec<String> {
        let mut sentences = vec![self.level_sentence(standard, language)];
        if self.not_applicable {
            return sentences;
        }
        sentences.extend(self.support_sentence(standard, language));
        if self.reached.floor > self.level.floor {
            let (level, reached) = (self.level.floor, self.reached.floor);
            sentences.push(match language {
                Language::Ja => format!(
                    "対象外を満たしたものとみなせば Lv{reached} ですが、達成した水準は Lv{level} です。"
                ),
                Language::En => format!(
                    "It would be Lv{reached} if what does not apply counted as met; Lv{level} is what was earned."
                ),
            });
        }
        if let Some(next) = &self.next {
            sentences.extend(next_sentences(standard, next, language));
        }
        for unknown in &self.unknowns {
            let name = name(standard, &unknown.criterion, language);
            let shown = |range| in_words(range, language);
            let (met, not_met) = (shown(unknown.if_met), shown(unknown.if_not_met));
            let other = unknown.if_not_applicable.map(shown);
            sentences.push(match (language, other) {
                (Language::Ja, None) => {
                    format!("「{name}」が充足なら{met}、未充足なら{not_met}です。")
                }
                (Language::Ja, Some(other)) => format!(
                    "「{name}」が充足なら{met}、未充足なら{not_met}、対象外なら{other}です。"
                ),
                (Language::En, None) => {
                    format!("If “{name}” is met: {met}; if not: {not_met}.")
                }
                (Language::En, Some(other)) => format!(
                    "If “{name}” is met: {met}; if not: {not_met}; if it does not apply: {other}."
                ),
            });
        }
        sentences
    }

    fn level_sentence(&self, standard: &CompiledStandard, language: Language) -> String {
        let axis = standard.standard().axis(&self.axis);
        let axis = axis.map_or(self.axis.as_str(), |axis| axis.label.in_language(language));
        let LevelRange { floor, ceiling } = self.level;
        match (language, self.not_applicable, self.level.is_certain()) {
            (Language::Ja, true, _) => format!("「{axis}」は、すべての項目が対象外です。"),
            (Language::En, true, _) => {
                format!("“{axis}” does not apply: none of its criteria does.")
            }
            (Language::Ja, false, true) => format!("「{axis}」は Lv{floor} です。"),
            (Language::En, false, true) => format!("“{axis}” is at Lv{floor}."),
            (Language::Ja, false, false) => {
                format!("「{axis}」は Lv{floor} から Lv{ceiling} の間です。不明な項目があります。")
            }
            (Language::En, false, false) => {
                format!("“{axis}” is between Lv{floor} and Lv{ceiling}: criteria are unknown.")
            }
        }
    }

    fn support_sentence(&self, standard: &CompiledStandard, language: Language) -> Option<String> {
        let met = names(standard, &self.met, Some(Answer::Met), language);
        let other = &self.not_applicable_criteria;
        let other = names(standard, other, Some(Answer::NotApplicable), language);
        let all = [met, other].into_iter().filter(|names| !names.is_empty());
        let all: Vec<String> = all.collect();
        let floor = self.level.floor;
        let separator = match language {
            Language::Ja => "、",
            Language::En => ", ",
        };
        (!all.is_empty()).then(|| match language {
            Language::Ja => format!("Lv{floor} の根拠: {}。", all.join(separator)),
            Language::En => format!("Lv{floor} rests on: {}.", all.join(separator)),
        })
    }
}

fn next_sentences(
    standard: &CompiledStandard,
    next: &NextLevel,
    language: Language,
) -> Vec<String> {
    let not_met = names(standard, &next.not_met, Some(Answer::NotMet), language);
    let unknown = names(standard, &next.unknown, Some(Answer::Unknown), language);
    let level = next.level;
    let mut sentences = Vec::new();
    let missing: Vec<String> = [not_met, unknown]
        .into_iter()
        .filter(|names| !names.is_empty())
        .collect();
    if !missing.is_empty() {
        sentences.push(match language {
            Language::Ja => format!("Lv{level} が確かでない理由: {}。", missing.join("、")),
            Language::En => format!("Why Lv{level} is not certain: {}.", missing.join(", ")),
        });
    }
    sentences.extend(way_sentences(standard, &next.action_sets, language));
    sentences
}

fn way_sentences(
    standard: &CompiledStandard,
    ways: &ActionSets,
    language: Language,
) -> Vec<String> {
    let target = ways.target;
    if ways.sets.is_empty() {
        return vec![match language {
            Language::Ja => {
                format!("Lv{target} は、対象外の項目しかないため、取組では達成できません。")
            }
            Language::En => format!("No action earns Lv{target}: none of its criteria applies."),
        }];
    }
    let mut sentences: Vec<String> = ways
        .sets
        .iter()
        .take(NAMED_SETS)
        .map(|set| way_sentence(standard, ways, set, language))
        .collect();
    let more = ways.sets.len().saturating_sub(NAMED_SETS);
    if more > 0 || ways.cut {
        sentences.push(match (language, ways.cut) {
            (Language::Ja, false) => {
                format!("Lv{target} に届く組合せは、ほかに {more} 通りあります。")
            }
            (Language::Ja, true) => {
                format!("Lv{target} に届く組合せは、ほかに {more} 通りより多くあります。")
            }
            (Language::En, false) => format!("{more} other sets of actions reach Lv{target}."),
            (Language::En, true) => {
                format!("More than {more} other sets of actions reach Lv{target}.")
            }
        });
    }
    sentences
}

fn way_sentence(
    standard: &CompiledStandard,
    ways: &ActionSets,
    set: &ActionSet,
    language: Language,
) -> String {
    let actions: Vec<String> = set
        .actions
        .iter()
        .map(|action| {
            let name = name(standard, &action.criterion, language);
            let kind = action.kind.label(language);
            match language {
                Language::Ja => format!("{name}（{kind}）"),
                Language::En => format!("{name} ({kind})"),
            }
        })
        .collect();
    let target = ways.target;
    match (language, set.cost_yen) {
        (Language::Ja, Some(cost)) => {
            format!(
                "Lv{target} に届く取組: {}。費用は {} 円です。",
                actions.join("、"),
                Grouped(cost)
            )
        }
        (Language::Ja, None) => format!("Lv{target} に届く取組: {}。", actions.join("、")),
        (Language::En, Some(cost)) => {
            format!(
                "To reach Lv{target}: {}, for {} yen.",
                actions.join(", "),
                Grouped(cost)
            )
        }
        (Language::En, None) => format!("To reach Lv{target}: {}.", actions.join(", ")),
    }
}

fn in_words(range: LevelRange, language: Language) -> String {
    let LevelRange { floor, ceiling } = range;
    match (language, range.is_certain()) {
        (Language::Ja, true) => format!(" Lv{floor} "),
        (Language::En, true) => format!("Lv{floor}"),
        (Language::Ja, false) => format!(" Lv{floor} から Lv{ceiling} "),
        (Language::En, false) => format!("Lv{floor} to Lv{ceiling}"),
    }
}

/// The text of a criterion; its id if the standard has none.
fn name<'s>(standard: &'s CompiledStandard, id: &'s CriterionId, language: Language) -> &'s str {
    let asked = standard.bit(id).and_then(|bit| standard.asked(bit));
    asked.map_or(id.as_str(), |asked| asked.text.in_language(language))
}

fn names(
    standard: &CompiledStandard,
    ids: &[CriterionId],
    answer: Option<Answer>,
    language: Language,
) -> String {
    let named = ids.iter().map(|id| {
        let name = name(standard, id, language);
        match (answer, language) {
            (None, _) => name.to_owned(),
            (Some(answer), Language::Ja) => format!("{name}（{}）", answer.label(language)),
            (Some(answer), Language::En) => format!("{name} ({})", answer.label(language)),
        }
    });
    let separator = match language {
        Language::Ja => "、",
        Language::En => ", ",
    };
    named.collect::<Vec<_>>().join(separator)
}
