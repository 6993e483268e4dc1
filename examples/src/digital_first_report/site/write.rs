//! Writing a site into a folder, and taking away what an earlier run wrote and this one does not.
//!
//! A run lists the files that it wrote in `site_files.json`. The next run into the same folder removes
//! those of them that it does not write itself, but only if they are as they were written; what somebody
//! has changed or put there stays.

use super::super::Failure;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path},
};

/// The name of the list.
pub(super) const LIST: &str = "site_files.json";

/// The `format` of the list.
pub const SITE_FILES_FORMAT: &str = "tosei-site-files";

/// The longest list that is looked at.
const MAX_LIST: u64 = 4 * 1024 * 1024;

/// 書き出したファイルの一覧 (list of the files of a site).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteFiles {
    /// Always `tosei-site-files`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-site-files")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The files, by name.
    pub files: Vec<SiteFile>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// The name below the folder, with `/`.
    pub name: String,
    /// How long it is, in bytes.
    pub bytes: u64,
    /// A fingerprint (FNV-1a, 64 bits, hexadecimal): it tells a changed file from an unchanged one and
    /// is no protection against anybody.
    pub fingerprint: String,
}

impl SiteFile {
    fn of(name: &str, content: &[u8]) -> Self {
        let fingerprint = content.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            name: name.to_owned(),
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            fingerprint: format!("{fingerprint:016x}"),
        }
    }
}

/// What writing did beside writing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files of an earlier run that were taken away.
    pub removed: Vec<String>,
    /// Files of an earlier run that somebody has changed, and that stay.
    pub kept: Vec<String>,
}

/// Writes the files; `read` are those that must not be written over.
pub(super) fn write(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    read: &[&Path],
) -> Result<Written, Failure> {
    let unwritable = |path: &Path, source| Failure::Unwritable {
        path: path.display().to_string(),
        source,
    };
    fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
    let own: BTreeSet<_> = read
        .iter()
        .filter_map(|path| fs::canonicalize(path).ok())
        .collect();
    let list = SiteFiles {
        format: SITE_FILES_FORMAT.to_owned(),
        format_version: 1,
        files: files
            .iter()
            .map(|(name, content)| SiteFile::of(name, content))
            .collect(),
    };
    let mut json =
        serde_json::to_string_pretty(&list).map_err(|_| Failure::Embedded { what: LIST })?;
    json.push('\n');
    let list_file = [(LIST.to_owned(), json.into_bytes())];
    for (name, _) in files.iter().chain(&list_file) {
        let path = folder.join(name);
        if fs::canonicalize(&path).is_ok_and(|path| own.contains(&path)) {
            return Err(Failure::WouldOverwrite {
                file: path.display().to_string(),
            });
        }
    }
    let written = clear(folder, files, &own);
    for (name, content) in files.iter().chain(&list_file) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|source| unwritable(parent, source))?;
        }
        fs::write(&path, content).map_err(|source| unwritable(&path, source))?;
    }
    Ok(written)
}

/// Takes away what the list of an earlier run names and this run does not write.
fn clear(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    read: &BTreeSet<std::path::PathBuf>,
) -> Written {
    let mut written = Written::default();
    let path = folder.join(LIST);
    if fs::metadata(&path).map_or(true, |data| data.len() > MAX_LIST) {
        return written;
    }
    let earlier = fs::read(&path).ok();
    let earlier = earlier.and_then(|bytes| serde_json::from_slice::<SiteFiles>(&bytes).ok());
    let Some(earlier) = earlier.filter(|list| list.format == SITE_FILES_FORMAT) else {
        return written;
    };
    let Ok(root) = fs::canonicalize(folder) else {
        return written;
    };
    for old in earlier.files {
        if files.iter().any(|(name, _)| *name == old.name) || !is_inside(&old.name) {
            continue;
        }
        let path = folder.join(&old.name);
        // A link, also as a folder on the way, could lead out of the folder.
        let is_plain = fs::symlink_metadata(&path).is_ok_and(|data| data.is_file())
            && fs::canonicalize(&path).is_ok_and(|path| path.starts_with(&root));
        let is_read = fs::canonicalize(&path).is_ok_and(|path| read.contains(&path));
        if !is_plain || is_read {
            continue;
        }
        let Ok(content) = fs::read(&path) else {
            continue;
        };
        if SiteFile::of(&old.name, &content) != old {
            written.kept.push(old.name);
        } else if fs::remove_file(&path).is_ok() {
            written.removed.push(old.name);
        }
    }
    written
}

/// A name that leads nowhere but into the folder.
fn is_inside(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    !name.is_empty()
        && !name.contains('\\')
        && parts.all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_below_the_folder_are_inside() {
        for (name, inside) in [
            ("a.txt", true),
            ("letters/a.txt", true),
            ("", false),
            ("..", false),
            ("../a.txt", false),
            ("letters/../../a.txt", false),
            ("/etc/passwd", false),
            ("a\\..\\b", false),
            ("./a.txt", false),
        ] {
            assert_eq!(is_inside(name), inside, "{name}");
        }
    }

    #[test]
    fn the_fingerprint_is_fnv_1a() {
        // The published values of the function for these inputs.
        assert_eq!(SiteFile::of("", b"").fingerprint, "cbf29ce484222325");
        assert_eq!(SiteFile::of("", b"a").fingerprint, "af63dc4c8601ec8c");
        assert_eq!(SiteFile::of("", b"foobar").fingerprint, "85944171f73967e8");
    }
}
