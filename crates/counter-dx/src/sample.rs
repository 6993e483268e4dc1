//! 見本市（架空）: the counters of a fictional city whose figures all close.
//!
//! For examples, tests and first steps: 64 counters with 96 booths at 14 places, 2,432 cells of what
//! they handle, 6,420 answers of visitors, two months of one busy counter and its busiest day ticket by
//! ticket. No such city exists, and everything about it is made up; the names in free texts too. One
//! counter only forwards, two cannot keep up with those who come, and the reviews hold a burst of one
//! day and six texts that name people.
//!
//! The files are made by `cargo xtask sample` from a plan that is data
//! (`xtask/data/mihon_counters_plan.json`), by arithmetic alone.

/// The register of counters at 30 June 2025, a `tosei-counter-register` document.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::{CounterRegister, ServiceMode};
/// use tosei_counter_dx::sample;
///
/// let register: CounterRegister = serde_json::from_str(sample::mihon_counters_json())?;
/// let counts = register.counts();
/// assert_eq!((counts.counters, counts.booths, counts.service_points), (64, 96, 14));
/// assert_eq!(counts.modes.of(ServiceMode::Forwards), 57);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub const fn mihon_counters_json() -> &'static str {
    include_str!("../data/sample/mihon_counters.json")
}

/// What visitors answered from April to June 2025, a table of one row an answer.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::review::{
///     ReviewLayout, ReviewTotals, SatisfactionRule, read_review_table, review_rules,
/// };
/// use tosei_counter_dx::sample;
/// use tosei_document::{Collector, Limits};
/// use tosei_types::PercentDigits;
///
/// let mut totals = ReviewTotals::new();
/// let mut findings = Collector::new(review_rules());
/// let csv = sample::mihon_counter_reviews_csv().as_bytes();
/// let (layout, limits) = (ReviewLayout::default(), Limits::default());
/// read_review_table(csv, &layout, &limits, &mut totals, &mut findings)?;
/// let summary = totals.summary(&SatisfactionRule::four_and_above("70".parse()?));
/// let share = summary.share().ok_or("there are answers")?;
/// assert_eq!((share.satisfied(), share.answers()), (4_532, 6_420));
/// assert_eq!(share.percent(PercentDigits::One).to_string(), "70.6");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub const fn mihon_counter_reviews_csv() -> &'static str {
    include_str!("../data/sample/mihon_counter_reviews.csv")
}

/// Daily totals of one busy counter, March and April 2025: from 24 March to 8 April 2.3 times as many
/// people come.
#[must_use]
pub const fn mihon_counter_days_csv() -> &'static str {
    include_str!("../data/sample/mihon_counter_days.csv")
}

/// The 521 tickets of that counter on 31 March 2025; eleven people are inside when it closes at 17:15.
#[must_use]
pub const fn mihon_counter_tickets_csv() -> &'static str {
    include_str!("../data/sample/mihon_counter_tickets.csv")
}

/// People an hour and minutes each at every counter, a table.
#[must_use]
pub const fn mihon_counter_demand_csv() -> &'static str {
    include_str!("../data/sample/mihon_counter_demand.csv")
}

/// A plan of a rollout of reservations, a `tosei-rollout-plan` document.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::{rollout::RolloutPlan, sample};
///
/// let plan: RolloutPlan = serde_json::from_str(sample::mihon_rollout_json())?;
/// let rollout = plan.rollout();
/// assert_eq!(rollout.quarters.len(), 4);
/// assert!(!rollout.unknown.is_empty()); // nobody counts the visits there
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub const fn mihon_rollout_json() -> &'static str {
    include_str!("../data/sample/mihon_rollout.json")
}
