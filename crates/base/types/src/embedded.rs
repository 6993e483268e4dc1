//! 埋め込まれた規則 (embedded rules): files that are part of a crate, read once.

use std::{fmt::Debug, sync::OnceLock};

/// Reads a file that is part of the crate, the first time it is asked for.
///
/// Such a file is a constant: whether it can be read is known when the crate is tested, and no input
/// changes it. So a file that does not fit is a defect of the crate that nobody can go on from, least
/// of all with an empty list in its place.
///
/// # Panics
///
/// If the file does not fit.
///
/// # Examples
///
/// ```
/// use std::sync::OnceLock;
/// use tosei_types::{Date, embedded};
///
/// fn beginning() -> &'static Date {
///     static DATE: OnceLock<Date> = OnceLock::new();
///     embedded(&DATE, || "2024-04-01".parse())
/// }
/// assert_eq!(beginning().to_string(), "2024-04-01");
/// ```
#[allow(
    clippy::expect_used,
    reason = "a constant of the crate, which its tests read"
)]
pub fn embedded<T, E: Debug>(
    once: &'static OnceLock<T>,
    read: impl FnOnce() -> Result<T, E>,
) -> &'static T {
    once.get_or_init(|| read().expect("an embedded file fits"))
}
