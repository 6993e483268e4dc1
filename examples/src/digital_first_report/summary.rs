//! What the program says when it is done.

use super::{Site, page, report::Report, site::Written};
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

/// The lines of a site: where it is, the lines of the inventory, what could not be read, and what an
/// earlier run left in the folder.
#[must_use]
pub fn site_summary(site: &Site, written: &Written, folder: &Path) -> Vec<String> {
    let mut lines = match &site.report {
        Some(report) => summary(report, folder),
        None => vec![format!(
            "報告書 / report: {}",
            folder.join("index.html").display()
        )],
    };
    let document = &site.document;
    for part in &document.parts {
        for problem in &part.problems {
            lines.push(format!("{} / {}", problem.ja, problem.en));
        }
    }
    if !document.unknown_files.is_empty() {
        let names = document.unknown_files.join(", ");
        lines.push(format!(
            "名前から分からず読まなかったもの / not read, names unknown: {names}"
        ));
    }
    for (ja, en, names) in [
        (
            "前回のもので取り除いたもの",
            "removed from an earlier run",
            &written.removed,
        ),
        (
            "前回のもので、変更されているため残したもの",
            "of an earlier run, changed and therefore kept",
            &written.kept,
        ),
    ] {
        if !names.is_empty() {
            lines.push(format!("{ja} / {en}: {}", names.join(", ")));
        }
    }
    lines
}
