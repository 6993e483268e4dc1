//! Reading JSON documents: the shell first, then each item of its lists apart.

use crate::{Catalogue, Limits, Mark, PlaceRef, RuleIndex, Sink, ValueRef};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use serde_path_to_error::{Path, Segment};
use std::fmt::Write as _;

/// An item that could not be typed, kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RawItem {
    /// Where it stands: a JSON Pointer, or a line or cell for other formats.
    pub place: crate::Place,
    /// The item as it was written.
    pub text: Box<str>,
}

/// Where the rules about reading stand in a catalogue.
#[derive(Debug, Clone, Copy)]
struct ReadingRules {
    not_utf8: RuleIndex,
    syntax: RuleIndex,
    unknown_key: RuleIndex,
    missing_key: RuleIndex,
    wrong_type: RuleIndex,
    bad_value: RuleIndex,
    too_large: RuleIndex,
    too_deep: RuleIndex,
    too_many_items: RuleIndex,
    text_too_long: RuleIndex,
    format: RuleIndex,
}

impl ReadingRules {
    fn of(catalogue: &Catalogue) -> Option<Self> {
        Some(Self {
            not_utf8: catalogue.index("document.encoding.not_utf8")?,
            syntax: catalogue.index("document.json.syntax")?,
            unknown_key: catalogue.index("document.json.unknown_key")?,
            missing_key: catalogue.index("document.json.missing_key")?,
            wrong_type: catalogue.index("document.json.wrong_type")?,
            bad_value: catalogue.index("document.json.bad_value")?,
            too_large: catalogue.index("document.limit.bytes")?,
            too_deep: catalogue.index("document.limit.depth")?,
            too_many_items: catalogue.index("document.limit.items")?,
            text_too_long: catalogue.index("document.limit.text")?,
            format: catalogue.index("document.format")?,
        })
    }
}

/// Reads one JSON text within [`Limits`], reporting every defect with its place.
///
/// `serde` stops at the first error. This reader takes the document in two steps: the shell, in which
/// lists are left unread, then each item of a list apart. So one bad item costs one item.
/// What cannot be typed is kept in [`raw`](Self::into_raw).
///
/// The catalogue must hold the rules of [`Catalogue::reading`].
///
/// # Examples
///
/// ```
/// use serde::Deserialize;
/// use serde_json::value::RawValue;
/// use tosei_document::{Catalogue, Collector, JsonReader, Limits};
///
/// #[derive(Deserialize)]
/// struct Shell<'a> {
///     #[serde(borrow)]
///     counts: Vec<&'a RawValue>,
/// }
///
/// let json = br#"{"counts": [1, "two", 3]}"#;
/// let catalogue = Catalogue::reading();
/// let mut findings = Collector::new(catalogue);
/// let mut reader = JsonReader::open(json, &Limits::default(), catalogue, &mut findings).unwrap();
/// let shell: Shell = reader.shell().unwrap();
/// let counts: Vec<u32> = reader.items("/counts", &shell.counts).into_iter().map(|(_, n)| n).collect();
/// assert_eq!(counts, [1, 3]);
/// assert_eq!(reader.into_raw()[0].text.as_ref(), "\"two\"");
/// assert_eq!(findings.into_report().findings()[0].place.to_string(), "/counts/1");
/// ```
pub struct JsonReader<'a, 's> {
    text: &'a str,
    rules: ReadingRules,
    sink: &'s mut dyn Sink,
    items_left: u64,
    said_too_many: bool,
    limits: Limits,
    raw: Vec<RawItem>,
}

