//! Charts as SVG, each with its values in figures beside the marks, in words, and in a table.
//!
//! Every chart is laid out here with integers, once for wide and once for narrow screens and in
//! both languages; the style sheet shows the one that fits. Labels are broken by
//! [`text_width`](crate::text_width), so that none leaves the drawing.

mod bars;
mod canvas;
mod frame;
mod heat;
mod length;
mod rates;
mod stacked;

pub use bars::BarChart;
pub use heat::{HeatCell, HeatMap};
pub use rates::RateChart;
pub use stacked::StackedBarChart;
