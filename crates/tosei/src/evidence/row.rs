//! Evidence and levels of one row.

use super::period::{PeriodMemo, compare};
use super::program::{Known, Outcome, Program};
use super::{
    CandidatePolicy, EvidenceMapping, EvidenceOptions, MappingError, MappingOrigin,
    PeriodComparison, StatedPolicy, program,
};
use std::collections::BTreeMap;
use tosei_criteria::{
    Answer, AxisLevels, CompiledStandard, CriterionSet, ExactNumber, PackedEvidence,
};
use tosei_inventory::survey::{CellCode, SurveyColumn, SurveyEdition, SurveyRow};
use tosei_types::{CriterionId, Language};

/// How many coded columns a mapping may look at.
const MAX_COLUMNS: usize = 16;

/// 一行の証拠 (evidence of one row): of each criterion what the row says, and what of it counts.
///
/// Everything a survey says is a self-report. `said` holds all of it, `counted` what the standard
/// (or the option) accepts of it; levels come from `counted`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowEvidence {
    /// 記載: what the row says.
    pub said: PackedEvidence,
    /// 数える証拠.
    pub counted: PackedEvidence,
    /// 候補: criteria for which the row is worth looking at, though it decides nothing.
    pub candidates: CriterionSet,
    /// 処理期間の比較.
    pub comparison: PeriodComparison,
    /// オンライン／非オンライン, in parts of a day, where both are one number with a unit.
    pub periods: Option<(u64, u64)>,
}

/// 導出された答え (derived answer) about one criterion, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DerivedAnswer {
    /// 判定項目.
    pub criterion: CriterionId,
    /// 値.
    pub answer: Answer,
    /// 候補.
    pub candidate: bool,
    /// 理由: an id of the mapping's reasons.
    pub reason: String,
    /// 対象外の理由 of the standard's list.
    pub not_applicable_reason: Option<tosei_types::ReasonId>,
    /// 列と記載: the cells that the reason rests on, as they stand in the file.
    pub cells: Vec<(SurveyColumn, String)>,
    /// The sentence in Japanese.
    pub ja: String,
    /// The sentence in English.
    pub en: String,
}

impl DerivedAnswer {
    /// The sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}

/// 証拠の導出 (deriver): a mapping, made ready for one edition of the survey and one standard.
///
/// What a period cell says is worked out once per distinct text; a row then costs some comparisons of
/// bit sets and allocates nothing.
///
/// # Examples
///
/// ```
/// use tosei::evidence::{EvidenceDeriver, EvidenceMapping, EvidenceOptions};
/// use tosei::criteria::Answer;
/// use tosei::document::Limits;
/// use tosei::inventory::survey::{SurveyEdition, SurveyItem, SurveyReader};
/// use tosei::qos_model::tokyo_2024;
///
/// let standard = tokyo_2024().compile().unwrap();
/// let (edition, mapping) = (SurveyEdition::r6(), EvidenceMapping::from_survey());
/// let mut deriver = EvidenceDeriver::new(mapping, edition, &standard, &EvidenceOptions::default())?;
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数,手数料等の納付有無,処理期間(オンライン),処理期間(非オンライン)
/// 1,道路の占用の許可,1 申請等,5 国民等,1 実施済,120,30,1 手数料等無し,10日,10日
/// ";
/// let mut reader = SurveyReader::open(csv.as_bytes(), edition, &Limits::default())?;
/// let Some(SurveyItem::Row(row)) = reader.next_item()? else { return Err("a row".into()) };
/// let evidence = deriver.derive(&row);
/// let said = |id: &str| evidence.said.answer(standard.bit(&id.parse().unwrap()).unwrap());
/// assert_eq!(said("F1a"), Answer::Met);            // a period is stated
/// assert_eq!(said("F2a"), Answer::Unknown);        // equal periods: set for online, or not?
/// assert_eq!(said("S2b"), Answer::NotApplicable);  // no fee
/// let faster = deriver.levels(&evidence).next().unwrap().unwrap();
/// assert_eq!(faster.earned.to_string(), "Lv1–3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct EvidenceDeriver<'d> {
    mapping: &'d EvidenceMapping,
    standard: &'d CompiledStandard,
    options: EvidenceOptions,
    parameters: BTreeMap<String, ExactNumber>,
    program: Program,
    /// Of each criterion of the mapping its bit in the standard.
    bits: Vec<u32>,
    accepted: Accepted,
    memo: PeriodMemo,
    /// The outcome of each criterion of the mapping, for the row that was derived last.
    outcomes: Vec<Outcome>,
}

