#![doc = include_str!("../README.md")]

pub mod code;
pub mod kind;
pub mod survey;

pub use code::{AffairsClass, Discretion, OnlineStatus, Party, VolumeMeasure, VolumeState};
pub use kind::{KindIndex, MAX_KINDS, ProcessKind, ProcessKinds, ProcessKindsError};

#[cfg(feature = "proptest")]
pub mod proptest;
