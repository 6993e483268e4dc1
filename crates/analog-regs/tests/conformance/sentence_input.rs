//! A sentence with its context, as the vectors write it.

use serde::Deserialize;
use serde_json::Value;
use tosei_analog_regs::detect::{Context, Instrument, ProvisionPart};

/// A sentence and what stands around it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Input {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) heading: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) lead: String,
    #[serde(default)]
    pub(crate) article: Vec<String>,
    #[serde(default)]
    pub(crate) law: Vec<String>,
    #[serde(default)]
    pub(crate) instrument: Option<Instrument>,
    #[serde(default)]
    pub(crate) part: Option<ProvisionPart>,
    /// Patterns of the case's own; else those that ship.
    #[serde(default)]
    pub(crate) patterns: Option<Value>,
}

impl Input {
    /// Runs something with the context, which is borrowed from here.
    pub(crate) fn with_context<T>(&self, run: impl FnOnce(&Context<'_>) -> T) -> T {
        let article: Vec<&str> = self.article.iter().map(String::as_str).collect();
        let law: Vec<&str> = self.law.iter().map(String::as_str).collect();
        let context = Context::new()
            .with_heading(&self.heading)
            .with_title(&self.title)
            .with_lead(&self.lead)
            .with_article(&article)
            .with_law(&law)
            .of_instrument(self.instrument.unwrap_or(Instrument::Unknown))
            .in_part(self.part.unwrap_or(ProvisionPart::Main));
        run(&context)
    }
}
