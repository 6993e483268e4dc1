//! Findings as SARIF, which code hosting and editors show beside the text.

use serde_json::{Value, json};
use tosei_document::{Catalogue, Finding, Place, Report, Severity};
use tosei_types::Language;

/// 位置 (position) in the file that was checked, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SarifPosition {
    /// 行.
    pub line: u32,
    /// 桁, in characters.
    pub column: u32,
}

/// 所見をSARIFで (findings as SARIF 2.1.0).
///
/// `uri` names the file, `locate` gives the position of an element by its id; where it gives none, the
/// finding stands at the file with the place in words.
///
/// # Source
///
/// `oasis-sarif`.
///
/// # Examples
///
/// ```
/// use tosei_bpr::lint::{lint_rules, sarif};
/// use tosei_document::Report;
/// use tosei_types::Language;
///
/// let log = sarif(&Report::default(), lint_rules(), "flow.bpmn", Language::Ja, &|_| None);
/// assert_eq!(log["version"], "2.1.0");
/// ```
#[must_use]
pub fn sarif(
    report: &Report,
    catalogue: &Catalogue,
    uri: &str,
    language: Language,
    locate: &dyn Fn(&str) -> Option<SarifPosition>,
) -> Value {
    let rules: Vec<Value> = catalogue
        .rules()
        .iter()
        .filter(|rule| report.count_of(&rule.code) > 0)
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": {"text": rule.title.in_language(language)},
                "fullDescription": {"text": rule.why.in_language(language)},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    let results: Vec<Value> = report
        .findings()
        .iter()
        .map(|finding| result(finding, catalogue, uri, language, locate))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "tosei-bpr",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(
    finding: &Finding,
    catalogue: &Catalogue,
    uri: &str,
    language: Language,
    locate: &dyn Fn(&str) -> Option<SarifPosition>,
) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri}});
    let subject = finding.subject.as_deref();
    let position = match &finding.place {
        Place::Line { line, column } => Some(SarifPosition {
            line: *line,
            column: column.unwrap_or(1),
        }),
        _ => subject.and_then(locate),
    };
    if let (Some(position), Some(physical)) = (position, physical.as_object_mut()) {
        let region = json!({"startLine": position.line, "startColumn": position.column});
        physical.insert("region".to_owned(), region);
    }
    let mut location = json!({"physicalLocation": physical});
    if let (Some(subject), Some(location)) = (subject, location.as_object_mut()) {
        let logical = json!([{"name": subject, "fullyQualifiedName": finding.place.to_string()}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": catalogue.sentence(finding, language)},
        "locations": [location],
    })
}
