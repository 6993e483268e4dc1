//! デジタルファースト報告書 (digital first report): from an inventory file to a folder with one page.
//!
//! ```sh
//! cargo run --release -p tosei-examples --example digital_first_report -- [INVENTORY] --out DIR
//! ```
//!
//! The options are here; all the rest is in `tosei_examples::digital_first_report`. See
//! `examples/README.md` for what comes out and how to read it.

mod progress;

use clap::{Parser, ValueEnum};
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};
use tosei_document::Explain;
use tosei_examples::digital_first_report::{DEFAULT_FINDINGS, Failure, Options, make, summary};
use tosei_types::{Date, Language};

/// 手続の棚卸から報告書を作ります。 Makes a report from an inventory of procedures.
///
/// 国の棚卸調査（令和6年度版）の CSV、又は独自形式の JSON・NDJSON・CSV を読みます（中身で見分けます）。
/// Reads the State's survey (edition 2024) as CSV, or an inventory of your own as JSON, NDJSON or CSV,
/// told apart by their content.
#[derive(Debug, Parser)]
#[command(name = "digital_first_report")]
struct Arguments {
    /// 棚卸のファイル（なければ架空の見本市） / the inventory (without one: the fictional 見本市)
    inventory: Option<PathBuf>,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "report")]
    out: PathBuf,
    /// findings.csv に規則ごとに載せる所見の数 / findings of each rule in findings.csv
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FINDINGS)]
    findings: usize,
    /// ページを開いたときの言語 / the language in which the page opens
    #[arg(long, value_enum, default_value_t = Opening::Ja)]
    language: Opening,
    /// 独自形式の CSV の基準日（例 2025-06-30） / the status date of an inventory in CSV
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 独自形式の CSV の枠（団体・組織・接点の JSON） / body, organisations, touchpoints of an inventory in CSV
    #[arg(long, value_name = "FILE")]
    frame: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Opening {
    Ja,
    En,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(lines) => {
            say(&mut io::stdout(), &lines);
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let sentences = [Language::Ja, Language::En].map(|language| failure.sentence(language));
            say(&mut io::stderr(), &sentences);
            ExitCode::FAILURE
        }
    }
}

/// Says something to whoever still listens: a closed pipe is no reason to stop.
fn say(listener: &mut dyn Write, lines: &[String]) {
    for line in lines {
        let _ = writeln!(listener, "{line}");
    }
}

fn run(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let options = Options {
        inventory: arguments.inventory.clone(),
        frame: arguments.frame.clone(),
        as_of: arguments.as_of,
        findings: arguments.findings,
        language: match arguments.language {
            Opening::Ja => Language::Ja,
            Opening::En => Language::En,
        },
    };
    let files = make(&options, &progress::Bar::new())?;
    files.write(&arguments.out, options.inventory.as_deref())?;
    Ok(summary(&files.report, &arguments.out))
}
