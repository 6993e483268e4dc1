//! Every rule of the survey's catalogue, against its own good and bad fixture.
//!
//! A fixture is `{"rows": [...]}`, objects from column to text over the clean row of
//! `data/survey/clean_row.json`, or `{"csv": "..."}` (with `limit_rows`, if need be), or
//! `{"csv_hex": "..."}` where bytes matter.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use serde::Deserialize;
use std::collections::BTreeMap;
use tosei_document::{Catalogue, Collector, Limits, Place, Report, Severity};
use tosei_inventory::survey::{
    SurveyAnalysis, SurveyCheck, SurveyColumn, SurveyEdition, SurveyJob,
};
use tosei_table::CellAddress;
use tosei_types::Language;

type Row = BTreeMap<SurveyColumn, String>;

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Fixture {
    Rows {
        rows: Vec<Row>,
    },
    Csv {
        csv: String,
        limit_rows: Option<u64>,
    },
    Hex {
        csv_hex: String,
    },
}

impl Fixture {
    fn of(value: &serde_json::Value) -> Self {
        serde_json::from_value(value.clone()).unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Rows { rows } => table(rows).into_bytes(),
            Self::Csv { csv, .. } => csv.clone().into_bytes(),
            Self::Hex { csv_hex } => (0..csv_hex.len() / 2)
                .map(|at| u8::from_str_radix(&csv_hex[2 * at..2 * at + 2], 16).unwrap())
                .collect(),
        }
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        if let Self::Csv {
            limit_rows: Some(rows),
            ..
        } = self
        {
            limits.items = *rows;
        }
        limits
    }

    fn run(&self) -> (SurveyAnalysis, Report) {
        let mut sink = Collector::new(SurveyCheck::catalogue());
        let job = SurveyJob::new().with_limits(self.limits());
        let analysis = job.run(self.bytes().as_slice(), &mut sink).unwrap();
        (analysis, sink.into_report())
    }

    /// The cell that the fixture is about: the one whose text differs from the clean row, if it is
    /// alone.
    fn only_cell(&self) -> Option<CellAddress> {
        let Self::Rows { rows } = self else {
            return None;
        };
        let [row] = rows.as_slice() else { return None };
        let mut changed = row.keys();
        let (column, None) = (changed.next()?, changed.next()) else {
            return None;
        };
        let at = SurveyEdition::r6().columns().iter();
        let at = at.clone().position(|c| c.key == *column).unwrap();
        CellAddress::from_zero_based(u32::try_from(at).unwrap(), 1)
    }
}

fn clean_row() -> Row {
    serde_json::from_str(include_str!("../data/survey/clean_row.json")).unwrap()
}

fn table(rows: &[Row]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let columns = SurveyEdition::r6().columns();
    let headers: Vec<String> = columns.iter().map(|c| quoted(&c.header)).collect();
    let mut csv = headers.join(",") + "\n";
    for row in rows {
        let clean = clean_row();
        let cell = |key| {
            row.get(key)
                .or_else(|| clean.get(key))
                .map_or("", String::as_str)
        };
        let cells: Vec<String> = columns.iter().map(|c| quoted(cell(&c.key))).collect();
        csv.push_str(&(cells.join(",") + "\n"));
    }
    csv
}

fn own_rules() -> Catalogue {
    Catalogue::from_json(include_str!("../data/rules/survey.json")).unwrap()
}

#[test]
fn the_clean_row_is_clean() {
    let (analysis, report) = Fixture::Rows {
        rows: vec![Row::new()],
    }
    .run();
    assert!(report.is_clean(), "{report:#?}");
    assert_eq!((analysis.rows(), analysis.untyped()), (1, 0));
}

#[test]
fn a_bad_fixture_breaks_its_rule_at_its_cell() {
    let mut about_one_cell = 0;
    for rule in own_rules().rules() {
        let fixture = Fixture::of(&rule.bad);
        let (_, report) = fixture.run();
        assert!(
            report.count_of(&rule.code) > 0,
            "{}: {report:#?}",
            rule.code
        );
        let (Some(cell), Some(_)) = (fixture.only_cell(), report.first()) else {
            continue;
        };
        // Rules that compare two cells name the other one.
        let names_another_cell = [
            "agency_name_missing",
            "answer_out_of_scope",
            "attachment_method_missing",
            "fee_method_missing",
            "online_count_without_status",
        ];
        if names_another_cell
            .iter()
            .any(|name| rule.code.ends_with(name))
        {
            continue;
        }
        about_one_cell += 1;
        for finding in report.findings().iter().filter(|f| *f.rule == *rule.code) {
            assert_eq!(
                finding.place,
                Place::Cell { sheet: None, cell },
                "{}",
                rule.code
            );
        }
    }
    assert!(about_one_cell >= 20, "{about_one_cell}");
}

#[test]
fn a_good_fixture_keeps_its_rule_and_is_no_error() {
    for rule in own_rules().rules() {
        let (_, report) = Fixture::of(&rule.good).run();
        assert_eq!(report.count_of(&rule.code), 0, "{}: {report:#?}", rule.code);
        assert_eq!(
            report.count(Severity::Error),
            0,
            "{}: {report:#?}",
            rule.code
        );
    }
}

#[test]
fn a_bad_fixture_is_about_its_rule_alone() {
    for rule in own_rules().rules() {
        let fixture = Fixture::of(&rule.bad);
        if !matches!(fixture, Fixture::Rows { .. }) {
            continue;
        }
        let (_, report) = fixture.run();
        let others: Vec<&str> = report
            .totals()
            .iter()
            .map(|total| &*total.rule)
            .filter(|code| *code != rule.code)
            .collect();
        assert!(others.is_empty(), "{}: {others:?}", rule.code);
    }
}

#[test]
fn sentences_use_only_values_that_findings_have() {
    let catalogue = SurveyCheck::catalogue();
    let mut seen = 0;
    for rule in own_rules().rules() {
        let (_, report) = Fixture::of(&rule.bad).run();
        for finding in report.findings() {
            for language in [Language::Ja, Language::En] {
                let sentence = catalogue.sentence(finding, language);
                assert!(!sentence.contains(['{', '}']), "{}: {sentence}", rule.code);
                seen += 1;
            }
        }
        let text = rule.sentence.in_language(Language::Ja).matches('{').count();
        let gloss = rule.sentence.in_language(Language::En).matches('{').count();
        assert_eq!(text, gloss, "{}: one language says less", rule.code);
    }
    assert!(seen >= 2 * own_rules().rules().len());
}
