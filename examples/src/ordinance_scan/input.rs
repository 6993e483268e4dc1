//! Files and folders, in an order that does not depend on the file system.

use super::{Failure, MAX_FILE_BYTES, MAX_FILES, Options};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tosei_analog_regs::sample;
use tosei_types::Label;

/// The endings of law texts.
const ENDINGS: [&str; 4] = ["xml", "html", "htm", "txt"];

/// One text to be read.
pub(super) enum Source {
    Embedded {
        name: &'static str,
        text: &'static str,
    },
    File {
        name: String,
        path: PathBuf,
    },
}

impl Source {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Embedded { name, .. } => name,
            Self::File { name, .. } => name,
        }
    }

    /// The bytes, or why there are none.
    pub(super) fn read(&self) -> Result<Vec<u8>, Label> {
        match self {
            Self::Embedded { text, .. } => Ok(text.as_bytes().to_vec()),
            Self::File { path, .. } => limited(path).map_err(|error| match error {
                None => Label::new(
                    format!("ファイルが大きすぎます（上限{MAX_FILE_BYTES}バイト）。"),
                    format!("the file is larger than {MAX_FILE_BYTES} bytes"),
                ),
                Some(error) => Label::new(
                    format!("読めません（{error}）。"),
                    format!("cannot be read: {error}"),
                ),
            }),
        }
    }
}

/// At most [`MAX_FILE_BYTES`]; `Err(None)` if there is more.
fn limited(path: &Path) -> Result<Vec<u8>, Option<io::Error>> {
    let file = File::open(path).map_err(Some)?;
    let mut bytes = Vec::new();
    let most = MAX_FILE_BYTES.saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(Some)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE_BYTES {
        return Err(None);
    }
    Ok(bytes)
}

/// A file that must be there.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = path.display().to_string();
    if !path.exists() {
        return Err(Failure::NotFound { file });
    }
    limited(path).map_err(|error| Failure::Unreadable {
        file,
        source: error.unwrap_or_else(|| io::Error::other("too large")),
    })
}

/// What is to be read: the embedded ordinances, or every law text below the names that were given.
pub(super) fn sources(options: &Options) -> Result<Vec<Source>, Failure> {
    if options.inputs.is_empty() {
        let texts = [
            ("mihon_ordinance.html", sample::ordinance_html()),
            (
                "mihon_general_ordinance.txt",
                sample::general_ordinance_text(),
            ),
        ];
        return Ok(texts
            .map(|(name, text)| Source::Embedded { name, text })
            .into());
    }
    let mut found = Vec::new();
    for input in &options.inputs {
        if !input.exists() {
            return Err(Failure::NotFound {
                file: input.display().to_string(),
            });
        }
        if input.is_dir() {
            below(input, &mut found)?;
        } else {
            let name = input.file_name().unwrap_or(input.as_os_str());
            found.push(Source::File {
                name: name.to_string_lossy().into_owned(),
                path: input.clone(),
            });
        }
    }
    if found.is_empty() {
        return Err(Failure::NoFiles);
    }
    if found.len() > MAX_FILES {
        return Err(Failure::TooManyFiles);
    }
    Ok(found)
}

/// Every law text below a folder; links to folders are not followed.
fn below(folder: &Path, found: &mut Vec<Source>) -> Result<(), Failure> {
    let mut paths = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        let unreadable = |source| Failure::Unreadable {
            file: here.display().to_string(),
            source,
        };
        for entry in fs::read_dir(&here).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            let path = entry.path();
            let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
            if kind.is_dir() {
                waiting.push(path);
            } else if ENDINGS
                .iter()
                .any(|own| ending.as_deref().is_some_and(|ending| ending == *own))
            {
                paths.push(path);
            }
            if paths.len() > MAX_FILES {
                return Err(Failure::TooManyFiles);
            }
        }
    }
    paths.sort();
    found.extend(paths.into_iter().map(|path| {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        Source::File {
            name: name.to_string_lossy().replace('\\', "/"),
            path,
        }
    }));
    Ok(())
}
