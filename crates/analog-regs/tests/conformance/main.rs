//! The vectors of `conformance/suites/analog-regs`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod detection;
mod law;
mod review;
mod sentence_input;

use detection::detect;
use sentence_input::Input;
use serde_json::{Value, json};
use tosei_analog_regs::{
    detect::{Detector, Patterns},
    law::law_rules,
    publication_marks,
    register::rules,
    worksheet::worksheet_rules,
};
use tosei_conformance::Runner;

fn detection(input: Input) -> Result<Value, String> {
    let Some(own) = &input.patterns else {
        return Ok(detect(Detector::standard(), &input));
    };
    let patterns = Patterns::from_json(&own.to_string()).map_err(|e| e.code().to_owned())?;
    let detector = Detector::compile(&patterns).map_err(|report| {
        let first = report.first().map(|finding| finding.rule.to_string());
        first.unwrap_or_default()
    })?;
    Ok(detect(&detector, &input))
}

#[test]
fn every_vector_agrees() {
    let runner = Runner::new("analog-regs")
        .on("detection", detection)
        .rules([
            ("analog_regs.clause", rules().rules()),
            ("analog_regs.law", law_rules().rules()),
            ("analog_regs.patterns", Patterns::catalogue().rules()),
            ("analog_regs.worksheet", worksheet_rules().rules()),
        ])
        .visibility(|document| {
            let published = publication_marks().publish(document);
            let published = published.map_err(|error| error.code().to_owned())?;
            Ok(json!(published.withheld))
        });
    let runner = law::on(runner);
    review::operations(runner, review::Rules::shipped()).run();
}
