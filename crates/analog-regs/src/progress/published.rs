//! Figures that were published about reviews: shares of each population, who left it, what closes.
#![deny(clippy::arithmetic_side_effects)]

use crate::CategoryId;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{DataFileError, Edition, expect_distinct, expect_format};
use tosei_types::{Label, Language, PercentDigits, Rate, embedded};

/// The `format` of published figures.
pub const PUBLISHED_FORMAT: &str = "tosei-published-review-figures";

/// 母集団 (population) as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedPopulation {
    /// Stable id.
    pub id: String,
    /// What was counted.
    pub label: Label,
    /// 条項数.
    pub clauses: u64,
    /// 約: whether it was published as 「約」.
    pub approximate: bool,
    /// 時点, as it was written.
    pub as_of: String,
    /// A source id of `SOURCES.md`.
    pub source: String,
}

/// 公表された進捗 (published progress): clauses done and remaining, beside larger populations that
/// were published before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedProgress {
    /// Stable id, such as `tokyo`.
    pub id: String,
    /// 団体.
    pub label: Label,
    /// 見直し済.
    pub done: u64,
    /// 残り.
    pub remaining: u64,
    /// 時点, as it was written.
    pub as_of: String,
    /// A source id of `SOURCES.md`.
    pub source: String,
    /// 母集団 published at other times.
    pub populations: Vec<PublishedPopulation>,
}

/// 公表値の率 (rate of published figures) with the name of its denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublishedRate {
    /// Id of the denominator: `done_and_remaining` or that of a population.
    pub denominator: String,
    /// Its name.
    pub label: Label,
    /// Whether the denominator is approximate, and so the share.
    pub approximate: bool,
    /// The share.
    pub rate: Rate,
}

impl PublishedRate {
    /// 「1,167／約1,800（約64.8％）」.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let about = match (self.approximate, language) {
            (false, _) => "",
            (true, Language::Ja) => "約",
            (true, Language::En) => "about ",
        };
        let percent = self.rate.percent(PercentDigits::One);
        let percent = percent.map_or_else(|| "－".to_owned(), |percent| percent.to_string());
        let label = self.label.in_language(language);
        let (above, below) = (self.rate.numerator(), self.rate.denominator());
        let (above, below) = (tosei_types::Grouped(above), tosei_types::Grouped(below));
        match language {
            Language::Ja => format!("{above}／{label} {about}{below}（{about}{percent}％）"),
            Language::En => format!("{above} of {about}{below}, {label} ({about}{percent} %)"),
        }
    }
}

/// 母集団から外れた条項 (clauses that left the population): the difference, without a reason.
///
/// Whether they needed no change, were abolished or wait for the State has not been published; none
/// of these is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftPopulation {
    /// Id of the population.
    pub population: String,
    /// How many clauses fewer are done or remaining.
    pub clauses: u64,
    /// Whether the number is approximate, because the population is.
    pub approximate: bool,
}

impl LeftPopulation {
    /// 「約397条項が母集団から外れた。理由は公表されていない。」
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let clauses = tosei_types::Grouped(self.clauses);
        match (language, self.approximate) {
            (Language::Ja, true) => {
                format!("約{clauses}条項が母集団から外れた。理由は公表されていない。")
            }
            (Language::Ja, false) => {
                format!("{clauses}条項が母集団から外れた。理由は公表されていない。")
            }
            (Language::En, true) => {
                format!("About {clauses} clauses left the population; the reason is not published.")
            }
            (Language::En, false) => {
                format!("{clauses} clauses left the population; the reason is not published.")
            }
        }
    }
}

impl PublishedProgress {
    /// The share of clauses done: of those done and remaining, then of each population that is not
    /// smaller than what was done.
    #[must_use]
    pub fn rates(&self) -> Vec<PublishedRate> {
        let counted = self.done.saturating_add(self.remaining);
        let own = (
            "done_and_remaining",
            Label::new("見直し済と残りの計", "done and remaining"),
            counted,
            false,
        );
        let published = self.populations.iter().map(|one| {
            (
                one.id.as_str(),
                one.label.clone(),
                one.clauses,
                one.approximate,
            )
        });
        std::iter::once(own)
            .chain(published)
            .filter_map(|(denominator, label, clauses, approximate)| {
                let basis = format!("clauses.published.{}.{denominator}", self.id);
                let rate = Rate::try_new(basis.parse().ok()?, self.done, clauses).ok()?;
                Some(PublishedRate {
                    denominator: denominator.to_owned(),
                    label,
                    approximate,
                    rate,
                })
            })
            .collect()
    }

