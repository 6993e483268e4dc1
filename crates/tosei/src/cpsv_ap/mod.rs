//! 公共サービスの語彙 (public services): an inventory as linked data of the European vocabulary.
//!
//! CPSV-AP 3.2.0 is the vocabulary in which European bodies describe their public services. A
//! procedure becomes a `cpsv:PublicService`, an organisation a `cv:PublicOrganisation`, the online
//! route a `cv:Channel`, a legal basis an `eli:LegalResource` and its provision a `cpsv:Rule`, a notice
//! a `cv:Output`, a payment a `cv:Cost`, a role a `cv:Participation`. The whole table of fields is
//! data ([`Profile::standard`]), and so is what the vocabulary asks of each class.
//!
//! The document is JSON-LD with its context inside: nobody needs the network to read it.
//!
//! # What is not in it
//!
//! What is unknown is left out, and so is what the vocabulary cannot say truly: a period in business
//! days is no `xsd:duration`. [`PublicServices::left_out`] lists it. Fields that the publication marks
//! keep inside the office (notes, keys of the body's own) are never read.
//!
//! # Source
//!
//! `semic-cpsv-ap-3.2.0`; `project-decision:cpsv-mapping`.

mod check;
mod map;
mod node;
mod profile;

pub use check::{ProfileIssue, ProfileIssueKind};
pub use map::{LeftOut, LeftOutReason, PublicServices, public_services};
pub use node::{BaseIri, BaseIriError};
pub use profile::{Profile, ProfileClass, ProfileDocument, ProfileProperty};
