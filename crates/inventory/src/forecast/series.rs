//! 指標の系列 (indicator series): dated values of one figure, each of its kind.

use super::{PopulationPrecision, SeriesFigure, SeriesTime, SeriesUnit, ValueKind};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, Label, Language, MAX_COUNT, RateId};

/// The `format` of an indicator series.
pub const SERIES_FORMAT: &str = "tosei-indicator-series";

macro_rules! dated_value {
    ($(#[$doc:meta])* $type:ident, $kind:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $type {
            /// 時点.
            pub at: SeriesTime,
            /// 値.
            pub figure: SeriesFigure,
            /// 数え方: the definition by which it was or will be counted, where that is known.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub basis: Option<RateId>,
            /// A source id of `SOURCES.md`, or the body's own word for where it comes from.
            pub source: String,
            /// 備考.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub note: Option<Label>,
        }

        impl $type {
            /// A value of a moment and a source.
            #[must_use]
            pub fn new(at: SeriesTime, figure: SeriesFigure, source: impl Into<String>) -> Self {
                Self {
                    at,
                    figure,
                    basis: None,
                    source: source.into(),
                    note: None,
                }
            }

            /// Always the same: the type says it.
            #[must_use]
            pub const fn kind(&self) -> ValueKind {
                $kind
            }
        }
    };
}

dated_value! {
    /// 実績値 (observed value): what was counted at some time.
    ObservedValue, ValueKind::Observed
}
dated_value! {
    /// 見込値 (expected value): what somebody expected of some time. It is never an observation.
    ExpectedValue, ValueKind::Expected
}
dated_value! {
    /// 目標値 (target): what is to be reached by some time.
    TargetValue, ValueKind::Target
}

/// 系列の断絶 (break of a series): from this day the figure is counted otherwise.
///
/// Values before and after cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesBreak {
    /// The first day that is counted in the new way.
    pub from: Date,
    /// 理由.
    pub reason: Label,
    /// Where that is said.
    pub source: String,
}

/// 母数 (population of a series): how many things its percentages are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesPopulation {
    /// The number.
    pub count: u64,
    /// Whether it is exact.
    pub precision: PopulationPrecision,
    /// What is counted.
    pub label: Label,
    /// Where it stands.
    pub source: String,
}

/// 指標の系列 (indicator series): one figure over time.
///
/// # Invariant
///
/// Every figure has the series' unit; no denominator is 0; no numerator exceeds its denominator; no
/// count is above 2^53 − 1; no list has two values of one day; the population is not 0.
///
/// # Wire form
///
/// A document `{"format": "tosei-indicator-series", "format_version": 1, "fictional": false, "id":
/// "tokyo.processes", "label": {…}, "unit": "percent", "population": {…}, "observed": […],
/// "expected": […], "targets": […], "breaks": […]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::forecast::IndicatorSeries;
///
/// let series = IndicatorSeries::published("tokyo.processes").unwrap();
/// assert_eq!(series.observed().len(), 3); // 5.0, 21.1, 50.7
/// assert_eq!(series.expected()[0].figure.points().to_string(), "70/1");
/// ```
#[doc(alias = "指標の系列")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::IndicatorSeries", into = "wire::IndicatorSeries")]
pub struct IndicatorSeries {
    fictional: bool,
    id: RateId,
    label: Label,
    unit: SeriesUnit,
    population: Option<SeriesPopulation>,
    observed: Vec<ObservedValue>,
    expected: Vec<ExpectedValue>,
    targets: Vec<TargetValue>,
    breaks: Vec<SeriesBreak>,
}

/// Why something is not an indicator series.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SeriesError {
    /// The text is not JSON of the right shape, or breaks a rule below.
    #[error("the series does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// It says that it is something else, or of another version.
    #[error(
        "expected format `tosei-indicator-series` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that it names.
        format: String,
        /// The version that it names.
        version: u32,
    },
    /// A text is not a percentage.
    #[error(
        "`{text}` is not a percentage from 0 to 100 with at most three digits behind the point"
    )]
    #[non_exhaustive]
    BadPercent {
        /// The text.
        text: String,
    },
    /// A figure has another unit than the series.
    #[error("the value of `{at}` is not in the unit `{unit}` of the series")]
    #[non_exhaustive]
    OtherUnit {
        /// When it holds.
        at: SeriesTime,
        /// The series' unit.
        unit: SeriesUnit,
    },
    /// A count is no part of another.
    #[error("`{numerator}` of `{denominator}` is not a share")]
    #[non_exhaustive]
    BadCounts {
        /// The count above the line.
        numerator: u64,
        /// The count below the line.
        denominator: u64,
    },
    /// Two values of one kind hold at one time.
    #[error("two values of one kind hold at `{at}`")]
    #[non_exhaustive]
    TwoValues {
        /// When.
        at: SeriesTime,
    },
}

