//! Making a sheet from rates.

use super::{
    AnswerCaveat, AnswerFigure, AnswerInterval, AnswerRounding, AnswerSheet, CaveatKind, OtherWay,
    PublishedValues, change, published,
    sentence::{has_unsure_zeros, sentence},
};
use crate::{RateDecomposition, RateDefinition, RateResult, VolumeState};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, FiscalYear, Grouped, Label, Language, RateId, coded_enum};

coded_enum! {
    /// ０の意味 (what a zero means) in the counts that a figure was made from.
    pub enum ZeroCounts: "what a zero means" {
        /// 0 was counted.
        Counted = "counted" ("0件と数えた", "counted as none"),
        /// 0 may stand for a count that nobody knows, as in the State's survey.
        MayBeUnknown = "may_be_unknown" ("件数不明の可能性がある", "may mean unknown"),
    }
}

/// 件数の年度と状態 (volumes of an answer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerVolumes {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 状態, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<VolumeState>,
}

/// 前提 (context of an answer): what a rate does not know of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnswerContext {
    /// 基準日.
    pub as_of: Date,
    /// 団体 that the sentence names.
    pub body: Option<Label>,
    /// 架空.
    pub fictional: bool,
    /// 件数の年度, for rates of cases.
    pub volumes: Option<AnswerVolumes>,
    /// ０の意味.
    pub zeros: ZeroCounts,
    /// 端数の扱い.
    pub rounding: AnswerRounding,
}

impl AnswerContext {
    /// A day; no body, one digit, zeros were counted.
    #[must_use]
    pub const fn new(as_of: Date) -> Self {
        Self {
            as_of,
            body: None,
            fictional: false,
            volumes: None,
            zeros: ZeroCounts::Counted,
            rounding: AnswerRounding::OneDigit,
        }
    }

    /// The day, the name and whether it is made up, of an inventory.
    #[must_use]
    pub fn of_inventory(inventory: &crate::Inventory) -> Self {
        let body = &inventory.body;
        let english = body.name_en.as_ref().unwrap_or(&body.name);
        Self {
            body: Some(Label::new(&body.name, english)),
            fictional: inventory.fictional,
            ..Self::new(inventory.status_date)
        }
    }

    /// With the fiscal year of the cases.
    #[must_use]
    pub const fn with_volumes(
        mut self,
        fiscal_year: FiscalYear,
        state: Option<VolumeState>,
    ) -> Self {
        self.volumes = Some(AnswerVolumes { fiscal_year, state });
        self
    }

    /// With what a zero means.
    #[must_use]
    pub const fn with_zeros(mut self, zeros: ZeroCounts) -> Self {
        self.zeros = zeros;
        self
    }

    /// With another rounding.
    #[must_use]
    pub const fn with_rounding(mut self, rounding: AnswerRounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// The body's name; a made-up one says so.
    pub(super) fn body_name(&self, language: Language) -> Option<String> {
        let name = self.body.as_ref()?.in_language(language);
        let said = name.contains("架空") || name.to_lowercase().contains("fictional");
        Some(match (self.fictional && !said, language) {
            (false, _) => name.to_owned(),
            (true, Language::Ja) => format!("{name}（架空）"),
            (true, Language::En) => format!("{name} (fictional)"),
        })
    }
}

/// Why a sheet cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerSheetError {
    /// A figure was made by another definition than the sheet's.
    #[error("expected a figure of `{expected}`, got one of `{found}`")]
    #[non_exhaustive]
    OtherDefinition {
        /// The sheet's definition.
        expected: RateId,
        /// The other one.
        found: RateId,
    },
    /// A decomposition does not end in the sheet's figure.
    #[error("the decomposition of `{id}` does not lead to the figure of the sheet")]
    #[non_exhaustive]
    OtherFigure {
        /// The definition.
        id: RateId,
    },
}

impl AnswerSheetError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherDefinition { .. } => "inventory.answer_sheet.other_definition",
            Self::OtherFigure { .. } => "inventory.answer_sheet.other_figure",
        }
    }
}