impl<'a, 's> JsonReader<'a, 's> {
    /// Checks size, encoding, nesting and text lengths in one pass.
    ///
    /// `None` if the input breaks a limit or is no UTF-8 (which was then reported), or if
    /// the catalogue does not hold the rules about reading. A byte order mark is skipped.
    pub fn open(
        bytes: &'a [u8],
        limits: &Limits,
        catalogue: &Catalogue,
        sink: &'s mut dyn Sink,
    ) -> Option<Self> {
        let rules = ReadingRules::of(catalogue)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > limits.bytes {
            let values = [("bytes", size.into()), ("limit", limits.bytes.into())];
            report(sink, rules.too_large, PlaceRef::Document, &values);
            return None;
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let place = line_of(&String::from_utf8_lossy(good));
                report(sink, rules.not_utf8, place, &[]);
                return None;
            }
        };
        if let Err((rule, at)) = within_limits(text, limits, &rules) {
            let place = line_of(text.get(..at).unwrap_or(text));
            let limit = if rule == rules.too_deep {
                u64::from(limits.depth)
            } else {
                limits.text
            };
            report(sink, rule, place, &[("limit", limit.into())]);
            return None;
        }
        Some(Self {
            text,
            rules,
            sink,
            items_left: limits.items,
            said_too_many: false,
            limits: *limits,
            raw: Vec::new(),
        })
    }

    /// The text without its byte order mark.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Reads the document's shell; `None` if it does not fit (which was then reported).
    pub fn shell<S: Deserialize<'a>>(&mut self) -> Option<S> {
        if self.is_list(self.text, "", None) {
            return None;
        }
        match typed(self.text) {
            Ok(shell) => Some(shell),
            Err(refusal) => {
                self.report_refusal(&refusal, "", None);
                None
            }
        }
    }

    /// Reads the items of a list apart; gives those that fit with their positions.
    ///
    /// `pointer` is where the list stands, such as `/processes`. The items that do not fit are
    /// reported and kept raw; beyond [`Limits::items`] one finding says how many were not read.
    pub fn items<T: DeserializeOwned>(
        &mut self,
        pointer: &str,
        items: &[&RawValue],
    ) -> Vec<(usize, T)> {
        let mut read = Vec::new();
        for (index, item) in items.iter().enumerate() {
            if self.items_left == 0 {
                let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
                let values = [("items", count.into()), ("limit", self.limits.items.into())];
                report(
                    self.sink,
                    self.rules.too_many_items,
                    PlaceRef::Pointer(pointer),
                    &values,
                );
                break;
            }
            self.items_left = self.items_left.saturating_sub(1);
            let place = format!("{pointer}/{index}");
            if let Some(value) = self.item(&place, None, item.get()) {
                read.push((index, value));
            }
        }
        read
    }

    /// Reads one line of NDJSON (newline-delimited JSON); `line` counts from 1.
    pub fn line<T: DeserializeOwned>(&mut self, line: u32, text: &str) -> Option<T> {
        if self.items_left == 0 {
            if !std::mem::replace(&mut self.said_too_many, true) {
                let place = PlaceRef::Line { line, column: None };
                let values = [
                    ("items", u64::from(line).into()),
                    ("limit", self.limits.items.into()),
                ];
                report(self.sink, self.rules.too_many_items, place, &values);
            }
            return None;
        }
        self.items_left = self.items_left.saturating_sub(1);
        self.item("", Some(line), text)
    }

    fn item<T: DeserializeOwned>(&mut self, at: &str, line: Option<u32>, text: &str) -> Option<T> {
        if !self.is_list(text, at, line) {
            match typed(text) {
                Ok(value) => return Some(value),
                Err(refusal) => self.report_refusal(&refusal, at, line),
            }
        }
        let place = match line {
            Some(line) => crate::Place::Line { line, column: None },
            None => crate::Place::Pointer { pointer: at.into() },
        };
        self.raw.push(RawItem {
            place,
            text: text.into(),
        });
        None
    }

    /// Whether a list stands where a value with named parts does, which is then reported: serde would
    /// take its items for the parts in their order.
    fn is_list(&mut self, text: &str, at: &str, line: Option<u32>) -> bool {
        if !text.trim_start().starts_with('[') {
            return false;
        }
        let place = match line {
            Some(line) => PlaceRef::Line { line, column: None },
            None => PlaceRef::Pointer(if at.is_empty() { "/" } else { at }),
        };
        let values = [
            (
                "detail",
                ValueRef::Text("invalid type: sequence, expected a map"),
            ),
            ("path", ValueRef::Text(if at.is_empty() { "/" } else { at })),
        ];
        report(self.sink, self.rules.wrong_type, place, &values);
        true
    }

    /// Checks what a document says of its own format and version.
    ///
    /// Gives whether both are as expected; what differs is reported.
    pub fn expect_format(&mut self, expected: (&str, u32), found: (&str, u32)) -> bool {
        if expected == found {
            return true;
        }
        let values = [
            ("expected", expected.0.into()),
            ("expected_version", u64::from(expected.1).into()),
            ("found", found.0.into()),
            ("found_version", u64::from(found.1).into()),
        ];
        report(
            self.sink,
            self.rules.format,
            PlaceRef::Pointer("/format_version"),
            &values,
        );
        false
    }

    /// The sink, for findings of the caller's own.
    pub fn sink(&mut self) -> &mut dyn Sink {
        self.sink
    }

    /// The items that could not be typed, in the order of the document.
    #[must_use]
    pub fn into_raw(self) -> Vec<RawItem> {
        self.raw
    }

    fn report_refusal(&mut self, refusal: &Refusal, at: &str, line: Option<u32>) {
        let inner = &refusal.error;
        let message = inner.to_string();
        if inner.is_syntax() || inner.is_eof() {
            let inside = u32::try_from(inner.line()).ok();
            let place = PlaceRef::Line {
                line: line.or(inside).unwrap_or(1),
                column: u32::try_from(inner.column())
                    .ok()
                    .filter(|column| *column > 0),
            };
            let place = if at.is_empty() {
                place
            } else {
                PlaceRef::Pointer(at)
            };
            let values = [("detail", ValueRef::Text(without_position(&message)))];
            report(self.sink, self.rules.syntax, place, &values);
            return;
        }
        let pointer = format!("{at}{}", refusal.path);
        let place = match line {
            Some(line) => PlaceRef::Line { line, column: None },
            None => PlaceRef::Pointer(&pointer),
        };
        let detail = without_position(&message);
        let quoted = detail.split('`').nth(1).unwrap_or(detail);
        let (rule, name, value) = if detail.starts_with("unknown field") {
            (self.rules.unknown_key, "key", quoted)
        } else if detail.starts_with("missing field") {
            (self.rules.missing_key, "key", quoted)
        } else if detail.starts_with("invalid type") {
            (self.rules.wrong_type, "detail", detail)
        } else {
            (self.rules.bad_value, "detail", detail)
        };
        // The root has an empty pointer, which a sentence cannot show.
        let path = if pointer.is_empty() { "/" } else { &pointer };
        let values = [
            (name, ValueRef::Text(value)),
            ("path", ValueRef::Text(path)),
        ];
        report(self.sink, rule, place, &values);
    }
}

