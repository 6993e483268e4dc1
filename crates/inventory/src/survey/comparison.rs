//! Whether a figure can be made of an edition at all, and whether figures of two editions can stand
//! side by side.

use super::{
    SurveyColumn, SurveyCrosswalk, SurveyEdition,
    answerable::{Needs, code_of, lacks_column},
};
use crate::{CompiledRates, ProcessFacts, RateDefinition, RateDefinitions, RateResult, Tally};
use serde::{Deserialize, Serialize};
use tosei_document::Explain;
use tosei_types::{Label, Language};

/// 比較の問い (question): what is to be compared between two editions.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum ComparisonQuestion<'q> {
    /// The answers in a column, all codes of it taken together.
    Column(SurveyColumn),
    /// One code of a column.
    Code(SurveyColumn, &'q str),
    /// A rate by its definition.
    Rate(&'q RateDefinition),
}

/// 比較可能性 (comparability) of two editions for one question.
///
/// # Wire form
///
/// `{"comparable": true, "caveats": […]}` or `{"comparable": false, "reasons": […]}`, each a
/// [`Label`] in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(into = "ComparabilityWire", try_from = "ComparabilityWire")]
pub enum Comparability {
    /// The two can stand side by side.
    Comparable {
        /// What must be said beside them.
        caveats: Vec<Label>,
    },
    /// They cannot.
    NotComparable {
        /// Why; never empty.
        reasons: Vec<Label>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ComparabilityWire {
    comparable: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    caveats: Vec<Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<Label>,
}

impl From<Comparability> for ComparabilityWire {
    fn from(comparability: Comparability) -> Self {
        match comparability {
            Comparability::Comparable { caveats } => Self {
                comparable: true,
                caveats,
                reasons: Vec::new(),
            },
            Comparability::NotComparable { reasons } => Self {
                comparable: false,
                caveats: Vec::new(),
                reasons,
            },
        }
    }
}

impl TryFrom<ComparabilityWire> for Comparability {
    type Error = &'static str;

    fn try_from(wire: ComparabilityWire) -> Result<Self, &'static str> {
        match (
            wire.comparable,
            wire.reasons.is_empty(),
            wire.caveats.is_empty(),
        ) {
            (true, true, _) => Ok(Self::Comparable {
                caveats: wire.caveats,
            }),
            (false, false, true) => Ok(Self::NotComparable {
                reasons: wire.reasons,
            }),
            _ => Err("what is comparable has no reasons, what is not has reasons and no caveats"),
        }
    }
}

impl Comparability {
    /// Whether the two can stand side by side.
    #[must_use]
    pub const fn is_comparable(&self) -> bool {
        matches!(self, Self::Comparable { .. })
    }

    /// What to say: the caveats, or the reasons.
    #[must_use]
    pub fn notes(&self) -> &[Label] {
        match self {
            Self::Comparable { caveats } => caveats,
            Self::NotComparable { reasons } => reasons,
        }
    }

    /// Both must hold: caveats add up, a reason of either decides.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NotComparable { reasons: mut all }, Self::NotComparable { reasons: more }) => {
                add(&mut all, more);
                Self::NotComparable { reasons: all }
            }
            (refused @ Self::NotComparable { .. }, _)
            | (_, refused @ Self::NotComparable { .. }) => refused,
            (Self::Comparable { caveats: mut all }, Self::Comparable { caveats: more }) => {
                add(&mut all, more);
                Self::Comparable { caveats: all }
            }
        }
    }

    pub(super) fn refused(reason: Label) -> Self {
        Self::NotComparable {
            reasons: vec![reason],
        }
    }
}

fn add(all: &mut Vec<Label>, more: Vec<Label>) {
    for label in more {
        if !all.contains(&label) {
            all.push(label);
        }
    }
}

pub(super) const PLAINLY: Comparability = Comparability::Comparable {
    caveats: Vec::new(),
};

/// Whether figures of two editions of the survey can stand side by side.
///
/// An edition can be compared with itself (two files of it, or a file and its correction) wherever
/// it has the column or can answer the rate at all.
///
/// # Examples
///
/// ```
/// use tosei_inventory::RateDefinitions;
/// use tosei_inventory::survey::{ComparisonQuestion, SurveyEdition, comparable};
///
/// let rates = RateDefinitions::standard();
/// let verdict = |id: &str| {
///     let question = ComparisonQuestion::Rate(rates.definition(id).unwrap());
///     comparable(question, SurveyEdition::r6(), SurveyEdition::r7())
/// };
/// // 2,416 procedures were 一部実施済 in R6; where they stand in R7 nobody published.
/// assert!(!verdict("processes.done").is_comparable());
/// assert!(verdict("cases.online").is_comparable());
/// ```
#[must_use]
pub fn comparable(
    question: ComparisonQuestion<'_>,
    a: &SurveyEdition,
    b: &SurveyEdition,
) -> Comparability {
    if a.edition().id == b.edition().id {
        return within_one(question, a);
    }
    let Some(crosswalk) = SurveyCrosswalk::between(a, b) else {
        return Comparability::refused(Label::new(
            "二つの版の対照表がない。",
            "There is no crosswalk between the two editions.",
        ));
    };
    crosswalk.comparable(question, a, b)
}

