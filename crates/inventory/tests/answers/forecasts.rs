//! Published series against their targets.

use tosei_inventory::Fraction;
use tosei_inventory::forecast::{
    ForecastBase, ForecastMethod, ForecastOptions, ForecastReason, ForecastState, IndicatorSeries,
};
use tosei_types::{Language, PercentDigits, Percentage};

fn series(id: &str) -> IndicatorSeries {
    IndicatorSeries::published(id).unwrap()
}

#[test]
fn from_an_expected_70_percent_700_processes_a_quarter_are_needed() {
    let options = ForecastOptions::new("2024-04-01".parse().unwrap())
        .with_base(ForecastBase::ExpectedIfLater);
    let forecast = series("tokyo.processes").forecast(&options);
    let required = forecast.required.as_ref().unwrap();
    assert_eq!(required.points_per_quarter.to_string(), "5/2");
    assert_eq!(required.quarters.to_string(), "12/1");
    assert_eq!(
        required.counts.as_ref().unwrap().per_quarter.to_string(),
        "700/1"
    );
    let missing = required.points_per_quarter.times(&required.quarters);
    assert_eq!(missing, Fraction::whole(30));
    for reason in [
        ForecastReason::FromExpectedValue,
        ForecastReason::ApproximatePopulation,
        ForecastReason::DifferentBasis,
    ] {
        assert!(forecast.reasons.contains(&reason), "{reason}");
    }
    assert_eq!(
        forecast.sentence(Language::Ja),
        "東京都の手続プロセスのデジタル化率: 令和6年3月末の70％（見込）から令和9年3月末の100％（目標）まで、必要なペースは四半期に2.5ポイント（約28,000のうち700）、実際のペースは四半期に7.4ポイント（約28,000のうち2072）（直近二時点の直線）、このペースでの達成は令和7年4月5日、このペースで間に合う。見込値を起点とします（実績値ではありません）。件数は概数の母数によります。起点の値と目標値は数え方が異なります。"
    );
}

#[test]
fn the_year_ran_at_7_4_and_the_next_needed_4_825_points_a_quarter() {
    let series = series("tokyo.processes");
    let between = |from: &str, to: &str| {
        let (pace, _) = series
            .pace_between(from.parse().unwrap(), to.parse().unwrap())
            .unwrap();
        pace.points_per_quarter.to_string()
    };
    assert_eq!(between("2022-03", "2023-03"), "37/5"); // 7.4
    assert_eq!(between("2023-03", "2024-03"), "193/40"); // 4.825
    let never = series.pace_between("2022-03".parse().unwrap(), "2022-04".parse().unwrap());
    assert!(never.is_none());
}

#[test]
fn the_expected_115_of_119_are_96_6_percent_and_no_observation() {
    let series = series("tokyo.major_procedures");
    let expected = &series.expected()[0];
    assert_eq!(
        expected.figure.points(),
        Fraction::of_counts(11_500, 119).unwrap()
    );
    let shown = Percentage::of(115, 119, PercentDigits::One).unwrap();
    assert_eq!(shown.to_string(), "96.6");
    let options = ForecastOptions::new("2024-04-01".parse().unwrap());
    let forecast = series.forecast(&options);
    assert_eq!(forecast.base.unwrap().at.to_string(), "2021-09"); // the last that was counted
}

#[test]
fn what_cannot_be_said_says_why_in_both_languages() {
    let series = series("tokyo.processes");
    let options = ForecastOptions::new("2021-01-01".parse().unwrap());
    let forecast = series.forecast(&options.with_method(ForecastMethod::LeastSquares));
    assert_eq!(forecast.state, ForecastState::CannotBeSaid);
    let (ja, en) = (
        forecast.sentence(Language::Ja),
        forecast.sentence(Language::En),
    );
    assert!(
        ja.contains("判断できない。断絶の後の実績値が一つだけ"),
        "{ja}"
    );
    assert!(en.contains("cannot be said; one observation"), "{en}");
}
