//! 年度ごとの制度 (yearly schemes): editions of one series, and when they take applications.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, FiscalYear};

/// 年度版 (edition of a series): which yearly scheme a procedure belongs to, and of which year it is.
///
/// Subsidies are set up anew each fiscal year by 要綱 and take applications for some weeks. The next
/// year's edition is another [`Procedure`](crate::Procedure) of the same series: it is neither new,
/// nor is the last one abolished.
///
/// # Invariant
///
/// None across fields; a series is known by its text.
///
/// # Wire form
///
/// `{"series": "sho-ene-hojo", "fiscal_year": "2025", "reception": [{"from": "2025-06-02", "until":
/// "2025-07-31"}]}`. Both days of a window are included.
///
/// # Source
///
/// `project-decision:procedure-series`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::SeriesEdition;
///
/// let edition: SeriesEdition = serde_json::from_str(
///     r#"{"series": "sho-ene-hojo", "fiscal_year": "2025",
///         "reception": [{"from": "2025-06-02", "until": "2025-07-31"}]}"#,
/// )?;
/// assert_eq!(edition.receives_on("2025-07-31".parse()?), Some(true));
/// assert_eq!(edition.receives_on("2025-08-01".parse()?), Some(false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "事業年度")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeriesEdition {
    /// 系列: the scheme's own name or number, the same every year.
    pub series: String,
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 受付期間; `None` if nobody wrote them down (an empty list, that there are none this year).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reception: Option<Vec<ReceptionWindow>>,
}

/// 受付期間 (reception window): the days on which applications are taken, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceptionWindow {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl SeriesEdition {
    /// An edition whose windows nobody wrote down.
    #[must_use]
    pub fn new(series: impl Into<String>, fiscal_year: FiscalYear) -> Self {
        Self {
            series: series.into(),
            fiscal_year,
            reception: None,
        }
    }

    /// Whether applications are taken on a day; `None` if the windows are not known.
    #[must_use]
    pub fn receives_on(&self, day: Date) -> Option<bool> {
        let windows = self.reception.as_ref()?;
        Some(
            windows
                .iter()
                .any(|window| window.from <= day && day <= window.until),
        )
    }
}

/// 年度版の事実 (facts of an edition): what a rate needs to know of a procedure's series.
///
/// Each is `None` where nobody can tell. Made by [`StandingEditions::facts`].
///
/// # Source
///
/// `project-decision:series-population`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct SeriesFacts {
    /// 受付中: whether applications are taken on the day.
    pub open_on_day: Option<bool>,
    /// 当年度: whether it is of the fiscal year of the day.
    pub in_fiscal_year: Option<bool>,
    /// 系列を代表する版: whether it is of the edition that stands for its series.
    pub stands_for_series: Option<bool>,
}

impl SeriesFacts {
    /// Nothing is known of a series.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            open_on_day: None,
            in_fiscal_year: None,
            stands_for_series: None,
        }
    }

    /// 通年: a procedure of no series takes applications all the year, belongs to every year and
    /// stands for itself.
    #[must_use]
    pub const fn of_no_series() -> Self {
        Self {
            open_on_day: Some(true),
            in_fiscal_year: Some(true),
            stands_for_series: Some(true),
        }
    }
}

/// 系列を代表する版 (standing editions): which edition stands for each series on a day.
///
/// It is the latest that is not of a year to come; where all are to come, the first of them. All
/// procedures of that year's edition stand, as a scheme may have several.
///
/// # Source
///
/// `project-decision:series-population`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{SeriesEdition, StandingEditions};
///
/// let edition = |year: &str| SeriesEdition::new("sho-ene-hojo", year.parse().unwrap());
/// let editions = [edition("2024"), edition("2025"), edition("2026")];
/// let standing = StandingEditions::new(&editions, "2025-06-30".parse()?);
/// let stands = |at: usize| standing.facts(Some(&editions[at])).stands_for_series;
/// assert_eq!((stands(0), stands(1), stands(2)), (Some(false), Some(true), Some(false)));
/// assert_eq!(standing.facts(None).open_on_day, Some(true)); // of no series: open all the year
/// assert_eq!(standing.facts(Some(&editions[1])).open_on_day, None); // nobody wrote the windows down
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingEditions<'e> {
    day: Date,
    years: BTreeMap<&'e str, FiscalYear>,
}

impl<'e> StandingEditions<'e> {
    /// Looks through the editions of all series.
    pub fn new(editions: impl IntoIterator<Item = &'e SeriesEdition>, day: Date) -> Self {
        let now = day.fiscal_year();
        let mut years: BTreeMap<&'e str, FiscalYear> = BTreeMap::new();
        for edition in editions {
            let year = edition.fiscal_year;
            let stands = years.entry(&edition.series).or_insert(year);
            let better = if *stands > now {
                year < *stands
            } else {
                year > *stands && year <= now
            };
            if better {
                *stands = year;
            }
        }
        Self { day, years }
    }

    /// What is known of a procedure that belongs to an edition, or to no series (`None`).
    ///
    /// Of a series that was not looked through nobody can tell which edition stands for it.
    #[must_use]
    pub fn facts(&self, edition: Option<&SeriesEdition>) -> SeriesFacts {
        let Some(edition) = edition else {
            return SeriesFacts::of_no_series();
        };
        SeriesFacts {
            open_on_day: edition.receives_on(self.day),
            in_fiscal_year: Some(edition.fiscal_year == self.day.fiscal_year()),
            stands_for_series: self
                .years
                .get(edition.series.as_str())
                .map(|year| *year == edition.fiscal_year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(years: &[&str], day: &str) -> Option<String> {
        let editions: Vec<SeriesEdition> = years
            .iter()
            .map(|year| SeriesEdition::new("s", year.parse().unwrap()))
            .collect();
        let standing = StandingEditions::new(&editions, day.parse().unwrap());
        let stands = |edition: &&SeriesEdition| {
            standing.facts(Some(edition)).stands_for_series == Some(true)
        };
        let found = editions.iter().find(stands);
        found.map(|edition| edition.fiscal_year.to_string())
    }

    #[test]
    fn the_latest_edition_that_is_not_to_come_stands_in_whatever_order() {
        for years in [
            ["2023", "2025", "2026"],
            ["2026", "2025", "2023"],
            ["2025", "2026", "2023"],
        ] {
            let year = standing(&years, "2026-03-31");
            assert_eq!(year.as_deref(), Some("2025"), "{years:?}");
            let year = standing(&years, "2026-04-01");
            assert_eq!(year.as_deref(), Some("2026"), "{years:?}");
            // All are to come: the first of them.
            let year = standing(&years, "2020-04-01");
            assert_eq!(year.as_deref(), Some("2023"), "{years:?}");
        }
        let edition = SeriesEdition::new("other", "2025".parse().unwrap());
        let none = StandingEditions::new([], "2025-06-30".parse().unwrap());
        assert_eq!(none.facts(Some(&edition)).stands_for_series, None);
    }
}
