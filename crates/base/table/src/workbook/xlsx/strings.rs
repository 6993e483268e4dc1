//! The shared strings of a workbook, in one buffer.

use super::container::{Part, local, local_part, push_text, unescape_control};
use crate::{Limited, TableError, WorkbookLimits};
use quick_xml::events::Event;

/// Where a shared string stands in the buffer, and whether a reading (ふりがな) stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SharedString {
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) phonetic: bool,
}

#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    pub(super) text: String,
    pub(super) strings: Vec<SharedString>,
}

/// Text within `si` or `is`: every `t` but those of phonetic runs.
#[derive(Debug, Default)]
pub(super) struct RichText {
    pub(super) text: String,
    pub(super) phonetic: bool,
    in_text: bool,
    in_phonetic: bool,
}

impl RichText {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        (self.phonetic, self.in_text, self.in_phonetic) = (false, false, false);
    }

    pub(super) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => match local(element) {
                "t" => self.in_text = true,
                "rPh" => (self.in_phonetic, self.phonetic) = (true, true),
                _ => {}
            },
            Event::End(element) => match local_part(element.name()) {
                "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            event if self.in_text && !self.in_phonetic => push_text(event, &mut self.text),
            _ => {}
        }
    }
}

impl SharedStrings {
    pub(super) fn read(mut part: Part<'_>, limits: &WorkbookLimits) -> Result<Self, TableError> {
        let mut strings = Self::default();
        let mut current = RichText::default();
        loop {
            let event = part.next()?;
            match &event {
                Event::Start(element) if local(element) == "si" => current.clear(),
                Event::Empty(element) if local(element) == "si" => {
                    strings.push("", false, limits)?;
                }
                Event::End(element) if local_part(element.name()) == "si" => {
                    strings.push(&unescape_control(&current.text), current.phonetic, limits)?;
                }
                Event::Eof => return Ok(strings),
                event => current.take(event),
            }
        }
    }

    fn push(
        &mut self,
        text: &str,
        phonetic: bool,
        limits: &WorkbookLimits,
    ) -> Result<(), TableError> {
        let over = |what, limit| Err(TableError::OverLimit { what, limit });
        let large = |length: usize, limit| u64::try_from(length).is_ok_and(|length| length > limit);
        if large(text.len(), limits.text) {
            return over(Limited::Text, limits.text);
        }
        if large(self.strings.len(), limits.cells) {
            return over(Limited::Cells, limits.cells);
        }
        let (Ok(start), Ok(length)) = (u32::try_from(self.text.len()), u32::try_from(text.len()))
        else {
            return Err(TableError::TooLarge {
                limit: u64::from(u32::MAX),
            });
        };
        self.text.push_str(text);
        self.strings.push(SharedString {
            start,
            length,
            phonetic,
        });
        Ok(())
    }
}
