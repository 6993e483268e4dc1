//! Reading the documents about snapshots as they really come: every defect reported, each with its
//! place, and a defective item costs itself only.

use crate::comparison::MatchingCorrections;
use crate::ledger::{Ledger, LedgerEntry, LedgerSnapshot};
use crate::{Body, CrosswalkRow, LedgerError, MatchingCorrection, OrganisationCrosswalk};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, JsonReader, Limits, Mark, PlaceRef, Report, ValueRef};
use tosei_types::{Date, embedded};

/// The rules about reading matching corrections, organisation crosswalks and ledgers.
#[must_use]
pub fn snapshot_document_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../data/rules/snapshot_documents.json"))
    })
}

/// Opens a document, and gives what `body` makes of it with everything that was found.
fn reading<T>(
    bytes: &[u8],
    limits: &Limits,
    body: impl FnOnce(&mut JsonReader<'_, '_>) -> Option<T>,
) -> (Option<T>, Report) {
    let rules = snapshot_document_rules();
    let mut findings = Collector::new(rules);
    let read = JsonReader::open(bytes, limits, rules, &mut findings)
        .and_then(|mut reader| body(&mut reader));
    (read, findings.into_report())
}

fn report(
    reader: &mut JsonReader<'_, '_>,
    rule: &str,
    pointer: &str,
    values: &[(&'static str, ValueRef<'_>)],
) {
    if let Some(rule) = snapshot_document_rules().index(rule) {
        reader.sink().accept(Mark {
            rule,
            place: PlaceRef::Pointer(pointer),
            subject: None,
            values,
        });
    }
}

impl MatchingCorrections {
    /// Reads a document and reports every defect; a correction that cannot be typed, or that splits
    /// into or merges fewer than two, costs itself only.
    ///
    /// `None` if not even the frame can be read. The report's sentences come from
    /// [`snapshot_document_rules`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Limits;
    /// use tosei_inventory::MatchingCorrections;
    ///
    /// let (read, report) = MatchingCorrections::read(
    ///     br#"{"format": "tosei-inventory-matching", "format_version": 1, "corrections": [
    ///         {"say": "same", "list": "procedures", "earlier": "P-1", "later": "P-9"},
    ///         {"say": "split", "list": "procedures", "earlier": "P-2", "later": ["P-3"]}]}"#,
    ///     &Limits::default(),
    /// );
    /// assert_eq!(read.unwrap().corrections().len(), 1);
    /// assert_eq!(report.findings()[0].place.to_string(), "/corrections/1");
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shell<'a> {
            #[serde(rename = "$schema", default)]
            _schema: Option<String>,
            format: String,
            format_version: u32,
            #[serde(borrow)]
            corrections: Vec<&'a RawValue>,
        }
        reading(bytes, limits, |reader| {
            let shell: Shell<'_> = reader.shell()?;
            let found = (shell.format.as_str(), shell.format_version);
            if !reader.expect_format(("tosei-inventory-matching", 1), found) {
                return None;
            }
            let mut corrections: Vec<MatchingCorrection> = Vec::new();
            for (at, correction) in reader.items("/corrections", &shell.corrections) {
                let few = match &correction {
                    MatchingCorrection::Split { later, .. } => later.len() < 2,
                    MatchingCorrection::Merged { earlier, .. } => earlier.len() < 2,
                    _ => false,
                };
                if few {
                    let place = format!("/corrections/{at}");
                    report(reader, "inventory.matching.too_few", &place, &[]);
                } else {
                    corrections.push(correction);
                }
            }
            Self::try_new(corrections).ok()
        })
    }
}

impl OrganisationCrosswalk {
    /// Reads a document and reports every defect of its shape; a row that cannot be typed costs
    /// itself only.
    ///
    /// `None` if not even the frame can be read. The report's sentences come from
    /// [`snapshot_document_rules`]; whether the rows make sense is for [`check`](Self::check) to say.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Limits;
    /// use tosei_inventory::OrganisationCrosswalk;
    ///
    /// let (read, report) = OrganisationCrosswalk::read(
    ///     br#"{"format": "tosei-organisation-crosswalk", "format_version": 1,
    ///         "effective": "2025-04-01", "rows": [
    ///         {"old": "kurashi-ka", "new": "shimin-ka", "share": "1/1"},
    ///         {"old": "zei-ka", "new": "zeimu-ka", "share": "1/0"}]}"#,
    ///     &Limits::default(),
    /// );
    /// assert_eq!(read.unwrap().rows().len(), 1);
    /// assert_eq!(report.findings()[0].place.to_string(), "/rows/1/share");
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shell<'a> {
            #[serde(rename = "$schema", default)]
            _schema: Option<String>,
            format: String,
            format_version: u32,
            effective: Date,
            #[serde(borrow)]
            rows: Vec<&'a RawValue>,
        }
        reading(bytes, limits, |reader| {
            let shell: Shell<'_> = reader.shell()?;
            let found = (shell.format.as_str(), shell.format_version);
            if !reader.expect_format(("tosei-organisation-crosswalk", 1), found) {
                return None;
            }
            let rows = reader.items::<CrosswalkRow>("/rows", &shell.rows);
            let rows = rows.into_iter().map(|(_, row)| row).collect();
            Some(Self::new(shell.effective, rows))
        })
    }
}

