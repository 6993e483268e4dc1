//! The NDJSON form: one header line, then one item a line.

use super::{
    FORMAT, FORMAT_VERSION, Reading,
    places::{Form, ItemList, Places},
    wire::json,
};
use crate::{
    Body, Extensions, Inventory, Organisation, Procedure, Process, Touchpoint, VolumeYear,
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _, MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{borrow::Cow, fmt};
use tosei_document::{Catalogue, JsonReader, Limits, Mark, PlaceRef, Sink};
use tosei_types::Date;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    format_version: u32,
    fictional: bool,
    body: Body,
    status_date: Date,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    volume_years: Vec<VolumeYear>,
    #[serde(default, skip_serializing_if = "Extensions::is_empty")]
    extensions: Extensions,
}

/// A line behind the first.
#[allow(
    clippy::large_enum_variant,
    reason = "a record lives for one line and is then moved into its list"
)]
enum Record {
    Header(Header),
    Organisation(Organisation),
    Procedure(Procedure),
    Process(Process),
    Touchpoint(Touchpoint),
}

const TYPES: [&str; 5] = [
    "header",
    "organisation",
    "procedure",
    "process",
    "touchpoint",
];

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a `type`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let Some(first) = map.next_key::<Cow<'de, str>>()? else {
            return Err(A::Error::missing_field("type"));
        };
        if first == "type" {
            let tag: Cow<'de, str> = map.next_value()?;
            // The rest of the line is the item itself: nothing is held in between, so an error
            // keeps its path.
            return record(&tag, MapAccessDeserializer::new(map));
        }
        // Another writer may put `type` elsewhere: look at the whole line.
        let mut whole = serde_json::Map::new();
        let value: serde_json::Value = map.next_value()?;
        whole.insert(first.into_owned(), value);
        while let Some((key, value)) = map.next_entry::<String, serde_json::Value>()? {
            if whole.insert(key.clone(), value).is_some() {
                return Err(A::Error::custom(format_args!(
                    "the key `{key}` stands twice"
                )));
            }
        }
        match whole.remove("type") {
            Some(serde_json::Value::String(tag)) => record(&tag, whole).map_err(A::Error::custom),
            Some(_) => Err(A::Error::custom("`type` is not a string")),
            None => Err(A::Error::missing_field("type")),
        }
    }
}

fn record<'de, D: Deserializer<'de>>(tag: &str, item: D) -> Result<Record, D::Error> {
    match tag {
        "header" => Header::deserialize(item).map(Record::Header),
        "organisation" => Organisation::deserialize(item).map(Record::Organisation),
        "procedure" => Procedure::deserialize(item).map(Record::Procedure),
        "process" => Process::deserialize(item).map(Record::Process),
        "touchpoint" => Touchpoint::deserialize(item).map(Record::Touchpoint),
        other => Err(D::Error::custom(format_args!(
            "`{}` is not a type of line; expected one of {}",
            other.chars().take(80).collect::<String>(),
            TYPES.join(", ")
        ))),
    }
}

/// Writes an inventory as NDJSON: `{"type": "header", …}`, then one item a line.
#[must_use]
pub fn write_ndjson(inventory: &Inventory) -> String {
    let header = Header {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        fictional: inventory.fictional,
        body: inventory.body.clone(),
        status_date: inventory.status_date,
        volume_years: inventory.volume_years.clone(),
        extensions: inventory.extensions.clone(),
    };
    let mut text = String::new();
    line(&mut text, "header", &header);
    lines(&mut text, "organisation", &inventory.organisations);
    lines(&mut text, "procedure", &inventory.procedures);
    lines(&mut text, "process", &inventory.processes);
    lines(&mut text, "touchpoint", &inventory.touchpoints);
    text
}

fn lines<T: Serialize>(text: &mut String, tag: &str, items: &[T]) {
    for item in items {
        line(text, tag, item);
    }
}

