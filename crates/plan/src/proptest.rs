//! Strategies for moments, values, indicators and texts.

use crate::{
    Direction, Indicator, IndicatorTarget, Moment, Nature, Observation, Precision, SourceRef,
};
use proptest::prelude::*;
use tosei_types::{ExactNumber, FiscalYear, Label, YearMonth};

/// Moments of the years 2000 to 2049.
pub fn moments() -> impl Strategy<Value = Moment> {
    let month = (2000u16..2050, 1u8..=12).prop_filter_map("a month", |(year, month)| {
        YearMonth::try_new(year, month).ok()
    });
    prop_oneof![
        month.clone().prop_map(Moment::Month),
        (month, 0i64..28)
            .prop_filter_map("a day", |(month, day)| month.first_day().add_days(day).ok())
            .prop_map(Moment::Day),
        (2000u16..2050)
            .prop_filter_map("a fiscal year", |year| FiscalYear::try_new(year).ok())
            .prop_map(Moment::FiscalYear),
        (2000u16..2050)
            .prop_filter_map("a year", |year| YearMonth::try_new(year, 1).ok())
            .prop_map(Moment::Year),
    ]
}

/// Numbers from 0 to 100 with at most two digits after the point.
pub fn values() -> impl Strategy<Value = ExactNumber> {
    (0i64..=10_000).prop_filter_map("a number", |hundredths| {
        ExactNumber::try_new(hundredths, 100).ok()
    })
}

fn own_source() -> Option<SourceRef> {
    Some(SourceRef::new("own".parse().ok()?))
}

/// Observations, observed or expected, with every precision.
pub fn observations() -> impl Strategy<Value = Observation> {
    let precision = prop::sample::select(Precision::ALL);
    let nature = prop_oneof![3 => Just(Nature::Observed), 1 => Just(Nature::Expected)];
    (moments(), values(), precision, nature).prop_filter_map(
        "a source",
        |(at, value, precision, nature)| {
            Some(Observation {
                at,
                value,
                precision,
                nature,
                parts: None,
                unit: None,
                source: own_source()?,
                published: None,
            })
        },
    )
}

/// Targets with a number.
pub fn targets() -> impl Strategy<Value = IndicatorTarget> {
    let precision = prop::sample::select(Precision::ALL);
    (moments(), values(), precision).prop_filter_map("a source", |(by, value, precision)| {
        Some(IndicatorTarget {
            by,
            value: Some(value),
            precision,
            from: None,
            unit: None,
            text: None,
            source: own_source()?,
        })
    })
}

/// Indicators in percent, with up to eight observations and up to three targets.
pub fn indicators() -> impl Strategy<Value = Indicator> {
    let direction = prop::sample::select(Direction::ALL);
    let seen = prop::collection::vec(observations(), 0..8);
    let goals = prop::collection::vec(targets(), 0..3);
    (direction, seen, goals).prop_filter_map("ids", |(direction, observations, targets)| {
        Some(Indicator {
            id: "indicator".parse().ok()?,
            name: Label::new("指標（架空）", "Indicator (fictional)"),
            definition: None,
            unit: "percent".parse().ok()?,
            direction,
            measures: Vec::new(),
            population: None,
            starts: None,
            observations,
            targets,
            source: own_source()?,
        })
    })
}
