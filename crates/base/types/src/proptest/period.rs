//! Strategies for processing periods.

use crate::period::{
    MAX_PERIOD_AMOUNT, MAX_PERIOD_CASES, PeriodAmount, PeriodCase, PeriodCases, PeriodCondition,
    PeriodLength, PeriodUnit, ProcessingPeriod, ProcessingPeriodStatement,
};
use proptest::{prelude::*, sample::select};

/// Any amount: small whole numbers, decimals, and the largest ones.
fn amounts() -> impl Strategy<Value = PeriodAmount> {
    let whole = |thousandths: u64| PeriodAmount::try_from_thousandths(thousandths).ok();
    prop_oneof![
        (0..400u64).prop_map(|n| n.saturating_mul(1_000)),
        0..40_000u64,
        0..=MAX_PERIOD_AMOUNT.saturating_mul(1_000),
    ]
    .prop_filter_map("at most the largest amount", whole)
}

/// Any length, 即日 (the same day) included.
pub fn period_lengths() -> impl Strategy<Value = PeriodLength> {
    prop_oneof![
        1 => Just(PeriodLength::SAME_DAY),
        9 => (amounts(), select(&PeriodUnit::ALL)).prop_map(|(a, u)| PeriodLength::new(a, u)),
    ]
}

/// Any stated period: one length, one bound, two bounds, each exact or approximate.
pub fn processing_periods() -> impl Strategy<Value = ProcessingPeriod> {
    let exact = prop_oneof![
        period_lengths().prop_map(ProcessingPeriod::exactly),
        period_lengths().prop_map(ProcessingPeriod::at_most),
        period_lengths().prop_map(ProcessingPeriod::at_least),
        (period_lengths(), period_lengths()).prop_filter_map("in some order", |(one, other)| {
            ProcessingPeriod::try_between(one, other)
                .or_else(|_| ProcessingPeriod::try_between(other, one))
                .ok()
        }),
    ];
    (exact, any::<bool>()).prop_map(|(period, approximate)| {
        if approximate {
            period.approximately()
        } else {
            period
        }
    })
}

/// Any condition: the short words, and clauses that end with 場合.
pub fn period_conditions() -> impl Strategy<Value = PeriodCondition> {
    prop_oneof![
        select(vec!["新規", "変更", "再交付", "法人"]).prop_map(str::to_owned),
        "[ぁ-んァ-ヴー一二三十半約月日年又は数規定届出a-z]{1,20}場合",
    ]
    .prop_filter_map("a condition", |text| text.parse().ok())
}

/// Any valid list of cases: without conditions, with all of them, or with an ordinary case first.
pub fn period_cases() -> impl Strategy<Value = PeriodCases> {
    let conditioned = || {
        (period_conditions(), processing_periods()).prop_map(|(condition, period)| PeriodCase {
            condition: Some(condition),
            period,
        })
    };
    let plain = || {
        processing_periods().prop_map(|period| PeriodCase {
            condition: None,
            period,
        })
    };
    prop_oneof![
        prop::collection::vec(plain(), 2..=MAX_PERIOD_CASES),
        prop::collection::vec(conditioned(), 2..=MAX_PERIOD_CASES),
        (
            plain(),
            prop::collection::vec(conditioned(), 1..MAX_PERIOD_CASES)
        )
            .prop_map(|(first, mut rest)| {
                rest.insert(0, first);
                rest
            }),
    ]
    .prop_filter_map("conditions differ", |cases| {
        PeriodCases::try_new(cases).ok()
    })
}

/// Any statement that was read: every class but `unread`.
pub fn processing_period_statements() -> impl Strategy<Value = ProcessingPeriodStatement> {
    prop_oneof![
        4 => processing_periods().prop_map(ProcessingPeriodStatement::Stated),
        2 => period_cases().prop_map(ProcessingPeriodStatement::Several),
        1 => select(vec![
            ProcessingPeriodStatement::NoneSet,
            ProcessingPeriodStatement::NoResponseDue,
            ProcessingPeriodStatement::Unknown,
            ProcessingPeriodStatement::CaseByCase,
        ]),
        1 => amounts().prop_map(ProcessingPeriodStatement::NumberWithoutUnit),
    ]
}
