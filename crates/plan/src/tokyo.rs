//! 東京都の計画と戦略 (Tokyo's plans and strategies), as data with their sources.
//!
//! Official wordings are as published; English is our gloss. What two sources say differently stands
//! side by side ([`Plan::inconsistencies`]), and nothing of it is decided here.

use crate::{Plan, PlanId, Record, RecordRef};
use std::sync::OnceLock;
use tosei_types::embedded;

macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)+) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name() -> &'static Plan {
                static PLAN: OnceLock<Plan> = OnceLock::new();
                embedded(&PLAN, || serde_json::from_str(include_str!($file)))
            }
        )+

        /// All of them, the oldest first.
        #[must_use]
        pub fn all() -> &'static [&'static Plan] {
            static ALL: OnceLock<Vec<&'static Plan>> = OnceLock::new();
            ALL.get_or_init(|| vec![$($name()),+])
        }
    };
}

documents! {
    /// シン・トセイ 都政の構造改革QOSアップグレード戦略 (2021-03-30): five keywords, seven core projects,
    /// five "less" drives, 31 leading projects of the bureaus in five groups, 18 of them named.
    shintosei = "../data/tokyo/shintosei.json";
    /// 東京デジタルファースト推進計画（第一期） (fiscal years 2021 to 2023), as far as the second plan and
    /// the quarterly pages tell of it.
    plan_1 = "../data/tokyo/plan_1.json";
    /// 東京都・区市町村CIOフォーラム (fiscal year 2022), and the CIO協議会 that took its place: working
    /// groups, surveys, the chat tool, tiers of support, joint studies, open data.
    cio_forum = "../data/tokyo/cio_forum.json";
    /// シン・トセイ3 and シン・トセイ 重点強化方針2023 (2023-07-28) with its three pillars.
    policy_2023 = "../data/tokyo/policy_2023.json";
    /// 東京デジタルファースト推進計画（第二期） (fiscal years 2024 to 2026): six basic policies, 25 measures
    /// in 27 rows, indicators, the four strengthenings.
    plan_2 = "../data/tokyo/plan_2.json";
    /// Figures that other public pages give about the same things.
    related_figures = "../data/tokyo/related_figures.json";
}

/// The document of an id.
#[must_use]
pub fn document(id: &PlanId) -> Option<&'static Plan> {
    all().iter().copied().find(|plan| plan.id == *id)
}

/// The thing that a reference names.
///
/// # Examples
///
/// ```
/// use tosei_plan::{Record, tokyo};
///
/// let record = "tokyo-plan-2-measures#analog-clauses-2024".parse()?;
/// assert!(tokyo::record(&record).is_none()); // documents are named by their own id
/// let record = "tokyo-digital-first-2#analog-clauses-2024".parse()?;
/// let Some(Record::Figure(figure)) = tokyo::record(&record) else {
///     panic!("a figure");
/// };
/// assert_eq!(figure.published.as_deref(), Some("約1,800条項"));
/// # Ok::<(), tosei_plan::RecordRefError>(())
/// ```
#[must_use]
pub fn record(reference: &RecordRef) -> Option<Record<'static>> {
    document(reference.document())?.record(reference.record())
}
