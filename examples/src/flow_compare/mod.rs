//! 業務フローの比較 (flow compare): two flows and a volume become one page and one JSON document.

mod failure;
mod input;
mod output;

pub use crate::flow_file::{FlowFile, read_flow};
pub use failure::Failure;
pub use output::{COMPARE_REPORT_FORMAT, CompareReport, Files};

use std::path::PathBuf;
use tosei_bpr::{
    Flow,
    compare::{Comparison, GivenPair, compare},
    issue::{FlowIssue, IssueCatalogue, find_issues},
    lint::{LintOptions, lint},
    metrics::{FlowMetrics, MetricsOptions, metrics},
    page::{ComparisonFacts, FlowFacts, comparison_page},
    sample::{subsidy_as_is_json, subsidy_to_be_json},
    savings::{Savings, SavingsAssumptions, default_person_year, savings},
    soundness::{Soundness, SoundnessOptions, soundness},
};
use tosei_document::Report;
use tosei_page::Page;
use tosei_types::{CaseCount, Date, Label, Language, StaffClass};

/// What is compared, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// 前のフロー; with none, the fictional subsidy before and after.
    pub before: Option<PathBuf>,
    /// 後のフロー.
    pub after: Option<PathBuf>,
    /// 年間件数, where it differs from the flow's own.
    pub cases_a_year: Option<CaseCount>,
    /// 職員区分: a JSON list, where the flows do not state them.
    pub staff_classes: Option<PathBuf>,
    /// 対応付けの訂正: a JSON list of pairs.
    pub matching: Option<PathBuf>,
    /// ページを開いたときの言語.
    pub language: Language,
}

/// What is shown while the work goes on.
pub trait Progress {
    /// One more step of so many, with what it is.
    fn step(&self, number: u64, of: u64, what: &str);
    /// Everything is done.
    fn end(&self);
}

/// One flow with all that is found out about it.
struct Examined {
    flow: Flow,
    /// What the reader of the file did not understand.
    reading: Report,
    issues: Vec<FlowIssue>,
    metrics: Option<FlowMetrics>,
    soundness: Option<Soundness>,
    lint: Report,
}

impl Examined {
    fn new(FlowFile { flow, findings, .. }: FlowFile, day: Date) -> Self {
        Self {
            reading: findings,
            issues: find_issues(&flow, IssueCatalogue::usual()),
            metrics: metrics(&flow, MetricsOptions::default()).ok(),
            soundness: soundness(&flow, SoundnessOptions::default()).ok(),
            // No exemptions are given, so that the day does not matter.
            lint: lint(&flow, &LintOptions::default(), &[], day).report,
            flow,
        }
    }

    fn facts(&self) -> FlowFacts<'_> {
        FlowFacts {
            flow: &self.flow,
            issues: &self.issues,
            metrics: self.metrics.as_ref(),
            soundness: self.soundness.as_ref(),
            lint: &self.lint,
        }
    }
}

/// Reads, compares and renders; nothing is written yet.
///
/// # Errors
///
/// [`Failure`] if a file cannot be read or holds something else.
pub fn make(options: &Options, progress: &dyn Progress) -> Result<Files, Failure> {
    const STEPS: u64 = 3;
    progress.step(1, STEPS, "読込 / reading");
    let (before, after) = match (&options.before, &options.after) {
        (None, None) => (
            embedded(subsidy_as_is_json())?,
            embedded(subsidy_to_be_json())?,
        ),
        (Some(before), Some(after)) => (read_flow(before)?, read_flow(after)?),
        _ => return Err(Failure::OneFlow),
    };
    let given = match &options.matching {
        Some(path) => input::read_list::<GivenPair>(path)?,
        None => Vec::new(),
    };
    let classes = match &options.staff_classes {
        Some(path) => input::read_list::<StaffClass>(path)?,
        None => Vec::new(),
    };
    progress.step(2, STEPS, "点検、計算、比較 / checks, figures, comparison");
    let Compared { report, page } = compared(before, after, &given, classes, options.cases_a_year);
    progress.step(3, STEPS, "ページ / page");
    let page = page.opens_in(options.language).render();
    let files = Files::new(report, page)?;
    progress.end();
    Ok(files)
}

/// Two flows, compared: the document, and the page that shows it.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The document.
    pub report: CompareReport,
    /// The page.
    pub page: Page,
}

