//! 例規の洗い出し (scan of ordinances): from a folder of law texts to a review worksheet.
//!
//! ```sh
//! cargo run --release -p tosei-examples --example ordinance_scan -- [FILE or FOLDER...] --out DIR
//! ```
//!
//! The options are here; all the rest is in `tosei_examples::ordinance_scan`. See `examples/README.md`
//! for what comes out and how to read it.

use clap::{Parser, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{path::PathBuf, process::ExitCode};
use tosei_analog_regs::detect::Confidence;
use tosei_examples::{
    ordinance_scan::{Failure, Options, Progress, scan, summary},
    program,
};
use tosei_types::{Date, Language};

/// 例規からアナログ規制の候補を洗い出し、工程表を作ります。 Finds candidates for analog regulations in ordinances.
///
/// 法令標準XML、公開されている例規のHTML、貼り付けたテキストを読みます（中身で見分けます）。
/// Reads law XML, pages of ordinances as they are published, and pasted text; they are told apart by content.
#[derive(Debug, Parser)]
#[command(name = "ordinance_scan")]
struct Arguments {
    /// ファイル又はフォルダー（なければ架空の条例） / files or folders; without one, fictional ordinances
    inputs: Vec<PathBuf>,
    /// 独自のパターンのファイル / patterns of your own, beside the embedded ones
    #[arg(long, value_name = "FILE")]
    patterns: Option<PathBuf>,
    /// 工程表に載せる確度の下限 / the least confidence of what goes into the worksheet
    #[arg(long, value_enum, default_value_t = Least::Possible)]
    least: Least,
    /// ブックに記す作成日（例 2026-04-01） / the day of making that stands in the workbook
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// 出力するフォルダー / the folder to write to
    #[arg(long, value_name = "DIR", default_value = "scan")]
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

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Least {
    Unlikely,
    Possible,
    Likely,
}

/// A progress bar, on a terminal only.
struct Bar(ProgressBar);

impl Progress for Bar {
    fn begin(&self, files: u64) {
        // indicatif draws nothing if standard error is no terminal.
        self.0.set_draw_target(ProgressDrawTarget::stderr());
        self.0.set_length(files);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}");
        if let Ok(style) = style {
            self.0.set_style(style);
        }
    }

    fn done(&self) {
        self.0.inc(1);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}

fn main() -> ExitCode {
    program::end(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let options = Options {
        inputs: arguments.inputs.clone(),
        patterns: arguments.patterns.clone(),
        least: match arguments.least {
            Least::Unlikely => Confidence::Unlikely,
            Least::Possible => Confidence::Possible,
            Least::Likely => Confidence::Likely,
        },
        date: arguments.date,
        language: match arguments.language {
            Opening::Ja => Language::Ja,
            Opening::En => Language::En,
        },
    };
    let files = scan(&options, &Bar(ProgressBar::hidden()))?;
    let mut read = options.inputs.clone();
    read.extend(options.patterns.clone());
    files.write(&arguments.out, &read)?;
    Ok(summary(&files.result, &arguments.out))
}
