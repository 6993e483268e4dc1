//! The tests, run twice and counted.

use super::{Context, Outcome, cargo::TOOLS, process};

/// The published crates with their default features.
pub(crate) fn default_features(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut arguments = vec!["test", "--workspace", "--no-fail-fast"];
    arguments.extend(TOOLS);
    test(context, &arguments)
}

/// Everything with all features.
pub(crate) fn all_features(context: &Context<'_>) -> anyhow::Result<Outcome> {
    test(
        context,
        &["test", "--workspace", "--all-features", "--no-fail-fast"],
    )
}

fn test(context: &Context<'_>, arguments: &[&str]) -> anyhow::Result<Outcome> {
    println!("cargo {}", arguments.join(" "));
    let mut command = process::cargo_command(context);
    command.args(arguments);
    let mut outcome = Outcome::default();
    let succeeded = process::lines(command, |line| {
        if worth_showing(line) {
            println!("{line}");
        }
        if let Some(name) = failed_test(line) {
            outcome.problem(name);
        }
        if let Some((passed, failed)) = result(line) {
            outcome.passed = outcome.passed.saturating_add(passed);
            outcome.failed = outcome.failed.saturating_add(failed);
        }
    })?;
    println!("{} tests passed, {} failed", outcome.passed, outcome.failed);
    if outcome.passed == 0 {
        outcome.problem("no test ran");
    }
    if !succeeded && outcome.failed == 0 {
        outcome.problem("cargo test failed before all tests ran");
    }
    Ok(outcome)
}

/// Whether a line of a test run says more than that something passed.
fn worth_showing(line: &str) -> bool {
    let passed = line.starts_with("test ") && line.ends_with("... ok");
    let empty =
        line.is_empty() || line == "running 0 tests" || line.contains(" 0 passed; 0 failed;");
    !passed && !empty
}

/// The name in a line like `test rates::sum ... FAILED`.
fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// The counts in a line like `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
fn result(line: &str) -> Option<(u64, u64)> {
    let rest = line.strip_prefix("test result: ")?;
    let (_, counts) = rest.split_once(". ")?;
    let count = |name: &str| {
        let part = counts
            .split("; ")
            .find_map(|part| part.strip_suffix(name))?;
        part.trim().parse().ok()
    };
    Some((count("passed")?, count("failed")?))
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_counts_of_a_run_are_read() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s";
        assert_eq!(result(line), Some((12, 0)));
        let line = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(result(line), Some((1, 2)));
        assert_eq!(result("test reading::result ... ok"), None);
        assert_eq!(result("test result: ok"), None);
        assert_eq!(failed_test("test a::b ... FAILED"), Some("a::b"));
        assert_eq!(failed_test("test a::b ... ok"), None);
    }

    #[test]
    fn only_what_passed_is_not_shown() {
        assert!(!worth_showing("test rates ... ok"));
        assert!(worth_showing("test rates ... FAILED"));
        assert!(worth_showing("test rates ... ignored"));
        assert!(worth_showing("thread 'rates' panicked"));
    }
}
