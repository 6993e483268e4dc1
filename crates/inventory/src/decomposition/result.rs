//! What a decomposition gives: the change, its causes, and what may be said of it.

use super::{CauseGroup, ChangeCause, DecomposedFigure};
use crate::{Fraction, RateResult, RateUnit};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use tosei_types::{Grouped, Label, Language, PercentDigits, Rate, RateId, coded_enum};

coded_enum! {
    /// 分解できない理由 (no decomposition): why a change has no parts.
    pub enum NoDecomposition: "why there is no decomposition" {
        /// The earlier population was empty: it has no rate, which is not 0 %.
        EarlierEmpty = "earlier_empty" ("前の時点に対象がない", "the earlier population is empty"),
        /// The later population is empty.
        LaterEmpty = "later_empty" ("後の時点に対象がない", "the later population is empty"),
        /// The earlier snapshot has no rate; its result says why.
        EarlierNoRate = "earlier_no_rate" ("前の時点に率がない", "the earlier snapshot has no rate"),
        /// The later snapshot has no rate.
        LaterNoRate = "later_no_rate" ("後の時点に率がない", "the later snapshot has no rate"),
        /// More causes work together than the Shapley method is computed for
        /// ([`MAX_SHAPLEY_CAUSES`](super::MAX_SHAPLEY_CAUSES)).
        TooManyCauses = "too_many_causes" ("要因が多すぎる", "too many causes for the Shapley method"),
    }
}

coded_enum! {
    /// 変化の判定 (verdict about a change): what may be said of a rise or a fall.
    ///
    /// A rise or fall is called by a group of causes if there would be none without that group's
    /// effect. Groups are asked in the order reclassification, knowledge, stock, volume, transfer,
    /// activity; where none is enough alone, it is a rise or fall by several.
    ///
    /// # Source
    ///
    /// `project-decision:decomposition-verdict`.
    pub enum ChangeVerdict: "verdict about a change" {
        /// There is no change, and nothing had an effect.
        Unchanged = "unchanged" ("変化なし", "unchanged"),
        /// There is no change, because effects cancel each other.
        Balanced = "balanced" ("増減が打ち消し合い変化なし", "unchanged, because effects cancel out"),
        /// A rise by work on going online.
        RiseByActivity = "rise_by_activity" ("オンライン化の取組による上昇", "a rise by work on going online"),
        /// A rise only because things came or went.
        RiseByStock = "rise_by_stock" ("手続の増減による上昇", "a rise because procedures came or went"),
        /// A rise only because the same things are looked at otherwise.
        RiseByReclassification = "rise_by_reclassification" ("区分の変更による上昇", "a rise by reclassification"),
        /// A rise only because something became known.
        RiseByKnowledge = "rise_by_knowledge" ("把握状況の変化による上昇", "a rise because something became known"),
        /// A rise only because cases shifted.
        RiseByVolume = "rise_by_volume" ("件数の変化による上昇", "a rise because of volumes"),
        /// A rise only because things were handed over.
        RiseByTransfer = "rise_by_transfer" ("移管による上昇", "a rise by transfers"),
        /// A rise that several groups make together.
        Rise = "rise" ("複数の要因による上昇", "a rise by several causes"),
        /// A fall by things going offline.
        FallByActivity = "fall_by_activity" ("オンライン化の後退による低下", "a fall because less is online"),
        /// A fall only because things came or went.
        FallByStock = "fall_by_stock" ("手続の増減による低下", "a fall because procedures came or went"),
        /// A fall only because the same things are looked at otherwise.
        FallByReclassification = "fall_by_reclassification" ("区分の変更による低下", "a fall by reclassification"),
        /// A fall only because something became known or unknown.
        FallByKnowledge = "fall_by_knowledge" ("把握状況の変化による低下", "a fall because of what is known"),
        /// A fall only because cases shifted.
        FallByVolume = "fall_by_volume" ("件数の変化による低下", "a fall because of volumes"),
        /// A fall only because things were handed over.
        FallByTransfer = "fall_by_transfer" ("移管による低下", "a fall by transfers"),
        /// A fall that several groups make together.
        Fall = "fall" ("複数の要因による低下", "a fall by several causes"),
        /// There is no change to speak of: one of the snapshots has no rate.
        NoRate = "no_rate" ("率がなく比べられない", "no rate to compare"),
    }
}

/// 要因の影響 (effect of a cause): how much of a change one cause made.
///
/// # Wire form
///
/// `{"cause": "newly_online", "effect": "12/370", "subjects": ["P-0001-1", …]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CauseEffect {
    /// 要因.
    pub cause: ChangeCause,
    /// 影響: a part of the change, exact; null if the change has none.
    pub effect: Option<Fraction>,
    /// 対象: the ids of the things concerned, sorted; the later id where a thing has two.
    pub subjects: Vec<Box<str>>,
}

