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
use std::{path::PathBuf, process::ExitCode};
use tosei_examples::{
    digital_first_report::{DEFAULT_FINDINGS, Failure, Options, make_site, site_summary},
    program,
};
use tosei_types::{Date, Language};

/// 手続の棚卸から報告書を作ります。 Makes a report from an inventory of procedures.
///
/// 国の棚卸調査（令和6・7年度版）の CSV・XLSX、独自形式の JSON・NDJSON・CSV、対応表のある Excel や CSV の表を読みます（中身で見分けます）。
/// Reads the State's survey (editions 2024 and 2025) as CSV or XLSX, an inventory of your own as JSON, NDJSON
/// or CSV, or spreadsheets of your own by a mapping; they are told apart by their content.
#[derive(Debug, Parser)]
#[command(name = "digital_first_report")]
struct Arguments {
    /// 資料のフォルダー、又は棚卸のファイル（一つ又は同じ種類のもの複数）。なければ架空の見本市 / a folder with the
    /// data, or the inventory in one or several files
    #[arg(value_name = "FOLDER|FILE")]
    inventories: Vec<PathBuf>,
    /// 独自の表の対応表 / what the columns of your own spreadsheets are
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// 前の時点の棚卸 / an earlier snapshot
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// 前の時点に基準日の記載がないときの基準日 / the status date of an earlier snapshot that has none
    #[arg(long, value_name = "DATE")]
    previous_as_of: Option<Date>,
    /// 前の時点の表の対応表（なければ --mapping） / the mapping of an earlier spreadsheet
    #[arg(long, value_name = "FILE")]
    previous_mapping: Option<PathBuf>,
    /// 組織の新旧対応 / which organisation became which
    #[arg(long, value_name = "FILE")]
    crosswalk: Option<PathBuf>,
    /// 突合の訂正 / corrections of the matching
    #[arg(long, value_name = "FILE")]
    matching: Option<PathBuf>,
    /// 変化を要因に分ける方法（sequential 又は shapley） / how a change is divided: sequential or shapley
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// 照会の文書 / the survey round
    #[arg(long, value_name = "FILE")]
    round: Option<PathBuf>,
    /// 照会の状況を見る日 / the day on which the round is looked at
    #[arg(long, value_name = "DATE")]
    round_as_of: Option<Date>,
    /// 指標の系列（見通し） / an indicator series, for a forecast
    #[arg(long, value_name = "FILE")]
    series: Option<PathBuf>,
    /// 所見の除外 / exemptions from findings
    #[arg(long, value_name = "FILE")]
    exemptions: Option<PathBuf>,
    /// 公表済みの値 / values that were published
    #[arg(long, value_name = "FILE")]
    published: Option<PathBuf>,
    /// 組織別などの表で、これ未満の数を秘匿する / hide counts below it in tables by group
    #[arg(long, value_name = "N")]
    suppress_below: Option<u64>,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "report")]
    out: PathBuf,
    /// findings.csv に規則ごとに載せる所見の数 / findings of each rule in findings.csv
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FINDINGS)]
    findings: usize,
    /// ページを開いたときの言語 / the language in which the page opens
    #[arg(long, value_enum, default_value_t = Opening::Ja)]
    language: Opening,
    /// 棚卸から品質の証拠を導かない / derives no evidence of quality from the inventory
    #[arg(long)]
    without_evidence: bool,
    /// 基準日の記載がない資料の基準日（例 2025-06-30） / the status date of a file that states none
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 独自形式の CSV の枠（団体・組織・接点の JSON） / body, organisations, touchpoints of an inventory in CSV
    #[arg(long, value_name = "FILE")]
    frame: Option<PathBuf>,
}

/// The exit code if the site was written, but a part of the folder could not be read.
const INCOMPLETE: u8 = 3;

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Opening {
    Ja,
    En,
}

fn main() -> ExitCode {
    let result = run(&Arguments::parse()).map(|(lines, complete)| {
        let code = if complete {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(INCOMPLETE)
        };
        (lines, code)
    });
    program::end_with(result)
}

fn run(arguments: &Arguments) -> Result<(Vec<String>, bool), Failure> {
    let (folder, inventories) = match arguments.inventories.as_slice() {
        [one] if one.is_dir() => (Some(one.clone()), Vec::new()),
        files => (None, files.to_vec()),
    };
    let options = Options {
        folder,
        evidence: !arguments.without_evidence,
        inventories,
        mapping: arguments.mapping.clone(),
        previous: arguments.previous.clone(),
        previous_as_of: arguments.previous_as_of,
        previous_mapping: arguments.previous_mapping.clone(),
        crosswalk: arguments.crosswalk.clone(),
        matching: arguments.matching.clone(),
        method: arguments.method.clone(),
        round: arguments.round.clone(),
        round_as_of: arguments.round_as_of,
        series: arguments.series.clone(),
        exemptions: arguments.exemptions.clone(),
        published: arguments.published.clone(),
        suppress_below: arguments.suppress_below,
        frame: arguments.frame.clone(),
        as_of: arguments.as_of,
        findings: arguments.findings,
        language: match arguments.language {
            Opening::Ja => Language::Ja,
            Opening::En => Language::En,
        },
    };
    let made = make_site(&options, &progress::Bar::new());
    if let Err(Failure::NeedsMapping { proposal, .. }) = &made {
        proposal.write(&arguments.out)?;
    }
    let site = made?;
    if let Some(proposal) = &site.proposal {
        proposal.write(&arguments.out)?;
    }
    let written = site.write(&arguments.out)?;
    Ok((
        site_summary(&site, &written, &arguments.out),
        site.is_complete(),
    ))
}
