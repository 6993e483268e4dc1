//! The vectors of `conformance/suites/page`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde::{Deserialize, Serialize};
use tosei_conformance::Runner;
use tosei_page::{RateFigure, Text, text_width, visible_text, wrap_text};
use tosei_types::{Label, Language, PercentDigits, Rate};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrapInput {
    text: String,
    line_width: u64,
    line_count: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateInput {
    numerator: u64,
    denominator: u64,
    digits: PercentDigits,
    low: Option<u64>,
    high: Option<u64>,
}

#[derive(Serialize)]
struct RateOutput {
    rate: Label,
    interval: Option<Label>,
}

fn label(text: &Text) -> Label {
    Label::new(
        text.in_language(Language::Ja),
        text.in_language(Language::En),
    )
}

fn rate_text(input: RateInput) -> Result<RateOutput, String> {
    let basis = "vector.rate".parse().unwrap();
    let rate = Rate::try_new(basis, input.numerator, input.denominator)
        .map_err(|error| error.code().to_owned())?;
    let figure = RateFigure::new(&rate).with_digits(input.digits);
    let figure = match (input.low, input.high) {
        (Some(low), Some(high)) => figure.try_with_interval(low, high),
        _ => Ok(figure),
    }
    .map_err(|error| error.code().to_owned())?;
    Ok(RateOutput {
        rate: label(&figure.text()),
        interval: figure.interval_text().as_ref().map(label),
    })
}

#[test]
fn every_vector_agrees() {
    Runner::new("page")
        .on("visible_text", |input: TextInput| {
            Ok(visible_text(&input.text).into_owned())
        })
        .on("text_width", |input: TextInput| Ok(text_width(&input.text)))
        .on("wrap_text", |input: WrapInput| {
            Ok(wrap_text(&input.text, input.line_width, input.line_count))
        })
        .on("rate_text", rate_text)
        .run();
}