fn within_one(question: ComparisonQuestion<'_>, edition: &SurveyEdition) -> Comparability {
    let has = |column| {
        if edition.column(column).is_some() {
            PLAINLY
        } else {
            Comparability::refused(lacks_column(edition, column))
        }
    };
    match question {
        ComparisonQuestion::Column(column) => has(column),
        ComparisonQuestion::Code(column, code) => has(column).and(code_of(edition, column, code)),
        ComparisonQuestion::Rate(definition) => edition.answers(definition),
    }
}

impl SurveyCrosswalk {
    /// Whether figures of its two editions can stand side by side; `a` and `b` are those, in either
    /// order.
    #[must_use]
    pub fn comparable(
        &self,
        question: ComparisonQuestion<'_>,
        a: &SurveyEdition,
        b: &SurveyEdition,
    ) -> Comparability {
        match question {
            ComparisonQuestion::Column(column) => self.column_verdict(column, a, b).and(
                self.column(column)
                    .into_iter()
                    .flat_map(|entry| &entry.codes)
                    .map(|entry| {
                        verdict(entry.relation.is_comparable(), entry.reason.as_ref(), &[])
                    })
                    .fold(PLAINLY, Comparability::and)
                    .without_caveats(),
            ),
            ComparisonQuestion::Code(column, code) => self.code_verdict(column, code, a, b),
            ComparisonQuestion::Rate(definition) => {
                let mut all = a.answers(definition).and(b.answers(definition));
                for (column, codes) in Needs::of(definition).columns {
                    all = all.and(self.column_verdict(column, a, b));
                    for code in codes {
                        all = all.and(self.code_verdict(column, &code, a, b));
                    }
                }
                all
            }
        }
    }

    fn column_verdict(
        &self,
        column: SurveyColumn,
        a: &SurveyEdition,
        b: &SurveyEdition,
    ) -> Comparability {
        match self.column(column) {
            Some(entry) => verdict(
                entry.relation.is_comparable(),
                entry.reason.as_ref(),
                &entry.caveats,
            ),
            None => [a, b]
                .into_iter()
                .filter(|edition| edition.column(column).is_none())
                .map(|edition| Comparability::refused(lacks_column(edition, column)))
                .fold(PLAINLY, Comparability::and),
        }
    }

    fn code_verdict(
        &self,
        column: SurveyColumn,
        code: &str,
        a: &SurveyEdition,
        b: &SurveyEdition,
    ) -> Comparability {
        let of_column = self.column_verdict(column, a, b).without_caveats();
        let of_code = match self.code(column, code) {
            Some(entry) => verdict(entry.relation.is_comparable(), entry.reason.as_ref(), &[]),
            None => code_of(a, column, code).and(code_of(b, column, code)),
        };
        of_column.and(of_code.without_caveats())
    }
}

fn verdict(comparable: bool, reason: Option<&Label>, caveats: &[Label]) -> Comparability {
    let reason = reason.cloned();
    if comparable {
        let mut all: Vec<Label> = reason.into_iter().collect();
        all.extend(caveats.iter().cloned());
        return Comparability::Comparable { caveats: all };
    }
    Comparability::NotComparable {
        reasons: vec![
            reason.unwrap_or_else(|| Label::new("比較できない。", "The two cannot be compared.")),
        ],
    }
}

impl Comparability {
    /// That a text was changed is no caveat where only the answer counts.
    fn without_caveats(self) -> Self {
        match self {
            Self::Comparable { .. } => PLAINLY,
            refused @ Self::NotComparable { .. } => refused,
        }
    }
}

/// Two editions' figures of one rate, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyComparison {
    /// The rate of the first edition.
    pub a: RateResult,
    /// The rate of the second.
    pub b: RateResult,
    /// What must be said beside them.
    pub caveats: Vec<Label>,
}

