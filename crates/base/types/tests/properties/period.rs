//! Laws of processing periods.

use proptest::prelude::*;
use tosei_types::{
    period::{
        DayConversion, PeriodAmount, PeriodLength, PeriodNote, PeriodUnit, ProcessingPeriod,
        ProcessingPeriodClass, ProcessingPeriodStatement, read_processing_period,
    },
    proptest::{period_lengths, processing_period_statements, processing_periods},
};

/// Full width where there is one, the opposite of what the reader folds.
fn widened(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            ' ' => '\u{3000}',
            other => other,
        })
        .collect()
}

/// Pieces of real texts, put together without sense.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "1",
        "30",
        "1.5",
        "０",
        "一",
        "月",
        "か月",
        "日",
        "週間",
        "年",
        "営業日",
        "時間",
        "～",
        "-",
        "約",
        "程度",
        "以内",
        "以上",
        "又は",
        "、",
        "。",
        ";",
        "(",
        ")",
        "新規",
        "場合は",
        "標準処理期間",
        "の",
        "定め",
        "なし",
        "届出",
        "のため",
        "応答",
        "不明",
        "把握していない",
        "により",
        "異なる",
        "即日",
        "から",
        " ",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 1..9).prop_map(|list| list.concat())
}

proptest! {
    /// Law: the canonical text of a period reads back as the same period, and has no other class.
    #[test]
    fn canonical_text_of_a_period_round_trips(period in processing_periods()) {
        let text = period.to_string();
        prop_assert_eq!(text.parse::<ProcessingPeriod>().unwrap(), period);
        let statement = read_processing_period(&text).unwrap().into_statement();
        prop_assert_eq!(statement, ProcessingPeriodStatement::Stated(period));
    }

    /// Law: the canonical text of a length reads back as the same length.
    #[test]
    fn canonical_text_of_a_length_round_trips(length in period_lengths()) {
        prop_assert_eq!(length.to_string().parse::<PeriodLength>().unwrap(), length);
    }

    /// Law: the canonical text of every statement that was read reads back as the same statement.
    #[test]
    fn canonical_text_of_a_statement_round_trips(statement in processing_period_statements()) {
        let text = statement.canonical_text().unwrap();
        let reading = read_processing_period(&text).unwrap();
        prop_assert_eq!(reading.statement(), &statement, "{}", text);
    }

    /// Law: what is written as JSON is read back equal.
    #[test]
    fn json_round_trip(statement in processing_period_statements()) {
        let text = serde_json::to_string(&statement).unwrap();
        let read: ProcessingPeriodStatement = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read, statement);
    }

    /// Law: width and white space around a text change nothing in what it says.
    #[test]
    fn width_and_surrounding_space_change_nothing(text in pieces()) {
        let said = |text: &str| read_processing_period(text).map(tosei_types::ProcessingPeriodReading::into_statement);
        let plain = said(&text);
        prop_assert_eq!(said(&widened(&text)), plain.clone());
        prop_assert_eq!(said(&format!("\u{3000} {text}\t\n")), plain);
    }

    /// Law: any text whatever is read without a panic, keeps its text, and has a reason
    /// exactly if it is unread.
    #[test]
    fn exactly_the_unread_have_a_reason(text in prop_oneof![pieces(), any::<String>()]) {
        if let Some(reading) = read_processing_period(&text) {
            prop_assert_eq!(reading.text(), &text);
            let reasons = reading.notes().iter().filter(|note| note.is_reason()).count();
            let unread = reading.class() == ProcessingPeriodClass::Unread;
            prop_assert_eq!(reasons, usize::from(unread));
        } else {
            prop_assert!(text.trim().is_empty());
        }
    }

    /// Law: what was read is said by its canonical text too: normal form twice is once.
    #[test]
    fn canonical_text_is_a_normal_form(text in pieces()) {
        let once = read_processing_period(&text).unwrap_or_else(|| {
            read_processing_period("不明").unwrap()
        });
        if let Some(canonical) = once.statement().canonical_text() {
            let twice = read_processing_period(&canonical).unwrap();
            prop_assert_eq!(twice.statement(), once.statement());
            prop_assert!(!twice.notes().contains(&PeriodNote::BareMonth));
        }
    }

    /// Law: a larger amount of the same unit is never shorter, by any conversion, and longer by the
    /// default one.
    #[test]
    fn approximate_days_grow_with_the_amount(
        one in 0..=1_000_000_000u64,
        other in 0..=1_000_000_000u64,
        unit in prop::sample::select(&PeriodUnit::ALL[..]),
        days in any::<u16>(),
    ) {
        let amount = |n| PeriodAmount::try_from_thousandths(n).unwrap();
        let (small, large) = (one.min(other), one.max(other));
        let (short, long) =
            (PeriodLength::new(amount(small), unit), PeriodLength::new(amount(large), unit));
        let any_conversion = DayConversion::default()
            .with_days_per_week(days)
            .with_days_per_month(days)
            .with_days_per_year(days)
            .with_days_per_five_business_days(days);
        prop_assert!(short.approximate_days(&any_conversion) <= long.approximate_days(&any_conversion));
        let default = DayConversion::default();
        prop_assert_eq!(
            short.approximate_days(&default) < long.approximate_days(&default),
            small < large
        );
    }

    /// Law: of two lengths at most one is certainly longer, and never one of fewer days by the default
    /// conversion.
    #[test]
    fn certainly_longer_is_a_strict_order(one in period_lengths(), other in period_lengths()) {
        let longer = one.is_certainly_longer_than(&other);
        prop_assert!(!(longer && other.is_certainly_longer_than(&one)));
        let default = DayConversion::default();
        if longer {
            prop_assert!(one.approximate_days(&default) > other.approximate_days(&default));
        }
    }
}
