//! How much a reader takes before it refuses.

use serde::{Deserialize, Serialize};

/// 上限 (limits): how much a reader takes before it refuses, so that no file can exhaust a machine.
///
/// The defaults hold a national inventory ten times over. Every reader takes them as an argument.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
///
/// let small = Limits { items: 1_000, ..Limits::default() };
/// assert_eq!(small.depth, 64);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of the whole input.
    pub bytes: u64,
    /// Nesting of brackets in JSON.
    pub depth: u32,
    /// Items of all lists together, or rows of a table.
    pub items: u64,
    /// Bytes of one text or one cell.
    pub text: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 30,
            depth: 64,
            items: 10_000_000,
            text: 1 << 20,
        }
    }
}
