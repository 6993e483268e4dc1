//! Citations in the cells of the survey, beside an expression that finds numbers of provisions.

use crate::{Group, input};
use anyhow::Result;
use regex::Regex;
use std::rc::Rc;
use tosei_types::read_citation_cell;

/// Reading every 根拠条項号 of the survey.
///
/// # Errors
///
/// If the survey cannot be read.
pub fn group() -> Result<Group> {
    let (bytes, _) = input::survey()?;
    let cells: Rc<[String]> = cells(&bytes).into();
    let expression = Regex::new(
        "第?[0-9０-９一二三四五六七八九十百]+(?:条(?:の[0-9０-９一二三四五六七八九十]+)*|項|号)",
    )?;
    let by_hand = Rc::clone(&cells);
    let size = format!("{} cells", cells.len());
    Ok(Group::new("citations", size, 9)
        .peer("regex: numbers of provisions", move || {
            let found = by_hand
                .iter()
                .map(|cell| expression.find_iter(cell).count());
            crate::figure(found.sum())
        })
        .ours("places with what they take over", move || {
            let read = cells
                .iter()
                .map(|cell| read_citation_cell(cell).entries().len());
            crate::figure(read.sum())
        }))
}

/// The sixth column.
#[must_use]
pub fn cells(survey: &[u8]) -> Vec<String> {
    let records = csv::Reader::from_reader(survey).into_byte_records();
    let cells = records.flatten().filter_map(|record| {
        let cell = std::str::from_utf8(record.get(5)?).ok()?;
        Some(cell.to_owned())
    });
    cells.collect()
}