impl Ledger {
    /// Reads a document and reports every defect. A snapshot or an entry that cannot be typed, a
    /// snapshot that does not lie after the one before it and an entry that is no step between two
    /// snapshots cost themselves only.
    ///
    /// `None` if not even the frame can be read. The report's sentences come from
    /// [`snapshot_document_rules`].
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::Limits;
    /// use tosei_inventory::Ledger;
    ///
    /// let (read, report) = Ledger::read(
    ///     r#"{"format": "tosei-inventory-ledger", "format_version": 1, "fictional": true,
    ///         "body": {"name": "見本市（架空）"}, "entries": [], "snapshots": [
    ///         {"status_date": "2025-03-31"}, {"status_date": "2024-03-31"}]}"#.as_bytes(),
    ///     &Limits::default(),
    /// );
    /// assert_eq!(read.unwrap().snapshots().len(), 1);
    /// assert_eq!(report.findings()[0].place.to_string(), "/snapshots/1/status_date");
    /// ```
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shell<'a> {
            #[serde(rename = "$schema", default)]
            _schema: Option<String>,
            format: String,
            format_version: u32,
            fictional: bool,
            body: Body,
            #[serde(borrow)]
            snapshots: Vec<&'a RawValue>,
            #[serde(borrow)]
            entries: Vec<&'a RawValue>,
        }
        reading(bytes, limits, |reader| {
            let shell: Shell<'_> = reader.shell()?;
            let found = (shell.format.as_str(), shell.format_version);
            if !reader.expect_format(("tosei-inventory-ledger", 1), found) {
                return None;
            }
            let mut ledger = Self::new(shell.body);
            ledger.set_fictional(shell.fictional);
            for (at, snapshot) in reader.items::<LedgerSnapshot>("/snapshots", &shell.snapshots) {
                if let Err(LedgerError::NotLater { date, last }) = ledger.push(snapshot) {
                    let values = [("date", date.to_string()), ("last", last.to_string())];
                    let place = format!("/snapshots/{at}/status_date");
                    let values = values
                        .each_ref()
                        .map(|(key, day)| (*key, day.as_str().into()));
                    report(reader, "inventory.ledger.not_later", &place, &values);
                }
            }
            for (at, entry) in reader.items::<LedgerEntry>("/entries", &shell.entries) {
                if let Err(LedgerError::NoStep { from, until }) = ledger.record(entry) {
                    let values = [("from", from.to_string()), ("until", until.to_string())];
                    let place = format!("/entries/{at}");
                    let values = values
                        .each_ref()
                        .map(|(key, day)| (*key, day.as_str().into()));
                    report(reader, "inventory.ledger.no_step", &place, &values);
                }
            }
            Some(ledger)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use tosei_types::Language;

    fn read(document: &Value) -> (bool, Report) {
        let bytes = document.to_string().into_bytes();
        let limits = Limits::default();
        match document["format"].as_str() {
            Some("tosei-inventory-matching") => {
                let (read, report) = MatchingCorrections::read(&bytes, &limits);
                (read.is_some(), report)
            }
            Some("tosei-organisation-crosswalk") => {
                let (read, report) = OrganisationCrosswalk::read(&bytes, &limits);
                (read.is_some(), report)
            }
            _ => {
                let (read, report) = Ledger::read(&bytes, &limits);
                (read.is_some(), report)
            }
        }
    }

    #[test]
    fn every_rule_finds_its_bad_example_and_passes_its_good_one() {
        let rules = snapshot_document_rules();
        let own = Catalogue::from_json(include_str!("../data/rules/snapshot_documents.json"));
        let own = own.unwrap();
        assert_eq!(own.rules().len(), 3);
        assert_eq!(rules.rules().len(), 3 + Catalogue::reading().rules().len());
        for rule in own.rules() {
            let (some, report) = read(&rule.good);
            assert!(some && report.is_clean(), "{}: {report:#?}", rule.code);
            let (some, report) = read(&rule.bad);
            assert!(some, "{}", rule.code);
            assert_eq!(report.total(), 1, "{}: {report:#?}", rule.code);
            assert_eq!(report.count_of(&rule.code), 1, "{}", rule.code);
            for language in [Language::Ja, Language::En] {
                let sentence = rules.sentence(&report.findings()[0], language);
                assert!(!sentence.contains(['{', '}']), "{sentence}");
            }
        }
    }

    #[test]
    fn what_is_sound_reads_as_the_strict_reader_does() {
        let rules = Catalogue::from_json(include_str!("../data/rules/snapshot_documents.json"));
        for rule in rules.unwrap().rules() {
            let text = rule.good.to_string();
            let limits = Limits::default();
            match rule.code.as_str() {
                "inventory.matching.too_few" => {
                    let (read, _) = MatchingCorrections::read(text.as_bytes(), &limits);
                    assert_eq!(
                        read.unwrap(),
                        MatchingCorrections::from_json(&text).unwrap()
                    );
                }
                _ => {
                    let (read, _) = Ledger::read(text.as_bytes(), &limits);
                    assert_eq!(read.unwrap(), Ledger::from_json(&text).unwrap());
                }
            }
        }
        let text = include_str!("../data/sample/mihon_crosswalk.json");
        let (read, report) = OrganisationCrosswalk::read(text.as_bytes(), &Limits::default());
        assert!(report.is_clean());
        assert_eq!(
            read.unwrap(),
            OrganisationCrosswalk::from_json(text).unwrap()
        );
    }

    #[test]
    fn every_defect_is_reported_and_costs_itself_only() {
        let text = r#"{"format": "tosei-inventory-ledger", "format_version": 1, "fictional": true,
            "body": {"name": "見本市（架空）"}, "snapshots": [
                {"status_date": "2024-03-31"}, {"status_date": "2025-02-30"},
                {"status_date": "2024-03-31"}, {"status_date": "2025-03-31", "more": 1},
                {"status_date": "2025-06-30"}],
            "entries": [
                {"from": "2024-03-31", "until": "2025-06-30", "list": "processes",
                 "cause": "corrected", "ids": ["P-1-1"], "basis": "recorded"},
                {"from": "2024-03-31", "until": "2025-03-31", "list": "processes",
                 "cause": "corrected", "ids": [], "basis": "recorded"},
                {"from": "2025-06-30", "until": "2024-03-31", "list": "processes",
                 "cause": "corrected", "ids": [], "basis": "recorded"},
                {"from": "2024-03-31", "until": "2025-06-30", "list": "processes",
                 "cause": "whatever", "ids": [], "basis": "recorded"}]}"#;
        let (ledger, report) = Ledger::read(text.as_bytes(), &Limits::default());
        let ledger = ledger.unwrap();
        assert!(ledger.is_fictional());
        assert_eq!((ledger.snapshots().len(), ledger.entries().len()), (2, 1));
        let found: Vec<(&str, String)> = report
            .findings()
            .iter()
            .map(|finding| (&*finding.rule, finding.place.to_string()))
            .collect();
        let expected = [
            ("document.json.bad_value", "/snapshots/1/status_date"),
            ("document.json.unknown_key", "/snapshots/3/more"),
            ("inventory.ledger.not_later", "/snapshots/2/status_date"),
            ("document.json.bad_value", "/entries/3/cause"),
            ("inventory.ledger.no_step", "/entries/1"),
            ("inventory.ledger.no_step", "/entries/2"),
        ];
        for (rule, place) in expected {
            assert!(
                found.contains(&(rule, place.to_owned())),
                "{rule} {place} not in {found:#?}"
            );
        }
        assert_eq!(found.len(), expected.len());
        assert!(Ledger::from_json(text).is_err());
    }

    #[test]
    fn another_document_is_none_and_said_so() {
        for text in [
            "{}",
            "[]",
            "%PDF",
            r#"{"format": "x", "format_version": 1, "rows": []}"#,
        ] {
            let limits = Limits::default();
            let (read, report) = MatchingCorrections::read(text.as_bytes(), &limits);
            assert!(read.is_none() && report.total() == 1, "{text}");
            let (read, report) = OrganisationCrosswalk::read(text.as_bytes(), &limits);
            assert!(read.is_none() && report.total() == 1, "{text}");
            let (read, report) = Ledger::read(text.as_bytes(), &limits);
            assert!(read.is_none() && report.total() == 1, "{text}");
        }
        let other =
            r#"{"format": "tosei-inventory-matching", "format_version": 2, "corrections": []}"#;
        let (read, report) = MatchingCorrections::read(other.as_bytes(), &Limits::default());
        assert!(read.is_none());
        assert_eq!(report.count_of("document.format"), 1);
    }
}
