//! Lists from files.

use super::Failure;
use crate::files;
use serde::de::DeserializeOwned;
use std::path::Path;
use tosei_types::Date;

pub(super) fn read_list<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    serde_json::from_slice(&files::read(path)?).map_err(|source| Failure::Json {
        file: files::named(path),
        source,
    })
}

/// A day for checks that no day changes.
pub(super) fn any_day() -> Result<Date, Failure> {
    "2000-01-01".parse().map_err(|_| Failure::Embedded)
}
