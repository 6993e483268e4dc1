//! Reading what is to be planned.

use super::{
    Failure, Options, polls,
    report::{Assumptions, PolledQueue, RuleCount, Source, SourceKind},
};
use crate::files;
use std::path::Path;
use tosei_counter_dx::station::{Station, station_rules};
use tosei_document::{Catalogue, Report};
use tosei_types::Label;

/// What was read.
pub(super) struct Given {
    pub(super) station: Station,
    pub(super) assumptions: Assumptions,
    pub(super) source: Source,
    pub(super) polled: Vec<PolledQueue>,
}

pub(super) fn read(options: &Options) -> Result<Given, Failure> {
    let assumptions = match &options.assumptions {
        Some(path) => document(&text(path)?, &name(path))?,
        None => document(include_str!("assumptions.json"), "assumptions.json")?,
    };
    if options.station.is_some() && !options.snapshots.is_empty() {
        return Err(Failure::Both);
    }
    let mut source = Source {
        kind: SourceKind::Embedded,
        files: Vec::new(),
        office: None,
        date: None,
        rows: 0,
        findings: Vec::new(),
    };
    let (station, polled): (Station, _) = if let Some(path) = &options.station {
        source.kind = SourceKind::Station;
        source.files.push(name(path));
        (document(&text(path)?, &name(path))?, Vec::new())
    } else if options.snapshots.is_empty() {
        source.files.push("office.json".to_owned());
        (
            document(include_str!("office.json"), "office.json")?,
            Vec::new(),
        )
    } else {
        source.kind = SourceKind::Snapshots;
        polls::read(options, &mut source)?
    };
    source
        .findings
        .extend(counts(&station.check(), station_rules()));
    // A tool changes services by their ids; of polled queues it changes all.
    let mut assumptions: Assumptions = assumptions;
    if source.kind == SourceKind::Snapshots && options.assumptions.is_none() {
        assumptions.effect.services.clear();
    }
    Ok(Given {
        station,
        assumptions,
        source,
        polled,
    })
}

/// How often each rule was broken.
pub(super) fn counts(report: &Report, rules: &Catalogue) -> Vec<RuleCount> {
    let totals = report.totals().iter().filter(|total| total.count > 0);
    let counts = totals.filter_map(|total| {
        let rule = rules.rule(&total.rule)?;
        Some(RuleCount {
            rule: total.rule.to_string(),
            title: Label::new(rule.title.ja.clone(), rule.title.en.clone()),
            count: total.count,
        })
    });
    counts.collect()
}

pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = path.display().to_string();
    let bytes = files::read(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::Empty { file });
    }
    Ok(bytes)
}

fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|_| Failure::Document {
        file: path.display().to_string(),
        why: "not UTF-8".to_owned(),
    })
}

pub(super) fn layout(
    path: &Path,
) -> Result<tosei_counter_dx::observation::SnapshotLayout, Failure> {
    document(&text(path)?, &name(path))
}

pub(super) fn document<T: serde::de::DeserializeOwned>(
    text: &str,
    file: &str,
) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::Document {
        file: file.to_owned(),
        why: error.to_string(),
    })
}

/// The name of a file without its folders.
pub(super) fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
