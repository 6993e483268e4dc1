//! Built test programs whose copy of a file of rules is exchanged for another one.
//!
//! A file of rules is compiled into the program as it stands (`include_str!`), so its bytes are found
//! there, and the bytes of a changed file of the same length take their place. Nothing is built again,
//! and no test needs to know about it. JSON lets white space fill what a change leaves over.

use crate::workspace::{Package, Workspace, cargo};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A test program as it was built.
#[derive(Debug)]
pub(super) struct Program {
    name: String,
    bytes: Vec<u8>,
    mode: std::fs::Permissions,
    folder: PathBuf,
    /// How long it takes by itself; `None` if it was not yet run.
    alone: Option<Duration>,
    /// Tests that are left out because they take too long for every change.
    slow: Vec<String>,
}

/// A copy of a program, with the places where a file of rules stands in it.
#[derive(Debug)]
pub(super) struct Patched<'a> {
    program: &'a Program,
    path: PathBuf,
    offsets: Vec<u64>,
}

/// What a program says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Passed,
    Failed,
    OutOfTime,
}

/// A test that takes longer by itself is left out, and named.
const SLOWEST: Duration = Duration::from_secs(10);

#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
    target: Option<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds the tests of a package, but for those that change rules themselves.
pub(super) fn build(workspace: &Workspace, package: &Package) -> anyhow::Result<Vec<Program>> {
    let output = Command::new(cargo())
        .args([
            "test",
            "-q",
            "--no-run",
            "--all-features",
            "--lib",
            "--tests",
        ])
        .args(["--message-format", "json", "-p", &package.name])
        .current_dir(&workspace.root)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("the tests of {} do not build", package.name);
    }
    let mut programs = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Message = serde_json::from_str(line)?;
        let (Some(path), Some(target)) = (message.executable, message.target) else {
            continue;
        };
        if !target.name.starts_with("mutate_") {
            programs.push(Program {
                name: target.name,
                bytes: std::fs::read(&path)?,
                mode: std::fs::metadata(&path)?.permissions(),
                folder: package.folder().to_path_buf(),
                alone: None,
                slow: Vec::new(),
            });
        }
    }
    Ok(programs)
}

impl Program {
    pub(super) fn alone(&self) -> Duration {
        self.alone.unwrap_or_default()
    }

    /// Where the bytes stand.
    pub(super) fn offsets(&self, wanted: &[u8]) -> Vec<u64> {
        let mut found = Vec::new();
        let mut from = 0usize;
        let start = wanted.get(..wanted.len().min(64)).unwrap_or(wanted);
        if start.is_empty() {
            return found;
        }
        while let Some(rest) = self.bytes.get(from..) {
            let Some(at) = rest.windows(start.len()).position(|here| here == start) else {
                break;
            };
            let at = from.saturating_add(at);
            if self.bytes.get(at..at.saturating_add(wanted.len())) == Some(wanted) {
                found.push(at as u64);
            }
            from = at.saturating_add(1);
        }
        found
    }

    /// Runs the unchanged program once, for its time and that of its tests.
    pub(super) fn time(&mut self, scratch: &Path) -> anyhow::Result<()> {
        if self.alone.is_some() {
            return Ok(());
        }
        let copy = Patched::new(self, scratch, Vec::new())?;
        let start = Instant::now();
        // The times of tests are an unstable option of a stable test program.
        let output = copy
            .command()
            .args(["-Z", "unstable-options", "--report-time"])
            .env("RUSTC_BOOTSTRAP", "1")
            .output()?;
        let whole = start.elapsed();
        std::fs::remove_file(&copy.path)?;
        if !output.status.success() {
            bail!("`{}` fails without any change", self.name);
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let slow: Vec<(String, Duration)> = text
            .lines()
            .filter_map(timed)
            .filter(|(_, time)| *time > SLOWEST)
            .collect();
        let left_out = slow.iter().map(|(_, time)| *time).sum();
        self.alone = Some(whole.saturating_sub(left_out));
        for (test, time) in slow {
            println!("  left out: {}: {test}, {time:.0?}", self.name);
            self.slow.push(test);
        }
        Ok(())
    }
}

/// A test and its time, as a line of a test program says them: `test NAME ... ok <1.234s>`.
fn timed(line: &str) -> Option<(String, Duration)> {
    let (name, rest) = line.strip_prefix("test ")?.split_once(" ... ")?;
    let (_, time) = rest.rsplit_once('<')?;
    let seconds: f64 = time.strip_suffix("s>")?.parse().ok()?;
    let time = Duration::try_from_secs_f64(seconds).ok()?;
    Some((name.to_owned(), time))
}

impl<'a> Patched<'a> {
    /// Writes a copy of a program.
    pub(super) fn new(
        program: &'a Program,
        folder: &Path,
        offsets: Vec<u64>,
    ) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(&program.name);
        let mut file = File::create(&path).context("the copy of a program")?;
        file.write_all(&program.bytes)?;
        file.set_permissions(program.mode.clone())?;
        Ok(Self {
            program,
            path,
            offsets,
        })
    }

    pub(super) fn program(&self) -> &'a Program {
        self.program
    }

    /// Puts other bytes in the place of the file.
    pub(super) fn patch(&self, bytes: &[u8]) -> anyhow::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        for offset in &self.offsets {
            file.seek(SeekFrom::Start(*offset))?;
            file.write_all(bytes)?;
        }
        Ok(())
    }

    /// Its quick tests, one after the other.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command
            .arg("--test-threads=1")
            .current_dir(&self.program.folder)
            .env("CARGO_MANIFEST_DIR", &self.program.folder)
            .env("PROPTEST_FAILURE_PERSISTENCE", "off")
            .env("PROPTEST_CASES", "16");
        if !self.program.slow.is_empty() {
            command.arg("--exact");
        }
        for test in &self.program.slow {
            command.args(["--skip", test]);
        }
        command
    }

    /// Runs it, for not much longer than it takes by itself.
    pub(super) fn run(&self) -> anyhow::Result<Verdict> {
        let most = self.program.alone().saturating_mul(8);
        let most = most.max(Duration::from_secs(30));
        let mut command = self.command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let mut child = loop {
            match command.spawn() {
                // Another worker just started a program while this file was open for writing.
                Err(busy)
                    if busy.kind() == ErrorKind::ExecutableFileBusy && start.elapsed() < most =>
                {
                    std::thread::sleep(Duration::from_millis(5));
                }
                child => break child?,
            }
        };
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(verdict(status));
            }
            if start.elapsed() > most {
                child.kill()?;
                child.wait()?;
                return Ok(Verdict::OutOfTime);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn verdict(status: ExitStatus) -> Verdict {
    if status.success() {
        Verdict::Passed
    } else {
        Verdict::Failed
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_line_of_a_test_program_says_its_time() {
        let line = "test decisions::rates::halves ... ok <2.345s>";
        let expected = (
            "decisions::rates::halves".to_owned(),
            Duration::from_millis(2345),
        );
        assert_eq!(timed(line), Some(expected));
        assert_eq!(timed("test decisions::rates::halves ... ok"), None);
        assert_eq!(timed("test result: ok. 1 passed <2.0s>"), None);
    }
}
