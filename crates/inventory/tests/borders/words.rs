//! What errors are called, and what they say in either language.

use crate::replaced;
use serde_json::json;
use tosei_document::Explain;
use tosei_inventory::forecast::{IndicatorSeries, SeriesError, SeriesPercent};
use tosei_inventory::suppression::{CountRow, CountTable, SuppressionError, SuppressionOptions};
use tosei_inventory::survey::{SurveyEdition, survey_rate};
use tosei_inventory::{
    CrosswalkRow, DecompositionError, MatchingCorrections, OrganisationCrosswalk,
    PriorityMergeError, ProcessKinds, RateDecompositionError, RateDefinitions, RateResult,
    RateResultError, Tally, TallyError, VolumeBands,
};
use tosei_types::{Label, Language};

#[test]
fn every_error_has_a_code() {
    assert_eq!(
        DecompositionError::NoMethod.code(),
        "inventory.decomposition.no_method"
    );
    assert_eq!(
        DecompositionError::OtherInventories.code(),
        "inventory.decomposition.other_inventories"
    );
    for (error, code) in [
        (RateDecompositionError::WrongChange, "wrong_change"),
        (RateDecompositionError::WrongSum, "wrong_sum"),
        (RateDecompositionError::Incomplete, "incomplete"),
    ] {
        let code = format!("inventory.rate_decomposition.{code}");
        assert_eq!(error.code(), code);
        assert_eq!(DecompositionError::from(error).code(), code);
    }
    for (error, code) in [
        (RateResultError::TooLarge, "too_large"),
        (RateResultError::OutsideBounds, "outside_bounds"),
        (RateResultError::Incomplete, "incomplete"),
    ] {
        assert_eq!(error.code(), format!("inventory.rate_result.{code}"));
    }
    for (error, code) in [
        (SuppressionError::TooLarge, "too_large"),
        (SuppressionError::TooManyNumbers, "too_many_numbers"),
        (SuppressionError::CannotCover, "cannot_cover"),
    ] {
        let code = format!("inventory.suppression.{code}");
        assert_eq!(error.code(), code);
        assert_eq!(Explain::code(&error), code);
    }
    assert_eq!(
        TallyError::DifferentBands.code(),
        "inventory.tally.different_bands"
    );
    assert_eq!(
        PriorityMergeError.code(),
        "inventory.priority.different_rules"
    );
}

#[test]
fn a_table_that_has_no_published_form_says_why() {
    let table = CountTable {
        columns: vec![Label::new("件数", "cases")],
        rows: vec![CountRow {
            name: "市民課".into(),
            counts: vec![1, 2],
        }],
    };
    let width = table.suppress(SuppressionOptions::default()).unwrap_err();
    assert_eq!(width.code(), "inventory.suppression.row_width");
    for (error, japanese, english) in [
        (
            width,
            "「市民課」の行に2の数がありますが、列は1です。",
            "The table cannot be published: row `市民課` has `2` counts for `1` columns.",
        ),
        (
            SuppressionError::TooManyNumbers,
            "列計のある表の数は、計を含めて4000までです。",
            "The table cannot be published: a table with column totals has at most 4000 numbers, \
             totals included.",
        ),
        (
            SuppressionError::CannotCover,
            "何を秘匿しても逆算できる数が残ります。下限を上げてください。",
            "The table cannot be published: a hidden number stays known whatever else is hidden; \
             choose a higher threshold.",
        ),
        (
            SuppressionError::TooLarge,
            "数の合計が大きすぎます。",
            "The table cannot be published: the sum of all counts is at most 9007199254740991, got \
             a larger number.",
        ),
    ] {
        assert_eq!(error.sentence(Language::Ja), japanese);
        assert_eq!(error.sentence(Language::En), english);
    }
}

const SERIES: &str = r#"{"format": "tosei-indicator-series", "format_version": 1, "fictional": true,
    "id": "test", "label": {"ja": "率", "en": "rate"}, "unit": "count",
    "observed": [{"at": "2024-03", "figure": {"numerator": 1, "denominator": 2}, "source": "definition"},
                 {"at": "2025-03", "figure": {"numerator": 2, "denominator": 2}, "source": "definition"}]}"#;

