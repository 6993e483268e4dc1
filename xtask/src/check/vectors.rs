//! The vectors under the second implementation, in Python.

use super::{Context, Outcome, process};

/// Runs every suite under `conformance/python`.
pub(crate) fn run(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut command = process::command(context, "python3");
    command
        .arg("conformance/python/run.py")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let mut outcome = Outcome::default();
    let succeeded = process::lines(command, |line| {
        println!("{line}");
        if let Some(failure) = line.strip_prefix("  ") {
            outcome.problem(failure);
        }
        if let Some((passed, failed)) = closing(line) {
            outcome.passed = passed;
            outcome.failed = failed;
        }
    })?;
    if outcome.passed == 0 {
        outcome.problem("no vector ran");
    }
    if !succeeded && outcome.failed == 0 {
        outcome.problem("the runner of the vectors failed");
    }
    Ok(outcome)
}

/// The counts in the closing line, `12 passed, 0 failed`.
fn closing(line: &str) -> Option<(u64, u64)> {
    let (passed, failed) = line.split_once(" passed, ")?;
    let failed = failed.strip_suffix(" failed")?;
    Some((passed.parse().ok()?, failed.parse().ok()?))
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_closing_line_is_read() {
        assert_eq!(closing("12 passed, 3 failed"), Some((12, 3)));
        assert_eq!(closing("types/percent: 8 vectors"), None);
    }
}
