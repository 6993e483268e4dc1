//! 業務フローの模擬実験 (flow simulate): a flow and its people become a page with waiting times, the bottleneck, and
//! what other assumptions would change.
//!
//! ```sh
//! cargo run --release -p tosei-examples --example flow_simulate -- [FLOW [TO_BE]] --parameters P.json --out DIR
//! ```

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{path::PathBuf, process::ExitCode};
use tosei_bpr::{
    Probability,
    simulate::{StaffingBounds, SweepAxis},
};
use tosei_document::Explain;
use tosei_examples::{
    flow_simulate::{Failure, Options, make, summary},
    program,
};
use tosei_types::Language;

/// 業務フローの模擬実験をします。 Simulates a flow with its people.
///
/// BPMN又はJSONのフローを読みます。なければ架空の補助金の現状と改善後を比べます。
/// Reads flows as BPMN or JSON; without any, a fictional subsidy is simulated as it is and as it shall be.
#[derive(Debug, Parser)]
#[command(name = "flow_simulate")]
struct Arguments {
    /// 業務フロー / the flow
    flow: Option<PathBuf>,
    /// 改善後の業務フロー / the flow as it shall be
    to_be: Option<PathBuf>,
    /// 前提（JSON。二つのフローに一つずつ、又は共通に一つ） / parameters, one for both flows or one for each
    #[arg(long, value_name = "FILE")]
    parameters: Vec<PathBuf>,
    /// ファイルの中のBPSimのシナリオ / the scenario of BPSim in the file
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// イベントログ（CSV又はXES） / an event log to learn from
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// 乱数の種 / the seed of chance
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// 試行回数 / how many runs
    #[arg(long, value_name = "N")]
    replications: Option<u32>,
    /// 変える前提と値（people:GROUP=1..5 など） / an assumption and its values
    #[arg(long, value_name = "NAME=VALUES", value_parser = axis)]
    sweep: Vec<SweepAxis>,
    /// 期間内の割合が目標に届く最も安い人員を探す / find the cheapest staffing that reaches the target
    #[arg(long)]
    find_staff: bool,
    /// 探す人数の範囲（GROUP=1..5） / bounds of a group in that search
    #[arg(long, value_name = "GROUP=N..M", value_parser = bounds)]
    bounds: Vec<StaffingBounds>,
    /// 目標の割合 / the share that is to be reached
    #[arg(long, value_name = "SHARE", value_parser = target)]
    target: Option<Probability>,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "simulation")]
    out: PathBuf,
    /// ページを開いたときの言語 / the language in which the page opens
    #[arg(long, value_enum, default_value_t = Opening::Ja)]
    language: Opening,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Opening {
    Ja,
    En,
}

/// Both sentences of an error, one for each reader.
fn both(error: &impl Explain) -> String {
    format!(
        "{} {}",
        error.sentence(Language::Ja),
        error.sentence(Language::En)
    )
}

fn axis(text: &str) -> Result<SweepAxis, String> {
    text.parse().map_err(|error| both(&error))
}

fn bounds(text: &str) -> Result<StaffingBounds, String> {
    let refused = || {
        "組と人数の範囲は review=1..5 の形にしてください。 Write a group and its bounds as review=1..5."
            .to_owned()
    };
    let (group, range) = text.split_once('=').ok_or_else(refused)?;
    let (least, most) = range.split_once("..").ok_or_else(refused)?;
    let (least, most) = match (least.parse::<u32>(), most.parse::<u32>()) {
        (Ok(least), Ok(most)) if least <= most => (least, most),
        _ => return Err(refused()),
    };
    Ok(StaffingBounds {
        group: group.parse().map_err(|_| refused())?,
        least,
        most,
    })
}

fn target(text: &str) -> Result<Probability, String> {
    text.parse()
        .map_err(|_| "割合は0から1までにしてください。 Write a share from 0 to 1.".to_owned())
}

fn main() -> ExitCode {
    program::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let options = Options {
        flow: arguments.flow.clone(),
        to_be: arguments.to_be.clone(),
        parameters: arguments.parameters.clone(),
        scenario: arguments.scenario.clone(),
        log: arguments.log.clone(),
        seed: arguments.seed,
        replications: arguments.replications,
        sweep: arguments.sweep.clone(),
        find_staff: arguments.find_staff,
        bounds: arguments.bounds.clone(),
        target: arguments.target,
        language: match arguments.language {
            Opening::Ja => Language::Ja,
            Opening::En => Language::En,
        },
    };
    // indicatif draws nothing if standard error is no terminal.
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    let made = make(&options, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let files = made?;
    files.write(&arguments.out)?;
    Ok(summary(&files.report, &arguments.out))
}
