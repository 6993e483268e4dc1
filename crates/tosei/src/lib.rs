#![doc = include_str!("../README.md")]

#[cfg(feature = "analog-regs")]
pub use tosei_analog_regs as analog_regs;
#[cfg(feature = "bpr")]
pub use tosei_bpr as bpr;
#[cfg(feature = "counter-dx")]
pub use tosei_counter_dx as counter_dx;
#[cfg(any(feature = "qos-model", feature = "counter-dx"))]
pub use tosei_criteria as criteria;
pub use tosei_document as document;
#[cfg(feature = "inventory")]
pub use tosei_inventory as inventory;
#[cfg(feature = "plan")]
pub use tosei_plan as plan;
#[cfg(feature = "qos-model")]
pub use tosei_qos_model as qos_model;
#[cfg(feature = "inventory")]
pub use tosei_table as table;
pub use tosei_types as types;

pub mod prelude;

#[cfg(all(feature = "inventory", feature = "qos-model"))]
pub mod evidence;

#[cfg(all(feature = "inventory", feature = "qos-model"))]
pub use evidence::evidence_from_survey;
