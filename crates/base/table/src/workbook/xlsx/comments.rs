//! Comments (メモ) of a sheet.

use super::{
    super::SheetComment,
    container::{Part, attribute, local, local_part},
    strings::RichText,
};
use crate::{Limited, TableError, WorkbookLimits};
use quick_xml::events::Event;

pub(super) fn read(
    mut part: Part<'_>,
    limits: &WorkbookLimits,
) -> Result<Vec<SheetComment>, TableError> {
    let mut comments = Vec::new();
    let mut current = RichText::default();
    let mut cell = None;
    loop {
        let event = part.next()?;
        match &event {
            Event::Start(element) if local(element) == "comment" => {
                current.clear();
                cell = attribute(element, "ref").and_then(|text| text.parse().ok());
            }
            Event::End(element) if local_part(element.name()) == "comment" => {
                if let Some(cell) = cell.take() {
                    let text = current.text.as_str().into();
                    comments.push(SheetComment { cell, text });
                }
                let count = u64::try_from(comments.len()).unwrap_or(u64::MAX);
                if count > limits.items {
                    return Err(TableError::OverLimit {
                        what: Limited::Items,
                        limit: limits.items,
                    });
                }
            }
            Event::Eof => return Ok(comments),
            event => current.take(event),
        }
    }
}
