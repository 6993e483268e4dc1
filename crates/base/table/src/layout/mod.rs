//! The table in a sheet: what people mean by merged cells, 〃, subtotals and 「約300」.

mod stated_number;

pub use stated_number::{NotStated, StatedNumber};
