#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

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
pub mod publication;

#[cfg(all(feature = "inventory", feature = "analog-regs"))]
pub mod clauses;
#[cfg(all(feature = "inventory", feature = "counter-dx"))]
pub mod counters;
#[cfg(feature = "inventory")]
pub mod cpsv_ap;
#[cfg(any(feature = "qos-model", feature = "counter-dx"))]
pub mod dmn;
#[cfg(all(feature = "inventory", feature = "bpr"))]
pub mod flows;
#[cfg(all(feature = "inventory", feature = "bpr"))]
pub mod practices;
#[cfg(all(feature = "inventory", feature = "analog-regs"))]
pub mod requests;
#[cfg(all(feature = "inventory", feature = "qos-model"))]
pub mod reviews;

#[cfg(all(feature = "inventory", feature = "qos-model"))]
pub mod evidence;

#[cfg(all(
    feature = "inventory",
    feature = "qos-model",
    feature = "bpr",
    feature = "counter-dx",
    feature = "analog-regs"
))]
pub mod joined;

#[cfg(all(feature = "inventory", feature = "qos-model"))]
pub use evidence::evidence_from_survey;
#[cfg(all(
    feature = "inventory",
    feature = "qos-model",
    feature = "bpr",
    feature = "counter-dx",
    feature = "analog-regs"
))]
pub use joined::joined;
