//! BPMN 2.0: files read without loss into flows, edited, and written with a picture of their own.
//!
//! # Our extension
//!
//! What BPMN has no place for stands in `extensionElements`, in the namespace `urn:tosei:bpmn:1`
//! ([`EXTENSION_NAMESPACE`]). Other tools keep it and ignore it. The attributes are named as the keys of the flow
//! document, times are written as [`TimeValue`](crate::TimeValue) is written, lists with blanks between their items:
//!
//! | element | in | attributes and content |
//! |---|---|---|
//! | `activity` | tasks, call activities | `work_kind`, `medium`, `work`, `waiting`, `frequency`, `staff_class`, `cash_yen`, `marks`, `criteria`; an element `enters` for each item of data |
//! | `event` | events | `waiting`; `trigger`, `attached_to`, `non_interrupting`, `link` where BPMN cannot say it |
//! | `sub_process` | sub-processes | `ad_hoc`, `transaction` where one element of BPMN cannot say both |
//! | `sequence_flow` | sequence flows | `probability` |
//! | `message_flow` | message flows | `medium` |
//! | `data_object` | data objects and stores | `medium`; elements `use` with `node` and `direction` where BPMN has no association |
//! | `pool` | participants, processes | `party`, `organisation` |
//! | `lane` | lanes | `party`, `staff_class` |
//! | `flow` | collaborations, processes | `id`, `stage`, `fictional`, `procedures`, `criteria`, `cases_a_year`; elements `staff_class` |
//!
//! The attributes `id`, `pool`, `lane` and `parent` of the same namespace, on elements of BPMN, say what the structure of
//! the file cannot: an id that XML cannot have, a node without a pool among pools, and the like.

mod bpsim;
mod document;
mod duration;
mod edit;
mod error;
mod extension;
mod finding;
pub mod layout;
mod names;
mod read;
pub mod scenario;
mod write;

pub use document::BpmnDocument;
pub use edit::{BpmnEditError, BpmnEdits, ExtensionKey, ExtensionValue};
pub use error::BpmnError;
pub use finding::bpmn_rules;
pub use names::{
    BPMN_DIAGRAM_NAMESPACE, BPMN_NAMESPACE, BPSIM_NAMESPACES, DIAGRAM_COMMON_NAMESPACE,
    DIAGRAM_NAMESPACE, EXTENSION_NAMESPACE,
};
pub use write::{BpmnWriteError, write_bpmn};
