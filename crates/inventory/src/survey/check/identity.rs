//! Rules about rows that repeat each other: one fingerprint a row for each of them.

use super::rules::Rules;
use crate::survey::{SurveyColumn, SurveyRow};
use hashbrown::HashTable;
use tosei_document::{Mark, PlaceRef, Sink, ValueRef};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

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
    pub(in crate::survey) number: u32,
    id: Option<u64>,
    key: u64,
    rest: u64,
}

impl RowPrint {
    pub(in crate::survey) fn of(row: &SurveyRow<'_>) -> Self {
        let id = row.id();
        let mut key = 0;
        for column in KEY {
            key = xxh3_64_with_seed(row.cell(column).as_bytes(), key);
        }
        let joined = row.joined();
        // The id stands somewhere in the row; what is left of and right of it is the rest.
        let start = offset_in(joined, id).unwrap_or(0);
        let (left, from_id) = joined.split_at_checked(start).unwrap_or((joined, ""));
        let right = from_id.get(id.len()..).unwrap_or_default();
        let left = if left.is_empty() {
            0
        } else {
            xxh3_64(left.as_bytes())
        };
        Self {
            number: row.number(),
            id: (!id.is_empty()).then(|| xxh3_64(id.as_bytes())),
            key,
            rest: xxh3_64_with_seed(right.as_bytes(), left ^ key),
        }
    }
}

/// Where a part that borrows from a text begins in it.
fn offset_in(whole: &str, part: &str) -> Option<usize> {
    (part.as_ptr() as usize)
        .checked_sub(whole.as_ptr() as usize)
        .filter(|at| *at <= whole.len())
}

/// Sees every row's fingerprints once, in the order of the file.
#[derive(Debug, Clone)]
pub struct IdentityCheck {
    rules: Rules,
    ids: Prints,
    keys: Prints,
    rests: Prints,
}

/// The first row with each fingerprint.
#[derive(Debug, Clone, Default)]
struct Prints(HashTable<(u64, u32)>);

impl Prints {
    /// The first row that had this fingerprint, or `None` and this row is it.
    fn first_with(&mut self, print: u64, number: u32) -> Option<u32> {
        use hashbrown::hash_table::Entry;
        match self
            .0
            .entry(print, |(known, _)| *known == print, |(known, _)| *known)
        {
            Entry::Occupied(entry) => Some(entry.get().1),
            Entry::Vacant(entry) => {
                entry.insert((print, number));
                None
            }
        }
    }
}

impl IdentityCheck {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            ids: Prints::default(),
            keys: Prints::default(),
            rests: Prints::default(),
        }
    }

    /// Reports what a row repeats of the rows before it.
    pub fn check<S: Sink + ?Sized>(&mut self, row: &SurveyRow<'_>, sink: &mut S) {
        let place = |column| match row.address(column) {
            Some(cell) => PlaceRef::Cell { sheet: None, cell },
            None => PlaceRef::Document,
        };
        let places = [
            place(SurveyColumn::ProcedureId),
            place(SurveyColumn::ProcedureName),
        ];
        self.row(RowPrint::of(row), row.id(), places, sink);
    }

    /// Reports what the row with this fingerprint repeats.
    pub(in crate::survey) fn row<S: Sink + ?Sized>(
        &mut self,
        print: RowPrint,
        id: &str,
        places: [PlaceRef<'_>; 2],
        sink: &mut S,
    ) {
        let [id_place, name_place] = places;
        let mut report = |rule, place, first: u32| {
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
        let number = print.number;
        if let Some(first) = print.id.and_then(|id| self.ids.first_with(id, number)) {
            report(self.rules.id_repeated, id_place, first);
        }
        if let Some(first) = self.rests.first_with(print.rest, number) {
            report(self.rules.row_repeated, name_place, first);
        } else if let Some(first) = self.keys.first_with(print.key, number) {
            report(self.rules.key_repeated, name_place, first);
        }
    }
}
