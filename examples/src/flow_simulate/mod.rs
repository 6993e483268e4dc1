//! 業務フローの模擬実験 (flow simulate): a flow, its volumes and its people become a page with waiting times, the
//! bottleneck, what one more person buys, and how sure all that is.
//!
//! The program is `examples/flow_simulate/main.rs`; all that it does but options, progress bar and exit code
//! is here:
//!
//! ```
//! use tosei_examples::flow_simulate::{Options, make};
//!
//! let options = Options { replications: Some(2), ..Options::default() };
//! let files = make(&options, &mut |_, _| {})?; // the embedded fictional subsidy
//! assert!(files.text("index.html").unwrap().contains("<h1"));
//! assert!(files.report.comparison.is_some());
//! # Ok::<(), tosei_examples::flow_simulate::Failure>(())
//! ```

mod failure;
mod input;
mod output;
mod prediction;
mod report;

pub use failure::Failure;
pub use output::Files;
pub use report::{
    DesignReport, PredictionReport, SIMULATE_REPORT_FORMAT, SimulateReport, StaffingReport,
};

use input::Given;
use std::path::{Path, PathBuf};
use tosei_bpr::{
    Probability,
    simulate::{
        Simulated, SimulatedDesign, SimulationComparison, SimulationFigure, StaffingBounds,
        StaffingResult, StaffingSearch, StaffingSearchError, Sweep, SweepAxis, compare_simulations,
        find_staffing,
        learn::{HeldOutOptions, LearnOptions, held_out},
        page::{DesignFacts, SimulationFacts, simulation_page},
        run_sweep, simulate_with, usual_bounds,
    },
};
use tosei_document::{Explain, Report};
use tosei_page::{Page, Text};
use tosei_simulation::Estimate;
use tosei_types::{Label, Language};

/// What is simulated, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// 業務フロー; with none, and no log, the fictional subsidy before and after.
    pub flow: Option<PathBuf>,
    /// 改善後の業務フロー.
    pub to_be: Option<PathBuf>,
    /// 前提: one document for all flows, or one for each.
    pub parameters: Vec<PathBuf>,
    /// シナリオ of BPSim in the file, where there are no parameters; the first if absent.
    pub scenario: Option<String>,
    /// イベントログ (CSV or XES): parameters are learnt from it where none are given, and a prediction is held
    /// against its last third.
    pub log: Option<PathBuf>,
    /// 乱数の種, instead of that of the parameters.
    pub seed: Option<u64>,
    /// 試行の回数, instead of that of the parameters.
    pub replications: Option<u32>,
    /// 変える前提: assumptions with their values, of the last flow.
    pub sweep: Vec<SweepAxis>,
    /// 最も安い人員を探す, of the last flow.
    pub find_staff: bool,
    /// 人数の範囲 of the search; from one person to twice as many as now if empty.
    pub bounds: Vec<StaffingBounds>,
    /// 目標の割合 of the search; 90 % if absent.
    pub target: Option<Probability>,
    /// ページを開いたときの言語.
    pub language: Language,
}

/// One design that was simulated.
struct Done {
    given: Given,
    simulated: Simulated,
}

impl Done {
    fn design(&self) -> SimulatedDesign<'_> {
        SimulatedDesign {
            simulated: &self.simulated,
            parameters: &self.given.parameters,
        }
    }

    fn facts(&self) -> DesignFacts<'_> {
        DesignFacts {
            flow: &self.given.flow,
            design: self.design(),
        }
    }

    fn report(&self) -> DesignReport {
        DesignReport {
            flow: self.given.flow.clone(),
            parameters: self.given.parameters.clone(),
            result: self.simulated.result().clone(),
            reading: self.given.reading.clone(),
            scenario: self.given.scenario.clone(),
        }
    }
}

