//! The small form of a comparison for spreadsheets.

use super::{ChangeKind, ComparisonReport};
use serde_json::Value;
use std::{fmt::Write as _, io::Write};
use tosei_table::CsvWriter;
use tosei_types::Language;

/// Writes a comparison as CSV: one row for each field that changed, one for each other change.
///
/// UTF-8 with a byte order mark; no cell is taken for a formula.
///
/// # Errors
///
/// Whatever the writer gives.
///
/// # Examples
///
/// ```
/// use tosei_inventory::comparison::write_comparison_csv;
/// use tosei_inventory::{Body, CompareOptions, Inventory, Procedure, compare};
/// use tosei_types::Language;
///
/// let earlier = Inventory::new(Body::new("見本市（架空）"), "2025-03-31".parse()?);
/// let mut later = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// later.procedures.push(Procedure::new("P-1".parse()?, "=転入届"));
/// let report = compare(&earlier, &later, &CompareOptions::default()).into_report();
/// let mut bytes = Vec::new();
/// write_comparison_csv(&report, Language::Ja, &mut bytes)?;
/// let text = String::from_utf8(bytes)?;
/// assert!(text.ends_with("手続,新設,,P-1,'=転入届,,,,\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_comparison_csv<W: Write>(
    report: &ComparisonReport,
    language: Language,
    output: W,
) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(output)?;
    csv.row(match language {
        Language::Ja => [
            "一覧",
            "異動",
            "前のID",
            "後のID",
            "名称",
            "突合の根拠",
            "項目",
            "前",
            "後",
        ],
        Language::En => [
            "list",
            "change",
            "earlier id",
            "later id",
            "name",
            "reason",
            "field",
            "before",
            "after",
        ],
    })?;
    for change in &report.changes {
        let kinds: Vec<&str> = change
            .kinds
            .iter()
            .map(|kind| kind.label(language))
            .collect();
        let reason = change.reason.as_ref();
        let reason = reason
            .map(|reason| reason.in_words(language))
            .unwrap_or_default();
        let start = [
            change.list.label(language).to_owned(),
            kinds.join(separator(language)),
            ids(&change.earlier, language),
            ids(&change.later, language),
            change.name.clone(),
            reason,
        ];
        let blank = || [String::new(), String::new(), String::new()];
        let mut ends: Vec<[String; 3]> = change
            .fields
            .iter()
            .map(|field| [field.field.clone(), cell(&field.before), cell(&field.after)])
            .collect();
        if let Some(transfer) = &change.transfer
            && !change
                .fields
                .iter()
                .any(|field| field.field == "organisation")
        {
            ends.push([
                ChangeKind::Transferred.label(language).to_owned(),
                transfer.from.to_string(),
                transfer.to.to_string(),
            ]);
        }
        if ends.is_empty() {
            ends.push(blank());
        }
        for end in ends {
            csv.row(start.iter().chain(&end))?;
        }
    }
    csv.finish()
}

const fn separator(language: Language) -> &'static str {
    match language {
        Language::Ja => "、",
        Language::En => "; ",
    }
}

fn ids(ids: &[Box<str>], language: Language) -> String {
    let mut text = String::new();
    for (at, id) in ids.iter().enumerate() {
        let before = if at == 0 { "" } else { separator(language) };
        // Writing to a String cannot fail.
        let _ = write!(text, "{before}{id}");
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
