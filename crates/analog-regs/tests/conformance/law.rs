//! Law texts: citations of sentences, trees, references.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_analog_regs::law::LawDocument;
use tosei_conformance::Runner;
use tosei_document::Limits;
use tosei_types::ProvisionNumber;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

fn read(input: &TextInput) -> LawDocument {
    let law = LawDocument::read_text(input.text.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(law.text(), input.text);
    law
}

fn number(number: Option<ProvisionNumber>) -> Value {
    let text = |number: ProvisionNumber| {
        let parts: Vec<String> = number.parts().map(|part| part.to_string()).collect();
        parts.join("の")
    };
    number.map(text).into()
}

fn sentence_citations(input: &TextInput) -> Value {
    let law = read(input);
    let sentences = law.provisions().flat_map(|provision| provision.sentences());
    let sentences: Vec<Value> = sentences
        .map(|sentence| {
            let citation = sentence.citation().map(|citation| citation.to_string());
            json!({ "citation": citation, "text": sentence.text() })
        })
        .collect();
    assert_eq!(sentences.len(), law.sentences().len());
    json!({ "sentences": sentences })
}

fn tree(input: &TextInput) -> Value {
    let law = read(input);
    let provisions: Vec<Value> = law
        .provisions()
        .map(|provision| {
            json!({
                "depth": provision.ancestors().count(), "kind": provision.kind().code(),
                "label": provision.label(), "heading": provision.heading(),
                "number": number(provision.number()), "number_end": number(provision.number_end()),
                "sentences": provision.sentences().count(),
            })
        })
        .collect();
    json!({ "provisions": provisions })
}

fn references(input: &TextInput) -> Value {
    let law = read(input);
    let sentences = law.provisions().flat_map(|provision| provision.sentences());
    let mut found = Vec::new();
    for sentence in sentences {
        let at = sentence
            .provision()
            .citation()
            .map(|citation| citation.to_string());
        for reference in sentence.references() {
            let targets: Vec<Option<String>> = reference
                .targets()
                .iter()
                .map(|target| target.citation.as_ref().map(ToString::to_string))
                .collect();
            found.push(json!({
                "at": at, "text": reference.text(), "targets": targets,
                "reason": reference.reason().map(|reason| reason.code()),
                "other_law": reference.other_law(),
            }));
        }
    }
    json!({ "references": found })
}

/// The operations about law texts.
pub(crate) fn on(runner: Runner) -> Runner {
    runner
        .on("sentence_citations", |input: TextInput| {
            Ok::<_, String>(sentence_citations(&input))
        })
        .on("tree", |input: TextInput| Ok::<_, String>(tree(&input)))
        .on("references", |input: TextInput| {
            Ok::<_, String>(references(&input))
        })
}
