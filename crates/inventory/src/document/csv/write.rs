//! Writing the CSV form.

use super::{
    cell::{CellReader, CellValue},
    columns::{CellKind, CsvColumn, PROCEDURE_ID, columns},
    item::complete,
    roll::Roll,
    value::{merge, without},
};
use crate::{Inventory, Procedure, Process, document::ItemList};
use serde_json::{Map, Value};
use std::{
    collections::{HashMap, HashSet},
    io::Write,
};
use tosei_table::CsvWriter;

/// Writes the procedures and processes of an inventory as CSV: UTF-8 with a byte order mark, CRLF, no
/// cell that a spreadsheet program would calculate.
///
/// Nothing of them is left out: [`read_csv`](super::read_csv) with [`Inventory::frame`] gives them
/// back, procedures in the order in which their processes stand.
///
/// # Errors
///
/// Whatever the writer gives.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Body, Inventory, OnlineStatus, Procedure, Process, document};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-0001".parse()?, "住民票の写しの交付"));
/// let mut filing = Process::new("P-0001-1".parse()?, "P-0001".parse()?, "application");
/// filing.status = OnlineStatus::Done;
/// inventory.processes.push(filing);
///
/// let mut bytes = Vec::new();
/// document::write_csv(&inventory, &mut bytes)?;
/// let text = String::from_utf8(bytes)?;
/// assert!(text.contains("P-0001-1,P-0001,住民票の写しの交付,,申請等,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_csv<W: Write>(inventory: &Inventory, output: W) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(output)?;
    csv.row(columns().iter().map(|column| column.header))?;
    let writer = RowWriter::new(inventory);
    let mut procedures: HashMap<&str, &Procedure> = HashMap::new();
    for procedure in &inventory.procedures {
        procedures.entry(procedure.id.as_str()).or_insert(procedure);
    }
    // The first row of a procedure holds what its columns cannot say; later ones repeat the columns.
    let mut written: HashMap<&str, Vec<String>> = HashMap::new();
    for process in &inventory.processes {
        let procedure = procedures.get(process.procedure.as_str()).copied();
        let mut cells = writer.cells(ItemList::Processes, &item(process));
        if let Some(procedure) = procedure {
            let known = written.get(procedure.id.as_str());
            let is_first = known.is_none();
            let of_procedure = match known {
                Some(known) => known,
                None => written
                    .entry(procedure.id.as_str())
                    .or_insert_with(|| writer.cells(ItemList::Procedures, &item(procedure))),
            };
            writer.overlay(&mut cells, of_procedure, is_first);
        }
        csv.row(&cells)?;
    }
    let mut rows: HashSet<&str> = inventory
        .processes
        .iter()
        .map(|process: &Process| process.procedure.as_str())
        .collect();
    for procedure in &inventory.procedures {
        // The first procedure of an id stands with its processes, if it has any.
        if !rows.remove(procedure.id.as_str()) {
            let mut cells = writer.cells(ItemList::Procedures, &item(procedure));
            if let Some(cell) = cells.get_mut(PROCEDURE_ID) {
                *cell = procedure.id.as_str().to_owned();
            }
            csv.row(&cells)?;
        }
    }
    csv.finish()
}

fn item<T: serde::Serialize>(item: &T) -> Value {
    // Nothing in the model can fail to serialize.
    serde_json::to_value(item).unwrap_or_default()
}

struct RowWriter {
    readers: Vec<CellReader>,
    /// The columns that say something about a key, by their number.
    by_key: HashMap<(ItemList, &'static str), Vec<usize>>,
    roll: Roll,
}

impl RowWriter {
    fn new(inventory: &Inventory) -> Self {
        let mut by_key: HashMap<(ItemList, &str), Vec<usize>> = HashMap::new();
        for (at, column) in columns().iter().enumerate() {
            let key = column.path.split('/').nth(1).unwrap_or_default();
            by_key.entry((column.list, key)).or_default().push(at);
        }
        Self {
            readers: columns().iter().copied().map(CellReader::new).collect(),
            by_key,
            roll: Roll::of(&inventory.organisations),
        }
    }