impl SeriesError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.series.shape",
            Self::Format { .. } => "inventory.series.format",
            Self::BadPercent { .. } => "inventory.series.bad_percent",
            Self::OtherUnit { .. } => "inventory.series.other_unit",
            Self::BadCounts { .. } => "inventory.series.bad_counts",
            Self::TwoValues { .. } => "inventory.series.two_values",
        }
    }
}

impl tosei_document::Explain for SeriesError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Shape(error), Language::Ja) => {
                format!("指標の系列として読めません（{error}）。")
            }
            (Self::Format { format, version }, Language::Ja) => {
                format!("「{format}」の版{version}は、指標の系列の文書ではありません。")
            }
            (Self::BadPercent { text }, Language::Ja) => {
                format!("「{text}」は0から100までの百分率（小数第三位まで）ではありません。")
            }
            (Self::OtherUnit { at, unit }, Language::Ja) => format!(
                "{}の値の単位が、系列の単位「{}」と異なります。",
                at.in_words(language),
                unit.label(language)
            ),
            (
                Self::BadCounts {
                    numerator,
                    denominator,
                },
                Language::Ja,
            ) => format!("{denominator}のうち{numerator}は、割合になりません。"),
            (Self::TwoValues { at }, Language::Ja) => {
                format!("{}の値が二つあります。", at.in_words(language))
            }
            (error, Language::En) => format!("The series cannot be used: {error}."),
        }
    }
}

/// The series that ship with the crate.
const PUBLISHED: [(&str, &str); 2] = [
    (
        "tokyo.processes",
        include_str!("../../data/series/tokyo_processes.json"),
    ),
    (
        "tokyo.major_procedures",
        include_str!("../../data/series/tokyo_major_procedures.json"),
    ),
];

impl IndicatorSeries {
    /// An empty series.
    #[must_use]
    pub fn new(id: RateId, label: Label, unit: SeriesUnit) -> Self {
        Self {
            fictional: false,
            id,
            label,
            unit,
            population: None,
            observed: Vec::new(),
            expected: Vec::new(),
            targets: Vec::new(),
            breaks: Vec::new(),
        }
    }

    /// A published series that ships with the crate, by its id; `None` if there is none of that id.
    ///
    /// `tokyo.processes` is the digitalization rate of Tokyo's processes as its plan of March 2024 has
    /// it; `tokyo.major_procedures` that of the 119 major procedures within its own authority.
    #[must_use]
    pub fn published(id: &str) -> Option<Self> {
        let (_, json) = PUBLISHED.iter().find(|(known, _)| *known == id)?;
        Self::from_json(json).ok() // the embedded files are checked by a test
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// - [`SeriesError::Shape`] if the text is no JSON of this form.
    /// - [`SeriesError::Format`] if it names another format or version.
    /// - As [`with`](Self::with) about its values.
    pub fn from_json(json: &str) -> Result<Self, SeriesError> {
        let wire: wire::IndicatorSeries = serde_json::from_str(json)?;
        Self::try_from(wire)
    }

    /// Adds an observation, an expected value, a target and so on, and checks the whole.
    ///
    /// # Errors
    ///
    /// - [`SeriesError::OtherUnit`] if a figure is not in the series' unit.
    /// - [`SeriesError::BadCounts`] if counts are no share, or too large.
    /// - [`SeriesError::TwoValues`] if two values of one kind hold on one day.
    pub fn with(mut self, parts: SeriesParts) -> Result<Self, SeriesError> {
        self.observed.extend(parts.observed);
        self.expected.extend(parts.expected);
        self.targets.extend(parts.targets);
        self.breaks.extend(parts.breaks);
        if parts.population.is_some() {
            self.population = parts.population;
        }
        self.checked()
    }

    fn checked(self) -> Result<Self, SeriesError> {
        let observed = self.observed.iter().map(|value| (value.at, value.figure));
        let expected = self.expected.iter().map(|value| (value.at, value.figure));
        let targets = self.targets.iter().map(|value| (value.at, value.figure));
        check_values(self.unit, observed)?;
        check_values(self.unit, expected)?;
        check_values(self.unit, targets)?;
        if let Some(population) = &self.population
            && (population.count == 0 || population.count > MAX_COUNT)
        {
            return Err(SeriesError::BadCounts {
                numerator: 0,
                denominator: population.count,
            });
        }
        Ok(self)
    }

    /// 架空: whether it is made up.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        self.fictional
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &RateId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> SeriesUnit {
        self.unit
    }

    /// 母数.
    #[must_use]
    pub fn population(&self) -> Option<&SeriesPopulation> {
        self.population.as_ref()
    }

    /// 実績値, in the order of the document.
    #[must_use]
    pub fn observed(&self) -> &[ObservedValue] {
        &self.observed
    }

    /// 見込値.
    #[must_use]
    pub fn expected(&self) -> &[ExpectedValue] {
        &self.expected
    }

    /// 目標値.
    #[must_use]
    pub fn targets(&self) -> &[TargetValue] {
        &self.targets
    }

    /// 断絶.
    #[must_use]
    pub fn breaks(&self) -> &[SeriesBreak] {
        &self.breaks
    }
}

/// What [`IndicatorSeries::with`] adds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeriesParts {
    /// 実績値.
    pub observed: Vec<ObservedValue>,
    /// 見込値.
    pub expected: Vec<ExpectedValue>,
    /// 目標値.
    pub targets: Vec<TargetValue>,
    /// 断絶.
    pub breaks: Vec<SeriesBreak>,
    /// 母数; the series keeps its own if this is `None`.
    pub population: Option<SeriesPopulation>,
}

