#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod anchor;
pub mod block;
pub mod chart;
mod context;
pub mod drawing;
pub mod figure;
mod language;
mod link;
mod navigation;
pub mod section;
pub mod shell;
mod style;
pub mod table;
pub mod text;
mod width;

pub use anchor::{Anchor, AnchorError};
pub use block::{Block, Card, Cards, Details, LinkList, List, Note, TermList, Terms};
pub use chart::{BarChart, HeatCell, HeatMap, RateChart, StackedBarChart};
pub use drawing::{Drawing, DrawingArea, LineStyle, Look, Placement, Shape};
pub use figure::{Absence, Figure, RateFigure, RateIntervalError};
pub use link::{Link, PageName, PageNameError};
pub use navigation::Navigation;
pub use section::Section;
pub use shell::{Page, Provenance};
pub use table::{Cell, Column, Order, Table};
pub use text::{Text, visible_text};
pub use width::{text_width, wrap_text};