fn line<T: Serialize>(text: &mut String, tag: &str, item: &T) {
    let item = json(item);
    // Every item is an object with at least one key.
    let rest = item.strip_prefix('{').unwrap_or(&item);
    text.push_str("{\"type\":\"");
    text.push_str(tag);
    text.push_str("\",");
    text.push_str(rest);
    text.push('\n');
}

/// Reads the NDJSON form, reporting every defect with its line.
///
/// The first line that is not blank must be the header; `None` if it is not, or if the input breaks
/// a limit or is not UTF-8. A line that does not fit is reported and kept raw. Blank lines and
/// carriage returns are no defects.
///
/// # Examples
///
/// ```
/// use tosei_document::{Collector, Limits};
/// use tosei_inventory::{Body, Inventory, Procedure, document};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-0001".parse()?, "住民票の写しの交付"));
/// let text = document::write_ndjson(&inventory);
/// assert_eq!(text.lines().count(), 2);
///
/// let mut findings = Collector::new(document::rules());
/// let limits = Limits::default();
/// let reading =
///     document::read_ndjson(text.as_bytes(), &limits, document::rules(), &mut findings).unwrap();
/// assert_eq!(reading.inventory, inventory);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_ndjson(
    bytes: &[u8],
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Option<Reading> {
    let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
    let mut lines = (1u32..)
        .zip(reader.text().lines())
        .filter(|(_, text)| !text.trim().is_empty());
    let misplaced = catalogue.index("inventory.document.ndjson.header");
    let report = |reader: &mut JsonReader<'_, '_>, line: u32| {
        if let Some(rule) = misplaced {
            reader.sink().accept(Mark {
                rule,
                place: PlaceRef::Line { line, column: None },
                subject: None,
                values: &[],
            });
        }
    };
    let Some((line, first)) = lines.next() else {
        report(&mut reader, 1);
        return None;
    };
    let header = match typed(&mut reader, line, first)? {
        Record::Header(header) => header,
        _ => {
            report(&mut reader, line);
            return None;
        }
    };
    if !reader.expect_format(
        (FORMAT, FORMAT_VERSION),
        (&header.format, header.format_version),
    ) {
        return None;
    }
    let mut inventory = Inventory {
        fictional: header.fictional,
        body: header.body,
        status_date: header.status_date,
        volume_years: header.volume_years,
        organisations: Vec::new(),
        procedures: Vec::new(),
        processes: Vec::new(),
        touchpoints: Vec::new(),
        extensions: header.extensions,
    };
    let mut places = Places::new(Form::Ndjson);
    let mut misplaced_headers = Vec::new();
    for (line, text) in lines {
        match typed(&mut reader, line, text) {
            None => {}
            Some(Record::Header(_)) => {
                report(&mut reader, line);
                misplaced_headers.push((line, text));
            }
            Some(Record::Organisation(item)) => {
                places.push(ItemList::Organisations, line);
                inventory.organisations.push(item);
            }
            Some(Record::Procedure(item)) => {
                places.push(ItemList::Procedures, line);
                inventory.procedures.push(item);
            }
            Some(Record::Process(item)) => {
                places.push(ItemList::Processes, line);
                inventory.processes.push(item);
            }
            Some(Record::Touchpoint(item)) => {
                places.push(ItemList::Touchpoints, line);
                inventory.touchpoints.push(item);
            }
        }
    }
    let mut raw = reader.into_raw();
    raw.extend(
        misplaced_headers
            .into_iter()
            .map(|(line, text)| tosei_document::RawItem {
                place: tosei_document::Place::Line { line, column: None },
                text: text.into(),
            }),
    );
    raw.sort_by(|a, b| a.place.cmp(&b.place));
    Some(Reading {
        inventory,
        raw,
        places,
    })
}

fn typed<T: DeserializeOwned>(reader: &mut JsonReader<'_, '_>, line: u32, text: &str) -> Option<T> {
    reader.line(line, text)
}