fn check_values(
    unit: SeriesUnit,
    values: impl Iterator<Item = (SeriesTime, SeriesFigure)>,
) -> Result<(), SeriesError> {
    let mut days = std::collections::BTreeSet::new();
    for (at, figure) in values {
        if figure.unit() != unit {
            return Err(SeriesError::OtherUnit { at, unit });
        }
        if let SeriesFigure::Count {
            numerator,
            denominator,
        } = figure
            && (numerator > denominator || denominator == 0 || denominator > MAX_COUNT)
        {
            return Err(SeriesError::BadCounts {
                numerator,
                denominator,
            });
        }
        if !days.insert(at.day()) {
            return Err(SeriesError::TwoValues { at });
        }
    }
    Ok(())
}

mod wire {
    use super::{
        Deserialize, ExpectedValue, Label, ObservedValue, RateId, SERIES_FORMAT, Serialize,
        SeriesBreak, SeriesError, SeriesPopulation, SeriesUnit, TargetValue,
    };

    /// 指標の系列: one figure over time.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct IndicatorSeries {
        /// Where the schema of this file stands; not kept.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-indicator-series`.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-indicator-series")))]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 架空: whether it is made up.
        fictional: bool,
        /// 指標ID.
        id: RateId,
        /// 名称.
        label: Label,
        /// 単位.
        unit: SeriesUnit,
        /// 母数.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        population: Option<SeriesPopulation>,
        /// 実績値.
        observed: Vec<ObservedValue>,
        /// 見込値.
        #[serde(default)]
        expected: Vec<ExpectedValue>,
        /// 目標値.
        #[serde(default)]
        targets: Vec<TargetValue>,
        /// 断絶.
        #[serde(default)]
        breaks: Vec<SeriesBreak>,
    }

    impl TryFrom<IndicatorSeries> for super::IndicatorSeries {
        type Error = SeriesError;

        fn try_from(wire: IndicatorSeries) -> Result<Self, SeriesError> {
            if wire.format != SERIES_FORMAT || wire.format_version != 1 {
                return Err(SeriesError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Self {
                fictional: wire.fictional,
                id: wire.id,
                label: wire.label,
                unit: wire.unit,
                population: wire.population,
                observed: wire.observed,
                expected: wire.expected,
                targets: wire.targets,
                breaks: wire.breaks,
            }
            .checked()
        }
    }

    impl From<super::IndicatorSeries> for IndicatorSeries {
        fn from(series: super::IndicatorSeries) -> Self {
            Self {
                schema: None,
                format: SERIES_FORMAT.to_owned(),
                format_version: 1,
                fictional: series.fictional,
                id: series.id,
                label: series.label,
                unit: series.unit,
                population: series.population,
                observed: series.observed,
                expected: series.expected,
                targets: series.targets,
                breaks: series.breaks,
            }
        }
    }
}
