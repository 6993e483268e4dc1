//! 窓口の計画 (counter planner): from one day of a counter to a folder with one page.
//!
//! ```sh
//! cargo run --release -p tosei-examples --example counter_planner -- --out DIR
//! ```
//!
//! The options are here; all the rest is in `tosei_examples::counter_planner`. See `examples/README.md` for
//! what comes out and how to read it.

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{path::PathBuf, process::ExitCode};
use tosei_examples::{
    counter_planner::{
        DEFAULT_RUNS, DEFAULT_SEED, DEFAULT_SERVICE_MINUTES, Failure, Options, make, summary,
    },
    program,
};
use tosei_types::{Date, Language};

/// 窓口の一日から、待ち時間・人員計画・導入効果のページを作ります。 Makes a page with waiting, staffing and a what-if from a day of a counter.
#[derive(Debug, Parser)]
#[command(name = "counter_planner")]
struct Arguments {
    /// 窓口の模型（JSON。なければ架空の窓口） / a station as JSON; a fictional office if absent
    #[arg(long, value_name = "FILE")]
    station: Option<PathBuf>,
    /// 待ち状況の記録（CSV） / polled queues as CSV
    #[arg(long, value_name = "FILE", num_args = 1..)]
    snapshots: Vec<PathBuf>,
    /// その表の見出し（JSON） / the headers of their columns as JSON
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,
    /// 施設 / the office in the polls
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// 日 / the day in the polls
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// 目標・職員区分・導入効果の仮定（JSON） / target, staff classes and assumed effect as JSON
    #[arg(long, value_name = "FILE")]
    assumptions: Option<PathBuf>,
    /// 記録にないときの対応時間（分） / minutes of a service where the polls say none
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SERVICE_MINUTES)]
    service_minutes: u32,
    /// 試行回数 / how many runs
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RUNS)]
    runs: u32,
    /// 乱数の種 / the seed of chance
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "plan")]
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

fn main() -> ExitCode {
    program::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let options = Options {
        station: arguments.station.clone(),
        snapshots: arguments.snapshots.clone(),
        layout: arguments.layout.clone(),
        office: arguments.office.clone(),
        date: arguments.date,
        assumptions: arguments.assumptions.clone(),
        service_minutes: arguments.service_minutes,
        runs: arguments.runs,
        seed: arguments.seed,
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
    let made = make(&options, &mut |runs, all| {
        bar.set_length(all.into());
        bar.set_position(runs.into());
    });
    bar.finish_and_clear();
    let files = made?;
    files.write(&arguments.out)?;
    Ok(summary(&files.report, &arguments.out))
}