    /// The cells of one item; those of the other list stay empty.
    fn cells(&self, list: ItemList, item: &Value) -> Vec<String> {
        let mut cells = vec![String::new(); self.readers.len()];
        let mut rest = Map::new();
        for (key, value) in item.as_object().into_iter().flatten() {
            if list == ItemList::Procedures && key == "id" {
                continue; // stands in the column 手続ID of every row
            }
            if let Some(left) = self.key(list, key, value, &mut cells) {
                rest.insert(key.clone(), left);
            }
        }
        if !rest.is_empty()
            && let Some((cell, _)) = self
                .with_columns(&mut cells, list)
                .find(|(_, column)| matches!(column.cell, CellKind::Rest))
        {
            *cell = Value::Object(rest).to_string();
        }
        cells
    }

    fn with_columns<'c>(
        &'c self,
        cells: &'c mut [String],
        list: ItemList,
    ) -> impl Iterator<Item = (&'c mut String, &'c CsvColumn)> {
        let columns = self.readers.iter().map(CellReader::column);
        cells
            .iter_mut()
            .zip(columns)
            .filter(move |(_, column)| column.list == list)
    }

    /// Writes one key into the columns that can say it; gives what they cannot. What is read back
    /// must be the value, or the whole key is left to JSON.
    fn key(&self, list: ItemList, key: &str, value: &Value, cells: &mut [String]) -> Option<Value> {
        let whole = || Some(value.clone());
        let mine = self.by_key.get(&(list, key)).map(Vec::as_slice);
        let mine = mine.unwrap_or_default();
        if mine.is_empty() {
            return whole();
        }
        if let ([at], Value::String(_)) = (mine, value)
            && let Some(reader) = self.readers.get(*at)
            && let Some(text) = reader.write(value)
        {
            // The ordinary case: one text, code or day in one column.
            let read = reader.read(&tosei_table::inert(&text));
            let is_same = matches!(&read, (CellValue::Value(read), None) if read == value);
            let cell = cells.get_mut(*at).filter(|_| is_same);
            return cell.map_or_else(whole, |cell| {
                *cell = text;
                None
            });
        }
        let mut item = Map::new();
        item.insert(key.to_owned(), value.clone());
        let item = Value::Object(item);
        let mut written: Vec<(usize, &CellReader, String)> = Vec::new();
        let mut taken: Vec<&str> = Vec::new();
        for at in mine {
            let Some(reader) = self.readers.get(*at) else {
                continue;
            };
            let column = reader.column();
            let text = match column.cell {
                CellKind::Role(role) => self.roll.role_cell(value, role),
                CellKind::Obstacle if value.as_array().is_some_and(Vec::is_empty) => {
                    Some("なし".to_owned())
                }
                CellKind::Organisation | CellKind::Organisations => item
                    .pointer(column.path)
                    .and_then(|ids| self.roll.names_cell(ids)),
                _ => item
                    .pointer(column.path)
                    .and_then(|value| reader.write(value)),
            };
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                written.push((*at, reader, text));
                taken.push(column.path);
            }
        }
        // What the columns say, read as a reader would.
        let mut said = Value::Object(Map::new());
        for (_, reader, text) in &written {
            let cell = tosei_table::inert(text);
            match reader.read(&cell) {
                (value, None) => {
                    if self.roll.put(&mut said, reader.column(), value).is_err() {
                        return whole();
                    }
                }
                (_, Some(_)) => return whole(),
            }
        }
        let rest = if matches!(written.first(), Some((_, r, _)) if r.column().path == "/roles") {
            Roll::roles_left(value, &said)
        } else if value.as_array().is_some_and(Vec::is_empty) {
            Value::Object(Map::new())
        } else {
            without(&item, &taken)
        };
        let left = rest.get(key).cloned();
        let mut again = said;
        merge(&mut again, rest);
        complete(list, &mut again);
        if again.get(key) != Some(value) {
            return whole();
        }
        for (at, _, text) in written {
            if let Some(cell) = cells.get_mut(at) {
                *cell = text;
            }
        }
        left
    }

    /// Puts the cells of a procedure into the row of one of its processes.
    fn overlay(&self, cells: &mut [String], procedure: &[String], is_first: bool) {
        for ((cell, reader), text) in cells.iter_mut().zip(&self.readers).zip(procedure) {
            let column = reader.column();
            let is_rest = matches!(column.cell, CellKind::Rest);
            if column.list == ItemList::Procedures && (is_first || !is_rest) {
                cell.clone_from(text);
            }
        }
    }
}