impl tosei_document::Explain for AnswerSheetError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::OtherDefinition { expected, found }, Language::Ja) => {
                format!("「{expected}」の資料に、別の定義「{found}」の値は使えません。")
            }
            (Self::OtherFigure { id }, Language::Ja) => {
                format!("「{id}」の要因分解の結果が、この資料の値と異なります。")
            }
            (error, Language::En) => format!("The answer sheet cannot be made: {error}."),
        }
    }
}

fn same_definition(expected: &RateId, found: &RateId) -> Result<(), AnswerSheetError> {
    if expected == found {
        return Ok(());
    }
    Err(AnswerSheetError::OtherDefinition {
        expected: expected.clone(),
        found: found.clone(),
    })
}

impl AnswerSheet {
    /// The sheet of one figure.
    ///
    /// # Errors
    ///
    /// [`AnswerSheetError::OtherDefinition`] if the definition is not the figure's.
    pub fn new(
        result: &RateResult,
        definition: &RateDefinition,
        context: &AnswerContext,
    ) -> Result<Self, AnswerSheetError> {
        same_definition(result.id(), &definition.id)?;
        let rounding = context.rounding;
        let bounds = result.low().zip(result.high()).filter(|_| result.is_open());
        let interval = bounds.and_then(|(low, high)| {
            Some(AnswerInterval {
                low: AnswerFigure::of(Some(low), rounding)?,
                high: AnswerFigure::of(Some(high), rounding)?,
            })
        });
        Ok(Self {
            indicator: result.id().clone(),
            label: result.label().clone(),
            sentence: sentence(result, context),
            definition: definition.definition.clone(),
            definition_source: definition.source.clone(),
            unit: result.unit(),
            figure: AnswerFigure::of(result.rate(), rounding),
            rounding,
            as_of: context.as_of,
            volumes: context.volumes,
            interval,
            change: None,
            other_ways: Vec::new(),
            published: Vec::new(),
            caveats: caveats(result, context),
        })
    }

    /// With the change since a previous figure, whose causes nobody took apart.
    ///
    /// # Errors
    ///
    /// [`AnswerSheetError::OtherDefinition`] if a figure is of another definition than the sheet.
    pub fn with_previous(
        mut self,
        previous: &RateResult,
        now: &RateResult,
        previous_as_of: Date,
    ) -> Result<Self, AnswerSheetError> {
        same_definition(&self.indicator, previous.id())?;
        same_definition(&self.indicator, now.id())?;
        let rounding = self.rounding;
        self.change = Some(change::change(
            previous,
            now,
            previous_as_of,
            None,
            rounding,
        ));
        Ok(self)
    }

    /// With the change since a previous figure and its causes.
    ///
    /// # Errors
    ///
    /// - [`AnswerSheetError::OtherDefinition`] if it is of another definition than the sheet.
    /// - [`AnswerSheetError::OtherFigure`] if its later rate is not the sheet's.
    pub fn with_decomposition(
        mut self,
        decomposition: &RateDecomposition,
        previous_as_of: Date,
    ) -> Result<Self, AnswerSheetError> {
        same_definition(&self.indicator, decomposition.id())?;
        let (earlier, later) = (decomposition.earlier(), decomposition.later());
        if AnswerFigure::of(later.rate(), self.rounding) != self.figure {
            return Err(AnswerSheetError::OtherFigure {
                id: decomposition.id().clone(),
            });
        }
        let rounding = self.rounding;
        let parts = Some(decomposition);
        self.change = Some(change::change(
            earlier,
            later,
            previous_as_of,
            parts,
            rounding,
        ));
        Ok(self)
    }

