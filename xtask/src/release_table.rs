//! The page `docs/release-table.md`: how large each published crate is, what it brings along, and how
//! long it takes to build from nothing.
//!
//! Sizes and counts change with every commit and are bounded by the stages `package` and `budget`, not
//! compared; times are those of one machine on one day.

use crate::{
    check::{Context, brought, pack},
    workspace::{Package, Workspace, cargo, files_below, read_text},
};
use anyhow::{Context as _, ensure};
use std::{fmt::Write as _, path::Path, process::Command, time::Instant};

const PAGE: &str = "docs/release-table.md";
const TIMES: &str = "## Build times\n";

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Also builds every crate from an empty folder; else the times on the page stay.
    #[arg(long)]
    times: bool,
}

/// Writes the page.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<()> {
    let context = Context {
        workspace,
        data: None,
    };
    let page = workspace.root.join(PAGE);
    let mut text = sizes(&context)?;
    if options.times {
        text.push_str(&times(workspace)?);
    } else if let Some(at) = read_text(&page).ok().as_deref().and_then(kept) {
        text.push_str(&at);
    }
    std::fs::write(&page, text).with_context(|| page.display().to_string())?;
    println!("wrote {PAGE}");
    Ok(())
}

/// The part of the page that stands when nothing was measured.
fn kept(page: &str) -> Option<String> {
    page.find(TIMES)
        .and_then(|at| page.get(at..))
        .map(str::to_owned)
}

fn sizes(context: &Context<'_>) -> anyhow::Result<String> {
    let mut text = String::from(
        "# What a release weighs\n\n\
        Written by `cargo xtask release-table`, with `--times` measured anew. *Package* is the archive that \
        users download, tests left out. *Lines* are those of `src/`, with documentation and the tests that \
        stand in the source. *Brings along* counts crates, the house's own among them, with the default \
        features and with all; for `tosei` the crates of others are in parentheses.\n\n\
        | crate | package, KiB | files | lines | brings along, default | all features |\n\
        |---|---:|---:|---:|---:|---:|\n",
    );
    for (package, packed) in pack(context)? {
        let mut lines = 0usize;
        for file in files_below(&package.folder().join("src"), ".rs")? {
            lines = lines.saturating_add(read_text(&file)?.lines().count());
        }
        let brought = brought(context, package)?;
        writeln!(
            text,
            "| `{}` | {} | {} | {lines} | {} | {} |",
            package.name,
            packed.size.div_ceil(1024),
            packed.files.len(),
            brought.by_default,
            brought.with_all,
        )?;
    }
    text.push('\n');
    Ok(text)
}

/// Builds every crate from an empty folder, with its default features.
fn times(workspace: &Workspace) -> anyhow::Result<String> {
    let cores = std::thread::available_parallelism()?;
    let compiler = Command::new("rustc").arg("--version").output()?;
    let compiler = String::from_utf8_lossy(&compiler.stdout);
    let mut text = String::from(TIMES);
    writeln!(
        text,
        "\n`cargo build` of one crate with its default features into an empty folder, profile `dev`, nothing \
        downloaded: {cores} cores, {}. CPU is the sum over all compilers; the wall time is longer where the \
        machine had other work, which the load of the last minute before shows.\n\n\
        | crate | CPU, s | wall, s | load before |\n|---|---:|---:|---:|",
        compiler.split(" (").next().unwrap_or_default().trim()
    )?;
    let folder = workspace.target.join("cold");
    for package in workspace.published() {
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let load = first_number("/proc/loadavg").unwrap_or_else(|| "unknown".to_owned());
        let before = processor_time();
        let start = Instant::now();
        build(workspace, package, &folder)?;
        let wall = start.elapsed().as_secs_f64();
        let processor = match (before, processor_time()) {
            (Some(before), Some(after)) => format!("{:.1}", after - before),
            _ => "unknown".to_owned(),
        };
        println!("{}: {processor} s CPU, {wall:.1} s", package.name);
        writeln!(
            text,
            "| `{}` | {processor} | {wall:.1} | {load} |",
            package.name
        )?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(text)
}

fn build(workspace: &Workspace, package: &Package, folder: &Path) -> anyhow::Result<()> {
    let status = Command::new(cargo())
        .current_dir(&workspace.root)
        .env("CARGO_INCREMENTAL", "0")
        .args(["build", "--quiet", "--locked", "--package", &package.name])
        .arg("--target-dir")
        .arg(folder)
        .status()?;
    ensure!(status.success(), "{} does not build", package.name);
    Ok(())
}

fn first_number(file: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    text.split(' ').next().map(str::to_owned)
}

/// The seconds that programs started and ended by this one have computed, theirs included; known on
/// Linux alone, which counts in hundredths.
fn processor_time() -> Option<f64> {
    children(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// User and system time of ended children: the 16th and 17th field, counted from behind the name.
fn children(stat: &str) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some((f64::from(user) + f64::from(system)) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stay_where_nothing_was_measured() {
        let page = format!("# a\n\n{TIMES}\n| b |\n");
        assert_eq!(kept(&page).unwrap(), format!("{TIMES}\n| b |\n"));
        assert_eq!(kept("# a\n"), None);
    }

    #[test]
    fn the_time_of_children_is_read() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 0 10 20 0 0 5 6 150 50 20 0 1 0 99";
        assert_eq!(children(stat), Some(2.0));
        assert_eq!(children("7 (a"), None);
    }
}
