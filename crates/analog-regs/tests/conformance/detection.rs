//! Detection in a sentence with its context.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_analog_regs::detect::{Context, Detector, Instrument, ProvisionPart};

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

/// What a detector says, in the form of the vectors.
pub(crate) fn detect(detector: &Detector, input: &Input) -> Value {
    let found = input.with_context(|context| detector.sentence(&input.text, context));
    let rules = detector.patterns().rules();
    let concepts = found.matches.iter().filter_map(|one| detector.finding(one));
    let concepts = concepts.map(|one| {
        let named = [&one.reasons_for, &one.reasons_against, &one.notes];
        let held = |id: &String| named.iter().any(|list| list.contains(id));
        let reasons: Vec<&str> = rules
            .iter()
            .filter(|rule| held(&rule.id))
            .map(|rule| rule.id.as_str())
            .collect();
        let spans: Vec<[usize; 2]> = one
            .spans
            .iter()
            .map(|span| [span.start, span.end])
            .collect();
        json!({
            "concept": one.concept, "confidence": one.confidence, "readings": one.readings,
            "spans": spans, "reasons": reasons,
            "sub_type": one.sub_type, "function": one.function, "addressee": one.addressee,
            "national_law_decides": one.national_law_decides,
        })
    });
    concepts.collect()
}
