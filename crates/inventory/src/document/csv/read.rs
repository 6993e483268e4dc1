//! Reading the CSV form.

use super::{
    cell::{CellReader, CellValue},
    columns::{CellKind, PROCEDURE_ID, PROCESS_ID, columns},
    item::{complete, is_needed},
    raw::{csv_line, shown},
    roll::Roll,
    table::Table,
    value::{merge, set},
};
use crate::{
    Inventory, Organisation, OrganisationKind,
    document::{
        ItemList, Reading,
        places::{Form, Places},
    },
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::Segment;
use std::{collections::HashMap, io::Read};
use tosei_document::{
    Catalogue, CellAddress, Limits, Mark, Place, PlaceRef, RawItem, Sink, ValueRef,
};
use tosei_table::{CsvRow, CsvRows, TableError, TextRow};
use tosei_types::OrganisationId;

/// Reads the CSV form, reporting every defect with its cell.
///
/// The procedures and processes of the table are put behind those of the frame; body, status date,
/// organisations and touchpoints are the frame's. A cell that cannot be read costs that cell, which is
/// reported and kept raw; only a row without a usable id is kept raw as a whole.
///
/// # Errors
///
/// [`TableError`] if there is no table: the file is empty, something else, not UTF-8 in its header,
/// larger than the limit, or has not the columns that are needed. A row beyond the limits of a
/// text ends the reading with a finding; what stood before it is given.
///
/// # Examples
///
/// ```
/// use tosei_document::{Collector, Limits};
/// use tosei_inventory::{Body, Inventory, document};
///
/// let csv = "手続プロセスID,手続ID,手続名,手続プロセスの種類,オンライン化の実施状況,件数の年度,件数の種類,件数の状態,年間件数\r\n\
///            P-1-1,P-1,住民票の写しの交付,申請等,実施済,R6,申請件数,確定,約300\r\n";
/// let frame = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let rules = document::rules();
/// let mut findings = Collector::new(rules);
/// let reading =
///     document::read_csv(csv.as_bytes(), &frame, &Limits::default(), rules, &mut findings)?;
/// let process = &reading.inventory.processes[0];
/// assert_eq!(process.volumes[0].cases, None); // 「約300」 is no exact count
/// assert_eq!(reading.raw[0].place.to_string(), "I2");
/// let report = findings.into_report();
/// assert_eq!(report.count_of("inventory.document.csv.number"), 1);
/// assert_eq!(report.count_of("inventory.document.csv.spelling"), 1); // 「R6」 is 2024年度
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_csv<R: Read>(
    input: R,
    frame: &Inventory,
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Result<Reading, TableError> {
    let mut rows = CsvRows::open(input, limits)?;
    let table = Table::of(rows.headers())?;
    let mut reader = CsvReader::new(&table, frame, catalogue, sink);
    reader.headers();
    loop {
        let row = match rows.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(
                TableError::CellTooLong { row, limit, .. }
                | TableError::RowTooLong { row, limit, .. },
            ) => {
                // What was read stands; the finding says where the reading ended.
                let values = [("limit", limit.into())];
                reader.report("document.limit.text", cell(0, row), None, &values);
                break;
            }
            Err(error) => return Err(error),
        };
        match row.text() {
            Ok(text) => reader.row(text),
            Err(column) => {
                reader.report("document.encoding.not_utf8", row.address(column), None, &[]);
                reader.keep_row(row);
            }
        }
    }
    if rows.stopped_at_limit() {
        let values = [
            ("items", limits.items.into()),
            ("limit", limits.items.into()),
        ];
        reader.report("document.limit.items", None, None, &values);
    }
    Ok(reader.finish())
}

fn cell(column: u32, row: u32) -> Option<CellAddress> {
    CellAddress::from_zero_based(column, row.checked_sub(1)?)
}

struct CsvReader<'a> {
    table: &'a Table,
    catalogue: &'a Catalogue,
    sink: &'a mut dyn Sink,
    inventory: Inventory,
    roll: Roll,
    places: Places,
    raw: Vec<RawItem>,
    /// The procedures met, each with its first row; typed at the end, when all rows have spoken.
    procedures: Vec<(u32, Value)>,
    procedure_at: HashMap<String, usize>,
}

