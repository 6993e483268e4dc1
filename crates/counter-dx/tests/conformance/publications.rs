//! What may leave the office.

use serde::Deserialize;
use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_document::PublicationMarks;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publish {
    document: Value,
}

fn publish(marks: &PublicationMarks, input: &Publish) -> Result<Value, String> {
    let published = marks
        .publish(&input.document)
        .map_err(|error| error.code().to_owned())?;
    let withheld: Vec<_> = published
        .withheld
        .iter()
        .map(|one| (&one.path, one.visibility, one.count))
        .collect();
    Ok(json!({"document": published.document, "withheld": withheld}))
}

pub(crate) fn on(runner: Runner, marks: Rc<PublicationMarks>) -> Runner {
    runner.on("publish", move |input: Publish| publish(&marks, &input))
}