impl CauseEffect {
    /// How many things are concerned.
    #[must_use]
    pub fn things(&self) -> u64 {
        u64::try_from(self.subjects.len()).unwrap_or(u64::MAX)
    }
}

/// 率の変化の分解 (decomposition of a change): two rates of one definition, and why they differ.
///
/// # Invariant
///
/// The effects sum exactly to `change`, which is the later fraction minus the earlier one; no cause
/// stands twice.
///
/// # Not to be confused with
///
/// The difference of two rounded percentages: 47.2 % − 44.3 % is 2.9 points, the exact change is
/// +2.914. Rounded effects need not sum to the rounded change; the exact ones do.
///
/// # Wire form
///
/// `{"definition": "processes.done", "unit": "process", "figure": "point", "method": "sequential",
/// "earlier": {…}, "later": {…}, "change": "…", "effects": […], "no_decomposition": null,
/// "verdict": "rise_by_activity"}`.
///
/// # Source
///
/// `project-decision:decomposition-method`.
#[doc(alias = "要因分解")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::RateDecomposition", into = "wire::RateDecomposition")]
pub struct RateDecomposition {
    pub(super) figure: DecomposedFigure,
    pub(super) method: String,
    pub(super) earlier: RateResult,
    pub(super) later: RateResult,
    pub(super) change: Result<Fraction, NoDecomposition>,
    pub(super) effects: Vec<CauseEffect>,
    pub(super) verdict: ChangeVerdict,
}

/// Why something is not a decomposition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RateDecompositionError {
    /// The two rates are of different definitions.
    #[error("the rates are of different definitions: `{earlier}` and `{later}`")]
    #[non_exhaustive]
    DifferentDefinitions {
        /// The earlier rate's definition.
        earlier: RateId,
        /// The later rate's definition.
        later: RateId,
    },
    /// The change is not the later fraction minus the earlier one.
    #[error("the change is not the difference of the two rates")]
    WrongChange,
    /// The effects do not sum to the change.
    #[error("the effects do not sum to the change")]
    WrongSum,
    /// A cause stands twice.
    #[error("the cause `{cause}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The cause.
        cause: ChangeCause,
    },
    /// There is neither a change with all its effects nor a reason for having none.
    #[error("a decomposition has a change with effects, or `no_decomposition`, and not both")]
    Incomplete,
    /// The verdict does not follow from the effects.
    #[error("the verdict `{verdict}` does not follow from the effects")]
    #[non_exhaustive]
    WrongVerdict {
        /// The verdict.
        verdict: ChangeVerdict,
    },
}

impl RateDecompositionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DifferentDefinitions { .. } => {
                "inventory.rate_decomposition.different_definitions"
            }
            Self::WrongChange => "inventory.rate_decomposition.wrong_change",
            Self::WrongSum => "inventory.rate_decomposition.wrong_sum",
            Self::Duplicate { .. } => "inventory.rate_decomposition.duplicate",
            Self::Incomplete => "inventory.rate_decomposition.incomplete",
            Self::WrongVerdict { .. } => "inventory.rate_decomposition.wrong_verdict",
        }
    }
}

impl RateDecomposition {
    /// Puts the parts together and holds them against each other.
    pub(super) fn try_new(
        figure: DecomposedFigure,
        method: String,
        (earlier, later): (RateResult, RateResult),
        change: Result<Fraction, NoDecomposition>,
        effects: Vec<CauseEffect>,
    ) -> Result<Self, RateDecompositionError> {
        if earlier.id() != later.id() {
            return Err(RateDecompositionError::DifferentDefinitions {
                earlier: earlier.id().clone(),
                later: later.id().clone(),
            });
        }
        for (at, effect) in effects.iter().enumerate() {
            if effects.iter().take(at).any(|e| e.cause == effect.cause) {
                return Err(RateDecompositionError::Duplicate {
                    cause: effect.cause,
                });
            }
            if effect.effect.is_some() != change.is_ok() {
                return Err(RateDecompositionError::Incomplete);
            }
        }
        let fraction = |result: &RateResult| {
            let rate = figure.of(result)?;
            Fraction::of_counts(rate.numerator(), rate.denominator())
        };
        if let Ok(change) = &change {
            let difference = fraction(&later)
                .zip(fraction(&earlier))
                .map(|(later, earlier)| later.minus(&earlier));
            if difference.as_ref() != Some(change) {
                return Err(RateDecompositionError::WrongChange);
            }
            let sum: Fraction = effects.iter().filter_map(|e| e.effect.as_ref()).sum();
            if sum != *change {
                return Err(RateDecompositionError::WrongSum);
            }
        }
        let verdict = verdict(change.as_ref().ok(), &effects);
        Ok(Self {
            figure,
            method,
            earlier,
            later,
            change,
            effects,
            verdict,
        })
    }

