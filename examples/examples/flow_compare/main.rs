//! 業務フローの比較 (flow compare): two flows become a page with both pictures, all changes and the value of a year.
//!
//! ```sh
//! cargo run --release -p tosei-examples --example flow_compare -- [BEFORE AFTER] --out DIR
//! ```

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use std::{path::PathBuf, process::ExitCode};
use tosei_examples::{
    flow_compare::{Failure, Options, Progress, make, summary},
    program,
};
use tosei_types::{CaseCount, Language};

/// 二つの業務フローを比べます。 Compares two flows.
///
/// BPMN又はJSONのフローを読みます（内容で見分けます）。なければ架空の補助金を比べます。
/// Reads flows as BPMN or JSON, told apart by their content; without any, a fictional subsidy is compared.
#[derive(Debug, Parser)]
#[command(name = "flow_compare")]
struct Arguments {
    /// 前のフロー（現状） / the flow as it is
    before: Option<PathBuf>,
    /// 後のフロー（改善後） / the flow as it shall be
    after: Option<PathBuf>,
    /// 年間件数 / cases a year
    #[arg(long, value_name = "N", value_parser = cases)]
    cases: Option<CaseCount>,
    /// 職員区分の一覧（JSON） / classes of staff with their hourly rates
    #[arg(long, value_name = "FILE")]
    staff: Option<PathBuf>,
    /// 対応付けの訂正（JSON） / pairs of elements that are the same
    #[arg(long, value_name = "FILE")]
    matching: Option<PathBuf>,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "comparison")]
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

/// A number of cases; one that no document can hold is refused and not left out.
fn cases(text: &str) -> Result<CaseCount, String> {
    let number: u64 = text.parse().map_err(|error| format!("{error}"))?;
    CaseCount::try_new(number).map_err(|error| error.to_string())
}

struct Bar(ProgressBar);

impl Progress for Bar {
    fn step(&self, number: u64, of: u64, what: &str) {
        self.0.set_length(of);
        self.0.set_position(number);
        self.0.set_message(what.to_owned());
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}

fn main() -> ExitCode {
    program::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let bar = ProgressBar::new(4);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let options = Options {
        before: arguments.before.clone(),
        after: arguments.after.clone(),
        cases_a_year: arguments.cases,
        staff_classes: arguments.staff.clone(),
        matching: arguments.matching.clone(),
        language: match arguments.language {
            Opening::Ja => Language::Ja,
            Opening::En => Language::En,
        },
    };
    let files = make(&options, &Bar(bar))?;
    files.write(&arguments.out)?;
    Ok(summary(&files.report, &arguments.out))
}
