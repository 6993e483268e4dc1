#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod declaration;
mod defect;
mod document;
mod edit;
mod element;
mod encoding;
mod error;
pub mod html;
mod node;
mod position;
#[cfg(feature = "proptest")]
pub mod proptest;
mod scan;
mod value;

pub use defect::Defect;
pub use document::MarkupDocument;
pub use edit::{EditError, InsertAt, MarkupEdits};
pub use element::{Attribute, Element, Node};
pub use encoding::MarkupEncoding;
pub use error::MarkupError;
pub use node::{NamespaceId, NodeId, NodeKind};
pub use position::{LineIndex, Position};
