//! What may be published.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_qos_model::PublicationMarks;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishInput {
    document: Value,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner.on("publish", |input: PublishInput| {
        let published = PublicationMarks::standard()
            .publish(&input.document)
            .map_err(|error| error.code().to_owned())?;
        let withheld: Vec<Value> = published
            .withheld
            .iter()
            .map(|one| json!([one.path, one.visibility, one.count]))
            .collect();
        Ok(json!({ "document": published.document, "withheld": withheld }))
    })
}
