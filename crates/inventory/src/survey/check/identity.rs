//! Rules about rows that repeat each other: one fingerprint a row for each of them.

use super::is_only_blanks;
use super::rules::Rules;
use crate::survey::{Layout, SurveyColumn, SurveyRow};
use hashbrown::{HashTable, hash_table::Entry};
use tosei_document::{CellAddress, Mark, PlaceRef, Sink, ValueRef};
use xxhash_rust::xxh3::xxh3_64;

/// The columns by which people recognise an act.
const KEY: [SurveyColumn; 4] = [
    SurveyColumn::Ministry,
    SurveyColumn::ProcedureName,
    SurveyColumn::LawName,
    SurveyColumn::Article,
];

/// The fingerprints of one row: 64-bit hashes of its id, of its key, and of all but its id.
///
/// Two different texts have the same fingerprint with a chance of about 1 in 6 billion for a file of
/// 75,000 rows; a finding made of fingerprints names both rows, so that a person can look.
#[derive(Debug, Clone, Copy)]
pub(in crate::survey) struct RowPrint {
    id: Option<u64>,
    key: u64,
    rest: u32,
    row: u32,
    id_end: usize,
}

impl RowPrint {
    pub(in crate::survey) fn of(row: &SurveyRow<'_>) -> Self {
        let id = row.id();
        let mut key = 0;
        for column in KEY {
            key = mixed(key, row.cell(column));
        }
        // Empty cells beyond the last column are nothing.
        let ends = row.ends().get(..row.width()).unwrap_or_default();
        let joined = ends.last().and_then(|end| row.joined().get(..*end));
        let joined = joined.unwrap_or_default();
        // The id stands somewhere in the row; what is left of and right of it is the rest.
        let start = offset_in(joined, id).unwrap_or(0);
        let (left, from_id) = joined.split_at_checked(start).unwrap_or((joined, ""));
        let right = from_id.get(id.len()..).unwrap_or_default();
        let rest = mixed(mixed(boundaries(row, ends), left), right);
        Self {
            row: row.number(),
            id_end: 0,
            id: (!is_only_blanks(id)).then(|| xxh3_64(id.as_bytes())),
            key,
            rest: folded(rest),
        }
    }
}

/// A sum of where the cells end, as if the id were empty: between the cells stand commas, and this
/// tells them from the commas inside a cell.
fn boundaries(row: &SurveyRow<'_>, ends: &[usize]) -> u64 {
    let sum = ends.iter().fold(0usize, |sum, end| sum.wrapping_add(*end));
    let id_column = row.position(SurveyColumn::ProcedureId);
    let moved = id_column.map_or(0, |id| ends.len().saturating_sub(id));
    let sum = sum.wrapping_sub(row.id().len().wrapping_mul(moved));
    u64::try_from(sum).unwrap_or(0)
}

