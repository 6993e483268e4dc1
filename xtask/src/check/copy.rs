//! A copy of the tree, for tools that write where they read.

use super::{Context, process::command};
use std::path::Path;

/// Lets `work` use a copy of the last commit in the build folder, and removes it.
pub(crate) fn with_copy<T>(
    context: &Context<'_>,
    name: &str,
    work: impl FnOnce(&Path) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let copy = context.workspace.target.join(name);
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    let mut add = command(context, "git");
    add.args(["worktree", "add", "--detach", "--force", "--quiet"])
        .arg(&copy)
        .arg("HEAD");
    anyhow::ensure!(add.status()?.success(), "no copy of the tree");
    let result = work(&copy);
    let mut remove = command(context, "git");
    remove.args(["worktree", "remove", "--force"]).arg(&copy);
    anyhow::ensure!(remove.status()?.success(), "the copy of the tree stays");
    result
}
