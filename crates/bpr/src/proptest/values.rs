//! Ids, labels, times, probabilities, activities.

use crate::{
    Activity, ActivityMark, ElementId, Medium, Minutes, Probability, Repetition, TaskKind,
    TimeValue, WorkKind,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tosei_types::ExactNumber;

/// Ids as modelling tools write them, a few of them in Japanese.
pub fn element_ids() -> impl Strategy<Value = ElementId> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,6}_[0-9a-f]{1,6}",
        1 => "手順[0-9]{1,3}",
    ]
    .prop_filter_map("an id", |text| text.parse().ok())
}

/// Names of steps, lanes and branches: short and long, Japanese and not, with characters that XML escapes.
pub fn labels() -> impl Strategy<Value = String> {
    let words = vec![
        "申請書を受け付ける",
        "書類を確認する",
        "審査",
        "決裁（架空）",
        "通知書の印刷・封入・発送を委託事業者に依頼する",
        "Check <form> & \"seal\"",
        "はい",
        "ｶﾀｶﾅと𠮷田様",
    ];
    select(words).prop_map(str::to_owned)
}

/// Whole and half minutes up to two weeks, and a third of an hour here and there.
pub fn minutes() -> impl Strategy<Value = Minutes> {
    prop_oneof![
        6 => (0..=480u32).prop_map(Minutes::from),
        2 => (0..=20_160u32).prop_map(Minutes::from),
        1 => (1..=999i64).prop_filter_map("a half", |n| number(n, 2)),
        1 => (1..=999i64).prop_filter_map("a seventh", |n| number(n, 7)),
    ]
}

fn number(numerator: i64, denominator: u64) -> Option<Minutes> {
    let number = ExactNumber::try_new(numerator, denominator).ok()?;
    Minutes::try_new(number).ok()
}

/// Times that are the same every time.
pub fn exact_times() -> impl Strategy<Value = TimeValue> {
    minutes().prop_map(TimeValue::Value)
}

/// Values, ranges and distributions.
pub fn time_values() -> impl Strategy<Value = TimeValue> {
    prop_oneof![
        4 => exact_times(),
        2 => (minutes(), minutes()).prop_filter_map("a range", |(one, other)| {
            TimeValue::range(one.min(other), one.max(other)).ok()
        }),
        1 => tosei_simulation::proptest::distributions().prop_map(TimeValue::Distribution),
    ]
}

/// Probabilities of hundredths.
pub fn probabilities() -> impl Strategy<Value = Probability> {
    (0..=100i64).prop_filter_map("a probability", |n| share(n, 100))
}

fn share(numerator: i64, denominator: u64) -> Option<Probability> {
    Probability::try_new(ExactNumber::try_new(numerator, denominator).ok()?).ok()
}

/// `branches` probabilities above 0 that sum to one.
pub fn probability_splits(branches: usize) -> impl Strategy<Value = Vec<Probability>> {
    vec(1..=12u32, branches).prop_filter_map("shares", |weights| {
        let total = u64::from(weights.iter().fold(0u32, |sum, w| sum.saturating_add(*w)));
        let all = weights.iter().map(|weight| share((*weight).into(), total));
        all.collect()
    })
}

/// Activities of which much, little or nothing is known.
pub fn activities(
    times: impl Strategy<Value = TimeValue> + 'static,
) -> impl Strategy<Value = Activity> {
    let times = times.boxed();
    let kinds = (
        option::weighted(
            0.4,
            select(TaskKind::ALL).prop_filter("drawn", |kind| *kind != TaskKind::Plain),
        ),
        option::of(select(WorkKind::ALL)),
        option::of(select(Medium::ALL)),
        option::weighted(0.8, times.clone()),
        option::weighted(0.8, times),
    );
    let rest = (
        option::weighted(0.2, select(vec!["0.2", "1/3", "2", "1"])),
        option::weighted(0.3, select(vec!["regular", "fixed_term"])),
        option::weighted(0.2, 0..=5_000u32),
        vec(
            select(vec!["氏名", "住所", "口座 番号", "Applicant <id>"]),
            0..3,
        ),
        proptest::sample::subsequence(ActivityMark::ALL.to_vec(), 0..=3),
        option::weighted(0.1, select(Repetition::ALL)),
        vec(select(vec!["F1a", "F2"]), 0..2),
    );
    (kinds, rest).prop_map(|((task, work_kind, medium, work, waiting), rest)| {
        let (frequency, staff_class, cash_yen, enters, marks, repetition, criteria) = rest;
        Activity {
            task,
            work_kind,
            medium,
            work,
            waiting,
            frequency: frequency.and_then(|text| text.parse().ok()),
            staff_class: staff_class.and_then(|text| text.parse().ok()),
            cash_yen,
            enters: enters.into_iter().map(str::to_owned).collect(),
            marks,
            repetition,
            criteria: criteria.iter().filter_map(|id| id.parse().ok()).collect(),
        }
    })
}

/// An id made here.
#[allow(
    clippy::unreachable,
    reason = "only called with texts of this module, which are ids"
)]
pub(super) fn id(text: &str) -> ElementId {
    text.parse()
        .unwrap_or_else(|_| unreachable!("`{text}` is an id"))
}
