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

/// Every published crate with no feature, and with each feature alone.
pub(crate) fn each_feature(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for package in context.workspace.published() {
        let features = package
            .features
            .keys()
            .filter(|feature| *feature != "default");
        let mut alone: Vec<&str> = features.map(String::as_str).collect();
        if alone.is_empty() {
            continue;
        }
        alone.insert(0, "");
        for feature in alone {
            let arguments = [
                "clippy",
                "--quiet",
                "--package",
                &package.name,
                "--lib",
                "--no-default-features",
                "--features",
                feature,
                "--",
                "-D",
                "warnings",
            ];
            let shown = if feature.is_empty() {
                "no feature"
            } else {
                feature
            };
            println!("{}: {shown}", package.name);
            if !cargo_command(context).args(arguments).status()?.success() {
                outcome.problem(format!("{} with {shown} alone does not pass", package.name));
            }
        }
    }
    Ok(outcome)
}

/// The packages as they would go to the registry.
pub(crate) fn publish(context: &Context<'_>) -> anyhow::Result<Outcome> {
    cargo_run(
        context,
        &["publish", "--workspace", "--dry-run", "--allow-dirty"],
    )
}
