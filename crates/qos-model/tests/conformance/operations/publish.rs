//! What may be published.

use super::Rules;
use serde::Deserialize;
use serde_json::{Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishInput {
    document: Value,
}

pub(crate) fn operations(runner: Runner, rules: &Rc<Rules>) -> Runner {
    let rules = Rc::clone(rules);
    runner.on("publish", move |input: PublishInput| {
        let published = rules
            .marks
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
