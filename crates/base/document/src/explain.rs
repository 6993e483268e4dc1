//! Errors that speak both languages.

use tosei_types::Language;

/// An error that says what is wrong, and what to do, in one sentence of Japanese or of English.
///
/// `Display` stays the English message for developers; [`sentence`](Self::sentence) is for the
/// person whose file it is.
pub trait Explain: std::error::Error {
    /// Stable identifier of the kind of error; never renamed once released.
    fn code(&self) -> &'static str;

    /// One sentence, ending in its full stop.
    fn sentence(&self, language: Language) -> String;
}