/// Reads, simulates and renders; nothing is written yet. `progress` hears how many steps of how many are done.
///
/// # Errors
///
/// [`Failure`] if a file cannot be read or holds something else, or a flow cannot be simulated.
pub fn make(options: &Options, progress: &mut dyn FnMut(u64, u64)) -> Result<Files, Failure> {
    let read = input::read(options)?;
    let sweep = match options.sweep.is_empty() {
        true => None,
        false => Some(Sweep::try_new(options.sweep.clone())?),
    };
    let mut steps = Steps::new(&read.designs, sweep.as_ref(), options, progress);
    let mut done = Vec::new();
    for given in read.designs {
        let simulated = simulate_with(&given.flow, &given.parameters, &mut |_| steps.one())
            .map_err(|source| Failure::Simulate {
                flow: given.flow.id.to_string(),
                source,
            })?;
        done.push(Done { given, simulated });
    }
    let comparison = match done.as_slice() {
        [before, after] => compare_simulations(before.design(), after.design()).ok(),
        _ => None,
    };
    let swept = match (done.last(), &sweep) {
        (Some(last), Some(sweep)) => {
            let (flow, parameters) = (&last.given.flow, &last.given.parameters);
            Some(run_sweep(flow, parameters, sweep, &mut |_, _| steps.one())?)
        }
        _ => None,
    };
    let staffing = match done.last() {
        Some(last) if options.find_staff => Some(search(last, options, &mut steps)),
        _ => None,
    };
    let prediction = match &read.log {
        Some((name, log)) => {
            let learning = LearnOptions::new(log_id()?);
            let found = held_out(log, None, &learning, &HeldOutOptions::default())?;
            Some(PredictionReport {
                log: file_name(name),
                held_out: found,
            })
        }
        None => None,
    };
    steps.end();
    let page = page(
        &done,
        comparison.as_ref(),
        swept.as_ref(),
        staffing.as_ref(),
        prediction.as_ref(),
    );
    let page = page.opens_in(options.language).render();
    let mut designs = done.iter().map(Done::report);
    let report = SimulateReport {
        format: SIMULATE_REPORT_FORMAT.to_owned(),
        format_version: 1,
        before: designs.next(),
        after: designs.next(),
        comparison,
        sweep: swept,
        staffing: staffing.map(|found| staffing_report(&found)),
        prediction,
    };
    Files::new(report, page)
}

fn log_id() -> Result<tosei_types::FlowId, Failure> {
    "log".parse().map_err(|_| Failure::Embedded)
}

/// The name of a file without its folders, which say nothing about the log.
fn file_name(name: &str) -> String {
    let path = Path::new(name);
    let last = path.file_name().unwrap_or(path.as_os_str());
    last.to_string_lossy().into_owned()
}

type Found = Result<StaffingResult, StaffingSearchError>;

fn search(last: &Done, options: &Options, steps: &mut Steps<'_>) -> Found {
    let parameters = &last.given.parameters;
    let bounds = if options.bounds.is_empty() {
        usual_bounds(parameters)
    } else {
        options.bounds.clone()
    };
    let mut search = StaffingSearch::among(bounds);
    if let Some(target) = options.target {
        search.target = target;
    }
    find_staffing(&last.given.flow, parameters, &search, &mut |_| steps.one())
}

fn staffing_report(found: &Found) -> StaffingReport {
    match found {
        Ok(result) => StaffingReport {
            result: Some(result.clone()),
            refused: None,
            code: None,
        },
        Err(error) => StaffingReport {
            result: error.reached().cloned(),
            refused: Some(Label::new(
                error.sentence(Language::Ja),
                error.sentence(Language::En),
            )),
            code: Some(error.code().to_owned()),
        },
    }
}

fn page(
    done: &[Done],
    comparison: Option<&SimulationComparison>,
    sweep: Option<&tosei_bpr::simulate::SweepResult>,
    staffing: Option<&Found>,
    prediction: Option<&PredictionReport>,
) -> Page {
    let page = match done.first() {
        Some(before) => simulation_page(&SimulationFacts {
            before: before.facts(),
            after: done.get(1).map(Done::facts),
            comparison,
            sweep,
            staffing: staffing.map(Result::as_ref),
        }),
        None => Page::new(Text::new(
            "イベントログからの予測",
            "A prediction from an event log",
        ))
        .lead(Text::new(
            "ログの前半から業務の流れと所要時間を推定し、後半で確かめます。",
            "The flow and its times are learnt from the beginning of a log and held against its end.",
        )),
    };
    match prediction {
        Some(prediction) => page.section(prediction::section(prediction)),
        None => page,
    }
}

