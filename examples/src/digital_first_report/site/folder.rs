//! What lies in a folder: files of known names, and all others.

use super::super::{Failure, Options};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files of a folder, by what they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Folder {
    pub(super) inventories: Vec<PathBuf>,
    /// Attachments of the inventory, by the stem of their names.
    attached: Vec<(&'static str, PathBuf)>,
    pub(super) flows: Vec<PathBuf>,
    /// Every other known file, by the stem of its name.
    others: Vec<(&'static str, PathBuf)>,
    /// Files whose names say nothing, and a second file of one name: below the folder.
    pub(super) unknown: Vec<String>,
    root: PathBuf,
}

/// What can be an inventory.
const TABLES: &[&str] = &["json", "ndjson", "csv", "tsv", "xlsx", "xlsm", "xls"];

/// Stems and extensions of what belongs to the inventory.
const ATTACHED: &[(&str, &[&str])] = &[
    ("mapping", &["json"]),
    ("frame", &["json"]),
    ("previous", TABLES),
    ("previous_mapping", &["json"]),
    ("crosswalk", &["json"]),
    ("matching", &["json"]),
    ("round", &["json"]),
    ("series", &["json"]),
    ("exemptions", &["json"]),
    ("published", &["json"]),
];

/// Stems and extensions of the other parts.
const OTHERS: &[(&str, &[&str])] = &[
    ("standard", &["json"]),
    ("evidence", &["json"]),
    ("targets", &["json"]),
    ("counters", &["json"]),
    ("counter_reviews", &["csv", "json"]),
    ("rollout", &["json"]),
    ("clauses", &["json"]),
    ("assembly", &["json"]),
    ("plan", &["json"]),
    ("links", &["json"]),
    ("linked_clauses", &["json"]),
];

/// What a flow is written in.
const FLOWS: &[&str] = &["bpmn", "xml", "json", "yaml", "yml"];

impl Folder {
    /// Looks into a folder. Hidden files (those that begin with a dot) are passed over; letters are
    /// compared without case.
    pub(super) fn look(root: &Path) -> Result<Self, Failure> {
        let mut this = Self {
            root: root.to_owned(),
            ..Self::default()
        };
        for (path, is_folder) in entries(root)? {
            let Some((stem, extension)) = named(&path) else {
                continue;
            };
            match (is_folder, stem.as_str()) {
                (true, "flows") => {
                    for (path, is_folder) in entries(&path)? {
                        let Some((_, extension)) = named(&path) else {
                            continue;
                        };
                        if !is_folder && FLOWS.contains(&extension.as_str()) {
                            this.flows.push(path);
                        } else {
                            this.not_known(&path);
                        }
                    }
                }
                (true, "inventory") => {
                    for (path, is_folder) in entries(&path)? {
                        let Some((_, extension)) = named(&path) else {
                            continue;
                        };
                        if !is_folder && TABLES.contains(&extension.as_str()) {
                            this.inventories.push(path);
                        } else {
                            this.not_known(&path);
                        }
                    }
                }
                (true, _) => this.not_known(&path),
                (false, "inventory" | "survey") if TABLES.contains(&extension.as_str()) => {
                    this.inventories.push(path);
                }
                (false, stem) => {
                    let known = |list: &[(&'static str, &[&str])]| {
                        list.iter()
                            .find(|(name, extensions)| {
                                *name == stem && extensions.contains(&extension.as_str())
                            })
                            .map(|(name, _)| *name)
                    };
                    let (list, name) = match (known(ATTACHED), known(OTHERS)) {
                        (Some(name), _) => (&mut this.attached, name),
                        (_, Some(name)) => (&mut this.others, name),
                        _ => {
                            this.not_known(&path);
                            continue;
                        }
                    };
                    if list.iter().any(|(known, _)| *known == name) {
                        this.not_known(&path);
                    } else {
                        list.push((name, path));
                    }
                }
            }
        }
        if this.inventories.is_empty() && this.flows.is_empty() && this.others.is_empty() {
            return Err(Failure::NothingInFolder {
                folder: root.display().to_string(),
                found: this.unknown,
            });
        }
        Ok(this)
    }

    fn not_known(&mut self, path: &Path) {
        let name = self.name(path);
        self.unknown.push(name);
    }

    /// A name below the folder, with `/` on every system.
    pub(super) fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }

    pub(super) fn other(&self, stem: &str) -> Option<&Path> {
        let mut others = self.others.iter();
        others
            .find(|(name, _)| *name == stem)
            .map(|(_, path)| path.as_path())
    }

    /// The options for the inventory: what was named by hand comes before what lies in the folder.
    pub(super) fn options(&self, given: &Options) -> Options {
        let pick = |given: &Option<PathBuf>, stem: &str| {
            given.clone().or_else(|| {
                let mut attached = self.attached.iter();
                attached
                    .find(|(name, _)| *name == stem)
                    .map(|(_, path)| path.clone())
            })
        };
        Options {
            inventories: self.inventories.clone(),
            mapping: pick(&given.mapping, "mapping"),
            frame: pick(&given.frame, "frame"),
            previous: pick(&given.previous, "previous"),
            previous_mapping: pick(&given.previous_mapping, "previous_mapping"),
            crosswalk: pick(&given.crosswalk, "crosswalk"),
            matching: pick(&given.matching, "matching"),
            round: pick(&given.round, "round"),
            series: pick(&given.series, "series"),
            exemptions: pick(&given.exemptions, "exemptions"),
            published: pick(&given.published, "published"),
            ..given.clone()
        }
    }

    /// The names of the inventory and of what belongs to it.
    pub(super) fn inventory_files(&self) -> Vec<String> {
        let attached = self.attached.iter().map(|(_, path)| path);
        let all = self.inventories.iter().chain(attached);
        all.map(|path| self.name(path)).collect()
    }

    /// Every file that is read.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        let attached = self.attached.iter().chain(&self.others);
        let own = self.inventories.iter().chain(&self.flows);
        own.chain(attached.map(|(_, path)| path))
            .map(PathBuf::as_path)
    }
}

/// What is in a folder, by name, and whether it is a folder itself.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, Failure> {
    let failure = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Failure::NotFound {
            file: folder.display().to_string(),
        },
        _ => Failure::Unreadable {
            file: folder.display().to_string(),
            source,
        },
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        let is_folder = path.is_dir();
        entries.push((path, is_folder));
    }
    entries.sort();
    Ok(entries)
}

/// Stem and extension in small letters; `None` for a hidden file.
fn named(path: &Path) -> Option<(String, String)> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    if name.starts_with('.') {
        return None;
    }
    Some(match name.rsplit_once('.') {
        Some((stem, extension)) => (stem.to_owned(), extension.to_owned()),
        None => (name, String::new()),
    })
}
