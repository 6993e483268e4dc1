//! Forecasts of counts and of percentages in words, whole sentences worked out by hand.

use serde_json::json;
use tosei_inventory::forecast::{ForecastOptions, IndicatorSeries};
use tosei_types::Language;

fn words(series: &serde_json::Value, as_of: &str) -> (String, String) {
    let series = IndicatorSeries::from_json(&series.to_string()).unwrap();
    let forecast = series.forecast(&ForecastOptions::new(as_of.parse().unwrap()));
    let in_words = |language| forecast.sentence(language);
    (in_words(Language::Ja), in_words(Language::En))
}

/// 240 and 480 of 1,200 at the ends of two fiscal years; all of them two years later.
fn counts() -> serde_json::Value {
    let value = |at: &str, numerator: u64| {
        let figure = json!({"numerator": numerator, "denominator": 1_200});
        json!({"at": at, "figure": figure, "source": "definition"})
    };
    json!({
        "format": "tosei-indicator-series", "format_version": 1, "fictional": true,
        "id": "test", "label": {"ja": "率", "en": "rate"}, "unit": "count",
        "observed": [value("2022-03", 240), value("2023-03", 480)],
        "targets": [value("2025-03", 1_200)],
    })
}

#[test]
fn counts_are_said_with_what_they_are_a_part_of() {
    // 60 points in eight quarters are needed, 20 in four were made: 40 % and 5 points a quarter
    // reach 100 % after twelve quarters.
    let (ja, en) = words(&counts(), "2023-04-01");
    assert_eq!(
        ja,
        "率（架空）: 令和5年3月末の40.0％（実績、1,200のうち480）から令和7年3月末の100.0％（目標、1,200のうち1,200）まで、\
         必要なペースは四半期に7.5ポイント（1,200のうち90）、実際のペースは四半期に5ポイント（1,200のうち60）（直近二時点の直線）、\
         このペースでの達成は令和8年3月31日、このペースでは間に合わない。"
    );
    assert_eq!(
        en,
        "rate (fictional): from 40.0 % on 31 March 2023 (observed, 480 of 1,200) to 100.0 % on 31 March 2025 (target, 1,200 of 1,200); \
         the pace needed is 7.5 points a quarter (90 of 1,200); the pace there was is 5 points a quarter (60 of 1,200) \
         (line through the last two observations); at that pace it is reached on 31 March 2026; behind."
    );
}

#[test]
fn a_rounded_population_is_said_to_be_one() {
    let value = |at: &str, percent: &str| json!({"at": at, "figure": {"percent": percent}, "source": "definition"});
    let mut series = json!({
        "format": "tosei-indicator-series", "format_version": 1, "fictional": false,
        "id": "test", "label": {"ja": "率", "en": "rate"}, "unit": "percent",
        "population": {"count": 3_000, "precision": "approximate", "source": "definition",
                       "label": {"ja": "手続", "en": "procedures"}},
        "observed": [value("2022-03", "20"), value("2023-03", "42.5")],
        "targets": [value("2024-03", "50.05")],
    });
    // 22.5 points in a year; 7.55 points are missing for the next: 1.8875 a quarter, 56.625 of 3,000.
    // At 5.625 points a quarter they are there after 1.342... quarters.
    let (ja, en) = words(&series, "2023-04-01");
    for part in [
        "率: 令和5年3月末の42.5％（実績）から令和6年3月末の50.05％（目標）まで、",
        "必要なペースは四半期に1.888ポイント（約3,000のうち56.6）、",
        "実際のペースは四半期に5.625ポイント（約3,000のうち168.8）（直近二時点の直線）、",
        "このペースで間に合う。件数は概数の母数によります。",
    ] {
        assert!(ja.contains(part), "{ja}: {part}");
    }
    for part in [
        "rate: from 42.5 % on 31 March 2023 (observed) to 50.05 % on 31 March 2024 (target); ",
        "the pace needed is 1.888 points a quarter (56.6 of about 3,000); ",
        "the pace there was is 5.625 points a quarter (168.8 of about 3,000) ",
        "; on course; counts are of an approximate population.",
    ] {
        assert!(en.contains(part), "{en}: {part}");
    }
    series["population"]["precision"] = json!("exact");
    let (ja, en) = words(&series, "2023-04-01");
    assert!(
        ja.contains("（3,000のうち56.6）") && !ja.contains('約'),
        "{ja}"
    );
    assert!(
        en.contains("(56.6 of 3,000)") && !en.contains("about"),
        "{en}"
    );
    assert!(
        !ja.contains("概数") && en.ends_with("; on course."),
        "{ja} {en}"
    );
}

#[test]
fn what_is_reached_says_no_day_and_what_does_not_rise_says_so() {
    let mut reached = counts();
    reached["targets"][0]["figure"]["numerator"] = json!(480);
    let (ja, en) = words(&reached, "2023-04-01");
    assert!(
        ja.ends_with("達成済。") && en.ends_with("; reached."),
        "{ja} {en}"
    );
    assert!(
        !ja.contains("達成は") && !en.contains("reached on"),
        "{ja} {en}"
    );
    let mut level = counts();
    level["observed"][0]["figure"]["numerator"] = json!(480);
    let (ja, en) = words(&level, "2023-04-01");
    assert!(
        ja.contains("実際のペースは四半期に0ポイント（1,200のうち0）"),
        "{ja}"
    );
    assert!(ja.ends_with("値が上がっていません。"), "{ja}");
    assert!(en.contains("0 points a quarter (0 of 1,200)"), "{en}");
    assert!(en.ends_with("; the figure does not rise."), "{en}");
    let mut falling = counts();
    falling["observed"][0]["figure"]["numerator"] = json!(600);
    let (ja, _) = words(&falling, "2023-04-01");
    assert!(
        ja.contains("四半期に-2.5ポイント（1,200のうち-30）"),
        "{ja}"
    );
    let mut aimless = counts();
    aimless["targets"] = json!([]);
    let (ja, en) = words(&aimless, "2023-04-01");
    assert!(
        ja.contains("判断できない") && ja.ends_with("目標値がありません。"),
        "{ja}"
    );
    assert!(
        en.contains("cannot be said") && en.ends_with("; the series has no such target."),
        "{en}"
    );
    assert!(!ja.contains("から") && !ja.contains("必要な"), "{ja}");
}