    /// With other ways of counting the same data; the sheet's own is left out.
    #[must_use]
    pub fn with_other_ways<'r>(mut self, others: impl IntoIterator<Item = &'r RateResult>) -> Self {
        for other in others {
            if *other.id() == self.indicator {
                continue;
            }
            self.other_ways.push(OtherWay {
                id: other.id().clone(),
                label: other.label().clone(),
                unit: other.unit(),
                figure: AnswerFigure::of(other.rate(), self.rounding),
                sentence: Label::new(other.sentence(Language::Ja), other.sentence(Language::En)),
            });
        }
        self
    }

    /// With what was published of the same indicator.
    ///
    /// # Errors
    ///
    /// [`AnswerSheetError::OtherDefinition`] if the figure is of another definition than the sheet.
    pub fn with_published(
        mut self,
        values: &PublishedValues,
        result: &RateResult,
    ) -> Result<Self, AnswerSheetError> {
        same_definition(&self.indicator, result.id())?;
        let same = values.values.iter();
        let same = same.filter(|value| value.indicator == self.indicator);
        let as_of = self.as_of;
        self.published
            .extend(same.map(|value| published::compare(value, result, as_of)));
        Ok(self)
    }
}

fn caveats(result: &RateResult, context: &AnswerContext) -> Vec<AnswerCaveat> {
    let counts = result.counts();
    let mut caveats = Vec::new();
    let mut add = |kind: CaveatKind, ja: String, en: String| {
        let text = Label::new(ja, en);
        caveats.push(AnswerCaveat { kind, text });
    };
    if context.fictional {
        add(
            CaveatKind::Fictional,
            "架空の資料による。".to_owned(),
            "The data are fictional.".to_owned(),
        );
    }
    if has_unsure_zeros(result, context) {
        add(
            CaveatKind::ZeroMayBeUnknown,
            "件数が0と記された行には、件数が不明のものが含まれている可能性がある。".to_owned(),
            "Rows that state 0 cases may be rows whose cases nobody counted.".to_owned(),
        );
    }
    let numbered: [(CaveatKind, u64, &str, &str); 6] = [
        (
            CaveatKind::Unknown,
            counts.undecided,
            "分子に入るかどうか分からないもの",
            "things that may or may not count",
        ),
        (
            CaveatKind::MembershipUnknown,
            counts.membership_unknown,
            "対象かどうか分からないもの",
            "things that may or may not belong to the population",
        ),
        (
            CaveatKind::Excluded,
            counts.excluded,
            "定義により分母から除いたもの",
            "things left out of the population by the definition",
        ),
        (
            CaveatKind::WithoutCases,
            counts.without_cases,
            "件数が分からず数えていないもの",
            "things without known cases, which are not counted",
        ),
        (
            CaveatKind::WithoutOnlineCases,
            counts.without_online_cases,
            "オンライン件数が分からないもの",
            "things without known online cases",
        ),
        (
            CaveatKind::MoreOnlineThanCases,
            counts.more_online_than_cases,
            "オンライン件数が総件数を超えるもの",
            "things that state more online cases than cases",
        ),
    ];
    for (kind, count, ja, en) in numbered {
        if count > 0 {
            let count = Grouped(count);
            add(
                kind,
                format!("{ja}が{count}ある。"),
                format!("{count} {en}."),
            );
        }
    }
    if let Some(rate) = result.rate() {
        let (numerator, denominator) = (rate.numerator(), rate.denominator());
        let shown = context.rounding.percent(numerator, denominator);
        let number = shown.as_deref().unwrap_or_default();
        let is_full = number.starts_with("100") && numerator < denominator;
        let is_none = number.chars().all(|digit| matches!(digit, '0' | '.')) && numerator > 0;
        if is_full || is_none {
            let rest = Grouped(denominator.saturating_sub(numerator));
            let (ja, en) = if is_full {
                (
                    format!("四捨五入により{number}％と表示しているが、{rest}が残っている。"),
                    format!("Rounding shows {number} %, but {rest} are left."),
                )
            } else {
                let some = Grouped(numerator);
                (
                    format!("四捨五入により{number}％と表示しているが、{some}は該当する。"),
                    format!("Rounding shows {number} %, but {some} count."),
                )
            };
            add(CaveatKind::RoundedToBound, ja, en);
        }
    }
    caveats
}
