#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod distribution;
mod event;
pub mod fit;
mod moments;
pub mod opening_hours;
mod quantity;
mod random;
mod replicate;
pub mod resource;
mod sampler;
pub mod statistics;
mod steady;
mod student;

pub use distribution::{Distribution, DistributionError};
pub use event::{EventQueue, ScheduleError, Traced};
pub use fit::{Family, FitError, FitReport, fit};
pub use moments::Moments;
pub use opening_hours::{OpenTimes, OpeningHours, OpeningHoursError};
pub use quantity::{Quantity, QuantityError};
pub use random::{Seed, Stream};
pub use replicate::{MAX_RUNS, Replication, Replications, RunPlan, RunPlanError, Runs, StopReason};
pub use sampler::Sampler;
pub use statistics::{
    Estimate, Level, Paired, StatisticsError, TimeAverage, Verdict, batch_means, quantile_interval,
};
pub use steady::{LongRun, long_run};

#[cfg(feature = "proptest")]
pub mod proptest;
