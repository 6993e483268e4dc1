//! Percentages of a series as they were written; what options keep; pace across breaks.

use tosei_inventory::forecast::{
    ForecastBase, ForecastMethod, ForecastOptions, IndicatorSeries, SeriesParts, SeriesPercent,
    ValueKind,
};

#[test]
fn a_percentage_is_digits_with_at_most_one_point() {
    for (text, points, digits) in [
        ("0", "0/1", 0),
        ("0.001", "1/1000", 3),
        ("5.0", "5/1", 1),
        ("50.7", "507/10", 1),
        ("99.999", "99999/1000", 3),
        ("100", "100/1", 0),
        ("100.000", "100/1", 3),
    ] {
        let percent: SeriesPercent = text.parse().unwrap();
        assert_eq!(percent.points().to_string(), points, "{text}");
        assert_eq!(percent.digits(), digits, "{text}");
        assert_eq!(percent.to_string(), text);
    }
    for text in [
        "",
        ".",
        "5.",
        ".5",
        "+5",
        "+5.0",
        "5.+1",
        "-5",
        "5.-1",
        " 5",
        "5 ",
        "05",
        "00",
        "5.0001",
        "100.001",
        "100.1",
        "101",
        "1e1",
        "５",
        "5,0",
        "5.0.0",
        "4294967296",
    ] {
        let error = text.parse::<SeriesPercent>().unwrap_err();
        assert_eq!(error.code(), "inventory.series.bad_percent", "{text}");
    }
}

#[test]
fn options_keep_what_they_are_given() {
    let day = "2024-04-01".parse().unwrap();
    let plain = ForecastOptions::new(day);
    for method in [
        ForecastMethod::LastTwo,
        ForecastMethod::RecentYear,
        ForecastMethod::LeastSquares,
    ] {
        let options = plain.with_method(method);
        assert_eq!(options.method, method);
        assert_eq!((options.as_of, options.base), (day, plain.base));
    }
    for base in [ForecastBase::Observed, ForecastBase::ExpectedIfLater] {
        assert_eq!(plain.with_base(base).base, base);
    }
    let target = "2027-03".parse().unwrap();
    assert_eq!(plain.with_target(target).target, Some(target));
}

const SERIES: &str = r#"{"format": "tosei-indicator-series", "format_version": 1, "fictional": true,
    "id": "test", "label": {"ja": "率", "en": "rate"}, "unit": "percent",
    "observed": [{"at": "2022-03", "figure": {"percent": "20"}, "source": "definition"},
                 {"at": "2023-03", "figure": {"percent": "40"}, "source": "definition"}],
    "expected": [{"at": "2023-03", "figure": {"percent": "50"}, "source": "definition"},
                 {"at": "2024-03", "figure": {"percent": "60"}, "source": "definition"}],
    "targets": [{"at": "2024-03", "figure": {"percent": "80"}, "source": "definition"},
                {"at": "2025-03", "figure": {"percent": "100"}, "source": "definition"}],
    "breaks": [{"from": "2023-04-01", "reason": {"ja": "数え方", "en": "counting"}, "source": "definition"}]}"#;

#[test]
fn a_made_up_series_makes_a_made_up_forecast() {
    let made_up = IndicatorSeries::from_json(SERIES).unwrap();
    let options = ForecastOptions::new("2024-04-01".parse().unwrap());
    assert!(made_up.is_fictional() && made_up.forecast(&options).fictional);
    let published = IndicatorSeries::published("tokyo.processes").unwrap();
    assert!(!published.is_fictional() && !published.forecast(&options).fictional);
    assert!(IndicatorSeries::published("no.such.series").is_none());
}

#[test]
fn a_pace_lies_between_two_values_of_one_way_of_counting() {
    let series = IndicatorSeries::from_json(SERIES).unwrap();
    let pace = |from: &str, to: &str| {
        let (pace, kinds) = series.pace_between(from.parse().unwrap(), to.parse().unwrap())?;
        Some((pace.points_per_year.to_string(), kinds))
    };
    use ValueKind::{Expected, Observed, Target};
    // The observation of March 2023 goes before what was expected, and that of 2024 before the target.
    assert_eq!(
        pace("2022-03", "2023-03"),
        Some(("20/1".into(), [Observed, Observed]))
    );
    assert_eq!(
        pace("2024-03", "2025-03"),
        Some(("40/1".into(), [Expected, Target]))
    );
    assert_eq!(pace("2023-03", "2024-03"), None); // across the break
    assert_eq!(pace("2022-03", "2025-03"), None);
    assert_eq!(pace("2023-03", "2022-03"), None);
    assert_eq!(pace("2023-03", "2023-03"), None);
    assert_eq!(pace("2022-03", "2023-04"), None);
}

#[test]
fn what_is_added_to_a_series_is_checked_with_the_rest() {
    let series = IndicatorSeries::from_json(SERIES).unwrap();
    let with = |parts: SeriesParts| series.clone().with(parts).map_err(|error| error.code());
    assert_eq!(with(SeriesParts::default()).unwrap(), series);
    let observed = series.observed().to_vec();
    let twice = SeriesParts {
        observed,
        ..SeriesParts::default()
    };
    assert_eq!(with(twice), Err("inventory.series.two_values"));
    let parts = SeriesParts {
        targets: series.targets().to_vec(),
        ..SeriesParts::default()
    };
    assert_eq!(with(parts), Err("inventory.series.two_values"));
    let fresh = IndicatorSeries::new(series.id().clone(), series.label().clone(), series.unit());
    let whole = fresh.with(SeriesParts {
        observed: series.observed().to_vec(),
        expected: series.expected().to_vec(),
        targets: series.targets().to_vec(),
        breaks: series.breaks().to_vec(),
        population: None,
    });
    let whole = whole.unwrap();
    assert_eq!(whole.breaks(), series.breaks());
    assert_eq!(whole.expected(), series.expected());
    assert_eq!(whole.population(), None);
}

#[test]
fn a_population_stays_unless_another_is_given() {
    let published = IndicatorSeries::published("tokyo.processes").unwrap();
    let own = published.population().unwrap().clone();
    let same = published.clone().with(SeriesParts::default()).unwrap();
    assert_eq!(same.population(), Some(&own));
    let mut other = own.clone();
    other.count = 7;
    let parts = SeriesParts {
        population: Some(other.clone()),
        ..SeriesParts::default()
    };
    assert_ne!(own, other);
    assert_eq!(published.with(parts).unwrap().population(), Some(&other));
}