/// Compares two flows that were read; classes of staff that a flow states itself are added to those given.
#[must_use]
pub fn compared(
    before: FlowFile,
    after: FlowFile,
    given: &[GivenPair],
    mut classes: Vec<StaffClass>,
    cases_a_year: Option<CaseCount>,
) -> Compared {
    // No exemptions are given, so that the day of the checks does not matter.
    let mut before = Examined::new(before, Date::MIN);
    let after = Examined::new(after, Date::MIN);
    if cases_a_year.is_some() {
        before.flow.cases_a_year = cases_a_year;
    }
    classes.extend(before.flow.staff_classes.iter().cloned());
    for class in &after.flow.staff_classes {
        if !classes.iter().any(|one| one.id == class.id) {
            classes.push(class.clone());
        }
    }
    let comparison = compare(&before.flow, &after.flow, given, MetricsOptions::default());
    let value = value_of_a_year(&before, &after, &classes);
    let facts = ComparisonFacts {
        before: before.facts(),
        after: after.facts(),
        comparison: &comparison,
        savings: value.as_ref().ok(),
        no_savings: value.as_ref().err(),
        catalogue: IssueCatalogue::usual(),
    };
    let page = comparison_page(&facts);
    let report = report(before, after, comparison, value.ok());
    Compared { report, page }
}

fn embedded(json: &str) -> Result<FlowFile, Failure> {
    let flow = serde_json::from_str(json).map_err(|_| Failure::Embedded)?;
    Ok(FlowFile {
        flow,
        findings: Report::default(),
        document: None,
    })
}

/// The savings, or why there are none.
fn value_of_a_year(
    before: &Examined,
    after: &Examined,
    classes: &[StaffClass],
) -> Result<Savings, Label> {
    let Some(cases) = before.flow.cases_a_year.or(after.flow.cases_a_year) else {
        return Err(Label::new(
            "年間件数が分からないため、年間の効果は計算できません（--cases で指定できます）。",
            "The cases a year are unknown, so that the value of a year cannot be computed (give them by --cases).",
        ));
    };
    let (Some(old), Some(new)) = (&before.metrics, &after.metrics) else {
        return Err(Label::new(
            "一方のフローの指標が計算できないため、年間の効果は計算できません。",
            "One of the flows has no figures, so that the value of a year cannot be computed.",
        ));
    };
    let assumptions = SavingsAssumptions::between(old, new, classes, cases, default_person_year());
    assumptions
        .and_then(|assumptions| savings(&assumptions))
        .map_err(|error| {
            Label::new(
                format!("年間の効果は計算できません（{}）。", error.code()),
                format!("The value of a year cannot be computed: {error}."),
            )
        })
}

fn report(
    before: Examined,
    after: Examined,
    comparison: Comparison,
    savings: Option<Savings>,
) -> CompareReport {
    CompareReport {
        format: COMPARE_REPORT_FORMAT.to_owned(),
        format_version: 1,
        before: before.flow,
        after: after.flow,
        before_issues: before.issues,
        after_issues: after.issues,
        before_metrics: before.metrics,
        after_metrics: after.metrics,
        before_soundness: before.soundness,
        after_soundness: after.soundness,
        before_reading: before.reading,
        after_reading: after.reading,
        before_lint: before.lint,
        after_lint: after.lint,
        comparison,
        savings,
    }
}

/// What is said on the terminal in the end.
#[must_use]
pub fn summary(report: &CompareReport, folder: &std::path::Path) -> Vec<String> {
    let mut lines = vec![format!(
        "{} → {}: 変更 {}件 / {} changes",
        report.before.id,
        report.after.id,
        report.comparison.changes.len(),
        report.comparison.changes.len(),
    )];
    let kept = report
        .before_reading
        .total()
        .saturating_add(report.after_reading.total());
    if kept > 0 {
        lines.push(format!(
            "読取りの所見 {kept}件（comparison.json）/ {kept} findings of the readers in comparison.json"
        ));
    }
    if let Some(savings) = &report.savings {
        lines.push(format!(
            "{} 時間／年 / hours a year, {} 人相当 / full-time equivalents",
            savings.hours.shown(0),
            savings.people.shown(2),
        ));
        if let Some(yen) = &savings.converted_yen {
            lines.push(format!(
                "換算額 {} 円／年（{}）",
                yen.shown(0),
                savings.notice.ja
            ));
        }
    }
    lines.push(folder.join("index.html").display().to_string());
    lines
}