    /// How many clauses left each population that is larger than what is done and remaining.
    #[must_use]
    pub fn left(&self) -> Vec<LeftPopulation> {
        let counted = self.done.saturating_add(self.remaining);
        self.populations
            .iter()
            .filter(|population| counted < population.clauses)
            .map(|population| LeftPopulation {
                population: population.id.clone(),
                clauses: population.clauses.saturating_sub(counted),
                approximate: population.approximate,
            })
            .collect()
    }
}

/// 内訳 (part) of a published total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClosingPart {
    /// What was counted.
    pub label: Label,
    /// 規制等の類型, where the part is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// 条項数.
    pub clauses: u64,
    /// 疑義あり: why the cell is not to be used until it has been checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspect: Option<Label>,
}

/// 合計と内訳 (total with its parts), as published.
///
/// # Invariant
///
/// The parts and what is unexplained sum to the total; a file that breaks this is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClosingFigures {
    /// Stable id.
    pub id: String,
    /// What was counted.
    pub label: Label,
    /// 合計.
    pub total: u64,
    /// 内訳.
    pub parts: Vec<ClosingPart>,
    /// 差: what no part explains.
    #[serde(default)]
    pub unexplained: u64,
    /// 時点, as it was written.
    pub as_of: String,
    /// A source id of `SOURCES.md`.
    pub source: String,
}

impl ClosingFigures {
    /// The sum of the parts; `None` beyond 64 bits.
    #[must_use]
    pub fn sum(&self) -> Option<u64> {
        self.parts
            .iter()
            .try_fold(0u64, |sum, part| sum.checked_add(part.clauses))
    }

    /// Whether the parts and what is unexplained give the total.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.sum()
            .and_then(|sum| sum.checked_add(self.unexplained))
            .is_some_and(|sum| sum == self.total)
    }
}

/// The wire form of published figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "PublishedReviewFigures"))]
#[serde(deny_unknown_fields)]
pub struct PublishedFiguresDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-published-review-figures`.
    #[cfg_attr(
        feature = "schemars",
        schemars(extend("const" = "tosei-published-review-figures"))
    )]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 進捗.
    pub progress: Vec<PublishedProgress>,
    /// 合計と内訳.
    pub closings: Vec<ClosingFigures>,
}

/// 公表値 (published figures) of Tokyo's review and of the State's.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::PublishedFigures;
/// use tosei_types::{Language, PercentDigits};
///
/// let tokyo = PublishedFigures::standard().progress("tokyo").unwrap();
/// let shares: Vec<String> = tokyo
///     .rates()
///     .iter()
///     .map(|rate| rate.rate.percent(PercentDigits::One).unwrap().to_string())
///     .collect();
/// assert_eq!(shares, ["83.2", "64.8", "58.4"]); // of 1,403, of about 1,800, of about 2,000
/// let left: Vec<u64> = tokyo.left().iter().map(|left| left.clauses).collect();
/// assert_eq!(left, [397, 597]);
/// assert!(tokyo.left()[0].sentence(Language::En).ends_with("the reason is not published."));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublishedFigures {
    progress: Vec<PublishedProgress>,
    closings: Vec<ClosingFigures>,
}

impl PublishedFigures {
    /// The embedded figures.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<PublishedFigures> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/codes/published.json"))
        })
    }

    /// Reads figures.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    /// - [`DataFileError::Duplicate`] if an id stands twice.
    /// - [`DataFileError::Contradiction`] if parts do not sum to their total.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: PublishedFiguresDocument = serde_json::from_str(json)?;
        expect_format(
            (PUBLISHED_FORMAT, 1),
            (&document.format, document.format_version),
        )?;
        expect_distinct(document.progress.iter().map(|one| one.id.as_str()))?;
        expect_distinct(document.closings.iter().map(|one| one.id.as_str()))?;
        if let Some(open) = document.closings.iter().find(|one| !one.closes()) {
            return Err(DataFileError::contradiction(
                open.id.clone(),
                "the total and its parts",
            ));
        }
        Ok(Self {
            progress: document.progress,
            closings: document.closings,
        })
    }

    /// Progress of one body.
    #[must_use]
    pub fn progress(&self, id: &str) -> Option<&PublishedProgress> {
        self.progress.iter().find(|one| one.id == id)
    }

    /// A total with its parts.
    #[must_use]
    pub fn closing(&self, id: &str) -> Option<&ClosingFigures> {
        self.closings.iter().find(|one| one.id == id)
    }

    /// All totals with their parts.
    #[must_use]
    pub fn closings(&self) -> &[ClosingFigures] {
        &self.closings
    }
}
