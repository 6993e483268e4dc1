//! 窓口台帳 (register of counters): where each counter is, what it does there, and with what.

mod check;
mod count;
mod counter;
mod document;
mod layout;
mod table;
mod table_write;

pub use check::register_rules;
pub use count::{ModeCounts, RegisterCounts};
pub use counter::{Counter, HandledService, ServiceMode, StaffNumber};
pub use document::{
    CounterRegister, Pledge, REGISTER_FORMAT, REGISTER_FORMAT_VERSION, RegisterError, Service,
    ServicePoint, StaffClass, Tool,
};
pub use layout::CounterTableLayout;
pub use table::{CounterTable, read_counter_table};
pub use table_write::write_counter_table;
