//! 業務フロー (flows): pairs of As-Is and To-Be, and flows that stand alone.

use super::super::{
    super::input::Found,
    folder::Folder,
    part::{Part, PartKind, worded},
};
use crate::flow_compare::{self, CompareReport, Compared, FlowFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tosei_bpr::{
    Flow,
    lint::{LintOptions, lint, lint_rules},
    sample::{subsidy_as_is_json, subsidy_to_be_json},
};
use tosei_document::{Limits, Report};
use tosei_page::Page;
use tosei_types::{Date, Label, Language};

/// Everything about flows.
pub(in super::super) struct Flows {
    pub(in super::super) pairs: Vec<Pair>,
    pub(in super::super) single: Vec<Flow>,
}

/// Two flows of one procedure, compared.
pub(in super::super) struct Pair {
    pub(in super::super) report: CompareReport,
    pub(in super::super) page: Page,
}

impl Pair {
    /// The name of what flows.
    pub(in super::super) fn name(&self) -> &str {
        let flow = &self.report.before;
        flow.name.as_deref().unwrap_or(flow.id.as_str())
    }
}

/// The files of one name.
#[derive(Default)]
struct Named {
    as_is: Option<PathBuf>,
    to_be: Option<PathBuf>,
    alone: Vec<PathBuf>,
}

/// Reads and compares the flows of a folder, or the embedded pair.
pub(in super::super) fn read(folder: Option<&Folder>) -> Part<Flows> {
    let Some(folder) = folder else {
        return embedded();
    };
    if folder.flows.is_empty() {
        return Part::absent(PartKind::Flows);
    }
    let files = folder.flows.iter().map(|path| folder.name(path)).collect();
    let mut part = Part::begun(PartKind::Flows, false, files);
    let mut flows = Flows {
        pairs: Vec::new(),
        single: Vec::new(),
    };
    for (_, named) in by_name(&folder.flows) {
        let alone = match (named.as_is, named.to_be) {
            (Some(before), Some(after)) => {
                let before = part.keep(flow(folder, &before));
                let after = part.keep(flow(folder, &after));
                match (before, after) {
                    (Some(before), Some(after)) => {
                        flows.pairs.push(pair(&mut part, before, after));
                    }
                    // The one that could be read is shown nevertheless.
                    (one, other) => {
                        let file = one.or(other);
                        flows
                            .single
                            .extend(file.map(|file| checked(&mut part, file)));
                    }
                }
                named.alone
            }
            (one, other) => one.into_iter().chain(other).chain(named.alone).collect(),
        };
        for path in alone {
            let file = part.keep(flow(folder, &path));
            flows
                .single
                .extend(file.map(|file| checked(&mut part, file)));
        }
    }
    if !flows.pairs.is_empty() || !flows.single.is_empty() {
        part.content = Some(flows);
    }
    part
}

fn embedded() -> Part<Flows> {
    let names = ["subsidy.as_is.json", "subsidy.to_be.json"].map(str::to_owned);
    let mut part = Part::begun(PartKind::Flows, true, names.to_vec());
    let read = |json: &str| {
        let flow = serde_json::from_str(json).map_err(|error| wrong("subsidy", &error))?;
        Ok(FlowFile {
            flow,
            findings: Report::default(),
            document: None,
        })
    };
    let (before, after) = (
        part.keep(read(subsidy_as_is_json())),
        part.keep(read(subsidy_to_be_json())),
    );
    if let (Some(before), Some(after)) = (before, after) {
        let pair = pair(&mut part, before, after);
        part.content = Some(Flows {
            pairs: vec![pair],
            single: Vec::new(),
        });
    }
    part
}

/// Compares two flows and keeps what the checks found in each.
fn pair(part: &mut Part<Flows>, before: FlowFile, after: FlowFile) -> Pair {
    let Compared { report, page } = flow_compare::compared(before, after, &[], Vec::new(), None);
    for lint in [&report.before_lint, &report.after_lint] {
        part.found.push(Found::of(lint.clone(), lint_rules()));
    }
    Pair { report, page }
}

/// Checks a flow that stands alone.
fn checked(part: &mut Part<Flows>, file: FlowFile) -> Flow {
    // No exemptions are given, so that the day does not matter.
    let found = lint(&file.flow, &LintOptions::default(), &[], Date::MIN);
    part.found.push(Found::of(found.report, lint_rules()));
    file.flow
}

/// `name.as_is.bpmn` and `name.to_be.bpmn` belong together.
fn by_name(paths: &[PathBuf]) -> BTreeMap<String, Named> {
    let mut all: BTreeMap<String, Named> = BTreeMap::new();
    for path in paths {
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let (name, stage) = match stem.rsplit_once('.') {
            Some((name, stage)) => (name.to_owned(), stage.to_ascii_lowercase()),
            None => (stem, String::new()),
        };
        let named = all.entry(name).or_default();
        let place = match stage.as_str() {
            "as_is" | "as-is" => &mut named.as_is,
            "to_be" | "to-be" => &mut named.to_be,
            _ => {
                named.alone.push(path.clone());
                continue;
            }
        };
        if place.is_none() {
            *place = Some(path.clone());
        } else {
            named.alone.push(path.clone());
        }
    }
    all
}

fn flow(folder: &Folder, path: &Path) -> Result<FlowFile, Label> {
    let name = folder.name(path);
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    if extension.is_some_and(|extension| extension == "yaml" || extension == "yml") {
        let source = super::Source::file(folder, path)?;
        let flow = tosei_bpr::yaml::read_yaml(&source.bytes, &Limits::default())
            .map_err(|error| wrong(&name, &error))?;
        return Ok(FlowFile {
            flow,
            findings: Report::default(),
            document: None,
        });
    }
    flow_compare::read_flow(path).map_err(|failure| {
        worded(|language| match language {
            Language::Ja => format!("「{name}」：{}", failure.sentence(language)),
            Language::En => format!("\"{name}\": {}", failure.sentence(language)),
        })
    })
}

fn wrong(name: &str, error: &dyn std::fmt::Display) -> Label {
    Label::new(
        format!("「{name}」を読めません（{error}）。"),
        format!("\"{name}\" cannot be read: {error}."),
    )
}
