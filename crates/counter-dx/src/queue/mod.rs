//! 待ち行列の公式 (queue formulas): what Erlang's formulas say about a counter, without simulating it.

mod demand;
mod erlang;
mod error;
mod fewest;
mod general;
mod impatient;

pub use demand::{Demand, MAX_COUNTERS};
pub use erlang::{QueueAnswer, QueueFigures, erlang_b, erlang_c};
pub use error::QueueError;
pub use fewest::{FewestCounters, WaitTarget, fewest_counters};
pub use general::{Exactness, GeneralAnswer, GeneralFigures, Variability, general_service};
pub use impatient::{ImpatientFigures, MAX_ARRIVALS_PER_PATIENCE, erlang_a};
