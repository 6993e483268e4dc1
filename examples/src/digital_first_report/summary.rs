//! What the program says when it is done.

use super::{page, report::Report};
use std::path::Path;
use tosei_types::Grouped;

/// A few lines in both languages: where the page is, the rates at the top, the findings.
///
/// # Examples
///
/// ```
/// use std::path::Path;
/// use tosei_examples::digital_first_report::{Options, make, summary};
///
/// let files = make(&Options::default(), &())?;
/// let lines = summary(&files.report, Path::new("report"));
/// assert!(lines[0].contains("index.html"));
/// # Ok::<(), tosei_examples::digital_first_report::Failure>(())
/// ```
#[must_use]
pub fn summary(report: &Report, folder: &Path) -> Vec<String> {
    let page_file = folder.join("index.html");
    let page_file = page_file.display();
    let mut lines = vec![format!("報告書 / report: {page_file}")];
    for rate in page::headlines(report) {
        if let (Some(numerator), Some(denominator), Some(percent)) =
            (rate.numerator, rate.denominator, &rate.percent)
        {
            let (numerator, denominator) = (Grouped(numerator), Grouped(denominator));
            lines.push(format!(
                "{percent} % = {numerator} / {denominator}  {} / {}",
                rate.label.ja, rate.label.en
            ));
        }
    }
    if let Some(priority) = page::first_priority(report) {
        let covered = priority
            .percent
            .as_ref()
            .map_or_else(String::new, |percent| format!(" ({percent} %)"));
        lines.push(format!(
            "{}{covered}  {} / {}",
            Grouped(priority.selected),
            priority.label.ja,
            priority.label.en
        ));
    }
    let findings = &report.findings;
    let (errors, warnings, infos) = (
        Grouped(findings.errors),
        Grouped(findings.warnings),
        Grouped(findings.infos),
    );
    lines.push(format!(
        "所見：誤り {errors}、要確認 {warnings}、参考 {infos} / findings: errors {errors}, warnings {warnings}, for information {infos}"
    ));
    lines
}
