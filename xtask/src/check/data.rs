//! Where the real data is: the State's inventory and other published files, which are not part
//! of the project.

use crate::workspace::Workspace;
use anyhow::{Context, ensure};
use std::{path::PathBuf, process::Command};

/// The folder that `TOSEI_DATA` names; else that of a `shared/data` beside the checkout, unpacked
/// into the build folder; else none.
pub(crate) fn find(workspace: &Workspace) -> anyhow::Result<Option<PathBuf>> {
    if let Some(folder) = std::env::var_os("TOSEI_DATA").filter(|folder| !folder.is_empty()) {
        let folder = std::path::absolute(folder)?;
        ensure!(
            folder.is_dir(),
            "TOSEI_DATA is `{}`, which is not a folder",
            folder.display()
        );
        return Ok(Some(folder));
    }
    let script = workspace.root.join("../shared/data/unpack.sh");
    if !script.is_file() {
        return Ok(None);
    }
    let folder = workspace.target.join("tosei-data");
    let status = Command::new("bash")
        .arg(&script)
        .arg(&folder)
        .stdout(std::process::Stdio::null())
        .status()
        .context("bash does not start")?;
    ensure!(status.success(), "`{}` failed", script.display());
    Ok(Some(folder))
}
