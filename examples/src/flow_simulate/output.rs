//! The files of a simulation: made in memory, then written.

use super::{Failure, report::SimulateReport};
use crate::files;
use std::{collections::BTreeMap, io, path::Path};
use tosei_bpr::simulate::{FigureEstimate, StaffFigure, StepFigure};
use tosei_simulation::Estimate;
use tosei_table::CsvWriter;
use tosei_types::Language;

/// Every file of one simulation.
#[derive(Debug, Clone)]
pub struct Files {
    /// The document that they are made of.
    pub report: SimulateReport,
    files: BTreeMap<&'static str, Vec<u8>>,
}

impl Files {
    pub(super) fn new(report: SimulateReport, page: String) -> Result<Self, Failure> {
        let mut json = serde_json::to_vec_pretty(&report).map_err(|_| Failure::Embedded)?;
        json.push(b'\n');
        let mut files =
            BTreeMap::from([("index.html", page.into_bytes()), ("simulation.json", json)]);
        let broken = |_| Failure::Embedded;
        if report.before.is_some() {
            files.insert("figures.csv", figures(&report).map_err(broken)?);
        }
        if report.sweep.is_some() {
            files.insert("sweep.csv", sweep(&report).map_err(broken)?);
        }
        if report.staffing.is_some() {
            files.insert("staffing.csv", staffing(&report).map_err(broken)?);
        }
        Ok(Self { report, files })
    }

    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, content)| (*name, content.as_slice()))
    }

    /// A file as text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(name)?).ok()
    }

    /// Writes all files into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Failure::Unwritable`] if the folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        Ok(files::write_all(folder, self.iter())?)
    }
}

fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut csv = CsvWriter::new(&mut bytes)?;
    for row in rows {
        csv.row(row)?;
    }
    csv.finish()?;
    Ok(bytes)
}

fn number(value: f64) -> String {
    let shown = format!("{value:.4}");
    if shown.trim_matches(['-', '0', '.']).is_empty() {
        "0.0000".to_owned()
    } else {
        shown
    }
}

/// Mean, lower and upper end; empty where there is none.
fn estimate(found: Option<&Estimate>) -> [String; 3] {
    match found {
        Some(one) => [one.mean, one.low(), one.high()].map(number),
        None => Default::default(),
    }
}

fn row(first: &[&str], found: Option<&Estimate>) -> Vec<String> {
    let first = first.iter().map(|text| (*text).to_owned());
    first.chain(estimate(found)).collect()
}

/// Every figure of both designs: of the whole, of the steps and of the staff.
fn figures(report: &SimulateReport) -> io::Result<Vec<u8>> {
    let header = [
        "業務フロー flow",
        "対象 of",
        "指標 figure",
        "名称",
        "平均 mean",
        "下限 low",
        "上限 high",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for design in [&report.before, &report.after].into_iter().flatten() {
        let (flow, result) = (design.flow.id.as_str(), &design.result);
        for one in &result.figures {
            let name = one.figure.label(Language::Ja);
            rows.push(row(
                &[flow, "", one.figure.code(), name],
                one.estimate.as_ref(),
            ));
        }
        for step in &result.steps {
            for one in &step.figures {
                let figure: StepFigure = one.figure;
                let of = [
                    flow,
                    step.title.as_str(),
                    figure.code(),
                    figure.label(Language::Ja),
                ];
                rows.push(row(&of, one.estimate.as_ref()));
            }
        }
        for group in &result.staff {
            for one in &group.figures {
                let figure: StaffFigure = one.figure;
                let of = [
                    flow,
                    group.label.ja.as_str(),
                    figure.code(),
                    figure.label(Language::Ja),
                ];
                rows.push(row(&of, one.estimate.as_ref()));
            }
        }
    }
    csv(rows)
}

/// A row for each figure of each combination.
fn sweep(report: &SimulateReport) -> io::Result<Vec<u8>> {
    let Some(result) = &report.sweep else {
        return csv([]);
    };
    let axes = result
        .sweep
        .axes()
        .iter()
        .map(|axis| axis.path().to_string());
    let names = [
        "指標 figure",
        "平均 mean",
        "下限 low",
        "上限 high",
        "拒否の理由 refused",
    ];
    let mut rows = vec![axes.chain(names.map(str::to_owned)).collect::<Vec<_>>()];
    for point in &result.points {
        let values = || point.values.iter().map(ToString::to_string);
        for one in &point.figures {
            let FigureEstimate {
                figure,
                estimate: found,
                ..
            } = one;
            let cells = row(&[figure.code()], found.as_ref());
            rows.push(values().chain(cells).chain([String::new()]).collect());
        }
        if let Some(refused) = &point.refused {
            let empty = row(&[""], None);
            rows.push(
                values()
                    .chain(empty)
                    .chain([refused.reason.ja.clone()])
                    .collect(),
            );
        }
    }
    csv(rows)
}

/// A row for each staffing that was simulated, in the order in which they were.
fn staffing(report: &SimulateReport) -> io::Result<Vec<u8>> {
    let staffing = report.staffing.as_ref();
    let Some(result) = staffing.and_then(|one| one.result.as_ref()) else {
        return csv([]);
    };
    let groups = result.groups.iter().map(|group| group.group.to_string());
    let names = [
        "換算額（円） yen",
        "割合 share",
        "下限 low",
        "上限 high",
        "達成 meets",
        "答え answer",
    ];
    let mut rows = vec![groups.chain(names.map(str::to_owned)).collect::<Vec<_>>()];
    for (place, point) in result.points.iter().enumerate() {
        let people = point.people.iter().map(ToString::to_string);
        let yes = |yes: bool| if yes { "1" } else { "0" }.to_owned();
        let is_answer = place == result.best && staffing.is_some_and(|one| one.refused.is_none());
        let last = [yes(point.meets), yes(is_answer)];
        let cost = point.cost_yen.rounded(0).to_string();
        let cells = people.chain([cost]).chain(estimate(point.share.as_ref()));
        rows.push(cells.chain(last).collect());
    }
    csv(rows)
}
