//! The CSV form: one row a process, for people who work with spreadsheets.
//!
//! # Columns
//!
//! Columns are found by their header, in Japanese or by the English code beside it in
//! [`columns`]; white space, width and case make no difference. Five are required: 手続プロセスID,
//! 手続ID, 手続名, 手続プロセスの種類, オンライン化の実施状況. Cells of code lists take the code or its name in either
//! language; lists in a cell are divided by 「、」 or 「;」.
//!
//! - A procedure stands in the rows of its processes; a row without 手続プロセスID is a procedure without
//!   one.
//! - A column holds the first of several volumes, barriers or rules. What the columns cannot say
//!   stands as JSON in 「…のその他の項目（JSON）」 and is put under what they say, list items by position.
//! - Columns of the body's own become `extensions` of the process, by their header.
//! - 障害となる事項 「なし」 says that there is no barrier; blank, that nobody examined them.
//! - 「不明」 or 「－」 as a count is unknown.
//!
//! Body, status date, organisations and touchpoints do not fit into such a table: they come from
//! the *frame*, an inventory without procedures ([`Inventory::frame`]).

mod cell;
mod columns;
mod item;
mod raw;
mod read;
mod roll;
mod table;
mod value;
mod write;

pub use columns::{CsvColumn, columns};
pub use read::read_csv;
pub use write::write_csv;

use crate::Inventory;

impl Inventory {
    /// The inventory without its procedures and processes: what its CSV form leaves out.
    #[must_use]
    pub fn frame(&self) -> Self {
        Self {
            procedures: Vec::new(),
            processes: Vec::new(),
            fictional: self.fictional,
            body: self.body.clone(),
            status_date: self.status_date,
            volume_years: self.volume_years.clone(),
            organisations: self.organisations.clone(),
            touchpoints: self.touchpoints.clone(),
            extensions: self.extensions.clone(),
        }
    }
}