/// Why a rate of an edition, or of two, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SurveyRateError {
    /// There is no definition of this name.
    #[error("there is no rate `{id}`")]
    #[non_exhaustive]
    UnknownRate {
        /// The name asked for.
        id: String,
    },
    /// The edition lacks what the definition needs, or the two editions cannot be compared.
    #[error("the rate `{id}` is refused: {}", joined(reasons, Language::En))]
    #[non_exhaustive]
    Refused {
        /// The rate.
        id: String,
        /// Why, in both languages.
        reasons: Vec<Label>,
    },
}

fn joined(reasons: &[Label], language: Language) -> String {
    let texts: Vec<&str> = reasons.iter().map(|r| r.in_language(language)).collect();
    match language {
        Language::Ja => texts.concat(),
        Language::En => texts.join(" "),
    }
}

impl Explain for SurveyRateError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRate { .. } => "inventory.survey_rate.unknown",
            Self::Refused { .. } => "inventory.survey_rate.refused",
        }
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::UnknownRate { id }, Language::Ja) => format!("率「{id}」の定義がありません。"),
            (Self::UnknownRate { id }, Language::En) => format!("There is no rate 「{id}」."),
            (Self::Refused { id, reasons }, Language::Ja) => {
                format!("率「{id}」は示せません。{}", joined(reasons, language))
            }
            (Self::Refused { id, reasons }, Language::En) => {
                format!(
                    "The rate 「{id}」 cannot be shown. {}",
                    joined(reasons, language)
                )
            }
        }
    }
}

/// The rate of one edition's tally; refused where the edition lacks what the definition needs.
///
/// # Errors
///
/// - [`SurveyRateError::UnknownRate`] if no definition has this name.
/// - [`SurveyRateError::Refused`] with the reasons.
pub fn survey_rate(
    id: &str,
    definitions: &RateDefinitions,
    rates: &CompiledRates,
    (edition, tally): (&SurveyEdition, &Tally<ProcessFacts>),
) -> Result<RateResult, SurveyRateError> {
    let definition = known(id, definitions)?;
    refuse(id, edition.answers(definition))?;
    result(id, rates, tally)
}

/// The rates of two editions' tallies side by side; refused where they cannot be compared.
///
/// # Errors
///
/// - [`SurveyRateError::UnknownRate`] if no definition has this name.
/// - [`SurveyRateError::Refused`] with the reasons.
///
/// # Examples
///
/// ```
/// use tosei_document::Explain;
/// use tosei_inventory::survey::{SurveyEdition, compare_survey_rates};
/// use tosei_inventory::{ProcessKinds, RateDefinitions, Tally};
/// use tosei_types::Language;
///
/// let definitions = RateDefinitions::standard();
/// let rates = definitions.compile(ProcessKinds::standard()).unwrap();
/// let (r6, r7) = ((SurveyEdition::r6(), &Tally::new()), (SurveyEdition::r7(), &Tally::new()));
/// let refused = compare_survey_rates("processes.done", definitions, &rates, r6, r7).unwrap_err();
/// assert_eq!(refused.code(), "inventory.survey_rate.refused");
/// assert!(refused.sentence(Language::Ja).contains("5 一部実施済"));
/// ```
pub fn compare_survey_rates(
    id: &str,
    definitions: &RateDefinitions,
    rates: &CompiledRates,
    (edition_a, tally_a): (&SurveyEdition, &Tally<ProcessFacts>),
    (edition_b, tally_b): (&SurveyEdition, &Tally<ProcessFacts>),
) -> Result<SurveyComparison, SurveyRateError> {
    let definition = known(id, definitions)?;
    let verdict = comparable(ComparisonQuestion::Rate(definition), edition_a, edition_b);
    Ok(SurveyComparison {
        caveats: refuse(id, verdict)?,
        a: result(id, rates, tally_a)?,
        b: result(id, rates, tally_b)?,
    })
}

fn known<'d>(
    id: &str,
    definitions: &'d RateDefinitions,
) -> Result<&'d RateDefinition, SurveyRateError> {
    let unknown = || SurveyRateError::UnknownRate { id: id.to_owned() };
    definitions.definition(id).ok_or_else(unknown)
}

fn refuse(id: &str, verdict: Comparability) -> Result<Vec<Label>, SurveyRateError> {
    match verdict {
        Comparability::Comparable { caveats } => Ok(caveats),
        Comparability::NotComparable { reasons } => Err(SurveyRateError::Refused {
            id: id.to_owned(),
            reasons,
        }),
    }
}

fn result(
    id: &str,
    rates: &CompiledRates,
    tally: &Tally<ProcessFacts>,
) -> Result<RateResult, SurveyRateError> {
    let unknown = || SurveyRateError::UnknownRate { id: id.to_owned() };
    rates.evaluate_one(id, tally).ok_or_else(unknown)
}
