//! Files that the examples read and write, and why one cannot be.

use std::{fs, io, path::Path};
use tosei_types::Language;

/// A file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{file}` cannot be read")]
pub struct Unreadable {
    /// The file as it was named.
    pub file: String,
    /// What the operating system says.
    pub source: io::Error,
}

impl Unreadable {
    /// One sentence for whoever named the file.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let Self { file, source } = self;
        match (source.kind(), language) {
            (io::ErrorKind::NotFound, Language::Ja) => format!("{file}が見つかりません。"),
            (io::ErrorKind::NotFound, Language::En) => format!("{file} does not exist."),
            (_, Language::Ja) => format!("{file}を読めません（{source}）。"),
            (_, Language::En) => format!("{file} cannot be read ({source})."),
        }
    }
}

/// A file or folder that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` cannot be written")]
pub struct Unwritable {
    /// The path.
    pub path: String,
    /// What the operating system says.
    pub source: io::Error,
}

impl Unwritable {
    /// One sentence for whoever named the folder.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let Self { path, source } = self;
        match language {
            Language::Ja => format!("{path}に書き込めません（{source}）。"),
            Language::En => format!("{path} cannot be written ({source})."),
        }
    }
}

/// A path as it was named.
#[must_use]
pub fn named(path: &Path) -> String {
    path.display().to_string()
}

/// The bytes of a file.
///
/// # Errors
///
/// [`Unreadable`] if the operating system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    fs::read(path).map_err(|source| Unreadable {
        file: named(path),
        source,
    })
}

/// Writes files into a folder, which is made if it is not there.
///
/// # Errors
///
/// [`Unwritable`] if the operating system refuses.
pub fn write_all<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), Unwritable> {
    let refused = |path: &Path, source| Unwritable {
        path: named(path),
        source,
    };
    fs::create_dir_all(folder).map_err(|source| refused(folder, source))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|source| refused(&path, source))?;
    }
    Ok(())
}
