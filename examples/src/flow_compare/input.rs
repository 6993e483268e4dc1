//! Lists from files.

use super::Failure;
use crate::files;
use serde::de::DeserializeOwned;
use std::path::Path;

pub(super) fn read_list<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    serde_json::from_slice(&files::read(path)?).map_err(|source| Failure::Json {
        file: files::named(path),
        source,
    })
}
