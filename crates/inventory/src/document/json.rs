//! Reading the JSON form: all findings, item by item.

use super::{
    FORMAT, FORMAT_VERSION, Reading,
    places::{Form, ItemList, Places},
};
use crate::{Body, Extensions, Inventory, VolumeYear};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use tosei_document::{Catalogue, JsonReader, Limits, Sink};
use tosei_types::Date;

/// The document with its lists left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    fictional: bool,
    body: Body,
    status_date: Date,
    #[serde(default)]
    volume_years: Vec<VolumeYear>,
    #[serde(borrow)]
    organisations: Vec<&'a RawValue>,
    #[serde(borrow)]
    procedures: Vec<&'a RawValue>,
    #[serde(borrow)]
    processes: Vec<&'a RawValue>,
    #[serde(borrow)]
    touchpoints: Vec<&'a RawValue>,
    #[serde(default)]
    extensions: Extensions,
}

/// Reads an inventory document, reporting every defect of form with its place.
///
/// An item that does not fit is reported, kept raw and left out of the inventory; the others are
/// read. `None` only if the shell does not fit (no JSON, another format, no status date).
/// The catalogue must hold the rules of [`rules`](super::rules). What the *content* lacks is found by
/// [`Reading::check`].
///
/// # Examples
///
/// ```
/// use tosei_document::{Collector, Limits};
/// use tosei_inventory::document;
///
/// let json = r#"{
///   "format": "tosei-inventory", "format_version": 1, "fictional": true,
///   "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30",
///   "organisations": [], "touchpoints": [],
///   "procedures": [{"id": "P-0001", "name": "住民票の写しの交付"}],
///   "processes": [
///     {"id": "P-0001-1", "procedure": "P-0001", "kind": "application", "status": "done"},
///     {"id": "P-0001-2", "procedure": "P-0001", "kind": "payment", "status": "maybe"}
///   ]
/// }"#;
/// let mut findings = Collector::new(document::rules());
/// let reading =
///     document::read_json(json.as_bytes(), &Limits::default(), document::rules(), &mut findings)
///         .unwrap();
/// assert_eq!(reading.inventory.processes.len(), 1);
/// assert_eq!(reading.raw[0].place.to_string(), "/processes/1");
/// assert_eq!(findings.into_report().findings()[0].place.to_string(), "/processes/1/status");
/// ```
pub fn read_json(
    bytes: &[u8],
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Option<Reading> {
    let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
    let shell: Shell<'_> = reader.shell()?;
    if !reader.expect_format(
        (FORMAT, FORMAT_VERSION),
        (&shell.format, shell.format_version),
    ) {
        return None;
    }
    let mut places = Places::new(Form::Json);
    let organisations = list(
        &mut reader,
        &mut places,
        ItemList::Organisations,
        &shell.organisations,
    );
    let procedures = list(
        &mut reader,
        &mut places,
        ItemList::Procedures,
        &shell.procedures,
    );
    let processes = list(
        &mut reader,
        &mut places,
        ItemList::Processes,
        &shell.processes,
    );
    let touchpoints = list(
        &mut reader,
        &mut places,
        ItemList::Touchpoints,
        &shell.touchpoints,
    );
    Some(Reading {
        inventory: Inventory {
            fictional: shell.fictional,
            body: shell.body,
            status_date: shell.status_date,
            volume_years: shell.volume_years,
            organisations,
            procedures,
            processes,
            touchpoints,
            extensions: shell.extensions,
        },
        raw: reader.into_raw(),
        places,
    })
}

fn list<T: DeserializeOwned>(
    reader: &mut JsonReader<'_, '_>,
    places: &mut Places,
    list: ItemList,
    items: &[&RawValue],
) -> Vec<T> {
    let pointer = format!("/{}", list.key());
    let mut read = Vec::with_capacity(items.len());
    for (index, item) in reader.items(&pointer, items) {
        places.push(list, u32::try_from(index).unwrap_or(u32::MAX));
        read.push(item);
    }
    read
}
