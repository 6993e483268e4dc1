//! Rows of a log as variants, throughput and waiting.

use serde::Deserialize;
use serde_json::json;
use tosei_bpr::event_log::{LogColumns, read_csv};
use tosei_conformance::Runner;
use tosei_document::Limits;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    rows: Vec<Row>,
    #[serde(default)]
    offset_minutes: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    case: String,
    activity: String,
    #[serde(default)]
    time: String,
    #[serde(default)]
    transition: String,
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("event_log", |input: Input| {
        let mut csv = "case,activity,time,transition\n".to_owned();
        for row in &input.rows {
            let cells = [&row.case, &row.activity, &row.time, &row.transition];
            let cells = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            csv.push_str(&(cells.join(",") + "\n"));
        }
        let columns = LogColumns {
            case: "case".to_owned(),
            activity: "activity".to_owned(),
            time: "time".to_owned(),
            lifecycle: "transition".to_owned(),
            channel: "channel".to_owned(),
            offset_minutes: input.offset_minutes,
            ..LogColumns::default()
        };
        let log = read_csv(csv.as_bytes(), &columns, &Limits::default());
        let summary = log.map_err(|error| error.code().to_owned())?.summary();
        Ok::<_, String>(json!({
            "cases": summary.cases,
            "completion_only": summary.completion_only,
            "variants": summary.variants,
            "throughput": summary.throughput,
            "steps": summary.steps,
        }))
    })
}
