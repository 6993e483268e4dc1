//! 窓口台帳 (register of counters): where each counter is, what it does there, and with what.

mod cells;
mod check;
mod count;
mod counter;
mod coverage;
mod document;
mod layout;
mod table;
mod table_read;
mod table_write;
#[cfg(feature = "xlsx")]
mod workbook_write;

pub use check::register_rules;
pub use count::{ModeCounts, RegisterCounts};
pub use counter::{Counter, HandledService, ServiceMode, StaffNumber};
pub use coverage::ServiceCoverage;
pub use document::{
    CounterRegister, Pledge, REGISTER_FORMAT, REGISTER_FORMAT_VERSION, RegisterError, Service,
    ServicePoint, Tool,
};
pub use layout::CounterTableLayout;
pub use table::CounterTable;
pub use table_read::{read_counter_table, read_counter_workbook};
pub use table_write::write_counter_table;
pub use tosei_types::StaffClass;
#[cfg(feature = "xlsx")]
pub use workbook_write::write_counter_workbook;
