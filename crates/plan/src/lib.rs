#![doc = include_str!("../README.md")]

mod exact;
mod figure;
mod id;
mod moment;
mod source;

pub use exact::{Exact, ExactError, MAX_EXACT_CHARS};
pub use figure::{FigureGap, Nature, Precision, PublishedFigure, bounds};
pub use id::{
    EntryId, FigureId, FigureUnit, IndicatorId, ItemId, PlanId, PlanMeasureId, PolicyId,
    QuantityId, SourceId,
};
pub use moment::{Moment, MomentError};
pub use source::SourceRef;
