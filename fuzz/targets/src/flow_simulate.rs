//! Flows with parameters of a simulation: two documents with a line `---` between them.
//!
//! Laws: no panic; a run has no more events than its limit; every case that came has ended, is open or is
//! stuck; a result can be written and read back.

use tosei_bpr::{
    Flow,
    simulate::{SimulateError, SimulationFigure, SimulationParameters, SimulationResult, simulate},
};
use tosei_document::Explain;
use tosei_types::Language;

const MOST_EVENTS: u64 = 5_000;

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Some((flow, parameters)) = text.split_once("\n---\n") else {
        return;
    };
    let Ok(flow) = serde_json::from_str::<Flow>(flow) else {
        return;
    };
    let Ok(mut parameters) = serde_json::from_str::<SimulationParameters>(parameters) else {
        return;
    };
    parameters.days = parameters.days.min(400);
    parameters.drain_days = parameters.drain_days.min(400);
    parameters.runs.runs = 2;
    parameters.runs.relative_width = None;
    parameters.options.max_events = parameters.options.max_events.min(MOST_EVENTS);
    match simulate(&flow, &parameters) {
        Ok(simulated) => {
            for run in simulated.outcomes() {
                assert!(run.events() <= MOST_EVENTS);
                let count = |figure| run.figure(figure).unwrap_or(0.0);
                let after = count(SimulationFigure::Finished)
                    + count(SimulationFigure::Unfinished)
                    + count(SimulationFigure::Stuck);
                assert_eq!(count(SimulationFigure::Started), after);
            }
            if let Ok(text) = serde_json::to_string(simulated.result()) {
                assert!(serde_json::from_str::<SimulationResult>(&text).is_ok());
            }
        }
        Err(error) => {
            let _: &SimulateError = &error;
            for language in [Language::Ja, Language::En] {
                assert!(!error.sentence(language).is_empty());
            }
        }
    }
}