/// Which answers of a self-report count, as masks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    stated: u64,
    not_conditioned: u64,
    may_not_apply: u64,
}

impl Accepted {
    /// Reads the standard: where a statement is enough, which criteria a condition decides, and which
    /// always apply.
    pub(crate) fn of(standard: &CompiledStandard, policy: StatedPolicy) -> Self {
        let document = standard.standard().document();
        let up_to = document.policies.stated_counts_up_to;
        let mut accepted = Self {
            stated: 0,
            not_conditioned: 0,
            may_not_apply: !standard.always_applying().bits(),
        };
        let mut add = |id: &CriterionId, stated: bool, conditioned: bool| {
            let bit = standard.bit(id).and_then(|bit| 1u64.checked_shl(bit));
            let bit = bit.unwrap_or(0);
            if stated || policy == StatedPolicy::All {
                accepted.stated |= bit;
            }
            if !conditioned {
                accepted.not_conditioned |= bit;
            }
        };
        for one in &document.prerequisites {
            let stated = one.stated_counts.unwrap_or(false);
            add(&one.id, stated, one.condition.is_some());
        }
        for one in &document.criteria {
            let stated = one.stated_counts.unwrap_or(one.level <= up_to);
            add(&one.id, stated, one.condition.is_some());
        }
        accepted
    }

    /// What counts of what is said.
    #[inline]
    pub(crate) fn counted(self, said: PackedEvidence) -> PackedEvidence {
        let answers = self.stated & self.not_conditioned;
        PackedEvidence::new(
            said.met().bits() & answers,
            said.not_met().bits() & answers,
            said.not_applicable().bits() & self.stated & self.may_not_apply,
        )
        .unwrap_or(PackedEvidence::UNKNOWN)
    }
}

/// The bits of a mapping's criteria.
pub(crate) fn bits(
    mapping: &EvidenceMapping,
    standard: &CompiledStandard,
) -> Result<Vec<u32>, MappingError> {
    let bit = |id: &CriterionId| {
        standard
            .bit(id)
            .ok_or_else(|| MappingError::UnknownCriterion {
                criterion: id.clone(),
            })
    };
    mapping
        .criteria
        .iter()
        .map(|one| bit(&one.criterion))
        .collect()
}

impl<'d> EvidenceDeriver<'d> {
    /// Makes a mapping ready.
    ///
    /// # Errors
    ///
    /// - [`MappingError::Origin`] if the mapping is not one from the survey.
    /// - [`MappingError::UnknownCriterion`] if the standard lacks a criterion of the mapping.
    /// - [`MappingError::UnknownParameter`] if the options name a parameter or code set that it lacks.
    /// - [`MappingError::Negative`] if a parameter is negative.
    pub fn new(
        mapping: &'d EvidenceMapping,
        edition: &SurveyEdition,
        standard: &'d CompiledStandard,
        options: &EvidenceOptions,
    ) -> Result<Self, MappingError> {
        if mapping.from != MappingOrigin::Survey {
            return Err(MappingError::Origin { from: mapping.from });
        }
        let program = Program::compile(mapping, Some(edition), options)?;
        Ok(Self {
            mapping,
            standard,
            options: options.clone(),
            parameters: program::parameters(mapping, options)?,
            bits: bits(mapping, standard)?,
            accepted: Accepted::of(standard, options.stated),
            memo: PeriodMemo::default(),
            outcomes: Vec::with_capacity(mapping.criteria.len()),
            program,
        })
    }

