//! One arrow only: `types` ← the rest of `base` ← the rooms ← the front door ← the tools.

use crate::workspace::{Package, Workspace};
use std::path::Path;

/// Where a package stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    /// `tosei-types`.
    Ground,
    /// The rest of `crates/base`.
    Base,
    /// A domain crate.
    Room,
    /// `tosei`, which joins the rooms.
    Door,
    /// Examples, benches, the runner of the vectors, this program.
    Tool,
}

fn layer(package: &Package, root: &Path) -> Layer {
    let folder = package.folder().strip_prefix(root).unwrap_or(Path::new(""));
    if folder == Path::new("crates/base/types") {
        Layer::Ground
    } else if folder.starts_with("crates/base") {
        Layer::Base
    } else if folder == Path::new("crates/tosei") {
        Layer::Door
    } else if folder.starts_with("crates") {
        Layer::Room
    } else {
        Layer::Tool
    }
}

/// Whether a package may stand on another: only on lower layers; beside each other only the
/// crates of the base and the tools.
fn may_stand_on(from: Layer, to: Layer) -> bool {
    to < from || (from == to && matches!(from, Layer::Base | Layer::Tool))
}

/// A sentence for each arrow that points the wrong way.
pub(crate) fn check(workspace: &Workspace, problems: &mut Vec<String>) {
    for package in &workspace.packages {
        let from = layer(package, &workspace.root);
        for dependency in &package.dependencies {
            let Some(other) = workspace
                .packages
                .iter()
                .find(|other| other.name == dependency.name)
            else {
                continue;
            };
            let for_tests = dependency.kind.as_deref() == Some("dev");
            let to = layer(other, &workspace.root);
            if package.name == other.name {
                problems.push(format!("{} is its own dev-dependency", package.name));
            } else if for_tests && other.name == "tosei-conformance" {
                // The runner of the vectors stands on nothing of the house.
            } else if !may_stand_on(from, to) {
                problems.push(format!("{} must not stand on {}", package.name, other.name));
            } else if package.published() && !other.published() {
                problems.push(format!(
                    "{} is published, {} is not",
                    package.name, other.name
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_down_only() {
        assert!(may_stand_on(Layer::Room, Layer::Ground));
        assert!(may_stand_on(Layer::Room, Layer::Base));
        assert!(may_stand_on(Layer::Base, Layer::Base));
        assert!(may_stand_on(Layer::Door, Layer::Room));
        assert!(may_stand_on(Layer::Tool, Layer::Door));
        assert!(!may_stand_on(Layer::Room, Layer::Room));
        assert!(!may_stand_on(Layer::Base, Layer::Room));
        assert!(!may_stand_on(Layer::Ground, Layer::Base));
        assert!(!may_stand_on(Layer::Room, Layer::Tool));
    }
}
