//! The checks that Cargo makes itself.

use super::{
    Context, Outcome,
    process::{cargo_command, cargo_run},
};

/// The packages that would turn features of the published crates on: without them a build has
/// the default features of every crate, and not those that a tool asked for.
pub(crate) const TOOLS: [&str; 12] = [
    "--exclude",
    "xtask",
    "--exclude",
    "tosei-examples",
    "--exclude",
    "tosei-benches",
    "--exclude",
    "tosei-bad-input",
    "--exclude",
    "municipality_service",
    "--exclude",
    "tosei-book",
];

/// The text of every file as the formatter writes it.
pub(crate) fn format(context: &Context<'_>) -> anyhow::Result<Outcome> {
    cargo_run(context, &["fmt", "--all", "--check"])
}

/// No lint speaks, with the default features.
pub(crate) fn clippy_default(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut arguments = vec!["clippy", "--workspace", "--all-targets"];
    arguments.extend(TOOLS);
    arguments.extend(["--", "-D", "warnings"]);
    cargo_run(context, &arguments)
}

/// No lint speaks, with all features, in the tools too.
pub(crate) fn clippy_all(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ];
    cargo_run(context, &arguments)
}

/// The pages of the documentation, without a warning.
pub(crate) fn doc(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let arguments = ["doc", "--workspace", "--no-deps", "--all-features"];
    println!("cargo {}", arguments.join(" "));
    let status = cargo_command(context)
        .args(arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .status()?;
    let mut outcome = Outcome::default();
    if !status.success() {
        outcome.problem("the documentation has warnings");
    }
    Ok(outcome)
}

/// The pages as a host of documentation makes them: each item says which feature it needs.
pub(crate) fn doc_features(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut command = cargo_command(context);
    command
        .args(["doc", "--no-deps", "--all-features", "--target-dir"])
        .arg(context.workspace.target.join("docsrs"))
        .env("RUSTDOCFLAGS", "--cfg docsrs -D warnings")
        .env("RUSTC_BOOTSTRAP", "1");
    for package in context.workspace.published() {
        command.args(["--package", &package.name]);
    }
    println!("cargo doc --no-deps --all-features, with the features shown");
    if !command.status()?.success() {
        outcome.problem("the documentation with its features shown has warnings");
    }
    Ok(outcome)
}

/// Every published crate with no feature, and with each feature alone.
pub(crate) fn each_feature(context: &Context<'_>) -> anyhow::Result<Outcome> {
    features(context, |names| {
        let mut sets = vec![String::new()];
        sets.extend(names.iter().map(|&name| name.to_owned()));
        sets
    })
}

/// Every published crate with each two features.
pub(crate) fn feature_pairs(context: &Context<'_>) -> anyhow::Result<Outcome> {
    features(context, pairs)
}

fn pairs(names: &[&str]) -> Vec<String> {
    let mut sets = Vec::new();
    for (at, first) in names.iter().enumerate() {
        for second in names.iter().skip(at.saturating_add(1)) {
            sets.push(format!("{first},{second}"));
        }
    }
    sets
}

/// Looks at every published crate with each set of features that `sets` makes of their names.
fn features(
    context: &Context<'_>,
    sets: impl Fn(&[&str]) -> Vec<String>,
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for package in context.workspace.published() {
        let names: Vec<&str> = package
            .features
            .keys()
            .map(String::as_str)
            .filter(|feature| *feature != "default")
            .collect();
        if names.is_empty() {
            continue;
        }
        for set in sets(&names) {
            let arguments = [
                "clippy",
                "--quiet",
                "--package",
                &package.name,
                "--lib",
                "--no-default-features",
                "--features",
                &set,
                "--",
                "-D",
                "warnings",
            ];
            let shown = if set.is_empty() { "no feature" } else { &set };
            println!("{}: {shown}", package.name);
            if !cargo_command(context).args(arguments).status()?.success() {
                outcome.problem(format!("{} with {shown} alone does not pass", package.name));
            }
        }
    }
    Ok(outcome)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn each_two_features_come_once() {
        assert_eq!(pairs(&["a", "b", "c"]), ["a,b", "a,c", "b,c"]);
        assert!(pairs(&["a"]).is_empty());
    }
}
