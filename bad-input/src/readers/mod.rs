//! Every reader of the house behind one signature: bytes in, code and findings out.

mod documents;
mod flows;
mod laws;
mod offices;
mod tables;
mod values;

use tosei_document::{Explain, Limits, Report};
use tosei_types::Language;

/// What a reader said about an input.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The error: its code, and its sentence.
    pub refused: Option<(String, String)>,
    /// The findings: rule and place.
    pub findings: Vec<(String, String)>,
}

/// A reader and its name in the cases.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Its name.
    pub name: &'static str,
    /// What it says about bytes.
    pub read: fn(&[u8]) -> Outcome,
}

/// All readers.
#[must_use]
pub fn readers() -> Vec<Reader> {
    let mut all = Vec::new();
    for (name, read) in [
        values::READERS,
        documents::READERS,
        tables::READERS,
        offices::READERS,
        flows::READERS,
        laws::READERS,
    ]
    .into_iter()
    .flatten()
    {
        all.push(Reader { name, read: *read });
    }
    all
}

type Named = (&'static str, fn(&[u8]) -> Outcome);

impl Outcome {
    /// An error that people are told, in both languages.
    fn explained(error: &impl Explain) -> Self {
        let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
        Self::refused(error.code(), &format!("{ja} {en} {error}"))
    }

    fn refused(code: &str, sentence: &str) -> Self {
        Self {
            refused: Some((code.to_owned(), sentence.to_owned())),
            findings: Vec::new(),
        }
    }

    /// A value with one text form.
    fn value<T, E: std::fmt::Display>(read: &Result<T, E>, code: impl Fn(&E) -> &str) -> Self {
        match read {
            Ok(_) => Self::default(),
            Err(error) => Self::refused(code(error), &error.to_string()),
        }
    }

    /// A document read by `Deserialize` alone.
    fn strict<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Self {
        match serde_json::from_slice::<T>(bytes) {
            Ok(_) => Self::default(),
            Err(error) => Self::refused("json", &error.to_string()),
        }
    }

    fn with(mut self, report: &Report) -> Self {
        for finding in report.findings() {
            self.findings
                .push((finding.rule.to_string(), finding.place.to_string()));
        }
        self
    }
}

impl From<&Report> for Outcome {
    fn from(report: &Report) -> Self {
        Self::default().with(report)
    }
}

/// What is read here is read in a debug build: less than a whole country.
fn limits() -> Limits {
    Limits {
        bytes: 8 << 20,
        items: 100_000,
        text: 1 << 16,
        ..Limits::default()
    }
}

/// Text for a reader that takes text.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