/// How much work there is, as far as that is known beforehand.
struct Steps<'a> {
    done: u64,
    all: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl<'a> Steps<'a> {
    fn new(
        designs: &[Given],
        sweep: Option<&Sweep>,
        options: &Options,
        progress: &'a mut dyn FnMut(u64, u64),
    ) -> Self {
        let runs = designs
            .iter()
            .map(|one| u64::from(one.parameters.runs.runs));
        let points = sweep.map_or(0, |sweep| sweep.points().len().saturating_add(1));
        let searched = if options.find_staff { 20 } else { 0 };
        let all = runs
            .fold(0u64, u64::saturating_add)
            .saturating_add(u64::try_from(points).unwrap_or(u64::MAX))
            .saturating_add(searched);
        Self {
            done: 0,
            all,
            progress,
        }
    }

    fn one(&mut self) {
        self.done = self.done.saturating_add(1);
        self.all = self.all.max(self.done);
        (self.progress)(self.done, self.all);
    }

    fn end(&mut self) {
        (self.progress)(self.all, self.all);
    }
}

fn percent(share: Option<Estimate>) -> String {
    match share {
        Some(one) => format!(
            "{:.1}％ ({:.1}～{:.1})",
            one.mean * 100.0,
            one.low().max(0.0) * 100.0,
            one.high().min(1.0) * 100.0
        ),
        None => "－".to_owned(),
    }
}

fn days(minutes: Option<Estimate>) -> String {
    match minutes {
        Some(one) => format!(
            "{:.1} ({:.1}～{:.1})",
            one.mean / 1_440.0,
            one.low() / 1_440.0,
            one.high() / 1_440.0
        ),
        None => "－".to_owned(),
    }
}

/// What is said on the terminal in the end.
#[must_use]
pub fn summary(report: &SimulateReport, folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for design in [&report.before, &report.after].into_iter().flatten() {
        let result = &design.result;
        lines.push(format!(
            "{}: 標準処理期間内 / within the period {}, 中央値 / median {} 日 days, 90％点 / 90th percentile {} 日 days",
            design.flow.id,
            percent(result.figure(SimulationFigure::WithinStandard)),
            days(result.figure(SimulationFigure::MedianLead)),
            days(result.figure(SimulationFigure::NinetiethLead)),
        ));
        let kept = design.scenario.as_ref().map_or(0, Report::total);
        let kept = design.reading.total().saturating_add(kept);
        if kept > 0 {
            lines.push(format!(
                "読取りの所見 {kept}件（simulation.json）/ {kept} findings of the readers in simulation.json"
            ));
        }
        if let Some(bottleneck) = &result.bottleneck {
            lines.push(bottleneck.sentence(Language::Ja));
            lines.push(bottleneck.sentence(Language::En));
        }
    }
    if let Some(comparison) = &report.comparison
        && let Some(lead) = comparison.figure(SimulationFigure::MeanLead)
    {
        lines.push(format!(
            "平均所要日数の差 / difference of mean lead times: {} 日 days: {} / {}",
            days(lead.values.difference),
            lead.words(Language::Ja),
            lead.words(Language::En),
        ));
    }
    if let Some(sweep) = &report.sweep {
        let points = sweep.points.len();
        lines.push(format!(
            "前提を変えた試算 {points}通り / {points} other assumptions"
        ));
    }
    if let Some(staffing) = &report.staffing {
        match (&staffing.refused, &staffing.result) {
            (Some(refused), _) => lines.extend([refused.ja.clone(), refused.en.clone()]),
            (None, Some(result)) => {
                lines.push(format!("最も安い人員: {}", result.best_words(Language::Ja)));
                lines.push(format!(
                    "The cheapest staffing: {}.",
                    result.best_words(Language::En)
                ));
            }
            (None, None) => {}
        }
    }
    if let Some(prediction) = &report.prediction {
        lines.extend(prediction::lines(prediction));
    }
    lines.push(folder.join("index.html").display().to_string());
    lines
}
