//! The pace that a deadline asks for, and whether the present pace reaches it.
#![deny(clippy::arithmetic_side_effects)]

use serde::Serialize;
use tosei_types::{Date, FiscalQuarter};

/// 四半期末の数: how many ends of quarters lie after one day and not after another.
///
/// The running quarter counts, because its end is still to come; from 2024-03-31 to 2027-03-31 there
/// are twelve.
#[must_use]
pub fn quarter_ends(after: Date, until: Date) -> u32 {
    let index = |day: Date| {
        // Quarters whose end is not after the day, counted from the year 0.
        let quarter = FiscalQuarter::of(day);
        let before = u32::from(quarter.fiscal_year().year())
            .saturating_mul(4)
            .saturating_add(u32::from(quarter.number()));
        if quarter.last_day() == day {
            before
        } else {
            before.saturating_sub(1)
        }
    };
    index(until).saturating_sub(index(after))
}

/// 必要なペース (required pace): how many clauses each remaining quarter has to finish.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::required_pace;
///
/// // 236 clauses at the end of May 2025, to be done by the end of fiscal year 2025.
/// let pace = required_pace(236, "2025-05-31".parse()?, "2026-03-31".parse()?);
/// assert_eq!((pace.quarters, pace.per_quarter), (4, Some(59)));
/// // After the deadline there is no pace that would do.
/// let late = required_pace(1, "2026-04-01".parse()?, "2026-03-31".parse()?);
/// assert_eq!(late.per_quarter, None);
/// # Ok::<(), tosei_types::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RequiredPace {
    /// 残り.
    pub remaining: u64,
    /// 残る四半期末の数; the running quarter counts.
    pub quarters: u32,
    /// 四半期ごとに必要な条項数, rounded up; `None` if something remains and no quarter does.
    pub per_quarter: Option<u64>,
}

/// The pace that a deadline asks for.
#[must_use]
pub fn required_pace(remaining: u64, as_of: Date, deadline: Date) -> RequiredPace {
    let quarters = quarter_ends(as_of, deadline);
    let per_quarter = if remaining == 0 {
        Some(0)
    } else {
        remaining
            .checked_add(u64::from(quarters))
            .and_then(|sum| sum.checked_sub(1))
            .and_then(|sum| sum.checked_div(u64::from(quarters)))
    };
    RequiredPace {
        remaining,
        quarters,
        per_quarter,
    }
}

/// 実績のペース (observed pace): clauses finished, and the quarters in which they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ObservedPace {
    /// 完了した条項数.
    pub finished: u64,
    /// 四半期の数.
    pub quarters: u32,
}

tosei_types::coded_enum! {
    /// 見通し (verdict of a forecast).
    pub enum ForecastVerdict: "verdict of a forecast" {
        /// 達成: nothing remains.
        Done = "done" ("完了している", "done"),
        /// 達成見込み: the observed pace reaches the deadline.
        Reaches = "reaches" ("今のペースで期限に間に合う", "the present pace reaches the deadline"),
        /// 未達見込み.
        Misses = "misses" ("今のペースでは期限に間に合わない", "the present pace misses the deadline"),
        /// 期限超過: the deadline has passed, and something remains.
        Overdue = "overdue" ("期限を過ぎて残っている", "overdue"),
        /// 判断できない: no pace has been observed.
        Unknown = "unknown" ("実績がなく判断できない", "no pace observed"),
    }
}

/// 見通し (forecast) against a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReviewForecast {
    /// 必要なペース.
    pub required: RequiredPace,
    /// 実績のペース.
    pub observed: Option<ObservedPace>,
    /// 見通し.
    pub verdict: ForecastVerdict,
    /// 期限時点の残りの見込み: what would remain at the deadline, rounded up; only where a pace was
    /// observed.
    pub left_at_deadline: Option<u64>,
}

/// Holds the observed pace against the deadline.
///
/// The pace is taken as it was: finished clauses over the quarter ends that passed. Reviews do not
/// become easier at the end, so this is a straight line and not a promise.
#[must_use]
pub fn forecast(
    remaining: u64,
    observed: Option<ObservedPace>,
    as_of: Date,
    deadline: Date,
) -> ReviewForecast {
    let required = required_pace(remaining, as_of, deadline);
    let observed = observed.filter(|observed| observed.quarters > 0);
    let left_at_deadline = observed.and_then(|pace| {
        // finished / quarters · quarters left, rounded down: 2^64 · 2^32 fits into 128 bits.
        let done = u128::from(pace.finished)
            .checked_mul(u128::from(required.quarters))?
            .checked_div(u128::from(pace.quarters))?;
        let left = u128::from(remaining).saturating_sub(done);
        u64::try_from(left).ok()
    });
    let verdict = if remaining == 0 {
        ForecastVerdict::Done
    } else if deadline < as_of {
        ForecastVerdict::Overdue
    } else {
        match left_at_deadline {
            None => ForecastVerdict::Unknown,
            Some(0) => ForecastVerdict::Reaches,
            Some(_) => ForecastVerdict::Misses,
        }
    };
    ReviewForecast {
        required,
        observed,
        verdict,
        left_at_deadline,
    }
}
