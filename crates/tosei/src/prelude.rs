//! The dozen types that everybody needs: `use tosei::prelude::*;`.

pub use tosei_document::{Collector, Explain, Finding, Limits, Report};
pub use tosei_types::{Date, FiscalYear, Label, Language, ProcedureId, ProcessId, Rate};

#[cfg(feature = "qos-model")]
pub use tosei_criteria::{Answer, EvidenceSet, LevelRange};
#[cfg(feature = "inventory")]
pub use tosei_inventory::{Inventory, OnlineStatus, Procedure, Process};
