//! XLSX.

use super::{Workbook, WorkbookLimits};
use crate::TableError;

pub(super) fn read(_: &[u8], _: &WorkbookLimits) -> Result<Workbook, TableError> {
    Err(TableError::DamagedWorkbook { part: None })
}