    /// The standard.
    #[must_use]
    pub fn standard(&self) -> &'d CompiledStandard {
        self.standard
    }

    /// The mapping.
    #[must_use]
    pub fn mapping(&self) -> &'d EvidenceMapping {
        self.mapping
    }

    /// Derives the evidence of one row.
    #[inline]
    pub fn derive(&mut self, row: &SurveyRow<'_>) -> RowEvidence {
        let mut codes = [CellCode::BLANK; MAX_COLUMNS];
        for (code, column) in codes.iter_mut().zip(&self.program.columns) {
            *code = row.code(*column);
        }
        let conversion = &self.options.conversion;
        let online = row.cell(SurveyColumn::PeriodOnline);
        let counter = row.cell(SurveyColumn::PeriodOffline);
        let known = Known {
            codes: &codes,
            online: self.memo.read(online, conversion),
            counter: self.memo.read(counter, conversion),
            process: None,
        };
        let evidence = settle(
            &self.program,
            &self.bits,
            self.options.candidates,
            &known,
            &mut self.outcomes,
        );
        RowEvidence {
            counted: self.accepted.counted(evidence.said),
            ..evidence
        }
    }

    /// The levels of every axis of a row, in the standard's order; `None` for a row that is not
    /// digital, which has no level.
    #[inline]
    pub fn levels(&self, evidence: &RowEvidence) -> impl Iterator<Item = Option<AxisLevels>> {
        let digital = self.standard.prerequisites_met(evidence.counted) != Some(false);
        self.standard
            .all_levels(evidence.counted)
            .map(move |levels| digital.then_some(levels))
    }

    /// The reason, by its position in the mapping, of each criterion of the mapping, for the row that
    /// was derived last.
    pub(crate) fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Every answer of a row with its reason, its cells and its sentences.
    #[must_use]
    pub fn explain(&mut self, row: &SurveyRow<'_>) -> Vec<DerivedAnswer> {
        let _ = self.derive(row);
        let cell = |name: &str| {
            let column = name.parse::<SurveyColumn>().ok()?;
            Some((row.cell(column).to_owned(), String::new()))
        };
        explain(self.mapping, &self.outcomes, &self.parameters, &cell)
            .into_iter()
            .zip(&self.mapping.criteria)
            .map(|(answer, criterion)| DerivedAnswer {
                cells: criterion
                    .columns
                    .iter()
                    .map(|column| (*column, row.cell(*column).to_owned()))
                    .collect(),
                ..answer
            })
            .collect()
    }
}

/// Asks every criterion; `counted` is still what is said.
#[inline]
pub(crate) fn settle(
    program: &Program,
    bits: &[u32],
    candidates: CandidatePolicy,
    known: &Known<'_>,
    outcomes: &mut Vec<Outcome>,
) -> RowEvidence {
    let (cells, comparison) = known.bits();
    let mut said = PackedEvidence::UNKNOWN;
    let mut found = CriterionSet::EMPTY;
    outcomes.clear();
    for (criterion, bit) in program.criteria.iter().zip(bits) {
        let mut outcome = criterion.ask(known, cells, comparison);
        if outcome.candidate {
            found = found.with(*bit);
            if candidates == CandidatePolicy::Met {
                outcome.answer = Answer::Met;
            }
        }
        if outcome.answer != Answer::Unknown {
            said = said.with(*bit, outcome.answer);
        }
        outcomes.push(outcome);
    }
    RowEvidence {
        said,
        counted: said,
        candidates: found,
        comparison: compare(known.online, known.counter),
        periods: known.online.parts.zip(known.counter.parts),
    }
}

/// Puts outcomes into words; `text` gives what stands for a placeholder in Japanese, and in English
/// where that differs.
pub(crate) fn explain(
    mapping: &EvidenceMapping,
    outcomes: &[Outcome],
    parameters: &BTreeMap<String, ExactNumber>,
    text: &dyn Fn(&str) -> Option<(String, String)>,
) -> Vec<DerivedAnswer> {
    let outcomes = outcomes.iter().zip(&mapping.criteria);
    outcomes
        .map(|(outcome, criterion)| {
            let reason = mapping.reasons.get(usize::from(outcome.reason));
            let rule = outcome.rule.and_then(|at| criterion.rules.get(at));
            let say = |language: Language| {
                let template = reason.map_or("", |reason| reason.text.in_language(language));
                fill(template, &|name| {
                    let (ja, en) = match parameters.get(name) {
                        Some(value) => (value.to_string(), String::new()),
                        None => text(name)?,
                    };
                    let text = match language {
                        Language::En if !en.is_empty() => en,
                        _ => ja,
                    };
                    Some(match (text.is_empty(), language) {
                        (true, Language::Ja) => "空欄".to_owned(),
                        (true, Language::En) => "blank".to_owned(),
                        _ => text,
                    })
                })
            };
            DerivedAnswer {
                criterion: criterion.criterion.clone(),
                answer: outcome.answer,
                candidate: outcome.candidate,
                reason: reason.map(|reason| reason.id.clone()).unwrap_or_default(),
                not_applicable_reason: rule.and_then(|rule| rule.not_applicable_reason.clone()),
                cells: Vec::new(),
                ja: say(Language::Ja),
                en: say(Language::En),
            }
        })
        .collect()
}

/// Replaces `{name}`; what is not known stays as it is. A value is not looked at again.
fn fill(template: &str, text: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match text(name) {
            Some(text) => out.push_str(&text),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
