//! 年度ごとの制度 (yearly schemes): editions of one series, and when they take applications.

use serde::{Deserialize, Serialize};
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
