//! Operations on texts.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_plan::{PublishedText, mixed_script};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectionsInput {
    published: String,
    #[serde(default)]
    corrected: Option<String>,
    corrections: Vec<Value>,
}

pub(crate) fn with(runner: Runner) -> Runner {
    runner
        .on("mixed_script", |input: TextInput| {
            let found = mixed_script(&input.text).into_iter();
            let found =
                found.map(|one| json!({"word": one.word, "at": one.at, "letters": one.letters}));
            Ok(found.collect::<Vec<Value>>())
        })
        .on("sentences", |input: TextInput| {
            let text = PublishedText::new(input.text);
            Ok(json!({"lines": text.plain(), "sentences": text.sentences()}))
        })
        .on("corrections", |input: CorrectionsInput| {
            let mut text = PublishedText::new(input.published);
            text.text_corrected = input.corrected;
            for mut one in input.corrections {
                one["reason"] = "wrong_character".into();
                let one = serde_json::from_value(one).map_err(|error| error.to_string())?;
                text.corrections.push(one);
            }
            Ok(text.corrections_agree())
        })
}
