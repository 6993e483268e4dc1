//! What is simulated: flows with their parameters, and a log.

use super::{Failure, Options};
use crate::{
    files::{self, named},
    flow_file::{FlowFile, read_flow},
};
use std::path::Path;
use tosei_bpr::{
    Flow,
    bpmn::{
        BpmnDocument,
        scenario::{Scenario, ScenarioDefaults, ScenarioError},
    },
    event_log::{EventLog, LogColumns, read_csv, read_xes},
    sample::{
        subsidy_as_is_json, subsidy_as_is_parameters_json, subsidy_to_be_json,
        subsidy_to_be_parameters_json,
    },
    simulate::{
        SimulationParameters,
        learn::{LearnOptions, learn},
    },
};
use tosei_document::{Limits, Report};
use tosei_simulation::Seed;

/// A flow and what it is simulated with.
pub(super) struct Given {
    pub(super) flow: Flow,
    pub(super) parameters: SimulationParameters,
    /// What the reader of the file did not understand.
    pub(super) reading: Report,
    /// What of a scenario in the file is not used.
    pub(super) scenario: Option<Report>,
}

/// Everything that was read.
pub(super) struct Read {
    pub(super) designs: Vec<Given>,
    pub(super) log: Option<(String, EventLog)>,
}

pub(super) fn read(options: &Options) -> Result<Read, Failure> {
    let log = match &options.log {
        Some(path) => Some((named(path), read_log(path)?)),
        None => None,
    };
    let given = options.parameters.iter().map(|path| parameters(path));
    let given = given.collect::<Result<Vec<_>, _>>()?;
    let flows: Vec<&Path> = [&options.flow, &options.to_be]
        .into_iter()
        .filter_map(|path| path.as_deref())
        .collect();
    let mut designs = if !flows.is_empty() {
        if given.len() > flows.len() {
            return Err(Failure::TooManyParameters);
        }
        let mut designs = Vec::new();
        for (place, path) in flows.into_iter().enumerate() {
            let FlowFile {
                flow,
                findings,
                document,
            } = read_flow(path)?;
            // One document for both flows, or one for each.
            let own = given.get(place).or(given.first());
            let (parameters, scenario) = match (own, &log) {
                (Some(parameters), _) => (parameters.clone(), None),
                (None, Some((name, log))) => (learnt(name, log, &flow)?, None),
                (None, None) => {
                    let scenario = scenario(document.as_ref(), &flow, options)?;
                    (scenario.parameters, Some(scenario.findings))
                }
            };
            designs.push(Given {
                flow,
                parameters,
                reading: findings,
                scenario,
            });
        }
        designs
    } else if log.is_some() {
        Vec::new()
    } else {
        embedded(given)?
    };
    for design in &mut designs {
        let runs = &mut design.parameters.runs;
        if let Some(seed) = options.seed {
            runs.seed = Seed::new(seed);
        }
        if let Some(replications) = options.replications {
            runs.runs = replications;
            runs.relative_width = None;
            runs.most = None;
        }
    }
    Ok(Read { designs, log })
}

fn embedded(given: Vec<SimulationParameters>) -> Result<Vec<Given>, Failure> {
    if given.len() > 2 {
        return Err(Failure::TooManyParameters);
    }
    let sample = [
        (subsidy_as_is_json(), subsidy_as_is_parameters_json()),
        (subsidy_to_be_json(), subsidy_to_be_parameters_json()),
    ];
    let mut given = given.into_iter();
    let mut designs = Vec::new();
    for (flow, parameters) in sample {
        let own = serde_json::from_str(parameters).map_err(|_| Failure::Embedded)?;
        designs.push(Given {
            flow: serde_json::from_str(flow).map_err(|_| Failure::Embedded)?,
            parameters: given.next().unwrap_or(own),
            reading: Report::default(),
            scenario: None,
        });
    }
    Ok(designs)
}

/// The scenario of BPSim in the file: the one that was named, or the first.
fn scenario(
    document: Option<&BpmnDocument>,
    flow: &Flow,
    options: &Options,
) -> Result<Scenario, Failure> {
    let document = document.ok_or(Failure::NoParameters)?;
    let first_day = "2026-04-01".parse().map_err(|_| Failure::Embedded)?;
    let defaults = ScenarioDefaults::from(first_day);
    let found = document.scenario(flow.id.as_str(), options.scenario.as_deref(), &defaults);
    found.map_err(|error| match error {
        ScenarioError::None => Failure::NoParameters,
        error => Failure::Scenario(error),
    })
}

fn parameters(path: &Path) -> Result<SimulationParameters, Failure> {
    let bytes = files::read(path)?;
    serde_json::from_slice(&bytes).map_err(|source| Failure::Parameters {
        file: named(path),
        source,
    })
}

/// CSV or XES, told apart by the first character.
fn read_log(path: &Path) -> Result<EventLog, Failure> {
    let bytes = files::read(path)?;
    let mut seen = bytes
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF));
    let (columns, limits) = (LogColumns::default(), Limits::default());
    let log = match seen.next() {
        Some(b'<') => read_xes(&bytes, &columns, &limits),
        _ => read_csv(&bytes, &columns, &limits),
    };
    log.map_err(|source| Failure::Log {
        file: named(path),
        source,
    })
}

fn learnt(name: &str, log: &EventLog, flow: &Flow) -> Result<SimulationParameters, Failure> {
    let learned = learn(log, Some(flow), &LearnOptions::new(flow.id.clone()));
    learned.parameters.ok_or_else(|| Failure::NothingLearnt {
        file: name.to_owned(),
    })
}