impl<'a> CsvReader<'a> {
    fn new(
        table: &'a Table,
        frame: &Inventory,
        catalogue: &'a Catalogue,
        sink: &'a mut dyn Sink,
    ) -> Self {
        let paths = table.known.iter().map(|(position, reader)| {
            let column = reader.column();
            (column.list, column.path.to_owned(), *position)
        });
        let own = table.own.iter().map(|(position, key, _)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            (ItemList::Processes, format!("/extensions/{key}"), *position)
        });
        let mut places = Places::new(Form::Csv(paths.chain(own).collect()));
        // What the frame holds stands in no row.
        for (list, count) in [
            (ItemList::Organisations, frame.organisations.len()),
            (ItemList::Procedures, frame.procedures.len()),
            (ItemList::Processes, frame.processes.len()),
            (ItemList::Touchpoints, frame.touchpoints.len()),
        ] {
            (0..count).for_each(|_| places.push(list, 0));
        }
        Self {
            table,
            catalogue,
            sink,
            inventory: frame.clone(),
            roll: Roll::of(&frame.organisations),
            places,
            raw: Vec::new(),
            procedures: Vec::new(),
            procedure_at: HashMap::new(),
        }
    }

    fn report(
        &mut self,
        code: &'static str,
        cell: Option<CellAddress>,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue.index(code) {
            let place = cell.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
                sheet: None,
                cell,
            });
            self.sink.accept(Mark {
                rule,
                place,
                subject,
                values,
            });
        }
    }

    fn keep(&mut self, cell: Option<CellAddress>, text: &str) {
        let place = cell.map_or(Place::Document, |cell| Place::Cell { sheet: None, cell });
        self.raw.push(RawItem {
            place,
            text: text.into(),
        });
    }

    /// Keeps a whole row as CSV; a byte that is no text as `\xNN`.
    fn keep_row(&mut self, row: CsvRow<'_>) {
        let cells: Vec<String> = (0..row.len()).map(|at| shown(row.bytes(at))).collect();
        self.keep(row.address(0), &csv_line(&cells));
    }

    fn keep_text_row(&mut self, row: TextRow<'_>) {
        let cells: Vec<&str> = (0..row.len()).map(|at| row.cell(at)).collect();
        self.keep(row.address(0), &csv_line(&cells));
    }

    fn headers(&mut self) {
        let table = self.table;
        for (position, key, is_repeated) in &table.own {
            let code = if *is_repeated {
                "inventory.document.csv.column_repeated"
            } else {
                "inventory.document.csv.column_unknown"
            };
            self.report(
                code,
                cell(*position, 1),
                None,
                &[("column", key.as_str().into())],
            );
        }
    }

    fn row(&mut self, row: TextRow<'_>) {
        if (0..row.len()).all(|at| row.cell(at).trim().is_empty()) {
            return;
        }
        self.width(row);
        let mut process = Value::Object(Map::new());
        let mut procedure = Value::Object(Map::new());
        let mut rests: [Option<(CellAddress, Value)>; 2] = [None, None];
        let table = self.table;
        for (position, reader) in &table.known {
            let address = cell(*position, row.number());
            let text = row.cell(usize::try_from(*position).unwrap_or(usize::MAX));
            let column = reader.column();
            let (value, notice) = reader.read(text);
            if let Some(notice) = notice {
                let values = [("text", text.into()), ("column", column.header.into())];
                self.report(notice.rule(), address, None, &values);
                if notice.is_refusal() {
                    self.keep(address, text);
                }
            }
            let is_process = column.list == ItemList::Processes;
            match (column.cell, value) {
                (CellKind::Rest, CellValue::Value(rest)) => {
                    let slot = if is_process { 0 } else { 1 };
                    if let (Some(slot), Some(address)) = (rests.get_mut(slot), address) {
                        *slot = Some((address, rest));
                    }
                }
                (_, value) => {
                    let item = if is_process {
                        &mut process
                    } else {
                        &mut procedure
                    };
                    self.put(item, reader, value, address);
                }
            }
        }
        self.own_columns(row, &mut process);
        let [of_process, of_procedure] = rests;
        self.put_rest(&mut process, of_process);
        self.put_rest(&mut procedure, of_procedure);
        self.items(row, process, procedure);
    }

    fn width(&mut self, row: TextRow<'_>) {
        let width = self.table.width;
        if row.len() == width {
            return;
        }
        let number = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let values = [
            ("cells", number(row.len()).into()),
            ("columns", number(width).into()),
        ];
        self.report(
            "inventory.document.csv.row_width",
            row.address(0),
            None,
            &values,
        );
        for at in width..row.len() {
            if !row.cell(at).is_empty() {
                self.keep(row.address(at), row.cell(at));
            }
        }
    }

    /// Puts what a cell says into its item; organisations that are not listed yet are added.
    fn put(
        &mut self,
        item: &mut Value,
        reader: &CellReader,
        value: CellValue,
        address: Option<CellAddress>,
    ) {
        let mut waiting = value;
        // Each turn adds one organisation that the cell names.
        loop {
            let names = match &waiting {
                CellValue::Names(names) => Some(names.clone()),
                _ => None,
            };
            match self.roll.put(item, reader.column(), waiting) {
                Ok(()) => return,
                Err(unknown) => {
                    if !self.add_organisation(&unknown, address) {
                        self.keep(address, &unknown);
                        return;
                    }
                    waiting = names.map_or(CellValue::Blank, CellValue::Names);
                }
            }
        }
    }

    fn add_organisation(&mut self, name: &str, address: Option<CellAddress>) -> bool {
        if self.roll.is_ambiguous(name) {
            let values = [("name", name.into())];
            let code = "inventory.document.csv.organisation_ambiguous";
            self.report(code, address, None, &values);
            return false;
        }
        let id: String = name.split_whitespace().collect::<Vec<_>>().join("_");
        let Ok(id) = OrganisationId::new(&id) else {
            let values = [
                ("text", name.into()),
                ("detail", "not an identifier".into()),
            ];
            self.report("inventory.document.csv.value", address, None, &values);
            return false;
        };
        if self.roll.resolve(id.as_str()).is_some() {
            return false;
        }
        let values = [("name", name.into()), ("id", id.as_str().into())];
        self.report(
            "inventory.document.csv.organisation_added",
            address,
            None,
            &values,
        );
        let organisation = Organisation::new(id, OrganisationKind::Other, name);
        self.roll.add(&organisation);
        self.inventory.organisations.push(organisation);
        let row = address.map_or(0, CellAddress::row);
        self.places.push(ItemList::Organisations, row);
        true
    }

    fn own_columns(&mut self, row: TextRow<'_>, process: &mut Value) {
        let mut extensions = Map::new();
        for (position, key, _) in &self.table.own {
            let text = row.cell(usize::try_from(*position).unwrap_or(usize::MAX));
            if !text.is_empty() {
                extensions.insert(key.clone(), json!(text));
            }
        }
        if !extensions.is_empty() {
            set(process, "/extensions", Value::Object(extensions));
        }
    }

    fn put_rest(&mut self, item: &mut Value, rest: Option<(CellAddress, Value)>) {
        let Some((address, rest)) = rest else {
            return;
        };
        let text = rest.to_string();
        let clashes = merge(item, rest);
        for path in &clashes {
            let values = [("path", path.as_str().into())];
            self.report(
                "inventory.document.csv.json_clash",
                Some(address),
                None,
                &values,
            );
        }
        if !clashes.is_empty() {
            self.keep(Some(address), &text);
        }
    }

    /// Makes the process and notes the procedure of a row.
    fn items(&mut self, row: TextRow<'_>, mut process: Value, mut procedure: Value) {
        let id = |item: &Value, path: &str| {
            item.pointer(path)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let column = |at: usize| columns().get(at).map_or("", |column| column.path);
        let procedure_id = id(&process, column(PROCEDURE_ID));
        let has_process = id(&process, column(PROCESS_ID)).is_some();
        let says_procedure = procedure.as_object().is_some_and(|map| !map.is_empty());
        if let Some(id) = procedure_id
            && (says_procedure || !has_process)
        {
            set(&mut procedure, "/id", json!(id));
            self.note_procedure(row.number(), id, procedure, has_process);
        }
        if !has_process {
            let says_more = process.as_object().is_some_and(|map| map.len() > 1);
            let no_procedure = id(&process, column(PROCEDURE_ID)).is_none();
            if says_more || no_procedure {
                self.report(
                    "inventory.document.csv.process_id_missing",
                    row.address(0),
                    None,
                    &[],
                );
                self.keep_text_row(row);
            }
            return;
        }
        complete(ItemList::Processes, &mut process);
        match self.typed(ItemList::Processes, row.number(), process) {
            Some(process) => {
                self.places.push(ItemList::Processes, row.number());
                self.inventory.processes.push(process);
            }
            None => self.keep_text_row(row),
        }
    }

    fn note_procedure(&mut self, row: u32, id: String, procedure: Value, has_process: bool) {
        let known = self.procedure_at.get(&id).copied().filter(|_| has_process);
        let Some(at) = known else {
            let at = self.procedures.len();
            self.procedure_at.entry(id).or_insert(at);
            self.procedures.push((row, procedure));
            return;
        };
        let Some((first_row, first)) = self.procedures.get_mut(at) else {
            return;
        };
        let first_row = *first_row;
        for path in merge(first, procedure) {
            let position = self.position(ItemList::Procedures, &path);
            let values = [("row", u64::from(first_row).into())];
            let address = cell(position, row);
            let code = "inventory.document.csv.procedure_differs";
            self.report(code, address, Some(&id), &values);
        }
    }

    /// The column that a part of an item stands in.
    fn position(&self, list: ItemList, path: &str) -> u32 {
        let mine = self.table.known.iter().filter(|(_, reader)| {
            let column = reader.column();
            let rest = path.strip_prefix(column.path);
            column.list == list && rest.is_some_and(|r| r.is_empty() || r.starts_with('/'))
        });
        mine.max_by_key(|(_, reader)| reader.column().path.len())
            .map_or(0, |(position, _)| *position)
    }

    /// Types an item. A part that does not fit is reported, kept raw and left out; `None` if
    /// the item cannot be without it.
    fn typed<T: DeserializeOwned>(&mut self, list: ItemList, row: u32, item: Value) -> Option<T> {
        let mut item = item;
        loop {
            let error = match serde_path_to_error::deserialize::<_, T>(&item) {
                Ok(typed) => return Some(typed),
                Err(error) => error,
            };
            let mut path = String::new();
            let mut first = None;
            for segment in error.path() {
                match segment {
                    Segment::Map { key } => {
                        first = first.or(Some(key.clone()));
                        path = format!("{path}/{key}");
                    }
                    Segment::Seq { index } => path = format!("{path}/{index}"),
                    _ => {}
                }
            }
            let address = cell(self.position(list, &path), row);
            let detail = error.inner().to_string();
            // An unknown key of the item itself has no path of its own.
            let unknown = detail.strip_prefix("unknown field `").and_then(|rest| {
                let (key, _) = rest.split_once('`')?;
                first.is_none().then(|| key.to_owned())
            });
            let key = first.or(unknown);
            let removed = match (&mut item, &key) {
                (Value::Object(map), Some(key)) if !is_needed(list, key) => map.remove(key),
                _ => None,
            };
            let text = removed.as_ref().map(Value::to_string).unwrap_or_default();
            let values = [
                ("text", text.as_str().into()),
                ("detail", detail.as_str().into()),
            ];
            self.report("inventory.document.csv.value", address, None, &values);
            removed?;
            self.keep(address, &text);
        }
    }

    fn finish(mut self) -> Reading {
        for (row, mut procedure) in std::mem::take(&mut self.procedures) {
            complete(ItemList::Procedures, &mut procedure);
            let text = procedure.to_string();
            match self.typed(ItemList::Procedures, row, procedure) {
                Some(procedure) => {
                    self.places.push(ItemList::Procedures, row);
                    self.inventory.procedures.push(procedure);
                }
                None => self.keep(cell(0, row), &text),
            }
        }
        self.raw.sort_by(|a, b| a.place.cmp(&b.place));
        Reading {
            inventory: self.inventory,
            raw: self.raw,
            places: self.places,
        }
    }
}
