//! Room on the disk: what a stage built and nobody needs any more is taken away.
//!
//! The programs of the tests are most of what a check writes. Where `TOSEI_SPARING` is set they are
//! deleted as soon as they have run; Cargo builds one again if it is asked for again. Without it
//! everything stays, as a developer wants it who runs the check again.

use crate::workspace::Workspace;
use anyhow::Context as _;
use std::{fs, io, path::Path};

/// Whether room is scarce, by `TOSEI_SPARING`.
pub(crate) fn is_scarce() -> bool {
    std::env::var_os("TOSEI_SPARING").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Deletes the programs that stand among the built libraries; how many bytes that gave.
pub(crate) fn sweep(workspace: &Workspace) -> anyhow::Result<u64> {
    let deps = workspace.target.join("debug/deps");
    if !deps.is_dir() {
        return Ok(0);
    }
    remove_programs(&deps).with_context(|| deps.display().to_string())
}

fn remove_programs(folder: &Path) -> io::Result<u64> {
    let mut freed = 0u64;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        if about.is_file() && is_program(&entry.path()) {
            fs::remove_file(entry.path())?;
            freed = freed.saturating_add(about.len());
        }
    }
    Ok(freed)
}

/// Whether Cargo names a program so: libraries and notes have an extension, programs have none.
fn is_program(path: &Path) -> bool {
    match path.extension() {
        None => true,
        Some(extension) => cfg!(windows) && extension == "exe",
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn programs_go_and_libraries_stay() {
        let folder = std::env::temp_dir().join(format!("tosei-room-{}", std::process::id()));
        fs::create_dir_all(folder.join("rmeta0123")).unwrap();
        let program = format!("rates-0123456789abcdef{}", std::env::consts::EXE_SUFFIX);
        for (name, text) in [
            (program.as_str(), "12345"),
            ("libtosei_types-0123.rlib", "1"),
            ("libtosei_types-0123.rmeta", "1"),
            ("rates-0123456789abcdef.d", "1"),
        ] {
            fs::write(folder.join(name), text).unwrap();
        }
        assert_eq!(remove_programs(&folder).unwrap(), 5);
        assert!(!folder.join(program).exists());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
        fs::remove_dir_all(&folder).unwrap();
    }
}
