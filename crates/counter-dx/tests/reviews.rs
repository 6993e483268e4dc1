//! Reviews: rules by their fixtures, tables in one pass, the rule that is named.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::Value;
use tosei_counter_dx::review::{
    ReviewLayout, ReviewTotals, SatisfactionRule, read_review_table, review_rules,
};
use tosei_document::{Catalogue, Collector, Explain, Limits, Report};
use tosei_types::{MAX_COUNT, PercentDigits, RatingPoint, Ratings, TargetVerdict};

fn findings(fixture: &Value) -> (Report, ReviewTotals) {
    let mut totals = ReviewTotals::new();
    totals.expect(&"W-1".parse().unwrap());
    if fixture.get("full").is_some() {
        let all = Ratings::try_new([MAX_COUNT, 0, 0, 0, 0]).unwrap();
        totals.add_ratings(&"W-1".parse().unwrap(), &all).unwrap();
    }
    let mut csv = fixture["csv"].as_str().unwrap().as_bytes().to_vec();
    let bytes = fixture.get("bytes_after").and_then(Value::as_array);
    let bytes = bytes.into_iter().flatten();
    csv.extend(bytes.map(|b| u8::try_from(b.as_u64().unwrap()).unwrap()));
    let mut collector = Collector::new(review_rules());
    let (layout, limits) = (ReviewLayout::default(), Limits::default());
    read_review_table(
        csv.as_slice(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    )
    .unwrap();
    (collector.into_report(), totals)
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    let own = review_rules().rules().len() - Catalogue::reading().rules().len();
    assert_eq!(own, 6);
    for rule in review_rules().rules() {
        if !rule.code.starts_with("counter_dx.") {
            continue;
        }
        let (good, bad) = (findings(&rule.good).0, findings(&rule.bad).0);
        assert!(good.is_clean(), "{}: {:?}", rule.code, good.findings());
        assert_eq!(bad.count_of(&rule.code), 1, "{} is not broken", rule.code);
        assert_eq!(bad.total(), 1);
        for language in [tosei_types::Language::Ja, tosei_types::Language::En] {
            let sentence = review_rules().sentence(&bad.findings()[0], language);
            assert!(!sentence.contains(['{', '}']), "{sentence}");
        }
    }
}

#[test]
fn a_table_is_counted_row_by_row_and_its_texts_are_not_kept() {
    let csv = "日付,窓口ID,評価,自由記述\n2025-04-01,W-1,5,山田さんは親切\n2025-04-01,W-1,0,\n\
               2025-04-02,W-2,3,\n2025-04-02,W-2,,\n2025-04-03,W-2,４,\n";
    let (report, totals) = findings(&serde_json::json!({"csv": csv}));
    assert_eq!(report.count_of("counter_dx.review.bad_rating"), 2); // 0 and a full-width 4
    assert_eq!(report.count_of("counter_dx.review.blank_rating"), 1);
    assert_eq!(report.count_of("counter_dx.review.unknown_counter"), 1);
    assert_eq!(
        totals.of(&"W-1".parse().unwrap()).unwrap().counts(),
        [1, 0, 0, 0, 0]
    );
    assert_eq!(
        totals.of(&"W-2".parse().unwrap()).unwrap().counts(),
        [0, 0, 1, 0, 0]
    );
    assert!(!format!("{report:?}{totals:?}").contains("山田"));
}

#[test]
fn a_missing_column_is_an_error() {
    let mut totals = ReviewTotals::new();
    let mut collector = Collector::new(review_rules());
    let (layout, limits) = (ReviewLayout::default(), Limits::default());
    let error = read_review_table(
        "窓口ID,点\nW-1,5\n".as_bytes(),
        &layout,
        &limits,
        &mut totals,
        &mut collector,
    );
    assert_eq!(error.unwrap_err().code(), "table.missing_columns");
}

#[test]
fn what_counts_as_satisfied_changes_the_figure_and_stands_beside_it() {
    let ratings = Ratings::try_new([2_180, 2_352, 1_120, 468, 300]).unwrap();
    let four = SatisfactionRule::four_and_above("70".parse().unwrap());
    let shown = |from| {
        let rule = SatisfactionRule {
            satisfied_from: from,
            ..four.clone()
        };
        let share = rule.share(&ratings).unwrap();
        share.percent(PercentDigits::One).to_string()
    };
    assert_eq!(shown(RatingPoint::Five), "34.0");
    assert_eq!(shown(RatingPoint::Four), "70.6");
    assert_eq!(shown(RatingPoint::Three), "88.0");
    assert_eq!(shown(RatingPoint::One), "100.0");
}

#[test]
fn the_minimum_is_enough_and_one_less_is_not() {
    let rule = SatisfactionRule::four_and_above("70".parse().unwrap());
    let of = |answers| Ratings::try_new([answers, 0, 0, 0, 0]).unwrap();
    assert_eq!(rule.point(&of(30)), TargetVerdict::Reached);
    assert_eq!(rule.point(&of(29)), TargetVerdict::TooFew);
    assert_eq!(rule.point(&of(0)), TargetVerdict::NoAnswers);
    // Exactly the target is reached.
    let exact = Ratings::try_new([70, 0, 0, 0, 30]).unwrap();
    assert_eq!(rule.point(&exact), TargetVerdict::Reached);
}

#[test]
fn too_many_answers_leave_the_totals_as_they_were() {
    let mut totals = ReviewTotals::new();
    let (one, two) = ("W-1".parse().unwrap(), "W-2".parse().unwrap());
    let all = Ratings::try_new([MAX_COUNT, 0, 0, 0, 0]).unwrap();
    totals.add_ratings(&one, &all).unwrap();
    let before = totals.clone();
    let error = totals.add(&two, RatingPoint::One).unwrap_err();
    assert_eq!(error.code(), "counter_dx.review.too_many");
    assert!(totals.clone().merge(&before).is_err());
    assert_eq!(totals, before);
}