/// Adds a text to a hash; the order of the texts matters.
fn mixed(hash: u64, text: &str) -> u64 {
    // An odd constant spreads every bit upwards; the rotation brings the high bits back down.
    (hash.rotate_left(29) ^ xxh3_64(text.as_bytes())).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The upper half of a hash; beside an equal key it suffices.
fn folded(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

/// Where a part that borrows from a text begins in it.
fn offset_in(whole: &str, part: &str) -> Option<usize> {
    (part.as_ptr() as usize)
        .checked_sub(whole.as_ptr() as usize)
        .filter(|at| *at <= whole.len())
}

/// How many rows are looked up together: their misses of the processor's cache then overlap.
const BATCH: usize = 256;

/// 重複の点検 (check for repeated rows): sees every row once, in the order of the file.
///
/// It keeps two small entries a row and nothing else. Findings come in batches:
/// [`finish`](Self::finish) reports the last ones.
#[derive(Debug, Clone)]
pub struct IdentityCheck {
    rules: Rules,
    places: [Option<usize>; 2],
    /// Whether the file has every column of the key.
    has_key: bool,
    ids: HashTable<IdEntry>,
    keys: HashTable<KeyEntry>,
    batch: Vec<RowPrint>,
    batch_ids: String,
}

/// The first row with an id.
#[derive(Debug, Clone, Copy)]
struct IdEntry {
    print: u64,
    row: u32,
}

/// The first row with a key and a rest.
#[derive(Debug, Clone, Copy)]
struct KeyEntry {
    print: u64,
    rest: u32,
    row: u32,
}

impl IdentityCheck {
    pub(super) fn new(rules: Rules, layout: &Layout) -> Self {
        let columns = [SurveyColumn::ProcedureId, SurveyColumn::ProcedureName];
        Self {
            rules,
            places: columns.map(|column| layout.position(column)),
            has_key: KEY.iter().all(|column| layout.position(*column).is_some()),
            ids: HashTable::new(),
            keys: HashTable::new(),
            batch: Vec::with_capacity(BATCH),
            batch_ids: String::new(),
        }
    }

    /// Takes a row; reports what the rows of a full batch repeat.
    #[inline]
    pub fn row<S: Sink + ?Sized>(&mut self, row: &SurveyRow<'_>, sink: &mut S) {
        self.take(RowPrint::of(row), row.id(), sink);
    }

    /// Takes a row's fingerprint with its id.
    #[inline]
    pub(in crate::survey) fn take<S: Sink + ?Sized>(
        &mut self,
        mut print: RowPrint,
        id: &str,
        sink: &mut S,
    ) {
        self.batch_ids.push_str(id);
        print.id_end = self.batch_ids.len();
        self.batch.push(print);
        if self.batch.len() >= BATCH {
            self.finish(sink);
        }
    }

    /// Reports what the rows not yet looked up repeat.
    pub fn finish<S: Sink + ?Sized>(&mut self, sink: &mut S) {
        let mut start = 0;
        for print in &self.batch {
            let id = self.batch_ids.get(start..print.id_end).unwrap_or_default();
            start = print.id_end;
            let places = self.places;
            let mut report = |rule, column: usize, first: u32| {
                let position = places.get(column).copied().flatten();
                let cell = position
                    .and_then(|column| u32::try_from(column).ok())
                    .and_then(|column| {
                        CellAddress::from_zero_based(column, print.row.wrapping_sub(1))
                    });
                let place = cell.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
                    sheet: None,
                    cell,
                });
                let values = [
                    ("first", ValueRef::Number(u64::from(first))),
                    ("id", id.into()),
                ];
                let subject = (!id.is_empty()).then_some(id);
                sink.accept(Mark {
                    rule,
                    place,
                    subject,
                    values: &values,
                });
            };
            let row = print.row;
            if let Some(print) = print.id
                && let Some(first) = first_with_id(&mut self.ids, IdEntry { print, row })
            {
                report(self.rules.id_repeated, 0, first);
            }
            let entry = KeyEntry {
                print: print.key,
                rest: print.rest,
                row,
            };
            match like(&mut self.keys, entry) {
                Like::Nothing => {}
                Like::Key(first) if self.has_key => report(self.rules.key_repeated, 1, first),
                Like::Key(_) => {}
                Like::Row(first) => report(self.rules.row_repeated, 1, first),
            }
        }
        self.batch.clear();
        self.batch_ids.clear();
    }
}

/// The first row that had this id, or `None` and this row is it.
fn first_with_id(ids: &mut HashTable<IdEntry>, entry: IdEntry) -> Option<u32> {
    match ids.entry(
        entry.print,
        |known| known.print == entry.print,
        |known| known.print,
    ) {
        Entry::Occupied(known) => Some(known.get().row),
        Entry::Vacant(place) => {
            place.insert(entry);
            None
        }
    }
}

/// What an earlier row has in common with this one.
enum Like {
    Nothing,
    Key(u32),
    Row(u32),
}

fn like(keys: &mut HashTable<KeyEntry>, entry: KeyEntry) -> Like {
    let (mut same_key, mut same_row) = (None, None);
    for known in keys
        .iter_hash(entry.print)
        .filter(|known| known.print == entry.print)
    {
        same_key = Some(same_key.map_or(known.row, |row: u32| row.min(known.row)));
        if known.rest == entry.rest {
            same_row = Some(known.row);
        }
    }
    if same_row.is_none() {
        keys.insert_unique(entry.print, entry, |known| known.print);
    }
    match (same_key, same_row) {
        (_, Some(row)) => Like::Row(row),
        (Some(row), None) => Like::Key(row),
        (None, None) => Like::Nothing,
    }
}
