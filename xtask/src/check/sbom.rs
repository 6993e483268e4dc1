//! The bill of materials of each published crate: every crate that a build with all features takes,
//! with version, licence and checksum, in the form CycloneDX.

use super::{Context, Outcome, copy::with_copy, process::cargo_command};
use anyhow::{Context as _, ensure};
use serde_json::Value;

/// Writes `target/sbom/NAME.cdx.json` for every published crate.
///
/// The tool writes beside the manifests, so it works in a copy of the tree.
pub(crate) fn write(context: &Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let folder = context.workspace.target.join("sbom");
    std::fs::create_dir_all(&folder)?;
    with_copy(context, "sbom-tree", |copy| {
        let mut tool = cargo_command(context);
        tool.current_dir(copy)
            .args(["cyclonedx", "--format", "json", "--spec-version", "1.5"])
            .args(["--all-features", "--quiet", "--override-filename", "bill"]);
        ensure!(tool.status()?.success(), "`cargo cyclonedx` failed");
        println!("{:<20} {:>10}", "bill of materials", "components");
        for package in context.workspace.published() {
            let place = package.folder().strip_prefix(&context.workspace.root)?;
            let from = copy.join(place).join("bill.json");
            let text = std::fs::read_to_string(&from)
                .with_context(|| format!("no bill of {}", package.name))?;
            // Where the copy stood is nobody's business.
            let text = text.replace(&copy.display().to_string(), "");
            let bill: Value = serde_json::from_str(&text)?;
            let components = bill
                .get("components")
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            println!("{:<20} {components:>10}", package.name);
            if bill
                .pointer("/metadata/component/name")
                .and_then(Value::as_str)
                != Some(package.name.as_str())
            {
                outcome.problem(format!("the bill of {} is about another", package.name));
            }
            std::fs::write(folder.join(format!("{}.cdx.json", package.name)), text)?;
        }
        Ok(())
    })?;
    Ok(outcome)
}
