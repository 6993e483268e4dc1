//! Series, surveys row by row, and corrections: what is built, what is refused, and in which words.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_document::{Explain, Limits};
use tosei_inventory::comparison::{MatchingCorrections, compare_surveys};
use tosei_inventory::forecast::{IndicatorSeries, SeriesUnit};
use tosei_inventory::survey::{Comparability, SurveyColumn, SurveyEdition, SurveyTable};
use tosei_inventory::{Ledger, OrganisationCrosswalk};
use tosei_types::{Label, Language};

/// Code, and both sentences: they differ and name what the error is about.
fn told(error: &dyn Explain, code: &str, named: &str) {
    assert_eq!(error.code(), code);
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(ja.ends_with('。') && en.ends_with('.'), "{ja} / {en}");
    assert!(ja != en, "{ja}");
    assert!(
        ja.contains(named) && en.contains(named),
        "{ja} / {en}: {named}"
    );
}

fn published() -> Value {
    let series = IndicatorSeries::published("tokyo.processes").unwrap();
    serde_json::to_value(series).unwrap()
}

#[test]
fn a_published_series_is_written_as_it_was_read() {
    let written = published();
    let read = IndicatorSeries::from_json(&written.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
    assert_eq!(read.unit(), SeriesUnit::Percent);
    let empty = IndicatorSeries::new(
        "mihon.rate".parse().unwrap(),
        Label::new("率（架空）", "Rate (fictional)"),
        SeriesUnit::Percent,
    );
    assert!(empty.observed().is_empty() && empty.expected().is_empty());
    assert!(IndicatorSeries::published("no.such").is_none());
}

#[test]
fn a_series_that_breaks_its_rules_is_refused_in_both_languages() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut changed = published();
        change(&mut changed);
        IndicatorSeries::from_json(&changed.to_string()).unwrap_err()
    };
    told(
        &refused(&|series| series["format"] = json!("tosei-plan")),
        "inventory.series.format",
        "tosei-plan",
    );
    told(
        &refused(&|series| {
            let first = series["observed"][0].clone();
            series["observed"].as_array_mut().unwrap().push(first);
        }),
        "inventory.series.two_values",
        "",
    );
    told(
        &refused(&|series| series["unit"] = json!("count")),
        "inventory.series.other_unit",
        "",
    );
    told(
        &refused(&|series| series["observed"] = json!("many")),
        "inventory.series.shape",
        "",
    );
}

fn load(rows: &str) -> SurveyTable {
    let header =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n";
    let csv = format!("{header}{rows}");
    SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default()).unwrap()
}

#[test]
fn surveys_are_compared_row_by_row() {
    let earlier = load(
        "1,転入の届出,1 申請等,5 国民等,2 未実施,120,0\n\
         2,転出の届出,1 申請等,5 国民等,1 実施済,5,0\n\
         3,消えた届出,1 申請等,5 国民等,1 実施済,5,0\n\
         4,二度ある届出,1 申請等,5 国民等,1 実施済,5,0\n\
         4,二度ある届出,1 申請等,5 国民等,1 実施済,5,0\n\
         ,番号のない届出,1 申請等,5 国民等,1 実施済,5,0\n",
    );
    let later = load(
        "1,転入の届出,1 申請等,5 国民等,1 実施済,130,0\n\
         2,転出の届出,1 申請等,5 国民等,1 実施済,5,0\n\
         4,二度ある届出,1 申請等,5 国民等,1 実施済,5,0\n\
         5,新しい届出,1 申請等,5 国民等,1 実施済,5,0\n\
         6,新しく二度ある届出,1 申請等,5 国民等,1 実施済,5,0\n\
         6,新しく二度ある届出,1 申請等,5 国民等,1 実施済,5,0\n",
    );
    let found = compare_surveys(&earlier, &later);
    assert_eq!(found.unchanged, 1);
    assert_eq!(found.removed, [2]);
    assert_eq!(found.added, [3]);
    assert_eq!(found.without_id, (1, 0));
    assert_eq!(found.changed.len(), 1);
    assert_eq!(
        found.changed[0].columns,
        [SurveyColumn::OnlineStatus, SurveyColumn::CasesTotal]
    );
    let repeated: Vec<_> = found
        .repeated
        .iter()
        .map(|(id, times)| (id.to_string(), *times))
        .collect();
    assert_eq!(
        repeated,
        [("4".to_owned(), (2, 1)), ("6".to_owned(), (0, 2))]
    );
    let by_column = found.by_column();
    assert_eq!(by_column.get(&SurveyColumn::OnlineStatus), Some(&1));
    assert_eq!(by_column.len(), 2);
    // A file beside itself: nothing came and nothing went.
    let same = compare_surveys(&earlier, &earlier);
    assert!(same.changed.is_empty() && same.added.is_empty() && same.removed.is_empty());
}

#[test]
fn comparability_says_why_and_never_both() {
    let caveat = json!({"ja": "注意", "en": "A caveat."});
    for (document, good) in [
        (json!({"comparable": true}), true),
        (json!({"comparable": true, "caveats": [caveat]}), true),
        (json!({"comparable": false, "reasons": [caveat]}), true),
        (json!({"comparable": false}), false),
        (json!({"comparable": true, "reasons": [caveat]}), false),
        (
            json!({"comparable": false, "reasons": [caveat], "caveats": [caveat]}),
            false,
        ),
    ] {
        let read: Result<Comparability, _> = serde_json::from_value(document.clone());
        assert_eq!(read.is_ok(), good, "{document}");
        if let Ok(read) = read {
            let notes = usize::from(document.as_object().unwrap().len() > 1);
            assert_eq!(read.notes().len(), notes);
            let again = serde_json::to_value(&read).unwrap();
            assert_eq!(
                serde_json::from_value::<Comparability>(again).unwrap(),
                read
            );
        }
    }
}

#[test]
fn corrections_seen_from_the_other_side_are_themselves_when_seen_twice() {
    let json = json!({
        "format": "tosei-inventory-matching", "format_version": 1,
        "corrections": [
            {"say": "same", "list": "procedures", "earlier": "P-1", "later": "P-9"},
            {"say": "different", "list": "procedures", "earlier": "P-2", "later": "P-2"},
            {"say": "split", "list": "procedures", "earlier": "P-3", "later": ["P-3a", "P-3b"]},
            {"say": "merged", "list": "procedures", "earlier": ["P-4", "P-5"], "later": "P-45"}
        ]
    });
    let read = MatchingCorrections::from_json(&json.to_string()).unwrap();
    let mirrored = read.clone().mirrored();
    assert_eq!(mirrored.corrections().len(), 4);
    assert!(mirrored != read);
    assert_eq!(mirrored.mirrored(), read);

    let mut few = json.clone();
    few["corrections"][2]["later"] = json!(["P-3a"]);
    let error = MatchingCorrections::from_json(&few.to_string()).unwrap_err();
    told(&error, error.code(), "3");
    let mut other = json;
    other["format_version"] = json!(2);
    let error = MatchingCorrections::from_json(&other.to_string()).unwrap_err();
    told(&error, error.code(), "2");
    for text in ["{}", "[]", "no json"] {
        let error = MatchingCorrections::from_json(text).unwrap_err();
        told(&error, error.code(), "");
        let error = Ledger::from_json(text).unwrap_err();
        told(&error, error.code(), "");
        let error = OrganisationCrosswalk::from_json(text).unwrap_err();
        told(&error, error.code(), "");
    }
}