    /// The definition of both rates.
    #[must_use]
    pub fn id(&self) -> &RateId {
        self.earlier.id()
    }

    /// The definition's short name.
    #[must_use]
    pub fn label(&self) -> &Label {
        self.later.label()
    }

    /// What was counted.
    #[must_use]
    pub fn unit(&self) -> RateUnit {
        self.later.unit()
    }

    /// Which fraction is decomposed.
    #[must_use]
    pub fn figure(&self) -> DecomposedFigure {
        self.figure
    }

    /// The id of the [`DecompositionMethod`](super::DecompositionMethod).
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The earlier rate, with its interval.
    #[must_use]
    pub fn earlier(&self) -> &RateResult {
        &self.earlier
    }

    /// The later rate, with its interval.
    #[must_use]
    pub fn later(&self) -> &RateResult {
        &self.later
    }

    /// The later fraction minus the earlier one; `None` for the reason that
    /// [`no_decomposition`](Self::no_decomposition) gives.
    #[must_use]
    pub fn change(&self) -> Option<&Fraction> {
        self.change.as_ref().ok()
    }

    /// Why the change has no parts.
    #[must_use]
    pub fn no_decomposition(&self) -> Option<NoDecomposition> {
        self.change.as_ref().err().copied()
    }

    /// Every cause that occurred, in the order of the method.
    #[must_use]
    pub fn effects(&self) -> &[CauseEffect] {
        &self.effects
    }

    /// The effect of one cause; `None` if the cause did not occur or the change has no parts.
    #[must_use]
    pub fn effect(&self, cause: ChangeCause) -> Option<&Fraction> {
        let found = self.effects.iter().find(|effect| effect.cause == cause)?;
        found.effect.as_ref()
    }

    /// The effects of a group of causes together; `None` if the change has no parts.
    #[must_use]
    pub fn effect_of(&self, group: CauseGroup) -> Option<Fraction> {
        self.change()?;
        Some(sum_of(&self.effects, group))
    }

    /// What may be said of the change.
    #[must_use]
    pub fn verdict(&self) -> ChangeVerdict {
        self.verdict
    }

    /// The change and its causes in a few sentences, with both fractions.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let label = self.label().in_language(language);
        let shown = |result: &RateResult| {
            let rate = self.figure.of(result);
            let percent = rate.and_then(|rate| rate.percent(PercentDigits::Two));
            match (rate, percent) {
                (Some(rate), Some(percent)) => {
                    let (numerator, denominator) =
                        (Grouped(rate.numerator()), Grouped(rate.denominator()));
                    match language {
                        Language::Ja => format!("{percent}％（{numerator}／{denominator}）"),
                        Language::En => format!("{percent} % ({numerator} of {denominator})"),
                    }
                }
                _ => match language {
                    Language::Ja => "率なし".to_owned(),
                    Language::En => "no rate".to_owned(),
                },
            }
        };
        let (earlier, later) = (shown(&self.earlier), shown(&self.later));
        let change = match &self.change {
            Ok(change) => change.percentage_points(PercentDigits::Three),
            Err(reason) => {
                let reason = reason.label(language);
                return match language {
                    Language::Ja => {
                        format!("{label}: {earlier}から{later}。比較なし（{reason}）。")
                    }
                    Language::En => {
                        format!("{label}: from {earlier} to {later}; no comparison ({reason}).")
                    }
                };
            }
        };
        let parts: Vec<String> = self
            .effects
            .iter()
            .filter_map(|effect| {
                let points = effect
                    .effect
                    .as_ref()?
                    .percentage_points(PercentDigits::Three);
                Some(format!("{} {points}", effect.cause.label(language)))
            })
            .collect();
        let mut text = match language {
            Language::Ja => format!(
                "{label}: {earlier}から{later}、{}。",
                change.in_words(language)
            ),
            Language::En => format!(
                "{label}: from {earlier} to {later}, {}.",
                change.in_words(language)
            ),
        };
        if !parts.is_empty() {
            text += &match language {
                Language::Ja => format!("内訳は{}。", parts.join("、")),
                Language::En => format!(" Of this: {}.", parts.join(", ")),
            };
        }
        text += &self.verdict_sentence(language);
        text
    }

    /// What the verdict says, as one sentence; empty where nothing changed.
    #[must_use]
    pub fn verdict_sentence(&self, language: Language) -> String {
        use ChangeVerdict as V;
        let text = match (self.verdict, language) {
            (V::Unchanged | V::NoRate, _) => "",
            (V::FallByReclassification, Language::Ja) => {
                "この低下は区分の変更（分母に入るものの変更）によるもので、オンライン化の後退によるものではない。"
            }
            (V::FallByReclassification, Language::En) => {
                " The fall is reclassification (a change in what belongs to the population), not less being online."
            }
            (V::RiseByReclassification, Language::Ja) => {
                "この上昇は区分の変更（分母に入るものの変更）によるもので、オンライン化の取組によるものではない。"
            }
            (V::RiseByReclassification, Language::En) => {
                " The rise is reclassification (a change in what belongs to the population), not more being online."
            }
            (verdict, Language::Ja) => return format!("判定は「{}」。", verdict.label(language)),
            (verdict, Language::En) => return format!(" It is {}.", verdict.label(language)),
        };
        text.to_owned()
    }
}