#[test]
fn a_series_that_cannot_be_used_says_why() {
    assert!(IndicatorSeries::from_json(SERIES).is_ok());
    let read =
        |from: &str, to: &str| IndicatorSeries::from_json(&replaced(SERIES, from, to)).unwrap_err();
    let percent = "100.1".parse::<SeriesPercent>().unwrap_err();
    for (error, code, japanese) in [
        (
            read("tosei-indicator-series", "tosei-x"),
            "format",
            "「tosei-x」の版1は、指標の系列の文書ではありません。",
        ),
        (
            read("\"format_version\": 1", "\"format_version\": 2"),
            "format",
            "「tosei-indicator-series」の版2は、指標の系列の文書ではありません。",
        ),
        (
            percent,
            "bad_percent",
            "「100.1」は0から100までの百分率（小数第三位まで）ではありません。",
        ),
        (
            read("\"unit\": \"count\"", "\"unit\": \"percent\""),
            "other_unit",
            "令和6年3月末の値の単位が、系列の単位「百分率」と異なります。",
        ),
        (
            read("\"numerator\": 1", "\"numerator\": 3"),
            "bad_counts",
            "2のうち3は、割合になりません。",
        ),
        (
            read("2025-03", "2024-03-31"),
            "two_values",
            "令和6年3月末の値が二つあります。",
        ),
    ] {
        assert_eq!(error.code(), format!("inventory.series.{code}"));
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(error.sentence(Language::Ja), japanese);
        let english = error.sentence(Language::En);
        assert_eq!(english, format!("The series cannot be used: {error}."));
    }
    let shape: SeriesError = IndicatorSeries::from_json("[]").unwrap_err();
    assert_eq!(shape.code(), "inventory.series.shape");
    let sentence = shape.sentence(Language::Ja);
    assert!(
        sentence.starts_with("指標の系列として読めません（"),
        "{sentence}"
    );
}

#[test]
fn a_rate_that_an_edition_does_not_have_is_refused_in_words() {
    let definitions = RateDefinitions::standard();
    let rates = definitions.compile(ProcessKinds::standard()).unwrap();
    let tally = Tally::new();
    let rate = |id: &str| survey_rate(id, definitions, &rates, (SurveyEdition::r6(), &tally));
    let unknown = rate("no.such.rate").unwrap_err();
    assert_eq!(unknown.code(), "inventory.survey_rate.unknown");
    assert_eq!(
        unknown.sentence(Language::Ja),
        "率「no.such.rate」の定義がありません。"
    );
    assert_eq!(
        unknown.sentence(Language::En),
        "There is no rate 「no.such.rate」."
    );
    let refused = rate("tokyo.within_discretion").unwrap_err();
    assert_eq!(refused.code(), "inventory.survey_rate.refused");
    for (language, start) in [
        (Language::Ja, "率「tokyo.within_discretion」は示せません。"),
        (
            Language::En,
            "The rate 「tokyo.within_discretion」 cannot be shown. ",
        ),
    ] {
        let sentence = refused.sentence(language);
        assert!(sentence.starts_with(start), "{sentence}");
        assert!(
            sentence.chars().count() > start.chars().count() + 10,
            "{sentence}"
        );
    }
}

#[test]
fn documents_beside_an_inventory_are_refused_by_code() {
    let matching = |format: &str, version: u32, corrections: serde_json::Value| {
        let document =
            json!({"format": format, "format_version": version, "corrections": corrections});
        MatchingCorrections::from_json(&document.to_string()).map_err(|error| error.code())
    };
    let own = "tosei-inventory-matching";
    let split = |later: &[&str]| json!([{"say": "split", "list": "procedures", "earlier": "A", "later": later}]);
    let merged = |earlier: &[&str]| json!([{"say": "merged", "list": "procedures", "earlier": earlier, "later": "A"}]);
    assert!(matching(own, 1, split(&["B", "C"])).is_ok());
    assert!(matching(own, 1, merged(&["B", "C"])).is_ok());
    for (result, code) in [
        (matching("tosei-x", 1, json!([])), "format"),
        (matching(own, 2, json!([])), "format"),
        (matching(own, 1, json!({})), "shape"),
        (matching(own, 1, split(&["B"])), "too_few"),
        (matching(own, 1, merged(&["B"])), "too_few"),
    ] {
        assert_eq!(result.unwrap_err(), format!("inventory.matching.{code}"));
    }

    let crosswalk = |format: &str, version: u32, rows: serde_json::Value| {
        let document = json!({
            "format": format, "format_version": version, "effective": "2025-04-01", "rows": rows,
        });
        OrganisationCrosswalk::from_json(&document.to_string()).map_err(|error| error.code())
    };
    let own = "tosei-organisation-crosswalk";
    assert!(crosswalk(own, 1, json!([])).is_ok());
    for (result, code) in [
        (crosswalk("tosei-x", 1, json!([])), "format"),
        (crosswalk(own, 2, json!([])), "format"),
        (crosswalk(own, 1, json!({})), "shape"),
    ] {
        assert_eq!(result.unwrap_err(), format!("inventory.crosswalk.{code}"));
    }
    let on = |day: &str| {
        let row = CrosswalkRow::new(
            "a".parse().unwrap(),
            "b".parse().unwrap(),
            "1/1".parse().unwrap(),
        );
        OrganisationCrosswalk::new(day.parse().unwrap(), vec![row])
    };
    let error = on("2025-04-01").then(&on("2024-04-01")).unwrap_err();
    assert_eq!(error.code(), "inventory.crosswalk.order");
}

