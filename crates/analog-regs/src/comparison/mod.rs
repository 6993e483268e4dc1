//! 新旧対照表 (comparison tables): old and new text side by side, what changed marked.

mod difference;
#[cfg(feature = "html")]
mod html;
mod table;

pub use difference::{ComparedText, TextPart, compare_texts};
pub use table::{ComparisonRow, ComparisonTable};