fn report(
    sink: &mut dyn Sink,
    rule: RuleIndex,
    place: PlaceRef<'_>,
    values: &[(&'static str, ValueRef<'_>)],
) {
    sink.accept(Mark {
        rule,
        place,
        subject: None,
        values,
    });
}

/// serde_json ends its messages with "at line 1 column 2", which inside an item misleads.
fn without_position(message: &str) -> &str {
    message
        .rsplit_once(" at line ")
        .map_or(message, |(detail, _)| detail)
}

/// Why a text did not become a value: the error, and where inside the text it is.
struct Refusal {
    path: String,
    error: serde_json::Error,
}

fn typed<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| Refusal {
        path: pointer_of(error.path()),
        error: error.into_inner(),
    })?;
    json.end().map_err(|error| Refusal {
        path: String::new(),
        error,
    })?;
    Ok(value)
}

fn pointer_of(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path.iter() {
        // Writing to a String cannot fail.
        let _ = match segment {
            Segment::Seq { index } => write!(pointer, "/{index}"),
            Segment::Map { key } => {
                write!(pointer, "/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            // In JSON a variant with content is an object with one key.
            Segment::Enum { variant } => write!(pointer, "/{variant}"),
            Segment::Unknown => Ok(()),
        };
    }
    if pointer.chars().count() > crate::finding::MAX_VALUE_CHARS {
        pointer = pointer
            .chars()
            .take(crate::finding::MAX_VALUE_CHARS)
            .collect();
        pointer.push('…');
    }
    pointer
}

fn line_of(before: &str) -> PlaceRef<'static> {
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column = before.rsplit('\n').next().unwrap_or("").chars().count();
    let from_one = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).saturating_add(1);
    PlaceRef::Line {
        line: from_one(line),
        column: Some(from_one(column)),
    }
}

/// One pass over the bytes: nesting and text lengths. The place of the first breach is its byte.
fn within_limits(
    text: &str,
    limits: &Limits,
    rules: &ReadingRules,
) -> Result<(), (RuleIndex, usize)> {
    let mut depth = 0u32;
    let mut text_start: Option<usize> = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match (text_start, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(start), b'"') => {
                let length = u64::try_from(at.saturating_sub(start)).unwrap_or(u64::MAX);
                if length > limits.text.saturating_add(1) {
                    return Err((rules.text_too_long, start));
                }
                text_start = None;
            }
            (None, b'"') => text_start = Some(at),
            (None, b'[' | b'{') => {
                depth = depth.saturating_add(1);
                if depth > limits.depth {
                    return Err((rules.too_deep, at));
                }
            }
            (None, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}