impl DecomposedFigure {
    /// The fraction of a result; `None` if the result has no rate.
    #[must_use]
    pub fn of(self, result: &RateResult) -> Option<&Rate> {
        match self {
            Self::Point => result.rate(),
            Self::Low => result.low(),
            Self::High => result.high(),
        }
    }
}

fn sum_of(effects: &[CauseEffect], group: CauseGroup) -> Fraction {
    effects
        .iter()
        .filter(|effect| effect.cause.group() == group)
        .filter_map(|effect| effect.effect.as_ref())
        .sum()
}

/// What may be said of a change with such effects.
fn verdict(change: Option<&Fraction>, effects: &[CauseEffect]) -> ChangeVerdict {
    use ChangeVerdict as V;
    let Some(change) = change else {
        return V::NoRate;
    };
    let direction = change.sign();
    if direction == Ordering::Equal {
        let mut parts = effects.iter().filter_map(|effect| effect.effect.as_ref());
        return if parts.all(Fraction::is_zero) {
            V::Unchanged
        } else {
            V::Balanced
        };
    }
    for (group, rise, fall) in [
        (
            CauseGroup::Reclassification,
            V::RiseByReclassification,
            V::FallByReclassification,
        ),
        (
            CauseGroup::Knowledge,
            V::RiseByKnowledge,
            V::FallByKnowledge,
        ),
        (CauseGroup::Stock, V::RiseByStock, V::FallByStock),
        (CauseGroup::Volume, V::RiseByVolume, V::FallByVolume),
        (CauseGroup::Transfer, V::RiseByTransfer, V::FallByTransfer),
        (CauseGroup::Activity, V::RiseByActivity, V::FallByActivity),
    ] {
        // Without the group there would be no change in this direction.
        if change.minus(&sum_of(effects, group)).sign() != direction {
            return match direction {
                Ordering::Less => fall,
                _ => rise,
            };
        }
    }
    match direction {
        Ordering::Less => V::Fall,
        _ => V::Rise,
    }
}

mod wire {
    use super::{
        CauseEffect, ChangeVerdict, DecomposedFigure, Fraction, NoDecomposition,
        RateDecompositionError, RateResult,
    };
    use serde::{Deserialize, Serialize};

    /// 率の変化の分解: two rates of one definition, and why they differ.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "RateDecomposition"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct RateDecomposition {
        /// 分解の対象: the rate itself, or one end of its interval.
        figure: DecomposedFigure,
        /// 分解方法: the id of the method.
        method: String,
        /// 前の時点の率.
        earlier: RateResult,
        /// 後の時点の率.
        later: RateResult,
        /// 変化: the later fraction minus the earlier one; null if there is none.
        change: Option<Fraction>,
        /// 要因の影響, in the order of the method.
        effects: Vec<CauseEffect>,
        /// 分解できない理由.
        no_decomposition: Option<NoDecomposition>,
        /// 変化の判定.
        verdict: ChangeVerdict,
    }

    impl TryFrom<RateDecomposition> for super::RateDecomposition {
        type Error = RateDecompositionError;

        fn try_from(wire: RateDecomposition) -> Result<Self, RateDecompositionError> {
            let change = match (wire.change, wire.no_decomposition) {
                (Some(change), None) => Ok(change),
                (None, Some(reason)) => Err(reason),
                _ => return Err(RateDecompositionError::Incomplete),
            };
            let rates = (wire.earlier, wire.later);
            let made = Self::try_new(wire.figure, wire.method, rates, change, wire.effects)?;
            if made.verdict != wire.verdict {
                return Err(RateDecompositionError::WrongVerdict {
                    verdict: wire.verdict,
                });
            }
            Ok(made)
        }
    }

    impl From<super::RateDecomposition> for RateDecomposition {
        fn from(made: super::RateDecomposition) -> Self {
            let (change, no_decomposition) = match made.change {
                Ok(change) => (Some(change), None),
                Err(reason) => (None, Some(reason)),
            };
            Self {
                figure: made.figure,
                method: made.method,
                earlier: made.earlier,
                later: made.later,
                change,
                effects: made.effects,
                no_decomposition,
                verdict: made.verdict,
            }
        }
    }
}