#[test]
fn volume_bands_are_refused_by_code() {
    let bands = |format: &str, version: u32, bands: &[(&str, u64)]| {
        let bands: Vec<_> = bands
            .iter()
            .map(|(id, from)| json!({"id": id, "label": {"ja": id, "en": id}, "from": from}))
            .collect();
        let document = json!({
            "format": format, "format_version": version,
            "edition": {"id": "x", "date": "2026-11-22", "source": "definition"},
            "bands": bands, "unknown": {"ja": "不明", "en": "unknown"},
        });
        VolumeBands::from_json(&document.to_string()).map_err(|error| error.code())
    };
    let own = "tosei-volume-bands";
    let many = |count: u64| -> Vec<(String, u64)> {
        (0..count).map(|from| (format!("b{from}"), from)).collect()
    };
    let of = |count: u64| {
        let many = many(count);
        let many: Vec<(&str, u64)> = many.iter().map(|(id, from)| (id.as_str(), *from)).collect();
        bands(own, 1, &many)
    };
    let most = u64::try_from(tosei_inventory::MAX_VOLUME_BANDS).unwrap();
    assert_eq!(
        of(most).unwrap().iter().count(),
        tosei_inventory::MAX_VOLUME_BANDS
    );
    assert!(bands(own, 1, &[("none", 0)]).is_ok());
    for (result, code) in [
        (bands("tosei-x", 1, &[("none", 0)]), "format"),
        (bands(own, 2, &[("none", 0)]), "format"),
        (bands(own, 1, &[]), "not_from_zero"),
        (bands(own, 1, &[("some", 1)]), "not_from_zero"),
        (
            bands(own, 1, &[("none", 0), ("a", 5), ("b", 5)]),
            "not_ascending",
        ),
        (
            bands(own, 1, &[("none", 0), ("a", 5), ("b", 4)]),
            "not_ascending",
        ),
        (
            bands(own, 1, &[("none", 0), ("a", 5), ("none", 6)]),
            "duplicate",
        ),
        (of(most + 1), "too_many"),
        (of(most + 2), "too_many"),
    ] {
        assert_eq!(
            result.unwrap_err(),
            format!("inventory.volume_bands.{code}")
        );
    }
    let shape = VolumeBands::from_json("{}").unwrap_err();
    assert_eq!(shape.code(), "inventory.volume_bands.shape");
}

#[test]
fn a_rate_result_from_outside_is_checked() {
    let definitions = RateDefinitions::standard();
    let rates = definitions.compile(ProcessKinds::standard()).unwrap();
    let mut tally = Tally::<tosei_inventory::ProcessFacts>::new();
    for status in [
        tosei_inventory::OnlineStatus::Done,
        tosei_inventory::OnlineStatus::NotDone,
        tosei_inventory::OnlineStatus::Unknown,
    ] {
        tally.add(&tosei_inventory::ProcessFacts {
            status,
            ..tosei_inventory::ProcessFacts::unknown()
        });
    }
    let good = crate::json(&rates.evaluate_one("processes.done", &tally).unwrap());
    let read = |path: &str, value: serde_json::Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(path).unwrap() = value;
        serde_json::from_value::<RateResult>(bad).map_err(|error| error.to_string())
    };
    assert!(read("/numerator", json!(1)).is_ok());
    let largest = 9_007_199_254_740_991u64;
    assert!(read("/counts/excluded", json!(largest)).is_ok());
    for (path, value, sentence) in [
        (
            "/counts/excluded",
            json!(largest + 1),
            "at most 9007199254740991",
        ),
        ("/numerator", json!(null), "not both"),
        ("/low", json!(null), "not both"),
        ("/high", json!(null), "not both"),
        ("/numerator", json!(3), "outside its bounds"),
        (
            "/low",
            json!({"numerator": 2, "denominator": 3}),
            "outside its bounds",
        ),
        (
            "/high",
            json!({"numerator": 0, "denominator": 3}),
            "outside its bounds",
        ),
    ] {
        let said = read(path, value).unwrap_err();
        assert!(said.contains(sentence), "{path}: {said}");
    }
}

#[test]
fn rates_with_an_error_are_not_compiled() {
    let text = include_str!("../../data/rates/standard.json");
    assert!(
        RateDefinitions::from_json(text)
            .unwrap()
            .compile(ProcessKinds::standard())
            .is_ok()
    );
    let bad = replaced(
        text,
        "\"kinds\": [\"application\"]",
        "\"kinds\": [\"no_such_kind\"]",
    );
    let report = RateDefinitions::from_json(&bad)
        .unwrap()
        .compile(ProcessKinds::standard());
    let report = report.unwrap_err();
    assert!(report.count(tosei_document::Severity::Error) > 0);
}
