//! Every file of rules, changed in the test programs of its crate.

use super::{
    Options, explained,
    programs::{Patched, Program, Verdict, build},
};
use crate::workspace::{Package, Workspace, files_below};
use anyhow::{Context, bail};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tosei_conformance::{Mutation, changes};

/// Folders of `data/` with no rules in them: made-up data.
const NO_RULES: &str = "sample";

/// What became of the changes of one file.
#[derive(Debug, Default)]
struct Tally {
    tried: usize,
    failed: usize,
    out_of_time: usize,
    explained: usize,
    no_room: usize,
    left: Vec<String>,
}

/// Changes every file; fails if a change was not noticed and is not explained.
pub(super) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<ExitCode> {
    let scratch = workspace.target.join("mutate-data");
    let mut all = BTreeMap::new();
    for package in workspace.published().filter(|one| options.wants(one)) {
        let files = rules_of(package, options)?;
        if files.is_empty() {
            continue;
        }
        println!("{}", package.name);
        let mut programs = build(workspace, package)?;
        for file in files {
            let name = file.strip_prefix(&workspace.root).unwrap_or(&file);
            let name = name.to_string_lossy().into_owned();
            let tally = change_file(&file, &name, &mut programs, &scratch, options)?;
            println!(
                "  {name}: {} changes, {} noticed, {} of them by running out of time, {} explained, {} without room, {} not noticed",
                tally.tried,
                tally.failed.saturating_add(tally.out_of_time),
                tally.out_of_time,
                tally.explained,
                tally.no_room,
                tally.left.len()
            );
            for left in &tally.left {
                println!("    not noticed: {left}");
            }
            all.insert(name, tally);
        }
    }
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    let sum = |of: fn(&Tally) -> usize| all.values().map(of).sum::<usize>();
    println!(
        "{} files: {} changes, {} noticed, {} explained, {} not noticed",
        all.len(),
        sum(|one| one.tried),
        sum(|one| one.failed.saturating_add(one.out_of_time)),
        sum(|one| one.explained),
        sum(|one| one.left.len())
    );
    if sum(|one| one.tried) == 0 {
        bail!("nothing was changed");
    }
    Ok(if sum(|one| one.left.len()) == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn rules_of(package: &Package, options: &Options) -> anyhow::Result<Vec<PathBuf>> {
    let data = package.folder().join("data");
    let mut files = files_below(&data, ".json")?;
    files.retain(|file| {
        let below = file.strip_prefix(&data).unwrap_or(file);
        let wanted = options.only.as_deref();
        !below.starts_with(NO_RULES)
            && wanted.is_none_or(|wanted| file.to_string_lossy().contains(wanted))
    });
    Ok(files)
}

fn change_file(
    file: &Path,
    name: &str,
    programs: &mut [Program],
    scratch: &Path,
    options: &Options,
) -> anyhow::Result<Tally> {
    let bytes = std::fs::read(file)?;
    let document: Value = serde_json::from_slice(&bytes).with_context(|| name.to_owned())?;
    let mut all = changes(&document);
    if let Some(most) = options.sample {
        all = sample(all, most, options.seed);
    }
    let mut tally = Tally {
        tried: all.len(),
        ..Tally::default()
    };
    let mut with_file = Vec::new();
    for (at, program) in programs.iter_mut().enumerate() {
        let offsets = program.offsets(&bytes);
        if !offsets.is_empty() {
            program.time(scratch)?;
            with_file.push((at, offsets));
        }
    }
    let programs: &[Program] = programs;
    let next = AtomicUsize::new(0);
    let verdicts: Mutex<BTreeMap<usize, Noticed>> = Mutex::default();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let work = |worker: usize| -> anyhow::Result<()> {
        let folder = scratch.join(worker.to_string());
        let mut copies = Vec::new();
        for (at, offsets) in &with_file {
            let program = programs.get(*at).context("a program")?;
            copies.push((0u32, Patched::new(program, &folder, offsets.clone())?));
        }
        while let Some((at, change)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            all.get(at).map(|change| (at, change))
        } {
            let noticed = try_one(change, bytes.len(), &mut copies)?;
            let mut verdicts = verdicts.lock().map_err(|_| anyhow::anyhow!("poisoned"))?;
            verdicts.insert(at, noticed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || work(worker)))
            .collect();
        running
            .into_iter()
            .try_for_each(|one| one.join().unwrap_or_else(|_| bail!("a worker stopped")))
    })?;
    let verdicts = verdicts.into_inner().unwrap_or_default();
    for (change, noticed) in all.iter().zip(verdicts.into_values()) {
        let shown = format!("{} {}", change.pointer, change.change);
        match noticed {
            Noticed::NoRoom => tally.no_room = tally.no_room.saturating_add(1),
            Noticed::By(Verdict::Failed) => tally.failed = tally.failed.saturating_add(1),
            Noticed::By(Verdict::OutOfTime) => {
                tally.out_of_time = tally.out_of_time.saturating_add(1);
            }
            Noticed::By(Verdict::Passed) => {
                match explained::reason(name, &change.pointer, &change.change) {
                    Some(_) => tally.explained = tally.explained.saturating_add(1),
                    None => tally.left.push(shown),
                }
            }
        }
    }
    Ok(tally)
}

#[derive(Debug, Clone, Copy)]
enum Noticed {
    By(Verdict),
    NoRoom,
}

/// Runs the programs with one change until one notices it: those first that noticed most for their time.
fn try_one(
    change: &Mutation,
    room: usize,
    copies: &mut [(u32, Patched<'_>)],
) -> anyhow::Result<Noticed> {
    let mut bytes = serde_json::to_vec(&change.document)?;
    if bytes.len() > room {
        return Ok(Noticed::NoRoom);
    }
    bytes.resize(room, b' ');
    copies.sort_by_key(|(noticed, copy)| {
        let alone = copy
            .program()
            .alone()
            .saturating_add(Duration::from_millis(50));
        alone / noticed.saturating_add(1)
    });
    for (noticed, copy) in copies {
        copy.patch(&bytes)?;
        let verdict = copy.run()?;
        if verdict != Verdict::Passed {
            *noticed = noticed.saturating_add(1);
            return Ok(Noticed::By(verdict));
        }
    }
    Ok(Noticed::By(Verdict::Passed))
}

/// So many of the changes, drawn with a seed, in their order.
fn sample(all: Vec<Mutation>, most: usize, seed: u64) -> Vec<Mutation> {
    let mut drawn: Vec<(u64, usize)> = all
        .iter()
        .enumerate()
        .map(|(at, one)| (draw(seed, one), at))
        .collect();
    drawn.sort_unstable();
    drawn.truncate(most);
    let drawn: BTreeSet<usize> = drawn.into_iter().map(|(_, at)| at).collect();
    let of_sample = |(at, one)| drawn.contains(&at).then_some(one);
    all.into_iter().enumerate().filter_map(of_sample).collect()
}

/// A number of a change that depends on nothing but the seed and the change (FNV-1a, mixed at the end).
fn draw(seed: u64, change: &Mutation) -> u64 {
    let start = seed ^ 0xcbf2_9ce4_8422_2325;
    let bytes = change.pointer.bytes().chain(change.change.bytes());
    let sum = bytes.fold(start, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}
