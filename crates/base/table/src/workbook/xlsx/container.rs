//! The ZIP container of a workbook: its parts by name, unpacked within a budget.

use crate::{ForeignFormat, TableError, WorkbookLimits};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
    name::QName,
};
use std::{
    borrow::Cow,
    collections::HashMap,
    io::{self, BufReader, Cursor, Read},
};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

/// Below that a file may become as large as it likes: formatted blank rows pack very well.
const ALWAYS_ALLOWED: u64 = 1 << 24;
const BUFFER: usize = 1 << 16;

/// An opened container.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names in small letters with `/`, as some programs write them otherwise.
    names: HashMap<String, usize>,
    left: u64,
    limit: u64,
}

impl<'a> Container<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &WorkbookLimits) -> Result<Self, TableError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| TableError::DamagedWorkbook { part: None })?;
        let names = (0..archive.len())
            .filter_map(|at| {
                let name = archive.name_for_index(at)?.ok()?;
                Some((normal(&name), at))
            })
            .collect();
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let by_ratio = size.saturating_mul(limits.unpacked_ratio);
        let limit = by_ratio.max(ALWAYS_ALLOWED).min(limits.unpacked_bytes);
        Ok(Self {
            archive,
            names,
            left: limit,
            limit,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
    }

    /// What a container without a workbook is.
    pub(super) fn foreign(&mut self) -> ForeignFormat {
        let mut kind = Vec::new();
        if let Ok(Some(part)) = self.raw("mimetype") {
            // A short text, or whatever pretends to be one.
            let _ = part.take(200).read_to_end(&mut kind);
        }
        if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            ForeignFormat::OpenDocument
        } else if self.has("xl/workbook.bin") {
            ForeignFormat::BinaryWorkbook
        } else if self.has("word/document.xml") {
            ForeignFormat::WordDocument
        } else if self.has("ppt/presentation.xml") {
            ForeignFormat::Presentation
        } else {
            ForeignFormat::Zip
        }
    }

    fn raw(&mut self, name: &str) -> Result<Option<ZipFile<'_, Cursor<&'a [u8]>>>, TableError> {
        let Some(at) = self.names.get(&normal(name)) else {
            return Ok(None);
        };
        match self.archive.by_index(*at) {
            Ok(file) => Ok(Some(file)),
            Err(ZipError::UnsupportedArchive(text)) if text.contains("assword") => {
                Err(TableError::NotASpreadsheet {
                    format: ForeignFormat::Encrypted,
                })
            }
            Err(_) => Err(damaged(name)),
        }
    }

    /// A part as XML; `None` if the container does not have it.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, TableError> {
        let (left, limit) = (self.left, self.limit);
        match self.raw(name)? {
            None => return Ok(None),
            Some(file) if file.size() > left => {
                return Err(TableError::UnpacksTooLarge { limit });
            }
            Some(_) => {}
        }
        let at = self.names.get(&normal(name)).copied().unwrap_or(usize::MAX);
        let file = self.archive.by_index(at).map_err(|_| damaged(name))?;
        let source = Counted {
            source: Box::new(file),
            left: &mut self.left,
            exceeded: false,
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER, source));
        let config = reader.config_mut();
        config.check_end_names = false;
        Ok(Some(Part {
            reader,
            name: name.to_owned(),
            limit,
            depth: 0,
            elements: 0,
            buffer: Vec::with_capacity(1024),
        }))
    }
}

fn normal(name: &str) -> String {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    name.trim_start_matches('/').to_owned()
}

pub(super) fn damaged(part: &str) -> TableError {
    TableError::DamagedWorkbook {
        part: Some(part.chars().take(100).collect()),
    }
}

/// The part that a relationship's target names, seen from the part that has the relationship.
pub(super) fn resolve(part: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => part.split('/').collect(),
    };
    steps.pop();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Stops when the budget of the whole file is spent.
struct Counted<'a> {
    source: Box<dyn Read + 'a>,
    left: &'a mut u64,
    exceeded: bool,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        match self
            .left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
        {
            Some(left) => {
                *self.left = left;
                Ok(read)
            }
            None => {
                self.exceeded = true;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }
}

/// A part of the container, read as XML from its beginning to its end.
pub(super) struct Part<'a> {
    reader: Reader<BufReader<Counted<'a>>>,
    name: String,
    limit: u64,
    depth: u64,
    elements: u64,
    buffer: Vec<u8>,
}

impl Part<'_> {
    /// The part's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next event; [`Event::Eof`] only where every element is closed.
    pub(super) fn next(&mut self) -> Result<Event<'_>, TableError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer);
        match &event {
            Ok(Event::Start(_)) => {
                self.depth = self.depth.saturating_add(1);
                self.elements = self.elements.saturating_add(1);
            }
            Ok(Event::Empty(_)) => self.elements = self.elements.saturating_add(1),
            Ok(Event::End(_)) => {
                let Some(depth) = self.depth.checked_sub(1) else {
                    return Err(damaged(&self.name));
                };
                self.depth = depth;
            }
            Ok(Event::Eof) if self.depth > 0 || self.elements == 0 => {
                return Err(damaged(&self.name));
            }
            _ => {}
        }
        event.map_err(|_| {
            if self.reader.get_ref().get_ref().exceeded {
                TableError::UnpacksTooLarge { limit: self.limit }
            } else {
                damaged(&self.name)
            }
        })
    }
}

/// The name of an element without its prefix.
pub(super) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    local_part(element.name())
}

pub(super) fn local_part(name: QName<'_>) -> &str {
    name.local_name().into_inner()
}

/// An attribute's value by its name without prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| local_part(attribute.key) == name)?;
    match quick_xml::escape::unescape(&found.value) {
        Ok(Cow::Owned(text)) => Some(Cow::Owned(text)),
        _ => Some(found.value),
    }
}

/// Whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(
        attribute(element, name).as_deref(),
        Some("1" | "true" | "on")
    )
}

/// Puts the text of an event behind another; a reference to what is not declared stays as written.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(character)) = reference.resolve_char_ref() {
                text.push(character);
            } else if let Some(plain) = quick_xml::escape::resolve_predefined_entity(reference) {
                text.push_str(plain);
            } else {
                text.push('&');
                text.push_str(reference);
                text.push(';');
            }
        }
        _ => {}
    }
}

/// Characters that XML cannot hold are written `_x000D_` in workbooks.
pub(super) fn unescape_control(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        out.push_str(before);
        let digits = behind.get(..4).filter(|digits| {
            digits.bytes().all(|byte| byte.is_ascii_hexdigit())
                && behind.as_bytes().get(4) == Some(&b'_')
        });
        let character = digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match character {
            Some(character) => {
                out.push(character);
                rest = behind.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        for (part, target, name) in [
            (
                "xl/workbook.xml",
                "worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            ("xl/workbook.xml", "/xl/styles.xml", "xl/styles.xml"),
            (
                "xl/worksheets/sheet1.xml",
                "../comments1.xml",
                "xl/comments1.xml",
            ),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("a.xml", "../../../b.xml", "b.xml"),
        ] {
            assert_eq!(resolve(part, target), name);
        }
    }

    #[test]
    fn escaped_control_characters_come_back() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x00_", "_x00_"),
            ("_xあ", "_xあ"),
            ("_xD800_", "_xD800_"),
            ("_x", "_x"),
        ] {
            assert_eq!(unescape_control(text), plain);
        }
    }
}
