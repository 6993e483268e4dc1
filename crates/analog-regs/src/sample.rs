//! 見本市（架空）: the register of clauses of a fictional city, its assembly calendar, and one of its
//! ordinances as text and as a page.
//!
//! No such city exists; prefecture number 99 is not in use. Acts have their real names; every
//! ordinance, count, day, section and request is made up.

use crate::{AssemblyCalendar, ClauseRegister, RegisterDocumentError};
use tosei_document::DataFileError;

/// The register of 見本市 at 30 June 2025, a `tosei-clause-register` document: 186 clauses in 74
/// rules, of which 89 are in force as amended, 8 amended and not in force, 31 in work, 28 planned, 12
/// wait for the State and 18 are out of scope.
#[must_use]
pub fn register_json() -> &'static str {
    include_str!("../data/sample/mihon_clauses.json")
}

/// The register of [`register_json`].
///
/// # Errors
///
/// [`RegisterDocumentError`]; never for the embedded document, which a test reads.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::sample;
///
/// let register = sample::register()?;
/// assert!(register.fictional);
/// assert_eq!((register.clauses.len(), register.rules.len()), (186, 74));
/// # Ok::<(), tosei_analog_regs::RegisterDocumentError>(())
/// ```
pub fn register() -> Result<ClauseRegister, RegisterDocumentError> {
    ClauseRegister::from_json(register_json())
}

/// The assembly calendar of 見本市, a `tosei-assembly-calendar` document: four sessions a year.
#[must_use]
pub fn calendar_json() -> &'static str {
    include_str!("../data/sample/mihon_assembly.json")
}

/// The calendar of [`calendar_json`].
///
/// # Errors
///
/// [`DataFileError`]; never for the embedded document, which a test reads.
pub fn calendar() -> Result<AssemblyCalendar, DataFileError> {
    AssemblyCalendar::from_json(calendar_json())
}

/// 見本市水路及び公共施設管理条例（架空）: an ordinance as plain text, with typical clauses of every category
/// and sentences that only look like them.
#[must_use]
pub fn ordinance_text() -> &'static str {
    include_str!("../data/sample/mihon_ordinance.txt")
}

/// The same ordinance as a page, in the form in which collections of ordinances are published.
#[must_use]
pub fn ordinance_html() -> &'static str {
    include_str!("../data/sample/mihon_ordinance.html")
}

/// 見本市情報通信技術を活用した行政の推進に関する条例（架空）: the city's general ordinance (通則条例), as plain text.
#[must_use]
pub fn general_ordinance_text() -> &'static str {
    include_str!("../data/sample/mihon_general_ordinance.txt")
}
